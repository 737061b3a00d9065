package taskdef_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/script"
	"github.com/ecskit/ecskit/taskdef"
)

// TestOverrides runs testdata/overrides: overrides of a definition in
// testdata/rules/base, and what is found. With characters=N the text @ is replaced
// by letters so that the overrides have N characters as JSON.
func TestOverrides(t *testing.T) {
	found := map[string]bool{}
	script.Run(t, "testdata/overrides/*.txt", func(t *testing.T, c *script.Command) (string, error) {
		assignments, _ := c.Arg("assign")
		text, err := assign(c.Args[0], assignments)
		if err != nil {
			return "", err
		}
		td, _, err := taskdef.Parse(text)
		if err != nil {
			return "", err
		}
		var o taskdef.TaskOverride
		if err := json.Unmarshal([]byte(c.Input), &o); err != nil {
			return "", err
		}
		n, err := c.Int("characters", 0)
		if err != nil {
			return "", err
		}
		if n > 0 {
			compact, err := json.Marshal(o)
			if err != nil {
				return "", err
			}
			// An ä has two bytes and is one character.
			o.ContainerOverrides[0].Command[0] = strings.Repeat("ä", n-len(compact)+1)
		}
		before := td.Clone()
		var out strings.Builder
		for _, f := range taskdef.ValidateOverrides(td, &o) {
			fmt.Fprintf(&out, "%s %s\n", f.Name, f)
			found[f.Name] = true
		}
		if diff := cmp.Diff(before, td); diff != "" {
			t.Errorf("the definition changed (-before +after):\n%s", diff)
		}
		return out.String(), nil
	})
	for _, k := range taskdef.Kinds() {
		if strings.HasPrefix(k.Name, "override-") && !found[k.Name] {
			t.Errorf("no overrides show %s", k.Name)
		}
	}
	kinds := taskdef.Kinds()
	if !slices.IsSortedFunc(kinds, func(a, b diag.Kind) int { return strings.Compare(string(a.Code), string(b.Code)) }) {
		t.Error("the kinds are not in the order of their codes")
	}
}

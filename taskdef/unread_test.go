package taskdef_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// TestWhatCannotBeReadCausesNothing puts, at each place of each definition in
// turn, a placeholder, a value of a wrong type and a function of CloudFormation,
// and expects no finding that was not there before: nothing may follow from a
// value that nobody knows.
func TestWhatCannotBeReadCausesNothing(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	bases, err := filepath.Glob("testdata/rules/base/*.json")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, bases...)
	configs := []taskdef.Config{
		{},
		{Assume: []taskdef.Compatibility{taskdef.CompatibilityFargate}},
		{Assume: []taskdef.Compatibility{taskdef.CompatibilityEC2, taskdef.CompatibilityExternal}},
		{Assume: []taskdef.Compatibility{taskdef.CompatibilityManagedInstances}},
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			for _, cfg := range configs {
				holes(t, text, cfg)
			}
		})
	}
}

func holes(t *testing.T, text []byte, cfg taskdef.Config) {
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		t.Fatal(err)
	}
	before := codesAt(mustLoad(t, string(text)).Check(cfg))
	everyPlace(tree, "", func(path string, old any, set func(any)) {
		for _, hole := range []any{"${HOLE}", map[string]any{"a": map[string]any{}}, []any{[]any{}}} {
			if _, isList := old.([]any); isList && fmt.Sprintf("%T", hole) == fmt.Sprintf("%T", old) {
				continue // a list in place of a list is read, and its elements are wrong
			}
			if _, isObject := old.(map[string]any); isObject && fmt.Sprintf("%T", hole) == fmt.Sprintf("%T", old) {
				continue
			}
			set(hole)
			holed, err := json.Marshal(tree)
			if err != nil {
				t.Fatal(err)
			}
			d := mustLoad(t, string(holed))
			for _, f := range d.Check(cfg) {
				if f.Code < "TD900" && !before[codeAt{f.Code, f.Path}] {
					t.Errorf("%s is %v, and (assume %v) there follows: %v", path, hole, cfg.Assume, f)
				}
			}
			set(old)
		}
	})
}

type codeAt struct {
	code diag.Code
	path string
}

func codesAt(findings diag.List) map[codeAt]bool {
	all := map[codeAt]bool{}
	for _, f := range findings {
		all[codeAt{f.Code, f.Path}] = true
	}
	return all
}

// everyPlace calls f for every value below v but those of a shell, with a
// function that puts another value there.
func everyPlace(v any, path string, f func(path string, old any, set func(any))) {
	switch v := v.(type) {
	case map[string]any:
		for key, member := range v {
			at := diag.Member(path, key)
			if !freeText(path, key) {
				f(at, member, func(to any) { v[key] = to })
			}
			everyPlace(member, at, f)
		}
	case []any:
		if strings.HasSuffix(path, "ommand") || strings.HasSuffix(path, "entryPoint") {
			return
		}
		for i, element := range v {
			at := diag.Element(path, i)
			f(at, element, func(to any) { v[i] = to })
			everyPlace(element, at, f)
		}
	}
}

func freeText(path, key string) bool {
	return key == "awslogs-datetime-format" || key == "awslogs-multiline-pattern"
}

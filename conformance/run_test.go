package conformance_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/conformance"
)

// runCases runs the cases of one file of a package: answer reads a case's input
// and gives the answer in the shape of what is expected.
func runCases[In, Out any](t *testing.T, dir, file string, answer func(t *testing.T, in In) Out, opts ...cmp.Option) {
	t.Helper()
	cases, err := conformance.Load(dir, file)
	if err != nil || len(cases) == 0 {
		t.Fatal(file, len(cases), err)
	}
	opts = append(opts, cmpopts.EquateEmpty())
	for _, c := range cases {
		t.Run(strings.TrimSuffix(file, ".json")+"/"+c.Name, func(t *testing.T) {
			var in In
			var want Out
			if err := json.Unmarshal(c.Input, &in); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(c.Expected, &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, answer(t, in), opts...); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", c.Certainty, c.Source, diff)
			}
		})
	}
}

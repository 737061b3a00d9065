package conformance_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/conformance"
)

// runCases runs the cases of a package's file, or of those that match a pattern:
// answer reads a case's input and gives the answer in the shape of what is expected.
func runCases[In, Out any](t *testing.T, dir, file string, answer func(t *testing.T, in In) Out, opts ...cmp.Option) {
	t.Helper()
	runAsking(t, dir, file, func(t *testing.T, in In, _ Out) Out { return answer(t, in) }, opts...)
}

// runAsking is runCases for cases whose expected answer says as well what is asked
// for, such as what to count by. A member that is not read would make a case say
// less than it seems to: there must be none.
func runAsking[In, Out any](t *testing.T, dir, file string, answer func(t *testing.T, in In, want Out) Out, opts ...cmp.Option) {
	t.Helper()
	cases, err := conformance.Load(dir, file)
	must(t, err)
	opts = append(opts, cmpopts.EquateEmpty())
	for _, c := range cases {
		t.Run(strings.TrimSuffix(c.File, ".json")+"/"+c.Name, func(t *testing.T) {
			var in In
			var want Out
			decodeStrictly(t, c.Input, &in)
			decodeStrictly(t, c.Expected, &want)
			if diff := cmp.Diff(want, answer(t, in, want), opts...); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", c.Certainty, c.Source, diff)
			}
		})
	}
}

func decodeStrictly(t *testing.T, data json.RawMessage, into any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

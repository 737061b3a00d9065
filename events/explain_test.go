package events_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/events"
)

func TestExplain(t *testing.T) {
	tests := []struct {
		name, pattern, event string
		want                 []events.Mismatch
	}{
		{"a match has nothing to explain", `{"a": [1]}`, `{"a": 1}`, nil},
		{"every field is named", `{"a": [1], "b": {"c": [2]}}`, `{"a": 2}`, []events.Mismatch{{Field: "a", Reason: events.ValueDiffers}, {Field: "b.c", Reason: events.FieldAbsent}}},
		{"wanted absent", `{"a": [{"exists": false}]}`, `{"a": 1}`, []events.Mismatch{{Field: "a", Reason: events.FieldPresent}}},
		{"absent is well", `{"a": [{"exists": false}], "b": [1]}`, `{}`, []events.Mismatch{{Field: "b", Reason: events.FieldAbsent}}},
		{"no element has both", `{"c": {"n": ["x"], "e": [1]}, "s": [1]}`, `{"c": [{"n": "x", "e": 0}, {"n": "y", "e": 1}], "s": 1}`,
			[]events.Mismatch{{Field: "c.n", Reason: events.OtherElement}, {Field: "c.e", Reason: events.OtherElement}}},
		{"the nearest combination", `{"$or": [{"a": [1], "b": [1]}, {"c": [1]}]}`, `{}`, []events.Mismatch{{Field: "c", Reason: events.FieldAbsent}}},
	}
	for _, test := range tests {
		got, err := compile(t, test.pattern).Explain([]byte(test.event))
		if diff := cmp.Diff(test.want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", test.name, err, diff)
		}
	}
	if _, err := compile(t, `{"a": [1]}`).Explain([]byte("{")); err == nil {
		t.Error("no error for a broken event")
	}
	if got := fmt.Sprint(events.FieldAbsent, events.FieldPresent, events.ValueDiffers, events.OtherElement, events.MismatchReason(9)); got != "absent present value-differs other-element unknown" {
		t.Error(got)
	}
}

// TestExplainNamesSomething holds Explain against Match: one is empty when the
// other is true.
func TestExplainNamesSomething(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern, event := drawPattern(t, 2, true), drawObject(t, 3)
		p, _, err := events.ParsePattern([]byte(pattern))
		if err != nil {
			t.Fatal(err)
		}
		matched, err := p.Match([]byte(event))
		if err != nil {
			t.Fatal(err)
		}
		if all, err := p.Explain([]byte(event)); err != nil || matched != (len(all) == 0) {
			t.Fatalf("pattern %s\nevent %s\nmatch is %v, explained by %v, %v", pattern, event, matched, all, err)
		}
	})
}

func ExamplePattern_Explain() {
	p, _, _ := events.ParsePattern([]byte(`{"detail": {"containers": {"name": ["web"], "exitCode": [137]}}}`))
	why, err := p.Explain([]byte(`{"detail": {"containers": [{"name": "web", "exitCode": 0}, {"name": "log", "exitCode": 137}]}}`))
	for _, m := range why {
		fmt.Println(m.Field, m.Reason)
	}
	fmt.Println(err)
	// Output:
	// detail.containers.name other-element
	// detail.containers.exitCode other-element
	// <nil>
}

package conformance_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/conformance"
	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/events"
)

func TestEvents(t *testing.T) {
	cases, err := conformance.Load("events", "patterns.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var in struct {
				Pattern, Event         json.RawMessage
				PatternText, EventText string
			}
			var want struct {
				Match    *bool
				Findings []string
			}
			if err := json.Unmarshal(c.Input, &in); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(c.Expected, &want); err != nil {
				t.Fatal(err)
			}
			if in.PatternText != "" {
				in.Pattern, in.Event = []byte(in.PatternText), []byte(in.EventText)
			}
			p, findings, err := events.ParsePattern(in.Pattern)
			if err != nil {
				t.Fatal(err)
			}
			if want.Match == nil {
				if diff := cmp.Diff(want.Findings, codesAndPaths(findings), cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%s, %s: findings (-want +got):\n%s", c.Certainty, c.Source, diff)
				}
				return
			}
			if p == nil {
				t.Fatalf("findings %v", findings)
			}
			if got, err := p.Match(in.Event); got != *want.Match || err != nil {
				t.Errorf("%s, %s: match is %v, %v", c.Certainty, c.Source, got, err)
			}
		})
	}
}

// codesAndPaths writes findings as "EV003 detail.cpu".
func codesAndPaths(findings diag.List) []string {
	var out []string
	for _, f := range findings {
		out = append(out, string(f.Code)+" "+f.Path)
	}
	return out
}

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

type findingCodes struct{ Findings []string }

func TestEventsStops(t *testing.T) {
	type input struct {
		StopCode events.StopCode
		Reason   string
	}
	type output struct{ Cause string }
	runCases(t, "events", "stops.json", func(t *testing.T, in input) output {
		return output{events.ReadStop(in.StopCode, in.Reason).Cause}
	})
}

func TestEventsTargets(t *testing.T) {
	type input struct {
		Target          json.RawMessage
		NetworkMode     string
		Compatibilities []string
	}
	runCases(t, "events", "targets.json", func(t *testing.T, in input) findingCodes {
		target, findings, err := events.ParseTarget(in.Target)
		if err != nil || len(findings) > 0 {
			t.Fatal(findings, err)
		}
		return findingCodes{codesAndPaths(target.Validate(events.Task{NetworkMode: in.NetworkMode, Compatibilities: in.Compatibilities}))}
	})
}

func TestEventsSchedules(t *testing.T) {
	type input struct{ By, Expression string }
	runCases(t, "events", "schedules.json", func(t *testing.T, in input) findingCodes {
		by, ok := map[string]events.Scheduler{"rule": events.Rules, "scheduler": events.EventBridgeSchedule}[in.By]
		if !ok {
			t.Fatalf("by is %q", in.By)
		}
		return findingCodes{codesAndPaths(events.ValidateSchedule(in.Expression, by))}
	})
}

func TestEventsActions(t *testing.T) {
	type input struct{ EventName string }
	type output struct{ EventType string }
	runCases(t, "events", "actions.json", func(t *testing.T, in input) output {
		eventType, _ := events.ActionType(in.EventName)
		return output{eventType}
	})
}

func TestEventsStatuses(t *testing.T) {
	type input struct{ Before, After string }
	type output struct{ Follows bool }
	runCases(t, "events", "statuses.json", func(t *testing.T, in input) output {
		return output{events.Follows(in.Before, in.After)}
	})
}

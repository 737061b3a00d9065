package conformance_test

import (
	"encoding/json"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/events"
)

// Every kind of finding is shown by a case, and missed by one that is like it.
func TestEventsKinds(t *testing.T) {
	cases := folderCases(t, "events", "actions", "inputs", "pattern_findings", "patterns", "reading", "reading_targets", "revisions", "schedules", "statuses", "stops", "targets")
	eachKindHasCases(t, events.Kinds(), codedCases(t, cases, eventsSubject), nil, map[diag.Code]string{
		"EV003": "the field of a good pattern is read through its list",
		"EV033": "no event that is known has the member",
		"EV041": "no target that runs tasks has the member",
	})
}

// eventsSubject returns what the paths of a case's findings go through.
func eventsSubject(in map[string]any) any {
	for _, member := range []string{"pattern", "event", "target"} {
		if in[member] != nil {
			return in[member]
		}
	}
	for _, member := range []string{"patternText", "eventText"} {
		var v any
		if text, ok := in[member].(string); ok && json.Unmarshal([]byte(text), &v) == nil {
			return v
		}
	}
	return map[string]any{"ScheduleExpression": in["expression"]}
}

func TestEventsPatterns(t *testing.T) {
	type input struct {
		Pattern, Event         json.RawMessage
		PatternText, EventText string
	}
	type output struct{ Match bool }
	runCases(t, "events", "patterns.json", func(t *testing.T, in input) output {
		if in.PatternText != "" {
			in.Pattern, in.Event = []byte(in.PatternText), []byte(in.EventText)
		}
		p, findings, err := events.ParsePattern(in.Pattern)
		if err != nil || p == nil {
			t.Fatal(findings, err)
		}
		match, err := p.Match(in.Event)
		if err != nil {
			t.Fatal(err)
		}
		return output{match}
	})
}

func TestEventsPatternFindings(t *testing.T) {
	type input struct {
		Pattern     json.RawMessage
		PatternText string
	}
	runCases(t, "events", "pattern_findings.json", func(t *testing.T, in input) findingCodes {
		if in.PatternText != "" {
			in.Pattern = []byte(in.PatternText)
		}
		_, findings, err := events.ParsePattern(in.Pattern)
		if err != nil {
			t.Fatal(err)
		}
		return findingCodes{codesAndPaths(findings)}
	})
}

func TestEventsReading(t *testing.T) {
	type input struct {
		Event     json.RawMessage
		EventText string
	}
	type output struct {
		Kind     string
		Findings []string
	}
	runCases(t, "events", "reading.json", func(t *testing.T, in input) output {
		if in.EventText != "" {
			in.Event = []byte(in.EventText)
		}
		e, findings, err := events.ParseEvent(in.Event)
		if err != nil {
			t.Fatal(err)
		}
		o := output{Findings: codesAndPaths(findings)}
		for kind, is := range map[string]bool{
			"task": e.Task != nil, "instance": e.Instance != nil, "action": e.Action != nil, "deployment": e.Deployment != nil, "hook": e.Hook != nil,
		} {
			if is {
				o.Kind += kind
			}
		}
		return o
	})
}

func TestEventsRevisions(t *testing.T) {
	type input struct{ Event json.RawMessage }
	type output struct {
		ARN     string
		Version int64
		Known   bool
	}
	runCases(t, "events", "revisions.json", func(t *testing.T, in input) output {
		e, findings, err := events.ParseEvent(in.Event)
		if err != nil || findings.HasErrors() {
			t.Fatal(findings, err)
		}
		arn, version, known := e.Revision()
		return output{arn, version, known}
	})
}

func TestEventsReadingTargets(t *testing.T) {
	type input struct{ Target json.RawMessage }
	runCases(t, "events", "reading_targets.json", func(t *testing.T, in input) findingCodes {
		_, findings, err := events.ParseTarget(in.Target)
		if err != nil {
			t.Fatal(err)
		}
		return findingCodes{codesAndPaths(findings)}
	})
}

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
	for _, file := range []string{"targets.json", "inputs.json"} {
		runCases(t, "events", file, func(t *testing.T, in input) findingCodes {
			target, findings, err := events.ParseTarget(in.Target)
			if err != nil || len(findings) > 0 {
				t.Fatal(findings, err)
			}
			return findingCodes{codesAndPaths(target.Validate(events.Task{NetworkMode: in.NetworkMode, Compatibilities: in.Compatibilities}))}
		})
	}
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

package conformance_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/autoscaling/schedule"
	"github.com/ecskit/ecskit/conformance"
)

type scheduleInput struct {
	Expression string    `json:"expression"`
	Zone       string    `json:"zone"`    // IANA name; absent is UTC
	Doubled    string    `json:"doubled"` // "second", "both"; absent is the first
	Start      time.Time `json:"start"`
	After      time.Time `json:"after"`
}

type scheduleOutput struct {
	Runs  []time.Time `json:"runs,omitempty"` // the first ones behind after; none at all when empty
	Error string      `json:"error,omitempty"`
	Field string      `json:"field,omitempty"`
}

func TestSchedule(t *testing.T) {
	cases, err := conformance.Load("autoscaling", "schedule*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var in scheduleInput
			var want scheduleOutput
			if err := json.Unmarshal(c.Input, &in); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(c.Expected, &want); err != nil {
				t.Fatal(err)
			}
			got := runSchedule(t, in, max(1, len(want.Runs)))
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", c.Certainty, c.Source, diff)
			}
		})
	}
}

func runSchedule(t *testing.T, in scheduleInput, n int) (out scheduleOutput) {
	t.Helper()
	zone, err := time.LoadLocation(in.Zone)
	if err != nil {
		t.Skipf("no time zone data: %v", err)
	}
	var options schedule.Options
	switch in.Doubled {
	case "":
	case "second":
		options.Doubled = schedule.DoubledSecond
	case "both":
		options.Doubled = schedule.DoubledBoth
	default:
		t.Fatalf("doubled is %q", in.Doubled)
	}
	s, err := options.Parse(in.Expression)
	if err != nil {
		var e *schedule.SyntaxError
		if !errors.As(err, &e) {
			t.Fatalf("error %v is no *schedule.SyntaxError", err)
		}
		return scheduleOutput{Error: e.Code.String(), Field: e.Field.String()}
	}
	after := in.After
	for range n {
		next, ok := s.NextFrom(in.Start, after, zone)
		if !ok {
			break
		}
		out.Runs = append(out.Runs, next.UTC())
		after = next
	}
	return out
}

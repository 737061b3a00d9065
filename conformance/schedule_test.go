package conformance_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ecskit/ecskit/autoscaling/schedule"
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
	runAsking(t, "autoscaling", "schedule*.json", func(t *testing.T, in scheduleInput, want scheduleOutput) scheduleOutput {
		return runSchedule(t, in, max(1, len(want.Runs)))
	})
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

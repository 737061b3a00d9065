package conformance_test

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/conformance"
)

type replayInput struct {
	Description json.RawMessage             `json:"description"`
	Options     autoscaling.Options         `json:"options"`
	Start       int                         `json:"start"`
	From        time.Time                   `json:"from"`
	Every       int                         `json:"every"`
	Forecast    []autoscaling.ForecastPoint `json:"forecast"`
	Steps       []struct {
		Times     int                         `json:"times"`
		Samples   []*float64                  `json:"samples"`
		Running   *int                        `json:"running"`
		Deploying bool                        `json:"deploying"`
		Suspend   *autoscaling.SuspendedState `json:"suspend"`
	} `json:"steps"`
}

type replayOutput struct {
	Changes [][]any           `json:"changes"`
	Reasons map[string]string `json:"reasons"`
}

func TestAutoscalingReplay(t *testing.T) {
	cases, err := conformance.Load("autoscaling", "replay.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var in replayInput
			var want replayOutput
			decodeStrictly(t, c.Input, &in)
			decodeStrictly(t, c.Expected, &want)
			changes, reasons := replayCase(t, in)
			for step, reason := range want.Reasons {
				if n, _ := strconv.Atoi(step); n >= len(reasons) || reasons[n] != reason {
					t.Errorf("step %s: want reason %s, all are %q", step, reason, reasons)
				}
			}
			if diff := cmp.Diff(want.Changes, changes, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s, %s: changes (-want +got):\n%s\nreasons: %q", c.Certainty, c.Source, diff, reasons)
			}
		})
	}
}

// replayCase returns the changes as [step, count, reason], and every reason.
func replayCase(t *testing.T, in replayInput) (changes [][]any, reasons []string) {
	t.Helper()
	d, findings, err := autoscaling.Load(in.Description)
	if err != nil || len(findings) > 0 {
		t.Fatalf("loading: %v, %v", findings, err)
	}
	targets, findings := d.Resolve(autoscaling.Config{Options: in.Options})
	if len(targets) != 1 || findings.HasErrors() {
		t.Fatalf("%d targets, %v", len(targets), findings)
	}
	for _, p := range targets[0].Policies {
		if p.Predictive != nil {
			p.Predictive.Forecast = in.Forecast
		}
	}
	r, findings := autoscaling.NewReplay(targets[0], in.Start)
	if r == nil {
		t.Fatal(findings)
	}
	now := in.From
	for _, s := range in.Steps {
		if s.Suspend != nil {
			r.Suspend(autoscaling.Suspension{})
		}
		for range s.Times {
			o := autoscaling.Observation{Running: r.Desired(), Deploying: s.Deploying}
			if s.Running != nil {
				o.Running = *s.Running
			}
			for _, v := range s.Samples {
				if v == nil {
					o.Samples = append(o.Samples, autoscaling.Sample{Missing: true})
				} else {
					o.Samples = append(o.Samples, autoscaling.Sample{Value: *v})
				}
			}
			decision := r.Step(now, o)
			if decision.Desired != decision.Before {
				changes = append(changes, []any{float64(len(reasons)), float64(decision.Desired), decision.Reason.String()})
			}
			reasons = append(reasons, decision.Reason.String())
			now = now.Add(time.Duration(in.Every) * time.Second)
		}
	}
	return changes, reasons
}

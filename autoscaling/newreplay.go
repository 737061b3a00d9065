package autoscaling

import (
	"time"

	"github.com/ecskit/ecskit/diag"
)

// NewReplay returns a replay of the target that starts with a desired count. The
// findings are those of the target in the API's shape, with the CLI's paths
// (ScalingPolicies[1].StepScalingPolicyConfiguration.StepAdjustments); when one is
// an Error, there is no replay. The target is copied.
//
// Two things that AWS would refuse are allowed here: a target without a resource
// id, and policies without names.
func NewReplay(t Target, start int) (*Replay, diag.List) {
	t = t.clone()
	shaped := t
	if shaped.ResourceID == (ResourceID{}) {
		shaped.ResourceID = ResourceID{"cluster", "service"}
	}
	shaped.Policies = append([]Policy(nil), t.Policies...)
	for i := range shaped.Policies {
		if shaped.Policies[i].Name == "" {
			shaped.Policies[i].Name = diag.Element("", i)
		}
	}
	description := shaped.Describe()
	findings := description.validateForReplay(Config{
		Options:      t.Options,
		LoadLocation: func(string) (*time.Location, error) { return time.UTC, nil },
	})
	findings.Add(checkGiven(t.Policies)...)
	findings.Sort()
	if findings.HasErrors() {
		return nil, findings
	}
	actions := make([]replayAction, len(t.Actions))
	for i, a := range t.Actions {
		s, _ := t.Options.Schedule.Parse(a.Schedule) // an error would have been among the findings
		actions[i] = replayAction{a, s}
	}
	return newReplay(t, start, actions), findings
}

// validateForReplay is Validate without what a replay does not use: where the
// samples of a customised metric or a forecast come from is the caller's.
func (d *Description) validateForReplay(cfg Config) diag.List {
	all := d.Validate(cfg)
	kept := all[:0]
	for _, f := range all {
		switch f.Code {
		case kindForecastMetrics.Code, kindMetricChoice.Code, kindMetricForm.Code, kindMathError.Code, kindMathOffline.Code, kindAlarmUnknown.Code:
			continue
		}
		kept = append(kept, f)
	}
	return kept
}

// checkGiven checks what a replay needs and descriptions do not hold: the alarms
// of step policies, and forecasts.
func checkGiven(policies []Policy) diag.List {
	var l diag.List
	for i, p := range policies {
		if p.Step != nil && p.Step.Alarm == (Alarm{}) {
			l.Add(kindAlarmMissing.At(diag.Member(diag.Element("ScalingPolicies", i), "Alarms"),
				"the policy has no alarm that is known", "give the output of describe-alarms for it"))
		}
		if p.Predictive == nil {
			continue
		}
		f := p.Predictive.Forecast
		for k := 1; k < len(f); k++ {
			if !f[k-1].At.Before(f[k].At) {
				l.Add(kindForecastOrder.At(diag.Member(diag.Element("ScalingPolicies", i), "PredictiveScalingPolicyConfiguration"),
					"forecast point "+f[k].At.UTC().Format(time.RFC3339)+" does not come after the one before it", "sort the forecast by time"))
				break
			}
		}
	}
	return l
}

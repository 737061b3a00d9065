package autoscaling

import (
	"math"
	"time"
)

// Describe gives the target the API's shape: one scalable target, its policies,
// actions and the alarms that are known. [Description.Resolve] brings it back,
// but for forecasts.
func (t Target) Describe() *Description {
	d := &Description{Targets: []ScalableTarget{{
		ServiceNamespace: Namespace, ResourceID: t.ResourceID.String(), ScalableDimension: Dimension,
		MinCapacity: new(t.Min), MaxCapacity: new(t.Max), SuspendedState: t.Suspended.describe(),
	}}}
	for i := range t.Policies {
		d.describePolicy(t.ResourceID, &t.Policies[i])
	}
	for i := range t.Actions {
		d.Actions = append(d.Actions, t.Actions[i].describe(t.ResourceID))
	}
	return d
}

func (s Suspension) describe() *SuspendedState {
	if s == (Suspension{}) {
		return nil
	}
	return &SuspendedState{new(s.DynamicIn), new(s.DynamicOut), new(s.Scheduled)}
}

func (d *Description) describePolicy(id ResourceID, p *Policy) {
	out := ScalingPolicy{
		PolicyName: p.Name, ServiceNamespace: Namespace, ResourceID: id.String(), ScalableDimension: Dimension, PolicyType: p.Type(),
	}
	addAlarm := func(suffix string, a *Alarm) {
		name := id.String() + "-" + p.Name + "-" + suffix
		d.Alarms = append(d.Alarms, a.describe(name))
		out.Alarms = append(out.Alarms, AlarmReference{AlarmName: name})
	}
	if s := p.Tracking; s != nil {
		out.TargetTracking = s.describe()
		if s.High != nil {
			addAlarm("AlarmHigh", s.High)
		}
		if s.Low != nil {
			addAlarm("AlarmLow", s.Low)
		}
	}
	if s := p.Step; s != nil {
		out.Step = s.describe()
		if s.Alarm != (Alarm{}) {
			addAlarm("Alarm", &s.Alarm)
		}
	}
	if s := p.Predictive; s != nil {
		out.Predictive = s.describe()
	}
	d.Policies = append(d.Policies, out)
}

func (p *TargetTracking) describe() *TargetTrackingScalingPolicyConfiguration {
	out := &TargetTrackingScalingPolicyConfiguration{
		TargetValue: new(p.Target), Customized: p.Customized,
		ScaleOutCooldown: wholeSeconds(p.ScaleOutCooldown), ScaleInCooldown: wholeSeconds(p.ScaleInCooldown),
	}
	if p.DisableScaleIn {
		out.DisableScaleIn = new(true)
	}
	if p.Metric != "" {
		out.Predefined = &PredefinedMetricSpecification{p.Metric, p.ResourceLabel.String()}
	}
	return out
}

func (p *StepPolicy) describe() *StepScalingPolicyConfiguration {
	out := &StepScalingPolicyConfiguration{
		AdjustmentType: p.Type, Cooldown: wholeSeconds(p.Cooldown), MetricAggregationType: p.Aggregation,
	}
	if p.MinMagnitude != 0 {
		out.MinAdjustmentMagnitude = new(p.MinMagnitude)
	}
	for _, s := range p.Steps {
		out.StepAdjustments = append(out.StepAdjustments, StepAdjustmentSetting{bound(s.Lower, -1), bound(s.Upper, 1), new(s.Adjustment)})
	}
	return out
}

func bound(f float64, open int) *float64 {
	if math.IsInf(f, open) {
		return nil
	}
	return &f
}

func (p *Predictive) describe() *PredictiveScalingPolicyConfiguration {
	out := &PredictiveScalingPolicyConfiguration{
		Mode: p.Mode, MaxCapacityBreachBehavior: p.MaxBreach, SchedulingBufferTime: wholeSeconds(p.SchedulingBuffer),
	}
	if p.MaxBuffer != 0 || p.MaxBreach == IncreaseMaxCapacity {
		out.MaxCapacityBuffer = new(p.MaxBuffer)
	}
	return out
}

func (a *Alarm) describe(name string) MetricAlarm {
	out := MetricAlarm{
		AlarmName: name, ComparisonOperator: a.Comparison, Threshold: new(a.Threshold), Statistic: a.Statistic,
		Period: wholeSeconds(a.Period), EvaluationPeriods: new(a.EvaluationPeriods), TreatMissingData: a.MissingData,
	}
	if a.DatapointsToAlarm != 0 {
		out.DatapointsToAlarm = new(a.DatapointsToAlarm)
	}
	return out
}

func (a *ScheduledAction) describe(id ResourceID) ScheduledActionDefinition {
	out := ScheduledActionDefinition{
		ScheduledActionName: a.Name, ServiceNamespace: Namespace, ResourceID: id.String(), ScalableDimension: Dimension,
		Schedule: a.Schedule, StartTime: known(a.Start), EndTime: known(a.End), CreationTime: known(a.Created),
		ScalableTargetAction: &ScalableTargetAction{a.Min, a.Max},
	}
	if a.Location != nil && a.Location != time.UTC {
		out.Timezone = a.Location.String()
	}
	return out
}

func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// wholeSeconds rounds a positive part of a second up, so that it stays one.
func wholeSeconds(d time.Duration) *int {
	s := int64(d / time.Second)
	if d%time.Second > 0 {
		s++
	}
	if d%time.Second < 0 {
		s--
	}
	return new(int(min(max(s, -maxSeconds), maxSeconds)))
}

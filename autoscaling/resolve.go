package autoscaling

import (
	"time"

	"github.com/ecskit/ecskit/diag"
)

// DefaultCooldown is the cooldown of ECS services where a policy names none.
const DefaultCooldown = 300 * time.Second

// defaultSchedulingBuffer is how long before its time a forecast acts.
const defaultSchedulingBuffer = 300 * time.Second

// Resolve makes the targets of the description ready to compute with: AWS's
// defaults filled in, policies, actions and alarms joined to their targets by
// resource id. Resources other than ECS services, and what belongs to no target,
// are left out; the findings, those of [Description.Validate], say so.
func (d *Description) Resolve(cfg Config) ([]Target, diag.List) {
	findings := d.Validate(cfg)
	var targets []Target
	index := map[string]int{}
	for i := range d.Targets {
		s := &d.Targets[i]
		id, err := ParseResourceID(s.ResourceID)
		if _, twice := index[s.ResourceID]; err != nil || twice {
			continue
		}
		index[s.ResourceID] = len(targets)
		targets = append(targets, Target{
			ResourceID: id, Min: number(s.MinCapacity, 0), Max: number(s.MaxCapacity, 0),
			Suspended: s.SuspendedState.resolve(), Options: cfg.Options,
		})
	}
	alarms := indexAlarms(d.Alarms)
	for i := range d.Policies {
		p := &d.Policies[i]
		if k, ok := index[p.ResourceID]; ok {
			targets[k].Policies = append(targets[k].Policies, resolvePolicy(p, alarms.of(p)))
		}
	}
	c := &checker{cfg: cfg}
	for i := range d.Actions {
		if k, ok := index[d.Actions[i].ResourceID]; ok {
			targets[k].Actions = append(targets[k].Actions, c.resolveAction(&d.Actions[i]))
		}
	}
	return targets, findings
}

func number(p *int, otherwise int) int {
	if p == nil {
		return otherwise
	}
	return *p
}

func seconds(p *int, otherwise time.Duration) time.Duration {
	if p == nil {
		return otherwise
	}
	return time.Duration(min(max(*p, -maxSeconds), maxSeconds)) * time.Second
}

func moment(p *time.Time) time.Time {
	if p == nil {
		return time.Time{}
	}
	return *p
}

func (s *SuspendedState) resolve() Suspension {
	if s == nil {
		return Suspension{}
	}
	is := func(p *bool) bool { return p != nil && *p }
	return Suspension{is(s.DynamicScalingInSuspended), is(s.DynamicScalingOutSuspended), is(s.ScheduledScalingSuspended)}
}

func resolvePolicy(p *ScalingPolicy, alarms []*MetricAlarm) Policy {
	out := Policy{Name: p.PolicyName}
	switch {
	case p.TargetTracking != nil:
		out.Tracking = p.TargetTracking.Resolve()
		for _, a := range alarms {
			switch resolved := a.Resolve(); {
			case resolved.watchesLow() && out.Tracking.Low == nil:
				out.Tracking.Low = &resolved
			case !resolved.watchesLow() && out.Tracking.High == nil:
				out.Tracking.High = &resolved
			}
		}
	case p.Step != nil:
		out.Step = p.Step.Resolve()
		if len(alarms) > 0 {
			out.Step.Alarm = alarms[0].Resolve()
		}
	case p.Predictive != nil:
		out.Predictive = p.Predictive.Resolve()
	}
	return out
}

// Resolve fills in AWS's defaults: 300 s for both cooldowns. A label that does not
// parse is left out.
func (p *TargetTrackingScalingPolicyConfiguration) Resolve() *TargetTracking {
	out := &TargetTracking{
		Customized:       p.Customized,
		ScaleOutCooldown: seconds(p.ScaleOutCooldown, DefaultCooldown),
		ScaleInCooldown:  seconds(p.ScaleInCooldown, DefaultCooldown),
		DisableScaleIn:   p.DisableScaleIn != nil && *p.DisableScaleIn,
	}
	if p.TargetValue != nil {
		out.Target = *p.TargetValue
	}
	if p.Predefined != nil {
		out.Metric = p.Predefined.PredefinedMetricType
		out.ResourceLabel, _ = ParseResourceLabel(p.Predefined.ResourceLabel)
	}
	return out
}

// Resolve fills in AWS's defaults: a cooldown of 300 s and the average. The alarm
// is for the caller to set.
func (p *StepScalingPolicyConfiguration) Resolve() *StepPolicy {
	out := &StepPolicy{
		Type: p.AdjustmentType, MinMagnitude: number(p.MinAdjustmentMagnitude, 0),
		Cooldown: seconds(p.Cooldown, DefaultCooldown), Aggregation: p.MetricAggregationType,
	}
	if out.Aggregation == "" {
		out.Aggregation = AggregateAverage
	}
	for i := range p.StepAdjustments {
		lower, upper := p.StepAdjustments[i].interval()
		out.Steps = append(out.Steps, StepAdjustment{lower, upper, number(p.StepAdjustments[i].ScalingAdjustment, 0)})
	}
	return out
}

// Resolve fills in AWS's defaults: ForecastOnly, HonorMaxCapacity, 300 s. The
// forecast is for the caller to set.
func (p *PredictiveScalingPolicyConfiguration) Resolve() *Predictive {
	out := &Predictive{
		Mode: p.Mode, MaxBreach: p.MaxCapacityBreachBehavior, MaxBuffer: number(p.MaxCapacityBuffer, 0),
		SchedulingBuffer: seconds(p.SchedulingBufferTime, defaultSchedulingBuffer),
	}
	if out.Mode == "" {
		out.Mode = ForecastOnly
	}
	if out.MaxBreach == "" {
		out.MaxBreach = HonorMaxCapacity
	}
	return out
}

// Resolve fills in CloudWatch's defaults: all periods must breach, missing data
// is missing, the average.
func (a *MetricAlarm) Resolve() Alarm {
	out := Alarm{
		Comparison: a.ComparisonOperator, Statistic: a.Statistic, Period: seconds(a.Period, 0),
		EvaluationPeriods: number(a.EvaluationPeriods, 0), MissingData: a.TreatMissingData,
	}
	out.DatapointsToAlarm = number(a.DatapointsToAlarm, out.EvaluationPeriods)
	if a.Threshold != nil {
		out.Threshold = *a.Threshold
	}
	if out.MissingData == "" {
		out.MissingData = MissingIsMissing
	}
	if out.Statistic == "" {
		out.Statistic = Average
	}
	return out
}

func (a Alarm) watchesLow() bool {
	return a.Comparison == LessThan || a.Comparison == LessThanOrEqual
}

// resolveAction leaves a time zone that is not known at UTC; the finding says so.
func (c *checker) resolveAction(a *ScheduledActionDefinition) ScheduledAction {
	loc, _ := c.location(a.Timezone)
	out := ScheduledAction{
		Name: a.ScheduledActionName, Schedule: a.Schedule, Location: loc,
		Start: moment(a.StartTime), End: moment(a.EndTime), Created: moment(a.CreationTime),
	}
	if b := a.ScalableTargetAction; b != nil {
		out.Min, out.Max = b.MinCapacity, b.MaxCapacity
	}
	return out
}

// Resolve fills in the API's defaults: a target of 100 percent and steps of 1 to
// 10000. enabled is false for managed scaling that is absent or switched off.
func (m *ManagedScalingConfiguration) Resolve() (scaling ManagedScaling, warmup time.Duration, enabled bool) {
	if m == nil {
		m = &ManagedScalingConfiguration{}
	}
	return ManagedScaling{
		TargetCapacity: number(m.TargetCapacity, 100),
		MinimumStep:    number(m.MinimumScalingStepSize, 1),
		MaximumStep:    number(m.MaximumScalingStepSize, maxStepSize),
	}, seconds(m.InstanceWarmupPeriod, 300*time.Second), m.enabled()
}

// ResolveStrategy fills in the API's defaults, base 0 and weight 0. (The console
// writes a weight of 1 where nothing is chosen.)
func ResolveStrategy(strategy []StrategyItem) []ProviderWeight {
	out := make([]ProviderWeight, len(strategy))
	for i, s := range strategy {
		out[i] = ProviderWeight{s.CapacityProvider, number(s.Base, 0), number(s.Weight, 0)}
	}
	return out
}

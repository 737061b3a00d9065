package autoscaling

import (
	"errors"
	"slices"
	"time"

	"github.com/ecskit/ecskit/autoscaling/schedule"
	"github.com/ecskit/ecskit/diag"
)

func (c *checker) actions(d *Description) {
	targets := map[string]*ScalableTarget{}
	for i := range d.Targets {
		if t := &d.Targets[i]; targets[t.ResourceID] == nil {
			targets[t.ResourceID] = t
		}
	}
	counts := map[string]int{}
	for i := range d.Actions {
		a := &d.Actions[i]
		path := diag.Element("ScheduledActions", i)
		c.identity(path, a.ServiceNamespace, a.ScalableDimension, a.ResourceID)
		if counts[a.ResourceID]++; counts[a.ResourceID] == MaxActions+1 {
			c.addf(kindActionCount, path, "", "action %d of %q, at most %d are allowed", MaxActions+1, a.ResourceID, MaxActions)
		}
		target := targets[a.ResourceID]
		if len(d.Targets) > 0 && target == nil {
			c.addf(kindActionTarget, diag.Member(path, "ResourceId"), "", "%q is no scalable target", a.ResourceID)
		}
		c.actionBounds(path, a, target)
		c.actionTimes(path, a)
	}
}

func (c *checker) actionBounds(path string, a *ScheduledActionDefinition, target *ScalableTarget) {
	at := diag.Member(path, "ScalableTargetAction")
	b := a.ScalableTargetAction
	if b == nil || b.MinCapacity == nil && b.MaxCapacity == nil {
		c.addf(kindActionEmpty, at, "", "the action sets neither a minimum nor a maximum")
		return
	}
	c.bounds(at, b.MinCapacity, b.MaxCapacity, false)
	switch {
	case target == nil:
	case b.MaxCapacity == nil && target.MaxCapacity != nil && *b.MinCapacity > *target.MaxCapacity:
		c.addf(kindActionCrosses, diag.Member(at, "MinCapacity"), "set the maximum as well",
			"minimum %d is above the target's maximum %d: unless that is raised before, the action fails", *b.MinCapacity, *target.MaxCapacity)
	case b.MinCapacity == nil && target.MinCapacity != nil && *b.MaxCapacity < *target.MinCapacity:
		c.addf(kindActionCrosses, diag.Member(at, "MaxCapacity"), "set the minimum as well",
			"maximum %d is below the target's minimum %d: unless that is lowered before, the action fails", *b.MaxCapacity, *target.MinCapacity)
	}
}

func (c *checker) actionTimes(path string, a *ScheduledActionDefinition) {
	if _, err := c.location(a.Timezone); err != nil {
		c.addf(kindTimezone, diag.Member(path, "Timezone"), "write a name such as Europe/Berlin", "%q is no known time zone", a.Timezone)
	}
	if a.StartTime != nil && a.EndTime != nil && !a.StartTime.Before(*a.EndTime) {
		c.addf(kindActionTimes, diag.Member(path, "EndTime"), "", "the end %s is not after the start %s",
			a.EndTime.UTC().Format(time.RFC3339), a.StartTime.UTC().Format(time.RFC3339))
	}
	at := diag.Member(path, "Schedule")
	s, err := c.cfg.Options.Schedule.Parse(a.Schedule)
	if err != nil {
		c.Add(scheduleFinding(at, err))
		return
	}
	for _, n := range s.Notes() {
		kind := kindScheduleNote
		switch n.Code {
		case schedule.NeverFires:
			kind = kindScheduleNever
		case schedule.SecondsIgnored:
			kind = kindScheduleSeconds
		}
		f := kind.At(at, n.String(), "")
		f.Offset, f.Length = n.Offset, n.Len
		c.Add(f)
	}
	if s.Kind() == schedule.Rate && a.Timezone != "" {
		c.addf(kindTimezoneUnused, diag.Member(path, "Timezone"), "leave it out", "a rate has no time zone")
	}
}

func scheduleFinding(path string, err error) diag.Diagnostic {
	var e *schedule.SyntaxError
	if !errors.As(err, &e) {
		return kindSchedule.At(path, err.Error(), "")
	}
	message, hint := e.Problem, ""
	if e.Field != schedule.NoField {
		message = e.Field.String() + ": " + message
	}
	if e.Suggestion != "" {
		hint = "write " + e.Suggestion
	}
	f := kindSchedule.At(path, message, hint)
	f.Offset, f.Length = e.Offset, e.Len
	return f
}

func (c *checker) location(name string) (*time.Location, error) {
	switch {
	case name == "":
		return time.UTC, nil
	case name == "Local":
		return nil, errors.New("a time zone has a name")
	case c.cfg.LoadLocation != nil:
		return c.cfg.LoadLocation(name)
	}
	return time.LoadLocation(name)
}

// predictiveMetrics lists the predefined metrics of predictive scaling by what
// they are for.
func predictiveMetrics(what string) []string {
	switch what {
	case "PredefinedMetricPairSpecification":
		return []string{"ECSServiceCPUUtilization", "ECSServiceMemoryUtilization", "ALBRequestCount"}
	case "PredefinedScalingMetricSpecification":
		return []string{string(ServiceAverageCPU), string(ServiceAverageMemory), string(RequestCountPerTarget)}
	}
	return []string{"ECSServiceTotalCPUUtilization", "ECSServiceTotalMemoryUtilization", "TotalALBRequestCount"}
}

func (c *checker) predictive(path string, p *PredictiveScalingPolicyConfiguration) {
	if p.Mode != "" {
		c.oneOf(kindForecastMode, diag.Member(path, "Mode"), string(p.Mode), string(ForecastOnly), string(ForecastAndScale))
	}
	if p.MaxCapacityBreachBehavior != "" {
		c.oneOf(kindBreachBehavior, diag.Member(path, "MaxCapacityBreachBehavior"), string(p.MaxCapacityBreachBehavior),
			string(HonorMaxCapacity), string(IncreaseMaxCapacity))
	}
	if b := p.MaxCapacityBuffer; b != nil && (*b < 0 || *b > 100 || p.MaxCapacityBreachBehavior != IncreaseMaxCapacity) {
		c.addf(kindMaxBuffer, diag.Member(path, "MaxCapacityBuffer"), "", "a buffer of %d with %q, allowed are 0 to 100 percent with %s",
			*b, p.MaxCapacityBreachBehavior, IncreaseMaxCapacity)
	}
	c.seconds(kindBufferTime, diag.Member(path, "SchedulingBufferTime"), p.SchedulingBufferTime, 3599)
	list := diag.Member(path, "MetricSpecifications")
	if len(p.MetricSpecifications) != 1 {
		c.addf(kindForecastMetrics, list, "", "%d metric specifications, a policy has one", len(p.MetricSpecifications))
	}
	for i := range p.MetricSpecifications[:min(len(p.MetricSpecifications), maxChecked)] {
		c.predictiveMetric(diag.Element(list, i), &p.MetricSpecifications[i])
	}
}

func (c *checker) predictiveMetric(path string, m *PredictiveMetricSpecification) {
	if m.TargetValue == nil {
		c.addf(kindForecastMetrics, diag.Member(path, "TargetValue"), "", "the specification has no target value")
	}
	for _, spec := range []struct {
		name  string
		value *PredefinedMetricSpecification
	}{
		{"PredefinedMetricPairSpecification", m.Pair}, {"PredefinedScalingMetricSpecification", m.Scaling},
		{"PredefinedLoadMetricSpecification", m.Load},
	} {
		if spec.value == nil {
			continue
		}
		at, name := diag.Member(path, spec.name), string(spec.value.PredefinedMetricType)
		c.oneOf(kindForecastPair, diag.Member(at, "PredefinedMetricType"), name, predictiveMetrics(spec.name)...)
		alb := []string{"ALBRequestCount", "TotalALBRequestCount", string(RequestCountPerTarget)}
		c.label(at, spec.value, slices.Contains(alb, name))
	}
	if m.Pair == nil && (m.Scaling == nil && !present(m.CustomizedScaling) || m.Load == nil && !present(m.CustomizedLoad)) {
		c.addf(kindForecastMetrics, path, "give a PredefinedMetricPairSpecification", "the specification needs a pair, or a scaling and a load metric")
	}
}

func present(raw []byte) bool { return len(raw) > 0 && string(raw) != "null" }

package autoscaling

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

func nearest(value string, allowed []string) string {
	if s := jsonscan.Nearest(value, allowed); s != "" {
		return "write " + s
	}
	return ""
}

// maxSeconds bounds times that the API leaves open: its integers have 32 bits.
const maxSeconds = math.MaxInt32

func (c *checker) tracking(path string, p *TargetTrackingScalingPolicyConfiguration) {
	limit := math.Ldexp(1, 360)
	switch value := diag.Member(path, "TargetValue"); {
	case p.TargetValue == nil:
		c.addf(kindTargetValue, value, "", "the policy has no target value")
	case !(math.Abs(*p.TargetValue) <= limit):
		c.addf(kindTargetValue, value, "", "%g is outside -2^360 to 2^360", *p.TargetValue)
	case *p.TargetValue <= 0:
		c.addf(kindTargetPositive, value, "", "%g: a metric in proportion to the tasks has no such target, nothing would scale", *p.TargetValue)
	}
	c.seconds(kindCooldown, diag.Member(path, "ScaleOutCooldown"), p.ScaleOutCooldown, maxSeconds)
	c.seconds(kindCooldown, diag.Member(path, "ScaleInCooldown"), p.ScaleInCooldown, maxSeconds)
	if (p.Predefined == nil) == (p.Customized == nil) {
		c.addf(kindMetricChoice, path, "give one of PredefinedMetricSpecification and CustomizedMetricSpecification",
			"%s", map[bool]string{true: "the policy has no metric", false: "the policy has two metrics"}[p.Predefined == nil])
	}
	if p.Predefined != nil {
		c.predefined(diag.Member(path, "PredefinedMetricSpecification"), p.Predefined)
	}
	if p.Customized != nil {
		c.customized(diag.Member(path, "CustomizedMetricSpecification"), p.Customized)
	}
}

func (c *checker) predefined(path string, m *PredefinedMetricSpecification) {
	allowed := []string{
		string(RequestCountPerTarget), string(ServiceAverageCPU), string(ServiceAverageCPUHighResolution),
		string(ServiceAverageMemory), string(ServiceAverageMemoryHighResolution),
	}
	c.oneOf(kindMetricType, diag.Member(path, "PredefinedMetricType"), string(m.PredefinedMetricType), allowed...)
	if m.PredefinedMetricType == RequestCountPerTarget && c.cfg.CodeDeploy {
		c.addf(kindCodeDeploy, diag.Member(path, "PredefinedMetricType"), "use another metric, or the ECS controller",
			"%s is not supported with the CODE_DEPLOY controller", m.PredefinedMetricType)
	}
	c.label(path, m, m.PredefinedMetricType == RequestCountPerTarget)
}

func (c *checker) label(path string, m *PredefinedMetricSpecification, needed bool) {
	path = diag.Member(path, "ResourceLabel")
	switch {
	case needed && m.ResourceLabel == "":
		c.addf(kindLabelMissing, path, "write "+labelForm, "%s needs the load balancer and the target group", m.PredefinedMetricType)
	case !needed && m.ResourceLabel != "":
		c.addf(kindLabelUnused, path, "leave it out", "%s has no resource label", m.PredefinedMetricType)
	case needed:
		_, err := ParseResourceLabel(m.ResourceLabel)
		var e *IDError
		if errors.As(err, &e) {
			f := kindLabelForm.At(path, fmt.Sprintf("%q is not of the form %s", m.ResourceLabel, labelForm), "")
			if e.Offset < len(e.Text) {
				f.Offset, f.Length = e.Offset, len(e.Text)-e.Offset
			}
			c.Add(f)
		}
	}
}

func (c *checker) customized(path string, m *CustomizedMetricSpecification) {
	named := m.Namespace != "" || m.MetricName != "" || len(m.Dimensions) > 0 || m.Statistic != "" || m.Unit != ""
	if len(m.Metrics) > 0 {
		if named {
			c.addf(kindMetricForm, path, "move the metric into Metrics", "a metric of its own beside Metrics")
		}
		c.queries(path, m)
		return
	}
	for _, field := range []struct{ name, value string }{
		{"Namespace", m.Namespace}, {"MetricName", m.MetricName}, {"Statistic", string(m.Statistic)},
	} {
		if field.value == "" {
			c.addf(kindMetricForm, diag.Member(path, field.name), "", "a metric without Metrics needs a %s", field.name)
		}
	}
	if m.Statistic != "" {
		c.oneOf(kindStatistic, diag.Member(path, "Statistic"), string(m.Statistic),
			string(Average), string(Minimum), string(Maximum), string(SampleCount), string(Sum))
	}
}

func (c *checker) queries(path string, m *CustomizedMetricSpecification) {
	list := diag.Member(path, "Metrics")
	formed := true
	for i := range m.Metrics[:min(len(m.Metrics), maxChecked)] {
		q := &m.Metrics[i]
		at := diag.Element(list, i)
		if (q.Expression == "") == (q.MetricStat == nil) {
			c.addf(kindQueryForm, at, "give one of Expression and MetricStat", "query %q has %s", q.ID,
				map[bool]string{true: "neither an expression nor a metric", false: "an expression and a metric"}[q.Expression == ""])
			formed = false
			continue
		}
		if s := q.MetricStat; s != nil && (s.Metric == nil || s.Metric.Namespace == "" || s.Metric.MetricName == "" || s.Stat == "") {
			c.addf(kindQueryForm, diag.Member(at, "MetricStat"), "", "the metric of query %q lacks its Metric, Namespace, MetricName or Stat", q.ID)
		}
	}
	if !formed {
		return
	}
	_, err := m.Math()
	var e *MathError
	if !errors.As(err, &e) {
		return
	}
	kind, at, offset := kindMathError, diag.Element(list, min(e.Query, max(len(m.Metrics)-1, 0))), 0
	switch e.Code {
	case MathID:
		at = diag.Member(at, "Id")
	case MathReturn:
		at = list
	case MathUnsupported:
		kind = kindMathOffline
		fallthrough
	default:
		at, offset = diag.Member(at, "Expression"), e.Offset
	}
	f := kind.At(at, e.Message, "")
	if offset > 0 {
		f.Offset, f.Length = offset, 1
	}
	c.Add(f)
}

// Math compiles the metric math of the specification; a metric of its own counts
// as one query. The error is a *MathError.
func (m *CustomizedMetricSpecification) Math() (*MetricMath, error) {
	if len(m.Metrics) == 0 {
		return CompileMath([]MetricQuery{{ID: "m1", ReturnData: true}})
	}
	queries := make([]MetricQuery, len(m.Metrics))
	for i, q := range m.Metrics {
		queries[i] = MetricQuery{q.ID, q.Expression, q.ReturnData == nil || *q.ReturnData}
	}
	return CompileMath(queries)
}

func (c *checker) step(path string, p *StepScalingPolicyConfiguration) {
	c.oneOf(kindAdjustmentType, diag.Member(path, "AdjustmentType"), string(p.AdjustmentType),
		string(ChangeInCapacity), string(PercentChangeInCapacity), string(ExactCapacity))
	if p.MetricAggregationType != "" {
		c.oneOf(kindAggregation, diag.Member(path, "MetricAggregationType"), string(p.MetricAggregationType),
			string(AggregateAverage), string(AggregateMinimum), string(AggregateMaximum))
	}
	c.seconds(kindCooldown, diag.Member(path, "Cooldown"), p.Cooldown, maxSeconds)
	if m := p.MinAdjustmentMagnitude; m != nil && (*m < 1 || p.AdjustmentType != PercentChangeInCapacity) {
		c.addf(kindMagnitude, diag.Member(path, "MinAdjustmentMagnitude"), "", "a magnitude of %d with %s: it has an effect as a positive number with %s only",
			*m, p.AdjustmentType, PercentChangeInCapacity)
	}
	list := diag.Member(path, "StepAdjustments")
	if len(p.StepAdjustments) == 0 {
		c.addf(kindStepsMissing, list, "", "the policy has no step")
		return
	}
	if len(p.StepAdjustments) > MaxSteps {
		c.addf(kindStepCount, list, "", "%d steps, at most %d are allowed", len(p.StepAdjustments), MaxSteps)
	}
	steps := p.StepAdjustments[:min(len(p.StepAdjustments), maxChecked)]
	whole := true
	for i := range steps {
		whole = c.oneStep(diag.Element(list, i), &steps[i], p.AdjustmentType) && whole
	}
	if whole {
		c.intervals(list, steps)
	}
}

// oneStep checks a step by itself and says whether its interval can be compared
// with others.
func (c *checker) oneStep(path string, s *StepAdjustmentSetting, kind AdjustmentType) bool {
	if s.ScalingAdjustment == nil {
		c.addf(kindStepAdjustment, diag.Member(path, "ScalingAdjustment"), "", "the step has no adjustment")
	} else if *s.ScalingAdjustment < 0 && kind == ExactCapacity {
		c.addf(kindExactNegative, diag.Member(path, "ScalingAdjustment"), "", "%d tasks, an exact capacity is 0 or more", *s.ScalingAdjustment)
	}
	lower, upper := s.MetricIntervalLowerBound, s.MetricIntervalUpperBound
	switch {
	case lower == nil && upper == nil:
		c.addf(kindStepUnbounded, path, "", "both bounds are missing, at least one must be there")
		return false
	case lower != nil && upper != nil && !(*upper > *lower):
		c.addf(kindStepOrder, diag.Member(path, "MetricIntervalUpperBound"), "", "upper bound %g is not above lower bound %g", *upper, *lower)
		return false
	}
	return true
}

func (s *StepAdjustmentSetting) interval() (lower, upper float64) {
	lower, upper = math.Inf(-1), math.Inf(1)
	if s.MetricIntervalLowerBound != nil {
		lower = *s.MetricIntervalLowerBound
	}
	if s.MetricIntervalUpperBound != nil {
		upper = *s.MetricIntervalUpperBound
	}
	return lower, upper
}

// intervals checks that the steps follow each other without gap and overlap, and
// are open at the ends that lie away from the threshold.
func (c *checker) intervals(list string, steps []StepAdjustmentSetting) {
	order := make([]int, len(steps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		lowerA, _ := steps[a].interval()
		lowerB, _ := steps[b].interval()
		return cmp.Compare(lowerA, lowerB)
	})
	lowest, reached := steps[order[0]].interval()
	last := order[0] // the step that reaches highest
	for _, i := range order[1:] {
		lower, upper := steps[i].interval()
		switch path := diag.Member(diag.Element(list, i), "MetricIntervalLowerBound"); {
		case lower > reached:
			c.addf(kindStepGap, path, fmt.Sprintf("write %g", reached), "no step covers %g to %g", reached, lower)
		case lower < reached:
			c.addf(kindStepOverlap, path, "", "the step overlaps StepAdjustments[%d]", last)
		}
		if upper > reached {
			reached, last = upper, i
		}
	}
	if lowest < 0 && !math.IsInf(lowest, -1) {
		c.addf(kindStepOpenEnd, diag.Member(diag.Element(list, order[0]), "MetricIntervalLowerBound"), "leave the bound out",
			"the lowest bound is %g; below the threshold one step needs no lower bound", lowest)
	}
	if reached > 0 && !math.IsInf(reached, 1) {
		c.addf(kindStepOpenEnd, diag.Member(diag.Element(list, last), "MetricIntervalUpperBound"), "leave the bound out",
			"the highest bound is %g; above the threshold one step needs no upper bound", reached)
	}
}

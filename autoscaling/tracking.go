package autoscaling

import (
	"math"
	"time"
)

// TargetTracking is a target tracking policy.
//
// https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
type TargetTracking struct {
	Metric           MetricType                     // predefined metric; empty for a customised one
	ResourceLabel    ResourceLabel                  // of ALBRequestCountPerTarget, else zero
	Customized       *CustomizedMetricSpecification // nil for a predefined one; its Math gives the samples
	Target           float64                        // in the metric's unit: percent, requests per target per minute, …
	ScaleOutCooldown time.Duration                  // literal: AWS's default of 300 s is filled in when JSON is resolved
	ScaleInCooldown  time.Duration                  // likewise
	DisableScaleIn   bool
	High, Low        *Alarm // the alarms that AWS made, where they are known; nil stands for those of Alarms
}

const (
	trackingPeriod     = 60 * time.Second
	trackingHighPeriod = 20 * time.Second
	trackingHigh       = 3
	trackingLow        = 15
)

// Alarms returns the two alarms that AWS creates for the policy: above the
// target for three minutes, and below nine tenths of it for fifteen. Both
// comparisons are strict.
//
// The figures were seen in exports of real services for CPU and memory; AWS
// documents only that the lower threshold is usually more than 10 % below the
// target. The tenth is inferred for other metrics, and so are three datapoints of
// 20 s, and 45 for the lower alarm, for the high-resolution metrics; set High and
// Low where the truth is known.
func (p *TargetTracking) Alarms() (high, low Alarm) {
	high = Alarm{
		Comparison: GreaterThan, Threshold: p.Target, Statistic: Average, MissingData: MissingIsMissing,
		Period: trackingPeriod, EvaluationPeriods: trackingHigh, DatapointsToAlarm: trackingHigh,
	}
	low = high
	low.Comparison, low.Threshold = LessThan, p.Target*9/10
	low.EvaluationPeriods, low.DatapointsToAlarm = trackingLow, trackingLow
	if p.Metric == ServiceAverageCPUHighResolution || p.Metric == ServiceAverageMemoryHighResolution {
		const perMinute = int(trackingPeriod / trackingHighPeriod)
		high.Period, low.Period = trackingHighPeriod, trackingHighPeriod
		low.EvaluationPeriods, low.DatapointsToAlarm = trackingLow*perMinute, trackingLow*perMinute
	}
	if p.High != nil {
		high = *p.High
	}
	if p.Low != nil {
		low = *p.Low
	}
	return high, low
}

// Desired returns the count that brings the metric back to the target when
// current tasks run: current × metric ÷ target, rounded up, before any bound. It
// is what a scale-out asks for, and the least that a scale-in leaves; AWS
// documents "proportional" and conservative rounding, the formula is inferred
// from its worked examples.
//
// Proportion says nothing when no task runs: then a metric above 0 asks for one
// task. For a target of 0 or less, and a metric that is no number, the answer is
// current. It does not allocate.
func (p *TargetTracking) Desired(current int, metric float64) int {
	switch {
	case math.IsNaN(metric) || !(p.Target > 0):
		return current
	case current <= 0 && metric > 0:
		return 1
	}
	return ceilCount(float64(current) * metric / p.Target)
}

// ceilCount rounds up to a task count, and does not take the noise of a float
// for one task more.
func ceilCount(x float64) int {
	if !(x > 0) {
		return 0
	}
	if x >= maxCount {
		return maxCount
	}
	if r := math.Round(x); math.Abs(x-r) <= 1e-9*max(1, x) {
		return int(r)
	}
	return int(math.Ceil(x))
}

func (p *TargetTracking) clone() *TargetTracking {
	c := *p
	if p.High != nil {
		c.High = new(*p.High)
	}
	if p.Low != nil {
		c.Low = new(*p.Low)
	}
	return &c
}

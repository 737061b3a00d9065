package autoscaling

import (
	"math"
	"slices"
	"time"
)

// StepAdjustment is one step: what to do when the breach lies in an interval.
type StepAdjustment struct {
	Lower      float64 // metric minus threshold; math.Inf(-1) is no bound
	Upper      float64 // metric minus threshold; math.Inf(1) is no bound
	Adjustment int     // tasks, percent, or the count, by the policy's type
}

// StepPolicy is a step scaling policy and the alarm that triggers it.
//
// https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
type StepPolicy struct {
	Type         AdjustmentType
	Steps        []StepAdjustment // in any order
	MinMagnitude int              // tasks; the least change of PercentChangeInCapacity, 0 for none
	Cooldown     time.Duration    // literal: AWS's default of 300 s is filled in when JSON is resolved
	Aggregation  Aggregation      // of the alarm's datapoints; empty is Average
	Alarm        Alarm            // CloudWatch's; describe-scaling-policies has only its name
}

// Adjust returns the count that the policy asks for when current tasks run and
// the metric lies breach above (or, when negative, below) the alarm's threshold,
// the index of the step that covers the breach, and whether one does. The count
// is not bounded by the target, but never negative. It does not allocate.
//
// At or above the threshold an interval has its lower bound and not its upper
// one; below it is the other way round.
func (p *StepPolicy) Adjust(current int, breach float64) (desired, step int, ok bool) {
	step = p.find(breach)
	if step < 0 {
		return current, -1, false
	}
	a := p.Steps[step].Adjustment
	switch p.Type {
	case ExactCapacity:
		return max(a, 0), step, true
	case PercentChangeInCapacity:
		return addClamped(current, p.percentChange(current, a)), step, true
	}
	return addClamped(current, a), step, true
}

// find returns the step that covers the breach. Where the two readings of a
// bound meet, at a breach of 0, the step that starts at 0 comes first, then the
// one that ends there.
func (p *StepPolicy) find(breach float64) int {
	for i := range p.Steps {
		if s := &p.Steps[i]; breach >= 0 && s.Lower <= breach && (breach < s.Upper || math.IsInf(s.Upper, 1)) {
			return i
		}
	}
	for i := range p.Steps {
		if s := &p.Steps[i]; breach <= 0 && (s.Lower < breach || math.IsInf(s.Lower, -1)) && breach <= s.Upper {
			return i
		}
	}
	return -1
}

// percentChange returns the change for percent of current: rounded toward zero
// beyond one task, a part of a task to a whole one, and at least MinMagnitude.
func (p *StepPolicy) percentChange(current, percent int) int {
	// A whole number is what it takes to be right at the edges: 10 % of 70 tasks is
	// 7 and not 7.000000000000001.
	product := int64(clampCount(current)) * int64(min(max(percent, -maxCount), maxCount))
	change := int(min(max(product/100, -maxCount), maxCount))
	if change == 0 && product != 0 {
		change = 1
		if product < 0 {
			change = -1
		}
	}
	switch {
	case percent > 0:
		change = max(change, p.MinMagnitude)
	case percent < 0:
		change = min(change, -p.MinMagnitude)
	}
	return change
}

// maxCount bounds task counts: the API's integers have 32 bits.
const maxCount = math.MaxInt32

func clampCount(n int) int { return min(max(n, 0), maxCount) }

func addClamped(current, change int) int {
	return int(min(max(int64(clampCount(current))+int64(min(max(change, -maxCount), maxCount)), 0), maxCount))
}

func (p *StepPolicy) clone() *StepPolicy {
	c := *p
	c.Steps = slices.Clone(p.Steps)
	return &c
}

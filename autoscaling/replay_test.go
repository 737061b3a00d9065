package autoscaling_test

import (
	"math"
	"testing"
	"time"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/diag"
)

func up(n int) []autoscaling.StepAdjustment {
	return []autoscaling.StepAdjustment{{Lower: 0, Upper: math.Inf(1), Adjustment: n}}
}

func down(n int) []autoscaling.StepAdjustment {
	return []autoscaling.StepAdjustment{{Lower: math.Inf(-1), Upper: 0, Adjustment: -n}}
}

func stepOut(n int, cooldown time.Duration) autoscaling.Policy {
	return autoscaling.Policy{Step: &autoscaling.StepPolicy{
		Type: autoscaling.ChangeInCapacity, Steps: up(n), Cooldown: cooldown,
		Alarm: autoscaling.Alarm{Comparison: autoscaling.GreaterThanOrEqual, Threshold: 80, Period: time.Minute, EvaluationPeriods: 1},
	}}
}

func stepIn(n int, cooldown time.Duration) autoscaling.Policy {
	return autoscaling.Policy{Step: &autoscaling.StepPolicy{
		Type: autoscaling.ChangeInCapacity, Steps: down(n), Cooldown: cooldown,
		Alarm: autoscaling.Alarm{Comparison: autoscaling.LessThanOrEqual, Threshold: 20, Period: time.Minute, EvaluationPeriods: 1},
	}}
}

func track(target float64) autoscaling.Policy {
	return autoscaling.Policy{Tracking: &autoscaling.TargetTracking{Metric: autoscaling.ServiceAverageCPU, Target: target}}
}

func samples(values ...float64) []autoscaling.Sample {
	var s []autoscaling.Sample
	for _, v := range values {
		s = append(s, autoscaling.Sample{Value: v, Missing: math.IsNaN(v)})
	}
	return s
}

// A run steps a replay once a minute; every policy sees the same value, and what
// is desired runs at the next step unless lag is set.
type run struct {
	t    *testing.T
	r    *autoscaling.Replay
	now  time.Time
	n    int
	last autoscaling.Decision
}

func start(t *testing.T, target autoscaling.Target, count int) *run {
	t.Helper()
	r, findings := autoscaling.NewReplay(target, count)
	if r == nil {
		t.Fatal(findings)
	}
	return &run{t: t, r: r, now: epoch(), n: len(target.Policies)}
}

func (r *run) step(values ...float64) autoscaling.Decision {
	return r.observe(autoscaling.Observation{Running: r.r.Desired(), Samples: samples(values...)})
}

func (r *run) observe(o autoscaling.Observation) autoscaling.Decision {
	r.last = r.r.Step(r.now, o)
	r.now = r.now.Add(time.Minute)
	return r.last
}

func (r *run) want(desired int, reason autoscaling.Reason) {
	r.t.Helper()
	if r.last.Desired != desired || r.last.Reason != reason {
		r.t.Fatalf("%v: got %d %v, want %d %v", r.now, r.last.Desired, r.last.Reason, desired, reason)
	}
}

func TestOptions(t *testing.T) {
	target := func(o autoscaling.Options, policies ...autoscaling.Policy) autoscaling.Target {
		return autoscaling.Target{Min: 1, Max: 50, Policies: policies, Options: o}
	}
	t.Run("retrigger after three minutes", func(t *testing.T) {
		r := start(t, target(autoscaling.Options{Retrigger: 3 * time.Minute}, stepOut(1, 0)), 1)
		for _, want := range []int{2, 2, 2, 3} {
			if d := r.step(90); d.Desired != want {
				t.Fatalf("got %+v, want %d", d, want)
			}
		}
	})
	for _, tt := range []struct {
		datapoint autoscaling.Datapoint
		want      int
	}{{autoscaling.NewestDatapoint, 12}, {autoscaling.AverageDatapoint, 16}, {autoscaling.MaximumDatapoint, 20}} {
		r := start(t, target(autoscaling.Options{Datapoint: tt.datapoint}, track(50)), 10)
		r.step(100)
		r.step(80)
		r.step(60)
		r.want(tt.want, autoscaling.ScaledOut)
	}
	t.Run("step policies by the newest datapoint", func(t *testing.T) {
		p := stepOut(1, 0)
		p.Step.Alarm.EvaluationPeriods = 2
		p.Step.Steps = []autoscaling.StepAdjustment{{Lower: 0, Upper: 15, Adjustment: 1}, {Lower: 15, Upper: math.Inf(1), Adjustment: 5}}
		r := start(t, target(autoscaling.Options{StepNewest: true}, p), 1)
		r.step(80)
		r.step(99)
		r.want(6, autoscaling.ScaledOut)
		if r.last.Metric != 99 || r.last.Policy != 0 || r.last.Action != -1 {
			t.Errorf("got %+v", r.last)
		}
	})
	t.Run("one task at a time", func(t *testing.T) {
		r := start(t, target(autoscaling.Options{InPace: autoscaling.InSingle}, track(50)), 10)
		for range 15 {
			r.step(10)
		}
		r.want(9, autoscaling.ScaledIn)
	})
	t.Run("above the maximum, bound and adjustment", func(t *testing.T) {
		tg := target(autoscaling.Options{BoundAndAdjust: true}, stepIn(2, 0))
		r := start(t, tg, 60)
		r.step(10)
		r.want(48, autoscaling.ScaledIn)
	})
	t.Run("a cooldown for each policy", func(t *testing.T) {
		for _, each := range []bool{false, true} {
			r := start(t, target(autoscaling.Options{CooldownPerPolicy: each}, stepOut(1, time.Hour), stepOut(1, time.Hour)), 1)
			r.step(90, 50)
			r.want(2, autoscaling.ScaledOut)
			r.step(50, 90)
			if each {
				r.want(3, autoscaling.ScaledOut)
			} else {
				r.want(2, autoscaling.OutCooldown)
			}
		}
	})
	t.Run("cooldown from the decision or from fulfilment", func(t *testing.T) {
		for _, decision := range []bool{false, true} {
			r := start(t, target(autoscaling.Options{CooldownFromDecision: decision}, stepOut(2, 2*time.Minute)), 4)
			r.step(90)
			r.want(6, autoscaling.ScaledOut)
			r.observe(autoscaling.Observation{Running: 4, Samples: samples(90)})
			r.want(6, autoscaling.OutCooldown)
			r.observe(autoscaling.Observation{Running: 6, Samples: samples(90)})
			if decision {
				r.want(8, autoscaling.ScaledOut)
			} else {
				r.want(6, autoscaling.OutCooldown)
			}
		}
	})
	t.Run("an activity that is never fulfilled", func(t *testing.T) {
		r := start(t, target(autoscaling.Options{Unfulfilled: 3 * time.Minute}, stepOut(2, time.Minute)), 4)
		for _, want := range []autoscaling.Reason{autoscaling.ScaledOut, autoscaling.OutCooldown, autoscaling.OutCooldown, autoscaling.AtDesired} {
			r.observe(autoscaling.Observation{Running: 4, Samples: samples(90)})
			r.want(6, want)
		}
	})
	t.Run("flapping", func(t *testing.T) {
		for _, anticipate := range []bool{false, true} {
			r := start(t, target(autoscaling.Options{AnticipateFlapping: anticipate}, stepOut(1, 0), stepIn(8, 0)), 10)
			r.step(20, 10) // 20 × 10 ÷ 2 would be 100
			if anticipate {
				r.want(10, autoscaling.Flapping)
				if r.last.Reason.Code() != autoscaling.CodeAnticipatedFlapping {
					t.Error("no code")
				}
			} else {
				r.want(2, autoscaling.ScaledIn)
			}
		}
	})
	t.Run("from nothing above the target only", func(t *testing.T) {
		tg := target(autoscaling.Options{FromZeroAboveTarget: true}, track(50))
		tg.Min = 0
		r := start(t, tg, 0)
		r.step(49)
		r.want(0, autoscaling.Steady)
		r.step(51)
		r.want(1, autoscaling.ScaledOut)
	})
}

func TestOperatorChanges(t *testing.T) {
	r := start(t, autoscaling.Target{Min: 1, Max: 10, Policies: []autoscaling.Policy{stepOut(1, 0)}}, 2)
	r.r.SetBounds(5, 3)
	if low, high := r.r.Bounds(); low != 5 || high != 5 {
		t.Errorf("bounds %d to %d", low, high)
	}
	r.step(90)
	r.want(5, autoscaling.ScaledOut)
	r.r.SetDesired(-3)
	if r.r.Desired() != 0 {
		t.Errorf("desired %d", r.r.Desired())
	}
	r.r.Suspend(autoscaling.Suspension{DynamicOut: true})
	r.step(90)
	r.want(0, autoscaling.OutSuspended)
	if high, low := r.r.Alarm(0); high != autoscaling.InAlarm || low != autoscaling.InsufficientData {
		t.Errorf("alarms %v, %v", high, low)
	}
	if high, low := r.r.Alarm(7); high != autoscaling.InsufficientData || low != autoscaling.InsufficientData {
		t.Errorf("alarms of no policy %v, %v", high, low)
	}
}

func TestStepPolicyWithoutABreachToMeasure(t *testing.T) {
	p := stepOut(1, 0)
	p.Step.Alarm.MissingData = autoscaling.MissingIsBreaching
	r := start(t, autoscaling.Target{Min: 1, Max: 10, Policies: []autoscaling.Policy{p}}, 2)
	r.step(math.NaN())
	r.want(2, autoscaling.NoData)
	if high, _ := r.r.Alarm(0); high != autoscaling.InAlarm {
		t.Errorf("alarm %v", high)
	}
}

func TestSamplesInsideAPeriod(t *testing.T) {
	for statistic, want := range map[autoscaling.Statistic]float64{
		autoscaling.Average: 60, autoscaling.Sum: 180, autoscaling.Minimum: 30, autoscaling.Maximum: 90, autoscaling.SampleCount: 3,
	} {
		p := stepOut(1, 0)
		p.Step.Alarm.Statistic, p.Step.Alarm.Threshold, p.Step.Alarm.EvaluationPeriods = statistic, 2, 2
		p.Step.Aggregation = autoscaling.AggregateMaximum
		r := start(t, autoscaling.Target{Min: 1, Max: 100, Policies: []autoscaling.Policy{p}}, 1)
		r.step(10) // a period of its own
		for i, v := range []float64{30, 60, 90} {
			r.now = epoch().Add(time.Duration(i+1) * 20 * time.Second)
			r.step(v)
		}
		if statistic == autoscaling.SampleCount {
			// The first period has one sample and does not breach.
			if r.last.Reason != autoscaling.Steady {
				t.Errorf("%s: %+v", statistic, r.last)
			}
			continue
		}
		if r.last.Metric != max(want, 10) || r.last.Reason != autoscaling.ScaledOut {
			t.Errorf("%s: %+v, want the metric %g", statistic, r.last, max(want, 10))
		}
	}
}

func TestNewReplayRefuses(t *testing.T) {
	bad := autoscaling.Target{Min: 4, Max: 2, Policies: []autoscaling.Policy{{}, stepOut(1, -time.Second), track(math.NaN())}}
	bad.Policies[1].Step.Alarm.EvaluationPeriods = 0
	bad.Actions = []autoscaling.ScheduledAction{{Schedule: "sometimes"}}
	r, findings := autoscaling.NewReplay(bad, 1)
	if r != nil {
		t.Fatal("a replay of a bad target")
	}
	paths := map[string]diag.Code{}
	for _, f := range findings {
		paths[f.Path] = f.Code
	}
	for path, code := range map[string]diag.Code{
		"ScalableTargets[0].MinCapacity": "AS015", "ScalingPolicies[0].PolicyType": "AS020",
		"ScalingPolicies[1].StepScalingPolicyConfiguration.Cooldown": "AS041", "MetricAlarms[0].EvaluationPeriods": "AS063",
		"ScalingPolicies[2].TargetTrackingScalingPolicyConfiguration.TargetValue": "AS030",
		"ScheduledActions[0].Schedule":                                            "AS070", "ScheduledActions[0].ScalableTargetAction": "AS075",
	} {
		if paths[path] != code {
			t.Errorf("%s: got %q, want %s; all: %v", path, paths[path], code, findings)
		}
	}
}

// The caller's target may change afterwards.
func TestNewReplayCopies(t *testing.T) {
	p := track(50)
	p.Tracking.High = &autoscaling.Alarm{Comparison: autoscaling.GreaterThan, Threshold: 80, Period: time.Minute, EvaluationPeriods: 1}
	p.Tracking.Low = &autoscaling.Alarm{Comparison: autoscaling.LessThan, Threshold: 10, Period: time.Minute, EvaluationPeriods: 1}
	target := autoscaling.Target{Min: 1, Max: 10, Policies: []autoscaling.Policy{p, stepOut(1, 0)}, Actions: []autoscaling.ScheduledAction{
		{Schedule: "at(2026-01-05T00:02:00)", Min: new(2), Max: new(9)},
	}}
	r := start(t, target, 4)
	p.Tracking.Target, p.Tracking.High.Threshold, p.Tracking.Low.Threshold = 1, 1, 99
	target.Policies[1].Step.Steps[0].Adjustment = 5
	*target.Actions[0].Min = 7
	r.step(60, 50)
	r.want(4, autoscaling.Steady)
	r.step(60, 90)
	r.want(5, autoscaling.ScaledOut)
	r.step(60, 50)
	r.want(5, autoscaling.ScheduledNoChange)
}

func TestNoAllocations(t *testing.T) {
	r := start(t, benchTarget(), 10)
	o := autoscaling.Observation{Running: 10, Samples: samples(90, 90, 95)}
	var branch autoscaling.Replay
	branch.CopyFrom(r.r)
	p := benchTarget().Policies[2].Step
	tracking := benchTarget().Policies[0].Tracking
	groups := []autoscaling.TaskGroup{{Count: 7, CPU: 512}}
	shapes := []autoscaling.InstanceShape{{CPU: 4096}}
	strategy := []autoscaling.ProviderWeight{{Base: 1, Weight: 1}, {Weight: 3}}
	split := make([]int, 0, 4)
	provider := autoscaling.NewProviderReplay(autoscaling.ProviderConfig{Scaling: autoscaling.ManagedScaling{TargetCapacity: 100}})
	history := samples(90, 80, 70, 60, 50)
	alarm, _ := tracking.Alarms()
	for name, f := range map[string]func(){
		"Replay.Step":            func() { r.observe(o) },
		"Replay.CopyFrom":        func() { branch.CopyFrom(r.r) },
		"StepPolicy.Adjust":      func() { p.Adjust(10, 3) },
		"TargetTracking.Desired": func() { tracking.Desired(10, 3) },
		"Alarm.Evaluate":         func() { alarm.Evaluate(history, autoscaling.OK) },
		"Needed":                 func() { autoscaling.Needed(groups, shapes) },
		"AppendSplit":            func() { split = autoscaling.AppendSplit(split[:0], strategy, nil, 9) },
		"ProviderReplay.Step": func() {
			provider.Step(epoch(), autoscaling.ProviderObservation{Needed: 3, Running: 2})
		},
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s: %g allocations", name, n)
		}
	}
}

func TestWhatHoldsAScaleIn(t *testing.T) {
	target := autoscaling.Target{Min: 2, Max: 10, Policies: []autoscaling.Policy{stepIn(1, 0)}, Suspended: autoscaling.Suspension{DynamicIn: true}}
	r := start(t, target, 5)
	r.step(10)
	r.want(5, autoscaling.InSuspended)
	r.r.Suspend(autoscaling.Suspension{})
	r.observe(autoscaling.Observation{Running: 5, Deploying: true, Samples: samples(10)})
	r.want(5, autoscaling.Deploying)
	r.observe(autoscaling.Observation{Running: 9, Samples: samples(10)})
	r.want(5, autoscaling.AtDesired) // 8 is above what is desired already
	r.r.SetDesired(2)
	r.step(10)
	r.want(2, autoscaling.AtMin)
}

func TestOutsideSteps(t *testing.T) {
	p := stepOut(1, 0)
	p.Step.Steps = []autoscaling.StepAdjustment{{Lower: math.Inf(-1), Upper: 0, Adjustment: -1}}
	r := start(t, autoscaling.Target{Min: 1, Max: 10, Policies: []autoscaling.Policy{p}}, 5)
	r.step(90)
	r.want(5, autoscaling.OutsideSteps)
}

// The scale-in metric aggregates over what the alarm looks at.
func TestMinimumAggregation(t *testing.T) {
	p := stepIn(1, 0)
	p.Step.Aggregation = autoscaling.AggregateMinimum
	p.Step.Alarm.EvaluationPeriods = 2
	r := start(t, autoscaling.Target{Min: 1, Max: 10, Policies: []autoscaling.Policy{p}}, 5)
	r.step(5)
	r.step(15)
	r.want(4, autoscaling.ScaledIn)
	if r.last.Metric != 5 {
		t.Errorf("metric %g", r.last.Metric)
	}
}

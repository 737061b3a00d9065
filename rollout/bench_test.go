package rollout_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ecskit/ecskit/rollout"
)

func BenchmarkLimits(b *testing.B) {
	c := rollout.Config{MinimumHealthyPercent: 90, MaximumPercent: 110}
	b.ReportAllocs()
	desired := 0
	for b.Loop() {
		lower, upper := c.Limits(5000 + desired&1)
		desired = lower + upper
	}
}

func BenchmarkNext(b *testing.B) {
	protected := rollout.Steady(5000)
	protected.Old.Protected = 5000
	states := []struct {
		name string
		c    rollout.Config
		s    rollout.State
	}{
		{"start", rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 200}, rollout.Steady(5000)},
		{"stop", rollout.Config{MinimumHealthyPercent: 50, MaximumPercent: 100}, rollout.Steady(5000)},
		{"stuck", rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 100}, rollout.Steady(5000)},
		{"protected", rollout.Config{MinimumHealthyPercent: 50, MaximumPercent: 100}, protected},
	}
	for _, v := range states {
		b.Run("state="+v.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				v.c.Next(v.s)
			}
		})
	}
}

// The plan for 5,000 tasks by its number of waves: what decides its cost.
func BenchmarkPlan(b *testing.B) {
	for _, v := range []struct{ low, high int }{{100, 200}, {50, 100}, {90, 110}, {99, 101}} {
		c := rollout.Config{MinimumHealthyPercent: v.low, MaximumPercent: v.high}
		plan := c.Plan(rollout.Steady(5000))
		b.Run(fmt.Sprintf("desired=5000/min=%d/max=%d/steps=%d", v.low, v.high, len(plan)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				plan = c.AppendPlan(plan[:0], rollout.Steady(5000))
			}
		})
	}
	// the worst case: no percentage gives one task a wave at 5,000, placement does
	c := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 200}
	s := rollout.Steady(5000)
	s.Slots = 1
	plan := c.Plan(s)
	b.Run(fmt.Sprintf("desired=5000/min=100/max=200/slots=1/steps=%d", len(plan)), func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			plan = c.AppendPlan(plan[:0], s)
		}
	})
}

// The same plan with equal steps written as one.
func BenchmarkRuns(b *testing.B) {
	one := rollout.Steady(5000)
	one.Slots = 1
	for _, v := range []struct {
		low, high int
		s         rollout.State
	}{{100, 200, rollout.Steady(5000)}, {90, 110, rollout.Steady(5000)}, {99, 101, rollout.Steady(5000)}, {100, 200, one}} {
		c := rollout.Config{MinimumHealthyPercent: v.low, MaximumPercent: v.high}
		runs := c.AppendRuns(nil, v.s)
		b.Run(fmt.Sprintf("desired=5000/min=%d/max=%d/slots=%d/runs=%d", v.low, v.high, v.s.Slots, len(runs)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				runs = c.AppendRuns(runs[:0], v.s)
			}
		})
	}
}

func BenchmarkSchedule(b *testing.B) {
	s := rollout.Shift{Kind: rollout.Linear, StepPermille: 30, StepBakeMinutes: 60}
	dst := s.Schedule()
	b.ReportAllocs()
	for b.Loop() {
		dst = s.AppendSchedule(dst[:0])
	}
}

func BenchmarkSimulation(b *testing.B) {
	for _, desired := range []int{10, 500} {
		cfg := rollout.SimConfig{
			Config:  rollout.Config{MinimumHealthyPercent: 90, MaximumPercent: 110, Breaker: rollout.Breaker{Enable: true}},
			Desired: desired, Timing: rollout.Timing{Start: 20 * time.Second, Stop: 10 * time.Second},
		}
		events := rollout.Simulate(cfg)
		b.Run(fmt.Sprintf("desired=%d/events=%d", desired, len(events)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				events = rollout.AppendSimulation(events[:0], cfg)
			}
		})
	}
}

func TestNoAllocs(t *testing.T) {
	c := rollout.Config{MinimumHealthyPercent: 50, MaximumPercent: 150, Breaker: rollout.Breaker{Enable: true}}
	s := rollout.Steady(5000)
	stuck := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 100}
	protected := s
	protected.Old.Protected = 3
	plan, runs := c.Plan(s), c.AppendRuns(nil, s)
	linear := rollout.Shift{Kind: rollout.Linear, StepPermille: 30}
	schedule := linear.Schedule()
	daemon := rollout.ManagedDaemon{DrainPermille: 250}
	batches := daemon.AppendBatches(nil, 100)
	state := rollout.BreakerState{}
	for _, f := range []struct {
		name string
		call func()
	}{
		{"Limits", func() { c.Limits(5000) }},
		{"Next", func() { c.Next(s) }},
		{"Next stuck", func() { stuck.Next(s) }},
		{"Next protected", func() { stuck.Next(protected) }},
		{"Bounds", func() { c.Bounds(s) }},
		{"Waves", func() { c.Waves(s) }},
		{"FewestWaves", func() { c.FewestWaves(s) }},
		{"AppendPlan with room", func() { plan = c.AppendPlan(plan[:0], s) }},
		{"AppendRuns with room", func() { runs = c.AppendRuns(runs[:0], s) }},
		{"Suggest", func() { stuck.Suggest(3) }},
		{"SuggestMinimum", func() { stuck.SuggestMinimum(3) }},
		{"Threshold", func() { c.Breaker.Threshold(5000) }},
		{"Record", func() { state = c.Breaker.Record(state, rollout.TaskStartFailed, 5000) }},
		{"AppendSchedule with room", func() { schedule = linear.AppendSchedule(schedule[:0]) }},
		{"Minutes", func() { linear.Minutes() }},
		{"ComputedDesired", func() { rollout.ComputedDesired(5000, 333) }},
		{"AppendBatches with room", func() { batches = daemon.AppendBatches(batches[:0], 100) }},
		{"CanBecome", func() { rollout.DeploymentInProgress.CanBecome(rollout.DeploymentStopped) }},
	} {
		if n := testing.AllocsPerRun(100, f.call); n != 0 {
			t.Errorf("%s allocates %v times", f.name, n)
		}
	}
}

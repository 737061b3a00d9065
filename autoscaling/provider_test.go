package autoscaling_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/autoscaling"
)

func TestManagedScalingEdges(t *testing.T) {
	for _, tt := range []struct {
		m               autoscaling.ManagedScaling
		needed, running int
		want            int
		reason          autoscaling.Reason
	}{
		{autoscaling.ManagedScaling{TargetCapacity: 50}, 0, 0, 0, autoscaling.Steady},
		{autoscaling.ManagedScaling{TargetCapacity: 50, StartsFromEmpty: true}, 0, 0, 2, autoscaling.ScaledOut},
		{autoscaling.ManagedScaling{TargetCapacity: 100, StartsFromEmpty: true}, 0, 0, 0, autoscaling.Steady},
		{autoscaling.ManagedScaling{}, 5, 4, 5, autoscaling.ScaledOut}, // 0 percent is no target: 100
		{autoscaling.ManagedScaling{TargetCapacity: 80}, 3, 4, 4, autoscaling.AtDesired},
		{autoscaling.ManagedScaling{TargetCapacity: 1}, math.MaxInt32, 1, math.MaxInt32, autoscaling.ScaledOut},
		{autoscaling.ManagedScaling{TargetCapacity: 100, MinimumStep: 5, MaximumStep: 2}, 11, 10, 15, autoscaling.ScaledOut},
	} {
		if got, reason := tt.m.Desired(tt.needed, tt.running); got != tt.want || reason != tt.reason {
			t.Errorf("%+v, %d of %d: got %d %v", tt.m, tt.needed, tt.running, got, reason)
		}
	}
}

func TestProviderReplay(t *testing.T) {
	cfg := autoscaling.ProviderConfig{
		Scaling: autoscaling.ManagedScaling{TargetCapacity: 100, MinimumStep: 1, MaximumStep: 10},
		Warmup:  5 * time.Minute, Max: 12, Protection: true, Draining: true,
	}
	r := autoscaling.NewProviderReplay(cfg)
	now := epoch()
	step := func(needed, running, empty, want int, reason autoscaling.Reason) autoscaling.ProviderDecision {
		t.Helper()
		d := r.Step(now, autoscaling.ProviderObservation{Needed: needed, Running: running, Empty: empty})
		if d.Desired != want || d.Reason != reason {
			t.Fatalf("%v: got %+v, want %d %v", now, d, want, reason)
		}
		now = now.Add(time.Minute)
		return d
	}
	step(4, 4, 0, 4, autoscaling.Steady)
	if d := step(9, 4, 0, 9, autoscaling.ScaledOut); d.Reservation != 225 {
		t.Errorf("reservation %g", d.Reservation)
	}
	step(11, 9, 0, 9, autoscaling.WarmingUp)
	now = now.Add(4 * time.Minute)
	step(20, 9, 0, 12, autoscaling.ScaledOut)
	now = now.Add(5 * time.Minute)
	step(20, 12, 0, 12, autoscaling.AtMax)
	for range 14 {
		step(2, 12, 10, 12, autoscaling.Steady)
	}
	copied := r
	if d := step(2, 12, 10, 6, autoscaling.ScaledIn); d.Leaving != 6 || !d.Drained {
		t.Errorf("got %+v", d)
	}
	step(2, 6, 1, 5, autoscaling.ScaledIn)
	step(2, 5, 0, 5, autoscaling.Protected)
	r = copied
	step(12, 12, 0, 12, autoscaling.Steady) // the alarm starts again
	step(2, 12, 10, 12, autoscaling.Steady)

	r = autoscaling.NewProviderReplay(autoscaling.ProviderConfig{Scaling: autoscaling.ManagedScaling{TargetCapacity: 80}, Min: 4, LowPeriods: 1, HighPeriods: 2})
	step(3, 4, 0, 4, autoscaling.AtDesired)
	step(1, 4, 3, 4, autoscaling.AtMin)
	step(5, 4, 0, 4, autoscaling.Steady)
	step(5, 4, 0, 7, autoscaling.ScaledOut)
}

func TestCapacityProviderResolve(t *testing.T) {
	if _, enabled := (&autoscaling.CapacityProvider{Name: "FARGATE"}).Resolve(); enabled {
		t.Error("Fargate has managed scaling")
	}
	p := autoscaling.CapacityProvider{AutoScalingGroup: &autoscaling.AutoScalingGroupProvider{
		ManagedScaling:               &autoscaling.ManagedScalingConfiguration{Status: "ENABLED", TargetCapacity: new(90)},
		ManagedTerminationProtection: "ENABLED", ManagedDraining: "DISABLED",
	}}
	cfg, enabled := p.Resolve()
	want := autoscaling.ProviderConfig{
		Scaling: autoscaling.ManagedScaling{TargetCapacity: 90, MinimumStep: 1, MaximumStep: 10000}, Warmup: 300 * time.Second, Protection: true,
	}
	if !enabled || cfg != want {
		t.Errorf("got %+v, %v", cfg, enabled)
	}
	if _, enabled := (&autoscaling.CapacityProvider{AutoScalingGroup: &autoscaling.AutoScalingGroupProvider{}}).Resolve(); enabled {
		t.Error("managed scaling that is absent is on")
	}
}

func TestReservation(t *testing.T) {
	for _, tt := range []struct {
		needed, running int
		want            float64
	}{{0, 0, 100}, {3, 0, 200}, {3, 4, 75}, {-1, 4, 0}} {
		if got := autoscaling.Reservation(tt.needed, tt.running); got != tt.want {
			t.Errorf("%d of %d: got %g", tt.needed, tt.running, got)
		}
	}
	one := []autoscaling.InstanceShape{{CPU: 1000}}
	for _, g := range []autoscaling.TaskGroup{{Count: 3, CPU: 1, Distinct: true}, {Count: 3, CPU: 1, FixedPorts: true}} {
		if n := autoscaling.Needed([]autoscaling.TaskGroup{g}, one); n != 3 {
			t.Errorf("%+v: got %d", g, n)
		}
	}
}

func TestResolveStrategy(t *testing.T) {
	strategy := autoscaling.ResolveStrategy([]autoscaling.StrategyItem{{CapacityProvider: "a", Base: new(2), Weight: new(1)}, {CapacityProvider: "b"}})
	want := []autoscaling.ProviderWeight{{Provider: "a", Base: 2, Weight: 1}, {Provider: "b"}}
	if diff := cmp.Diff(want, strategy); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if split := autoscaling.AppendSplit(nil, strategy, []int{1}, 4); split[0] != 4 || split[1] != 0 {
		t.Errorf("got %v", split)
	}
}

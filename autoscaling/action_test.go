package autoscaling_test

import (
	"math"
	"testing"
	"time"

	"github.com/ecskit/ecskit/autoscaling"
)

func TestRateWithoutStart(t *testing.T) {
	action := autoscaling.ScheduledAction{Schedule: "rate(3 minutes)", Min: new(5)}
	for name, tt := range map[string]struct {
		change func(*autoscaling.Target)
		want   int // minute of the first run
	}{
		"one interval after the first step": {func(*autoscaling.Target) {}, 3},
		"at the first step":                 {func(t *autoscaling.Target) { t.Options.RateAtOnce = true }, 0},
		"from its creation":                 {func(t *autoscaling.Target) { t.Actions[0].Created = epoch().Add(-time.Minute) }, 2},
		"from its start":                    {func(t *autoscaling.Target) { t.Actions[0].Start = epoch().Add(-2 * time.Minute) }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			target := autoscaling.Target{Min: 1, Max: 10, Actions: []autoscaling.ScheduledAction{action}}
			tt.change(&target)
			r := start(t, target, 2)
			for minute := range 8 {
				if d := r.step(); (d.Action == 0) != (minute >= tt.want && (minute-tt.want)%3 == 0) {
					t.Fatalf("minute %d: %+v", minute, d)
				}
			}
		})
	}
	t.Run("end exclusive", func(t *testing.T) {
		target := autoscaling.Target{Min: 1, Max: 10, Actions: []autoscaling.ScheduledAction{action}, Options: autoscaling.Options{EndExclusive: true}}
		target.Actions[0].End = epoch().Add(3 * time.Minute)
		r := start(t, target, 2)
		for range 8 {
			if d := r.step(); d.Action >= 0 {
				t.Fatalf("ran: %+v", d)
			}
		}
	})
	t.Run("a start in parts of a microsecond", func(t *testing.T) {
		target := autoscaling.Target{Min: 1, Max: 10, Actions: []autoscaling.ScheduledAction{action}}
		target.Actions[0].Start = epoch().Add(time.Minute + 900*time.Nanosecond)
		r := start(t, target, 2)
		r.now = epoch().Add(100 * time.Nanosecond)
		for range 5 {
			r.step()
		}
		r.want(5, autoscaling.ScheduledNoChange)
	})
}

func TestScheduledInDuringDeployment(t *testing.T) {
	target := autoscaling.Target{Min: 1, Max: 10, Actions: []autoscaling.ScheduledAction{{Schedule: "at(2026-01-05T00:01:00)", Max: new(4)}}}
	r := start(t, target, 8)
	r.step()
	r.observe(autoscaling.Observation{Running: 8, Deploying: true})
	r.want(8, autoscaling.Deploying)
	if low, high := r.r.Bounds(); low != 1 || high != 4 {
		t.Errorf("bounds %d to %d", low, high)
	}
}

// The reason of an action stands when no policy changes anything; a policy that
// does has the last word.
func TestActionAndPolicyAtOnce(t *testing.T) {
	target := autoscaling.Target{
		Min: 1, Max: 10, Policies: []autoscaling.Policy{stepOut(1, 0)},
		Actions: []autoscaling.ScheduledAction{{Schedule: "cron(* * * * ? *)", Max: new(3)}},
	}
	r := start(t, target, 2)
	r.step(90)
	r.want(3, autoscaling.ScaledOut)
	if r.last.Action != 0 || r.last.Policy != 0 {
		t.Errorf("got %+v", r.last)
	}
	r.step(90)
	r.want(3, autoscaling.ScheduledNoChange)
	if r.last.Action != 0 || r.last.Policy != -1 || r.last.Metric != 0 {
		t.Errorf("got %+v", r.last)
	}
}

func TestTwoActionsAtOnce(t *testing.T) {
	target := autoscaling.Target{Min: 1, Max: 10, Actions: []autoscaling.ScheduledAction{
		{Schedule: "at(2026-01-05T00:01:00)", Min: new(6)}, {Schedule: "at(2026-01-05T00:01:00)", Min: new(1), Max: new(3)},
		{Schedule: "at(2026-01-05T00:02:00)", Min: new(9), Max: new(9)}, {Schedule: "at(2026-01-05T00:02:00)", Min: new(3), Max: new(3)},
		{Schedule: "at(2026-01-05T00:03:00)", Max: new(2), Min: new(0)}, {Schedule: "at(2026-01-05T00:03:30)", Min: new(7), Max: new(7)},
	}}
	r := start(t, target, 2)
	r.step()
	r.want(2, autoscaling.Steady)
	r.step()
	r.want(3, autoscaling.ScheduledOut)
	r.step()
	r.want(3, autoscaling.ScheduledNoChange)
	r.now = r.now.Add(time.Minute) // both were due between two steps, in this order
	r.step()
	r.want(7, autoscaling.ScheduledOut)
	if r.last.Action != 5 {
		t.Errorf("got action %d", r.last.Action)
	}
}

func TestForecast(t *testing.T) {
	forecast := func(mode autoscaling.ForecastMode, capacities ...int) autoscaling.Policy {
		p := &autoscaling.Predictive{Mode: mode, SchedulingBuffer: 5 * time.Minute}
		for h, c := range capacities {
			p.Forecast = append(p.Forecast, autoscaling.ForecastPoint{At: epoch().Add(time.Duration(h) * time.Hour), Capacity: c})
		}
		return autoscaling.Policy{Predictive: p}
	}
	t.Run("raises before the hour and is a floor in it", func(t *testing.T) {
		for _, noFloor := range []bool{false, true} {
			r := start(t, autoscaling.Target{
				Min: 1, Max: 20, Policies: []autoscaling.Policy{forecast(autoscaling.ForecastAndScale, 2, 6), stepIn(4, 0)},
				Options: autoscaling.Options{ForecastIsNoFloor: noFloor},
			}, 2)
			for range 55 {
				r.step(math.NaN(), 50)
			}
			r.want(2, autoscaling.Steady)
			r.step(math.NaN(), 50)
			r.want(6, autoscaling.ForecastOut)
			if r.last.Policy != 0 {
				t.Errorf("policy %d", r.last.Policy)
			}
			r.step(math.NaN(), 10)
			if noFloor {
				r.want(2, autoscaling.ScaledIn)
			} else {
				r.want(6, autoscaling.ForecastHolds)
			}
		}
	})
	t.Run("a scale-in stops at the forecast", func(t *testing.T) {
		r := start(t, autoscaling.Target{Min: 1, Max: 20, Policies: []autoscaling.Policy{forecast(autoscaling.ForecastAndScale, 5), stepIn(9, 0)}}, 10)
		r.step(math.NaN(), 10)
		r.want(5, autoscaling.ScaledIn)
	})
	t.Run("the larger of forecast and policy", func(t *testing.T) {
		r := start(t, autoscaling.Target{Min: 1, Max: 20, Policies: []autoscaling.Policy{forecast(autoscaling.ForecastAndScale, 5), stepOut(9, 0)}}, 2)
		r.step(math.NaN(), 90)
		r.want(11, autoscaling.ScaledOut)
	})
	t.Run("forecast only", func(t *testing.T) {
		r := start(t, autoscaling.Target{Min: 1, Max: 20, Policies: []autoscaling.Policy{forecast(autoscaling.ForecastOnly, 5)}}, 2)
		r.step()
		r.want(2, autoscaling.Steady)
	})
	t.Run("suspended", func(t *testing.T) {
		r := start(t, autoscaling.Target{
			Min: 1, Max: 20, Policies: []autoscaling.Policy{forecast(autoscaling.ForecastAndScale, 5)}, Suspended: autoscaling.Suspension{DynamicOut: true},
		}, 2)
		r.step()
		r.want(2, autoscaling.OutSuspended)
		if r.last.Policy != 0 {
			t.Errorf("policy %d", r.last.Policy)
		}
	})
	t.Run("a raised maximum", func(t *testing.T) {
		p := forecast(autoscaling.ForecastAndScale, 50)
		p.Predictive.MaxBreach, p.Predictive.MaxBuffer = autoscaling.IncreaseMaxCapacity, 10
		r := start(t, autoscaling.Target{Min: 1, Max: 40, Policies: []autoscaling.Policy{p, stepOut(9, 0)}}, 2)
		r.step()
		r.want(50, autoscaling.ForecastOut)
		if r.last.Max != 55 {
			t.Errorf("maximum %d", r.last.Max)
		}
		r.step(math.NaN(), 90)
		r.want(55, autoscaling.ScaledOut)
	})
}

func TestRefusedAndSuspendedActions(t *testing.T) {
	target := autoscaling.Target{Min: 1, Max: 4, Actions: []autoscaling.ScheduledAction{{Schedule: "rate(1 minute)", Min: new(5)}}}
	r := start(t, target, 2)
	r.step()
	r.step()
	r.want(2, autoscaling.ActionRefused)
	r.r.Suspend(autoscaling.Suspension{Scheduled: true})
	r.r.SetBounds(1, 9)
	r.step()
	r.want(2, autoscaling.ScheduledSuspended)
	if low, _ := r.r.Bounds(); low != 1 {
		t.Errorf("minimum %d", low)
	}
}

func TestPredictiveWithoutForecast(t *testing.T) {
	p := &autoscaling.Predictive{Mode: autoscaling.ForecastAndScale}
	if _, maximum, ok := p.At(epoch(), 7); ok || maximum != 7 {
		t.Errorf("acts: %v, maximum %d", ok, maximum)
	}
}

// A replay takes any location, also one that the machine's database does not name.
func TestActionInALocation(t *testing.T) {
	east := time.FixedZone("somewhere", 2*60*60)
	r := start(t, autoscaling.Target{Min: 1, Max: 10, Actions: []autoscaling.ScheduledAction{
		{Schedule: "cron(1 2 * * ? *)", Location: east, Min: new(4)},
	}}, 2)
	r.step()
	r.want(2, autoscaling.Steady)
	r.step()
	r.want(4, autoscaling.ScheduledOut)
}

package rollout_test

import (
	"testing"
	"time"

	"github.com/ecskit/ecskit/rollout"
)

func rolling() rollout.Config {
	return rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 200}
}

// kinds returns when each kind of event happened first.
func kinds(events []rollout.Event) map[rollout.EventKind]time.Duration {
	first := map[rollout.EventKind]time.Duration{}
	for _, e := range events {
		if _, seen := first[e.Kind]; !seen {
			first[e.Kind] = e.At
		}
	}
	return first
}

func TestSimulations(t *testing.T) {
	timing := rollout.Timing{Start: 20 * time.Second, Stop: 10 * time.Second}
	alarms := rolling()
	alarms.Alarms = rollout.Alarms{Enable: true, Rollback: true, Names: []string{"a"}}
	early := alarms
	early.EarlySuccess = rollout.EarlySuccess{Enable: true, HealthyPercent: 100, Cleanup: rollout.Deferred}
	failing := rolling()
	failing.Breaker = rollout.Breaker{Enable: true}
	unhealthy := func(n int) rollout.Breaks { return rollout.FailsHealth }
	full := func(s rollout.State) int { return 4 - live(s) }
	for _, row := range []struct {
		name string
		cfg  rollout.SimConfig
		end  rollout.EventKind
		at   time.Duration
		also []rollout.EventKind
		none []rollout.EventKind
	}{
		{"works", rollout.SimConfig{Config: rolling()}, rollout.DeploymentCompleted, 70 * time.Second, nil, nil},
		{"bakes", rollout.SimConfig{Config: alarms, BakeTime: time.Minute}, rollout.DeploymentCompleted, 130 * time.Second, []rollout.EventKind{rollout.BakeStarted}, nil},
		{"alarm while it bakes", rollout.SimConfig{Config: alarms, BakeTime: time.Minute, AlarmAt: 100 * time.Second}, rollout.DeploymentCompleted, 170 * time.Second,
			[]rollout.EventKind{rollout.AlarmFired, rollout.RollbackStarted}, nil},
		{"alarm from before", rollout.SimConfig{Config: alarms, AlarmAt: 10 * time.Second, AlarmBefore: true}, rollout.DeploymentCompleted, 70 * time.Second,
			[]rollout.EventKind{rollout.AlarmIgnored}, []rollout.EventKind{rollout.AlarmFired}},
		{"alarm without a deployment before", rollout.SimConfig{Config: alarms, AlarmAt: 10 * time.Second, NoPrevious: true}, rollout.DeploymentFailed, 10 * time.Second, nil, []rollout.EventKind{rollout.RollbackStarted}},
		{"early success, cleanup in the background", rollout.SimConfig{Config: early, AlarmAt: 65 * time.Second}, rollout.ServiceSteady, 70 * time.Second,
			[]rollout.EventKind{rollout.DeploymentCompleted, rollout.AlarmIgnored}, nil},
		{"breaker without rollback", rollout.SimConfig{Config: failing, Breaks: unhealthy}, rollout.DeploymentFailed, time.Minute, []rollout.EventKind{rollout.BreakerTripped}, nil},
		{"no breaker", rollout.SimConfig{Config: rolling(), Breaks: unhealthy, Horizon: time.Hour}, rollout.HorizonReached, time.Hour, nil, nil},
		{"no breaker for ever", rollout.SimConfig{Config: rolling(), Breaks: unhealthy, Horizon: 1 << 60}, rollout.HorizonReached, 0, nil, nil},
		{"no slot", rollout.SimConfig{Config: rolling(), Slots: full}, rollout.DeploymentStuck, 0, nil, []rollout.EventKind{rollout.TasksStarted}},
		{"a smaller service frees it", rollout.SimConfig{Config: rolling(), Slots: full, Changes: []rollout.DesiredChange{{At: time.Minute, Desired: 3}}}, rollout.DeploymentCompleted, 0,
			[]rollout.EventKind{rollout.DeploymentStuck, rollout.DesiredChanged}, nil},
		{"protected", rollout.SimConfig{Config: rolling(), Protected: 2}, rollout.DeploymentWaits, 70 * time.Second, nil, nil},
		{"protected for a while", rollout.SimConfig{Config: rolling(), Protected: 2, ProtectedFor: 5 * time.Minute}, rollout.DeploymentCompleted, 310 * time.Second, []rollout.EventKind{rollout.ProtectionEnded}, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			row.cfg.Desired, row.cfg.Timing = 4, timing
			events := rollout.Simulate(row.cfg)
			last := events[len(events)-1]
			for last.Kind == rollout.TasksGone && len(events) > 1 { // what was told to stop goes on stopping
				events = events[:len(events)-1]
				last = events[len(events)-1]
			}
			if last.Kind != row.end || row.at > 0 && last.At != row.at {
				t.Errorf("ends with %v at %v, want %v at %v", last.Kind, last.At, row.end, row.at)
			}
			if len(events) > rollout.MaxSimulationEvents {
				t.Errorf("%d events", len(events))
			}
			first := kinds(events)
			for _, k := range row.also {
				if _, ok := first[k]; !ok {
					t.Errorf("no event %v", k)
				}
			}
			for _, k := range row.none {
				if at, ok := first[k]; ok {
					t.Errorf("%v at %v", k, at)
				}
			}
		})
	}
}

// A throttled start waits as long as the curve says, and a task that runs ends it.
func TestSimulationThrottles(t *testing.T) {
	events := rollout.Simulate(rollout.SimConfig{
		Config: rollout.Config{MaximumPercent: 100}, Desired: 1,
		Timing:   rollout.Timing{Start: time.Second, Stop: time.Second},
		Breaks:   func(n int) rollout.Breaks { return []rollout.Breaks{1, 1, 1, 0}[min(n, 3)] },
		Throttle: func(failures int) time.Duration { return time.Duration(failures) * time.Minute },
	})
	var starts []time.Duration
	for _, e := range events {
		if e.Kind == rollout.TasksStarted {
			starts = append(starts, e.At)
		}
	}
	want := []time.Duration{0, 61 * time.Second, 182 * time.Second, 363 * time.Second}
	for i, w := range want {
		if i >= len(starts) || starts[i] != w {
			t.Fatalf("starts at %v, want %v", starts, want)
		}
	}
}

// Nonsense in durations and counts neither turns time back nor runs for ever.
func TestSimulationOfNonsense(t *testing.T) {
	events := rollout.AppendSimulation([]rollout.Event{{Kind: rollout.ServiceSteady}}, rollout.SimConfig{
		Config: rollout.Config{MinimumHealthyPercent: -1, MaximumPercent: 200}, Desired: -3,
		Timing:  rollout.Timing{Start: -time.Hour, Stop: -time.Hour},
		Changes: []rollout.DesiredChange{{At: -time.Hour, Desired: 5}, {At: time.Second, Desired: -5}, {At: 2 * time.Second, Desired: 2}},
		Slots:   func(rollout.State) int { return -1 << 31 },
		Breaks:  func(int) rollout.Breaks { return 200 },
	})
	if events[0].Kind != rollout.ServiceSteady || events[1].Kind != rollout.DeploymentStarted {
		t.Fatalf("%+v: what was there is kept, what is new comes behind", events[:2])
	}
	for i, e := range events[2:] {
		if e.At < events[i+1].At {
			t.Errorf("%v at %v after %v", e.Kind, e.At, events[i+1].At)
		}
	}
	loop := rollout.Simulate(rollout.SimConfig{
		Config: rolling(), Desired: 1, Rule: rollout.HealthRule{LoadBalancer: true},
		Breaks: func(int) rollout.Breaks { return rollout.FailsHealth },
	})
	if last := loop[len(loop)-1]; len(loop) != rollout.MaxSimulationEvents || last.Kind != rollout.HorizonReached || last.At != 0 {
		t.Errorf("%d events, the last %v at %v", len(loop), last.Kind, last.At)
	}
}

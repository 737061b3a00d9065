package rollout_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/rollout"
)

func drawSim(t *rapid.T) rollout.SimConfig {
	c := drawConfig(t)
	c.Breaker = rollout.Breaker{Enable: rapid.Bool().Draw(t, "breaker"), Rollback: rapid.Bool().Draw(t, "rollback"), Cumulative: rapid.Bool().Draw(t, "cumulative")}
	c.Alarms = rollout.Alarms{Enable: rapid.Bool().Draw(t, "alarms"), Rollback: rapid.Bool().Draw(t, "alarm rollback")}
	if rapid.Bool().Draw(t, "early") {
		c.EarlySuccess = rollout.EarlySuccess{Enable: true, HealthyPercent: rapid.IntRange(0, 100).Draw(t, "early percent"),
			Cleanup: rapid.SampledFrom([]rollout.Cleanup{rollout.Blocking, rollout.Deferred}).Draw(t, "cleanup")}
	}
	seconds := func(name string, most int) time.Duration {
		return time.Duration(rapid.IntRange(0, most).Draw(t, name)) * time.Second
	}
	fates := rapid.SliceOfN(rapid.SampledFrom([]rollout.Breaks{rollout.Works, rollout.FailsToStart, rollout.FailsHealth}), 0, 12).Draw(t, "fates")
	cfg := rollout.SimConfig{
		Config: c, Desired: rapid.IntRange(0, 10).Draw(t, "desired"),
		Rule:   rollout.HealthRule{LoadBalancer: rapid.Bool().Draw(t, "lb"), ContainerCheck: rapid.Bool().Draw(t, "check"), Grace: seconds("grace", 90)},
		Timing: rollout.Timing{Start: seconds("start", 60), TargetInterval: seconds("interval", 30), TargetThreshold: 2, Deregistration: seconds("drain", 300), Stop: seconds("stop", 30)},
		Breaks: func(n int) rollout.Breaks {
			if n < len(fates) {
				return fates[n]
			}
			return rollout.Works
		},
		Protected: rapid.IntRange(0, 3).Draw(t, "protected"), ProtectedFor: seconds("protected for", 900),
		AlarmAt: seconds("alarm", 600), AlarmBefore: rapid.Bool().Draw(t, "alarm before"), BakeTime: seconds("bake", 300),
		NoPrevious: rapid.Bool().Draw(t, "no previous"),
	}
	for range rapid.IntRange(0, 2).Draw(t, "changes") {
		cfg.Changes = append(cfg.Changes, rollout.DesiredChange{At: seconds("change at", 900), Desired: rapid.IntRange(0, 10).Draw(t, "change to")})
	}
	if ceiling := rapid.IntRange(-1, 20).Draw(t, "ceiling"); ceiling >= 0 {
		cfg.Slots = func(s rollout.State) int {
			return ceiling - s.New.Pending - s.New.Running - s.Old.Pending - s.Old.Running
		}
	}
	return cfg
}

func TestSimulationKeepsLimitsAndEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cfg := drawSim(t)
		events := rollout.Simulate(cfg)
		if diff := cmp.Diff(events, rollout.Simulate(cfg)); diff != "" {
			t.Fatalf("the same input gives other events:\n%s", diff)
		}
		last := rollout.Event{State: rollout.Steady(cfg.Desired)}
		for _, e := range events {
			checkCounts(t, e)
			_, upper := cfg.Config.Limits(e.State.Desired)
			if e.Kind == rollout.TasksStarted && live(e.State) > upper {
				t.Fatalf("%v starts up to %d tasks, upper limit %d", e.Kind, live(e.State), upper)
			}
			lower, _ := cfg.Config.Limits(e.State.Desired)
			if e.Kind == rollout.TasksStopRequested && healthy(e.State) < min(lower, healthy(last.State)) {
				t.Fatalf("%v leaves %d healthy tasks, lower limit %d", e.Kind, healthy(e.State), lower)
			}
			if e.At < last.At {
				t.Fatalf("%v at %v comes after %v", e.Kind, e.At, last.At)
			}
			last = e
		}
		switch last.Kind {
		case rollout.DeploymentCompleted, rollout.ServiceSteady:
			s := last.State
			if early := cfg.Config.EarlySuccess; last.Kind == rollout.DeploymentCompleted && early.Enable {
				if last.Target == 0 && s.New.Healthy < early.Needed(s.Desired) {
					t.Fatalf("early success with %+v", s)
				}
				return
			}
			if s.New.Healthy != s.Desired || live(s) != s.Desired {
				t.Fatalf("%v with %+v", last.Kind, s)
			}
		case rollout.DeploymentFailed, rollout.DeploymentStuck, rollout.DeploymentWaits, rollout.HorizonReached:
		default:
			if p := cfg.Config.Next(last.State); !p.Verdict.Stuck() && p.Reason != rollout.TasksProtected {
				t.Fatalf("ends with %v and %+v", last.Kind, p)
			}
		}
	})
}

func live(s rollout.State) int {
	return s.New.Pending + s.New.Running + s.Old.Pending + s.Old.Running
}
func healthy(s rollout.State) int { return s.New.Healthy + s.Old.Healthy }

func checkCounts(t *rapid.T, e rollout.Event) {
	for _, r := range []rollout.Revision{e.State.New, e.State.Old} {
		if r.Pending < 0 || r.Stopping < 0 || r.Healthy < 0 || r.Unhealthy < 0 || r.Healthy+r.Unhealthy > r.Running {
			t.Fatalf("%v at %v leaves %+v", e.Kind, e.At, r)
		}
	}
}

// Without failures and changes a simulation ends as the plan does, with as many
// starts of tasks.
func TestSimulationFollowsThePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawConfig(t)
		desired := rapid.IntRange(1, 12).Draw(t, "desired")
		waves, verdict := c.Waves(rollout.Steady(desired))
		events := rollout.Simulate(rollout.SimConfig{Config: c, Desired: desired, Timing: rollout.Timing{Start: time.Second}})
		starts := 0
		for _, e := range events {
			if e.Kind == rollout.TasksStarted {
				starts++
			}
		}
		last := events[len(events)-1]
		if (last.Kind == rollout.DeploymentCompleted) != (verdict == rollout.Done) {
			t.Fatalf("ends with %v, the plan with %v", last.Kind, verdict)
		}
		if verdict == rollout.Done && starts < waves {
			t.Fatalf("%d starts, the plan has %d waves", starts, waves)
		}
	})
}

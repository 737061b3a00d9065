package rollout_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ecskit/ecskit/rollout"
)

func TestHealth(t *testing.T) {
	h := func(essential, checked bool, s rollout.HealthStatus) rollout.ContainerHealth {
		return rollout.ContainerHealth{Essential: essential, Checked: checked, Status: s}
	}
	for _, row := range []struct {
		name       string
		containers []rollout.ContainerHealth
		want       rollout.HealthStatus
	}{
		{"none", nil, rollout.HealthUnknown},
		{"image check only", []rollout.ContainerHealth{h(true, false, rollout.Unhealthy)}, rollout.HealthUnknown},
		{"not essential", []rollout.ContainerHealth{h(false, true, rollout.Unhealthy), h(true, true, rollout.Healthy)}, rollout.Healthy},
		{"one unhealthy", []rollout.ContainerHealth{h(true, true, ""), h(true, true, rollout.Unhealthy)}, rollout.Unhealthy},
		{"one unknown", []rollout.ContainerHealth{h(true, true, rollout.Healthy), h(true, true, "")}, rollout.HealthUnknown},
	} {
		if got := rollout.TaskHealthStatus(row.containers); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
	r := rollout.HealthRule{LoadBalancer: true, ContainerCheck: true, Grace: time.Minute}
	for _, row := range []struct {
		name           string
		c              rollout.TaskCondition
		counts, failed bool
	}{
		{"not running", rollout.TaskCondition{Target: rollout.Unhealthy}, false, false},
		{"in grace", rollout.TaskCondition{Running: true, For: 59 * time.Second, Target: rollout.Unhealthy}, false, false},
		{"target", rollout.TaskCondition{Running: true, For: time.Minute, Target: rollout.Unhealthy, Container: rollout.Healthy}, false, true},
		{"container", rollout.TaskCondition{Running: true, For: time.Minute, Target: rollout.Healthy, Container: rollout.Unhealthy}, false, true},
		{"both", rollout.TaskCondition{Running: true, Target: rollout.Healthy, Container: rollout.Healthy}, true, false},
	} {
		if r.Counts(row.c) != row.counts || r.Failed(row.c) != row.failed {
			t.Errorf("%s: counts %v, failed %v", row.name, r.Counts(row.c), r.Failed(row.c))
		}
	}
}

// In the grace period a failing task goes only when more run than are wanted.
func TestMayStopInGrace(t *testing.T) {
	r := rollout.HealthRule{LoadBalancer: true, Grace: time.Minute}
	failing := rollout.TaskCondition{Running: true, For: time.Second, Target: rollout.Unhealthy}
	if r.MayStop(failing, 4, 4) || !r.MayStop(failing, 5, 4) {
		t.Error("grace does not follow the number of tasks")
	}
	failing.For = time.Minute
	if !r.MayStop(failing, 4, 4) {
		t.Error("grace does not end")
	}
}

func TestPlanDuration(t *testing.T) {
	timing := rollout.Timing{Start: 20 * time.Second, ContainerStart: 30 * time.Second, ContainerInterval: 5 * time.Second, Stop: 10 * time.Second}
	rule := rollout.HealthRule{ContainerCheck: true} // ready after 55 s, gone after 10 s
	c := rollout.Config{MinimumHealthyPercent: 50, MaximumPercent: 100}
	plan := c.Plan(rollout.Steady(4))
	if got := timing.Duration(rule, plan, false); got != 110*time.Second {
		t.Errorf("two waves take %v", got)
	}
	if got := timing.Duration(rule, plan, true); got != 130*time.Second {
		t.Errorf("two waves that wait for each stop take %v", got)
	}
}

func TestBreakerStages(t *testing.T) {
	run := func(b rollout.Breaker, events ...rollout.TaskEvent) rollout.BreakerState {
		var s rollout.BreakerState
		for _, e := range events {
			s = b.Record(s, e, 10)
		}
		return s
	}
	const start, fail, runs, well = rollout.TaskStartFailed, rollout.TaskHealthFailed, rollout.TaskRunning, rollout.TaskHealthy
	if s := run(rollout.Breaker{}, start, start, start, start, start, start); s.Failures != 0 || s.Tripped {
		t.Errorf("off: %+v", s)
	}
	if s := run(rollout.Breaker{Enable: true}, start, fail, start, fail, start); !s.Tripped || s.Failures != 5 {
		t.Errorf("every failure: %+v", s)
	}
	if s := run(rollout.Breaker{Enable: true}, start, start, start, start, start, well, start); s.Failures != 5 {
		t.Errorf("a tripped breaker stays: %+v", s)
	}
	if s := run(rollout.Breaker{Enable: true, Stages: rollout.CountByStage}, start, fail, runs, start, fail); s.Failures != 2 {
		t.Errorf("by stage: %+v", s)
	}
	if s := run(rollout.Breaker{Enable: true, Stages: rollout.CountUntilRunning, Cumulative: true}, start, start, runs, start, fail, well); s.Failures != 0 {
		t.Errorf("until running: %+v", s)
	}
	b := rollout.Breaker{Enable: true, Type: rollout.Count, Value: -1}
	if b.Threshold(10) != 1 || (rollout.Breaker{Type: rollout.UnboundedPercent, Value: 10, RoundDown: true}).Threshold(19) != 1 {
		t.Error("thresholds below 1, or rounded up against the option")
	}
	for _, row := range []struct {
		b    rollout.Breaker
		s    rollout.BreakerState
		done bool
		want rollout.MonitorStatus
	}{
		{rollout.Breaker{}, rollout.BreakerState{}, false, rollout.MonitorDisabled},
		{b, rollout.BreakerState{}, false, rollout.Monitoring},
		{b, rollout.BreakerState{}, true, rollout.MonitorComplete},
		{b, rollout.BreakerState{Tripped: true}, true, rollout.MonitorTriggered},
	} {
		if got := row.b.Status(row.s, row.done); got != row.want {
			t.Errorf("%s, want %s", got, row.want)
		}
	}
}

func TestBreakerActs(t *testing.T) {
	all, rolling := rollout.Breaker{Enable: true}, rollout.Breaker{Enable: true, RollingOnly: true}
	for _, s := range []rollout.Strategy{"", rollout.StrategyRolling, rollout.StrategyBlueGreen, rollout.StrategyLinear, rollout.StrategyCanary} {
		isRolling := s == "" || s == rollout.StrategyRolling
		if !all.Acts(s) || rolling.Acts(s) != isRolling || (rollout.Breaker{}).Acts(s) {
			t.Errorf("%q: %v, rolling only %v", s, all.Acts(s), rolling.Acts(s))
		}
	}
}

func TestFirstMethodDecides(t *testing.T) {
	c := rollout.Config{Breaker: rollout.Breaker{Enable: true}, Alarms: rollout.Alarms{Enable: true, Rollback: true}}
	if c.RollsBack(rollout.NoFailure) || c.RollsBack(rollout.ByBreaker) || !c.RollsBack(rollout.ByAlarm) {
		t.Error("each method has a rollback setting of its own")
	}
	history := []rollout.PastDeployment{{ID: "a", State: rollout.RolloutCompleted}}
	if o := c.Fail(rollout.ByAlarm, history); o.Target != "a" || o.Reason != "" {
		t.Errorf("%+v", o)
	}
	if o := c.Fail(rollout.ByBreaker, history); o.Target != "" || o.Status != rollout.DeploymentStopped {
		t.Errorf("%+v", o)
	}
}

// The edges of the state machine: every status is reached, the final ones lead
// nowhere, and StopServiceDeployment only takes edges.
func TestServiceDeploymentStatuses(t *testing.T) {
	all := rollout.ServiceDeploymentStatuses()
	reached := map[rollout.ServiceDeploymentStatus]bool{rollout.DeploymentPending: true}
	for _, s := range all {
		next := s.AppendNext(nil)
		if s.Final() != (len(next) == 0) {
			t.Errorf("%s final %v leads to %v", s, s.Final(), next)
		}
		for _, n := range next {
			reached[n] = true
			if !s.CanBecome(n) || s.Final() {
				t.Errorf("%s to %s", s, n)
			}
		}
		after, err := s.Stop("")
		var stop *rollout.StopError
		if s.Final() != errors.As(err, &stop) || err == nil && after != s && !s.CanBecome(after) {
			t.Errorf("stopping %s: %s, %v", s, after, err)
		}
	}
	for _, s := range rollout.DaemonDeploymentStatuses() {
		if !reached[s] || s == rollout.DeploymentRollbackRequested {
			t.Errorf("%s is no status of a managed daemon's deployment", s)
		}
	}
	if len(reached) != len(all) {
		t.Errorf("%d of %d statuses are reached", len(reached), len(all))
	}
	if _, err := rollout.DeploymentPending.Stop(rollout.StopAbort); err == nil || err.Error() != "stop type ABORT is not supported, only ROLLBACK is" {
		t.Errorf("ABORT: %v", err)
	}
	if rollout.ServiceDeploymentStatus("NEW").Final() {
		t.Error("an unknown status is not final")
	}
}

func TestHookRuns(t *testing.T) {
	h := rollout.Hook{Target: rollout.HookLambda, TimeoutMinutes: 2}
	p := rollout.Hook{Target: rollout.HookPause, TimeoutMinutes: 2, OnTimeout: rollout.HookContinue}
	for _, row := range []struct {
		name      string
		got, want rollout.HookRun
	}{
		{"success", h.Begin().Answer("SUCCEEDED", 0), rollout.HookRun{Status: rollout.HookSucceeded, Action: rollout.HookContinue}},
		{"failure", h.Begin().Answer("FAILED", 0), rollout.HookRun{Status: rollout.HookFailed, Action: rollout.HookRollback}},
		{"no answer", h.Begin().Answer("", 0), rollout.HookRun{Status: rollout.HookFailed, Action: rollout.HookRollback}},
		{"again", h.Begin().Answer("IN_PROGRESS", 0), rollout.HookRun{Status: rollout.HookInProgress, Retry: 30 * time.Second}},
		{"again later", h.Begin().Answer("IN_PROGRESS", time.Minute), rollout.HookRun{Status: rollout.HookInProgress, Retry: time.Minute}},
		{"answer to a pause", p.Begin().Answer("SUCCEEDED", 0), rollout.HookRun{Status: rollout.HookAwaiting}},
		{"continue", p.Begin().Continue(""), rollout.HookRun{Status: rollout.HookSucceeded, Action: rollout.HookContinue}},
		{"roll back", p.Begin().Continue(rollout.HookRollback), rollout.HookRun{Status: rollout.HookFailed, Action: rollout.HookRollback}},
		{"continue a function", h.Begin().Continue(""), rollout.HookRun{Status: rollout.HookInProgress}},
		{"in time", h.Elapse(h.Begin(), time.Minute), rollout.HookRun{Status: rollout.HookInProgress}},
		{"time-out", h.Elapse(h.Begin(), 2*time.Minute), rollout.HookRun{Status: rollout.HookTimedOut, Action: rollout.HookRollback}},
		{"time-out goes on", p.Elapse(p.Begin(), 2*time.Minute), rollout.HookRun{Status: rollout.HookTimedOut, Action: rollout.HookContinue}},
	} {
		if row.got != row.want {
			t.Errorf("%s: %+v, want %+v", row.name, row.got, row.want)
		}
	}
	failed := h.Begin().Answer("FAILED", 0)
	if got := rollout.StageAction([]rollout.HookRun{p.Begin(), failed}); got != rollout.HookRollback {
		t.Errorf("one failed run: %q", got)
	}
	if got := rollout.StageAction(nil); got != rollout.HookContinue {
		t.Errorf("no hook: %q", got)
	}
}

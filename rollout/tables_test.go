package rollout_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/rollout"
)

// Every value of the module's own enumerations has words of its own, and a value
// beyond them does not panic.
func TestStrings(t *testing.T) {
	words := map[string]map[string]bool{}
	add := func(kind string, s fmt.Stringer) {
		if words[kind] == nil {
			words[kind] = map[string]bool{}
		}
		words[kind][s.String()] = true
	}
	for i := range uint8(30) {
		add("order", rollout.Order(i))
		add("verdict", rollout.Verdict(i))
		add("reason", rollout.Reason(i))
		add("stages", rollout.FailureStages(i))
		add("task event", rollout.TaskEvent(i))
		add("method", rollout.FailureMethod(i))
		add("phase", rollout.Phase(i))
		add("shift", rollout.ShiftKind(i))
		add("event", rollout.EventKind(i))
	}
	got := map[string]int{}
	for kind, w := range words {
		got[kind] = len(w)
	}
	want := map[string]int{"order": 2, "verdict": 6, "reason": 10, "stages": 3, "task event": 5, "method": 3, "phase": 4, "shift": 3, "event": 23}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("different words (-want +got):\n%s", diff)
	}
}

func TestHostileNumbers(t *testing.T) {
	huge := rollout.Config{MinimumHealthyPercent: math.MaxInt32, MaximumPercent: math.MaxInt32}
	if lower, upper := huge.Limits(math.MaxInt32); lower != 1<<27 || upper != 1<<27 {
		t.Errorf("limits %d and %d, want them saturated", lower, upper)
	}
	if lower, upper := (rollout.Config{MinimumHealthyPercent: -5, MaximumPercent: -5}).Limits(-3); lower != 0 || upper != 0 {
		t.Errorf("limits %d and %d of negative numbers", lower, upper)
	}
	r := rollout.Revision{Pending: math.MaxInt32, Running: math.MaxInt32, Healthy: math.MaxInt32, Unhealthy: math.MaxInt32, Stopping: math.MaxInt32, Protected: math.MaxInt32}
	p := huge.Next(rollout.State{Desired: math.MaxInt32, New: r, Old: r, OldShort: math.MaxInt32, Slots: math.MaxInt32})
	if min(p.Start, p.Stop, p.StartOld, p.StopNew) < 0 {
		t.Errorf("%+v", p)
	}
	// one task a wave for a hundred million tasks: the plan is cut
	s := rollout.Steady(1 << 27)
	s.Slots = 1
	waves, verdict := (rollout.Config{MinimumHealthyPercent: 0, MaximumPercent: 100, Order: rollout.StartFirst}).Waves(rollout.Steady(1000))
	if waves != 1 || verdict != rollout.Done {
		t.Errorf("%d waves, %v", waves, verdict)
	}
	s.Desired, s.Old.Running, s.Old.Healthy, s.Slots = 1<<26, 1<<26, 1<<26, 1
	waves, verdict = (rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 200}).Waves(s)
	if waves != rollout.MaxPlanSteps || verdict != rollout.Progress {
		t.Errorf("%d waves, %v", waves, verdict)
	}
	for _, row := range []struct{ got, want int }{
		{rollout.MaximumFor(0, 1), 0}, {rollout.MaximumFor(3, 1), 134}, {rollout.MaximumFor(1, 1<<27), math.MaxInt32},
		{rollout.MinimumFor(0, 1), 0}, {rollout.MinimumFor(3, 3), 0}, {rollout.MinimumFor(3, 1), 66}, {rollout.MinimumFor(4, 0), 100},
	} {
		if row.got != row.want {
			t.Errorf("got %d, want %d", row.got, row.want)
		}
	}
}

func TestBounds(t *testing.T) {
	c := rollout.Config{MinimumHealthyPercent: 50, MaximumPercent: 150}
	s := rollout.Steady(4)
	s.Old.Stopping, s.Slots = 1, -1
	if start, stop := c.Bounds(s); start != 2 || stop != 2 {
		t.Errorf("bounds %d %d", start, stop)
	}
	c.CountStopping = true
	if start, _ := c.Bounds(s); start != 1 {
		t.Errorf("stopping tasks counted: start %d", start)
	}
	s.Slots = 0
	if start, _ := c.Bounds(s); start != 0 {
		t.Errorf("no slot: start %d", start)
	}
}

func TestSettlesWhatIsOnItsWay(t *testing.T) {
	c := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 200}
	s := rollout.State{Desired: 2, Slots: -1, New: rollout.Revision{Pending: 2}, Old: rollout.Revision{Running: 2, Healthy: 2}}
	if p := c.Next(s); p.Verdict != rollout.Wait || p.Reason != rollout.TasksOnTheWay {
		t.Errorf("%+v", p)
	}
	want := []rollout.Step{{Stop: 2}, {Verdict: rollout.Done}}
	if diff := cmp.Diff(want, c.Plan(s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if waves, verdict := c.Waves(s); waves != 0 || verdict != rollout.Done {
		t.Errorf("%d waves, %v", waves, verdict)
	}
	s = rollout.State{Slots: -1, Old: rollout.Revision{Stopping: 1}}
	if p := c.Next(s); p.Verdict != rollout.Wait || p.Reason != rollout.TasksStopping {
		t.Errorf("%+v", p)
	}
}

func TestReasons(t *testing.T) {
	for _, row := range []struct {
		name string
		c    rollout.Config
		s    rollout.State
		want rollout.Reason
	}{
		{"maximum", rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 50}, rollout.Steady(4), rollout.MaximumTooLow},
		{"minimum", rollout.Config{MinimumHealthyPercent: 150, MaximumPercent: 100}, rollout.Steady(4), rollout.MinimumTooHigh},
		{"unhealthy held", rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 100, HoldUnhealthy: true},
			rollout.State{Desired: 4, Slots: -1, New: rollout.Revision{Running: 4, Healthy: 3, Unhealthy: 1}}, rollout.UnhealthyOnGuard},
	} {
		if p := row.c.Next(row.s); p.Reason != row.want || !p.Verdict.Stuck() {
			t.Errorf("%s: %+v", row.name, p)
		}
	}
	old := rollout.State{Desired: 4, Slots: -1, Old: rollout.Revision{Running: 4, Healthy: 3, Unhealthy: 1}}
	if p := (rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 100}).Next(old); p.Stop != 1 || p.Start != 1 {
		t.Errorf("an unhealthy old task makes room: %+v", p)
	}
}

// Since November 2025 a task that an old revision loses is replaced by its own
// revision, and a scale-out on the way applies to both.
func TestOldRevisionsReplaceTheirOwn(t *testing.T) {
	s := rollout.Steady(4)
	s.Old.Running, s.Old.Healthy, s.OldShort = 3, 3, 1
	c := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 200}
	if p := c.Next(s); p.StartOld != 1 || p.Start != 4 {
		t.Errorf("own revision: %+v", p)
	}
	c.ReplaceWithNew = true
	if p := c.Next(s); p.StartOld != 0 || p.Start != 4 {
		t.Errorf("new revision, before: %+v", p)
	}
}

func TestResolveKeepsWhatIsThere(t *testing.T) {
	d := rollout.DeploymentConfiguration{
		MinimumHealthyPercent: new(0), MaximumPercent: new(150),
		DeploymentCircuitBreaker: &rollout.DeploymentCircuitBreaker{Enable: new(true), Rollback: new(true), ResetOnHealthyTask: new(false),
			ThresholdConfiguration: &rollout.ThresholdConfiguration{Value: new(7)}},
		Alarms:               &rollout.DeploymentAlarms{AlarmNames: []string{"a"}, Enable: new(true), Rollback: new(false)},
		EarlySuccessCriteria: &rollout.DeploymentEarlySuccessCriteria{Enable: new(true), HealthyPercent: new(60), SourceServiceRevisionCleanup: rollout.Deferred},
	}
	want := rollout.Config{
		MinimumHealthyPercent: 0, MaximumPercent: 150,
		Breaker:      rollout.Breaker{Enable: true, Rollback: true, Type: rollout.BoundedPercent, Value: 7, Cumulative: true},
		Alarms:       rollout.Alarms{Enable: true, Names: []string{"a"}},
		EarlySuccess: rollout.EarlySuccess{Enable: true, HealthyPercent: 60, Cleanup: rollout.Deferred},
	}
	if diff := cmp.Diff(want, d.Resolve(rollout.Replica)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	d = rollout.DeploymentConfiguration{Strategy: rollout.StrategyLinear, BakeTimeInMinutes: new(9),
		LinearConfiguration: &rollout.LinearConfiguration{StepPercent: new(math.NaN()), StepBakeTimeInMinutes: new(0)},
		LifecycleHooks:      []rollout.DeploymentLifecycleHook{{}}}
	s, ok := d.Shift()
	if !ok || s.StepPermille != 0 || s.StepBakeMinutes != 0 || s.BakeMinutes != 9 || s.Hooks[0].TimeoutMinutes != 1440 || s.Hooks[0].Target != rollout.HookLambda {
		t.Errorf("%+v %v", s, ok)
	}
	if s, ok := (rollout.DeploymentConfiguration{}).Shift(); ok || s.Shifts() != 1 {
		t.Errorf("rolling: %+v %v", s, ok)
	}
	if got := d.Validate(); len(got) != 4 { // not a number, and the hook without stages, function and role
		t.Errorf("%v", got)
	}
}

func TestServiceState(t *testing.T) {
	load := func(text string) *rollout.Service {
		t.Helper()
		d, err := rollout.Load([]byte(text))
		if err != nil || len(d.Findings) > 0 {
			t.Fatal(err, d.Findings)
		}
		return &d.Services[0]
	}
	s := load(`{"desiredCount":4,"healthCheckGracePeriodSeconds":60,"loadBalancers":[{"targetGroupArn":"t"}],"deployments":[
		{"status":"PRIMARY","desiredCount":4,"runningCount":1,"pendingCount":1,"rolloutState":"IN_PROGRESS"},
		{"status":"ACTIVE","runningCount":2},{"status":"ACTIVE","runningCount":1,"pendingCount":1}]}`)
	want := rollout.State{Desired: 4, Slots: -1, New: rollout.Revision{Pending: 1, Running: 1, Healthy: 1}, Old: rollout.Revision{Pending: 1, Running: 3, Healthy: 3}}
	if diff := cmp.Diff(want, s.State()); diff != "" {
		t.Errorf("several revisions being replaced (-want +got):\n%s", diff)
	}
	if r := s.Rule(true); r != (rollout.HealthRule{LoadBalancer: true, ContainerCheck: true, Grace: time.Minute}) {
		t.Errorf("%+v", r)
	}
	s = load(`{"desiredCount":4,"deployments":[{"status":"PRIMARY","runningCount":4,"rolloutState":"COMPLETED"}]}`)
	if diff := cmp.Diff(rollout.Steady(4), s.State()); diff != "" {
		t.Errorf("the next deployment (-want +got):\n%s", diff)
	}
	s = load(`{"desiredCount":4,"deployments":[{"status":"PRIMARY","runningCount":1,"rolloutState":"IN_PROGRESS"}]}`)
	if !s.Deploying() {
		t.Error("the first deployment goes on")
	}
	s = load(`{"schedulingStrategy":"DAEMON","deployments":[{"status":"PRIMARY","desiredCount":3,"runningCount":1},{"status":"ACTIVE","runningCount":1}]}`)
	if got := s.State(); got.Slots != 1 || got.Desired != 3 {
		t.Errorf("a daemon with one instance free: %+v", got)
	}
}

func TestServiceEvents(t *testing.T) {
	ids := map[string]bool{}
	for _, e := range rollout.ServiceEvents() {
		if ids[e.ID] || e.Meaning == "" || e.Source == "" || e.EventName != "" && e.EventName != e.ID {
			t.Errorf("%+v", e)
		}
		ids[e.ID] = true
	}
	for step, want := range map[rollout.Step]string{
		{Verdict: rollout.Done}:                                     rollout.EventDeploymentCompleted,
		{Verdict: rollout.StuckByLimits, Reason: rollout.NoRoom}:    rollout.EventStuckByLimits,
		{Verdict: rollout.StuckByPlacement, Reason: rollout.NoSlot}: rollout.EventPlacementFailure,
		{Verdict: rollout.Wait, Reason: rollout.TasksProtected}:     rollout.EventProtected,
		{Verdict: rollout.Wait, Reason: rollout.TasksOnTheWay}:      "",
	} {
		if e, ok := step.Event(); e.ID != want || ok != (want != "") {
			t.Errorf("%+v: %q %v, want %q", step, e.ID, ok, want)
		}
	}
}

func TestTaskTables(t *testing.T) {
	all := rollout.TaskStatuses()
	for i, a := range all {
		for k, b := range all {
			want := k > i && (b.Status != rollout.TaskDeleted || a.Status == rollout.TaskStopped)
			if got := a.Status.CanFollow(b.Status); got != want {
				t.Errorf("%s after %s: %v", b.Status, a.Status, got)
			}
		}
	}
	if rollout.TaskStatus("NEW").CanFollow(rollout.TaskPending) || rollout.TaskPending.CanFollow("NEW") {
		t.Error("an unknown status has a place")
	}
	for _, c := range rollout.StopCodes() {
		if !c.Code.Known() || c.Meaning == "" {
			t.Errorf("%+v", c)
		}
	}
	if rollout.StopCode("Bored").Known() {
		t.Error("an unknown stop code is known")
	}
	triggers := rollout.Triggers()
	if !slices.IsSortedFunc(triggers, func(a, b rollout.Trigger) int { return strings.Compare(a.Member, b.Member) }) {
		t.Error("triggers are not sorted")
	}
	if _, ok := rollout.StartsDeployment("color"); ok {
		t.Error("a member that is none is in the table")
	}
}

func TestThrottleDelay(t *testing.T) {
	want := []time.Duration{0, 0, 10 * time.Second, 20 * time.Second, 40 * time.Second, 80 * time.Second, 160 * time.Second, 320 * time.Second, 640 * time.Second, 15 * time.Minute, 15 * time.Minute}
	for failures, w := range want {
		if got := rollout.ThrottleDelay(failures); got != w {
			t.Errorf("after %d failures %v, want %v", failures, got, w)
		}
	}
}

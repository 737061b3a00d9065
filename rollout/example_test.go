package rollout_test

import (
	"fmt"
	"time"

	"github.com/ecskit/ecskit/rollout"
)

func printPlan(c rollout.Config, s rollout.State) {
	for _, p := range c.Plan(s) {
		switch {
		case p.Verdict == rollout.Progress:
			fmt.Printf("stop %d, start %d\n", p.Stop, p.Start)
		case p.Verdict == rollout.Done:
			fmt.Println("done")
		default:
			fmt.Printf("%v: %v\n", p.Verdict, p.Reason)
		}
	}
}

// One task at 100 and 100 percent: the upper limit has no room for a second task
// and the lower one does not let the only one go.
func ExampleConfig_Next_oneTaskAt100And100() {
	c := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 100}
	p := c.Next(rollout.Steady(1))
	fmt.Println(p.Verdict, "-", p.Reason)
	minimum, maximum := c.Suggest(1)
	fmt.Println("suggest", minimum, maximum)
	// Output:
	// stuck by limits - no room between the limits
	// suggest 100 200
}

// One task at 100 and 150 percent is as stuck: half a task is rounded down.
func ExampleConfig_Limits_oneTaskAt100And150() {
	c := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 150}
	fmt.Println(c.Limits(1))
	fmt.Println(c.Next(rollout.Steady(1)).Verdict)
	fmt.Println("one more task needs a maximum of", rollout.MaximumFor(1, 1))
	// Output:
	// 1 1
	// stuck by limits
	// one more task needs a maximum of 200
}

// Two tasks spread over three zones with one instance each, one task an instance,
// at 100 and 150 percent: the third instance takes the extra task, one at a time.
// Without the third zone the same percents are stuck, this time by placement.
func ExampleConfig_AppendPlan_threeZones() {
	c := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 150}
	s := rollout.Steady(2)
	s.Slots = 1
	printPlan(c, s)
	s.Slots = 0
	fmt.Println("a zone is lost:")
	printPlan(c, s)
	// Output:
	// stop 0, start 1
	// stop 1, start 1
	// stop 1, start 0
	// done
	// a zone is lost:
	// stuck by placement: no instance can take another task
}

// Placement has one free place: 5,000 tasks go one at a time.
func ExampleConfig_AppendRuns() {
	c := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 200}
	s := rollout.Steady(5000)
	s.Slots = 1
	for _, r := range c.AppendRuns(nil, s) {
		fmt.Println(r.Times, "times: stop", r.Stop, "start", r.Start, r.Verdict)
	}
	// Output:
	// 1 times: stop 0 start 1 progress
	// 4999 times: stop 1 start 1 progress
	// 1 times: stop 1 start 0 progress
	// 1 times: stop 0 start 0 done
}

// A fixed host port on every instance: the limits allow a second task and no
// instance has its port free. What helps is to stop one first.
func ExampleConfig_SuggestMinimum_fixedHostPort() {
	c := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 200}
	s := rollout.Steady(4)
	s.Slots = 0
	p := c.Next(s)
	event, _ := p.Event()
	fmt.Println(p.Verdict, "-", event.EventName)
	c.MinimumHealthyPercent = c.SuggestMinimum(4)
	fmt.Println("with a minimum of", c.MinimumHealthyPercent)
	printPlan(c, s)
	// Output:
	// stuck by placement - SERVICE_TASK_PLACEMENT_FAILURE
	// with a minimum of 75
	// stop 1, start 1
	// stop 1, start 1
	// stop 1, start 1
	// stop 1, start 1
	// done
}

// Three tasks at 75 percent: 2.25 is rounded up, so that none of the three may
// stop first.
func ExampleConfig_Bounds_threeTasksAt75() {
	c := rollout.Config{MinimumHealthyPercent: 75, MaximumPercent: 100}
	fmt.Println(c.Limits(3))
	fmt.Println(c.Bounds(rollout.Steady(3)))
	fmt.Println("one may stop at a minimum of", rollout.MinimumFor(3, 1))
	// Output:
	// 3 3
	// 0 0
	// one may stop at a minimum of 66
}

// A daemon on three instances at the console's 50 percent: two stay, so that one
// instance after the other is without its daemon for a while.
func ExampleDaemonState() {
	c := rollout.DeploymentConfiguration{MinimumHealthyPercent: new(50)}.Resolve(rollout.Daemon)
	printPlan(c, rollout.DaemonState(3))
	// Output:
	// stop 1, start 1
	// stop 1, start 1
	// stop 1, start 1
	// done
}

// A minimum of 500 where 50 was meant is accepted, and never ends.
func ExampleConfig_Validate_minimumOf500() {
	c := rollout.Config{MinimumHealthyPercent: 500, MaximumPercent: 100}
	for _, d := range c.Validate(rollout.Steady(4)) {
		fmt.Println(d.Code, d.Name, "-", d.Hint)
	}
	// Output:
	// RO015 stuck-by-limits - minimum 50 and maximum 100 free it
	// RO011 minimum-above-100 - was 50 meant?
}

func ExampleDeploymentConfiguration_Resolve() {
	c := rollout.DeploymentConfiguration{MaximumPercent: new(150)}.Resolve(rollout.Replica)
	fmt.Println(c.MinimumHealthyPercent, c.MaximumPercent)
	c = rollout.DeploymentConfiguration{}.Resolve(rollout.Daemon)
	fmt.Println(c.MinimumHealthyPercent, c.MaximumPercent)
	// Output:
	// 100 150
	// 0 100
}

// Both orders keep the limits; only the number of waves differs.
func ExampleConfig_Waves() {
	c := rollout.Config{MinimumHealthyPercent: 90, MaximumPercent: 110}
	fmt.Println(c.Waves(rollout.Steady(10)))
	fmt.Println(c.FewestWaves(rollout.Steady(10)))
	// Output:
	// 6 done
	// 5 done
}

// An unhealthy task is replaced first and stopped when its replacement is
// healthy; without room it has to go first.
func ExampleConfig_Next_unhealthyTask() {
	s := rollout.State{Desired: 4, Slots: -1, New: rollout.Revision{Running: 4, Healthy: 3, Unhealthy: 1}}
	p := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 200}.Next(s)
	fmt.Println("room:    start", p.Start, "stop", p.StopNew)
	p = rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 100}.Next(s)
	fmt.Println("no room: start", p.Start, "stop", p.StopNew)
	// Output:
	// room:    start 1 stop 0
	// no room: start 1 stop 1
}

// The desired count falls from 6 to 3 while three new tasks are healthy.
func ExampleConfig_Next_desiredCountChanges() {
	c := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 150}
	s := rollout.State{Desired: 3, Slots: -1,
		New: rollout.Revision{Running: 3, Healthy: 3}, Old: rollout.Revision{Running: 6, Healthy: 6}}
	fmt.Printf("stop %d\n", c.Next(s).Stop)
	// Output: stop 6
}

// Old tasks that are protected from scale-in hold the deployment open.
func ExampleConfig_Next_protectedTasks() {
	c := rollout.Config{MinimumHealthyPercent: 100, MaximumPercent: 200}
	s := rollout.Steady(3)
	s.Old.Protected = 2
	printPlan(c, s)
	// Output:
	// stop 0, start 3
	// stop 1, start 0
	// wait: tasks protected from scale-in
}

func ExampleHealthRule_Counts() {
	plain := rollout.HealthRule{}
	fmt.Println(plain.Counts(rollout.TaskCondition{Running: true, For: 39 * time.Second}))
	fmt.Println(plain.Counts(rollout.TaskCondition{Running: true, For: 40 * time.Second}))
	both := rollout.HealthRule{LoadBalancer: true, ContainerCheck: true}
	fmt.Println(both.Counts(rollout.TaskCondition{Running: true, For: time.Hour, Container: rollout.Healthy}))
	// Output:
	// false
	// true
	// false
}

func ExampleTiming_Wave() {
	t := rollout.Timing{Start: 30 * time.Second, TargetInterval: 10 * time.Second, TargetThreshold: 5,
		Deregistration: rollout.DefaultDeregistrationDelay, Stop: rollout.DefaultStopTimeout}
	fmt.Println(t.Wave(rollout.HealthRule{LoadBalancer: true}))
	fmt.Println(t.Wave(rollout.HealthRule{}))
	// Output:
	// 6m50s
	// 1m40s
}

func ExampleBreaker_Threshold() {
	b := rollout.Breaker{Enable: true}
	for _, desired := range []int{1, 25, 400, 800} {
		fmt.Print(b.Threshold(desired), " ")
	}
	b.Type, b.Value = rollout.UnboundedPercent, 50
	fmt.Println(b.Threshold(800))
	// Output: 3 13 200 200 400
}

func ExampleBreaker_Record() {
	events := []rollout.TaskEvent{rollout.TaskStartFailed, rollout.TaskStartFailed, rollout.TaskHealthy, rollout.TaskStartFailed}
	for _, b := range []rollout.Breaker{{Enable: true}, {Enable: true, Cumulative: true}} {
		var s rollout.BreakerState
		for _, e := range events {
			s = b.Record(s, e, 4)
		}
		fmt.Println(s.Failures, s.Tripped)
	}
	// Output:
	// 1 false
	// 3 true
}

func ExampleConfig_Fail() {
	c := rollout.Config{Breaker: rollout.Breaker{Enable: true, Rollback: true}}
	o := c.Fail(rollout.ByBreaker, []rollout.PastDeployment{{"ecs-svc/1", rollout.RolloutCompleted}, {"ecs-svc/2", rollout.RolloutFailed}})
	fmt.Println(o.State, o.Status, o.Target)
	o = c.Fail(rollout.ByBreaker, nil)
	fmt.Println(o.State, o.Status, o.Target)
	// Output:
	// FAILED ROLLBACK_IN_PROGRESS ecs-svc/1
	// FAILED STOPPED
}

func ExampleAlarms_Watch() {
	a := rollout.Alarms{Enable: true, Names: []string{"errors", "latency"}}
	w := a.Watch("latency") // in ALARM before the deployment started
	w = w.Observe("latency")
	fmt.Println(w.Status(false))
	w = w.Observe("errors")
	fmt.Println(w.Status(false), w.Fired())
	// Output:
	// MONITORING
	// TRIGGERED errors
}

func ExampleEarlySuccess_Needed() {
	e := rollout.EarlySuccess{Enable: true, HealthyPercent: 50}
	fmt.Println(e.Needed(3))
	// Output: 2
}

func ExampleConfig_Phase() {
	s := rollout.State{Desired: 4, New: rollout.Revision{Running: 3, Healthy: 3}, Old: rollout.Revision{Running: 1, Healthy: 1}}
	for _, cleanup := range []rollout.Cleanup{rollout.Blocking, rollout.Deferred} {
		c := rollout.Config{EarlySuccess: rollout.EarlySuccess{Enable: true, HealthyPercent: 75, Cleanup: cleanup}}
		fmt.Println(cleanup, c.Phase(s, false), "-", c.Phase(s, true))
	}
	// Output:
	// BLOCKING baking - cleaning up
	// DEFERRED baking - complete
}

func ExampleServiceDeploymentStatus_Stop() {
	fmt.Println(rollout.DeploymentInProgress.Stop(rollout.StopRollback))
	_, err := rollout.DeploymentSuccessful.Stop(rollout.StopRollback)
	fmt.Println(err)
	fmt.Println(rollout.DeploymentSuccessful.CanBecome(rollout.DeploymentRollbackRequested))
	// Output:
	// ROLLBACK_REQUESTED <nil>
	// a deployment in SUCCESSFUL cannot be stopped
	// false
}

func ExampleShift_AppendSchedule() {
	s := rollout.Shift{Kind: rollout.Canary, StepPermille: 50, StepBakeMinutes: 10, BakeMinutes: 30}
	for _, step := range s.AppendSchedule(nil) {
		if step.Stage == rollout.StageProductionShift || step.Stage == rollout.StageCleanUp {
			fmt.Printf("minute %2d: %5.1f %% %s\n", step.Minute, float64(step.NewPermille)/10, step.Stage)
		}
	}
	fmt.Println("tasks at the peak:", rollout.PeakTasks(4))
	// Output:
	// minute  0:   5.0 % PRODUCTION_TRAFFIC_SHIFT
	// minute 10: 100.0 % PRODUCTION_TRAFFIC_SHIFT
	// minute 40: 100.0 % CLEAN_UP
	// tasks at the peak: 8
}

func ExampleShift_Minutes() {
	s := rollout.Shift{Kind: rollout.Linear, StepPermille: 30, StepBakeMinutes: 60, BakeMinutes: 10}
	fmt.Println(s.Shifts()-1, "waits,", s.Minutes(), "minutes, for CloudFormation:", s.FitsCloudFormation())
	s.Hooks = []rollout.Hook{{Target: rollout.HookPause, Stages: []rollout.Stage{rollout.StagePreProductionShift}, TimeoutMinutes: 5}}
	fmt.Println("with a pause before each step up to", s.LongestMinutes())
	// Output:
	// 33 waits, 1990 minutes, for CloudFormation: false
	// with a pause before each step up to 2160
}

func ExampleStageAction() {
	lambda := rollout.Hook{Target: rollout.HookLambda, TimeoutMinutes: 60}
	pause := rollout.Hook{Target: rollout.HookPause, TimeoutMinutes: 60}
	a, b := lambda.Begin().Answer("SUCCEEDED", 0), pause.Begin()
	fmt.Printf("%q\n", rollout.StageAction([]rollout.HookRun{a, b}))
	b = b.Continue("")
	fmt.Printf("%q\n", rollout.StageAction([]rollout.HookRun{a, b}))
	// Output:
	// ""
	// "CONTINUE"
}

func ExampleCodeDeployShift() {
	s, _ := rollout.CodeDeployShift("CodeDeployDefault.ECSLinear10PercentEvery3Minutes", 60)
	fmt.Println(s.Shifts(), "shifts, old tasks go at minute", s.Minutes())
	// Output: 10 shifts, old tasks go at minute 87
}

func ExampleTaskSetTotal() {
	fmt.Println(rollout.ComputedDesired(3, 500), rollout.TaskSetTotal(3, 500, 500))
	// Output: 2 4
}

func ExampleManagedDaemon_AppendBatches() {
	d := rollout.DaemonDeploymentConfiguration{BakeTimeInMinutes: new(5)}.Resolve()
	for _, b := range d.AppendBatches(nil, 10) {
		fmt.Print(b.Replaced, "@", b.Minute, " ")
	}
	fmt.Println()
	// Output: 2@0 4@5 6@10 8@15 10@20
}

// Every task of the new revision fails to start. The breaker trips at three and
// the service goes back to what ran before.
func ExampleAppendSimulation() {
	events := rollout.AppendSimulation(nil, rollout.SimConfig{
		Config:  rollout.Config{MinimumHealthyPercent: 50, MaximumPercent: 100, Breaker: rollout.Breaker{Enable: true, Rollback: true}},
		Desired: 2,
		Timing:  rollout.Timing{Start: 20 * time.Second, Stop: 10 * time.Second},
		Breaks:  func(int) rollout.Breaks { return rollout.FailsToStart },
	})
	for _, e := range events {
		fmt.Printf("%4v  %-22v old %d new %d\n", e.At, e.Kind, e.State.Old.Healthy, e.State.New.Healthy)
	}
	// Output:
	//   0s  deployment started     old 2 new 0
	//   0s  tasks told to stop     old 1 new 0
	//   0s  tasks started          old 1 new 0
	//  10s  tasks gone             old 1 new 0
	//  20s  tasks failed to start  old 1 new 0
	//  20s  tasks started          old 1 new 0
	//  40s  tasks failed to start  old 1 new 0
	//  40s  restarts throttled     old 1 new 0
	//  50s  tasks started          old 1 new 0
	// 1m10s  tasks failed to start  old 1 new 0
	// 1m10s  restarts throttled     old 1 new 0
	// 1m10s  circuit breaker tripped old 1 new 0
	// 1m10s  rollback started       old 0 new 1
	// 1m10s  tasks started          old 0 new 1
	// 1m30s  tasks running          old 0 new 1
	// 2m10s  tasks healthy          old 0 new 2
	// 2m10s  deployment completed   old 0 new 2
}

func ExampleTaskStatus_CanFollow() {
	fmt.Println(rollout.TaskPending.CanFollow(rollout.TaskStatusRunning))
	fmt.Println(rollout.TaskStatusRunning.CanFollow(rollout.TaskPending))
	// Output:
	// true
	// false
}

func ExampleStopCodes() {
	for _, c := range rollout.StopCodes() {
		if c.Own {
			fmt.Println(c.Code)
		}
	}
	// Output:
	// TaskFailedToStart
	// EssentialContainerExited
}

func ExampleStartsDeployment() {
	fmt.Println(rollout.StartsDeployment("taskDefinition"))
	fmt.Println(rollout.StartsDeployment("desiredCount"))
	// Output:
	// true true
	// false true
}

func ExampleLoad() {
	d, err := rollout.Load([]byte(`{"services":[{"serviceName":"web","desiredCount":3,
	  "deploymentConfiguration":{"minimumHealthyPercent":75,"maximumPercent":100,
	    "deploymentCircuitBreaker":{"enable":true,"rollback":true}}}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range d.Check() {
		fmt.Println(f.Path, f.Code, f.Hint)
	}
	// Output: services[0].deploymentConfiguration RO015 minimum 66 and maximum 100 free it
}

func ExampleThrottleDelay() {
	for _, failures := range []int{1, 2, 5, 20} {
		fmt.Print(rollout.ThrottleDelay(failures), " ")
	}
	fmt.Println()
	// Output: 0s 10s 1m20s 15m0s
}

func ExampleRollbackTarget() {
	fmt.Println(rollout.RollbackTarget([]rollout.PastDeployment{{"a", rollout.RolloutCompleted}, {"b", rollout.RolloutFailed}}))
	// Output: a true
}

func ExampleStage_Hookable() {
	fmt.Println(rollout.StageProductionShift.Hookable(rollout.HookLambda), rollout.StageProductionShift.Hookable(rollout.HookPause))
	// Output: true false
}

func ExampleTaskHealthStatus() {
	fmt.Println(rollout.TaskHealthStatus([]rollout.ContainerHealth{
		{Essential: true, Checked: true, Status: rollout.Healthy},
		{Essential: false, Checked: true, Status: rollout.Unhealthy},
	}))
	// Output: HEALTHY
}

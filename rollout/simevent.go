package rollout

import "time"

// EventKind is what happened in a simulation.
type EventKind uint8

// The kinds of events.
const (
	DeploymentStarted   EventKind = iota
	TasksStarted                  // Count tasks were started
	TasksRunning                  // Count tasks reached RUNNING
	TasksHealthy                  // Count tasks count as healthy
	TasksFailedToStart            // Count tasks stopped before RUNNING
	TasksUnhealthy                // Count tasks failed their health checks
	TasksStopRequested            // Count tasks were told to stop
	TasksGone                     // Count tasks have stopped
	DesiredChanged                // Count is the new desired count
	ProtectionEnded               // Count tasks are no longer protected
	RestartsThrottled             // the next start waits for Delay
	DeploymentWaits               // only protected tasks are left to stop
	DeploymentStuck               // see Step
	BakeStarted                   // enough tasks are healthy; alarms are watched for Delay
	AlarmFired                    // and failed the deployment
	AlarmIgnored                  // was in ALARM when the deployment started, or came too late
	BreakerTripped                // Count failures
	RollbackStarted               // from here on New is the revision before
	DeploymentFailed              // nothing more is started
	DeploymentCompleted           // or the rollback
	ServiceSteady                 // old tasks that were left for the background are gone
	HorizonReached                // the simulation was cut here
)

// String returns the kind in words.
func (k EventKind) String() string {
	names := [...]string{
		"deployment started", "tasks started", "tasks running", "tasks healthy", "tasks failed to start",
		"tasks unhealthy", "tasks told to stop", "tasks gone", "desired count changed", "protection ended",
		"restarts throttled", "deployment waits", "deployment stuck", "bake time started", "alarm fired",
		"alarm ignored", "circuit breaker tripped", "rollback started", "deployment failed",
		"deployment completed", "service steady", "horizon reached",
	}
	if int(k) < len(names) {
		return names[k]
	}
	return "unknown event"
}

// Event is one event of a simulation, with the state after it.
type Event struct {
	At     time.Duration // since the deployment started
	Kind   EventKind
	Count  int           // tasks, failures, or the desired count
	Old    bool          // the tasks are of an old revision, seen from State
	Delay  time.Duration // RestartsThrottled, BakeStarted
	Step   Step          // DeploymentStuck, DeploymentWaits: why
	State  State
	Target int // 0 while the new revision is deployed, 1 while it is rolled back
}

// Breaks is how a task of the new revision fails.
type Breaks uint8

// The failures that a simulation injects.
const (
	Works        Breaks = iota
	FailsToStart        // stops before RUNNING, when it would have reached it
	FailsHealth         // runs, and its checks fail when they would have passed, or at the end of the grace period
)

// DesiredChange is a new desired count.
type DesiredChange struct {
	At      time.Duration
	Desired int
}

// The bounds of a simulation.
const (
	DefaultHorizon      = 24 * time.Hour
	MaxSimulationEvents = 100_000
)

// SimConfig is a deployment to simulate. Nothing in it is random: the same
// SimConfig gives the same events.
type SimConfig struct {
	Config  Config
	Desired int // tasks; as many healthy tasks of the old revision run at the start
	Rule    HealthRule
	Timing  Timing

	// Breaks says how task n of the new revision, counted from 0 in the order in
	// which they start, fails. Nil lets all work. Tasks of other revisions work.
	Breaks func(n int) Breaks
	// Slots says how many more tasks placement can take in a state, so that a
	// cluster can be the ceiling. Nil is no bound. State.Slots is not set in its
	// argument.
	Slots func(State) int
	// Throttle is the delay before the next start after so many tasks in a row, at
	// least 1, stopped before RUNNING. Nil is ThrottleDelay.
	Throttle func(failures int) time.Duration

	Changes      []DesiredChange // in any order
	Protected    int             // old tasks protected from scale-in at the start
	ProtectedFor time.Duration   // until they no longer are; 0 is for ever
	AlarmAt      time.Duration   // when the alarm goes off; 0 is never
	AlarmBefore  bool            // the alarm is in ALARM at the start, so it is ignored
	BakeTime     time.Duration   // ECS computes it from the alarms, by a formula that is not documented
	NoPrevious   bool            // no completed deployment to roll back to
	Horizon      time.Duration   // the simulation ends here; 0 is 24 hours
}

// MaximumThrottle is the longest delay between restarts of tasks that fail to
// start.
const MaximumThrottle = 15 * time.Minute

// ThrottleDelay is the delay before the next start after so many tasks in a row
// stopped before RUNNING: none after the first, then 10 seconds, doubled each
// time, up to 15 minutes. AWS documents only the end of the curve; its shape is
// this module's choice.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
func ThrottleDelay(failures int) time.Duration {
	if failures <= 1 {
		return 0
	}
	if failures > 9 {
		return MaximumThrottle
	}
	return min(10*time.Second<<(failures-2), MaximumThrottle)
}

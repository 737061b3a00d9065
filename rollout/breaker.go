package rollout

// ThresholdType says how the circuit breaker's threshold follows from its value.
type ThresholdType string

// The threshold types of the API. An empty type is BoundedPercent.
const (
	BoundedPercent   ThresholdType = "BOUNDED_PERCENT"   // percent of the desired count, at least 3 and at most 200
	UnboundedPercent ThresholdType = "UNBOUNDED_PERCENT" // percent of the desired count
	Count            ThresholdType = "COUNT"             // the value itself
)

// The bounds of BoundedPercent and its default.
const (
	MinimumThreshold        = 3   // failures; 10 before January 2024
	MaximumThreshold        = 200 // failures
	DefaultThresholdPercent = 50
)

// FailureStages says which failures the breaker counts. The guide of 2023
// describes two stages, the API's text for failedTasks a third way, and both are
// older than resetOnHealthyTask.
type FailureStages uint8

const (
	// CountEveryFailure counts every task of the new revision that fails to start
	// or fails its health checks. It is how the current API text reads.
	CountEveryFailure FailureStages = iota
	// CountByStage counts tasks that fail to start until one task runs, and from
	// then on tasks that fail their health checks.
	CountByStage
	// CountUntilRunning counts tasks that fail to start until one task runs, then
	// sets the count to 0 and stops counting.
	CountUntilRunning
)

// String returns what is counted, in words.
func (f FailureStages) String() string {
	switch f {
	case CountByStage:
		return "by stage"
	case CountUntilRunning:
		return "until a task runs"
	}
	return "every failure"
}

// Breaker is the deployment circuit breaker. The zero Breaker is off; with only
// Enable set it is the API's default: half of the desired count, between 3 and
// 200, of failures in a row.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
type Breaker struct {
	Enable     bool
	Rollback   bool          // to the last completed deployment
	Type       ThresholdType // empty: BoundedPercent of 50, whatever Value says
	Value      int           // percent, or failures for Count; literal: 0 is 0
	Cumulative bool          // a healthy task does not reset the count (resetOnHealthyTask false)

	// RoundDown rounds a percentage that is no whole number down. AWS documents
	// rounding up for the default of 50 alone; up is taken for all.
	RoundDown bool
	Stages    FailureStages // what counts; the zero value counts every failure
	// RollingOnly keeps the breaker out of blue/green, linear and canary
	// deployments, as the API reference words it. The guide has it act on all of
	// them, which is the default here.
	RollingOnly bool
}

// Acts reports whether the breaker watches a deployment with the strategy; an
// empty one is a rolling update.
func (b Breaker) Acts(s Strategy) bool {
	return b.Enable && (!b.RollingOnly || s == "" || s == StrategyRolling)
}

// Threshold returns the number of failures at which a deployment of desired
// tasks has failed, at least 1. A type that is not known is taken as
// BoundedPercent. It does not allocate.
func (b Breaker) Threshold(desired int) int {
	value := b.Value
	if b.Type == "" {
		value = DefaultThresholdPercent
	}
	if b.Type == Count {
		return max(value, 1)
	}
	add := 99
	if b.RoundDown {
		add = 0
	}
	n := share(desired, value, add)
	if b.Type == UnboundedPercent {
		return max(n, 1)
	}
	return min(max(n, MinimumThreshold), MaximumThreshold)
}

// TaskEvent is what happened to a task of the revision that is deployed.
type TaskEvent uint8

// The events that a breaker is told.
const (
	TaskRunning      TaskEvent = iota // reached RUNNING
	TaskHealthy                       // counts as healthy, see [HealthRule]
	TaskStartFailed                   // was not launched, or stopped before RUNNING
	TaskHealthFailed                  // stopped for a failed container, load balancer or Cloud Map check
)

// String returns the event in words.
func (e TaskEvent) String() string {
	switch e {
	case TaskRunning:
		return "task running"
	case TaskHealthy:
		return "task healthy"
	case TaskStartFailed:
		return "task failed to start"
	case TaskHealthFailed:
		return "task failed its health checks"
	}
	return "unknown task event"
}

// BreakerState is what the breaker has seen. The zero state is that of a new
// deployment.
type BreakerState struct {
	Failures int
	Ran      bool // a task of the deployment has been RUNNING
	Tripped  bool // the deployment has failed; stays
}

// Record returns the state after an event, with the latest desired count. The
// breaker trips when the count reaches the threshold. It does not allocate.
func (b Breaker) Record(s BreakerState, e TaskEvent, desired int) BreakerState {
	if !b.Enable || s.Tripped {
		return s
	}
	switch e {
	case TaskRunning:
		s.Ran = true
		if b.Stages == CountUntilRunning {
			s.Failures = 0
		}
	case TaskHealthy:
		s.Ran = true
		if !b.Cumulative || b.Stages == CountUntilRunning {
			s.Failures = 0
		}
	case TaskStartFailed, TaskHealthFailed:
		if b.counts(s, e) {
			s.Failures++
			s.Tripped = s.Failures >= b.Threshold(desired)
		}
	}
	return s
}

func (b Breaker) counts(s BreakerState, e TaskEvent) bool {
	switch b.Stages {
	case CountByStage:
		return s.Ran == (e == TaskHealthFailed)
	case CountUntilRunning:
		return !s.Ran && e == TaskStartFailed
	}
	return true
}

// MonitorStatus is what describe-service-deployments shows for the circuit
// breaker and for alarms.
type MonitorStatus string

// The monitor statuses of the API.
const (
	MonitorTriggered MonitorStatus = "TRIGGERED"
	Monitoring       MonitorStatus = "MONITORING"
	MonitorComplete  MonitorStatus = "MONITORING_COMPLETE"
	MonitorDisabled  MonitorStatus = "DISABLED"
)

// Status returns what ECS shows for the breaker in state s; complete says that
// the deployment has ended.
func (b Breaker) Status(s BreakerState, complete bool) MonitorStatus {
	return monitorStatus(b.Enable, s.Tripped, complete)
}

func monitorStatus(enable, triggered, complete bool) MonitorStatus {
	switch {
	case !enable:
		return MonitorDisabled
	case triggered:
		return MonitorTriggered
	case complete:
		return MonitorComplete
	}
	return Monitoring
}

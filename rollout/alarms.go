package rollout

import "slices"

// Alarms says which CloudWatch alarms fail a deployment.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
type Alarms struct {
	Enable   bool
	Rollback bool
	Names    []string
}

// AlarmWatch follows the alarms of one deployment. It is a value: Observe returns
// the next one.
type AlarmWatch struct {
	alarms  Alarms
	ignored []string // in ALARM when the deployment started
	fired   string   // the first alarm that failed the deployment
}

// Watch returns the watch of a deployment that starts while the alarms inAlarm
// are in ALARM; those are ignored until the deployment has ended.
func (a Alarms) Watch(inAlarm ...string) AlarmWatch {
	return AlarmWatch{alarms: a, ignored: slices.Clone(inAlarm)}
}

// Observe returns the watch after alarm was seen in ALARM. An alarm that is not
// configured, or that is ignored, changes nothing, and so does every alarm after
// the first.
func (w AlarmWatch) Observe(alarm string) AlarmWatch {
	if w.alarms.Enable && w.fired == "" && slices.Contains(w.alarms.Names, alarm) && !slices.Contains(w.ignored, alarm) {
		w.fired = alarm
	}
	return w
}

// Fired returns the alarm that failed the deployment, "" when none did.
func (w AlarmWatch) Fired() string { return w.fired }

// Status returns what ECS shows for the alarms; complete says that the deployment
// has ended.
func (w AlarmWatch) Status(complete bool) MonitorStatus {
	return monitorStatus(w.alarms.Enable, w.fired != "", complete)
}

// FailureMethod is what detected the failure of a deployment.
type FailureMethod uint8

// The methods. The zero method detected nothing.
const (
	NoFailure FailureMethod = iota
	ByBreaker
	ByAlarm
)

// String returns "none", "circuit breaker" or "alarm".
func (m FailureMethod) String() string {
	switch m {
	case ByBreaker:
		return "circuit breaker"
	case ByAlarm:
		return "alarm"
	}
	return "none"
}

// RollsBack reports whether a failure that the method detected leads to a
// rollback. With both methods configured the first to fire decides by its own
// setting.
func (c Config) RollsBack(m FailureMethod) bool {
	switch m {
	case ByBreaker:
		return c.Breaker.Enable && c.Breaker.Rollback
	case ByAlarm:
		return c.Alarms.Enable && c.Alarms.Rollback
	}
	return false
}

package rollout

// Cleanup says when the tasks of the old revision go, relative to the end of a
// deployment with early success criteria.
type Cleanup string

// The cleanups of the API.
const (
	Blocking Cleanup = "BLOCKING" // before the deployment counts as successful
	Deferred Cleanup = "DEFERRED" // after it, in the background
)

// EarlySuccess lets a rolling deployment succeed before every task is healthy.
// The zero EarlySuccess is off.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/early-success-criteria.html
type EarlySuccess struct {
	Enable         bool
	HealthyPercent int     // percent of the desired count, rounded up; literal: 0 is 0
	Cleanup        Cleanup // anything but Deferred blocks
}

// Needed returns how many tasks of the new revision have to be healthy: all of
// them when the criteria are off.
func (e EarlySuccess) Needed(desired int) int {
	if !e.Enable {
		return clampCount(desired)
	}
	return share(desired, e.HealthyPercent, 99)
}

// Phase is how far a rolling deployment is from success.
type Phase uint8

// The phases, in the order in which a deployment passes them. Under Deferred the
// cleanup comes after Complete and is not waited for.
const (
	Replacing  Phase = iota // not enough new tasks are healthy
	Baking                  // enough are, and the bake time for alarms runs
	CleaningUp              // old tasks are being removed
	Complete                // the deployment is successful; breaker and alarms no longer act
)

// String returns the phase in words.
func (p Phase) String() string {
	switch p {
	case Replacing:
		return "replacing"
	case Baking:
		return "baking"
	case CleaningUp:
		return "cleaning up"
	}
	return "complete"
}

// Phase returns how far the deployment in state s is. baked says that the bake
// time is over, or that there is none; it starts when enough tasks are healthy.
func (c Config) Phase(s State, baked bool) Phase {
	s.New, s.Old = s.New.sane(), s.Old.sane()
	switch {
	case s.New.Healthy < c.EarlySuccess.Needed(s.Desired):
		return Replacing
	case !c.EarlySuccess.Enable && s.Old.total()+s.Old.Stopping > 0:
		return Replacing // without the criteria the old tasks go before the bake time
	case !baked:
		return Baking
	case c.EarlySuccess.Enable && c.EarlySuccess.Cleanup == Deferred:
		return Complete
	case s.Old.total()+s.Old.Stopping > 0:
		return CleaningUp
	}
	return Complete
}

package rollout

// ComputedDesired returns how many tasks a task set runs: the service's desired
// count times its scale in tenths of a percent, rounded up. It does not allocate.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
func ComputedDesired(desired int, scalePermille int) int {
	n := int64(clampCount(desired)) * int64(min(max(scalePermille, 0), 1000))
	return int((n + 999) / 1000)
}

// StabilityStatus is whether a task set has reached what it should be.
type StabilityStatus string

// The stability statuses of the API.
const (
	SteadyState StabilityStatus = "STEADY_STATE"
	Stabilizing StabilityStatus = "STABILIZING"
)

// TaskSetCounts is what a task set's stability depends on.
type TaskSetCounts struct {
	ScalePermille int // tenths of a percent of the service's desired count
	Pending       int
	Running       int
	Healthy       int // of Running, by every check that the task set has
	OnDraining    int // of Running, on instances in DRAINING
}

// Stability returns STEADY_STATE when as many tasks run as computed, none is
// pending, none is on a draining instance and all are healthy.
func (t TaskSetCounts) Stability(desired int) StabilityStatus {
	if t.Running == ComputedDesired(desired, t.ScalePermille) && t.Pending == 0 && t.OnDraining == 0 && t.Healthy == t.Running {
		return SteadyState
	}
	return Stabilizing
}

// TaskSetTotal returns how many tasks the task sets of a service run together.
// Each is rounded up by itself, so that the sum of scales of 100 percent may be
// more than the desired count.
func TaskSetTotal(desired int, scalesPermille ...int) int {
	total := 0
	for _, p := range scalesPermille {
		total += ComputedDesired(desired, p)
	}
	return total
}

// The statuses of a task set.
const (
	TaskSetPrimary  = "PRIMARY"  // serves production traffic
	TaskSetActive   = "ACTIVE"   // does not
	TaskSetDraining = "DRAINING" // its tasks are being stopped and its targets deregistered
)

package autoscaling

import "math"

// TaskGroup is tasks that wait for an instance and need the same.
type TaskGroup struct {
	Count      int
	CPU        int  // CPU units for each task
	Memory     int  // MiB for each task
	GPU        int  // whole devices for each task
	ENI        int  // network interfaces for each task
	FixedPorts bool // the tasks bind host ports of the instance, so that two of them never share one
	Distinct   bool // constraint distinctInstance
}

// InstanceShape is what one instance type of a group offers.
type InstanceShape struct {
	CPU, Memory, GPU, ENI int // CPU units, MiB, devices, interfaces for tasks
}

// Reservation returns the metric CapacityProviderReservation in percent for a
// group of running instances of which, or beyond which, needed are needed: 100
// when nothing runs and nothing is needed, 200 when nothing runs and something
// is needed.
//
// https://aws.amazon.com/blogs/containers/deep-dive-on-amazon-ecs-cluster-auto-scaling/
func Reservation(needed, running int) float64 {
	switch {
	case running > 0:
		return float64(max(needed, 0)) / float64(running) * 100
	case needed > 0:
		return 200
	}
	return 100
}

// Needed returns the lower bound of instances that must be added for the waiting
// groups: for each group the number of the largest instances that hold its tasks
// alone, and of those the most. A group that does not fit the smallest instance
// is ignored. Largest and smallest are taken for each resource apart, over all
// types of the group of instances. M of [Reservation] is the running count plus
// this number.
//
// That distinctInstance and fixed host ports give each task its own instance is
// inferred. It does not allocate.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
func Needed(groups []TaskGroup, types []InstanceShape) int {
	if len(types) == 0 {
		return 0
	}
	smallest, largest := types[0], types[0]
	for _, t := range types[1:] {
		smallest = InstanceShape{min(smallest.CPU, t.CPU), min(smallest.Memory, t.Memory), min(smallest.GPU, t.GPU), min(smallest.ENI, t.ENI)}
		largest = InstanceShape{max(largest.CPU, t.CPU), max(largest.Memory, t.Memory), max(largest.GPU, t.GPU), max(largest.ENI, t.ENI)}
	}
	needed := 0
	for i := range groups {
		g := &groups[i]
		if g.Count <= 0 || g.perInstance(smallest) == 0 {
			continue
		}
		each := g.perInstance(largest)
		needed = max(needed, (g.Count-1)/each+1)
	}
	return needed
}

// perInstance returns how many tasks of the group an empty instance holds.
func (g *TaskGroup) perInstance(s InstanceShape) int {
	n := math.MaxInt32
	if g.FixedPorts || g.Distinct {
		n = 1
	}
	for _, r := range [...]struct{ need, have int }{{g.CPU, s.CPU}, {g.Memory, s.Memory}, {g.GPU, s.GPU}, {g.ENI, s.ENI}} {
		if r.need > 0 {
			n = min(n, max(r.have, 0)/r.need)
		}
	}
	return n
}

// ManagedScaling is the managed scaling of a capacity provider with its numbers
// resolved; [ManagedScalingConfiguration] has the API's shape and defaults.
type ManagedScaling struct {
	TargetCapacity int // percent, 1 to 100
	MinimumStep    int // instances, 1 to 10000: the least that one scale-out adds
	MaximumStep    int // instances, 1 to 10000: the most that one scale-out adds
	// StartsFromEmpty makes an empty group that nothing needs start two instances
	// when the target is below 100 percent, since its reservation of 100 is above the
	// target. That was seen in 2019 (aws/containers-roadmap#653); whether it still
	// happens is unknown, and the default is that it does not.
	StartsFromEmpty bool
}

// emptyStart is what a group without an instance starts with, whatever waits.
const emptyStart = 2

// Desired returns the group's next size for running instances when needed are
// needed, and why. More needed than running means that tasks wait: the number is
// then kept between the steps. A size below running is reached in parts, at most
// half of the group at once and at least one instance. The bounds of the Auto
// Scaling group are the caller's. It does not allocate.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
func (m ManagedScaling) Desired(needed, running int) (int, Reason) {
	needed, running = clampCount(needed), clampCount(running)
	target := m.TargetCapacity
	if target <= 0 || target > 100 {
		target = 100
	}
	if running == 0 {
		if needed > 0 || m.StartsFromEmpty && target < 100 {
			return emptyStart, ScaledOut
		}
		return 0, Steady
	}
	if needed > running {
		least := addClamped(running, max(m.MinimumStep, 1))
		most := maxCount
		if m.MaximumStep > 0 {
			most = addClamped(running, max(m.MaximumStep, m.MinimumStep))
		}
		needed = min(max(needed, least), most)
	}
	reserved, wanted := int64(needed)*100, int64(running)*int64(target)
	size := int(min((reserved+int64(target)-1)/int64(target), maxCount))
	switch {
	case reserved > wanted:
		return size, ScaledOut
	case reserved == wanted:
		return running, Steady
	case size >= running:
		return running, AtDesired
	}
	return max(size, running-max(running/2, 1)), ScaledIn
}

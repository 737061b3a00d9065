package placement

import (
	"fmt"
	"math"
)

// Rejection is one reason why instances do not take a task.
type Rejection struct {
	Reason  Kind
	Count   int        // instances that have the reason; an instance may have several
	Nearest InstanceID // the one that lacks least in this respect; ties go to the first added
	Lacks   Shortfall  // what it lacks
}

// String returns the reason on one line: "2 instances: too few CPU units
// (RESOURCE:CPU), the nearest needs 256 CPU units more".
func (r Rejection) String() string {
	noun := "instances"
	if r.Count == 1 {
		noun = "instance"
	}
	return fmt.Sprintf("%d %s: %s (%s), the nearest: %s", r.Count, noun, r.Reason, r.Reason.Reason(), r.Lacks)
}

// Explain appends why instances do not take a task of the job: one Rejection for
// each reason that any has, by Kind. Nothing is appended when every instance would
// take it, or when there is none.
func (c *Cluster) Explain(dst []Rejection, j Job) []Rejection {
	spec, ok := c.resolve(j)
	if !ok {
		return dst
	}
	var found [numKinds]nearest
	lacks := c.scratch.lacks
	s := c.stateOf(spec)
	for slot := range int32(len(c.nodes.state)) {
		if c.nodes.state[slot]&nodeUsed == 0 || c.fits(s, spec, slot) {
			continue
		}
		lacks = c.appendLacks(lacks[:0], spec, slot)
		var counted uint32
		for _, l := range lacks {
			found[l.Kind].add(c, slot, l, counted&(1<<l.Kind) == 0)
			counted |= 1 << l.Kind
		}
	}
	c.scratch.lacks = lacks
	for k := range found {
		if n := &found[k]; n.count > 0 {
			dst = append(dst, Rejection{Kind(k), n.count, c.idOf(n.slot), n.lacks})
		}
	}
	return dst
}

// nearest collects one reason over the instances.
type nearest struct {
	count int
	slot  int32
	lacks Shortfall
}

func (n *nearest) add(c *Cluster, slot int32, l Shortfall, counts bool) {
	if counts {
		n.count++
	}
	if n.count == 1 && counts || l.relative() < n.lacks.relative() || l.relative() == n.lacks.relative() && c.nodes.order[slot] < c.nodes.order[n.slot] {
		n.slot, n.lacks = slot, l
	}
}

// Closest returns the instance that is nearest to taking a task of the job, and
// everything that it lacks: the one with the fewest reasons, of those the one with
// the least sum of relative shortfalls, of those the one that was added first. The
// zero id is returned when there is no instance. How ECS chooses the "closest
// matching container instance" of its events is not documented; this order is
// ours.
func (c *Cluster) Closest(j Job) (InstanceID, []Shortfall) {
	spec, ok := c.resolve(j)
	if !ok {
		return 0, nil
	}
	best, reasons, distance := int32(none), math.MaxInt, int64(math.MaxInt64)
	lacks := c.scratch.lacks
	for slot := range int32(len(c.nodes.state)) {
		if c.nodes.state[slot]&nodeUsed == 0 {
			continue
		}
		lacks = c.appendLacks(lacks[:0], spec, slot)
		sum := int64(0)
		for _, l := range lacks {
			sum += l.relative()
		}
		if len(lacks) < reasons || len(lacks) == reasons && (sum < distance || sum == distance && c.nodes.order[slot] < c.nodes.order[best]) {
			best, reasons, distance = slot, len(lacks), sum
		}
	}
	c.scratch.lacks = lacks
	if best == none {
		return 0, nil
	}
	return c.idOf(best), c.appendLacks(nil, spec, best)
}

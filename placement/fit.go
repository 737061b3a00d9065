package placement

import "math"

// Fit returns how many more tasks of the job the cluster takes, whatever the
// strategy. Where a job takes nothing of an instance, MaxTasksPerInstance is what
// ends; the answer stops at the largest int32. It is linear in instances.
func (c *Cluster) Fit(j Job) int {
	spec, ok := c.resolve(j)
	if !ok {
		return 0
	}
	s := c.stateOf(spec)
	total := int64(0)
	for slot := range int32(len(c.nodes.state)) {
		if c.fits(s, spec, slot) {
			total = min(total+c.fitOn(spec, slot), math.MaxInt32)
		}
	}
	return int(total)
}

// fitOn returns how many tasks an instance takes that takes one.
func (c *Cluster) fitOn(j *compiled, slot int32) int64 {
	if j.distinct || j.ports != nil {
		return 1
	}
	f := c.nodes.free[slot]
	n := int64(MaxTasksPerInstance - c.nodes.running[slot])
	for _, r := range [...]struct{ have, need int32 }{{f.CPU, j.need.CPU}, {f.Memory, j.need.Memory}, {f.GPU, j.need.GPU}, {f.ENI, j.need.ENI}} {
		if r.need > 0 {
			n = min(n, int64(r.have/r.need))
		}
	}
	if j.share > 0 {
		shares := int64(0)
		for _, d := range c.devicesOf(slot) {
			if !d.whole {
				shares += int64(d.free / j.share)
			}
		}
		n = min(n, shares)
	}
	if j.dynamic == nil {
		return n
	}
	// An expression may read how many tasks run there and of which groups. It says
	// the same of every count beyond the numbers that stand in it.
	settled := int64(max(j.counts-c.nodes.running[slot], 0)) + 2
	for fits := int64(1); fits < min(n, settled); fits++ {
		if !c.meets(j.dynamic, slot, int32(fits), j.spec.Group) {
			return fits
		}
	}
	return n
}

package placement

import "math/bits"

// device is a GPU of an instance: idle, taken whole, or shared by tasks that each
// have a part of its memory.
type device struct {
	id     string
	memory int32 // MiB
	free   int32 // MiB that no share has
	shares int32 // tasks that share it
	whole  bool  // one task has it all
}

// gpus is the devices of an instance, behind a pointer since most have none.
type gpus struct{ list []device }

// devicesOf returns the devices of an instance.
func (c *Cluster) devicesOf(slot int32) []device {
	if g := c.nodes.devices[slot]; g != nil {
		return g.list
	}
	return nil
}

func (d *device) idle() bool { return !d.whole && d.shares == 0 }

// pickDevices chooses n idle devices, those with the lowest numbers.
func pickDevices(devices []device, n int32) (mask uint64, ok bool) {
	for i := range devices {
		if n == 0 {
			break
		}
		if devices[i].idle() {
			mask |= 1 << i
			n--
		}
	}
	return mask, n == 0
}

// pickShare chooses the device for a share: of those that are shared already and
// have the memory the one with the least, else the first idle one. ECS says that
// one device must have the memory, not which is taken.
func pickShare(devices []device, memory int32) (index int, ok bool) {
	index = -1
	for i := range devices {
		d := &devices[i]
		if d.shares > 0 && d.free >= memory && (index < 0 || d.free < devices[index].free) {
			index = i
		}
	}
	if index >= 0 {
		return index, true
	}
	for i := range devices {
		if devices[i].idle() && devices[i].free >= memory {
			return i, true
		}
	}
	return 0, false
}

func setWhole(devices []device, mask uint64, whole bool) {
	for ; mask != 0; mask &= mask - 1 {
		devices[bits.TrailingZeros64(mask)].whole = whole
	}
}

// takeDevices takes what a job needs of an instance's devices and returns which.
func (c *Cluster) takeDevices(slot int32, j *compiled) (mask uint64, shared bool) {
	if j.share > 0 {
		devices := c.devicesOf(slot)
		i, _ := pickShare(devices, j.share)
		if devices[i].shares == 0 {
			c.nodes.free[slot].GPU--
		}
		devices[i].shares++
		devices[i].free -= j.share
		return 1 << i, true
	}
	if j.need.GPU == 0 {
		return 0, false
	}
	mask, _ = pickDevices(c.devicesOf(slot), j.need.GPU)
	setWhole(c.devicesOf(slot), mask, true)
	c.nodes.free[slot].GPU -= j.need.GPU
	return mask, false
}

func (c *Cluster) freeDevices(slot int32, j *compiled, mask uint64) {
	switch {
	case mask == 0:
	case j.share > 0:
		d := &c.devicesOf(slot)[bits.TrailingZeros64(mask)]
		d.free += j.share
		if d.shares--; d.shares == 0 {
			c.nodes.free[slot].GPU++
		}
	default:
		setWhole(c.devicesOf(slot), mask, false)
		c.nodes.free[slot].GPU += int32(bits.OnesCount64(mask))
	}
}

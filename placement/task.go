package placement

// TaskInfo is what a Cluster knows of a task.
type TaskInfo struct {
	Instance  InstanceID
	Job       Job
	Group     string
	Stopping  bool
	Protected bool
}

// commit puts a task of a job on an instance that takes it.
func (c *Cluster) commit(j *compiled, slot int32) (int32, error) {
	if c.nodes.running[slot] >= MaxTasksPerInstance {
		return 0, ErrTooLarge
	}
	t, err := c.newTask()
	if err != nil {
		return 0, err
	}
	head, k := c.nodes.firstTask[slot], &c.tasks.list[t]
	k.instance, k.job, k.next, k.prev = slot, j.number, head, none
	if head != none {
		c.tasks.list[head].prev = t
	}
	c.nodes.firstTask[slot] = t
	c.nodes.running[slot]++
	f := &c.nodes.free[slot]
	f.CPU -= j.need.CPU
	f.Memory -= j.need.Memory
	f.ENI -= j.need.ENI
	if j.ports != nil {
		takePorts(&c.nodes.ports[slot], j.ports)
	}
	if j.share > 0 || j.need.GPU > 0 {
		mask, shared := c.takeDevices(slot, j)
		c.tasks.devices[t] = mask
		if shared {
			c.tasks.list[t].flags |= taskShared
		}
	}
	c.countTasks(j.group, slot, 1)
	c.shrunk(slot)
	return t, nil
}

func (c *Cluster) newTask() (int32, error) {
	k := &c.tasks
	k.count++
	if n := len(k.vacant); n > 0 {
		t := k.vacant[n-1]
		k.vacant = k.vacant[:n-1]
		k.list[t].gen++
		k.list[t].flags, k.devices[t] = 0, 0
		return t, nil
	}
	if len(k.list) >= maxSlots {
		k.count--
		return 0, ErrTooLarge
	}
	k.list = append(k.list, task{gen: 1})
	k.devices = append(k.devices, 0)
	return int32(len(k.list) - 1), nil
}

// target resolves an instance that the caller chose and the job that is to run on it.
func (c *Cluster) target(id InstanceID, j Job) (*compiled, int32, error) {
	spec, ok := c.resolve(j)
	if !ok {
		return nil, none, ErrForeignJob
	}
	slot, ok := c.slotOf(id)
	if !ok {
		return nil, none, ErrUnknownInstance
	}
	return spec, slot, nil
}

// Assign puts a task on an instance of the caller's choice, as StartTask does: no
// strategy is asked, but the instance must take the task. The error is a
// *NotPlacedError with everything that it lacks.
//
// StartTask checks resources, status and agent; whether it also checks the
// constraints of the task definition is not documented: here it does.
func (c *Cluster) Assign(id InstanceID, j Job) (TaskID, error) {
	spec, slot, err := c.target(id, j)
	if err != nil {
		return 0, err
	}
	if !c.fits(c.stateOf(spec), spec, slot) {
		return 0, &NotPlacedError{c.ExplainInstance(nil, id, j)}
	}
	t, err := c.commit(spec, slot)
	if err != nil {
		return 0, err
	}
	return c.taskID(t), nil
}

// Restore puts a task on the instance where a snapshot has it, also when the
// instance takes no new tasks: it is draining, its agent is not connected, a
// constraint does not hold any more. Resources, ports and devices must be there;
// the error says which are not.
func (c *Cluster) Restore(id InstanceID, j Job) (TaskID, error) {
	spec, slot, err := c.target(id, j)
	if err != nil {
		return 0, err
	}
	if lacks := c.appendResources(c.scratch.lacks[:0], spec, slot); len(lacks) > 0 {
		c.scratch.lacks = lacks
		return 0, &NotPlacedError{append([]Shortfall(nil), lacks...)}
	}
	t, err := c.commit(spec, slot)
	if err != nil {
		return 0, err
	}
	return c.taskID(t), nil
}

// StopTask sets a task's desired status to STOPPED: it does not count any more for
// spread, distinctInstance, task:group and runningTasksCount, and gives back what
// [Stopping] does not hold. It stays on its instance until Release.
func (c *Cluster) StopTask(id TaskID) error {
	t, ok := c.taskOf(id)
	switch {
	case !ok:
		return ErrUnknownTask
	case c.tasks.list[t].flags&taskStopping != 0:
		return ErrStopped
	}
	c.stopTask(t)
	h := c.stop
	c.giveBack(t, giving{!h.HoldCPU, !h.HoldMemory, !h.HoldPorts, h.FreeDevices, h.FreeENI})
	c.tasks.list[t].flags |= heldFlags(h)
	c.changed(c.tasks.list[t].instance)
	return nil
}

// stopTask counts a task out.
func (c *Cluster) stopTask(t int32) {
	slot := c.tasks.list[t].instance
	c.tasks.list[t].flags |= taskStopping
	c.nodes.running[slot]--
	c.countTasks(c.jobs[c.tasks.list[t].job].group, slot, -1)
}

// giving says which resources a task gives back.
type giving struct{ cpu, memory, ports, devices, eni bool }

// What a stopping task still holds stands in its flags, since the option may
// change before it is released.
const (
	holdsCPU taskFlags = 1 << (iota + 3)
	holdsMemory
	holdsPorts
	holdsDevices
	holdsENI
)

func heldFlags(h Stopping) taskFlags {
	var f taskFlags
	for _, held := range [...]struct {
		on   bool
		flag taskFlags
	}{{h.HoldCPU, holdsCPU}, {h.HoldMemory, holdsMemory}, {h.HoldPorts, holdsPorts}, {!h.FreeDevices, holdsDevices}, {!h.FreeENI, holdsENI}} {
		if held.on {
			f |= held.flag
		}
	}
	return f
}

func (c *Cluster) giveBack(t int32, g giving) {
	slot, j := c.tasks.list[t].instance, c.jobs[c.tasks.list[t].job]
	f := &c.nodes.free[slot]
	if g.cpu {
		f.CPU += j.need.CPU
	}
	if g.memory {
		f.Memory += j.need.Memory
	}
	if g.eni {
		f.ENI += j.need.ENI
	}
	if g.ports {
		freePorts(&c.nodes.ports[slot], j.ports)
	}
	if g.devices {
		c.freeDevices(slot, j, c.tasks.devices[t])
		c.tasks.devices[t] = 0
	}
}

// Release takes a task away: it has stopped, and everything comes back. It need
// not have been stopped by StopTask before.
func (c *Cluster) Release(id TaskID) error {
	t, ok := c.taskOf(id)
	if !ok {
		return ErrUnknownTask
	}
	slot := c.tasks.list[t].instance
	c.release(t)
	c.changed(slot)
	return nil
}

func (c *Cluster) release(t int32) {
	k := &c.tasks
	f := k.list[t].flags
	if f&taskStopping == 0 {
		c.stopTask(t)
		c.giveBack(t, giving{true, true, true, true, true})
	} else {
		c.giveBack(t, giving{f&holdsCPU != 0, f&holdsMemory != 0, f&holdsPorts != 0, f&holdsDevices != 0, f&holdsENI != 0})
	}
	if p := k.list[t].prev; p != none {
		k.list[p].next = k.list[t].next
	} else {
		c.nodes.firstTask[k.list[t].instance] = k.list[t].next
	}
	if n := k.list[t].next; n != none {
		k.list[n].prev = k.list[t].prev
	}
	k.list[t].gen++
	k.vacant = append(k.vacant, t)
	k.count--
}

// Protect sets or ends a task's protection from scale-in.
func (c *Cluster) Protect(id TaskID, on bool) error {
	t, ok := c.taskOf(id)
	if !ok {
		return ErrUnknownTask
	}
	if on {
		c.tasks.list[t].flags |= taskProtected
	} else {
		c.tasks.list[t].flags &^= taskProtected
	}
	return nil
}

// Task returns what is known of a task, and whether it is there.
func (c *Cluster) Task(id TaskID) (TaskInfo, bool) {
	t, ok := c.taskOf(id)
	if !ok {
		return TaskInfo{}, false
	}
	j := c.jobs[c.tasks.list[t].job]
	f := c.tasks.list[t].flags
	return TaskInfo{
		Instance: c.idOf(c.tasks.list[t].instance), Job: Job{j}, Group: j.spec.Group,
		Stopping: f&taskStopping != 0, Protected: f&taskProtected != 0,
	}, true
}

// AppendTasks appends the tasks of an instance, stopping ones included, the newest
// first.
func (c *Cluster) AppendTasks(dst []TaskID, id InstanceID) []TaskID {
	slot, ok := c.slotOf(id)
	if !ok {
		return dst
	}
	for t := c.nodes.firstTask[slot]; t != none; t = c.tasks.list[t].next {
		dst = append(dst, c.taskID(t))
	}
	return dst
}

// Count returns how many tasks of a group are not stopping.
func (c *Cluster) Count(group string) int {
	if g, ok := c.groups.byName[group]; ok {
		return int(c.groups.running[g])
	}
	return 0
}

// Tasks returns how many tasks there are, stopping ones included.
func (c *Cluster) Tasks() int { return c.tasks.count }

// GPUs returns the devices that a task has, as bits of their numbers on the
// instance: whole devices, or the one that its share is on.
func (c *Cluster) GPUs(id TaskID) uint64 {
	t, ok := c.taskOf(id)
	if !ok {
		return 0
	}
	return c.tasks.devices[t]
}

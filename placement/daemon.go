package placement

// AppendDaemon appends the instances on which a daemon service starts a task now:
// those that take one and have none of the group, in the order in which they were
// added.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
func (c *Cluster) AppendDaemon(dst []InstanceID, j Job) []InstanceID {
	spec, ok := c.resolve(j)
	if !ok {
		return dst
	}
	for _, slot := range c.candidates(spec) {
		if c.countOn(spec.group, slot) == 0 {
			dst = append(dst, c.idOf(slot))
		}
	}
	return dst
}

// AppendViolators appends the tasks of the job's group that a daemon service
// stops: those on instances that do not meet a constraint any more, or drain. They
// come by instance in the order of addition, the newest task first. ECS asks the
// constraints of running tasks for daemon services alone.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
func (c *Cluster) AppendViolators(dst []TaskID, j Job) []TaskID {
	spec, ok := c.resolve(j)
	if !ok {
		return dst
	}
	s := c.stateOf(spec)
	slots := c.scratch.slots[:0]
	for slot := range int32(len(c.nodes.state)) {
		if c.nodes.state[slot]&nodeUsed == 0 || c.countOn(spec.group, slot) == 0 {
			continue
		}
		holds := c.nodes.state[slot]&nodeActive != 0 && c.classFits(s, spec, c.nodes.class[slot]) &&
			(spec.dynamic == nil || c.meets(spec.dynamic, slot, 0, ""))
		if !holds {
			slots = append(slots, slot)
		}
	}
	c.sortByOrder(slots)
	c.scratch.slots = slots
	for _, slot := range slots {
		for t := c.nodes.firstTask[slot]; t != none; t = c.tasks.list[t].next {
			if c.counts(t, spec.group) {
				dst = append(dst, c.taskID(t))
			}
		}
	}
	return dst
}

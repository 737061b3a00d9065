package placement

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

// maxSlots bounds instances and tasks: ids have 32 bits of number.
const maxSlots = math.MaxInt32 - 1

// AddInstance adds an instance. The error is a *SpecError for an instance that
// cannot be, ErrDuplicate for a name that is there, ErrTooLarge beyond 2³¹
// instances. The attributes are copied.
func (c *Cluster) AddInstance(in Instance) (InstanceID, error) {
	if err := in.check(); err != nil {
		return 0, err
	}
	if _, there := c.nodes.names.find(in.ID, c.nodes.name); there {
		return 0, ErrDuplicate
	}
	slot, err := c.newSlot()
	if err != nil {
		return 0, err
	}
	n := &c.nodes
	if c.order == math.MaxUint32 {
		c.renumber()
	}
	c.order++
	n.order[slot] = c.order
	n.registered[slot], n.free[slot] = in.Registered, in.Registered
	n.devices[slot] = newGPUs(in)
	n.registered[slot].GPU = int32(len(c.devicesOf(slot)))
	n.free[slot].GPU = n.registered[slot].GPU
	n.set[slot] = c.useSet(in.Attributes, in.AgentVersion, in.CapacityProvider)
	n.class[slot] = c.setOf(slot).class
	n.firstTask[slot], n.running[slot] = none, 0
	n.state[slot] = nodeUsed
	if in.Status == Active {
		n.state[slot] |= nodeActive
	}
	if in.AgentConnected {
		n.state[slot] |= nodeAgent
	}
	n.ports[slot] = append(n.ports[slot][:0], sortedPorts(in.ReservedPorts)...)
	n.name[slot], n.ec2ID[slot], n.since[slot] = in.ID, in.EC2InstanceID, nanos(in.RegisteredAt)
	n.names.add(slot, n.name)
	n.count++
	c.changed(slot)
	return c.idOf(slot), nil
}

// renumber gives the instances the smallest numbers that keep their order, when
// the numbers have run out.
func (c *Cluster) renumber() {
	var slots []int32
	for slot := range c.nodes.state {
		if c.nodes.state[slot]&nodeUsed != 0 {
			slots = append(slots, int32(slot))
		}
	}
	c.sortByOrder(slots)
	for i, slot := range slots {
		c.nodes.order[slot] = uint32(i + 1)
	}
	c.order = uint32(len(slots))
	c.indexes, c.remembered = c.indexes[:0], 0
	for i := range c.state {
		c.state[i] = nil
	}
}

func (in *Instance) check() error {
	fail := func(field, format string, args ...any) error {
		return &SpecError{Field: field, Message: fmt.Sprintf(format, args...)}
	}
	r := in.Registered
	switch {
	case in.ID == "":
		return fail("ID", "an instance has a name")
	case r.CPU < 0 || r.Memory < 0 || r.GPU < 0 || r.ENI < 0:
		return fail("Registered", "%+v has a negative amount", r)
	case len(in.GPUs) > MaxGPUs || r.GPU > MaxGPUs:
		return fail("GPUs", "%d devices, at most %d are kept", max(len(in.GPUs), int(r.GPU)), MaxGPUs)
	case in.GPUs != nil && r.GPU != 0 && int(r.GPU) != len(in.GPUs):
		return fail("GPUs", "%d devices are listed and %d registered", len(in.GPUs), r.GPU)
	case len(sortedPorts(in.ReservedPorts)) > MaxReservedPorts:
		return fail("ReservedPorts", "%d ports, at most %d can be reserved", len(in.ReservedPorts), MaxReservedPorts)
	case in.Status > Draining:
		return fail("Status", "%d is no status", in.Status)
	}
	for i, g := range in.GPUs {
		if g.MemoryMiB < 0 {
			return fail(fmt.Sprintf("GPUs[%d].MemoryMiB", i), "%d MiB", g.MemoryMiB)
		}
		if g.ID != "" && slices.ContainsFunc(in.GPUs[:i], func(other GPU) bool { return other.ID == g.ID }) {
			return fail(fmt.Sprintf("GPUs[%d].ID", i), "%q names another device too", g.ID)
		}
	}
	for i, p := range in.ReservedPorts {
		if p.Number == 0 {
			return fail(fmt.Sprintf("ReservedPorts[%d]", i), "port 0 is no port")
		}
	}
	return nil
}

func newGPUs(in Instance) *gpus {
	n := max(len(in.GPUs), int(in.Registered.GPU))
	if n == 0 {
		return nil
	}
	devices := make([]device, n)
	for i, g := range in.GPUs {
		devices[i] = device{id: g.ID, memory: g.MemoryMiB, free: g.MemoryMiB}
	}
	return &gpus{devices}
}

func (c *Cluster) newSlot() (int32, error) {
	n := &c.nodes
	if k := len(n.vacant); k > 0 {
		slot := n.vacant[k-1]
		n.vacant = n.vacant[:k-1]
		n.gen[slot]++
		return slot, nil
	}
	if len(n.gen) >= maxSlots {
		return 0, ErrTooLarge
	}
	slot := int32(len(n.gen))
	n.free = append(n.free, Resources{})
	n.registered = append(n.registered, Resources{})
	n.order = append(n.order, 0)
	n.gen = append(n.gen, 1)
	n.set = append(n.set, 0)
	n.class = append(n.class, 0)
	n.firstTask = append(n.firstTask, none)
	n.running = append(n.running, 0)
	n.state = append(n.state, 0)
	n.ports = append(n.ports, nil)
	n.devices = append(n.devices, nil)
	n.name = append(n.name, "")
	n.ec2ID = append(n.ec2ID, "")
	n.since = append(n.since, noTime)
	n.logged = append(n.logged, 0)
	return slot, nil
}

// Remove takes an instance out of the cluster, with its tasks.
func (c *Cluster) Remove(id InstanceID) error {
	slot, ok := c.slotOf(id)
	if !ok {
		return ErrUnknownInstance
	}
	n := &c.nodes
	for n.firstTask[slot] != none {
		c.release(n.firstTask[slot])
	}
	for _, x := range c.indexes {
		x.forget(slot, n.order[slot])
	}
	n.names.remove(n.name[slot], n.name)
	c.dropSet(n.set[slot])
	n.state[slot] = 0
	n.gen[slot]++
	n.free[slot] = Resources{CPU: -1, Memory: -1} // fits nothing, in any scan
	n.name[slot], n.ec2ID[slot], n.devices[slot] = "", "", nil
	n.ports[slot] = n.ports[slot][:0]
	n.vacant = append(n.vacant, slot)
	n.count--
	c.changed(slot)
	return nil
}

func (c *Cluster) setState(id InstanceID, bit nodeState, on bool) error {
	slot, ok := c.slotOf(id)
	if !ok {
		return ErrUnknownInstance
	}
	before := c.nodes.state[slot]
	if on {
		c.nodes.state[slot] |= bit
	} else {
		c.nodes.state[slot] &^= bit
	}
	if c.nodes.state[slot] != before {
		c.changed(slot)
	}
	return nil
}

// Drain stops an instance from taking tasks. Its tasks stay until they are
// stopped.
func (c *Cluster) Drain(id InstanceID) error { return c.setState(id, nodeActive, false) }

// Activate lets an instance take tasks again.
func (c *Cluster) Activate(id InstanceID) error { return c.setState(id, nodeActive, true) }

// SetAgentConnected says whether the instance's agent is connected. Without it the
// instance takes no tasks.
func (c *Cluster) SetAgentConnected(id InstanceID, connected bool) error {
	return c.setState(id, nodeAgent, connected)
}

// SetAttribute sets an attribute of an instance; value may be "".
func (c *Cluster) SetAttribute(id InstanceID, name, value string) error {
	return c.changeAttributes(id, func(a map[string]string) { a[name] = value })
}

// RemoveAttribute takes an attribute from an instance, if it is there.
func (c *Cluster) RemoveAttribute(id InstanceID, name string) error {
	return c.changeAttributes(id, func(a map[string]string) { delete(a, name) })
}

func (c *Cluster) changeAttributes(id InstanceID, change func(map[string]string)) error {
	slot, ok := c.slotOf(id)
	if !ok {
		return ErrUnknownInstance
	}
	before := c.nodes.set[slot]
	s := c.sets.list[before]
	attributes := maps.Clone(s.attributes)
	change(attributes)
	if maps.Equal(attributes, s.attributes) {
		return nil
	}
	c.nodes.set[slot] = c.useSet(attributes, s.version, s.provider)
	if class := c.setOf(slot).class; class != c.nodes.class[slot] {
		c.countTasksOf(slot, -1)
		c.nodes.class[slot] = class
		c.countTasksOf(slot, 1)
		c.changed(slot)
	}
	c.dropSet(before)
	return nil
}

// countTasksOf counts the tasks of an instance in or out of their groups.
func (c *Cluster) countTasksOf(slot, n int32) {
	for t := c.nodes.firstTask[slot]; t != none; t = c.tasks.list[t].next {
		if c.tasks.list[t].flags&taskStopping == 0 {
			c.countTasks(c.jobs[c.tasks.list[t].job].group, slot, n)
		}
	}
}

// Lookup finds an instance by the name it was added with.
func (c *Cluster) Lookup(name string) (InstanceID, bool) {
	slot, ok := c.nodes.names.find(name, c.nodes.name)
	if !ok {
		return 0, false
	}
	return c.idOf(slot), true
}

// Name returns the name of an instance, "" for one that is not there.
func (c *Cluster) Name(id InstanceID) string {
	slot, ok := c.slotOf(id)
	if !ok {
		return ""
	}
	return c.nodes.name[slot]
}

// Free returns what is free on an instance, zero for one that is not there.
func (c *Cluster) Free(id InstanceID) Resources {
	slot, ok := c.slotOf(id)
	if !ok {
		return Resources{}
	}
	return c.nodes.free[slot]
}

// Registered returns what an instance has in all.
func (c *Cluster) Registered(id InstanceID) Resources {
	slot, ok := c.slotOf(id)
	if !ok {
		return Resources{}
	}
	return c.nodes.registered[slot]
}

// Status returns the status of an instance, and whether it is there.
func (c *Cluster) Status(id InstanceID) (Status, bool) {
	slot, ok := c.slotOf(id)
	if ok && c.nodes.state[slot]&nodeActive == 0 {
		return Draining, true
	}
	return Active, ok
}

// AgentConnected reports whether the instance's agent is connected.
func (c *Cluster) AgentConnected(id InstanceID) bool {
	slot, ok := c.slotOf(id)
	return ok && c.nodes.state[slot]&nodeAgent != 0
}

// Attribute returns the value of an attribute of an instance.
func (c *Cluster) Attribute(id InstanceID, name string) (value string, present bool) {
	slot, ok := c.slotOf(id)
	if !ok {
		return "", false
	}
	value, present = c.setOf(slot).attributes[name]
	return value, present
}

// AppendPorts appends the ports of an instance that are reserved or taken, tcp
// before udp, by number.
func (c *Cluster) AppendPorts(dst []Port, id InstanceID) []Port {
	if slot, ok := c.slotOf(id); ok {
		for _, key := range c.nodes.ports[slot] {
			dst = append(dst, portOf(key))
		}
	}
	return dst
}

// Len returns how many instances there are.
func (c *Cluster) Len() int { return c.nodes.count }

// Instances returns the instances in the order in which they were added.
func (c *Cluster) Instances() []InstanceID {
	slots := make([]int32, 0, c.nodes.count)
	for slot := range c.nodes.state {
		if c.nodes.state[slot]&nodeUsed != 0 {
			slots = append(slots, int32(slot))
		}
	}
	c.sortByOrder(slots)
	ids := make([]InstanceID, len(slots))
	for i, slot := range slots {
		ids[i] = c.idOf(slot)
	}
	return ids
}

func (c *Cluster) sortByOrder(slots []int32) {
	if slices.IsSortedFunc(slots, c.compareOrder) {
		return // as long as no slot was used twice
	}
	slices.SortFunc(slots, c.compareOrder)
}

func (c *Cluster) compareOrder(a, b int32) int {
	switch {
	case c.nodes.order[a] < c.nodes.order[b]:
		return -1
	case c.nodes.order[a] > c.nodes.order[b]:
		return 1
	}
	return 0
}

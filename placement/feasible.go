package placement

import (
	"slices"

	"github.com/ecskit/ecskit/cql"
)

// Whether classes meet what a job asks of them.
const (
	classUnknown uint8 = iota
	classMeets
	classFails
)

// fits reports whether an instance takes a task of the job now.
func (c *Cluster) fits(s *jobState, j *compiled, slot int32) bool {
	if !c.nodes.free[slot].covers(j.need) || c.nodes.state[slot] != nodeReady {
		return false
	}
	class := c.nodes.class[slot]
	if known := int(class) < len(s.classes) && s.classes[class] == classMeets; !known && !c.classFits(s, j, class) {
		return false
	}
	if j.simple() {
		return true
	}
	return c.fitsRest(j, slot)
}

// simple reports whether resources and class decide.
func (j *compiled) simple() bool {
	return j.ports == nil && j.share == 0 && !j.distinct && j.dynamic == nil
}

func (c *Cluster) fitsRest(j *compiled, slot int32) bool {
	if j.ports != nil && !portsFit(c.nodes.ports[slot], j.ports) {
		return false
	}
	if j.share > 0 {
		if _, ok := pickShare(c.devicesOf(slot), j.share); !ok {
			return false
		}
	}
	if j.distinct && c.countOn(j.group, slot) > 0 {
		return false
	}
	return j.dynamic == nil || c.meets(j.dynamic, slot, 0, "")
}

// classFits reports whether a class meets what the job asks of it.
func (c *Cluster) classFits(s *jobState, j *compiled, class int32) bool {
	if n := int(class) + 1 - len(s.classes); n > 0 {
		c.makeRoom(s, n)
		s.classes = append(s.classes, make([]uint8, n)...)
	}
	if s.classes[class] == classUnknown {
		s.classes[class] = classFails
		if c.classMeets(j, class) {
			s.classes[class] = classMeets
		}
	}
	return s.classes[class] == classMeets
}

// perInstance is how many bytes for each instance jobs may remember of classes; the
// least for a cluster is that of a thousand instances.
const perInstance = 16

// makeRoom counts bytes that a job is going to remember of classes, and lets all
// others forget theirs when that is too much. Only jobs that read an attribute
// which differs from instance to instance come to that.
func (c *Cluster) makeRoom(s *jobState, n int) {
	c.remembered += n
	if c.remembered <= perInstance*max(c.nodes.count, 1000) {
		return
	}
	for _, other := range c.state {
		if other != nil && other != s {
			c.remembered -= len(other.classes)
			other.classes, other.mask, other.masked = nil, 0, 0
		}
	}
}

func (c *Cluster) classMeets(j *compiled, class int32) bool {
	k := &c.classes.list[class]
	if j.spec.CapacityProvider != "" && j.spec.CapacityProvider != k.provider {
		return false
	}
	if j.spec.Zones != nil && !inZone(k, j.spec.Zones) {
		return false
	}
	for _, name := range j.required {
		if _, ok := k.attributes[name]; !ok {
			return false
		}
	}
	in := cql.Instance{AgentVersion: k.version, Attributes: k.attributes}
	for _, e := range j.static {
		if !e.Match(&in) {
			return false
		}
	}
	return true
}

func inZone(k *class, zones []string) bool {
	zone, ok := k.attributes[zoneAttribute]
	return ok && slices.Contains(zones, zone)
}

// instance fills the working memory with what an expression can read of an
// instance, as if more tasks of a group ran there.
func (c *Cluster) instance(slot, more int32, group string) *cql.Instance {
	in := &c.scratch.match
	k := &c.classes.list[c.nodes.class[slot]]
	in.EC2InstanceID, in.AgentVersion, in.Attributes = c.nodes.ec2ID[slot], k.version, k.attributes
	in.AgentConnected = c.nodes.state[slot]&nodeAgent != 0
	in.RegisteredAt = timeFrom(c.nodes.since[slot])
	in.RunningTasks = int(c.nodes.running[slot] + more)
	in.TaskGroups = c.scratch.groups[:0]
	if more > 0 {
		in.TaskGroups = append(in.TaskGroups, group)
	}
	for t := c.nodes.firstTask[slot]; t != none; t = c.tasks.list[t].next {
		if c.tasks.list[t].flags&taskStopping != 0 {
			continue
		}
		name := c.groups.name[c.jobs[c.tasks.list[t].job].group]
		if !slices.Contains(in.TaskGroups, name) {
			in.TaskGroups = append(in.TaskGroups, name)
		}
	}
	c.scratch.groups = in.TaskGroups
	return in
}

// meets reports whether an instance meets expressions, as if more tasks of a group
// ran there.
func (c *Cluster) meets(exprs []*cql.Expr, slot, more int32, group string) bool {
	in := c.instance(slot, more, group)
	for _, e := range exprs {
		if !e.Match(in) {
			return false
		}
	}
	return true
}

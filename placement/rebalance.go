package placement

import "errors"

// Move is a step of rebalancing: a task is started in another zone, and when it
// is healthy the old one is stopped.
type Move struct {
	Task TaskID     // that is stopped
	To   InstanceID // where another is started first
}

// AppendRebalance appends what Availability Zone rebalancing does for the job's
// group: starts in the zone with the fewest tasks and stops in the zone with the
// most, until the zones that take tasks differ by at most one. Nothing is
// changed. Zones without an instance that takes the task are left out, as far as
// they do; protected tasks stay.
//
// That balanced means a difference of at most one is inferred, and so is that a
// start goes to the instance of the zone with the fewest tasks, whatever the
// strategy behind the zone spread. The service must be one that ECS rebalances; see
// the page for which are.
// It works on a copy of the cluster, the memory of which it keeps for the next
// time, and looks at every instance twice for each move.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
func (c *Cluster) AppendRebalance(dst []Move, j Job) []Move {
	if _, ok := c.resolve(j); !ok {
		return dst
	}
	if c.scratch.branch == nil {
		c.scratch.branch = new(Cluster)
	}
	b := c.scratch.branch
	b.CopyFrom(c)
	spec, _ := b.resolve(j)
	attr := b.attributeNumber(zoneAttribute)
	for limit := b.tasks.count; limit > 0; limit-- {
		m, err := b.moveOnce(spec, attr)
		if err != nil {
			break
		}
		dst = append(dst, m)
	}
	return dst
}

var errBalanced = errors.New("placement: balanced")

// moveOnce makes one move on the branch.
func (c *Cluster) moveOnce(j *compiled, attr int32) (Move, error) {
	to := c.emptiestZone(j, attr)
	if to == none {
		return Move{}, errBalanced
	}
	victim := c.fullestZone(j, attr, c.valueOf(attr, c.nodes.class[to]))
	if victim == none {
		return Move{}, errBalanced
	}
	move := Move{c.taskID(victim), c.idOf(to)}
	if _, err := c.commit(j, to); err != nil {
		return Move{}, err
	}
	slot := c.tasks.list[victim].instance
	c.release(victim)
	c.changed(slot)
	return move, nil
}

// emptiestZone returns the instance on which the task would be started: in the
// zone with the fewest tasks that has one, and there by [Cluster.emptier].
func (c *Cluster) emptiestZone(j *compiled, attr int32) int32 {
	s := c.stateOf(j)
	best, least := int32(none), int32(0)
	counts := c.countsBy(j.group, attr)
	for slot := range int32(len(c.nodes.state)) {
		if !c.fits(s, j, slot) {
			continue
		}
		if _, zoned := c.classes.list[c.nodes.class[slot]].attributes[zoneAttribute]; !zoned {
			continue
		}
		n := countAt(counts, c.valueOf(attr, c.nodes.class[slot]))
		if best == none || n < least || n == least && c.emptier(j, slot, best) {
			best, least = slot, n
		}
	}
	return best
}

func countAt(counts []int32, value int32) int32 {
	if int(value) >= len(counts) {
		return 0
	}
	return counts[value]
}

// emptier orders instances of one zone: fewest tasks of the group, then the first
// added.
func (c *Cluster) emptier(j *compiled, a, b int32) bool {
	na, nb := c.countOn(j.group, a), c.countOn(j.group, b)
	if na != nb {
		return na < nb
	}
	return c.nodes.order[a] < c.nodes.order[b]
}

// fullestZone returns the task that is stopped: in the zone with the most tasks, if
// that has at least two more than the other, on the instance with the most.
func (c *Cluster) fullestZone(j *compiled, attr, other int32) int32 {
	counts := c.countsBy(j.group, attr)
	victim, most, on := int32(none), countAt(counts, other)+1, int32(0)
	for slot := range int32(len(c.nodes.state)) {
		if c.nodes.state[slot]&nodeUsed == 0 {
			continue
		}
		value := c.valueOf(attr, c.nodes.class[slot])
		if value == other || value == c.groups.attrs[attr].missing {
			continue
		}
		n := countAt(counts, value)
		if n <= most && (victim == none || n < most) {
			continue
		}
		t := c.unprotected(j.group, slot, 0)
		if t == none {
			continue
		}
		if count := c.countOn(j.group, slot); n > most || count > on || count == on && c.nodes.order[slot] > c.nodes.order[c.tasks.list[victim].instance] {
			victim, most, on = t, n, count
		}
	}
	return victim
}

// unprotected returns the newest task of a group on an instance that may be stopped,
// behind so many newer ones, none if there is none.
func (c *Cluster) unprotected(group, slot, newer int32) int32 {
	for t := c.nodes.firstTask[slot]; t != none; t = c.tasks.list[t].next {
		if !c.counts(t, group) || c.tasks.list[t].flags&taskProtected != 0 {
			continue
		}
		if newer == 0 {
			return t
		}
		newer--
	}
	return none
}

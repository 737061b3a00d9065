package placement

import (
	"math"
	"math/rand/v2"
	"slices"
)

// AppendVictims appends the tasks of the job's group that ECS stops when the
// service wants n fewer, in the order in which they are chosen. Nothing is
// changed. Protected and stopping tasks are passed over; when there are not enough
// others, fewer are appended.
//
// The choice is the strategy's in reverse, one task after the other: spread takes
// from the largest count, binpack from the instance that will have the most left,
// random from any. Without a strategy that is: zones with the most tasks, there
// the instances with the most. AWS documents this for the Availability Zone and
// binpack; for other attributes and for chains it is inferred. Ties between
// instances go to the one added last, and on an instance the newest task goes
// first [our choice].
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html
//
// It takes n passes over the instances that have such tasks, and does not allocate
// when dst has room and its working memory has grown.
func (c *Cluster) AppendVictims(dst []TaskID, j Job, n int) []TaskID {
	spec, ok := c.resolve(j)
	if !ok || n <= 0 {
		return dst
	}
	v := victims{c: c, j: spec, rng: c.rng}
	v.collect()
	for range n {
		i := v.pick()
		if i < 0 {
			break
		}
		dst = append(dst, v.take(i))
	}
	v.keep()
	return dst
}

// victims is a choice under way: the instances that have tasks to stop, and what
// the tasks chosen so far leave of the counts. Its slices are the cluster's
// working memory.
type victims struct {
	c     *Cluster
	j     *compiled
	slots []int32
	left  []int32     // tasks of the group on each of the slots
	taken []int32     // tasks chosen on each of the slots
	back  []Resources // what those give back on each of the slots
	ties  []int32     // of a pick, by place in slots
	rng   rand.PCG    // a copy: the cluster goes on as if nothing had been asked
}

func (v *victims) collect() {
	c := v.c
	v.slots, v.left, v.taken, v.back = c.scratch.slots[:0], c.scratch.counts[:0], c.scratch.taken[:0], c.scratch.back[:0]
	v.ties = c.scratch.ties
	for slot := range int32(len(c.nodes.state)) {
		if c.nodes.state[slot]&nodeUsed == 0 {
			continue
		}
		if count := c.countOn(v.j.group, slot); count > 0 {
			v.slots, v.left, v.taken, v.back = append(v.slots, slot), append(v.left, count), append(v.taken, 0), append(v.back, Resources{})
		}
	}
	for i, r := range v.j.rules {
		if r.kind == spreadAttribute {
			c.scratch.values[i] = append(c.scratch.values[i][:0], c.countsBy(v.j.group, r.attr)...)
		}
	}
}

func (v *victims) keep() {
	v.c.scratch.slots, v.c.scratch.counts, v.c.scratch.taken, v.c.scratch.back = v.slots, v.left, v.taken, v.back
	v.c.scratch.ties = v.ties
}

// candidate returns the newest task of the instance that may be stopped and was
// not chosen, none if there is none.
func (v *victims) candidate(i int) int32 {
	return v.c.unprotected(v.j.group, v.slots[i], v.taken[i])
}

// pick returns the instance from which the next task is stopped, -1 if there is
// none.
func (v *victims) pick() int {
	var best [MaxStrategies]int64
	v.ties = v.ties[:0]
	for i := range v.slots {
		t := v.candidate(i)
		if t == none {
			continue
		}
		switch v.compare(i, t, &best) {
		case 1:
			v.ties = append(v.ties[:0], int32(i))
		case 0:
			v.ties = append(v.ties, int32(i))
		}
	}
	return v.breakTie()
}

// compare compares stopping task t on instance i with the best keys so far, which
// it replaces when it is better: larger keys are.
func (v *victims) compare(i int, t int32, best *[MaxStrategies]int64) int {
	result := 0
	if len(v.ties) == 0 {
		result = 1
	}
	for k, r := range v.j.rules {
		if r.kind == randomRule {
			break
		}
		key := v.key(k, i, t)
		if result == 0 && key < best[k] {
			return -1
		}
		if result == 0 && key > best[k] {
			result = 1
		}
		if result > 0 {
			best[k] = key
		}
	}
	return result
}

// breakTie chooses one of the instances that the rules find equal: at random, or
// the one added last.
func (v *victims) breakTie() int {
	if len(v.ties) == 0 {
		return -1
	}
	order := v.c.nodes.order
	if v.j.drawsLots() && len(v.ties) > 1 {
		slices.SortFunc(v.ties, func(a, b int32) int { return v.c.compareOrder(v.slots[a], v.slots[b]) })
		return int(v.ties[below(&v.rng, len(v.ties))])
	}
	newest := v.ties[0]
	for _, i := range v.ties[1:] {
		if order[v.slots[i]] > order[v.slots[newest]] {
			newest = i
		}
	}
	return int(newest)
}

// key is what rule k of the job says of stopping task t on instance i.
func (v *victims) key(k, i int, t int32) int64 {
	c, slot, r := v.c, v.slots[i], v.j.rules[k]
	need := c.jobs[c.tasks.list[t].job].need
	switch r.kind {
	case spreadInstance:
		return int64(v.left[i])
	case binpackCPU:
		return int64(c.nodes.free[slot].CPU) + int64(v.back[i].CPU) + int64(need.CPU)
	case binpackMemory:
		return int64(c.nodes.free[slot].Memory) + int64(v.back[i].Memory) + int64(need.Memory)
	}
	value := c.valueOf(r.attr, c.nodes.class[slot])
	if v.j.spec.MissingLast && value == c.groups.attrs[r.attr].missing {
		return math.MaxInt64
	}
	return int64(c.scratch.values[k][value])
}

// take chooses the next task of instance i.
func (v *victims) take(i int) TaskID {
	c, t := v.c, v.candidate(i)
	v.left[i]--
	v.taken[i]++
	need := c.jobs[c.tasks.list[t].job].need
	v.back[i].CPU += need.CPU
	v.back[i].Memory += need.Memory
	for k, r := range v.j.rules {
		if r.kind == spreadAttribute {
			c.scratch.values[k][c.valueOf(r.attr, c.nodes.class[v.slots[i]])]--
		}
	}
	return c.taskID(t)
}

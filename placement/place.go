package placement

import (
	"cmp"
	"math"
)

// Place places n tasks, one after the other, each where the tasks before it make
// it go, and appends where; n below 1 places none. When an instance for one of them
// is missing it stops and returns ErrNoFit with what was placed. A Place that fails
// again while nothing was freed or added is answered at once.
//
// It does not allocate when dst has room and the cluster has held as many tasks
// before, but for what is dropped at a bound and made again: an order of instances,
// when jobs want more than four; what is known of instances, when many jobs read an
// attribute that differs from instance to instance; the values of an attribute that
// come and go.
//
// In series or interleaved with other jobs a placement is logarithmic in practice,
// times the values of the attributes that the job spreads over. The worst case is
// linear: no instance that has the CPU also has the memory; a spread over
// instances stands behind a binpack that finds many instances equal, each with
// tasks of the group; lots are drawn, by the random strategy or among ties; or
// jobs want more than four different orders at once.
func (c *Cluster) Place(dst []Placement, j Job, n int) ([]Placement, error) {
	spec, ok := c.resolve(j)
	if !ok {
		return dst, ErrForeignJob
	}
	s := c.stateOf(spec)
	for range n {
		slot := c.choose(s, spec)
		if slot == none {
			return dst, ErrNoFit
		}
		task, err := c.commit(spec, slot)
		if err != nil {
			return dst, err
		}
		dst = append(dst, Placement{c.taskID(task), c.idOf(slot)})
	}
	return dst, nil
}

// choose returns the slot for the next task, none if there is none.
func (c *Cluster) choose(s *jobState, j *compiled) int32 {
	// A placement of another task lets nothing fit that did not, but for an expression
	// that reads what runs on an instance.
	now := c.gains + 1
	if j.dynamic != nil {
		now = c.seq + 1
	}
	if s.failed == now {
		return none
	}
	slot := int32(none)
	if x := c.indexOfJob(s, j); x != nil {
		slot = c.chooseIndexed(s, j, x)
	} else {
		slot = c.chooseFlat(s, j)
	}
	if slot == none {
		s.failed = now
	}
	return slot
}

// indexOfJob returns the index for a job, nil when it is to be scanned for.
func (c *Cluster) indexOfJob(s *jobState, j *compiled) *index {
	flat := c.flat
	if flat == 0 {
		flat = defaultFlat
	}
	if j.shape == irregular || c.nodes.count <= flat {
		return nil
	}
	if s.part == none {
		s.part = c.partitionOf(j.attrs)
	}
	for _, x := range c.indexes {
		if x.part == s.part && x.shape == j.shape {
			x.used = c.seq
			return x
		}
	}
	return c.newIndex(s.part, j.shape)
}

// chooseIndexed chooses by the index: the first instance that fits of each bucket
// that may be best, and the best of those.
func (c *Cluster) chooseIndexed(s *jobState, j *compiled, x *index) int32 {
	var column []uint16
	if j.counted != none {
		if column = c.columnOf(j.group); column == nil {
			return c.chooseFlat(s, j)
		}
	}
	c.sync(s, j, column)
	if len(s.buckets) == 0 {
		c.refresh(x) // gives every class its bucket
	}
	p := &c.groups.partials[s.part]
	switch n := len(p.values); {
	case n > maxBuckets:
		s.buckets = nil
		c.dropIndexes(s.part)
		return c.chooseFlat(s, j)
	case n > len(s.buckets):
		s.bucketFor(int32(n - 1))
	}
	var counts [MaxStrategies][]int32
	for i, attr := range j.attrs {
		counts[i] = c.countsBy(j.group, attr)
	}
	best, slot := int32(none), int32(none)
	for b := range int32(len(s.buckets)) {
		st := &s.buckets[b]
		unknown := st.first.slot == none
		if unknown && st.floor == end() {
			continue
		}
		order := -1
		if best != none {
			if order = c.compareBuckets(j, p, &counts, b, best); order > 0 {
				continue
			}
		}
		if unknown && !c.seek(s, j, x, column, b) {
			continue
		}
		if order == 0 {
			other := &s.buckets[best]
			if j.mixed() && !c.firstBefore(s, j, p, &counts, b, best) || !j.mixed() && !st.first.at.before(other.first.at) {
				continue
			}
		}
		best, slot = b, st.first.slot
	}
	return slot
}

// compareBuckets orders buckets by their counts, in the spreads before all keys.
func (c *Cluster) compareBuckets(j *compiled, p *partition, counts *[MaxStrategies][]int32, a, b int32) int {
	va, vb := p.values[a], p.values[b]
	for i, attr := range j.attrs[:j.spreads] {
		if va[i] == vb[i] {
			continue
		}
		na, nb := c.valueCount(j, counts[i], attr, va[i]), c.valueCount(j, counts[i], attr, vb[i])
		if na != nb {
			if na < nb {
				return -1
			}
			return 1
		}
	}
	return 0
}

// firstBefore reports whether the first instance of bucket a comes before that of
// b, by what follows in the chain on the spreads before all keys.
func (c *Cluster) firstBefore(s *jobState, j *compiled, p *partition, counts *[MaxStrategies][]int32, a, b int32) bool {
	ma, mb := s.buckets[a].first.at, s.buckets[b].first.at
	attr, key := j.spreads, 0
	for _, r := range j.rules[j.spreads:] {
		order := 0
		if r.kind == spreadAttribute {
			na, nb := c.valueCount(j, counts[attr], r.attr, p.values[a][attr]), c.valueCount(j, counts[attr], r.attr, p.values[b][attr])
			order = cmp.Compare(na, nb)
			attr++
		} else {
			order = cmp.Compare(ma.part(key), mb.part(key))
			key++
		}
		if order != 0 {
			return order < 0
		}
	}
	return ma.order() < mb.order()
}

// valueCount is what a value counts for a spread: its tasks, or more than any
// when instances without the attribute come last.
func (c *Cluster) valueCount(j *compiled, counts []int32, attr, value int32) int64 {
	if j.spec.MissingLast && value == c.groups.attrs[attr].missing {
		return math.MaxInt64
	}
	if int(value) >= len(counts) {
		return 0
	}
	return int64(counts[value])
}

// chooseFlat looks at every instance.
func (c *Cluster) chooseFlat(s *jobState, j *compiled) int32 {
	var counts [MaxStrategies][]int32
	for i, r := range j.rules {
		if r.kind == spreadAttribute {
			counts[i] = c.countsBy(j.group, r.attr)
		}
	}
	tied := c.scratch.slots[:0]
	var best [MaxStrategies]int64
	for slot := range int32(len(c.nodes.state)) {
		if !c.fits(s, j, slot) {
			continue
		}
		switch c.compareKeys(j, &counts, slot, &best, len(tied) == 0) {
		case -1:
			tied = append(tied[:0], slot)
		case 0:
			tied = append(tied, slot)
		}
	}
	c.scratch.slots = tied
	return c.breakTie(j, tied)
}

// compareKeys compares an instance with the best keys so far, which it replaces
// when it is better.
func (c *Cluster) compareKeys(j *compiled, counts *[MaxStrategies][]int32, slot int32, best *[MaxStrategies]int64, first bool) int {
	result := 0
	if first {
		result = -1
	}
	for i, r := range j.rules {
		if r.kind == randomRule {
			break
		}
		key := c.ruleKey(j, r, counts[i], slot)
		if result == 0 && key > best[i] {
			return 1
		}
		if result == 0 && key < best[i] {
			result = -1
		}
		if result < 0 {
			best[i] = key
		}
	}
	return result
}

func (c *Cluster) ruleKey(j *compiled, r rule, counts []int32, slot int32) int64 {
	switch r.kind {
	case binpackCPU:
		return int64(c.nodes.free[slot].CPU)
	case binpackMemory:
		return int64(c.nodes.free[slot].Memory)
	case spreadInstance:
		return int64(c.countOn(j.group, slot))
	}
	return c.valueCount(j, counts, r.attr, c.valueOf(r.attr, c.nodes.class[slot]))
}

// breakTie chooses one of the instances that the rules find equal.
func (c *Cluster) breakTie(j *compiled, tied []int32) int32 {
	switch {
	case len(tied) == 0:
		return none
	case len(tied) == 1:
		return tied[0]
	}
	if j.drawsLots() {
		c.sortByOrder(tied)
		return tied[c.below(len(tied))]
	}
	first := tied[0]
	for _, slot := range tied[1:] {
		if c.nodes.order[slot] < c.nodes.order[first] {
			first = slot
		}
	}
	return first
}

// AppendCandidates appends the instances that would take a task of the job now, in
// the order in which they were added, and does not choose. It is what a scheduler
// of one's own starts from; [Cluster.Assign] puts a task where it decides.
func (c *Cluster) AppendCandidates(dst []InstanceID, j Job) []InstanceID {
	spec, ok := c.resolve(j)
	if !ok {
		return dst
	}
	for _, slot := range c.candidates(spec) {
		dst = append(dst, c.idOf(slot))
	}
	return dst
}

// candidates returns the instances that take the job, in the order in which they
// were added. The slice is working memory of the cluster.
func (c *Cluster) candidates(j *compiled) []int32 {
	s := c.stateOf(j)
	slots := c.scratch.slots[:0]
	for slot := range int32(len(c.nodes.state)) {
		if c.fits(s, j, slot) {
			slots = append(slots, slot)
		}
	}
	c.sortByOrder(slots)
	c.scratch.slots = slots
	return slots
}

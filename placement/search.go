package placement

// jobState is what placement remembers of a job. It is void when more than
// logSize instances changed since.
type jobState struct {
	classes []uint8 // whether classes meet the job, by class
	buckets []bucketState
	seq     uint64 // changes that it knows of
	failed  uint64 // gains (seq for a job that reads instances) at which nothing fitted, plus one; 0 for never
	part    int32  // none before the first search
	mask    uint64 // bits of the classes that meet the job, modulo 64
	masked  int    // how many classes mask knows
}

func (c *Cluster) stateOf(j *compiled) *jobState {
	s := c.state[j.number]
	if s == nil {
		s = &jobState{part: none}
		c.state[j.number] = s
	}
	return s
}

// sync brings the state up to date with the changes since it was looked at.
func (c *Cluster) sync(s *jobState, j *compiled, column []uint16) {
	if c.seq-s.seq > logSize || len(s.buckets) == 0 {
		s.buckets = s.buckets[:0]
		s.seq = c.seq
		return
	}
	for ; s.seq < c.seq; s.seq++ {
		if slot := c.log[s.seq%logSize]; slot != none {
			c.note(s, j, column, slot)
		}
	}
}

// note takes a change of an instance into account.
func (c *Cluster) note(s *jobState, j *compiled, column []uint16, slot int32) {
	used := c.nodes.state[slot]&nodeUsed != 0
	b := int32(none)
	switch {
	case used && len(j.attrs) == 0:
		b = 0
	case used:
		if b = c.groups.partials[s.part].known(c.nodes.class[slot]); b == none {
			b = c.bucket(s.part, c.nodes.class[slot])
		}
	}
	// It may have been a candidate of another bucket, before an attribute changed or
	// the slot was used again.
	for i := range s.buckets {
		if int32(i) != b {
			s.buckets[i].leave(slot)
		}
	}
	if !used {
		return
	}
	st := s.bucketFor(b)
	if c.nodes.free[slot].covers(j.need) { // often it does not, which is known at one look
		if at := c.markOf(j, column, slot); !st.floor.before(at) && c.fits(s, j, slot) {
			st.fit(candidate{slot, at})
			return
		}
	}
	st.leave(slot)
}

// seek finds the first instance of a bucket that fits, and reports whether there is
// one.
func (c *Cluster) seek(s *jobState, j *compiled, x *index, column []uint16, b int32) bool {
	st := &s.buckets[b]
	if len(x.dirty) > 0 {
		c.refresh(x)
	}
	if s.masked < len(c.classes.list) {
		c.updateMask(s, j)
	}
	found := false
	switch {
	case int(b) >= len(x.lists) || len(x.lists[b].blocks) == 0:
	case j.counted == none:
		found = c.seekByKey(s, j, &x.lists[b], st)
	case j.counted == 0:
		found = c.seekByCount(s, j, &x.lists[b], column, st)
	default:
		found = c.seekAmongEqual(s, j, &x.lists[b], column, st)
	}
	if !found {
		st.floor = end()
	}
	return found
}

// updateMask takes classes into account that came since.
func (c *Cluster) updateMask(s *jobState, j *compiled) {
	for ; s.masked < len(c.classes.list); s.masked++ {
		if class := int32(s.masked); c.classFits(s, j, class) {
			s.mask |= classBit(class)
		}
	}
}

// from returns the place from which a search goes on: the floor, or where the
// instances begin that have enough free for the first key.
func (j *compiled) from(floor mark) mark {
	least := int64(0)
	switch j.keys[0] {
	case binpackCPU:
		least = int64(j.need.CPU) << 32
	case binpackMemory:
		least = int64(j.need.Memory) << 32
	}
	if floor.key < least {
		return mark{least, 0}
	}
	return floor
}

// seekByKey looks for the first instance from the floor on that fits, in the order
// of the index.
func (c *Cluster) seekByKey(s *jobState, j *compiled, list *sorted, st *bucketState) bool {
	from := st.floor
	if len(j.keys) > 0 {
		from = j.from(from)
	}
	i := list.blockOf(from.key, from.order())
	at := list.blocks[i].position(from.key, from.order())
	for ; i < len(list.blocks); i, at = i+1, 0 {
		b := list.blocks[i]
		if !b.mayHold(j.need, s.mask) {
			continue
		}
		for k := at; k < b.n; k++ {
			if e := &b.entries[k]; c.fits(s, j, e.slot) {
				st.found(candidate{e.slot, mark{e.key, uint64(e.order)}})
				return true
			}
		}
		if at == 0 {
			c.tighten(b)
		}
	}
	return false
}

// tighten makes a block say what it has: a search went through it in vain.
func (c *Cluster) tighten(b *block) {
	b.most, b.classes = nothing(), 0
	for k := range b.n {
		b.add(c.offer(b.entries[k].slot))
	}
}

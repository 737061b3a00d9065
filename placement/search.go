package placement

// jobState is what placement remembers of a job. It is void when more than
// logSize instances changed since.
type jobState struct {
	classes []uint8 // whether classes meet the job, by class
	buckets []bucketState
	seq     uint64 // changes that it knows of
	failed  uint64 // gains (seq for a job that reads instances) at which nothing fitted, plus one; 0 for never
	part    int32  // none before the first search
	epoch   uint32
	known   uint32 // epoch of buckets
	mask    uint64 // bits of the classes that meet the job, modulo 64
	masked  int    // how many classes mask knows
	maskAt  uint32 // epoch of mask
}

func (c *Cluster) stateOf(j *compiled) *jobState {
	s := c.state[j.number]
	if s == nil {
		s = &jobState{part: none, epoch: c.epoch}
		c.state[j.number] = s
	}
	return s
}

// keyOf returns the key of an instance for a job, with what the index does not
// know: how many of the group's tasks run there.
func (c *Cluster) keyOf(j *compiled, column []uint16, slot int32) int32 {
	if j.shape == shapeInstance {
		return int32(column[slot])
	}
	return c.orderKey(j.shape, slot)
}

// sync brings the state up to date with the changes since it was looked at.
func (c *Cluster) sync(s *jobState, j *compiled, column []uint16) {
	if c.seq-s.seq > logSize || s.known != c.epoch || s.buckets == nil {
		s.buckets = s.buckets[:0]
		s.known = c.epoch
		s.seq = c.seq
		return
	}
	last := int32(none)
	for ; s.seq < c.seq; s.seq++ {
		slot := c.log[s.seq%logSize]
		if slot == last {
			continue // the same instance, looked at as it is now
		}
		last = slot
		c.note(s, j, column, slot)
	}
}

// note takes a change of an instance into account.
func (c *Cluster) note(s *jobState, j *compiled, column []uint16, slot int32) {
	used := c.nodes.state[slot]&nodeUsed != 0
	b := int32(none)
	switch {
	case used && j.spreads == 0:
		b = 0
	case used:
		b = c.bucket(s.part, c.nodes.class[slot])
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
	if !c.nodes.free[slot].covers(j.need) { // the usual case, at the cost of one look
		st.leave(slot)
		return
	}
	at := mark{c.keyOf(j, column, slot), c.nodes.order[slot]}
	if st.floor.before(at) || !c.fits(s, j, slot) {
		st.leave(slot)
		return
	}
	st.fit(candidate{slot, at})
}

// seek finds the first instance of a bucket that fits, if it is not known.
func (c *Cluster) seek(s *jobState, j *compiled, x *index, column []uint16, b int32) *bucketState {
	st := s.bucketFor(b)
	if st.first.slot != none || st.floor == end() {
		return st
	}
	if len(x.dirty) > 0 || x.epoch != c.epoch {
		c.refresh(x)
	}
	if s.masked < len(c.classes.list) || s.maskAt != c.epoch {
		c.updateMask(s, j)
	}
	if int(b) >= len(x.lists) {
		st.floor = end()
		return st
	}
	found := false
	if j.shape == shapeInstance {
		found = c.seekByCount(s, j, &x.lists[b], column, st)
	} else {
		found = c.seekByKey(s, j, &x.lists[b], st)
	}
	if !found {
		st.floor = end()
	}
	return st
}

// updateMask takes classes into account that came since.
func (c *Cluster) updateMask(s *jobState, j *compiled) {
	if s.maskAt != c.epoch {
		s.mask, s.masked, s.maskAt = 0, 0, c.epoch
	}
	for ; s.masked < len(c.classes.list); s.masked++ {
		if class := int32(s.masked); c.classFits(s, j, class) {
			s.mask |= classBit(class)
		}
	}
}

// seekByKey looks for the first instance from the floor on that fits.
func (c *Cluster) seekByKey(s *jobState, j *compiled, list *sorted, st *bucketState) bool {
	if len(list.blocks) == 0 {
		return false
	}
	from := st.floor
	// What has less free than the task needs stands before this.
	switch j.shape {
	case shapeCPU:
		from.key = max(from.key, j.need.CPU)
	case shapeMemory:
		from.key = max(from.key, j.need.Memory)
	}
	if from.key != st.floor.key {
		from.order = 0
	}
	i := list.blockOf(from.key, from.order)
	at := list.blocks[i].position(from.key, from.order)
	for ; i < len(list.blocks); i, at = i+1, 0 {
		b := list.blocks[i]
		if !b.mayHold(j.need, s.mask) {
			continue
		}
		for k := at; k < b.n; k++ {
			if e := &b.entries[k]; c.fits(s, j, e.slot) {
				st.found(candidate{e.slot, mark{e.key, e.order}})
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

// seekByCount looks for the instance that fits with the fewest tasks of the group
// and, of those, the one added first. The floor says up to where the instances of
// its count were looked at.
func (c *Cluster) seekByCount(s *jobState, j *compiled, list *sorted, column []uint16, st *bucketState) bool {
	if st.floor.key >= 0 {
		if c.scanCount(s, j, list, column, st, st.floor) {
			return true
		}
	}
	// Nothing of that count is left: find the least count of all.
	best := candidate{none, end()}
	for _, b := range list.blocks {
		if !b.mayHold(j.need, s.mask) {
			continue
		}
		for k := range b.n {
			if e := &b.entries[k]; int32(column[e.slot]) < best.at.key && c.fits(s, j, e.slot) {
				best = candidate{e.slot, mark{int32(column[e.slot]), e.order}}
			}
		}
		if best.slot == none {
			c.tighten(b)
		}
	}
	if best.slot == none {
		return false
	}
	st.found(best)
	return true
}

// near returns where in an order by addition a place stands: where the last search
// ended, as long as nothing was inserted or removed before.
func (s *sorted) near(st *bucketState, from mark) (block, place int) {
	if b := int(st.block); b < len(s.blocks) && int(st.place) < s.blocks[b].n && s.blocks[b].entries[st.place].order == from.order {
		return b, int(st.place)
	}
	i := s.blockOf(0, from.order)
	return i, s.blocks[i].position(0, from.order)
}

// scanCount looks for an instance of one count from a place on.
func (c *Cluster) scanCount(s *jobState, j *compiled, list *sorted, column []uint16, st *bucketState, from mark) bool {
	if len(list.blocks) == 0 {
		return false
	}
	i, at := list.near(st, from)
	for ; i < len(list.blocks); i, at = i+1, 0 {
		b := list.blocks[i]
		if !b.mayHold(j.need, s.mask) {
			continue
		}
		for k := at; k < b.n; k++ {
			e := &b.entries[k]
			if int32(column[e.slot]) == from.key && c.fits(s, j, e.slot) {
				st.found(candidate{e.slot, mark{from.key, e.order}})
				st.block, st.place = int32(i), int32(k)
				return true
			}
		}
	}
	return false
}

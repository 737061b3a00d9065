package placement

import "math"

// The searches of jobs that count the tasks of their group on an instance. The
// index does not know those counts: each job has others.

// seekByCount looks for the instance that fits with the fewest tasks of the group
// and, of those, the first in the order of the index. Of the floor's count all
// before it were looked at.
func (c *Cluster) seekByCount(s *jobState, j *compiled, list *sorted, column []uint16, st *bucketState) bool {
	fewest := int64(0)
	if st.floor != beginning() {
		if c.scanCount(s, j, list, column, st) {
			return true
		}
		fewest = st.floor.part(0) + 1
	}
	// Nothing of that count is left: find the least count of all.
	best, least := int32(none), int64(math.MaxInt64)
	for _, b := range list.blocks {
		if !b.mayHold(j.need, s.mask) {
			continue
		}
		for k := range b.n {
			e := &b.entries[k]
			if n := int64(column[e.slot]); n < least && c.fits(s, j, e.slot) {
				if best, least = e.slot, n; n <= fewest {
					st.found(candidate{best, c.markOf(j, column, best)})
					return true
				}
			}
		}
		if best == none {
			c.tighten(b)
		}
	}
	if best == none {
		return false
	}
	st.found(candidate{best, c.markOf(j, column, best)})
	return true
}

// scanCount looks for an instance of the floor's count from the floor on.
func (c *Cluster) scanCount(s *jobState, j *compiled, list *sorted, column []uint16, st *bucketState) bool {
	count := st.floor.part(0)
	i, at := list.near(st)
	for ; i < len(list.blocks); i, at = i+1, 0 {
		b := list.blocks[i]
		if !b.mayHold(j.need, s.mask) {
			continue
		}
		for k := at; k < b.n; k++ {
			e := &b.entries[k]
			if int64(column[e.slot]) == count && c.fits(s, j, e.slot) {
				st.found(candidate{e.slot, c.markOf(j, column, e.slot)})
				st.block, st.place = int32(i), int32(k)
				return true
			}
		}
	}
	return false
}

// near returns where in the order of the index the floor of a search by count
// stands: where the last search ended, as long as nothing was inserted or removed
// before.
func (s *sorted) near(st *bucketState) (block, place int) {
	key, order := st.floor.part(1)<<32|st.floor.part(2), st.floor.order()
	if b := int(st.block); b < len(s.blocks) && int(st.place) < s.blocks[b].n {
		if e := &s.blocks[b].entries[st.place]; e.order == order && e.key == key {
			return b, int(st.place)
		}
	}
	i := s.blockOf(key, order)
	return i, s.blocks[i].position(key, order)
}

// seekAmongEqual looks for the first instances that are equal in the keys before
// the count, and that one fits of; among them for the one with the fewest tasks
// of the group. It looks no further than at one without any.
func (c *Cluster) seekAmongEqual(s *jobState, j *compiled, list *sorted, column []uint16, st *bucketState) bool {
	from := j.from(st.floor)
	shift := 32 * (2 - j.counted) // of what is equal, in a key of the index
	group, fewest := from.key>>shift, from.part(j.counted)
	best, at := int32(none), mark{}
	i := list.blockOf(group<<shift, 0)
	place := list.blocks[i].position(group<<shift, 0)
	for ; i < len(list.blocks); i, place = i+1, 0 {
		b := list.blocks[i]
		if !b.mayHold(j.need, s.mask) {
			continue
		}
		for k := place; k < b.n; k++ {
			e := &b.entries[k]
			if e.key>>shift != group {
				if best != none {
					st.found(candidate{best, at})
					return true
				}
				group, fewest = e.key>>shift, 0
			}
			if best != none && int64(column[e.slot]) >= at.part(j.counted) || !c.fits(s, j, e.slot) {
				continue
			}
			if best, at = e.slot, c.markOf(j, column, e.slot); at.part(j.counted) <= fewest {
				st.found(candidate{best, at})
				return true
			}
		}
		if best == none && place == 0 {
			c.tighten(b)
		}
	}
	if best == none {
		return false
	}
	st.found(candidate{best, at})
	return true
}

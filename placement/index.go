package placement

import "slices"

// index holds every instance, by bucket of a partition, in the order of a shape.
// It is brought up to date when it is searched: until then a change only marks
// the instance. One that leaves the cluster is taken out at once.
type index struct {
	part    int32
	shape   shape
	lists   []sorted // by bucket
	key     []int64  // of each slot, as it stands in its list
	bucket  []int32  // of each slot; none when it is in no list
	dirty   []int32  // slots that changed
	isDirty []uint64 // the same, as bits
	used    uint64   // seq at its last use
}

// maxIndexes bounds the memory of indexes, some 48 bytes for each instance and
// index. Jobs beyond are placed by a scan.
const maxIndexes = 4

func (x *index) mark(slot int32) {
	word, bit := int(slot/64), uint64(1)<<(slot%64)
	for word >= len(x.isDirty) {
		x.isDirty = append(x.isDirty, 0)
	}
	if x.isDirty[word]&bit == 0 {
		x.isDirty[word] |= bit
		x.dirty = append(x.dirty, slot)
	}
}

func (x *index) markAll(slots int) {
	for slot := range int32(slots) {
		x.mark(slot)
	}
}

// worthwhile is how many searches must have wanted an index before it is made:
// making one costs about as much as that many scans.
const worthwhile = 8

// newIndex makes an index, nil when it was not wanted often enough, when there are
// more buckets than one can serve, or when there are too many indexes already and
// all were used lately.
func (c *Cluster) newIndex(part int32, s shape) *index {
	p := &c.groups.partials[part]
	if p.misses[s]++; p.misses[s] <= worthwhile && c.flat >= 0 {
		return nil
	}
	for class := 0; class < len(c.classes.list) && !p.full(); class++ {
		if c.classes.list[class].uses > 0 {
			c.bucket(part, int32(class))
		}
	}
	if p.full() {
		return nil
	}
	var x *index
	if len(c.indexes) < maxIndexes {
		x = &index{}
		c.indexes = append(c.indexes, x)
	} else {
		for _, y := range c.indexes {
			if x == nil || y.used < x.used {
				x = y
			}
		}
		if c.seq-x.used < uint64(c.nodes.count) {
			return nil // making it again would cost more than scanning
		}
	}
	*x = index{part: part, shape: s, used: c.seq}
	x.markAll(len(c.nodes.state))
	return x
}

// dropIndexes gives back what the indexes of a partition take.
func (c *Cluster) dropIndexes(part int32) {
	c.indexes = slices.DeleteFunc(c.indexes, func(x *index) bool { return x.part == part })
}

// refresh brings the index up to date.
func (c *Cluster) refresh(x *index) {
	for n := len(c.nodes.state); len(x.bucket) < n; {
		x.bucket, x.key = append(x.bucket, none), append(x.key, 0)
	}
	for _, slot := range x.dirty {
		x.isDirty[slot/64] &^= 1 << (slot % 64)
		c.reindex(x, slot)
	}
	x.dirty = x.dirty[:0]
}

// forget takes an instance that leaves the cluster out of its list, by the order
// that its slot has until it is used again.
func (x *index) forget(slot int32, order uint32) {
	if int(slot) >= len(x.bucket) || x.bucket[slot] == none {
		return
	}
	x.lists[x.bucket[slot]].remove(x.key[slot], order)
	x.bucket[slot] = none
}

func (c *Cluster) reindex(x *index, slot int32) {
	bucket := int32(none)
	if c.nodes.state[slot]&nodeUsed != 0 {
		bucket = c.bucket(x.part, c.nodes.class[slot])
	}
	key, order := c.orderKey(x.shape, slot), c.nodes.order[slot]
	old := x.bucket[slot]
	if old == bucket && (bucket == none || key == x.key[slot]) {
		if bucket != none {
			x.lists[bucket].raise(key, order, c.offer(slot))
		}
		return
	}
	fresh := entry{key, slot, order}
	switch {
	case old == bucket: // which is not none
		x.lists[old].move(x.key[slot], order, fresh, c.offer(slot))
		x.key[slot] = key
		return
	case old != none:
		x.lists[old].remove(x.key[slot], order)
	}
	x.bucket[slot], x.key[slot] = bucket, key
	if bucket == none {
		return
	}
	for int(bucket) >= len(x.lists) {
		x.lists = append(x.lists, sorted{})
	}
	x.lists[bucket].insert(fresh, c.offer(slot))
}

// offer is what an instance has for tasks: nothing when it takes none.
func (c *Cluster) offer(slot int32) offer {
	if c.nodes.state[slot] != nodeReady {
		return offer{nothing(), 0}
	}
	return offer{c.nodes.free[slot], classBit(c.nodes.class[slot])}
}

func classBit(class int32) uint64 { return 1 << (class & 63) }

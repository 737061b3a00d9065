package placement

import (
	"math"
	"slices"
)

// chain is how the rules of a job are served by an index. The attributes that it
// spreads over divide the instances into buckets; whatever a rule counts for an
// attribute is the same all over a bucket. So of each bucket one instance alone
// can be chosen: the first that fits in the order of the other rules, the keys.
// The whole chain then decides among those.
type chain struct {
	attrs   []int32    // in the order of the rules
	spreads int        // how many of them stand before all keys
	keys    []ruleKind // cpu, memory, tasks on the instance, in the order of the rules; at most all three
	counted int        // place of spreadInstance in keys, none without it
	shape   shape      // the order of the other keys; irregular when no index serves
}

// shape is an order in which an index holds instances; of equal ones, the one
// added first comes first.
type shape uint8

const (
	shapeAdded shape = iota // by addition alone
	shapeCPU
	shapeMemory
	shapeCPUMemory
	shapeMemoryCPU
	shapes             // how many there are
	irregular = shapes // no order serves: lots are drawn
)

func chainOf(rules []rule, ties TieBreak) chain {
	k := chain{shape: irregular}
	if ties == RandomChoice {
		return k
	}
	var fixed []ruleKind
	for _, r := range rules {
		switch r.kind {
		case randomRule:
			return chain{shape: irregular}
		case spreadAttribute:
			if k.attrs = append(k.attrs, r.attr); len(k.keys) == 0 {
				k.spreads++
			}
			continue
		case binpackCPU, binpackMemory:
			fixed = append(fixed, r.kind)
		}
		k.keys = append(k.keys, r.kind)
	}
	k.counted = slices.Index(k.keys, spreadInstance)
	k.shape = shapeOf(fixed)
	return k
}

// mixed reports whether a spread over an attribute follows on a key.
func (k *chain) mixed() bool { return len(k.attrs) > k.spreads }

// drawsLots reports whether ties are broken at random.
func (k *chain) drawsLots() bool { return k.shape == irregular }

func shapeOf(fixed []ruleKind) shape {
	switch {
	case len(fixed) == 0:
		return shapeAdded
	case len(fixed) == 1 && fixed[0] == binpackCPU:
		return shapeCPU
	case len(fixed) == 1:
		return shapeMemory
	case fixed[0] == binpackCPU:
		return shapeCPUMemory
	}
	return shapeMemoryCPU
}

// orderKey returns the key of an instance in the order of a shape.
func (c *Cluster) orderKey(s shape, slot int32) int64 {
	f := &c.nodes.free[slot]
	switch s {
	case shapeCPU:
		return int64(f.CPU) << 32
	case shapeMemory:
		return int64(f.Memory) << 32
	case shapeCPUMemory:
		return int64(f.CPU)<<32 | int64(uint32(f.Memory))
	case shapeMemoryCPU:
		return int64(f.Memory)<<32 | int64(uint32(f.CPU))
	}
	return 0
}

// markOf returns the place of an instance in its bucket, for a job. column has the
// tasks of its group on each instance, when it counts them.
func (c *Cluster) markOf(j *compiled, column []uint16, slot int32) mark {
	m := mark{rest: uint64(c.nodes.order[slot])}
	if len(j.keys) == 1 {
		m.key = int64(c.part(j.keys[0], column, slot)) << 32
		return m
	}
	for i, kind := range j.keys {
		key := c.part(kind, column, slot)
		switch i {
		case 0:
			m.key = int64(key) << 32
		case 1:
			m.key |= int64(uint32(key))
		case 2:
			m.rest |= uint64(key) << 32
		}
	}
	return m
}

func (c *Cluster) part(kind ruleKind, column []uint16, slot int32) int32 {
	switch kind {
	case binpackCPU:
		return c.nodes.free[slot].CPU
	case binpackMemory:
		return c.nodes.free[slot].Memory
	}
	return int32(column[slot])
}

// mark is a place in the order of a bucket: by up to three keys, the first two in
// key, the third in the upper half of rest, and by addition.
type mark struct {
	key  int64
	rest uint64
}

func (m mark) before(o mark) bool { return m.key < o.key || m.key == o.key && m.rest < o.rest }

func beginning() mark { return mark{math.MinInt64, 0} }

func end() mark { return mark{math.MaxInt64, math.MaxUint64} }

// part returns the i-th key.
func (m mark) part(i int) int64 {
	switch i {
	case 0:
		return m.key >> 32
	case 1:
		return int64(uint32(m.key))
	}
	return int64(m.rest >> 32)
}

func (m mark) order() uint32 { return uint32(m.rest) }

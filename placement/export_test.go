package placement

import (
	"math/rand/v2"
	"unsafe"
)

// SetFlat sets up to which size a cluster is scanned; -1 makes every job use the
// index from its first search.
func SetFlat(c *Cluster, n int) { c.flat = n }

// JobNumber orders jobs, for tests that draw one.
func JobNumber(j Job) int { return int(j.spec.number) }

// SeededPCG is the random source that Seed sets.
func SeededPCG(seed uint64) rand.PCG {
	var c Cluster
	c.Seed(seed)
	return c.rng
}

// Classes returns how many classes are kept.
func Classes(c *Cluster) int { return len(c.classes.list) }

// MemoryPer returns the bytes that the cluster's columns and caches take for each
// instance and each task, names and ports apart.
func MemoryPer(c *Cluster) (instance, task float64) {
	n := &c.nodes
	bytes := cap(n.free)*16 + cap(n.registered)*16 + cap(n.order)*4 + cap(n.gen)*4 + cap(n.class)*4 + cap(n.set)*4 + cap(n.firstTask)*4 + cap(n.running)*4 +
		cap(n.state) + cap(n.devices)*8 + cap(n.since)*8 + cap(n.logged) + cap(n.vacant)*4
	for _, x := range c.indexes {
		bytes += cap(x.key)*8 + cap(x.bucket)*4 + cap(x.dirty)*4 + cap(x.isDirty)*8
		for i := range x.lists {
			bytes += (len(x.lists[i].blocks)+len(x.lists[i].spare))*(blockSize*16+24) + cap(x.lists[i].blocks)*8 + cap(x.lists[i].first)*16
		}
	}
	for i := range c.groups.columns {
		bytes += cap(c.groups.columns[i].count) * 2
	}
	for _, s := range c.state {
		if s != nil {
			bytes += cap(s.buckets)*int(unsafe.Sizeof(bucketState{})) + cap(s.classes)
		}
	}
	k := &c.tasks
	taskBytes := cap(k.list)*24 + cap(k.devices)*8 + cap(k.vacant)*4
	return float64(bytes) / float64(max(n.count, 1)), float64(taskBytes) / float64(max(k.count, 1))
}

// SetOrder sets how many instances were added so far.
func SetOrder(c *Cluster, n uint32) { c.order = n }

// Values returns how many values of the attributes that jobs spread over are known
// and how many buckets they make, whichever is most of one attribute or partition.
func Values(c *Cluster) int {
	most := 0
	for i := range c.groups.attrs {
		most = max(most, int(c.groups.attrs[i].count), len(c.groups.attrs[i].values))
	}
	for i := range c.groups.partials {
		most = max(most, len(c.groups.partials[i].values))
	}
	return most
}

// Indexes returns how many indexes there are.
func Indexes(c *Cluster) int { return len(c.indexes) }

// Buckets returns of how many buckets placement remembers something for a job.
func Buckets(c *Cluster, j Job) int { return len(c.state[j.spec.number].buckets) }

// Blocks returns how many blocks the indexes have in use.
func Blocks(c *Cluster) int {
	n := 0
	for _, x := range c.indexes {
		for i := range x.lists {
			n += len(x.lists[i].blocks)
		}
	}
	return n
}

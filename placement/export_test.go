package placement

import "math/rand/v2"

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

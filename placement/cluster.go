package placement

import (
	"math/bits"
	"math/rand/v2"
	"time"

	"github.com/ecskit/ecskit/cql"
)

// Cluster is the state of a cluster. The zero Cluster is empty and ready. It has a
// single owner and must not be copied but by CopyFrom.
//
// State is a structure of arrays: instance i has its numbers at index i of each
// column, so that a scan touches only what it reads.
type Cluster struct {
	nodes      nodes
	tasks      tasks
	sets       attributeSets
	classes    classes
	groups     groups
	jobs       []*compiled      // every specification, by number; they are immutable
	byKey      map[string]int32 // specification to number
	state      []*jobState      // what placement remembers of a job, by number; nil until it is placed
	remembered int              // bytes of classes in state
	indexes    []*index         // instances in the orders that strategies want
	gains      uint64           // counts changes after which an instance may take what it did not
	seq        uint64           // counts changes of instances
	log        [logSize]int32   // the instances that changed last, by seq modulo logSize; none for one that changed again
	order      uint32           // counts instances added, so that ties have a first
	rng        rand.PCG
	stop       Stopping
	flat       int // clusters up to this size are scanned; 0 is the default
	scratch    scratch
}

// logSize is how many changes of instances are remembered. A job that was not
// placed during that many changes looks at the whole cluster again. A place in the
// log fits a byte.
const logSize = 256

// defaultFlat is the size up to which a scan is as fast as an index.
const defaultFlat = 48

// scratch is working memory that grows once.
type scratch struct {
	groups []string
	slots  []int32
	counts []int32
	taken  []int32
	back   []Resources
	ties   []int32
	values [MaxStrategies][]int32
	atoms  []int
	lacks  []Shortfall
	branch *Cluster
	match  cql.Instance
}

// nodes are the columns of instances.
type nodes struct {
	free       []Resources
	registered []Resources
	order      []uint32 // when it was added
	gen        []uint32 // of the slot's id; odd while it is in use
	set        []int32  // of its attributes
	class      []int32  // of those that jobs read
	firstTask  []int32  // head of its list of tasks, none at the end
	running    []int32  // tasks that are not stopping
	state      []nodeState
	ports      [][]uint32 // taken and reserved ports, sorted
	devices    []*gpus    // nil without GPUs
	name       []string
	ec2ID      []string
	since      []int64 // registration time, see nanos
	logged     []uint8 // where it stood in the log when it last changed
	names      nameTable
	vacant     []int32 // slots to be used again
	count      int     // instances in the cluster
}

// nodeState says whether an instance takes tasks.
type nodeState uint8

const (
	nodeUsed nodeState = 1 << iota
	nodeActive
	nodeAgent
	nodeReady = nodeUsed | nodeActive | nodeAgent
)

// none ends a list of slots.
const none = -1

// tasks are the tasks, by number.
type tasks struct {
	list    []task
	devices []uint64 // whole devices taken; with taskShared, the device of the share
	vacant  []int32
	count   int // tasks that are not released
}

// task is what a scan over an instance's tasks reads, together.
type task struct {
	instance int32
	job      int32
	gen      uint32
	next     int32 // in the list of the instance's tasks
	prev     int32
	flags    taskFlags
}

type taskFlags uint8

const (
	taskStopping taskFlags = 1 << iota
	taskProtected
	taskShared // devices has the device that a share is on
)

// Seed sets the seed of the random strategy and of random ties. The zero Cluster
// has seed 0.
func (c *Cluster) Seed(seed uint64) { c.rng = *rand.NewPCG(seed, seed^0x9e3779b97f4a7c15) }

// below returns a random number from 0 to n-1, by multiply-high, so that it is the
// same for ever.
func (c *Cluster) below(n int) int { return below(&c.rng, n) }

func below(rng *rand.PCG, n int) int {
	hi, _ := bits.Mul64(rng.Uint64(), uint64(n))
	return int(hi)
}

// SetStopping says what tasks hold from StopTask to Release. It applies to tasks
// stopped afterwards.
func (c *Cluster) SetStopping(s Stopping) { c.stop = s }

// record notes a change in the log, in place of an earlier one of the instance that
// is still there: whoever has not read that yet reads this one.
func (c *Cluster) record(slot int32) {
	if at := c.nodes.logged[slot]; c.log[at] == slot {
		c.log[at] = none
	}
	at := uint8(c.seq)
	c.log[at], c.nodes.logged[slot] = slot, at
	c.seq++
}

// changed records that an instance changed in a way that a placement may see.
func (c *Cluster) changed(slot int32) {
	c.record(slot)
	c.gains++
	for _, x := range c.indexes {
		x.mark(slot)
	}
}

// shrunk records that a task took something of an instance. In an order by
// addition its place stays, and a block may go on saying that there is more.
func (c *Cluster) shrunk(slot int32) {
	c.record(slot)
	for _, x := range c.indexes {
		if x.shape != shapeAdded {
			x.mark(slot)
		}
	}
}

// slotOf returns the slot of an id.
func (c *Cluster) slotOf(id InstanceID) (int32, bool) {
	slot, gen := int64(id&0xffffffff)-1, uint32(id>>32)
	if slot < 0 || slot >= int64(len(c.nodes.gen)) || c.nodes.gen[slot] != gen {
		return 0, false
	}
	return int32(slot), true
}

func (c *Cluster) idOf(slot int32) InstanceID {
	return InstanceID(uint64(c.nodes.gen[slot])<<32 | uint64(slot+1))
}

func (c *Cluster) taskOf(id TaskID) (int32, bool) {
	slot, gen := int64(id&0xffffffff)-1, uint32(id>>32)
	if slot < 0 || slot >= int64(len(c.tasks.list)) || c.tasks.list[slot].gen != gen {
		return 0, false
	}
	return int32(slot), true
}

func (c *Cluster) taskID(task int32) TaskID {
	return TaskID(uint64(c.tasks.list[task].gen)<<32 | uint64(task+1))
}

const noTime = -1 << 63

func nanos(t time.Time) int64 {
	if t.IsZero() {
		return noTime
	}
	return t.UnixNano()
}

func timeFrom(n int64) time.Time {
	if n == noTime {
		return time.Time{}
	}
	return time.Unix(0, n).UTC()
}

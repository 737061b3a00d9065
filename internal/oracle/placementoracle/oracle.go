// Package placementoracle is the readable twin of package placement: maps, a scan
// and a stable sort. It is slow and plain on purpose; tests prove that both agree
// on every sequence of operations.
package placementoracle

import (
	"maps"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/cql"
	"github.com/ecskit/ecskit/placement"
)

// Task is a task on an instance.
type Task struct {
	Name      int
	Instance  *Instance
	Spec      placement.TaskSpec
	Stopping  bool
	Protected bool
	Devices   []int               // numbers of whole devices, or of the one that is shared
	Holds     placement.Resources // what it has of CPU, memory and interfaces
	HoldsPort bool
	HoldsGPU  bool
}

// Instance is an instance and its tasks, the newest first.
type Instance struct {
	placement.Instance
	Tasks []*Task
}

// Cluster is the state. Instances stand in the order in which they were added.
type Cluster struct {
	Instances []*Instance
	Stopping  placement.Stopping
	Random    rand.PCG
	next      int
}

// Clone returns a copy that shares nothing.
func (c *Cluster) Clone() *Cluster {
	copied := &Cluster{Stopping: c.Stopping, Random: c.Random, next: c.next}
	for _, in := range c.Instances {
		to := &Instance{Instance: in.Instance}
		to.Attributes = map[string]string{}
		maps.Copy(to.Attributes, in.Attributes)
		for _, t := range in.Tasks {
			task := *t
			task.Instance = to
			to.Tasks = append(to.Tasks, &task)
		}
		copied.Instances = append(copied.Instances, to)
	}
	return copied
}

// Add adds an instance.
func (c *Cluster) Add(in placement.Instance) *Instance {
	added := &Instance{Instance: in}
	added.Attributes = map[string]string{}
	maps.Copy(added.Attributes, in.Attributes)
	c.Instances = append(c.Instances, added)
	return added
}

// Remove takes an instance out, with its tasks.
func (c *Cluster) Remove(in *Instance) {
	c.Instances = slices.DeleteFunc(c.Instances, func(i *Instance) bool { return i == in })
}

func (c *Cluster) below(n int) int {
	hi, _ := bits.Mul64(c.Random.Uint64(), uint64(n))
	return int(hi)
}

// devices says of each device of an instance whether a task has it whole, and how
// much of its memory is not shared out.
func (in *Instance) devices() (whole, shared []bool, free []int32) {
	n := max(len(in.GPUs), int(in.Registered.GPU))
	whole, shared, free = make([]bool, n), make([]bool, n), make([]int32, n)
	for i, g := range in.GPUs {
		free[i] = g.MemoryMiB
	}
	for _, t := range in.Tasks {
		if !t.HoldsGPU {
			continue
		}
		for _, d := range t.Devices {
			if t.Spec.GPUShare.MemoryMiB > 0 {
				shared[d] = true
				free[d] -= t.Spec.GPUShare.MemoryMiB
			} else {
				whole[d] = true
			}
		}
	}
	return whole, shared, free
}

// Free returns what is free on an instance.
func (in *Instance) Free() placement.Resources {
	free := in.Registered
	for _, t := range in.Tasks {
		free.CPU -= t.Holds.CPU
		free.Memory -= t.Holds.Memory
		free.ENI -= t.Holds.ENI
	}
	whole, shared, _ := in.devices()
	free.GPU = 0
	for i := range whole {
		if !whole[i] && !shared[i] {
			free.GPU++
		}
	}
	return free
}

func normal(p placement.Port) placement.Port {
	if p.Protocol != "udp" {
		p.Protocol = "tcp"
	}
	return p
}

// Ports returns the ports that are reserved or taken.
func (in *Instance) Ports() map[placement.Port]bool {
	taken := map[placement.Port]bool{}
	for _, p := range in.ReservedPorts {
		taken[normal(p)] = true
	}
	for _, t := range in.Tasks {
		if t.HoldsPort {
			for _, p := range t.Spec.Ports {
				taken[normal(p)] = true
			}
		}
	}
	return taken
}

// pick returns the devices that a task would get, and whether there are enough.
func (in *Instance) pick(spec *placement.TaskSpec) ([]int, bool) {
	whole, shared, free := in.devices()
	if m := spec.GPUShare.MemoryMiB; m > 0 {
		best := -1
		for i := range whole {
			if shared[i] && free[i] >= m && (best < 0 || free[i] < free[best]) {
				best = i
			}
		}
		for i := range whole {
			if best < 0 && !whole[i] && !shared[i] && free[i] >= m {
				best = i
			}
		}
		return []int{best}, best >= 0
	}
	var devices []int
	for i := range whole {
		if len(devices) < int(spec.Resources.GPU) && !whole[i] && !shared[i] {
			devices = append(devices, i)
		}
	}
	return devices, len(devices) == int(spec.Resources.GPU)
}

// ResourcesFit reports whether resources, devices and ports are there.
func (in *Instance) ResourcesFit(spec *placement.TaskSpec) bool {
	free, need := in.Free(), spec.Resources
	if free.CPU < need.CPU || free.Memory < need.Memory || free.ENI < need.ENI {
		return false
	}
	if _, ok := in.pick(spec); !ok {
		return false
	}
	if len(spec.Ports) == 0 {
		return true
	}
	taken, wanted := in.Ports(), map[placement.Port]bool{}
	for _, p := range spec.Ports {
		if taken[normal(p)] {
			return false
		}
		wanted[normal(p)] = true
	}
	return len(taken)+len(wanted) <= placement.MaxReservedPorts
}

// Running returns the tasks that are not stopping, of one group or, for nil, all.
func (in *Instance) Running(group *string) []*Task {
	var running []*Task
	for _, t := range in.Tasks {
		if !t.Stopping && (group == nil || t.Spec.Group == *group) {
			running = append(running, t)
		}
	}
	return running
}

// Match reports whether a memberOf expression holds.
func (in *Instance) Match(e *cql.Expr) bool {
	view := cql.Instance{
		EC2InstanceID: in.EC2InstanceID, AgentConnected: in.AgentConnected, AgentVersion: in.AgentVersion, RegisteredAt: in.RegisteredAt,
		RunningTasks: len(in.Running(nil)), Attributes: in.Attributes,
	}
	for _, t := range in.Running(nil) {
		view.TaskGroups = append(view.TaskGroups, t.Spec.Group)
	}
	return e.Match(&view)
}

// ConstraintsHold reports whether the instance meets everything but resources.
func (in *Instance) ConstraintsHold(spec *placement.TaskSpec) bool {
	for _, name := range spec.RequiredAttributes {
		if _, ok := in.Attributes[name]; !ok {
			return false
		}
	}
	zone, zoned := in.Attributes["ecs.availability-zone"]
	if spec.Zones != nil && !(zoned && slices.Contains(spec.Zones, zone)) {
		return false
	}
	if spec.CapacityProvider != "" && spec.CapacityProvider != in.CapacityProvider {
		return false
	}
	for _, k := range spec.Constraints {
		switch k.Type {
		case placement.DistinctInstance:
			if len(in.Running(&spec.Group)) > 0 {
				return false
			}
		case placement.MemberOf:
			if !in.Match(cql.MustParse(k.Expression)) {
				return false
			}
		}
	}
	return true
}

// Fits reports whether an instance takes a task.
func (in *Instance) Fits(spec *placement.TaskSpec) bool {
	return in.Status == placement.Active && in.AgentConnected && in.ResourcesFit(spec) && in.ConstraintsHold(spec)
}

// Candidates returns the instances that take a task.
func (c *Cluster) Candidates(spec *placement.TaskSpec) []*Instance {
	var fit []*Instance
	for _, in := range c.Instances {
		if in.Fits(spec) {
			fit = append(fit, in)
		}
	}
	return fit
}

// Strategy returns the strategy with the default filled in.
func Strategy(spec *placement.TaskSpec) []placement.Strategy {
	switch {
	case len(spec.Strategy) > 0:
		return spec.Strategy
	case spec.Standalone:
		return []placement.Strategy{{Type: placement.Random}}
	}
	return []placement.Strategy{{Type: placement.Spread, Field: "attribute:ecs.availability-zone"}, {Type: placement.Spread, Field: "instanceId"}}
}

const last = int(^uint(0) >> 1)

// key returns what a rule compares, small is better; over instances it counts
// those that count returns.
func (c *Cluster) key(spec *placement.TaskSpec, s placement.Strategy, in *Instance, count func(*Instance) int) int {
	switch {
	case s.Type == placement.Binpack && strings.EqualFold(s.Field, "cpu"):
		return int(in.Free().CPU)
	case s.Type == placement.Binpack:
		return int(in.Free().Memory)
	case !strings.HasPrefix(s.Field, "attribute:"):
		return count(in)
	}
	name := strings.TrimPrefix(s.Field, "attribute:")
	value, present := in.Attributes[name]
	if !present && spec.MissingLast {
		return last
	}
	sum := 0
	for _, other := range c.Instances {
		if v, p := other.Attributes[name]; v == value && p == present {
			sum += count(other)
		}
	}
	return sum
}

// Choose returns the instance for the next task, nil if there is none.
func (c *Cluster) Choose(spec *placement.TaskSpec) *Instance {
	tied := c.Candidates(spec)
	lots := spec.Ties == placement.RandomChoice
	for _, s := range Strategy(spec) {
		if s.Type == placement.Random {
			lots = true
			break
		}
		least := last
		keys := make([]int, len(tied))
		for i, in := range tied {
			keys[i] = c.key(spec, s, in, func(o *Instance) int { return len(o.Running(&spec.Group)) })
			least = min(least, keys[i])
		}
		var best []*Instance
		for i, in := range tied {
			if keys[i] == least {
				best = append(best, in)
			}
		}
		tied = best
	}
	switch {
	case len(tied) == 0:
		return nil
	case lots && len(tied) > 1:
		return tied[c.below(len(tied))]
	}
	return tied[0]
}

// Put puts a task on an instance.
func (c *Cluster) Put(spec placement.TaskSpec, in *Instance) *Task {
	c.next++
	devices, _ := in.pick(&spec)
	t := &Task{Name: c.next, Instance: in, Spec: spec, Devices: devices, Holds: spec.Resources, HoldsPort: true, HoldsGPU: true}
	in.Tasks = append([]*Task{t}, in.Tasks...)
	return t
}

// Stop sets a task's desired status to STOPPED.
func (c *Cluster) Stop(t *Task) {
	t.Stopping = true
	if !c.Stopping.HoldCPU {
		t.Holds.CPU = 0
	}
	if !c.Stopping.HoldMemory {
		t.Holds.Memory = 0
	}
	if c.Stopping.FreeENI {
		t.Holds.ENI = 0
	}
	t.HoldsPort = c.Stopping.HoldPorts
	t.HoldsGPU = !c.Stopping.FreeDevices
}

// Release takes a task away.
func (c *Cluster) Release(t *Task) {
	t.Instance.Tasks = slices.DeleteFunc(t.Instance.Tasks, func(o *Task) bool { return o == t })
}

// Fit returns how many more tasks fit, up to most, by placing them on a copy.
func (c *Cluster) Fit(spec placement.TaskSpec, most int) int {
	branch := c.Clone()
	n := 0
	for n < most {
		fit := branch.Candidates(&spec)
		if len(fit) == 0 {
			break
		}
		branch.Put(spec, fit[0])
		n++
	}
	return n
}

// Victims returns the tasks that scale-in stops.
func (c *Cluster) Victims(spec placement.TaskSpec, n int) []*Task {
	chosen := map[*Task]bool{}
	count := func(in *Instance) int {
		k := 0
		for _, t := range in.Running(&spec.Group) {
			if !chosen[t] {
				k++
			}
		}
		return k
	}
	var victims []*Task
	before := c.Random
	defer func() { c.Random = before }() // nothing changes
	for range n {
		t := c.victim(&spec, chosen, count)
		if t == nil {
			break
		}
		chosen[t] = true
		victims = append(victims, t)
	}
	return victims
}

func (c *Cluster) victim(spec *placement.TaskSpec, chosen map[*Task]bool, count func(*Instance) int) *Task {
	newest := map[*Instance]*Task{}
	var tied []*Instance
	for _, in := range c.Instances {
		for _, t := range in.Running(&spec.Group) {
			if newest[in] == nil && !chosen[t] && !t.Protected {
				newest[in] = t
				tied = append(tied, in)
			}
		}
	}
	lots := spec.Ties == placement.RandomChoice
	for _, s := range Strategy(spec) {
		if s.Type == placement.Random {
			lots = true
			break
		}
		most := -1
		keys := make([]int, len(tied))
		for i, in := range tied {
			keys[i] = c.key(spec, s, in, count)
			if s.Type == placement.Binpack {
				keys[i] += freed(in, newest[in], chosen, strings.EqualFold(s.Field, "cpu"))
			}
			most = max(most, keys[i])
		}
		var best []*Instance
		for i, in := range tied {
			if keys[i] == most {
				best = append(best, in)
			}
		}
		tied = best
	}
	if len(tied) == 0 {
		return nil
	}
	if lots && len(tied) > 1 {
		return newest[tied[c.below(len(tied))]]
	}
	return newest[tied[len(tied)-1]]
}

// freed is what stopping t and the tasks chosen before gives back.
func freed(in *Instance, t *Task, chosen map[*Task]bool, cpu bool) int {
	sum := 0
	for _, o := range in.Tasks {
		if o == t || chosen[o] {
			if cpu {
				sum += int(o.Spec.Resources.CPU)
			} else {
				sum += int(o.Spec.Resources.Memory)
			}
		}
	}
	return sum
}

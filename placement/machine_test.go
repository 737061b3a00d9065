package placement_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	oracle "github.com/ecskit/ecskit/internal/oracle/placementoracle"
	"github.com/ecskit/ecskit/placement"
)

// machine drives a Cluster and its twin side by side.
type machine struct {
	c         *placement.Cluster
	o         *oracle.Cluster
	instances map[placement.InstanceID]*oracle.Instance
	tasks     map[placement.TaskID]*oracle.Task
	jobs      map[placement.Job]placement.TaskSpec
	added     int
}

func newMachine(t *rapid.T) *machine {
	m := &machine{
		c: new(placement.Cluster), o: new(oracle.Cluster),
		instances: map[placement.InstanceID]*oracle.Instance{}, tasks: map[placement.TaskID]*oracle.Task{}, jobs: map[placement.Job]placement.TaskSpec{},
	}
	placement.SetFlat(m.c, rapid.SampledFrom([]int{-1, -1, 0, 3}).Draw(t, "flat"))
	if rapid.Bool().Draw(t, "hold") {
		m.o.Stopping = placement.Stopping{
			HoldCPU: rapid.Bool().Draw(t, "cpu"), HoldMemory: rapid.Bool().Draw(t, "memory"), HoldPorts: rapid.Bool().Draw(t, "ports"),
			FreeDevices: rapid.Bool().Draw(t, "devices"), FreeENI: rapid.Bool().Draw(t, "eni"),
		}
		m.c.SetStopping(m.o.Stopping)
	}
	for range rapid.IntRange(0, 12).Draw(t, "instances at first") {
		m.add(t)
	}
	return m
}

var (
	zones  = []string{"a", "b", "c"}
	groups = []string{"service:x", "service:y", "family:z"}
)

func drawInstance(t *rapid.T, id string) placement.Instance {
	in := placement.Instance{
		ID:               id,
		Registered:       placement.Resources{CPU: rapid.Int32Range(0, 8).Draw(t, "cpu"), Memory: rapid.Int32Range(0, 8).Draw(t, "memory"), ENI: rapid.Int32Range(0, 3).Draw(t, "eni")},
		Attributes:       map[string]string{},
		AgentConnected:   rapid.IntRange(0, 9).Draw(t, "agent") > 0,
		AgentVersion:     rapid.SampledFrom([]string{"1.1.0", "1.2.0"}).Draw(t, "version"),
		EC2InstanceID:    "i-" + id,
		RegisteredAt:     time.Unix(rapid.Int64Range(0, 3).Draw(t, "since")*1000, 0).UTC(),
		CapacityProvider: rapid.SampledFrom([]string{"", "p"}).Draw(t, "provider"),
	}
	if rapid.IntRange(0, 9).Draw(t, "status") == 0 {
		in.Status = placement.Draining
	}
	if rapid.IntRange(0, 5).Draw(t, "zoned") > 0 {
		in.Attributes["ecs.availability-zone"] = rapid.SampledFrom(zones).Draw(t, "zone")
	}
	if rapid.Bool().Draw(t, "stacked") {
		in.Attributes["stack"] = rapid.SampledFrom([]string{"", "prod", "test"}).Draw(t, "stack")
	}
	if rapid.IntRange(0, 2).Draw(t, "gpus") == 0 {
		in.GPUs = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) placement.GPU {
			return placement.GPU{MemoryMiB: rapid.Int32Range(0, 4).Draw(t, "gpu memory")}
		}), 1, 3).Draw(t, "devices")
		in.Registered.GPU = int32(len(in.GPUs))
	}
	if rapid.Bool().Draw(t, "reserved") {
		in.ReservedPorts = []placement.Port{{Number: 22}, {Number: 80, Protocol: "udp"}}
	}
	return in
}

func drawSpec(t *rapid.T) placement.TaskSpec {
	spec := placement.TaskSpec{
		Group: rapid.SampledFrom(groups).Draw(t, "group"),
		Resources: placement.Resources{
			CPU: rapid.Int32Range(0, 3).Draw(t, "cpu"), Memory: rapid.Int32Range(0, 3).Draw(t, "memory"), ENI: rapid.SampledFrom([]int32{0, 0, 1}).Draw(t, "eni"),
		},
		Standalone:  rapid.Bool().Draw(t, "standalone"),
		MissingLast: rapid.Bool().Draw(t, "missing last"),
	}
	switch rapid.IntRange(0, 5).Draw(t, "gpu") {
	case 0:
		spec.Resources.GPU = rapid.Int32Range(1, 2).Draw(t, "gpus")
	case 1:
		spec.GPUShare.MemoryMiB = rapid.Int32Range(1, 3).Draw(t, "share")
	}
	if rapid.IntRange(0, 3).Draw(t, "ports") == 0 {
		spec.Ports = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) placement.Port {
			return placement.Port{Number: rapid.SampledFrom([]uint16{22, 80, 81}).Draw(t, "port"), Protocol: rapid.SampledFrom([]string{"", "tcp", "udp"}).Draw(t, "protocol")}
		}), 1, 2).Draw(t, "port list")
	}
	if rapid.IntRange(0, 4).Draw(t, "required") == 0 {
		spec.RequiredAttributes = []string{"stack"}
	}
	if rapid.IntRange(0, 5).Draw(t, "zones") == 0 {
		spec.Zones = rapid.SliceOfN(rapid.SampledFrom(zones), 0, 2).Draw(t, "zone list")
	}
	if rapid.IntRange(0, 5).Draw(t, "provider") == 0 {
		spec.CapacityProvider = "p"
	}
	if rapid.IntRange(0, 5).Draw(t, "ties") == 0 {
		spec.Ties = placement.RandomChoice
	}
	spec.Constraints = rapid.SliceOfN(rapid.SampledFrom([]placement.Constraint{
		{Type: placement.DistinctInstance},
		{Type: placement.MemberOf, Expression: "attribute:stack == prod"},
		{Type: placement.MemberOf, Expression: "not(attribute:stack == prod) and agentVersion >= 1.1"},
		{Type: placement.MemberOf, Expression: "runningTasksCount < 3"},
		{Type: placement.MemberOf, Expression: "not(task:group == service:y)"},
		{Type: placement.MemberOf, Expression: "task:group == service:x or attribute:ecs.availability-zone in [a, b]"},
		{Type: placement.MemberOf, Expression: "ec2InstanceId =~ i-.*[02468] or registeredAt > 1970-01-01T00:20:00Z"},
	}), 0, 2).Draw(t, "constraints")
	spec.Strategy = rapid.SliceOfN(rapid.SampledFrom([]placement.Strategy{
		{Type: placement.Binpack, Field: "cpu"}, {Type: placement.Binpack, Field: "MEMORY"},
		{Type: placement.Spread, Field: "instanceId"}, {Type: placement.Spread, Field: "host"},
		{Type: placement.Spread, Field: "attribute:ecs.availability-zone"}, {Type: placement.Spread, Field: "attribute:ecs.availability-zone"},
		{Type: placement.Spread, Field: "attribute:stack"}, {Type: placement.Random},
	}), 0, 5).Draw(t, "strategy")
	return spec
}

func (m *machine) add(t *rapid.T) {
	in := drawInstance(t, fmt.Sprintf("%d", m.added))
	m.added++
	id, err := m.c.AddInstance(in)
	if err != nil {
		t.Fatal(err)
	}
	if _, twice := m.instances[id]; twice {
		t.Fatalf("id %d came twice", id)
	}
	m.instances[id] = m.o.Add(in)
}

func (m *machine) anyInstance(t *rapid.T) (placement.InstanceID, *oracle.Instance) {
	if len(m.instances) == 0 {
		t.Skip("no instance")
	}
	id := rapid.SampledFrom(slices.Sorted(maps.Keys(m.instances))).Draw(t, "instance")
	return id, m.instances[id]
}

func (m *machine) anyTask(t *rapid.T) (placement.TaskID, *oracle.Task) {
	if len(m.tasks) == 0 {
		t.Skip("no task")
	}
	id := rapid.SampledFrom(slices.Sorted(maps.Keys(m.tasks))).Draw(t, "task")
	return id, m.tasks[id]
}

// anyJob draws one of a few specifications again and again, so that what the
// cluster remembers of a job matters.
func (m *machine) anyJob(t *rapid.T) (placement.Job, placement.TaskSpec) {
	if len(m.jobs) < 6 && rapid.IntRange(0, 3).Draw(t, "new job") == 0 || len(m.jobs) == 0 {
		spec := drawSpec(t)
		job, err := m.c.Compile(spec)
		if err != nil {
			t.Fatal(err)
		}
		again, err := m.c.Compile(spec)
		if err != nil || again != job {
			t.Fatalf("the same specification gave another job, error %v", err)
		}
		m.jobs[job] = spec
		return job, spec
	}
	keys := slices.Collect(maps.Keys(m.jobs))
	slices.SortFunc(keys, func(a, b placement.Job) int { return placement.JobNumber(a) - placement.JobNumber(b) })
	job := rapid.SampledFrom(keys).Draw(t, "job")
	return job, m.jobs[job]
}

func (m *machine) place(t *rapid.T) {
	job, spec := m.anyJob(t)
	n := rapid.IntRange(1, 4).Draw(t, "n")
	placed, err := m.c.Place(nil, job, n)
	for i := range n {
		in := m.o.Choose(&spec)
		if in == nil {
			if len(placed) != i || err != placement.ErrNoFit {
				t.Fatalf("placed %d of %d, error %v; the twin stops at %d\n%+v", len(placed), n, err, i, spec)
			}
			return
		}
		if len(placed) <= i {
			t.Fatalf("placed %d of %d, error %v; the twin goes on at %s\n%+v", len(placed), n, err, in.ID, spec)
		}
		if m.instances[placed[i].Instance] != in {
			t.Fatalf("task %d went to %s, the twin's to %s\n%+v", i, m.c.Name(placed[i].Instance), in.ID, spec)
		}
		m.tasks[placed[i].Task] = m.o.Put(spec, in)
	}
	if err != nil {
		t.Fatalf("all placed, error %v", err)
	}
}

func (m *machine) assign(t *rapid.T) {
	job, spec := m.anyJob(t)
	id, in := m.anyInstance(t)
	restore := rapid.Bool().Draw(t, "restore")
	want := in.Fits(&spec)
	assign := m.c.Assign
	if restore {
		want, assign = in.ResourcesFit(&spec), m.c.Restore
	}
	task, err := assign(id, job)
	if (err == nil) != want {
		t.Fatalf("restore %t: error %v, the twin says %t", restore, err, want)
	}
	if want {
		m.tasks[task] = m.o.Put(spec, in)
	}
}

func (m *machine) stop(t *rapid.T) {
	id, task := m.anyTask(t)
	err := m.c.StopTask(id)
	if (err == placement.ErrStopped) != task.Stopping || err != nil && !task.Stopping {
		t.Fatalf("error %v, stopping %t", err, task.Stopping)
	}
	if !task.Stopping {
		m.o.Stop(task)
	}
}

func (m *machine) release(t *rapid.T) {
	id, task := m.anyTask(t)
	if err := m.c.Release(id); err != nil {
		t.Fatal(err)
	}
	m.o.Release(task)
	delete(m.tasks, id)
	if err := m.c.Release(id); err != placement.ErrUnknownTask {
		t.Fatalf("released twice: %v", err)
	}
}

func (m *machine) protect(t *rapid.T) {
	id, task := m.anyTask(t)
	task.Protected = rapid.Bool().Draw(t, "on")
	if err := m.c.Protect(id, task.Protected); err != nil {
		t.Fatal(err)
	}
}

func (m *machine) remove(t *rapid.T) {
	id, in := m.anyInstance(t)
	if err := m.c.Remove(id); err != nil {
		t.Fatal(err)
	}
	maps.DeleteFunc(m.tasks, func(_ placement.TaskID, task *oracle.Task) bool { return task.Instance == in })
	m.o.Remove(in)
	delete(m.instances, id)
}

func (m *machine) change(t *rapid.T) {
	id, in := m.anyInstance(t)
	var err error
	switch rapid.IntRange(0, 5).Draw(t, "change") {
	case 0:
		in.Status, err = placement.Draining, m.c.Drain(id)
	case 1, 2:
		in.Status, err = placement.Active, m.c.Activate(id)
	case 3:
		in.AgentConnected = rapid.Bool().Draw(t, "connected")
		err = m.c.SetAgentConnected(id, in.AgentConnected)
	case 4:
		name := rapid.SampledFrom([]string{"stack", "ecs.availability-zone"}).Draw(t, "name")
		in.Attributes[name] = rapid.SampledFrom([]string{"a", "b", "prod", ""}).Draw(t, "value")
		err = m.c.SetAttribute(id, name, in.Attributes[name])
	case 5:
		name := rapid.SampledFrom([]string{"stack", "ecs.availability-zone"}).Draw(t, "name")
		delete(in.Attributes, name)
		err = m.c.RemoveAttribute(id, name)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (m *machine) seed(t *rapid.T) {
	seed := rapid.Uint64().Draw(t, "seed")
	m.c.Seed(seed)
	m.o.Random = placement.SeededPCG(seed)
}

// branch goes on with a copy, and leaves the original where it is for a check.
func (m *machine) branch(t *rapid.T) {
	copied := new(placement.Cluster)
	if rapid.Bool().Draw(t, "into a used one") {
		if _, err := copied.AddInstance(placement.Instance{ID: "other", AgentConnected: true}); err != nil {
			t.Fatal(err)
		}
	}
	copied.CopyFrom(m.c)
	m.c = copied
}

func (m *machine) questions(t *rapid.T) {
	job, spec := m.anyJob(t)
	got := names(m.c, m.c.AppendCandidates(nil, job))
	var want []string
	for _, in := range m.o.Candidates(&spec) {
		want = append(want, in.ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("candidates (-twin +cluster):\n%s%+v", diff, spec)
	}
	if spec.Resources.CPU > 0 || spec.Resources.Memory > 0 {
		if got, want := m.c.Fit(job), m.o.Fit(spec, 1000); got != want {
			t.Fatalf("Fit %d, the twin places %d\n%+v", got, want, spec)
		}
	}
	for id, in := range m.instances {
		lacks := m.c.ExplainInstance(nil, id, job)
		if (len(lacks) == 0) != in.Fits(&spec) {
			t.Fatalf("%s lacks %v, the twin says it fits is %t\n%+v", in.ID, lacks, in.Fits(&spec), spec)
		}
	}
}

func (m *machine) victims(t *rapid.T) {
	job, spec := m.anyJob(t)
	n := rapid.IntRange(1, 4).Draw(t, "n")
	got := m.c.AppendVictims(nil, job, n)
	want := m.o.Victims(spec, n)
	if len(got) != len(want) {
		t.Fatalf("%d victims, the twin has %d\n%+v", len(got), len(want), spec)
	}
	for i := range got {
		if m.tasks[got[i]] != want[i] {
			t.Fatalf("victim %d is on %s, the twin's on %s\n%+v", i, m.tasks[got[i]].Instance.ID, want[i].Instance.ID, spec)
		}
	}
}

func names(c *placement.Cluster, ids []placement.InstanceID) []string {
	var list []string
	for _, id := range ids {
		list = append(list, c.Name(id))
	}
	return list
}

// check compares the whole state.
func (m *machine) check(t *rapid.T) {
	ids := m.c.Instances()
	if len(ids) != len(m.o.Instances) || m.c.Len() != len(ids) || m.c.Tasks() != len(m.tasks) {
		t.Fatalf("%d instances and %d tasks, the twin has %d and %d", len(ids), m.c.Tasks(), len(m.o.Instances), len(m.tasks))
	}
	counts := map[string]int{}
	for i, id := range ids {
		in := m.o.Instances[i]
		if m.instances[id] != in {
			t.Fatalf("instance %d is %s, the twin's %s", i, m.c.Name(id), in.ID)
		}
		m.checkInstance(t, id, in)
		for _, g := range groups {
			counts[g] += len(in.Running(&g))
		}
	}
	for _, g := range groups {
		if m.c.Count(g) != counts[g] {
			t.Fatalf("%d tasks of %s, the twin has %d", m.c.Count(g), g, counts[g])
		}
	}
}

func (m *machine) checkInstance(t *rapid.T, id placement.InstanceID, in *oracle.Instance) {
	free := m.c.Free(id)
	if free != in.Free() {
		t.Fatalf("%s has %+v free, the twin %+v", in.ID, free, in.Free())
	}
	if free.CPU < 0 || free.Memory < 0 || free.GPU < 0 || free.ENI < 0 {
		t.Fatalf("%s has less than nothing: %+v", in.ID, free)
	}
	ports := map[placement.Port]bool{}
	for _, p := range m.c.AppendPorts(nil, id) {
		if ports[p] {
			t.Fatalf("%s has port %v twice", in.ID, p)
		}
		ports[p] = true
	}
	if !maps.Equal(ports, in.Ports()) {
		t.Fatalf("%s has ports %v, the twin %v", in.ID, ports, in.Ports())
	}
	if found, ok := m.c.Lookup(in.ID); !ok || found != id {
		t.Fatalf("%s is found as %d, %t", in.ID, found, ok)
	}
	var devices uint64
	tasks := m.c.AppendTasks(nil, id)
	if len(tasks) != len(in.Tasks) {
		t.Fatalf("%s has %d tasks, the twin %d", in.ID, len(tasks), len(in.Tasks))
	}
	for i, task := range tasks {
		info, ok := m.c.Task(task)
		if !ok || m.tasks[task] != in.Tasks[i] || info.Instance != id || info.Stopping != in.Tasks[i].Stopping || info.Group != in.Tasks[i].Spec.Group {
			t.Fatalf("task %d of %s is %+v, the twin's %+v", i, in.ID, info, in.Tasks[i])
		}
		if mask := m.c.GPUs(task); in.Tasks[i].Spec.GPUShare.MemoryMiB == 0 {
			if devices&mask != 0 {
				t.Fatalf("a device of %s has two tasks", in.ID)
			}
			devices |= mask
		}
	}
}

func TestClusterEqualsItsTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		t.Repeat(map[string]func(*rapid.T){
			"":          m.check,
			"add":       m.add,
			"place":     m.place,
			"place 2":   m.place,
			"place 3":   m.place,
			"assign":    m.assign,
			"stop":      m.stop,
			"release":   m.release,
			"protect":   m.protect,
			"remove":    m.remove,
			"change":    m.change,
			"seed":      m.seed,
			"branch":    m.branch,
			"questions": m.questions,
			"victims":   m.victims,
		})
	})
}

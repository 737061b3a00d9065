package placement_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/cql"
	"github.com/ecskit/ecskit/placement"
)

func add(t testing.TB, c *placement.Cluster, id string, cpu, memory int32, change ...func(*placement.Instance)) placement.InstanceID {
	t.Helper()
	in := placement.Instance{ID: id, Registered: placement.Resources{CPU: cpu, Memory: memory}, AgentConnected: true, Attributes: map[string]string{}}
	for _, f := range change {
		f(&in)
	}
	added, err := c.AddInstance(in)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func attribute(name, value string) func(*placement.Instance) {
	return func(in *placement.Instance) { in.Attributes[name] = value }
}

func zone(z string) func(*placement.Instance) { return attribute("ecs.availability-zone", z) }

func compile(t testing.TB, c *placement.Cluster, spec placement.TaskSpec) placement.Job {
	t.Helper()
	j, err := c.Compile(spec)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func place(t testing.TB, c *placement.Cluster, j placement.Job, n int) []placement.Placement {
	t.Helper()
	placed, err := c.Place(nil, j, n)
	if err != nil {
		t.Fatal(err)
	}
	return placed
}

func TestAddInstanceRefuses(t *testing.T) {
	for _, tt := range []struct {
		name  string
		field string
		in    placement.Instance
	}{
		{"no name", "ID", placement.Instance{}},
		{"negative", "Registered", placement.Instance{ID: "a", Registered: placement.Resources{CPU: -1}}},
		{"too many devices", "GPUs", placement.Instance{ID: "a", Registered: placement.Resources{GPU: 65}}},
		{"devices disagree", "GPUs", placement.Instance{ID: "a", Registered: placement.Resources{GPU: 2}, GPUs: []placement.GPU{{}}}},
		{"negative device", "GPUs[0].MemoryMiB", placement.Instance{ID: "a", GPUs: []placement.GPU{{MemoryMiB: -1}}}},
		{"two devices of one name", "GPUs[1].ID", placement.Instance{ID: "a", GPUs: []placement.GPU{{ID: "g"}, {ID: "g"}}}},
		{"port 0", "ReservedPorts[1]", placement.Instance{ID: "a", ReservedPorts: []placement.Port{{Number: 22}, {}}}},
		{"too many ports", "ReservedPorts", placement.Instance{ID: "a", ReservedPorts: ports(101)}},
		{"status", "Status", placement.Instance{ID: "a", Status: 9}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := new(placement.Cluster).AddInstance(tt.in)
			var spec *placement.SpecError
			if !errors.As(err, &spec) || spec.Field != tt.field || spec.Error() == "" {
				t.Errorf("got %v", err)
			}
		})
	}
	var c placement.Cluster
	add(t, &c, "a", 1, 1)
	if _, err := c.AddInstance(placement.Instance{ID: "a"}); err != placement.ErrDuplicate {
		t.Errorf("a name that is there: %v", err)
	}
}

func ports(n int) []placement.Port {
	list := make([]placement.Port, n)
	for i := range list {
		list[i] = placement.Port{Number: uint16(i + 1)}
	}
	return list
}

func TestCompileRefuses(t *testing.T) {
	member := func(e string) []placement.Constraint {
		return []placement.Constraint{{Type: placement.MemberOf, Expression: e}}
	}
	strategy := func(kind placement.StrategyType, field string) []placement.Strategy {
		return []placement.Strategy{{Type: kind, Field: field}}
	}
	for _, tt := range []struct {
		name, field, hint string
		spec              placement.TaskSpec
	}{
		{"negative", "Resources", "", placement.TaskSpec{Resources: placement.Resources{ENI: -1}}},
		{"negative share", "GPUShare", "", placement.TaskSpec{GPUShare: placement.GPUShare{MemoryMiB: -1}}},
		{"share and devices", "GPUShare", "all containers of a task use the same of the two", placement.TaskSpec{Resources: placement.Resources{GPU: 1}, GPUShare: placement.GPUShare{MemoryMiB: 1}}},
		{"ties", "Ties", "", placement.TaskSpec{Ties: 7}},
		{"port 0", "Ports[0]", "leave it out", placement.TaskSpec{Ports: []placement.Port{{}}}},
		{"too many constraints", "Constraints", "", placement.TaskSpec{Constraints: slices.Repeat(member("attribute:a exists"), 11)}},
		{"distinctInstance with an expression", "Constraints[0].Expression", "leave it out", placement.TaskSpec{Constraints: []placement.Constraint{{Type: placement.DistinctInstance, Expression: "x"}}}},
		{"constraint type", "Constraints[0].Type", "", placement.TaskSpec{Constraints: []placement.Constraint{{Type: "x"}}}},
		{"expression", "Constraints[0].Expression", "attribute:ecs.availability-zone", placement.TaskSpec{Constraints: member("attributes:ecs.availability-zone == a")}},
		{"too many strategies", "Strategy", "", placement.TaskSpec{Strategy: slices.Repeat(strategy(placement.Random, ""), 6)}},
		{"strategy type", "Strategy[0].Type", "", placement.TaskSpec{Strategy: strategy("pack", "")}},
		{"binpack field", "Strategy[0].Field", "write cpu or memory", placement.TaskSpec{Strategy: strategy(placement.Binpack, "disk")}},
		{"plural and colon", "Strategy[0].Field", "write attribute:ecs.availability-zone", placement.TaskSpec{Strategy: strategy(placement.Spread, "attributes:ecs:availability-zone")}},
		{"expression as a field", "Strategy[0].Field", "write attribute:ecs.instance-type", placement.TaskSpec{Strategy: strategy(placement.Spread, "attribute:ecs.instance-type =~ t2.*")}},
		{"bare name", "Strategy[0].Field", "write attribute:ecs.availability-zone", placement.TaskSpec{Strategy: strategy(placement.Spread, "ecs.availability-zone")}},
		{"no name", "Strategy[0].Field", "write attribute: and a name", placement.TaskSpec{Strategy: strategy(placement.Spread, "attribute:")}},
		{"expression without a prefix", "Strategy[0].Field", "write attribute:ecs.availability-zone", placement.TaskSpec{Strategy: strategy(placement.Spread, "ecs.availability-zone == a")}},
		{"quoted name", "Strategy[0].Field", "write attribute:stack", placement.TaskSpec{Strategy: strategy(placement.Spread, `attribute:"stack"`)}},
		{"blank before the name", "Strategy[0].Field", "write attribute:stack", placement.TaskSpec{Strategy: strategy(placement.Spread, "attribute: stack")}},
		{"capital", "Strategy[0].Field", "write attribute:stack", placement.TaskSpec{Strategy: strategy(placement.Spread, "Attribute:stack")}},
		{"point for the colon", "Strategy[0].Field", "write attribute:ecs.instance-type", placement.TaskSpec{Strategy: strategy(placement.Spread, "attribute.ecs.instance-type")}},
		{"long name", "Strategy[0].Field", "write attribute: and a name", placement.TaskSpec{Strategy: strategy(placement.Spread, "attribute:"+strings.Repeat("a", 129))}},
		{"instance", "Strategy[0].Field", "write instanceId", placement.TaskSpec{Strategy: strategy(placement.Spread, "instance-id")}},
		{"zone", "Strategy[0].Field", "write attribute:ecs.availability-zone", placement.TaskSpec{Strategy: strategy(placement.Spread, "availability-zone")}},
		{"capital type", "Strategy[0].Type", "write spread", placement.TaskSpec{Strategy: strategy("Spread", "instanceId")}},
		{"type in two words", "Strategy[0].Type", "write binpack", placement.TaskSpec{Strategy: strategy("bin-pack", "cpu")}},
		{"plural of a constraint", "Constraints[0].Type", "write distinctInstance", placement.TaskSpec{Constraints: []placement.Constraint{{Type: "distinctInstances"}}}},
		{"long group", "Group", "", placement.TaskSpec{Group: strings.Repeat("g", 256)}},
		{"other", "Strategy[0].Field", "write instanceId, or attribute: and a name", placement.TaskSpec{Strategy: strategy(placement.Spread, "rack")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := new(placement.Cluster).Compile(tt.spec)
			var spec *placement.SpecError
			if !errors.As(err, &spec) || spec.Field != tt.field || spec.Hint != tt.hint {
				t.Errorf("got %v", err)
			}
			var syntax *cql.SyntaxError
			if errors.As(err, &syntax) != (tt.name == "expression") {
				t.Errorf("the error underneath is %v", errors.Unwrap(err))
			}
		})
	}
}

func TestForeignJobs(t *testing.T) {
	var a, b placement.Cluster
	id := add(t, &a, "i", 10, 10)
	add(t, &b, "i", 10, 10)
	j := compile(t, &a, placement.TaskSpec{Group: "g", Resources: placement.Resources{CPU: 1}})
	compile(t, &b, placement.TaskSpec{Group: "h"})
	for name, job := range map[string]placement.Job{"of another cluster": j, "zero": {}} {
		if _, err := b.Place(nil, job, 1); err != placement.ErrForeignJob {
			t.Errorf("%s: Place gives %v", name, err)
		}
		if _, err := b.Assign(id, job); err != placement.ErrForeignJob {
			t.Errorf("%s: Assign gives %v", name, err)
		}
		if _, err := b.Restore(id, job); err != placement.ErrForeignJob {
			t.Errorf("%s: Restore gives %v", name, err)
		}
		if closest, lacks := b.Closest(job); closest != 0 || lacks != nil {
			t.Errorf("%s: Closest gives %d, %v", name, closest, lacks)
		}
		if b.Fit(job) != 0 || b.AppendCandidates(nil, job) != nil || b.AppendVictims(nil, job, 1) != nil || b.AppendRebalance(nil, job) != nil ||
			b.AppendDaemon(nil, job) != nil || b.AppendViolators(nil, job) != nil || b.Explain(nil, job) != nil || b.ExplainInstance(nil, id, job) != nil {
			t.Errorf("%s: something was answered", name)
		}
	}
	var branch placement.Cluster
	branch.CopyFrom(&a)
	if _, err := branch.Place(nil, j, 1); err != nil {
		t.Errorf("on a copy: %v", err)
	}
	later := compile(t, &branch, placement.TaskSpec{Group: "later"})
	if _, err := a.Place(nil, later, 1); err != placement.ErrForeignJob {
		t.Errorf("compiled by the copy, on the original: %v", err)
	}
	if got := j.Spec().Group; got != "g" || (placement.Job{}).Spec().Group != "" {
		t.Errorf("Spec gives group %q", got)
	}
	a.CopyFrom(&a)
	if a.Len() != 1 {
		t.Error("copying a cluster onto itself changed it")
	}
}

func TestUnknownIDs(t *testing.T) {
	var c placement.Cluster
	id := add(t, &c, "i", 10, 10)
	j := compile(t, &c, placement.TaskSpec{Resources: placement.Resources{CPU: 1}})
	task := place(t, &c, j, 1)[0].Task
	if err := c.Remove(id); err != nil {
		t.Fatal(err)
	}
	again := add(t, &c, "i", 10, 10)
	if again == id {
		t.Fatal("an id was used again")
	}
	for name, err := range map[string]error{
		"Remove": c.Remove(id), "Drain": c.Drain(id), "Activate": c.Activate(id), "SetAgentConnected": c.SetAgentConnected(id, true),
		"SetAttribute": c.SetAttribute(id, "a", "b"), "RemoveAttribute": c.RemoveAttribute(id, "a"),
	} {
		if err != placement.ErrUnknownInstance {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, err := range map[string]error{"StopTask": c.StopTask(task), "Release": c.Release(task), "Protect": c.Protect(task, true)} {
		if err != placement.ErrUnknownTask {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.Assign(id, j); err != placement.ErrUnknownInstance {
		t.Errorf("Assign: %v", err)
	}
	if _, err := c.Restore(id, j); err != placement.ErrUnknownInstance {
		t.Errorf("Restore: %v", err)
	}
	_, hasTask := c.Task(task)
	_, hasStatus := c.Status(id)
	_, hasAttribute := c.Attribute(id, "a")
	none := placement.Resources{}
	if hasTask || hasStatus || hasAttribute || c.Name(id) != "" || c.Free(id) != none || c.Registered(id) != none || c.AgentConnected(id) ||
		c.AppendPorts(nil, id) != nil || c.AppendTasks(nil, id) != nil || c.GPUs(task) != 0 || c.ExplainInstance(nil, id, j) != nil {
		t.Error("what is gone is answered for")
	}
	if _, ok := c.Lookup("nosuch"); ok || c.Count("nosuch") != 0 {
		t.Error("what never was is found")
	}
	if _, ok := new(placement.Cluster).Lookup("i"); ok {
		t.Error("an empty cluster has an instance")
	}
}

func TestGetters(t *testing.T) {
	var c placement.Cluster
	id := add(t, &c, "i", 10, 20, attribute("a", "b"))
	if v, ok := c.Attribute(id, "a"); v != "b" || !ok || !c.AgentConnected(id) || c.Registered(id) != (placement.Resources{CPU: 10, Memory: 20}) {
		t.Error("what was added does not come back")
	}
	if s, _ := c.Status(id); s.String() != "ACTIVE" {
		t.Errorf("status %s", s)
	}
	if err := c.Drain(id); err != nil {
		t.Fatal(err)
	}
	if s, _ := c.Status(id); s.String() != "DRAINING" {
		t.Errorf("status %s", s)
	}
}

// The scheduler answers a task that does not fit again without looking, as long as
// nothing changed, and looks again when something did.
func TestFailureIsRemembered(t *testing.T) {
	var c placement.Cluster
	id := add(t, &c, "i", 10, 10)
	j := compile(t, &c, placement.TaskSpec{Resources: placement.Resources{CPU: 8}})
	task := place(t, &c, j, 1)[0].Task
	for range 2 {
		if _, err := c.Place(nil, j, 1); err != placement.ErrNoFit {
			t.Fatalf("got %v", err)
		}
	}
	if err := c.StopTask(task); err != nil {
		t.Fatal(err)
	}
	if placed := place(t, &c, j, 1); placed[0].Instance != id {
		t.Errorf("went to %d", placed[0].Instance)
	}
}

func TestAppendRebalance(t *testing.T) {
	var c placement.Cluster
	for i, z := range []string{"a", "a", "b", "c"} {
		add(t, &c, fmt.Sprintf("%s%d", z, i), 100, 100, zone(z))
	}
	add(t, &c, "nowhere", 100, 100)
	j := compile(t, &c, placement.TaskSpec{Group: "service:web", Resources: placement.Resources{CPU: 1}, Zones: []string{"a"}})
	all := compile(t, &c, placement.TaskSpec{Group: "service:web", Resources: placement.Resources{CPU: 1}})
	place(t, &c, j, 7)
	var text []string
	for _, m := range c.AppendRebalance(nil, all) {
		info, _ := c.Task(m.Task)
		text = append(text, c.Name(info.Instance)+" → "+c.Name(m.To))
	}
	if diff := cmp.Diff([]string{"a0 → b2", "a1 → c3", "a0 → b2", "a1 → c3"}, text); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if c.Count("service:web") != 7 {
		t.Error("rebalancing changed the cluster")
	}
	// Protected tasks stay, zones that take nothing are left out.
	for _, id := range c.Instances() {
		for _, task := range c.AppendTasks(nil, id) {
			if err := c.Protect(task, true); err != nil {
				t.Fatal(err)
			}
		}
	}
	if moves := c.AppendRebalance(nil, all); moves != nil {
		t.Errorf("protected tasks move: %v", moves)
	}
	var empty placement.Cluster
	if moves := empty.AppendRebalance(nil, compile(t, &empty, placement.TaskSpec{})); moves != nil {
		t.Errorf("an empty cluster moves %v", moves)
	}
}

func TestDaemon(t *testing.T) {
	var c placement.Cluster
	a := add(t, &c, "a", 10, 10, attribute("stack", "prod"))
	b := add(t, &c, "b", 10, 10, attribute("stack", "prod"))
	add(t, &c, "full", 0, 0, attribute("stack", "prod"))
	add(t, &c, "test", 10, 10, attribute("stack", "test"))
	j := compile(t, &c, placement.TaskSpec{
		Group: "service:d", Resources: placement.Resources{CPU: 1},
		Constraints: []placement.Constraint{{Type: placement.MemberOf, Expression: "attribute:stack == prod"}, {Type: placement.MemberOf, Expression: "runningTasksCount < 5"}},
	})
	if diff := cmp.Diff([]placement.InstanceID{a, b}, c.AppendDaemon(nil, j)); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	first, err := c.Assign(a, j)
	if err != nil {
		t.Fatal(err)
	}
	second, err := c.Assign(b, j)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.AppendDaemon(nil, j); got != nil {
		t.Errorf("instances that have their task start another: %v", got)
	}
	if got := c.AppendViolators(nil, j); got != nil {
		t.Errorf("violators %v", got)
	}
	if err := errors.Join(c.SetAttribute(b, "stack", "test"), c.Drain(a)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]placement.TaskID{first, second}, c.AppendViolators(nil, j)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whoever makes an attribute of his own for each change does not fill the memory:
// classes are used again, and what was remembered of them is forgotten.
func TestClassesAreUsedAgain(t *testing.T) {
	var c placement.Cluster
	placement.SetFlat(&c, -1)
	a, b := add(t, &c, "a", 1000, 1000, zone("a")), add(t, &c, "b", 1000, 1000, zone("b"))
	j := compile(t, &c, placement.TaskSpec{Group: "g", Resources: placement.Resources{CPU: 1}, Constraints: []placement.Constraint{{Type: placement.MemberOf, Expression: "attribute:n =~ .*[02468]"}}})
	for i := range 1000 {
		if err := errors.Join(c.SetAttribute(a, "n", fmt.Sprint(i)), c.SetAttribute(b, "n", fmt.Sprint(i+1))); err != nil {
			t.Fatal(err)
		}
		want := a
		if i%2 == 1 {
			want = b
		}
		if got := place(t, &c, j, 1)[0].Instance; got != want {
			t.Fatalf("change %d: task went to %s", i, c.Name(got))
		}
	}
	if n := placement.Classes(&c); n > 300 {
		t.Errorf("%d classes are kept", n)
	}
}

func TestKinds(t *testing.T) {
	seen := map[string]bool{}
	for k := placement.LacksCPU; k <= placement.NotMember; k++ {
		text := placement.Shortfall{Kind: k, Need: 3, Have: 1, Port: placement.Port{Number: 80, Protocol: "tcp"}, Name: "x"}.String()
		if k.Reason() == "" || strings.Contains(k.String(), "%") || seen[k.String()] {
			t.Errorf("kind %d: %q, %q, %q", k, k, k.Reason(), text)
		}
		seen[k.String()] = true
	}
	if got := (&placement.NotPlacedError{}).Error(); got == "" {
		t.Error("no text")
	}
	if placement.Kind(99).String() != "kind 99" || placement.Kind(99).Reason() != "" || placement.Status(9).String() != "status 9" {
		t.Error("numbers without a name are not answered for")
	}
}

// When the numbers for the order of addition have run out, they start again.
func TestOrderIsRenumbered(t *testing.T) {
	var c placement.Cluster
	placement.SetFlat(&c, -1)
	first := add(t, &c, "first", 10, 10)
	add(t, &c, "second", 10, 10)
	j := compile(t, &c, placement.TaskSpec{Group: "g", Resources: placement.Resources{CPU: 1}})
	place(t, &c, j, 1)
	placement.SetOrder(&c, 1<<32-2)
	add(t, &c, "third", 10, 10)
	add(t, &c, "fourth", 10, 10)
	if diff := cmp.Diff([]string{"first", "second", "third", "fourth"}, names(&c, c.Instances())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var got []string
	for _, p := range place(t, &c, j, 4) {
		got = append(got, c.Name(p.Instance))
	}
	if diff := cmp.Diff([]string{"second", "third", "fourth", "first"}, got); diff != "" || c.Name(first) != "first" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTasksOnOneInstance(t *testing.T) {
	var c placement.Cluster
	add(t, &c, "i", 0, 0)
	j := compile(t, &c, placement.TaskSpec{Strategy: []placement.Strategy{binpack}})
	if got := c.Fit(j); got != placement.MaxTasksPerInstance {
		t.Errorf("Fit %d for a task that takes nothing", got)
	}
	placed, err := c.Place(nil, j, placement.MaxTasksPerInstance+1)
	if err != placement.ErrTooLarge || len(placed) != placement.MaxTasksPerInstance {
		t.Errorf("%d placed, error %v", len(placed), err)
	}
	if got := c.Fit(j); got != 0 {
		t.Errorf("Fit %d on a full instance", got)
	}
}

package placement_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/placement"
)

// One instance for each reason, and one that takes the task.
func TestExplain(t *testing.T) {
	var c placement.Cluster
	good := func(in *placement.Instance) {
		in.Registered = placement.Resources{CPU: 1000, Memory: 1000, ENI: 2}
		in.GPUs = []placement.GPU{{ID: "g", MemoryMiB: 100}}
		in.Attributes = map[string]string{"ecs.availability-zone": "a", "disk": "ssd", "stack": "prod"}
		in.CapacityProvider = "p"
	}
	and := func(f func(*placement.Instance)) []func(*placement.Instance) {
		return []func(*placement.Instance){good, f}
	}
	add(t, &c, "cpu", 0, 0, and(func(in *placement.Instance) { in.Registered.CPU = 200 })...)
	add(t, &c, "cpu and memory", 0, 0, and(func(in *placement.Instance) { in.Registered.CPU, in.Registered.Memory = 300, 1 })...)
	add(t, &c, "gpu memory", 0, 0, and(func(in *placement.Instance) { in.GPUs[0].MemoryMiB = 10 })...)
	add(t, &c, "eni", 0, 0, and(func(in *placement.Instance) { in.Registered.ENI = 0 })...)
	add(t, &c, "port", 0, 0, and(func(in *placement.Instance) { in.ReservedPorts = []placement.Port{{Number: 80}} })...)
	add(t, &c, "ports", 0, 0, and(func(in *placement.Instance) { in.ReservedPorts = ports(79) })...)
	add(t, &c, "attribute", 0, 0, and(func(in *placement.Instance) { delete(in.Attributes, "disk") })...)
	add(t, &c, "zone", 0, 0, and(func(in *placement.Instance) { in.Attributes["ecs.availability-zone"] = "b" })...)
	add(t, &c, "provider", 0, 0, and(func(in *placement.Instance) { in.CapacityProvider = "" })...)
	add(t, &c, "draining", 0, 0, and(func(in *placement.Instance) { in.Status = placement.Draining })...)
	add(t, &c, "agent", 0, 0, and(func(in *placement.Instance) { in.AgentConnected = false })...)
	distinct := add(t, &c, "distinct", 0, 0, good)
	add(t, &c, "member", 0, 0, and(func(in *placement.Instance) { in.Attributes["stack"] = "test" })...)
	add(t, &c, "takes it", 0, 0, good)
	if _, err := c.Assign(distinct, compile(t, &c, placement.TaskSpec{Group: "g"})); err != nil {
		t.Fatal(err)
	}
	j := compile(t, &c, placement.TaskSpec{
		Group: "g", Resources: placement.Resources{CPU: 512, Memory: 512, ENI: 1}, GPUShare: placement.GPUShare{MemoryMiB: 50},
		Ports: append([]placement.Port{{Number: 80}}, manyPorts(21)...), RequiredAttributes: []string{"disk"}, Zones: []string{"a"}, CapacityProvider: "p",
		Constraints: []placement.Constraint{{Type: placement.DistinctInstance}, {Type: placement.MemberOf, Expression: "attribute:disk exists or attribute:x exists"}, {Type: placement.MemberOf, Expression: "attribute:disk not_exists or attribute:stack == prod"}},
	})
	var got []string
	for _, r := range c.Explain(nil, j) {
		got = append(got, fmt.Sprintf("%d %s, nearest %s: %s", r.Count, r.Reason.Reason(), c.Name(r.Nearest), j.Text(r.Lacks)))
	}
	want := []string{
		"2 RESOURCE:CPU, nearest cpu and memory: 212 CPU units more",
		"1 RESOURCE:MEMORY, nearest cpu and memory: 511 MiB more",
		"1 RESOURCE:GPU, nearest gpu memory: 50 MiB on one GPU, the most is 10",
		"1 RESOURCE:ENI, nearest eni: 1 network interface more",
		"1 RESOURCE:PORTS, nearest port: tcp 80 is taken",
		"1 RESOURCE:PORTS, nearest ports: 101 reserved ports, an instance has at most 100",
		"1 ATTRIBUTE, nearest attribute: no attribute disk",
		"1 LOCATION, nearest zone: other Availability Zone",
		"1 CAPACITY PROVIDER, nearest provider: other capacity provider",
		"1 INACTIVE, nearest draining: not active",
		"1 AGENT, nearest agent: agent not connected",
		"1 DistinctInstance placement constraint unsatisfied., nearest distinct: a task of the group runs there",
		"2 MemberOf placement constraint unsatisfied., nearest attribute: fails at attribute:disk exists",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	closest, lacks := c.Closest(j)
	if c.Name(closest) != "takes it" || lacks != nil {
		t.Errorf("closest is %s, which lacks %v", c.Name(closest), lacks)
	}
	id, _ := c.Lookup("cpu and memory")
	_, err := c.Assign(id, j)
	var refused *placement.NotPlacedError
	if !errors.As(err, &refused) || err.Error() != "placement: 212 CPU units more (and 1 more)" {
		t.Errorf("Assign: %v", err)
	}
	if _, err := c.Restore(id, j); !errors.As(err, &refused) || len(refused.Lacks) != 2 {
		t.Errorf("Restore: %v", err)
	}
}

func manyPorts(n int) []placement.Port {
	list := make([]placement.Port, n)
	for i := range list {
		list[i] = placement.Port{Number: uint16(8000 + i), Protocol: "udp"}
	}
	return list
}

// Fewest reasons first, then the least relative shortfall, then the first added.
func TestClosest(t *testing.T) {
	var c placement.Cluster
	j := compile(t, &c, placement.TaskSpec{Resources: placement.Resources{CPU: 100, Memory: 100}})
	if id, lacks := c.Closest(j); id != 0 || lacks != nil {
		t.Errorf("an empty cluster has %d, %v", id, lacks)
	}
	add(t, &c, "both, by little", 99, 99)
	add(t, &c, "one, by much", 10, 100)
	add(t, &c, "one, by little", 100, 90)
	add(t, &c, "the same, later", 90, 100)
	id, lacks := c.Closest(j)
	if c.Name(id) != "one, by little" || len(lacks) != 1 || lacks[0].String() != "10 MiB more" {
		t.Errorf("closest is %s, which lacks %v", c.Name(id), lacks)
	}
	if got := j.Text(lacks[0]); got != "10 MiB more" {
		t.Errorf("text %q", got)
	}
	if got, want := (placement.Shortfall{Kind: placement.NotMember, Need: 9, Atom: 9}), "memberOf expression 9 fails at its comparison 9"; j.Text(got) != want || got.String() != want {
		t.Errorf("text %q", j.Text(got))
	}
}

// ECS refuses for ever what no instance could hold: a task with 400 fixed ports.
func TestTooManyPortsEver(t *testing.T) {
	var c placement.Cluster
	add(t, &c, "i", 1000, 1000)
	j := compile(t, &c, placement.TaskSpec{Ports: manyPorts(400)})
	r := c.Explain(nil, j)
	if len(r) != 1 || r[0].String() != "1 instance: too many ports (RESOURCE:PORTS), the nearest: 400 reserved ports, an instance has at most 100" {
		t.Errorf("got %v", r)
	}
}

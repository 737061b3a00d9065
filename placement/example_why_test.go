package placement_test

import (
	"errors"
	"fmt"

	"github.com/ecskit/ecskit/placement"
)

// A task with 400 fixed host ports never has a place, however many instances are
// added: at most 100 ports of an instance are reserved at once, those of the agent
// included.
func ExampleCluster_Explain_fixedPorts() {
	var c placement.Cluster
	_, err := c.AddInstance(placement.Instance{
		ID:             "i-1",
		Registered:     placement.Resources{CPU: 65536, Memory: 249856},
		ReservedPorts:  []placement.Port{{Number: 22}, {Number: 2375}, {Number: 2376}, {Number: 51678}, {Number: 51679}},
		AgentConnected: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	spec := placement.TaskSpec{Group: "service:sip", Resources: placement.Resources{CPU: 1024, Memory: 2048}}
	for n := range 400 {
		spec.Ports = append(spec.Ports, placement.Port{Number: uint16(10000 + n), Protocol: "udp"})
	}
	job, err := c.Compile(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = c.Place(nil, job, 1)
	fmt.Println(err)
	for _, r := range c.Explain(nil, job) {
		fmt.Println(r)
	}
	// Output:
	// placement: no instance meets all requirements of the task
	// 1 instance: too many ports (RESOURCE:PORTS), the nearest: 405 reserved ports, an instance has at most 100
}

// ExplainInstance names everything that one instance lacks, and not only the first.
func ExampleCluster_ExplainInstance() {
	var c placement.Cluster
	id, err := c.AddInstance(placement.Instance{
		ID:             "i-1",
		Registered:     placement.Resources{CPU: 2048, Memory: 7680, ENI: 2},
		Attributes:     map[string]string{"ecs.availability-zone": "eu-west-1a", "stack": "test"},
		ReservedPorts:  []placement.Port{{Number: 22}},
		AgentConnected: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	job, err := c.Compile(placement.TaskSpec{
		Group:              "service:web",
		Resources:          placement.Resources{CPU: 4096, Memory: 1024},
		Ports:              []placement.Port{{Number: 22}, {Number: 80}},
		RequiredAttributes: []string{"ecs.capability.execution-role-awslogs"},
		Zones:              []string{"eu-west-1b", "eu-west-1c"},
		Constraints:        []placement.Constraint{{Type: placement.MemberOf, Expression: "attribute:stack == prod"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range c.ExplainInstance(nil, id, job) {
		fmt.Printf("%s: %s\n", s.Kind.Reason(), job.Text(s))
	}
	// Output:
	// RESOURCE:CPU: 2048 CPU units more
	// RESOURCE:PORTS: tcp 22 is taken
	// ATTRIBUTE: no attribute ecs.capability.execution-role-awslogs
	// LOCATION: other Availability Zone
	// MemberOf placement constraint unsatisfied.: fails at attribute:stack == prod
}

// Closest is the instance that the least has to be done for.
func ExampleCluster_Closest() {
	c := threeInstances()
	background, err := c.Compile(placement.TaskSpec{Group: "service:db", Resources: placement.Resources{CPU: 512, Memory: 4096}})
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := c.Place(nil, background, 3); err != nil {
		fmt.Println(err)
		return
	}
	away, _ := c.Lookup("i-2")
	if err := c.SetAgentConnected(away, false); err != nil {
		fmt.Println(err)
		return
	}
	job, err := c.Compile(placement.TaskSpec{
		Group:     "service:web",
		Resources: placement.Resources{CPU: 512, Memory: 4096},
		Zones:     []string{"eu-west-1a"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	id, lacks := c.Closest(job)
	for _, s := range lacks {
		fmt.Printf("%s: needs %d MiB, has %d: %s\n", c.Name(id), s.Need, s.Have, s)
	}
	// Output:
	// i-1: needs 4096 MiB, has 3584: 512 MiB more
}

// Assign starts a task where the caller says, and refuses with every reason.
func ExampleCluster_Assign() {
	c := threeInstances()
	job, err := c.Compile(placement.TaskSpec{Group: "family:job", Resources: placement.Resources{CPU: 1024, Memory: 1024}, Standalone: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	id, _ := c.Lookup("i-2")
	for range 2 {
		if _, err := c.Assign(id, job); err != nil {
			fmt.Println(err)
		}
	}
	if err := c.SetAgentConnected(id, false); err != nil {
		fmt.Println(err)
		return
	}
	_, err = c.Assign(id, job)
	if refused, ok := errors.AsType[*placement.NotPlacedError](err); ok {
		for _, s := range refused.Lacks {
			fmt.Println(s)
		}
	}
	// Output:
	// 1024 CPU units more
	// agent not connected
}

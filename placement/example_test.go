package placement_test

import (
	"errors"
	"fmt"

	"github.com/ecskit/ecskit/placement"
)

// threeInstances is a cluster of three instances in two zones.
func threeInstances() *placement.Cluster {
	var c placement.Cluster
	for i, zone := range []string{"eu-west-1a", "eu-west-1a", "eu-west-1b"} {
		_, err := c.AddInstance(placement.Instance{
			ID:             fmt.Sprintf("i-%d", i+1),
			Registered:     placement.Resources{CPU: 2048, Memory: 7680},
			Attributes:     map[string]string{"ecs.availability-zone": zone},
			AgentConnected: true,
		})
		if err != nil {
			panic(err)
		}
	}
	return &c
}

// Tasks are spread over zones, and packed within a zone.
func ExampleCluster_Place() {
	c := threeInstances()
	job, err := c.Compile(placement.TaskSpec{
		Group:     "service:web",
		Resources: placement.Resources{CPU: 512, Memory: 1024},
		Strategy: []placement.Strategy{
			{Type: placement.Spread, Field: "attribute:ecs.availability-zone"},
			{Type: placement.Binpack, Field: "memory"},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	placed, err := c.Place(nil, job, 4)
	if err != nil {
		fmt.Println(err)
	}
	for _, p := range placed {
		zone, _ := c.Attribute(p.Instance, "ecs.availability-zone")
		fmt.Println(c.Name(p.Instance), zone)
	}
	// Output:
	// i-1 eu-west-1a
	// i-3 eu-west-1b
	// i-1 eu-west-1a
	// i-3 eu-west-1b
}

// What has a place is placed; Explain says of the rest why it has none.
func ExampleCluster_Explain() {
	c := threeInstances()
	job, err := c.Compile(placement.TaskSpec{
		Group:       "service:api",
		Resources:   placement.Resources{CPU: 1024, Memory: 5120},
		Constraints: []placement.Constraint{{Type: placement.MemberOf, Expression: "attribute:ecs.availability-zone == eu-west-1a"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	placed, err := c.Place(nil, job, 3)
	fmt.Println(len(placed), "placed;", errors.Is(err, placement.ErrNoFit))
	for _, r := range c.Explain(nil, job) {
		fmt.Printf("%d: %s; %s: %s\n", r.Count, r.Reason, c.Name(r.Nearest), job.Text(r.Lacks))
	}
	// Output:
	// 2 placed; true
	// 2: too little memory; i-1: 2560 MiB more
	// 1: memberOf; i-3: fails at attribute:ecs.availability-zone == eu-west-1a
}

// A field that cannot be spread over is an error that names it, with a hint.
func ExampleCluster_Compile() {
	var c placement.Cluster
	_, err := c.Compile(placement.TaskSpec{
		Group:     "service:web",
		Resources: placement.Resources{CPU: 256, Memory: 512},
		Strategy:  []placement.Strategy{{Type: placement.Spread, Field: "ecs.availability-zone"}},
	})
	fmt.Println(err)
	// Output:
	// placement: Strategy[0].Field: spread over "ecs.availability-zone", and not over instanceId, host or attribute:NAME; write attribute:ecs.availability-zone
}

// At scale-in a service without a strategy keeps its zones even.
func ExampleCluster_AppendVictims() {
	c := threeInstances()
	job, err := c.Compile(placement.TaskSpec{Group: "service:web", Resources: placement.Resources{CPU: 256, Memory: 256}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"i-1", "i-1", "i-2", "i-3"} {
		id, _ := c.Lookup(name)
		if _, err := c.Assign(id, job); err != nil {
			fmt.Println(err)
			return
		}
	}
	for _, task := range c.AppendVictims(nil, job, 2) {
		info, _ := c.Task(task)
		fmt.Println(c.Name(info.Instance))
	}
	// Output:
	// i-1
	// i-2
}

// A copy answers a what-if and leaves the cluster as it is.
func ExampleCluster_CopyFrom() {
	c := threeInstances()
	job, err := c.Compile(placement.TaskSpec{Group: "service:web", Resources: placement.Resources{CPU: 1024, Memory: 1024}})
	if err != nil {
		fmt.Println(err)
		return
	}
	var whatIf placement.Cluster
	whatIf.CopyFrom(c)
	lost, _ := whatIf.Lookup("i-3")
	if err := whatIf.Drain(lost); err != nil {
		fmt.Println(err)
		return
	}
	placed, err := whatIf.Place(nil, job, 6)
	fmt.Println("without i-3:", len(placed), err)
	placed, err = c.Place(nil, job, 6)
	fmt.Println("with it:", len(placed), err)
	// Output:
	// without i-3: 4 placement: no instance meets all requirements of the task
	// with it: 6 <nil>
}

// AppendRebalance proposes moves that even out the zones of a service.
func ExampleCluster_AppendRebalance() {
	c := threeInstances()
	job, err := c.Compile(placement.TaskSpec{Group: "service:web", Resources: placement.Resources{CPU: 256, Memory: 256}})
	if err != nil {
		fmt.Println(err)
		return
	}
	crowded, _ := c.Lookup("i-1")
	for range 4 {
		if _, err := c.Assign(crowded, job); err != nil {
			fmt.Println(err)
			return
		}
	}
	for _, m := range c.AppendRebalance(nil, job) {
		info, _ := c.Task(m.Task)
		fmt.Println(c.Name(info.Instance), "to", c.Name(m.To))
	}
	// Output:
	// i-1 to i-3
	// i-1 to i-3
}

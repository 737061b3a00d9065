package placement_test

import (
	"fmt"

	"github.com/ecskit/ecskit/placement"
)

// A scheduler of one's own: ECS filters, and here the instance with the most free
// memory is taken, which is no strategy of ECS.
func ExampleCluster_AppendCandidates() {
	c := threeInstances()
	job, err := c.Compile(placement.TaskSpec{
		Group:       "service:web",
		Resources:   placement.Resources{CPU: 512, Memory: 2048},
		Constraints: []placement.Constraint{{Type: placement.MemberOf, Expression: "attribute:ecs.availability-zone == eu-west-1a"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var candidates []placement.InstanceID
	for range 3 {
		candidates = c.AppendCandidates(candidates[:0], job)
		if len(candidates) == 0 {
			fmt.Println("no instance takes it")
			return
		}
		best := candidates[0]
		for _, id := range candidates[1:] {
			if c.Free(id).Memory > c.Free(best).Memory {
				best = id
			}
		}
		if _, err := c.Assign(best, job); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(c.Name(best), "has", c.Free(best).Memory, "MiB left")
	}
	// Output:
	// i-1 has 5632 MiB left
	// i-2 has 5632 MiB left
	// i-1 has 3584 MiB left
}

// A daemon service has one task on each instance that meets its constraints, which
// are asked again when an instance changes. An instance without the attribute would
// not meet attribute:stack != legacy.
func ExampleCluster_AppendDaemon() {
	c := threeInstances()
	job, err := c.Compile(placement.TaskSpec{
		Group:       "service:agent",
		Resources:   placement.Resources{CPU: 64, Memory: 128},
		Constraints: []placement.Constraint{{Type: placement.MemberOf, Expression: "not(attribute:stack == legacy)"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, id := range c.AppendDaemon(nil, job) {
		if _, err := c.Assign(id, job); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("start on", c.Name(id))
	}
	fmt.Println("to start now:", len(c.AppendDaemon(nil, job)))

	changed, _ := c.Lookup("i-2")
	if err := c.SetAttribute(changed, "stack", "legacy"); err != nil {
		fmt.Println(err)
		return
	}
	for _, id := range c.AppendViolators(nil, job) {
		task, _ := c.Task(id)
		fmt.Println("stop on", c.Name(task.Instance))
	}
	// Output:
	// start on i-1
	// start on i-2
	// start on i-3
	// to start now: 0
	// stop on i-2
}

// Protected tasks are passed over when the service is scaled in.
func ExampleCluster_Protect() {
	c := threeInstances()
	job, err := c.Compile(placement.TaskSpec{
		Group:     "service:worker",
		Resources: placement.Resources{CPU: 256, Memory: 512},
		Strategy:  []placement.Strategy{{Type: placement.Binpack, Field: "memory"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	placed, err := c.Place(nil, job, 3)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := c.Protect(placed[1].Task, true); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("stopped:", len(c.AppendVictims(nil, job, 3)), "of", c.Count("service:worker"))
	// Output:
	// stopped: 2 of 3
}

// Fit says how many more tasks there is room for; strategies do not matter to it.
func ExampleCluster_Fit() {
	c := threeInstances()
	for _, spec := range []placement.TaskSpec{
		{Group: "service:web", Resources: placement.Resources{CPU: 512, Memory: 1024}},
		{Group: "service:web", Resources: placement.Resources{CPU: 512, Memory: 1024}, Ports: []placement.Port{{Number: 80}}},
	} {
		job, err := c.Compile(spec)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(c.Fit(job))
	}
	// Output:
	// 12
	// 3
}

// A task that is to stop gives back its port at once, or when it has stopped: AWS
// documents both.
func ExampleCluster_SetStopping() {
	for _, hold := range []bool{false, true} {
		var c placement.Cluster
		c.SetStopping(placement.Stopping{HoldPorts: hold})
		id, err := c.AddInstance(placement.Instance{ID: "i-1", Registered: placement.Resources{CPU: 1024, Memory: 2048}, AgentConnected: true})
		if err != nil {
			fmt.Println(err)
			return
		}
		job, err := c.Compile(placement.TaskSpec{Group: "service:web", Ports: []placement.Port{{Number: 80}}})
		if err != nil {
			fmt.Println(err)
			return
		}
		task, err := c.Assign(id, job)
		if err != nil {
			fmt.Println(err)
			return
		}
		if err := c.StopTask(task); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("held: %t, room for %d\n", hold, c.Fit(job))
		if err := c.Release(task); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("stopped: room for", c.Fit(job))
	}
	// Output:
	// held: false, room for 1
	// stopped: room for 1
	// held: true, room for 0
	// stopped: room for 1
}

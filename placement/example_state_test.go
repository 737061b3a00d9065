package placement_test

import (
	"errors"
	"fmt"

	"github.com/ecskit/ecskit/placement"
)

// A snapshot is restored as it is: Assign would refuse what runs on an instance
// that takes no new tasks, Restore does not.
func ExampleCluster_Restore() {
	c := threeInstances()
	job, err := c.Compile(placement.TaskSpec{Group: "service:web", Resources: placement.Resources{CPU: 1024, Memory: 1024}})
	if err != nil {
		fmt.Println(err)
		return
	}
	id, _ := c.Lookup("i-1")
	if err := c.Drain(id); err != nil {
		fmt.Println(err)
		return
	}
	_, err = c.Assign(id, job)
	fmt.Println(err)
	for range 3 { // what the snapshot has there; the third is one too many
		_, err := c.Restore(id, job)
		fmt.Println(c.Free(id).CPU, err)
	}
	// Output:
	// placement: not active
	// 1024 <nil>
	// 0 <nil>
	// 0 placement: 1024 CPU units more
}

// Chance is part of the state: a copy goes on with the same draws, and the same seed
// gives the same placements for ever.
func ExampleCluster_Seed() {
	c := threeInstances()
	c.Seed(7)
	job, err := c.Compile(placement.TaskSpec{
		Group:     "service:web",
		Resources: placement.Resources{CPU: 256, Memory: 256},
		Strategy:  []placement.Strategy{{Type: placement.Random}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var branch placement.Cluster
	branch.CopyFrom(c)
	here, errHere := c.Place(nil, job, 8)
	there, errThere := branch.Place(nil, job, 8)
	if err := errors.Join(errHere, errThere); err != nil {
		fmt.Println(err)
		return
	}
	same := 0
	for i := range here {
		if here[i].Instance == there[i].Instance {
			same++
		}
	}
	fmt.Println(same, "of", len(here), "are the same")
	// Output:
	// 8 of 8 are the same
}

// What a task takes comes back in two steps: when it is to stop, and when it has
// stopped.
func ExampleCluster_StopTask() {
	var c placement.Cluster
	id, err := c.AddInstance(placement.Instance{ID: "i-1", Registered: placement.Resources{CPU: 1024, Memory: 2048, ENI: 1}, AgentConnected: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	job, err := c.Compile(placement.TaskSpec{Group: "service:web", Resources: placement.Resources{CPU: 256, Memory: 512, ENI: 1}})
	if err != nil {
		fmt.Println(err)
		return
	}
	task, err := c.Assign(id, job)
	fmt.Printf("%+v %d %v\n", c.Free(id), c.Count("service:web"), err)
	err = c.StopTask(task)
	fmt.Printf("%+v %d %v\n", c.Free(id), c.Count("service:web"), err)
	err = c.Release(task)
	fmt.Printf("%+v %d %v\n", c.Free(id), c.Count("service:web"), err)
	// Output:
	// {CPU:768 Memory:1536 GPU:0 ENI:0} 1 <nil>
	// {CPU:1024 Memory:2048 GPU:0 ENI:0} 0 <nil>
	// {CPU:1024 Memory:2048 GPU:0 ENI:1} 0 <nil>
}

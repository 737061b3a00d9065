package placement_test

import (
	"fmt"

	"github.com/ecskit/ecskit/placement"
	"github.com/ecskit/ecskit/taskdef"
)

// specOf copies what a task definition demands into a specification. The two
// packages do not know each other: Demand is plain numbers.
func specOf(td *taskdef.TaskDefinition, group string) (placement.TaskSpec, error) {
	d, err := td.Demand()
	if err != nil {
		return placement.TaskSpec{}, err
	}
	if d.AllGPUs || d.NeuronDevices {
		return placement.TaskSpec{}, fmt.Errorf("%s takes all devices of an instance: write how many there are", td.Family)
	}
	spec := placement.TaskSpec{
		Group:     group,
		Resources: placement.Resources{CPU: d.CPU, Memory: d.Memory, GPU: d.GPU, ENI: d.ENI},
		GPUShare:  placement.GPUShare{MemoryMiB: d.GPUShare},
	}
	for _, p := range d.Ports {
		spec.Ports = append(spec.Ports, placement.Port{Number: p.Number, Protocol: p.Protocol})
	}
	for _, expression := range d.MemberOf {
		spec.Constraints = append(spec.Constraints, placement.Constraint{Type: placement.MemberOf, Expression: expression})
	}
	for _, a := range td.RequiredAttributes() {
		spec.RequiredAttributes = append(spec.RequiredAttributes, a.Name)
	}
	return spec, nil
}

// Where the tasks of a task definition would go.
func Example_taskDefinition() {
	td, findings, err := taskdef.Parse([]byte(`{
		"family": "web", "networkMode": "bridge",
		"containerDefinitions": [
			{"name": "nginx", "image": "nginx:1.27", "cpu": 256, "memoryReservation": 256, "memory": 512,
			 "portMappings": [{"containerPort": 80, "hostPort": 80}]},
			{"name": "app", "image": "app:7", "cpu": 512, "memory": 1024}
		],
		"placementConstraints": [{"type": "memberOf", "expression": "attribute:ecs.instance-type =~ m5.*"}]
	}`))
	if err != nil || len(findings) > 0 {
		fmt.Println(findings, err)
		return
	}
	spec, err := specOf(td, "service:web")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%+v %v\n", spec.Resources, spec.Ports)
	fmt.Println(spec.RequiredAttributes)

	var c placement.Cluster
	capabilities := map[string]string{}
	for _, name := range spec.RequiredAttributes {
		capabilities[name] = "" // as the agent registers them
	}
	for i, instanceType := range []string{"m5.large", "m5.large", "t3.large"} {
		capabilities["ecs.instance-type"] = instanceType
		_, err := c.AddInstance(placement.Instance{
			ID:             fmt.Sprintf("i-%d", i+1),
			Registered:     placement.Resources{CPU: 2048, Memory: 7680},
			Attributes:     capabilities, // copied
			AgentConnected: true,
		})
		if err != nil {
			fmt.Println(err)
			return
		}
	}
	job, err := c.Compile(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	placed, err := c.Place(nil, job, 3)
	fmt.Println(len(placed), "placed:", err)
	for _, r := range c.Explain(nil, job) {
		fmt.Println(r.Count, r.Reason, "-", job.Text(r.Lacks))
	}
	// Output:
	// {CPU:768 Memory:1280 GPU:0 ENI:0} [{80 tcp}]
	// [com.amazonaws.ecs.capability.docker-remote-api.1.21]
	// 2 placed: placement: no instance meets all requirements of the task
	// 2 port taken - tcp 80 is taken
	// 1 memberOf - fails at attribute:ecs.instance-type =~ m5.*
}

package ecssdk_test

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/placement"
	"github.com/ecskit/ecskit/rollout"
	"github.com/ecskit/ecskit/taskdef"
)

// A definition of ours becomes the input that a client takes.
func ExampleToRegisterInput() {
	in := ecssdk.ToRegisterInput(&taskdef.TaskDefinition{
		Family:               "web",
		ContainerDefinitions: []taskdef.ContainerDefinition{{Name: "app", Image: "nginx:1.29", Memory: new(128)}},
	})
	fmt.Println(*in.Family, *in.ContainerDefinitions[0].Image, *in.ContainerDefinitions[0].Memory)
	// Output: web nginx:1.29 128
}

// What ECS says remains on an instance is enough to ask for one more task.
func ExampleToFailures() {
	instances := []types.ContainerInstance{{ // of DescribeContainerInstances
		ContainerInstanceArn: new("arn:…/a1"), Status: new("ACTIVE"), AgentConnected: true,
		RemainingResources: []types.Resource{
			{Name: new("CPU"), IntegerValue: 512},
			{Name: new("MEMORY"), IntegerValue: 900},
			{Name: new("PORTS"), StringSetValue: []string{"22", "80"}},
		},
	}}
	var c placement.Cluster
	for i := range instances {
		in, err := ecssdk.FromRemaining(&instances[i])
		if err != nil {
			fmt.Println(err) // a status, a port that cannot be read
			return
		}
		if _, err := c.AddInstance(in); err != nil {
			fmt.Println(err)
			return
		}
	}
	job, err := c.Compile(placement.TaskSpec{Group: "service:web", Resources: placement.Resources{CPU: 256, Memory: 1024}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range ecssdk.ToFailures(&c, job) {
		fmt.Printf("%s %s: %s\n", *f.Arn, *f.Reason, *f.Detail)
	}
	// Output: arn:…/a1 RESOURCE:MEMORY: 124 MiB more
}

func ExampleFromTask() {
	t, err := ecssdk.FromTask(&types.Task{ // of DescribeTasks
		ContainerInstanceArn: new("arn:…/a1"), Group: new("service:web"),
		Containers: []types.Container{{
			Cpu: new("256"), Memory: new("512"),
			NetworkBindings: []types.NetworkBinding{{HostPort: new(int32(32768)), Protocol: types.TransportProtocolTcp}},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(t.Instance, t.Spec.Group, t.Spec.Resources.CPU, t.Spec.Resources.Memory, t.Spec.Ports)
	// Output: arn:…/a1 service:web 256 512 [{32768 tcp}]
}

func ExampleFromService() {
	s := ecssdk.FromService(&types.Service{ServiceName: new("web"), DesiredCount: 4, DeploymentConfiguration: &types.DeploymentConfiguration{
		MinimumHealthyPercent: new(int32(50)),
	}})
	fmt.Println(s.ServiceName, *s.DesiredCount, *s.DeploymentConfiguration.MinimumHealthyPercent)
	// Output: web 4 50
}

// Members that the input does not have are left out.
func ExampleToUpdateServiceInput() {
	s := ecssdk.FromUpdateServiceInput(&ecs.UpdateServiceInput{Service: new("web")})
	s.DeploymentConfiguration = &rollout.DeploymentConfiguration{MaximumPercent: new(150)}
	in := ecssdk.ToUpdateServiceInput(s)
	fmt.Println(*in.Service, *in.DeploymentConfiguration.MaximumPercent, in.DesiredCount == nil)
	// Output: web 150 true
}

func ExampleFromCapacityProviderStrategy() {
	items := ecssdk.FromCapacityProviderStrategy([]types.CapacityProviderStrategyItem{{CapacityProvider: new("FARGATE"), Weight: 3}})
	fmt.Println(items[0].CapacityProvider, *items[0].Weight, items[0].Base == nil)
	// Output: FARGATE 3 true
}

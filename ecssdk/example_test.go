package ecssdk_test

import (
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/cql"
	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/placement"
	"github.com/ecskit/ecskit/rollout"
	"github.com/ecskit/ecskit/service"
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

// What DescribeTaskDefinition returns goes into every check of package taskdef.
func ExampleFromDescribeTaskDefinition() {
	td := ecssdk.FromDescribeTaskDefinition(&ecs.DescribeTaskDefinitionOutput{
		TaskDefinition: &types.TaskDefinition{
			Family: new("web"), Cpu: new("256"), Memory: new("4096"), NetworkMode: types.NetworkModeAwsvpc,
			RequiresCompatibilities: []types.Compatibility{types.CompatibilityFargate},
			ContainerDefinitions:    []types.ContainerDefinition{{Name: new("app"), Image: new("nginx:1.29"), Essential: new(true)}},
		},
		Tags: []types.Tag{{Key: new("team"), Value: new("shop")}},
	})
	fmt.Println(td.Family, td.Tags[0].Value)
	for _, f := range taskdef.Validate(td, taskdef.Config{}) {
		if f.Severity == diag.Error {
			fmt.Println(f.Path, f.Name)
		}
	}
	// Output:
	// web shop
	// memory fargate-cpu-memory
}

// A container instance with its tasks becomes a cluster that places one more.
func ExampleFromContainerInstance() {
	instance, err := ecssdk.FromContainerInstance(&types.ContainerInstance{ // of DescribeContainerInstances
		ContainerInstanceArn: new("arn:…/a1"), Status: new("ACTIVE"), AgentConnected: true,
		RegisteredResources: []types.Resource{
			{Name: new("CPU"), Type: new("INTEGER"), IntegerValue: 1024},
			{Name: new("MEMORY"), Type: new("INTEGER"), IntegerValue: 2048},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	running, err := ecssdk.FromTask(&types.Task{ // of DescribeTasks
		ContainerInstanceArn: new("arn:…/a1"), Group: new("service:web"), Cpu: new("768"), Memory: new("512"),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var c placement.Cluster
	id, err := c.AddInstance(instance)
	if err != nil {
		fmt.Println(err)
		return
	}
	job, err := c.Compile(running.Spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := c.Restore(id, job); err != nil {
		fmt.Println(err)
		return
	}
	free := c.Free(id)
	fmt.Println(free.CPU, free.Memory, c.Fit(job))
	// Output: 256 1536 0
}

// A value that cannot be read is an error with its place, and never a guess.
func ExampleValueError() {
	_, err := ecssdk.FromTask(&types.Task{Containers: []types.Container{{Cpu: new("a lot")}}})
	if v, ok := errors.AsType[*ecssdk.ValueError](err); ok {
		fmt.Println(v.Path)
	}
	fmt.Println(err)
	// Output:
	// containers[0].cpu
	// ecssdk: containers[0].cpu is "a lot", not a number of CPU units
}

func ExampleToCQLInstance() {
	expression := cql.MustParse("attribute:ecs.instance-type =~ m6i.* and not(task:group == service:batch)")
	in := ecssdk.ToCQLInstance(&types.ContainerInstance{
		Attributes: []types.Attribute{{Name: new("ecs.instance-type"), Value: new("m6i.large")}},
	}, []string{"service:web"})
	fmt.Println(expression.Match(&in))
	// Output: true
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

// A described service answers what a deployment of it would do.
func ExampleToRolloutService() {
	s := ecssdk.ToRolloutService(&types.Service{
		DesiredCount: 4, SchedulingStrategy: types.SchedulingStrategyReplica,
		DeploymentConfiguration: &types.DeploymentConfiguration{MaximumPercent: new(int32(150))},
		Deployments: []types.Deployment{
			{Status: new("PRIMARY"), DesiredCount: 4, RunningCount: 2, RolloutState: types.DeploymentRolloutStateInProgress},
			{Status: new("ACTIVE"), RunningCount: 4},
		},
	})
	step := s.Config().Next(s.State())
	fmt.Printf("stop %d old tasks, start %d new ones\n", step.Stop, step.Start)
	// Output: stop 2 old tasks, start 2 new ones
}

// A service of ours becomes the input that a client takes.
func ExampleToCreateServiceInput() {
	in := ecssdk.ToCreateServiceInput(&service.Service{
		ServiceName: "web", TaskDefinition: "web:3", DesiredCount: new(2), LaunchType: service.LaunchFargate,
		NetworkConfiguration: &service.NetworkConfiguration{AWSVPCConfiguration: &service.AWSVPCConfiguration{Subnets: []string{"subnet-1"}}},
	})
	fmt.Println(*in.ServiceName, *in.DesiredCount, in.LaunchType, in.NetworkConfiguration.AwsvpcConfiguration.Subnets)
	// Output: web 2 FARGATE [subnet-1]
}

func ExampleToCreateTaskSetInput() {
	in := ecssdk.ToCreateTaskSetInput(&service.TaskSet{
		ClusterARN: "prod", ServiceARN: "web", TaskDefinition: "web:4", Scale: &service.Scale{Value: new(25.0), Unit: "PERCENT"},
	})
	fmt.Println(*in.Cluster, *in.Service, in.Scale.Value, in.Scale.Unit)
	// Output: prod web 25 PERCENT
}

func ExampleFromDeploymentConfiguration() {
	d := ecssdk.FromDeploymentConfiguration(&types.DeploymentConfiguration{MinimumHealthyPercent: new(int32(50))})
	config := d.Resolve(rollout.Replica) // fills in 200 percent at most
	lower, upper := config.Limits(4)
	fmt.Println(lower, upper)
	// Output: 2 8
}

// Managed scaling of a described capacity provider says how far its group grows.
func ExampleFromCapacityProvider() {
	p := ecssdk.FromCapacityProvider(&types.CapacityProvider{
		Name: new("spot"),
		AutoScalingGroupProvider: &types.AutoScalingGroupProvider{
			ManagedScaling: &types.ManagedScaling{Status: types.ManagedScalingStatusEnabled, MaximumScalingStepSize: new(int32(3))},
		},
	})
	scaling, warmup, enabled := p.AutoScalingGroup.ManagedScaling.Resolve()
	desired, _ := scaling.Desired(10, 4)
	fmt.Println(p.Name, desired, warmup, enabled)
	// Output: spot 7 5m0s true
}

// A described service becomes an update of it. Members that the input does not have
// are left out.
func ExampleToUpdateServiceInput() {
	s := ecssdk.FromService(&types.Service{
		ServiceName: new("web"), ServiceArn: new("arn:aws:ecs:eu-west-1:123456789012:service/prod/web"),
		ClusterArn: new("arn:aws:ecs:eu-west-1:123456789012:cluster/prod"), Status: new("ACTIVE"), DesiredCount: 2,
	})
	s.DeploymentConfiguration = &rollout.DeploymentConfiguration{MaximumPercent: new(150)}
	in := ecssdk.ToUpdateServiceInput(s)
	fmt.Println(*in.Service, *in.Cluster, *in.DesiredCount, *in.DeploymentConfiguration.MaximumPercent)
	// Output: arn:aws:ecs:eu-west-1:123456789012:service/prod/web arn:aws:ecs:eu-west-1:123456789012:cluster/prod 2 150
}

func ExampleFromCapacityProviderStrategy() {
	items := ecssdk.FromCapacityProviderStrategy([]types.CapacityProviderStrategyItem{{CapacityProvider: new("FARGATE"), Weight: 3}})
	fmt.Println(items[0].CapacityProvider, *items[0].Weight, items[0].Base == nil)
	// Output: FARGATE 3 true
}

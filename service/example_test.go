package service_test

import (
	"fmt"

	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

func ExampleLoad() {
	doc, err := service.Load([]byte(`{
  "serviceName": "web", "taskDefinition": "web:7", "desiredCount": 1, "launchType": "EC2",
  "platformVersion": "1.4.0",
  "deploymentConfiguration": {"minimumHealthyPercent": 100, "maximumPercent": 150}
}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range doc.Check(service.Config{}) {
		p, _ := doc.Position(f.Path)
		fmt.Println(p, f.Severity, f.Name)
	}
	// Output:
	// 4:30 warning stuck-by-limits
	// 3:22 warning platform-version
}

// Fargate behind an Application Load Balancer: targets are addresses, and the load
// balancer reaches the port of the container on the interface of the task.
func ExampleNetwork_fargate() {
	td := &taskdef.TaskDefinition{
		NetworkMode:             taskdef.NetworkModeAWSVPC,
		RequiresCompatibilities: []taskdef.Compatibility{taskdef.CompatibilityFargate},
		ContainerDefinitions: []taskdef.ContainerDefinition{{
			Name: "app", PortMappings: []taskdef.PortMapping{{ContainerPort: new(8080)}},
		}},
	}
	s := &service.Service{LaunchType: service.LaunchFargate, LoadBalancers: []service.LoadBalancer{{
		TargetGroupARN: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef",
		ContainerName:  "app", ContainerPort: new(8080),
	}}}
	for _, e := range service.Network(s, td) {
		fmt.Println("target type", e.TargetType)
		for _, rule := range e.Rules {
			fmt.Println(rule)
		}
	}
	// Output:
	// target type ip
	// load balancer → tasks, tcp 8080
}

// Dynamic ports behind an Application Load Balancer: targets are instances, and the
// load balancer must reach the whole range on every one of them.
func ExampleNetwork() {
	td := &taskdef.TaskDefinition{
		NetworkMode: taskdef.NetworkModeBridge,
		ContainerDefinitions: []taskdef.ContainerDefinition{{
			Name: "app", PortMappings: []taskdef.PortMapping{{ContainerPort: new(8080)}},
		}},
	}
	s := &service.Service{LoadBalancers: []service.LoadBalancer{{
		TargetGroupARN: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef",
		ContainerName:  "app", ContainerPort: new(8080),
	}}}
	for _, e := range service.Network(s, td) {
		fmt.Println("target type", e.TargetType)
		for _, rule := range e.Rules {
			fmt.Println(rule)
		}
	}
	// Output:
	// target type instance
	// load balancer → instances, tcp 32768-61000
}

// Fargate behind an Application Load Balancer, with the tasks' security group
// checked against the rules that must exist.
func ExampleCheckGroups() {
	td := &taskdef.TaskDefinition{
		NetworkMode: taskdef.NetworkModeAWSVPC,
		ContainerDefinitions: []taskdef.ContainerDefinition{{
			Name: "app", PortMappings: []taskdef.PortMapping{{ContainerPort: new(8080)}},
		}},
	}
	s := &service.Service{LaunchType: service.LaunchFargate, LoadBalancers: []service.LoadBalancer{{ContainerName: "app", ContainerPort: new(8080)}}}
	entry := service.Network(s, td)[0]
	groups := service.Groups{
		service.LoadBalancing: {{ID: "sg-lb"}},
		service.Tasks:         {{ID: "sg-app", Ingress: []service.Permission{{Protocol: "tcp", FirstPort: 80, LastPort: 80, Groups: []string{"sg-lb"}}}}},
	}
	for _, f := range service.CheckGroups(entry.Rules, groups) {
		fmt.Println(f.Message)
	}
	// Output:
	// no security group of the tasks (sg-app) lets in load balancer → tasks, tcp 8080
}

func ExampleDiff() {
	old := &service.Service{TaskDefinition: "web:7", DesiredCount: new(2)}
	update := &service.Service{TaskDefinition: "web:8", DesiredCount: new(4)}
	for _, c := range service.Diff(old, update) {
		fmt.Printf("%s: %s → %s, starts a deployment: %t\n", c.Path, c.Old, c.New, c.Deploys)
	}
	// Output:
	// taskDefinition: "web:7" → "web:8", starts a deployment: true
	// desiredCount: 2 → 4, starts a deployment: false
}

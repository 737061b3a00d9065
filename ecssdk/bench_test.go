package ecssdk_test

import (
	"testing"

	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/taskdef"
)

// threeContainers is an ordinary service: an application, a proxy, a log router.
func threeContainers() *taskdef.TaskDefinition {
	container := func(name string) taskdef.ContainerDefinition {
		return taskdef.ContainerDefinition{
			Name: name, Image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/" + name + ":1", CPU: new(64), MemoryReservation: new(128), Essential: new(true),
			PortMappings: []taskdef.PortMapping{{ContainerPort: new(8080), Protocol: "tcp"}},
			Environment:  []taskdef.KeyValuePair{{Name: "A", Value: "1"}, {Name: "B", Value: "2"}, {Name: "C", Value: "3"}},
			Secrets:      []taskdef.Secret{{Name: "S", ValueFrom: "arn:aws:ssm:eu-west-1:123456789012:parameter/s"}},
			LogConfiguration: &taskdef.LogConfiguration{LogDriver: "awslogs", Options: map[string]string{
				"awslogs-group": "g", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": name}},
			HealthCheck: &taskdef.HealthCheck{Command: []string{"CMD", "true"}, Interval: new(10)},
		}
	}
	return &taskdef.TaskDefinition{
		Family: "web", CPU: "512", Memory: "1024", NetworkMode: "awsvpc", RequiresCompatibilities: []taskdef.Compatibility{"FARGATE"},
		ExecutionRoleARN:     "arn:aws:iam::123456789012:role/exec",
		ContainerDefinitions: []taskdef.ContainerDefinition{container("app"), container("proxy"), container("log")},
	}
}

// A conversion takes no more allocations than it did when it was measured to stay
// below 3 µs on an idle machine: most of its time is in them.
func TestTaskDefinitionAllocations(t *testing.T) {
	td := threeContainers()
	in := ecssdk.ToRegisterInput(td)
	if n := testing.AllocsPerRun(100, func() { ecssdk.ToRegisterInput(td) }); n > 30 {
		t.Errorf("to the SDK: %v allocations, want at most 30", n)
	}
	if n := testing.AllocsPerRun(100, func() { ecssdk.FromRegisterInput(in) }); n > 41 {
		t.Errorf("from the SDK: %v allocations, want at most 41", n)
	}
}

func BenchmarkTaskDefinition(b *testing.B) {
	td := threeContainers()
	in := ecssdk.ToRegisterInput(td)
	b.Run("direction=to", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			ecssdk.ToRegisterInput(td)
		}
	})
	b.Run("direction=from", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			ecssdk.FromRegisterInput(in)
		}
	})
}

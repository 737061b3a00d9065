package ecssdk

import (
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/service"
)

// FromTaskSet converts a task set as DescribeTaskSets returns it. nil gives nil.
func FromTaskSet(s *types.TaskSet) *service.TaskSet { return fromPointer(s, fromTaskSet) }

// ToTaskSet converts to what DescribeTaskSets returns. nil gives nil.
func ToTaskSet(t *service.TaskSet) *types.TaskSet { return toPointer(new(arena), t, toTaskSet) }

// FromCreateTaskSetInput converts the input of CreateTaskSet. ClusterARN and
// ServiceARN are what the input names, which may be the short name. The client
// token is left out: it belongs to one request, and package service has none for a
// task set. nil gives nil.
func FromCreateTaskSetInput(s *ecs.CreateTaskSetInput) *service.TaskSet {
	return fromPointer(s, fromCreateTaskSetInput)
}

// ToCreateTaskSetInput converts to the input of CreateTaskSet, which takes the
// ARNs of a described task set for the names of its cluster and service. Members
// that only outputs have are left out, and there is no client token. nil gives
// nil.
func ToCreateTaskSetInput(t *service.TaskSet) *ecs.CreateTaskSetInput {
	return toPointer(new(arena), t, toCreateTaskSetInput)
}

func fromCreateTaskSetInput(s *ecs.CreateTaskSetInput, t *service.TaskSet) {
	t.ClusterARN = text(s.Cluster)
	t.ServiceARN = text(s.Service)
	t.TaskDefinition = text(s.TaskDefinition)
	t.CapacityProviderStrategy = fromList(s.CapacityProviderStrategy, fromCapacityProviderStrategyItem)
	t.ExternalID = text(s.ExternalId)
	t.LaunchType = service.LaunchType(s.LaunchType)
	t.LoadBalancers = fromList(s.LoadBalancers, fromLoadBalancer)
	t.NetworkConfiguration = fromPointer(s.NetworkConfiguration, fromNetworkConfiguration)
	t.PlatformVersion = text(s.PlatformVersion)
	t.Scale = fromPointer(s.Scale, fromScale)
	t.ServiceRegistries = fromList(s.ServiceRegistries, fromServiceRegistry)
	t.Tags = fromList(s.Tags, fromTag)
}

func toCreateTaskSetInput(a *arena, t *service.TaskSet, s *ecs.CreateTaskSetInput) {
	s.Cluster = a.text(t.ClusterARN)
	s.Service = a.text(t.ServiceARN)
	s.TaskDefinition = a.text(t.TaskDefinition)
	s.CapacityProviderStrategy = toList(a, t.CapacityProviderStrategy, toCapacityProviderStrategyItem)
	s.ExternalId = a.text(t.ExternalID)
	s.LaunchType = types.LaunchType(t.LaunchType)
	s.LoadBalancers = toList(a, t.LoadBalancers, toLoadBalancer)
	s.NetworkConfiguration = toPointer(a, t.NetworkConfiguration, toNetworkConfiguration)
	s.PlatformVersion = a.text(t.PlatformVersion)
	s.Scale = toPointer(a, t.Scale, toScale)
	s.ServiceRegistries = toList(a, t.ServiceRegistries, toServiceRegistry)
	s.Tags = toList(a, t.Tags, toTag)
}

func fromTaskSet(s *types.TaskSet, t *service.TaskSet) {
	t.CapacityProviderStrategy = fromList(s.CapacityProviderStrategy, fromCapacityProviderStrategyItem)
	t.ClusterARN = text(s.ClusterArn)
	t.ComputedDesiredCount = new(int(s.ComputedDesiredCount))
	t.CreatedAt = orZero(s.CreatedAt)
	t.ExternalID = text(s.ExternalId)
	t.FargateEphemeralStorage = fromPointer(s.FargateEphemeralStorage, fromFargateEphemeralStorage)
	t.ID = text(s.Id)
	t.LaunchType = service.LaunchType(s.LaunchType)
	t.LoadBalancers = fromList(s.LoadBalancers, fromLoadBalancer)
	t.NetworkConfiguration = fromPointer(s.NetworkConfiguration, fromNetworkConfiguration)
	t.PendingCount = new(int(s.PendingCount))
	t.PlatformFamily = text(s.PlatformFamily)
	t.PlatformVersion = text(s.PlatformVersion)
	t.RunningCount = new(int(s.RunningCount))
	t.Scale = fromPointer(s.Scale, fromScale)
	t.ServiceARN = text(s.ServiceArn)
	t.ServiceRegistries = fromList(s.ServiceRegistries, fromServiceRegistry)
	t.StabilityStatus = string(s.StabilityStatus)
	t.StabilityStatusAt = orZero(s.StabilityStatusAt)
	t.StartedBy = text(s.StartedBy)
	t.Status = text(s.Status)
	t.Tags = fromList(s.Tags, fromTag)
	t.TaskDefinition = text(s.TaskDefinition)
	t.TaskSetARN = text(s.TaskSetArn)
	t.UpdatedAt = orZero(s.UpdatedAt)
}

func toTaskSet(a *arena, t *service.TaskSet, s *types.TaskSet) {
	s.CapacityProviderStrategy = toList(a, t.CapacityProviderStrategy, toCapacityProviderStrategyItem)
	s.ClusterArn = a.text(t.ClusterARN)
	s.ComputedDesiredCount = value(t.ComputedDesiredCount)
	s.CreatedAt = timePointer(t.CreatedAt)
	s.ExternalId = a.text(t.ExternalID)
	s.FargateEphemeralStorage = toPointer(a, t.FargateEphemeralStorage, toFargateEphemeralStorage)
	s.Id = a.text(t.ID)
	s.LaunchType = types.LaunchType(t.LaunchType)
	s.LoadBalancers = toList(a, t.LoadBalancers, toLoadBalancer)
	s.NetworkConfiguration = toPointer(a, t.NetworkConfiguration, toNetworkConfiguration)
	s.PendingCount = value(t.PendingCount)
	s.PlatformFamily = a.text(t.PlatformFamily)
	s.PlatformVersion = a.text(t.PlatformVersion)
	s.RunningCount = value(t.RunningCount)
	s.Scale = toPointer(a, t.Scale, toScale)
	s.ServiceArn = a.text(t.ServiceARN)
	s.ServiceRegistries = toList(a, t.ServiceRegistries, toServiceRegistry)
	s.StabilityStatus = types.StabilityStatus(t.StabilityStatus)
	s.StabilityStatusAt = timePointer(t.StabilityStatusAt)
	s.StartedBy = a.text(t.StartedBy)
	s.Status = a.text(t.Status)
	s.Tags = toList(a, t.Tags, toTag)
	s.TaskDefinition = a.text(t.TaskDefinition)
	s.TaskSetArn = a.text(t.TaskSetARN)
	s.UpdatedAt = timePointer(t.UpdatedAt)
}

func fromScale(s *types.Scale, t *service.Scale) {
	t.Unit = string(s.Unit)
	t.Value = new(s.Value)
}

func toScale(_ *arena, t *service.Scale, s *types.Scale) {
	s.Unit = types.ScaleUnit(t.Unit)
	s.Value = orZero(t.Value)
}

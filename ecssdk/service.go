package ecssdk

import (
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/rollout"
	"github.com/ecskit/ecskit/service"
)

// FromService converts a service as DescribeServices returns it. Counts and truth
// values of the output are there also when they are 0 or false. nil gives nil.
func FromService(s *types.Service) *service.Service { return fromPointer(s, fromService) }

// ToService converts to what DescribeServices returns. Members that only inputs
// have are left out. nil gives nil.
func ToService(t *service.Service) *types.Service { return toPointer(new(arena), t, toService) }

// FromCreateServiceInput converts the input of CreateService. nil gives nil.
func FromCreateServiceInput(s *ecs.CreateServiceInput) *service.Service {
	return fromPointer(s, fromCreateServiceInput)
}

// ToCreateServiceInput converts to the input of CreateService. Members that only
// outputs and updates have are left out; the cluster of a described service is
// named by its ARN. nil gives nil.
func ToCreateServiceInput(t *service.Service) *ecs.CreateServiceInput {
	return toPointer(new(arena), t, toCreateServiceInput)
}

// FromUpdateServiceInput converts the input of UpdateService. nil gives nil.
func FromUpdateServiceInput(s *ecs.UpdateServiceInput) *service.Service {
	return fromPointer(s, fromUpdateServiceInput)
}

// ToUpdateServiceInput converts to the input of UpdateService. Members that only
// outputs and creation have are left out; a described service and its cluster are
// named by their ARNs, one that was to be created by its name. nil gives nil.
func ToUpdateServiceInput(t *service.Service) *ecs.UpdateServiceInput {
	return toPointer(new(arena), t, toUpdateServiceInput)
}

func fromService(s *types.Service, t *service.Service) {
	t.AvailabilityZoneRebalancing = service.Rebalancing(s.AvailabilityZoneRebalancing)
	t.CapacityProviderStrategy = fromList(s.CapacityProviderStrategy, fromCapacityProviderStrategyItem)
	t.ClusterARN = text(s.ClusterArn)
	t.CreatedAt = orZero(s.CreatedAt)
	t.CreatedBy = text(s.CreatedBy)
	t.CurrentServiceDeployment = text(s.CurrentServiceDeployment)
	t.CurrentServiceRevisions = fromList(s.CurrentServiceRevisions, fromServiceRevision)
	t.DeploymentConfiguration = fromPointer(s.DeploymentConfiguration, fromDeploymentConfiguration)
	t.DeploymentController = fromPointer(s.DeploymentController, fromDeploymentController)
	t.Deployments = fromList(s.Deployments, fromDeployment)
	t.DesiredCount = new(int(s.DesiredCount))
	t.EnableECSManagedTags = new(s.EnableECSManagedTags)
	t.EnableExecuteCommand = new(s.EnableExecuteCommand)
	t.Events = fromList(s.Events, fromServiceEvent)
	t.HealthCheckGracePeriodSeconds = wide(s.HealthCheckGracePeriodSeconds)
	t.LaunchType = service.LaunchType(s.LaunchType)
	t.LoadBalancers = fromList(s.LoadBalancers, fromLoadBalancer)
	t.NetworkConfiguration = fromPointer(s.NetworkConfiguration, fromNetworkConfiguration)
	t.PendingCount = new(int(s.PendingCount))
	t.PlacementConstraints = fromList(s.PlacementConstraints, fromServiceConstraint)
	t.PlacementStrategy = fromList(s.PlacementStrategy, fromServiceStrategy)
	t.PlatformFamily = text(s.PlatformFamily)
	t.PlatformVersion = text(s.PlatformVersion)
	t.PropagateTags = service.PropagateTags(s.PropagateTags)
	t.ResourceManagementType = string(s.ResourceManagementType)
	t.RoleARN = text(s.RoleArn)
	t.RunningCount = new(int(s.RunningCount))
	t.SchedulingStrategy = service.SchedulingStrategy(s.SchedulingStrategy)
	t.ServiceARN = text(s.ServiceArn)
	t.ServiceName = text(s.ServiceName)
	t.ServiceRegistries = fromList(s.ServiceRegistries, fromServiceRegistry)
	t.Status = text(s.Status)
	t.Tags = fromList(s.Tags, fromTag)
	t.TaskDefinition = text(s.TaskDefinition)
	t.TaskSets = fromList(s.TaskSets, fromTaskSet)
}

func toService(a *arena, t *service.Service, s *types.Service) {
	s.AvailabilityZoneRebalancing = types.AvailabilityZoneRebalancing(t.AvailabilityZoneRebalancing)
	s.CapacityProviderStrategy = toList(a, t.CapacityProviderStrategy, toCapacityProviderStrategyItem)
	s.ClusterArn = a.text(t.ClusterARN)
	s.CreatedAt = timePointer(t.CreatedAt)
	s.CreatedBy = a.text(t.CreatedBy)
	s.CurrentServiceDeployment = a.text(t.CurrentServiceDeployment)
	s.CurrentServiceRevisions = toList(a, t.CurrentServiceRevisions, toServiceRevision)
	s.DeploymentConfiguration = toPointer(a, t.DeploymentConfiguration, toDeploymentConfiguration)
	s.DeploymentController = toPointer(a, t.DeploymentController, toDeploymentController)
	s.Deployments = toList(a, t.Deployments, toDeployment)
	s.DesiredCount = value(t.DesiredCount)
	s.EnableECSManagedTags = orZero(t.EnableECSManagedTags)
	s.EnableExecuteCommand = orZero(t.EnableExecuteCommand)
	s.Events = toList(a, t.Events, toServiceEvent)
	s.HealthCheckGracePeriodSeconds = a.number(t.HealthCheckGracePeriodSeconds)
	s.LaunchType = types.LaunchType(t.LaunchType)
	s.LoadBalancers = toList(a, t.LoadBalancers, toLoadBalancer)
	s.NetworkConfiguration = toPointer(a, t.NetworkConfiguration, toNetworkConfiguration)
	s.PendingCount = value(t.PendingCount)
	s.PlacementConstraints = toList(a, t.PlacementConstraints, toServiceConstraint)
	s.PlacementStrategy = toList(a, t.PlacementStrategy, toServiceStrategy)
	s.PlatformFamily = a.text(t.PlatformFamily)
	s.PlatformVersion = a.text(t.PlatformVersion)
	s.PropagateTags = types.PropagateTags(t.PropagateTags)
	s.ResourceManagementType = types.ResourceManagementType(t.ResourceManagementType)
	s.RoleArn = a.text(t.RoleARN)
	s.RunningCount = value(t.RunningCount)
	s.SchedulingStrategy = types.SchedulingStrategy(t.SchedulingStrategy)
	s.ServiceArn = a.text(t.ServiceARN)
	s.ServiceName = a.text(t.ServiceName)
	s.ServiceRegistries = toList(a, t.ServiceRegistries, toServiceRegistry)
	s.Status = a.text(t.Status)
	s.Tags = toList(a, t.Tags, toTag)
	s.TaskDefinition = a.text(t.TaskDefinition)
	s.TaskSets = toList(a, t.TaskSets, toTaskSet)
}

func fromServiceRevision(s *types.ServiceCurrentRevisionSummary, t *service.ServiceRevision) {
	t.ARN = text(s.Arn)
	t.PendingTaskCount = new(int(s.PendingTaskCount))
	t.RequestedTaskCount = new(int(s.RequestedTaskCount))
	t.RunningTaskCount = new(int(s.RunningTaskCount))
}

func toServiceRevision(a *arena, t *service.ServiceRevision, s *types.ServiceCurrentRevisionSummary) {
	s.Arn = a.text(t.ARN)
	s.PendingTaskCount = value(t.PendingTaskCount)
	s.RequestedTaskCount = value(t.RequestedTaskCount)
	s.RunningTaskCount = value(t.RunningTaskCount)
}

func fromDeploymentController(s *types.DeploymentController, t *service.DeploymentController) {
	t.Type = service.ControllerType(s.Type)
}

func toDeploymentController(_ *arena, t *service.DeploymentController, s *types.DeploymentController) {
	s.Type = types.DeploymentControllerType(t.Type)
}

func fromDeployment(s *types.Deployment, t *service.Deployment) {
	t.CapacityProviderStrategy = fromList(s.CapacityProviderStrategy, fromCapacityProviderStrategyItem)
	t.CreatedAt = orZero(s.CreatedAt)
	t.DesiredCount = new(int(s.DesiredCount))
	t.FailedTasks = new(int(s.FailedTasks))
	t.FargateEphemeralStorage = fromPointer(s.FargateEphemeralStorage, fromFargateEphemeralStorage)
	t.ID = text(s.Id)
	t.LaunchType = service.LaunchType(s.LaunchType)
	t.NetworkConfiguration = fromPointer(s.NetworkConfiguration, fromNetworkConfiguration)
	t.PendingCount = new(int(s.PendingCount))
	t.PlatformFamily = text(s.PlatformFamily)
	t.PlatformVersion = text(s.PlatformVersion)
	t.RolloutState = rollout.RolloutState(s.RolloutState)
	t.RolloutStateReason = text(s.RolloutStateReason)
	t.RunningCount = new(int(s.RunningCount))
	t.ServiceConnectConfiguration = fromPointer(s.ServiceConnectConfiguration, fromServiceConnectConfiguration)
	t.ServiceConnectResources = fromList(s.ServiceConnectResources, fromServiceConnectResource)
	t.Status = text(s.Status)
	t.TaskDefinition = text(s.TaskDefinition)
	t.UpdatedAt = orZero(s.UpdatedAt)
	t.VolumeConfigurations = fromList(s.VolumeConfigurations, fromServiceVolumeConfiguration)
	t.VPCLatticeConfigurations = fromList(s.VpcLatticeConfigurations, fromVPCLatticeConfiguration)
}

func toDeployment(a *arena, t *service.Deployment, s *types.Deployment) {
	s.CapacityProviderStrategy = toList(a, t.CapacityProviderStrategy, toCapacityProviderStrategyItem)
	s.CreatedAt = timePointer(t.CreatedAt)
	s.DesiredCount = value(t.DesiredCount)
	s.FailedTasks = value(t.FailedTasks)
	s.FargateEphemeralStorage = toPointer(a, t.FargateEphemeralStorage, toFargateEphemeralStorage)
	s.Id = a.text(t.ID)
	s.LaunchType = types.LaunchType(t.LaunchType)
	s.NetworkConfiguration = toPointer(a, t.NetworkConfiguration, toNetworkConfiguration)
	s.PendingCount = value(t.PendingCount)
	s.PlatformFamily = a.text(t.PlatformFamily)
	s.PlatformVersion = a.text(t.PlatformVersion)
	s.RolloutState = types.DeploymentRolloutState(t.RolloutState)
	s.RolloutStateReason = a.text(t.RolloutStateReason)
	s.RunningCount = value(t.RunningCount)
	s.ServiceConnectConfiguration = toPointer(a, t.ServiceConnectConfiguration, toServiceConnectConfiguration)
	s.ServiceConnectResources = toList(a, t.ServiceConnectResources, toServiceConnectResource)
	s.Status = a.text(t.Status)
	s.TaskDefinition = a.text(t.TaskDefinition)
	s.UpdatedAt = timePointer(t.UpdatedAt)
	s.VolumeConfigurations = toList(a, t.VolumeConfigurations, toServiceVolumeConfiguration)
	s.VpcLatticeConfigurations = toList(a, t.VPCLatticeConfigurations, toVPCLatticeConfiguration)
}

func fromFargateEphemeralStorage(s *types.DeploymentEphemeralStorage, t *service.FargateEphemeralStorage) {
	t.KMSKeyID = text(s.KmsKeyId)
}

func toFargateEphemeralStorage(a *arena, t *service.FargateEphemeralStorage, s *types.DeploymentEphemeralStorage) {
	s.KmsKeyId = a.text(t.KMSKeyID)
}

func fromServiceConnectResource(s *types.ServiceConnectServiceResource, t *service.ServiceConnectResource) {
	t.DiscoveryARN = text(s.DiscoveryArn)
	t.DiscoveryName = text(s.DiscoveryName)
}

func toServiceConnectResource(a *arena, t *service.ServiceConnectResource, s *types.ServiceConnectServiceResource) {
	s.DiscoveryArn = a.text(t.DiscoveryARN)
	s.DiscoveryName = a.text(t.DiscoveryName)
}

func fromServiceEvent(s *types.ServiceEvent, t *service.ServiceEvent) {
	t.CreatedAt = orZero(s.CreatedAt)
	t.ID = text(s.Id)
	t.Message = text(s.Message)
}

func toServiceEvent(a *arena, t *service.ServiceEvent, s *types.ServiceEvent) {
	s.CreatedAt = timePointer(t.CreatedAt)
	s.Id = a.text(t.ID)
	s.Message = a.text(t.Message)
}

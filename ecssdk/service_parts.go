package ecssdk

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/service"
)

func fromCapacityProviderStrategyItem(s *types.CapacityProviderStrategyItem, t *service.CapacityProviderStrategyItem) {
	t.CapacityProvider = text(s.CapacityProvider)
	t.Base = nonZero(s.Base)
	t.Weight = nonZero(s.Weight)
}

func toCapacityProviderStrategyItem(a *arena, t *service.CapacityProviderStrategyItem, s *types.CapacityProviderStrategyItem) {
	s.CapacityProvider = a.text(t.CapacityProvider)
	s.Base = value(t.Base)
	s.Weight = value(t.Weight)
}

func fromServiceVolumeConfiguration(s *types.ServiceVolumeConfiguration, t *service.VolumeConfiguration) {
	t.Name = text(s.Name)
	t.ManagedEBSVolume = fromPointer(s.ManagedEBSVolume, fromManagedEBSVolume)
}

func toServiceVolumeConfiguration(a *arena, t *service.VolumeConfiguration, s *types.ServiceVolumeConfiguration) {
	s.Name = a.text(t.Name)
	s.ManagedEBSVolume = toPointer(a, t.ManagedEBSVolume, toManagedEBSVolume)
}

func fromManagedEBSVolume(s *types.ServiceManagedEBSVolumeConfiguration, t *service.ManagedEBSVolume) {
	t.RoleARN = text(s.RoleArn)
	t.Encrypted = clone(s.Encrypted)
	t.FilesystemType = string(s.FilesystemType)
	t.IOPS = wide(s.Iops)
	t.KMSKeyID = text(s.KmsKeyId)
	t.SizeInGiB = wide(s.SizeInGiB)
	t.SnapshotID = text(s.SnapshotId)
	t.TagSpecifications = fromList(s.TagSpecifications, fromEBSTagSpecification)
	t.Throughput = wide(s.Throughput)
	t.VolumeInitializationRate = wide(s.VolumeInitializationRate)
	t.VolumeType = text(s.VolumeType)
}

func toManagedEBSVolume(a *arena, t *service.ManagedEBSVolume, s *types.ServiceManagedEBSVolumeConfiguration) {
	s.RoleArn = a.text(t.RoleARN)
	s.Encrypted = a.flag(t.Encrypted)
	s.FilesystemType = types.TaskFilesystemType(t.FilesystemType)
	s.Iops = a.number(t.IOPS)
	s.KmsKeyId = a.text(t.KMSKeyID)
	s.SizeInGiB = a.number(t.SizeInGiB)
	s.SnapshotId = a.text(t.SnapshotID)
	s.TagSpecifications = toList(a, t.TagSpecifications, toEBSTagSpecification)
	s.Throughput = a.number(t.Throughput)
	s.VolumeInitializationRate = a.number(t.VolumeInitializationRate)
	s.VolumeType = a.text(t.VolumeType)
}

func fromEBSTagSpecification(s *types.EBSTagSpecification, t *service.EBSTagSpecification) {
	t.ResourceType = string(s.ResourceType)
	t.PropagateTags = service.PropagateTags(s.PropagateTags)
	t.Tags = fromList(s.Tags, fromTag)
}

func toEBSTagSpecification(a *arena, t *service.EBSTagSpecification, s *types.EBSTagSpecification) {
	s.ResourceType = types.EBSResourceType(t.ResourceType)
	s.PropagateTags = types.PropagateTags(t.PropagateTags)
	s.Tags = toList(a, t.Tags, toTag)
}

func fromServiceConstraint(s *types.PlacementConstraint, t *service.PlacementConstraint) {
	t.Expression = text(s.Expression)
	t.Type = service.ConstraintType(s.Type)
}

func toServiceConstraint(a *arena, t *service.PlacementConstraint, s *types.PlacementConstraint) {
	s.Expression = a.text(t.Expression)
	s.Type = types.PlacementConstraintType(t.Type)
}

func fromServiceStrategy(s *types.PlacementStrategy, t *service.PlacementStrategy) {
	t.Field = text(s.Field)
	t.Type = service.StrategyType(s.Type)
}

func toServiceStrategy(a *arena, t *service.PlacementStrategy, s *types.PlacementStrategy) {
	s.Field = a.text(t.Field)
	s.Type = types.PlacementStrategyType(t.Type)
}

func fromMonitoring(s *types.MonitoringConfiguration, t *service.Monitoring) {
	t.MetricConfigurations = fromList(s.MetricConfigurations, fromMetricConfiguration)
}

func toMonitoring(a *arena, t *service.Monitoring, s *types.MonitoringConfiguration) {
	s.MetricConfigurations = toList(a, t.MetricConfigurations, toMetricConfiguration)
}

func fromMetricConfiguration(s *types.MetricConfiguration, t *service.MetricConfiguration) {
	t.MetricNames = slices.Clone(s.MetricNames)
	t.ResolutionSeconds = wide(s.ResolutionSeconds)
}

func toMetricConfiguration(a *arena, t *service.MetricConfiguration, s *types.MetricConfiguration) {
	s.MetricNames = slices.Clone(t.MetricNames)
	s.ResolutionSeconds = a.number(t.ResolutionSeconds)
}

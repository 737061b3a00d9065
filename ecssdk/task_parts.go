package ecssdk

import (
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/taskdef"
)

func fromTaskDefinition(s *types.TaskDefinition, t *taskdef.TaskDefinition) {
	t.ComputedCompatibilities = renamed[taskdef.Compatibility](s.Compatibilities)
	t.ContainerDefinitions = fromList(s.ContainerDefinitions, fromContainerDefinition)
	t.CPU = text(s.Cpu)
	t.DeleteRequestedAt = orZero(s.DeleteRequestedAt)
	t.DeregisteredAt = orZero(s.DeregisteredAt)
	t.EnableFaultInjection = clone(s.EnableFaultInjection)
	t.EphemeralStorage = fromPointer(s.EphemeralStorage, fromEphemeralStorage)
	t.ExecutionRoleARN = text(s.ExecutionRoleArn)
	t.Family = text(s.Family)
	//lint:ignore SA1019 nothing is lost of a definition that still has it
	t.InferenceAccelerators = fromList(s.InferenceAccelerators, fromInferenceAccelerator)
	t.IPCMode = taskdef.IPCMode(s.IpcMode)
	t.Memory = text(s.Memory)
	t.NetworkMode = taskdef.NetworkMode(s.NetworkMode)
	t.PIDMode = taskdef.PIDMode(s.PidMode)
	t.PlacementConstraints = fromList(s.PlacementConstraints, fromPlacementConstraint)
	t.ProxyConfiguration = fromPointer(s.ProxyConfiguration, fromProxyConfiguration)
	t.RegisteredAt = orZero(s.RegisteredAt)
	t.RegisteredBy = text(s.RegisteredBy)
	t.RequiresAttributes = fromList(s.RequiresAttributes, fromAttribute)
	t.RequiresCompatibilities = renamed[taskdef.Compatibility](s.RequiresCompatibilities)
	t.Revision = nonZero(s.Revision)
	t.RuntimePlatform = fromPointer(s.RuntimePlatform, fromRuntimePlatform)
	t.Status = taskdef.TaskDefinitionStatus(s.Status)
	t.TaskDefinitionARN = text(s.TaskDefinitionArn)
	t.TaskRoleARN = text(s.TaskRoleArn)
	t.Volumes = fromList(s.Volumes, fromVolume)
}

func toTaskDefinition(a *arena, t *taskdef.TaskDefinition, s *types.TaskDefinition) {
	s.Compatibilities = renamed[types.Compatibility](t.ComputedCompatibilities)
	s.ContainerDefinitions = toList(a, t.ContainerDefinitions, toContainerDefinition)
	s.Cpu = a.text(t.CPU)
	s.DeleteRequestedAt = timePointer(t.DeleteRequestedAt)
	s.DeregisteredAt = timePointer(t.DeregisteredAt)
	s.EnableFaultInjection = a.flag(t.EnableFaultInjection)
	s.EphemeralStorage = toPointer(a, t.EphemeralStorage, toEphemeralStorage)
	s.ExecutionRoleArn = a.text(t.ExecutionRoleARN)
	s.Family = a.text(t.Family)
	//lint:ignore SA1019 nothing is lost of a definition that still has it
	s.InferenceAccelerators = toList(a, t.InferenceAccelerators, toInferenceAccelerator)
	s.IpcMode = types.IpcMode(t.IPCMode)
	s.Memory = a.text(t.Memory)
	s.NetworkMode = types.NetworkMode(t.NetworkMode)
	s.PidMode = types.PidMode(t.PIDMode)
	s.PlacementConstraints = toList(a, t.PlacementConstraints, toPlacementConstraint)
	s.ProxyConfiguration = toPointer(a, t.ProxyConfiguration, toProxyConfiguration)
	s.RegisteredAt = timePointer(t.RegisteredAt)
	s.RegisteredBy = a.text(t.RegisteredBy)
	s.RequiresAttributes = toList(a, t.RequiresAttributes, toAttribute)
	s.RequiresCompatibilities = renamed[types.Compatibility](t.RequiresCompatibilities)
	s.Revision = value(t.Revision)
	s.RuntimePlatform = toPointer(a, t.RuntimePlatform, toRuntimePlatform)
	s.Status = types.TaskDefinitionStatus(t.Status)
	s.TaskDefinitionArn = a.text(t.TaskDefinitionARN)
	s.TaskRoleArn = a.text(t.TaskRoleARN)
	s.Volumes = toList(a, t.Volumes, toVolume)
}

func fromEphemeralStorage(s *types.EphemeralStorage, t *taskdef.EphemeralStorage) {
	t.SizeInGiB = new(int(s.SizeInGiB))
}

func toEphemeralStorage(a *arena, t *taskdef.EphemeralStorage, s *types.EphemeralStorage) {
	s.SizeInGiB = value(t.SizeInGiB)
}

func fromInferenceAccelerator(s *types.InferenceAccelerator, t *taskdef.InferenceAccelerator) {
	t.DeviceName = text(s.DeviceName)
	t.DeviceType = text(s.DeviceType)
}

func toInferenceAccelerator(a *arena, t *taskdef.InferenceAccelerator, s *types.InferenceAccelerator) {
	s.DeviceName = a.text(t.DeviceName)
	s.DeviceType = a.text(t.DeviceType)
}

func fromPlacementConstraint(s *types.TaskDefinitionPlacementConstraint, t *taskdef.PlacementConstraint) {
	t.Expression = text(s.Expression)
	t.Type = taskdef.PlacementConstraintType(s.Type)
}

func toPlacementConstraint(a *arena, t *taskdef.PlacementConstraint, s *types.TaskDefinitionPlacementConstraint) {
	s.Expression = a.text(t.Expression)
	s.Type = types.TaskDefinitionPlacementConstraintType(t.Type)
}

func fromProxyConfiguration(s *types.ProxyConfiguration, t *taskdef.ProxyConfiguration) {
	t.ContainerName = text(s.ContainerName)
	t.Properties = fromList(s.Properties, fromKeyValuePair)
	t.Type = taskdef.ProxyType(s.Type)
}

func toProxyConfiguration(a *arena, t *taskdef.ProxyConfiguration, s *types.ProxyConfiguration) {
	s.ContainerName = a.text(t.ContainerName)
	s.Properties = toList(a, t.Properties, toKeyValuePair)
	s.Type = types.ProxyConfigurationType(t.Type)
}

func fromAttribute(s *types.Attribute, t *taskdef.Attribute) {
	t.Name = text(s.Name)
	t.TargetID = text(s.TargetId)
	t.TargetType = taskdef.TargetType(s.TargetType)
	t.Value = text(s.Value)
}

func toAttribute(a *arena, t *taskdef.Attribute, s *types.Attribute) {
	s.Name = a.text(t.Name)
	s.TargetId = a.text(t.TargetID)
	s.TargetType = types.TargetType(t.TargetType)
	s.Value = a.text(t.Value)
}

func fromRuntimePlatform(s *types.RuntimePlatform, t *taskdef.RuntimePlatform) {
	t.CPUArchitecture = taskdef.CPUArchitecture(s.CpuArchitecture)
	t.OperatingSystemFamily = taskdef.OSFamily(s.OperatingSystemFamily)
}

func toRuntimePlatform(a *arena, t *taskdef.RuntimePlatform, s *types.RuntimePlatform) {
	s.CpuArchitecture = types.CPUArchitecture(t.CPUArchitecture)
	s.OperatingSystemFamily = types.OSFamily(t.OperatingSystemFamily)
}

func fromRegisterInput(s *ecs.RegisterTaskDefinitionInput, t *taskdef.TaskDefinition) {
	t.ContainerDefinitions = fromList(s.ContainerDefinitions, fromContainerDefinition)
	t.Family = text(s.Family)
	t.CPU = text(s.Cpu)
	t.EnableFaultInjection = clone(s.EnableFaultInjection)
	t.EphemeralStorage = fromPointer(s.EphemeralStorage, fromEphemeralStorage)
	t.ExecutionRoleARN = text(s.ExecutionRoleArn)
	//lint:ignore SA1019 nothing is lost of a definition that still has it
	t.InferenceAccelerators = fromList(s.InferenceAccelerators, fromInferenceAccelerator)
	t.IPCMode = taskdef.IPCMode(s.IpcMode)
	t.Memory = text(s.Memory)
	t.NetworkMode = taskdef.NetworkMode(s.NetworkMode)
	t.PIDMode = taskdef.PIDMode(s.PidMode)
	t.PlacementConstraints = fromList(s.PlacementConstraints, fromPlacementConstraint)
	t.ProxyConfiguration = fromPointer(s.ProxyConfiguration, fromProxyConfiguration)
	t.RequiresCompatibilities = renamed[taskdef.Compatibility](s.RequiresCompatibilities)
	t.RuntimePlatform = fromPointer(s.RuntimePlatform, fromRuntimePlatform)
	t.Tags = fromList(s.Tags, fromTag)
	t.TaskRoleARN = text(s.TaskRoleArn)
	t.Volumes = fromList(s.Volumes, fromVolume)
}

func toRegisterInput(a *arena, t *taskdef.TaskDefinition, s *ecs.RegisterTaskDefinitionInput) {
	s.ContainerDefinitions = toList(a, t.ContainerDefinitions, toContainerDefinition)
	s.Family = a.text(t.Family)
	s.Cpu = a.text(t.CPU)
	s.EnableFaultInjection = a.flag(t.EnableFaultInjection)
	s.EphemeralStorage = toPointer(a, t.EphemeralStorage, toEphemeralStorage)
	s.ExecutionRoleArn = a.text(t.ExecutionRoleARN)
	//lint:ignore SA1019 nothing is lost of a definition that still has it
	s.InferenceAccelerators = toList(a, t.InferenceAccelerators, toInferenceAccelerator)
	s.IpcMode = types.IpcMode(t.IPCMode)
	s.Memory = a.text(t.Memory)
	s.NetworkMode = types.NetworkMode(t.NetworkMode)
	s.PidMode = types.PidMode(t.PIDMode)
	s.PlacementConstraints = toList(a, t.PlacementConstraints, toPlacementConstraint)
	s.ProxyConfiguration = toPointer(a, t.ProxyConfiguration, toProxyConfiguration)
	s.RequiresCompatibilities = renamed[types.Compatibility](t.RequiresCompatibilities)
	s.RuntimePlatform = toPointer(a, t.RuntimePlatform, toRuntimePlatform)
	s.Tags = toList(a, t.Tags, toTag)
	s.TaskRoleArn = a.text(t.TaskRoleARN)
	s.Volumes = toList(a, t.Volumes, toVolume)
}

func fromTag(s *types.Tag, t *taskdef.Tag) {
	t.Key = text(s.Key)
	t.Value = text(s.Value)
}

func toTag(a *arena, t *taskdef.Tag, s *types.Tag) {
	s.Key = a.text(t.Key)
	s.Value = a.text(t.Value)
}

package ecssdk

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/taskdef"
)

func fromTaskOverride(s *types.TaskOverride, t *taskdef.TaskOverride) {
	t.ContainerOverrides = fromList(s.ContainerOverrides, fromContainerOverride)
	t.CPU = text(s.Cpu)
	t.EphemeralStorage = fromPointer(s.EphemeralStorage, fromEphemeralStorage)
	t.ExecutionRoleARN = text(s.ExecutionRoleArn)
	//lint:ignore SA1019 nothing is lost of a definition that still has it
	t.InferenceAcceleratorOverrides = fromList(s.InferenceAcceleratorOverrides, fromInferenceAcceleratorOverride)
	t.Memory = text(s.Memory)
	t.TaskRoleARN = text(s.TaskRoleArn)
}

func toTaskOverride(a *arena, t *taskdef.TaskOverride, s *types.TaskOverride) {
	s.ContainerOverrides = toList(a, t.ContainerOverrides, toContainerOverride)
	s.Cpu = a.text(t.CPU)
	s.EphemeralStorage = toPointer(a, t.EphemeralStorage, toEphemeralStorage)
	s.ExecutionRoleArn = a.text(t.ExecutionRoleARN)
	//lint:ignore SA1019 nothing is lost of a definition that still has it
	s.InferenceAcceleratorOverrides = toList(a, t.InferenceAcceleratorOverrides, toInferenceAcceleratorOverride)
	s.Memory = a.text(t.Memory)
	s.TaskRoleArn = a.text(t.TaskRoleARN)
}

func fromContainerOverride(s *types.ContainerOverride, t *taskdef.ContainerOverride) {
	t.Command = slices.Clone(s.Command)
	t.CPU = wide(s.Cpu)
	t.Environment = fromList(s.Environment, fromKeyValuePair)
	t.EnvironmentFiles = fromList(s.EnvironmentFiles, fromEnvironmentFile)
	t.Memory = wide(s.Memory)
	t.MemoryReservation = wide(s.MemoryReservation)
	t.Name = text(s.Name)
	t.ResourceRequirements = fromList(s.ResourceRequirements, fromResourceRequirement)
}

func toContainerOverride(a *arena, t *taskdef.ContainerOverride, s *types.ContainerOverride) {
	s.Command = slices.Clone(t.Command)
	s.Cpu = a.number(t.CPU)
	s.Environment = toList(a, t.Environment, toKeyValuePair)
	s.EnvironmentFiles = toList(a, t.EnvironmentFiles, toEnvironmentFile)
	s.Memory = a.number(t.Memory)
	s.MemoryReservation = a.number(t.MemoryReservation)
	s.Name = a.text(t.Name)
	s.ResourceRequirements = toList(a, t.ResourceRequirements, toResourceRequirement)
}

func fromInferenceAcceleratorOverride(s *types.InferenceAcceleratorOverride, t *taskdef.InferenceAcceleratorOverride) {
	t.DeviceName = text(s.DeviceName)
	t.DeviceType = text(s.DeviceType)
}

func toInferenceAcceleratorOverride(a *arena, t *taskdef.InferenceAcceleratorOverride, s *types.InferenceAcceleratorOverride) {
	s.DeviceName = a.text(t.DeviceName)
	s.DeviceType = a.text(t.DeviceType)
}

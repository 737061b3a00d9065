package ecssdk

import (
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/taskdef"
)

func fromFirelensConfiguration(s *types.FirelensConfiguration, t *taskdef.FirelensConfiguration) {
	t.Type = taskdef.FirelensType(s.Type)
	t.Options = maps.Clone(s.Options)
}

func toFirelensConfiguration(a *arena, t *taskdef.FirelensConfiguration, s *types.FirelensConfiguration) {
	s.Type = types.FirelensConfigurationType(t.Type)
	s.Options = maps.Clone(t.Options)
}

func fromLinuxParameters(s *types.LinuxParameters, t *taskdef.LinuxParameters) {
	t.Capabilities = fromPointer(s.Capabilities, fromKernelCapabilities)
	t.Devices = fromList(s.Devices, fromDevice)
	t.InitProcessEnabled = clone(s.InitProcessEnabled)
	t.MaxSwap = wide(s.MaxSwap)
	t.SharedMemorySize = wide(s.SharedMemorySize)
	t.Swappiness = wide(s.Swappiness)
	t.Tmpfs = fromList(s.Tmpfs, fromTmpfs)
}

func toLinuxParameters(a *arena, t *taskdef.LinuxParameters, s *types.LinuxParameters) {
	s.Capabilities = toPointer(a, t.Capabilities, toKernelCapabilities)
	s.Devices = toList(a, t.Devices, toDevice)
	s.InitProcessEnabled = a.flag(t.InitProcessEnabled)
	s.MaxSwap = a.number(t.MaxSwap)
	s.SharedMemorySize = a.number(t.SharedMemorySize)
	s.Swappiness = a.number(t.Swappiness)
	s.Tmpfs = toList(a, t.Tmpfs, toTmpfs)
}

func fromKernelCapabilities(s *types.KernelCapabilities, t *taskdef.KernelCapabilities) {
	t.Add = slices.Clone(s.Add)
	t.Drop = slices.Clone(s.Drop)
}

func toKernelCapabilities(a *arena, t *taskdef.KernelCapabilities, s *types.KernelCapabilities) {
	s.Add = slices.Clone(t.Add)
	s.Drop = slices.Clone(t.Drop)
}

func fromDevice(s *types.Device, t *taskdef.Device) {
	t.HostPath = text(s.HostPath)
	t.ContainerPath = text(s.ContainerPath)
	t.Permissions = renamed[taskdef.DeviceCgroupPermission](s.Permissions)
}

func toDevice(a *arena, t *taskdef.Device, s *types.Device) {
	s.HostPath = a.text(t.HostPath)
	s.ContainerPath = a.text(t.ContainerPath)
	s.Permissions = renamed[types.DeviceCgroupPermission](t.Permissions)
}

func fromTmpfs(s *types.Tmpfs, t *taskdef.Tmpfs) {
	t.ContainerPath = text(s.ContainerPath)
	t.Size = new(int(s.Size))
	t.MountOptions = slices.Clone(s.MountOptions)
}

func toTmpfs(a *arena, t *taskdef.Tmpfs, s *types.Tmpfs) {
	s.ContainerPath = a.text(t.ContainerPath)
	s.Size = value(t.Size)
	s.MountOptions = slices.Clone(t.MountOptions)
}

func fromLogConfiguration(s *types.LogConfiguration, t *taskdef.LogConfiguration) {
	t.LogDriver = taskdef.LogDriver(s.LogDriver)
	t.Options = maps.Clone(s.Options)
	t.SecretOptions = fromList(s.SecretOptions, fromSecret)
}

func toLogConfiguration(a *arena, t *taskdef.LogConfiguration, s *types.LogConfiguration) {
	s.LogDriver = types.LogDriver(t.LogDriver)
	s.Options = maps.Clone(t.Options)
	s.SecretOptions = toList(a, t.SecretOptions, toSecret)
}

func fromSystemControl(s *types.SystemControl, t *taskdef.SystemControl) {
	t.Namespace = text(s.Namespace)
	t.Value = text(s.Value)
}

func toSystemControl(a *arena, t *taskdef.SystemControl, s *types.SystemControl) {
	s.Namespace = a.text(t.Namespace)
	s.Value = a.text(t.Value)
}

func fromUlimit(s *types.Ulimit, t *taskdef.Ulimit) {
	t.HardLimit = new(int(s.HardLimit))
	t.Name = taskdef.UlimitName(s.Name)
	t.SoftLimit = new(int(s.SoftLimit))
}

func toUlimit(a *arena, t *taskdef.Ulimit, s *types.Ulimit) {
	s.HardLimit = value(t.HardLimit)
	s.Name = types.UlimitName(t.Name)
	s.SoftLimit = value(t.SoftLimit)
}

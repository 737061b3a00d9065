package ecssdk

import (
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/taskdef"
)

func fromContainerDefinition(s *types.ContainerDefinition, t *taskdef.ContainerDefinition) {
	t.Command = slices.Clone(s.Command)
	t.CPU = nonZero(s.Cpu)
	t.CredentialSpecs = slices.Clone(s.CredentialSpecs)
	t.DependsOn = fromList(s.DependsOn, fromContainerDependency)
	t.DisableNetworking = clone(s.DisableNetworking)
	t.DNSSearchDomains = slices.Clone(s.DnsSearchDomains)
	t.DNSServers = slices.Clone(s.DnsServers)
	t.DockerLabels = maps.Clone(s.DockerLabels)
	t.DockerSecurityOptions = slices.Clone(s.DockerSecurityOptions)
	t.EntryPoint = slices.Clone(s.EntryPoint)
	t.Environment = fromList(s.Environment, fromKeyValuePair)
	t.EnvironmentFiles = fromList(s.EnvironmentFiles, fromEnvironmentFile)
	t.Essential = clone(s.Essential)
	t.ExtraHosts = fromList(s.ExtraHosts, fromHostEntry)
	t.FirelensConfiguration = fromPointer(s.FirelensConfiguration, fromFirelensConfiguration)
	t.HealthCheck = fromPointer(s.HealthCheck, fromHealthCheck)
	t.Hostname = text(s.Hostname)
	t.Image = text(s.Image)
	t.Interactive = clone(s.Interactive)
	t.Links = slices.Clone(s.Links)
	t.LinuxParameters = fromPointer(s.LinuxParameters, fromLinuxParameters)
	t.LogConfiguration = fromPointer(s.LogConfiguration, fromLogConfiguration)
	t.Memory = wide(s.Memory)
	t.MemoryReservation = wide(s.MemoryReservation)
	t.MountPoints = fromList(s.MountPoints, fromMountPoint)
	t.Name = text(s.Name)
	t.PortMappings = fromList(s.PortMappings, fromPortMapping)
	t.Privileged = clone(s.Privileged)
	t.PseudoTerminal = clone(s.PseudoTerminal)
	t.ReadonlyRootFilesystem = clone(s.ReadonlyRootFilesystem)
	t.RepositoryCredentials = fromPointer(s.RepositoryCredentials, fromRepositoryCredentials)
	t.ResourceRequirements = fromList(s.ResourceRequirements, fromResourceRequirement)
	t.RestartPolicy = fromPointer(s.RestartPolicy, fromContainerRestartPolicy)
	t.Secrets = fromList(s.Secrets, fromSecret)
	t.StartTimeout = wide(s.StartTimeout)
	t.StopTimeout = wide(s.StopTimeout)
	t.SystemControls = fromList(s.SystemControls, fromSystemControl)
	t.Ulimits = fromList(s.Ulimits, fromUlimit)
	t.User = text(s.User)
	t.VersionConsistency = taskdef.VersionConsistency(s.VersionConsistency)
	t.VolumesFrom = fromList(s.VolumesFrom, fromVolumeFrom)
	t.WorkingDirectory = text(s.WorkingDirectory)
}

func toContainerDefinition(a *arena, t *taskdef.ContainerDefinition, s *types.ContainerDefinition) {
	s.Command = slices.Clone(t.Command)
	s.Cpu = value(t.CPU)
	s.CredentialSpecs = slices.Clone(t.CredentialSpecs)
	s.DependsOn = toList(a, t.DependsOn, toContainerDependency)
	s.DisableNetworking = a.flag(t.DisableNetworking)
	s.DnsSearchDomains = slices.Clone(t.DNSSearchDomains)
	s.DnsServers = slices.Clone(t.DNSServers)
	s.DockerLabels = maps.Clone(t.DockerLabels)
	s.DockerSecurityOptions = slices.Clone(t.DockerSecurityOptions)
	s.EntryPoint = slices.Clone(t.EntryPoint)
	s.Environment = toList(a, t.Environment, toKeyValuePair)
	s.EnvironmentFiles = toList(a, t.EnvironmentFiles, toEnvironmentFile)
	s.Essential = a.flag(t.Essential)
	s.ExtraHosts = toList(a, t.ExtraHosts, toHostEntry)
	s.FirelensConfiguration = toPointer(a, t.FirelensConfiguration, toFirelensConfiguration)
	s.HealthCheck = toPointer(a, t.HealthCheck, toHealthCheck)
	s.Hostname = a.text(t.Hostname)
	s.Image = a.text(t.Image)
	s.Interactive = a.flag(t.Interactive)
	s.Links = slices.Clone(t.Links)
	s.LinuxParameters = toPointer(a, t.LinuxParameters, toLinuxParameters)
	s.LogConfiguration = toPointer(a, t.LogConfiguration, toLogConfiguration)
	s.Memory = a.number(t.Memory)
	s.MemoryReservation = a.number(t.MemoryReservation)
	s.MountPoints = toList(a, t.MountPoints, toMountPoint)
	s.Name = a.text(t.Name)
	s.PortMappings = toList(a, t.PortMappings, toPortMapping)
	s.Privileged = a.flag(t.Privileged)
	s.PseudoTerminal = a.flag(t.PseudoTerminal)
	s.ReadonlyRootFilesystem = a.flag(t.ReadonlyRootFilesystem)
	s.RepositoryCredentials = toPointer(a, t.RepositoryCredentials, toRepositoryCredentials)
	s.ResourceRequirements = toList(a, t.ResourceRequirements, toResourceRequirement)
	s.RestartPolicy = toPointer(a, t.RestartPolicy, toContainerRestartPolicy)
	s.Secrets = toList(a, t.Secrets, toSecret)
	s.StartTimeout = a.number(t.StartTimeout)
	s.StopTimeout = a.number(t.StopTimeout)
	s.SystemControls = toList(a, t.SystemControls, toSystemControl)
	s.Ulimits = toList(a, t.Ulimits, toUlimit)
	s.User = a.text(t.User)
	s.VersionConsistency = types.VersionConsistency(t.VersionConsistency)
	s.VolumesFrom = toList(a, t.VolumesFrom, toVolumeFrom)
	s.WorkingDirectory = a.text(t.WorkingDirectory)
}

func fromContainerDependency(s *types.ContainerDependency, t *taskdef.ContainerDependency) {
	t.Condition = taskdef.ContainerCondition(s.Condition)
	t.ContainerName = text(s.ContainerName)
}

func toContainerDependency(a *arena, t *taskdef.ContainerDependency, s *types.ContainerDependency) {
	s.Condition = types.ContainerCondition(t.Condition)
	s.ContainerName = a.text(t.ContainerName)
}

func fromKeyValuePair(s *types.KeyValuePair, t *taskdef.KeyValuePair) {
	t.Name = text(s.Name)
	t.Value = text(s.Value)
}

func toKeyValuePair(a *arena, t *taskdef.KeyValuePair, s *types.KeyValuePair) {
	s.Name = a.text(t.Name)
	s.Value = a.string(t.Value) // "" is a value of a variable
}

func fromEnvironmentFile(s *types.EnvironmentFile, t *taskdef.EnvironmentFile) {
	t.Type = taskdef.EnvironmentFileType(s.Type)
	t.Value = text(s.Value)
}

func toEnvironmentFile(a *arena, t *taskdef.EnvironmentFile, s *types.EnvironmentFile) {
	s.Type = types.EnvironmentFileType(t.Type)
	s.Value = a.text(t.Value)
}

func fromHostEntry(s *types.HostEntry, t *taskdef.HostEntry) {
	t.Hostname = text(s.Hostname)
	t.IPAddress = text(s.IpAddress)
}

func toHostEntry(a *arena, t *taskdef.HostEntry, s *types.HostEntry) {
	s.Hostname = a.text(t.Hostname)
	s.IpAddress = a.text(t.IPAddress)
}

func fromHealthCheck(s *types.HealthCheck, t *taskdef.HealthCheck) {
	t.Command = slices.Clone(s.Command)
	t.Interval = wide(s.Interval)
	t.Retries = wide(s.Retries)
	t.StartPeriod = wide(s.StartPeriod)
	t.Timeout = wide(s.Timeout)
}

func toHealthCheck(a *arena, t *taskdef.HealthCheck, s *types.HealthCheck) {
	s.Command = slices.Clone(t.Command)
	s.Interval = a.number(t.Interval)
	s.Retries = a.number(t.Retries)
	s.StartPeriod = a.number(t.StartPeriod)
	s.Timeout = a.number(t.Timeout)
}

func fromSecret(s *types.Secret, t *taskdef.Secret) {
	t.Name = text(s.Name)
	t.ValueFrom = text(s.ValueFrom)
}

func toSecret(a *arena, t *taskdef.Secret, s *types.Secret) {
	s.Name = a.text(t.Name)
	s.ValueFrom = a.text(t.ValueFrom)
}

func fromMountPoint(s *types.MountPoint, t *taskdef.MountPoint) {
	t.ContainerPath = text(s.ContainerPath)
	t.ReadOnly = clone(s.ReadOnly)
	t.SourceVolume = text(s.SourceVolume)
}

func toMountPoint(a *arena, t *taskdef.MountPoint, s *types.MountPoint) {
	s.ContainerPath = a.text(t.ContainerPath)
	s.ReadOnly = a.flag(t.ReadOnly)
	s.SourceVolume = a.text(t.SourceVolume)
}

func fromPortMapping(s *types.PortMapping, t *taskdef.PortMapping) {
	t.AppProtocol = taskdef.ApplicationProtocol(s.AppProtocol)
	t.ContainerPort = wide(s.ContainerPort)
	t.ContainerPortRange = text(s.ContainerPortRange)
	t.HostPort = wide(s.HostPort)
	t.Name = text(s.Name)
	t.Protocol = taskdef.TransportProtocol(s.Protocol)
}

func toPortMapping(a *arena, t *taskdef.PortMapping, s *types.PortMapping) {
	s.AppProtocol = types.ApplicationProtocol(t.AppProtocol)
	s.ContainerPort = a.number(t.ContainerPort)
	s.ContainerPortRange = a.text(t.ContainerPortRange)
	s.HostPort = a.number(t.HostPort)
	s.Name = a.text(t.Name)
	s.Protocol = types.TransportProtocol(t.Protocol)
}

func fromRepositoryCredentials(s *types.RepositoryCredentials, t *taskdef.RepositoryCredentials) {
	t.CredentialsParameter = text(s.CredentialsParameter)
}

func toRepositoryCredentials(a *arena, t *taskdef.RepositoryCredentials, s *types.RepositoryCredentials) {
	s.CredentialsParameter = a.text(t.CredentialsParameter)
}

func fromResourceRequirement(s *types.ResourceRequirement, t *taskdef.ResourceRequirement) {
	t.Type = taskdef.ResourceType(s.Type)
	t.SharingStrategy = fromSharingStrategy(s.SharingStrategy)
	t.Value = text(s.Value)
}

func toResourceRequirement(a *arena, t *taskdef.ResourceRequirement, s *types.ResourceRequirement) {
	s.Type = types.ResourceType(t.Type)
	s.SharingStrategy = toSharingStrategy(a, t.SharingStrategy)
	s.Value = a.text(t.Value)
}

func fromContainerRestartPolicy(s *types.ContainerRestartPolicy, t *taskdef.ContainerRestartPolicy) {
	t.Enabled = clone(s.Enabled)
	t.IgnoredExitCodes = wideList(s.IgnoredExitCodes)
	t.RestartAttemptPeriod = wide(s.RestartAttemptPeriod)
}

func toContainerRestartPolicy(a *arena, t *taskdef.ContainerRestartPolicy, s *types.ContainerRestartPolicy) {
	s.Enabled = a.flag(t.Enabled)
	s.IgnoredExitCodes = narrowList(t.IgnoredExitCodes)
	s.RestartAttemptPeriod = a.number(t.RestartAttemptPeriod)
}

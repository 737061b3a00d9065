package taskdef

import (
	"maps"
	"slices"
)

// Clone returns a deep copy: nothing that is changed through it shows in td. Nil
// and empty stay what they are. The clone of nil is nil.
func (td *TaskDefinition) Clone() *TaskDefinition {
	if td == nil {
		return nil
	}
	c := *td
	c.ContainerDefinitions = cloneEach(td.ContainerDefinitions, (*ContainerDefinition).detach)
	c.Volumes = cloneEach(td.Volumes, (*Volume).detach)
	c.PlacementConstraints = slices.Clone(td.PlacementConstraints)
	c.RequiresCompatibilities = slices.Clone(td.RequiresCompatibilities)
	c.Tags = slices.Clone(td.Tags)
	if c.ProxyConfiguration = clonePtr(td.ProxyConfiguration); c.ProxyConfiguration != nil {
		c.ProxyConfiguration.Properties = slices.Clone(td.ProxyConfiguration.Properties)
	}
	c.InferenceAccelerators = slices.Clone(td.InferenceAccelerators)
	if c.EphemeralStorage = clonePtr(td.EphemeralStorage); c.EphemeralStorage != nil {
		c.EphemeralStorage.SizeInGiB = clonePtr(td.EphemeralStorage.SizeInGiB)
	}
	c.RuntimePlatform = clonePtr(td.RuntimePlatform)
	c.EnableFaultInjection = clonePtr(td.EnableFaultInjection)
	c.Revision = clonePtr(td.Revision)
	c.RequiresAttributes = slices.Clone(td.RequiresAttributes)
	c.ComputedCompatibilities = slices.Clone(td.ComputedCompatibilities)
	return &c
}

func clonePtr[T any](p *T) *T {
	if p == nil {
		return nil
	}
	return new(*p)
}

// cloneEach copies a list and lets detach replace, in each copied element, what
// it still shares with the original.
func cloneEach[T any](list []T, detach func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		detach(&list[i])
	}
	return list
}

// detach replaces everything that c shares with what it was copied from. So do
// the other methods of that name.
func (c *ContainerDefinition) detach() {
	c.RepositoryCredentials = clonePtr(c.RepositoryCredentials)
	c.CPU = clonePtr(c.CPU)
	c.Memory = clonePtr(c.Memory)
	c.MemoryReservation = clonePtr(c.MemoryReservation)
	c.Links = slices.Clone(c.Links)
	c.PortMappings = cloneEach(c.PortMappings, (*PortMapping).detach)
	c.Essential = clonePtr(c.Essential)
	if c.RestartPolicy = clonePtr(c.RestartPolicy); c.RestartPolicy != nil {
		c.RestartPolicy.detach()
	}
	c.EntryPoint = slices.Clone(c.EntryPoint)
	c.Command = slices.Clone(c.Command)
	c.Environment = slices.Clone(c.Environment)
	c.EnvironmentFiles = slices.Clone(c.EnvironmentFiles)
	c.MountPoints = cloneEach(c.MountPoints, func(m *MountPoint) { m.ReadOnly = clonePtr(m.ReadOnly) })
	c.VolumesFrom = cloneEach(c.VolumesFrom, func(v *VolumeFrom) { v.ReadOnly = clonePtr(v.ReadOnly) })
	if c.LinuxParameters = clonePtr(c.LinuxParameters); c.LinuxParameters != nil {
		c.LinuxParameters.detach()
	}
	c.Secrets = slices.Clone(c.Secrets)
	c.DependsOn = slices.Clone(c.DependsOn)
	c.detachSettings()
}

// detachSettings is the second half of detach.
func (c *ContainerDefinition) detachSettings() {
	c.StartTimeout = clonePtr(c.StartTimeout)
	c.StopTimeout = clonePtr(c.StopTimeout)
	c.DisableNetworking = clonePtr(c.DisableNetworking)
	c.Privileged = clonePtr(c.Privileged)
	c.ReadonlyRootFilesystem = clonePtr(c.ReadonlyRootFilesystem)
	c.DNSServers = slices.Clone(c.DNSServers)
	c.DNSSearchDomains = slices.Clone(c.DNSSearchDomains)
	c.ExtraHosts = slices.Clone(c.ExtraHosts)
	c.DockerSecurityOptions = slices.Clone(c.DockerSecurityOptions)
	c.Interactive = clonePtr(c.Interactive)
	c.PseudoTerminal = clonePtr(c.PseudoTerminal)
	c.DockerLabels = maps.Clone(c.DockerLabels)
	c.Ulimits = cloneEach(c.Ulimits, func(u *Ulimit) {
		u.SoftLimit, u.HardLimit = clonePtr(u.SoftLimit), clonePtr(u.HardLimit)
	})
	if c.LogConfiguration = clonePtr(c.LogConfiguration); c.LogConfiguration != nil {
		c.LogConfiguration.Options = maps.Clone(c.LogConfiguration.Options)
		c.LogConfiguration.SecretOptions = slices.Clone(c.LogConfiguration.SecretOptions)
	}
	if c.HealthCheck = clonePtr(c.HealthCheck); c.HealthCheck != nil {
		c.HealthCheck.detach()
	}
	c.SystemControls = slices.Clone(c.SystemControls)
	c.ResourceRequirements = cloneEach(c.ResourceRequirements, (*ResourceRequirement).detach)
	if c.FirelensConfiguration = clonePtr(c.FirelensConfiguration); c.FirelensConfiguration != nil {
		c.FirelensConfiguration.Options = maps.Clone(c.FirelensConfiguration.Options)
	}
	c.CredentialSpecs = slices.Clone(c.CredentialSpecs)
}

func (p *PortMapping) detach() {
	p.ContainerPort, p.HostPort = clonePtr(p.ContainerPort), clonePtr(p.HostPort)
}

func (p *ContainerRestartPolicy) detach() {
	p.Enabled = clonePtr(p.Enabled)
	p.IgnoredExitCodes = slices.Clone(p.IgnoredExitCodes)
	p.RestartAttemptPeriod = clonePtr(p.RestartAttemptPeriod)
}

func (h *HealthCheck) detach() {
	h.Command = slices.Clone(h.Command)
	h.Interval, h.Timeout = clonePtr(h.Interval), clonePtr(h.Timeout)
	h.Retries, h.StartPeriod = clonePtr(h.Retries), clonePtr(h.StartPeriod)
}

func (r *ResourceRequirement) detach() {
	if r.SharingStrategy = clonePtr(r.SharingStrategy); r.SharingStrategy == nil {
		return
	}
	if mps := clonePtr(r.SharingStrategy.NVIDIAMPS); mps != nil {
		mps.Memory, mps.MaxComputePercent = clonePtr(mps.Memory), clonePtr(mps.MaxComputePercent)
		r.SharingStrategy.NVIDIAMPS = mps
	}
}

func (l *LinuxParameters) detach() {
	if l.Capabilities = clonePtr(l.Capabilities); l.Capabilities != nil {
		l.Capabilities.Add = slices.Clone(l.Capabilities.Add)
		l.Capabilities.Drop = slices.Clone(l.Capabilities.Drop)
	}
	l.Devices = cloneEach(l.Devices, func(d *Device) { d.Permissions = slices.Clone(d.Permissions) })
	l.InitProcessEnabled = clonePtr(l.InitProcessEnabled)
	l.SharedMemorySize = clonePtr(l.SharedMemorySize)
	l.Tmpfs = cloneEach(l.Tmpfs, func(t *Tmpfs) {
		t.Size = clonePtr(t.Size)
		t.MountOptions = slices.Clone(t.MountOptions)
	})
	l.MaxSwap, l.Swappiness = clonePtr(l.MaxSwap), clonePtr(l.Swappiness)
}

func (v *Volume) detach() {
	v.Host = clonePtr(v.Host)
	if v.DockerVolumeConfiguration = clonePtr(v.DockerVolumeConfiguration); v.DockerVolumeConfiguration != nil {
		d := v.DockerVolumeConfiguration
		d.Autoprovision = clonePtr(d.Autoprovision)
		d.DriverOpts, d.Labels = maps.Clone(d.DriverOpts), maps.Clone(d.Labels)
	}
	if v.EFSVolumeConfiguration = clonePtr(v.EFSVolumeConfiguration); v.EFSVolumeConfiguration != nil {
		e := v.EFSVolumeConfiguration
		e.TransitEncryptionPort = clonePtr(e.TransitEncryptionPort)
		e.AuthorizationConfig = clonePtr(e.AuthorizationConfig)
	}
	if v.S3FilesVolumeConfiguration = clonePtr(v.S3FilesVolumeConfiguration); v.S3FilesVolumeConfiguration != nil {
		v.S3FilesVolumeConfiguration.TransitEncryptionPort = clonePtr(v.S3FilesVolumeConfiguration.TransitEncryptionPort)
	}
	if v.FSxWindowsFileServerVolumeConfiguration = clonePtr(v.FSxWindowsFileServerVolumeConfiguration); v.FSxWindowsFileServerVolumeConfiguration != nil {
		f := v.FSxWindowsFileServerVolumeConfiguration
		f.AuthorizationConfig = clonePtr(f.AuthorizationConfig)
	}
	v.ConfiguredAtLaunch = clonePtr(v.ConfiguredAtLaunch)
}

package taskdef

import "cmp"

// normalize writes the container as [TaskDefinition.Normalize] says, lists
// unsorted.
func (c *ContainerDefinition) normalize(mode NetworkMode) {
	dropZero(&c.CPU)
	if c.Essential == nil {
		c.Essential = new(true)
	}
	dropDefault(&c.VersionConsistency, VersionConsistencyEnabled)
	for _, flag := range []**bool{&c.DisableNetworking, &c.Privileged, &c.ReadonlyRootFilesystem, &c.Interactive, &c.PseudoTerminal} {
		dropFalse(flag)
	}
	c.dropEmptyLists()
	for i := range c.PortMappings {
		c.PortMappings[i].normalize(mode)
	}
	for i := range c.MountPoints {
		dropFalse(&c.MountPoints[i].ReadOnly)
	}
	for i := range c.VolumesFrom {
		dropFalse(&c.VolumesFrom[i].ReadOnly)
	}
	c.normalizeHealth()
	c.normalizeRestart()
	c.normalizeLinux()
	if l := c.LogConfiguration; l != nil {
		dropEmptyMap(&l.Options)
		dropEmpty(&l.SecretOptions)
	}
	if f := c.FirelensConfiguration; f != nil {
		dropEmptyMap(&f.Options)
	}
}

func (c *ContainerDefinition) dropEmptyLists() {
	for _, list := range []*[]string{
		&c.Links, &c.EntryPoint, &c.Command, &c.DNSServers, &c.DNSSearchDomains, &c.DockerSecurityOptions, &c.CredentialSpecs,
	} {
		dropEmpty(list)
	}
	dropEmpty(&c.PortMappings)
	dropEmpty(&c.Environment)
	dropEmpty(&c.EnvironmentFiles)
	dropEmpty(&c.MountPoints)
	dropEmpty(&c.VolumesFrom)
	dropEmpty(&c.Secrets)
	dropEmpty(&c.DependsOn)
	dropEmpty(&c.ExtraHosts)
	dropEmpty(&c.Ulimits)
	dropEmpty(&c.SystemControls)
	dropEmpty(&c.ResourceRequirements)
	dropEmptyMap(&c.DockerLabels)
}

// normalize fills in tcp's absence and the host port. Under awsvpc and host the
// host port is the container's; under bridge 0 and absence both let Docker choose.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
func (m *PortMapping) normalize(mode NetworkMode) {
	dropDefault(&m.Protocol, ProtocolTCP)
	sameOnHost := mode == NetworkModeAWSVPC || mode == NetworkModeHost
	if sameOnHost && m.HostPort != nil && m.ContainerPort != nil && *m.HostPort == *m.ContainerPort {
		m.HostPort = nil
	}
	dropZero(&m.HostPort)
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
func (c *ContainerDefinition) normalizeHealth() {
	h := c.HealthCheck
	if h == nil {
		return
	}
	if len(h.Command) == 0 && h.Interval == nil && h.Timeout == nil && h.Retries == nil && h.StartPeriod == nil {
		c.HealthCheck = nil
		return
	}
	setDefault(&h.Interval, 30)
	setDefault(&h.Timeout, 5)
	setDefault(&h.Retries, 3)
	dropZero(&h.StartPeriod)
	dropEmpty(&h.Command)
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html
func (c *ContainerDefinition) normalizeRestart() {
	r := c.RestartPolicy
	switch {
	case r == nil:
	case !isTrue(r.Enabled):
		c.RestartPolicy = nil
	default:
		setDefault(&r.RestartAttemptPeriod, 300)
		dropEmpty(&r.IgnoredExitCodes)
	}
}

func (c *ContainerDefinition) normalizeLinux() {
	l := c.LinuxParameters
	if l == nil {
		return
	}
	dropFalse(&l.InitProcessEnabled)
	dropEmpty(&l.Devices)
	dropEmpty(&l.Tmpfs)
	for i := range l.Devices {
		d := &l.Devices[i]
		if d.ContainerPath == d.HostPath {
			d.ContainerPath = ""
		}
		dropEmpty(&d.Permissions)
	}
	for i := range l.Tmpfs {
		dropEmpty(&l.Tmpfs[i].MountOptions)
	}
	if k := l.Capabilities; k != nil {
		dropEmpty(&k.Add)
		dropEmpty(&k.Drop)
		if k.Add == nil && k.Drop == nil {
			l.Capabilities = nil
		}
	}
	if l.Capabilities == nil && l.Devices == nil && l.InitProcessEnabled == nil && l.SharedMemorySize == nil &&
		l.Tmpfs == nil && l.MaxSwap == nil && l.Swappiness == nil {
		c.LinuxParameters = nil
	}
}

func (v *Volume) normalize() {
	if v.Host != nil && v.Host.SourcePath == "" {
		v.Host = nil // what a volume without any configuration is
	}
	dropFalse(&v.ConfiguredAtLaunch)
	if d := v.DockerVolumeConfiguration; d != nil {
		d.Scope = cmp.Or(d.Scope, VolumeScopeTask)
		d.Driver = cmp.Or(d.Driver, "local")
		dropFalse(&d.Autoprovision)
		dropEmptyMap(&d.DriverOpts)
		dropEmptyMap(&d.Labels)
	}
	if e := v.EFSVolumeConfiguration; e != nil {
		e.normalize()
	}
	if s := v.S3FilesVolumeConfiguration; s != nil {
		dropDefault(&s.RootDirectory, "/")
	}
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html
func (e *EFSVolumeConfiguration) normalize() {
	dropDefault(&e.RootDirectory, "/")
	dropDefault(&e.TransitEncryption, Disabled)
	if a := e.AuthorizationConfig; a != nil {
		dropDefault(&a.IAM, Disabled)
		if *a == (EFSAuthorizationConfig{}) {
			e.AuthorizationConfig = nil
		}
	}
}

package taskdef

// sizeAtMost returns a number of bytes that the definition's compact JSON does not
// exceed, without writing it. A byte of a text takes at most 6 in JSON; members
// are counted with their longest name and a number of 11 digits.
func sizeAtMost(td *TaskDefinition) int {
	text := len(td.Family) + len(td.TaskRoleARN) + len(td.ExecutionRoleARN) + len(td.NetworkMode) + len(td.CPU) +
		len(td.Memory) + len(td.PIDMode) + len(td.IPCMode)
	frame := 800 // names and brackets
	for _, c := range td.RequiresCompatibilities {
		text += len(c)
		frame += 3
	}
	for i := range td.PlacementConstraints {
		text += len(td.PlacementConstraints[i].Expression) + len(td.PlacementConstraints[i].Type)
		frame += 40
	}
	for i := range td.InferenceAccelerators {
		text += len(td.InferenceAccelerators[i].DeviceName) + len(td.InferenceAccelerators[i].DeviceType)
		frame += 40
	}
	if x := td.ProxyConfiguration; x != nil {
		text += len(x.ContainerName) + len(x.Type) + pairsText(x.Properties)
		frame += 60 + 30*len(x.Properties)
	}
	if x := td.RuntimePlatform; x != nil {
		text += len(x.CPUArchitecture) + len(x.OperatingSystemFamily)
	}
	for i := range td.Volumes {
		text += volumeText(&td.Volumes[i])
		frame += 700
	}
	for i := range td.ContainerDefinitions {
		t, f := containerBound(&td.ContainerDefinitions[i])
		text, frame = text+t, frame+f
	}
	return 6*text + frame
}

func containerBound(c *ContainerDefinition) (text, frame int) {
	text = len(c.Name) + len(c.Image) + len(c.Hostname) + len(c.User) + len(c.WorkingDirectory) + len(c.VersionConsistency)
	frame = 1600
	for _, list := range [...][]string{c.Links, c.EntryPoint, c.Command, c.DNSServers, c.DNSSearchDomains, c.DockerSecurityOptions, c.CredentialSpecs} {
		text += stringsText(list)
		frame += 3 * len(list)
	}
	text += pairsText(c.Environment) + mapText(c.DockerLabels)
	frame += 24*len(c.Environment) + 6*len(c.DockerLabels)
	for i := range c.EnvironmentFiles {
		text += len(c.EnvironmentFiles[i].Value) + len(c.EnvironmentFiles[i].Type)
	}
	for i := range c.Secrets {
		text += len(c.Secrets[i].Name) + len(c.Secrets[i].ValueFrom)
	}
	for i := range c.MountPoints {
		text += len(c.MountPoints[i].SourceVolume) + len(c.MountPoints[i].ContainerPath)
	}
	for i := range c.VolumesFrom {
		text += len(c.VolumesFrom[i].SourceContainer)
	}
	for i := range c.DependsOn {
		text += len(c.DependsOn[i].ContainerName) + len(c.DependsOn[i].Condition)
	}
	for i := range c.ExtraHosts {
		text += len(c.ExtraHosts[i].Hostname) + len(c.ExtraHosts[i].IPAddress)
	}
	for i := range c.PortMappings {
		m := &c.PortMappings[i]
		text += len(m.ContainerPortRange) + len(m.Name) + len(m.Protocol) + len(m.AppProtocol)
	}
	for i := range c.Ulimits {
		text += len(c.Ulimits[i].Name)
	}
	for i := range c.SystemControls {
		text += len(c.SystemControls[i].Namespace) + len(c.SystemControls[i].Value)
	}
	for i := range c.ResourceRequirements {
		text += len(c.ResourceRequirements[i].Type) + len(c.ResourceRequirements[i].Value)
	}
	frame += 160 * (len(c.EnvironmentFiles) + len(c.Secrets) + len(c.MountPoints) + len(c.VolumesFrom) + len(c.DependsOn) +
		len(c.ExtraHosts) + len(c.PortMappings) + len(c.Ulimits) + len(c.SystemControls) + len(c.ResourceRequirements))
	t, f := parametersBound(c)
	return text + t, frame + f
}

// parametersBound is containerBound for the objects inside a container.
func parametersBound(c *ContainerDefinition) (text, frame int) {
	if x := c.RepositoryCredentials; x != nil {
		text += len(x.CredentialsParameter)
	}
	if x := c.RestartPolicy; x != nil {
		frame += 12 * len(x.IgnoredExitCodes)
	}
	if x := c.HealthCheck; x != nil {
		text += stringsText(x.Command)
		frame += 3*len(x.Command) + 130
	}
	if x := c.FirelensConfiguration; x != nil {
		text += len(x.Type) + mapText(x.Options)
		frame += 6 * len(x.Options)
	}
	if x := c.LogConfiguration; x != nil {
		text += len(x.LogDriver) + mapText(x.Options)
		frame += 6 * len(x.Options)
		for i := range x.SecretOptions {
			text += len(x.SecretOptions[i].Name) + len(x.SecretOptions[i].ValueFrom)
			frame += 40
		}
	}
	x := c.LinuxParameters
	if x == nil {
		return text, frame
	}
	frame += 300
	if k := x.Capabilities; k != nil {
		text += stringsText(k.Add) + stringsText(k.Drop)
		frame += 3 * (len(k.Add) + len(k.Drop))
	}
	for i := range x.Devices {
		text += len(x.Devices[i].HostPath) + len(x.Devices[i].ContainerPath)
		for _, permission := range x.Devices[i].Permissions {
			text += len(permission)
			frame += 3
		}
		frame += 80
	}
	for i := range x.Tmpfs {
		text += len(x.Tmpfs[i].ContainerPath) + stringsText(x.Tmpfs[i].MountOptions)
		frame += 80 + 3*len(x.Tmpfs[i].MountOptions)
	}
	return text, frame
}

func volumeText(v *Volume) int {
	n := len(v.Name)
	if x := v.Host; x != nil {
		n += len(x.SourcePath)
	}
	if x := v.DockerVolumeConfiguration; x != nil {
		n += len(x.Scope) + len(x.Driver) + mapText(x.DriverOpts) + mapText(x.Labels) + len(x.DriverOpts) + len(x.Labels)
	}
	if x := v.EFSVolumeConfiguration; x != nil {
		n += len(x.FileSystemID) + len(x.RootDirectory) + len(x.TransitEncryption)
		if a := x.AuthorizationConfig; a != nil {
			n += len(a.AccessPointID) + len(a.IAM)
		}
	}
	if x := v.S3FilesVolumeConfiguration; x != nil {
		n += len(x.FileSystemARN) + len(x.AccessPointARN) + len(x.RootDirectory)
	}
	if x := v.FSxWindowsFileServerVolumeConfiguration; x != nil {
		n += len(x.FileSystemID) + len(x.RootDirectory)
		if a := x.AuthorizationConfig; a != nil {
			n += len(a.CredentialsParameter) + len(a.Domain)
		}
	}
	return n
}

func stringsText(list []string) int {
	n := 0
	for _, s := range list {
		n += len(s)
	}
	return n
}

func pairsText(list []KeyValuePair) int {
	n := 0
	for i := range list {
		n += len(list[i].Name) + len(list[i].Value)
	}
	return n
}

func mapText(m map[string]string) int {
	n := 0
	for k, v := range m {
		n += len(k) + len(v)
	}
	return n
}

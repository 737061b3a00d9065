package taskdef

// ContainerDefinition is one container of a task.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
type ContainerDefinition struct {
	Name                   string                  `json:"name,omitzero"`                   // required; 1 to 255 letters, digits, '-' and '_'
	Image                  string                  `json:"image,omitzero"`                  // required; repository[:tag] or repository@sha256:digest
	RepositoryCredentials  *RepositoryCredentials  `json:"repositoryCredentials,omitzero"`  // for a private registry other than ECR
	CPU                    *int                    `json:"cpu,omitzero"`                    // CPU units, 1024 to a vCPU; absent and 0: the least share
	Memory                 *int                    `json:"memory,omitzero"`                 // MiB, hard limit
	MemoryReservation      *int                    `json:"memoryReservation,omitzero"`      // MiB, soft limit; what placement counts when it is given
	Links                  []string                `json:"links,omitzero"`                  // name or name:alias; bridge mode
	PortMappings           []PortMapping           `json:"portMappings,omitzero"`           // at most 100 port ranges
	Essential              *bool                   `json:"essential,omitzero"`              // absent: true
	RestartPolicy          *ContainerRestartPolicy `json:"restartPolicy,omitzero"`          // absent: the container is not restarted
	EntryPoint             []string                `json:"entryPoint,omitzero"`             // absent: the image's
	Command                []string                `json:"command,omitzero"`                // absent: the image's
	Environment            []KeyValuePair          `json:"environment,omitzero"`            // wins over EnvironmentFiles
	EnvironmentFiles       []EnvironmentFile       `json:"environmentFiles,omitzero"`       // at most 10
	MountPoints            []MountPoint            `json:"mountPoints,omitzero"`            // where volumes of the task appear
	VolumesFrom            []VolumeFrom            `json:"volumesFrom,omitzero"`            // mounts taken over from another container
	LinuxParameters        *LinuxParameters        `json:"linuxParameters,omitzero"`        // capabilities, devices, swap, tmpfs
	Secrets                []Secret                `json:"secrets,omitzero"`                // environment variables from a secret or a parameter
	DependsOn              []ContainerDependency   `json:"dependsOn,omitzero"`              // what must have come so far before this one starts
	StartTimeout           *int                    `json:"startTimeout,omitzero"`           // seconds that others wait for this one; Fargate: 2 to 120
	StopTimeout            *int                    `json:"stopTimeout,omitzero"`            // seconds before it is killed; absent: 30; Fargate: 2 to 120
	VersionConsistency     VersionConsistency      `json:"versionConsistency,omitzero"`     // absent: enabled, the tag is resolved to a digest once
	Hostname               string                  `json:"hostname,omitzero"`               // not in awsvpc mode
	User                   string                  `json:"user,omitzero"`                   // user, uid, user:group and so on
	WorkingDirectory       string                  `json:"workingDirectory,omitzero"`       // absent: the image's
	DisableNetworking      *bool                   `json:"disableNetworking,omitzero"`      // absent: false
	Privileged             *bool                   `json:"privileged,omitzero"`             // absent: false; root on the instance
	ReadonlyRootFilesystem *bool                   `json:"readonlyRootFilesystem,omitzero"` // absent: false
	DNSServers             []string                `json:"dnsServers,omitzero"`             // IP addresses
	DNSSearchDomains       []string                `json:"dnsSearchDomains,omitzero"`       // domain names
	ExtraHosts             []HostEntry             `json:"extraHosts,omitzero"`             // lines of /etc/hosts; not in awsvpc mode
	DockerSecurityOptions  []string                `json:"dockerSecurityOptions,omitzero"`  // no-new-privileges, apparmor:…, label:…, credentialspec:…
	Interactive            *bool                   `json:"interactive,omitzero"`            // absent: false; keeps standard input open
	PseudoTerminal         *bool                   `json:"pseudoTerminal,omitzero"`         // absent: false
	DockerLabels           map[string]string       `json:"dockerLabels,omitzero"`           // labels on the container
	Ulimits                []Ulimit                `json:"ulimits,omitzero"`                // each name once
	LogConfiguration       *LogConfiguration       `json:"logConfiguration,omitzero"`       // absent: the instance's Docker default; none on Fargate
	HealthCheck            *HealthCheck            `json:"healthCheck,omitzero"`            // absent: the image's HEALTHCHECK is not looked at
	SystemControls         []SystemControl         `json:"systemControls,omitzero"`         // sysctl settings
	ResourceRequirements   []ResourceRequirement   `json:"resourceRequirements,omitzero"`   // GPUs and other devices
	FirelensConfiguration  *FirelensConfiguration  `json:"firelensConfiguration,omitzero"`  // makes this container the task's log router
	CredentialSpecs        []string                `json:"credentialSpecs,omitzero"`        // at most 1; Active Directory
}

// RepositoryCredentials is the login to a private registry.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RepositoryCredentials.html
type RepositoryCredentials struct {
	CredentialsParameter string `json:"credentialsParameter,omitzero"` // required; ARN or name of a Secrets Manager secret
}

// PortMapping opens a port, or a range of ports, of a container.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
type PortMapping struct {
	ContainerPort      *int                `json:"containerPort,omitzero"`      // 1 to 65535
	ContainerPortRange string              `json:"containerPortRange,omitzero"` // "8000-8010", in place of ContainerPort
	HostPort           *int                `json:"hostPort,omitzero"`           // absent and 0: chosen by Docker in bridge mode, ContainerPort in awsvpc and host mode
	Protocol           TransportProtocol   `json:"protocol,omitzero"`           // absent: tcp
	Name               string              `json:"name,omitzero"`               // for Service Connect and VPC Lattice
	AppProtocol        ApplicationProtocol `json:"appProtocol,omitzero"`        // for Service Connect; absent: tcp
}

// ContainerRestartPolicy lets ECS restart a container without replacing its task.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html
type ContainerRestartPolicy struct {
	Enabled              *bool `json:"enabled,omitzero"`              // required
	IgnoredExitCodes     []int `json:"ignoredExitCodes,omitzero"`     // at most 50 exit codes that cause no restart
	RestartAttemptPeriod *int  `json:"restartAttemptPeriod,omitzero"` // seconds it must have run, 60 to 1800; absent: 300
}

// EnvironmentFile is a file of environment variables in Amazon S3.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EnvironmentFile.html
type EnvironmentFile struct {
	Value string              `json:"value,omitzero"` // required; ARN of an S3 object, by convention ending in .env
	Type  EnvironmentFileType `json:"type,omitzero"`  // required; s3
}

// MountPoint makes a volume of the task appear in a container.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html
type MountPoint struct {
	SourceVolume  string `json:"sourceVolume,omitzero"`  // name of a volume of the task
	ContainerPath string `json:"containerPath,omitzero"` // absolute path
	ReadOnly      *bool  `json:"readOnly,omitzero"`      // absent: false
}

// VolumeFrom takes over all mounts of another container of the task.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VolumeFrom.html
type VolumeFrom struct {
	SourceContainer string `json:"sourceContainer,omitzero"` // name of a container of the task
	ReadOnly        *bool  `json:"readOnly,omitzero"`        // absent: false
}

// Secret is a value that ECS fetches when the task starts: an environment
// variable of the container or an option of its log driver.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
type Secret struct {
	Name      string `json:"name,omitzero"`      // required
	ValueFrom string `json:"valueFrom,omitzero"` // required; ARN of a secret or parameter, or the name of a parameter in the same region
}

// ContainerDependency says what another container must have reached first.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
type ContainerDependency struct {
	ContainerName string             `json:"containerName,omitzero"` // required
	Condition     ContainerCondition `json:"condition,omitzero"`     // required
}

// HostEntry is a line of the container's /etc/hosts.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HostEntry.html
type HostEntry struct {
	Hostname  string `json:"hostname,omitzero"`  // required
	IPAddress string `json:"ipAddress,omitzero"` // required
}

// HealthCheck is the command by which ECS finds out whether a container is
// healthy.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
type HealthCheck struct {
	Command     []string `json:"command,omitzero"`     // required; CMD and its arguments, or CMD-SHELL and one text
	Interval    *int     `json:"interval,omitzero"`    // seconds, 5 to 300; absent: 30
	Timeout     *int     `json:"timeout,omitzero"`     // seconds, 2 to 60; absent: 5
	Retries     *int     `json:"retries,omitzero"`     // failures in a row, 1 to 10; absent: 3
	StartPeriod *int     `json:"startPeriod,omitzero"` // seconds in which failures do not count, 0 to 300; absent: none
}

// ResourceRequirement asks for devices.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ResourceRequirement.html
type ResourceRequirement struct {
	Type            ResourceType     `json:"type,omitzero"`            // required
	Value           string           `json:"value,omitzero"`           // GPU: a count or ALL; NeuronDevice: ALL; InferenceAccelerator: a DeviceName
	SharingStrategy *SharingStrategy `json:"sharingStrategy,omitzero"` // GPU alone, in place of Value
}

// SharingStrategy says how containers share a GPU: exactly one member is set.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SharingStrategy.html
type SharingStrategy struct {
	NVIDIAMPS *NVIDIAMPSAllocation `json:"nvidiaMps,omitzero"`
}

// NVIDIAMPSAllocation is a container's part of a GPU under the NVIDIA
// Multi-Process Service. All such containers of a task get the same GPU.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NvidiaMpsAllocation.html
type NVIDIAMPSAllocation struct {
	Memory            *int `json:"memory,omitzero"`            // required; MiB of GPU memory
	MaxComputePercent *int `json:"maxComputePercent,omitzero"` // percent of the GPU's compute, a limit; absent: the server's, 100 unless changed
}

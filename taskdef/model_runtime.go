package taskdef

// LinuxParameters are options of Linux containers.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html
type LinuxParameters struct {
	Capabilities       *KernelCapabilities `json:"capabilities,omitzero"`       // changes to Docker's default set
	Devices            []Device            `json:"devices,omitzero"`            // devices of the instance; not on Fargate
	InitProcessEnabled *bool               `json:"initProcessEnabled,omitzero"` // absent: false; reaps zombies and forwards signals
	SharedMemorySize   *int                `json:"sharedMemorySize,omitzero"`   // MiB of /dev/shm; not on Fargate
	Tmpfs              []Tmpfs             `json:"tmpfs,omitzero"`              // file systems in memory
	MaxSwap            *int                `json:"maxSwap,omitzero"`            // MiB; 0: no swap; absent: as on the instance; not on Fargate
	Swappiness         *int                `json:"swappiness,omitzero"`         // 0 to 100; absent: 60; needs MaxSwap
}

// KernelCapabilities are Linux capabilities without their prefix CAP_.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
type KernelCapabilities struct {
	Add  []string `json:"add,omitzero"` // on Fargate SYS_PTRACE alone
	Drop []string `json:"drop,omitzero"`
}

// Device is a device of the instance that a container may use.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Device.html
type Device struct {
	HostPath      string                   `json:"hostPath,omitzero"`      // required
	ContainerPath string                   `json:"containerPath,omitzero"` // absent: HostPath
	Permissions   []DeviceCgroupPermission `json:"permissions,omitzero"`   // absent: all three
}

// Tmpfs is a file system in memory.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html
type Tmpfs struct {
	ContainerPath string   `json:"containerPath,omitzero"` // required; absolute path
	Size          *int     `json:"size,omitzero"`          // required; MiB
	MountOptions  []string `json:"mountOptions,omitzero"`  // as of mount(8)
}

// Ulimit is a resource limit of the processes in a container. The unit is that
// of the limit: bytes, seconds or a count; -1 is unlimited.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html
type Ulimit struct {
	Name      UlimitName `json:"name,omitzero"`      // required
	SoftLimit *int       `json:"softLimit,omitzero"` // required
	HardLimit *int       `json:"hardLimit,omitzero"` // required
}

// SystemControl is a sysctl setting of a container.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html
type SystemControl struct {
	Namespace string `json:"namespace,omitzero"` // "net.core.somaxconn"
	Value     string `json:"value,omitzero"`     // a number as text
}

// LogConfiguration says where a container's output goes.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
type LogConfiguration struct {
	LogDriver     LogDriver         `json:"logDriver,omitzero"` // required
	Options       map[string]string `json:"options,omitzero"`   // as the driver knows them
	SecretOptions []Secret          `json:"secretOptions,omitzero"`
}

// FirelensConfiguration makes a container the log router for those that use the
// log driver awsfirelens.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FirelensConfiguration.html
type FirelensConfiguration struct {
	Type    FirelensType      `json:"type,omitzero"`    // required
	Options map[string]string `json:"options,omitzero"` // enable-ecs-log-metadata, config-file-type, config-file-value
}

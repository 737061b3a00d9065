package taskdef

// Volume is storage that containers of the task mount by its name. At most one
// of the members besides Name is set; none is a bind mount that Docker places.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html
type Volume struct {
	Name                                    string                                   `json:"name,omitzero"`                                    // 1 to 255 letters, digits, '-' and '_'
	Host                                    *HostVolumeProperties                    `json:"host,omitzero"`                                    // bind mount
	DockerVolumeConfiguration               *DockerVolumeConfiguration               `json:"dockerVolumeConfiguration,omitzero"`               // not on Fargate
	EFSVolumeConfiguration                  *EFSVolumeConfiguration                  `json:"efsVolumeConfiguration,omitzero"`                  // Elastic File System
	S3FilesVolumeConfiguration              *S3FilesVolumeConfiguration              `json:"s3filesVolumeConfiguration,omitzero"`              // S3 Files
	FSxWindowsFileServerVolumeConfiguration *FSxWindowsFileServerVolumeConfiguration `json:"fsxWindowsFileServerVolumeConfiguration,omitzero"` // FSx for Windows File Server
	ConfiguredAtLaunch                      *bool                                    `json:"configuredAtLaunch,omitzero"`                      // an EBS volume given by the service or at run time; at most one in a task
}

// HostVolumeProperties is a bind mount.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HostVolumeProperties.html
type HostVolumeProperties struct {
	SourcePath string `json:"sourcePath,omitzero"` // path on the instance; absent: Docker's choice; not on Fargate
}

// DockerVolumeConfiguration is a volume that a Docker volume driver makes.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DockerVolumeConfiguration.html
type DockerVolumeConfiguration struct {
	Scope         VolumeScope       `json:"scope,omitzero"`         // absent: task
	Autoprovision *bool             `json:"autoprovision,omitzero"` // absent: false; scope shared alone
	Driver        string            `json:"driver,omitzero"`        // absent: local
	DriverOpts    map[string]string `json:"driverOpts,omitzero"`
	Labels        map[string]string `json:"labels,omitzero"`
}

// EFSVolumeConfiguration is a volume in the Elastic File System.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html
type EFSVolumeConfiguration struct {
	FileSystemID          string                  `json:"fileSystemId,omitzero"`          // required; "fs-…"
	RootDirectory         string                  `json:"rootDirectory,omitzero"`         // absent: "/"
	TransitEncryption     EnabledDisabled         `json:"transitEncryption,omitzero"`     // absent: DISABLED
	TransitEncryptionPort *int                    `json:"transitEncryptionPort,omitzero"` // absent: as the mount helper chooses
	AuthorizationConfig   *EFSAuthorizationConfig `json:"authorizationConfig,omitzero"`
}

// EFSAuthorizationConfig says with what rights an EFS volume is mounted.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSAuthorizationConfig.html
type EFSAuthorizationConfig struct {
	AccessPointID string          `json:"accessPointId,omitzero"` // "fsap-…"
	IAM           EnabledDisabled `json:"iam,omitzero"`           // absent: DISABLED; ENABLED uses the task role
}

// S3FilesVolumeConfiguration is a volume in Amazon S3 Files.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_S3FilesVolumeConfiguration.html
type S3FilesVolumeConfiguration struct {
	FileSystemARN         string `json:"fileSystemArn,omitzero"`         // required
	AccessPointARN        string `json:"accessPointArn,omitzero"`        // then RootDirectory is absent or "/"
	RootDirectory         string `json:"rootDirectory,omitzero"`         // absent: "/"
	TransitEncryptionPort *int   `json:"transitEncryptionPort,omitzero"` // absent: as the mount helper chooses
}

// FSxWindowsFileServerVolumeConfiguration is a share of FSx for Windows File
// Server.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FSxWindowsFileServerVolumeConfiguration.html
type FSxWindowsFileServerVolumeConfiguration struct {
	FileSystemID        string                                   `json:"fileSystemId,omitzero"`        // required
	RootDirectory       string                                   `json:"rootDirectory,omitzero"`       // required
	AuthorizationConfig *FSxWindowsFileServerAuthorizationConfig `json:"authorizationConfig,omitzero"` // required
}

// FSxWindowsFileServerAuthorizationConfig is the login to the share.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FSxWindowsFileServerAuthorizationConfig.html
type FSxWindowsFileServerAuthorizationConfig struct {
	CredentialsParameter string `json:"credentialsParameter,omitzero"` // required; ARN of a secret or a parameter
	Domain               string `json:"domain,omitzero"`               // required; fully qualified
}

package taskdef

// TransportProtocol is the protocol of a port.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
type TransportProtocol string

// The values of TransportProtocol that AWS knows.
const (
	ProtocolTCP TransportProtocol = "tcp"
	ProtocolUDP TransportProtocol = "udp"
)

// Values returns the values that AWS knows, in a fresh slice.
func (TransportProtocol) Values() []TransportProtocol {
	return []TransportProtocol{ProtocolTCP, ProtocolUDP}
}

// ApplicationProtocol is the protocol that Service Connect understands on a port.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
type ApplicationProtocol string

// The values of ApplicationProtocol that AWS knows.
const (
	AppProtocolHTTP  ApplicationProtocol = "http"
	AppProtocolHTTP2 ApplicationProtocol = "http2"
	AppProtocolGRPC  ApplicationProtocol = "grpc"
)

// Values returns the values that AWS knows, in a fresh slice.
func (ApplicationProtocol) Values() []ApplicationProtocol {
	return []ApplicationProtocol{AppProtocolHTTP, AppProtocolHTTP2, AppProtocolGRPC}
}

// ContainerCondition is the state that a container waits for in another.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
type ContainerCondition string

// The values of ContainerCondition that AWS knows.
const (
	ConditionStart    ContainerCondition = "START"    // it was started
	ConditionComplete ContainerCondition = "COMPLETE" // it has ended, however
	ConditionSuccess  ContainerCondition = "SUCCESS"  // it has ended with exit code 0
	ConditionHealthy  ContainerCondition = "HEALTHY"  // its health check passes
)

// Values returns the values that AWS knows, in a fresh slice.
func (ContainerCondition) Values() []ContainerCondition {
	return []ContainerCondition{ConditionStart, ConditionComplete, ConditionSuccess, ConditionHealthy}
}

// EnvironmentFileType is the place of an environment file.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EnvironmentFile.html
type EnvironmentFileType string

// The values of EnvironmentFileType that AWS knows.
const (
	EnvironmentFileS3 EnvironmentFileType = "s3"
)

// Values returns the values that AWS knows, in a fresh slice.
func (EnvironmentFileType) Values() []EnvironmentFileType {
	return []EnvironmentFileType{EnvironmentFileS3}
}

// VersionConsistency says whether ECS resolves an image tag to a digest.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
type VersionConsistency string

// The values of VersionConsistency that AWS knows.
const (
	VersionConsistencyEnabled  VersionConsistency = "enabled"
	VersionConsistencyDisabled VersionConsistency = "disabled"
)

// Values returns the values that AWS knows, in a fresh slice.
func (VersionConsistency) Values() []VersionConsistency {
	return []VersionConsistency{VersionConsistencyEnabled, VersionConsistencyDisabled}
}

// LogDriver is the log driver of a container.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
type LogDriver string

// The values of LogDriver that AWS knows.
const (
	LogDriverJSONFile    LogDriver = "json-file"
	LogDriverSyslog      LogDriver = "syslog"
	LogDriverJournald    LogDriver = "journald"
	LogDriverGELF        LogDriver = "gelf"
	LogDriverFluentd     LogDriver = "fluentd"
	LogDriverAWSLogs     LogDriver = "awslogs" // CloudWatch Logs
	LogDriverSplunk      LogDriver = "splunk"
	LogDriverAWSFirelens LogDriver = "awsfirelens" // the task's log router
)

// Values returns the values that AWS knows, in a fresh slice.
func (LogDriver) Values() []LogDriver {
	return []LogDriver{LogDriverJSONFile, LogDriverSyslog, LogDriverJournald, LogDriverGELF, LogDriverFluentd, LogDriverAWSLogs, LogDriverSplunk, LogDriverAWSFirelens}
}

// FirelensType is the program that routes logs.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FirelensConfiguration.html
type FirelensType string

// The values of FirelensType that AWS knows.
const (
	FirelensFluentd   FirelensType = "fluentd"
	FirelensFluentBit FirelensType = "fluentbit"
)

// Values returns the values that AWS knows, in a fresh slice.
func (FirelensType) Values() []FirelensType {
	return []FirelensType{FirelensFluentd, FirelensFluentBit}
}

// ResourceType is the kind of device that a container asks for.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ResourceRequirement.html
type ResourceType string

// The values of ResourceType that AWS knows.
const (
	ResourceGPU                  ResourceType = "GPU"
	ResourceInferenceAccelerator ResourceType = "InferenceAccelerator" // no longer offered
	ResourceNeuronDevice         ResourceType = "NeuronDevice"         // Managed Instances alone
)

// Values returns the values that AWS knows, in a fresh slice.
func (ResourceType) Values() []ResourceType {
	return []ResourceType{ResourceGPU, ResourceInferenceAccelerator, ResourceNeuronDevice}
}

// UlimitName is the name of a resource limit.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html
type UlimitName string

// The values of UlimitName that AWS knows.
const (
	UlimitCore       UlimitName = "core"
	UlimitCPU        UlimitName = "cpu"
	UlimitData       UlimitName = "data"
	UlimitFsize      UlimitName = "fsize"
	UlimitLocks      UlimitName = "locks"
	UlimitMemlock    UlimitName = "memlock"
	UlimitMsgqueue   UlimitName = "msgqueue"
	UlimitNice       UlimitName = "nice"
	UlimitNofile     UlimitName = "nofile"
	UlimitNproc      UlimitName = "nproc"
	UlimitRss        UlimitName = "rss"
	UlimitRtprio     UlimitName = "rtprio"
	UlimitRttime     UlimitName = "rttime"
	UlimitSigpending UlimitName = "sigpending"
	UlimitStack      UlimitName = "stack"
)

// Values returns the values that AWS knows, in a fresh slice.
func (UlimitName) Values() []UlimitName {
	return []UlimitName{UlimitCore, UlimitCPU, UlimitData, UlimitFsize, UlimitLocks, UlimitMemlock, UlimitMsgqueue, UlimitNice, UlimitNofile, UlimitNproc, UlimitRss, UlimitRtprio, UlimitRttime, UlimitSigpending, UlimitStack}
}

// DeviceCgroupPermission is the right of a container on a device.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Device.html
type DeviceCgroupPermission string

// The values of DeviceCgroupPermission that AWS knows.
const (
	DeviceRead  DeviceCgroupPermission = "read"
	DeviceWrite DeviceCgroupPermission = "write"
	DeviceMknod DeviceCgroupPermission = "mknod"
)

// Values returns the values that AWS knows, in a fresh slice.
func (DeviceCgroupPermission) Values() []DeviceCgroupPermission {
	return []DeviceCgroupPermission{DeviceRead, DeviceWrite, DeviceMknod}
}

// VolumeScope is the lifetime of a Docker volume.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DockerVolumeConfiguration.html
type VolumeScope string

// The values of VolumeScope that AWS knows.
const (
	VolumeScopeTask   VolumeScope = "task"   // ends with the task
	VolumeScopeShared VolumeScope = "shared" // stays
)

// Values returns the values that AWS knows, in a fresh slice.
func (VolumeScope) Values() []VolumeScope {
	return []VolumeScope{VolumeScopeTask, VolumeScopeShared}
}

// EnabledDisabled is the switch of an EFS volume: its encryption in transit, its use of IAM.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html
type EnabledDisabled string

// The values of EnabledDisabled that AWS knows.
const (
	Enabled  EnabledDisabled = "ENABLED"
	Disabled EnabledDisabled = "DISABLED"
)

// Values returns the values that AWS knows, in a fresh slice.
func (EnabledDisabled) Values() []EnabledDisabled {
	return []EnabledDisabled{Enabled, Disabled}
}

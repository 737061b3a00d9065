package taskdef

// Compatibility is the kind of capacity that a task definition is checked against.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
type Compatibility string

// The values of Compatibility that AWS knows.
const (
	CompatibilityEC2              Compatibility = "EC2"
	CompatibilityFargate          Compatibility = "FARGATE"
	CompatibilityExternal         Compatibility = "EXTERNAL"          // ECS Anywhere
	CompatibilityManagedInstances Compatibility = "MANAGED_INSTANCES" // ECS Managed Instances
)

// Values returns the values that AWS knows, in a fresh slice.
func (Compatibility) Values() []Compatibility {
	return []Compatibility{CompatibilityEC2, CompatibilityFargate, CompatibilityExternal, CompatibilityManagedInstances}
}

// NetworkMode is the network that the containers of a task get.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
type NetworkMode string

// The values of NetworkMode that AWS knows.
const (
	NetworkModeBridge NetworkMode = "bridge"
	NetworkModeHost   NetworkMode = "host"
	NetworkModeAWSVPC NetworkMode = "awsvpc" // an elastic network interface for the task
	NetworkModeNone   NetworkMode = "none"   // no network
)

// Values returns the values that AWS knows, in a fresh slice.
func (NetworkMode) Values() []NetworkMode {
	return []NetworkMode{NetworkModeBridge, NetworkModeHost, NetworkModeAWSVPC, NetworkModeNone}
}

// PIDMode is the process namespace of the containers of a task.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
type PIDMode string

// The values of PIDMode that AWS knows.
const (
	PIDModeHost PIDMode = "host" // that of the instance
	PIDModeTask PIDMode = "task" // one for the task
)

// Values returns the values that AWS knows, in a fresh slice.
func (PIDMode) Values() []PIDMode {
	return []PIDMode{PIDModeHost, PIDModeTask}
}

// IPCMode is the namespace for inter-process communication of a task.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
type IPCMode string

// The values of IPCMode that AWS knows.
const (
	IPCModeHost IPCMode = "host" // that of the instance
	IPCModeTask IPCMode = "task" // one for the task
	IPCModeNone IPCMode = "none" // one for each container
)

// Values returns the values that AWS knows, in a fresh slice.
func (IPCMode) Values() []IPCMode {
	return []IPCMode{IPCModeHost, IPCModeTask, IPCModeNone}
}

// CPUArchitecture is the processor that the images are built for.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html
type CPUArchitecture string

// The values of CPUArchitecture that AWS knows.
const (
	CPUArchitectureX8664 CPUArchitecture = "X86_64"
	CPUArchitectureARM64 CPUArchitecture = "ARM64"
)

// Values returns the values that AWS knows, in a fresh slice.
func (CPUArchitecture) Values() []CPUArchitecture {
	return []CPUArchitecture{CPUArchitectureX8664, CPUArchitectureARM64}
}

// OSFamily is the operating system of a task.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html
type OSFamily string

// The values of OSFamily that AWS knows.
const (
	OSFamilyLinux                 OSFamily = "LINUX"
	OSFamilyWindowsServer2016Full OSFamily = "WINDOWS_SERVER_2016_FULL"
	OSFamilyWindowsServer2019Core OSFamily = "WINDOWS_SERVER_2019_CORE"
	OSFamilyWindowsServer2019Full OSFamily = "WINDOWS_SERVER_2019_FULL"
	OSFamilyWindowsServer2004Core OSFamily = "WINDOWS_SERVER_2004_CORE"
	OSFamilyWindowsServer20H2Core OSFamily = "WINDOWS_SERVER_20H2_CORE"
	OSFamilyWindowsServer2022Core OSFamily = "WINDOWS_SERVER_2022_CORE"
	OSFamilyWindowsServer2022Full OSFamily = "WINDOWS_SERVER_2022_FULL"
	OSFamilyWindowsServer2025Core OSFamily = "WINDOWS_SERVER_2025_CORE"
	OSFamilyWindowsServer2025Full OSFamily = "WINDOWS_SERVER_2025_FULL"
)

// Values returns the values that AWS knows, in a fresh slice.
func (OSFamily) Values() []OSFamily {
	return []OSFamily{OSFamilyLinux, OSFamilyWindowsServer2016Full, OSFamilyWindowsServer2019Core, OSFamilyWindowsServer2019Full, OSFamilyWindowsServer2004Core, OSFamilyWindowsServer20H2Core, OSFamilyWindowsServer2022Core, OSFamilyWindowsServer2022Full, OSFamilyWindowsServer2025Core, OSFamilyWindowsServer2025Full}
}

// TaskDefinitionStatus is the state of a registered task definition.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
type TaskDefinitionStatus string

// The values of TaskDefinitionStatus that AWS knows.
const (
	StatusActive           TaskDefinitionStatus = "ACTIVE"
	StatusInactive         TaskDefinitionStatus = "INACTIVE" // deregistered
	StatusDeleteInProgress TaskDefinitionStatus = "DELETE_IN_PROGRESS"
)

// Values returns the values that AWS knows, in a fresh slice.
func (TaskDefinitionStatus) Values() []TaskDefinitionStatus {
	return []TaskDefinitionStatus{StatusActive, StatusInactive, StatusDeleteInProgress}
}

// PlacementConstraintType is the kind of a placement constraint of a task definition.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinitionPlacementConstraint.html
type PlacementConstraintType string

// The values of PlacementConstraintType that AWS knows.
const (
	PlacementConstraintMemberOf PlacementConstraintType = "memberOf" // the expression must hold
)

// Values returns the values that AWS knows, in a fresh slice.
func (PlacementConstraintType) Values() []PlacementConstraintType {
	return []PlacementConstraintType{PlacementConstraintMemberOf}
}

// ProxyType is the kind of a proxy.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html
type ProxyType string

// The values of ProxyType that AWS knows.
const (
	ProxyAppMesh ProxyType = "APPMESH"
)

// Values returns the values that AWS knows, in a fresh slice.
func (ProxyType) Values() []ProxyType {
	return []ProxyType{ProxyAppMesh}
}

// TargetType is the kind of resource that has an attribute.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html
type TargetType string

// The values of TargetType that AWS knows.
const (
	TargetContainerInstance TargetType = "container-instance"
)

// Values returns the values that AWS knows, in a fresh slice.
func (TargetType) Values() []TargetType {
	return []TargetType{TargetContainerInstance}
}

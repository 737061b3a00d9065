package taskdef

import "time"

// TaskDefinition is a task definition in the API's shape: what
// RegisterTaskDefinition takes and what DescribeTaskDefinition returns, in one
// struct. Nil pointers, nil lists and empty strings are absent members; an empty
// list that was written is not nil.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
type TaskDefinition struct {
	Family                  string                 `json:"family,omitzero"`                  // required; 1 to 255 letters, digits, '-' and '_'
	TaskRoleARN             string                 `json:"taskRoleArn,omitzero"`             // role that the containers' code uses; ARN or short name
	ExecutionRoleARN        string                 `json:"executionRoleArn,omitzero"`        // role that ECS itself uses to pull, log and read secrets; ARN or short name
	NetworkMode             NetworkMode            `json:"networkMode,omitzero"`             // absent: bridge on Linux, NAT on Windows, awsvpc for Managed Instances alone
	ContainerDefinitions    []ContainerDefinition  `json:"containerDefinitions,omitzero"`    // required; 1 to 10
	Volumes                 []Volume               `json:"volumes,omitzero"`                 // what mount points refer to
	PlacementConstraints    []PlacementConstraint  `json:"placementConstraints,omitzero"`    // at most 10, with those given at run time
	RequiresCompatibilities []Compatibility        `json:"requiresCompatibilities,omitzero"` // what registration checks against
	CPU                     string                 `json:"cpu,omitzero"`                     // CPU units ("1024") or vCPUs (".5 vCPU"); see CPUUnits
	Memory                  string                 `json:"memory,omitzero"`                  // MiB ("2048") or GB ("2 GB", each 1024 MiB); see MemoryMiB
	Tags                    []Tag                  `json:"tags,omitzero"`                    // at most 50; beside the definition in a describe output
	PIDMode                 PIDMode                `json:"pidMode,omitzero"`                 // absent: a namespace of its own for each container
	IPCMode                 IPCMode                `json:"ipcMode,omitzero"`                 // absent: as the instance's Docker daemon is set
	ProxyConfiguration      *ProxyConfiguration    `json:"proxyConfiguration,omitzero"`      // App Mesh
	InferenceAccelerators   []InferenceAccelerator `json:"inferenceAccelerators,omitzero"`   // Elastic Inference, no longer offered
	EphemeralStorage        *EphemeralStorage      `json:"ephemeralStorage,omitzero"`        // Fargate; absent: 20 GiB
	RuntimePlatform         *RuntimePlatform       `json:"runtimePlatform,omitzero"`         // absent: Linux on X86_64
	EnableFaultInjection    *bool                  `json:"enableFaultInjection,omitzero"`    // absent: false
	TaskDefinitionARN       string                 `json:"taskDefinitionArn,omitzero"`       // output only
	Revision                *int                   `json:"revision,omitzero"`                // output only; from 1 in each family
	Status                  TaskDefinitionStatus   `json:"status,omitzero"`                  // output only
	RequiresAttributes      []Attribute            `json:"requiresAttributes,omitzero"`      // output only: what an instance must have; RequiredAttributes computes it
	ComputedCompatibilities []Compatibility        `json:"compatibilities,omitzero"`         // output only: what ECS found it fit for; Compatibilities computes it
	RegisteredAt            time.Time              `json:"registeredAt,omitzero"`            // output only
	DeregisteredAt          time.Time              `json:"deregisteredAt,omitzero"`          // output only
	DeleteRequestedAt       time.Time              `json:"deleteRequestedAt,omitzero"`       // output only
	RegisteredBy            string                 `json:"registeredBy,omitzero"`            // output only; ARN of a principal
}

// Tag is a label of the task definition.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html
type Tag struct {
	Key   string `json:"key,omitzero"`   // 1 to 128 characters, not starting with aws:
	Value string `json:"value,omitzero"` // 0 to 256 characters, not starting with aws:
}

// PlacementConstraint restricts the instances on which the task may be placed.
// A task definition knows memberOf alone.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinitionPlacementConstraint.html
type PlacementConstraint struct {
	Type       PlacementConstraintType `json:"type,omitzero"`       // memberOf
	Expression string                  `json:"expression,omitzero"` // cluster query language, at most 2,000 characters
}

// ProxyConfiguration makes a container the App Mesh proxy of the task.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html
type ProxyConfiguration struct {
	Type          ProxyType      `json:"type,omitzero"`          // absent: APPMESH
	ContainerName string         `json:"containerName,omitzero"` // required
	Properties    []KeyValuePair `json:"properties,omitzero"`    // IgnoredUID, IgnoredGID, AppPorts, ProxyIngressPort, ProxyEgressPort, EgressIgnoredPorts, EgressIgnoredIPs
}

// InferenceAccelerator is an Elastic Inference device. AWS no longer offers them.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InferenceAccelerator.html
type InferenceAccelerator struct {
	DeviceName string `json:"deviceName,omitzero"` // required; what a ResourceRequirement refers to
	DeviceType string `json:"deviceType,omitzero"` // required; "eia2.medium"
}

// EphemeralStorage is the scratch space of a task on Fargate.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html
type EphemeralStorage struct {
	SizeInGiB *int `json:"sizeInGiB,omitzero"` // required; GiB, 21 to 200 as documented
}

// RuntimePlatform is the operating system and processor that the images are for.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html
type RuntimePlatform struct {
	CPUArchitecture       CPUArchitecture `json:"cpuArchitecture,omitzero"`       // absent: X86_64
	OperatingSystemFamily OSFamily        `json:"operatingSystemFamily,omitzero"` // absent: LINUX on Fargate
}

// Attribute is a name and a value that a container instance has or must have.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html
type Attribute struct {
	Name       string     `json:"name,omitzero"`       // required; 1 to 128 characters
	Value      string     `json:"value,omitzero"`      // 1 to 128 characters; absent: the name alone counts
	TargetType TargetType `json:"targetType,omitzero"` // container-instance
	TargetID   string     `json:"targetId,omitzero"`   // id or ARN of the instance
}

// KeyValuePair is a name with a value: an environment variable, or a property of
// the proxy. The value is written even when it is empty, since an empty
// environment variable is not the same as none.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KeyValuePair.html
type KeyValuePair struct {
	Name  string `json:"name,omitzero"`
	Value string `json:"value"`
}

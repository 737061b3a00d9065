package taskdef

// TaskOverride changes a task definition for the tasks of one RunTask or
// StartTask call. As JSON it has at most 8,192 characters.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html
type TaskOverride struct {
	ContainerOverrides            []ContainerOverride            `json:"containerOverrides,omitzero"`
	CPU                           string                         `json:"cpu,omitzero"`    // as in TaskDefinition
	Memory                        string                         `json:"memory,omitzero"` // as in TaskDefinition
	EphemeralStorage              *EphemeralStorage              `json:"ephemeralStorage,omitzero"`
	ExecutionRoleARN              string                         `json:"executionRoleArn,omitzero"`
	TaskRoleARN                   string                         `json:"taskRoleArn,omitzero"`
	InferenceAcceleratorOverrides []InferenceAcceleratorOverride `json:"inferenceAcceleratorOverrides,omitzero"`
}

// ContainerOverride changes the container of that name.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html
type ContainerOverride struct {
	Name                 string                `json:"name,omitzero"`              // required
	Command              []string              `json:"command,omitzero"`           // nil: no override
	Environment          []KeyValuePair        `json:"environment,omitzero"`       // added to, and winning over, the definition's
	EnvironmentFiles     []EnvironmentFile     `json:"environmentFiles,omitzero"`  // nil: no override
	CPU                  *int                  `json:"cpu,omitzero"`               // CPU units
	Memory               *int                  `json:"memory,omitzero"`            // MiB, hard limit
	MemoryReservation    *int                  `json:"memoryReservation,omitzero"` // MiB, soft limit
	ResourceRequirements []ResourceRequirement `json:"resourceRequirements,omitzero"`
}

// InferenceAcceleratorOverride changes the device of that name.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InferenceAcceleratorOverride.html
type InferenceAcceleratorOverride struct {
	DeviceName string `json:"deviceName,omitzero"`
	DeviceType string `json:"deviceType,omitzero"`
}

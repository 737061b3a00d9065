package service

import (
	"time"

	"github.com/ecskit/ecskit/rollout"
	"github.com/ecskit/ecskit/taskdef"
)

// Deployment is one entry of a described service's deployments.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html
type Deployment struct {
	ID                          string                         `json:"id,omitzero"`
	Status                      string                         `json:"status,omitzero"` // PRIMARY, ACTIVE, INACTIVE
	TaskDefinition              string                         `json:"taskDefinition,omitzero"`
	DesiredCount                *int                           `json:"desiredCount,omitzero"` // tasks
	PendingCount                *int                           `json:"pendingCount,omitzero"` // tasks
	RunningCount                *int                           `json:"runningCount,omitzero"` // tasks
	FailedTasks                 *int                           `json:"failedTasks,omitzero"`  // tasks
	CreatedAt                   time.Time                      `json:"createdAt,omitzero"`
	UpdatedAt                   time.Time                      `json:"updatedAt,omitzero"`
	CapacityProviderStrategy    []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitzero"`
	LaunchType                  LaunchType                     `json:"launchType,omitzero"`
	PlatformVersion             string                         `json:"platformVersion,omitzero"`
	PlatformFamily              string                         `json:"platformFamily,omitzero"`
	NetworkConfiguration        *NetworkConfiguration          `json:"networkConfiguration,omitzero"`
	RolloutState                rollout.RolloutState           `json:"rolloutState,omitzero"` // absent behind a Classic Load Balancer
	RolloutStateReason          string                         `json:"rolloutStateReason,omitzero"`
	ServiceConnectConfiguration *ServiceConnectConfiguration   `json:"serviceConnectConfiguration,omitzero"`
	ServiceConnectResources     []ServiceConnectResource       `json:"serviceConnectResources,omitzero"`
	VolumeConfigurations        []VolumeConfiguration          `json:"volumeConfigurations,omitzero"`
	FargateEphemeralStorage     *FargateEphemeralStorage       `json:"fargateEphemeralStorage,omitzero"`
	VPCLatticeConfigurations    []VPCLatticeConfiguration      `json:"vpcLatticeConfigurations,omitzero"`
}

// ServiceConnectResource is a Cloud Map service that ECS made.
type ServiceConnectResource struct {
	DiscoveryName string `json:"discoveryName,omitzero"`
	DiscoveryARN  string `json:"discoveryArn,omitzero"`
}

// FargateEphemeralStorage is the encryption of the tasks' ephemeral storage.
type FargateEphemeralStorage struct {
	KMSKeyID string `json:"kmsKeyId,omitzero"`
}

// TaskSet is a revision of a service with the EXTERNAL or CODE_DEPLOY controller.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
type TaskSet struct {
	ID                       string                         `json:"id,omitzero"`
	TaskSetARN               string                         `json:"taskSetArn,omitzero"`
	ServiceARN               string                         `json:"serviceArn,omitzero"`
	ClusterARN               string                         `json:"clusterArn,omitzero"`
	StartedBy                string                         `json:"startedBy,omitzero"`
	ExternalID               string                         `json:"externalId,omitzero"`
	Status                   string                         `json:"status,omitzero"` // PRIMARY, ACTIVE, DRAINING
	TaskDefinition           string                         `json:"taskDefinition,omitzero"`
	ComputedDesiredCount     *int                           `json:"computedDesiredCount,omitzero"` // tasks
	PendingCount             *int                           `json:"pendingCount,omitzero"`         // tasks
	RunningCount             *int                           `json:"runningCount,omitzero"`         // tasks
	CreatedAt                time.Time                      `json:"createdAt,omitzero"`
	UpdatedAt                time.Time                      `json:"updatedAt,omitzero"`
	LaunchType               LaunchType                     `json:"launchType,omitzero"`
	CapacityProviderStrategy []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitzero"`
	PlatformVersion          string                         `json:"platformVersion,omitzero"`
	PlatformFamily           string                         `json:"platformFamily,omitzero"`
	NetworkConfiguration     *NetworkConfiguration          `json:"networkConfiguration,omitzero"`
	LoadBalancers            []LoadBalancer                 `json:"loadBalancers,omitzero"`
	ServiceRegistries        []ServiceRegistry              `json:"serviceRegistries,omitzero"`
	Scale                    *Scale                         `json:"scale,omitzero"`
	StabilityStatus          string                         `json:"stabilityStatus,omitzero"` // STEADY_STATE, STABILIZING
	StabilityStatusAt        time.Time                      `json:"stabilityStatusAt,omitzero"`
	Tags                     []taskdef.Tag                  `json:"tags,omitzero"`
	FargateEphemeralStorage  *FargateEphemeralStorage       `json:"fargateEphemeralStorage,omitzero"`
}

// Scale is the share of the service's desired count that a task set runs.
type Scale struct {
	Value *float64 `json:"value,omitzero"` // percent, 0 to 100
	Unit  string   `json:"unit,omitzero"`  // PERCENT
}

// ServiceEvent is an entry of a described service's events.
type ServiceEvent struct {
	ID        string    `json:"id,omitzero"`
	CreatedAt time.Time `json:"createdAt,omitzero"`
	Message   string    `json:"message,omitzero"`
}

// ServiceRevision counts the tasks of one revision.
type ServiceRevision struct {
	ARN                string `json:"arn,omitzero"`
	RequestedTaskCount *int   `json:"requestedTaskCount,omitzero"`
	RunningTaskCount   *int   `json:"runningTaskCount,omitzero"`
	PendingTaskCount   *int   `json:"pendingTaskCount,omitzero"`
}

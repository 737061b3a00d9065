package service

import (
	"time"

	"github.com/ecskit/ecskit/rollout"
	"github.com/ecskit/ecskit/taskdef"
)

// Service is a service as CreateService and UpdateService take it and
// DescribeServices returns it. A nil pointer or list and an empty string are an
// absent member.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html,
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html,
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
type Service struct {
	ServiceName                   string                           `json:"serviceName,omitzero"`                   // required on creation; 1 to 255 letters, digits, '-' and '_'
	Service                       string                           `json:"service,omitzero"`                       // update only: name or ARN of the service
	Cluster                       string                           `json:"cluster,omitzero"`                       // input only: name or ARN; absent: default
	TaskDefinition                string                           `json:"taskDefinition,omitzero"`                // family, family:revision or ARN
	DesiredCount                  *int                             `json:"desiredCount,omitzero"`                  // tasks; required on creation of a REPLICA service
	LaunchType                    LaunchType                       `json:"launchType,omitzero"`                    // in place of CapacityProviderStrategy
	CapacityProviderStrategy      []CapacityProviderStrategyItem   `json:"capacityProviderStrategy,omitzero"`      // at most 20
	PlatformVersion               string                           `json:"platformVersion,omitzero"`               // Fargate; absent: LATEST
	SchedulingStrategy            SchedulingStrategy               `json:"schedulingStrategy,omitzero"`            // absent: REPLICA; cannot be changed
	DeploymentController          *DeploymentController            `json:"deploymentController,omitzero"`          // absent: ECS
	DeploymentConfiguration       *rollout.DeploymentConfiguration `json:"deploymentConfiguration,omitzero"`       // absent: defaults per scheduling strategy
	AvailabilityZoneRebalancing   Rebalancing                      `json:"availabilityZoneRebalancing,omitzero"`   // absent on creation: ENABLED where the service allows it
	NetworkConfiguration          *NetworkConfiguration            `json:"networkConfiguration,omitzero"`          // awsvpc alone, and required there
	LoadBalancers                 []LoadBalancer                   `json:"loadBalancers,omitzero"`                 // at most 5 target groups
	Role                          string                           `json:"role,omitzero"`                          // input only: role that registers with a load balancer, where there is no service-linked one
	HealthCheckGracePeriodSeconds *int                             `json:"healthCheckGracePeriodSeconds,omitzero"` // seconds; absent: 0
	ServiceRegistries             []ServiceRegistry                `json:"serviceRegistries,omitzero"`             // Cloud Map; at most 1
	ServiceConnectConfiguration   *ServiceConnectConfiguration     `json:"serviceConnectConfiguration,omitzero"`
	VPCLatticeConfigurations      []VPCLatticeConfiguration        `json:"vpcLatticeConfigurations,omitzero"`
	GatewayConnectors             []GatewayConnector               `json:"gatewayConnectors,omitzero"`
	VolumeConfigurations          []VolumeConfiguration            `json:"volumeConfigurations,omitzero"` // at most 1: the EBS volume that the task definition leaves to the launch
	PlacementConstraints          []PlacementConstraint            `json:"placementConstraints,omitzero"` // at most 10, with those of the task definition
	PlacementStrategy             []PlacementStrategy              `json:"placementStrategy,omitzero"`    // at most 5
	EnableECSManagedTags          *bool                            `json:"enableECSManagedTags,omitzero"` // absent: false
	EnableExecuteCommand          *bool                            `json:"enableExecuteCommand,omitzero"` // absent: false
	PropagateTags                 PropagateTags                    `json:"propagateTags,omitzero"`        // absent: NONE
	Tags                          []taskdef.Tag                    `json:"tags,omitzero"`                 // at most 50
	Monitoring                    *Monitoring                      `json:"monitoring,omitzero"`
	ForceNewDeployment            *bool                            `json:"forceNewDeployment,omitzero"` // update only; absent: false
	ClientToken                   string                           `json:"clientToken,omitzero"`        // create only; at most 36 characters

	ServiceARN               string            `json:"serviceArn,omitzero"`               // output only
	ClusterARN               string            `json:"clusterArn,omitzero"`               // output only
	RoleARN                  string            `json:"roleArn,omitzero"`                  // output only
	Status                   string            `json:"status,omitzero"`                   // output only: ACTIVE, DRAINING, INACTIVE
	RunningCount             *int              `json:"runningCount,omitzero"`             // output only; tasks
	PendingCount             *int              `json:"pendingCount,omitzero"`             // output only; tasks
	PlatformFamily           string            `json:"platformFamily,omitzero"`           // output only
	Deployments              []Deployment      `json:"deployments,omitzero"`              // output only
	TaskSets                 []TaskSet         `json:"taskSets,omitzero"`                 // output only
	Events                   []ServiceEvent    `json:"events,omitzero"`                   // output only; newest first
	CreatedAt                time.Time         `json:"createdAt,omitzero"`                // output only
	CreatedBy                string            `json:"createdBy,omitzero"`                // output only
	CurrentServiceDeployment string            `json:"currentServiceDeployment,omitzero"` // output only; ARN
	CurrentServiceRevisions  []ServiceRevision `json:"currentServiceRevisions,omitzero"`  // output only
	ResourceManagementType   string            `json:"resourceManagementType,omitzero"`   // output only: CUSTOMER, ECS
}

// CapacityProviderStrategyItem is the share of a capacity provider.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
type CapacityProviderStrategyItem struct {
	CapacityProvider string `json:"capacityProvider,omitzero"` // required
	Base             *int   `json:"base,omitzero"`             // tasks, 0 to 100,000; absent: 0
	Weight           *int   `json:"weight,omitzero"`           // 0 to 1,000; absent: 0
}

// DeploymentController says who replaces tasks.
type DeploymentController struct {
	Type ControllerType `json:"type,omitzero"` // required
}

// PlacementConstraint is a rule that an instance must meet.
type PlacementConstraint struct {
	Type       ConstraintType `json:"type,omitzero"`       // distinctInstance or memberOf
	Expression string         `json:"expression,omitzero"` // memberOf alone: cluster query language, at most 2,000 characters
}

// PlacementStrategy orders the instances that meet the constraints.
type PlacementStrategy struct {
	Type  StrategyType `json:"type,omitzero"`  // binpack, spread or random
	Field string       `json:"field,omitzero"` // binpack: cpu or memory; spread: instanceId, host or attribute:NAME
}

// Monitoring asks for metrics of a finer resolution.
type Monitoring struct {
	MetricConfigurations []MetricConfiguration `json:"metricConfigurations,omitzero"`
}

// MetricConfiguration is the resolution of some metrics.
type MetricConfiguration struct {
	MetricNames       []string `json:"metricNames,omitzero"`
	ResolutionSeconds *int     `json:"resolutionSeconds,omitzero"` // seconds
}

// VolumeConfiguration says how the volume is made that the task definition
// leaves to the launch.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceVolumeConfiguration.html
type VolumeConfiguration struct {
	Name             string            `json:"name,omitzero"` // required; of a volume with configuredAtLaunch
	ManagedEBSVolume *ManagedEBSVolume `json:"managedEBSVolume,omitzero"`
}

// ManagedEBSVolume is an EBS volume that ECS makes for each task.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html
type ManagedEBSVolume struct {
	RoleARN                  string                `json:"roleArn,omitzero"`                  // required; infrastructure role
	Encrypted                *bool                 `json:"encrypted,omitzero"`                // absent: the account's setting
	FilesystemType           string                `json:"filesystemType,omitzero"`           // ext3, ext4, xfs, ntfs; absent: xfs on Linux
	IOPS                     *int                  `json:"iops,omitzero"`                     // required for io1 and io2; gp3: 3,000 to 16,000
	KMSKeyID                 string                `json:"kmsKeyId,omitzero"`                 //
	SizeInGiB                *int                  `json:"sizeInGiB,omitzero"`                // GiB; required without SnapshotID
	SnapshotID               string                `json:"snapshotId,omitzero"`               //
	TagSpecifications        []EBSTagSpecification `json:"tagSpecifications,omitzero"`        //
	Throughput               *int                  `json:"throughput,omitzero"`               // MiB a second; gp3 alone, at most 1,000
	VolumeInitializationRate *int                  `json:"volumeInitializationRate,omitzero"` // MiB a second; with SnapshotID
	VolumeType               string                `json:"volumeType,omitzero"`               // gp2, gp3, io1, io2, sc1, st1, standard; absent: gp3
}

// EBSTagSpecification is the tags of a volume.
type EBSTagSpecification struct {
	ResourceType  string        `json:"resourceType,omitzero"` // required; volume
	PropagateTags PropagateTags `json:"propagateTags,omitzero"`
	Tags          []taskdef.Tag `json:"tags,omitzero"`
}

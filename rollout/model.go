package rollout

import "encoding/json"

// SchedulingStrategy is how many tasks a service runs: a number, or one on each
// instance.
type SchedulingStrategy string

// The scheduling strategies of the API. An empty one is Replica.
const (
	Replica SchedulingStrategy = "REPLICA"
	Daemon  SchedulingStrategy = "DAEMON"
)

// Strategy is how a deployment replaces tasks.
type Strategy string

// The deployment strategies of the API. An empty one is StrategyRolling.
const (
	StrategyRolling   Strategy = "ROLLING"
	StrategyBlueGreen Strategy = "BLUE_GREEN"
	StrategyLinear    Strategy = "LINEAR"
	StrategyCanary    Strategy = "CANARY"
)

// ControllerType is who carries deployments out.
type ControllerType string

// The deployment controllers of the API. An empty one is ControllerECS.
const (
	ControllerECS        ControllerType = "ECS"
	ControllerCodeDeploy ControllerType = "CODE_DEPLOY"
	ControllerExternal   ControllerType = "EXTERNAL"
)

// DeploymentConfiguration is the API's deploymentConfiguration. Nil members were
// absent.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
type DeploymentConfiguration struct {
	Strategy                 Strategy                        `json:"strategy,omitempty"`
	MinimumHealthyPercent    *int                            `json:"minimumHealthyPercent,omitempty"`
	MaximumPercent           *int                            `json:"maximumPercent,omitempty"`
	DeploymentCircuitBreaker *DeploymentCircuitBreaker       `json:"deploymentCircuitBreaker,omitempty"`
	Alarms                   *DeploymentAlarms               `json:"alarms,omitempty"`
	EarlySuccessCriteria     *DeploymentEarlySuccessCriteria `json:"earlySuccessCriteria,omitempty"`
	BakeTimeInMinutes        *int                            `json:"bakeTimeInMinutes,omitempty"`
	CanaryConfiguration      *CanaryConfiguration            `json:"canaryConfiguration,omitempty"`
	LinearConfiguration      *LinearConfiguration            `json:"linearConfiguration,omitempty"`
	LifecycleHooks           []DeploymentLifecycleHook       `json:"lifecycleHooks,omitempty"`
}

// DeploymentCircuitBreaker is the API's deploymentCircuitBreaker.
type DeploymentCircuitBreaker struct {
	Enable                 *bool                   `json:"enable,omitempty"`
	Rollback               *bool                   `json:"rollback,omitempty"`
	ResetOnHealthyTask     *bool                   `json:"resetOnHealthyTask,omitempty"` // absent: true
	ThresholdConfiguration *ThresholdConfiguration `json:"thresholdConfiguration,omitempty"`
}

// ThresholdConfiguration is the API's thresholdConfiguration.
type ThresholdConfiguration struct {
	Type  ThresholdType `json:"type,omitempty"`
	Value *int          `json:"value,omitempty"`
}

// DeploymentAlarms is the API's alarms of a deployment.
type DeploymentAlarms struct {
	AlarmNames []string `json:"alarmNames,omitempty"`
	Enable     *bool    `json:"enable,omitempty"`
	Rollback   *bool    `json:"rollback,omitempty"`
}

// DeploymentEarlySuccessCriteria is the API's earlySuccessCriteria.
type DeploymentEarlySuccessCriteria struct {
	Enable                       *bool   `json:"enable,omitempty"`
	HealthyPercent               *int    `json:"healthyPercent,omitempty"`
	SourceServiceRevisionCleanup Cleanup `json:"sourceServiceRevisionCleanup,omitempty"`
}

// CanaryConfiguration is the API's canaryConfiguration.
type CanaryConfiguration struct {
	CanaryPercent           *float64 `json:"canaryPercent,omitempty"`
	CanaryBakeTimeInMinutes *int     `json:"canaryBakeTimeInMinutes,omitempty"`
}

// LinearConfiguration is the API's linearConfiguration.
type LinearConfiguration struct {
	StepPercent           *float64 `json:"stepPercent,omitempty"`
	StepBakeTimeInMinutes *int     `json:"stepBakeTimeInMinutes,omitempty"`
}

// DeploymentLifecycleHook is the API's lifecycle hook.
type DeploymentLifecycleHook struct {
	TargetType           HookTarget      `json:"targetType,omitempty"`
	HookTargetARN        string          `json:"hookTargetArn,omitempty"`
	RoleARN              string          `json:"roleArn,omitempty"`
	LifecycleStages      []Stage         `json:"lifecycleStages,omitempty"`
	TimeoutConfiguration *HookTimeout    `json:"timeoutConfiguration,omitempty"`
	HookDetails          json.RawMessage `json:"hookDetails,omitempty"`
}

// HookTimeout is the API's timeoutConfiguration of a lifecycle hook.
type HookTimeout struct {
	TimeoutInMinutes *int       `json:"timeoutInMinutes,omitempty"`
	Action           HookAction `json:"action,omitempty"`
}

// DaemonDeploymentConfiguration is the API's deployment configuration of a daemon
// on ECS Managed Instances.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DaemonDeploymentConfiguration.html
type DaemonDeploymentConfiguration struct {
	DrainPercent      *float64      `json:"drainPercent,omitempty"`
	BakeTimeInMinutes *int          `json:"bakeTimeInMinutes,omitempty"`
	Alarms            *DaemonAlarms `json:"alarms,omitempty"`
}

// DaemonAlarms is the API's alarms of a managed daemon's deployment.
type DaemonAlarms struct {
	AlarmNames []string `json:"alarmNames,omitempty"`
	Enable     *bool    `json:"enable,omitempty"` // absent: false
}

// Service is what a deployment needs of a service, as CreateService takes it and
// DescribeServices returns it. What it keeps as JSON is for others to read.
type Service struct {
	ServiceName                   string                   `json:"serviceName,omitempty"`
	ServiceARN                    string                   `json:"serviceArn,omitempty"`
	Status                        string                   `json:"status,omitempty"`
	SchedulingStrategy            SchedulingStrategy       `json:"schedulingStrategy,omitempty"`
	LaunchType                    string                   `json:"launchType,omitempty"`
	DesiredCount                  *int                     `json:"desiredCount,omitempty"`
	RunningCount                  int                      `json:"runningCount,omitempty"`
	PendingCount                  int                      `json:"pendingCount,omitempty"`
	HealthCheckGracePeriodSeconds *int                     `json:"healthCheckGracePeriodSeconds,omitempty"`
	DeploymentController          *DeploymentController    `json:"deploymentController,omitempty"`
	DeploymentConfiguration       *DeploymentConfiguration `json:"deploymentConfiguration,omitempty"`
	Deployments                   []Deployment             `json:"deployments,omitempty"`
	TaskSets                      []TaskSet                `json:"taskSets,omitempty"`
	LoadBalancers                 []LoadBalancer           `json:"loadBalancers,omitempty"`
	ServiceConnectConfiguration   *ServiceConnect          `json:"serviceConnectConfiguration,omitempty"`
	VPCLatticeConfigurations      []json.RawMessage        `json:"vpcLatticeConfigurations,omitempty"`

	otherServiceMembers
}

// otherServiceMembers are known to the API and of no concern here.
type otherServiceMembers struct {
	AvailabilityZoneRebalancing json.RawMessage `json:"availabilityZoneRebalancing,omitempty"`
	CapacityProviderStrategy    json.RawMessage `json:"capacityProviderStrategy,omitempty"`
	ClientToken                 json.RawMessage `json:"clientToken,omitempty"`
	Cluster                     json.RawMessage `json:"cluster,omitempty"`
	ClusterARN                  json.RawMessage `json:"clusterArn,omitempty"`
	CreatedAt                   json.RawMessage `json:"createdAt,omitempty"`
	CreatedBy                   json.RawMessage `json:"createdBy,omitempty"`
	CurrentServiceDeployment    json.RawMessage `json:"currentServiceDeployment,omitempty"`
	CurrentServiceRevisions     json.RawMessage `json:"currentServiceRevisions,omitempty"`
	EnableECSManagedTags        json.RawMessage `json:"enableECSManagedTags,omitempty"`
	EnableExecuteCommand        json.RawMessage `json:"enableExecuteCommand,omitempty"`
	Events                      json.RawMessage `json:"events,omitempty"`
	ForceNewDeployment          json.RawMessage `json:"forceNewDeployment,omitempty"`
	GatewayConnectors           json.RawMessage `json:"gatewayConnectors,omitempty"`
	Monitoring                  json.RawMessage `json:"monitoring,omitempty"`
	NetworkConfiguration        json.RawMessage `json:"networkConfiguration,omitempty"`
	PlacementConstraints        json.RawMessage `json:"placementConstraints,omitempty"`
	PlacementStrategy           json.RawMessage `json:"placementStrategy,omitempty"`
	PlatformFamily              json.RawMessage `json:"platformFamily,omitempty"`
	PlatformVersion             json.RawMessage `json:"platformVersion,omitempty"`
	PropagateTags               json.RawMessage `json:"propagateTags,omitempty"`
	ResourceManagementType      json.RawMessage `json:"resourceManagementType,omitempty"`
	Role                        json.RawMessage `json:"role,omitempty"`
	RoleARN                     json.RawMessage `json:"roleArn,omitempty"`
	Service                     json.RawMessage `json:"service,omitempty"`
	ServiceRegistries           json.RawMessage `json:"serviceRegistries,omitempty"`
	Tags                        json.RawMessage `json:"tags,omitempty"`
	TaskDefinition              json.RawMessage `json:"taskDefinition,omitempty"`
	VolumeConfigurations        json.RawMessage `json:"volumeConfigurations,omitempty"`
}

// DeploymentController is the API's deploymentController.
type DeploymentController struct {
	Type ControllerType `json:"type,omitempty"`
}

// LoadBalancer is what a deployment needs of a service's load balancer.
type LoadBalancer struct {
	TargetGroupARN        string          `json:"targetGroupArn,omitempty"`
	LoadBalancerName      string          `json:"loadBalancerName,omitempty"` // a Classic Load Balancer
	ContainerName         json.RawMessage `json:"containerName,omitempty"`
	ContainerPort         json.RawMessage `json:"containerPort,omitempty"`
	AdvancedConfiguration json.RawMessage `json:"advancedConfiguration,omitempty"`
}

// ServiceConnect is what a deployment needs of a serviceConnectConfiguration.
type ServiceConnect struct {
	Enabled                bool            `json:"enabled,omitempty"`
	Namespace              json.RawMessage `json:"namespace,omitempty"`
	Services               json.RawMessage `json:"services,omitempty"`
	LogConfiguration       json.RawMessage `json:"logConfiguration,omitempty"`
	AccessLogConfiguration json.RawMessage `json:"accessLogConfiguration,omitempty"`
}

// Deployment is one entry of a described service's deployments.
type Deployment struct {
	ID                 string       `json:"id,omitempty"`
	Status             string       `json:"status,omitempty"` // PRIMARY, ACTIVE or INACTIVE
	DesiredCount       int          `json:"desiredCount,omitempty"`
	PendingCount       int          `json:"pendingCount,omitempty"`
	RunningCount       int          `json:"runningCount,omitempty"`
	FailedTasks        int          `json:"failedTasks,omitempty"`
	RolloutState       RolloutState `json:"rolloutState,omitempty"`
	RolloutStateReason string       `json:"rolloutStateReason,omitempty"`

	otherDeploymentMembers
}

// otherDeploymentMembers are known to the API and of no concern here.
type otherDeploymentMembers struct {
	CapacityProviderStrategy    json.RawMessage `json:"capacityProviderStrategy,omitempty"`
	CreatedAt                   json.RawMessage `json:"createdAt,omitempty"`
	FargateEphemeralStorage     json.RawMessage `json:"fargateEphemeralStorage,omitempty"`
	LaunchType                  json.RawMessage `json:"launchType,omitempty"`
	NetworkConfiguration        json.RawMessage `json:"networkConfiguration,omitempty"`
	PlatformFamily              json.RawMessage `json:"platformFamily,omitempty"`
	PlatformVersion             json.RawMessage `json:"platformVersion,omitempty"`
	ServiceConnectConfiguration json.RawMessage `json:"serviceConnectConfiguration,omitempty"`
	ServiceConnectResources     json.RawMessage `json:"serviceConnectResources,omitempty"`
	TaskDefinition              json.RawMessage `json:"taskDefinition,omitempty"`
	UpdatedAt                   json.RawMessage `json:"updatedAt,omitempty"`
	VolumeConfigurations        json.RawMessage `json:"volumeConfigurations,omitempty"`
	VPCLatticeConfigurations    json.RawMessage `json:"vpcLatticeConfigurations,omitempty"`
}

// TaskSet is one task set of a service with another controller.
type TaskSet struct {
	ID                   string          `json:"id,omitempty"`
	Status               string          `json:"status,omitempty"`
	Scale                *Scale          `json:"scale,omitempty"`
	ComputedDesiredCount int             `json:"computedDesiredCount,omitempty"`
	PendingCount         int             `json:"pendingCount,omitempty"`
	RunningCount         int             `json:"runningCount,omitempty"`
	StabilityStatus      StabilityStatus `json:"stabilityStatus,omitempty"`

	otherTaskSetMembers
}

// Scale is the share of a service that a task set runs.
type Scale struct {
	Value *float64 `json:"value,omitempty"` // percent
	Unit  string   `json:"unit,omitempty"`  // PERCENT
}

// otherTaskSetMembers are known to the API and of no concern here.
type otherTaskSetMembers struct {
	CapacityProviderStrategy json.RawMessage `json:"capacityProviderStrategy,omitempty"`
	ClusterARN               json.RawMessage `json:"clusterArn,omitempty"`
	CreatedAt                json.RawMessage `json:"createdAt,omitempty"`
	ExternalID               json.RawMessage `json:"externalId,omitempty"`
	FargateEphemeralStorage  json.RawMessage `json:"fargateEphemeralStorage,omitempty"`
	LaunchType               json.RawMessage `json:"launchType,omitempty"`
	LoadBalancers            json.RawMessage `json:"loadBalancers,omitempty"`
	NetworkConfiguration     json.RawMessage `json:"networkConfiguration,omitempty"`
	PlatformFamily           json.RawMessage `json:"platformFamily,omitempty"`
	PlatformVersion          json.RawMessage `json:"platformVersion,omitempty"`
	ServiceARN               json.RawMessage `json:"serviceArn,omitempty"`
	ServiceRegistries        json.RawMessage `json:"serviceRegistries,omitempty"`
	StabilityStatusAt        json.RawMessage `json:"stabilityStatusAt,omitempty"`
	StartedBy                json.RawMessage `json:"startedBy,omitempty"`
	Tags                     json.RawMessage `json:"tags,omitempty"`
	TaskDefinition           json.RawMessage `json:"taskDefinition,omitempty"`
	TaskSetARN               json.RawMessage `json:"taskSetArn,omitempty"`
	UpdatedAt                json.RawMessage `json:"updatedAt,omitempty"`
}

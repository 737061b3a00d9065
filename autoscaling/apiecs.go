package autoscaling

import (
	"encoding/json"
	"time"
)

// CapacityProvider is a capacity provider in the API's shape, as
// describe-capacity-providers gives it.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProvider.html
type CapacityProvider struct {
	ARN                string                    `json:"capacityProviderArn,omitempty"`
	Name               string                    `json:"name,omitempty"`
	Cluster            string                    `json:"cluster,omitempty"`
	Status             string                    `json:"status,omitempty"`
	AutoScalingGroup   *AutoScalingGroupProvider `json:"autoScalingGroupProvider,omitempty"`
	ManagedInstances   *ManagedInstancesProvider `json:"managedInstancesProvider,omitempty"`
	UpdateStatus       string                    `json:"updateStatus,omitempty"`
	UpdateStatusReason string                    `json:"updateStatusReason,omitempty"`
	Tags               []json.RawMessage         `json:"tags,omitempty"`
	Type               string                    `json:"type,omitempty"` // EC2_AUTOSCALING, MANAGED_INSTANCES, FARGATE, FARGATE_SPOT
}

// AutoScalingGroupProvider is the Auto Scaling group of a capacity provider.
type AutoScalingGroupProvider struct {
	AutoScalingGroupARN          string                       `json:"autoScalingGroupArn,omitempty"`
	ManagedScaling               *ManagedScalingConfiguration `json:"managedScaling,omitempty"`
	ManagedTerminationProtection string                       `json:"managedTerminationProtection,omitempty"` // ENABLED, DISABLED
	ManagedDraining              string                       `json:"managedDraining,omitempty"`              // ENABLED, DISABLED
}

// ManagedScalingConfiguration is managed scaling in the API's shape.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html
type ManagedScalingConfiguration struct {
	Status                 string `json:"status,omitempty"`                 // ENABLED, DISABLED
	TargetCapacity         *int   `json:"targetCapacity,omitempty"`         // percent, 1 to 100; nil is 100
	MinimumScalingStepSize *int   `json:"minimumScalingStepSize,omitempty"` // instances, 1 to 10000; nil is 1
	MaximumScalingStepSize *int   `json:"maximumScalingStepSize,omitempty"` // instances, 1 to 10000; nil is 10000
	InstanceWarmupPeriod   *int   `json:"instanceWarmupPeriod,omitempty"`   // seconds, 0 to 10000; nil is 300
}

// ManagedInstancesProvider is the part of an ECS Managed Instances provider that
// bears on scaling; the rest is kept as it stands.
type ManagedInstancesProvider struct {
	InfrastructureRoleARN      string                      `json:"infrastructureRoleArn,omitempty"`
	InstanceLaunchTemplate     json.RawMessage             `json:"instanceLaunchTemplate,omitempty"`
	PropagateTags              string                      `json:"propagateTags,omitempty"`
	InfrastructureOptimization *InfrastructureOptimization `json:"infrastructureOptimization,omitempty"`
	AutoRepairConfiguration    json.RawMessage             `json:"autoRepairConfiguration,omitempty"`
}

// InfrastructureOptimization says how long Managed Instances wait before they
// move tasks together.
type InfrastructureOptimization struct {
	ScaleInAfter *int `json:"scaleInAfter,omitempty"` // seconds, 0 to 3600; -1 is never, nil is AWS's default
}

// StrategyItem is one entry of a capacity provider strategy in the API's shape.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
type StrategyItem struct {
	CapacityProvider string `json:"capacityProvider,omitempty"`
	Weight           *int   `json:"weight,omitempty"` // 0 to 1000; nil is 0
	Base             *int   `json:"base,omitempty"`   // 0 to 100000 tasks; nil is 0
}

// MetricAlarm is the part of a CloudWatch alarm that scaling needs, as
// describe-alarms gives it: a step policy's thresholds stand nowhere else. The
// members that do not matter here are read over.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html
type MetricAlarm struct {
	AlarmName          string            `json:"AlarmName,omitempty"`
	AlarmARN           string            `json:"AlarmArn,omitempty"`
	AlarmActions       []string          `json:"AlarmActions,omitempty"` // ARNs of policies among them
	ActionsEnabled     *bool             `json:"ActionsEnabled,omitempty"`
	Namespace          string            `json:"Namespace,omitempty"`
	MetricName         string            `json:"MetricName,omitempty"`
	Dimensions         []MetricDimension `json:"Dimensions,omitempty"`
	Statistic          Statistic         `json:"Statistic,omitempty"`
	Period             *int              `json:"Period,omitempty"` // seconds
	EvaluationPeriods  *int              `json:"EvaluationPeriods,omitempty"`
	DatapointsToAlarm  *int              `json:"DatapointsToAlarm,omitempty"`
	Threshold          *float64          `json:"Threshold,omitempty"`
	ComparisonOperator Comparison        `json:"ComparisonOperator,omitempty"`
	TreatMissingData   MissingData       `json:"TreatMissingData,omitempty"`

	Description        json.RawMessage `json:"AlarmDescription,omitempty"`
	Updated            *time.Time      `json:"AlarmConfigurationUpdatedTimestamp,omitempty"`
	OKActions          []string        `json:"OKActions,omitempty"`
	NoDataActions      []string        `json:"InsufficientDataActions,omitempty"`
	StateValue         string          `json:"StateValue,omitempty"`
	StateReason        string          `json:"StateReason,omitempty"`
	StateReasonData    string          `json:"StateReasonData,omitempty"`
	StateUpdated       *time.Time      `json:"StateUpdatedTimestamp,omitempty"`
	StateTransitioned  *time.Time      `json:"StateTransitionedTimestamp,omitempty"`
	EvaluationState    string          `json:"EvaluationState,omitempty"`
	ExtendedStatistic  string          `json:"ExtendedStatistic,omitempty"`
	Unit               string          `json:"Unit,omitempty"`
	LowSamples         string          `json:"EvaluateLowSampleCountPercentile,omitempty"`
	Metrics            json.RawMessage `json:"Metrics,omitempty"`
	ThresholdMetricID  string          `json:"ThresholdMetricId,omitempty"`
	EvaluationCriteria json.RawMessage `json:"EvaluationCriteria,omitempty"`
	EvaluationInterval json.RawMessage `json:"EvaluationInterval,omitempty"`
}

package autoscaling

import (
	"encoding/json"
	"time"
)

// ScalableTarget is a scalable target in the API's shape, as
// describe-scalable-targets gives it. A nil number is an absent one.
//
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html
type ScalableTarget struct {
	ServiceNamespace  string          `json:"ServiceNamespace,omitempty"`
	ResourceID        string          `json:"ResourceId,omitempty"`
	ScalableDimension string          `json:"ScalableDimension,omitempty"`
	MinCapacity       *int            `json:"MinCapacity,omitempty"` // tasks
	MaxCapacity       *int            `json:"MaxCapacity,omitempty"` // tasks
	PredictedCapacity *int            `json:"PredictedCapacity,omitempty"`
	RoleARN           string          `json:"RoleARN,omitempty"`
	CreationTime      *time.Time      `json:"CreationTime,omitempty"`
	SuspendedState    *SuspendedState `json:"SuspendedState,omitempty"`
	ScalableTargetARN string          `json:"ScalableTargetARN,omitempty"`
}

// SuspendedState is the suspension of a target in the API's shape.
type SuspendedState struct {
	DynamicScalingInSuspended  *bool `json:"DynamicScalingInSuspended,omitempty"`
	DynamicScalingOutSuspended *bool `json:"DynamicScalingOutSuspended,omitempty"`
	ScheduledScalingSuspended  *bool `json:"ScheduledScalingSuspended,omitempty"`
}

// ScalingPolicy is a scaling policy in the API's shape, as
// describe-scaling-policies gives it.
//
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingPolicy.html
type ScalingPolicy struct {
	PolicyARN         string                                    `json:"PolicyARN,omitempty"`
	PolicyName        string                                    `json:"PolicyName,omitempty"`
	ServiceNamespace  string                                    `json:"ServiceNamespace,omitempty"`
	ResourceID        string                                    `json:"ResourceId,omitempty"`
	ScalableDimension string                                    `json:"ScalableDimension,omitempty"`
	PolicyType        PolicyType                                `json:"PolicyType,omitempty"`
	TargetTracking    *TargetTrackingScalingPolicyConfiguration `json:"TargetTrackingScalingPolicyConfiguration,omitempty"`
	Step              *StepScalingPolicyConfiguration           `json:"StepScalingPolicyConfiguration,omitempty"`
	Predictive        *PredictiveScalingPolicyConfiguration     `json:"PredictiveScalingPolicyConfiguration,omitempty"`
	Alarms            []AlarmReference                          `json:"Alarms,omitempty"`
	CreationTime      *time.Time                                `json:"CreationTime,omitempty"`
}

// AlarmReference names an alarm that belongs to a policy.
type AlarmReference struct {
	AlarmName string `json:"AlarmName,omitempty"`
	AlarmARN  string `json:"AlarmARN,omitempty"`
}

// TargetTrackingScalingPolicyConfiguration is a target tracking policy in the
// API's shape.
//
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
type TargetTrackingScalingPolicyConfiguration struct {
	TargetValue      *float64                       `json:"TargetValue,omitempty"`
	Predefined       *PredefinedMetricSpecification `json:"PredefinedMetricSpecification,omitempty"`
	Customized       *CustomizedMetricSpecification `json:"CustomizedMetricSpecification,omitempty"`
	ScaleOutCooldown *int                           `json:"ScaleOutCooldown,omitempty"` // seconds; nil is 300
	ScaleInCooldown  *int                           `json:"ScaleInCooldown,omitempty"`  // seconds; nil is 300
	DisableScaleIn   *bool                          `json:"DisableScaleIn,omitempty"`
}

// PredefinedMetricSpecification names one of AWS's metrics.
type PredefinedMetricSpecification struct {
	PredefinedMetricType MetricType `json:"PredefinedMetricType,omitempty"`
	ResourceLabel        string     `json:"ResourceLabel,omitempty"`
}

// CustomizedMetricSpecification names a metric of the user's, or metric math.
//
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_CustomizedMetricSpecification.html
type CustomizedMetricSpecification struct {
	MetricName string            `json:"MetricName,omitempty"`
	Namespace  string            `json:"Namespace,omitempty"`
	Dimensions []MetricDimension `json:"Dimensions,omitempty"`
	Statistic  Statistic         `json:"Statistic,omitempty"`
	Unit       string            `json:"Unit,omitempty"`
	Metrics    []MetricDataQuery `json:"Metrics,omitempty"`
}

// MetricDimension is one dimension of a metric.
type MetricDimension struct {
	Name  string `json:"Name,omitempty"`
	Value string `json:"Value,omitempty"`
}

// MetricDataQuery is one entry of metric math in the API's shape.
type MetricDataQuery struct {
	ID         string      `json:"Id,omitempty"`
	Expression string      `json:"Expression,omitempty"`
	Label      string      `json:"Label,omitempty"`
	MetricStat *MetricStat `json:"MetricStat,omitempty"`
	ReturnData *bool       `json:"ReturnData,omitempty"` // nil is true
}

// MetricStat is a metric and its statistic.
type MetricStat struct {
	Metric *MetricReference `json:"Metric,omitempty"`
	Stat   string           `json:"Stat,omitempty"`
	Unit   string           `json:"Unit,omitempty"`
}

// MetricReference names a metric of CloudWatch.
type MetricReference struct {
	Namespace  string            `json:"Namespace,omitempty"`
	MetricName string            `json:"MetricName,omitempty"`
	Dimensions []MetricDimension `json:"Dimensions,omitempty"`
}

// StepScalingPolicyConfiguration is a step policy in the API's shape.
//
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html
type StepScalingPolicyConfiguration struct {
	AdjustmentType         AdjustmentType          `json:"AdjustmentType,omitempty"`
	StepAdjustments        []StepAdjustmentSetting `json:"StepAdjustments,omitempty"`
	MinAdjustmentMagnitude *int                    `json:"MinAdjustmentMagnitude,omitempty"` // tasks
	Cooldown               *int                    `json:"Cooldown,omitempty"`               // seconds; nil is 300
	MetricAggregationType  Aggregation             `json:"MetricAggregationType,omitempty"`
}

// StepAdjustmentSetting is one step in the API's shape.
type StepAdjustmentSetting struct {
	MetricIntervalLowerBound *float64 `json:"MetricIntervalLowerBound,omitempty"` // nil is no bound
	MetricIntervalUpperBound *float64 `json:"MetricIntervalUpperBound,omitempty"` // nil is no bound
	ScalingAdjustment        *int     `json:"ScalingAdjustment,omitempty"`
}

// PredictiveScalingPolicyConfiguration is a predictive policy in the API's shape.
// Metric specifications of the customised kind are kept as they stand.
//
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredictiveScalingPolicyConfiguration.html
type PredictiveScalingPolicyConfiguration struct {
	MetricSpecifications      []PredictiveMetricSpecification `json:"MetricSpecifications,omitempty"`
	Mode                      ForecastMode                    `json:"Mode,omitempty"`
	MaxCapacityBreachBehavior BreachBehavior                  `json:"MaxCapacityBreachBehavior,omitempty"`
	MaxCapacityBuffer         *int                            `json:"MaxCapacityBuffer,omitempty"`    // percent
	SchedulingBufferTime      *int                            `json:"SchedulingBufferTime,omitempty"` // seconds; nil is 300
}

// PredictiveMetricSpecification is what a predictive policy forecasts from.
type PredictiveMetricSpecification struct {
	TargetValue        *float64                       `json:"TargetValue,omitempty"`
	Pair               *PredefinedMetricSpecification `json:"PredefinedMetricPairSpecification,omitempty"`
	Scaling            *PredefinedMetricSpecification `json:"PredefinedScalingMetricSpecification,omitempty"`
	Load               *PredefinedMetricSpecification `json:"PredefinedLoadMetricSpecification,omitempty"`
	CustomizedScaling  json.RawMessage                `json:"CustomizedScalingMetricSpecification,omitempty"`
	CustomizedLoad     json.RawMessage                `json:"CustomizedLoadMetricSpecification,omitempty"`
	CustomizedCapacity json.RawMessage                `json:"CustomizedCapacityMetricSpecification,omitempty"`
}

// ScheduledActionDefinition is a scheduled action in the API's shape, as
// describe-scheduled-actions gives it.
//
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html
type ScheduledActionDefinition struct {
	ScheduledActionName  string                `json:"ScheduledActionName,omitempty"`
	ScheduledActionARN   string                `json:"ScheduledActionARN,omitempty"`
	ServiceNamespace     string                `json:"ServiceNamespace,omitempty"`
	Schedule             string                `json:"Schedule,omitempty"`
	Timezone             string                `json:"Timezone,omitempty"`
	ResourceID           string                `json:"ResourceId,omitempty"`
	ScalableDimension    string                `json:"ScalableDimension,omitempty"`
	StartTime            *time.Time            `json:"StartTime,omitempty"`
	EndTime              *time.Time            `json:"EndTime,omitempty"`
	ScalableTargetAction *ScalableTargetAction `json:"ScalableTargetAction,omitempty"`
	CreationTime         *time.Time            `json:"CreationTime,omitempty"`
}

// ScalableTargetAction is the bounds that a scheduled action sets.
type ScalableTargetAction struct {
	MinCapacity *int `json:"MinCapacity,omitempty"` // tasks
	MaxCapacity *int `json:"MaxCapacity,omitempty"` // tasks
}

package autoscaling

// AdjustmentType says how a step policy reads its adjustments.
type AdjustmentType string

// The adjustment types of Application Auto Scaling.
const (
	ChangeInCapacity        AdjustmentType = "ChangeInCapacity"        // tasks to add or remove
	PercentChangeInCapacity AdjustmentType = "PercentChangeInCapacity" // percent of the running count
	ExactCapacity           AdjustmentType = "ExactCapacity"           // the new count itself
)

// Aggregation says how a step policy sums up the datapoints of its alarm.
type Aggregation string

// The aggregation types of Application Auto Scaling. Empty stands for Average.
const (
	AggregateAverage Aggregation = "Average"
	AggregateMinimum Aggregation = "Minimum"
	AggregateMaximum Aggregation = "Maximum"
)

// PolicyType is the kind of a scaling policy.
type PolicyType string

// The policy types of Application Auto Scaling.
const (
	PolicyStep           PolicyType = "StepScaling"
	PolicyTargetTracking PolicyType = "TargetTrackingScaling"
	PolicyPredictive     PolicyType = "PredictiveScaling"
)

// MetricType names a predefined metric. AWS adds to the list, so an unknown one
// is kept and reported.
type MetricType string

// The predefined metrics of target tracking for ECS services.
const (
	ServiceAverageCPU                  MetricType = "ECSServiceAverageCPUUtilization"
	ServiceAverageMemory               MetricType = "ECSServiceAverageMemoryUtilization"
	RequestCountPerTarget              MetricType = "ALBRequestCountPerTarget"
	ServiceAverageCPUHighResolution    MetricType = "ECSServiceAverageCPUUtilizationHighResolution"    // 20 s, since June 2026
	ServiceAverageMemoryHighResolution MetricType = "ECSServiceAverageMemoryUtilizationHighResolution" // 20 s, since June 2026
)

// Comparison is how an alarm compares a datapoint with its threshold.
type Comparison string

// The comparisons of CloudWatch alarms on one metric.
const (
	GreaterThan        Comparison = "GreaterThanThreshold"
	GreaterThanOrEqual Comparison = "GreaterThanOrEqualToThreshold"
	LessThan           Comparison = "LessThanThreshold"
	LessThanOrEqual    Comparison = "LessThanOrEqualToThreshold"
)

// Statistic is how an alarm sums up the samples of one period.
type Statistic string

// The statistics of CloudWatch. Empty stands for Average.
const (
	Average     Statistic = "Average"
	Sum         Statistic = "Sum"
	Minimum     Statistic = "Minimum"
	Maximum     Statistic = "Maximum"
	SampleCount Statistic = "SampleCount"
)

// MissingData says how an alarm treats datapoints that did not arrive.
type MissingData string

// The treatments of missing data. Empty stands for MissingIsMissing.
const (
	MissingIsMissing      MissingData = "missing"      // an alarm without any datapoint has insufficient data
	MissingIsIgnored      MissingData = "ignore"       // the state stays
	MissingIsBreaching    MissingData = "breaching"    // as if the threshold were crossed
	MissingIsNotBreaching MissingData = "notBreaching" // as if all were well
)

// ForecastMode says whether a predictive policy acts.
type ForecastMode string

// The modes of predictive scaling. Empty stands for ForecastOnly.
const (
	ForecastOnly     ForecastMode = "ForecastOnly"
	ForecastAndScale ForecastMode = "ForecastAndScale"
)

// BreachBehavior says what a forecast above the maximum does.
type BreachBehavior string

// The behaviours of predictive scaling. Empty stands for HonorMaxCapacity.
const (
	HonorMaxCapacity    BreachBehavior = "HonorMaxCapacity"
	IncreaseMaxCapacity BreachBehavior = "IncreaseMaxCapacity"
)

// NotScaledCode is AWS's code for an activity that did not scale, as
// describe-scaling-activities shows it under NotScaledReasons.
//
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html
type NotScaledCode string

// The codes of AWS.
const (
	CodeAnticipatedFlapping NotScaledCode = "AutoScalingAnticipatedFlapping"
	CodeUnscalable          NotScaledCode = "TargetServicePutResourceAsUnscalable"
	CodeAtMax               NotScaledCode = "AlreadyAtMaxCapacity"
	CodeAtMin               NotScaledCode = "AlreadyAtMinCapacity"
	CodeAtDesired           NotScaledCode = "AlreadyAtDesiredCapacity"
)

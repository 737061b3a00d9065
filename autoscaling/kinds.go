package autoscaling

import "github.com/ecskit/ecskit/diag"

const (
	urlAPI              = "https://docs.aws.amazon.com/autoscaling/application/APIReference/"
	urlRFC8259          = "https://www.rfc-editor.org/rfc/rfc8259#section-4"
	urlQuotas           = "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html"
	urlTracking         = "https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html"
	urlScheduled        = "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html"
	urlPredictive       = urlAPI + "API_PredictiveScalingPolicyConfiguration.html"
	urlAlarm            = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"
	urlServiceScaling   = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html"
	urlECS              = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
	urlManagedScaling   = urlECS + "API_ManagedScaling.html"
	urlGroupProvider    = urlECS + "API_AutoScalingGroupProvider.html"
	urlProvider         = urlECS + "API_CreateCapacityProvider.html"
	urlManagedInstances = urlECS + "API_InfrastructureOptimization.html"
	urlStrategy         = urlECS + "API_CapacityProviderStrategyItem.html"
)

// The kinds of findings. None is ever changed.
var (
	kindUnknownMember = diag.Kind{
		Code: "AS001", Name: "unknown-member", Title: "a member that the API does not have",
		Source: urlAPI + "API_Operations.html", Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindMemberCase = diag.Kind{
		Code: "AS002", Name: "wrong-case", Title: "a member in another case than the API's",
		Source: urlAPI + "API_Operations.html", Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindDuplicateMember = diag.Kind{
		Code: "AS003", Name: "duplicate-member", Title: "a member that comes twice; the later one is read",
		Source: urlRFC8259, Severity: diag.Warning, Certainty: diag.Unknown,
	}
	kindWrongType = diag.Kind{
		Code: "AS004", Name: "wrong-type", Title: "a value of another JSON type than the API's",
		Source: urlAPI + "API_Operations.html",
	}
	kindIntegerRange = diag.Kind{
		Code: "AS005", Name: "integer-range", Title: "an integer of more bits than the API's",
		Source: urlAPI + "API_Operations.html",
	}
	kindNoDescription = diag.Kind{
		Code: "AS006", Name: "not-a-description", Title: "the text is no output of the describe commands",
		Source: urlAPI + "API_Operations.html", Certainty: diag.Inferred,
	}
	kindListTooLong = diag.Kind{
		Code: "AS007", Name: "list-too-long", Title: "a list of more elements than are read",
		Certainty: diag.Inferred,
	}
	kindCutShort = diag.Kind{
		Code: "AS008", Name: "cut-short", Title: "the output goes on behind a token",
		Source: urlAPI + "API_DescribeScalingPolicies.html", Severity: diag.Warning,
	}
	kindNamespace = diag.Kind{
		Code: "AS010", Name: "service-namespace", Title: "the service namespace of ECS is ecs",
		Source: urlAPI + "API_RegisterScalableTarget.html",
	}
	kindResourceID = diag.Kind{
		Code: "AS011", Name: "resource-id", Title: "a resource id of ECS is service/cluster/service",
		Source: urlAPI + "API_RegisterScalableTarget.html",
	}
	kindDimension = diag.Kind{
		Code: "AS012", Name: "scalable-dimension", Title: "the dimension of ECS is ecs:service:DesiredCount",
		Source: urlAPI + "API_RegisterScalableTarget.html",
	}
	kindCapacityMissing = diag.Kind{
		Code: "AS013", Name: "capacity-missing", Title: "a target has a minimum and a maximum",
		Source: urlAPI + "API_RegisterScalableTarget.html",
	}
	kindCapacityNegative = diag.Kind{
		Code: "AS014", Name: "capacity-negative", Title: "a capacity is 0 or more",
		Source: urlAPI + "API_RegisterScalableTarget.html",
	}
	kindCapacityOrder = diag.Kind{
		Code: "AS015", Name: "capacity-order", Title: "the minimum is not above the maximum",
		Source: urlAPI + "API_RegisterScalableTarget.html",
	}
	kindMinimumZero = diag.Kind{
		Code: "AS016", Name: "minimum-zero", Title: "with a minimum of 0 a metric may cease to exist",
		Source: urlAPI + "API_RegisterScalableTarget.html", Severity: diag.Info,
	}
	kindTargetTwice = diag.Kind{
		Code: "AS017", Name: "target-twice", Title: "one service is one scalable target",
		Source: urlAPI + "API_RegisterScalableTarget.html", Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindTargetCount = diag.Kind{
		Code: "AS018", Name: "target-count", Title: "more scalable targets than a region has by default",
		Source: urlQuotas, Severity: diag.Info,
	}
	kindPolicyType = diag.Kind{
		Code: "AS020", Name: "policy-type", Title: "a policy is of one of three types",
		Source: urlAPI + "API_PutScalingPolicy.html",
	}
	kindPolicyConfiguration = diag.Kind{
		Code: "AS021", Name: "policy-configuration", Title: "a policy has the configuration of its type and no other",
		Source: urlAPI + "API_PutScalingPolicy.html", Certainty: diag.Inferred,
	}
	kindPolicyName = diag.Kind{
		Code: "AS022", Name: "policy-name", Title: "a policy has a name of its own",
		Source: urlAPI + "API_PutScalingPolicy.html",
	}
	kindPolicyCount = diag.Kind{
		Code: "AS023", Name: "policy-count", Title: "a target has at most 50 policies",
		Source: urlQuotas,
	}
	kindPolicyTarget = diag.Kind{
		Code: "AS024", Name: "policy-target", Title: "a policy belongs to a registered target",
		Source: urlAPI + "API_PutScalingPolicy.html", Severity: diag.Warning,
	}
	kindPolicyMetric = diag.Kind{
		Code: "AS025", Name: "policy-metric-twice", Title: "each target tracking policy uses another metric",
		Source: urlTracking, Severity: diag.Warning,
	}
	kindTargetValue = diag.Kind{
		Code: "AS030", Name: "target-value", Title: "a target value lies between -2^360 and 2^360",
		Source: urlAPI + "API_TargetTrackingScalingPolicyConfiguration.html",
	}
	kindTargetPositive = diag.Kind{
		Code: "AS031", Name: "target-positive", Title: "proportional scaling needs a target above 0",
		Source: urlTracking, Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindMetricChoice = diag.Kind{
		Code: "AS032", Name: "metric-choice", Title: "one of a predefined and a customised metric",
		Source: urlAPI + "API_TargetTrackingScalingPolicyConfiguration.html",
	}
	kindMetricType = diag.Kind{
		Code: "AS033", Name: "predefined-metric", Title: "a predefined metric that ECS services have",
		Source: urlAPI + "API_PredefinedMetricSpecification.html", Severity: diag.Warning,
	}
	kindLabelMissing = diag.Kind{
		Code: "AS034", Name: "resource-label-missing", Title: "ALBRequestCountPerTarget needs a resource label",
		Source: urlAPI + "API_PredefinedMetricSpecification.html",
	}
	kindLabelUnused = diag.Kind{
		Code: "AS035", Name: "resource-label-unused", Title: "only ALBRequestCountPerTarget has a resource label",
		Source: urlAPI + "API_PredefinedMetricSpecification.html",
	}
	kindLabelForm = diag.Kind{
		Code: "AS036", Name: "resource-label-form", Title: "a resource label names a load balancer and a target group",
		Source: urlAPI + "API_PredefinedMetricSpecification.html",
	}
	kindMetricForm = diag.Kind{
		Code: "AS037", Name: "customized-metric", Title: "a customised metric has either a name or metric math",
		Source: urlAPI + "API_CustomizedMetricSpecification.html",
	}
	kindQueryForm = diag.Kind{
		Code: "AS038", Name: "metric-query", Title: "a query has either an expression or a metric",
		Source: urlAPI + "API_TargetTrackingMetricDataQuery.html",
	}
	kindMathError = diag.Kind{
		Code: "AS039", Name: "metric-math", Title: "metric math that compiles",
		Source: urlAPI + "API_TargetTrackingMetricDataQuery.html",
	}
	kindMathOffline = diag.Kind{
		Code: "AS040", Name: "metric-math-offline", Title: "an expression that can be evaluated offline",
		Source: urlAPI + "API_TargetTrackingMetricDataQuery.html", Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindCooldown = diag.Kind{
		Code: "AS041", Name: "cooldown", Title: "a cooldown is 0 seconds or more",
		Source: urlAPI + "API_TargetTrackingScalingPolicyConfiguration.html", Certainty: diag.Inferred,
	}
	kindStatistic = diag.Kind{
		Code: "AS042", Name: "statistic", Title: "a statistic that CloudWatch has",
		Source: urlAPI + "API_CustomizedMetricSpecification.html",
	}
	kindCodeDeploy = diag.Kind{
		Code: "AS043", Name: "alb-code-deploy", Title: "ALBRequestCountPerTarget with the CODE_DEPLOY controller",
		Source: urlServiceScaling, Severity: diag.Warning,
	}
	kindAdjustmentType = diag.Kind{
		Code: "AS050", Name: "adjustment-type", Title: "a step policy has one of three adjustment types",
		Source: urlAPI + "API_StepScalingPolicyConfiguration.html",
	}
	kindStepsMissing = diag.Kind{
		Code: "AS051", Name: "steps-missing", Title: "a step policy has at least one step",
		Source: urlAPI + "API_StepScalingPolicyConfiguration.html",
	}
	kindStepCount = diag.Kind{
		Code: "AS052", Name: "step-count", Title: "a step policy has at most 20 steps",
		Source: urlQuotas,
	}
	kindStepUnbounded = diag.Kind{
		Code: "AS053", Name: "step-unbounded", Title: "a step has at least one bound",
		Source: urlAPI + "API_StepAdjustment.html",
	}
	kindStepOrder = diag.Kind{
		Code: "AS054", Name: "step-order", Title: "the upper bound of a step is above its lower one",
		Source: urlAPI + "API_StepAdjustment.html",
	}
	kindStepGap = diag.Kind{
		Code: "AS055", Name: "step-gap", Title: "steps leave no gap",
		Source: urlAPI + "API_StepAdjustment.html",
	}
	kindStepOverlap = diag.Kind{
		Code: "AS056", Name: "step-overlap", Title: "steps do not overlap",
		Source: urlAPI + "API_StepAdjustment.html",
	}
	kindStepOpenEnd = diag.Kind{
		Code: "AS057", Name: "step-open-end", Title: "steps away from the threshold need an open one at the end",
		Source: urlAPI + "API_StepAdjustment.html",
	}
	kindStepAdjustment = diag.Kind{
		Code: "AS058", Name: "step-adjustment", Title: "a step has an adjustment",
		Source: urlAPI + "API_StepAdjustment.html",
	}
	kindExactNegative = diag.Kind{
		Code: "AS059", Name: "exact-negative", Title: "an exact capacity is 0 or more",
		Source: urlAPI + "API_StepAdjustment.html",
	}
	kindMagnitude = diag.Kind{
		Code: "AS060", Name: "minimum-magnitude", Title: "a minimum magnitude is for percentages",
		Source: urlAPI + "API_StepScalingPolicyConfiguration.html", Severity: diag.Warning,
	}
	kindAggregation = diag.Kind{
		Code: "AS061", Name: "metric-aggregation", Title: "one of Minimum, Maximum, Average",
		Source: urlAPI + "API_StepScalingPolicyConfiguration.html",
	}
	kindAlarmUnknown = diag.Kind{
		Code: "AS062", Name: "alarm-unknown", Title: "the alarm of a policy is not among the alarms",
		Source: urlAPI + "API_PutScalingPolicy.html", Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindAlarmShape = diag.Kind{
		Code: "AS063", Name: "alarm-shape", Title: "an alarm has a comparison, a period and periods to evaluate",
		Source: urlAlarm,
	}
	kindAlarmMissing = diag.Kind{
		Code: "AS064", Name: "alarm-missing", Title: "a step policy is replayed with the alarm that triggers it",
		Source: urlAPI + "API_PutScalingPolicy.html", Certainty: diag.Inferred,
	}
	kindSchedule = diag.Kind{
		Code: "AS070", Name: "schedule", Title: "a schedule is at(…), rate(…) or cron(…)",
		Source: urlAPI + "API_PutScheduledAction.html",
	}
	kindScheduleNever = diag.Kind{
		Code: "AS071", Name: "schedule-never", Title: "a schedule that never comes",
		Source: urlAPI + "API_PutScheduledAction.html", Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindScheduleNote = diag.Kind{
		Code: "AS072", Name: "schedule-undocumented", Title: "a form of schedule that is not documented",
		Source: urlAPI + "API_PutScheduledAction.html", Severity: diag.Info, Certainty: diag.Unknown,
	}
	kindScheduleSeconds = diag.Kind{
		Code: "AS065", Name: "schedule-seconds", Title: "seconds in a schedule are not honoured",
		Source: urlAPI + "API_PutScheduledAction.html", Severity: diag.Info,
	}
	kindTimezone = diag.Kind{
		Code: "AS073", Name: "timezone", Title: "a time zone of the IANA database",
		Source: urlAPI + "API_PutScheduledAction.html",
	}
	kindTimezoneUnused = diag.Kind{
		Code: "AS074", Name: "timezone-unused", Title: "a time zone bears on at and cron only",
		Source: urlAPI + "API_PutScheduledAction.html", Severity: diag.Warning,
	}
	kindActionEmpty = diag.Kind{
		Code: "AS075", Name: "action-empty", Title: "a scheduled action sets a minimum or a maximum",
		Source: urlAPI + "API_PutScheduledAction.html",
	}
	kindActionCrosses = diag.Kind{
		Code: "AS076", Name: "action-crosses", Title: "a bound that alone would cross the other",
		Source: urlScheduled, Severity: diag.Warning,
	}
	kindActionTimes = diag.Kind{
		Code: "AS077", Name: "action-times", Title: "a scheduled action ends after it starts",
		Source: urlAPI + "API_PutScheduledAction.html", Certainty: diag.Inferred,
	}
	kindActionCount = diag.Kind{
		Code: "AS078", Name: "action-count", Title: "a target has at most 200 scheduled actions",
		Source: urlQuotas,
	}
	kindActionTarget = diag.Kind{
		Code: "AS079", Name: "action-target", Title: "a scheduled action belongs to a registered target",
		Source: urlAPI + "API_PutScheduledAction.html", Severity: diag.Warning,
	}
	kindForecastMode = diag.Kind{
		Code: "AS080", Name: "forecast-mode", Title: "one of ForecastOnly, ForecastAndScale",
		Source: urlPredictive,
	}
	kindBreachBehavior = diag.Kind{
		Code: "AS081", Name: "breach-behavior", Title: "one of HonorMaxCapacity, IncreaseMaxCapacity",
		Source: urlPredictive,
	}
	kindMaxBuffer = diag.Kind{
		Code: "AS082", Name: "max-capacity-buffer", Title: "a buffer of 0 to 100 percent, with IncreaseMaxCapacity",
		Source: urlPredictive,
	}
	kindBufferTime = diag.Kind{
		Code: "AS083", Name: "scheduling-buffer", Title: "a buffer of 0 to 3599 seconds",
		Source: urlPredictive,
	}
	kindForecastMetrics = diag.Kind{
		Code: "AS084", Name: "forecast-metrics", Title: "one metric specification",
		Source: urlPredictive,
	}
	kindForecastPair = diag.Kind{
		Code: "AS085", Name: "forecast-metric", Title: "a predefined metric of predictive scaling",
		Source: urlPredictive, Severity: diag.Warning,
	}
	kindForecastOrder = diag.Kind{
		Code: "AS086", Name: "forecast-order", Title: "forecast points come in order of time",
		Source: urlPredictive, Certainty: diag.Inferred,
	}
)

// Kinds returns what the functions of this package can find, in the order of
// their codes.
func Kinds() []diag.Kind {
	return []diag.Kind{
		kindUnknownMember,
		kindMemberCase,
		kindDuplicateMember,
		kindWrongType,
		kindIntegerRange,
		kindNoDescription,
		kindListTooLong,
		kindCutShort,
		kindNamespace,
		kindResourceID,
		kindDimension,
		kindCapacityMissing,
		kindCapacityNegative,
		kindCapacityOrder,
		kindMinimumZero,
		kindTargetTwice,
		kindTargetCount,
		kindPolicyType,
		kindPolicyConfiguration,
		kindPolicyName,
		kindPolicyCount,
		kindPolicyTarget,
		kindPolicyMetric,
		kindTargetValue,
		kindTargetPositive,
		kindMetricChoice,
		kindMetricType,
		kindLabelMissing,
		kindLabelUnused,
		kindLabelForm,
		kindMetricForm,
		kindQueryForm,
		kindMathError,
		kindMathOffline,
		kindCooldown,
		kindStatistic,
		kindCodeDeploy,
		kindAdjustmentType,
		kindStepsMissing,
		kindStepCount,
		kindStepUnbounded,
		kindStepOrder,
		kindStepGap,
		kindStepOverlap,
		kindStepOpenEnd,
		kindStepAdjustment,
		kindExactNegative,
		kindMagnitude,
		kindAggregation,
		kindAlarmUnknown,
		kindAlarmShape,
		kindAlarmMissing,
		kindSchedule,
		kindScheduleNever,
		kindScheduleNote,
		kindScheduleSeconds,
		kindTimezone,
		kindTimezoneUnused,
		kindActionEmpty,
		kindActionCrosses,
		kindActionTimes,
		kindActionCount,
		kindActionTarget,
		kindForecastMode,
		kindBreachBehavior,
		kindMaxBuffer,
		kindBufferTime,
		kindForecastMetrics,
		kindForecastPair,
		kindForecastOrder,
		kindTargetCapacity,
		kindStepSize,
		kindStepSizeOrder,
		kindWarmup,
		kindProtection,
		kindEnabled,
		kindProviderName,
		kindProviderKind,
		kindScaleInAfter,
		kindStrategyCount,
		kindStrategyBase,
		kindStrategyWeight,
		kindStrategyMixed,
		kindStrategyName,
	}
}

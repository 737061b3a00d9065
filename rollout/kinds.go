package rollout

import "github.com/ecskit/ecskit/diag"

const (
	urlAPI         = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
	urlGuide       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
	urlService     = urlAPI + "API_CreateService.html"
	urlDC          = urlAPI + "API_DeploymentConfiguration.html"
	urlCanary      = urlAPI + "API_CanaryConfiguration.html"
	urlLinear      = urlAPI + "API_LinearConfiguration.html"
	urlController  = urlAPI + "API_DeploymentController.html"
	urlHook        = urlAPI + "API_DeploymentLifecycleHook.html"
	urlTimeout     = urlAPI + "API_DeploymentLifecycleHookTimeoutConfiguration.html"
	urlBreaker     = urlAPI + "API_DeploymentCircuitBreaker.html"
	urlThreshold   = urlAPI + "API_ThresholdConfiguration.html"
	urlAlarms      = urlAPI + "API_DeploymentAlarms.html"
	urlScale       = urlAPI + "API_Scale.html"
	urlTaskSet     = urlAPI + "API_TaskSet.html"
	urlDaemon      = urlAPI + "API_DaemonDeploymentConfiguration.html"
	urlServices    = urlGuide + "ecs_services.html"
	urlBlueGreen   = urlGuide + "deployment-type-blue-green.html"
	urlFailure     = urlGuide + "deployment-failure-detection.html"
	urlAlarmGuide  = urlGuide + "deployment-alarm-failure.html"
	urlEarly       = urlGuide + "early-success-criteria.html"
	urlDaemonGuide = urlGuide + "managed-daemons-deployments.html"
	urlCFN         = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-deploymentconfiguration.html"
	urlRFC8259     = "https://www.rfc-editor.org/rfc/rfc8259#section-4"
)

// The kinds of findings. None is ever changed.
var (
	kindUnknownMember = diag.Kind{
		Code: "RO001", Name: "unknown-member", Title: "a member that the API does not have",
		Source: urlService, Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindMemberCase = diag.Kind{
		Code: "RO002", Name: "wrong-case", Title: "a member in another case than the API's",
		Source: urlService, Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindDuplicateMember = diag.Kind{
		Code: "RO003", Name: "duplicate-member", Title: "a member that comes twice; the later one is read",
		Source: urlRFC8259, Severity: diag.Warning, Certainty: diag.Unknown,
	}
	kindWrongType = diag.Kind{
		Code: "RO004", Name: "wrong-type", Title: "a value of another JSON type than the API's",
		Source: urlService,
	}
	kindIntegerRange = diag.Kind{
		Code: "RO005", Name: "integer-range", Title: "an integer of more bits than the API's",
		Source: urlService,
	}
	kindNoService = diag.Kind{
		Code: "RO006", Name: "not-a-service", Title: "the text is no service",
		Source: urlService, Certainty: diag.Inferred,
	}
	kindListTooLong = diag.Kind{
		Code: "RO007", Name: "list-too-long", Title: "a list of more elements than are read",
		Certainty: diag.Inferred,
	}
	kindUnknownValue = diag.Kind{
		Code: "RO008", Name: "unknown-value", Title: "a value that the enumeration does not have",
		Source: urlService, Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindPercentNegative = diag.Kind{
		Code: "RO010", Name: "percent-negative", Title: "a percent is 0 or more",
		Source: urlDC, Severity: diag.Warning, Certainty: diag.Unknown,
	}
	kindMinimumAbove100 = diag.Kind{
		Code: "RO011", Name: "minimum-above-100", Title: "above 100 percent the last old tasks never go",
		Source: urlDC, Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindMaximumBelow100 = diag.Kind{
		Code: "RO012", Name: "maximum-below-100", Title: "below 100 percent the desired count is never reached",
		Source: urlDC, Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindPercentOrder = diag.Kind{
		Code: "RO013", Name: "percent-order", Title: "the minimum is not above the maximum",
		Source: urlDC, Severity: diag.Warning, Certainty: diag.Unknown,
	}
	kindDaemonMaximum = diag.Kind{
		Code: "RO014", Name: "daemon-maximum", Title: "the maximum of a daemon service is 100",
		Source: urlServices,
	}
	kindStuckByLimits = diag.Kind{
		Code: "RO015", Name: "stuck-by-limits", Title: "the percents let no task start and none stop",
		Source: sourceMessages, Severity: diag.Warning,
	}
	kindStuckByPlacement = diag.Kind{
		Code: "RO016", Name: "stuck-by-placement", Title: "a task may start and no instance takes it",
		Source: sourceMessages, Severity: diag.Warning,
	}
	kindDesiredNegative = diag.Kind{
		Code: "RO017", Name: "desired-negative", Title: "a desired count is 0 or more",
		Source: urlService, Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindOutage = diag.Kind{
		Code: "RO018", Name: "outage", Title: "every task may be stopped before a new one starts",
		Source: urlDC, Severity: diag.Info, Certainty: diag.Inferred,
	}
	kindGracePeriod = diag.Kind{
		Code: "RO019", Name: "grace-period", Title: "a grace period is 0 to 2147483647 seconds",
		Source: urlService,
	}
	kindFixedPercents = diag.Kind{
		Code: "RO020", Name: "fixed-percents", Title: "with this controller the percents cannot be chosen",
		Source: urlDC,
	}
	kindPercentsUnused = diag.Kind{
		Code: "RO021", Name: "percents-unused", Title: "with this controller the percents are not used",
		Source: urlDC, Severity: diag.Info,
	}
	kindProtected = diag.Kind{
		Code: "RO022", Name: "waits-for-protected", Title: "protected tasks hold the deployment open",
		Source: sourceProtection, Severity: diag.Warning,
	}
	kindProtectionBlocked = diag.Kind{
		Code: "RO023", Name: "protection-blocked", Title: "more tasks are protected than the service wants",
		Source: sourceProtection, Severity: diag.Warning,
	}
	kindStateCounts = diag.Kind{
		Code: "RO024", Name: "state-counts", Title: "counts of tasks that contradict each other",
		Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindBakeMissing = diag.Kind{
		Code: "RO030", Name: "bake-time-missing", Title: "BLUE_GREEN needs bakeTimeInMinutes",
		Source: urlDC,
	}
	kindBakeRange = diag.Kind{
		Code: "RO031", Name: "bake-time-range", Title: "a bake time is 0 to 1440 minutes",
		Source: urlDC, Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindCanaryPercent = diag.Kind{
		Code: "RO032", Name: "canary-percent", Title: "a canary takes 0.1 to 100.0 percent, in tenths",
		Source: urlCanary,
	}
	kindCanaryBake = diag.Kind{
		Code: "RO033", Name: "canary-bake-time", Title: "the canary waits 0 to 1440 minutes",
		Source: urlCanary,
	}
	kindLinearStep = diag.Kind{
		Code: "RO034", Name: "linear-step", Title: "a linear step is 3.0 to 100.0 percent, in tenths",
		Source: urlLinear,
	}
	kindLinearBake = diag.Kind{
		Code: "RO035", Name: "linear-bake-time", Title: "a linear step waits 0 to 1440 minutes",
		Source: urlLinear,
	}
	kindOtherStrategy = diag.Kind{
		Code: "RO036", Name: "other-strategy", Title: "a configuration of another strategy",
		Source: urlDC,
	}
	kindNoTrafficShift = diag.Kind{
		Code: "RO037", Name: "nothing-to-shift", Title: "the strategy needs a target group, Service Connect or VPC Lattice",
		Source: urlBlueGreen,
	}
	kindCloudFormationTime = diag.Kind{
		Code: "RO038", Name: "cloudformation-time", Title: "CloudFormation refuses time lines over 33 hours",
		Source: urlCFN, Severity: diag.Warning,
	}
	kindStrategyController = diag.Kind{
		Code: "RO039", Name: "strategy-controller", Title: "a strategy is for the ECS controller alone",
		Source: urlController, Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindDaemonController = diag.Kind{
		Code: "RO040", Name: "daemon-controller", Title: "DAEMON goes with the ECS controller and not with Fargate",
		Source: urlServices,
	}
	kindHookStages = diag.Kind{
		Code: "RO050", Name: "hook-stages-missing", Title: "a hook names its stages",
		Source: urlHook,
	}
	kindHookStage = diag.Kind{
		Code: "RO051", Name: "hook-stage", Title: "a stage that takes no hook",
		Source: urlHook,
	}
	kindPauseStage = diag.Kind{
		Code: "RO052", Name: "pause-stage", Title: "no pause while traffic shifts",
		Source: urlHook,
	}
	kindHookTarget = diag.Kind{
		Code: "RO053", Name: "hook-target-missing", Title: "a Lambda hook names its function",
		Source: urlHook,
	}
	kindHookRole = diag.Kind{
		Code: "RO054", Name: "hook-role-missing", Title: "a Lambda hook names a role to call it with",
		Source: urlHook, Severity: diag.Warning, Certainty: diag.Inferred,
	}
	kindHookTimeout = diag.Kind{
		Code: "RO055", Name: "hook-timeout", Title: "a hook times out after 1 to 20160 minutes",
		Source: urlTimeout,
	}
	kindPauseExtra = diag.Kind{
		Code: "RO056", Name: "pause-extra", Title: "a pause has no function, role or details",
		Source: urlHook, Severity: diag.Warning,
	}
	kindBreakerMember = diag.Kind{
		Code: "RO060", Name: "breaker-member-missing", Title: "a circuit breaker says enable and rollback",
		Source: urlBreaker,
	}
	kindThresholdMember = diag.Kind{
		Code: "RO061", Name: "threshold-member-missing", Title: "a threshold says its type and value",
		Source: urlThreshold,
	}
	kindThresholdValue = diag.Kind{
		Code: "RO062", Name: "threshold-value", Title: "a threshold is 1 or more",
		Source: urlThreshold, Severity: diag.Warning, Certainty: diag.Unknown,
	}
	kindBreakerController = diag.Kind{
		Code: "RO063", Name: "breaker-controller", Title: "the circuit breaker is for the ECS controller",
		Source: urlBreaker,
	}
	kindBreakerStrategy = diag.Kind{
		Code: "RO064", Name: "breaker-strategy", Title: "AWS contradicts itself on the breaker beyond rolling updates",
		Source: urlFailure, Severity: diag.Info, Certainty: diag.Unknown,
	}
	kindAlarmMember = diag.Kind{
		Code: "RO065", Name: "alarm-member-missing", Title: "deployment alarms say their names, enable and rollback",
		Source: urlAlarms,
	}
	kindAlarmController = diag.Kind{
		Code: "RO066", Name: "alarm-controller", Title: "deployment alarms are for the ECS controller",
		Source: urlAlarmGuide,
	}
	kindEarlyMember = diag.Kind{
		Code: "RO067", Name: "early-success-member-missing", Title: "early success says its percent and cleanup",
		Source: urlEarly,
	}
	kindEarlyPercent = diag.Kind{
		Code: "RO068", Name: "early-success-percent", Title: "early success is at the minimum percent to 100",
		Source: urlEarly,
	}
	kindRollbackOff = diag.Kind{
		Code: "RO069", Name: "no-failure-detection", Title: "a deployment that fails tries without end",
		Source: urlFailure, Severity: diag.Info, Certainty: diag.Inferred,
	}
	kindScale = diag.Kind{
		Code: "RO070", Name: "task-set-scale", Title: "a task set has 0 to 100 percent",
		Source: urlScale,
	}
	kindScaleSum = diag.Kind{
		Code: "RO071", Name: "task-set-sum", Title: "rounded up, the task sets run more than the desired count",
		Source: urlTaskSet, Severity: diag.Info,
	}
	kindDrainPercent = diag.Kind{
		Code: "RO072", Name: "drain-percent", Title: "a drain percentage is 0.0 to 100.0",
		Source: urlDaemon,
	}
	kindDrainSmall = diag.Kind{
		Code: "RO073", Name: "drain-percent-small", Title: "the guide has 1.0 as the least drain percentage",
		Source: urlDaemonGuide, Severity: diag.Warning, Certainty: diag.Unknown,
	}
	kindDaemonBake = diag.Kind{
		Code: "RO074", Name: "daemon-bake-time", Title: "a managed daemon bakes 0 to 1440 minutes",
		Source: urlDaemon,
	}
)

// Kinds returns every kind of finding that the package reports, by code.
func Kinds() []diag.Kind {
	return []diag.Kind{
		kindUnknownMember, kindMemberCase, kindDuplicateMember, kindWrongType, kindIntegerRange, kindNoService,
		kindListTooLong, kindUnknownValue, kindPercentNegative, kindMinimumAbove100, kindMaximumBelow100,
		kindPercentOrder, kindDaemonMaximum, kindStuckByLimits, kindStuckByPlacement, kindDesiredNegative,
		kindOutage, kindGracePeriod, kindFixedPercents, kindPercentsUnused, kindProtected, kindProtectionBlocked,
		kindStateCounts, kindBakeMissing, kindBakeRange, kindCanaryPercent, kindCanaryBake, kindLinearStep,
		kindLinearBake, kindOtherStrategy, kindNoTrafficShift, kindCloudFormationTime, kindStrategyController,
		kindDaemonController, kindHookStages, kindHookStage, kindPauseStage, kindHookTarget, kindHookRole,
		kindHookTimeout, kindPauseExtra, kindBreakerMember, kindThresholdMember, kindThresholdValue,
		kindBreakerController, kindBreakerStrategy, kindAlarmMember, kindAlarmController, kindEarlyMember,
		kindEarlyPercent, kindRollbackOff, kindScale, kindScaleSum, kindDrainPercent, kindDrainSmall,
		kindDaemonBake,
	}
}

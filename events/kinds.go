package events

import "github.com/ecskit/ecskit/diag"

const (
	operatorsURL = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html"
	apiURL       = "https://docs.aws.amazon.com/eventbridge/latest/APIReference/"
	runTaskURL   = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html"
	targetURL    = "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EcsParameters.html"
	scheduleURL  = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"
	eventsURL    = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html"
	patternsURL  = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html"
)

var (
	kindNotObject     = diag.Kind{Code: "EV001", Name: "pattern-not-an-object", Title: "a pattern is an object", Source: patternsURL}
	kindEmpty         = diag.Kind{Code: "EV002", Name: "pattern-empty-object", Title: "an object of a pattern names at least one field", Source: patternsURL}
	kindLeaf          = diag.Kind{Code: "EV003", Name: "pattern-leaf-not-a-list", Title: "the values of a field stand in a list", Source: patternsURL}
	kindEmptyList     = diag.Kind{Code: "EV004", Name: "pattern-empty-list", Title: "the list of a field's values is not empty", Source: patternsURL}
	kindOperator      = diag.Kind{Code: "EV005", Name: "pattern-operator", Title: "an object among the values is one known operator", Source: operatorsURL}
	kindOperand       = diag.Kind{Code: "EV006", Name: "pattern-operand", Title: "an operator has an operand of its type", Source: operatorsURL}
	kindTooMany       = diag.Kind{Code: "EV007", Name: "pattern-too-many-alternatives", Title: "the $or lists of a pattern make at most 1,000 combinations", Source: operatorsURL}
	kindDuplicate     = diag.Kind{Code: "EV008", Name: "pattern-duplicate-field", Title: "a field that comes twice counts as its last", Source: patternsURL, Severity: diag.Warning, Certainty: diag.Observed}
	kindPatternLength = diag.Kind{Code: "EV009", Name: "pattern-length", Title: "a pattern has at most 4,096 characters", Source: apiURL + "API_PutRule.html"}
	kindPatternQuota  = diag.Kind{Code: "EV010", Name: "pattern-quota", Title: "a pattern of more than 2,048 characters needs a raised quota", Source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html", Severity: diag.Warning}
	kindNumberRange   = diag.Kind{Code: "EV011", Name: "pattern-number-range", Title: "numeric compares numbers from -5,000,000,000 to 5,000,000,000", Source: operatorsURL, Severity: diag.Warning}

	kindTaskDefinition = diag.Kind{Code: "EV020", Name: "target-task-definition", Title: "a target names a task definition by its ARN", Source: targetURL}
	kindTaskCount      = diag.Kind{Code: "EV021", Name: "target-task-count", Title: "a target runs at least one task", Source: targetURL}
	kindNetwork        = diag.Kind{Code: "EV022", Name: "target-network", Title: "a target's network goes with the task's network mode", Source: targetURL}
	kindSchedule       = diag.Kind{Code: "EV023", Name: "schedule-expression", Title: "a schedule is an expression that its service takes", Source: scheduleURL}
	kindNever          = diag.Kind{Code: "EV024", Name: "schedule-never", Title: "a schedule has a day on which it fires", Source: scheduleURL, Severity: diag.Warning, Certainty: diag.Inferred}

	kindEventForm   = diag.Kind{Code: "EV030", Name: "event-form", Title: "an event is an object with an object for its detail", Source: eventsURL}
	kindEventSource = diag.Kind{Code: "EV031", Name: "event-source", Title: "the events of ECS have the source aws.ecs", Source: eventsURL, Severity: diag.Warning}
	kindDetailType  = diag.Kind{Code: "EV032", Name: "event-detail-type", Title: "a detail type that is not known here", Source: eventsURL, Severity: diag.Warning, Certainty: diag.Unknown}
	kindNewMember   = diag.Kind{Code: "EV033", Name: "event-new-member", Title: "a member of an event that is not known here", Source: eventsURL, Severity: diag.Info, Certainty: diag.Unknown}
	kindWrongType   = diag.Kind{Code: "EV034", Name: "wrong-type", Title: "a value of another type than its member has", Certainty: diag.Inferred}
	kindMemberCase  = diag.Kind{Code: "EV035", Name: "wrong-case", Title: "a member in another case than the API's", Severity: diag.Warning, Certainty: diag.Inferred}
	kindTwice       = diag.Kind{Code: "EV036", Name: "duplicate-member", Title: "a member that comes twice; the later one is read", Severity: diag.Warning, Certainty: diag.Unknown}

	kindTargetForm       = diag.Kind{Code: "EV040", Name: "target-form", Title: "a target that runs tasks is an object with EcsParameters", Source: targetURL}
	kindTargetMember     = diag.Kind{Code: "EV041", Name: "target-unknown-member", Title: "a member that targets which run tasks do not have", Source: apiURL + "API_Target.html", Severity: diag.Warning, Certainty: diag.Inferred}
	kindTargetARN        = diag.Kind{Code: "EV042", Name: "target-arn", Title: "the ARN of a target that runs tasks is a cluster's", Source: apiURL + "API_Target.html"}
	kindTargetRole       = diag.Kind{Code: "EV043", Name: "target-role", Title: "a target that runs tasks has a role", Source: apiURL + "API_Target.html"}
	kindRetry            = diag.Kind{Code: "EV044", Name: "target-retry", Title: "at most 185 attempts within a day", Source: apiURL + "API_RetryPolicy.html"}
	kindManyTasks        = diag.Kind{Code: "EV045", Name: "target-many-tasks", Title: "RunTask starts at most ten tasks", Source: runTaskURL, Severity: diag.Warning, Certainty: diag.Inferred}
	kindLaunchType       = diag.Kind{Code: "EV046", Name: "target-launch-type", Title: "the launch type is one of the task definition's", Source: targetURL}
	kindLaunchOrStrategy = diag.Kind{Code: "EV047", Name: "target-launch-or-strategy", Title: "a launch type excludes a capacity provider strategy", Source: targetURL}
	kindFargateOnly      = diag.Kind{Code: "EV048", Name: "target-fargate-only", Title: "platform versions and public addresses belong to Fargate", Source: targetURL}
	kindFargatePlacement = diag.Kind{Code: "EV049", Name: "target-fargate-placement", Title: "Fargate places tasks itself", Source: runTaskURL, Certainty: diag.Inferred}
	kindLength           = diag.Kind{Code: "EV050", Name: "target-length", Title: "a text or a list longer than allowed", Source: targetURL}
	kindInputTwice       = diag.Kind{Code: "EV052", Name: "target-inputs", Title: "of Input, InputPath and InputTransformer a target has one", Source: apiURL + "API_PutTargets.html"}
	kindInputJSON        = diag.Kind{Code: "EV053", Name: "target-input-json", Title: "the Input of a rule's target is JSON", Source: apiURL + "API_Target.html"}
	kindTransformer      = diag.Kind{Code: "EV054", Name: "target-input-transformer", Title: "a template, and at most 100 names for it", Source: apiURL + "API_InputTransformer.html"}
	kindPath             = diag.Kind{Code: "EV055", Name: "target-json-path", Title: "a JSON path begins with $ and has dots", Source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html", Severity: diag.Warning, Certainty: diag.Inferred}
	kindTags             = diag.Kind{Code: "EV056", Name: "target-tags", Title: "at most 50 tags, each with a key and a value", Source: apiURL + "API_Tag.html"}
	kindPropagate        = diag.Kind{Code: "EV057", Name: "target-propagate-tags", Title: "PropagateTags is TASK_DEFINITION", Source: targetURL}
	kindTargetID         = diag.Kind{Code: "EV058", Name: "target-id", Title: "an Id is 1 to 64 letters, digits, . - _", Source: apiURL + "API_Target.html"}
	kindDeadLetter       = diag.Kind{Code: "EV059", Name: "target-dead-letter", Title: "undelivered events go to a queue", Source: apiURL + "API_DeadLetterConfig.html"}
	kindPublicIP         = diag.Kind{Code: "EV051", Name: "target-public-ip", Title: "AssignPublicIp is ENABLED or DISABLED", Source: apiURL + "API_AwsVpcConfiguration.html"}
)

// Kinds returns the findings of this package.
func Kinds() []diag.Kind {
	return []diag.Kind{
		kindNotObject, kindEmpty, kindLeaf, kindEmptyList, kindOperator, kindOperand, kindTooMany, kindDuplicate,
		kindPatternLength, kindPatternQuota, kindNumberRange,
		kindTaskDefinition, kindTaskCount, kindNetwork, kindSchedule, kindNever,
		kindEventForm, kindEventSource, kindDetailType, kindNewMember, kindWrongType, kindMemberCase, kindTwice,
		kindTargetForm, kindTargetMember, kindTargetARN, kindTargetRole, kindRetry, kindManyTasks, kindLaunchType,
		kindLaunchOrStrategy, kindFargateOnly, kindFargatePlacement, kindLength, kindPublicIP,
		kindInputTwice, kindInputJSON, kindTransformer, kindPath, kindTags, kindPropagate, kindTargetID, kindDeadLetter,
	}
}

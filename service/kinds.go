package service

import "github.com/ecskit/ecskit/diag"

const (
	urlCreate    = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html"
	urlUpdate    = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html"
	urlBalancer  = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html"
	urlNetwork   = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html"
	urlProvider  = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html"
	urlRegistry  = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html"
	urlConnect   = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html"
	urlEBS       = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html"
	urlStrategy  = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementStrategy.html"
	urlRebalance = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html"
	urlTypes     = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-types.html"
	urlExec      = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html"
	urlEFS       = "https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html"
	urlAdvanced  = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html"
)

// Loading.
var (
	kindNoService     = diag.Kind{Code: "SV001", Name: "not-a-service", Title: "nothing in the text is a service", Source: urlCreate}
	kindUnknownMember = diag.Kind{Code: "SV002", Name: "unknown-member", Title: "a member that the API does not have", Source: urlCreate, Severity: diag.Warning, Certainty: diag.Inferred}
	kindWrongCase     = diag.Kind{Code: "SV003", Name: "wrong-case", Title: "a member in the wrong case is another member to the API", Source: urlCreate, Severity: diag.Warning, Certainty: diag.Inferred}
	kindDuplicate     = diag.Kind{Code: "SV004", Name: "duplicate-member", Title: "a member that comes twice; the later one is read", Source: "https://www.rfc-editor.org/rfc/rfc8259#section-4", Severity: diag.Warning, Certainty: diag.Unknown}
	kindWrongType     = diag.Kind{Code: "SV005", Name: "wrong-type", Title: "a value of another JSON type than the API's", Source: urlCreate, Certainty: diag.Inferred}
	kindIntegerRange  = diag.Kind{Code: "SV006", Name: "integer-range", Title: "an integer of more than 32 bits", Source: urlCreate}
	kindTooMany       = diag.Kind{Code: "SV007", Name: "too-many-services", Title: "more services in one text than are read", Severity: diag.Warning, Certainty: diag.Unknown}
	kindFailure       = diag.Kind{Code: "SV008", Name: "service-not-described", Title: "a service that DescribeServices did not find", Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html", Severity: diag.Warning}
)

// The service itself.
var (
	kindNameRequired      = diag.Kind{Code: "SV010", Name: "service-name-required", Title: "a service needs a name", Source: urlCreate}
	kindName              = diag.Kind{Code: "SV011", Name: "service-name", Title: "a name has 1 to 255 letters, digits, '_' and '-'", Source: urlCreate}
	kindDefinitionMissing = diag.Kind{Code: "SV012", Name: "task-definition-required", Title: "the controllers ECS and CODE_DEPLOY need a task definition", Source: urlCreate}
	kindDesiredRequired   = diag.Kind{Code: "SV013", Name: "desired-count-required", Title: "a REPLICA service needs a desired count", Source: urlCreate}
	kindDesiredRange      = diag.Kind{Code: "SV014", Name: "desired-count", Title: "the desired count is 0 or more", Source: urlCreate, Certainty: diag.Inferred, Severity: diag.Warning}
	kindEnum              = diag.Kind{Code: "SV015", Name: "enum-value", Title: "a value that the API does not know", Source: urlCreate}
	kindGraceRange        = diag.Kind{Code: "SV016", Name: "grace-period", Title: "the grace period is 0 to 2,147,483,647 seconds", Source: urlUpdate}
	kindGraceUnused       = diag.Kind{Code: "SV017", Name: "grace-period-unused", Title: "a grace period without health checks has no effect", Source: urlCreate, Severity: diag.Warning}
	kindPlatformVersion   = diag.Kind{Code: "SV018", Name: "platform-version", Title: "a platform version is for Fargate alone", Source: urlCreate, Severity: diag.Warning}
	kindTags              = diag.Kind{Code: "SV019", Name: "tags", Title: "at most 50 tags with keys of their own of 1 to 128 and values of up to 256 characters", Source: urlCreate}
	kindManagedTags       = diag.Kind{Code: "SV020", Name: "managed-tags", Title: "managed tags go with propagateTags", Source: urlCreate, Severity: diag.Warning}
	kindExecRole          = diag.Kind{Code: "SV021", Name: "exec-task-role", Title: "ECS Exec needs a task role", Source: urlExec, Severity: diag.Warning}
	kindClientToken       = diag.Kind{Code: "SV022", Name: "client-token", Title: "a client token has at most 36 visible characters of ASCII", Source: urlCreate}
	kindForeign           = diag.Kind{Code: "SV023", Name: "member-of-another-call", Title: "a member that this call does not have", Source: urlUpdate, Severity: diag.Warning, Certainty: diag.Inferred}
)

// Capacity.
var (
	kindLaunchAndStrategy = diag.Kind{Code: "SV030", Name: "launch-type-and-strategy", Title: "a launch type or a capacity provider strategy, not both", Source: urlCreate}
	kindLaunchManaged     = diag.Kind{Code: "SV031", Name: "launch-type-managed-instances", Title: "Managed Instances are asked for by a capacity provider strategy", Source: urlCreate}
	kindProvidersMax      = diag.Kind{Code: "SV032", Name: "capacity-providers-max", Title: "at most 20 capacity providers", Source: urlCreate}
	kindProviderRange     = diag.Kind{Code: "SV033", Name: "capacity-provider-range", Title: "weights are 0 to 1,000, bases 0 to 100,000", Source: urlProvider}
	kindProviderBase      = diag.Kind{Code: "SV034", Name: "capacity-provider-base", Title: "only one capacity provider has a base", Source: urlProvider}
	kindProviderWeights   = diag.Kind{Code: "SV035", Name: "capacity-provider-weights", Title: "of several capacity providers one has a weight", Source: urlProvider}
	kindProviderMix       = diag.Kind{Code: "SV036", Name: "capacity-provider-mix", Title: "Fargate and other capacity providers do not mix", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/capacity-launch-type-comparison.html"}
	kindProviderTwice     = diag.Kind{Code: "SV037", Name: "capacity-provider-duplicate", Title: "a capacity provider comes once", Source: urlProvider, Severity: diag.Warning, Certainty: diag.Inferred}
	kindProviderName      = diag.Kind{Code: "SV038", Name: "capacity-provider-name", Title: "an item names its capacity provider", Source: urlProvider}
	kindCompatibility     = diag.Kind{Code: "SV039", Name: "launch-type-compatibility", Title: "the task definition does not support the launch type", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#requires_compatibilities", Certainty: diag.Observed}
)

// Scheduling and placement.
var (
	kindDaemonFargate      = diag.Kind{Code: "SV050", Name: "daemon-fargate", Title: "Fargate has no daemon services", Source: urlCreate}
	kindDaemonController   = diag.Kind{Code: "SV051", Name: "daemon-controller", Title: "daemon services have the controller ECS", Source: urlCreate}
	kindDaemonCount        = diag.Kind{Code: "SV052", Name: "daemon-desired-count", Title: "a daemon service has no desired count", Source: urlCreate, Severity: diag.Warning, Certainty: diag.Inferred}
	kindDaemonStrategy     = diag.Kind{Code: "SV053", Name: "daemon-placement-strategy", Title: "a daemon service has no placement strategy", Source: urlCreate, Severity: diag.Warning, Certainty: diag.Inferred}
	kindFargatePlacement   = diag.Kind{Code: "SV054", Name: "fargate-placement", Title: "Fargate has no placement constraints and strategies", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html"}
	kindConstraintsMax     = diag.Kind{Code: "SV055", Name: "placement-constraints-max", Title: "at most 10 constraints, with those of the task definition", Source: urlCreate}
	kindStrategiesMax      = diag.Kind{Code: "SV056", Name: "placement-strategies-max", Title: "at most 5 strategies", Source: urlCreate}
	kindDistinctExpression = diag.Kind{Code: "SV057", Name: "distinct-instance-expression", Title: "distinctInstance has no expression", Source: "https://github.com/hashicorp/terraform/issues/11471", Certainty: diag.Observed}
	kindMemberOf           = diag.Kind{Code: "SV058", Name: "member-of-expression", Title: "memberOf needs an expression of the cluster query language", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html", Severity: diag.Warning, Certainty: diag.Inferred}
	kindStrategyField      = diag.Kind{Code: "SV059", Name: "placement-strategy-field", Title: "binpack takes cpu or memory, spread instanceId, host or attribute:NAME", Source: urlStrategy}
	kindExpressionHint     = diag.Kind{Code: "SV060", Name: "expression-hint", Title: "an expression that is legal and probably not meant", Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html", Severity: diag.Warning, Certainty: diag.Inferred}
	kindRebalancing        = diag.Kind{Code: "SV061", Name: "rebalancing", Title: "what does not go with Availability Zone rebalancing", Source: urlRebalance, Severity: diag.Warning}
)

// Kinds returns every kind of finding of the package, by code.
func Kinds() []diag.Kind {
	return []diag.Kind{
		kindNoService, kindUnknownMember, kindWrongCase, kindDuplicate, kindWrongType, kindIntegerRange, kindTooMany, kindFailure,
		kindNameRequired, kindName, kindDefinitionMissing, kindDesiredRequired, kindDesiredRange, kindEnum, kindGraceRange,
		kindGraceUnused, kindPlatformVersion, kindTags, kindManagedTags, kindExecRole, kindClientToken, kindForeign,
		kindLaunchAndStrategy, kindLaunchManaged, kindProvidersMax, kindProviderRange, kindProviderBase, kindProviderWeights,
		kindProviderMix, kindProviderTwice, kindProviderName, kindCompatibility,
		kindDaemonFargate, kindDaemonController, kindDaemonCount, kindDaemonStrategy, kindFargatePlacement, kindConstraintsMax,
		kindStrategiesMax, kindDistinctExpression, kindMemberOf, kindStrategyField, kindExpressionHint, kindRebalancing,
		kindBalancersMax, kindBalancerKind, kindTargetGroupARN, kindBalancerContainer, kindBalancerPort, kindClassicAWSVPC,
		kindClassic, kindClassicDynamic, kindTargetType, kindBalancerRole, kindNLBUDP, kindCodeDeployGroups, kindShiftWithout,
		kindAdvancedMissing, kindExternalMembers, kindNLBClients,
		kindNetworkRequired, kindNetworkRefused, kindSubnets, kindSecurityGroups, kindPublicIP, kindMountTargets, kindGroupRule,
		kindBalancerZones, kindOneVPC,
		kindRegistries, kindRegistryPort, kindConnectPort, kindConnectAlias, kindConnectName, kindConnectMode, kindLattice,
		kindGateway, kindMonitoring, kindAliasMissing, kindConnectLog, kindConnectTimeout,
		kindVolumesMax, kindVolumeName, kindVolumeMissing, kindVolumeRole, kindVolumeSize, kindVolumeType, kindVolumeIOPS,
		kindVolumeThroughput, kindVolumePlatform,
	}
}

// Package ecssdk converts between the types of the AWS SDK for Go v2 (service/ecs)
// and those of ecskit. It is the only package of the module that imports the SDK.
//
// From… functions take what a client returns, To… functions give what a client
// takes. No conversion calls anything or shares memory with its argument. Those that
// read a text for what it means return an error for one that they cannot read, a
// *[ValueError]; the others cannot fail.
//
// # Which function for which type
//
//	types.TaskDefinition                 FromTaskDefinition, ToTaskDefinition
//	ecs.DescribeTaskDefinitionOutput     FromDescribeTaskDefinition (tags included)
//	ecs.RegisterTaskDefinitionInput      FromRegisterInput, ToRegisterInput
//	types.TaskOverride                   FromTaskOverride, ToTaskOverride
//	types.Tag                            FromTags, ToTags
//	types.Service                        FromService, ToService, ToRolloutService
//	ecs.CreateServiceInput               FromCreateServiceInput, ToCreateServiceInput
//	ecs.UpdateServiceInput               FromUpdateServiceInput, ToUpdateServiceInput
//	types.TaskSet                        FromTaskSet, ToTaskSet
//	ecs.CreateTaskSetInput               FromCreateTaskSetInput, ToCreateTaskSetInput
//	types.DeploymentConfiguration        FromDeploymentConfiguration, ToDeploymentConfiguration
//	types.DaemonDeploymentConfiguration  FromDaemonDeploymentConfiguration, ToDaemonDeploymentConfiguration
//	types.CapacityProvider               FromCapacityProvider, ToCapacityProvider
//	ecs.CreateCapacityProviderInput      FromCreateCapacityProviderInput, ToCreateCapacityProviderInput
//	types.AutoScalingGroupProvider       FromAutoScalingGroupProvider, ToAutoScalingGroupProvider
//	types.ManagedScaling                 FromManagedScaling, ToManagedScaling
//	types.ManagedInstancesProvider       FromManagedInstancesProvider, ToManagedInstancesProvider
//	types.CapacityProviderStrategyItem   FromCapacityProviderStrategy, ToCapacityProviderStrategy
//	types.ContainerInstance              FromContainerInstance (registered), FromRemaining, ToCQLInstance
//	types.Task                           FromTask
//	types.PlacementConstraint            FromPlacementConstraints, ToPlacementConstraints
//	types.PlacementStrategy              FromPlacementStrategy, ToPlacementStrategy
//	types.Failure                        ToFailures, of a placement.Cluster and a Job
//
// A struct inside one of these (types.ContainerDefinition, types.LoadBalancer,
// types.Deployment) goes with it. For the inputs of RunTask and StartTask convert
// their overrides, constraints, strategy and tags. There is no adapter for what no
// package models: clusters, deployments and revisions of services (ServiceDeployment,
// ServiceRevision), updates of capacity providers, gateways, Express Mode.
//
// # What is kept
//
// Enum values that ecskit does not know pass through. A nil list stays nil and an
// empty one empty. The SDK holds some numbers without a pointer and does not send
// their 0; such a 0 comes out as absent (a container's CPU, a revision), except
// where the member is required (limits, sizes, switches of alarms and circuit
// breaker) or ECS always answers with it (counts of a service). false is treated
// like 0. An integer beyond 32 bits becomes the largest or smallest that the wire
// can hold. A union member that this version of the SDK does not know comes out as
// a union without a member, and one without a member is left out on the way back.
// A hook's details go byte for byte; those that are no JSON are an error of
// MarshalSmithyDocument, of which the client of service/ecs v1.104.1 takes no
// notice: it sends a request that is no JSON either.
//
// Instances, tasks and failures go one way: what placement does not look at is left
// behind. What it does look at is read or is an error: a status, an amount, a port
// is never guessed.
//
// # What it costs
//
// A program that imports this package links the SDK's service/ecs, and a go.mod
// that requires ecskit is raised to the version of service/ecs that ecskit
// requires. Programs that import other packages of ecskit link nothing of the
// SDK.
package ecssdk

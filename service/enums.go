package service

// LaunchType is the kind of capacity that tasks run on.
type LaunchType string

// The values of LaunchType that AWS knows.
const (
	LaunchEC2              LaunchType = "EC2"
	LaunchFargate          LaunchType = "FARGATE"
	LaunchExternal         LaunchType = "EXTERNAL"          // ECS Anywhere
	LaunchManagedInstances LaunchType = "MANAGED_INSTANCES" // in answers alone: asked for by a capacity provider
)

// Values returns the values that AWS knows.
func (LaunchType) Values() []LaunchType {
	return []LaunchType{LaunchEC2, LaunchFargate, LaunchExternal, LaunchManagedInstances}
}

// SchedulingStrategy says how many tasks a service keeps.
type SchedulingStrategy string

// The values of SchedulingStrategy that AWS knows.
const (
	Replica SchedulingStrategy = "REPLICA" // a desired count
	Daemon  SchedulingStrategy = "DAEMON"  // one task on each eligible instance
)

// Values returns the values that AWS knows.
func (SchedulingStrategy) Values() []SchedulingStrategy { return []SchedulingStrategy{Replica, Daemon} }

// ControllerType says who replaces the tasks of a service.
type ControllerType string

// The values of ControllerType that AWS knows.
const (
	ControllerECS        ControllerType = "ECS"
	ControllerCodeDeploy ControllerType = "CODE_DEPLOY"
	ControllerExternal   ControllerType = "EXTERNAL" // task sets
)

// Values returns the values that AWS knows.
func (ControllerType) Values() []ControllerType {
	return []ControllerType{ControllerECS, ControllerCodeDeploy, ControllerExternal}
}

// Rebalancing says whether ECS evens out tasks over Availability Zones.
type Rebalancing string

// The values of Rebalancing that AWS knows.
const (
	RebalancingEnabled  Rebalancing = "ENABLED"
	RebalancingDisabled Rebalancing = "DISABLED"
)

// Values returns the values that AWS knows.
func (Rebalancing) Values() []Rebalancing {
	return []Rebalancing{RebalancingEnabled, RebalancingDisabled}
}

// PropagateTags says where tasks get their tags from.
type PropagateTags string

// The values of PropagateTags that AWS knows.
const (
	PropagateTaskDefinition PropagateTags = "TASK_DEFINITION"
	PropagateService        PropagateTags = "SERVICE"
	PropagateNone           PropagateTags = "NONE"
)

// Values returns the values that AWS knows.
func (PropagateTags) Values() []PropagateTags {
	return []PropagateTags{PropagateTaskDefinition, PropagateService, PropagateNone}
}

// ConstraintType is the kind of a placement constraint.
type ConstraintType string

// The values of ConstraintType that AWS knows.
const (
	DistinctInstance ConstraintType = "distinctInstance"
	MemberOf         ConstraintType = "memberOf"
)

// Values returns the values that AWS knows.
func (ConstraintType) Values() []ConstraintType { return []ConstraintType{DistinctInstance, MemberOf} }

// StrategyType is the kind of a placement strategy.
type StrategyType string

// The values of StrategyType that AWS knows.
const (
	Random  StrategyType = "random"
	Spread  StrategyType = "spread"
	Binpack StrategyType = "binpack"
)

// Values returns the values that AWS knows.
func (StrategyType) Values() []StrategyType { return []StrategyType{Random, Spread, Binpack} }

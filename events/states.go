package events

import "slices"

// The names of service actions and of changes of deployments and hooks, as of
// November 2026. AWS adds some; see [ActionType].
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html,
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/track-service-rebalancing.html
const (
	ServiceSteadyState              = "SERVICE_STEADY_STATE"
	TaskSetSteadyState              = "TASKSET_STEADY_STATE"
	CapacityProviderSteadyState     = "CAPACITY_PROVIDER_STEADY_STATE"
	ServiceDesiredCountUpdated      = "SERVICE_DESIRED_COUNT_UPDATED"
	ServiceTaskStartImpaired        = "SERVICE_TASK_START_IMPAIRED"
	ServiceDiscoveryUnhealthy       = "SERVICE_DISCOVERY_INSTANCE_UNHEALTHY"
	ServiceDaemonConstraintViolated = "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED"
	ECSOperationThrottled           = "ECS_OPERATION_THROTTLED"
	ServiceDiscoveryThrottled       = "SERVICE_DISCOVERY_OPERATION_THROTTLED"
	ServiceTaskPlacementFailure     = "SERVICE_TASK_PLACEMENT_FAILURE"
	ServiceTaskConfigurationFailure = "SERVICE_TASK_CONFIGURATION_FAILURE"
	ServiceRebalancingStarted       = "SERVICE_REBALANCING_STARTED"
	ServiceRebalancingCompleted     = "SERVICE_REBALANCING_COMPLETED"
	ServiceRebalancingStopped       = "SERVICE_REBALANCING_STOPPED"
	TasksStarted                    = "TASKS_STARTED"
	TasksStopped                    = "TASKS_STOPPED"
	TaskSetScaleInFailure           = "TASKSET_SCALE_IN_FAILURE_BY_TASK_PROTECTION"
	ServiceDeploymentInProgress     = "SERVICE_DEPLOYMENT_IN_PROGRESS"
	ServiceDeploymentCompleted      = "SERVICE_DEPLOYMENT_COMPLETED"
	ServiceDeploymentFailed         = "SERVICE_DEPLOYMENT_FAILED"
	HookAwaitingAction              = "HOOK_AWAITING_ACTION"
)

// ActionType returns the event type that AWS lists a service action under: INFO,
// WARN or ERROR. ok is false for a name that is none of them.
func ActionType(eventName string) (eventType string, ok bool) {
	switch eventName {
	case ServiceSteadyState, TaskSetSteadyState, CapacityProviderSteadyState, ServiceDesiredCountUpdated,
		ServiceRebalancingStarted, ServiceRebalancingCompleted, ServiceRebalancingStopped, TasksStarted, TasksStopped, TaskSetScaleInFailure:
		return "INFO", true
	case ServiceTaskStartImpaired, ServiceDiscoveryUnhealthy:
		return "WARN", true
	case ServiceDaemonConstraintViolated, ECSOperationThrottled, ServiceDiscoveryThrottled,
		ServiceTaskPlacementFailure, ServiceTaskConfigurationFailure:
		return "ERROR", true
	}
	return "", false
}

// TaskStatuses returns the statuses of a task in the order it goes through
// them. Some are skipped: without an interface of its own a task is neither
// PROVISIONING nor DEPROVISIONING. DELETED is seen through describe-tasks alone.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
func TaskStatuses() []string {
	return []string{"PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED", "DELETED"}
}

// Follows reports whether a task may be in one status after another: a task only
// goes forward, which is inferred. A status that is not known follows nothing and
// is followed by nothing.
func Follows(before, after string) bool {
	statuses := TaskStatuses()
	b, a := slices.Index(statuses, before), slices.Index(statuses, after)
	return b >= 0 && b < a
}

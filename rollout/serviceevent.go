package rollout

// ServiceEvent is an entry of a service's event list or an event on EventBridge.
type ServiceEvent struct {
	ID        string // stable here: the EventBridge name, or where AWS documents none a name of ours in lower case
	EventName string // the name on EventBridge; empty when none is documented
	Level     string // INFO, WARN or ERROR; empty when none is documented
	Meaning   string // in our words
	Source    string // URL
}

const (
	sourceMessages   = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html"
	sourceProtection = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html"
	sourceEvents     = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html"
	sourcePause      = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html"
	sourceChanges    = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html"
)

// The IDs of events of a deployment.
const (
	EventDeploymentInProgress = "SERVICE_DEPLOYMENT_IN_PROGRESS"
	EventDeploymentCompleted  = "SERVICE_DEPLOYMENT_COMPLETED"
	EventDeploymentFailed     = "SERVICE_DEPLOYMENT_FAILED"
	EventSteadyState          = "SERVICE_STEADY_STATE"
	EventTaskStartImpaired    = "SERVICE_TASK_START_IMPAIRED"
	EventPlacementFailure     = "SERVICE_TASK_PLACEMENT_FAILURE"
	EventHookAwaitingAction   = "HOOK_AWAITING_ACTION"
	EventStuckByLimits        = "deployment-configuration-stuck"
	EventProtected            = "deployment-protected-tasks"
)

// ServiceEvents returns the events that a deployment may cause.
func ServiceEvents() []ServiceEvent {
	return []ServiceEvent{
		{EventDeploymentInProgress, EventDeploymentInProgress, "INFO", "a deployment, or a rollback, has started", sourceChanges},
		{EventDeploymentCompleted, EventDeploymentCompleted, "INFO", "the service is steady after a deployment", sourceChanges},
		{EventDeploymentFailed, EventDeploymentFailed, "ERROR", "the circuit breaker ended a deployment", sourceChanges},
		{EventSteadyState, EventSteadyState, "INFO", "the desired number of tasks runs and is healthy", sourceEvents},
		{EventTaskStartImpaired, EventTaskStartImpaired, "WARN", "tasks fail to start again and again; restarts are delayed", sourceEvents},
		{EventPlacementFailure, EventPlacementFailure, "ERROR", "no instance can take a task; tried again without end", sourceEvents},
		{EventHookAwaitingAction, EventHookAwaitingAction, "", "a pause waits for ContinueServiceDeployment; its detail type is ECS Hook State Change", sourcePause},
		{EventStuckByLimits, "", "", "the two percents let the scheduler neither stop nor start a task during a deployment", sourceMessages},
		{EventProtected, "", "", "the deployment waits for tasks that are protected from scale-in", sourceProtection},
	}
}

// Event returns the event that ECS emits when a deployment stands as p says, and
// ok false when it emits none.
func (p Step) Event() (e ServiceEvent, ok bool) {
	id := ""
	switch {
	case p.Verdict == Done:
		id = EventDeploymentCompleted
	case p.Verdict == StuckByLimits:
		id = EventStuckByLimits
	case p.Verdict == StuckByPlacement:
		id = EventPlacementFailure
	case p.Reason == TasksProtected:
		id = EventProtected
	}
	for _, e := range ServiceEvents() {
		if e.ID == id {
			return e, true
		}
	}
	return ServiceEvent{}, false
}

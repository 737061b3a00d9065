package rollout

import "slices"

// TaskStatus is a task's lastStatus or desiredStatus.
type TaskStatus string

// The statuses of a task, in the order in which it may pass them.
const (
	TaskProvisioning   TaskStatus = "PROVISIONING"
	TaskPending        TaskStatus = "PENDING"
	TaskActivating     TaskStatus = "ACTIVATING"
	TaskStatusRunning  TaskStatus = "RUNNING"
	TaskDeactivating   TaskStatus = "DEACTIVATING"
	TaskStopping       TaskStatus = "STOPPING"
	TaskDeprovisioning TaskStatus = "DEPROVISIONING"
	TaskStopped        TaskStatus = "STOPPED"
	TaskDeleted        TaskStatus = "DELETED"
)

// TaskStatusInfo is what a status means.
type TaskStatusInfo struct {
	Status   TaskStatus
	Optional bool   // passed only by some tasks
	When     string // in which case, or what happens
}

// TaskStatuses returns the life of a task in order. DELETED is never in a stream
// of state changes; describe-tasks alone may show it.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
func TaskStatuses() []TaskStatusInfo {
	return []TaskStatusInfo{
		{TaskProvisioning, true, "work before the launch, such as making the network interface of an awsvpc task"},
		{TaskPending, false, "waits for the agent, or for resources"},
		{TaskActivating, true, "work after the launch, such as registering with several target groups or service discovery"},
		{TaskStatusRunning, false, "runs"},
		{TaskDeactivating, true, "work before the stop, such as deregistering from target groups"},
		{TaskStopping, false, "waits for its containers to end"},
		{TaskDeprovisioning, true, "work after the stop, such as detaching the network interface"},
		{TaskStopped, false, "has ended"},
		{TaskDeleted, true, "on its way out of the record; not in any event"},
	}
}

// CanFollow reports whether a task whose last status is s may be seen in next:
// any later status, since optional ones are skipped and a task may be stopped at
// any time. That a status never goes back is inferred. Nothing follows a status
// that is not known.
func (s TaskStatus) CanFollow(next TaskStatus) bool {
	a, b := s.number(), next.number()
	if a < 0 || b <= a {
		return false
	}
	if next == TaskDeleted {
		return s == TaskStopped
	}
	return true
}

func (s TaskStatus) number() int {
	return slices.IndexFunc(TaskStatuses(), func(i TaskStatusInfo) bool { return i.Status == s })
}

// StopCode says why a task was stopped.
type StopCode string

// The stop codes of the API.
const (
	StopFailedToStart        StopCode = "TaskFailedToStart"
	StopEssentialExited      StopCode = "EssentialContainerExited"
	StopUserInitiated        StopCode = "UserInitiated"
	StopServiceScheduler     StopCode = "ServiceSchedulerInitiated"
	StopSpotInterruption     StopCode = "SpotInterruption"
	StopTerminationNotice    StopCode = "TerminationNotice"
	StopInfrastructureHealth StopCode = "InfrastructureHealth"
)

// StopCodeInfo is what a stop code means.
type StopCodeInfo struct {
	Code    StopCode
	Meaning string
	Own     bool // the task or its image is the cause, rather than a user, the scheduler or AWS
}

// StopCodes returns all stop codes.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
func StopCodes() []StopCodeInfo {
	return []StopCodeInfo{
		{StopFailedToStart, "it never ran: image, secret, network interface, volume or entry point", true},
		{StopEssentialExited, "an essential container ended", true},
		{StopUserInitiated, "somebody called StopTask", false},
		{StopServiceScheduler, "its service let it go: a deployment, a scale-in, a failed health check, rebalancing", false},
		{StopSpotInterruption, "Spot capacity was taken back", false},
		{StopTerminationNotice, "AWS announced the end of the host, for maintenance for instance", false},
		{StopInfrastructureHealth, "the host under it was found impaired", false},
	}
}

// Known reports whether the code is in the table.
func (c StopCode) Known() bool {
	return slices.ContainsFunc(StopCodes(), func(i StopCodeInfo) bool { return i.Code == c })
}

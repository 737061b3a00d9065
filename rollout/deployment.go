package rollout

import (
	"fmt"
	"slices"
)

// ServiceDeploymentStatus is the status of a service deployment.
type ServiceDeploymentStatus string

// The statuses of the API.
const (
	DeploymentPending            ServiceDeploymentStatus = "PENDING"
	DeploymentInProgress         ServiceDeploymentStatus = "IN_PROGRESS"
	DeploymentSuccessful         ServiceDeploymentStatus = "SUCCESSFUL"
	DeploymentStopRequested      ServiceDeploymentStatus = "STOP_REQUESTED"
	DeploymentStopped            ServiceDeploymentStatus = "STOPPED" // by a user, or failed without rollback
	DeploymentRollbackRequested  ServiceDeploymentStatus = "ROLLBACK_REQUESTED"
	DeploymentRollbackInProgress ServiceDeploymentStatus = "ROLLBACK_IN_PROGRESS"
	DeploymentRollbackSuccessful ServiceDeploymentStatus = "ROLLBACK_SUCCESSFUL"
	DeploymentRollbackFailed     ServiceDeploymentStatus = "ROLLBACK_FAILED"
)

// ServiceDeploymentStatuses returns all statuses, in the order in which a
// deployment may pass them.
func ServiceDeploymentStatuses() []ServiceDeploymentStatus {
	return []ServiceDeploymentStatus{
		DeploymentPending, DeploymentInProgress, DeploymentSuccessful,
		DeploymentStopRequested, DeploymentStopped,
		DeploymentRollbackRequested, DeploymentRollbackInProgress,
		DeploymentRollbackSuccessful, DeploymentRollbackFailed,
	}
}

// AppendNext appends the statuses that may follow s directly. AWS documents the
// statuses and what StopServiceDeployment does; the other edges are inferred.
func (s ServiceDeploymentStatus) AppendNext(dst []ServiceDeploymentStatus) []ServiceDeploymentStatus {
	switch s {
	case DeploymentPending:
		return append(dst, DeploymentInProgress, DeploymentStopRequested, DeploymentRollbackRequested)
	case DeploymentInProgress:
		return append(dst, DeploymentSuccessful, DeploymentStopRequested, DeploymentStopped,
			DeploymentRollbackRequested, DeploymentRollbackInProgress)
	case DeploymentStopRequested:
		return append(dst, DeploymentStopped)
	case DeploymentRollbackRequested:
		return append(dst, DeploymentRollbackInProgress)
	case DeploymentRollbackInProgress:
		return append(dst, DeploymentRollbackSuccessful, DeploymentRollbackFailed)
	}
	return dst
}

// CanBecome reports whether next may follow s directly.
func (s ServiceDeploymentStatus) CanBecome(next ServiceDeploymentStatus) bool {
	var room [8]ServiceDeploymentStatus
	return slices.Contains(s.AppendNext(room[:0]), next)
}

// Final reports whether nothing follows s. A status that is not known is not
// final.
func (s ServiceDeploymentStatus) Final() bool {
	switch s {
	case DeploymentSuccessful, DeploymentStopped, DeploymentRollbackSuccessful, DeploymentRollbackFailed:
		return true
	}
	return false
}

// StopType is how StopServiceDeployment stops.
type StopType string

// The stop types of the API. Only StopRollback is accepted; it is the default.
const (
	StopRollback StopType = "ROLLBACK"
	StopAbort    StopType = "ABORT" // in the enumeration, not among the valid values
)

// A StopError says why a deployment cannot be stopped.
type StopError struct {
	Status ServiceDeploymentStatus
	Type   StopType
}

// Error names the stop type or the status that is in the way.
func (e *StopError) Error() string {
	if e.Type != StopRollback && e.Type != "" {
		return fmt.Sprintf("stop type %s is not supported, only ROLLBACK is", e.Type)
	}
	return fmt.Sprintf("a deployment in %s cannot be stopped", e.Status)
}

// Stop returns the status after StopServiceDeployment. It needs no rollback
// option in the service. A deployment that is stopping or rolling back already
// keeps its status; one that has ended gives a *StopError.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html
func (s ServiceDeploymentStatus) Stop(how StopType) (ServiceDeploymentStatus, error) {
	if how != StopRollback && how != "" {
		return s, &StopError{s, how}
	}
	switch s {
	case DeploymentPending, DeploymentInProgress:
		return DeploymentRollbackRequested, nil
	case DeploymentStopRequested, DeploymentRollbackRequested, DeploymentRollbackInProgress:
		return s, nil
	}
	return s, &StopError{s, how}
}

// RolloutState is the rolloutState of one entry of a service's deployments.
type RolloutState string

// The rollout states of the API. Behind a Classic Load Balancer there is none.
const (
	RolloutInProgress RolloutState = "IN_PROGRESS"
	RolloutCompleted  RolloutState = "COMPLETED"
	RolloutFailed     RolloutState = "FAILED"
)

// The statuses of one entry of a service's deployments.
const (
	StatusPrimary  = "PRIMARY"  // the newest
	StatusActive   = "ACTIVE"   // being replaced; several may be when deployments are stacked
	StatusInactive = "INACTIVE" // replaced
)

// PastDeployment is one deployment of a service's history.
type PastDeployment struct {
	ID    string
	State RolloutState
}

// RollbackTarget returns the deployment to which a failed one rolls back: the
// last of the history, oldest first, that completed. Without one the service
// stays where it is and ok is false. The failed deployment itself, and other
// failed ones, are passed over. That a rollback is not rolled back again is
// inferred.
func RollbackTarget(history []PastDeployment) (id string, ok bool) {
	for _, d := range slices.Backward(history) {
		if d.State == RolloutCompleted {
			return d.ID, true
		}
	}
	return "", false
}

// Outcome is how a failed deployment goes on.
type Outcome struct {
	State  RolloutState
	Status ServiceDeploymentStatus
	Target string // deployment it rolls back to; empty without rollback
	Reason string // as ECS words it in rolloutStateReason
}

// Fail returns the outcome of a deployment whose failure the method detected,
// with the deployments before it, oldest first.
func (c Config) Fail(m FailureMethod, history []PastDeployment) Outcome {
	o := Outcome{State: RolloutFailed, Status: DeploymentStopped}
	if m == ByBreaker {
		o.Reason = "ECS deployment circuit breaker: task(s) failed to start."
	}
	if !c.RollsBack(m) {
		return o
	}
	target, ok := RollbackTarget(history)
	if !ok {
		return o
	}
	o.Target, o.Status = target, DeploymentRollbackInProgress
	if m == ByBreaker {
		o.Reason = "ECS deployment circuit breaker: rolling back to deploymentId " + target + "."
	}
	return o
}

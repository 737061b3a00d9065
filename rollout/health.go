package rollout

import "time"

// SettleTime is how long after RUNNING a task counts as healthy when neither a
// load balancer nor a container says so.
const SettleTime = 40 * time.Second

// MaximumGraceSeconds bounds healthCheckGracePeriodSeconds.
const MaximumGraceSeconds = 1<<31 - 1

// HealthStatus is the health of a container or a task as the API reports it.
type HealthStatus string

// The health statuses. An empty one stands for Unknown.
const (
	Healthy       HealthStatus = "HEALTHY"
	Unhealthy     HealthStatus = "UNHEALTHY"
	HealthUnknown HealthStatus = "UNKNOWN"
)

// ContainerHealth is what matters of one container for the health of its task.
type ContainerHealth struct {
	Essential bool
	Checked   bool // the task definition has a health check for it; one in the image alone does not count
	Status    HealthStatus
}

// TaskHealthStatus returns the health of a task: that of its essential containers
// with a health check, the worst of them, and Unknown when it has none.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html
func TaskHealthStatus(containers []ContainerHealth) HealthStatus {
	checked, healthy := 0, 0
	for _, c := range containers {
		if !c.Essential || !c.Checked {
			continue
		}
		checked++
		switch c.Status {
		case Unhealthy:
			return Unhealthy
		case Healthy:
			healthy++
		}
	}
	if checked == 0 || healthy < checked {
		return HealthUnknown
	}
	return Healthy
}

// HealthRule says when a task of a service counts as healthy.
type HealthRule struct {
	LoadBalancer   bool          // the service has a target group or a VPC Lattice target
	ContainerCheck bool          // an essential container has a health check
	Grace          time.Duration // after RUNNING; failed checks do not count in it. 0 is AWS's default
}

// TaskCondition is what is known of a task.
type TaskCondition struct {
	Running   bool          // in RUNNING
	For       time.Duration // how long
	Target    HealthStatus  // what the target group says
	Container HealthStatus  // see [TaskHealthStatus]
}

// Counts reports whether a task counts towards the lower limit:
//
//	load balancer  container check  counts when
//	no             no               it has been RUNNING for 40 seconds
//	no             yes              its containers are HEALTHY
//	yes            no               its target is healthy
//	yes            yes              both
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
func (r HealthRule) Counts(t TaskCondition) bool {
	if !t.Running {
		return false
	}
	if !r.LoadBalancer && !r.ContainerCheck {
		return t.For >= SettleTime
	}
	return (!r.LoadBalancer || t.Target == Healthy) && (!r.ContainerCheck || t.Container == Healthy)
}

// Failed reports whether ECS replaces a task for its health: a check that the
// rule has says UNHEALTHY and the grace period is over.
func (r HealthRule) Failed(t TaskCondition) bool {
	if !t.Running || t.For < r.Grace {
		return false
	}
	return r.LoadBalancer && t.Target == Unhealthy || r.ContainerCheck && t.Container == Unhealthy
}

// MayStop reports whether ECS may stop a task for its health when so many tasks
// of the service run: a task that Failed, and, when more run than are wanted, one
// whose check fails within the grace period too.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
func (r HealthRule) MayStop(t TaskCondition, running, desired int) bool {
	if running > desired {
		r.Grace = 0
	}
	return r.Failed(t)
}

// Timing is how long the parts of replacing one task take.
type Timing struct {
	Start             time.Duration // image pull and start, until RUNNING
	TargetInterval    time.Duration // between two checks of the target group
	TargetThreshold   int           // checks in a row until the target is healthy
	ContainerStart    time.Duration // startPeriod of the container's health check or the time it needs
	ContainerInterval time.Duration // between two of its checks; the first good one counts
	Deregistration    time.Duration // delay of the target group; only with a load balancer
	Stop              time.Duration // from SIGTERM to the end, at most stopTimeout
}

// Defaults of AWS for the durations of a task's end.
const (
	DefaultDeregistrationDelay = 300 * time.Second
	DefaultStopTimeout         = 30 * time.Second
	MaximumFargateStopTimeout  = 120 * time.Second
)

// Ready returns the time from starting a task until it counts as healthy. Checks
// of the target and of the container run side by side.
func (t Timing) Ready(r HealthRule) time.Duration {
	if !r.LoadBalancer && !r.ContainerCheck {
		return t.Start + SettleTime
	}
	var wait time.Duration
	if r.LoadBalancer {
		wait = t.TargetInterval * time.Duration(max(t.TargetThreshold, 1))
	}
	if r.ContainerCheck {
		wait = max(wait, t.ContainerStart+t.ContainerInterval)
	}
	return t.Start + wait
}

// Gone returns the time from stopping a task until it is gone: with a load
// balancer it is deregistered first, then SIGTERM, then SIGKILL.
func (t Timing) Gone(r HealthRule) time.Duration {
	if r.LoadBalancer {
		return t.Deregistration + t.Stop
	}
	return t.Stop
}

// Wave returns the shortest duration of a wave that starts tasks, waits until
// they are healthy and stops as many old ones.
func (t Timing) Wave(r HealthRule) time.Duration { return t.Ready(r) + t.Gone(r) }

// Duration returns the shortest duration of the plan: every step with a start
// waits until the tasks are healthy, every step with a stop until the tasks are
// gone, which is waited for only when countStopping says that they hold their
// room, and at the end.
func (t Timing) Duration(r HealthRule, plan []Step, countStopping bool) time.Duration {
	var total, leaving time.Duration
	for _, p := range plan {
		if p.Stop+p.StopNew > 0 {
			leaving = max(leaving, total+t.Gone(r))
			if countStopping {
				total = leaving
			}
		}
		if p.Start+p.StartOld > 0 {
			total += t.Ready(r)
		}
	}
	return max(total, leaving)
}

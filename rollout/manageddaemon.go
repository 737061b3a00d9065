package rollout

// DefaultDrainPermille is the share of instances that a managed daemon's
// deployment drains at once when nothing is configured, in tenths of a percent.
const DefaultDrainPermille = 250

// ManagedDaemon is the deployment configuration of a daemon on ECS Managed
// Instances: batches of instances are drained and replaced by fresh ones that run
// the new daemon. A rollback after the circuit breaker or an alarm is automatic.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons-deployments.html
type ManagedDaemon struct {
	DrainPermille int // of the instances, tenths of a percent; literal
	BakeMinutes   int // after each batch
	// RoundUp rounds a batch that is no whole number of instances up. AWS does not
	// say; by default it is rounded down, to at least one, so that never more than
	// the percentage drains.
	RoundUp bool
}

// DaemonBatch is one batch of a managed daemon's deployment.
type DaemonBatch struct {
	Minute    int // since the first batch; drains and launches take time that is not in it
	Instances int // drained and replaced
	Replaced  int // in all, once the batch is over
}

// AppendBatches appends the batches that replace so many instances and returns
// dst. It allocates only to grow dst. A share of 0 moves one instance at a time,
// one above 1000 all.
func (d ManagedDaemon) AppendBatches(dst []DaemonBatch, instances int) []DaemonBatch {
	instances = clampCount(instances)
	size := d.batch(instances)
	minute := 0
	for done := 0; done < instances; {
		n := min(size, instances-done)
		done += n
		dst = append(dst, DaemonBatch{minute, n, done})
		minute += max(d.BakeMinutes, 0)
	}
	return dst
}

// Minutes returns the bake times of all batches together; AWS applies one after
// each step.
func (d ManagedDaemon) Minutes(instances int) int {
	instances = clampCount(instances)
	size := d.batch(instances)
	return (instances + size - 1) / size * max(d.BakeMinutes, 0)
}

// DaemonDeploymentStatuses returns the statuses of a managed daemon's deployment:
// those of a service deployment but for ROLLBACK_REQUESTED, since nobody has to
// ask for a rollback.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DaemonDeployment.html
func DaemonDeploymentStatuses() []ServiceDeploymentStatus {
	return []ServiceDeploymentStatus{
		DeploymentPending, DeploymentInProgress, DeploymentSuccessful, DeploymentStopRequested, DeploymentStopped,
		DeploymentRollbackInProgress, DeploymentRollbackSuccessful, DeploymentRollbackFailed,
	}
}

func (d ManagedDaemon) batch(instances int) int {
	n := int64(instances) * int64(min(max(d.DrainPermille, 0), 1000))
	if d.RoundUp {
		n += 999
	}
	return max(int(n/1000), 1)
}

package rollout

// Revision counts the tasks of a service revision, or of several together.
// A pending or running task that is neither healthy nor unhealthy is on its way.
type Revision struct {
	Pending   int // before RUNNING, desired status RUNNING
	Running   int // in RUNNING, desired status RUNNING; includes Healthy and Unhealthy
	Healthy   int // of Running: count towards the lower limit, see [HealthRule]
	Unhealthy int // of Running: failed their health checks after the grace period
	Stopping  int // desired status STOPPED, not yet gone; in neither of the above
	Protected int // of Pending and Running: protected from scale-in; healthy ones first
}

// total is what the upper limit counts.
func (r Revision) total() int { return r.Pending + r.Running }

// sane returns r with counts that fit each other, so that no input makes the
// arithmetic overflow or a plan run in circles.
func (r Revision) sane() Revision {
	r.Pending, r.Running = clampCount(r.Pending), clampCount(r.Running)
	r.Healthy = min(max(r.Healthy, 0), r.Running)
	r.Unhealthy = min(max(r.Unhealthy, 0), r.Running-r.Healthy)
	r.Stopping = clampCount(r.Stopping)
	r.Protected = min(max(r.Protected, 0), r.Pending+r.Running)
	return r
}

// fit cuts r to what sane returns, which costs next to nothing when it is sane.
func (r *Revision) fit() {
	parts := r.Pending | r.Running | r.Healthy | r.Unhealthy | r.Stopping | r.Protected
	rests := (r.Running - r.Healthy - r.Unhealthy) | (r.Pending + r.Running - r.Protected)
	if uint(parts|rests) >= maxCount { // one of them is negative, or large
		*r = r.sane()
	}
}

// State is a service in the middle of a deployment.
type State struct {
	Desired int      // tasks; the latest desired count, the limits follow it
	New     Revision // the revision that is deployed
	Old     Revision // all revisions that are being replaced, together
	// OldShort is how many tasks the old revisions are short of: ended by
	// themselves, or added by a scale-out on the way, which ECS has applied to both
	// revisions since November 2025. They are started as far as the healthy tasks of
	// the new revision do not make them needless.
	OldShort int
	// Slots is how many more tasks placement can take now; a negative number is no
	// bound. A stopped task is taken to give back one slot.
	Slots int
}

// fit makes the counts of s fit each other.
func (s *State) fit() {
	s.Desired, s.OldShort = clampCount(s.Desired), clampCount(s.OldShort)
	s.New.fit()
	s.Old.fit()
}

// Steady returns the state in which a deployment starts: desired healthy tasks of
// the old revision, none of the new one, and no bound on placement.
func Steady(desired int) State {
	desired = clampCount(desired)
	return State{Desired: desired, Old: Revision{Running: desired, Healthy: desired}, Slots: -1}
}

// DaemonState returns the state in which the deployment of a daemon service
// starts: one healthy old task on each eligible instance, and no slot for a
// second one.
func DaemonState(instances int) State {
	s := Steady(instances)
	s.Slots = 0
	return s
}

// Verdict says where a deployment stands.
type Verdict uint8

// The verdicts. The zero Verdict is Progress.
const (
	Progress         Verdict = iota // something may start or stop now
	Wait                            // nothing may now, and something is on its way
	Done                            // the new revision is all there is, and it is healthy
	StuckByLimits                   // no event but a change of the configuration helps
	StuckByPlacement                // the limits allow a start and no instance takes the task
)

// String returns the verdict in words.
func (v Verdict) String() string {
	switch v {
	case Progress:
		return "progress"
	case Wait:
		return "wait"
	case Done:
		return "done"
	case StuckByLimits:
		return "stuck by limits"
	case StuckByPlacement:
		return "stuck by placement"
	}
	return "unknown verdict"
}

// Stuck reports whether the deployment cannot end by itself.
func (v Verdict) Stuck() bool { return v == StuckByLimits || v == StuckByPlacement }

// Reason says why a step is a wait or a deadlock.
type Reason uint8

// The reasons. The zero Reason belongs to Progress and Done.
const (
	NoReason         Reason = iota
	TasksOnTheWay           // tasks that started have yet to become healthy
	TasksStopping           // tasks that were stopped have yet to go
	TasksProtected          // old tasks are protected from scale-in
	NoRoom                  // the upper limit leaves no room to start, the lower none to stop
	MaximumTooLow           // the upper limit is below the desired count
	MinimumTooHigh          // the lower limit is above what the desired count can satisfy
	NoSlot                  // no instance can take one more task, and no old task may make room
	UnhealthyOnGuard        // unhealthy tasks fill the upper limit and the lower limit holds them
)

// String returns the reason in words.
func (r Reason) String() string {
	switch r {
	case NoReason:
		return "none"
	case TasksOnTheWay:
		return "tasks on the way to healthy"
	case TasksStopping:
		return "tasks stopping"
	case TasksProtected:
		return "tasks protected from scale-in"
	case NoRoom:
		return "no room between the limits"
	case MaximumTooLow:
		return "upper limit below the desired count"
	case MinimumTooHigh:
		return "lower limit above the desired count"
	case NoSlot:
		return "no instance can take another task"
	case UnhealthyOnGuard:
		return "unhealthy tasks held by the lower limit"
	}
	return "unknown reason"
}

// Step is what the scheduler may do next. Stops are to be carried out before
// starts: a start may need the room of a stop.
type Step struct {
	Start    int // tasks of the new revision to start
	Stop     int // tasks of the old revisions to stop, those that are not healthy first
	StartOld int // tasks of the old revisions to start, in place of those they lost
	StopNew  int // tasks of the new revision to stop: unhealthy and replaced, or surplus
	Verdict  Verdict
	Reason   Reason
}

// Apply returns the state after the step: started tasks are pending, stopped
// ones stopping. Tasks that are not healthy are stopped first, and among them the
// unhealthy ones.
func (s State) Apply(p Step) State {
	s.apply(&p)
	return s
}

func (s *State) apply(p *Step) {
	s.Old.Pending += p.StartOld
	s.New.Pending += p.Start
	if p.Stop > 0 {
		s.Old.stop(p.Stop, p.StartOld)
	}
	if p.StopNew > 0 {
		s.New.stop(p.StopNew, p.Start)
	}
	s.OldShort = max(s.OldShort-p.StartOld, 0)
	if s.Slots >= 0 {
		s.Slots = max(s.Slots+p.Stop+p.StopNew-p.Start-p.StartOld, 0)
	}
}

// stop moves n tasks to Stopping: unhealthy, then running on their way, then
// pending but for those that started in the same step, then healthy.
func (r *Revision) stop(n, justStarted int) {
	n = min(max(n, 0), r.total()-justStarted)
	r.Stopping += n
	k := min(n, r.Unhealthy)
	r.Unhealthy, r.Running, n = r.Unhealthy-k, r.Running-k, n-k
	k = min(n, r.Running-r.Healthy-r.Unhealthy)
	r.Running, n = r.Running-k, n-k
	k = min(n, r.Pending-justStarted)
	r.Pending, n = r.Pending-k, n-k
	r.Healthy, r.Running = r.Healthy-n, r.Running-n
	r.Protected = min(r.Protected, r.total())
}

// Settle returns the state in which everything on its way has arrived: tasks
// that started are healthy and tasks that were stopped are gone. Unhealthy tasks
// stay unhealthy.
func (s State) Settle() State {
	s.settle()
	return s
}

func (s *State) settle() {
	s.New.settle()
	s.Old.settle()
}

func (r *Revision) settle() {
	r.Running += r.Pending
	r.Pending, r.Stopping = 0, 0
	r.Healthy = r.Running - r.Unhealthy
}

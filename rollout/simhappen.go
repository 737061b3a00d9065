package rollout

import "time"

// happen carries out what was due.
func (m *simulation) happen(p pending) {
	r := &m.revisions[p.revision]
	e := Event{Count: p.count, Old: p.revision != m.target}
	switch p.what {
	case toRunning:
		m.run(p, r, e)
	case toStartFailed:
		m.failStart(p, r, e)
	case toHealthy:
		r.Healthy += p.count
		e.Kind = TasksHealthy
		m.emit(e)
		m.record(p, TaskHealthy)
	case toUnhealthy:
		r.Unhealthy += p.count
		e.Kind = TasksUnhealthy
		m.emit(e)
		m.record(p, TaskHealthFailed)
	case toGone:
		r.Stopping -= p.count
		e.Kind = TasksGone
		m.emit(e)
	case toDesired:
		m.desired = p.count
		m.emit(Event{Kind: DesiredChanged, Count: p.count})
	case toUnprotected:
		count := m.revisions[before].Protected
		m.revisions[before].Protected = 0
		m.emit(Event{Kind: ProtectionEnded, Count: count, Old: m.target == fresh})
	case toAlarm:
		m.alarm()
	case toWake: // nothing but a reason to act
	}
}

func (m *simulation) run(p pending, r *Revision, e Event) {
	r.Pending, r.Running = r.Pending-p.count, r.Running+p.count
	e.Kind = TasksRunning
	m.emit(e)
	if p.revision == fresh {
		m.failures = 0
	}
	m.record(p, TaskRunning)
	next := p
	next.what = toHealthy
	wait := m.cfg.Timing.Ready(m.cfg.Rule) - m.cfg.Timing.Start
	if p.breaks == FailsHealth {
		next.what = toUnhealthy
		wait = max(wait, m.cfg.Rule.Grace)
	}
	next.at = m.now + wait
	m.push(next)
}

func (m *simulation) failStart(p pending, r *Revision, e Event) {
	r.Pending -= p.count
	e.Kind = TasksFailedToStart
	m.emit(e)
	m.failures += p.count
	if delay := m.cfg.Throttle(m.failures); delay > 0 {
		m.startFrom = m.now + delay
		m.push(pending{at: m.startFrom, what: toWake})
		m.emit(Event{Kind: RestartsThrottled, Delay: delay})
	}
	m.record(p, TaskStartFailed)
}

// record tells the breaker, one task after the other.
func (m *simulation) record(p pending, e TaskEvent) {
	if p.revision != fresh || m.target != fresh || m.complete || m.over {
		return
	}
	for range p.count {
		m.breaker = m.cfg.Config.Breaker.Record(m.breaker, e, m.desired)
		if m.breaker.Tripped {
			m.emit(Event{Kind: BreakerTripped, Count: m.breaker.Failures})
			m.fail(ByBreaker)
			return
		}
	}
}

func (m *simulation) alarm() {
	a := m.cfg.Config.Alarms
	if !a.Enable || m.cfg.AlarmBefore || m.complete || m.target != fresh {
		m.emit(Event{Kind: AlarmIgnored})
		return
	}
	m.emit(Event{Kind: AlarmFired})
	m.fail(ByAlarm)
}

// fail ends the deployment, or turns it into a rollback.
func (m *simulation) fail(method FailureMethod) {
	if m.over {
		return
	}
	if !m.cfg.Config.RollsBack(method) || m.cfg.NoPrevious {
		m.finish(DeploymentFailed)
		return
	}
	m.target, m.baking, m.failures, m.startFrom, m.told = before, false, 0, time.Duration(0), Step{}
	m.emit(Event{Kind: RollbackStarted})
}

package rollout

import (
	"slices"
	"time"
)

// AppendSimulation appends the events of the deployment that cfg describes and
// returns dst. The scheduler acts whenever something has happened, as
// [Config.Next] says. The last event says how it ended: completed, failed, stuck,
// waiting for protected tasks, or cut at the horizon.
func AppendSimulation(dst []Event, cfg SimConfig) []Event {
	m := newSimulation(cfg, dst)
	m.emit(Event{Kind: DeploymentStarted})
	for !m.over {
		m.act()
		if m.over || !m.advance() {
			break
		}
	}
	return m.events
}

// Simulate returns the events of a deployment; see [AppendSimulation].
func Simulate(cfg SimConfig) []Event { return AppendSimulation(nil, cfg) }

// revision indexes: a rollback swaps which one is the target.
const (
	before = 0 // the revision that ran when the deployment started
	fresh  = 1 // the revision that is deployed
)

type transition uint8

const (
	toRunning transition = iota
	toStartFailed
	toHealthy
	toUnhealthy
	toGone
	toDesired
	toUnprotected
	toAlarm
	toWake // the end of a throttle or of the bake time
)

// pending is something that happens later to count tasks of a revision.
type pending struct {
	at       time.Duration
	what     transition
	revision int
	count    int
	breaks   Breaks
}

type simulation struct {
	cfg     SimConfig
	events  []Event
	first   int       // index of this simulation's first event
	queue   []pending // by time, then in the order in which they were added
	now     time.Duration
	horizon time.Duration

	revisions [2]Revision
	target    int // before or fresh
	desired   int
	started   int // tasks of the fresh revision so far

	breaker   BreakerState
	failures  int           // in a row, of starts
	startFrom time.Duration // no start before it
	bakeEnd   time.Duration
	baking    bool
	complete  bool // breaker and alarms no longer act
	over      bool
	told      Step // the last deadlock or wait that was reported
}

func newSimulation(cfg SimConfig, dst []Event) *simulation {
	m := &simulation{cfg: cfg, events: dst, first: len(dst), target: fresh, desired: clampCount(cfg.Desired), horizon: cfg.Horizon}
	if m.horizon <= 0 {
		m.horizon = DefaultHorizon
	}
	if m.cfg.Throttle == nil {
		m.cfg.Throttle = ThrottleDelay
	}
	old := Steady(m.desired).Old
	old.Protected = min(max(cfg.Protected, 0), m.desired)
	m.revisions[before] = old
	for _, c := range cfg.Changes {
		m.push(pending{at: max(c.At, 0), what: toDesired, count: clampCount(c.Desired)})
	}
	if old.Protected > 0 && cfg.ProtectedFor > 0 {
		m.push(pending{at: cfg.ProtectedFor, what: toUnprotected})
	}
	if cfg.AlarmAt > 0 {
		m.push(pending{at: cfg.AlarmAt, what: toAlarm})
	}
	return m
}

// push keeps the queue sorted; equal times stay in order. A negative duration
// does not lead into the past.
func (m *simulation) push(p pending) {
	p.at = max(p.at, m.now)
	i := len(m.queue)
	for i > 0 && m.queue[i-1].at > p.at {
		i--
	}
	m.queue = slices.Insert(m.queue, i, p)
}

func (m *simulation) state() State {
	s := State{Desired: m.desired, New: m.revisions[m.target], Old: m.revisions[1-m.target], Slots: -1}
	if m.cfg.Slots != nil {
		s.Slots = max(m.cfg.Slots(s), 0)
	}
	return s
}

func (m *simulation) emit(e Event) {
	if len(m.events)-m.first >= MaxSimulationEvents-1 && e.Kind != HorizonReached {
		m.finish(HorizonReached)
		return
	}
	e.At, e.State = m.now, m.state()
	if m.target == before {
		e.Target = 1
	}
	m.events = append(m.events, e)
}

// finish ends the simulation with an event.
func (m *simulation) finish(k EventKind) {
	if m.over {
		return
	}
	m.over = true
	m.emit(Event{Kind: k})
}

// act lets the scheduler do what it may, until it may do nothing more now.
func (m *simulation) act() {
	for !m.over {
		p := m.cfg.Config.Next(m.state())
		if m.now < m.startFrom {
			p.Start = 0
		}
		if p.Verdict != Progress || p.Start+p.Stop+p.StartOld+p.StopNew == 0 {
			m.rest(p)
			return
		}
		m.told = Step{}
		m.stop(1-m.target, p.Stop)
		m.stop(m.target, p.StopNew)
		m.start(1-m.target, p.StartOld)
		m.start(m.target, p.Start)
		m.judge(false)
	}
}

// rest reports why nothing can be done now, and ends what has ended.
func (m *simulation) rest(p Step) {
	m.judge(p.Verdict == Done)
	if m.over || p == m.told {
		return
	}
	switch {
	case p.Verdict.Stuck():
		m.told = p
		m.emit(Event{Kind: DeploymentStuck, Step: p})
	case p.Reason == TasksProtected:
		m.told = p
		m.emit(Event{Kind: DeploymentWaits, Step: p})
	}
}

// judge moves the deployment through bake time and cleanup to its end.
func (m *simulation) judge(done bool) {
	if m.over {
		return
	}
	if m.complete {
		if done {
			m.finish(ServiceSteady)
		}
		return
	}
	baked := m.cfg.BakeTime <= 0 || m.target == before || m.baking && m.now >= m.bakeEnd
	switch m.cfg.Config.Phase(m.state(), baked) {
	case Baking:
		if !m.baking {
			m.baking, m.bakeEnd = true, m.now+m.cfg.BakeTime
			m.push(pending{at: m.bakeEnd, what: toWake})
			m.emit(Event{Kind: BakeStarted, Delay: m.cfg.BakeTime})
		}
	case Complete:
		if done {
			m.finish(DeploymentCompleted)
			return
		}
		if m.cfg.Config.EarlySuccess.Enable {
			m.complete = true
			m.emit(Event{Kind: DeploymentCompleted})
		}
	}
}

// start starts n tasks, in groups of equal fate.
func (m *simulation) start(revision, n int) {
	if n == 0 || m.over {
		return
	}
	m.revisions[revision].Pending += n
	m.emit(Event{Kind: TasksStarted, Count: n, Old: revision != m.target})
	for n > 0 {
		b, k := m.fate(revision), 1
		for k < n && m.fate(revision) == b {
			k++
		}
		if k < n && revision == fresh {
			m.started-- // the last look was at the first task of the next group
		}
		what := toRunning
		if b == FailsToStart {
			what = toStartFailed
		}
		m.push(pending{at: m.now + m.cfg.Timing.Start, what: what, revision: revision, count: k, breaks: b})
		n -= k
	}
}

// fate returns how the next task of the revision fails.
func (m *simulation) fate(revision int) Breaks {
	if revision != fresh {
		return Works
	}
	m.started++
	if m.cfg.Breaks == nil {
		return Works
	}
	return m.cfg.Breaks(m.started - 1)
}

// stop tells n tasks of a revision to stop.
func (m *simulation) stop(revision, n int) {
	if n == 0 || m.over {
		return
	}
	was, r := m.revisions[revision], &m.revisions[revision]
	r.stop(n, 0)
	starting := func(r Revision) int { return r.Running - r.Healthy - r.Unhealthy }
	m.forget(revision, toHealthy, starting(was)-starting(*r))
	m.forget(revision, toRunning, was.Pending-r.Pending)
	m.emit(Event{Kind: TasksStopRequested, Count: n, Old: revision != m.target})
	m.push(pending{at: m.now + m.cfg.Timing.Gone(m.cfg.Rule), what: toGone, revision: revision, count: n})
}

// forget drops the future of n tasks that were stopped on their way, the latest
// first. Tasks bound to fail share the queue with those that work.
func (m *simulation) forget(revision int, what transition, n int) {
	for i := len(m.queue) - 1; i >= 0 && n > 0; i-- {
		q := &m.queue[i]
		same := q.what == what || what == toHealthy && q.what == toUnhealthy || what == toRunning && q.what == toStartFailed
		if q.revision == revision && same {
			k := min(q.count, n)
			q.count, n = q.count-k, n-k
		}
	}
}

// advance moves to the next point in time and lets everything happen that is due
// then. It reports whether there was one.
func (m *simulation) advance() bool {
	for len(m.queue) > 0 && m.idle(m.queue[0]) {
		m.queue = m.queue[1:]
	}
	if len(m.queue) == 0 {
		return false
	}
	if m.queue[0].at > m.horizon {
		m.now = m.horizon
		m.finish(HorizonReached)
		return false
	}
	m.now = m.queue[0].at
	for len(m.queue) > 0 && m.queue[0].at == m.now && !m.over {
		p := m.queue[0]
		m.queue = m.queue[1:]
		if !m.idle(p) {
			m.happen(p)
		}
	}
	return true
}

// idle reports whether p has lost all its tasks.
func (m *simulation) idle(p pending) bool { return p.what <= toGone && p.count == 0 }

package rolloutoracle

// Health is the health of one task.
type Health int

// The health of a task: on its way, healthy, or failed.
const (
	Starting Health = iota
	Healthy
	Unhealthy
)

// Task is one task of a service.
type Task struct {
	Health    Health
	Pending   bool // not yet RUNNING
	Stopping  bool // on its way down; nothing else counts then
	Protected bool
}

// Scheduler decides task by task what a rolling update may do. It is the rule
// book in long hand: each question is asked of single tasks, and each start and
// stop is made and looked at again before the next.
type Scheduler struct {
	Lower, Upper, Desired int
	Slots                 int // starts that placement takes; negative is no bound
	OldShort              int
	StopFirst             bool
	CountStopping         bool
	ReplaceWithNew        bool
	HoldUnhealthy         bool
	New, Old              []Task
}

func count(tasks []Task, is func(Task) bool) int {
	n := 0
	for _, t := range tasks {
		if is(t) {
			n++
		}
	}
	return n
}

func live(t Task) bool      { return !t.Stopping }
func healthy(t Task) bool   { return !t.Stopping && t.Health == Healthy }
func unhealthy(t Task) bool { return !t.Stopping && t.Health == Unhealthy }
func starting(t Task) bool  { return !t.Stopping && t.Health == Starting }
func stopping(t Task) bool  { return t.Stopping }

func (m *Scheduler) all() []Task { return append(append([]Task(nil), m.New...), m.Old...) }

// mayStart reports whether the upper limit and placement take one more task.
// freed is how many tasks this round has stopped: with CountStopping they still
// hold their room.
func (m *Scheduler) mayStart(freed int) bool {
	used := count(m.all(), live)
	if m.CountStopping {
		used = count(m.all(), func(Task) bool { return true })
		if freed > 0 {
			return false
		}
	}
	return used < m.Upper && m.Slots != 0
}

func (m *Scheduler) start(tasks *[]Task) {
	*tasks = append(*tasks, Task{Pending: true})
	if m.Slots > 0 {
		m.Slots--
	}
}

// wanted reports whether the new revision needs one more task: unhealthy ones
// do not count, they are being replaced.
func (m *Scheduler) wanted() bool {
	return count(m.New, live)-count(m.New, unhealthy) < m.Desired
}

// Next returns what is started and stopped, and the verdict in words.
func (m *Scheduler) Next() (start, stop, startOld, stopNew int, verdict string) {
	withProtection := *m
	withProtection.New, withProtection.Old = append([]Task(nil), m.New...), append([]Task(nil), m.Old...)
	start, stop, startOld, stopNew, verdict = m.round()
	if verdict == "stuck by limits" || verdict == "stuck by placement" {
		for i := range withProtection.New {
			withProtection.New[i].Protected = false
		}
		for i := range withProtection.Old {
			withProtection.Old[i].Protected = false
		}
		if _, _, _, _, v := withProtection.round(); v == "progress" {
			return 0, 0, 0, 0, "wait"
		}
	}
	return start, stop, startOld, stopNew, verdict
}

func (m *Scheduler) round() (start, stop, startOld, stopNew int, verdict string) {
	under := count(m.all(), starting)
	hadRoom := m.mayStart(0)
	startedAny := func() bool { return start+startOld > 0 }
	healthyNew := count(m.New, healthy)
	oldBefore := count(m.Old, live)
	oldNeeded := func() bool {
		return !m.ReplaceWithNew && m.OldShort > 0 && healthyNew+oldBefore+startOld < m.Desired
	}
	startAll := func(freed int) {
		for oldNeeded() && m.mayStart(freed) {
			m.start(&m.Old)
			m.OldShort--
			startOld++
		}
		for m.wanted() && m.mayStart(freed) {
			m.start(&m.New)
			start++
		}
	}
	newWas, oldWas := len(m.New), len(m.Old) // tasks started in this round stand behind
	wasNew, wasOld := append([]Task(nil), m.New...), append([]Task(nil), m.Old...)
	waits := m.StopFirst && m.CountStopping // starts only when nothing is there to stop
	if !waits {
		startAll(0)
	}

	floor := m.Lower
	if !m.StopFirst && (startedAny() || under > 0) {
		floor = max(floor, m.Desired)
	}
	keeps := func(t Task) bool { // may t go without harm to the floor?
		all := append(append([]Task(nil), m.New[:newWas]...), m.Old[:oldWas]...)
		if t.Health == Healthy {
			return count(all, healthy)-1 >= floor
		}
		return count(all, healthy) >= floor
	}
	stopOne := func(tasks []Task, may func(Task) bool) bool {
		for _, h := range []Health{Unhealthy, Starting, Healthy} {
			for i, t := range tasks {
				if live(t) && t.Health == h && may(t) {
					// protection is a number: it stays with those that are left
					if count(tasks, live) <= count(tasks, func(t Task) bool { return live(t) && t.Protected }) {
						return false
					}
					tasks[i].Stopping = true
					if t.Protected {
						for j := range tasks {
							if live(tasks[j]) && !tasks[j].Protected {
								tasks[j].Protected = true
								break
							}
						}
					}
					return true
				}
			}
		}
		return false
	}
	for stopOne(m.Old[:oldWas], keeps) {
		stop++
	}
	enough := count(append(append([]Task(nil), wasNew...), wasOld...), healthy) >= floor
	replaced := func(t Task) bool {
		if enough {
			return keeps(t)
		}
		return t.Health == Unhealthy && count(wasNew, starting) == 0
	}
	for count(m.New[:newWas], live) > m.Desired && stopOne(m.New[:newWas], replaced) {
		stopNew++
	}
	quiet := under == 0 && count(append(append([]Task(nil), wasNew...), wasOld...), stopping) == 0
	if !startedAny() && stop+stopNew == 0 && quiet && !hadRoom {
		running := count(m.all(), func(t Task) bool { return live(t) && !t.Pending })
		isUnhealthy := func(t Task) bool { return t.Health == Unhealthy }
		switch {
		case m.HoldUnhealthy && running-1 < m.Lower:
		case stopOne(m.Old, isUnhealthy):
			stop++
		case m.wanted() && stopOne(m.New, isUnhealthy):
			stopNew++
		}
	}
	if waits && stop+stopNew == 0 {
		startAll(0)
	}
	if stop+stopNew > 0 {
		if m.Slots >= 0 {
			m.Slots += stop + stopNew
		}
		startAll(stop + stopNew)
	}
	return start, stop, startOld, stopNew, m.verdict(start+stop+startOld+stopNew, under, wasNew, wasOld)
}

func (m *Scheduler) verdict(acts, under int, wasNew, wasOld []Task) string {
	was := append(append([]Task(nil), wasNew...), wasOld...)
	short := !m.ReplaceWithNew && m.OldShort > 0 && count(wasNew, healthy)+count(wasOld, live) < m.Desired
	switch {
	case acts > 0:
		return "progress"
	case under > 0 || count(was, stopping) > 0:
		return "wait"
	case !m.wanted() && !short && count(wasOld, live) == 0 && count(wasNew, live) == m.Desired:
		return "done"
	case (m.wanted() || short) && count(was, live) < m.Upper:
		return "stuck by placement"
	}
	return "stuck by limits"
}

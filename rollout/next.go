package rollout

// Next returns what the scheduler may start and stop in the state s, or why
// nothing, by the limits of c. It is pure, does not allocate, and never panics:
// counts that contradict each other are cut to fit.
//
// Whatever it allows keeps the tasks that run or are pending at or below the
// upper limit and the healthy ones at or above the lower limit, unless they were
// beyond it already; then it leads back.
//
// Unhealthy tasks of the new revision are replaced first and stopped when their
// replacements are healthy, or, when a replacement turned unhealthy too, either
// of the two. When nothing has room they are stopped one at a time. Where the
// lower limit also spares a healthy old task, which of the two makes room is not
// documented; the old one does here.
//
// Documented are the limits and the replacement; the order is c.Order.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
func (c Config) Next(s State) (p Step) {
	s.fit()
	c.decide(&s, &p)
	return p
}

// decide writes to p what Next returns for a state whose counts fit each other.
// The pointers keep copies of structs, which cost more than the arithmetic, out
// of the hot path.
func (c *Config) decide(s *State, p *Step) {
	c.next(s, p)
	if p.Verdict.Stuck() && s.Old.Protected|s.New.Protected != 0 {
		c.held(s, p)
	}
}

// held turns the deadlock p into a wait when it is protection that holds it.
func (c *Config) held(s *State, p *Step) {
	free := *s
	free.Old.Protected, free.New.Protected = 0, 0
	var q Step
	if c.next(&free, &q); q.Verdict == Progress {
		*p = Step{Verdict: Wait, Reason: TasksProtected}
	}
}

// next is decide but for protection.
func (c *Config) next(s *State, p *Step) {
	lower, upper := share(s.Desired, c.MinimumHealthyPercent, 99), share(s.Desired, c.MaximumPercent, 0)
	n, o := &s.New, &s.Old
	newTotal, oldTotal := n.Pending+n.Running, o.Pending+o.Running
	healthy := n.Healthy + o.Healthy
	newOnTheWay := newTotal - n.Healthy - n.Unhealthy
	onTheWay := newOnTheWay + oldTotal - o.Healthy - o.Unhealthy
	stopping := n.Stopping + o.Stopping

	limit := upper - newTotal - oldTotal
	if c.CountStopping {
		limit -= stopping
	}
	room := limit
	if s.Slots >= 0 {
		room = min(room, s.Slots)
	}
	need := max(s.Desired-newTotal+n.Unhealthy, 0)
	short := 0
	if !c.ReplaceWithNew {
		// the old revisions are for what the new one does not do yet
		short = min(s.OldShort, max(s.Desired-n.Healthy-oldTotal, 0))
	}
	startOld := min(short, max(room, 0))
	start := min(need, max(room, 0)-startOld)

	floor := lower
	if c.Order == StartFirst && start+startOld+onTheWay > 0 {
		floor = max(lower, s.Desired) // a batch is on its way: replace one for one
	}
	stop, stopNew := 0, 0
	switch surplus := min(newTotal-s.Desired, newTotal-n.Protected); {
	case healthy >= floor:
		spare, weak := healthy-floor, oldTotal-o.Healthy
		stop = min(oldTotal-o.Protected, weak+spare)
		spare -= max(stop-weak, 0)
		stopNew = max(min(surplus, newTotal-n.Healthy+spare), 0)
	case newOnTheWay == 0:
		stopNew = max(min(surplus, n.Unhealthy), 0)
	}
	if start+startOld+stop+stopNew == 0 {
		if onTheWay+stopping == 0 && room <= 0 {
			stop, stopNew = c.stopUnhealthy(s, need, lower)
		}
		if stop+stopNew == 0 {
			p.Start, p.Stop, p.StartOld, p.StopNew = 0, 0, 0, 0
			p.Verdict, p.Reason = idle(s, lower, upper, limit, need+short, onTheWay, stopping)
			return
		}
	}
	switch freed := stop + stopNew; {
	case freed == 0:
	case c.CountStopping:
		if c.Order == StopFirst {
			start, startOld = 0, 0 // wait for the room, for one larger batch
		}
	default:
		startOld = min(short, max(room+freed, 0))
		start = min(need, max(room+freed, 0)-startOld)
	}
	p.Start, p.Stop, p.StartOld, p.StopNew = start, stop, startOld, stopNew
	p.Verdict, p.Reason = Progress, NoReason
}

// stopUnhealthy lets one unhealthy task go to make room for its replacement.
func (c *Config) stopUnhealthy(s *State, need, lower int) (stop, stopNew int) {
	switch {
	case c.HoldUnhealthy && s.New.Running+s.Old.Running-1 < lower:
	case s.Old.Unhealthy > 0 && s.Old.total() > s.Old.Protected:
		return 1, 0
	case s.New.Unhealthy > 0 && need > 0 && s.New.total() > s.New.Protected:
		return 0, 1
	}
	return 0, 0
}

// idle says why nothing may start or stop.
func idle(s *State, lower, upper, limit, need, onTheWay, stopping int) (Verdict, Reason) {
	switch {
	case onTheWay > 0:
		return Wait, TasksOnTheWay
	case stopping > 0:
		return Wait, TasksStopping
	case need == 0 && s.Old.total() == 0 && s.New.total() == s.Desired:
		return Done, NoReason
	case need > 0 && limit > 0:
		return StuckByPlacement, NoSlot
	case upper < s.Desired:
		return StuckByLimits, MaximumTooLow
	case lower > s.Desired:
		return StuckByLimits, MinimumTooHigh
	case s.Old.Unhealthy+s.New.Unhealthy > 0:
		return StuckByLimits, UnhealthyOnGuard
	}
	return StuckByLimits, NoRoom
}

// Bounds returns how many tasks of the new revision the limits let start at once
// and how many healthy tasks of the old ones they let stop at once, each as if
// the other did not happen. What AWS does lies within, whatever the order. When
// both are 0 at the start of a deployment it is stuck.
func (c Config) Bounds(s State) (start, stop int) {
	s.fit()
	lower, upper := c.Limits(s.Desired)
	start = upper - s.New.total() - s.Old.total()
	if c.CountStopping {
		start -= s.New.Stopping + s.Old.Stopping
	}
	if s.Slots >= 0 {
		start = min(start, s.Slots)
	}
	start = min(start, s.Desired-s.New.total()+s.New.Unhealthy)
	stop = min(s.New.Healthy+s.Old.Healthy-lower, s.Old.Healthy, s.Old.total()-s.Old.Protected)
	return max(start, 0), max(stop, 0)
}

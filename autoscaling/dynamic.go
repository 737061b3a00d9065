package autoscaling

import "math"

// A vote is what one policy says at one step.
type vote struct {
	says   int // 1 out, -1 in, 0 neither
	acts   bool
	change int // tasks, from the running count
	metric float64
	reason Reason // when it says nothing: Steady, NoData, OutsideSteps
}

// An ask is the best of what the policies ask for in one direction.
type ask struct {
	ok     bool
	to     int
	policy int
	metric float64
	reason Reason // why not, when ok is false and policy is not -1
}

// A round collects the votes of one step.
type round struct {
	out, in   ask
	saysOut   bool // an out-alarm is in ALARM
	idle      Reason
	idleBy    int
	tracking  ask  // scale-in of the target tracking policies together
	disagreed bool // one of them is not ready to scale in
}

// dynamic lets the policies decide: out if any wants out, in only if all target
// tracking policies that may scale in want it or a step policy does, the largest
// count of each.
func (r *Replay) dynamic(t int64, o *Observation, f forecastView, d *Decision) {
	if f.capacity <= r.desired && r.desired > 0 && r.allOK() {
		return
	}
	action := *d
	r.decide(t, o, f, d)
	if action.Action >= 0 && !d.Reason.Changed() {
		*d = action // what an action did is worth more than why a policy did nothing
	}
}

// allOK reports whether every alarm is OK. Then no policy says anything.
func (r *Replay) allOK() bool {
	for i := range r.alarms {
		if r.alarms[i].state != OK {
			return false
		}
	}
	return true
}

// decide is dynamic without regard to an action of the same step.
func (r *Replay) decide(t int64, o *Observation, f forecastView, d *Decision) {
	n := round{out: ask{policy: -1}, in: ask{policy: -1}, tracking: ask{policy: -1}, idleBy: -1}
	for i := range r.shared.policies {
		p := &r.shared.policies[i]
		switch {
		case p.tracking != nil:
			n.addTracking(r, i, r.voteTracking(p, t, o.Running), t, o.Running, f)
		case p.step != nil:
			n.addStep(r, i, r.voteStep(p, t, o.Running), t, o.Running, f)
		}
	}
	if f.capacity > r.desired && !r.suspended.DynamicOut && (!n.out.ok || f.capacity >= n.out.to) {
		r.desired = max(min(f.capacity, f.max), r.min)
		d.Reason, d.Policy = ForecastOut, f.policy
		return
	}
	if n.out.ok {
		r.scaleOut(t, n.out, o.Running, d)
		return
	}
	if f.capacity > r.desired && n.idle == Steady {
		n.idle, n.idleBy = OutSuspended, f.policy
	}
	n.joinIn()
	switch {
	case n.in.policy >= 0 && n.in.ok:
		r.scaleIn(t, o, f, n, d)
	case n.in.policy >= 0 && n.out.policy < 0:
		d.note(n.in)
	case n.out.policy >= 0:
		d.note(n.out)
	case n.idle != Steady:
		d.Reason, d.Policy = n.idle, n.idleBy
	}
}

// note gives the reason why what was asked for did not happen.
func (d *Decision) note(a ask) { d.Reason, d.Policy, d.Metric = a.reason, a.policy, a.metric }

func (n *round) rest(i int, v vote) {
	if n.idle == Steady {
		n.idle, n.idleBy = v.reason, i
	}
}

func (n *round) addTracking(r *Replay, i int, v vote, t int64, running int, f forecastView) {
	inAllowed := !r.shared.policies[i].tracking.DisableScaleIn
	switch {
	case v.says > 0:
		n.addOut(r, i, v, t, running, f)
	case v.says == 0:
		n.rest(i, v)
	}
	if !inAllowed {
		return
	}
	if v.says >= 0 {
		n.disagreed = true
		return
	}
	if to := running + v.change; n.tracking.policy < 0 || to > n.tracking.to {
		n.tracking.to, n.tracking.policy, n.tracking.metric = to, i, v.metric
	}
	n.tracking.ok = n.tracking.ok || v.acts
}

func (n *round) addStep(r *Replay, i int, v vote, t int64, running int, f forecastView) {
	switch {
	case v.says > 0:
		n.addOut(r, i, v, t, running, f)
	case v.says == 0:
		n.rest(i, v)
	case v.acts:
		if to := running + v.change; !n.in.ok || to > n.in.to {
			n.in = ask{ok: true, to: to, policy: i, metric: v.metric}
		}
	}
}

func (n *round) addOut(r *Replay, i int, v vote, t int64, running int, f forecastView) {
	n.saysOut = true
	if !v.acts {
		return
	}
	a := r.outward(i, v, t, running, f)
	switch {
	case a.ok && (!n.out.ok || a.to > n.out.to):
		n.out = a
	case !a.ok && n.out.policy < 0:
		n.out = a
	}
}

// joinIn adds what target tracking asks for, if its policies agree.
func (n *round) joinIn() {
	switch k := n.tracking; {
	case !k.ok:
	case n.disagreed:
		if n.in.policy < 0 {
			n.in = ask{policy: k.policy, metric: k.metric, reason: NotAgreed}
		}
	case !n.in.ok || k.to > n.in.to:
		n.in = k
	}
	if n.saysOut && n.in.ok {
		n.in.ok, n.in.reason = false, OutInAlarm
	}
}

// outward bounds a scale-out, and says why it does not happen.
func (r *Replay) outward(i int, v vote, t int64, running int, f forecastView) ask {
	a := ask{policy: i, metric: v.metric}
	options := &r.shared.options
	c := &r.coolingOf(i).out
	switch {
	case r.suspended.DynamicOut:
		a.reason = OutSuspended
	case r.desired >= f.max:
		a.reason = AtMax
	case r.desired < r.min:
		a.ok, a.to = true, r.min
		if options.BoundAndAdjust {
			a.to = min(addClamped(r.min, v.change), f.max)
		}
	case c.holds(t, micros(options.Unfulfilled)):
		if a.to = min(addClamped(c.base, v.change), f.max); a.to <= max(c.goal, r.desired) {
			a.reason = OutCooldown
			break
		}
		a.ok = true
	default:
		if a.to = min(addClamped(running, v.change), f.max); a.to <= r.desired {
			a.reason = AtDesired
			break
		}
		a.ok = true
	}
	return a
}

func (r *Replay) scaleOut(t int64, a ask, running int, d *Decision) {
	c := r.coolingOf(a.policy)
	base := running
	if c.out.holds(t, micros(r.shared.options.Unfulfilled)) {
		base = c.out.base
	}
	for i := range r.cooling {
		r.cooling[i].in.active = false
	}
	r.desired = max(a.to, r.min)
	r.cool(&c.out, t, r.shared.policies[a.policy].outCool, base, r.desired)
	d.Reason, d.Policy, d.Metric = ScaledOut, a.policy, a.metric
}

// scaleIn does what the round asks for unless something holds it.
func (r *Replay) scaleIn(t int64, o *Observation, f forecastView, n round, d *Decision) {
	a, options := n.in, &r.shared.options
	d.Policy, d.Metric = a.policy, a.metric
	c := r.coolingOf(a.policy)
	unfulfilled := micros(options.Unfulfilled)
	switch {
	case r.suspended.DynamicIn:
		d.Reason = InSuspended
	case o.Deploying && !options.ExternalDeployments:
		d.Reason = Deploying
	case r.desired <= r.min:
		d.Reason = AtMin
	case c.in.holds(t, unfulfilled):
		d.Reason = InCooldown
	case options.OutCooldownHoldsIn && c.out.holds(t, unfulfilled):
		d.Reason = OutCooldown
	default:
		d.Reason = r.inward(t, a, o.Running, f)
	}
}

// inward bounds a scale-in that nothing holds and does it.
func (r *Replay) inward(t int64, a ask, running int, f forecastView) Reason {
	to := min(a.to, r.desired)
	if r.desired > f.max {
		to = f.max
		if r.shared.options.BoundAndAdjust {
			to = min(f.max, addClamped(f.max, a.to-running))
		}
	}
	to = max(to, r.min)
	if !r.shared.options.ForecastIsNoFloor && to < f.capacity {
		if to = f.capacity; to >= r.desired {
			return ForecastHolds
		}
	}
	switch {
	case to >= r.desired:
		return AtDesired
	case r.shared.options.AnticipateFlapping && r.wouldFlap(running, to):
		return Flapping
	}
	r.desired = to
	r.cool(&r.coolingOf(a.policy).in, t, r.shared.policies[a.policy].inCool, running, to)
	return ScaledIn
}

// wouldFlap reports whether some out-alarm would breach if the load of its newest
// datapoint were spread over to tasks.
func (r *Replay) wouldFlap(running, to int) bool {
	for i := range r.shared.policies {
		p := &r.shared.policies[i]
		if p.high < 0 || to <= 0 {
			continue
		}
		if x := r.latestReal(p.high) * float64(running) / float64(to); !math.IsNaN(x) && r.shared.alarms[p.high].breaches(x) {
			return true
		}
	}
	return false
}

func (r *Replay) voteTracking(p *replayPolicy, t int64, running int) vote {
	high, low := &r.alarms[p.high], &r.alarms[p.low]
	options := &r.shared.options
	retrigger := micros(options.Retrigger)
	if running == 0 && r.desired == 0 {
		limit := 0.0
		if options.FromZeroAboveTarget {
			limit = p.tracking.Target
		}
		if x := r.newest(p.high); x > limit {
			high.acts(t, retrigger)
			return vote{says: 1, acts: true, change: 1, metric: x}
		}
	}
	switch {
	case high.state == InAlarm:
		x := r.trackingMetric(p.high)
		return vote{says: 1, acts: high.acts(t, retrigger), change: max(p.tracking.Desired(running, x)-running, 0), metric: x}
	case low.state == InAlarm:
		x := r.trackingMetric(p.low)
		change := min(p.tracking.Desired(running, x)-running, 0)
		if options.InPace == InSingle {
			change = max(change, -1)
		}
		return vote{says: -1, acts: low.acts(t, retrigger), change: change, metric: x}
	case high.state == InsufficientData || low.state == InsufficientData:
		return vote{reason: NoData}
	}
	return vote{}
}

func (r *Replay) trackingMetric(alarm int) float64 {
	switch r.shared.options.Datapoint {
	case AverageDatapoint:
		return r.summed(alarm, AggregateAverage)
	case MaximumDatapoint:
		return r.summed(alarm, AggregateMaximum)
	}
	return r.latestReal(alarm)
}

func (r *Replay) voteStep(p *replayPolicy, t int64, running int) vote {
	alarm := max(p.high, p.low)
	s := &r.alarms[alarm]
	switch s.state {
	case InsufficientData:
		return vote{reason: NoData}
	case OK:
		return vote{}
	}
	x := r.latestReal(alarm)
	if !r.shared.options.StepNewest {
		x = r.summed(alarm, p.step.Aggregation)
	}
	if math.IsNaN(x) {
		// An alarm may be in ALARM because nothing arrived; there is no breach to measure.
		return vote{reason: NoData}
	}
	desired, _, ok := p.step.Adjust(running, x-r.shared.alarms[alarm].Threshold)
	v := vote{acts: s.acts(t, micros(r.shared.options.Retrigger)), change: desired - running, metric: x}
	switch {
	case !ok:
		v.reason = OutsideSteps
	case v.change > 0:
		v.says = 1
	case v.change < 0:
		v.says = -1
	}
	return v
}

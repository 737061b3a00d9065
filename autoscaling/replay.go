package autoscaling

import (
	"slices"
	"time"
)

// Observation is what a [Replay] sees at one step.
type Observation struct {
	Running   int      // tasks; where policies start from
	Deploying bool     // a deployment runs
	Samples   []Sample // Samples[i] belongs to Policies[i]; what is not there is missing
}

// Decision is what happens at one step, and why.
type Decision struct {
	Desired  int // tasks, from now on
	Before   int // tasks, until now
	Min, Max int // the bounds in force, a raised maximum of a forecast included
	Reason   Reason
	Policy   int     // index of the policy that decided, -1 for none
	Action   int     // index of the scheduled action that ran at this step, the last one of several, -1 for none
	Metric   float64 // what the policy computed with, 0 without one
}

// Replay decides as Application Auto Scaling does, step by step. It keeps no
// clock: the caller's times drive it, in steps of 20 s or 60 s, never back.
// Between two steps each scheduled action runs at most once.
//
// A Replay has one owner at a time. [Replay.CopyFrom] makes branches; the zero
// Replay is for that alone, [NewReplay] makes one that steps.
type Replay struct {
	shared    *replayConfig // never changed
	min, max  int
	desired   int
	suspended Suspension
	started   bool
	nextDue   int64 // the earliest of due
	due       []int64
	alarms    []alarmState
	ring      []float64
	cooling   []cooling
}

// times inside a Replay are microseconds since 1970: what fits an int64 for any
// year that the calendar of AWS knows, and compares faster than a time.Time.
func micros(d time.Duration) int64 { return d.Microseconds() }

const never = 1<<63 - 1

// Desired returns the count that was decided last.
func (r *Replay) Desired() int { return r.desired }

// Bounds returns the minimum and the maximum that are in force now.
func (r *Replay) Bounds() (minimum, maximum int) { return r.min, r.max }

// SetBounds registers the target again with other bounds, as an operator does.
// The count changes at the next scaling activity only; AWS may start one at once.
func (r *Replay) SetBounds(minimum, maximum int) {
	r.min, r.max = clampCount(minimum), max(clampCount(maximum), clampCount(minimum))
}

// SetDesired sets the count from outside, as UpdateService does. The bounds do not
// hold here.
func (r *Replay) SetDesired(n int) { r.desired = clampCount(n) }

// Suspend replaces the suspension of the target.
func (r *Replay) Suspend(s Suspension) { r.suspended = s }

// Alarm returns the states of a policy's alarms: for a step policy that of its
// one alarm, as high when it watches for large values and else as low. The other,
// and both for an index that is no policy or a predictive one, is
// InsufficientData.
func (r *Replay) Alarm(policy int) (high, low AlarmState) {
	if policy < 0 || policy >= len(r.shared.policies) {
		return InsufficientData, InsufficientData
	}
	p := &r.shared.policies[policy]
	if p.high >= 0 {
		high = r.alarms[p.high].state
	}
	if p.low >= 0 {
		low = r.alarms[p.low].state
	}
	return high, low
}

// CopyFrom makes r a copy of src that goes its own way. It reuses the memory of
// r and does not allocate once r has held a replay of the same size.
func (r *Replay) CopyFrom(src *Replay) {
	due, alarms, ring, cool := r.due, r.alarms, r.ring, r.cooling
	*r = *src
	r.due = append(due[:0], src.due...)
	r.alarms = append(alarms[:0], src.alarms...)
	r.ring = append(ring[:0], src.ring...)
	r.cooling = append(cool[:0], src.cooling...)
}

// Step takes what is seen at now and returns what happens. It does not allocate,
// and is linear in the policies and, when one is due, in the scheduled actions.
func (r *Replay) Step(now time.Time, o Observation) Decision {
	t := now.UnixMicro()
	o.Running = clampCount(o.Running)
	if !r.started {
		r.begin(now, t)
	}
	d := Decision{Before: r.desired, Policy: -1, Action: -1}
	r.settle(t, o.Running)
	r.observe(t, o.Samples)
	if r.nextDue <= t {
		r.runActions(now, t, o.Deploying, &d)
	}
	f := r.forecast(now)
	if !d.Reason.Changed() {
		r.dynamic(t, &o, f, &d)
	}
	d.Desired, d.Min, d.Max = r.desired, r.min, max(r.max, f.max)
	return d
}

func (r *Replay) begin(now time.Time, t int64) {
	r.started = true
	for i := range r.alarms {
		r.alarms[i].closes = t
	}
	r.scheduleFirst(now)
}

// A forecastView is what the predictive policies say about now.
type forecastView struct {
	capacity, max int // 0 without a forecast
	policy        int
}

func (r *Replay) forecast(now time.Time) forecastView {
	f := forecastView{max: r.max, policy: -1}
	for _, i := range r.shared.predictive {
		capacity, maximum, ok := r.shared.policies[i].predictive.At(now, r.max)
		if !ok {
			continue
		}
		f.max = max(f.max, maximum)
		if capacity > f.capacity {
			f.capacity, f.policy = capacity, i
		}
	}
	return f
}

// replayConfig is the part of a Replay that all its copies share.
type replayConfig struct {
	options    Options
	policies   []replayPolicy
	alarms     []replayAlarm
	actions    []replayAction
	predictive []int // indexes of policies
}

type replayPolicy struct {
	tracking   *TargetTracking
	step       *StepPolicy
	predictive *Predictive
	high, low  int // indexes of alarms, -1 for none
	outCool    int64
	inCool     int64
}

// compile lays out the target for stepping. The target was checked before.
func compile(t Target) (*replayConfig, int) {
	c := &replayConfig{options: t.Options.resolve()}
	ring := 0
	addAlarm := func(policy int, a Alarm) int {
		c.alarms = append(c.alarms, newReplayAlarm(policy, a, ring))
		ring += a.EvaluationPeriods + DefaultExtraDatapoints
		return len(c.alarms) - 1
	}
	for i, p := range t.Policies {
		out := replayPolicy{tracking: p.Tracking, step: p.Step, predictive: p.Predictive, high: -1, low: -1}
		switch {
		case p.Tracking != nil:
			high, low := p.Tracking.Alarms()
			out.high, out.low = addAlarm(i, high), addAlarm(i, low)
			out.outCool, out.inCool = micros(p.Tracking.ScaleOutCooldown), micros(p.Tracking.ScaleInCooldown)
		case p.Step != nil:
			if a := p.Step.Alarm; a.watchesLow() {
				out.low = addAlarm(i, a)
			} else {
				out.high = addAlarm(i, a)
			}
			out.outCool = micros(p.Step.Cooldown)
			out.inCool = out.outCool
		case p.Predictive != nil:
			c.predictive = append(c.predictive, i)
		}
		c.policies = append(c.policies, out)
	}
	return c, ring
}

func newReplay(t Target, start int, actions []replayAction) *Replay {
	shared, ring := compile(t)
	shared.actions = actions
	r := &Replay{
		shared: shared, min: t.Min, max: t.Max, desired: clampCount(start), suspended: t.Suspended, nextDue: never,
		due:     make([]int64, len(actions)),
		alarms:  make([]alarmState, len(shared.alarms)),
		ring:    slices.Repeat([]float64{missing()}, ring),
		cooling: make([]cooling, max(len(t.Policies), 1)),
	}
	for i := range r.alarms {
		r.alarms[i].reset()
	}
	return r
}

package autoscaling

import (
	"time"

	"github.com/ecskit/ecskit/autoscaling/schedule"
)

// A replayAction is a scheduled action with its schedule parsed.
type replayAction struct {
	ScheduledAction
	schedule *schedule.Schedule
}

// scheduleFirst finds when each action runs first, the first step included.
func (r *Replay) scheduleFirst(now time.Time) {
	for i := range r.shared.actions {
		r.due[i] = r.firstRun(&r.shared.actions[i], now)
	}
	r.findNextDue()
}

func (r *Replay) firstRun(a *replayAction, now time.Time) int64 {
	just := now.Add(-1)
	switch {
	case !a.Start.IsZero() && !a.Start.Before(now):
		return r.within(a, a.Start, true)
	case !a.Start.IsZero():
		return r.run(a, a.Start, just)
	case !a.Created.IsZero():
		return r.run(a, a.Created, just)
	case a.schedule.Kind() == schedule.Rate:
		if r.shared.options.RateAtOnce {
			return r.within(a, now, true)
		}
		return r.run(a, now, now)
	}
	return r.run(a, now, just)
}

// run returns when the action runs next after a time.
func (r *Replay) run(a *replayAction, from, after time.Time) int64 {
	next, ok := a.schedule.NextFrom(from, after, a.Location)
	return r.within(a, next, ok)
}

func (r *Replay) within(a *replayAction, next time.Time, ok bool) int64 {
	if !ok {
		return never
	}
	if !a.End.IsZero() && (next.After(a.End) || r.shared.options.EndExclusive && next.Equal(a.End)) {
		return never
	}
	return next.UnixMicro()
}

func (r *Replay) findNextDue() {
	r.nextDue = never
	for _, due := range r.due {
		r.nextDue = min(r.nextDue, due)
	}
}

// runActions runs what is due at now, in the order of the times.
func (r *Replay) runActions(now time.Time, t int64, deploying bool, d *Decision) {
	for r.nextDue <= t {
		for i := range r.due {
			if r.due[i] != r.nextDue {
				continue
			}
			a := &r.shared.actions[i]
			if reason := r.runAction(a, deploying); !d.Reason.Changed() || reason.Changed() {
				d.Reason, d.Action = reason, i
			}
			// One microsecond is what due resolves: a time inside the one of now has run.
			r.due[i] = max(r.run(a, r.origin(a, r.due[i]), now), t+1)
		}
		r.findNextDue()
	}
	// Several actions may have pulled in both directions.
	switch {
	case !d.Reason.Changed():
	case r.desired > d.Before:
		d.Reason = ScheduledOut
	case r.desired < d.Before:
		d.Reason = ScheduledIn
	default:
		d.Reason = ScheduledNoChange
	}
}

// origin returns what the rate of an action counts from; ran is one of its times.
func (r *Replay) origin(a *replayAction, ran int64) time.Time {
	switch {
	case !a.Start.IsZero():
		return a.Start
	case !a.Created.IsZero():
		return a.Created
	}
	return time.UnixMicro(ran).UTC()
}

// runAction replaces the bounds and brings the count inside them, without regard
// to cooldowns.
func (r *Replay) runAction(a *replayAction, deploying bool) Reason {
	if r.suspended.Scheduled {
		return ScheduledSuspended
	}
	minimum, maximum := r.min, r.max
	if a.Min != nil {
		minimum = *a.Min
	}
	if a.Max != nil {
		maximum = *a.Max
	}
	if minimum > maximum {
		return ActionRefused
	}
	r.min, r.max = minimum, maximum
	switch {
	case r.desired < r.min:
		r.desired = r.min
		return ScheduledOut
	case r.desired <= r.max:
		return ScheduledNoChange
	case deploying && !r.shared.options.ExternalDeployments:
		return Deploying
	}
	r.desired = r.max
	return ScheduledIn
}

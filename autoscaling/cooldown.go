package autoscaling

// A cooldown is the time after one activity. It begins when the running count
// has reached what the activity asked for; until then the activity is under way
// and holds others back just so.
type cooldown struct {
	active    bool
	fulfilled bool
	since     int64 // of the activity, then of its fulfilment
	length    int64
	base      int // running count before the first activity of a chain
	goal      int // count that the last activity asked for
}

// cooling is the cooldowns of a target, or of one policy when each has its own.
type cooling struct{ out, in cooldown }

func (r *Replay) coolingOf(policy int) *cooling {
	if !r.shared.options.CooldownPerPolicy {
		policy = 0
	}
	return &r.cooling[policy]
}

// holds reports whether the cooldown is in effect at t.
func (c *cooldown) holds(t, unfulfilled int64) bool {
	switch {
	case !c.active:
		return false
	case c.fulfilled:
		return t-c.since < c.length
	}
	return t-c.since < unfulfilled
}

// settle notes the activities that the running count has fulfilled.
func (r *Replay) settle(t int64, running int) {
	slots := r.cooling
	if !r.shared.options.CooldownPerPolicy {
		slots = slots[:1]
	}
	for i := range slots {
		// What was asked for may have been lowered or raised since by someone else.
		if c := &slots[i].out; c.active && !c.fulfilled && running >= min(c.goal, r.desired) {
			c.fulfilled, c.since = true, t
		}
		if c := &slots[i].in; c.active && !c.fulfilled && running <= max(c.goal, r.desired) {
			c.fulfilled, c.since = true, t
		}
	}
}

// cool starts a cooldown for an activity at t from base to goal.
func (r *Replay) cool(c *cooldown, t, length int64, base, goal int) {
	*c = cooldown{
		active: length > 0, fulfilled: r.shared.options.CooldownFromDecision,
		since: t, length: length, base: base, goal: goal,
	}
}

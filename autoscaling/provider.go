package autoscaling

import "time"

// ProviderConfig is a capacity provider of an Auto Scaling group as a
// [ProviderReplay] takes it, with its numbers resolved.
type ProviderConfig struct {
	Scaling     ManagedScaling
	Warmup      time.Duration // after a scale-out, before the next; AWS's default is 300 s
	Min, Max    int           // bounds of the group; Max 0 is none
	Protection  bool          // managed termination protection
	Draining    bool          // managed draining
	LowPeriods  int           // minutes below the target before a scale-in; 0 is the 15 of AWS's alarm
	HighPeriods int           // minutes above the target before a scale-out; 0 is the 1 of AWS's alarm
}

// ProviderObservation is what a [ProviderReplay] sees in a minute.
type ProviderObservation struct {
	Needed  int // instances: those that run tasks, and with waiting tasks running + Needed(…)
	Running int // instances in the group
	Empty   int // of those, instances without a task other than a daemon's
}

// ProviderDecision is what happens to the group in a minute.
type ProviderDecision struct {
	Desired     int     // instances
	Reservation float64 // percent, the metric of the minute
	Reason      Reason
	Leaving     int  // instances that the group gives up
	Drained     bool // they are drained before they are terminated; else their tasks are stopped
}

// ProviderReplay replays managed scaling minute by minute: the two alarms on the
// reservation (above the target for a minute, below it for fifteen), warm-up,
// pace and termination protection. It is a plain value: a copy goes its own way.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
type ProviderReplay struct {
	cfg     ProviderConfig
	above   int
	below   int
	lastOut int64
	hasOut  bool
}

const (
	providerHigh = 1
	providerLow  = 15
)

// NewProviderReplay returns a replay that has seen nothing yet.
func NewProviderReplay(cfg ProviderConfig) ProviderReplay {
	if cfg.LowPeriods <= 0 {
		cfg.LowPeriods = providerLow
	}
	if cfg.HighPeriods <= 0 {
		cfg.HighPeriods = providerHigh
	}
	return ProviderReplay{cfg: cfg}
}

// Step takes what is seen in the minute that ends at now. It does not allocate.
//
// A scale-out counts from the running instances, so that it ends a scale-in that
// is under way. Protection keeps instances with tasks in the group.
func (r *ProviderReplay) Step(now time.Time, o ProviderObservation) ProviderDecision {
	o.Running = clampCount(o.Running)
	size, reason := r.cfg.Scaling.Desired(o.Needed, o.Running)
	d := ProviderDecision{Desired: o.Running, Reservation: Reservation(o.Needed, o.Running), Reason: Steady}
	target := float64(r.cfg.Scaling.TargetCapacity)
	switch {
	case d.Reservation > target:
		r.above, r.below = r.above+1, 0
	case d.Reservation < target:
		r.above, r.below = 0, r.below+1
	default:
		r.above, r.below = 0, 0
	}
	switch {
	case reason == ScaledOut && r.above >= r.cfg.HighPeriods:
		r.out(now, size, &d)
	case reason == ScaledIn && r.below >= r.cfg.LowPeriods:
		r.in(size, o, &d)
	case reason == AtDesired:
		d.Reason = AtDesired
	}
	return d
}

func (r *ProviderReplay) out(now time.Time, size int, d *ProviderDecision) {
	if r.cfg.Max > 0 {
		size = min(size, r.cfg.Max)
	}
	t := now.UnixMicro()
	switch {
	case size <= d.Desired:
		d.Reason = AtMax
	case r.hasOut && t-r.lastOut < micros(r.cfg.Warmup):
		d.Reason = WarmingUp
	default:
		r.hasOut, r.lastOut = true, t
		d.Desired, d.Reason = size, ScaledOut
	}
}

func (r *ProviderReplay) in(size int, o ProviderObservation, d *ProviderDecision) {
	reason := AtMin
	size = max(size, r.cfg.Min)
	if keep := o.Running - clampCount(o.Empty); r.cfg.Protection && size < keep {
		size, reason = keep, Protected
	}
	if size >= o.Running {
		d.Reason = reason
		return
	}
	d.Desired, d.Reason = size, ScaledIn
	d.Leaving, d.Drained = o.Running-size, r.cfg.Draining
}

// Resolve makes the configuration of the provider's group ready for a replay.
// enabled is false when the provider has no group or managed scaling is off.
func (p *CapacityProvider) Resolve() (cfg ProviderConfig, enabled bool) {
	g := p.AutoScalingGroup
	if g == nil {
		return ProviderConfig{}, false
	}
	cfg.Scaling, cfg.Warmup, enabled = g.ManagedScaling.Resolve()
	cfg.Protection = g.ManagedTerminationProtection == "ENABLED"
	cfg.Draining = g.ManagedDraining == "ENABLED"
	return cfg, enabled
}

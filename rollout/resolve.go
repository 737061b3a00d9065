package rollout

import "math"

// The defaults of the two percents. The console proposes 50 as the minimum of a
// daemon service; the API has 0.
const (
	DefaultMinimumHealthyPercent = 100
	DefaultMaximumPercent        = 200
	DefaultDaemonMinimum         = 0
	DefaultDaemonMaximum         = 100
)

// Resolve returns the configuration with AWS's defaults filled in: 100 and 200
// percent for a replica service, 0 and 100 for a daemon. Values out of bounds are
// kept; [DeploymentConfiguration.Validate] reports them.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
func (d DeploymentConfiguration) Resolve(s SchedulingStrategy) Config {
	c := Config{MinimumHealthyPercent: DefaultMinimumHealthyPercent, MaximumPercent: DefaultMaximumPercent}
	if s == Daemon {
		c = Config{MinimumHealthyPercent: DefaultDaemonMinimum, MaximumPercent: DefaultDaemonMaximum, Daemon: true}
	}
	c.MinimumHealthyPercent = or(d.MinimumHealthyPercent, c.MinimumHealthyPercent)
	c.MaximumPercent = or(d.MaximumPercent, c.MaximumPercent)
	if b := d.DeploymentCircuitBreaker; b != nil {
		c.Breaker = b.Resolve()
	}
	if a := d.Alarms; a != nil {
		c.Alarms = Alarms{Enable: or(a.Enable, false), Rollback: or(a.Rollback, false), Names: a.AlarmNames}
	}
	if e := d.EarlySuccessCriteria; e != nil {
		c.EarlySuccess = EarlySuccess{Enable: or(e.Enable, false), HealthyPercent: or(e.HealthyPercent, 100), Cleanup: e.SourceServiceRevisionCleanup}
	}
	return c
}

// Resolve returns the breaker with the API's defaults: BOUNDED_PERCENT of 50,
// reset by a healthy task.
func (b *DeploymentCircuitBreaker) Resolve() Breaker {
	r := Breaker{Enable: or(b.Enable, false), Rollback: or(b.Rollback, false), Cumulative: !or(b.ResetOnHealthyTask, true)}
	if t := b.ThresholdConfiguration; t != nil {
		r.Type, r.Value = t.Type, or(t.Value, DefaultThresholdPercent)
		if r.Type == "" {
			r.Type = BoundedPercent
		}
	}
	return r
}

// Shift returns the traffic shift with the API's defaults. A rolling update moves
// no traffic and gives the zero Shift and ok false.
func (d DeploymentConfiguration) Shift() (s Shift, ok bool) {
	switch d.Strategy {
	case StrategyBlueGreen:
		s = Shift{Kind: AllAtOnce, StepPermille: 1000}
	case StrategyCanary:
		s = Shift{Kind: Canary, StepPermille: DefaultCanaryPermille, StepBakeMinutes: DefaultCanaryBakeMinutes}
		if c := d.CanaryConfiguration; c != nil {
			s.StepPermille, s.StepBakeMinutes = permille(c.CanaryPercent, s.StepPermille), or(c.CanaryBakeTimeInMinutes, s.StepBakeMinutes)
		}
	case StrategyLinear:
		s = Shift{Kind: Linear, StepPermille: DefaultLinearPermille, StepBakeMinutes: DefaultLinearBakeMinutes}
		if l := d.LinearConfiguration; l != nil {
			s.StepPermille, s.StepBakeMinutes = permille(l.StepPercent, s.StepPermille), or(l.StepBakeTimeInMinutes, s.StepBakeMinutes)
		}
	default:
		return Shift{}, false
	}
	s.BakeMinutes = or(d.BakeTimeInMinutes, 0)
	for _, h := range d.LifecycleHooks {
		s.Hooks = append(s.Hooks, h.Resolve())
	}
	return s, true
}

// Resolve returns the hook with the API's defaults: a Lambda function, 24 hours,
// rollback.
func (h DeploymentLifecycleHook) Resolve() Hook {
	r := Hook{Target: h.TargetType, Stages: h.LifecycleStages, TimeoutMinutes: DefaultHookTimeoutMinutes, OnTimeout: HookRollback}
	if r.Target == "" {
		r.Target = HookLambda
	}
	if t := h.TimeoutConfiguration; t != nil {
		r.TimeoutMinutes = or(t.TimeoutInMinutes, r.TimeoutMinutes)
		if t.Action != "" {
			r.OnTimeout = t.Action
		}
	}
	return r
}

// Resolve returns the configuration with the defaults of the guide: 25 percent at
// a time, no bake time.
func (d DaemonDeploymentConfiguration) Resolve() ManagedDaemon {
	return ManagedDaemon{DrainPermille: permille(d.DrainPercent, DefaultDrainPermille), BakeMinutes: or(d.BakeTimeInMinutes, 0)}
}

func or[T int | bool](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}

// permille is a percentage in tenths of a percent, to the nearest. What is no
// number and what is far out of bounds is cut to a range that validation reports.
func permille(percent *float64, otherwise int) int {
	if percent == nil {
		return otherwise
	}
	if math.IsNaN(*percent) {
		return 0
	}
	return int(math.Round(min(max(*percent, -1000), 1000) * 10))
}

// tenths reports whether a percentage is a multiple of 0.1.
func tenths(percent float64) bool {
	t := percent * 10
	return math.Abs(t-math.Round(t)) < 1e-6
}

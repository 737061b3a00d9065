package rollout

import (
	"fmt"

	"github.com/ecskit/ecskit/diag"
)

// Validate returns what is wrong with the configuration by itself: members that
// have to be there, bounds, and what the strategy does not take.
// [Service.Validate] adds what depends on the service, and [Config.Validate] what
// depends on the number of tasks.
func (d DeploymentConfiguration) Validate() diag.List {
	var l diag.List
	checkValue(&l, "strategy", d.Strategy, StrategyRolling, StrategyBlueGreen, StrategyLinear, StrategyCanary)
	d.checkStrategy(&l)
	d.checkShift(&l)
	for i, h := range d.LifecycleHooks {
		h.check(&l, diag.Element("lifecycleHooks", i))
	}
	d.checkBreaker(&l)
	d.checkAlarms(&l)
	d.checkEarly(&l)
	l.Sort()
	return l
}

func (d *DeploymentConfiguration) rolling() bool {
	return d.Strategy == "" || d.Strategy == StrategyRolling
}

func (d *DeploymentConfiguration) checkStrategy(l *diag.List) {
	other := func(path string, want Strategy) {
		l.Add(kindOtherStrategy.At(path, fmt.Sprintf("only for the strategy %s, not for %s", want, d.strategy()), ""))
	}
	if d.CanaryConfiguration != nil && d.Strategy != StrategyCanary {
		other("canaryConfiguration", StrategyCanary)
	}
	if d.LinearConfiguration != nil && d.Strategy != StrategyLinear {
		other("linearConfiguration", StrategyLinear)
	}
	if d.EarlySuccessCriteria != nil && or(d.EarlySuccessCriteria.Enable, false) && !d.rolling() {
		other("earlySuccessCriteria", StrategyRolling)
	}
	if d.Strategy == StrategyBlueGreen && d.BakeTimeInMinutes == nil {
		l.Add(kindBakeMissing.At("bakeTimeInMinutes", "absent, BLUE_GREEN needs it", "say how many minutes both revisions run after the shift"))
	}
}

func (d *DeploymentConfiguration) strategy() Strategy {
	if d.Strategy == "" {
		return StrategyRolling
	}
	return d.Strategy
}

func (d *DeploymentConfiguration) checkShift(l *diag.List) {
	checkMinutes(l, kindBakeRange, "bakeTimeInMinutes", d.BakeTimeInMinutes)
	if c := d.CanaryConfiguration; c != nil {
		checkShare(l, kindCanaryPercent, "canaryConfiguration.canaryPercent", c.CanaryPercent, 0.1)
		checkMinutes(l, kindCanaryBake, "canaryConfiguration.canaryBakeTimeInMinutes", c.CanaryBakeTimeInMinutes)
	}
	if c := d.LinearConfiguration; c != nil {
		checkShare(l, kindLinearStep, "linearConfiguration.stepPercent", c.StepPercent, 3)
		checkMinutes(l, kindLinearBake, "linearConfiguration.stepBakeTimeInMinutes", c.StepBakeTimeInMinutes)
	}
	if s, ok := d.Shift(); ok && !s.FitsCloudFormation() {
		l.Add(kindCloudFormationTime.At("", fmt.Sprintf("%d waits and the bake time take %d minutes, CloudFormation takes up to %d",
			s.Shifts()-1, s.Minutes(), CloudFormationLimitMinutes), "shorten the waits if CloudFormation deploys it"))
	}
}

func checkMinutes(l *diag.List, k diag.Kind, path string, minutes *int) {
	if m := or(minutes, 0); m < 0 || m > MaximumBakeMinutes {
		l.Add(k.At(path, fmt.Sprintf("%d minutes, 0 to %d are taken", m, MaximumBakeMinutes), ""))
	}
}

func checkShare(l *diag.List, k diag.Kind, path string, percent *float64, least float64) {
	if percent == nil {
		return
	}
	if p := *percent; !(p >= least && p <= 100) || !tenths(p) {
		l.Add(k.At(path, fmt.Sprintf("%v percent, multiples of 0.1 from %.1f to 100.0 are taken", p, least), ""))
	}
}

func (h *DeploymentLifecycleHook) check(l *diag.List, path string) {
	known := checkValue(l, path+".targetType", h.TargetType, HookLambda, HookPause)
	if len(h.LifecycleStages) == 0 {
		l.Add(kindHookStages.At(path+".lifecycleStages", "no stage", "name the stages at which the hook runs"))
	}
	for i, s := range h.LifecycleStages {
		at := diag.Element(path+".lifecycleStages", i)
		switch {
		case !checkValue(l, at, s, Stages()...):
		case s == "" || !s.Hookable(HookLambda):
			l.Add(kindHookStage.At(at, fmt.Sprintf("%q takes no hook", s), ""))
		case h.TargetType == HookPause && !s.Hookable(HookPause):
			l.Add(kindPauseStage.At(at, string(s)+" takes no pause, only Lambda functions", "pause at the stage before or after it"))
		}
	}
	switch {
	case h.TargetType == HookPause && (h.HookTargetARN != "" || h.RoleARN != "" || len(h.HookDetails) > 0):
		l.Add(kindPauseExtra.At(path, "a pause calls nothing: hookTargetArn, roleArn and hookDetails do not apply", "leave them out"))
	case h.TargetType != HookPause && known:
		if h.HookTargetARN == "" {
			l.Add(kindHookTarget.At(path+".hookTargetArn", "absent, a Lambda hook needs its function", "write the ARN of the function, or the targetType PAUSE"))
		}
		if h.RoleARN == "" {
			l.Add(kindHookRole.At(path+".roleArn", "absent, ECS needs a role to call the function", ""))
		}
	}
	if t := h.TimeoutConfiguration; t != nil {
		checkValue(l, path+".timeoutConfiguration.action", t.Action, HookRollback, HookContinue)
		if m := or(t.TimeoutInMinutes, DefaultHookTimeoutMinutes); m < MinimumHookTimeoutMinutes || m > MaximumHookTimeoutMinutes {
			l.Add(kindHookTimeout.At(path+".timeoutConfiguration.timeoutInMinutes",
				fmt.Sprintf("%d minutes, %d to %d are taken", m, MinimumHookTimeoutMinutes, MaximumHookTimeoutMinutes), ""))
		}
	}
}

func (d *DeploymentConfiguration) checkBreaker(l *diag.List) {
	b := d.DeploymentCircuitBreaker
	if b == nil {
		return
	}
	const path = "deploymentCircuitBreaker"
	missing(l, kindBreakerMember, path+".enable", b.Enable == nil)
	missing(l, kindBreakerMember, path+".rollback", b.Rollback == nil)
	if or(b.Enable, false) && !d.rolling() {
		l.Add(kindBreakerStrategy.At(path, "the API reference has the circuit breaker for rolling updates alone, the guide also for "+string(d.Strategy), ""))
	}
	if t := b.ThresholdConfiguration; t != nil {
		checkValue(l, path+".thresholdConfiguration.type", t.Type, BoundedPercent, UnboundedPercent, Count)
		missing(l, kindThresholdMember, path+".thresholdConfiguration.type", t.Type == "")
		missing(l, kindThresholdMember, path+".thresholdConfiguration.value", t.Value == nil)
	}
}

func missing(l *diag.List, k diag.Kind, path string, is bool) {
	if is {
		l.Add(k.At(path, "absent, the API needs it", ""))
	}
}

func (d *DeploymentConfiguration) checkAlarms(l *diag.List) {
	a := d.Alarms
	if a == nil {
		return
	}
	missing(l, kindAlarmMember, "alarms.alarmNames", a.AlarmNames == nil)
	missing(l, kindAlarmMember, "alarms.enable", a.Enable == nil)
	missing(l, kindAlarmMember, "alarms.rollback", a.Rollback == nil)
}

func (d *DeploymentConfiguration) checkEarly(l *diag.List) {
	e := d.EarlySuccessCriteria
	if e == nil {
		return
	}
	const path = "earlySuccessCriteria"
	checkValue(l, path+".sourceServiceRevisionCleanup", e.SourceServiceRevisionCleanup, Blocking, Deferred)
	missing(l, kindEarlyMember, path+".enable", e.Enable == nil)
	if or(e.Enable, false) {
		missing(l, kindEarlyMember, path+".healthyPercent", e.HealthyPercent == nil)
		missing(l, kindEarlyMember, path+".sourceServiceRevisionCleanup", e.SourceServiceRevisionCleanup == "")
	}
}

// Validate returns what is out of bounds in the deployment configuration of a
// managed daemon.
func (d DaemonDeploymentConfiguration) Validate() diag.List {
	var l diag.List
	if p := d.DrainPercent; p != nil {
		switch {
		case !(*p >= 0 && *p <= 100):
			l.Add(kindDrainPercent.At("drainPercent", fmt.Sprintf("%v percent, 0.0 to 100.0 are taken", *p), ""))
		case *p < 1:
			l.Add(kindDrainSmall.At("drainPercent", fmt.Sprintf("%v percent: the API takes it, the guide has 1.0 as the least", *p), "write 1.0 or more"))
		}
	}
	checkMinutes(&l, kindDaemonBake, "bakeTimeInMinutes", d.BakeTimeInMinutes)
	l.Sort()
	return l
}

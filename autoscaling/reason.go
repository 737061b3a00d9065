package autoscaling

// Reason says why a [Decision] is what it is.
type Reason uint8

// The reasons. The zero Reason is Steady.
const (
	Steady             Reason = iota // nothing asks for a change
	ScaledOut                        // a policy raised the count
	ScaledIn                         // a policy lowered the count
	ScheduledOut                     // a scheduled action's minimum raised the count
	ScheduledIn                      // a scheduled action's maximum lowered the count
	ScheduledNoChange                // a scheduled action changed the bounds, the count lay inside them
	ForecastOut                      // a predictive policy raised the count
	AtMax                            // AWS: AlreadyAtMaxCapacity
	AtMin                            // AWS: AlreadyAtMinCapacity
	AtDesired                        // AWS: AlreadyAtDesiredCapacity; what is asked for is already on its way
	Flapping                         // AWS: AutoScalingAnticipatedFlapping
	OutCooldown                      // inside a scale-out cooldown and no larger than what that scale-out added
	InCooldown                       // inside a scale-in cooldown
	NotAgreed                        // another target tracking policy is not ready to scale in
	OutInAlarm                       // another policy's scale-out alarm is in ALARM
	Deploying                        // scale-in is off while a deployment runs
	OutSuspended                     // DynamicScalingOutSuspended
	InSuspended                      // DynamicScalingInSuspended
	ScheduledSuspended               // ScheduledScalingSuspended: the action is not made up for
	OutsideSteps                     // no step of the policy covers the breach
	NoData                           // an alarm has insufficient data, and nothing else happens
	ForecastHolds                    // a forecast keeps the count from going lower
	WarmingUp                        // instances that were just started warm up
	ActionRefused                    // a scheduled action's bound would cross the other one
	Protected                        // the instances that should leave are protected from termination
)

var reasonNames = [...]string{
	"steady", "scaled-out", "scaled-in", "scheduled-out", "scheduled-in", "scheduled-no-change", "forecast-out",
	"at-max", "at-min", "at-desired", "flapping", "out-cooldown", "in-cooldown", "not-agreed", "out-in-alarm", "deploying",
	"out-suspended", "in-suspended", "scheduled-suspended", "outside-steps", "no-data", "forecast-holds", "warming-up",
	"action-refused", "protected",
}

// String returns the reason as a stable name: "scaled-out", "in-cooldown".
func (r Reason) String() string {
	return nameOf(uint8(r), "reason", reasonNames[:]...)
}

// Code returns AWS's code for the reason, empty when AWS has none.
func (r Reason) Code() NotScaledCode {
	switch r {
	case AtMax:
		return CodeAtMax
	case AtMin:
		return CodeAtMin
	case AtDesired:
		return CodeAtDesired
	case Flapping:
		return CodeAnticipatedFlapping
	}
	return ""
}

// Changed reports whether the reason stands for a changed count.
func (r Reason) Changed() bool {
	switch r {
	case ScaledOut, ScaledIn, ScheduledOut, ScheduledIn, ForecastOut:
		return true
	}
	return false
}

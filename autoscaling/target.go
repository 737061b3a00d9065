package autoscaling

import (
	"fmt"
	"slices"
	"time"

	"github.com/ecskit/ecskit/autoscaling/schedule"
)

// Suspension says which kinds of scaling a target does not take part in.
type Suspension struct {
	DynamicIn  bool // policies do not scale in
	DynamicOut bool // policies do not scale out
	Scheduled  bool // scheduled actions are passed over, and not made up for later
}

// Target is a scalable target with everything that acts on it, numbers resolved.
// [Description.Targets] makes it of the CLI's JSON.
type Target struct {
	ResourceID ResourceID
	Min, Max   int // tasks
	Suspended  Suspension
	Policies   []Policy
	Actions    []ScheduledAction
	Options    Options
}

// Policy is one scaling policy: one of Tracking, Step and Predictive is set.
type Policy struct {
	Name       string
	Tracking   *TargetTracking
	Step       *StepPolicy
	Predictive *Predictive
}

// Type returns the type of the policy, empty when nothing is set.
func (p Policy) Type() PolicyType {
	switch {
	case p.Tracking != nil:
		return PolicyTargetTracking
	case p.Step != nil:
		return PolicyStep
	case p.Predictive != nil:
		return PolicyPredictive
	}
	return ""
}

// ScheduledAction changes the bounds of a target at certain times.
//
// https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
type ScheduledAction struct {
	Name     string
	Schedule string         // at(…), rate(…) or cron(…), see package schedule
	Location *time.Location // of at and cron; nil is UTC
	Start    time.Time      // the action runs at this time, then by its schedule; zero is no start
	End      time.Time      // the last time at which it may run; zero is no end
	Created  time.Time      // rates count from Start, else from here, else from the first Step
	Min, Max *int           // tasks; nil leaves the bound as it is
}

// Datapoint says which datapoints of an alarm a target tracking policy takes as
// its metric.
type Datapoint uint8

// The choices. AWS does not say; the newest datapoint is the default.
const (
	NewestDatapoint  Datapoint = iota
	AverageDatapoint           // of those that the alarm looks at
	MaximumDatapoint           // of those that the alarm looks at
)

// String returns "newest", "average" or "maximum".
func (d Datapoint) String() string {
	return nameOf(uint8(d), "datapoint", "newest", "average", "maximum")
}

// InPace says how many tasks target tracking takes away at once.
type InPace uint8

// The paces. AWS documents that scale-in is gradual and no number.
const (
	InProportional InPace = iota // down to current × metric ÷ target, rounded up: the most that AWS can remove
	InSingle                     // one task at a time
)

// String returns "proportional" or "single".
func (p InPace) String() string { return nameOf(uint8(p), "pace", "proportional", "single") }

func nameOf(v uint8, what string, names ...string) string {
	if int(v) < len(names) {
		return names[v]
	}
	return fmt.Sprintf("%s(%d)", what, v)
}

// Options names what AWS does not document. The zero Options is the default of
// each; every field says what that is and why.
type Options struct {
	// Retrigger is the time after which an alarm that stays in ALARM acts again; 0 is
	// one minute, as was seen (aws/containers-roadmap#1150).
	Retrigger time.Duration
	// Datapoint is what target tracking computes with; the default is the newest.
	Datapoint Datapoint
	// StepNewest makes step policies take the newest datapoint alone. The default is
	// the policy's aggregation over the datapoints that its alarm looks at.
	StepNewest bool
	// InPace is how fast target tracking scales in; the default is proportional.
	InPace InPace
	// BoundAndAdjust makes a scale-out of a count below the minimum (and a scale-in
	// of one above the maximum) end at the bound plus the adjustment. The default
	// is that one evaluation goes to the bound, and later ones go on from there.
	BoundAndAdjust bool
	// OutCooldownHoldsIn makes a scale-out cooldown block scale-in as well. The
	// default is that it does not: the documentation names scale-out only, and a
	// scale-in at once was seen (aws/containers-roadmap#2135).
	OutCooldownHoldsIn bool
	// CooldownPerPolicy makes a cooldown hold back only the policy that started it.
	// The default is that it holds back every policy of the target.
	CooldownPerPolicy bool
	// CooldownFromDecision starts cooldowns when the count is set. The default is
	// when the running count has reached it, since AWS counts from the activity's
	// success.
	CooldownFromDecision bool
	// Unfulfilled is how long an activity may take to be fulfilled: after it the
	// cooldown is over without having begun. 0 is ten minutes; AWS's number is
	// unknown.
	Unfulfilled time.Duration
	// AnticipateFlapping refuses a scale-in after which the last metric value, scaled
	// to the smaller count, would cross a scale-out threshold. AWS has such a
	// predictor, its formula is unknown, and the default is none.
	AnticipateFlapping bool
	// FromZeroAboveTarget makes a service of no tasks start only for a metric above
	// the target. The default is any value above 0.
	FromZeroAboveTarget bool
	// ExternalDeployments says that the service has the external deployment
	// controller, whose deployments do not block scale-in.
	ExternalDeployments bool
	// RateAtOnce makes a rate that counts from the first Step run at that step too. The
	// default is one interval later. AWS does not say when a rate without a start
	// time runs first.
	RateAtOnce bool
	// EndExclusive keeps a scheduled action from running at its end time exactly. The
	// default is that it runs.
	EndExclusive bool
	// ForecastIsNoFloor lets dynamic policies scale in below the forecast of the
	// hour. The default is that a forecast is a floor while its hour lasts.
	ForecastIsNoFloor bool
	// Schedule is how schedule expressions are read.
	Schedule schedule.Options
}

const (
	defaultRetrigger   = time.Minute
	defaultUnfulfilled = 10 * time.Minute
)

func (o Options) resolve() Options {
	if o.Retrigger <= 0 {
		o.Retrigger = defaultRetrigger
	}
	if o.Unfulfilled <= 0 {
		o.Unfulfilled = defaultUnfulfilled
	}
	return o
}

// clone returns a copy that shares nothing that a caller could change.
func (t Target) clone() Target {
	t.Policies = slices.Clone(t.Policies)
	for i := range t.Policies {
		p := &t.Policies[i]
		if p.Tracking != nil {
			p.Tracking = p.Tracking.clone()
		}
		if p.Step != nil {
			p.Step = p.Step.clone()
		}
		if p.Predictive != nil {
			p.Predictive = p.Predictive.clone()
		}
	}
	t.Actions = slices.Clone(t.Actions)
	for i := range t.Actions {
		a := &t.Actions[i]
		if a.Min != nil {
			a.Min = new(*a.Min)
		}
		if a.Max != nil {
			a.Max = new(*a.Max)
		}
	}
	return t
}

package autoscaling

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ecskit/ecskit/diag"
)

// Config says how descriptions are checked and resolved.
type Config struct {
	Options Options
	// LoadLocation finds a time zone by its IANA name; nil is time.LoadLocation, which
	// reads the machine's time zone database.
	LoadLocation func(name string) (*time.Location, error)
	// CodeDeploy says that the services have the CODE_DEPLOY deployment controller,
	// for which the guide of 2023 rules out ALBRequestCountPerTarget.
	CodeDeploy bool
}

// The quotas of a scalable target of ECS.
const (
	MaxPolicies = 50
	MaxActions  = 200
	MaxSteps    = 20
	maxTargets  = 3000 // in a region; it can be raised
)

// maxChecked bounds how many elements of a list inside a policy are checked one
// by one. A list that long has the finding that it is too long; a text of some MiB
// should not cost a gigabyte of others.
const maxChecked = 1000

// A checker collects findings.
type checker struct {
	diag.List
	cfg Config
}

func (c *checker) addf(kind diag.Kind, path, hint, format string, args ...any) {
	c.Add(kind.At(path, fmt.Sprintf(format, args...), hint))
}

// Validate checks the description as Application Auto Scaling and ECS would, and
// for what they accept and what then has no effect. Lists that are empty are not
// missed: a policy is looked for a target only where there are targets. The paths
// are those of the CLI's output:
// ScalingPolicies[0].StepScalingPolicyConfiguration.StepAdjustments[1].
func (d *Description) Validate(cfg Config) diag.List {
	c := &checker{cfg: cfg}
	c.targets(d)
	c.policies(d)
	c.actions(d)
	for i := range d.Alarms {
		c.alarm(diag.Element("MetricAlarms", i), &d.Alarms[i])
	}
	for i := range d.Providers {
		c.provider(diag.Element("capacityProviders", i), &d.Providers[i])
	}
	c.Sort()
	return c.List
}

// identity checks namespace, dimension and resource id, and says whether they are
// those of an ECS service.
func (c *checker) identity(path, namespace, dimension, resource string) bool {
	ours := true
	if namespace != Namespace {
		c.addf(kindNamespace, diag.Member(path, "ServiceNamespace"), "", "namespace %q, ECS services have %q", namespace, Namespace)
		ours = false
	}
	if dimension != Dimension {
		c.addf(kindDimension, diag.Member(path, "ScalableDimension"), "", "dimension %q, ECS services have %q", dimension, Dimension)
		ours = false
	}
	if _, err := ParseResourceID(resource); err != nil {
		f := kindResourceID.At(diag.Member(path, "ResourceId"), fmt.Sprintf("%q is not of the form %s", resource, resourceForm), "")
		var e *IDError
		if errors.As(err, &e) && e.Offset < len(resource) {
			f.Offset, f.Length = e.Offset, len(resource)-e.Offset
		}
		c.Add(f)
		ours = false
	}
	return ours
}

func (c *checker) targets(d *Description) {
	seen := map[string]bool{}
	for i := range d.Targets {
		t := &d.Targets[i]
		path := diag.Element("ScalableTargets", i)
		if c.identity(path, t.ServiceNamespace, t.ScalableDimension, t.ResourceID) && seen[t.ResourceID] {
			c.addf(kindTargetTwice, diag.Member(path, "ResourceId"), "", "%q stands in the list before, only the first counts", t.ResourceID)
		}
		seen[t.ResourceID] = true
		if i == maxTargets {
			c.addf(kindTargetCount, path, "ask for a higher quota", "target %d, a region has %d by default", i+1, maxTargets)
		}
		c.bounds(path, t.MinCapacity, t.MaxCapacity, true)
		if t.MinCapacity != nil && *t.MinCapacity == 0 {
			c.addf(kindMinimumZero, diag.Member(path, "MinCapacity"), "set at least 1 where the metric comes from the tasks",
				"minimum 0: without a task there may be no metric to scale out on")
		}
	}
}

func (c *checker) bounds(path string, minimum, maximum *int, required bool) {
	for _, b := range []struct {
		name  string
		value *int
	}{{"MinCapacity", minimum}, {"MaxCapacity", maximum}} {
		switch {
		case b.value == nil && required:
			c.addf(kindCapacityMissing, diag.Member(path, b.name), "", "a target needs a number of tasks here")
		case b.value != nil && (*b.value < 0 || *b.value > maxCount):
			c.addf(kindCapacityNegative, diag.Member(path, b.name), "", "%d tasks, allowed are 0 to %d", *b.value, maxCount)
		}
	}
	if minimum != nil && maximum != nil && *minimum > *maximum {
		c.addf(kindCapacityOrder, diag.Member(path, "MinCapacity"), "", "minimum %d is above maximum %d", *minimum, *maximum)
	}
}

// seconds checks a time in seconds.
func (c *checker) seconds(kind diag.Kind, path string, value *int, most int) {
	if value != nil && (*value < 0 || *value > most) {
		c.addf(kind, path, "", "%d seconds, allowed are 0 to %d", *value, most)
	}
}

// oneOf checks an enum of AWS.
func (c *checker) oneOf(kind diag.Kind, path, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		c.addf(kind, path, nearest(value, allowed), "%q is none of %s", value, strings.Join(allowed, ", "))
	}
}

func (c *checker) policies(d *Description) {
	targets := map[string]bool{}
	for i := range d.Targets {
		targets[d.Targets[i].ResourceID] = true
	}
	type key struct{ resource, text string }
	names, metrics, counts := map[key]bool{}, map[key]int{}, map[string]int{}
	alarms := indexAlarms(d.Alarms)
	for i := range d.Policies {
		p := &d.Policies[i]
		path := diag.Element("ScalingPolicies", i)
		c.identity(path, p.ServiceNamespace, p.ScalableDimension, p.ResourceID)
		name := key{p.ResourceID, p.PolicyName}
		switch {
		case p.PolicyName == "":
			c.addf(kindPolicyName, diag.Member(path, "PolicyName"), "", "the policy has no name")
		case names[name]:
			c.addf(kindPolicyName, diag.Member(path, "PolicyName"), "", "%q is the name of another policy of the target", p.PolicyName)
		}
		names[name] = true
		if counts[p.ResourceID]++; counts[p.ResourceID] == MaxPolicies+1 {
			c.addf(kindPolicyCount, path, "", "policy %d of %q, at most %d are allowed", MaxPolicies+1, p.ResourceID, MaxPolicies)
		}
		if len(d.Targets) > 0 && !targets[p.ResourceID] {
			c.addf(kindPolicyTarget, diag.Member(path, "ResourceId"), "", "%q is no scalable target", p.ResourceID)
		}
		c.policy(path, p, alarms)
		if metric := p.metricName(); metric != "" {
			if first, twice := metrics[key{p.ResourceID, metric}]; twice {
				c.addf(kindPolicyMetric, diag.Member(path, "TargetTrackingScalingPolicyConfiguration"), "",
					"the metric is that of ScalingPolicies[%d]", first)
			} else {
				metrics[key{p.ResourceID, metric}] = i
			}
		}
	}
}

// policy checks what belongs to the policy's type.
func (c *checker) policy(path string, p *ScalingPolicy, alarms alarmIndex) {
	type part struct {
		kind PolicyType
		name string
		set  bool
	}
	parts := []part{
		{PolicyTargetTracking, "TargetTrackingScalingPolicyConfiguration", p.TargetTracking != nil},
		{PolicyStep, "StepScalingPolicyConfiguration", p.Step != nil},
		{PolicyPredictive, "PredictiveScalingPolicyConfiguration", p.Predictive != nil},
	}
	known := false
	for _, part := range parts {
		own := part.kind == p.PolicyType
		known = known || own
		switch {
		case own && !part.set:
			c.addf(kindPolicyConfiguration, diag.Member(path, part.name), "", "a policy of type %s needs its configuration", p.PolicyType)
		case !own && part.set:
			c.addf(kindPolicyConfiguration, diag.Member(path, part.name), "", "a policy of type %q has no such configuration", p.PolicyType)
		}
	}
	if !known {
		c.oneOf(kindPolicyType, diag.Member(path, "PolicyType"), string(p.PolicyType),
			string(PolicyPredictive), string(PolicyStep), string(PolicyTargetTracking))
	}
	if p.TargetTracking != nil {
		c.tracking(diag.Member(path, parts[0].name), p.TargetTracking)
	}
	if p.Step != nil {
		c.step(diag.Member(path, parts[1].name), p.Step)
		if len(alarms.all) > 0 && p.PolicyType == PolicyStep && len(alarms.of(p)) == 0 {
			c.addf(kindAlarmUnknown, diag.Member(path, "Alarms"), "give the output of describe-alarms for the policy's alarms",
				"none of the %d alarms of the description triggers the policy", len(alarms.all))
		}
	}
	if p.Predictive != nil {
		c.predictive(diag.Member(path, parts[2].name), p.Predictive)
	}
}

// metricName identifies the metric of a target tracking policy, "" for another
// policy and for metric math.
func (p *ScalingPolicy) metricName() string {
	if p.TargetTracking == nil {
		return ""
	}
	if m := p.TargetTracking.Predefined; m != nil {
		return string(m.PredefinedMetricType) + " " + m.ResourceLabel
	}
	m := p.TargetTracking.Customized
	if m == nil || len(m.Metrics) > 0 {
		return ""
	}
	parts := []string{m.Namespace, m.MetricName, string(m.Statistic)}
	for _, dimension := range m.Dimensions {
		parts = append(parts, dimension.Name, dimension.Value)
	}
	return strings.Join(parts, "\x00")
}

func (c *checker) alarm(path string, a *MetricAlarm) {
	if len(a.Metrics) > 0 {
		return // an alarm on metric math has its numbers elsewhere
	}
	if a.ComparisonOperator != "" && strings.HasPrefix(string(a.ComparisonOperator), "LessThanLower") ||
		strings.HasSuffix(string(a.ComparisonOperator), "UpperThreshold") {
		return // a band of anomaly detection
	}
	c.oneOf(kindAlarmShape, diag.Member(path, "ComparisonOperator"), string(a.ComparisonOperator),
		string(GreaterThan), string(GreaterThanOrEqual), string(LessThan), string(LessThanOrEqual))
	if a.Threshold == nil {
		c.addf(kindAlarmShape, diag.Member(path, "Threshold"), "", "the alarm has no threshold")
	}
	c.alarmPeriods(path, a)
	if a.TreatMissingData != "" {
		c.oneOf(kindAlarmShape, diag.Member(path, "TreatMissingData"), string(a.TreatMissingData),
			string(MissingIsBreaching), string(MissingIsNotBreaching), string(MissingIsIgnored), string(MissingIsMissing))
	}
	if a.Statistic != "" {
		c.oneOf(kindStatistic, diag.Member(path, "Statistic"), string(a.Statistic),
			string(Average), string(Maximum), string(Minimum), string(SampleCount), string(Sum))
	}
}

const (
	day = 24 * 60 * 60
	// An alarm looks back a day, or seven when its period is an hour or more.
	alarmReach     = day
	alarmLongReach = 7 * day
)

func (c *checker) alarmPeriods(path string, a *MetricAlarm) {
	period, n := 0, 0
	if a.Period != nil {
		period = *a.Period
	}
	if a.EvaluationPeriods != nil {
		n = *a.EvaluationPeriods
	}
	reach := alarmReach
	if period >= 60*60 {
		reach = alarmLongReach
	}
	switch {
	case period != 10 && period != 20 && period != 30 && (period <= 0 || period%60 != 0 || period > reach):
		c.addf(kindAlarmShape, diag.Member(path, "Period"), "", "a period of %d seconds, allowed are 10, 20, 30 and multiples of 60 up to %d", period, reach)
	case n < 1:
		c.addf(kindAlarmShape, diag.Member(path, "EvaluationPeriods"), "", "%d periods, allowed is 1 or more", n)
	case n > reach/period:
		c.addf(kindAlarmShape, diag.Member(path, "EvaluationPeriods"), "", "%d periods of %d seconds are more than %d seconds", n, period, reach)
	case a.DatapointsToAlarm != nil && (*a.DatapointsToAlarm < 1 || *a.DatapointsToAlarm > n):
		c.addf(kindAlarmShape, diag.Member(path, "DatapointsToAlarm"), "", "%d datapoints of %d periods", *a.DatapointsToAlarm, n)
	}
}

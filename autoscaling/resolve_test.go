package autoscaling_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/diag"
)

// What the CLI printed, loaded, joined and resolved.
func TestLoadAndResolve(t *testing.T) {
	load := func(text string) *autoscaling.Description {
		t.Helper()
		d, findings, err := autoscaling.Load([]byte(text))
		if err != nil || len(findings) > 0 {
			t.Fatalf("%v, %v", findings, err)
		}
		return d
	}
	const id = `"ServiceNamespace": "ecs", "ResourceId": "service/shop/web", "ScalableDimension": "ecs:service:DesiredCount"`
	d := load(`{"ScalableTargets": [{` + id + `, "MinCapacity": 2, "MaxCapacity": 9, "SuspendedState": {"ScheduledScalingSuspended": true}},
		{"ServiceNamespace": "dynamodb", "ResourceId": "table/t", "ScalableDimension": "dynamodb:table:ReadCapacityUnits", "MinCapacity": 1, "MaxCapacity": 2}]}`)
	d.Append(load(`{"ScalingPolicies": [
		{` + id + `, "PolicyName": "cpu", "PolicyType": "TargetTrackingScaling", "Alarms": [{"AlarmName": "low", "AlarmARN": "arn:low"}, {"AlarmName": "high", "AlarmARN": "arn:high"}],
		 "TargetTrackingScalingPolicyConfiguration": {"TargetValue": 75, "ScaleInCooldown": 60, "PredefinedMetricSpecification": {"PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": "app/a/1/targetgroup/b/2"}}},
		{` + id + `, "PolicyARN": "arn:step", "PolicyName": "step", "PolicyType": "StepScaling", "StepScalingPolicyConfiguration": {"AdjustmentType": "ChangeInCapacity", "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 2}]}},
		{"ServiceNamespace": "ecs", "ResourceId": "service/shop/api", "ScalableDimension": "ecs:service:DesiredCount", "PolicyName": "x", "PolicyType": "PredictiveScaling", "PredictiveScalingPolicyConfiguration": {}}]}`))
	d.Append(load(`{"MetricAlarms": [
		{"AlarmName": "high", "ComparisonOperator": "GreaterThanThreshold", "Threshold": 75, "Period": 60, "EvaluationPeriods": 3, "Statistic": "Average"},
		{"AlarmName": "low", "ComparisonOperator": "LessThanThreshold", "Threshold": 67.5, "Period": 60, "EvaluationPeriods": 15, "DatapointsToAlarm": 15, "TreatMissingData": "missing"},
		{"AlarmName": "busy", "AlarmActions": ["arn:topic", "arn:step"], "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 100, "Period": 60, "EvaluationPeriods": 2, "TreatMissingData": "notBreaching", "Statistic": "Sum"}], "CompositeAlarms": []}`))
	d.Append(load(`{"ScheduledActions": [{` + id + `, "ScheduledActionName": "morning", "Schedule": "cron(0 7 ? * MON-FRI *)", "Timezone": "Europe/Berlin", "StartTime": 1767225600, "ScalableTargetAction": {"MinCapacity": 4}}]}`))
	targets, findings := d.Resolve(autoscaling.Config{})
	if len(targets) != 1 {
		t.Fatalf("%d targets, %v", len(targets), findings)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	alarm := func(c autoscaling.Comparison, threshold float64, n int) *autoscaling.Alarm {
		return &autoscaling.Alarm{
			Comparison: c, Threshold: threshold, Statistic: autoscaling.Average, Period: time.Minute, EvaluationPeriods: n, DatapointsToAlarm: n,
			MissingData: autoscaling.MissingIsMissing,
		}
	}
	busy := alarm(autoscaling.GreaterThanOrEqual, 100, 2)
	busy.Statistic, busy.MissingData = autoscaling.Sum, autoscaling.MissingIsNotBreaching
	want := autoscaling.Target{
		ResourceID: autoscaling.ResourceID{Cluster: "shop", Service: "web"}, Min: 2, Max: 9, Suspended: autoscaling.Suspension{Scheduled: true},
		Policies: []autoscaling.Policy{
			{Name: "cpu", Tracking: &autoscaling.TargetTracking{
				Metric: autoscaling.RequestCountPerTarget, ResourceLabel: autoscaling.ResourceLabel{LoadBalancer: "a", LoadBalancerID: "1", TargetGroup: "b", TargetGroupID: "2"},
				Target: 75, ScaleOutCooldown: 300 * time.Second, ScaleInCooldown: time.Minute,
				High: alarm(autoscaling.GreaterThan, 75, 3), Low: alarm(autoscaling.LessThan, 67.5, 15),
			}},
			{Name: "step", Step: &autoscaling.StepPolicy{
				Type: autoscaling.ChangeInCapacity, Steps: up(2), Cooldown: 300 * time.Second, Aggregation: autoscaling.AggregateAverage, Alarm: *busy,
			}},
		},
		Actions: []autoscaling.ScheduledAction{{Name: "morning", Schedule: "cron(0 7 ? * MON-FRI *)", Location: berlin, Start: time.Unix(1767225600, 0).UTC(), Min: new(4)}},
	}
	if diff := cmp.Diff(want, targets[0], cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	codes := map[diag.Code]int{}
	for _, f := range findings {
		codes[f.Code]++
	}
	if codes["AS010"] != 1 || codes["AS024"] != 1 {
		t.Errorf("the table and the policy without a target: %v", findings)
	}
	// The description goes through JSON unharmed.
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, load(string(text))); diff != "" {
		t.Errorf("after JSON (-want +got):\n%s", diff)
	}
}

func TestResolveDefaults(t *testing.T) {
	p := (&autoscaling.PredictiveScalingPolicyConfiguration{MaxCapacityBuffer: new(7)}).Resolve()
	want := &autoscaling.Predictive{
		Mode: autoscaling.ForecastOnly, MaxBreach: autoscaling.HonorMaxCapacity, MaxBuffer: 7, SchedulingBuffer: 300 * time.Second,
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if m, err := (&autoscaling.CustomizedMetricSpecification{Namespace: "N", MetricName: "M"}).Math(); err != nil || len(m.Inputs()) != 1 {
		t.Errorf("a metric of its own: %v", err)
	}
}

// Describing keeps what is negative or less than a second visible.
func TestDescribeOddTimes(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	target := autoscaling.Target{
		Suspended: autoscaling.Suspension{DynamicIn: true},
		Policies: []autoscaling.Policy{
			{Tracking: &autoscaling.TargetTracking{ScaleOutCooldown: time.Millisecond, ScaleInCooldown: -time.Millisecond}},
			{Step: &autoscaling.StepPolicy{Alarm: autoscaling.Alarm{EvaluationPeriods: 3, DatapointsToAlarm: 2}}},
		},
		Actions: []autoscaling.ScheduledAction{{Location: berlin}},
	}
	d := target.Describe()
	tracking := d.Policies[0].TargetTracking
	if *tracking.ScaleOutCooldown != 1 || *tracking.ScaleInCooldown != -1 || *d.Alarms[0].DatapointsToAlarm != 2 ||
		d.Actions[0].Timezone != "Europe/Berlin" || !*d.Targets[0].SuspendedState.DynamicScalingInSuspended {
		t.Errorf("got %+v", d)
	}
}

package autoscaling_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/diag"
)

func TestResourceID(t *testing.T) {
	id, err := autoscaling.ParseResourceID("service/shop/web")
	if err != nil || id != (autoscaling.ResourceID{Cluster: "shop", Service: "web"}) || id.String() != "service/shop/web" {
		t.Errorf("got %+v, %v", id, err)
	}
	for text, offset := range map[string]int{
		"": 0, "service": 0, "cluster/shop/web": 0, "service//web": 8, "service/shop": 12, "service/shop/": 13, "service/shop/web/2": 16,
	} {
		_, err := autoscaling.ParseResourceID(text)
		var e *autoscaling.IDError
		if !errors.As(err, &e) || e.Offset != offset || !strings.Contains(e.Error(), "service/cluster/service") {
			t.Errorf("%q: got %v, want the offset %d", text, err, offset)
		}
	}
	if s := (autoscaling.ResourceID{}).String(); s != "" {
		t.Errorf("the zero id is %q", s)
	}
}

func TestResourceLabel(t *testing.T) {
	const text = "app/my-alb/778d41231b141a0f/targetgroup/my-alb-target-group/943f017f100becff"
	l, err := autoscaling.ParseResourceLabel(text)
	want := autoscaling.ResourceLabel{LoadBalancer: "my-alb", LoadBalancerID: "778d41231b141a0f", TargetGroup: "my-alb-target-group", TargetGroupID: "943f017f100becff"}
	if err != nil || l != want || l.String() != text {
		t.Errorf("got %+v, %v", l, err)
	}
	for text, offset := range map[string]int{
		"": 0, "net/a/1/targetgroup/b/2": 0, "app": 0, "app/a": 4, "app//1/targetgroup/b/2": 4, "app/a/1/target/b/2": 8,
		"app/a/1/targetgroup/b": 20, "app/a/1/targetgroup/b/": 22, "app/a/1/targetgroup/b/2/3": 22,
	} {
		_, err := autoscaling.ParseResourceLabel(text)
		var e *autoscaling.IDError
		if !errors.As(err, &e) || e.Offset != offset {
			t.Errorf("%q: got %v, want the offset %d", text, err, offset)
		}
	}
	if s := (autoscaling.ResourceLabel{}).String(); s != "" {
		t.Errorf("the zero label is %q", s)
	}
}

func TestNamesOfStates(t *testing.T) {
	seen := map[string]bool{}
	for r := autoscaling.Steady; r <= autoscaling.Protected; r++ {
		if name := r.String(); seen[name] || name == "" || strings.Contains(name, "(") {
			t.Errorf("reason %d is named %q", r, name)
		}
		seen[r.String()] = true
	}
	for got, want := range map[string]string{
		(autoscaling.Protected + 1).String():  "reason(25)",
		autoscaling.AlarmState(9).String():    "state(9)",
		autoscaling.InsufficientData.String(): "INSUFFICIENT_DATA",
		string(autoscaling.AtMax.Code()):      "AlreadyAtMaxCapacity",
		string(autoscaling.Policy{}.Type()):   "",
		string(stepOut(1, 0).Type()):          "StepScaling",
		string(track(1).Type()):               "TargetTrackingScaling",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestActivityText(t *testing.T) {
	target := autoscaling.Target{Policies: []autoscaling.Policy{{Name: "cpu"}}}
	high, low := autoscaling.TrackingAlarmNames(autoscaling.ResourceID{Cluster: "shop", Service: "web"}, "1-2", "3-4")
	if high != "TargetTracking-service/shop/web-AlarmHigh-1-2" || low != "TargetTracking-service/shop/web-AlarmLow-3-4" {
		t.Errorf("got %q and %q", high, low)
	}
	for _, tt := range []struct {
		d                  autoscaling.Decision
		description, cause string
	}{
		{autoscaling.Decision{Desired: 4, Reason: autoscaling.ScaledOut}, "Setting desired count to 4.", "monitor alarm " + high + " in state ALARM triggered policy cpu"},
		{autoscaling.Decision{Desired: 4, Reason: autoscaling.ScheduledOut, Policy: -1}, "Setting desired count to 4.", ""},
		{autoscaling.Decision{Desired: 4, Reason: autoscaling.AtMax}, "", ""},
	} {
		if description, cause := target.ActivityText(tt.d, high); description != tt.description || cause != tt.cause {
			t.Errorf("%+v: got %q, %q", tt.d, description, cause)
		}
	}
}

func TestEdgesOfTheNumbers(t *testing.T) {
	p := autoscaling.TargetTracking{Target: 50}
	for _, tt := range []struct {
		target  float64
		current int
		metric  float64
		want    int
	}{
		{50, 10, math.NaN(), 10}, {0, 10, 70, 10}, {-1, 10, 70, 10}, {math.NaN(), 10, 70, 10},
		{50, 0, 0, 0}, {50, 10, -5, 0}, {1e-300, 10, 1e300, math.MaxInt32}, {0.07, 10, 0.7, 100},
	} {
		p.Target = tt.target
		if got := p.Desired(tt.current, tt.metric); got != tt.want {
			t.Errorf("%+v: got %d", tt, got)
		}
	}
	if u := autoscaling.CPUUtilization(100, 0, 3); !math.IsNaN(u) {
		t.Errorf("nothing reserved: %g", u)
	}
	if n := autoscaling.Needed([]autoscaling.TaskGroup{{Count: 3}}, nil); n != 0 {
		t.Errorf("no types: %d", n)
	}
	if n := autoscaling.Needed([]autoscaling.TaskGroup{{Count: -3, CPU: 1}}, []autoscaling.InstanceShape{{CPU: 1}}); n != 0 {
		t.Errorf("no tasks: %d", n)
	}
	if split := autoscaling.AppendSplit(nil, []autoscaling.ProviderWeight{{}, {}}, nil, 3); split[0]+split[1] != 0 {
		t.Errorf("no weights: %v", split)
	}
	if split := autoscaling.AppendSplit(nil, []autoscaling.ProviderWeight{{}}, nil, 3); split[0] != 3 {
		t.Errorf("one without a weight: %v", split)
	}
	bad := autoscaling.Alarm{Comparison: "Between", EvaluationPeriods: 1}
	if bad.Breaches(1) {
		t.Error("an unknown comparison breaches")
	}
}

func TestManagedScalingEdges(t *testing.T) {
	for _, tt := range []struct {
		m               autoscaling.ManagedScaling
		needed, running int
		want            int
		reason          autoscaling.Reason
	}{
		{autoscaling.ManagedScaling{TargetCapacity: 50}, 0, 0, 0, autoscaling.Steady},
		{autoscaling.ManagedScaling{TargetCapacity: 50, StartsFromEmpty: true}, 0, 0, 2, autoscaling.ScaledOut},
		{autoscaling.ManagedScaling{TargetCapacity: 100, StartsFromEmpty: true}, 0, 0, 0, autoscaling.Steady},
		{autoscaling.ManagedScaling{}, 5, 4, 5, autoscaling.ScaledOut}, // 0 percent is no target: 100
		{autoscaling.ManagedScaling{TargetCapacity: 80}, 3, 4, 4, autoscaling.AtDesired},
		{autoscaling.ManagedScaling{TargetCapacity: 1}, math.MaxInt32, 1, math.MaxInt32, autoscaling.ScaledOut},
		{autoscaling.ManagedScaling{TargetCapacity: 100, MinimumStep: 5, MaximumStep: 2}, 11, 10, 15, autoscaling.ScaledOut},
	} {
		if got, reason := tt.m.Desired(tt.needed, tt.running); got != tt.want || reason != tt.reason {
			t.Errorf("%+v, %d of %d: got %d %v", tt.m, tt.needed, tt.running, got, reason)
		}
	}
}

func TestProviderReplay(t *testing.T) {
	cfg := autoscaling.ProviderConfig{
		Scaling: autoscaling.ManagedScaling{TargetCapacity: 100, MinimumStep: 1, MaximumStep: 10},
		Warmup:  5 * time.Minute, Max: 12, Protection: true, Draining: true,
	}
	r := autoscaling.NewProviderReplay(cfg)
	now := epoch()
	step := func(needed, running, empty, want int, reason autoscaling.Reason) autoscaling.ProviderDecision {
		t.Helper()
		d := r.Step(now, autoscaling.ProviderObservation{Needed: needed, Running: running, Empty: empty})
		if d.Desired != want || d.Reason != reason {
			t.Fatalf("%v: got %+v, want %d %v", now, d, want, reason)
		}
		now = now.Add(time.Minute)
		return d
	}
	step(4, 4, 0, 4, autoscaling.Steady)
	if d := step(9, 4, 0, 9, autoscaling.ScaledOut); d.Reservation != 225 {
		t.Errorf("reservation %g", d.Reservation)
	}
	step(11, 9, 0, 9, autoscaling.WarmingUp)
	now = now.Add(4 * time.Minute)
	step(20, 9, 0, 12, autoscaling.ScaledOut)
	now = now.Add(5 * time.Minute)
	step(20, 12, 0, 12, autoscaling.AtMax)
	for range 14 {
		step(2, 12, 10, 12, autoscaling.Steady)
	}
	copied := r
	if d := step(2, 12, 10, 6, autoscaling.ScaledIn); d.Leaving != 6 || !d.Drained {
		t.Errorf("got %+v", d)
	}
	step(2, 6, 1, 5, autoscaling.ScaledIn)
	step(2, 5, 0, 5, autoscaling.Protected)
	r = copied
	step(12, 12, 0, 12, autoscaling.Steady) // the alarm starts again
	step(2, 12, 10, 12, autoscaling.Steady)

	r = autoscaling.NewProviderReplay(autoscaling.ProviderConfig{Scaling: autoscaling.ManagedScaling{TargetCapacity: 80}, Min: 4, LowPeriods: 1, HighPeriods: 2})
	step(3, 4, 0, 4, autoscaling.AtDesired)
	step(1, 4, 3, 4, autoscaling.AtMin)
	step(5, 4, 0, 4, autoscaling.Steady)
	step(5, 4, 0, 7, autoscaling.ScaledOut)
}

func TestCapacityProviderResolve(t *testing.T) {
	if _, enabled := (&autoscaling.CapacityProvider{Name: "FARGATE"}).Resolve(); enabled {
		t.Error("Fargate has managed scaling")
	}
	p := autoscaling.CapacityProvider{AutoScalingGroup: &autoscaling.AutoScalingGroupProvider{
		ManagedScaling:               &autoscaling.ManagedScalingConfiguration{Status: "ENABLED", TargetCapacity: new(90)},
		ManagedTerminationProtection: "ENABLED", ManagedDraining: "DISABLED",
	}}
	cfg, enabled := p.Resolve()
	want := autoscaling.ProviderConfig{
		Scaling: autoscaling.ManagedScaling{TargetCapacity: 90, MinimumStep: 1, MaximumStep: 10000}, Warmup: 300 * time.Second, Protection: true,
	}
	if !enabled || cfg != want {
		t.Errorf("got %+v, %v", cfg, enabled)
	}
	if _, enabled := (&autoscaling.CapacityProvider{AutoScalingGroup: &autoscaling.AutoScalingGroupProvider{}}).Resolve(); enabled {
		t.Error("managed scaling that is absent is on")
	}
}

func TestLoop(t *testing.T) {
	r, findings := autoscaling.NewReplay(autoscaling.Target{Min: 1, Max: 20, Policies: []autoscaling.Policy{track(50)}}, 4)
	if r == nil {
		t.Fatal(findings)
	}
	loop := autoscaling.Loop{Replay: r, Running: 4, TaskStart: 90 * time.Second}
	var steps []autoscaling.LoopStep
	for i := range 60 {
		load := 400.0
		if i > 20 {
			load = 100
		}
		steps = append(steps, loop.Step(epoch().Add(time.Duration(i)*time.Minute), load, false))
	}
	// Three minutes at 100 double the count; the new tasks run two steps later.
	if s := steps[2]; s.Decision.Desired != 8 || s.Running != 4 || s.Metric.Value != 100 {
		t.Errorf("minute 2: %+v", s)
	}
	if s := steps[3]; s.Running != 4 {
		t.Errorf("minute 3: %+v", s)
	}
	if s := steps[4]; s.Running != 8 || s.Metric.Value != 50 {
		t.Errorf("minute 4: %+v", s)
	}
	if s := steps[59]; s.Running != 2 || s.Metric.Value != 50 {
		t.Errorf("the end: %+v", s)
	}
	got := autoscaling.Summarize(steps, time.Minute, 50, 30*time.Minute)
	want := autoscaling.LoopSummary{Out: 1, In: 1, AboveTarget: 4 * time.Minute, Peak: 100, Least: 2, Most: 8, TaskTime: got.TaskTime}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLoopStopsWhatHasNotStartedFirst(t *testing.T) {
	r, _ := autoscaling.NewReplay(autoscaling.Target{Min: 0, Max: 20}, 4)
	loop := autoscaling.Loop{Replay: r, Running: 4, TaskStart: time.Hour}
	now := epoch()
	for _, tt := range []struct{ desired, running int }{{7, 4}, {9, 4}, {6, 4}, {3, 3}, {5, 3}} {
		r.SetDesired(tt.desired)
		now = now.Add(time.Minute)
		loop.Step(now, 100, false)
		if loop.Running != tt.running {
			t.Errorf("desired %d: %d run", tt.desired, loop.Running)
		}
	}
	now = now.Add(time.Hour)
	if s := loop.Step(now, 100, false); s.Running != 5 || !s.Metric.Missing {
		t.Errorf("got %+v", s)
	}
}

func TestSummarizeFlaps(t *testing.T) {
	at := func(minute, before, desired int, metric float64) autoscaling.LoopStep {
		return autoscaling.LoopStep{
			At: epoch().Add(time.Duration(minute) * time.Minute), Running: before, Metric: autoscaling.Sample{Value: metric, Missing: metric == 0},
			Decision: autoscaling.Decision{Before: before, Desired: desired},
		}
	}
	steps := []autoscaling.LoopStep{at(0, 5, 4, 10), at(5, 4, 5, 90), at(6, 5, 6, 90), at(10, 6, 5, 0), at(60, 5, 6, 80)}
	got := autoscaling.Summarize(steps, time.Minute, 80, 10*time.Minute)
	want := autoscaling.LoopSummary{Out: 3, In: 2, Flaps: 1, AboveTarget: 2 * time.Minute, Peak: 90, TaskTime: 25 * time.Minute, Least: 4, Most: 6}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLoopMetric(t *testing.T) {
	r, _ := autoscaling.NewReplay(autoscaling.Target{Min: 0, Max: 9, Policies: []autoscaling.Policy{track(50)}}, 0)
	loop := autoscaling.Loop{Replay: r}
	if s := loop.Step(epoch(), 70, false); s.Metric.Value != 70 || s.Decision.Desired != 1 {
		t.Errorf("nothing runs: %+v", s)
	}
	loop.Metric = func(policy int, load float64, running int) autoscaling.Sample {
		return autoscaling.Sample{Value: float64(policy) + load + float64(running)}
	}
	if s := loop.Step(epoch().Add(time.Minute), 70, false); s.Metric.Value != 71 {
		t.Errorf("own metric: %+v", s)
	}
}

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

func TestKindsOfAdjustment(t *testing.T) {
	p := autoscaling.StepPolicy{Steps: up(3)}
	for kind, want := range map[autoscaling.AdjustmentType]int{
		autoscaling.ChangeInCapacity: 13, autoscaling.ExactCapacity: 3, autoscaling.PercentChangeInCapacity: 11,
	} {
		p.Type = kind
		if got, step, ok := p.Adjust(10, 0); got != want || step != 0 || !ok {
			t.Errorf("%s: got %d, step %d, %v", kind, got, step, ok)
		}
	}
	p.Type = autoscaling.ExactCapacity
	p.Steps = down(4) // an exact capacity below 0 is refused by AWS
	if got, _, ok := p.Adjust(10, -1); got != 0 || !ok {
		t.Errorf("got %d, %v", got, ok)
	}
	if got, step, ok := p.Adjust(10, 1); got != 10 || step != -1 || ok {
		t.Errorf("no step: got %d, %d, %v", got, step, ok)
	}
}

// What has no public source is at least what the comment says.
func TestHighResolutionAlarms(t *testing.T) {
	for _, metric := range []autoscaling.MetricType{autoscaling.ServiceAverageCPUHighResolution, autoscaling.ServiceAverageMemoryHighResolution} {
		high, low := (&autoscaling.TargetTracking{Metric: metric, Target: 50}).Alarms()
		if high.Period != 20*time.Second || high.EvaluationPeriods != 3 || low.Period != 20*time.Second || low.DatapointsToAlarm != 45 || low.Threshold != 45 {
			t.Errorf("%s: %+v and %+v", metric, high, low)
		}
	}
}

func TestReservation(t *testing.T) {
	for _, tt := range []struct {
		needed, running int
		want            float64
	}{{0, 0, 100}, {3, 0, 200}, {3, 4, 75}, {-1, 4, 0}} {
		if got := autoscaling.Reservation(tt.needed, tt.running); got != tt.want {
			t.Errorf("%d of %d: got %g", tt.needed, tt.running, got)
		}
	}
	one := []autoscaling.InstanceShape{{CPU: 1000}}
	for _, g := range []autoscaling.TaskGroup{{Count: 3, CPU: 1, Distinct: true}, {Count: 3, CPU: 1, FixedPorts: true}} {
		if n := autoscaling.Needed([]autoscaling.TaskGroup{g}, one); n != 3 {
			t.Errorf("%+v: got %d", g, n)
		}
	}
}

func TestResolveStrategy(t *testing.T) {
	strategy := autoscaling.ResolveStrategy([]autoscaling.StrategyItem{{CapacityProvider: "a", Base: new(2), Weight: new(1)}, {CapacityProvider: "b"}})
	want := []autoscaling.ProviderWeight{{Provider: "a", Base: 2, Weight: 1}, {Provider: "b"}}
	if diff := cmp.Diff(want, strategy); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if split := autoscaling.AppendSplit(nil, strategy, []int{1}, 4); split[0] != 4 || split[1] != 0 {
		t.Errorf("got %v", split)
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

package autoscaling_test

import (
	"fmt"
	"math"
	"time"

	"github.com/ecskit/ecskit/autoscaling"
)

// The worked example of AWS's guide: 10 % of 10 tasks, then 30 % of 11.
func ExampleStepPolicy_Adjust() {
	policy := autoscaling.StepPolicy{
		Type: autoscaling.PercentChangeInCapacity,
		Steps: []autoscaling.StepAdjustment{
			{Lower: 0, Upper: 10, Adjustment: 0},
			{Lower: 10, Upper: 20, Adjustment: 10},
			{Lower: 20, Upper: math.Inf(1), Adjustment: 30},
		},
	}
	const threshold = 50
	tasks := 10
	for _, metric := range []float64{55, 60, 70} {
		desired, step, _ := policy.Adjust(tasks, metric-threshold)
		fmt.Printf("%g %%: step %d, %d tasks\n", metric, step, desired)
		tasks = desired
	}
	// Output:
	// 55 %: step 0, 10 tasks
	// 60 %: step 1, 11 tasks
	// 70 %: step 2, 14 tasks
}

func ExampleTargetTracking() {
	policy := autoscaling.TargetTracking{Metric: autoscaling.ServiceAverageCPU, Target: 70}
	high, low := policy.Alarms()
	fmt.Printf("out above %g for %d × %v\n", high.Threshold, high.EvaluationPeriods, high.Period)
	fmt.Printf("in below %g for %d × %v\n", low.Threshold, low.EvaluationPeriods, low.Period)
	fmt.Println("4 tasks at 95 % need", policy.Desired(4, 95))
	// Output:
	// out above 70 for 3 × 1m0s
	// in below 63 for 15 × 1m0s
	// 4 tasks at 95 % need 6
}

func ExampleAlarm_Evaluate() {
	alarm := autoscaling.Alarm{
		Comparison: autoscaling.GreaterThan, Threshold: 80, Period: time.Minute,
		EvaluationPeriods: 3, DatapointsToAlarm: 2,
	}
	values := []autoscaling.Sample{{Value: 90}, {Missing: true}, {Value: 40}, {Value: 95}}
	fmt.Println(alarm.Evaluate(values, autoscaling.OK))
	// Output: ALARM
}

// A minute-by-minute replay with the reason for each decision.
func ExampleReplay() {
	target := autoscaling.Target{
		Min: 2, Max: 10,
		Policies: []autoscaling.Policy{{Name: "cpu", Tracking: &autoscaling.TargetTracking{
			Metric: autoscaling.ServiceAverageCPU, Target: 50, ScaleOutCooldown: 2 * time.Minute, ScaleInCooldown: 5 * time.Minute,
		}}},
	}
	replay, findings := autoscaling.NewReplay(target, 4)
	if replay == nil {
		fmt.Println(findings)
		return
	}
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for _, cpu := range []float64{60, 80, 75, 60, 90, 50} {
		d := replay.Step(now, autoscaling.Observation{Running: replay.Desired(), Samples: []autoscaling.Sample{{Value: cpu}}})
		fmt.Printf("%s %g %%: %d tasks, %v\n", now.Format("15:04"), cpu, d.Desired, d.Reason)
		now = now.Add(time.Minute)
	}
	// Output:
	// 09:00 60 %: 4 tasks, steady
	// 09:01 80 %: 4 tasks, steady
	// 09:02 75 %: 6 tasks, scaled-out
	// 09:03 60 %: 6 tasks, out-cooldown
	// 09:04 90 %: 9 tasks, scaled-out
	// 09:05 50 %: 9 tasks, steady
}

// What-if: the same state with and without a deployment.
func ExampleReplay_CopyFrom() {
	target := autoscaling.Target{Min: 1, Max: 10, Policies: []autoscaling.Policy{{Step: &autoscaling.StepPolicy{
		Type:  autoscaling.ChangeInCapacity,
		Steps: []autoscaling.StepAdjustment{{Lower: math.Inf(-1), Upper: 0, Adjustment: -1}},
		Alarm: autoscaling.Alarm{Comparison: autoscaling.LessThan, Threshold: 20, Period: time.Minute, EvaluationPeriods: 1},
	}}}}
	replay, _ := autoscaling.NewReplay(target, 4)
	var branch autoscaling.Replay
	branch.CopyFrom(replay)
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	idle := autoscaling.Observation{Running: 4, Samples: []autoscaling.Sample{{Value: 5}}}
	fmt.Println(replay.Step(now, idle).Reason)
	idle.Deploying = true
	fmt.Println(branch.Step(now, idle).Reason)
	// Output:
	// scaled-in
	// deploying
}

func ExampleLoad() {
	d, findings, err := autoscaling.Load([]byte(`{"ScalingPolicies": [{
	  "ServiceNamespace": "ecs", "ResourceId": "service/shop/web", "ScalableDimension": "ecs:service:DesiredCount",
	  "PolicyName": "steps", "PolicyType": "StepScaling",
	  "StepScalingPolicyConfiguration": {"AdjustmentType": "ChangeInCapacity", "StepAdjustments": [
	    {"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 10, "ScalingAdjustment": 1},
	    {"MetricIntervalLowerBound": 15, "ScalingAdjustment": 3}]}}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	findings.Add(d.Validate(autoscaling.Config{})...)
	for _, f := range findings {
		fmt.Println(f)
	}
	// Output:
	// ScalingPolicies[0].StepScalingPolicyConfiguration.StepAdjustments[1].MetricIntervalLowerBound: error: no step covers 10 to 15 [AS055]; write 10
}

func ExampleLoop() {
	target := autoscaling.Target{Min: 1, Max: 20, Policies: []autoscaling.Policy{{
		Tracking: &autoscaling.TargetTracking{Metric: autoscaling.ServiceAverageCPU, Target: 50},
	}}}
	replay, _ := autoscaling.NewReplay(target, 2)
	loop := autoscaling.Loop{Replay: replay, Running: 2, TaskStart: 90 * time.Second}
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for range 6 {
		s := loop.Step(now, 300, false) // 300 percent of one task's CPU
		fmt.Printf("%d run at %g %%, %d desired\n", s.Running, s.Metric.Value, s.Decision.Desired)
		now = now.Add(time.Minute)
	}
	// Output:
	// 2 run at 150 %, 2 desired
	// 2 run at 150 %, 2 desired
	// 2 run at 150 %, 6 desired
	// 2 run at 150 %, 6 desired
	// 6 run at 50 %, 6 desired
	// 6 run at 50 %, 6 desired
}

func ExamplePredictive_At() {
	nine := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	policy := autoscaling.Predictive{
		Mode: autoscaling.ForecastAndScale, MaxBreach: autoscaling.IncreaseMaxCapacity, MaxBuffer: 10,
		SchedulingBuffer: 5 * time.Minute,
		Forecast:         []autoscaling.ForecastPoint{{At: nine, Capacity: 50}},
	}
	capacity, maximum, ok := policy.At(nine.Add(-5*time.Minute), 40)
	fmt.Println(capacity, maximum, ok)
	// Output: 50 55 true
}

func ExampleCompileMath() {
	m, err := autoscaling.CompileMath([]autoscaling.MetricQuery{
		{ID: "visible"}, {ID: "running"},
		{ID: "backlog", Expression: "visible / FILL(running, 1)", ReturnData: true},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	out, err := m.Eval(map[string][]float64{"visible": {300, 400}, "running": {math.NaN(), 4}}, 60)
	fmt.Println(out, err)
	// Output: [300 100] <nil>
}

func ExampleManagedScaling_Desired() {
	m := autoscaling.ManagedScaling{TargetCapacity: 50, MinimumStep: 1, MaximumStep: 10000}
	size, reason := m.Desired(10, 10)
	fmt.Println(autoscaling.Reservation(10, 10), size, reason)
	// Output: 100 20 scaled-out
}

func ExampleNeeded() {
	waiting := []autoscaling.TaskGroup{{Count: 9, CPU: 1024, Memory: 2048}, {Count: 2, GPU: 1}}
	types := []autoscaling.InstanceShape{{CPU: 4096, Memory: 7680, GPU: 0}, {CPU: 8192, Memory: 15360, GPU: 0}}
	fmt.Println(autoscaling.Needed(waiting, types)) // the group with a GPU fits no instance
	// Output: 2
}

func ExampleAppendSplit() {
	strategy := []autoscaling.ProviderWeight{{Provider: "on-demand", Base: 2, Weight: 1}, {Provider: "spot", Weight: 3}}
	fmt.Println(autoscaling.AppendSplit(nil, strategy, nil, 22))
	// Output: [7 15]
}

func ExampleProviderReplay() {
	replay := autoscaling.NewProviderReplay(autoscaling.ProviderConfig{
		Scaling: autoscaling.ManagedScaling{TargetCapacity: 100, MinimumStep: 1, MaximumStep: 10000}, Warmup: 5 * time.Minute,
	})
	waiting := []autoscaling.TaskGroup{{Count: 12, CPU: 2048}}
	shapes := []autoscaling.InstanceShape{{CPU: 8192}}
	d := replay.Step(time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC), autoscaling.ProviderObservation{
		Needed: 4 + autoscaling.Needed(waiting, shapes), Running: 4,
	})
	fmt.Printf("%g %%: %d instances, %v\n", d.Reservation, d.Desired, d.Reason)
	// Output: 175 %: 7 instances, scaled-out
}

func ExampleCPUUtilization() {
	fmt.Println(autoscaling.CPUUtilization(128, 512, 1), autoscaling.MemoryUtilization(128, 1024, 1))
	// Output: 25 12.5
}

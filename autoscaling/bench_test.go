package autoscaling_test

import (
	"encoding/json"
	"math"
	"strconv"
	"testing"
	"time"

	"github.com/ecskit/ecskit/autoscaling"
)

// benchTarget has target tracking on CPU and memory, and a step policy.
func benchTarget() autoscaling.Target {
	return autoscaling.Target{
		Min: 2, Max: 100,
		Policies: []autoscaling.Policy{
			{Tracking: &autoscaling.TargetTracking{Metric: autoscaling.ServiceAverageCPU, Target: 60, ScaleOutCooldown: time.Minute, ScaleInCooldown: 5 * time.Minute}},
			{Tracking: &autoscaling.TargetTracking{Metric: autoscaling.ServiceAverageMemory, Target: 70, ScaleOutCooldown: time.Minute, ScaleInCooldown: 5 * time.Minute}},
			{Step: &autoscaling.StepPolicy{
				Type: autoscaling.PercentChangeInCapacity, MinMagnitude: 1, Cooldown: time.Minute,
				Steps: []autoscaling.StepAdjustment{{Lower: 0, Upper: 10, Adjustment: 10}, {Lower: 10, Upper: math.Inf(1), Adjustment: 30}},
				Alarm: autoscaling.Alarm{Comparison: autoscaling.GreaterThan, Threshold: 85, Period: time.Minute, EvaluationPeriods: 2},
			}},
		},
	}
}

// A day of samples: two waves of load, closed over the running count by the loop.
func benchLoad() []float64 {
	load := make([]float64, 24*60)
	for i := range load {
		load[i] = 600 + 500*math.Sin(float64(i)/120)
	}
	return load
}

func BenchmarkReplayStep(b *testing.B) {
	for _, every := range []time.Duration{20 * time.Second, time.Minute} {
		for _, missing := range []bool{false, true} {
			b.Run("every="+strconv.Itoa(int(every.Seconds()))+"/policies=3/missing="+strconv.FormatBool(missing), func(b *testing.B) {
				r, findings := autoscaling.NewReplay(benchTarget(), 10)
				if r == nil {
					b.Fatal(findings)
				}
				load := benchLoad()
				samples := make([]autoscaling.Sample, 3)
				o := autoscaling.Observation{Samples: samples}
				now := epoch()
				i := 0
				b.ReportAllocs()
				for b.Loop() {
					x := load[i]
					if i++; i == len(load) {
						i = 0
					}
					o.Running = r.Desired()
					v := autoscaling.Sample{Value: x / float64(o.Running), Missing: missing && i%4 == 0}
					samples[0], samples[1], samples[2] = v, v, v
					r.Step(now, o)
					now = now.Add(every)
				}
			})
		}
	}
}

func BenchmarkReplayCopyFrom(b *testing.B) {
	r, _ := autoscaling.NewReplay(benchTarget(), 10)
	var branch autoscaling.Replay
	branch.CopyFrom(r)
	b.ReportAllocs()
	for b.Loop() {
		branch.CopyFrom(r)
	}
}

// BenchmarkLoad reads and checks what the CLI prints for a hundred services with
// two policies and a scheduled action each.
func BenchmarkLoad(b *testing.B) {
	all := &autoscaling.Description{}
	for i := range 100 {
		target := benchTarget()
		target.ResourceID = autoscaling.ResourceID{Cluster: "shop", Service: "s" + strconv.Itoa(i)}
		target.Policies = target.Policies[:2]
		target.Policies[0].Name, target.Policies[1].Name = "cpu", "memory"
		target.Actions = []autoscaling.ScheduledAction{{Name: "morning", Schedule: "cron(0 7 ? * MON-FRI *)", Min: new(4)}}
		all.Append(target.Describe())
	}
	text, err := json.Marshal(all)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		d, findings, err := autoscaling.Load(text)
		if err != nil || len(findings) > 0 || len(d.Validate(autoscaling.Config{})) > 0 {
			b.Fatal(findings, err)
		}
	}
}

func BenchmarkAdjust(b *testing.B) {
	p := benchTarget().Policies[2].Step
	b.ReportAllocs()
	for b.Loop() {
		p.Adjust(40, 12)
	}
}

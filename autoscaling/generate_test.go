package autoscaling_test

import (
	"math"
	"time"

	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/autoscaling"
)

// epoch is when the tests' replays start: a Monday.
func epoch() time.Time { return time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC) }

func genAlarm(t *rapid.T, comparisons ...autoscaling.Comparison) autoscaling.Alarm {
	n := rapid.IntRange(1, 6).Draw(t, "periods")
	return autoscaling.Alarm{
		Comparison: rapid.SampledFrom(comparisons).Draw(t, "comparison"),
		Threshold:  float64(rapid.IntRange(1, 9).Draw(t, "threshold") * 10),
		Statistic: rapid.SampledFrom([]autoscaling.Statistic{
			"", autoscaling.Average, autoscaling.Sum, autoscaling.Minimum, autoscaling.Maximum, autoscaling.SampleCount,
		}).Draw(t, "statistic"),
		Period:            rapid.SampledFrom([]time.Duration{time.Minute, 2 * time.Minute}).Draw(t, "period"),
		EvaluationPeriods: n,
		DatapointsToAlarm: rapid.IntRange(0, n).Draw(t, "datapoints"),
		MissingData: rapid.SampledFrom([]autoscaling.MissingData{
			"", autoscaling.MissingIsMissing, autoscaling.MissingIsIgnored, autoscaling.MissingIsBreaching, autoscaling.MissingIsNotBreaching,
		}).Draw(t, "missing"),
	}
}

func genCooldown(t *rapid.T) time.Duration {
	return time.Duration(rapid.IntRange(0, 10).Draw(t, "cooldown")) * time.Minute
}

// genOut draws a step policy that only adds tasks, genIn one that only takes away.
func genOut(t *rapid.T) *autoscaling.StepPolicy {
	p := &autoscaling.StepPolicy{
		Type:         rapid.SampledFrom([]autoscaling.AdjustmentType{autoscaling.ChangeInCapacity, autoscaling.PercentChangeInCapacity}).Draw(t, "type"),
		Cooldown:     genCooldown(t),
		MinMagnitude: 1,
		Alarm:        genAlarm(t, autoscaling.GreaterThan, autoscaling.GreaterThanOrEqual),
	}
	edge := float64(rapid.IntRange(1, 20).Draw(t, "edge"))
	p.Steps = []autoscaling.StepAdjustment{
		{Lower: math.Inf(-1), Upper: edge, Adjustment: rapid.IntRange(1, 5).Draw(t, "small")},
		{Lower: edge, Upper: math.Inf(1), Adjustment: rapid.IntRange(1, 80).Draw(t, "large")},
	}
	return p
}

func genIn(t *rapid.T) *autoscaling.StepPolicy {
	p := genOut(t)
	p.Alarm = genAlarm(t, autoscaling.LessThan, autoscaling.LessThanOrEqual)
	for i := range p.Steps {
		p.Steps[i].Adjustment = -p.Steps[i].Adjustment
	}
	return p
}

func genTracking(t *rapid.T, metric autoscaling.MetricType) *autoscaling.TargetTracking {
	return &autoscaling.TargetTracking{
		Metric: metric, Target: float64(rapid.IntRange(10, 90).Draw(t, "target")),
		ScaleOutCooldown: genCooldown(t), ScaleInCooldown: genCooldown(t),
		DisableScaleIn: rapid.IntRange(0, 3).Draw(t, "disable") == 0,
	}
}

func genOptions(t *rapid.T) autoscaling.Options {
	b := rapid.Bool()
	return autoscaling.Options{
		Retrigger:            time.Duration(rapid.IntRange(0, 3).Draw(t, "retrigger")) * time.Minute,
		Datapoint:            autoscaling.Datapoint(rapid.IntRange(0, 2).Draw(t, "datapoint")),
		StepNewest:           b.Draw(t, "newest"),
		InPace:               autoscaling.InPace(rapid.IntRange(0, 1).Draw(t, "pace")),
		BoundAndAdjust:       b.Draw(t, "bound"),
		OutCooldownHoldsIn:   b.Draw(t, "out holds in"),
		CooldownFromDecision: b.Draw(t, "from decision"),
		AnticipateFlapping:   b.Draw(t, "flapping"),
		FromZeroAboveTarget:  b.Draw(t, "from zero"),
		ExternalDeployments:  b.Draw(t, "external"),
		ForecastIsNoFloor:    b.Draw(t, "no floor"),
	}
}

func genTarget(t *rapid.T) autoscaling.Target {
	target := autoscaling.Target{Min: rapid.IntRange(0, 6).Draw(t, "min"), Options: genOptions(t)}
	target.Max = target.Min + rapid.IntRange(0, 30).Draw(t, "room")
	metrics := []autoscaling.MetricType{autoscaling.ServiceAverageCPU, autoscaling.ServiceAverageMemory}
	for range rapid.IntRange(0, 5).Draw(t, "policies") {
		var p autoscaling.Policy
		switch kind := rapid.IntRange(0, 3).Draw(t, "kind"); {
		case kind == 0 && len(metrics) > 0:
			p.Tracking = genTracking(t, metrics[0])
			metrics = metrics[1:]
		case kind == 1:
			p.Step = genIn(t)
		case kind == 2:
			p.Predictive = genForecast(t)
		default:
			p.Step = genOut(t)
		}
		target.Policies = append(target.Policies, p)
	}
	for range rapid.IntRange(0, 2).Draw(t, "actions") {
		a := autoscaling.ScheduledAction{
			Schedule: rapid.SampledFrom([]string{"rate(7 minutes)", "cron(0/9 * * * ? *)", "at(2026-01-05T00:30:00)"}).Draw(t, "schedule"),
		}
		if rapid.Bool().Draw(t, "has min") {
			a.Min = new(rapid.IntRange(0, 20).Draw(t, "action min"))
		}
		if a.Min == nil || rapid.Bool().Draw(t, "has max") {
			least := 0
			if a.Min != nil {
				least = *a.Min
			}
			a.Max = new(least + rapid.IntRange(0, 20).Draw(t, "action max"))
		}
		target.Actions = append(target.Actions, a)
	}
	return target
}

func genForecast(t *rapid.T) *autoscaling.Predictive {
	p := &autoscaling.Predictive{
		Mode:             rapid.SampledFrom([]autoscaling.ForecastMode{autoscaling.ForecastOnly, autoscaling.ForecastAndScale}).Draw(t, "mode"),
		MaxBreach:        rapid.SampledFrom([]autoscaling.BreachBehavior{autoscaling.HonorMaxCapacity, autoscaling.IncreaseMaxCapacity}).Draw(t, "breach"),
		SchedulingBuffer: 5 * time.Minute,
	}
	if p.MaxBreach == autoscaling.IncreaseMaxCapacity {
		p.MaxBuffer = rapid.IntRange(0, 100).Draw(t, "buffer")
	}
	for h := range 4 {
		p.Forecast = append(p.Forecast, autoscaling.ForecastPoint{
			At: epoch().Add(time.Duration(h) * time.Hour), Capacity: rapid.IntRange(0, 40).Draw(t, "capacity"),
		})
	}
	return p
}

// genObservation draws samples that stay on one side for a while, since alarms
// that need fifteen datapoints would else never act.
func genObservation(t *rapid.T, policies, desired int, level *float64) autoscaling.Observation {
	if rapid.IntRange(0, 7).Draw(t, "turn") == 0 {
		*level = float64(rapid.IntRange(0, 120).Draw(t, "level"))
	}
	o := autoscaling.Observation{
		Running:   max(desired+rapid.IntRange(-2, 2).Draw(t, "lag"), 0),
		Deploying: rapid.IntRange(0, 9).Draw(t, "deploying") == 0,
	}
	for range policies {
		o.Samples = append(o.Samples, autoscaling.Sample{
			Value:   *level + float64(rapid.IntRange(-5, 5).Draw(t, "noise")),
			Missing: rapid.IntRange(0, 14).Draw(t, "missing") == 0,
		})
	}
	return o
}

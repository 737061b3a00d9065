package autoscaling_test

import (
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/autoscaling"
)

func newReplay(t *rapid.T, target autoscaling.Target, start int) *autoscaling.Replay {
	r, findings := autoscaling.NewReplay(target, start)
	if r == nil {
		t.Fatalf("%v", findings)
	}
	return r
}

// What the issue asks of every replay: inside the bounds; never in while one
// policy says out; no scale-in within its cooldown.
func TestReplayInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		target := genTarget(t)
		r := newReplay(t, target, rapid.IntRange(0, 40).Draw(t, "start"))
		now := epoch()
		level := 50.0
		var lastIn time.Time
		var lastInCooldown time.Duration
		for range rapid.IntRange(1, 150).Draw(t, "steps") {
			before := r.Desired()
			o := genObservation(t, len(target.Policies), before, &level)
			d := r.Step(now, o)
			if d.Before != before || d.Desired != r.Desired() || d.Reason.Changed() != (d.Desired != d.Before) {
				t.Fatalf("%v: from %d: %+v", now, before, d)
			}
			// A maximum that a scheduled action lowers does not scale in during a deployment.
			lowered := d.Action >= 0 && o.Deploying
			if d.Reason.Changed() && (d.Desired < d.Min || d.Desired > d.Max && !lowered) {
				t.Fatalf("%v: outside the bounds: %+v", now, d)
			}
			if !d.Reason.Changed() && d.Action < 0 && (d.Desired != d.Before) {
				t.Fatalf("%v: changed without a reason: %+v", now, d)
			}
			switch d.Reason {
			case autoscaling.ScaledIn:
				for i, p := range target.Policies {
					high, _ := r.Alarm(i)
					if high == autoscaling.InAlarm && (p.Tracking != nil || p.Step != nil && saysOut(p.Step)) {
						t.Fatalf("%v: in while policy %d says out: %+v", now, i, d)
					}
				}
				if since := now.Sub(lastIn); !lastIn.IsZero() && since < lastInCooldown {
					t.Fatalf("%v: in %v after the last one with a cooldown of %v: %+v", now, since, lastInCooldown, d)
				}
				lastIn, lastInCooldown = now, inCooldown(target.Policies[d.Policy])
			case autoscaling.ScaledOut:
				lastIn = time.Time{}
			}
			now = now.Add(time.Minute)
		}
	})
}

// saysOut reports whether every breach makes the policy ask for more: a window
// without a real datapoint asks for nothing, which the caller must not mind.
func saysOut(p *autoscaling.StepPolicy) bool {
	return p.Alarm.MissingData != autoscaling.MissingIsBreaching && p.Alarm.MissingData != autoscaling.MissingIsIgnored
}

func inCooldown(p autoscaling.Policy) time.Duration {
	if p.Tracking != nil {
		return p.Tracking.ScaleInCooldown
	}
	return p.Step.Cooldown
}

func TestCopyGoesTheSameWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		target := genTarget(t)
		r := newReplay(t, target, 3)
		var twin, spoilt autoscaling.Replay
		now, level := epoch(), 50.0
		for range rapid.IntRange(0, 40).Draw(t, "before") {
			r.Step(now, genObservation(t, len(target.Policies), r.Desired(), &level))
			now = now.Add(time.Minute)
		}
		spoilt.CopyFrom(r)
		twin.CopyFrom(&spoilt)
		twin.CopyFrom(r)
		for range rapid.IntRange(1, 40).Draw(t, "after") {
			o := genObservation(t, len(target.Policies), r.Desired(), &level)
			// A copy of the copy goes another way and must not bear on the others.
			spoilt.Step(now, autoscaling.Observation{Running: 17})
			if a, b := r.Step(now, o), twin.Step(now, o); a != b {
				t.Fatalf("%v: %+v and %+v", now, a, b)
			}
			now = now.Add(time.Minute)
		}
	})
}

// The counting alarm of a replay agrees with the tables over the whole history.
func TestReplayAlarmAgreesWithEvaluate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genOut(t)
		p.Alarm.Period = time.Minute
		if p.Alarm.Statistic == autoscaling.SampleCount {
			p.Alarm.Statistic = autoscaling.Sum
		}
		r := newReplay(t, autoscaling.Target{Max: 10, Policies: []autoscaling.Policy{{Step: p}}}, 1)
		var history []autoscaling.Sample
		want := autoscaling.InsufficientData
		now := epoch()
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			s := autoscaling.Sample{
				Value:   float64(rapid.IntRange(0, 100).Draw(t, "value")),
				Missing: rapid.IntRange(0, 2).Draw(t, "missing") == 0,
			}
			history = append(history, s)
			r.Step(now, autoscaling.Observation{Running: 1, Samples: []autoscaling.Sample{s}})
			want = p.Alarm.Evaluate(history, want)
			if got, _ := r.Alarm(0); got != want {
				t.Fatalf("after %v of %+v: got %v, want %v", history, p.Alarm, got, want)
			}
			gap := rapid.IntRange(1, 30).Draw(t, "gap")
			if gap < 28 {
				gap = 1
			}
			for range gap - 1 {
				history = append(history, autoscaling.Sample{Missing: true})
				want = p.Alarm.Evaluate(history, want)
			}
			now = now.Add(time.Duration(gap) * time.Minute)
		}
	})
}

// Percentages round as exact fractions do.
func TestAdjustAgreesWithFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		current := rapid.IntRange(0, math.MaxInt32).Draw(t, "current")
		percent := rapid.IntRange(-100000, 100000).Draw(t, "percent")
		magnitude := rapid.IntRange(0, 50).Draw(t, "magnitude")
		p := autoscaling.StepPolicy{
			Type: autoscaling.PercentChangeInCapacity, MinMagnitude: magnitude,
			Steps: []autoscaling.StepAdjustment{{Lower: 0, Upper: math.Inf(1), Adjustment: percent}},
		}
		change := new(big.Rat).Mul(big.NewRat(int64(current), 1), big.NewRat(int64(percent), 100))
		whole := new(big.Int).Quo(change.Num(), change.Denom()).Int64() // toward zero
		if whole == 0 {
			whole = int64(change.Sign())
		}
		switch {
		case percent > 0:
			whole = max(whole, int64(magnitude))
		case percent < 0:
			whole = min(whole, -int64(magnitude))
		}
		want := min(max(int64(current)+min(max(whole, -math.MaxInt32), math.MaxInt32), 0), math.MaxInt32)
		if got, _, ok := p.Adjust(current, 1); !ok || int64(got) != want {
			t.Fatalf("%d %% of %d, at least %d: got %d, want %d", percent, current, magnitude, got, want)
		}
	})
}

// Every breach has exactly one step when the steps are contiguous.
func TestStepsCoverEveryBreach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edges := rapid.SliceOfNDistinct(rapid.IntRange(-50, 50), 1, 10, rapid.ID).Draw(t, "edges")
		edges = append(edges, 0)
		edges = sortedUnique(edges)
		bounds := append([]float64{math.Inf(-1)}, floats(edges)...)
		bounds = append(bounds, math.Inf(1))
		p := autoscaling.StepPolicy{Type: autoscaling.ChangeInCapacity}
		for i := range len(bounds) - 1 {
			p.Steps = append(p.Steps, autoscaling.StepAdjustment{Lower: bounds[i], Upper: bounds[i+1], Adjustment: i})
		}
		breach := float64(rapid.IntRange(-120, 120).Draw(t, "half breach")) / 2
		_, step, ok := p.Adjust(1, breach)
		if !ok {
			t.Fatalf("no step of %v covers %g", p.Steps, breach)
		}
		s := p.Steps[step]
		if breach >= 0 && !(s.Lower <= breach && breach < s.Upper) || breach < 0 && !(s.Lower < breach && breach <= s.Upper) {
			t.Fatalf("step %v does not cover %g", s, breach)
		}
	})
}

func TestTrackingDesiredIsEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := autoscaling.TargetTracking{Target: float64(rapid.IntRange(1, 1000).Draw(t, "target")) / 10}
		current := rapid.IntRange(1, 10000).Draw(t, "current")
		metric := float64(rapid.IntRange(0, 10000).Draw(t, "metric")) / 10
		n := p.Desired(current, metric)
		load := float64(current) * metric
		if float64(n)*p.Target < load*(1-1e-9) || n > 0 && float64(n-1)*p.Target > load*(1+1e-9) {
			t.Fatalf("%d tasks at %g for a target of %g: got %d", current, metric, p.Target, n)
		}
	})
}

func TestSplitKeepsBaseAndRatio(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 5).Draw(t, "providers")
		strategy := make([]autoscaling.ProviderWeight, k)
		total := 0
		for i := range strategy {
			strategy[i].Weight = rapid.IntRange(1, 9).Draw(t, "weight")
			total += strategy[i].Weight
		}
		strategy[rapid.IntRange(0, k-1).Draw(t, "with base")].Base = rapid.IntRange(0, 9).Draw(t, "base")
		n := rapid.IntRange(0, 200).Draw(t, "tasks")
		dst := []int{77}
		split := autoscaling.AppendSplit(dst, strategy, nil, n)
		sum, base := 0, 0
		for i, got := range split[1:] {
			sum += got
			base += min(strategy[i].Base, n)
		}
		if split[0] != 77 || sum != n {
			t.Fatalf("%d tasks over %v: got %v", n, strategy, split)
		}
		for i, s := range strategy {
			beyond := split[i+1] - min(s.Base, n)
			if share := float64(n-base) * float64(s.Weight) / float64(total); math.Abs(float64(beyond)-share) >= float64(k) {
				t.Fatalf("%d tasks over %v: got %v, share %g", n, strategy, split, share)
			}
		}
	})
}

// Needed is a lower bound: the instances that it counts can hold what it counts,
// by volume.
func TestNeededIsALowerBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := autoscaling.InstanceShape{CPU: 4096, Memory: 8192}
		g := autoscaling.TaskGroup{
			Count: rapid.IntRange(1, 100).Draw(t, "count"), CPU: rapid.IntRange(1, 4096).Draw(t, "cpu"),
			Memory: rapid.IntRange(1, 8192).Draw(t, "memory"),
		}
		n := autoscaling.Needed([]autoscaling.TaskGroup{g}, []autoscaling.InstanceShape{shape})
		if n*shape.CPU < g.Count*g.CPU || n*shape.Memory < g.Count*g.Memory || n > g.Count {
			t.Fatalf("%+v: got %d", g, n)
		}
	})
}

// A target survives the API's shape and back.
func TestDescribeAndResolve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		target := genTarget(t)
		target.ResourceID = autoscaling.ResourceID{Cluster: "shop", Service: "web"}
		for i := range target.Policies {
			p := &target.Policies[i]
			p.Name = string(rune('a' + i))
			if p.Predictive != nil {
				p.Predictive.Forecast = nil
			}
			if p.Step != nil {
				if p.Step.Alarm.DatapointsToAlarm == 0 {
					p.Step.Alarm.DatapointsToAlarm = p.Step.Alarm.EvaluationPeriods
				}
				if p.Step.Alarm.Statistic == "" {
					p.Step.Alarm.Statistic = autoscaling.Average
				}
				if p.Step.Alarm.MissingData == "" {
					p.Step.Alarm.MissingData = autoscaling.MissingIsMissing
				}
				p.Step.Aggregation = autoscaling.AggregateAverage
			}
		}
		for i := range target.Actions {
			target.Actions[i].Location = time.UTC
		}
		targets, _ := target.Describe().Resolve(autoscaling.Config{Options: target.Options})
		if diff := cmp.Diff([]autoscaling.Target{target}, targets, cmpopts.EquateEmpty(), cmp.Comparer(func(a, b *time.Location) bool { return a == b })); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

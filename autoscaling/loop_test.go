package autoscaling_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/autoscaling"
)

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

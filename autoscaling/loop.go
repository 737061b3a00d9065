package autoscaling

import "time"

// Loop closes the circle around a [Replay]: the load is given, the metric follows
// from the load and the tasks that run, and the tasks follow the decisions. A
// recorded utilisation by itself would not answer to what the replay decides.
//
// A Loop has one owner and keeps no clock. It needs a Replay; the zero values of
// its other exported fields are their defaults.
type Loop struct {
	Replay  *Replay
	Running int // tasks that run now; set it before the first Step
	// TaskStart is how long a task takes from the decision until it runs; 0 is until
	// the next step.
	TaskStart time.Duration
	// Metric gives the sample of a policy. Nil is load ÷ running for each, and the
	// load itself when nothing runs, as a load balancer shows it.
	Metric func(policy int, load float64, running int) Sample

	starting []taskStart
	samples  []Sample
}

type taskStart struct {
	at    int64 // when the tasks run
	count int
}

// LoopStep is one step of a [Loop].
type LoopStep struct {
	At       time.Time
	Load     float64
	Running  int    // tasks that carried the load
	Metric   Sample // of the first policy, missing without one
	Decision Decision
}

// Step lets the load of the time up to now fall on the tasks that run, and the
// replay decide. Tasks that a decision takes away stop at once, those that have
// not started yet before all others.
func (l *Loop) Step(now time.Time, load float64, deploying bool) LoopStep {
	t := now.UnixMicro()
	l.start(t)
	if n := len(l.Replay.shared.policies); len(l.samples) != n {
		l.samples = make([]Sample, n)
	}
	for i := range l.samples {
		l.samples[i] = l.sample(i, load)
	}
	s := LoopStep{At: now, Load: load, Running: l.Running, Metric: Sample{Missing: true}}
	if len(l.samples) > 0 {
		s.Metric = l.samples[0]
	}
	s.Decision = l.Replay.Step(now, Observation{Running: l.Running, Deploying: deploying, Samples: l.samples})
	l.follow(t, s.Decision.Desired)
	return s
}

func (l *Loop) sample(policy int, load float64) Sample {
	switch {
	case l.Metric != nil:
		return l.Metric(policy, load, l.Running)
	case l.Running == 0:
		return Sample{Value: load}
	}
	return Sample{Value: load / float64(l.Running)}
}

func (l *Loop) start(t int64) {
	kept := l.starting[:0]
	for _, s := range l.starting {
		if s.at <= t {
			l.Running += s.count
		} else {
			kept = append(kept, s)
		}
	}
	l.starting = kept
}

// follow starts or stops tasks until those that run and those that start are
// what is desired.
func (l *Loop) follow(t int64, desired int) {
	have := l.Running
	for _, s := range l.starting {
		have += s.count
	}
	if have < desired {
		l.starting = append(l.starting, taskStart{t + micros(l.TaskStart), desired - have})
		return
	}
	for excess := have - desired; excess > 0; {
		last := len(l.starting) - 1
		if last < 0 {
			l.Running -= excess
			return
		}
		gone := min(excess, l.starting[last].count)
		excess -= gone
		if l.starting[last].count -= gone; l.starting[last].count == 0 {
			l.starting = l.starting[:last]
		}
	}
}

// LoopSummary counts what a run of a [Loop] was like.
type LoopSummary struct {
	Out, In     int           // decisions that raised and lowered the count
	Flaps       int           // scale-ins that a scale-out followed within the window
	AboveTarget time.Duration // time with the metric above the target
	Peak        float64       // the largest metric
	TaskTime    time.Duration // tasks × time that they ran
	Least, Most int           // tasks that ran
}

// Summarize sums up the steps, which are every apart. A scale-in is a flap when a
// scale-out follows it within window.
func Summarize(steps []LoopStep, every time.Duration, target float64, window time.Duration) LoopSummary {
	var s LoopSummary
	var lastIn time.Time
	for i, step := range steps {
		if i == 0 {
			s.Least, s.Most = step.Running, step.Running
		}
		s.Least, s.Most = min(s.Least, step.Running), max(s.Most, step.Running)
		s.TaskTime += time.Duration(step.Running) * every
		if !step.Metric.Missing {
			s.Peak = max(s.Peak, step.Metric.Value)
			if step.Metric.Value > target {
				s.AboveTarget += every
			}
		}
		switch d := step.Decision; {
		case d.Desired > d.Before:
			s.Out++
			if !lastIn.IsZero() && step.At.Sub(lastIn) <= window {
				s.Flaps++
			}
			lastIn = time.Time{}
		case d.Desired < d.Before:
			s.In++
			lastIn = step.At
		}
	}
	return s
}

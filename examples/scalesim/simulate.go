package main

import (
	"fmt"
	"time"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/diag"
)

// maxSteps bounds a simulation: two years of minutes.
const maxSteps = 1 << 20

// alarmStates are the states of one policy's alarms at one step.
type alarmStates struct{ high, low autoscaling.AlarmState }

// A simulation is a target, what was done with it, and what came of it.
type simulation struct {
	target   autoscaling.Target
	steps    []autoscaling.LoopStep
	alarms   [][]alarmStates // by step, then by policy
	every    time.Duration
	goal     float64 // what the metric is measured against: the first policy's
	goalName string
	summary  autoscaling.LoopSummary
	window   time.Duration
	flaps    []int // steps that undo a scale-in
}

// simulate runs the load through the target. Without a simulation the findings
// say why.
func simulate(target autoscaling.Target, load []point, s settings) (*simulation, diag.List) {
	running := s.start
	if running == 0 {
		running = target.Min
	}
	replay, findings := autoscaling.NewReplay(target, running)
	if replay == nil {
		return nil, findings
	}
	sim := &simulation{target: target, every: s.every, window: s.window}
	sim.goal, sim.goalName = goalOf(target)
	loop := autoscaling.Loop{Replay: replay, Running: running, TaskStart: s.taskStart}
	i := 0
	for now := load[0].at; !now.After(load[len(load)-1].at) && len(sim.steps) < maxSteps; now = now.Add(s.every) {
		for i+1 < len(load) && !load[i+1].at.After(now) {
			i++
		}
		sim.steps = append(sim.steps, loop.Step(now, load[i].load, load[i].deploying))
		states := make([]alarmStates, len(target.Policies))
		for p := range states {
			states[p].high, states[p].low = replay.Alarm(p)
		}
		sim.alarms = append(sim.alarms, states)
	}
	sim.summary = autoscaling.Summarize(sim.steps, s.every, sim.goal, s.window)
	sim.findFlaps()
	return sim, nil
}

// goalOf returns the value that the metric should not exceed, and its name.
func goalOf(t autoscaling.Target) (float64, string) {
	for _, p := range t.Policies {
		if p.Tracking != nil {
			return p.Tracking.Target, "target of " + p.Name
		}
	}
	for _, p := range t.Policies {
		if p.Step != nil {
			return p.Step.Alarm.Threshold, "threshold of " + p.Name
		}
	}
	return 0, "nothing"
}

func (sim *simulation) findFlaps() {
	lastIn := -1
	for i, s := range sim.steps {
		switch d := s.Decision; {
		case d.Desired < d.Before:
			lastIn = i
		case d.Desired > d.Before:
			if lastIn >= 0 && s.At.Sub(sim.steps[lastIn].At) <= sim.window {
				sim.flaps = append(sim.flaps, i)
			}
			lastIn = -1
		}
	}
}

// who names the policy or the scheduled action that decided.
func (sim *simulation) who(d autoscaling.Decision) string {
	switch {
	case d.Policy >= 0:
		return sim.target.Policies[d.Policy].Name
	case d.Action >= 0:
		return fmt.Sprintf("action %s", sim.target.Actions[d.Action].Name)
	}
	return ""
}

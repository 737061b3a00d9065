package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/ecskit/ecskit/rollout"
)

// maxRows bounds the rows of a table; what is between is left out and said so.
const maxRows = 40

func printFindings(out io.Writer, name string, doc *rollout.Document) {
	list := doc.Check()
	for _, f := range list {
		p, _ := doc.Position(f.Path)
		fmt.Fprintf(out, "%s:%v: %v\n", name, p, f)
	}
	if len(list) > 0 {
		fmt.Fprintln(out)
	}
}

// printPlan prints the limits and the steps, and reports whether they end in a
// deadlock.
func printPlan(out io.Writer, s *rollout.Service, c rollout.Config, state rollout.State) bool {
	lower, upper := c.Limits(state.Desired)
	fmt.Fprintf(out, "service %s: %d tasks, minimum %d %%, maximum %d %%\n", title(s), state.Desired, c.MinimumHealthyPercent, c.MaximumPercent)
	fmt.Fprintf(out, "at least %d healthy, at most %d running or pending; %v\n\n", lower, upper, c.Order)
	plan := c.AppendRuns(nil, state)
	if plan[0].Verdict == rollout.Progress {
		state = printSteps(out, plan, state)
	}
	last := plan[len(plan)-1].Step
	fmt.Fprintf(out, "%s\n", verdict(c, last, state))
	return last.Verdict.Stuck()
}

// printSteps prints the steps, equal ones in one row, and returns the state after
// them.
func printSteps(out io.Writer, plan []rollout.Run, state rollout.State) rollout.State {
	w := tabwriter.NewWriter(out, 4, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "step\tstop\tstart\told\tnew\ttotal\t\n")
	number := 0
	for i, r := range plan {
		if r.Verdict != rollout.Progress {
			break
		}
		steps := fmt.Sprint(number + 1)
		if number += r.Times; r.Times > 1 {
			steps += fmt.Sprintf("–%d", number)
		}
		for range r.Times {
			state = state.Apply(r.Step).Settle()
		}
		if i < maxRows || i >= len(plan)-3 {
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t\n", steps, r.Stop+r.StopNew, r.Start+r.StartOld, state.Old.Running, state.New.Running, tasks(state))
		} else if i == maxRows {
			fmt.Fprint(w, "…\t…\t…\t…\t…\t…\t\n")
		}
	}
	w.Flush()
	fmt.Fprintln(out)
	return state
}

// verdict says how the plan ends, and when it is stuck what frees it.
func verdict(c rollout.Config, last rollout.Step, s rollout.State) string {
	if last.Verdict == rollout.Done {
		return "the deployment ends"
	}
	text := fmt.Sprintf("%v: %v", last.Verdict, last.Reason)
	if e, ok := last.Event(); ok {
		name := e.EventName
		if name == "" {
			name = "a service event without a name"
		}
		text += fmt.Sprintf("\nECS emits %s: %s", name, e.Meaning)
	}
	switch last.Verdict {
	case rollout.StuckByLimits:
		minimum, maximum := c.Suggest(s.Desired)
		text += fmt.Sprintf("\nminimum %d %% and maximum %d %% are the least change that frees it", minimum, maximum)
	case rollout.StuckByPlacement:
		text += fmt.Sprintf("\nmore capacity frees it, or minimum %d %%, so that a task may stop first", c.SuggestMinimum(s.Desired))
	}
	return text
}

func printEvents(out io.Writer, s *rollout.Service, sim rollout.SimConfig, events []rollout.Event) {
	fmt.Fprintf(out, "\nthe next deployment, when a task is healthy %v after its start and gone %v after its stop:\n\n",
		sim.Timing.Ready(sim.Rule), sim.Timing.Gone(sim.Rule))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for i, e := range events {
		switch {
		case i < maxRows || i >= len(events)-3:
			fmt.Fprintf(w, "%v\t%s\told %d\tnew %d\n", e.At, describe(e), healthyOld(e), healthyNew(e))
		case i == maxRows:
			fmt.Fprintf(w, "…\t%d more events\t\t\n", len(events)-maxRows-3)
		}
	}
	w.Flush()
}

func describe(e rollout.Event) string {
	which := ""
	if e.Old != (e.Target == 1) { // seen from the start: after a rollback the roles are swapped
		which = "old "
	} else if e.Count > 0 {
		which = "new "
	}
	switch e.Kind {
	case rollout.TasksStarted, rollout.TasksRunning, rollout.TasksHealthy, rollout.TasksFailedToStart, rollout.TasksUnhealthy,
		rollout.TasksStopRequested, rollout.TasksGone, rollout.ProtectionEnded:
		what := e.Kind.String()
		if e.Count == 1 {
			what = strings.Replace(what, "tasks", "task", 1)
		}
		return fmt.Sprintf("%d %s%s", e.Count, which, what)
	case rollout.BreakerTripped:
		return fmt.Sprintf("%v after %d failures", e.Kind, e.Count)
	case rollout.RestartsThrottled, rollout.BakeStarted:
		return fmt.Sprintf("%v for %v", e.Kind, e.Delay)
	case rollout.DesiredChanged:
		return fmt.Sprintf("%v to %d", e.Kind, e.Count)
	case rollout.DeploymentStuck, rollout.DeploymentWaits:
		return fmt.Sprintf("%v: %v", e.Kind, e.Step.Reason)
	}
	return e.Kind.String()
}

// revisions returns the tasks of the revision that ran before and of the new one,
// also while the new one is rolled back.
func revisions(e rollout.Event) (old, new rollout.Revision) {
	if e.Target == 1 {
		return e.State.New, e.State.Old
	}
	return e.State.Old, e.State.New
}

func healthyOld(e rollout.Event) int { old, _ := revisions(e); return old.Healthy }
func healthyNew(e rollout.Event) int { _, new := revisions(e); return new.Healthy }

func printStages(out io.Writer, s *rollout.Service, shift rollout.Shift) {
	fmt.Fprintf(out, "service %s: %v, up to %d tasks at once\n\n", title(s), shift.Kind, rollout.PeakTasks(s.Desired()))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "minute\tnew revision\tstage")
	for _, step := range shift.Schedule() {
		fmt.Fprintf(w, "%d\t%.1f %%\t%s\n", step.Minute, float64(step.NewPermille)/10, step.Stage)
	}
	w.Flush()
	fmt.Fprintf(out, "\n%v from the first shift to the clean-up; %v with every hook at its time-out; starts are not in it\n",
		time.Duration(shift.Minutes())*time.Minute, time.Duration(shift.LongestMinutes())*time.Minute)
}

func title(s *rollout.Service) string {
	if s.ServiceName == "" {
		return "without a name"
	}
	return s.ServiceName
}

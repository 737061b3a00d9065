package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/ecskit/ecskit/autoscaling"
)

// printTable writes the decisions: each change, and the first step of each reason
// for which nothing changed.
func printTable(w io.Writer, sim *simulation, all bool) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "time\tload\trunning\tmetric\tdesired\treason\tby")
	last := autoscaling.Steady
	for i, s := range sim.steps {
		d := s.Decision
		if all || d.Desired != d.Before || d.Reason != last && d.Reason != autoscaling.Steady {
			fmt.Fprintf(t, "%s\t%.0f\t%d\t%s\t%s\t%s\t%s\n", s.At.Format("15:04:05"), s.Load, s.Running,
				metric(s.Metric), change(d), reason(d, slices.Contains(sim.flaps, i)), sim.who(d))
		}
		last = d.Reason
	}
	t.Flush()
}

func metric(s autoscaling.Sample) string {
	if s.Missing {
		return "-"
	}
	return fmt.Sprintf("%.1f", s.Value)
}

func change(d autoscaling.Decision) string {
	if d.Desired == d.Before {
		return fmt.Sprint(d.Desired)
	}
	return fmt.Sprintf("%d -> %d", d.Before, d.Desired)
}

func reason(d autoscaling.Decision, flap bool) string {
	text := d.Reason.String()
	if code := d.Reason.Code(); code != "" {
		text += " (" + string(code) + ")"
	}
	if flap {
		text += ", a flap"
	}
	return text
}

func printSummary(w io.Writer, sim *simulation) {
	s := sim.summary
	total := time.Duration(len(sim.steps)) * sim.every
	fmt.Fprintf(w, "\n%d out, %d in, %d flaps within %v\n", s.Out, s.In, s.Flaps, sim.window)
	fmt.Fprintf(w, "above the %s (%g) for %v of %v, at most %.1f\n", sim.goalName, sim.goal, s.AboveTarget, total, s.Peak)
	fmt.Fprintf(w, "%d to %d tasks, %.1f task-hours\n", s.Least, s.Most, s.TaskTime.Hours())
}

// Scalesim replays the scaling of an ECS service against a load, offline: what
// Application Auto Scaling would have decided, minute by minute, and why.
//
//	scalesim -load load.csv -svg scaling.svg targets.json policies.json alarms.json
//
// The JSON files are the output of describe-scalable-targets,
// describe-scaling-policies, describe-scheduled-actions and CloudWatch's
// describe-alarms, as they are. Without arguments it runs on a bundled trace.
//
// The load is a table with the columns time (RFC 3339, or seconds from the start)
// and load, and optionally deploying (0 or 1). The loop is closed: each policy sees
// the load divided by the running tasks, so that a load of 300 is 300 percent of
// one task, and what is decided changes the metric.
//
// It exits with 1 when AWS would refuse the policies and with 2 when the input
// cannot be read.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/diag"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// settings is the command line.
type settings struct {
	load, svg, resource, from string
	every, taskStart, window  time.Duration
	start                     int
	all                       bool
	files                     []string
}

func parse(args []string, stderr io.Writer) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("scalesim", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&s.load, "load", "", "`file` with the columns time, load and perhaps deploying; empty is the bundled trace")
	flags.StringVar(&s.svg, "svg", "", "`file` for the picture")
	flags.StringVar(&s.resource, "resource", "", "resource `id` of the target, where the files have several")
	flags.StringVar(&s.from, "from", "2026-01-05T09:00:00Z", "`time` of the first row when the load counts seconds")
	flags.DurationVar(&s.every, "every", time.Minute, "time of one step: 20s or 1m")
	flags.DurationVar(&s.taskStart, "task-start", 90*time.Second, "how long a task takes from the decision until it runs")
	flags.DurationVar(&s.window, "flap-window", 15*time.Minute, "a scale-out so soon after a scale-in is a flap")
	flags.IntVar(&s.start, "start", 0, "running `tasks` at the start; 0 is the target's minimum")
	flags.BoolVar(&s.all, "all", false, "print every step, not only decisions")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: scalesim [-load load.csv] [-svg out.svg] [describe-output.json …]")
		flags.PrintDefaults()
	}
	err := flags.Parse(args)
	s.files = flags.Args()
	if err == nil && s.every <= 0 {
		err = errors.New("-every must be above 0")
		fmt.Fprintln(stderr, "scalesim:", err)
	}
	return s, err
}

func run(args []string, stdout, stderr io.Writer) int {
	s, err := parse(args, stderr)
	if err != nil {
		return 2
	}
	target, code, err := readTarget(s, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "scalesim:", err)
		return code
	}
	load, err := readLoad(s)
	if err != nil {
		fmt.Fprintln(stderr, "scalesim:", err)
		return 2
	}
	sim, findings := simulate(target, load, s)
	if sim == nil {
		report(stderr, findings)
		return 1
	}
	printTable(stdout, sim, s.all)
	printSummary(stdout, sim)
	if s.svg != "" {
		if err := os.WriteFile(s.svg, draw(sim), 0o644); err != nil {
			fmt.Fprintln(stderr, "scalesim:", err)
			return 2
		}
		fmt.Fprintln(stdout, "picture:", s.svg)
	}
	return 0
}

// report prints what was found, and says whether one of them is an Error.
func report(w io.Writer, findings diag.List) bool {
	for _, f := range findings {
		fmt.Fprintln(w, f)
	}
	return findings.HasErrors()
}

// readTarget loads and joins the descriptions. code is the exit code for an error.
func readTarget(s settings, stderr io.Writer) (target autoscaling.Target, code int, err error) {
	texts, err := policyTexts(s.files)
	if err != nil {
		return target, 2, err
	}
	all, findings := &autoscaling.Description{}, diag.List{}
	for name, text := range texts {
		d, found, err := autoscaling.Load(text)
		if err != nil {
			return target, 2, fmt.Errorf("%s:%w", fileName(s.files, name), err)
		}
		findings.Add(found...)
		all.Append(d)
	}
	targets, found := all.Resolve(autoscaling.Config{})
	findings.Add(found...)
	if report(stderr, findings) {
		return target, 1, errors.New("AWS would refuse this")
	}
	return choose(targets, s.resource)
}

func choose(targets []autoscaling.Target, resource string) (autoscaling.Target, int, error) {
	var names []string
	for _, t := range targets {
		if resource == t.ResourceID.String() || resource == "" && len(targets) == 1 {
			return t, 0, nil
		}
		names = append(names, t.ResourceID.String())
	}
	return autoscaling.Target{}, 2, fmt.Errorf("choose one of the targets %q with -resource", names)
}

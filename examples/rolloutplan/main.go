// Command rolloutplan shows how the deployment of an Amazon ECS service would
// proceed, or why it could not, without calling AWS.
//
//	rolloutplan [flags] [FILE|-]
//
// It reads the output of describe-services or create-service, or the input of
// create-service, and prints what is wrong with it, the limits, the plan as a
// table and the time line of one simulated deployment; -svg draws that time line.
// A blue/green, linear or canary service gives its stages instead. Without
// arguments it plans a bundled service.
//
// How long tasks take is not in a service: the flags say so, and their defaults
// are those of a target group.
//
// The exit status is 0, 1 when a deployment gets stuck, and 2 when the input
// cannot be read.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/ecskit/ecskit/rollout"
)

//go:embed sample/service.json
var sample []byte

// The exit statuses.
const (
	exitDone       = 0
	exitStuck      = 1
	exitUnreadable = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// options is what the flags ask for.
type options struct {
	svg       string
	service   string
	instances int
	slots     int
	failing   int
	stopFirst bool
	check     bool
	timing    rollout.Timing
	bake      time.Duration
}

func parse(args []string, errs io.Writer) (o options, file string, err error) {
	f := flag.NewFlagSet("rolloutplan", flag.ContinueOnError)
	f.SetOutput(errs)
	f.StringVar(&o.svg, "svg", "", "write the time line as SVG to `file`")
	f.StringVar(&o.service, "service", "", "the `name` of the service, where there are several")
	f.IntVar(&o.instances, "instances", 0, "eligible instances of a daemon service whose text does not say")
	f.IntVar(&o.slots, "slots", -1, "how many more tasks the cluster can place, -1 any number")
	f.IntVar(&o.failing, "failing", 0, "how many of the first new tasks fail their health checks")
	f.BoolVar(&o.stopFirst, "stop-first", false, "stop before starting where the limits allow both")
	f.BoolVar(&o.check, "container-check", false, "an essential container has a health check")
	f.DurationVar(&o.timing.Start, "start", 30*time.Second, "from starting a task to RUNNING")
	f.DurationVar(&o.timing.TargetInterval, "interval", 30*time.Second, "between two checks of a target, or of a container")
	f.IntVar(&o.timing.TargetThreshold, "threshold", 5, "checks in a row until a target is healthy")
	f.DurationVar(&o.timing.Deregistration, "deregistration", rollout.DefaultDeregistrationDelay, "deregistration delay of the target group")
	f.DurationVar(&o.timing.Stop, "stop", rollout.DefaultStopTimeout, "from SIGTERM to the end of a task")
	f.DurationVar(&o.bake, "bake", 0, "bake time that ECS computes for alarms")
	f.Usage = func() {
		fmt.Fprint(errs, "usage: rolloutplan [flags] [FILE|-]\n\nWithout a file it plans a bundled service.\n\n")
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return o, "", err
	}
	if f.NArg() > 1 {
		f.Usage()
		return o, "", fmt.Errorf("%d files, at most one is read", f.NArg())
	}
	o.timing.ContainerInterval = o.timing.TargetInterval
	return o, f.Arg(0), nil
}

func run(args []string, in io.Reader, out, errs io.Writer) int {
	o, file, err := parse(args, errs)
	if errors.Is(err, flag.ErrHelp) {
		return exitDone
	}
	if err == nil {
		var stuck bool
		if stuck, err = plan(o, file, in, out); err == nil && stuck {
			return exitStuck
		}
	}
	if err != nil {
		fmt.Fprintln(errs, "rolloutplan:", err)
		return exitUnreadable
	}
	return exitDone
}

func plan(o options, file string, in io.Reader, out io.Writer) (stuck bool, err error) {
	name, text, err := read(file, in)
	if err != nil {
		return false, err
	}
	doc, err := rollout.Load(text)
	if err != nil {
		return false, fmt.Errorf("%s:%w", name, err)
	}
	s, err := choose(doc, o.service)
	if err != nil {
		return false, fmt.Errorf("%s: %w", name, err)
	}
	printFindings(out, name, doc)
	if shift, ok := shiftOf(s); ok {
		printStages(out, s, shift)
		return false, write(o.svg, out, func() []byte { return drawShift(s, shift) })
	}
	if c := s.Controller(); c != rollout.ControllerECS {
		return false, fmt.Errorf("%s: the controller %s carries the deployment out, there is nothing to plan", name, c)
	}
	sim, state := simulation(o, s)
	stuck = printPlan(out, s, sim.Config, state)
	events := rollout.Simulate(sim)
	printEvents(out, s, sim, events)
	return stuck, write(o.svg, out, func() []byte { return drawRolling(s, sim.Config, events) })
}

func read(file string, in io.Reader) (name string, text []byte, err error) {
	switch file {
	case "":
		return "sample/service.json", sample, nil
	case "-":
		text, err = io.ReadAll(io.LimitReader(in, rollout.MaxBytes+1))
		return "standard input", text, err
	}
	text, err = os.ReadFile(file)
	return file, text, err
}

func choose(doc *rollout.Document, name string) (*rollout.Service, error) {
	for i := range doc.Services {
		if s := &doc.Services[i]; s.ServiceName == name || name == "" && len(doc.Services) == 1 {
			return s, nil
		}
	}
	if len(doc.Services) == 0 {
		return nil, errors.New("no service")
	}
	if name != "" {
		return nil, fmt.Errorf("no service is named %q", name)
	}
	return nil, fmt.Errorf("%d services, choose one with -service", len(doc.Services))
}

func shiftOf(s *rollout.Service) (rollout.Shift, bool) {
	if s.DeploymentConfiguration == nil {
		return rollout.Shift{}, false
	}
	return s.DeploymentConfiguration.Shift()
}

// simulation returns the next deployment of the service, and the state in which
// the one that goes on is, or in which the next one starts.
func simulation(o options, s *rollout.Service) (rollout.SimConfig, rollout.State) {
	c := s.Config()
	if o.stopFirst {
		c.Order = rollout.StopFirst
	}
	state := s.State()
	if c.Daemon && state.Desired == 0 {
		state = rollout.DaemonState(o.instances)
	}
	if o.slots >= 0 {
		state.Slots = o.slots
	}
	sim := rollout.SimConfig{Config: c, Desired: state.Desired, Rule: s.Rule(o.check), Timing: o.timing, BakeTime: o.bake}
	sim.Breaks = func(n int) rollout.Breaks {
		if n < o.failing {
			return rollout.FailsHealth
		}
		return rollout.Works
	}
	if state.Slots >= 0 {
		ceiling := tasks(state) + state.Slots
		sim.Slots = func(s rollout.State) int { return ceiling - tasks(s) }
	}
	return sim, state
}

func tasks(s rollout.State) int {
	return s.New.Pending + s.New.Running + s.Old.Pending + s.Old.Running
}

func write(file string, out io.Writer, draw func() []byte) error {
	if file == "" {
		return nil
	}
	if err := os.WriteFile(file, draw(), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(out, "\nthe time line is in %s\n", file)
	return nil
}

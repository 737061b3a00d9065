// Placesim shows where Amazon ECS would place the tasks of services on a cluster
// of EC2 instances, why a task goes nowhere, and what happens when a zone is lost
// and comes back, without calling AWS.
//
//	placesim [flags] [FILE|-]
//
//	placesim                                                the bundled cluster
//	placesim -instances m5.large=6,c5.xlarge=3 -zones a,b,c services.json
//	placesim -svg maps -lose eu-west-1a cluster.json        a map of each step
//
// A cluster is described in JSON; sample/cluster.json is an example. An instance
// has a type, from which its resources follow, or cpu (CPU units), memory (MiB),
// gpu and eni of its own, and may stand for several with count. Services are placed
// in the order in which they stand.
//
// Each step prints the services, and for each one that lacks tasks a table of
// instances and reasons. -svg writes each step's map into a directory: the
// instances by zone, their tasks stacked in CPU and memory, and hatched what is
// free and of no use to any of the services.
//
// It exits with 0, with 1 when -check is given and a task has no place at the end,
// and with 2 when the input cannot be read.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// settings is the command line.
type settings struct {
	instances, zones, lose, svg string
	rebalance, check            bool
	most                        int
	file                        string
}

func parse(args []string, stderr io.Writer) (settings, bool) {
	var s settings
	flags := flag.NewFlagSet("placesim", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&s.instances, "instances", "", "instances in place of the file's, dealt out over -zones: `type=count,…`")
	flags.StringVar(&s.zones, "zones", "a,b,c", "`zones` of -instances")
	flags.StringVar(&s.lose, "lose", "", "`zone` that is lost after everything is placed")
	flags.BoolVar(&s.rebalance, "rebalance", false, "bring a lost zone back, and rebalance the services over the zones")
	flags.StringVar(&s.svg, "svg", "", "`directory` for a map of each step")
	flags.IntVar(&s.most, "most", 12, "rows of a table of instances and reasons")
	flags.BoolVar(&s.check, "check", false, "exit with 1 when a task has no place at the end")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: placesim [flags] [cluster.json|-]")
		flags.PrintDefaults()
	}
	if flags.Parse(args) != nil {
		return s, false
	}
	if flags.NArg() > 1 || s.most < 1 {
		flags.Usage()
		return s, false
	}
	s.file = flags.Arg(0)
	return s, true
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s, ok := parse(args, stderr)
	if !ok {
		return 2
	}
	missing, err := simulate(s, stdin, stdout)
	switch {
	case err != nil:
		fmt.Fprintln(stderr, "placesim:", err)
		return 2
	case s.check && missing > 0:
		return 1
	}
	return 0
}

// simulate shows each step, and returns how many tasks have no place at the end.
func simulate(s settings, stdin io.Reader, stdout io.Writer) (missing int, err error) {
	in, err := readInput(s, stdin)
	if err != nil {
		return 0, err
	}
	w, err := newWorld(in)
	if err != nil {
		return 0, err
	}
	for n, step := range w.steps(in) {
		notes, err := step.do()
		if err != nil {
			return 0, err
		}
		printStep(stdout, w, n+1, step.title, notes, s.most)
		if s.svg == "" {
			continue
		}
		name := filepath.Join(s.svg, fmt.Sprintf("%d-%s.svg", n+1, step.name))
		if err := writeMap(s.svg, name, w.draw(step.title)); err != nil {
			return 0, err
		}
		fmt.Fprintf(stdout, "map: %s\n\n", filepath.ToSlash(name))
	}
	return w.missing(), nil
}

func writeMap(dir, name string, picture []byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, picture, 0o644)
}

// list splits a list at commas and drops what is empty.
func list(text string) []string {
	var parts []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

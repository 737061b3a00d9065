// Ecs2kubernetes turns an Amazon ECS task definition and a service into
// Kubernetes objects, and lists what could not be carried over.
//
//	ecs2kubernetes [flags] [TASK-DEFINITION SERVICE]
//
// The objects are a List in JSON on standard output: a Deployment, or a DaemonSet
// for a daemon service, a Service for the ports, and for each EFS volume a
// PersistentVolume with its claim and their StorageClass. The list of the rest,
// with the path in the input and the reason, is on standard error, followed by the
// kind of nodes that the pods need and how many fit on those that -types names.
// Without arguments it shows a sample. It exits with 2 when an input cannot be
// read.
package main

import (
	"embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

//go:embed sample/*.json
var sample embed.FS

// defaultTypes are what a look at node groups starts with: the general purpose
// and the compute types of both architectures.
const defaultTypes = "m5.large,m5.xlarge,c5.xlarge,m6g.large"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// options is what the flags ask for.
type options struct {
	files []string // none is the sample
	types []string // of nodes
	nodes int      // that a daemon service runs on, 0 when it is not known
}

func parse(args []string, errs io.Writer) (*options, error) {
	f := flag.NewFlagSet("ecs2kubernetes", flag.ContinueOnError)
	f.SetOutput(errs)
	types := f.String("types", defaultTypes, "the instance `types` of node groups, with commas; none to leave them out")
	nodes := f.Int("nodes", 0, "how many nodes a daemon service runs on, to have its limits as absolute numbers")
	f.Usage = func() {
		fmt.Fprint(errs, "usage: ecs2kubernetes [flags] [TASK-DEFINITION SERVICE]\n\nWithout files it shows a sample.\n\n")
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	if n := f.NArg(); n != 0 && n != 2 {
		return nil, fmt.Errorf("a task definition and a service are wanted, not %d files", n)
	}
	if *nodes < 0 {
		return nil, fmt.Errorf("-nodes %d is less than 0", *nodes)
	}
	o := &options{files: f.Args(), nodes: *nodes}
	if *types != "" {
		o.types = strings.Split(*types, ",")
	}
	return o, nil
}

func run(args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err == nil {
		err = convert(o, stdout, stderr)
	}
	if err != nil {
		fmt.Fprintln(stderr, "ecs2kubernetes:", err)
		return 2
	}
	return 0
}

func convert(o *options, stdout, stderr io.Writer) error {
	read, files := os.ReadFile, o.files
	if len(files) == 0 {
		read, files = sample.ReadFile, []string{"sample/task-definition.json", "sample/service.json"}
	}
	c, err := load(read, files[0], files[1])
	if err != nil {
		return err
	}
	c.nodes = o.nodes
	e := json.NewEncoder(stdout)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(c.objects()); err != nil {
		return err
	}
	fmt.Fprintln(stderr, "not carried over, or different:")
	for _, line := range c.lost {
		fmt.Fprintln(stderr, "  "+line)
	}
	return c.writeNodes(stderr, o.types)
}

func load(read func(string) ([]byte, error), task, svc string) (*converter, error) {
	data, err := read(task)
	if err != nil {
		return nil, err
	}
	td, err := taskdef.Load(data)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", task, err)
	}
	if data, err = read(svc); err != nil {
		return nil, err
	}
	s, err := service.Load(data)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", svc, err)
	}
	if len(s.Services) != 1 {
		return nil, fmt.Errorf("%s: %d services, want one", svc, len(s.Services))
	}
	c := &converter{td: td.Definition, svc: &s.Services[0]}
	for _, f := range td.Findings {
		c.lose(strings.TrimSuffix("task: "+f.Path, ": "), f.Message)
	}
	for _, f := range s.Findings {
		c.lose(strings.TrimSuffix("service: "+f.Path, ": "), f.Message)
	}
	return c, nil
}

// Ecs2kubernetes turns an Amazon ECS task definition and a service into
// Kubernetes objects, and lists what could not be carried over.
//
//	ecs2kubernetes [TASK-DEFINITION SERVICE]
//
// The objects are a List in JSON on standard output; the list of the rest, with
// the path in the input and the reason, is on standard error. Without arguments
// it shows a sample. It exits with 2 when an input cannot be read.
package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

//go:embed sample/*.json
var sample embed.FS

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	read := os.ReadFile
	switch len(args) {
	case 0:
		read, args = sample.ReadFile, []string{"sample/task-definition.json", "sample/service.json"}
	case 2:
	default:
		fmt.Fprintln(stderr, "usage: ecs2kubernetes [TASK-DEFINITION SERVICE]")
		return 2
	}
	c, err := load(read, args[0], args[1])
	if err != nil {
		fmt.Fprintln(stderr, "ecs2kubernetes:", err)
		return 2
	}
	e := json.NewEncoder(stdout)
	e.SetIndent("", "  ")
	if err := e.Encode(c.objects()); err != nil {
		fmt.Fprintln(stderr, "ecs2kubernetes:", err)
		return 2
	}
	fmt.Fprintln(stderr, "not carried over, or different:")
	for _, line := range c.lost {
		fmt.Fprintln(stderr, "  "+line)
	}
	return 0
}

func load(read func(string) ([]byte, error), task, svc string) (*converter, error) {
	data, err := read(task)
	if err != nil {
		return nil, err
	}
	td, err := taskdef.Load(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", task, err)
	}
	if data, err = read(svc); err != nil {
		return nil, err
	}
	s, err := service.Load(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", svc, err)
	}
	if len(s.Services) != 1 {
		return nil, fmt.Errorf("%s: %d services, want one", svc, len(s.Services))
	}
	c := &converter{td: td.Definition, svc: &s.Services[0]}
	for _, f := range td.Findings {
		c.lose("task: "+f.Path, fmt.Sprint("as read: ", f))
	}
	for _, f := range s.Findings {
		c.lose("service: "+f.Path, fmt.Sprint("as read: ", f))
	}
	return c, nil
}

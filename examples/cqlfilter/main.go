// Cqlfilter filters container instances by an expression of the cluster query
// language, as `aws ecs list-container-instances --filter` would, but offline:
// it reads the output of describe-container-instances and prints the ARNs of the
// instances that satisfy the expression.
//
//	aws ecs describe-container-instances --cluster c --container-instances … |
//		cqlfilter -why 'attribute:ecs.instance-type =~ t2.* and agentConnected == true'
//
// With -why the others follow, each with the comparisons that made it fail and
// what it has instead. task:group needs the tasks of the cluster: -tasks names a
// file with the output of describe-tasks.
//
// Without arguments it filters sample instances of its own.
//
// It exits with 2 when the expression or the input cannot be read.
package main

import (
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/ecskit/ecskit/cql"
)

//go:embed testdata/instances.json
var sampleInstances []byte

const sampleExpression = "attribute:stack == prod and agentConnected == true"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("cqlfilter", flag.ContinueOnError)
	flags.SetOutput(stderr)
	why := flags.Bool("why", false, "print the other instances too, with what made them fail")
	tasks := flags.String("tasks", "", "`file` with the output of describe-tasks, for task:group")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: cqlfilter [-why] [-tasks file] expression < container-instances.json")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return 2
	}
	expression := flags.Arg(0)
	switch {
	case len(args) == 0:
		expression, *why, stdin = sampleExpression, true, bytes.NewReader(sampleInstances)
		fmt.Fprintf(stdout, "sample instances, cqlfilter -why '%s':\n\n", expression)
	case flags.NArg() != 1:
		flags.Usage()
		return 2
	}
	if err := filter(expression, *tasks, *why, stdin, stdout, stderr); err != nil {
		var syntax *cql.SyntaxError
		if errors.As(err, &syntax) {
			fmt.Fprintln(stderr, syntax.Detail())
		} else {
			fmt.Fprintln(stderr, "cqlfilter:", err)
		}
		return 2
	}
	return 0
}

// filter prints which instances satisfy the expression, and with why also what
// the others lack. Hints about the expression go to stderr.
func filter(expression, tasks string, why bool, stdin io.Reader, stdout, stderr io.Writer) error {
	e, err := cql.Parse(expression)
	if err != nil {
		return err
	}
	for _, h := range e.Hints() {
		fmt.Fprintf(stderr, "%s\n%s", cql.Caret(expression, h.Offset, h.Len), h.Message)
		if h.Suggestion != "" {
			fmt.Fprintf(stderr, "; did you mean %q?", h.Suggestion)
		}
		fmt.Fprintln(stderr)
	}
	instances, err := readInstances(stdin, stderr)
	if err != nil {
		return err
	}
	if tasks != "" {
		if err := readTasks(tasks, instances); err != nil {
			return err
		}
	} else if asksForGroups(e) {
		fmt.Fprintln(stderr, "cqlfilter: without -tasks no instance has a task group")
	}
	var failing []int
	for _, in := range instances {
		if e.Match(&in.Instance) {
			fmt.Fprintln(stdout, in.arn)
		}
	}
	if !why {
		return nil
	}
	atoms := e.Atoms()
	for _, in := range instances {
		failing = e.AppendFailing(failing[:0], &in.Instance)
		if len(failing) == 0 {
			continue
		}
		fmt.Fprintf(stdout, "\nnot %s\n", in.arn)
		for _, i := range failing {
			fmt.Fprintf(stdout, "  %s: %s\n", atoms[i], in.has(atoms[i].Subject()))
		}
	}
	return nil
}

func asksForGroups(e *cql.Expr) bool {
	for _, a := range e.Atoms() {
		if a.Subject().Kind == cql.SubjectTaskGroup {
			return true
		}
	}
	return false
}

// Command awslive explains why a task would not be placed on a cluster, from
// what the AWS CLI says of it. It calls nothing and needs no credentials.
//
//	awslive [-group NAME] [-remaining] [INSTANCES TASKS TASK-DEFINITION]
//
// The files are the output of describe-container-instances, describe-tasks and
// describe-task-definition, of version 1 or 2; without arguments it takes a bundled
// cluster. With -remaining the tasks are not restored: what ECS says is left on the
// instances counts.
//
// How many tasks in awsvpc mode an instance takes stands in no answer: it follows
// from the attributes ecs.instance-type and ecs.awsvpc-trunk-id by the table of
// package ec2types. What has to be assumed of them for a task that needs an
// interface is printed, one line each, and so is what ECS did not describe (the
// failures of an answer), since it is missing from the cluster.
//
// With a client of the SDK the same values come from
//
//	client := ecs.NewFromConfig(cfg)
//	instances, err := client.DescribeContainerInstances(ctx, &ecs.DescribeContainerInstancesInput{Cluster: &cluster, ContainerInstances: instanceARNs})
//	tasks, err := client.DescribeTasks(ctx, &ecs.DescribeTasksInput{Cluster: &cluster, Tasks: taskARNs})
//	definition, err := client.DescribeTaskDefinition(ctx, &ecs.DescribeTaskDefinitionInput{TaskDefinition: &family})
//
// and are what explain takes: &answers{*instances, *tasks, *definition}.
// DescribeContainerInstances and DescribeTasks take at most 100 names at a time.
//
// The exit status is 0 when a task would be placed, or the bundled cluster was
// explained, 1 when a task would not be placed, and 2 when the input cannot be read.
package main

import (
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
)

//go:embed sample
var sample embed.FS

// The exit statuses.
const (
	exitPlaced     = 0
	exitNotPlaced  = 1
	exitUnreadable = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("awslive", flag.ContinueOnError)
	flags.SetOutput(stderr)
	group := flags.String("group", "service:web", "the `group` of the task")
	remaining := flags.Bool("remaining", false, "take what remains on the instances, and no tasks")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return exitPlaced
	case err != nil:
		return exitUnreadable
	}
	in, err := read(flags.Args())
	if err != nil {
		fmt.Fprintln(stderr, "awslive:", err)
		return exitUnreadable
	}
	placed, err := explain(stdout, in, *group, *remaining)
	if err != nil {
		fmt.Fprintln(stderr, "awslive:", err)
		return exitUnreadable
	}
	if !placed && flags.NArg() > 0 {
		return exitNotPlaced
	}
	return exitPlaced
}

// answers is what the three calls give.
type answers struct {
	instances  ecs.DescribeContainerInstancesOutput
	tasks      ecs.DescribeTasksOutput
	definition ecs.DescribeTaskDefinitionOutput
}

// read reads the three files, or the bundled ones when none is named.
func read(files []string) (*answers, error) {
	open := os.ReadFile
	switch len(files) {
	case 0:
		files = []string{"sample/instances.json", "sample/tasks.json", "sample/definition.json"}
		open = sample.ReadFile
	case 3:
	default:
		return nil, fmt.Errorf("%d files, want 3: instances, tasks, task definition", len(files))
	}
	var in answers
	for i, into := range []any{&in.instances, &in.tasks, &in.definition} {
		data, err := open(files[i])
		if err != nil {
			return nil, err
		}
		if err := decode(data, into); err != nil {
			return nil, fmt.Errorf("%s: %w", files[i], err)
		}
	}
	for i, absent := range []bool{in.instances.ContainerInstances == nil, in.tasks.Tasks == nil, in.definition.TaskDefinition == nil} {
		if absent {
			return nil, fmt.Errorf("%s: there is no %s in the answer", files[i], []string{"list containerInstances", "list tasks", "task definition"}[i])
		}
	}
	return &in, nil
}

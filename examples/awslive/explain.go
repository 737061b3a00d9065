package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/placement"
	"github.com/ecskit/ecskit/placement/ec2types"
	"github.com/ecskit/ecskit/taskdef"
)

// explain places one more task and says where it goes, or why it goes nowhere. The
// task definition is there: read wants it, and ECS answers with one or an error.
func explain(w io.Writer, in *answers, group string, remaining bool) (placed bool, err error) {
	var c placement.Cluster
	guesses, err := addInstances(&c, in.instances.ContainerInstances, remaining)
	if err != nil {
		return false, err
	}
	if !remaining {
		if err := restore(&c, in.tasks.Tasks); err != nil {
			return false, err
		}
	}
	td := ecssdk.FromDescribeTaskDefinition(&in.definition)
	need, err := spec(td, group)
	if err != nil {
		return false, err
	}
	job, err := c.Compile(need)
	if err != nil {
		return false, err
	}
	fmt.Fprintf(w, "%d instances, %d tasks; one more of %s\n", c.Len(), c.Tasks(), td.Family)
	if need.Resources.ENI > 0 {
		assume(w, guesses, remaining)
	}
	missing := in.instances.Failures
	if !remaining {
		missing = append(slices.Clip(missing), in.tasks.Failures...)
	}
	for _, f := range missing {
		fmt.Fprintf(w, "missing: %s, %s\n", *cmp.Or(f.Arn, new("something without a name")), *cmp.Or(f.Reason, new("for no reason that is given")))
	}
	for _, f := range ecssdk.ToFailures(&c, job) {
		fmt.Fprintf(w, "  %s  %s: %s\n", *f.Arn, *f.Reason, *f.Detail)
	}
	where, err := c.Place(nil, job, 1)
	if err != nil {
		fmt.Fprintln(w, err)
		return false, nil
	}
	fmt.Fprintf(w, "it is placed on %s\n", c.Name(where[0].Instance))
	return true, nil
}

// guess is how many tasks in awsvpc mode an instance takes, where AWS has not said
// so of its type.
type guess struct {
	instance string
	limit    ec2types.Limit
}

// addInstances fills the cluster. An instance of a type that is not known gets so
// many interfaces that they are never what is missing.
func addInstances(c *placement.Cluster, list []types.ContainerInstance, remaining bool) (guesses []guess, err error) {
	from := ecssdk.FromContainerInstance
	if remaining {
		from = ecssdk.FromRemaining
	}
	for i := range list {
		instance, err := from(&list[i])
		if err != nil {
			return nil, fmt.Errorf("instance %s: %w", *cmp.Or(list[i].ContainerInstanceArn, new("without a name")), err)
		}
		limit := interfaces(instance.Attributes)
		instance.Registered.ENI = int32(limit.Tasks)
		if limit.Basis == ec2types.Unknown {
			instance.Registered.ENI = placement.MaxTasksPerInstance
		}
		if limit.Basis != ec2types.Documented {
			guesses = append(guesses, guess{instance.ID, limit})
		}
		if _, err := c.AddInstance(instance); err != nil {
			return nil, fmt.Errorf("instance %s: %w", instance.ID, err)
		}
	}
	return guesses, nil
}

// interfaces returns how many tasks in awsvpc mode an instance takes. One with a
// trunk has an attribute that names it.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
func interfaces(attributes map[string]string) ec2types.Limit {
	_, trunk := attributes["ecs.awsvpc-trunk-id"]
	t, _ := ec2types.Lookup(attributes["ecs.instance-type"])
	return t.AWSVPCTasks(trunk)
}

// assume says what the answer takes for granted of network interfaces.
func assume(w io.Writer, guesses []guess, remaining bool) {
	if remaining {
		fmt.Fprintln(w, "assumed: no task that runs has a network interface of its own, since what remains does not say")
	}
	for _, g := range guesses {
		if g.limit.Basis == ec2types.Unknown {
			fmt.Fprintf(w, "assumed: %s has a free network interface, since its instance type is not known\n", g.instance)
			continue
		}
		fmt.Fprintf(w, "assumed: %s takes %d tasks with a network interface of their own, derived from the interfaces of its type\n", g.instance, g.limit.Tasks)
	}
}

// restore puts the tasks on their instances; those on Fargate have none.
func restore(c *placement.Cluster, list []types.Task) error {
	for i := range list {
		t, err := ecssdk.FromTask(&list[i])
		if err != nil {
			return fmt.Errorf("task %s: %w", *cmp.Or(list[i].TaskArn, new("without a name")), err)
		}
		id, ok := c.Lookup(t.Instance)
		if !ok || t.Stopped {
			continue
		}
		job, err := c.Compile(t.Spec)
		if err != nil {
			return fmt.Errorf("task %s: %w", t.ARN, err)
		}
		task, err := c.Restore(id, job)
		if err != nil {
			return fmt.Errorf("task %s: %w", t.ARN, err)
		}
		if t.Stopping {
			if err := c.StopTask(task); err != nil {
				return fmt.Errorf("task %s: %w", t.ARN, err)
			}
		}
	}
	return nil
}

// spec is what one task of the definition needs.
func spec(td *taskdef.TaskDefinition, group string) (placement.TaskSpec, error) {
	d, err := td.Demand()
	if err != nil {
		return placement.TaskSpec{}, err
	}
	if d.AllGPUs || d.NeuronDevices {
		return placement.TaskSpec{}, errors.New("the task takes all devices of an instance, which a placement.TaskSpec cannot say")
	}
	s := placement.TaskSpec{
		Group:      group,
		Standalone: !strings.HasPrefix(group, "service:"),
		Resources:  placement.Resources{CPU: d.CPU, Memory: d.Memory, GPU: d.GPU, ENI: d.ENI},
		GPUShare:   placement.GPUShare{MemoryMiB: d.GPUShare},
	}
	for _, p := range d.Ports {
		s.Ports = append(s.Ports, placement.Port{Number: p.Number, Protocol: p.Protocol})
	}
	for _, a := range td.RequiresAttributes {
		s.RequiredAttributes = append(s.RequiredAttributes, a.Name)
	}
	for _, e := range d.MemberOf {
		s.Constraints = append(s.Constraints, placement.Constraint{Type: placement.MemberOf, Expression: e})
	}
	return s, nil
}

package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/taskdef"
)

// role is where a container stands in a pod.
type role uint8

const (
	mainRole    role = iota // beside the others
	sidecarRole             // an init container that goes on running: those behind it wait until it has started
	initRole                // an init container: those behind it wait until it has ended
)

// pod converts the containers in the order in which they start. Containers that
// others wait for are init containers, which Kubernetes starts one after the
// other; with restartPolicy Always, since 1.29, such a container goes on running.
//
// https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
func (c *converter) pod() object {
	pod := object{}
	c.volumes(pod)
	inits, mains := []object{}, []object{}
	order := c.startOrder()
	if len(order) == 0 {
		c.lose("task: containerDefinitions", "there is no container, and a pod has at least one")
	}
	// Those that nobody waits for start together: they keep the order of the task.
	slices.SortStableFunc(order, func(a, b int) int {
		x, _ := c.roleOf(c.td.ContainerDefinitions[a].Name)
		y, _ := c.roleOf(c.td.ContainerDefinitions[b].Name)
		if x == mainRole && y == mainRole {
			return a - b
		}
		return cmp.Compare(min(y, sidecarRole), min(x, sidecarRole))
	})
	for _, i := range order {
		d := &c.td.ContainerDefinitions[i]
		path := fmt.Sprintf("task: containerDefinitions[%d].", i)
		r, healthy := c.roleOf(d.Name)
		k := c.container(path, d, r, healthy)
		switch r {
		case mainRole:
			mains = append(mains, k)
		case sidecarRole:
			c.lose(path+"name", "as an init container that goes on running, which there is since Kubernetes 1.29, it starts before the others")
			k["restartPolicy"] = "Always"
			inits = append(inits, k)
		default:
			c.lose(path+"name", "as an init container it runs again until it succeeds; ECS goes on, or gives the task up")
			inits = append(inits, k)
		}
	}
	pod["containers"] = mains
	if len(inits) > 0 {
		pod["initContainers"] = inits
	}
	c.platform(pod)
	c.podSettings(pod)
	c.taskSize(pod)
	return pod
}

// startOrder returns the indexes of the containers in the order in which they
// start. A dependency that leads nowhere is left out; when containers wait for
// each other, all are.
func (c *converter) startOrder() []int {
	c.td = c.td.Clone()
	for {
		waves, err := c.td.StartOrder()
		if err == nil || !c.dropDependencies(err) {
			var order []int
			for _, name := range slices.Concat(waves...) {
				order = append(order, c.indexes(name, order)...)
			}
			return order
		}
	}
}

// indexes returns where the containers of a name are, but for those that are
// listed already.
func (c *converter) indexes(name string, listed []int) []int {
	var list []int
	for i := range c.td.ContainerDefinitions {
		if c.td.ContainerDefinitions[i].Name == name && !slices.Contains(listed, i) {
			list = append(list, i)
		}
	}
	return list
}

// dropDependencies takes the cause of an error of StartOrder away. It reports
// whether there was anything to take away.
func (c *converter) dropDependencies(err error) (dropped bool) {
	var order *taskdef.OrderError
	if !errors.As(err, &order) {
		return false
	}
	cycle := len(order.Cycle) > 0
	why := fmt.Sprintf("the task has no container %q", order.Unknown)
	if cycle {
		why = "the containers wait for each other, " + strings.Join(order.Cycle, " → ") + ": all start together"
	}
	for i := range c.td.ContainerDefinitions {
		d := &c.td.ContainerDefinitions[i]
		before := len(d.DependsOn)
		d.DependsOn = slices.DeleteFunc(d.DependsOn, func(on taskdef.ContainerDependency) bool {
			return cycle || on.ContainerName == order.Unknown
		})
		if len(d.DependsOn) < before {
			dropped = true
			c.lose(fmt.Sprintf("task: containerDefinitions[%d].dependsOn", i), why)
		}
	}
	return dropped
}

// roleOf tells what others wait for in a container: its end makes it an init
// container, its start or its health a sidecar.
func (c *converter) roleOf(name string) (r role, healthy bool) {
	for i := range c.td.ContainerDefinitions {
		for _, on := range c.td.ContainerDefinitions[i].DependsOn {
			if on.ContainerName != name {
				continue
			}
			switch on.Condition {
			case taskdef.ConditionComplete, taskdef.ConditionSuccess:
				r = initRole
			default:
				r = max(r, sidecarRole)
				healthy = healthy || on.Condition == taskdef.ConditionHealthy
			}
		}
	}
	return r, healthy
}

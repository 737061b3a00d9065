package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/rollout"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

type object map[string]any

// converter collects what it cannot convert.
type converter struct {
	td    *taskdef.TaskDefinition
	svc   *service.Service
	ports []object
	lost  []string
}

func (c *converter) lose(path, why string) { c.lost = append(c.lost, path+": "+why) }

// rest lists the members of v that nothing above looks at.
func (c *converter) rest(path string, v any, done string) {
	text, err := json.Marshal(v)
	members := map[string]json.RawMessage{}
	if err != nil || json.Unmarshal(text, &members) != nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if !slices.Contains(strings.Fields(done), name) {
			c.lose(path+name, "this program has no counterpart for it")
		}
	}
}

func (c *converter) objects() object {
	name := c.svc.ServiceName
	labels := object{"app": name}
	meta := object{"name": name, "labels": labels}
	pod := c.pod()
	spec := object{"selector": object{"matchLabels": labels}, "template": object{"metadata": object{"labels": labels}, "spec": pod}}
	if c.svc.DesiredCount != nil {
		spec["replicas"] = *c.svc.DesiredCount
		c.strategy(spec, *c.svc.DesiredCount)
	} else if c.svc.DeploymentConfiguration != nil {
		c.lose("service: deploymentConfiguration", "without a desired count its percents are no numbers of pods")
	}
	items := []object{{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": meta, "spec": spec}}
	if len(c.ports) > 0 {
		items = append(items, object{"apiVersion": "v1", "kind": "Service", "metadata": meta, "spec": object{"selector": labels, "ports": c.ports}})
	}
	c.rest("task: ", c.td, "family containerDefinitions")
	c.rest("service: ", c.svc, "serviceName taskDefinition desiredCount deploymentConfiguration")
	return object{"apiVersion": "v1", "kind": "List", "items": items}
}

func (c *converter) strategy(spec object, desired int) {
	var d rollout.DeploymentConfiguration
	if c.svc.DeploymentConfiguration != nil {
		d = *c.svc.DeploymentConfiguration
	}
	c.rest("service: deploymentConfiguration.", d, "minimumHealthyPercent maximumPercent")
	lower, upper := d.Resolve(rollout.Replica).Limits(desired)
	if lower >= desired && upper <= desired {
		c.lose("service: deploymentConfiguration", "nothing may stop or start, and Kubernetes refuses maxSurge and maxUnavailable of 0")
		return
	}
	spec["strategy"] = object{"type": "RollingUpdate", "rollingUpdate": object{"maxUnavailable": max(0, desired-lower), "maxSurge": max(0, upper-desired)}}
}

func (c *converter) pod() object {
	pod := object{}
	var inits, mains []object
	for i := range c.td.ContainerDefinitions {
		d := &c.td.ContainerDefinitions[i]
		path := fmt.Sprintf("task: containerDefinitions[%d].", i)
		if k := c.container(path, d); c.isInit(d) {
			c.lose(path+"name", "as an init container it runs before all others, and again until it succeeds")
			inits = append(inits, k)
		} else {
			mains = append(mains, k)
		}
	}
	pod["containers"] = mains
	if inits != nil {
		pod["initContainers"] = inits
	}
	return pod
}

// isInit holds for a plain container that others wait for until it has ended.
func (c *converter) isInit(d *taskdef.ContainerDefinition) bool {
	if d.Essential == nil || *d.Essential || d.DependsOn != nil || d.PortMappings != nil || d.HealthCheck != nil {
		return false
	}
	waited := false
	for _, other := range c.td.ContainerDefinitions {
		for _, on := range other.DependsOn {
			if on.ContainerName != d.Name {
				continue
			}
			if on.Condition != taskdef.ConditionSuccess && on.Condition != taskdef.ConditionComplete {
				return false
			}
			waited = true
		}
	}
	return waited
}

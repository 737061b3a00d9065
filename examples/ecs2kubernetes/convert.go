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
	nodes int // of a daemon service, 0 when unknown

	name    string
	labels  map[string]bool   // those that are given, by kind and label
	claims  []object          // what the volumes need besides the pod
	ports   []object          // of the Service
	taken   map[string]string // container that has a port, by protocol and number
	request demand
	lost    []string

	volumeLabels map[string]string // of the volumes that the pod has, by their names
}

func (c *converter) lose(path, why string) {
	if line := path + ": " + why; !slices.Contains(c.lost, line) {
		c.lost = append(c.lost, line)
	}
}

// rest lists the members of v that nothing above looks at, with the reasons for
// its kind.
func (c *converter) rest(kind, path string, v any, done string) {
	text, err := json.Marshal(v)
	members := map[string]json.RawMessage{}
	if err != nil || json.Unmarshal(text, &members) != nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if slices.Contains(strings.Fields(done), name) {
			continue
		}
		why := reasons[kind+"."+name]
		if why == "" {
			why = "this program has no counterpart for it"
		}
		c.lose(path+name, why)
	}
}

// What the converter makes something of, besides reasons; and what only answers
// of ECS hold.
const (
	doneTask    = "family networkMode containerDefinitions volumes cpu memory runtimePlatform pidMode"
	outputTask  = "taskDefinitionArn revision status requiresAttributes compatibilities registeredAt deregisteredAt deleteRequestedAt registeredBy"
	doneService = "serviceName taskDefinition desiredCount deploymentConfiguration schedulingStrategy"
	outputOther = "serviceArn clusterArn roleArn status runningCount pendingCount platformFamily deployments taskSets events createdAt createdBy currentServiceDeployment currentServiceRevisions resourceManagementType"
)

func (c *converter) objects() object {
	c.name = c.serviceName()
	labels := object{"app": c.name}
	meta := object{"name": c.name, "labels": labels}
	spec := object{"selector": object{"matchLabels": labels}, "template": object{"metadata": object{"labels": labels}, "spec": c.pod()}}
	kind := "Deployment"
	if c.svc.SchedulingStrategy == service.Daemon {
		kind = "DaemonSet"
		c.daemonStrategy(spec)
	} else {
		c.replicas(spec)
	}
	items := append(c.claims, object{"apiVersion": "apps/v1", "kind": kind, "metadata": meta, "spec": spec})
	if len(c.ports) > 0 {
		items = append(items, object{"apiVersion": "v1", "kind": "Service", "metadata": meta, "spec": object{"selector": labels, "ports": c.ports}})
	}
	c.rest("task", "task: ", c.td, doneTask+" "+outputTask)
	c.rest("service", "service: ", c.svc, doneService+" "+outputOther)
	return object{"apiVersion": "v1", "kind": "List", "items": items}
}

func (c *converter) deployment() rollout.DeploymentConfiguration {
	var d rollout.DeploymentConfiguration
	if c.svc.DeploymentConfiguration != nil {
		d = *c.svc.DeploymentConfiguration
	}
	c.rest("deployment", "service: deploymentConfiguration.", d, "minimumHealthyPercent maximumPercent")
	return d
}

// replicas gives a Deployment its number of pods, and how many of them may be
// missing or too many during an update, as absolute numbers: ECS rounds its
// lower limit up and its upper one down, Kubernetes rounds the other way.
func (c *converter) replicas(spec object) {
	d := c.deployment()
	if c.svc.DesiredCount == nil {
		c.lose("service: desiredCount", "absent: the Deployment has the one pod that is Kubernetes' default, and its percents are no numbers of pods")
		return
	}
	desired := *c.svc.DesiredCount
	spec["replicas"] = desired
	lower, upper := d.Resolve(rollout.Replica).Limits(desired)
	unavailable, surge := max(0, desired-lower), max(0, upper-desired)
	switch {
	case desired == 0:
		return // nothing is replaced; the limits of Kubernetes serve for any later number
	case unavailable == 0 && surge == 0:
		c.lose("service: deploymentConfiguration", "nothing may stop or start, and Kubernetes refuses maxSurge and maxUnavailable of 0: its defaults of 25% stand")
		return
	case upper < desired:
		c.lose("service: deploymentConfiguration.maximumPercent", fmt.Sprintf("ECS runs at most %d of the %d tasks, Kubernetes all of them", upper, desired))
	}
	spec["strategy"] = rollingUpdate(unavailable, surge)
}

func rollingUpdate(unavailable, surge any) object {
	return object{"type": "RollingUpdate", "rollingUpdate": object{"maxUnavailable": unavailable, "maxSurge": surge}}
}

// daemonStrategy is that of a DaemonSet, whose number of pods is that of its
// nodes. Without it the percent stays one, which Kubernetes rounds up and ECS,
// for what may be missing, down.
func (c *converter) daemonStrategy(spec object) {
	r := c.deployment().Resolve(rollout.Daemon)
	if c.svc.DesiredCount != nil {
		c.lose("service: desiredCount", "a DaemonSet has a pod on each node")
	}
	missing := 100 - r.MinimumHealthyPercent
	if missing <= 0 {
		c.lose("service: deploymentConfiguration.minimumHealthyPercent", "no task may stop first, and a daemon has no second one on its instance: Kubernetes' default, one at a time, stands")
		return
	}
	if c.nodes == 0 {
		spec["updateStrategy"] = rollingUpdate(fmt.Sprintf("%d%%", missing), 0)
		if missing < 100 {
			c.lose("service: deploymentConfiguration.minimumHealthyPercent", "of a percent Kubernetes may stop one pod more than ECS: -nodes makes it a number")
		}
		return
	}
	lower, _ := r.Limits(c.nodes)
	unavailable := c.nodes - lower
	if unavailable == 0 {
		c.lose("service: deploymentConfiguration.minimumHealthyPercent", fmt.Sprintf("of %d nodes none may stop: Kubernetes' default, one at a time, stands", c.nodes))
		return
	}
	spec["updateStrategy"] = rollingUpdate(unavailable, 0)
}

package main

import (
	"fmt"
	"strings"

	"github.com/ecskit/ecskit/taskdef"
)

func (c *converter) container(path string, d *taskdef.ContainerDefinition) object {
	k := object{"name": d.Name, "image": d.Image}
	if d.EntryPoint != nil {
		k["command"] = escaped(d.EntryPoint)
	}
	if d.Command != nil {
		k["args"] = escaped(d.Command)
	}
	var env []object
	for _, e := range d.Environment {
		env = append(env, object{"name": e.Name, "value": escape(e.Value)})
	}
	if env != nil {
		k["env"] = env
	}
	if r := resources(d); len(r) > 0 {
		k["resources"] = r
	}
	c.addPorts(path, d, k)
	c.probe(path, d.HealthCheck, k)
	c.order(path, d)
	for i, s := range d.Secrets {
		c.lose(fmt.Sprintf("%ssecrets[%d]", path, i), fmt.Sprintf("make a Secret and refer to it by env.valueFrom.secretKeyRef for %s", s.Name))
	}
	c.rest(path, d, "name image cpu memory memoryReservation entryPoint command environment portMappings healthCheck dependsOn essential secrets")
	return k
}

// escape keeps Kubernetes from expanding $(NAME), which ECS does not.
func escape(s string) string { return strings.ReplaceAll(s, "$", "$$") }

func escaped(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = escape(s)
	}
	return out
}

func resources(d *taskdef.ContainerDefinition) object {
	requests, r := object{}, object{}
	if d.CPU != nil && *d.CPU > 0 {
		requests["cpu"] = fmt.Sprintf("%dm", (*d.CPU*1000+1023)/1024)
	}
	if d.Memory != nil {
		requests["memory"] = fmt.Sprintf("%dMi", *d.Memory)
		r["limits"] = object{"memory": requests["memory"]}
	}
	if d.MemoryReservation != nil {
		requests["memory"] = fmt.Sprintf("%dMi", *d.MemoryReservation)
	}
	if len(requests) > 0 {
		r["requests"] = requests
	}
	return r
}

func (c *converter) addPorts(path string, d *taskdef.ContainerDefinition, k object) {
	var ports []object
	for i, p := range d.PortMappings {
		at := fmt.Sprintf("%sportMappings[%d].", path, i)
		c.rest(at, p, "containerPort protocol")
		if p.ContainerPort == nil {
			continue
		}
		protocol := "TCP"
		if p.Protocol != "" {
			protocol = strings.ToUpper(string(p.Protocol))
		}
		ports = append(ports, object{"containerPort": *p.ContainerPort, "protocol": protocol})
		c.ports = append(c.ports, object{"name": fmt.Sprintf("%s-%d", strings.ToLower(protocol), *p.ContainerPort), "port": *p.ContainerPort, "targetPort": *p.ContainerPort, "protocol": protocol})
	}
	if ports != nil {
		k["ports"] = ports
	}
}

func (c *converter) probe(path string, h *taskdef.HealthCheck, k object) {
	if h == nil {
		return
	}
	if len(h.Command) < 2 {
		c.lose(path+"healthCheck", "it runs no command")
		return
	}
	command := h.Command[1:]
	if h.Command[0] == "CMD-SHELL" {
		command = []string{"/bin/sh", "-c", h.Command[1]}
	}
	k["livenessProbe"] = object{
		"exec": object{"command": command}, "periodSeconds": or(h.Interval, 30),
		"timeoutSeconds": or(h.Timeout, 5), "failureThreshold": or(h.Retries, 3),
	}
	c.lose(path+"healthCheck", "a failing livenessProbe restarts the container; ECS replaces the task")
	c.rest(path+"healthCheck.", h, "command interval timeout retries")
}

func or(p *int, otherwise int) int {
	if p == nil {
		return otherwise
	}
	return *p
}

func (c *converter) order(path string, d *taskdef.ContainerDefinition) {
	if d.Essential != nil && !*d.Essential && !c.isInit(d) {
		c.lose(path+"essential", "a pod restarts each of its containers")
	}
	for i, on := range d.DependsOn {
		for j := range c.td.ContainerDefinitions {
			if o := &c.td.ContainerDefinitions[j]; o.Name == on.ContainerName && !c.isInit(o) {
				c.lose(fmt.Sprintf("%sdependsOn[%d]", path, i), "the containers of a pod start in no such order")
			}
		}
	}
}

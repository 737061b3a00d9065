package main

import (
	"fmt"

	"github.com/ecskit/ecskit/taskdef"
)

// demand is what one pod requests.
type demand struct {
	cpu    int // CPU units, 1024 to a core
	memory int // MiB
	// The most that an init container requests, with the sidecars before it: it
	// runs alone beside them.
	initCPU, initMemory int
}

func (d *demand) add(r role, cpu, memory int) {
	if r == initRole {
		d.initCPU, d.initMemory = max(d.initCPU, d.cpu+cpu), max(d.initMemory, d.memory+memory)
		return
	}
	d.cpu += cpu
	d.memory += memory
}

// total is what the scheduler finds a place for.
//
// https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
func (d demand) total() (cpu, memory int) { return max(d.cpu, d.initCPU), max(d.memory, d.initMemory) }

// platform keeps the pod to nodes that run its images. Without a platform it is
// left to the images, since Kubernetes has nodes of all kinds in one cluster.
//
// https://kubernetes.io/docs/reference/labels-annotations-taints/
func (c *converter) platform(pod object) {
	p := c.td.RuntimePlatform
	if p == nil {
		return
	}
	selector := object{}
	if p.OperatingSystemFamily != "" {
		selector["kubernetes.io/os"] = "linux"
		if p.OperatingSystemFamily.IsWindows() {
			selector["kubernetes.io/os"] = "windows"
			c.lose("task: runtimePlatform.operatingSystemFamily", "the version of Windows is that of the node: select it by node.kubernetes.io/windows-build")
		}
	}
	if arch := architecture(p.CPUArchitecture); arch != "" {
		selector["kubernetes.io/arch"] = arch
	}
	if len(selector) > 0 {
		pod["nodeSelector"] = selector
	}
}

func architecture(a taskdef.CPUArchitecture) string {
	switch a {
	case taskdef.CPUArchitectureX8664:
		return "amd64"
	case taskdef.CPUArchitectureARM64:
		return "arm64"
	}
	return ""
}

// podSettings converts what containers have and pods share.
func (c *converter) podSettings(pod object) {
	if c.td.EffectiveNetworkMode() == taskdef.NetworkModeNone {
		c.lose("task: networkMode", "a pod always has a network: a NetworkPolicy that allows nothing comes near none")
	}
	switch c.td.PIDMode {
	case taskdef.PIDModeTask:
		pod["shareProcessNamespace"] = true
	case taskdef.PIDModeHost:
		pod["hostPID"] = true
	}
	longest := -1
	for i := range c.td.ContainerDefinitions {
		stop := or(c.td.ContainerDefinitions[i].StopTimeout, -1)
		if longest = max(longest, stop); stop >= 0 && len(c.td.ContainerDefinitions) > 1 {
			c.lose(fmt.Sprintf("task: containerDefinitions[%d].stopTimeout", i), "the containers of a pod share one terminationGracePeriodSeconds, the longest")
		}
	}
	if longest >= 0 {
		pod["terminationGracePeriodSeconds"] = longest
	}
}

// taskSize gives the size of the task to its only container. That of several
// has no place in a pod: since Kubernetes 1.34, resources of a pod are a beta
// feature.
func (c *converter) taskSize(pod object) {
	cpu, hasCPU := c.td.CPUUnits()
	memory, hasMemory := c.td.MemoryMiB()
	if len(c.td.ContainerDefinitions) != 1 {
		for _, size := range []struct {
			name  string
			given bool
		}{{"cpu", hasCPU}, {"memory", hasMemory}} {
			if size.given {
				c.lose("task: "+size.name, "it bounds all containers together: a pod has resources of its own since Kubernetes 1.34, as a beta feature; those of the containers are kept")
			}
		}
		return
	}
	k := pod["containers"].([]object)[0]
	resources, _ := k["resources"].(object)
	if resources == nil {
		resources = object{}
	}
	if hasCPU {
		if set(resources, "requests", "cpu", millicores(cpu)) {
			c.request.cpu = cpu
		}
		set(resources, "limits", "cpu", millicores(cpu))
	}
	if hasMemory {
		if set(resources, "requests", "memory", mebibytes(memory)) {
			c.request.memory = memory
		}
		set(resources, "limits", "memory", mebibytes(memory))
	}
	if len(resources) > 0 {
		k["resources"] = resources
	}
}

// set writes a resource where the container says nothing of it, and reports
// whether it did.
func set(resources object, part, name, value string) bool {
	in, _ := resources[part].(object)
	if in == nil {
		in = object{}
		resources[part] = in
	}
	if in[name] != nil {
		return false
	}
	in[name] = value
	return true
}

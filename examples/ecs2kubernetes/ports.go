package main

import (
	"fmt"
	"strings"

	"github.com/ecskit/ecskit/taskdef"
)

// addPorts opens the ports of a container in the pod and in the Service, under
// the port at which clients reached the task: that of the instance when it is
// fixed, that of the container otherwise.
func (c *converter) addPorts(path string, d *taskdef.ContainerDefinition, k object, r role) {
	if len(d.PortMappings) == 0 {
		return
	}
	switch mode := c.td.EffectiveNetworkMode(); {
	case mode == taskdef.NetworkModeNone:
		c.lose(path+"portMappings", "in network mode none nothing reaches the ports: left out")
		return
	case r == initRole:
		c.lose(path+"portMappings", "an init container has ended before a Service reaches the pod: left out")
		return
	}
	var ports []object
	for i, p := range d.PortMappings {
		at := fmt.Sprintf("%sportMappings[%d].", path, i)
		c.rest("port", at, p, "containerPort hostPort protocol name")
		if p.ContainerPort == nil {
			if p.ContainerPortRange == "" {
				c.lose(at+"containerPort", "absent: no port is opened")
			}
			continue
		}
		protocol := "TCP"
		if p.Protocol != "" {
			protocol = strings.ToUpper(string(p.Protocol))
		}
		if c.portTaken(at, d.Name, protocol, *p.ContainerPort) {
			continue
		}
		ports = append(ports, object{"containerPort": *p.ContainerPort, "protocol": protocol})
		c.servicePort(at, p, protocol)
	}
	if ports != nil {
		k["ports"] = ports
	}
}

// portTaken reports whether a container of the pod has the port already: all
// share one network, which in the modes bridge and NAT they do not.
func (c *converter) portTaken(at, container, protocol string, port int) bool {
	if c.taken == nil {
		c.taken = map[string]string{}
	}
	key := fmt.Sprintf("%s %d", protocol, port)
	other, taken := c.taken[key]
	if taken {
		c.lose(at+"containerPort", fmt.Sprintf("container %s has %s %d, and the containers of a pod share one network: give %s another port", other, strings.ToLower(protocol), port, container))
		return true
	}
	c.taken[key] = container
	return false
}

func (c *converter) servicePort(at string, p taskdef.PortMapping, protocol string) {
	port := *p.ContainerPort
	switch c.td.EffectiveNetworkMode() {
	case taskdef.NetworkModeAWSVPC:
	case taskdef.NetworkModeHost:
		c.lose(at+"hostPort", "the Service has the port; the pod has a network of its own, not that of the node (hostNetwork)")
	default:
		if host := or(p.HostPort, 0); host != 0 {
			port = host
			c.lose(at+"hostPort", "the Service has the port; on the nodes it is closed (hostPort opens it)")
		} else {
			c.lose(at+"hostPort", fmt.Sprintf("Docker chooses a port of the instance; clients of the Service use %d", port))
		}
	}
	name := fmt.Sprintf("%s-%d", strings.ToLower(protocol), port)
	for _, other := range c.ports {
		if other["name"] == name {
			c.lose(at+"hostPort", fmt.Sprintf("the Service has %s %d already", strings.ToLower(protocol), port))
			return
		}
	}
	c.ports = append(c.ports, object{"name": name, "port": port, "targetPort": *p.ContainerPort, "protocol": protocol})
}

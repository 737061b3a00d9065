package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ecskit/ecskit/taskdef"
)

const doneContainer = "name image cpu memory memoryReservation entryPoint command environment portMappings healthCheck dependsOn essential secrets " +
	"mountPoints user privileged readonlyRootFilesystem workingDirectory interactive pseudoTerminal linuxParameters resourceRequirements stopTimeout"

func (c *converter) container(path string, d *taskdef.ContainerDefinition, r role, healthy bool) object {
	k := object{"name": c.label("container", path+"name", d.Name), "image": d.Image}
	if d.EntryPoint != nil {
		k["command"] = escaped(d.EntryPoint)
	}
	if d.Command != nil {
		k["args"] = escaped(d.Command)
	}
	if env := c.environment(path, d); env != nil {
		k["env"] = env
	}
	if res := c.resources(path, d, r); len(res) > 0 {
		k["resources"] = res
	}
	if d.WorkingDirectory != "" {
		k["workingDir"] = d.WorkingDirectory
	}
	if isTrue(d.Interactive) {
		k["stdin"] = true
	}
	if isTrue(d.PseudoTerminal) {
		k["tty"] = true
	}
	if s := c.security(path, d); len(s) > 0 {
		k["securityContext"] = s
	}
	c.addPorts(path, d, k, r)
	c.mounts(path, d, k)
	c.probes(path, d.HealthCheck, k, r, healthy)
	if r == mainRole && d.Essential != nil && !*d.Essential {
		c.lose(path+"essential", "a pod restarts each of its containers when it ends, also this one")
	}
	c.rest("container", path, d, doneContainer)
	return k
}

// escape keeps Kubernetes from expanding $(NAME), which ECS does not: it reads
// $$ as a dollar.
//
// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
func escape(s string) string { return strings.ReplaceAll(s, "$", "$$") }

func escaped(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = escape(s)
	}
	return out
}

func isTrue(b *bool) bool { return b != nil && *b }

func or(p *int, otherwise int) int {
	if p == nil {
		return otherwise
	}
	return *p
}

// environment has the variables and, by reference to a Secret that is named
// after the service, the secrets.
func (c *converter) environment(path string, d *taskdef.ContainerDefinition) []object {
	var env []object
	for _, e := range d.Environment {
		env = append(env, object{"name": e.Name, "value": escape(e.Value)})
	}
	for i, s := range d.Secrets {
		env = append(env, object{"name": s.Name, "valueFrom": object{"secretKeyRef": object{"name": c.name, "key": s.Name}}})
		c.lose(fmt.Sprintf("%ssecrets[%d]", path, i), fmt.Sprintf("put the value of %s into the Secret %s under the key %s", s.ValueFrom, c.name, s.Name))
	}
	return env
}

// resources: the reservation of memory is what is requested, and the limit where
// there is none. CPU units are a share, of which 1024 are a core.
func (c *converter) resources(path string, d *taskdef.ContainerDefinition, role role) object {
	requests, limits := object{}, object{}
	if d.CPU != nil && *d.CPU > 0 {
		requests["cpu"] = millicores(*d.CPU)
	}
	if d.Memory != nil {
		limits["memory"] = mebibytes(*d.Memory)
		requests["memory"] = limits["memory"]
	}
	if d.MemoryReservation != nil {
		requests["memory"] = mebibytes(*d.MemoryReservation)
	}
	c.request.add(role, or(d.CPU, 0), or(d.MemoryReservation, or(d.Memory, 0)))
	for i, r := range d.ResourceRequirements {
		if n, err := strconv.Atoi(r.Value); r.Type == taskdef.ResourceGPU && err == nil {
			limits["nvidia.com/gpu"] = n
			continue
		}
		c.lose(fmt.Sprintf("%sresourceRequirements[%d]", path, i), "Kubernetes counts whole devices, by the resource of their device plug-in")
	}
	r := object{}
	if len(requests) > 0 {
		r["requests"] = requests
	}
	if len(limits) > 0 {
		r["limits"] = limits
	}
	return r
}

// millis are CPU units in thousandths of a core, rounded up.
func millis(units int) int        { return (units*1000 + 1023) / 1024 }
func millicores(units int) string { return fmt.Sprintf("%dm", millis(units)) }
func mebibytes(mib int) string    { return fmt.Sprintf("%dMi", mib) }

// security collects what a container may do.
func (c *converter) security(path string, d *taskdef.ContainerDefinition) object {
	s := object{}
	if isTrue(d.Privileged) {
		s["privileged"] = true
	}
	if isTrue(d.ReadonlyRootFilesystem) {
		s["readOnlyRootFilesystem"] = true
	}
	if d.User != "" {
		c.user(path, d.User, s)
	}
	if p := d.LinuxParameters; p != nil {
		if caps := p.Capabilities; caps != nil {
			changes := object{}
			if caps.Add != nil {
				changes["add"] = caps.Add
			}
			if caps.Drop != nil {
				changes["drop"] = caps.Drop
			}
			s["capabilities"] = changes
		}
		c.rest("linux", path+"linuxParameters.", p, "capabilities")
	}
	return s
}

// user takes uid and uid:gid; names are in the image alone.
func (c *converter) user(path, user string, s object) {
	uid, gid, both := strings.Cut(user, ":")
	id, err := strconv.Atoi(uid)
	group, err2 := strconv.Atoi(gid)
	if err != nil || both && err2 != nil {
		c.lose(path+"user", fmt.Sprintf("%q is a name, Kubernetes takes numbers: runAsUser, runAsGroup", user))
		return
	}
	s["runAsUser"] = id
	if both {
		s["runAsGroup"] = group
	}
}

package main

import "github.com/ecskit/ecskit/taskdef"

// probes converts a health check: a livenessProbe, and a startupProbe for the
// time in which failures do not count or for the containers that wait until this
// one is healthy. Kubernetes runs the command as it is, without a shell and
// without expanding anything.
//
// https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
func (c *converter) probes(path string, h *taskdef.HealthCheck, k object, r role, healthy bool) {
	if h == nil || len(h.Command) > 0 && h.Command[0] == "NONE" {
		return
	}
	command := probeCommand(h.Command)
	if command == nil {
		c.lose(path+"healthCheck", "it runs no command")
		return
	}
	if r == initRole {
		c.lose(path+"healthCheck", "an init container that others wait for to end has no probes")
		return
	}
	probe := func(failures int) object {
		return object{
			"exec": object{"command": command}, "periodSeconds": or(h.Interval, 30),
			"timeoutSeconds": or(h.Timeout, 5), "failureThreshold": failures,
		}
	}
	retries := or(h.Retries, 3)
	k["livenessProbe"] = probe(retries)
	if start := or(h.StartPeriod, 0); start > 0 || healthy {
		// As many tries as the start period has, and those that count anyway.
		interval := max(1, or(h.Interval, 30))
		k["startupProbe"] = probe(retries + (start+interval-1)/interval)
	}
	c.lose(path+"healthCheck", "a failing livenessProbe restarts the container; ECS replaces the task")
	c.rest("health", path+"healthCheck.", h, "command interval timeout retries startPeriod")
}

// probeCommand returns the command of CMD and of CMD-SHELL, whose shell is that
// of the container; without either word it is a command too.
func probeCommand(command []string) []string {
	switch {
	case len(command) == 0, len(command) == 1 && (command[0] == "CMD" || command[0] == "CMD-SHELL"):
		return nil
	case command[0] == "CMD":
		return command[1:]
	case command[0] == "CMD-SHELL":
		return append([]string{"/bin/sh", "-c"}, command[1:]...) // Docker hands on what stands behind the command, too
	}
	return command
}

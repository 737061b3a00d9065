package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

// variable is ${NAME} as Copilot replaces it in the texts of a manifest; a
// backslash in front keeps it.
//
// https://aws.github.io/copilot-cli/docs/developing/manifest-env-var/
var variable = regexp.MustCompile(`\\?\$\{[_a-zA-Z][_a-zA-Z0-9]*\}`)

func (c *converter) interpolate(path, s string) string {
	return variable.ReplaceAllStringFunc(s, func(v string) string {
		if v[0] == '\\' {
			return v[1:]
		}
		why := "a variable of the shell that runs Copilot"
		switch v {
		case "${COPILOT_APPLICATION_NAME}":
			why = "the application, which -app names"
		case "${COPILOT_ENVIRONMENT_NAME}":
			why = "the environment, which -env names"
		}
		return c.fill(path, v[2:len(v)-1], why)
	})
}

// value returns what is known under the name of a placeholder.
func (c *converter) value(name string) (string, bool) {
	value, ok := c.set[name]
	switch {
	case ok:
	case name == "COPILOT_APPLICATION_NAME" && c.app != "":
		return c.app, true
	case name == "COPILOT_ENVIRONMENT_NAME" && c.env != "":
		return c.env, true
	case name == "SERVICE_CONNECT_NAMESPACE" && c.env != "" && c.app != "":
		return c.env + "." + c.app + ".local", true // as Copilot names it [observed]
	}
	return value, ok
}

// exclusive are members of one object that rule each other out: an environment
// that gives one of a group takes those of the other groups away.
//
// Read off Copilot's transformers of 2024-03 [observed].
var exclusive = map[string][][]string{
	"image":                 {{"build"}, {"location"}},
	"sidecars.*.image":      {{"build"}, {"location"}},
	"count":                 {{"spot"}, {"range", "cooldown", "cpu_percentage", "memory_percentage", "requests", "response_time", "queue_delay"}},
	"storage.volumes.*.efs": {{"uid", "gid"}, {"id", "root_dir", "auth"}},
	"secrets.*":             {{"from_cfn"}, {"secretsmanager"}},
	"sidecars.*.secrets.*":  {{"from_cfn"}, {"secretsmanager"}},
}

// overlay writes an environment's values over the manifest's: maps are merged,
// everything else is replaced. A null of the environment says nothing.
//
// https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#environments
func overlay(base, over *node) *node {
	if !base.is(jsonscan.Object) || !over.is(jsonscan.Object) {
		return over
	}
	for _, group := range exclusive[base.pattern] {
		if slices.ContainsFunc(group, func(name string) bool { return over.members[name] != nil }) {
			for _, other := range slices.Concat(exclusive[base.pattern]...) {
				if !slices.Contains(group, other) {
					base.remove(other)
				}
			}
		}
	}
	for _, key := range over.keys {
		base.set(key, overlay(base.members[key], over.members[key]))
	}
	return base
}

// applyEnvironment merges the overrides of the environment that was asked for.
func (c *converter) applyEnvironment(all jsonscan.Value) {
	names := []string{}
	for m := range all.Children() {
		names = append(names, m.Key())
	}
	chosen := all.Member(c.env)
	switch path := diag.Member("environments", c.env); {
	case len(names) == 0:
	case c.env == "":
		c.find(note, "environments", "left out: what holds in every environment is converted", "choose one with -env: "+strings.Join(names, ", "))
	case chosen.Kind() == jsonscan.None || chosen.Kind() == jsonscan.Null:
		c.find(note, "environments", "it overrides nothing for "+c.env, "")
	case chosen.Kind() != jsonscan.Object:
		c.find(unreadable, path, "the overrides are "+chosen.Kind().String()+", not a map", "")
	default:
		overlay(c.root, c.build(chosen, path, ""))
	}
}

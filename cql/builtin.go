package cql

import (
	"slices"
	"strings"
)

// valuedAttributes returns the built-in attributes that have values, the most
// used first.
func valuedAttributes() []string {
	return []string{
		"ecs.instance-type", "ecs.availability-zone", "ecs.ami-id", "ecs.os-type", "ecs.os-family",
		"ecs.cpu-architecture", "ecs.vpc-id", "ecs.subnet-id", "ecs.os-type-detailed",
		"ecs.awsvpc-trunk-id", "ecs.outpost-arn", "ecs.capability.gpu-driver-version",
		"ecs.capability.cni-plugin-version", "ecs.capability.branch-cni-plugin-version",
	}
}

func isValued(name string) bool {
	return slices.Contains(valuedAttributes(), name)
}

// isNameOnly reports whether the attribute is one of those by which the agent
// says what it is capable of; they have no value, save for a few versions.
func isNameOnly(name string) bool {
	return (strings.HasPrefix(name, "ecs.capability.") || strings.HasPrefix(name, "com.amazonaws.ecs.capability.")) &&
		!isValued(name)
}

// builtinFor returns the built-in attribute that a name was probably meant to
// be, and "" when it is one itself or none is near.
func builtinFor(name string) string {
	if isValued(name) || isNameOnly(name) {
		return ""
	}
	dotted := strings.ReplaceAll(name, ":", ".")
	if isValued(dotted) || isNameOnly(dotted) {
		return dotted
	}
	if isValued("ecs." + dotted) {
		return "ecs." + dotted
	}
	short, ok := cutFold(dotted, "ecs.")
	if !ok {
		return ""
	}
	if alias := attributeAlias(strings.ToLower(short)); alias != "" {
		return alias
	}
	return nearest(dotted, 2, valuedAttributes()...)
}

// cutFold cuts a prefix without regard to case.
func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// attributeAlias returns the built-in attribute for a shorter name of it in lower
// case, without ecs.
func attributeAlias(name string) string {
	switch squeeze(name) {
	case "instancetype", "type":
		return "ecs.instance-type"
	case "availabilityzone", "az", "zone":
		return "ecs.availability-zone"
	case "amiid", "ami", "imageid":
		return "ecs.ami-id"
	case "ostype", "os":
		return "ecs.os-type"
	case "osfamily":
		return "ecs.os-family"
	case "cpuarchitecture", "cpuarch", "architecture", "arch":
		return "ecs.cpu-architecture"
	case "vpcid", "vpc":
		return "ecs.vpc-id"
	case "subnetid", "subnet":
		return "ecs.subnet-id"
	}
	return ""
}

// squeeze takes the signs between the parts of a name away.
func squeeze(name string) string {
	return strings.NewReplacer("-", "", "_", "", ".", "", ":", "").Replace(name)
}

// subjectAlias returns the subject that a word was probably meant to be, as it is
// written in an expression.
func subjectAlias(word string) string {
	switch squeezed := squeeze(strings.ToLower(word)); squeezed {
	case "agentconnected", "connected":
		return SubjectAgentConnected.String()
	case "agentversion", "version":
		return SubjectAgentVersion.String()
	case "ec2instanceid", "instanceid", "ec2id", "host":
		return SubjectEC2InstanceID.String()
	case "registeredat", "registered", "registrationtime":
		return SubjectRegisteredAt.String()
	case "runningtaskscount", "runningtaskcount", "runningtasks", "taskscount", "taskcount":
		return SubjectRunningTasksCount.String()
	case "taskgroup", "taskgroups", "group", "taskfamily", "taskservice":
		return SubjectTaskGroup.String()
	default:
		if alias := attributeAlias(squeezed); alias != "" && squeezed != "type" && squeezed != "os" {
			return attributePrefix + alias
		}
	}
	return ""
}

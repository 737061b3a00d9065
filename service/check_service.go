package service

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
)

const (
	maxNameLength    = 255
	maxTags          = 50
	maxTagKey        = 128
	maxTagValue      = 256
	maxClientToken   = 36
	maxProviders     = 20
	maxWeight        = 1000
	maxBase          = 100_000
	maxConstraints   = 10
	maxStrategies    = 5
	maxSubnets       = 16
	maxGroups        = 5
	maxTargetGroups  = 5
	maxPort          = 65535
	maxDiscoveryName = 64
	maxDNSName       = 127
)

func (p *pass) service() {
	s := p.s
	if p.op == creating {
		if s.ServiceName == "" {
			p.report(kindNameRequired, "serviceName", "the service has no name", "")
		}
		if s.TaskDefinition == "" && s.controller() != ControllerExternal {
			p.report(kindDefinitionMissing, "taskDefinition", "the service has no task definition", "write family, family:revision or an ARN")
		}
		// The page of the controller EXTERNAL requires the name alone, the API's page
		// a count of every REPLICA service.
		if s.DesiredCount == nil && s.SchedulingStrategy != Daemon && s.controller() != ControllerExternal {
			p.report(kindDesiredRequired, "desiredCount", "a REPLICA service says how many tasks it wants", "")
		}
	}
	if s.ServiceName != "" && !isName(s.ServiceName) {
		p.report(kindName, "serviceName", fmt.Sprintf("%q is not 1 to %d letters, digits, '_' and '-'", s.ServiceName, maxNameLength), "")
	}
	if n := intOf(s.DesiredCount); n < 0 {
		p.report(kindDesiredRange, "desiredCount", fmt.Sprintf("%d tasks cannot be wanted", n), "")
	}
	enum(p, "launchType", s.LaunchType, LaunchType("").Values())
	enum(p, "schedulingStrategy", s.SchedulingStrategy, SchedulingStrategy("").Values())
	enum(p, "availabilityZoneRebalancing", s.AvailabilityZoneRebalancing, Rebalancing("").Values())
	enum(p, "propagateTags", s.PropagateTags, PropagateTags("").Values())
	if s.DeploymentController != nil {
		enum(p, "deploymentController.type", s.DeploymentController.Type, ControllerType("").Values())
	}
	p.gracePeriod()
	p.tags()
	if s.PlatformVersion != "" && !p.capacity.fargate && (p.capacity.instances || p.capacity.external) {
		p.report(kindPlatformVersion, "platformVersion", fmt.Sprintf("platform version %s is given, and the tasks do not run on Fargate", s.PlatformVersion), "leave it out")
	}
	if isTrue(s.EnableExecuteCommand) && p.td != nil && p.td.TaskRoleARN == "" {
		p.report(kindExecRole, "enableExecuteCommand", "ECS Exec is on, and the task definition has no task role", "add a taskRoleArn that may use ssmmessages")
	}
	p.clientToken()
	p.monitoring()
}

// foreign reports members that the model has for the sake of another call. The
// page of a call lists what it takes; that it refuses or ignores the rest is
// inferred.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
func (p *pass) foreign() {
	call, without := "CreateService", append(outputOnly(), "forceNewDeployment")
	switch p.op {
	case described:
		return
	case updating:
		call, without = "UpdateService", append(outputOnly(), "serviceName", "launchType", "schedulingStrategy", "role", "tags", "clientToken")
	}
	for field, value := range reflect.ValueOf(*p.s).Fields() {
		if name := memberName(field); slices.Contains(without, name) && !value.IsZero() {
			p.report(kindForeign, name, call+" has no member "+name, "leave it out")
		}
	}
}

func (p *pass) clientToken() {
	token := p.s.ClientToken
	if len(token) > maxClientToken {
		p.report(kindClientToken, "clientToken", fmt.Sprintf("the client token has %d characters, at most %d are taken", len(token), maxClientToken), "")
	}
	if strings.ContainsFunc(token, func(c rune) bool { return c < '!' || c > '~' }) {
		p.report(kindClientToken, "clientToken", fmt.Sprintf("the client token %q has another character than the visible ones of ASCII", token), "")
	}
}

func isName(s string) bool {
	if s == "" || len(s) > maxNameLength {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-') {
			return false
		}
	}
	return true
}

func (p *pass) gracePeriod() {
	grace := p.s.HealthCheckGracePeriodSeconds
	if grace == nil {
		return
	}
	if *grace < 0 {
		p.report(kindGraceRange, "healthCheckGracePeriodSeconds", fmt.Sprintf("%d is not 0 to 2147483647 seconds", *grace), "")
	}
	checked := len(p.s.LoadBalancers) > 0 || len(p.s.VPCLatticeConfigurations) > 0 || p.td == nil
	if p.td != nil {
		for _, c := range p.td.ContainerDefinitions {
			checked = checked || c.HealthCheck != nil
		}
	}
	// An update without load balancers keeps those that the service has.
	if *grace > 0 && !checked && p.s.controller() == ControllerECS && p.op != updating {
		p.report(kindGraceUnused, "healthCheckGracePeriodSeconds", "there is no load balancer and no container health check whose results could be ignored", "leave it out")
	}
}

// tags checks the tags that a caller gives. A description has AWS's own among them,
// which do not count.
func (p *pass) tags() {
	seen := map[string]bool{}
	counted := 0
	for i, tag := range p.s.Tags {
		if isReserved(tag.Key) && p.op == described {
			continue
		}
		counted++
		path := diag.Element("tags", i)
		if seen[tag.Key] && tag.Key != "" {
			p.report(kindTags, path+".key", fmt.Sprintf("the key %q comes twice", tag.Key), "keep one of them")
		}
		seen[tag.Key] = true
		p.tagText(path, "key", tag.Key, 1, maxTagKey)
		p.tagText(path, "value", tag.Value, 0, maxTagValue)
	}
	if counted > maxTags {
		p.report(kindTags, "tags", fmt.Sprintf("%d tags, at most %d are taken", counted, maxTags), "")
	}
	if isTrue(p.s.EnableECSManagedTags) && (p.s.PropagateTags == "" || p.s.PropagateTags == PropagateNone) && p.op == creating {
		p.report(kindManagedTags, "enableECSManagedTags", "managed tags are on, and propagateTags is not set", "set propagateTags to SERVICE or TASK_DEFINITION")
	}
}

func (p *pass) tagText(path, member, text string, least, most int) {
	path += "." + member
	if n := utf8.RuneCountInString(text); n < least || n > most {
		p.report(kindTags, path, fmt.Sprintf("a %s of %d characters, %d to %d are taken", member, n, least, most), "")
	}
	if isReserved(text) {
		p.report(kindTags, path, fmt.Sprintf("the prefix of %q is kept for AWS", text), "")
	}
}

func isReserved(s string) bool { return len(s) >= 4 && strings.EqualFold(s[:4], "aws:") }

func (p *pass) monitoring() {
	if p.s.Monitoring == nil {
		return
	}
	for i, m := range p.s.Monitoring.MetricConfigurations {
		path := diag.Element("monitoring.metricConfigurations", i)
		if len(m.MetricNames) == 0 {
			p.report(kindMonitoring, path+".metricNames", "no metric is named", "name CPUUtilization, MemoryUtilization or both")
		}
		for j, name := range m.MetricNames {
			if name != "CPUUtilization" && name != "MemoryUtilization" {
				p.report(kindMonitoring, diag.Element(path+".metricNames", j), fmt.Sprintf("%q is none of CPUUtilization, MemoryUtilization", name), "")
			}
		}
		if r := intOf(m.ResolutionSeconds); r != 20 && r != 60 {
			p.report(kindMonitoring, path+".resolutionSeconds", fmt.Sprintf("%d is none of 20, 60", r), "")
		}
	}
}

package service

import (
	"fmt"
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
)

func (p *pass) service() {
	s := p.s
	if s.operation() == creating {
		if s.ServiceName == "" {
			p.report(kindNameRequired, "serviceName", "the service has no name", "")
		}
		if s.TaskDefinition == "" && s.controller() != ControllerExternal {
			p.report(kindDefinitionMissing, "taskDefinition", "the service has no task definition", "write family, family:revision or an ARN")
		}
		if s.DesiredCount == nil && s.SchedulingStrategy != Daemon {
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
	if len(s.ClientToken) > maxClientToken {
		p.report(kindClientToken, "clientToken", fmt.Sprintf("the client token has %d characters, at most %d are taken", len(s.ClientToken), maxClientToken), "")
	}
	p.monitoring()
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
	if *grace > 0 && !checked && p.s.controller() == ControllerECS {
		p.report(kindGraceUnused, "healthCheckGracePeriodSeconds", "there is no load balancer and no container health check whose results could be ignored", "leave it out")
	}
}

func (p *pass) tags() {
	if n := len(p.s.Tags); n > maxTags {
		p.report(kindTags, "tags", fmt.Sprintf("%d tags, at most %d are taken", n, maxTags), "")
	}
	for i, tag := range p.s.Tags {
		path := diag.Element("tags", i)
		if n := utf8.RuneCountInString(tag.Key); n == 0 || n > maxTagKey {
			p.report(kindTags, path+".key", fmt.Sprintf("a key of %d characters, 1 to %d are taken", n, maxTagKey), "")
		}
		if n := utf8.RuneCountInString(tag.Value); n > maxTagValue {
			p.report(kindTags, path+".value", fmt.Sprintf("a value of %d characters, at most %d are taken", n, maxTagValue), "")
		}
		if strings.HasPrefix(strings.ToLower(tag.Key), "aws:") {
			p.report(kindTags, path+".key", fmt.Sprintf("the prefix of %q is kept for AWS", tag.Key), "")
		}
	}
	if isTrue(p.s.EnableECSManagedTags) && (p.s.PropagateTags == "" || p.s.PropagateTags == PropagateNone) && p.s.operation() == creating {
		p.report(kindManagedTags, "enableECSManagedTags", "managed tags are on, and propagateTags is not set", "set propagateTags to SERVICE or TASK_DEFINITION")
	}
}

func (p *pass) monitoring() {
	if p.s.Monitoring == nil {
		return
	}
	for i, m := range p.s.Monitoring.MetricConfigurations {
		path := diag.Element("monitoring.metricConfigurations", i)
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

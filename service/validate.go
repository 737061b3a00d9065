package service

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// Config says what a service is checked against, and what is known of its
// surroundings. The zero Config checks the service alone.
type Config struct {
	TaskDefinition *taskdef.TaskDefinition // nil: what needs it is not checked
	Disable        []string                // codes or names of kinds that are not wanted

	TargetGroups map[string]TargetGroup // by ARN; those that are known
	VPCs         map[string]string      // VPC of each subnet and security group that is known
	SubnetZones  map[string]string      // Availability Zone of each subnet that is known
	MountTargets map[string][]string    // Availability Zones that have a mount target, by EFS file system id
}

// TargetGroup is what is known of a target group.
type TargetGroup struct {
	TargetType string   // "ip" or "instance"; empty: not known
	Protocol   string   // "HTTP", "HTTPS", "TCP", "UDP", "TCP_UDP", "TLS"; empty: not known
	VPC        string   // empty: not known
	Zones      []string // Availability Zones that the load balancer is enabled in; nil: not known
}

// operation tells the three uses of the model apart: what creation requires is
// not required of an update, and not missed in a description.
type operation uint8

const (
	creating operation = iota
	updating
	described
)

func (s *Service) operation() operation {
	switch {
	case s.ServiceARN != "":
		return described
	case s.Service != "":
		return updating
	}
	return creating
}

// Validate returns everything that is wrong with a service, sorted: with the
// service alone, with its deployment configuration (kinds of package rollout), and
// against its task definition when the Config has it. A service without an ARN and
// without the member service is checked as the input of CreateService.
func Validate(s *Service, cfg Config) diag.List { return validate(s, s.operation(), cfg) }

func validate(s *Service, op operation, cfg Config) diag.List {
	p := &pass{s: s, op: op, td: cfg.TaskDefinition, cfg: cfg}
	p.capacity = s.capacity()
	p.service()
	p.foreign()
	p.providers()
	p.scheduling()
	p.placement()
	p.loadBalancers()
	p.controllers()
	p.network()
	p.discovery()
	p.connect()
	p.volumes()
	p.deployment()
	p.list.Sort()
	return p.list
}

type pass struct {
	s        *Service
	op       operation
	td       *taskdef.TaskDefinition
	cfg      Config
	capacity capacity
	list     diag.List
}

func (p *pass) report(k diag.Kind, path, message, hint string) {
	if !p.disabled(k.Code, k.Name) {
		p.list.Add(k.At(path, message, hint))
	}
}

func (p *pass) disabled(code diag.Code, name string) bool {
	return slices.Contains(p.cfg.Disable, string(code)) || slices.Contains(p.cfg.Disable, name)
}

// capacity is where the tasks run, as far as the service says: each is true only
// when it is certain.
type capacity struct{ fargate, instances, external bool }

func (s *Service) capacity() capacity {
	var c capacity
	switch s.LaunchType {
	case LaunchFargate:
		c.fargate = true
	case LaunchEC2, LaunchManagedInstances:
		c.instances = true
	case LaunchExternal:
		c.external = true
	}
	for _, item := range s.CapacityProviderStrategy {
		if isFargateProvider(item.CapacityProvider) {
			c.fargate = true
		} else if item.CapacityProvider != "" {
			c.instances = true
		}
	}
	return c
}

// isFargateProvider knows the two reserved names.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
func isFargateProvider(name string) bool { return name == "FARGATE" || name == "FARGATE_SPOT" }

func (s *Service) controller() ControllerType {
	if s.DeploymentController == nil || s.DeploymentController.Type == "" {
		return ControllerECS
	}
	return s.DeploymentController.Type
}

// networkMode returns the mode of the task definition: that which it says, or
// the default. It is "" when it is not known.
func (p *pass) networkMode() taskdef.NetworkMode {
	if p.td == nil {
		if p.capacity.fargate {
			return taskdef.NetworkModeAWSVPC
		}
		return ""
	}
	return p.td.EffectiveNetworkMode()
}

// enum reports a value that the API does not know, with what it knows.
func enum[T ~string](p *pass, path string, v T, known []T) {
	if v == "" || slices.Contains(known, v) {
		return
	}
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = string(k)
	}
	p.report(kindEnum, path, fmt.Sprintf("%q is none of %s", v, strings.Join(names, ", ")), "")
}

func intOf(p *int) int {
	if p == nil {
		return 0
	}
	return *p
}

func isTrue(b *bool) bool { return b != nil && *b }

package service

import (
	"fmt"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/rollout"
)

// controllers checks what the deployment controller asks of the rest.
func (p *pass) controllers() {
	switch p.s.controller() {
	case ControllerCodeDeploy:
		p.codeDeploy()
	case ControllerExternal:
		p.externalController()
	case ControllerECS:
		p.trafficShift()
	}
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
func (p *pass) codeDeploy() {
	if p.op == updating {
		return
	}
	groups := 0
	for _, lb := range p.s.LoadBalancers {
		if lb.TargetGroupARN != "" {
			groups++
		}
	}
	if groups != 1 {
		p.report(kindCodeDeployGroups, "loadBalancers", fmt.Sprintf("%d target groups, CODE_DEPLOY takes one in the service", groups),
			"name the production target group here, and both in the deployment group")
	}
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html
func (p *pass) externalController() {
	if p.op == described {
		return
	}
	for _, m := range []struct {
		path  string
		given bool
	}{
		{"taskDefinition", p.s.TaskDefinition != ""},
		{"launchType", p.s.LaunchType != ""},
		{"capacityProviderStrategy", len(p.s.CapacityProviderStrategy) > 0},
		{"platformVersion", p.s.PlatformVersion != ""},
		{"networkConfiguration", p.s.NetworkConfiguration != nil},
		{"loadBalancers", len(p.s.LoadBalancers) > 0},
		{"serviceRegistries", len(p.s.ServiceRegistries) > 0},
	} {
		if m.given {
			p.report(kindExternalMembers, m.path, "with the controller EXTERNAL each task set has its own", "give it to CreateTaskSet")
		}
	}
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
func (p *pass) trafficShift() {
	c := p.s.DeploymentConfiguration
	if c == nil || c.Strategy == "" || c.Strategy == rollout.StrategyRolling || p.op == updating {
		return
	}
	connect := p.s.ServiceConnectConfiguration != nil && isTrue(p.s.ServiceConnectConfiguration.Enabled)
	if len(p.s.LoadBalancers) == 0 && !connect && len(p.s.VPCLatticeConfigurations) == 0 {
		p.report(kindShiftWithout, "deploymentConfiguration.strategy", fmt.Sprintf("%s shifts traffic, and the service has no load balancer, Service Connect or VPC Lattice", c.Strategy),
			"add one, or use ROLLING")
	}
	for i, lb := range p.s.LoadBalancers {
		path := diag.Element("loadBalancers", i)
		a := lb.AdvancedConfiguration
		if a == nil {
			p.report(kindAdvancedMissing, path+".advancedConfiguration", fmt.Sprintf("%s shifts traffic to an alternate target group, and none is given", c.Strategy), "")
			continue
		}
		for _, m := range []struct{ name, value string }{
			{"alternateTargetGroupArn", a.AlternateTargetGroupARN}, {"productionListenerRule", a.ProductionListenerRule}, {"roleArn", a.RoleARN},
		} {
			if m.value == "" {
				p.report(kindAdvancedMissing, path+".advancedConfiguration."+m.name, m.name+" is not given", "")
			}
		}
		if a.AlternateTargetGroupARN != "" && a.AlternateTargetGroupARN == lb.TargetGroupARN {
			p.report(kindAdvancedMissing, path+".advancedConfiguration.alternateTargetGroupArn", "the alternate target group is the target group itself", "name another one")
		}
	}
}

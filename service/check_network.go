package service

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
func (p *pass) network() {
	mode := p.networkMode()
	external := p.s.controller() == ControllerExternal
	n := p.s.NetworkConfiguration
	if n == nil || n.AWSVPCConfiguration == nil {
		if mode == taskdef.NetworkModeAWSVPC && p.op != updating && !external {
			p.report(kindNetworkRequired, "networkConfiguration", "tasks in awsvpc mode need subnets", "add networkConfiguration.awsvpcConfiguration")
		}
		return
	}
	if mode != "" && mode != taskdef.NetworkModeAWSVPC {
		p.report(kindNetworkRefused, "networkConfiguration", fmt.Sprintf("the task definition has network mode %s, which takes no network configuration", mode), "leave it out, or use awsvpc")
	}
	const path = "networkConfiguration.awsvpcConfiguration"
	v := n.AWSVPCConfiguration
	if count := len(v.Subnets); count == 0 || count > maxSubnets {
		p.report(kindSubnets, path+".subnets", fmt.Sprintf("%d subnets, 1 to %d are taken", count, maxSubnets), "")
	}
	if count := len(v.SecurityGroups); count > maxGroups {
		p.report(kindSecurityGroups, path+".securityGroups", fmt.Sprintf("%d security groups, at most %d are taken", count, maxGroups), "")
	}
	enum(p, path+".assignPublicIp", v.AssignPublicIP, []string{"ENABLED", "DISABLED"})
	if v.AssignPublicIP == "ENABLED" && p.capacity.instances && !p.capacity.fargate {
		p.report(kindPublicIP, path+".assignPublicIp", "interfaces of tasks on instances get no public address", "write DISABLED, and use a NAT gateway or VPC endpoints")
	}
	p.mountTargets(v.Subnets)
	p.oneVPC(v)
	p.balancerZones(v.Subnets)
}

// oneVPC reports subnets, security groups and target groups of another VPC than
// the first one that is known, for what the Config knows of them.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
func (p *pass) oneVPC(v *AWSVPCConfiguration) {
	first, vpc := "", ""
	check := func(path, name, in string) {
		switch {
		case in == "":
		case vpc == "":
			first, vpc = name, in
		case in != vpc:
			p.report(kindOneVPC, path, fmt.Sprintf("%s is in %s, and %s is in %s", name, in, first, vpc), "use one VPC for all")
		}
	}
	const path = "networkConfiguration.awsvpcConfiguration"
	for i, subnet := range v.Subnets {
		check(diag.Element(path+".subnets", i), subnet, p.cfg.VPCs[subnet])
	}
	for i, group := range v.SecurityGroups {
		check(diag.Element(path+".securityGroups", i), group, p.cfg.VPCs[group])
	}
	for i, lb := range p.s.LoadBalancers {
		for _, g := range lb.targetGroups() {
			check(diag.Element("loadBalancers", i)+g.path, g.arn, p.cfg.TargetGroups[g.arn].VPC)
		}
	}
}

// balancerZones reports zones of the subnets that a load balancer does not reach.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-types.html
func (p *pass) balancerZones(subnets []string) {
	for i, lb := range p.s.LoadBalancers {
		reached := p.cfg.TargetGroups[lb.TargetGroupARN].Zones
		if len(reached) == 0 {
			continue
		}
		if missing := p.zonesWithout(subnets, reached); len(missing) > 0 {
			p.report(kindBalancerZones, diag.Element("loadBalancers", i)+".targetGroupArn",
				fmt.Sprintf("the load balancer is not enabled in %s, where tasks run", strings.Join(missing, ", ")), "enable it there, or leave out the subnets")
		}
	}
}

// zonesWithout returns the zones of the subnets that are none of those given,
// sorted; subnets whose zone is not known are left out.
func (p *pass) zonesWithout(subnets, zones []string) []string {
	var missing []string
	for _, subnet := range subnets {
		if zone, ok := p.cfg.SubnetZones[subnet]; ok && !slices.Contains(zones, zone) {
			missing = append(missing, zone)
		}
	}
	slices.Sort(missing)
	return slices.Compact(missing)
}

// mountTargets reports the zones of the subnets without a mount target of a file
// system of the task definition, for what the Config knows of both.
// https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html
func (p *pass) mountTargets(subnets []string) {
	if p.td == nil || len(p.cfg.MountTargets) == 0 {
		return
	}
	for _, v := range p.td.Volumes {
		if v.EFSVolumeConfiguration == nil {
			continue
		}
		zones, known := p.cfg.MountTargets[v.EFSVolumeConfiguration.FileSystemID]
		if !known {
			continue
		}
		missing := p.zonesWithout(subnets, zones)
		if len(missing) == 0 {
			continue
		}
		p.report(kindMountTargets, "networkConfiguration.awsvpcConfiguration.subnets",
			fmt.Sprintf("file system %s of volume %s has no mount target in %s", v.EFSVolumeConfiguration.FileSystemID, v.Name, strings.Join(missing, ", ")),
			"make a mount target in each zone, or leave out the subnets there")
	}
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html
func (p *pass) discovery() {
	if n := len(p.s.ServiceRegistries); n > 1 {
		p.report(kindRegistries, "serviceRegistries", fmt.Sprintf("%d service registries, one is taken", n), "")
	}
	mode := p.networkMode()
	for i, r := range p.s.ServiceRegistries {
		path := diag.Element("serviceRegistries", i)
		both := r.Port != nil && (r.ContainerPort != nil || r.ContainerName != "")
		switch {
		case both:
			p.report(kindRegistryPort, path, "a port and a container with its port stand side by side", "keep one of them")
		case (mode == taskdef.NetworkModeBridge || mode == taskdef.NetworkModeHost) && (r.ContainerName == "" || r.ContainerPort == nil):
			p.report(kindRegistryPort, path, fmt.Sprintf("tasks in %s mode are registered by container and port", mode), "add containerName and containerPort")
		case (r.ContainerName == "") != (r.ContainerPort == nil):
			p.report(kindRegistryPort, path, "containerName and containerPort go together", "")
		}
		if p.td == nil || r.ContainerName == "" || both {
			continue
		}
		c := findContainer(p.td, r.ContainerName)
		if c == nil {
			p.report(kindRegistryPort, path+".containerName", fmt.Sprintf("the task definition has no container %q", r.ContainerName), "it has "+strings.Join(containerNames(p.td), ", "))
		} else if r.ContainerPort != nil && findPort(c, *r.ContainerPort) == nil {
			p.report(kindRegistryPort, path+".containerPort", fmt.Sprintf("container %q has no port mapping for %d", c.Name, *r.ContainerPort), "")
		}
	}
	p.lattice()
	p.gateway()
}

func (p *pass) lattice() {
	for i, l := range p.s.VPCLatticeConfigurations {
		path := diag.Element("vpcLatticeConfigurations", i)
		for _, m := range []struct{ name, value string }{{"roleArn", l.RoleARN}, {"targetGroupArn", l.TargetGroupARN}, {"portName", l.PortName}} {
			if m.value == "" {
				p.report(kindLattice, path+"."+m.name, m.name+" is not given", "")
			}
		}
		if l.PortName != "" {
			p.namedPort(kindLattice, path+".portName", l.PortName)
		}
	}
}

func (p *pass) gateway() {
	if n := len(p.s.GatewayConnectors); n > 1 {
		p.report(kindGateway, "gatewayConnectors", fmt.Sprintf("%d gateway connectors, one is taken", n), "")
	}
	for i, g := range p.s.GatewayConnectors {
		path := diag.Element("gatewayConnectors", i) + ".portName"
		if g.PortName == "" {
			p.report(kindGateway, path, "portName is not given", "")
			continue
		}
		p.namedPort(kindGateway, path, g.PortName)
	}
}

// namedPort reports a port name that no port mapping of the task definition has.
func (p *pass) namedPort(k diag.Kind, path, name string) {
	if p.td == nil {
		return
	}
	names := portNames(p.td)
	if slices.Contains(names, name) {
		return
	}
	p.report(k, path, fmt.Sprintf("no port mapping of the task definition has the name %q", name),
		cmp.Or(strings.Join(prefixed("there are ", names), ", "), "give a port mapping that name"))
}

func prefixed(prefix string, names []string) []string {
	if len(names) == 0 {
		return nil
	}
	names[0] = prefix + names[0]
	return names
}

func portNames(td *taskdef.TaskDefinition) []string {
	var names []string
	for _, c := range td.ContainerDefinitions {
		for _, m := range c.PortMappings {
			if m.Name != "" {
				names = append(names, m.Name)
			}
		}
	}
	return names
}

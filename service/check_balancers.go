package service

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
func (p *pass) loadBalancers() {
	groups := 0
	for i := range p.s.LoadBalancers {
		lb := &p.s.LoadBalancers[i]
		path := diag.Element("loadBalancers", i)
		if lb.TargetGroupARN != "" {
			groups++
		}
		p.balancerKind(lb, path)
		p.balancerContainer(lb, path)
		p.classic(lb, path)
		p.targetType(lb, path)
		p.udp(lb, path)
	}
	if groups > maxTargetGroups {
		p.report(kindBalancersMax, "loadBalancers", fmt.Sprintf("%d target groups, at most %d are taken", groups, maxTargetGroups), "")
	}
	if p.s.Role != "" && p.op != updating { // updates have no role
		p.role(groups)
	}
}

func (p *pass) balancerKind(lb *LoadBalancer, path string) {
	switch {
	case lb.TargetGroupARN != "" && lb.LoadBalancerName != "":
		p.report(kindBalancerKind, path, "a target group and the name of a load balancer stand side by side",
			"keep targetGroupArn for an Application or Network Load Balancer, loadBalancerName for a Classic one")
	case lb.TargetGroupARN == "" && lb.LoadBalancerName == "":
		p.report(kindBalancerKind, path, "neither a target group nor the name of a load balancer is given", "add targetGroupArn")
	case lb.TargetGroupARN != "" && !isTargetGroupARN(lb.TargetGroupARN):
		p.report(kindTargetGroupARN, path+".targetGroupArn", fmt.Sprintf("%q is not the ARN of a target group", lb.TargetGroupARN),
			"it has the form arn:aws:elasticloadbalancing:region:account:targetgroup/name/id")
	}
}

func isTargetGroupARN(arn string) bool {
	parts := strings.SplitN(arn, ":", 6)
	return len(parts) == 6 && parts[0] == "arn" && parts[2] == "elasticloadbalancing" && strings.HasPrefix(parts[5], "targetgroup/")
}

func (p *pass) balancerContainer(lb *LoadBalancer, path string) {
	if p.s.controller() == ControllerExternal {
		return // the task set says so
	}
	if lb.ContainerName == "" {
		p.report(kindBalancerContainer, path+".containerName", "no container is named", "")
	}
	if n := intOf(lb.ContainerPort); n < 1 || n > maxPort {
		p.report(kindBalancerPort, path+".containerPort", fmt.Sprintf("%d is not a port from 1 to %d", n, maxPort), "")
	}
	if p.td == nil || lb.ContainerName == "" {
		return
	}
	c := findContainer(p.td, lb.ContainerName)
	if c == nil {
		p.report(kindBalancerContainer, path+".containerName", fmt.Sprintf("the task definition has no container %q", lb.ContainerName),
			"it has "+strings.Join(containerNames(p.td), ", "))
		return
	}
	if port := intOf(lb.ContainerPort); port > 0 && findPort(c, port) == nil {
		p.report(kindBalancerPort, path+".containerPort", fmt.Sprintf("container %q has no port mapping for %d", c.Name, port),
			"add it to the container's portMappings")
	}
}

func findContainer(td *taskdef.TaskDefinition, name string) *taskdef.ContainerDefinition {
	for i := range td.ContainerDefinitions {
		if td.ContainerDefinitions[i].Name == name {
			return &td.ContainerDefinitions[i]
		}
	}
	return nil
}

func containerNames(td *taskdef.TaskDefinition) []string {
	var names []string
	for _, c := range td.ContainerDefinitions {
		names = append(names, c.Name)
	}
	return names
}

func findPort(c *taskdef.ContainerDefinition, port int) *taskdef.PortMapping {
	i := slices.IndexFunc(c.PortMappings, func(m taskdef.PortMapping) bool { return m.ContainerPort != nil && *m.ContainerPort == port })
	if i < 0 {
		return nil
	}
	return &c.PortMappings[i]
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-types.html
func (p *pass) classic(lb *LoadBalancer, path string) {
	if lb.LoadBalancerName == "" || lb.TargetGroupARN != "" {
		return
	}
	mode := p.networkMode()
	if mode == taskdef.NetworkModeAWSVPC {
		p.report(kindClassicAWSVPC, path+".loadBalancerName", "a Classic Load Balancer cannot reach tasks in awsvpc mode", "use a target group with target type ip")
		return
	}
	p.report(kindClassic, path+".loadBalancerName", "a Classic Load Balancer knows neither paths nor dynamic ports", "use an Application or Network Load Balancer")
	if p.td == nil || mode != taskdef.NetworkModeBridge {
		return
	}
	if c := findContainer(p.td, lb.ContainerName); c != nil {
		if m := findPort(c, intOf(lb.ContainerPort)); m != nil && intOf(m.HostPort) == 0 {
			p.report(kindClassicDynamic, path+".containerPort", fmt.Sprintf("the host port of %d is chosen when the container starts", intOf(lb.ContainerPort)), "give the port mapping a fixed hostPort")
		}
	}
}

// targetGroups returns the target groups of a load balancer by path below it: the
// one that tasks are registered with, and the one that traffic is shifted to.
func (lb *LoadBalancer) targetGroups() [2]struct{ path, arn string } {
	alternate := ""
	if lb.AdvancedConfiguration != nil {
		alternate = lb.AdvancedConfiguration.AlternateTargetGroupARN
	}
	return [...]struct{ path, arn string }{{".targetGroupArn", lb.TargetGroupARN}, {".advancedConfiguration.alternateTargetGroupArn", alternate}}
}

func (p *pass) targetType(lb *LoadBalancer, path string) {
	want := targetType(p.networkMode())
	for _, g := range lb.targetGroups() {
		has := p.cfg.TargetGroups[g.arn].TargetType
		if want != "" && has != "" && has != want {
			p.report(kindTargetType, path+g.path, fmt.Sprintf("the target group has target type %s, and tasks in %s mode are registered as %s", has, p.networkMode(), want),
				"make a target group with target type "+want)
		}
	}
	group, known := p.cfg.TargetGroups[lb.TargetGroupARN]
	if known && (group.Protocol == "TCP" || group.Protocol == "UDP" || group.Protocol == "TCP_UDP" || group.Protocol == "TLS") && want == "ip" {
		p.report(kindNLBClients, path+".targetGroupArn", "requests through a Network Load Balancer may come from the clients' addresses or the load balancer's own",
			"let the clients and the load balancer's subnets in, or its security group when it has one")
	}
}

// targetType returns how tasks of a network mode are registered, "" when that is
// not known.
func targetType(mode taskdef.NetworkMode) string {
	switch mode {
	case taskdef.NetworkModeAWSVPC:
		return "ip"
	case taskdef.NetworkModeBridge, taskdef.NetworkModeHost:
		return "instance"
	}
	return ""
}

// udp reports platform versions of Linux that have no UDP. Those of Windows have
// it from the first one, 1.0.0, which without a task definition may be meant.
func (p *pass) udp(lb *LoadBalancer, path string) {
	version := p.s.PlatformVersion
	windows := p.td != nil && isWindows(p.td) || p.td == nil && version == "1.0.0"
	if !p.capacity.fargate || windows || version == "" || version == "LATEST" || version >= "1.4.0" {
		return
	}
	udp := false
	if group, known := p.cfg.TargetGroups[lb.TargetGroupARN]; known {
		udp = group.Protocol == "UDP" || group.Protocol == "TCP_UDP"
	}
	if p.td != nil {
		if c := findContainer(p.td, lb.ContainerName); c != nil {
			m := findPort(c, intOf(lb.ContainerPort))
			udp = udp || m != nil && m.Protocol == taskdef.ProtocolUDP
		}
	}
	if udp {
		p.report(kindNLBUDP, path, fmt.Sprintf("UDP on platform version %s", version), "write 1.4.0 or LATEST")
	}
}

func isWindows(td *taskdef.TaskDefinition) bool {
	return td.RuntimePlatform != nil && td.RuntimePlatform.OperatingSystemFamily.IsWindows()
}

// role reports a role where the service-linked one is required.
func (p *pass) role(groups int) {
	why := ""
	switch {
	case len(p.s.LoadBalancers) == 0:
		why = "there is no load balancer"
	case p.networkMode() == taskdef.NetworkModeAWSVPC:
		why = "the tasks are in awsvpc mode"
	case groups > 1:
		why = "there are several target groups"
	case len(p.s.ServiceRegistries) > 0:
		why = "the service uses service discovery"
	case p.s.controller() == ControllerExternal:
		why = "the controller is EXTERNAL"
	default:
		return
	}
	p.report(kindBalancerRole, "role", "a role is given, and "+why, "leave it out, the service-linked role is used")
}

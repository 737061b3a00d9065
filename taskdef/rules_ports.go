package taskdef

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var portRules = []Rule{
	{
		Code: "TD300", Name: "none-ports", Title: "network mode none has no port mappings",
		Source: apiRegister, Check: nonePorts,
	},
	{
		Code: "TD301", Name: "containerport-required", Title: "a port mapping has a container port or a range of them",
		Source: github + "aws/aws-cli/issues/7288", Certainty: diag.Observed, Check: containerPortRequired,
	},
	{Code: "TD302", Name: "containerport-range", Title: "a container port is 1 to 65535", Source: apiPort, Check: containerPortRange},
	{Code: "TD303", Name: "hostport-range", Title: "a host port is 0 to 65535", Source: apiPort, Check: hostPortRange},
	{
		Code: "TD304", Name: "awsvpc-hostport-mismatch", Title: "in awsvpc mode host port and container port are the same",
		Source: github + "aws/amazon-ecs-cli/issues/1014", Certainty: diag.Observed, Check: awsvpcHostPort,
	},
	{
		Code: "TD305", Name: "awsvpc-hostport-zero", Title: "in awsvpc mode no host port is 0",
		Source:   github + "aws/amazon-ecs-cli/issues/1014",
		Severity: diag.Warning, Certainty: diag.Unknown, Phase: Practice, Check: awsvpcHostPortZero,
	},
	{
		Code: "TD306", Name: "host-hostport-mismatch", Title: "in host mode host port and container port are the same",
		Source: apiPort, Check: hostHostPort,
	},
	{
		Code: "TD307", Name: "hostport-duplicate", Title: "a host port is mapped once in the task",
		Source: github + "aws/amazon-ecs-agent/issues/1220", Certainty: diag.Observed, Check: hostPortDuplicate,
	},
	{
		Code: "TD308", Name: "containerport-duplicate", Title: "a container maps a port once",
		Source:   github + "terraform-aws-modules/terraform-aws-ecs/issues/89",
		Severity: diag.Warning, Certainty: diag.Observed, Phase: Run, Check: containerPortDuplicate,
	},
	{
		Code: "TD309", Name: "containerport-two-protocols", Title: "a port is mapped for one protocol where a service uses it",
		Source:   github + "aws/amazon-ecs-agent/issues/3428",
		Severity: diag.Info, Certainty: diag.Observed, Phase: Run, Check: containerPortTwoProtocols,
	},
	{
		Code: "TD310", Name: "awsvpc-port-clash", Title: "containers that share a network have different ports",
		Source: apiPort, Severity: diag.Warning, Certainty: diag.Inferred, Check: sharedNetworkClash,
	},
	{
		Code: "TD311", Name: "protocol-enum", Title: "a protocol is tcp or udp",
		Source: guideParameters, Severity: diag.Warning, Phase: NoEffect, Check: protocolEnum,
	},
	{
		Code: "TD312", Name: "hostport-reserved", Title: "a host port is not one that the instance keeps for itself",
		Source: apiPort, Severity: diag.Warning, Phase: Run, Launch: forInstances, Check: hostPortReserved,
	},
	{
		Code: "TD313", Name: "hostport-ephemeral", Title: "a host port is not in the range that Docker chooses from",
		Source: apiPort, Severity: diag.Warning, Phase: Practice, Launch: forOwnHosts, Check: hostPortEphemeral,
	},
	{
		Code: "TD314", Name: "hostport-static", Title: "in bridge mode Docker chooses the host port",
		Source: apiPort, Severity: diag.Info, Phase: Practice, Launch: forOwnHosts, Check: hostPortStatic,
	},
	{
		Code: "TD315", Name: "ports-100", Title: "a task takes at most 100 host ports, a container 100 port ranges",
		Source: apiPort, Severity: diag.Warning, Launch: forOwnHosts, Check: ports100,
	},
	{Code: "TD316", Name: "port-name", Title: "a port's name has at most 64 of a-z, 0-9, _ and -", Source: apiPort, Check: portName},
	{
		Code: "TD317", Name: "port-name-unique", Title: "a port's name comes once in the task",
		Source:   guide + "service-connect-concepts.html",
		Severity: diag.Warning, Certainty: diag.Inferred, Check: portNameUnique,
	},
	{Code: "TD318", Name: "appprotocol-enum", Title: "appProtocol has a known value", Source: apiPort, Check: appProtocolEnum},
	{
		Code: "TD319", Name: "appprotocol-needs-name", Title: "a port with appProtocol has a name",
		Source: apiPort, Severity: diag.Warning, Certainty: diag.Inferred, Phase: NoEffect, Check: appProtocolNeedsName,
	},
	{
		Code: "TD320", Name: "appprotocol-udp", Title: "Service Connect is used for TCP",
		Source: guideParameters, Severity: diag.Warning, Phase: Run, Check: appProtocolUDP,
	},
	{
		Code: "TD321", Name: "windows-fargate-port-3150", Title: "Windows on Fargate keeps port 3150 for itself",
		Source: guideParameters, Severity: diag.Warning, Launch: forFargate, Check: windowsFargatePort,
	},
}

func (p *Pass) port(at pair, member string) string { return p.at(at.c, "portMappings", at.i, member) }

func nonePorts(p *Pass) {
	if p.mode != NetworkModeNone {
		return
	}
	for i, c := range p.each() {
		if len(c.PortMappings) > 0 {
			p.Report(p.at(i, "portMappings"), "network mode none allows no port mappings", "delete them or change networkMode")
		}
	}
}

func containerPortRequired(p *Pass) {
	for at, m := range p.ports() {
		if m.ContainerPort == nil && m.ContainerPortRange == "" && !p.Unread(p.port(at, "containerPortRange")) {
			p.Report(p.port(at, "containerPort"), "the port mapping has no containerPort", "add the port that the container listens on")
		}
	}
}

func containerPortRange(p *Pass) {
	for at, m := range p.ports() {
		if v := m.ContainerPort; v != nil && (*v < 1 || *v > 65535) {
			p.reportRange(p.port(at, "containerPort"), "containerPort", *v, 1, 65535, "")
		}
	}
}

func hostPortRange(p *Pass) {
	for at, m := range p.ports() {
		if v := m.HostPort; v != nil && (*v < 0 || *v > 65535) {
			p.reportRange(p.port(at, "hostPort"), "hostPort", *v, 0, 65535, "")
		}
	}
}

func samePorts(p *Pass) {
	for at, m := range p.ports() {
		if m.HostPort == nil || *m.HostPort == 0 || m.ContainerPort == nil || *m.HostPort == *m.ContainerPort {
			continue
		}
		p.Report(p.port(at, "hostPort"), p.Sprintf("in network mode %s hostPort %d must be containerPort %d", p.mode, *m.HostPort, *m.ContainerPort), "delete hostPort")
	}
}

func awsvpcHostPort(p *Pass) {
	if p.mode == NetworkModeAWSVPC {
		samePorts(p)
	}
}

func awsvpcHostPortZero(p *Pass) {
	if p.mode != NetworkModeAWSVPC {
		return
	}
	for at, m := range p.ports() {
		if m.HostPort != nil && *m.HostPort == 0 {
			p.Report(p.port(at, "hostPort"), "hostPort 0 in network mode awsvpc was seen refused and was seen accepted", "delete hostPort")
		}
	}
}

func hostHostPort(p *Pass) {
	if p.mode == NetworkModeHost {
		samePorts(p)
	}
}

// protocolOf returns the protocol that ECS makes of what is written.
func protocolOf(m *PortMapping) TransportProtocol {
	if m.Protocol == ProtocolUDP {
		return ProtocolUDP
	}
	return ProtocolTCP
}

// hostPort returns the static host port of a mapping, 0 for none.
func (p *Pass) hostPort(m *PortMapping) int {
	switch {
	case m.HostPort != nil && *m.HostPort != 0:
		return *m.HostPort
	case p.mode == NetworkModeHost && m.ContainerPort != nil:
		return *m.ContainerPort
	}
	return 0
}

// maxPorts bounds how many mappings are compared with each other. An instance has
// 100 host ports to give.
const maxPorts = 500

// earlier calls clash for each mapping for which same holds with a mapping before
// it, once. Of more than 500 mappings the first are looked at.
func (p *Pass) earlier(same func(a pair, x *PortMapping, b pair, y *PortMapping) bool, clash func(b pair, y *PortMapping, a pair)) {
	compared := 0
	for b, y := range p.ports() {
		if compared++; compared > maxPorts {
			return
		}
		for a, x := range p.ports() {
			if a == b {
				break
			}
			if same(a, x, b, y) {
				clash(b, y, a)
				break
			}
		}
	}
}

func hostPortDuplicate(p *Pass) {
	if p.mode != NetworkModeBridge && p.mode != NetworkModeHost {
		return
	}
	p.earlier(func(_ pair, x *PortMapping, _ pair, y *PortMapping) bool {
		return p.hostPort(y) != 0 && p.hostPort(x) == p.hostPort(y) && protocolOf(x) == protocolOf(y) && (x.HostPort != nil || y.HostPort != nil)
	}, func(at pair, m *PortMapping, first pair) {
		p.Report(p.port(at, "hostPort"), p.Sprintf("host port %d of %s is mapped in container %q too", p.hostPort(m), protocolOf(m), p.containers[first.c].Name), "use another host port")
	})
}

func containerPortDuplicate(p *Pass) {
	p.earlier(func(a pair, x *PortMapping, b pair, y *PortMapping) bool {
		return a.c == b.c && x.ContainerPort != nil && y.ContainerPort != nil && *x.ContainerPort == *y.ContainerPort && protocolOf(x) == protocolOf(y)
	}, func(at pair, m *PortMapping, _ pair) {
		p.Report(p.port(at, "containerPort"), p.Sprintf("the container maps its port %d twice; a service refuses that", *m.ContainerPort), "keep one of the mappings")
	})
}

func containerPortTwoProtocols(p *Pass) {
	p.earlier(func(a pair, x *PortMapping, b pair, y *PortMapping) bool {
		return a.c == b.c && x.ContainerPort != nil && y.ContainerPort != nil && *x.ContainerPort == *y.ContainerPort && protocolOf(x) != protocolOf(y)
	}, func(at pair, m *PortMapping, _ pair) {
		p.Report(p.port(at, "containerPort"), p.Sprintf("port %d is mapped for tcp and udp, which registers; a service with a load balancer or Service Connect on it is refused", *m.ContainerPort), "")
	})
}

func sharedNetworkClash(p *Pass) {
	if p.mode != NetworkModeAWSVPC && p.mode != NetworkModeHost {
		return
	}
	p.earlier(func(a pair, x *PortMapping, b pair, y *PortMapping) bool {
		return a.c != b.c && x.ContainerPort != nil && y.ContainerPort != nil && *x.ContainerPort == *y.ContainerPort && protocolOf(x) == protocolOf(y)
	}, func(at pair, m *PortMapping, first pair) {
		p.Report(p.port(at, "containerPort"), p.Sprintf("containers of network mode %s share one network, and port %d belongs to container %q", p.mode, *m.ContainerPort, p.containers[first.c].Name), "let one of them listen on another port")
	})
}

func protocolEnum(p *Pass) {
	for at, m := range p.ports() {
		switch m.Protocol {
		case "", ProtocolTCP, ProtocolUDP:
		default:
			p.Report(p.port(at, "protocol"), p.Sprintf("%q is taken for tcp; allowed are tcp and udp", m.Protocol), p.Sprintf("write %s", strings.ToLower(string(m.Protocol))))
		}
	}
}

func isReservedPort(n int) bool { return n == 22 || n == 2375 || n == 2376 || 51678 <= n && n <= 51680 }

func hostPortReserved(p *Pass) {
	if p.mode != NetworkModeBridge && p.mode != NetworkModeHost || !p.onLinux {
		return
	}
	for at, m := range p.ports() {
		if n := p.hostPort(m); isReservedPort(n) && protocolOf(m) == ProtocolTCP {
			p.Report(p.port(at, "hostPort"), p.Sprintf("host port %d is reserved on every instance, so that the task is never placed", n), "use another host port")
		}
	}
}

func hostPortEphemeral(p *Pass) {
	if p.mode != NetworkModeBridge {
		return
	}
	for at, m := range p.ports() {
		if m.HostPort != nil && *m.HostPort >= 32768 && *m.HostPort <= 65535 && !isReservedPort(*m.HostPort) {
			p.Report(p.port(at, "hostPort"), p.Sprintf("host port %d is in the range from which Docker hands out ports", *m.HostPort), "use a port below 32768, or 0")
		}
	}
}

func hostPortStatic(p *Pass) {
	if p.mode != NetworkModeBridge {
		return
	}
	for at, m := range p.ports() {
		if m.HostPort != nil && *m.HostPort > 0 {
			p.Report(p.port(at, "hostPort"), p.Sprintf("host port %d allows one such task on an instance", *m.HostPort), "write 0 and let Docker choose, unless there is one task on each instance")
		}
	}
}

func ports100(p *Pass) {
	static := 0
	for i, c := range p.each() {
		ranges := 0
		for j := range c.PortMappings {
			if c.PortMappings[j].ContainerPortRange != "" {
				ranges++
			}
			if p.hostPort(&c.PortMappings[j]) != 0 && p.mode != NetworkModeAWSVPC {
				static++
			}
		}
		if ranges > 100 {
			p.Report(p.at(i, "portMappings"), p.Sprintf("%d port ranges are more than the 100 allowed", ranges), "join them")
		}
	}
	if static > 94 {
		p.Report("containerDefinitions", p.Sprintf("%d host ports do not fit beside the 6 that an instance reserves; it can have 100", static), "let Docker choose host ports")
	}
}

func portName(p *Pass) {
	for at, m := range p.ports() {
		if s := m.Name; s != "" && (len(s) > 64 || s[0] == '-' || !isAll(s, func(c byte) bool { return 'a' <= c && c <= 'z' || isDigit(c) || c == '_' || c == '-' })) {
			p.Report(p.port(at, "name"), p.Sprintf("%q is not at most 64 of a-z, 0-9, _ and -, not starting with -", s), p.Sprintf("write for example %q", strings.ToLower(cleanName(s))))
		}
	}
}

func portNameUnique(p *Pass) {
	p.earlier(func(_ pair, x *PortMapping, _ pair, y *PortMapping) bool { return y.Name != "" && x.Name == y.Name },
		func(at pair, m *PortMapping, first pair) {
			p.Report(p.port(at, "name"), p.Sprintf("container %q has a port with the name %q too", p.containers[first.c].Name, m.Name), "rename one")
		})
}

func appProtocolEnum(p *Pass) {
	for at, m := range p.ports() {
		switch m.AppProtocol {
		case "", AppProtocolHTTP, AppProtocolHTTP2, AppProtocolGRPC:
		default:
			reportEnum(p, p.port(at, "appProtocol"), m.AppProtocol)
		}
	}
}

func appProtocolNeedsName(p *Pass) {
	for at, m := range p.ports() {
		if m.AppProtocol != "" && m.Name == "" {
			p.Report(p.port(at, "name"), "appProtocol is for Service Connect, which finds a port by its name; this one has none", "name the port, or delete appProtocol")
		}
	}
}

func appProtocolUDP(p *Pass) {
	for at, m := range p.ports() {
		if m.Protocol == ProtocolUDP && m.AppProtocol != "" {
			p.Report(p.port(at, "appProtocol"), "Service Connect is for TCP, and the port is for udp", "delete appProtocol")
		}
	}
}

func windowsFargatePort(p *Pass) {
	if !p.windows {
		return
	}
	for at, m := range p.ports() {
		if m.ContainerPort != nil && *m.ContainerPort == 3150 {
			p.Report(p.port(at, "containerPort"), "Windows on Fargate keeps port 3150 for itself", "use another port")
		}
	}
}

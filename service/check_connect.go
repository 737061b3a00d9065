package service

import (
	"fmt"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
func (p *pass) connect() {
	c := p.s.ServiceConnectConfiguration
	if c == nil || !isTrue(c.Enabled) {
		return
	}
	if mode := p.networkMode(); mode == taskdef.NetworkModeHost || mode == taskdef.NetworkModeNone {
		p.report(kindConnectMode, "serviceConnectConfiguration", fmt.Sprintf("Service Connect has no way into tasks in %s mode", mode), "use bridge or awsvpc")
	}
	if c.AccessLogConfiguration != nil && c.LogConfiguration == nil {
		p.report(kindConnectLog, "serviceConnectConfiguration.accessLogConfiguration", "access logs are on, and there is no logConfiguration to write them with", "add serviceConnectConfiguration.logConfiguration")
	}
	names, overrides := map[string]bool{}, map[int]bool{}
	for i := range c.Services {
		svc := &c.Services[i]
		path := diag.Element("serviceConnectConfiguration.services", i)
		if svc.PortName == "" {
			p.report(kindConnectPort, path+".portName", "no port is named", "")
		} else {
			p.namedPort(kindConnectPort, path+".portName", svc.PortName)
		}
		p.discoveryName(svc, path, names)
		p.aliases(svc, path)
		p.timeout(svc, path)
		if svc.IngressPortOverride == nil {
			continue
		}
		port := *svc.IngressPortOverride
		if port < 1 || port > maxPort {
			p.report(kindConnectAlias, path+".ingressPortOverride", fmt.Sprintf("%d is not a port from 1 to %d", port, maxPort), "")
		} else if overrides[port] {
			p.report(kindConnectAlias, path+".ingressPortOverride", fmt.Sprintf("the proxy listens on %d already", port), "")
		}
		overrides[port] = true
	}
}

func (p *pass) discoveryName(svc *ServiceConnectService, path string, seen map[string]bool) {
	name := svc.DiscoveryName
	if name == "" {
		name = svc.PortName
	} else if !isDiscoveryName(name) {
		p.report(kindConnectName, path+".discoveryName", fmt.Sprintf("%q is not up to %d lower-case letters, digits, '_' and '-', not starting with '-'", name, maxDiscoveryName), "")
	}
	if name != "" && seen[name] {
		p.report(kindConnectName, path+".discoveryName", fmt.Sprintf("the name %q comes twice", name), "give each a discoveryName of its own")
	}
	seen[name] = true
}

func isDiscoveryName(s string) bool {
	return len(s) <= maxDiscoveryName && !strings.HasPrefix(s, "-") && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_-") == ""
}

func (p *pass) aliases(svc *ServiceConnectService, path string) {
	switch n := len(svc.ClientAliases); {
	case n == 0:
		p.report(kindAliasMissing, path+".clientAliases", "there is no client alias", "add one with the port that clients connect to")
	case n > 1:
		p.report(kindConnectAlias, path+".clientAliases", fmt.Sprintf("%d client aliases, one is taken", n), "")
	}
	for i, a := range svc.ClientAliases {
		if port := intOf(a.Port); port < 1 || port > maxPort {
			p.report(kindConnectAlias, diag.Element(path+".clientAliases", i)+".port", fmt.Sprintf("%d is not a port from 1 to %d", port, maxPort), "")
		}
		if !isDNSName(a.DNSName) {
			p.report(kindConnectName, diag.Element(path+".clientAliases", i)+".dnsName",
				fmt.Sprintf("%q is not up to %d lower-case letters, digits, '_', '-' and '.', not starting with '-'", a.DNSName, maxDNSName), "")
		}
	}
}

func isDNSName(s string) bool {
	return len(s) <= maxDNSName && !strings.HasPrefix(s, "-") && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_-.") == ""
}

// timeout reports a time-out of requests for a port whose protocol, TCP unless the
// port mapping says otherwise, has none.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html
func (p *pass) timeout(svc *ServiceConnectService, path string) {
	t := svc.Timeout
	if t == nil {
		return
	}
	path += ".timeout"
	for _, m := range []struct {
		name    string
		seconds *int
	}{{"idleTimeoutSeconds", t.IdleTimeoutSeconds}, {"perRequestTimeoutSeconds", t.PerRequestTimeoutSeconds}} {
		if n := intOf(m.seconds); n < 0 {
			p.report(kindConnectTimeout, path+"."+m.name, fmt.Sprintf("%d is not 0 to 2147483647 seconds", n), "")
		}
	}
	if t.PerRequestTimeoutSeconds == nil || p.td == nil {
		return
	}
	for _, c := range p.td.ContainerDefinitions {
		for _, m := range c.PortMappings {
			if m.Name == svc.PortName && svc.PortName != "" && m.AppProtocol == "" {
				p.report(kindConnectTimeout, path+".perRequestTimeoutSeconds", fmt.Sprintf("port %q has no appProtocol, so that it is TCP, which has no requests", svc.PortName), "leave it out, or give the port mapping an appProtocol")
			}
		}
	}
}

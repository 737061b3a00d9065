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
	if n := len(svc.ClientAliases); n > 1 {
		p.report(kindConnectAlias, path+".clientAliases", fmt.Sprintf("%d client aliases, one is taken", n), "")
	}
	for i, a := range svc.ClientAliases {
		if port := intOf(a.Port); port < 1 || port > maxPort {
			p.report(kindConnectAlias, diag.Element(path+".clientAliases", i)+".port", fmt.Sprintf("%d is not a port from 1 to %d", port, maxPort), "")
		}
	}
}

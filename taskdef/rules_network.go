package taskdef

import (
	"net/netip"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var networkRules = []Rule{
	{
		Code: "TD350", Name: "fargate-network-mode", Title: "Fargate has network mode awsvpc",
		Source: github + "aws/amazon-ecs-cli/issues/1145", Certainty: diag.Observed, Launch: forFargate, Check: fargateNetworkMode,
	},
	{
		Code: "TD351", Name: "external-network-mode", Title: "external instances have network mode bridge, host or none",
		Source: guideAnywhere, Launch: forExternal, Check: externalNetworkMode,
	},
	{
		Code: "TD352", Name: "mi-network-mode", Title: "Managed Instances have network mode awsvpc or host",
		Source: guide + "task_definition_parameters-managed-instances.html", Launch: forManaged, Check: managedNetworkMode,
	},
	{
		Code: "TD353", Name: "windows-network-mode", Title: "Windows has network mode awsvpc, or its default",
		Source: apiRegister, Severity: diag.Warning, Check: windowsNetworkMode,
	},
	{
		Code: "TD354", Name: "awsvpc-hostname", Title: "network mode awsvpc allows no hostname",
		Source: github + "labd/ecs-deplojo/issues/26", Certainty: diag.Observed, Check: awsvpcHostname,
	},
	{
		Code: "TD355", Name: "awsvpc-extrahosts", Title: "network mode awsvpc allows no extraHosts",
		Source: apiContainer, Check: awsvpcExtraHosts,
	},
	{
		Code: "TD356", Name: "awsvpc-dns", Title: "network mode awsvpc allows no dnsServers",
		Source: guideEC2, Severity: diag.Warning, Check: awsvpcDNS,
	},
	{
		Code: "TD357", Name: "awsvpc-dnssearch", Title: "network mode awsvpc allows no dnsSearchDomains",
		Source: guideEC2, Severity: diag.Warning, Check: awsvpcDNSSearch,
	},
	{
		Code: "TD358", Name: "awsvpc-disablenetworking", Title: "network mode awsvpc allows no disableNetworking",
		Source: guideEC2, Severity: diag.Warning, Check: awsvpcDisableNetworking,
	},
	{
		Code: "TD359", Name: "none-host-dns", Title: "hostname and DNS are set where the container has a network of its own",
		Source:   "https://docs.docker.com/reference/cli/docker/container/run/",
		Severity: diag.Warning, Certainty: diag.Inferred, Check: noneHostDNS,
	},
	{
		Code: "TD360", Name: "extrahosts-fields", Title: "an extra host has a name and an IP address",
		Source: api + "HostEntry.html", Check: extraHostsFields,
	},
	{
		Code: "TD361", Name: "dnsservers-ip", Title: "a DNS server is an IP address",
		Source: apiContainer, Severity: diag.Warning, Certainty: diag.Inferred, Launch: forInstances, Check: dnsServersIP,
	},
	{
		Code: "TD362", Name: "awsvpc-eni-density", Title: "an instance has an interface for each task in awsvpc mode",
		Source: guide + "container-instance-eni.html", Severity: diag.Info, Phase: Practice, Launch: forEC2, Check: awsvpcDensity,
	},
}

func fargateNetworkMode(p *Pass) {
	if p.td.NetworkMode == NetworkModeAWSVPC {
		return
	}
	if p.td.NetworkMode == "" {
		p.Report("networkMode", "Fargate needs network mode awsvpc, and it is absent", `write "networkMode": "awsvpc"`)
		return
	}
	p.Report("networkMode", p.Sprintf("Fargate needs network mode awsvpc, not %s", p.td.NetworkMode), `write "networkMode": "awsvpc"`)
}

func externalNetworkMode(p *Pass) {
	if p.td.NetworkMode == NetworkModeAWSVPC {
		p.Report("networkMode", "external instances have no network mode awsvpc; allowed are bridge, host and none", "write bridge, host or none")
	}
}

func managedNetworkMode(p *Pass) {
	switch m := p.td.NetworkMode; m {
	case NetworkModeBridge, NetworkModeNone:
		p.Report("networkMode", p.Sprintf("Managed Instances have network mode awsvpc or host, not %s", m), "write awsvpc or host")
	}
}

func windowsNetworkMode(p *Pass) {
	if !p.windows {
		return
	}
	switch m := p.td.NetworkMode; m {
	case NetworkModeBridge, NetworkModeHost, NetworkModeNone:
		p.Report("networkMode", p.Sprintf("Windows has network mode awsvpc or its default, not %s", m), "delete networkMode or write awsvpc")
	}
}

// awsvpcOnly reports members that network mode awsvpc does not allow. On Fargate
// the rules of Fargate say so.
func (p *Pass) awsvpcOnly(member string, set func(*ContainerDefinition) bool) {
	if p.mode != NetworkModeAWSVPC || p.maybeFor(onFargate) {
		return
	}
	for i, c := range p.each() {
		if set(c) {
			p.Report(p.at(i, member), p.Sprintf("%s is not supported in network mode awsvpc", member), "delete it")
		}
	}
}

func awsvpcHostname(p *Pass) {
	p.awsvpcOnly("hostname", func(c *ContainerDefinition) bool { return c.Hostname != "" })
}

func awsvpcExtraHosts(p *Pass) {
	p.awsvpcOnly("extraHosts", func(c *ContainerDefinition) bool { return len(c.ExtraHosts) > 0 })
}

func awsvpcDNS(p *Pass) {
	p.awsvpcOnly("dnsServers", func(c *ContainerDefinition) bool { return len(c.DNSServers) > 0 })
}

func awsvpcDNSSearch(p *Pass) {
	p.awsvpcOnly("dnsSearchDomains", func(c *ContainerDefinition) bool { return len(c.DNSSearchDomains) > 0 })
}

func awsvpcDisableNetworking(p *Pass) {
	p.awsvpcOnly("disableNetworking", func(c *ContainerDefinition) bool { return isTrue(c.DisableNetworking) })
}

func noneHostDNS(p *Pass) {
	if p.mode != NetworkModeHost && p.mode != NetworkModeNone {
		return
	}
	check := func(i int, member string, set bool) {
		if set {
			p.Report(p.at(i, member), p.Sprintf("Docker refuses or ignores %s in network mode %s", member, p.mode), "delete it")
		}
	}
	for i, c := range p.each() {
		check(i, "hostname", c.Hostname != "" && p.mode == NetworkModeHost)
		check(i, "dnsServers", len(c.DNSServers) > 0)
		check(i, "dnsSearchDomains", len(c.DNSSearchDomains) > 0)
	}
}

func isIP(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}

func extraHostsFields(p *Pass) {
	for i, c := range p.each() {
		for j, h := range c.ExtraHosts {
			if h.Hostname == "" {
				p.Report(p.at(i, "extraHosts", j, "hostname"), "the extra host has no name", "add hostname")
			}
			if !isIP(h.IPAddress) {
				p.Report(p.at(i, "extraHosts", j, "ipAddress"), p.Sprintf("%q is no IP address", h.IPAddress), "write for example 10.0.0.1")
			}
		}
	}
}

func dnsServersIP(p *Pass) {
	for i, c := range p.each() {
		for j, s := range c.DNSServers {
			if !isIP(s) {
				p.Report(p.at(i, "dnsServers", j), p.Sprintf("%q is no IP address", s), "write for example 10.0.0.2")
			}
		}
	}
}

func awsvpcDensity(p *Pass) {
	if p.isListed(onEC2) && p.td.NetworkMode == NetworkModeAWSVPC && !p.maybeFor(onFargate) {
		p.Report("networkMode", "each task in network mode awsvpc takes a network interface of its instance, and instances have few",
			"turn on trunking (awsvpcTrunking) where many tasks share an instance")
	}
}

var proxyRules = []Rule{
	{Code: "TD380", Name: "proxy-type", Title: "a proxy has the type APPMESH", Source: api + "ProxyConfiguration.html", Check: proxyType},
	{
		Code: "TD381", Name: "proxy-container", Title: "the proxy is an essential container of the task",
		Source: api + "ProxyConfiguration.html", Check: proxyContainer,
	},
	{
		Code: "TD382", Name: "proxy-awsvpc", Title: "a proxy needs network mode awsvpc",
		Source: github + "aws/aws-cdk/issues/4476", Certainty: diag.Observed, Check: proxyAWSVPC,
	},
	{
		Code: "TD383", Name: "proxy-properties", Title: "a proxy has its ports and the user or group to ignore",
		Source: api + "ProxyConfiguration.html", Check: proxyProperties,
	},
	{
		Code: "TD384", Name: "proxy-property-null", Title: "a property of a proxy has a value",
		Source: github + "aws-actions/amazon-ecs-deploy-task-definition/issues/163", Certainty: diag.Observed, Check: proxyPropertyNull,
	},
	{
		Code: "TD385", Name: "proxy-windows-mi", Title: "a proxy is for Linux, and not for Managed Instances",
		Source: guideParameters, Check: proxyPlatform,
	},
	{
		Code: "TD386", Name: "proxy-uid-match", Title: "the user that is ignored is that of the proxy",
		Source:   api + "ProxyConfiguration.html",
		Severity: diag.Warning, Certainty: diag.Inferred, Phase: Practice, Check: proxyUIDMatch,
	},
	{
		Code: "TD387", Name: "appmesh-eol", Title: "App Mesh has ended",
		Source:   "https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html",
		Severity: diag.Warning, Phase: Practice, Check: appMeshEnd,
	},
}

func proxyType(p *Pass) {
	if x := p.td.ProxyConfiguration; x != nil && x.Type != "" && x.Type != ProxyAppMesh {
		reportEnum(p, "proxyConfiguration.type", x.Type)
	}
}

func proxyContainer(p *Pass) {
	x := p.td.ProxyConfiguration
	if x == nil || p.namesUnread() {
		return
	}
	i, ok := p.Container(x.ContainerName)
	switch {
	case x.ContainerName == "":
		p.Report("proxyConfiguration.containerName", "the proxy names no container", p.Sprintf("name one of: %s", p.containerNames()))
	case !ok:
		p.Report("proxyConfiguration.containerName", p.Sprintf("the task has no container %q", x.ContainerName), p.Sprintf("name one of: %s", p.containerNames()))
	case !isEssential(&p.containers[i]):
		p.ReportAs(diag.Warning, diag.Documented, p.at(i, "essential"), p.Sprintf("the proxy %q is not essential", x.ContainerName), `write "essential": true`)
	}
}

func proxyAWSVPC(p *Pass) {
	if p.td.ProxyConfiguration != nil && p.mode != NetworkModeAWSVPC && !p.Unread("networkMode") {
		p.Report("proxyConfiguration", p.Sprintf("a proxy needs network mode awsvpc, not %s", p.mode), `write "networkMode": "awsvpc"`)
	}
}

// property returns the value of the proxy's property and its index, -1 for none.
func (x *ProxyConfiguration) property(name string) (value string, index int) {
	for i := range x.Properties {
		if x.Properties[i].Name == name {
			return x.Properties[i].Value, i
		}
	}
	return "", -1
}

func proxyProperties(p *Pass) {
	x := p.td.ProxyConfiguration
	if x == nil || p.Unread("proxyConfiguration.properties") {
		return
	}
	isPort := func(c byte) bool { return isDigit(c) || c == ',' || c == ' ' }
	for _, name := range [...]string{"AppPorts", "ProxyIngressPort", "ProxyEgressPort"} {
		switch v, i := x.property(name); {
		case i < 0:
			p.Report("proxyConfiguration.properties", p.Sprintf("the property %s is missing", name), p.Sprintf("add %s", name))
		case !isAll(v, isPort) && v != "":
			p.Report(p.Path("proxyConfiguration", "properties", i, "value"), p.Sprintf("%s is %q, not a port or a list of ports", name, v), "write numbers with commas between them")
		}
	}
	uid, _ := x.property("IgnoredUID")
	gid, _ := x.property("IgnoredGID")
	if uid == "" && gid == "" {
		p.Report("proxyConfiguration.properties", "neither IgnoredUID nor IgnoredGID has a value", "add IgnoredUID with the user of the proxy container")
	}
}

func proxyPropertyNull(p *Pass) {
	x := p.td.ProxyConfiguration
	if x == nil {
		return
	}
	for i, v := range x.Properties {
		if v.Value == "" && p.written(p.Path("proxyConfiguration", "properties", i, "value")) == writtenNot {
			p.Report(p.Path("proxyConfiguration", "properties", i, "value"), p.Sprintf("the property %q has no value", v.Name), `write "value": "" for an empty one`)
		}
	}
}

func proxyPlatform(p *Pass) {
	switch {
	case p.td.ProxyConfiguration == nil:
	case p.windows:
		p.Report("proxyConfiguration", "Windows has no proxy", "delete it")
	case p.isListed(onManaged):
		p.Report("proxyConfiguration", "Managed Instances have no proxy", "delete it, and use Service Connect")
	}
}

func proxyUIDMatch(p *Pass) {
	x := p.td.ProxyConfiguration
	if x == nil {
		return
	}
	uid, at := x.property("IgnoredUID")
	i, ok := p.Container(x.ContainerName)
	if !ok || uid == "" || p.containers[i].User == "" {
		return
	}
	if user, _, _ := strings.Cut(p.containers[i].User, ":"); user != uid {
		p.Report(p.Path("proxyConfiguration", "properties", at, "value"), p.Sprintf("IgnoredUID is %q, and the proxy runs as %q: its own traffic would go through it", uid, user), "write the user of the proxy container")
	}
}

func appMeshEnd(p *Pass) {
	if p.td.ProxyConfiguration != nil {
		p.Report("proxyConfiguration", "App Mesh ended on 2026-09-30", "use Service Connect")
	}
}

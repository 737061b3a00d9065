package taskdef

import "github.com/ecskit/ecskit/diag"

var fargateRules = []Rule{
	{
		Code: "TD680", Name: "fargate-cap-add", Title: "on Fargate the only capability to add is SYS_PTRACE",
		Source: api + "KernelCapabilities.html", Launch: forFargate, Check: fargateCapabilityAdd,
	},
	{
		Code: "TD681", Name: "fargate-devices", Title: "Fargate has no devices of an instance",
		Source: apiLinux, Launch: forFargate, Check: fargateDevices,
	},
	{
		Code: "TD682", Name: "fargate-shm", Title: "Fargate has no sharedMemorySize",
		Source:    github + "cloudposse/terraform-aws-ecs-container-definition/issues/143",
		Certainty: diag.Observed, Launch: forFargate, Check: fargateSharedMemory,
	},
	{
		Code: "TD683", Name: "fargate-maxswap", Title: "Fargate has no maxSwap",
		Source: apiLinux, Launch: forFargate, Check: fargateMaxSwap,
	},
	{
		Code: "TD684", Name: "fargate-swappiness", Title: "Fargate has no swappiness",
		Source: apiLinux, Launch: forFargate, Check: fargateSwappiness,
	},
	{
		Code: "TD685", Name: "privileged-fargate", Title: "Fargate has no privileged containers",
		Source: apiContainer, Launch: forFargate, Check: fargatePrivileged,
	},
	{
		Code: "TD686", Name: "fargate-dockersecurityoptions", Title: "Fargate has no dockerSecurityOptions",
		Source: apiContainer, Launch: forFargate, Check: fargateSecurityOptions,
	},
	{
		Code: "TD687", Name: "fargate-links", Title: "Fargate has no links",
		Source: guideFargate, Launch: forFargate, Check: fargateLinks,
	},
	{
		Code: "TD688", Name: "fargate-extrahosts", Title: "Fargate has no extraHosts",
		Source: guideFargate, Launch: forFargate, Check: fargateExtraHosts,
	},
	{
		Code: "TD689", Name: "fargate-dnsservers", Title: "Fargate has no dnsServers",
		Source: guideFargate, Launch: forFargate, Check: fargateDNSServers,
	},
	{
		Code: "TD690", Name: "fargate-dnssearch", Title: "Fargate has no dnsSearchDomains",
		Source: guideFargate, Launch: forFargate, Check: fargateDNSSearch,
	},
	{
		Code: "TD691", Name: "fargate-disablenetworking", Title: "Fargate has no disableNetworking",
		Source: guideFargate, Launch: forFargate, Check: fargateDisableNetworking,
	},
	{
		Code: "TD692", Name: "fargate-hostname", Title: "Fargate has no hostname",
		Source: apiContainer, Launch: forFargate, Check: fargateHostname,
	},
	{
		Code: "TD693", Name: "fargate-pid-mode", Title: "on Fargate pidMode is task",
		Source: apiRegister, Certainty: diag.Observed, Launch: forFargate, Check: fargatePIDMode,
	},
	{
		Code: "TD694", Name: "fargate-ipc-mode", Title: "Fargate has no ipcMode",
		Source: github + "cn-terraform/terraform-aws-ecs-fargate/issues/2", Certainty: diag.Observed, Launch: forFargate, Check: fargateIPCMode,
	},
	{
		Code: "TD695", Name: "fargate-placement-constraints", Title: "Fargate has no placement constraints",
		Source: guideFargate, Launch: forFargate, Check: fargatePlacement,
	},
	{
		Code: "TD696", Name: "fargate-gpu", Title: "Fargate has no GPUs and other accelerators",
		Source: guideFargate, Launch: forFargate, Check: fargateGPU,
	},
}

// fargateLacks reports a member of a container that Fargate does not have.
func (p *Pass) fargateLacks(member string, set func(*ContainerDefinition) bool) {
	for i, c := range p.each() {
		if set(c) {
			p.Report(p.at(i, member), p.Sprintf("Fargate does not support %s", member), "delete it")
		}
	}
}

// fargateLacksLinux reports a Linux parameter that Fargate does not have.
func (p *Pass) fargateLacksLinux(member string, set func(*LinuxParameters) bool) {
	for i, l := range p.linux() {
		if set(l) {
			p.Report(p.at(i, "linuxParameters", member), p.Sprintf("Fargate does not support %s", member), "delete it")
		}
	}
}

func fargateCapabilityAdd(p *Pass) {
	for i, l := range p.linux() {
		if l.Capabilities == nil {
			continue
		}
		for j, s := range l.Capabilities.Add {
			if s != "SYS_PTRACE" {
				p.Report(p.at(i, "linuxParameters", "capabilities", "add", j), p.Sprintf("on Fargate the only capability to add is SYS_PTRACE, not %s", s), "delete it")
			}
		}
	}
}

func fargateDevices(p *Pass) {
	p.fargateLacksLinux("devices", func(l *LinuxParameters) bool { return len(l.Devices) > 0 })
}

func fargateSharedMemory(p *Pass) {
	p.fargateLacksLinux("sharedMemorySize", func(l *LinuxParameters) bool { return l.SharedMemorySize != nil })
}

func fargateMaxSwap(p *Pass) {
	p.fargateLacksLinux("maxSwap", func(l *LinuxParameters) bool { return l.MaxSwap != nil })
}

func fargateSwappiness(p *Pass) {
	p.fargateLacksLinux("swappiness", func(l *LinuxParameters) bool { return l.Swappiness != nil })
}

func fargatePrivileged(p *Pass) {
	p.fargateLacks("privileged", func(c *ContainerDefinition) bool { return isTrue(c.Privileged) })
}

func fargateSecurityOptions(p *Pass) {
	p.fargateLacks("dockerSecurityOptions", func(c *ContainerDefinition) bool { return len(c.DockerSecurityOptions) > 0 })
}

func fargateLinks(p *Pass) {
	p.fargateLacks("links", func(c *ContainerDefinition) bool { return len(c.Links) > 0 })
}

func fargateExtraHosts(p *Pass) {
	p.fargateLacks("extraHosts", func(c *ContainerDefinition) bool { return len(c.ExtraHosts) > 0 })
}

func fargateDNSServers(p *Pass) {
	p.fargateLacks("dnsServers", func(c *ContainerDefinition) bool { return len(c.DNSServers) > 0 })
}

func fargateDNSSearch(p *Pass) {
	p.fargateLacks("dnsSearchDomains", func(c *ContainerDefinition) bool { return len(c.DNSSearchDomains) > 0 })
}

func fargateDisableNetworking(p *Pass) {
	p.fargateLacks("disableNetworking", func(c *ContainerDefinition) bool { return isTrue(c.DisableNetworking) })
}

func fargateHostname(p *Pass) {
	p.fargateLacks("hostname", func(c *ContainerDefinition) bool { return c.Hostname != "" })
}

func fargatePIDMode(p *Pass) {
	if p.td.PIDMode == PIDModeHost {
		p.Report("pidMode", "on Fargate pidMode is task, not host", "write task or delete it")
	}
}

func fargateIPCMode(p *Pass) {
	if p.td.IPCMode != "" {
		p.Report("ipcMode", p.Sprintf("Fargate does not support ipcMode, here %s", p.td.IPCMode), "delete it")
	}
}

func fargatePlacement(p *Pass) {
	if n := len(p.td.PlacementConstraints); n > 0 {
		p.Report("placementConstraints", "Fargate does not support placement constraints", "delete them")
	}
}

func fargateGPU(p *Pass) {
	for at, r := range p.resources() {
		p.Report(p.at(at.c, "resourceRequirements", at.i), p.Sprintf("Fargate has no resources of type %s", r.Type), "use EC2 or MANAGED_INSTANCES")
	}
}

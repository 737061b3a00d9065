package taskdef

import "github.com/ecskit/ecskit/diag"

var fargateRules = []Rule{
	{
		Code: "TD680", Name: "fargate-cap-add", Title: "on Fargate the only capability to add is SYS_PTRACE",
		Source: api + "KernelCapabilities.html", Launch: forFargate, Check: fargateCapabilityAdd,
	},
	{Code: "TD681", Name: "fargate-devices", Title: "Fargate has no devices of an instance", Source: apiLinux, Launch: forFargate, Check: fargateDevices},
	{
		Code: "TD682", Name: "fargate-shm", Title: "Fargate has no sharedMemorySize",
		Source:    github + "cloudposse/terraform-aws-ecs-container-definition/issues/143",
		Certainty: diag.Observed, Launch: forFargate, Check: fargateSharedMemory,
	},
	{Code: "TD683", Name: "fargate-maxswap", Title: "Fargate has no maxSwap", Source: apiLinux, Launch: forFargate, Check: fargateMaxSwap},
	{Code: "TD684", Name: "fargate-swappiness", Title: "Fargate has no swappiness", Source: apiLinux, Launch: forFargate, Check: fargateSwappiness},
	{
		Code: "TD685", Name: "privileged-fargate", Title: "Fargate has no privileged containers",
		Source: apiContainer, Launch: forFargate, Check: fargatePrivileged,
	},
	{
		Code: "TD686", Name: "fargate-dockersecurityoptions", Title: "Fargate has no dockerSecurityOptions",
		Source: apiContainer, Launch: forFargate, Check: fargateSecurityOptions,
	},
	{Code: "TD687", Name: "fargate-links", Title: "Fargate has no links", Source: guideFargate, Launch: forFargate, Check: fargateLinks},
	{Code: "TD688", Name: "fargate-extrahosts", Title: "Fargate has no extraHosts", Source: guideFargate, Launch: forFargate, Check: fargateExtraHosts},
	{Code: "TD689", Name: "fargate-dnsservers", Title: "Fargate has no dnsServers", Source: guideFargate, Launch: forFargate, Check: fargateDNSServers},
	{
		Code: "TD690", Name: "fargate-dnssearch", Title: "Fargate has no dnsSearchDomains",
		Source: guideFargate, Launch: forFargate, Check: fargateDNSSearch,
	},
	{
		Code: "TD691", Name: "fargate-disablenetworking", Title: "Fargate has no disableNetworking",
		Source: guideFargate, Launch: forFargate, Check: fargateDisableNetworking,
	},
	{Code: "TD692", Name: "fargate-hostname", Title: "Fargate has no hostname", Source: apiContainer, Launch: forFargate, Check: fargateHostname},
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
func (p *Pass) fargateLacks(i int, parts ...any) {
	what := parts[len(parts)-1]
	p.Report(p.at(i, parts...), p.Sprintf("Fargate does not support %v", what), "delete it")
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
	for i, l := range p.linux() {
		if len(l.Devices) > 0 {
			p.fargateLacks(i, "linuxParameters", "devices")
		}
	}
}

func fargateSharedMemory(p *Pass) {
	for i, l := range p.linux() {
		if l.SharedMemorySize != nil {
			p.fargateLacks(i, "linuxParameters", "sharedMemorySize")
		}
	}
}

func fargateMaxSwap(p *Pass) {
	for i, l := range p.linux() {
		if l.MaxSwap != nil {
			p.fargateLacks(i, "linuxParameters", "maxSwap")
		}
	}
}

func fargateSwappiness(p *Pass) {
	for i, l := range p.linux() {
		if l.Swappiness != nil {
			p.fargateLacks(i, "linuxParameters", "swappiness")
		}
	}
}

func fargatePrivileged(p *Pass) {
	for i, c := range p.each() {
		if isTrue(c.Privileged) {
			p.fargateLacks(i, "privileged")
		}
	}
}

func fargateSecurityOptions(p *Pass) {
	for i, c := range p.each() {
		if len(c.DockerSecurityOptions) > 0 {
			p.fargateLacks(i, "dockerSecurityOptions")
		}
	}
}

func fargateLinks(p *Pass) {
	for i, c := range p.each() {
		if len(c.Links) > 0 {
			p.fargateLacks(i, "links")
		}
	}
}

func fargateExtraHosts(p *Pass) {
	for i, c := range p.each() {
		if len(c.ExtraHosts) > 0 {
			p.fargateLacks(i, "extraHosts")
		}
	}
}

func fargateDNSServers(p *Pass) {
	for i, c := range p.each() {
		if len(c.DNSServers) > 0 {
			p.fargateLacks(i, "dnsServers")
		}
	}
}

func fargateDNSSearch(p *Pass) {
	for i, c := range p.each() {
		if len(c.DNSSearchDomains) > 0 {
			p.fargateLacks(i, "dnsSearchDomains")
		}
	}
}

func fargateDisableNetworking(p *Pass) {
	for i, c := range p.each() {
		if isTrue(c.DisableNetworking) {
			p.fargateLacks(i, "disableNetworking")
		}
	}
}

func fargateHostname(p *Pass) {
	for i, c := range p.each() {
		if c.Hostname != "" {
			p.fargateLacks(i, "hostname")
		}
	}
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

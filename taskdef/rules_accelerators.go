package taskdef

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var acceleratorRules = []Rule{
	{Code: "TD800", Name: "resreq-type", Title: "a resource requirement has a known type", Source: apiResource, Check: resourceTypeEnum},
	{
		Code: "TD801", Name: "resreq-value", Title: "a resource requirement has a value: a number of GPUs, ALL, or a name",
		Source: guide + "ecs-gpu-specifying.html", Launch: forInstances, Check: resourceValue,
	},
	{
		Code: "TD802", Name: "gpu-xor-sharing", Title: "a GPU requirement has a value or a sharing strategy",
		Source: apiResource, Launch: forInstances, Check: gpuValueOrSharing,
	},
	{
		Code: "TD803", Name: "gpu-same-option", Title: "all containers of a task have whole GPUs, or share one, or one has a part",
		Source: apiResource, Launch: forGPU, Check: gpuSameOption,
	},
	{
		Code: "TD804", Name: "gpu-sharing-external", Title: "external instances have no GPU sharing",
		Source: apiResource, Launch: forExternal, Check: gpuSharingExternal,
	},
	{Code: "TD805", Name: "sharing-only-gpu", Title: "a sharing strategy is for GPUs", Source: apiResource, Check: sharingOnlyGPU},
	{
		Code: "TD806", Name: "inference-match", Title: "an inference accelerator is one of the task's",
		Source: apiResource, Launch: forEC2, Check: inferenceMatch,
	},
	{
		Code: "TD807", Name: "mps-memory", Title: "a share of a GPU has an amount of memory",
		Source: api + "NvidiaMpsAllocation.html", Launch: forGPU, Check: mpsMemory,
	},
	{
		Code: "TD808", Name: "mps-percent", Title: "a share of a GPU's compute is 1 to 100 percent",
		Source: api + "NvidiaMpsAllocation.html", Severity: diag.Warning, Certainty: diag.Inferred, Launch: forGPU, Check: mpsPercent,
	},
	{
		Code: "TD809", Name: "neuron-all", Title: "Neuron devices are ALL, for one container, on Managed Instances",
		Source: apiResource, Check: neuronAll,
	},
	{
		Code: "TD810", Name: "gpu-windows-arm", Title: "GPUs are for Linux",
		Source: guide + "ecs-gpu.html", Severity: diag.Warning, Phase: Run, Check: gpuWindows,
	},
}

func (p *Pass) resource(at pair, parts ...any) string {
	return p.at(at.c, append([]any{"resourceRequirements", at.i}, parts...)...)
}

func resourceTypeEnum(p *Pass) {
	for at, r := range p.resources() {
		switch r.Type {
		case ResourceGPU, ResourceInferenceAccelerator, ResourceNeuronDevice:
		default:
			reportEnum(p, p.resource(at, "type"), r.Type)
		}
	}
}

func resourceValue(p *Pass) {
	for at, r := range p.resources() {
		switch {
		case r.Value == "" && (r.Type != ResourceGPU || r.SharingStrategy == nil):
			p.Report(p.resource(at, "value"), p.Sprintf("the requirement of type %s has no value", r.Type), "add it")
		case r.Type != ResourceGPU || r.Value == "" || isGPUCount(r.Value):
		case !isGPUFraction(r.Value):
			p.Report(p.resource(at, "value"), p.Sprintf("%q is neither a number of GPUs, nor 0.125, 0.25 or 0.5, nor ALL", r.Value), `write for example "1"`)
		case p.isListed(onExternal):
			p.ReportAs(diag.Warning, diag.Documented, p.resource(at, "value"),
				p.Sprintf("external instances have no fractions of GPUs, here %s", r.Value), "write a whole number, or drop EXTERNAL")
		}
	}
}

// isGPUCount reports whether a value asks for whole GPUs: a number from 1, or ALL.
func isGPUCount(s string) bool {
	return s == allDevices || isAll(s, isDigit) && strings.Trim(s, "0") != ""
}

// isGPUFraction reports whether a value asks for a part of the GPU of a G6f instance.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu-specifying.html
func isGPUFraction(s string) bool { return s == "0.125" || s == "0.25" || s == "0.5" }

func gpuValueOrSharing(p *Pass) {
	for at, r := range p.resources() {
		if r.Type == ResourceGPU && r.Value != "" && r.SharingStrategy != nil {
			p.Report(p.resource(at, "value"), "value and sharingStrategy exclude each other", "delete one")
		}
	}
}

func gpuSameOption(p *Pass) {
	whole := -1
	shared := -1
	first := -1
	part := -1
	for at, r := range p.resources() {
		if r.Type != ResourceGPU {
			continue
		}
		if isGPUFraction(r.Value) && part < 0 {
			part = at.c
		}
		if part >= 0 && first >= 0 && first != at.c {
			p.ReportAs(diag.Warning, diag.Documented, p.resource(at),
				p.Sprintf("container %q takes a part of a GPU, and no other container of the task may ask for GPUs", p.containers[part].Name), "let one container do so")
			return
		}
		if first < 0 {
			first = at.c
		}
		if r.SharingStrategy != nil {
			shared = at.c
		} else {
			whole = at.c
		}
		if whole >= 0 && shared >= 0 && whole != shared {
			p.Report(p.resource(at), p.Sprintf("container %q takes whole GPUs and container %q shares one", p.containers[whole].Name, p.containers[shared].Name), "let all containers do the same")
			return
		}
	}
}

func gpuSharingExternal(p *Pass) {
	for at, r := range p.resources() {
		if r.SharingStrategy != nil {
			p.Report(p.resource(at, "sharingStrategy"), "external instances have no GPU sharing", "write a value, or drop EXTERNAL")
		}
	}
}

func sharingOnlyGPU(p *Pass) {
	for at, r := range p.resources() {
		if r.SharingStrategy != nil && r.Type != ResourceGPU && r.Type != "" {
			p.Report(p.resource(at, "sharingStrategy"), p.Sprintf("a sharing strategy is for GPU, not for %s", r.Type), "delete it")
		}
	}
}

func inferenceMatch(p *Pass) {
	for at, r := range p.resources() {
		if r.Type != ResourceInferenceAccelerator || r.Value == "" || p.Unread("inferenceAccelerators") {
			continue
		}
		known := false
		for _, a := range p.td.InferenceAccelerators {
			known = known || a.DeviceName == r.Value
		}
		if !known {
			p.Report(p.resource(at, "value"), p.Sprintf("the task has no accelerator %q", r.Value), "name one of inferenceAccelerators")
		}
	}
}

func mpsMemory(p *Pass) {
	for at, r := range p.resources() {
		if r.SharingStrategy == nil || r.SharingStrategy.NVIDIAMPS == nil {
			continue
		}
		switch m := r.SharingStrategy.NVIDIAMPS.Memory; {
		case m == nil:
			p.Report(p.resource(at, "sharingStrategy", "nvidiaMps", "memory"), "the share of a GPU has no memory", "write MiB of GPU memory")
		case *m <= 0:
			p.Report(p.resource(at, "sharingStrategy", "nvidiaMps", "memory"), p.Sprintf("the share of a GPU has %d MiB of memory", *m), "write MiB of GPU memory")
		}
	}
}

func mpsPercent(p *Pass) {
	for at, r := range p.resources() {
		if r.SharingStrategy == nil || r.SharingStrategy.NVIDIAMPS == nil {
			continue
		}
		if n := r.SharingStrategy.NVIDIAMPS.MaxComputePercent; n != nil && (*n < 1 || *n > 100) {
			p.reportRange(p.resource(at, "sharingStrategy", "nvidiaMps", "maxComputePercent"), "maxComputePercent", *n, 1, 100, "percent")
		}
	}
}

func neuronAll(p *Pass) {
	first := -1
	for at, r := range p.resources() {
		if r.Type != ResourceNeuronDevice {
			continue
		}
		if r.Value != "ALL" && r.Value != "" {
			p.Report(p.resource(at, "value"), p.Sprintf("Neuron devices are given to a container all together, not %q", r.Value), "write ALL")
		}
		if first >= 0 && first != at.c {
			p.Report(p.resource(at), p.Sprintf("container %q has all Neuron devices already", p.containers[first].Name), "delete it")
		}
		first = at.c
		if !p.maybeFor(onManaged) {
			p.ReportAs(diag.Warning, diag.Documented, p.resource(at, "type"), "NeuronDevice is for Managed Instances only", "add MANAGED_INSTANCES to requiresCompatibilities; on EC2 use linuxParameters.devices")
		}
	}
}

func gpuWindows(p *Pass) {
	if !p.windows {
		return
	}
	for at, r := range p.resources() {
		if r.Type == ResourceGPU {
			p.Report(p.resource(at), "GPUs are not available to Windows tasks", "delete it, or use Linux")
		}
	}
}

var capacityRules = []Rule{
	{
		Code: "TD830", Name: "mi-unsupported", Title: "Managed Instances have what is asked of them",
		Source: guideManaged, Severity: diag.Warning, Launch: forManaged, Check: managedUnsupported,
	},
	{
		Code: "TD831", Name: "mi-linuxparams", Title: "Managed Instances have no maxSwap, swappiness and sharedMemorySize",
		Source: guideManaged, Launch: forManaged, Check: managedLinuxParameters,
	},
	{
		Code: "TD832", Name: "external-unsupported", Title: "external instances have what is asked of them",
		Source: guideAnywhere, Severity: diag.Warning, Launch: forExternal, Check: externalUnsupported,
	},
}

// managedUnsupported goes by a list that was read again on 2026-11-24. It still has
// tmpfs, which became available in January 2026, and ipcMode, which the page on the
// parameters of Managed Instances describes without a word of its being unsupported:
// more of it may have become available.
func managedUnsupported(p *Pass) {
	report := func(path, what string) {
		p.Report(path, p.Sprintf("Managed Instances were documented to lack %s", what), "check whether that still holds, or delete it")
	}
	for i, c := range p.each() {
		for _, member := range [...]struct {
			name string
			set  bool
		}{
			{"disableNetworking", isTrue(c.DisableNetworking)},
			{"dnsSearchDomains", len(c.DNSSearchDomains) > 0},
			{"dnsServers", len(c.DNSServers) > 0},
			{"dockerSecurityOptions", len(c.DockerSecurityOptions) > 0},
			{"extraHosts", len(c.ExtraHosts) > 0},
			{"hostname", c.Hostname != ""},
			{"links", len(c.Links) > 0},
		} {
			if member.set {
				report(p.at(i, member.name), member.name)
			}
		}
	}
	for i, v := range p.volumes() {
		if v.FSxWindowsFileServerVolumeConfiguration != nil {
			report(p.Path("volumes", i, "fsxWindowsFileServerVolumeConfiguration"), "FSx volumes")
		}
	}
	if len(p.td.InferenceAccelerators) > 0 {
		report("inferenceAccelerators", "inferenceAccelerators")
	}
	if p.td.IPCMode != "" {
		report("ipcMode", "ipcMode")
	}
}

func managedLinuxParameters(p *Pass) {
	for i, l := range p.linux() {
		for _, member := range [...]struct {
			name  string
			value *int
		}{{"maxSwap", l.MaxSwap}, {"swappiness", l.Swappiness}, {"sharedMemorySize", l.SharedMemorySize}} {
			if member.value != nil {
				p.Report(p.at(i, "linuxParameters", member.name), p.Sprintf("Managed Instances do not support %s", member.name), "delete it")
			}
		}
	}
}

func externalUnsupported(p *Pass) {
	if p.windows {
		p.Report("runtimePlatform.operatingSystemFamily",
			p.Sprintf("external instances run Linux only since August 2026, not %s", p.osFamily()), "use EC2 or FARGATE for Windows")
	}
	if p.td.ProxyConfiguration != nil {
		p.Report("proxyConfiguration", "external instances have no App Mesh", "delete it")
	}
	for i, c := range p.each() {
		for j, o := range c.DockerSecurityOptions {
			if strings.HasPrefix(o, "label:") {
				p.Report(p.at(i, "dockerSecurityOptions", j), "external instances have no SELinux", "delete it")
			}
		}
	}
	for i, v := range p.volumes() {
		if v.S3FilesVolumeConfiguration != nil {
			p.Report(p.Path("volumes", i, "s3filesVolumeConfiguration"), "external instances have no S3 Files volumes", "use a bind mount")
		}
	}
}

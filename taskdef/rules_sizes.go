package taskdef

import (
	"github.com/ecskit/ecskit/diag"
)

const taskSizePage = guide + "task-cpu-memory-error.html"

var sizeRules = []Rule{
	{
		Code: "TD080", Name: "fargate-cpu-required", Title: "Fargate needs a cpu for the task",
		Source: github + "hackoregon/civic-devops/issues/246", Certainty: diag.Observed, Launch: forFargate, Check: fargateCPURequired,
	},
	{
		Code: "TD081", Name: "fargate-memory-required", Title: "Fargate needs a memory for the task",
		Source: apiRegister, Certainty: diag.Observed, Launch: forFargate, Check: fargateMemoryRequired,
	},
	{
		Code: "TD082", Name: "fargate-cpu-memory", Title: "cpu and memory are a pair that Fargate offers",
		Source: taskSizePage, Certainty: diag.Observed, Launch: forFargate, Check: fargateCPUMemory,
	},
	{
		Code: "TD083", Name: "task-cpu-format", Title: "the task's cpu is CPU units or vCPUs",
		Source: taskSizePage, Certainty: diag.Observed, Check: taskCPUFormat,
	},
	{
		Code: "TD084", Name: "task-memory-format", Title: "the task's memory is MiB or GB",
		Source: taskSizePage, Severity: diag.Warning, Certainty: diag.Inferred, Check: taskMemoryFormat,
	},
	{
		Code: "TD085", Name: "task-cpu-range-ec2", Title: "the task's cpu is 128 to 196608 CPU units",
		Source: apiRegister, Launch: forInstances, Check: taskCPURange,
	},
	{
		Code: "TD086", Name: "windows-fargate-cpu", Title: "Windows on Fargate has 1, 2 or 4 vCPUs",
		Source: taskSizePage, Launch: forFargate, Check: windowsFargateCPU,
	},
	{
		Code: "TD087", Name: "windows-ec2-task-size-ignored", Title: "Windows containers on EC2 have sizes of their own",
		Source: apiRegister, Severity: diag.Warning, Phase: NoEffect, Launch: forOwnHosts, Check: windowsTaskSize,
	},
	{
		Code: "TD088", Name: "sum-cpu", Title: "the containers' cpu fits into that of the task",
		Source: github + "aws/aws-cdk/issues/1553", Certainty: diag.Observed, Check: sumCPU,
	},
	{
		Code: "TD089", Name: "sum-memory", Title: "the containers' memoryReservation fits into the task's memory",
		Source: github + "cloudnativedaysjp/dreamkast-infra/pull/4766", Certainty: diag.Observed, Check: sumMemory,
	},
}

func fargateCPURequired(p *Pass) {
	if p.td.CPU == "" && !p.Unread("cpu") {
		hint := `write for example "cpu": "256"`
		if p.hasMemory {
			if s, ok := RoundUpFargate(0, p.memory, p.osFamily()); ok {
				hint = p.Sprintf("the smallest size for that memory is %s", s)
			}
		}
		p.Report("cpu", "Fargate needs cpu at the task level", hint)
	}
}

func fargateMemoryRequired(p *Pass) {
	if p.td.Memory == "" && !p.Unread("memory") {
		hint := `write for example "memory": "512"`
		if r, ok := fargateRowFor(p.cpu, p.osFamily()); ok {
			hint = p.Sprintf("with cpu %d write %s", p.cpu, r.memories())
		}
		p.Report("memory", "Fargate needs memory at the task level", hint)
	}
}

func fargateCPUMemory(p *Pass) {
	if !p.hasCPU || !p.hasMemory || IsFargateSize(p.cpu, p.memory, p.osFamily()) || p.Unread("cpu", "memory") {
		return
	}
	hint := "no size of Fargate is as large"
	if s, ok := RoundUpFargate(p.cpu, p.memory, p.osFamily()); ok {
		hint = p.Sprintf("the next size is %s", s)
	}
	row, ok := fargateRowFor(p.cpu, p.osFamily())
	switch {
	case ok && p.windows && p.cpu == 1024 && p.memory == 1024:
		// The documentation starts at 2048; a tool of AWS's own offers this pair.
		p.ReportAs(diag.Warning, diag.Inferred, "memory", "cpu 1024 with memory 1024 is documented for no task on Fargate", hint)
	case ok:
		p.Report("memory", p.Sprintf("with cpu %d Fargate offers memory %s, not %d", p.cpu, row.memories(), p.memory), hint)
	case p.windows && fargateCPUKnown(p.cpu): // windows-fargate-cpu says it
	default:
		p.Report("cpu", p.Sprintf("Fargate has no size with cpu %d; it has 256, 512, 1024, 2048, 4096, 8192, 16384 and 32768", p.cpu), hint)
	}
}

func fargateCPUKnown(cpu int) bool {
	_, ok := fargateRowFor(cpu, OSFamilyLinux)
	return ok
}

func taskCPUFormat(p *Pass) {
	if p.td.CPU != "" && !p.hasCPU {
		p.Report("cpu", p.Sprintf("%q is no cpu; allowed are CPU units such as 1024, or vCPUs such as 1 vCPU", p.td.CPU), "write CPU units, 1024 to a vCPU")
	}
}

func taskMemoryFormat(p *Pass) {
	if p.td.Memory != "" && !p.hasMemory {
		p.Report("memory", p.Sprintf("%q is no memory; allowed are MiB such as 2048, or GB such as 2 GB", p.td.Memory), "write MiB")
	}
}

func taskCPURange(p *Pass) {
	if p.hasCPU && (p.cpu < 128 || p.cpu > 196608) {
		p.Report("cpu", p.Sprintf("the task's cpu is %d CPU units, not from 128 to 196608", p.cpu), "write 128 to 196608, or delete it")
	}
}

func windowsFargateCPU(p *Pass) {
	if !p.windows || !p.hasCPU || !fargateCPUKnown(p.cpu) {
		return
	}
	if _, ok := fargateRowFor(p.cpu, p.osFamily()); !ok {
		p.Report("cpu", p.Sprintf("Windows on Fargate has cpu 1024, 2048 or 4096, not %d", p.cpu), "write 1024, 2048 or 4096")
	}
}

func windowsTaskSize(p *Pass) {
	if !p.windows || p.maybeFor(onFargate) {
		return
	}
	if p.td.CPU != "" {
		p.Report("cpu", "the task's cpu is ignored for Windows containers", "set cpu in each container")
	}
	if p.td.Memory != "" {
		p.Report("memory", "the task's memory is ignored for Windows containers", "set memory in each container")
	}
}

// reportTaskSum reports containers that do not fit into the task. For Windows on
// instances the task's size is ignored, and nobody has verified whether it is
// checked all the same.
func (p *Pass) reportTaskSum(s diag.Severity, c diag.Certainty, path, message, hint string) {
	if p.windows && !p.maybeFor(onFargate) {
		s, c = diag.Warning, diag.Unknown
	}
	p.ReportAs(s, c, path, message, hint)
}

func sumCPU(p *Pass) {
	if !p.hasCPU || p.cpu == 0 {
		return
	}
	sum := 0
	for _, c := range p.each() {
		if c.CPU != nil && *c.CPU > 0 {
			sum += *c.CPU
		}
	}
	if sum > p.cpu {
		p.reportTaskSum(diag.Error, diag.Observed, "cpu",
			p.Sprintf("the containers' cpu sums up to %d, more than the task's %d", sum, p.cpu), "raise the task's cpu or lower that of containers")
	}
}

func sumMemory(p *Pass) {
	if !p.hasMemory || p.memory == 0 {
		return
	}
	reserved, counted := 0, 0
	for _, c := range p.each() {
		switch {
		case c.MemoryReservation != nil && *c.MemoryReservation > 0:
			reserved += *c.MemoryReservation
			counted += *c.MemoryReservation
		case c.Memory != nil && *c.Memory > 0:
			counted += *c.Memory
		}
	}
	const hint = "raise the task's memory or lower that of containers"
	if reserved > p.memory {
		p.reportTaskSum(diag.Error, diag.Observed, "memory",
			p.Sprintf("the containers' memoryReservation sums up to %d MiB, more than the task's %d", reserved, p.memory), hint)
	} else if counted > p.memory {
		p.reportTaskSum(diag.Warning, diag.Inferred, "memory",
			p.Sprintf("the containers' memory and memoryReservation sum up to %d MiB, more than the task's %d", counted, p.memory), hint)
	}
}

var memoryRules = []Rule{
	{
		Code: "TD100", Name: "mem-required", Title: "each container has memory or memoryReservation, unless the task has memory",
		Source: github + "aws/aws-cli/issues/4453", Certainty: diag.Observed, Launch: forInstances, Check: memoryRequired,
	},
	{
		Code: "TD101", Name: "container-memory-min", Title: "a container has the 6 MiB that Docker needs",
		Source: apiContainer, Severity: diag.Warning, Phase: Run, Launch: forOwnHosts, Check: containerMemoryMin,
	},
	{
		Code: "TD102", Name: "memory-value", Title: "a container's memory is more than 0",
		Source: github + "ansible/ansible/issues/67647", Certainty: diag.Observed, Check: memoryValue,
	},
	{
		Code: "TD103", Name: "reservation-le-memory", Title: "memoryReservation is not more than memory",
		Source: apiContainer, Check: reservationWithinMemory,
	},
	{
		Code: "TD104", Name: "container-memory-gt-task", Title: "a container's memory is not more than that of the task",
		Source: github + "pulumi/pulumi-awsx/issues/188", Certainty: diag.Observed, Check: containerMemoryWithinTask,
	},
	{
		Code: "TD105", Name: "container-reservation-gt-task", Title: "memoryReservation is not more than the task's memory",
		Source: apiContainer, Severity: diag.Warning, Certainty: diag.Inferred, Implies: []diag.Code{"TD089"}, Check: containerReservationWithinTask,
	},
	{
		Code: "TD106", Name: "cpu-negative", Title: "a container's cpu is not negative",
		Source: apiContainer, Severity: diag.Warning, Certainty: diag.Inferred, Check: cpuNegative,
	},
	{
		Code: "TD107", Name: "cpu-shares-floor", Title: "each of several containers has a share of the CPU",
		Source: apiContainer, Severity: diag.Info, Phase: Practice, Check: cpuSharesFloor,
	},
	{
		Code: "TD108", Name: "cpu-max-shares", Title: "cpu is within what the kernel can share out",
		Source: apiContainer, Severity: diag.Info, Phase: NoEffect, Check: cpuMaxShares,
	},
	{
		Code: "TD109", Name: "windows-cpu-zero", Title: "a Windows container has cpu",
		Source: apiContainer, Severity: diag.Warning, Phase: Practice, Launch: forInstances, Check: windowsCPUZero,
	},
	{
		Code: "TD110", Name: "windows-memory-reservation", Title: "a Windows container has memory and not memoryReservation",
		Source: guideParameters, Severity: diag.Warning, Phase: NoEffect, Check: windowsMemoryReservation,
	},
	{
		Code: "TD111", Name: "mi-task-memory-precedence", Title: "on Managed Instances the task's memory decides on placement",
		Source:   guide + "memory-management.html",
		Severity: diag.Info, Phase: Practice, Launch: forManaged, Check: managedTaskMemory,
	},
}

func memoryRequired(p *Pass) {
	if p.td.Memory != "" || p.Unread("memory") {
		return
	}
	for i, c := range p.each() {
		reserves := c.MemoryReservation != nil && *c.MemoryReservation > 0
		if c.Memory == nil && !reserves && !p.unreadIn(i, "memory", "memoryReservation") {
			p.Report(p.at(i, "memory"), p.Sprintf("container %q has neither memory nor memoryReservation, and the task has no memory", c.Name),
				"give the container memory or memoryReservation in MiB, or the task memory")
		}
	}
}

func containerMemoryMin(p *Pass) {
	check := func(i int, member string, v *int) {
		if v != nil && 0 < *v && *v < 6 {
			p.Report(p.at(i, member), p.Sprintf("Docker needs 6 MiB for a container (4 before 20.10), not %d", *v), "write at least 6")
		}
	}
	for i, c := range p.each() {
		check(i, "memory", c.Memory)
		check(i, "memoryReservation", c.MemoryReservation)
	}
}

func memoryValue(p *Pass) {
	for i, c := range p.each() {
		if c.Memory != nil && *c.Memory <= 0 {
			p.Report(p.at(i, "memory"), p.Sprintf("the memory of container %q is %d MiB, and must be more than 0", c.Name, *c.Memory), "write MiB, or delete it")
		}
		if c.MemoryReservation != nil && *c.MemoryReservation < 0 {
			p.ReportAs(diag.Warning, diag.Inferred, p.at(i, "memoryReservation"),
				p.Sprintf("the memoryReservation of container %q is %d MiB", c.Name, *c.MemoryReservation), "write MiB, or delete it")
		}
	}
}

func reservationWithinMemory(p *Pass) {
	for i, c := range p.each() {
		if c.Memory != nil && c.MemoryReservation != nil && *c.Memory > 0 && *c.MemoryReservation > *c.Memory {
			p.Report(p.at(i, "memoryReservation"),
				p.Sprintf("memoryReservation %d is more than memory %d", *c.MemoryReservation, *c.Memory), "lower it below memory")
		}
	}
}

func containerMemoryWithinTask(p *Pass) {
	if !p.hasMemory || p.memory == 0 {
		return
	}
	for i, c := range p.each() {
		if c.Memory != nil && *c.Memory > p.memory {
			p.reportTaskSum(diag.Error, diag.Observed, p.at(i, "memory"),
				p.Sprintf("container %q has memory %d MiB, more than the task's %d", c.Name, *c.Memory, p.memory), "raise the task's memory or lower that of the container")
		}
	}
}

func containerReservationWithinTask(p *Pass) {
	if !p.hasMemory || p.memory == 0 {
		return
	}
	for i, c := range p.each() {
		if c.MemoryReservation != nil && *c.MemoryReservation > p.memory {
			p.Report(p.at(i, "memoryReservation"),
				p.Sprintf("container %q reserves %d MiB, more than the task's %d", c.Name, *c.MemoryReservation, p.memory), "raise the task's memory or lower the reservation")
		}
	}
}

func cpuNegative(p *Pass) {
	for i, c := range p.each() {
		if c.CPU != nil && *c.CPU < 0 {
			p.Report(p.at(i, "cpu"), p.Sprintf("the container's cpu is %d", *c.CPU), "write CPU units, 1024 to a vCPU, or delete it")
		}
	}
}

func cpuSharesFloor(p *Pass) {
	if !p.onLinux || len(p.containers) < 2 {
		return
	}
	shared := false // somebody has more, to the cost of the others
	for _, c := range p.each() {
		shared = shared || c.CPU != nil && *c.CPU > 1
	}
	for i, c := range p.each() {
		if shared && (c.CPU == nil || *c.CPU == 0 || *c.CPU == 1) && !p.unreadIn(i, "cpu") {
			p.Report(p.at(i, "cpu"), p.Sprintf("container %q has the least CPU share, 2, and starves when the others are busy", c.Name), "give it CPU units")
		}
	}
}

func cpuMaxShares(p *Pass) {
	if !p.onLinux {
		return
	}
	for i, c := range p.each() {
		if c.CPU != nil && *c.CPU > 262144 {
			p.Report(p.at(i, "cpu"), p.Sprintf("cpu %d is cut to 262144, what 256 vCPUs have", *c.CPU), "write at most 262144")
		}
	}
}

func windowsCPUZero(p *Pass) {
	if !p.windows {
		return
	}
	for i, c := range p.each() {
		if (c.CPU == nil || *c.CPU == 0) && !p.unreadIn(i, "cpu") {
			p.Report(p.at(i, "cpu"), p.Sprintf("Windows gives container %q 1 %% of one CPU when cpu is absent or 0", c.Name), "give it CPU units")
		}
	}
}

func windowsMemoryReservation(p *Pass) {
	if !p.windows {
		return
	}
	for i, c := range p.each() {
		if c.MemoryReservation != nil {
			p.Report(p.at(i, "memoryReservation"), "Windows containers have no memoryReservation", "set memory")
		}
	}
}

func managedTaskMemory(p *Pass) {
	if !p.hasMemory {
		return
	}
	for i, c := range p.each() {
		if c.MemoryReservation != nil && *c.MemoryReservation > 0 && *c.MemoryReservation < p.memory && len(p.containers) == 1 {
			p.Report(p.at(i, "memoryReservation"),
				p.Sprintf("on Managed Instances the task's memory of %d MiB is reserved, not the container's %d", p.memory, *c.MemoryReservation),
				"lower the task's memory if less is needed")
		}
	}
}

package taskdef

import (
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var linuxRules = []Rule{
	{
		Code: "TD660", Name: "cap-names", Title: "a capability is one that ECS knows, without CAP_",
		Source: api + "KernelCapabilities.html", Check: capabilityNames,
	},
	{
		Code: "TD661", Name: "cap-privileged-noop", Title: "a privileged container has all capabilities anyway",
		Source: api + "KernelCapabilities.html", Severity: diag.Info, Phase: NoEffect, Launch: forInstances, Check: capabilitiesPrivileged,
	},
	{
		Code: "TD662", Name: "swappiness-range", Title: "swappiness is 0 to 100, and comes with maxSwap",
		Source: apiLinux, Severity: diag.Warning, Launch: forInstances, Check: swappiness,
	},
	{Code: "TD663", Name: "maxswap-range", Title: "maxSwap is not negative", Source: apiLinux, Launch: forInstances, Check: maxSwap},
	{
		Code: "TD664", Name: "shm-range", Title: "shared memory is more than 0 MiB",
		Source: apiLinux, Severity: diag.Warning, Certainty: diag.Inferred, Launch: forInstances, Check: sharedMemory,
	},
	{
		Code: "TD665", Name: "device-fields", Title: "a device has a path of the host, and read, write and mknod only",
		Source: api + "Device.html", Launch: forInstances, Check: deviceFields,
	},
	{
		Code: "TD666", Name: "init-process", Title: "an init process reaps what a container leaves behind",
		Source: guide + "ecs-exec.html", Severity: diag.Info, Phase: Practice, Check: initProcess,
	},
	{
		Code: "TD667", Name: "linux-on-windows", Title: "Windows has no settings of Linux",
		Source: apiContainer, Severity: diag.Warning, Check: linuxOnWindows,
	},
}

func isCapability(s string) bool {
	switch s {
	case "ALL", "AUDIT_CONTROL", "AUDIT_WRITE", "BLOCK_SUSPEND", "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID",
		"IPC_LOCK", "IPC_OWNER", "KILL", "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD", "NET_ADMIN",
		"NET_BIND_SERVICE", "NET_BROADCAST", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_ADMIN", "SYS_BOOT",
		"SYS_CHROOT", "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME",
		"SYS_TTY_CONFIG", "SYSLOG", "WAKE_ALARM":
		return true
	}
	return false
}

func capabilityNames(p *Pass) {
	check := func(i int, member string, list []string) {
		for j, s := range list {
			if isCapability(s) {
				continue
			}
			hint := ""
			if better := strings.TrimPrefix(strings.ToUpper(s), "CAP_"); isCapability(better) {
				hint = "write " + better
			}
			p.Report(p.at(i, "linuxParameters", "capabilities", member, j), p.Sprintf("%q is no capability that ECS knows", s), hint)
		}
	}
	for i, l := range p.linux() {
		if l.Capabilities != nil {
			check(i, "add", l.Capabilities.Add)
			check(i, "drop", l.Capabilities.Drop)
		}
	}
}

func capabilitiesPrivileged(p *Pass) {
	for i, l := range p.linux() {
		if l.Capabilities != nil && isTrue(p.containers[i].Privileged) && len(l.Capabilities.Add)+len(l.Capabilities.Drop) > 0 {
			p.Report(p.at(i, "linuxParameters", "capabilities"), "capabilities have no effect in a privileged container", "delete privileged or capabilities")
		}
	}
}

func swappiness(p *Pass) {
	for i, l := range p.linux() {
		if l.Swappiness == nil {
			continue
		}
		path := p.at(i, "linuxParameters", "swappiness")
		if n := *l.Swappiness; n < 0 || n > 100 {
			p.reportRange(path, "swappiness", n, 0, 100, "")
		} else if l.MaxSwap == nil && !p.Unread(p.at(i, "linuxParameters", "maxSwap")) {
			p.Report(path, "swappiness is ignored without maxSwap", "add maxSwap")
		}
	}
}

func maxSwap(p *Pass) {
	for i, l := range p.linux() {
		if l.MaxSwap != nil && *l.MaxSwap < 0 {
			p.Report(p.at(i, "linuxParameters", "maxSwap"), p.Sprintf("maxSwap is %d MiB", *l.MaxSwap), "write 0 for no swap, or MiB")
		}
	}
}

func sharedMemory(p *Pass) {
	for i, l := range p.linux() {
		if l.SharedMemorySize != nil && *l.SharedMemorySize <= 0 {
			p.Report(p.at(i, "linuxParameters", "sharedMemorySize"), p.Sprintf("sharedMemorySize is %d MiB", *l.SharedMemorySize), "write MiB, or delete it")
		}
	}
}

func deviceFields(p *Pass) {
	for i, l := range p.linux() {
		for j, d := range l.Devices {
			if d.HostPath == "" {
				p.Report(p.at(i, "linuxParameters", "devices", j, "hostPath"), "the device has no path of the host", "write for example /dev/fuse")
			}
			for k, permission := range d.Permissions {
				if !slices.Contains(permission.Values(), permission) {
					reportEnum(p, p.at(i, "linuxParameters", "devices", j, "permissions", k), permission)
				}
			}
		}
	}
}

func initProcess(p *Pass) {
	if !p.onLinux || p.td.PIDMode == PIDModeTask {
		return
	}
	for i, c := range p.each() {
		if (c.LinuxParameters == nil || !isTrue(c.LinuxParameters.InitProcessEnabled)) && !p.unreadIn(i, "linuxParameters") {
			p.Report(p.at(i, "linuxParameters", "initProcessEnabled"), p.Sprintf("container %q has no init process, which ECS Exec and programs with children need", c.Name), `write "initProcessEnabled": true`)
		}
	}
}

func linuxOnWindows(p *Pass) {
	if !p.windows {
		return
	}
	report := func(path, what string) {
		p.Report(path, p.Sprintf("%s is not supported for Windows", what), "delete it")
	}
	for i, c := range p.each() {
		for _, member := range [...]struct {
			name string
			set  bool
		}{
			{"linuxParameters", c.LinuxParameters != nil},
			{"privileged", isTrue(c.Privileged)},
			{"readonlyRootFilesystem", isTrue(c.ReadonlyRootFilesystem)},
			{"ulimits", len(c.Ulimits) > 0},
			{"systemControls", len(c.SystemControls) > 0},
			{"dnsServers", len(c.DNSServers) > 0},
			{"dnsSearchDomains", len(c.DNSSearchDomains) > 0},
			{"extraHosts", len(c.ExtraHosts) > 0},
			{"links", len(c.Links) > 0},
			{"disableNetworking", isTrue(c.DisableNetworking)},
		} {
			if member.set {
				report(p.at(i, member.name), member.name)
			}
		}
		for j, o := range c.DockerSecurityOptions {
			if !strings.HasPrefix(o, "credentialspec:") {
				report(p.at(i, "dockerSecurityOptions", j), o)
			}
		}
	}
	if p.td.PIDMode != "" {
		report("pidMode", "pidMode")
	}
	if p.td.IPCMode != "" {
		report("ipcMode", "ipcMode")
	}
}

var limitRules = []Rule{
	{
		Code: "TD750", Name: "ulimit-name", Title: "a ulimit is one that ECS knows",
		Source: github + "Shippable/support/issues/3699", Certainty: diag.Observed, Check: ulimitName,
	},
	{Code: "TD751", Name: "ulimit-required", Title: "a ulimit has a soft and a hard limit", Source: api + "Ulimit.html", Check: ulimitRequired},
	{
		Code: "TD752", Name: "ulimit-soft-le-hard", Title: "a soft limit is not above the hard limit",
		Source: api + "Ulimit.html", Severity: diag.Warning, Certainty: diag.Inferred, Check: ulimitSoftHard,
	},
	{
		Code: "TD753", Name: "ulimit-duplicate", Title: "a ulimit is set once",
		Source: api + "Ulimit.html", Severity: diag.Info, Certainty: diag.Inferred, Phase: NoEffect, Check: ulimitDuplicate,
	},
	{
		Code: "TD754", Name: "fargate-nofile-max", Title: "on Fargate nofile is at most 1048576",
		Source: guideFargate, Severity: diag.Warning, Launch: forFargate, Check: fargateNofile,
	},
	{
		Code: "TD755", Name: "ulimit-windows-fargate", Title: "Windows on Fargate has no ulimits",
		Source: guideFargate, Launch: forFargate, Check: ulimitWindows,
	},
	{
		Code: "TD756", Name: "sysctl-namespace", Title: "a system control belongs to a container: IPC or net",
		Source: api + "SystemControl.html", Check: sysctlNamespace,
	},
	{
		Code: "TD757", Name: "sysctl-host-net", Title: "net controls are set where the task has a network of its own",
		Source: api + "SystemControl.html", Severity: diag.Warning, Check: sysctlHostNet,
	},
	{
		Code: "TD758", Name: "sysctl-host-ipc", Title: "IPC controls are set where the task has an IPC namespace of its own",
		Source: apiRegister, Launch: forInstances, Check: sysctlHostIPC,
	},
	{
		Code: "TD759", Name: "sysctl-conflict", Title: "containers that share a namespace agree on its system controls",
		Source: api + "SystemControl.html", Severity: diag.Warning, Phase: NoEffect, Check: sysctlConflict,
	},
	{
		Code: "TD760", Name: "sysctl-platform", Title: "system controls have the platform version that they need",
		Source: api + "SystemControl.html", Severity: diag.Warning, Phase: Run, Launch: forFargate, Check: sysctlPlatform,
	},
}

func ulimitName(p *Pass) {
	for at, u := range p.ulimits() {
		switch u.Name {
		case UlimitCore, UlimitCPU, UlimitData, UlimitFsize, UlimitLocks, UlimitMemlock, UlimitMsgqueue, UlimitNice, UlimitNofile,
			UlimitNproc, UlimitRss, UlimitRtprio, UlimitRttime, UlimitSigpending, UlimitStack:
		default:
			reportEnum(p, p.at(at.c, "ulimits", at.i, "name"), u.Name)
		}
	}
}

func ulimitRequired(p *Pass) {
	for at, u := range p.ulimits() {
		if u.SoftLimit == nil {
			p.Report(p.at(at.c, "ulimits", at.i, "softLimit"), "the soft limit is missing", "add it; -1 is unlimited")
		}
		if u.HardLimit == nil {
			p.Report(p.at(at.c, "ulimits", at.i, "hardLimit"), "the hard limit is missing", "add it; -1 is unlimited")
		}
	}
}

func ulimitSoftHard(p *Pass) {
	for at, u := range p.ulimits() {
		if u.SoftLimit == nil || u.HardLimit == nil || *u.HardLimit == -1 {
			continue
		}
		if *u.SoftLimit == -1 || *u.SoftLimit > *u.HardLimit {
			p.Report(p.at(at.c, "ulimits", at.i, "softLimit"), p.Sprintf("the soft limit %d is above the hard limit %d", *u.SoftLimit, *u.HardLimit), "lower it")
		}
	}
}

func ulimitDuplicate(p *Pass) {
	for c := range p.containers {
		list := p.containers[c].Ulimits
		repeats(len(list), func(i int) string { return string(list[i].Name) }, func(i, _ int) {
			p.Report(p.at(c, "ulimits", i, "name"), p.Sprintf("the limit %s is set twice", list[i].Name), "delete one")
		})
	}
}

func fargateNofile(p *Pass) {
	const most = 1048576
	for at, u := range p.ulimits() {
		if u.Name == UlimitNofile && u.HardLimit != nil && (*u.HardLimit > most || *u.HardLimit == -1) {
			p.Report(p.at(at.c, "ulimits", at.i, "hardLimit"), p.Sprintf("on Fargate nofile is at most %d, not %d", most, *u.HardLimit), "lower it")
		}
	}
}

func ulimitWindows(p *Pass) {
	if !p.windows {
		return
	}
	for i, c := range p.each() {
		if len(c.Ulimits) > 0 {
			p.Report(p.at(i, "ulimits"), "Windows on Fargate has no ulimits", "delete them")
		}
	}
}

func isIPCControl(s string) bool {
	switch s {
	case "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced":
		return true
	}
	return strings.HasPrefix(s, "fs.mqueue.")
}

func isNetControl(s string) bool { return strings.HasPrefix(s, "net.") }

func sysctlNamespace(p *Pass) {
	for at, s := range p.sysctls() {
		if !isIPCControl(s.Namespace) && !isNetControl(s.Namespace) {
			p.Report(p.at(at.c, "systemControls", at.i, "namespace"),
				p.Sprintf("%q is neither net.*, fs.mqueue.* nor one of kernel.msgmax, msgmnb, msgmni, sem, shmall, shmmax, shmmni and shm_rmid_forced", s.Namespace), "set it on the instance")
		}
	}
}

func sysctlHostNet(p *Pass) {
	if p.mode != NetworkModeHost {
		return
	}
	for at, s := range p.sysctls() {
		if isNetControl(s.Namespace) {
			p.Report(p.at(at.c, "systemControls", at.i, "namespace"), p.Sprintf("%s is a setting of the instance's network in network mode host", s.Namespace), "set it on the instance")
		}
	}
}

func sysctlHostIPC(p *Pass) {
	if p.td.IPCMode != IPCModeHost {
		return
	}
	for at, s := range p.sysctls() {
		if isIPCControl(s.Namespace) {
			p.Report(p.at(at.c, "systemControls", at.i, "namespace"), p.Sprintf("%s is not supported with ipcMode host", s.Namespace), "set it on the instance")
		}
	}
}

func sysctlConflict(p *Pass) {
	for b, y := range p.sysctls() {
		if b.c == 0 || b.i > 100 || !(isNetControl(y.Namespace) && p.mode == NetworkModeAWSVPC || isIPCControl(y.Namespace) && p.td.IPCMode == IPCModeTask) {
			continue
		}
		for a, x := range p.sysctls() {
			if a.c >= b.c {
				break
			}
			if x.Namespace == y.Namespace && x.Value != y.Value {
				p.Report(p.at(b.c, "systemControls", b.i, "value"),
					p.Sprintf("%s is %q here and %q in container %q; the container that starts last decides for all", y.Namespace, y.Value, x.Value, p.containers[a.c].Name), "write one value")
				break
			}
		}
	}
}

func sysctlPlatform(p *Pass) {
	if !p.platformBefore("1.4.0") {
		return
	}
	for i, c := range p.each() {
		if len(c.SystemControls) > 0 {
			p.Report(p.at(i, "systemControls"), p.Sprintf("platform version %s has no system controls", p.cfg.PlatformVersion), "use platform version 1.4.0 or later")
		}
	}
}

package taskdef

import (
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var securityRules = []Rule{
	{
		Code: "TD700", Name: "cap-dangerous", Title: "a container has no capability that reaches the host",
		Source: api + "KernelCapabilities.html", Severity: diag.Warning, Certainty: diag.Inferred, Phase: Security, Check: capabilityDangerous,
	},
	{
		Code: "TD701", Name: "cap-drop-all", Title: "a container drops the capabilities that it does not need",
		Source:   guide + "security-tasks-containers.html",
		Severity: diag.Info, Certainty: diag.Inferred, Phase: Security, Check: capabilityDropAll,
	},
	{
		Code: "TD702", Name: "privileged", Title: "a container is not privileged",
		Source: securityHub, Severity: diag.Warning, Phase: Security, Launch: forInstances, Check: privileged,
	},
	{
		Code: "TD703", Name: "readonly-root", Title: "a container's root file system is read-only",
		Source: securityHub, Severity: diag.Warning, Phase: Security, Check: readonlyRoot,
	},
	{
		Code: "TD704", Name: "root-user", Title: "a container runs as a user other than root",
		Source: securityHub, Severity: diag.Warning, Phase: Security, Check: rootUser,
	},
	{
		Code: "TD705", Name: "windows-admin-user", Title: "a Windows container does not run as administrator",
		Source: securityHub, Severity: diag.Warning, Phase: Security, Check: windowsAdministrator,
	},
	{
		Code: "TD706", Name: "host-network", Title: "a task does not share the network of its instance",
		Source: securityHub, Severity: diag.Warning, Phase: Security, Launch: forInstances, Check: hostNetwork,
	},
	{
		Code: "TD707", Name: "host-network-root", Title: "in the network of the instance nothing runs as root",
		Source: apiRegister, Severity: diag.Warning, Phase: Security, Launch: forInstances, Check: hostNetworkRoot,
	},
	{
		Code: "TD708", Name: "host-pid", Title: "a task does not see the processes of its instance",
		Source: securityHub, Severity: diag.Warning, Phase: Security, Launch: forInstances, Check: hostPID,
	},
	{
		Code: "TD709", Name: "host-ipc", Title: "a task does not share the IPC namespace of its instance",
		Source: apiRegister, Severity: diag.Warning, Phase: Security, Launch: forInstances, Check: hostIPC,
	},
	{
		Code: "TD710", Name: "no-new-privileges", Title: "a container's processes gain no new privileges",
		Source:   guide + "security-tasks-containers.html",
		Severity: diag.Info, Certainty: diag.Inferred, Phase: Security, Launch: forOwnHosts, Check: noNewPrivileges,
	},
	{
		Code: "TD711", Name: "security-opt-values", Title: "a security option is no-new-privileges, apparmor:, label: or credentialspec:",
		Source: apiContainer, Launch: forInstances, Check: securityOptionValues,
	},
	{
		Code: "TD712", Name: "exec-readonly", Title: "ECS Exec can write where it has to",
		Source: guide + "ecs-exec.html", Severity: diag.Info, Phase: Practice, Check: execReadonly,
	},
}

func capabilityDangerous(p *Pass) {
	for i, l := range p.linux() {
		if l.Capabilities == nil {
			continue
		}
		for j, s := range l.Capabilities.Add {
			switch s {
			case "ALL", "SYS_ADMIN", "NET_ADMIN", "SYS_MODULE", "SYS_RAWIO", "SYS_PTRACE", "DAC_READ_SEARCH", "SYS_BOOT", "MAC_ADMIN":
				p.Report(p.at(i, "linuxParameters", "capabilities", "add", j), p.Sprintf("the capability %s reaches beyond the container", s), "delete it if the program works without")
			}
		}
	}
}

func capabilityDropAll(p *Pass) {
	if !p.onLinux {
		return
	}
	for i, c := range p.each() {
		l := c.LinuxParameters
		if l != nil && l.Capabilities != nil && slices.Contains(l.Capabilities.Drop, "ALL") || p.unreadIn(i, "linuxParameters") || p.unreadElement(i, "linuxParameters", "capabilities", "drop") {
			continue
		}
		p.Report(p.at(i, "linuxParameters", "capabilities", "drop"), p.Sprintf("container %q keeps Docker's default capabilities", c.Name), `write "drop": ["ALL"]`)
	}
}

func privileged(p *Pass) {
	for i, c := range p.each() {
		if isTrue(c.Privileged) {
			p.Report(p.at(i, "privileged"), p.Sprintf("container %q is privileged: root on its instance", c.Name), "add the capabilities or devices that it needs instead")
		}
	}
}

func readonlyRoot(p *Pass) {
	if !p.onLinux {
		return
	}
	for i, c := range p.each() {
		if !isTrue(c.ReadonlyRootFilesystem) {
			p.Report(p.at(i, "readonlyRootFilesystem"), p.Sprintf("container %q can write to its root file system", c.Name), `write "readonlyRootFilesystem": true, and mount volumes where it writes`)
		}
	}
}

// runsAsRoot reports whether the container runs as root, or as its image says, which
// is root for most.
func runsAsRoot(c *ContainerDefinition) bool {
	user, _, _ := strings.Cut(c.User, ":")
	return user == "" || user == "root" || user == "0"
}

func rootUser(p *Pass) {
	if !p.onLinux {
		return
	}
	for i, c := range p.each() {
		if !runsAsRoot(c) || c.FirelensConfiguration != nil {
			continue // a log router needs root
		}
		if c.User == "" {
			p.Report(p.at(i, "user"), p.Sprintf("container %q runs as the user of its image, root for most", c.Name), `write for example "user": "1000"`)
		} else {
			p.Report(p.at(i, "user"), p.Sprintf("container %q runs as root", c.Name), `write for example "user": "1000"`)
		}
	}
}

func windowsAdministrator(p *Pass) {
	if !p.windows {
		return
	}
	for i, c := range p.each() {
		if c.User == "" || strings.EqualFold(c.User, "containeradministrator") {
			p.Report(p.at(i, "user"), p.Sprintf("container %q runs as administrator", c.Name), `set USER ContainerUser in the image; AWS documents user as unsupported for Windows, Security Hub asks for it`)
		}
	}
}

func hostNetwork(p *Pass) {
	if p.mode == NetworkModeHost {
		p.Report("networkMode", "the task shares the network of its instance", "use awsvpc")
	}
}

func hostNetworkRoot(p *Pass) {
	if p.mode != NetworkModeHost || !p.onLinux {
		return
	}
	for i, c := range p.each() {
		if runsAsRoot(c) && !isTrue(c.Privileged) {
			p.Report(p.at(i, "user"), p.Sprintf("container %q runs as root in the network of its instance", c.Name), "give it another user")
		}
	}
}

func hostPID(p *Pass) {
	if p.td.PIDMode == PIDModeHost {
		p.Report("pidMode", "the task sees the processes of its instance", "delete it, or write task")
	}
}

func hostIPC(p *Pass) {
	if p.td.IPCMode == IPCModeHost {
		p.Report("ipcMode", "the task shares the IPC namespace of its instance", "delete it, or write task")
	}
}

func noNewPrivileges(p *Pass) {
	if !p.onLinux || p.maybeFor(onFargate) {
		return
	}
	for i, c := range p.each() {
		if !isTrue(c.Privileged) && !slices.ContainsFunc(c.DockerSecurityOptions, func(o string) bool { return strings.HasPrefix(o, "no-new-privileges") }) && !p.unreadElement(i, "dockerSecurityOptions") {
			p.Report(p.at(i, "dockerSecurityOptions"), p.Sprintf("processes of container %q can gain privileges, by setuid programs for one", c.Name), `add "no-new-privileges"`)
		}
	}
}

func securityOptionValues(p *Pass) {
	for i, c := range p.each() {
		for j, o := range c.DockerSecurityOptions {
			switch {
			case o == "no-new-privileges", strings.HasPrefix(o, "apparmor:"), strings.HasPrefix(o, "label:"), strings.HasPrefix(o, "credentialspec:"):
			case strings.HasPrefix(o, "no-new-privileges:"), strings.HasPrefix(o, "apparmor="), strings.HasPrefix(o, "label="):
				p.ReportAs(diag.Warning, diag.Unknown, p.at(i, "dockerSecurityOptions", j), p.Sprintf("Docker knows %q; it is not verified that ECS takes it", o), "write no-new-privileges, apparmor: or label:")
			default:
				p.Report(p.at(i, "dockerSecurityOptions", j), p.Sprintf("%q is none of no-new-privileges, apparmor:profile, label:value and credentialspec:path", o), "delete it")
			}
		}
	}
}

func execReadonly(p *Pass) {
	for i, c := range p.each() {
		if !isTrue(c.ReadonlyRootFilesystem) || c.LinuxParameters == nil || !isTrue(c.LinuxParameters.InitProcessEnabled) {
			continue
		}
		if !slices.ContainsFunc(c.MountPoints, func(m MountPoint) bool {
			return strings.HasPrefix(m.ContainerPath, "/var/lib/amazon") || m.ContainerPath == "/var/lib"
		}) && !p.unreadElement(i, "mountPoints") {
			p.Report(p.at(i, "mountPoints"), p.Sprintf("ECS Exec cannot write /var/lib/amazon/ssm and /var/log/amazon in container %q, whose root file system is read-only", c.Name), "mount volumes there if ECS Exec is used")
		}
	}
}

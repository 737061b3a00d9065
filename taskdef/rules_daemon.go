package taskdef

import "github.com/ecskit/ecskit/diag"

// A daemon task definition is registered by another operation,
// RegisterDaemonTaskDefinition, and runs on Managed Instances. Most of the rules are
// asked of it too, but what is an Error in a task definition is a Warning here:
// that both operations refuse the same is an inference. [Document.Check] knows a
// daemon task definition by what only it has.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons-task-definitions.html

const apiDaemon = api + "RegisterDaemonTaskDefinition.html"

var daemonRules = []Rule{
	{
		Code: "TD860", Name: "daemon-ipc-mode", Title: "a daemon's ipcMode is none or shared",
		Source: apiDaemon, Launch: forManaged, Check: daemonIPCMode,
	},
	{
		Code: "TD861", Name: "daemon-pid-mode", Title: "a daemon's pidMode is none or shared",
		Source: apiDaemon, Launch: forManaged, Check: daemonPIDMode,
	},
	{
		Code: "TD862", Name: "daemon-namespace", Title: "a daemon does not share the namespaces of its instance",
		Source: apiDaemon, Severity: diag.Info, Phase: Security, Launch: forManaged, Check: daemonNamespace,
	},
}

// forDaemon makes the Pass one of a daemon task definition.
func (p *Pass) forDaemon() {
	p.daemon, p.stated, p.capacity, p.mode = true, onManaged, onManaged, ""
}

// skipsDaemon reports whether a rule says what does not hold for daemons: the values
// of their modes are others, and paths of the instance are what they are for.
func skipsDaemon(name string) bool {
	switch name {
	case "pidmode-enum", "ipcmode-enum", "mi-unsupported", "mi-source-path":
		return true
	}
	return false
}

// holdsForDaemon reports whether an Error of the rule is documented for daemons too.
func holdsForDaemon(name string) bool {
	switch name {
	case "family-required", "containers-required", "image-required", "daemon-ipc-mode", "daemon-pid-mode":
		return true
	}
	return false
}

func (p *Pass) daemonMode(member, value string) {
	if p.daemon && value != "" && value != "none" && value != "shared" {
		p.Report(member, p.Sprintf("a daemon's %s is %q; allowed are none and shared", member, value), "write none or shared")
	}
}

func daemonIPCMode(p *Pass) { p.daemonMode("ipcMode", string(p.td.IPCMode)) }

func daemonPIDMode(p *Pass) { p.daemonMode("pidMode", string(p.td.PIDMode)) }

func daemonNamespace(p *Pass) {
	if !p.daemon {
		return
	}
	if p.td.IPCMode == "shared" {
		p.Report("ipcMode", "the daemon shares its IPC namespace with every task of mode host", "write none unless it needs that")
	}
	if p.td.PIDMode == "shared" {
		p.Report("pidMode", "the daemon sees the processes of its instance", "write none unless it needs that")
	}
}

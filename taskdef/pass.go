package taskdef

import (
	"fmt"
	"slices"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

const (
	// maxContainers is how many containers the rules look at. Registration takes 10;
	// a file with thousands is no task definition, and every rule that looks up a
	// name would make it costly.
	maxContainers = 100
	// maxFindings is how many findings of one rule are kept, so that a long list
	// that is wrong throughout does not bury the rest.
	maxFindings = 100
)

// Pass is one check of one task definition, as a rule sees it. It is valid during
// the call of the rule's Check only.
type Pass struct {
	td         *TaskDefinition
	cfg        *Config
	containers []ContainerDefinition
	capacity   capacity // what the definition is checked against; EC2 when nothing is said
	stated     capacity // what it is said to be for, 0 for nothing
	mode       NetworkMode
	windows    bool
	daemon     bool
	onLinux    bool // it is known not to be Windows
	anyhow     bool // requiresCompatibilities could not be read
	cpu        int  // CPU units of the task, valid with hasCPU
	memory     int  // MiB of the task, valid with hasMemory
	hasCPU     bool
	hasMemory  bool
	byName     map[string]int // only when there are many containers
	bytes      int            // of the definition as JSON; 0 is not measured yet

	rule     *Rule
	found    int
	findings diag.List
}

func newPass(td *TaskDefinition, cfg *Config) *Pass {
	p := &Pass{td: td, cfg: cfg}
	p.containers = td.ContainerDefinitions[:min(len(td.ContainerDefinitions), maxContainers)]
	p.stated = capacityOf(td.RequiresCompatibilities) | capacityOf(cfg.Assume)
	p.capacity = p.stated
	p.anyhow = p.requirementsUnread()
	switch {
	case p.anyhow:
		p.capacity |= onUnknown // the rules for some capacity are asked only if it is assumed
	case p.capacity&^onUnknown == 0:
		p.capacity |= onEC2
	}
	p.windows = td.RuntimePlatform != nil && td.RuntimePlatform.OperatingSystemFamily.IsWindows()
	p.onLinux = !p.windows && !p.Unread("runtimePlatform.operatingSystemFamily")
	p.mode = td.NetworkMode
	if p.mode == "" && !p.anyhow && !p.Unread("networkMode") {
		p.mode = NetworkModeBridge
		if p.stated == onManaged {
			p.mode = NetworkModeAWSVPC
		}
	}
	p.cpu, p.hasCPU = td.CPUUnits()
	p.memory, p.hasMemory = td.MemoryMiB()
	if len(p.containers) > 16 {
		p.byName = make(map[string]int, len(p.containers))
		for i := range p.containers {
			if _, taken := p.byName[p.containers[i].Name]; !taken {
				p.byName[p.containers[i].Name] = i
			}
		}
	}
	return p
}

// Definition returns the task definition that is checked. Rules must not change it.
func (p *Pass) Definition() *TaskDefinition { return p.td }

// Listed reports whether the definition is checked against that capacity: it
// stands in requiresCompatibilities or in [Config.Assume].
func (p *Pass) Listed(c Compatibility) bool { return p.stated&capacityOf([]Compatibility{c}) != 0 }

// Windows reports whether the runtime platform is one of Windows.
func (p *Pass) Windows() bool { return p.windows }

// NetworkMode returns the network mode that is in force: the one that is written,
// or the default. It is empty for a daemon, which has none.
func (p *Pass) NetworkMode() NetworkMode { return p.mode }

// Container returns the index of the first container with that name.
func (p *Pass) Container(name string) (index int, ok bool) {
	if p.byName != nil {
		index, ok = p.byName[name]
		return index, ok
	}
	for i := range p.containers {
		if p.containers[i].Name == name {
			return i, true
		}
	}
	return 0, false
}

// Path returns the path made of member names (strings) and list indexes (ints):
// Path("containerDefinitions", 2, "image") is containerDefinitions[2].image. Once
// the rule has reported as much as is kept it returns the empty string.
func (p *Pass) Path(parts ...any) string {
	if p.found >= maxFindings {
		return ""
	}
	var buf [96]byte
	return string(appendPath(buf[:0], parts))
}

func appendPath(path []byte, parts []any) []byte {
	for _, part := range parts {
		switch v := part.(type) {
		case string:
			path = jsonscan.AppendMember(path, v)
		case int:
			path = jsonscan.AppendElement(path, v)
		}
	}
	return path
}

// at returns the path of a part of container i.
func (p *Pass) at(i int, parts ...any) string {
	if p.found >= maxFindings {
		return ""
	}
	var buf [96]byte
	path := jsonscan.AppendElement(append(buf[:0], "containerDefinitions"...), i)
	return string(appendPath(path, parts))
}

// Sprintf is [fmt.Sprintf] for the texts of findings. Once the rule has reported
// as much as is kept it returns the empty string.
func (p *Pass) Sprintf(format string, args ...any) string {
	if p.found >= maxFindings {
		return ""
	}
	return fmt.Sprintf(format, args...)
}

// Unread reports whether one of the values at the paths could not be read, so that
// a rule must not conclude anything from its absence. See [Config.Skip].
func (p *Pass) Unread(paths ...string) bool {
	return p.cfg.Skip != nil && slices.ContainsFunc(paths, p.cfg.Skip)
}

// unreadIn is Unread for members of container i.
func (p *Pass) unreadIn(i int, members ...string) bool {
	if p.cfg.Skip == nil {
		return false
	}
	for _, m := range members {
		if p.cfg.Skip(p.at(i, m)) {
			return true
		}
	}
	return false
}

// unreadElement reports whether an element of a list of container i, or a member
// directly below one, could not be read.
func (p *Pass) unreadElement(i int, list ...string) bool {
	if p.cfg.Skip == nil {
		return false
	}
	path := p.at(i)
	for _, member := range list {
		path = string(jsonscan.AppendMember([]byte(path), member))
	}
	return p.cfg.unreadBelow != nil && p.cfg.unreadBelow(path)
}

// requirementsUnread reports whether what the definition is for is not known in
// full.
func (p *Pass) requirementsUnread() bool {
	if p.cfg.Skip == nil {
		return false
	}
	for i := range p.td.RequiresCompatibilities {
		if p.cfg.Skip(p.Path("requiresCompatibilities", i)) {
			return true
		}
	}
	return p.cfg.Skip("requiresCompatibilities")
}

// Report adds a finding of the rule at the path of the value, or of the absent
// member that should be there.
func (p *Pass) Report(path, message, hint string) {
	p.ReportAs(p.rule.Severity, p.rule.Certainty, path, message, hint)
}

// ReportAs is Report with a severity and certainty of its own, for a rule whose
// cases are not all known equally well.
func (p *Pass) ReportAs(s diag.Severity, c diag.Certainty, path, message, hint string) {
	if p.found >= maxFindings || p.Unread(path) {
		return
	}
	if p.daemon && s == diag.Error && !holdsForDaemon(p.rule.Name) {
		s, c = diag.Warning, diag.Inferred
	}
	p.found++
	d := p.rule.Kind().At(path, message, hint)
	d.Severity, d.Certainty = s, c
	p.findings.Add(d)
}

// reportSpan is Report for a part of the string value at the path.
func (p *Pass) reportSpan(path string, offset, length int, message, hint string) {
	before := len(p.findings)
	p.Report(path, message, hint)
	if len(p.findings) > before {
		p.findings[before].Offset, p.findings[before].Length = offset, length
	}
}

// written says how the value at the path stands in the text.
func (p *Pass) written(path string) writing {
	if p.cfg.written == nil {
		return writtenUnknown
	}
	return p.cfg.written(path)
}

func (p *Pass) isListed(c capacity) bool { return p.stated&c != 0 }

// maybeFor reports whether the definition is checked against that capacity, or may
// be for it for all that could be read.
func (p *Pass) maybeFor(c capacity) bool { return p.anyhow || p.isListed(c) }

// isEssential reports whether the task stops with the container.
func isEssential(c *ContainerDefinition) bool { return c.Essential == nil || *c.Essential }

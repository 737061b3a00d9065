package taskdef

import (
	"slices"

	"github.com/ecskit/ecskit/diag"
)

// Config says how a task definition is checked. The zero Config checks it as
// RegisterTaskDefinition would, by every rule.
type Config struct {
	// Assume is the capacity to check against besides requiresCompatibilities.
	Assume []Compatibility
	// Disable are codes or names of rules that are left out.
	Disable []string
	// Rules are the rules to check; nil is Rules().
	Rules []Rule
	// PlatformVersion is the Fargate platform version that tasks will run on,
	// "1.3.0"; empty and "LATEST" are the newest.
	PlatformVersion string
	// Skip reports that the value at the path could not be read, or is a
	// placeholder, so that nothing is known of it. A finding at such a path is left
	// out, and so is one elsewhere that depends on the value. Nil is nothing.
	Skip func(path string) bool

	// unreadBelow reports that a value below the path could not be read. Nil is none.
	unreadBelow func(path string) bool

	// written says how the value at a path stands in the text, where there is one:
	// the model does not tell an empty text from none.
	written func(path string) writing
	// daemon says that the definition is one of a daemon.
	daemon bool
}

// writing is how a value stands in a text.
type writing uint8

const (
	writtenUnknown writing = iota // there is no text
	writtenNot                    // absent, or null
	writtenBlank                  // an empty text
	writtenValue
)

// Validate checks a task definition by the rules of the Config and returns what it
// finds, sorted. Output-only members are not looked at. It does not change the
// definition and keeps nothing of it.
//
// The time is linear in the size of the definition but for a few rules that
// compare the members of one list. Of more than 100 containers (10 are allowed)
// the first 100 are examined, and each rule reports at most 100 findings.
func Validate(td *TaskDefinition, cfg Config) diag.List {
	p := newPass(td, &cfg)
	if cfg.daemon {
		p.forDaemon()
	}
	rules := preparedTable
	if cfg.Rules != nil {
		rules = prepare(cfg.Rules)
	}
	for i := range rules {
		r := &rules[i]
		if r.launch&p.capacity == 0 || r.Check == nil {
			continue
		}
		if cfg.daemon && skipsDaemon(r.Name) {
			continue
		}
		if len(cfg.Disable) > 0 && isDisabled(r.Rule, cfg.Disable) {
			continue
		}
		p.rule, p.found = r.Rule, 0
		r.Check(p)
	}
	p.findings.Sort()
	return p.findings
}

func isDisabled(r *Rule, disable []string) bool {
	return slices.Contains(disable, string(r.Code)) || slices.Contains(disable, r.Name)
}

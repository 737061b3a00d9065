package taskdef

import (
	"fmt"
	"slices"

	"github.com/ecskit/ecskit/diag"
)

// Phase says when the problem that a rule finds comes to light.
type Phase uint8

// The phases, earliest first. A rule of the phase Register is an Error where AWS
// is known to refuse, and a Warning where that is only inferred.
const (
	Register Phase = iota // RegisterTaskDefinition refuses it
	Run                   // it registers, and no task is placed, starts or does what it should
	NoEffect              // it registers and runs, and what was written has no effect
	Security              // it works and is dangerous
	Practice              // it works, and experience advises against it
)

// String returns "register", "run", "no-effect", "security" or "practice".
func (p Phase) String() string {
	names := [...]string{"register", "run", "no-effect", "security", "practice"}
	if int(p) < len(names) {
		return names[p]
	}
	return fmt.Sprintf("phase(%d)", uint8(p))
}

// Rule is one thing that a task definition is checked for.
type Rule struct {
	Code      diag.Code      // "TD041", for ever
	Name      string         // "fargate-cpu-memory", for ever
	Title     string         // what it demands, one line of at most 80 characters
	Source    string         // URL of the page that says so; empty if it is this module's own advice
	Severity  diag.Severity  // the worst that it reports
	Certainty diag.Certainty // how the knowledge behind it was come by
	Phase     Phase
	// Launch are the kinds of capacity that it is for: it is asked when the
	// definition is checked against one of them. Nil is all. A definition that
	// requires none is taken as one for EC2.
	Launch []Compatibility
	// Implies are the Errors of other rules that come along when this rule is
	// broken in the plainest way.
	Implies []diag.Code
	Check   func(*Pass) // reports what it finds through the Pass
}

// Kind returns what the rule's findings are, apart from where.
func (r *Rule) Kind() diag.Kind {
	return diag.Kind{
		Code: r.Code, Name: r.Name, Title: r.Title, Source: r.Source,
		Severity: r.Severity, Certainty: r.Certainty,
	}
}

// Rules returns every rule in the order of the codes, in a fresh slice: change it,
// add to it and give it to [Config]. The lists inside the rules are shared and
// must not be changed.
func Rules() []Rule { return slices.Clone(ruleTable) }

// ruleTable is every rule in the order of the codes.
var ruleTable = slices.Concat(
	compatibilityRules, topLevelRules, platformRules, tagRules, roleRules,
	sizeRules, memoryRules,
	containerRules, imageRules, commandRules,
	dependencyRules, linkRules, healthRules, lifecycleRules,
	portRules, portRangeRules, networkRules, proxyRules,
	volumeRules, mountRules, fileSystemRules,
	logRules, logOptionRules, firelensRules,
	environmentRules, secretRules,
	linuxRules, fargateRules, securityRules, limitRules,
	acceleratorRules, capacityRules, daemonRules,
)

// preparedTable is ruleTable made ready to run.
var preparedTable = prepare(ruleTable)

// prepared is a rule and the capacity that it is for, as a set of bits.
type prepared struct {
	*Rule
	launch capacity
}

func prepare(rules []Rule) []prepared {
	all := make([]prepared, len(rules))
	for i := range rules {
		all[i] = prepared{&rules[i], anyCapacity}
		if len(rules[i].Launch) > 0 {
			all[i].launch = capacityOf(rules[i].Launch)
		}
	}
	return all
}

// capacity is a set of kinds of capacity.
type capacity uint8

const (
	onEC2 capacity = 1 << iota
	onFargate
	onExternal
	onManaged
	onUnknown
	anyCapacity = onEC2 | onFargate | onExternal | onManaged | onUnknown
)

func capacityOf(list []Compatibility) capacity {
	var set capacity
	for _, c := range list {
		switch c {
		case CompatibilityEC2:
			set |= onEC2
		case CompatibilityFargate:
			set |= onFargate
		case CompatibilityExternal:
			set |= onExternal
		case CompatibilityManagedInstances:
			set |= onManaged
		default:
			set |= onUnknown
		}
	}
	return set
}

// The lists that the rule tables use for Launch.
var (
	forEC2       = []Compatibility{CompatibilityEC2}
	forFargate   = []Compatibility{CompatibilityFargate}
	forExternal  = []Compatibility{CompatibilityExternal}
	forManaged   = []Compatibility{CompatibilityManagedInstances}
	forInstances = []Compatibility{CompatibilityEC2, CompatibilityExternal, CompatibilityManagedInstances}
	forOwnHosts  = []Compatibility{CompatibilityEC2, CompatibilityExternal}
	forGPU       = []Compatibility{CompatibilityEC2, CompatibilityManagedInstances}
)

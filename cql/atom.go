package cql

import (
	"slices"
	"time"
)

// atom is one compiled comparison.
type atom struct {
	subject SubjectKind
	op      Op
	test    test
	negated bool // of op
	double  bool // some value stands in double quotes
	onFalse int16
	onTrue  int16
	nanos   int32  // of registeredAt
	num     int64  // count, Unix seconds, or the answers for agentConnected
	name    string // of the attribute
	text    string // the value or pattern as written, without quotes
	list    []string
	pat     pattern

	off, end       uint16 // place of the whole comparison in the source
	opOff, opEnd   uint16 // of the operator
	valOff, valEnd uint16 // of the value, list or pattern, with its quotes or brackets
}

// test says how a string is compared.
type test uint8

const (
	testNone    test = iota
	testEqual        // with text
	testAny          // with each of list
	testOrder        // with text, as numbers or bytes
	testVersion      // with text, part by part
	testPattern      // with pat
	testExists       // nothing more to ask
)

// The bits of atom.num for agentConnected.
const (
	whenFalse = 1 << iota
	whenTrue
)

func (a *atom) match(in *Instance) bool {
	switch a.subject {
	case SubjectAttribute:
		v, ok := in.Attributes[a.name]
		return a.matchString(v, ok)
	case SubjectAgentConnected:
		return a.matchBool(in.AgentConnected)
	case SubjectAgentVersion:
		return a.matchString(in.AgentVersion, in.AgentVersion != "")
	case SubjectEC2InstanceID:
		return a.matchString(in.EC2InstanceID, in.EC2InstanceID != "")
	case SubjectRegisteredAt:
		return a.matchTime(in.RegisteredAt)
	case SubjectRunningTasksCount:
		return a.matchInt(int64(in.RunningTasks))
	case SubjectTaskGroup:
		return a.matchGroups(in.TaskGroups)
	}
	return false
}

func (a *atom) matchString(v string, present bool) bool {
	if !present {
		return a.op == OpNotExists
	}
	switch a.test {
	case testEqual:
		return (v == a.text) != a.negated
	case testAny:
		return a.any(v) != a.negated
	case testPattern:
		return a.pat.match(v) != a.negated
	case testOrder:
		return a.op.holds(compareText(v, a.text))
	case testVersion:
		return isVersion(v) && a.op.holds(compareVersions(v, a.text))
	case testExists:
		return !a.negated
	}
	return false
}

func (a *atom) any(v string) bool {
	return slices.Contains(a.list, v)
}

func (a *atom) matchGroups(groups []string) bool {
	for _, g := range groups {
		if a.matchString(g, true) != a.negated {
			return !a.negated
		}
	}
	return a.negated
}

func (a *atom) matchBool(v bool) bool {
	if v {
		return a.num&whenTrue != 0
	}
	return a.num&whenFalse != 0
}

func (a *atom) matchInt(n int64) bool {
	switch {
	case n < a.num:
		return a.op.holds(-1)
	case n > a.num:
		return a.op.holds(1)
	}
	return a.op.holds(0)
}

func (a *atom) matchTime(t time.Time) bool {
	if t.IsZero() {
		return false
	}
	switch s, n := t.Unix(), int32(t.Nanosecond()); {
	case s < a.num || s == a.num && n < a.nanos:
		return a.op.holds(-1)
	case s > a.num || n > a.nanos:
		return a.op.holds(1)
	}
	return a.op.holds(0)
}

func (a *atom) subjectValue() Subject { return Subject{a.subject, a.name} }

// Atom is one comparison of an expression. It is a small handle, comparable
// with ==; only those from [Expr.Atoms] may be used.
type Atom struct{ a *atom }

// Subject returns what the atom looks at.
func (a Atom) Subject() Subject { return a.a.subjectValue() }

// Op returns the operator.
func (a Atom) Op() Op { return a.a.op }

// Values returns the value, the pattern or the list behind the operator,
// without quotes; nil for exists and not_exists. The slice is the caller's own.
func (a Atom) Values() []string {
	switch a.a.op {
	case OpExists, OpNotExists:
		return nil
	case OpIn, OpNotIn:
		return append([]string(nil), a.a.list...)
	}
	return []string{a.a.text}
}

// Span returns the place of the atom in the source, in bytes.
func (a Atom) Span() (offset, length int) { return int(a.a.off), int(a.a.end - a.a.off) }

// String returns the atom in canonical form.
func (a Atom) String() string { return a.a.String() }

// Match reports whether the atom holds for the instance.
func (a Atom) Match(in *Instance) bool { return a.a.match(in) }

// MatchString reports whether the atom holds for one value of its subject:
// attribute, ec2InstanceId or agentVersion; present is false where the instance
// has none. It is false for the subjects of other types.
//
// For task:group it answers for one group of the set, and with present false for
// the empty set. The atom holds for the set when it holds for any group of it;
// a negated operator (see [Op.Negated]) when it holds for every group.
func (a Atom) MatchString(value string, present bool) bool {
	switch a.a.subject {
	case SubjectAttribute, SubjectEC2InstanceID, SubjectAgentVersion:
		return a.a.matchString(value, present)
	case SubjectTaskGroup:
		if present {
			return a.a.matchString(value, true)
		}
		return a.a.negated
	}
	return false
}

// MatchGroups reports whether an atom on task:group holds for an instance with
// these groups; it is false for every other subject.
func (a Atom) MatchGroups(groups []string) bool {
	return a.a.subject == SubjectTaskGroup && a.a.matchGroups(groups)
}

// MatchInt reports whether an atom on runningTasksCount holds for the count n;
// it is false for every other subject.
func (a Atom) MatchInt(n int) bool {
	return a.a.subject == SubjectRunningTasksCount && a.a.matchInt(int64(n))
}

// MatchTime reports whether an atom on registeredAt holds for the moment t,
// where the zero time is unknown and satisfies nothing; it is false for every
// other subject.
func (a Atom) MatchTime(t time.Time) bool {
	return a.a.subject == SubjectRegisteredAt && a.a.matchTime(t)
}

// MatchBool reports whether an atom on agentConnected holds for v; it is false
// for every other subject.
func (a Atom) MatchBool(v bool) bool {
	return a.a.subject == SubjectAgentConnected && a.a.matchBool(v)
}

package cql

// SubjectKind says which property of a container instance an atom looks at. The
// zero SubjectKind is that of no atom.
type SubjectKind uint8

// The seven subjects of the language.
const (
	SubjectNone              SubjectKind = iota
	SubjectAttribute                     // attribute:NAME
	SubjectAgentConnected                // agentConnected: true or false
	SubjectAgentVersion                  // agentVersion: numbers with dots
	SubjectEC2InstanceID                 // ec2InstanceId: i-… and, for external instances, mi-…
	SubjectRegisteredAt                  // registeredAt: a moment
	SubjectRunningTasksCount             // runningTasksCount: a count
	SubjectTaskGroup                     // task:group: the set of the groups of the instance's tasks
)

const attributePrefix = "attribute:"

// String returns the subject as it is written, "attribute:NAME" for attributes.
func (k SubjectKind) String() string {
	switch k {
	case SubjectAttribute:
		return attributePrefix + "NAME"
	case SubjectAgentConnected:
		return "agentConnected"
	case SubjectAgentVersion:
		return "agentVersion"
	case SubjectEC2InstanceID:
		return "ec2InstanceId"
	case SubjectRegisteredAt:
		return "registeredAt"
	case SubjectRunningTasksCount:
		return "runningTasksCount"
	case SubjectTaskGroup:
		return "task:group"
	}
	return "none"
}

// Subject is what an atom looks at: the kind, and the name of an attribute.
type Subject struct {
	Kind SubjectKind
	Name string // of the attribute; empty for every other kind
}

// String returns the subject as it is written in an expression.
func (s Subject) String() string {
	if s.Kind == SubjectAttribute {
		return attributePrefix + s.Name
	}
	return s.Kind.String()
}

// subjectNamed returns the kind of a subject without a name of its own.
func subjectNamed(word string) SubjectKind {
	switch word {
	case "agentConnected":
		return SubjectAgentConnected
	case "agentVersion":
		return SubjectAgentVersion
	case "ec2InstanceId":
		return SubjectEC2InstanceID
	case "registeredAt":
		return SubjectRegisteredAt
	case "runningTasksCount":
		return SubjectRunningTasksCount
	case "task:group":
		return SubjectTaskGroup
	}
	return SubjectNone
}

// Op is an operator. The zero Op is that of no atom.
type Op uint8

// The operators, each with its symbol and its word in an expression.
const (
	OpNone         Op = iota
	OpEqual           // == equals
	OpNotEqual        // != not_equals
	OpLess            // < less_than
	OpLessEqual       // <= less_than_equal
	OpGreater         // > greater_than
	OpGreaterEqual    // >= greater_than_equal
	OpIn              // in
	OpNotIn           // not_in !in
	OpMatches         // =~ matches
	OpNotMatches      // !~ not_matches
	OpExists          // exists
	OpNotExists       // not_exists !exists
)

// String returns the canonical spelling: the symbol where there is one that is
// no mixture of symbol and word, else the word.
func (o Op) String() string {
	names := [...]string{"none", "==", "!=", "<", "<=", ">", ">=", "in", "not_in", "=~", "!~", "exists", "not_exists"}
	if int(o) < len(names) {
		return names[o]
	}
	return "none"
}

// Negated reports whether the operator is the negation of another one.
func (o Op) Negated() bool {
	return o == OpNotEqual || o == OpNotIn || o == OpNotMatches || o == OpNotExists
}

func (o Op) ordered() bool { return o >= OpLess && o <= OpGreaterEqual }

// holds reports whether the operator holds for the outcome of a comparison.
func (o Op) holds(order int) bool {
	switch o {
	case OpEqual:
		return order == 0
	case OpNotEqual:
		return order != 0
	case OpLess:
		return order < 0
	case OpLessEqual:
		return order <= 0
	case OpGreater:
		return order > 0
	case OpGreaterEqual:
		return order >= 0
	}
	return false
}

// admits reports whether the subject may stand before the operator.
func (k SubjectKind) admits(o Op) bool {
	switch o {
	case OpEqual, OpNotEqual:
		return true
	case OpLess, OpLessEqual, OpGreater, OpGreaterEqual:
		return k == SubjectAgentVersion || k == SubjectRegisteredAt || k == SubjectRunningTasksCount || k == SubjectAttribute
	case OpIn, OpNotIn, OpMatches, OpNotMatches:
		return k == SubjectAgentConnected || k == SubjectEC2InstanceID || k == SubjectAttribute || k == SubjectTaskGroup
	case OpExists, OpNotExists:
		return k == SubjectAttribute || k == SubjectTaskGroup
	}
	return false
}

// admitted lists the operators the subject may stand before, for a message.
func (k SubjectKind) admitted() string {
	list := "== !="
	if k.admits(OpLess) {
		list += " < <= > >="
	}
	if k.admits(OpIn) {
		list += " in not_in =~ !~"
	}
	if k.admits(OpExists) {
		list += " exists not_exists"
	}
	return list
}

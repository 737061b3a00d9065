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

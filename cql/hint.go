package cql

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Hint is something suspicious about a legal expression: it can be meant, but
// seldom is.
type Hint struct {
	Code       Code
	Offset     int    // of the text it is about, in bytes
	Len        int    // bytes
	Message    string // lower case, no final stop
	Suggestion string // what to write in place of that text; empty where nothing is certain enough
}

// Hints returns what is suspicious about the expression, in source order. The
// slice is the caller's own.
func (e *Expr) Hints() []Hint {
	h := hinter{e: e}
	for i := range e.atoms {
		h.atom(&e.atoms[i])
	}
	for n := range e.nodes {
		h.node(n)
	}
	slices.SortStableFunc(h.list, func(a, b Hint) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.Code, b.Code))
	})
	return h.list
}

type hinter struct {
	e    *Expr
	list []Hint
}

// hint adds a hint about the text from off to end.
func (h *hinter) hint(code Code, off, end uint16, suggestion, format string, args ...any) {
	h.list = append(h.list, Hint{
		Code: code, Offset: int(off), Len: int(end - off),
		Suggestion: suggestion, Message: fmt.Sprintf(format, args...),
	})
}

func (h *hinter) atom(a *atom) {
	if a.double {
		h.hint(HintDoubleQuotes, a.valOff, a.valEnd, a.operandText(), "double quotes are not documented; write single quotes, or none")
	}
	switch a.subject {
	case SubjectAttribute:
		h.name(a)
	case SubjectTaskGroup:
		if a.negated && a.op != OpNotExists {
			positive := *a
			positive.op--
			h.hint(HintGroupNegation, a.off, a.end, "not("+positive.String()+")", "a container instance has a set of task groups; the documented way to keep away from one is not(…)")
		}
	}
	switch a.op {
	case OpExists, OpNotExists:
	case OpMatches, OpNotMatches:
		h.pattern(a)
	case OpIn, OpNotIn:
		h.repeated(a)
		for _, v := range a.list {
			h.value(a, v)
		}
	default:
		h.value(a, a.text)
	}
}

// repeated looks for the first value that a list has twice.
func (h *hinter) repeated(a *atom) {
	for i, v := range a.list {
		if slices.Contains(a.list[:i], v) {
			h.hint(HintRepeatedValue, a.valOff, a.valEnd, "", "the list has %q twice", v)
			return
		}
	}
}

// operandText returns the value, list or pattern in canonical form.
func (a *atom) operandText() string {
	bare := atom{subject: SubjectTaskGroup, op: a.op, text: a.text, list: a.list}
	return strings.TrimPrefix(bare.String(), SubjectTaskGroup.String()+" "+a.op.String()+" ")
}

// name looks at the name of an attribute, and at what is asked about it.
func (h *hinter) name(a *atom) {
	end := a.off + uint16(len(attributePrefix)+len(a.name))
	if known := builtinFor(a.name); known != "" {
		h.hint(HintAttributeName, a.off, end, attributePrefix+known, "attribute %q is close to the built-in %q", a.name, known)
	}
	if subject := subjectAlias(a.name); subject != "" && !strings.HasPrefix(subject, attributePrefix) && isSubjectWord(a.name) {
		h.hint(HintSubjectAsName, a.off, end, subject, "%s is a subject of its own, not an attribute", subject)
	}
	if a.op == OpExists || a.op == OpNotExists {
		return
	}
	switch {
	case isNameOnly(a.name):
		suggestion := attributePrefix + a.name + " exists"
		switch {
		case a.op == OpEqual && a.text == "false":
			suggestion = attributePrefix + a.name + " not_exists"
		case a.negated || a.op.ordered():
			suggestion = ""
		}
		h.hint(HintNameOnly, a.off, a.end, suggestion, "attribute %q has no value: only exists and not_exists say anything about it", a.name)
	case a.op.ordered() && !isDecimal(a.text):
		h.hint(HintOrder, a.valOff, a.valEnd, "", "%q is no number: the attribute is compared with it as text", a.text)
	case a.op == OpNotEqual && a.text == "true" && !h.asksPresence(a.name):
		h.hint(HintMarker, a.off, a.end, "not("+attributePrefix+a.name+" == true)",
			"this is false on instances without the attribute %q", a.name)
	}
}

// isSubjectWord reports whether the name is that of a subject but for its case
// and its signs.
func isSubjectWord(name string) bool {
	switch squeeze(strings.ToLower(name)) {
	case "agentconnected", "agentversion", "ec2instanceid", "registeredat", "runningtaskscount", "taskgroup":
		return true
	}
	return false
}

// asksPresence reports whether some atom asks if the attribute exists.
func (h *hinter) asksPresence(name string) bool {
	return slices.ContainsFunc(h.e.atoms, func(a atom) bool { return a.test == testExists && a.name == name })
}

// node looks at how comparisons are joined.
func (h *hinter) node(n int) {
	e := h.e
	nd := &e.nodes[n]
	if nd.kind != NodeAnd && nd.kind != NodeOr {
		return
	}
	var seen []*atom
	for c := n + 1; c < n+int(nd.size); c += int(e.nodes[c].size) {
		child := &e.nodes[c]
		switch {
		case child.kind == NodeAnd && nd.kind == NodeOr && !child.parens:
			h.hint(HintMixed, child.off, child.end, "("+e.src[child.off:child.end]+")", "and binds tighter than or here, which AWS does not document; parentheses leave no doubt")
		case child.kind == NodeAtom:
			a := &e.atoms[child.atom]
			if slices.ContainsFunc(seen, a.same) {
				h.hint(HintRepeatedClause, a.off, a.end, "", "the comparison stands here for the second time")
			}
			seen = append(seen, a)
		}
	}
}

func (a *atom) same(b *atom) bool {
	return a.subject == b.subject && a.op == b.op && a.name == b.name && a.text == b.text && slices.Equal(a.list, b.list)
}

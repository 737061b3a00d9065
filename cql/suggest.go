package cql

import (
	"strings"
	"unicode/utf8"
)

// The functions of this file and of suggestvalue.go find out what is wrong where
// the grammar stops, and what may have been meant.

// tokenEnd returns the end of the run without blanks and brackets that starts at
// off, at least one character.
func (p *parser) tokenEnd(off int) int {
	end := off
	for end < len(p.src) && !isBlank(p.src[end]) && strings.IndexByte("()[],", p.src[end]) < 0 && !doubled(p.src, end) {
		end++
	}
	if end == off && off < len(p.src) {
		_, size := utf8.DecodeRuneInString(p.src[off:])
		end += size
	}
	return end
}

// operandEnds reports whether a comparison cannot go on at off.
func (p *parser) operandEnds(off int) bool {
	if off == len(p.src) || p.src[off] == ')' || doubled(p.src, off) {
		return true
	}
	word := strings.ToLower(p.src[off:min(off+len("and"), len(p.src))])
	return keywordAt(word, 0, "or") && wordEnds(p.src, off+len("or")) || word == "and" && wordEnds(p.src, off+len("and"))
}

// failOperand is for the end of the text, or a parenthesis or connective, where a
// comparison has to stand.
func (p *parser) failOperand(off int) bool {
	end := off
	if off < len(p.src) {
		end = p.tokenEnd(off)
		if doubled(p.src, off) {
			end = off + 2
		}
		return p.fail(CodeMissingOperand, off, end, "", "a comparison has to stand before %q", p.src[off:end])
	}
	return p.fail(CodeMissingOperand, off, end, "", "the expression ends where a comparison has to stand")
}

// failSubject is for the run from off to end, maybe empty, where a subject has to
// stand.
func (p *parser) failSubject(off, end int) bool {
	word := p.src[off:end]
	switch {
	case p.placeholder(off):
		return false
	case word == attributePrefix:
		return p.failAttribute(off)
	case word != "not" && strings.EqualFold(word, "not"):
		return p.fail(CodeKeywordCase, off, end, "not", "keywords are written in lower case, not %q", word)
	case p.operandEnds(off):
		return p.failOperand(off)
	case word == "" && (p.src[off] == '\'' || p.src[off] == '"'):
		return p.failQuoted(off)
	case word == "":
		end = p.tokenEnd(off)
		return p.fail(CodeUnknownSubject, off, end, "", "%q where a subject has to stand", p.src[off:end])
	case isConstraintType(word):
		return p.failConstraintType(off, end)
	}
	if kind, ok := groupKind(word); ok {
		return p.failGroupKind(off, end, kind)
	}
	return p.fail(CodeUnknownSubject, off, end, p.guessSubject(word, end),
		"unknown subject %q; there are attribute:NAME, agentConnected, agentVersion, ec2InstanceId, registeredAt, runningTasksCount, task:group", word)
}

// guessSubject returns the subject that the word, which ends at end, may have
// been meant to be.
func (p *parser) guessSubject(word string, end int) string {
	for _, prefix := range [...]string{"attributes:", "attribute:", "attribute.", "attributes.", "attr:"} {
		if name, ok := cutFold(word, prefix); ok {
			return attributeNamed(name)
		}
	}
	if alias := subjectAlias(word); alias != "" {
		return alias
	}
	if _, ok := cutFold(word, "ecs."); ok || isNameOnly(word) {
		return attributeNamed(word)
	}
	if near := nearest(word, 2, "agentConnected", "agentVersion", "ec2InstanceId", "registeredAt", "runningTasksCount", "task:group"); near != "" && len(word) > 4 {
		return near
	}
	if op, _ := operatorAt(p.src, skipBlanks(p.src, end)); op != OpNone && SubjectAttribute.admits(op) {
		return attributeNamed(word)
	}
	return ""
}

// attributeNamed returns the subject for the attribute a name was meant to be, or
// "" when the name cannot be one.
func attributeNamed(name string) string {
	if known := builtinFor(name); known != "" {
		name = known
	}
	for i := range len(name) {
		if !isName(name[i]) {
			return ""
		}
	}
	if name == "" || len(name) > maxNameLength {
		return ""
	}
	return attributePrefix + name
}

// groupKind recognises the invented subjects task:family and task:service.
func groupKind(word string) (string, bool) {
	switch squeeze(strings.ToLower(word)) {
	case "taskfamily", "taskdefinitionfamily":
		return "family:", true
	case "taskservice":
		return "service:", true
	}
	return "", false
}

// failGroupKind suggests the task group for task:family == NAME.
func (p *parser) failGroupKind(off, end int, kind string) bool {
	suggestion := SubjectTaskGroup.String()
	at := skipBlanks(p.src, end)
	if op, n := operatorAt(p.src, at); op == OpEqual || op == OpNotEqual {
		from := skipBlanks(p.src, at+n)
		to := bareValueEnd(p.src, from)
		if to > from && valueMayEnd(p.src, to) {
			suggestion += " " + op.String() + " " + kind + p.src[from:to]
			end = to
		}
	}
	return p.fail(CodeUnknownSubject, off, end, suggestion, "a %s is part of the task group, %sNAME", strings.TrimSuffix(kind, ":"), kind)
}

func isConstraintType(word string) bool {
	word, _, _ = strings.Cut(word, ":")
	return strings.EqualFold(word, "memberOf") || strings.EqualFold(word, "distinctInstance")
}

// failConstraintType is for memberOf(…), memberOf … and distinctInstance.
func (p *parser) failConstraintType(off, end int) bool {
	word, inner, colon := strings.Cut(p.src[off:end], ":")
	if strings.EqualFold(word, "distinctInstance") {
		return p.fail(CodeConstraintType, off, end, "", "distinctInstance is a type of constraint; it has no expression")
	}
	at := skipBlanks(p.src, end)
	switch {
	case colon && inner != "":
	case at < len(p.src) && p.src[at] == '(':
		end = groupEnd(p.src, at)
		inner = strings.TrimSuffix(p.src[at+1:end], ")")
	default:
		end = len(p.src)
		inner = p.src[at:]
	}
	return p.fail(CodeConstraintType, off, end, strings.TrimSpace(inner), "memberOf is the type of the constraint; only what is inside belongs here")
}

// failQuoted is for a quote where a subject has to stand: quotes round the whole
// expression, or round the subject.
func (p *parser) failQuoted(off int) bool {
	inner, _, closed := strings.Cut(p.src[off+1:], p.src[off:off+1])
	if !closed {
		return p.fail(CodeUnclosedQuote, off, len(p.src), "", "the quote is never closed, and none stands round an expression")
	}
	end := off + len(inner) + 2
	what := "a subject"
	if _, err := Parse(inner); err == nil {
		what = "an expression"
	} else if strings.TrimSpace(inner) == "" {
		inner = ""
	}
	return p.fail(CodeQuoted, off, end, strings.TrimSpace(inner), "there are no quotes round %s", what)
}

// failAttribute is for attribute: with a name that is not admitted.
func (p *parser) failAttribute(off int) bool {
	from := off + len(attributePrefix)
	end := bareValueEnd(p.src, from)
	name := p.src[from:end]
	rest := skipBlanks(p.src, from)
	switch {
	case p.placeholder(from) || p.placeholder(end):
		return false
	case name == "" && from < len(p.src) && (p.src[from] == '\'' || p.src[from] == '"'):
		inner, _, _ := strings.Cut(p.src[from+1:], p.src[from:from+1])
		end = min(from+len(inner)+2, len(p.src))
		return p.fail(CodeAttributeName, off, end, attributeNamed(inner), "the name of an attribute stands without quotes")
	case name == "" && rest > from:
		end = bareValueEnd(p.src, rest)
		return p.fail(CodeAttributeName, off, end, attributeNamed(p.src[rest:end]), "the name has to follow attribute: without a blank")
	case name == "":
		return p.fail(CodeAttributeName, off, from, "", "the name of the attribute is missing behind attribute:")
	case utf8.RuneCountInString(name) > maxNameLength:
		return p.fail(CodeAttributeName, off, end, "", "the name of the attribute has %d characters; the limit is %d", utf8.RuneCountInString(name), maxNameLength)
	}
	bad := from
	for isName(p.src[bad]) {
		bad++
	}
	r, _ := utf8.DecodeRuneInString(p.src[bad:])
	return p.fail(CodeAttributeName, off, end, attributeNamed(name),
		`%q is not admitted in the name of an attribute; letters, digits and - _ . / \ are`, r)
}

// failOperator is for what stands behind a subject and is no operator.
func (p *parser) failOperator(a *atom) bool {
	subject := a.subjectValue().String()
	off := p.pos
	switch {
	case p.placeholder(off):
		return false
	case p.operandEnds(off):
		suggestion := ""
		switch a.subject {
		case SubjectAttribute:
			suggestion = subject + " exists"
		case SubjectAgentConnected:
			suggestion = subject + " == true"
		}
		return p.fail(CodeMissingOperator, int(a.off), int(a.off)+len(subject), suggestion, "the operator is missing behind %s", subject)
	}
	if end := p.symbolsEnd(off); end > off {
		return p.failSymbol(a, off, end)
	}
	return p.failWord(a, off, p.tokenEnd(off))
}

// symbolsEnd returns the end of the run of signs, as operators have them, that
// starts at off.
func (p *parser) symbolsEnd(off int) int {
	for off < len(p.src) && strings.IndexByte("=!<>~&|*^%:?", p.src[off]) >= 0 {
		off++
	}
	return off
}

// failSymbol is for signs that are no operator.
func (p *parser) failSymbol(a *atom, off, end int) bool {
	token, suggestion := p.src[off:end], ""
	at := skipBlanks(p.src, end)
	switch token {
	case "=", "===", ":=", ":":
		suggestion = "=="
		if at < len(p.src) && p.src[at] == '[' {
			suggestion = "in"
		}
	case "~", "~=", "~~", "==~":
		suggestion = "=~"
	case "<>", "=!", "!==":
		suggestion = "!="
	case "=>", ">==":
		suggestion = ">="
	case "=<", "<==":
		suggestion = "<="
	case "!=~":
		suggestion = "!~"
	case "!":
		for _, word := range [...]string{"in", "exists"} {
			if keywordAt(p.src, at, word) {
				suggestion, end = "!"+word, at+len(word)
			}
		}
	}
	return p.unknownOperator(a, off, end, suggestion)
}

// failWord is for a word that is no operator.
func (p *parser) failWord(a *atom, off, end int) bool {
	word := p.src[off:end]
	lower := strings.ToLower(word)
	if word != lower && operatorNamed(lower) != OpNone {
		return p.fail(CodeKeywordCase, off, end, lower, "keywords are written in lower case, not %q", word)
	}
	if lower == "not" || lower == "is" {
		at := skipBlanks(p.src, end)
		next := p.src[at:p.tokenEnd(at)]
		if joined := "not_" + strings.ToLower(next); lower == "not" && operatorNamed(joined) != OpNone {
			return p.unknownOperator(a, off, at+len(next), joined)
		}
	}
	return p.unknownOperator(a, off, end, operatorAlias(lower))
}

func (p *parser) unknownOperator(a *atom, off, end int, suggestion string) bool {
	return p.fail(CodeUnknownOperator, off, end, suggestion, "unknown operator %q; %s admits %s", p.src[off:end], a.subjectValue(), a.subject.admitted())
}

// operatorAlias returns the operator that a word in lower case may have been
// meant to be.
func operatorAlias(word string) string {
	switch word {
	case "is", "eq", "equal":
		return "=="
	case "ne", "neq":
		return "!="
	case "gt":
		return ">"
	case "ge", "gte":
		return ">="
	case "lt":
		return "<"
	case "le", "lte":
		return "<="
	case "like", "regex", "regexp", "contains":
		return "=~"
	case "notin", "nin":
		return "not_in"
	case "present":
		return "exists"
	}
	if len(word) < 4 {
		return ""
	}
	return nearest(word, 2, "equals", "not_equals", "greater_than", "greater_than_equal", "less_than", "less_than_equal",
		"not_in", "matches", "not_matches", "exists", "not_exists")
}

// failAdmitted is for an operator that the subject does not admit.
func (p *parser) failAdmitted(a *atom, op Op) bool {
	return p.fail(CodeOperatorSubject, int(a.opOff), int(a.opEnd), "",
		"%s does not admit %s; it admits %s", a.subject, op, a.subject.admitted())
}

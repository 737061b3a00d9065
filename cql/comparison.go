package cql

// comparison parses a subject with its operator and value.
func (p *parser) comparison() bool {
	a := atom{off: uint16(p.pos)}
	if !p.subject(&a) || !p.operator(&a) || !p.operand(&a) {
		return false
	}
	p.last = p.pos
	a.end = uint16(p.pos)
	a.negated = a.op.Negated()
	e := p.e
	e.nodes = append(e.nodes, node{atom: int16(len(e.atoms)), size: 1, off: a.off, end: a.end})
	e.atoms = append(e.atoms, a)
	return true
}

func (p *parser) subject(a *atom) bool {
	src, off := p.src, p.pos
	if len(src)-off > len(attributePrefix) && src[off:off+len(attributePrefix)] == attributePrefix {
		i := off + len(attributePrefix)
		for i < len(src) && isName(src[i]) {
			i++
		}
		a.subject, a.name = SubjectAttribute, src[off+len(attributePrefix):i]
		if a.name != "" && len(a.name) <= maxNameLength && subjectMayEnd(src, i) {
			p.pos = i
			return true
		}
		return p.failAttribute(off)
	}
	i := off
	for i < len(src) && isValue(src[i]) {
		i++
	}
	a.subject = subjectNamed(src[off:i])
	if a.subject == SubjectNone {
		return p.failSubject(off, i)
	}
	p.pos = i
	return true
}

// subjectMayEnd reports whether the name of an attribute may end before i, as it
// may not before what looks like a character of the name that is not admitted.
func subjectMayEnd(s string, i int) bool { return i >= len(s) || !isValue(s[i]) }

func (p *parser) operator(a *atom) bool {
	p.blanks()
	op, n := operatorAt(p.src, p.pos)
	if op == OpNone {
		return p.failOperator(a)
	}
	a.opOff, a.opEnd = uint16(p.pos), uint16(p.pos+n)
	if !a.subject.admits(op) {
		return p.failAdmitted(a, op)
	}
	a.op = op
	p.pos += n
	return true
}

// operand parses what the operator wants and compiles it.
func (p *parser) operand(a *atom) bool {
	if a.op == OpExists || a.op == OpNotExists {
		a.test = testExists
		return true
	}
	p.blanks()
	a.valOff = uint16(p.pos)
	if p.pos == len(p.src) || p.src[p.pos] == ')' || doubled(p.src, p.pos) {
		return p.failValue(a)
	}
	switch a.op {
	case OpIn, OpNotIn:
		return p.list(a)
	case OpMatches, OpNotMatches:
		return p.pattern(a)
	}
	if p.src[p.pos] == '[' {
		return p.failListOperator(a)
	}
	v, ok := p.value(a)
	if !ok {
		return false
	}
	a.text, a.valEnd = v, uint16(p.pos)
	return p.compileValue(a)
}

// value reads one value, in quotes or without.
func (p *parser) value(a *atom) (string, bool) {
	off := p.pos
	if c := p.src[off]; c == '\'' || c == '"' {
		return p.quoted(a)
	}
	end := bareValueEnd(p.src, off)
	if end == off || !valueMayEnd(p.src, end) {
		return "", p.failBareValue(a, off, end)
	}
	p.pos = end
	return p.src[off:end], true
}

func (p *parser) quoted(a *atom) (string, bool) {
	off, q := p.pos, p.src[p.pos]
	for i := off + 1; i < len(p.src); i++ {
		if p.src[i] == q {
			p.pos = i + 1
			a.double = a.double || q == '"'
			return p.src[off+1 : i], true
		}
	}
	return "", p.fail(CodeUnclosedQuote, off, len(p.src), "", "the value has no closing %c", q)
}

func (p *parser) list(a *atom) bool {
	if p.src[p.pos] != '[' {
		return p.failList(a)
	}
	open := p.pos
	p.pos++
	a.list = make([]string, 0, listLength(p.src[p.pos:]))
	for {
		p.blanks()
		if p.pos < len(p.src) && (p.src[p.pos] == ']' || p.src[p.pos] == ',') {
			return p.failListValue(open, len(a.list))
		}
		if p.pos == len(p.src) {
			return p.failListEnd(open)
		}
		v, ok := p.value(a)
		if !ok {
			return false
		}
		a.list = append(a.list, v)
		p.blanks()
		switch {
		case p.pos < len(p.src) && p.src[p.pos] == ',':
			p.pos++
			continue
		case p.pos < len(p.src) && p.src[p.pos] == ']':
			p.pos++
			a.valEnd = uint16(p.pos)
			return p.compileList(a)
		}
		return p.failListEnd(open)
	}
}

// listLength returns how many values the list whose text follows seems to have.
func listLength(s string) int {
	n := 1
	for i := range len(s) {
		switch s[i] {
		case ',':
			n++
		case ']':
			return n
		}
	}
	return n
}

func (p *parser) pattern(a *atom) bool {
	off := p.pos
	shift := 0
	if c := p.src[off]; c == '\'' || c == '"' {
		v, ok := p.quoted(a)
		if !ok {
			return false
		}
		a.text, shift = v, 1
	} else {
		p.pos = barePatternEnd(p.src, off)
		a.text = p.src[off:p.pos]
	}
	a.valEnd = uint16(p.pos)
	a.test = testPattern
	var problem patternProblem
	p.budget, problem = a.pat.compile(a.text, p.budget)
	if problem.code != "" {
		return p.failPattern(a, off+shift, problem)
	}
	if a.subject == SubjectAgentConnected {
		a.compileBool(func(v string) bool { return a.pat.match(v) })
	}
	return true
}

// compileValue checks a single value against the type of the subject.
func (p *parser) compileValue(a *atom) bool {
	ok := true
	switch a.subject {
	case SubjectAgentConnected:
		ok = a.text == "true" || a.text == "false"
		a.compileBool(func(v string) bool { return v == a.text })
	case SubjectAgentVersion:
		ok = isVersion(a.text)
		a.test = testVersion
	case SubjectRegisteredAt:
		a.num, a.nanos, ok = parseMoment(a.text)
	case SubjectRunningTasksCount:
		a.num, ok = parseCount(a.text)
	default:
		a.test = testEqual
		if a.op.ordered() {
			a.test = testOrder
		}
	}
	return ok || p.failType(a, int(a.valOff), int(a.valEnd), a.text)
}

func (p *parser) compileList(a *atom) bool {
	a.test = testAny
	if a.subject != SubjectAgentConnected {
		return true
	}
	for _, v := range a.list {
		if v != "true" && v != "false" {
			return p.failType(a, int(a.valOff), int(a.valEnd), v)
		}
	}
	a.compileBool(a.any)
	return true
}

// compileBool works out beforehand for which states of the agent the atom holds.
func (a *atom) compileBool(holds func(string) bool) {
	negated := a.op.Negated()
	if holds("true") != negated {
		a.num |= whenTrue
	}
	if holds("false") != negated {
		a.num |= whenFalse
	}
}

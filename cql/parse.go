package cql

import (
	"fmt"
	"unicode/utf8"
)

const (
	// MaxLength is the greatest length of an expression, in characters. The API
	// documents it for the constraints of services and tasks; for those of task
	// definitions and for the filter of ListContainerInstances it documents none,
	// and this package applies the same.
	MaxLength = 2000

	// MaxDepth is how deep parentheses and negations may nest. It is a bound of this
	// package, which bounds its recursion; people nest less than ten deep, and
	// nothing is known about a bound of the service.
	MaxDepth = 100

	// maxNameLength is the greatest length of an attribute's name, in characters.
	maxNameLength = 128

	// maxAtoms is how many comparisons MaxLength has room for: the shortest is
	// task:group==a, or attribute:a<1, with 13 characters, and && between two.
	maxAtoms = (MaxLength + 2) / (13 + 2)
)

// Parse parses and compiles an expression. Every error is a *[SyntaxError], the
// first one in the text. The cost is bounded whatever the text: see [MaxLength],
// [MaxDepth] and [MaxPatternCost].
func Parse(src string) (*Expr, error) {
	if err := checkText(src); err != nil {
		return nil, err
	}
	n := countAtoms(src)
	e := &Expr{src: src, atoms: make([]atom, 0, n), nodes: make([]node, 0, max(1, 2*n-1))}
	p := parser{src: src, e: e, budget: MaxPatternCost}
	if !p.expression() {
		return nil, p.err
	}
	e.link(0, holds, fails)
	return e, nil
}

// MustParse is like [Parse] but panics on an error. It is for expressions that
// are constants of the program.
func MustParse(src string) *Expr {
	e, err := Parse(src)
	if err != nil {
		panic(err)
	}
	return e
}

// checkText checks the length and the encoding of a text.
func checkText(src string) error {
	if tooLong(src) {
		cut, n := 0, utf8.RuneCountInString(src)
		for range MaxLength {
			_, size := utf8.DecodeRuneInString(src[cut:])
			cut += size
		}
		return &SyntaxError{
			Code: CodeTooLong, Expr: src, Offset: cut, Len: len(src) - cut,
			Message: fmt.Sprintf("the expression has %d characters; the limit is %d", n, MaxLength),
		}
	}
	if !utf8.ValidString(src) {
		bad := 0
		for r, size := utf8.DecodeRuneInString(src); r != utf8.RuneError || size != 1; r, size = utf8.DecodeRuneInString(src[bad:]) {
			bad += size
		}
		return &SyntaxError{
			Code: CodeNotUTF8, Expr: src, Offset: bad, Len: 1, Token: src[bad : bad+1],
			Message: fmt.Sprintf("byte %#02x is no part of UTF-8 text", src[bad]),
		}
	}
	return nil
}

func tooLong(src string) bool {
	return len(src) > MaxLength && utf8.RuneCountInString(src) > MaxLength
}

// parser is a recursive descent over the grammar. Its methods return false when
// err is set.
type parser struct {
	src    string
	pos    int // of the next byte
	last   int // end of the last token
	depth  int
	budget int // what patterns may still cost
	e      *Expr
	err    *SyntaxError
}

func (p *parser) blanks() { p.pos = skipBlanks(p.src, p.pos) }

// expression parses the whole text.
func (p *parser) expression() bool {
	p.blanks()
	if p.pos == len(p.src) {
		return p.fail(CodeEmpty, 0, len(p.src), "", "the expression is empty")
	}
	if !p.or() {
		return false
	}
	return p.pos == len(p.src) || p.failBehind()
}

func (p *parser) or() bool  { return p.chain(NodeOr, "or", '|') }
func (p *parser) and() bool { return p.chain(NodeAnd, "and", '&') }

// chain parses operands joined by a connective, which is a word or two symbols.
// The operands are called by name: through a function value the parser would
// move to the heap.
func (p *parser) chain(kind NodeKind, word string, symbol byte) bool {
	p.blanks()
	first, off := len(p.e.nodes), p.pos
	for n := 1; ; n++ {
		if kind == NodeOr && !p.and() || kind == NodeAnd && !p.unary() {
			return false
		}
		p.blanks()
		switch {
		case p.pos < len(p.src) && p.src[p.pos] == symbol && doubled(p.src, p.pos):
			p.pos += 2
		case keywordAt(p.src, p.pos, word):
			p.pos += len(word)
		default:
			if n > 1 {
				p.insert(first, kind, off)
			}
			return true
		}
	}
}

// insert puts a node over all nodes from first on.
func (p *parser) insert(first int, kind NodeKind, off int) {
	e := p.e
	e.nodes = append(e.nodes, node{})
	copy(e.nodes[first+1:], e.nodes[first:])
	e.nodes[first] = node{
		kind: kind, atom: -1, size: uint16(len(e.nodes) - first),
		off: uint16(off), end: uint16(p.last),
	}
}

func (p *parser) unary() bool {
	p.blanks()
	off := p.pos
	switch {
	case off == len(p.src):
		return p.failOperand(off)
	case p.src[off] == '(':
		return p.parenthesised()
	case p.src[off] == '!':
		p.pos++
	case keywordAt(p.src, off, "not"):
		p.pos += len("not")
	default:
		return p.comparison()
	}
	first := len(p.e.nodes)
	if !p.enter(off) || !p.unary() {
		return false
	}
	p.depth--
	p.insert(first, NodeNot, off)
	return true
}

func (p *parser) parenthesised() bool {
	open, first := p.pos, len(p.e.nodes)
	p.pos++
	if !p.enter(open) || !p.or() {
		return false
	}
	if p.pos == len(p.src) {
		return p.fail(CodeParenthesis, open, open+1, "", "the parenthesis is never closed")
	}
	if p.src[p.pos] != ')' {
		return p.failBehind()
	}
	p.pos++
	p.last = p.pos
	p.depth--
	p.e.nodes[first].parens = true
	return true
}

func (p *parser) enter(off int) bool {
	p.depth++
	return p.depth <= MaxDepth ||
		p.fail(CodeTooDeep, off, off+1, "", "parentheses and negations nest more than %d deep", MaxDepth)
}

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

// operatorAt returns the operator that stands at i and the length of its text.
func operatorAt(s string, i int) (Op, int) {
	if i >= len(s) {
		return OpNone, 0
	}
	var next byte
	if i+1 < len(s) {
		next = s[i+1]
	}
	switch s[i] {
	case '=':
		if next == '=' && (i+2 >= len(s) || s[i+2] != '=') {
			return OpEqual, 2
		}
		if next == '~' {
			return OpMatches, 2
		}
		return OpNone, 0
	case '<':
		if next == '=' {
			return OpLessEqual, 2
		}
		if next == '>' {
			return OpNone, 0
		}
		return OpLess, 1
	case '>':
		if next == '=' {
			return OpGreaterEqual, 2
		}
		return OpGreater, 1
	case '!':
		switch {
		case next == '=':
			return OpNotEqual, 2
		case next == '~':
			return OpNotMatches, 2
		case keywordAt(s, i+1, "in"):
			return OpNotIn, len("!in")
		case keywordAt(s, i+1, "exists"):
			return OpNotExists, len("!exists")
		}
		return OpNone, 0
	}
	end := i
	for end < len(s) && isWord(s[end]) {
		end++
	}
	if !wordEnds(s, end) {
		return OpNone, 0
	}
	return operatorNamed(s[i:end]), end - i
}

func operatorNamed(word string) Op {
	switch word {
	case "equals":
		return OpEqual
	case "not_equals":
		return OpNotEqual
	case "greater_than":
		return OpGreater
	case "greater_than_equal":
		return OpGreaterEqual
	case "less_than":
		return OpLess
	case "less_than_equal":
		return OpLessEqual
	case "in":
		return OpIn
	case "not_in":
		return OpNotIn
	case "matches":
		return OpMatches
	case "not_matches":
		return OpNotMatches
	case "exists":
		return OpExists
	case "not_exists":
		return OpNotExists
	}
	return OpNone
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

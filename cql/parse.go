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

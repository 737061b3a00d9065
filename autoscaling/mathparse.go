package autoscaling

import (
	"fmt"
	"strconv"
	"strings"
)

const (
	// maxMathLength bounds an expression; it is the API's own limit of 2,048
	// characters.
	maxMathLength = 2048
	// maxMathDepth bounds the nesting of an expression: the parser and the evaluator
	// recurse, and nobody nests a scaling metric a tenth as deep.
	maxMathDepth = 100
	// maxMathQueries bounds the entries of one metric; the API takes fewer.
	maxMathQueries = 100
	// maxMathSeries bounds an array: expressions may name each other, and without a
	// bound each could multiply the size of the one before. CloudWatch stops at 500
	// metrics as well.
	maxMathSeries = 500
)

// MathCode says what is wrong with metric math.
type MathCode uint8

// The codes.
const (
	MathSyntax      MathCode = iota // the expression does not parse
	MathTooLong                     // longer or deeper than the limits
	MathUnknownID                   // a name that is neither a query's id nor a keyword
	MathUnknownFunc                 // no function of metric math
	MathUnsupported                 // a function of metric math that cannot be evaluated offline
	MathArguments                   // wrong number or kind of arguments
	MathID                          // an id that is not [a-z][A-Za-z0-9_]* or came before
	MathReturn                      // not exactly one query returns data
	MathCycle                       // an expression that needs itself
	MathResult                      // the result is not one time series
)

// String returns the code as a name: "unknown-id".
func (c MathCode) String() string {
	return nameOf(uint8(c), "code", "syntax", "too-long", "unknown-id", "unknown-function", "unsupported", "arguments",
		"id", "return-data", "cycle", "result")
}

// MathError is why metric math does not compile or evaluate.
type MathError struct {
	Code    MathCode
	Query   int // index of the query
	Offset  int // byte of its expression
	Message string
}

// Error names the query, the place and the problem.
func (e *MathError) Error() string {
	return fmt.Sprintf("metric math: query %d, byte %d: %s", e.Query, e.Offset, e.Message)
}

type mathKind uint8

const (
	mathNumber mathKind = iota
	mathText
	mathName
	mathArray
	mathCall
	mathUnary
	mathBinary
)

type mathNode struct {
	kind   mathKind
	offset int
	number float64
	text   string // name, function (upper case), operator or string
	query  int    // of a name: the query that it stands for
	args   []*mathNode
}

type mathParser struct {
	src   string
	pos   int
	depth int
	query int
}

func (p *mathParser) fail(code MathCode, offset int, format string, args ...any) error {
	return &MathError{Code: code, Query: p.query, Offset: offset, Message: fmt.Sprintf(format, args...)}
}

func parseMath(src string, query int) (*mathNode, error) {
	p := &mathParser{src: src, query: query}
	if len(src) > maxMathLength {
		return nil, p.fail(MathTooLong, maxMathLength, "expression of %d bytes, at most %d are allowed", len(src), maxMathLength)
	}
	n, err := p.binary(0)
	if err != nil {
		return nil, err
	}
	if p.peek() != "" {
		return nil, p.fail(MathSyntax, p.pos, "unexpected %q", p.peek())
	}
	return n, nil
}

// mathLevels lists the binary operators, loosest first.
func mathLevels() [5][]string {
	return [...][]string{{"||", "OR"}, {"&&", "AND"}, {"==", "!=", "<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/"}}
}

func (p *mathParser) binary(level int) (*mathNode, error) {
	levels := mathLevels()
	if level == len(levels) {
		return p.unary()
	}
	left, err := p.binary(level + 1)
	for err == nil {
		p.blanks()
		offset := p.pos
		op := p.accept(levels[level]...)
		if op == "" {
			return left, nil
		}
		var right *mathNode
		right, err = p.binary(level + 1)
		left = &mathNode{kind: mathBinary, offset: offset, text: op, args: []*mathNode{left, right}}
	}
	return nil, err
}

func (p *mathParser) unary() (*mathNode, error) {
	p.blanks()
	offset := p.pos
	op := p.accept("-", "!")
	if op == "" {
		return p.power()
	}
	if err := p.enter(); err != nil {
		return nil, err
	}
	arg, err := p.unary()
	p.depth--
	return &mathNode{kind: mathUnary, offset: offset, text: op, args: []*mathNode{arg}}, err
}

func (p *mathParser) power() (*mathNode, error) {
	left, err := p.primary()
	if err != nil {
		return nil, err
	}
	p.blanks()
	offset := p.pos
	if p.accept("^") == "" {
		return left, nil
	}
	if err := p.enter(); err != nil {
		return nil, err
	}
	right, err := p.unary()
	p.depth--
	return &mathNode{kind: mathBinary, offset: offset, text: "^", args: []*mathNode{left, right}}, err
}

func (p *mathParser) enter() error {
	p.depth++
	if p.depth > maxMathDepth {
		return p.fail(MathTooLong, p.pos, "nested deeper than %d", maxMathDepth)
	}
	return nil
}

func (p *mathParser) primary() (*mathNode, error) {
	p.blanks()
	offset, token := p.pos, p.peek()
	switch c := (token + "\x00")[0]; {
	case token == "":
		return nil, p.fail(MathSyntax, offset, "the expression ends too early")
	case c == '(':
		p.pos++
		if err := p.enter(); err != nil {
			return nil, err
		}
		n, err := p.binary(0)
		p.depth--
		if err == nil && p.accept(")") == "" {
			err = p.fail(MathSyntax, p.pos, "a closing parenthesis is missing")
		}
		return n, err
	case c == '[':
		p.pos++
		args, err := p.list("]")
		return &mathNode{kind: mathArray, offset: offset, args: args}, err
	case c == '"' || c == '\'':
		return p.quoted(token)
	case '0' <= c && c <= '9' || c == '.':
		f, err := strconv.ParseFloat(token, 64)
		if err != nil {
			return nil, p.fail(MathSyntax, offset, "%q is no number", token)
		}
		p.pos += len(token)
		return &mathNode{kind: mathNumber, offset: offset, number: f}, nil
	case !isNameByte(c):
		return nil, p.fail(MathSyntax, offset, "unexpected %q", token)
	}
	p.pos += len(token)
	if p.accept("(") == "" {
		return &mathNode{kind: mathName, offset: offset, text: token}, nil
	}
	args, err := p.list(")")
	return &mathNode{kind: mathCall, offset: offset, text: strings.ToUpper(token), args: args}, err
}

func (p *mathParser) quoted(token string) (*mathNode, error) {
	if len(token) < 2 || token[len(token)-1] != token[0] {
		return nil, p.fail(MathSyntax, p.pos, "the quote is not closed")
	}
	n := &mathNode{kind: mathText, offset: p.pos, text: token[1 : len(token)-1]}
	p.pos += len(token)
	return n, nil
}

// list reads arguments up to the closing bracket.
func (p *mathParser) list(closing string) ([]*mathNode, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	var args []*mathNode
	for p.accept(closing) == "" {
		if len(args) > 0 && p.accept(",") == "" {
			return nil, p.fail(MathSyntax, p.pos, "a comma or %q is missing", closing)
		}
		arg, err := p.binary(0)
		if err != nil {
			return nil, err
		}
		args = append(args, arg)
	}
	p.depth--
	return args, nil
}

func (p *mathParser) blanks() {
	for p.pos < len(p.src) && strings.IndexByte(" \t\r\n", p.src[p.pos]) >= 0 {
		p.pos++
	}
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

// peek returns the next token, "" at the end. A quote that is not closed gives a
// token without the closing one.
func (p *mathParser) peek() string {
	p.blanks()
	rest := p.src[p.pos:]
	if rest == "" {
		return ""
	}
	end := 1
	switch c := rest[0]; {
	case c == '"' || c == '\'':
		if i := strings.IndexByte(rest[1:], c); i >= 0 {
			return rest[:i+2]
		}
		return rest[:1]
	case '0' <= c && c <= '9' || c == '.':
		for end < len(rest) && (isNameByte(rest[end]) || rest[end] == '.' ||
			(rest[end] == '+' || rest[end] == '-') && (rest[end-1] == 'e' || rest[end-1] == 'E')) {
			end++
		}
	case isNameByte(c):
		for end < len(rest) && isNameByte(rest[end]) {
			end++
		}
	case len(rest) > 1 && strings.Contains(" == != <= >= && || ", " "+rest[:2]+" "):
		end = 2
	}
	return rest[:end]
}

// accept takes the next token if it is one of the wanted.
func (p *mathParser) accept(wanted ...string) string {
	token := p.peek()
	for _, w := range wanted {
		if token == w {
			p.pos += len(token)
			return w
		}
	}
	return ""
}

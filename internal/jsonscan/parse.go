package jsonscan

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// DefaultMaxBytes bounds a document. The largest thing anybody loads here is a
	// describe output of a few hundred services or a CloudFormation template, a few
	// MiB; 64 MiB leaves room and keeps offsets well inside an int32.
	DefaultMaxBytes = 64 << 20
	// DefaultMaxDepth bounds the nesting of objects and lists. A task definition is 8
	// deep, a template around it 15; the scanner recurses, and 512 frames are cheap on
	// every platform, wasm included.
	DefaultMaxDepth = 512
)

// Limits bounds what [Parse] takes. The zero Limits stands for the defaults.
type Limits struct {
	MaxBytes int // bytes; 0 is DefaultMaxBytes, more than 1 GiB is 1 GiB
	MaxDepth int // containers in containers; 0 is DefaultMaxDepth
}

func (l Limits) resolve() Limits {
	if l.MaxBytes <= 0 {
		l.MaxBytes = DefaultMaxBytes
	}
	l.MaxBytes = min(l.MaxBytes, 1<<30)
	if l.MaxDepth <= 0 {
		l.MaxDepth = DefaultMaxDepth
	}
	return l
}

// Error says why a text is not a JSON document, or not one that is taken.
type Error struct {
	Offset  int    // byte in the text
	Message string // lower case, no final stop, with what to do where that is plain
}

// Error returns the message and the offset.
func (e *Error) Error() string { return fmt.Sprintf("%s at byte %d", e.Message, e.Offset) }

const bom = "\ufeff"

// Parse reads a JSON text (RFC 8259; a UTF-8 byte order mark in front is
// skipped) and returns its tree. The error is always an *Error. It copies data
// and is linear in it.
func Parse(data []byte, limits Limits) (*Doc, error) {
	limits = limits.resolve()
	if len(data) > limits.MaxBytes {
		return nil, &Error{limits.MaxBytes, fmt.Sprintf("document of %d bytes, at most %d are read", len(data), limits.MaxBytes)}
	}
	p := parser{src: string(data), maxDepth: limits.MaxDepth}
	p.nodes = make([]node, 0, len(data)/24+8)
	if err := p.document(); err != nil {
		return nil, err
	}
	return &Doc{src: p.src, nodes: p.nodes, bom: strings.HasPrefix(p.src, bom)}, nil
}

type parser struct {
	src      string
	pos      int
	nodes    []node
	maxDepth int
}

func (p *parser) document() error {
	if strings.HasPrefix(p.src, bom) {
		p.pos = len(bom)
	} else if strings.HasPrefix(p.src, "\xff\xfe") || strings.HasPrefix(p.src, "\xfe\xff") {
		return p.fail(0, "the text is UTF-16, save it as UTF-8")
	}
	p.blanks()
	if p.pos == len(p.src) {
		return p.fail(p.pos, "the document is empty")
	}
	if err := p.value(0, 0, false, 0); err != nil {
		return err
	}
	p.blanks()
	if p.pos < len(p.src) {
		return p.fail(p.pos, "unexpected %s after the end of the document", p.seen())
	}
	return nil
}

func (p *parser) fail(offset int, format string, args ...any) error {
	return &Error{offset, fmt.Sprintf(format, args...)}
}

func (p *parser) blanks() {
	for p.pos < len(p.src) {
		switch p.src[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return
		}
	}
}

// seen names the character at the cursor for a message.
func (p *parser) seen() string {
	rest := p.src[p.pos:]
	switch {
	case rest == "":
		return "end of text"
	case strings.HasPrefix(rest, "//"), strings.HasPrefix(rest, "/*"):
		return "comment (JSON has none)"
	case rest[0] == '\'':
		return "single quote (JSON has double quotes only)"
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return fmt.Sprintf("%q", r)
}

func (p *parser) value(keyStart, keyEnd int, keyEscaped bool, depth int) error {
	at := len(p.nodes)
	if at == cap(p.nodes) { // append alone grows a long slice by a quarter, and copies it five times over
		p.nodes = slices.Grow(p.nodes, at)
	}
	p.nodes = append(p.nodes, node{start: int32(p.pos), keyStart: int32(keyStart), keyEnd: int32(keyEnd), keyEscaped: keyEscaped})
	if p.pos == len(p.src) {
		return p.fail(p.pos, "the text ends where a value should stand")
	}
	var err error
	var kind Kind
	var count int32
	var escaped bool
	switch c := p.src[p.pos]; {
	case c == '{':
		kind = Object
		count, err = p.object(depth + 1)
	case c == '[':
		kind = Array
		count, err = p.array(depth + 1)
	case c == '"':
		kind = String
		escaped, err = p.str()
	case c == '-' || '0' <= c && c <= '9':
		kind = Number
		err = p.number()
	default:
		kind, err = p.word()
	}
	if err != nil {
		return err
	}
	n := &p.nodes[at]
	n.kind, n.count, n.escaped = kind, count, escaped
	n.end, n.next = int32(p.pos), int32(len(p.nodes))
	return nil
}

func (p *parser) tooDeep() error {
	return p.fail(p.pos, "nested deeper than %d levels", p.maxDepth)
}

func (p *parser) object(depth int) (count int32, err error) {
	if depth > p.maxDepth {
		return 0, p.tooDeep()
	}
	p.pos++ // {
	for {
		p.blanks()
		if p.peek() == '}' && count == 0 {
			p.pos++
			return 0, nil
		}
		keyStart := p.pos
		if p.peek() != '"' {
			return 0, p.badKey(count)
		}
		escaped, err := p.str()
		if err != nil {
			return 0, err
		}
		keyEnd := p.pos
		p.blanks()
		if p.peek() != ':' {
			return 0, p.fail(p.pos, "unexpected %s after the key %s, a colon should stand here", p.seen(), short(p.src[keyStart:keyEnd]))
		}
		p.pos++
		p.blanks()
		if err := p.value(keyStart, keyEnd, escaped, depth); err != nil {
			return 0, err
		}
		count++
		done, err := p.separator('}')
		if done || err != nil {
			return count, err
		}
	}
}

func (p *parser) badKey(count int32) error {
	if c := p.peek(); c == '}' || c == ']' {
		return p.fail(p.pos, "trailing comma before %s, leave it out", p.seen())
	}
	if count == 0 {
		return p.fail(p.pos, "unexpected %s, a key in double quotes or '}' should stand here", p.seen())
	}
	return p.fail(p.pos, "unexpected %s, a key in double quotes should stand here", p.seen())
}

func (p *parser) array(depth int) (count int32, err error) {
	if depth > p.maxDepth {
		return 0, p.tooDeep()
	}
	p.pos++ // [
	for {
		p.blanks()
		if p.peek() == ']' {
			if count > 0 {
				return 0, p.fail(p.pos, "trailing comma before ']', leave it out")
			}
			p.pos++
			return 0, nil
		}
		if err := p.value(0, 0, false, depth); err != nil {
			return 0, err
		}
		count++
		done, err := p.separator(']')
		if done || err != nil {
			return count, err
		}
	}
}

// separator reads what stands behind a member or element: a comma, or the end.
func (p *parser) separator(end byte) (done bool, err error) {
	before := p.pos
	p.blanks()
	switch c := p.peek(); {
	case c == ',':
		p.pos++
		return false, nil
	case c == end && p.pos < len(p.src):
		p.pos++
		return true, nil
	case p.pos == len(p.src):
		return false, p.fail(p.pos, "the text ends before its closing '%c'", end)
	case c == '"' || c == '{' || c == '[':
		return false, p.fail(before, "missing comma before %s", p.seen())
	}
	return false, p.fail(p.pos, "unexpected %s, a comma or '%c' should stand here", p.seen(), end)
}

// peek returns the byte at the cursor, 0 at the end.
func (p *parser) peek() byte {
	if p.pos < len(p.src) {
		return p.src[p.pos]
	}
	return 0
}

func (p *parser) word() (Kind, error) {
	for _, w := range [...]struct {
		text string
		kind Kind
	}{{"true", Bool}, {"false", Bool}, {"null", Null}} {
		if strings.HasPrefix(p.src[p.pos:], w.text) {
			p.pos += len(w.text)
			return w.kind, nil
		}
	}
	if p.peek() == ']' || p.peek() == '}' || p.peek() == ',' {
		return None, p.fail(p.pos, "unexpected %s where a value should stand", p.seen())
	}
	rest := p.src[p.pos:]
	if i := strings.IndexAny(rest, " \t\r\n,]}:\""); i > 0 {
		rest = rest[:i]
	}
	if strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, "'") {
		return None, p.fail(p.pos, "unexpected %s where a value should stand", p.seen())
	}
	if p.pos == 0 && strings.HasPrefix(p.src[len(rest):], ":") {
		return None, p.fail(p.pos, "%s begins a YAML document, only JSON is read: convert it first", short(rest))
	}
	return None, p.fail(p.pos, "%s is no JSON value, a text stands in double quotes", short(rest))
}

func short(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

package jsonscan

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// str reads a string at the cursor and reports whether it holds an escape.
func (p *parser) str() (escaped bool, err error) {
	start := p.pos
	i := start + 1
	for i < len(p.src) {
		switch c := p.src[i]; {
		case c == '"':
			p.pos = i + 1
			return escaped, p.checkUTF8(start)
		case c == '\\':
			escaped = true
			n := escapeLen(p.src[i:])
			if n == 0 {
				return false, p.fail(i, "broken escape in a string, a backslash itself is written \\\\")
			}
			i += n
		case c < ' ':
			if c == '\n' || c == '\r' {
				return false, p.fail(i, "the string that starts at byte %d has no closing quote on its line", start)
			}
			return false, p.fail(i, "control character %#02x in a string, write it as an escape", c)
		default:
			i++
		}
	}
	return false, p.fail(start, "the string that starts here has no closing quote")
}

func (p *parser) checkUTF8(start int) error {
	s := p.src[start:p.pos]
	if utf8.ValidString(s) {
		return nil
	}
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return p.fail(start+i, "byte %#02x is not UTF-8, save the text as UTF-8", s[i])
			}
		}
	}
	return nil
}

// escapeLen returns the length of the escape that s starts with, 0 if it is none.
func escapeLen(s string) int {
	if len(s) < 2 || s[0] != '\\' {
		return 0
	}
	switch s[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(s) < 6 {
			return 0
		}
		for _, c := range []byte(s[2:6]) {
			if hexValue(c) < 0 {
				return 0
			}
		}
		return 6
	}
	return 0
}

func hexValue(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}

func (p *parser) number() error {
	start := p.pos
	if p.peek() == '-' {
		p.pos++
	}
	intStart := p.pos
	p.digits()
	switch {
	case p.pos == intStart:
		return p.fail(start, "a number needs a digit behind '-'")
	case p.src[intStart] == '0' && p.pos > intStart+1:
		return p.fail(start, "a number has no leading zero")
	}
	if p.peek() == '.' {
		p.pos++
		from := p.pos
		if p.digits(); p.pos == from {
			return p.fail(start, "a number needs a digit behind the point")
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.pos++
		if c := p.peek(); c == '+' || c == '-' {
			p.pos++
		}
		from := p.pos
		if p.digits(); p.pos == from {
			return p.fail(start, "a number needs a digit in its exponent")
		}
	}
	return nil
}

func (p *parser) digits() {
	for p.pos < len(p.src) && '0' <= p.src[p.pos] && p.src[p.pos] <= '9' {
		p.pos++
	}
}

// unquote decodes the JSON string quoted, which is known to be well formed.
func unquote(quoted string, escaped bool) string {
	s := quoted[1 : len(quoted)-1]
	if !escaped {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			i++
			continue
		}
		r, n := unescape(s[i:])
		b.WriteRune(r)
		i += n
	}
	return b.String()
}

// unescape decodes the escape that s starts with and returns the bytes it took;
// a surrogate pair is one escape, a lone surrogate U+FFFD.
func unescape(s string) (rune, int) {
	switch s[1] {
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		r := hex4(s[2:])
		if !utf16.IsSurrogate(r) {
			return r, 6
		}
		if escapeLen(s[6:]) == 6 {
			if pair := utf16.DecodeRune(r, hex4(s[8:])); pair != utf8.RuneError {
				return pair, 12
			}
		}
		return utf8.RuneError, 6
	}
	return rune(s[1]), 2
}

func hex4(s string) rune {
	return hexValue(s[0])<<12 | hexValue(s[1])<<8 | hexValue(s[2])<<4 | hexValue(s[3])
}

// SourceOffset returns the byte offset in the document of byte offset of the
// decoded text of the string v, for a caret inside a value that has escapes.
// Offsets past the end give the closing quote; other kinds give their start.
func (v Value) SourceOffset(offset int) int {
	n := v.node()
	if n.kind != String {
		return int(n.start)
	}
	at, last := int(n.start)+1, int(n.end)-1
	if !n.escaped {
		return min(at+max(offset, 0), last)
	}
	for at < last && offset > 0 {
		size, decoded := 1, 1
		if v.doc.src[at] == '\\' {
			var r rune
			r, size = unescape(v.doc.src[at:last])
			decoded = utf8.RuneLen(r)
		}
		if offset < decoded {
			break
		}
		at, offset = at+size, offset-decoded
	}
	return at
}

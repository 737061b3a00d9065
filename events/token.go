package events

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// word reads a number or a literal.
func (m *Matcher) word(t *trie) bool {
	start := m.pos
	for m.pos < len(m.data) && isWord(m.data[m.pos]) {
		m.pos++
	}
	text := m.data[start:m.pos]
	if len(text) == 0 {
		return false
	}
	if c := text[0]; c == '-' || '0' <= c && c <= '9' {
		if t == nil || len(t.fields) == 0 {
			return true
		}
		if !isNumber(text) {
			return false
		}
		// One that a float64 cannot hold is read as an infinity, which no pattern names.
		n, _ := strconv.ParseFloat(string(text), 64)
		m.leaf(t, &leaf{kind: leafNumber, number: n})
		return true
	}
	switch string(text) {
	case "true", "false", "null":
		if t != nil && len(t.fields) > 0 {
			m.leaf(t, &leaf{kind: leafLiteral, text: text})
		}
		return true
	}
	return false
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'E'
}

// isNumber reports whether a word is a number of JSON; strconv knows more of them.
func isNumber(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte{'-'})
	whole := digits(text)
	if whole == 0 || whole > 1 && text[0] == '0' {
		return false
	}
	text = text[whole:]
	if len(text) > 0 && text[0] == '.' {
		part := digits(text[1:])
		if part == 0 {
			return false
		}
		text = text[1+part:]
	}
	if len(text) > 0 && text[0]|0x20 == 'e' {
		text = text[1:]
		if len(text) > 0 && (text[0] == '+' || text[0] == '-') {
			text = text[1:]
		}
		part := digits(text)
		if part == 0 {
			return false
		}
		text = text[part:]
	}
	return len(text) == 0
}

// digits returns how many digits a text begins with.
func digits(text []byte) int {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n
}

// stringToken reads a string and returns what stands between its quotes.
func (m *Matcher) stringToken() (raw []byte, escaped, ok bool) {
	if m.peek() != '"' {
		return nil, false, false
	}
	start := m.pos + 1
	for i := start; i < len(m.data); {
		n := bytes.IndexByte(m.data[i:], '"')
		if n < 0 {
			break
		}
		slashes := 0
		for k := i + n - 1; k >= start && m.data[k] == '\\'; k-- {
			slashes++
		}
		if i += n + 1; slashes%2 == 0 {
			m.pos = i
			raw = m.data[start : i-1]
			return raw, bytes.IndexByte(raw, '\\') >= 0, true
		}
	}
	return nil, false, false
}

// appendDecoded appends a string without its escapes.
func appendDecoded(dst, raw []byte) []byte {
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if c != '\\' || i+1 == len(raw) {
			dst = append(dst, c)
			continue
		}
		i++
		switch raw[i] {
		case 'b':
			dst = append(dst, '\b')
		case 'f':
			dst = append(dst, '\f')
		case 'n':
			dst = append(dst, '\n')
		case 'r':
			dst = append(dst, '\r')
		case 't':
			dst = append(dst, '\t')
		case 'u':
			r := hex4(raw, i+1)
			i += 4
			if utf16.IsSurrogate(r) && i+6 < len(raw) && raw[i+1] == '\\' && raw[i+2] == 'u' {
				if both := utf16.DecodeRune(r, hex4(raw, i+3)); both != utf8.RuneError {
					r = both
					i += 6
				}
			}
			dst = utf8.AppendRune(dst, r)
		default:
			dst = append(dst, raw[i])
		}
	}
	return dst
}

func hex4(raw []byte, from int) rune {
	if from+4 > len(raw) {
		return utf8.RuneError
	}
	n, err := strconv.ParseUint(string(raw[from:from+4]), 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}

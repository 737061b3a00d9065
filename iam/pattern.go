package iam

import (
	"bytes"
	"math"
	"strings"
	"unicode/utf8"
)

// patternKind says which of the ways to match is enough for a pattern.
type patternKind uint8

const (
	patternExact    patternKind = iota // no wildcard
	patternAll                         // "*"
	patternPrefix                      // literal, and then anything
	patternGlob                        // code
	patternVariable                    // code, after its variables got their values
)

// pattern is one value of a policy, compiled.
type pattern struct {
	kind      patternKind
	text      string // the literal beginning, for patternExact all of it
	code      []byte // what follows it
	variables []variable
	least     int // bytes: a shorter text cannot match
	most      int // bytes: a longer text cannot match
}

// variable is ${key} or ${key, 'fallback'} in a value.
type variable struct {
	key         contextKey
	fallback    string
	hasFallback bool
}

// dialect says what is special in a value, which depends on where it stands.
type dialect uint8

const (
	wildcards dialect = 1 << iota // * and ? are wildcards
	variables                     // ${…} is replaced (Version 2012-10-17)
	folded                        // matched against text in lower case
)

// variableError says what is wrong with a ${…} of a value.
type variableError struct {
	offset, length int
	message        string
}

// compilePattern compiles a value. The error, if any, is that of the first
// malformed variable; the pattern is then that of the text as it stands.
func compilePattern(value string, d dialect) (pattern, *variableError) {
	value = strings.ToValidUTF8(value, "\uFFFD")
	if d&folded != 0 {
		value = lowerASCII(value)
	}
	code := make([]byte, 0, len(value))
	var found []variable
	var failed *variableError
	for i := 0; i < len(value); {
		switch c := value[i]; {
		case d&wildcards != 0 && c == '*':
			if len(code) == 0 || code[len(code)-1] != codeStar {
				code = append(code, codeStar)
			}
		case d&wildcards != 0 && c == '?':
			code = append(code, codeAny)
		case d&variables != 0 && c == '$' && strings.HasPrefix(value[i:], "${"):
			v, literal, size, err := cutVariable(value[i:])
			if err != nil {
				if failed == nil {
					err.offset += i
					failed = err
				}
				code = append(code, value[i:i+size]...)
			} else if literal != "" {
				code = append(code, literal...)
			} else {
				code = append(code, codeVariable)
				found = append(found, v)
			}
			i += size
			continue
		default:
			code = append(code, c)
		}
		i++
	}
	return newPattern(code, found), failed
}

func newPattern(code []byte, found []variable) pattern {
	p := pattern{kind: patternGlob, code: code, variables: found}
	for _, c := range code {
		if c < codeVariable {
			p.least++
		}
	}
	// A character that ? stands for has one byte at least.
	p.least += bytes.Count(code, []byte{codeAny})
	special := len(code) - p.least + bytes.Count(code, []byte{codeAny})
	p.most = utf8.UTFMax * p.least
	if len(found) > 0 || bytes.IndexByte(code, codeStar) >= 0 {
		p.most = math.MaxInt
	}
	literal := 0
	for literal < len(code) && code[literal] < codeVariable {
		literal++
	}
	p.text, p.code = string(code[:literal]), code[literal:]
	switch {
	case len(found) > 0:
		p.kind = patternVariable
	case special == 0:
		p.kind = patternExact
	case len(p.code) == 1 && literal == 0 && code[0] == codeStar:
		p.kind = patternAll
	case special == 1 && code[len(code)-1] == codeStar:
		p.kind = patternPrefix
	}
	return p
}

// cutVariable reads the variable that s starts with. size is its length in s;
// literal is what an escape such as ${*} stands for.
func cutVariable(s string) (v variable, literal string, size int, err *variableError) {
	fail := func(length int, message string) (variable, string, int, *variableError) {
		return variable{}, "", length, &variableError{0, length, message}
	}
	end := strings.IndexByte(s, '}')
	if open := strings.IndexByte(s, '\''); open >= 0 && open < end {
		// A default may hold a brace; it ends at its own quote.
		closing := strings.IndexByte(s[open+1:], '\'')
		if closing < 0 {
			return fail(2, "the default of a policy variable has no closing quote")
		}
		after := open + 1 + closing + 1
		if end = strings.IndexByte(s[after:], '}'); end >= 0 {
			end += after
		}
	}
	if end < 0 {
		return fail(2, "a policy variable has no closing brace")
	}
	size = end + 1
	inner := s[2:end]
	switch inner {
	case "":
		return fail(size, "a policy variable has no name")
	case "*", "?", "$":
		return variable{}, inner, size, nil
	}
	name, fallback, has := strings.Cut(inner, ",")
	if has {
		fallback = strings.Trim(fallback, " ")
		if len(fallback) < 2 || fallback[0] != '\'' || fallback[len(fallback)-1] != '\'' {
			return fail(size, "the default of a policy variable stands in single quotes")
		}
		fallback = fallback[1 : len(fallback)-1]
		name = strings.TrimRight(name, " ")
	}
	for i := range len(name) {
		switch c := name[i]; {
		case c == ' ':
			return fail(size, "a policy variable holds a space")
		case c == '$' || c == '{' || c == '*' || c == '?' || c == '\'' || c == '"':
			return fail(size, "a policy variable holds the character "+string(rune(c)))
		}
	}
	if name == "" {
		return fail(size, "a policy variable has no name")
	}
	return variable{newContextKey(name), fallback, has}, "", size, nil
}

// match reports whether p matches all of text. It does not allocate but for
// patterns that glob gives up on.
func (p *pattern) match(q *Prepared, text string) bool {
	switch p.kind {
	case patternExact:
		return text == p.text
	case patternAll:
		return true
	}
	if len(text) < p.least || len(text) > p.most || !strings.HasPrefix(text, p.text) {
		return false
	}
	rest := text[len(p.text):]
	switch p.kind {
	case patternPrefix:
		return true
	case patternGlob:
		return glob(p.code, q.bytes(rest))
	}
	return q.expand(p, len(text)) && glob(q.scratch, q.bytes(rest))
}

// bytes copies text to memory of q, which is valid until the next call.
func (q *Prepared) bytes(text string) []byte {
	q.text = append(q.text[:0], text...)
	return q.text
}

// MatchWildcards reports whether pattern matches all of text as IAM compares names:
// * stands for any run of characters, the empty one too, ? for one character.
// Case counts, and variables are plain text.
func MatchWildcards(pattern, text string) bool {
	p, _ := compilePattern(pattern, wildcards)
	return p.match(new(Prepared), text)
}

// matchFold is match for a pattern compiled as folded and a text in lower case.
func (p *pattern) matchFold(text []byte) bool {
	switch p.kind {
	case patternExact:
		return string(text) == p.text
	case patternAll:
		return true
	}
	if len(text) < p.least || len(text) > p.most || string(text[:len(p.text)]) != p.text {
		return false
	}
	return p.kind == patternPrefix || glob(p.code, text[len(p.text):])
}

// matchEqual reports whether p, which has no wildcards, is text, with or without
// regard to case.
func (p *pattern) matchEqual(q *Prepared, text string, ignoreCase bool) bool {
	switch {
	case p.kind == patternExact && ignoreCase:
		return strings.EqualFold(p.text, text)
	case p.kind == patternExact:
		return p.text == text
	case !ignoreCase:
		return strings.HasPrefix(text, p.text) && q.expand(p, len(text)) && string(q.scratch) == text[len(p.text):]
	}
	// Letters that differ in case only can differ in length.
	if !q.expand(p, utf8.UTFMax*len(text)) {
		return false
	}
	q.text = append(append(q.text[:0], p.text...), q.scratch...)
	return equalFold(q.text, text)
}

// equalFold is strings.EqualFold for a byte slice and a string.
func equalFold(a []byte, b string) bool {
	for len(a) > 0 && len(b) > 0 {
		ra, na := utf8.DecodeRune(a)
		rb, nb := utf8.DecodeRuneInString(b)
		if ra != rb && !strings.EqualFold(b[:nb], string(ra)) {
			return false
		}
		a, b = a[na:], b[nb:]
	}
	return len(a) == len(b)
}

// expand writes the code of p with the values of its variables to q.scratch. It reports
// false when a variable has no value, or when the result has more than most
// literal bytes, which no text of that length matches.
func (q *Prepared) expand(p *pattern, most int) bool {
	if p.least > most {
		return false
	}
	literal, next := p.least, 0
	out, rest := q.scratch[:0], p.code
	for {
		at := bytes.IndexByte(rest, codeVariable)
		if at < 0 {
			q.scratch = append(out, rest...)
			return true
		}
		v := &p.variables[next]
		value, ok := q.single(&v.key)
		if !ok && v.hasFallback {
			value, ok = v.fallback, true
		}
		literal += len(value)
		// What is not UTF-8 could be taken for a wildcard.
		if !ok || literal > most || !utf8.ValidString(value) {
			return false
		}
		out = append(append(out, rest[:at]...), value...)
		q.scratch = out
		rest, next = rest[at+1:], next+1
	}
}

// lowerASCII lowers the letters A to Z and leaves everything else.
func lowerASCII(s string) string {
	for i := range len(s) {
		if 'A' <= s[i] && s[i] <= 'Z' {
			return string(appendLower(nil, s))
		}
	}
	return s
}

func appendLower(dst []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

package iam

import "strings"

// arnPattern is an ARN with wildcards, matched field by field: a star in the
// account does not reach into the resource. The resource is one field, however
// many colons and slashes it has.
type arnPattern struct {
	all    bool   // the lone "*"
	short  bool   // fewer than six fields; the missing ones are stars
	header string // the first five fields with their colons, when they are literal
	fields [headerFields]pattern
	tail   pattern
}

// compileARN compiles a value that names resources. Variables are recognised
// before the value is split, since their names hold colons.
func compileARN(value string, d dialect) (arnPattern, *variableError) {
	whole, err := compilePattern(value, d|wildcards)
	if whole.kind == patternAll {
		return arnPattern{all: true}, err
	}
	var a arnPattern
	rest, offset, n := value, 0, 0
	for ; n < headerFields; n++ {
		end := fieldEnd(rest, d)
		a.fields[n], _ = compilePattern(rest[:end], d|wildcards)
		if end == len(rest) {
			break
		}
		rest, offset = rest[end+1:], offset+end+1
	}
	if n < headerFields {
		a.short = true
		for i := n + 1; i < headerFields; i++ {
			a.fields[i] = pattern{kind: patternAll}
		}
		a.tail = pattern{kind: patternAll}
		return a, err
	}
	a.tail, _ = compilePattern(rest, d|wildcards)
	literal := true
	for i := range a.fields {
		literal = literal && a.fields[i].kind == patternExact
	}
	if literal {
		a.header = strings.ToValidUTF8(value[:offset], "\uFFFD")
	}
	return a, err
}

// fieldEnd returns where the first colon of s stands that is not inside a
// variable, len(s) without one.
func fieldEnd(s string, d dialect) int {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == ':':
			return i
		case d&variables != 0 && strings.HasPrefix(s[i:], "${"):
			if _, _, size, err := cutVariable(s[i:]); err == nil {
				i += size - 1
			}
		}
	}
	return len(s)
}

// match reports whether a matches the ARN text, whose resource starts at offset
// (0: text is no ARN, and only "*" matches it).
func (a *arnPattern) match(q *Prepared, text string, offset int) bool {
	switch {
	case a.all:
		return true
	case offset == 0:
		return false
	case a.header != "":
		return text[:offset] == a.header && a.tail.match(q, text[offset:])
	}
	rest := text
	for i := range a.fields {
		end := strings.IndexByte(rest, ':')
		if !a.fields[i].match(q, rest[:end]) {
			return false
		}
		rest = rest[end+1:]
	}
	return a.tail.match(q, rest)
}

package cql

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// escape reads an escape outside of a class.
func (s *javaScan) escape() {
	off := s.i
	if off+1 == len(s.p) {
		s.broken(off, off+1, "nothing follows the backslash")
		return
	}
	c := s.p[off+1]
	switch {
	case strings.IndexByte("bBAz", c) >= 0:
		s.i += 2
		if c == 'b' && strings.HasPrefix(s.p[s.i:], "{g}") {
			s.i += 3
			s.javaOnly(off, s.i, `the boundary \b{g}`)
		}
		s.element(1)
		return
	case strings.IndexByte("ZGRX", c) >= 0, c >= '1' && c <= '9':
		s.i += 2
		s.javaOnly(off, s.i, "the escape %s", s.p[off:s.i])
		s.element(1)
		return
	case c == 'k':
		s.reference()
		return
	}
	if _, cost := s.character(); !s.stop {
		s.element(cost)
	}
}

// reference reads a reference to a named group.
func (s *javaScan) reference() {
	off := s.i
	name, _, found := strings.Cut(s.p[off+2:], ">")
	if !found || !strings.HasPrefix(name, "<") {
		s.broken(off, off+2, `no <name> follows \k`)
		return
	}
	name = name[1:]
	if slices.Contains(s.groups, name) {
		s.i = off + len(`\k<>`) + len(name)
		s.javaOnly(off, s.i, "the reference %s", s.p[off:s.i])
		s.element(1)
		return
	}
	s.broken(off, off+len(`\k<>`)+len(name), "no group before has the name %q", name)
}

// character reads an escape that stands for a character or a set of characters,
// inside of a class or outside. The rune is none for a set.
func (s *javaScan) character() (r rune, cost int) {
	off := s.i
	r, size := utf8.DecodeRuneInString(s.p[off+1:])
	s.i += 1 + size
	switch {
	case r >= utf8.RuneSelf:
		s.javaOnly(off, s.i, "the escape %s", s.p[off:s.i])
		return r, 1
	case !isWord(byte(r)) || r == '_':
		return r, 1
	}
	switch r {
	case 'd', 'D', 's', 'S', 'w', 'W':
		return none, 1
	case 'h', 'H', 'v', 'V':
		s.javaOnly(off, s.i, "the escape %s", s.p[off:s.i])
		return none, 1
	case 'p', 'P':
		s.property(off)
		return none, costClass
	case 't':
		return '\t', 1
	case 'n':
		return '\n', 1
	case 'r':
		return '\r', 1
	case 'f':
		return '\f', 1
	case 'a':
		return '\a', 1
	case 'x':
		return s.hexadecimal(off), 1
	}
	return s.javaCharacter(off, r), 1
}

// javaCharacter reads the escapes for one character that only Java has. What
// cannot be read there is broken.
func (s *javaScan) javaCharacter(off int, c rune) rune {
	rest := s.p[s.i:]
	switch {
	case c == 'e':
		c = 0x1b
	case c == 'c' && rest != "":
		var size int
		c, size = utf8.DecodeRuneInString(rest)
		c ^= 64
		s.i += size
	case c == 'u' && hexDigits(rest) >= 4:
		c = hexValue(rest[:4])
		s.i += 4
	case c == '0' && rest != "" && rest[0] >= '0' && rest[0] <= '7':
		c = s.octal()
	case c == 'N' && strings.HasPrefix(rest, "{") && strings.IndexByte(rest, '}') > 1:
		s.i += strings.IndexByte(rest, '}') + 1
		c = none
	default:
		s.broken(off, s.i, "there is no escape %s", s.p[off:s.i])
		return none
	}
	s.javaOnly(off, s.i, "the escape %s", s.p[off:s.i])
	return c
}

// octal reads one to three digits, up to 0377.
func (s *javaScan) octal() (c rune) {
	for n := 0; n < 3 && s.i < len(s.p) && s.p[s.i] >= '0' && s.p[s.i] <= '7'; n++ {
		v := c*8 + rune(s.p[s.i]-'0')
		if v > 0o377 {
			break
		}
		c = v
		s.i++
	}
	return c
}

// hexadecimal reads what follows \x: two digits, or digits in braces.
func (s *javaScan) hexadecimal(off int) rune {
	rest := s.p[s.i:]
	digits, end := rest[:min(2, hexDigits(rest))], 2
	if strings.HasPrefix(rest, "{") {
		n := hexDigits(rest[1:])
		digits, end = rest[1:1+n], n+2
		if n == 0 || 1+n >= len(rest) || rest[1+n] != '}' {
			digits = ""
		}
	} else if len(digits) < 2 {
		digits = ""
	}
	if digits == "" || hexValue(digits) > utf8.MaxRune {
		s.broken(off, s.i, `two hexadecimal digits, or {…} with a code point, must follow \x`)
		return none
	}
	s.i += end
	r := hexValue(digits)
	switch {
	case s.fold && r >= utf8.RuneSelf:
		s.javaOnly(off, s.i, foldMessage)
	case !utf8.ValidRune(r):
		s.javaOnly(off, s.i, "half of a surrogate pair")
	}
	return r
}

func hexDigits(s string) int {
	for i := range len(s) {
		if c := s[i]; !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return i
		}
	}
	return len(s)
}

// hexValue reads hexadecimal digits; the value stops growing above every rune.
func hexValue(s string) (r rune) {
	for i := range len(s) {
		d := rune(s[i] | 0x20)
		if d >= 'a' {
			d -= 'a' - 10
		} else {
			d -= '0'
		}
		r = min(r*16+d, utf8.MaxRune+1)
	}
	return r
}

// property reads what follows \p: one letter, or a name in braces.
func (s *javaScan) property(off int) {
	rest := s.p[s.i:]
	name, end := "", 0
	if strings.HasPrefix(rest, "{") {
		if end = strings.IndexByte(rest, '}'); end < 0 {
			s.broken(off, len(s.p), "the name of the class is never closed")
			return
		}
		name = rest[1:end]
		end++
	} else if rest != "" {
		_, end = utf8.DecodeRuneInString(rest)
		name = rest[:end]
	}
	s.i += end
	switch {
	case isCategory(name):
		if s.fold {
			s.javaOnly(off, s.i, "the class %s under (?i)", s.p[off:s.i])
		}
	case isJavaClass(name):
		s.javaOnly(off, s.i, "the class %s", s.p[off:s.i])
	default:
		s.broken(off, s.i, "Java has no class %s", s.p[off:s.i])
	}
}

// isCategory reports whether both Java and package regexp have the general
// category, with the same meaning.
func isCategory(name string) bool {
	switch name {
	case "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No",
		"P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So",
		"Z", "Zs", "Zl", "Zp", "Cc", "Cf", "Co":
		return true
	}
	return false
}

// isJavaClass reports whether the name has the form of a class that Java has and
// package regexp has not, or not with that meaning. Names of scripts and blocks
// are believed.
func isJavaClass(name string) bool {
	switch name {
	case "C", "Cn", "Cs", "LC", "LD", "L1", "all", "ASCII", "Lower", "Upper", "Alpha", "Digit", "Alnum",
		"Punct", "Graph", "Print", "Blank", "Cntrl", "XDigit", "Space":
		return true
	}
	for _, prefix := range [...]string{"Is", "In", "java", "script=", "sc=", "block=", "blk=", "general_category=", "gc="} {
		if len(name) > len(prefix) && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// class reads a character class.
func (s *javaScan) class() {
	open := s.i
	s.i++
	if s.i < len(s.p) && s.p[s.i] == '^' {
		s.i++
	}
	cost := 1
	for first := true; ; first = false {
		switch {
		case s.i == len(s.p):
			s.broken(open, open+1, "the bracket is never closed")
			return
		case s.p[s.i] == ']' && !first:
			s.i++
			s.element(cost)
			return
		case s.setOperation():
			return
		}
		low, more := s.member()
		if s.stop {
			return
		}
		cost += more - 1
		if low == none || s.i+1 >= len(s.p) || s.p[s.i] != '-' || s.p[s.i+1] == ']' {
			continue
		}
		from := s.i
		s.i++
		if s.setOperation() {
			return
		}
		if high, _ := s.member(); high < low && !s.stop {
			s.broken(from, s.i, "the range %q has no possible character", s.p[from-1:s.i])
		}
		if s.stop {
			return
		}
	}
}

// setOperation stops at what is a union or an intersection of classes in Java,
// and something else in package regexp.
func (s *javaScan) setOperation() bool {
	rest := s.p[s.i:]
	switch {
	case strings.HasPrefix(rest, "["):
		s.javaOnly(s.i, s.i+1, "a class inside a class")
	case strings.HasPrefix(rest, "&&"):
		s.javaOnly(s.i, s.i+2, "the intersection && of classes")
	default:
		return false
	}
	s.stop = true
	return true
}

// member reads one member of a class.
func (s *javaScan) member() (r rune, cost int) {
	if s.p[s.i] == '\\' && s.i+1 < len(s.p) {
		return s.character()
	}
	r, size := utf8.DecodeRuneInString(s.p[s.i:])
	if r == '\\' {
		s.broken(s.i, s.i+1, "nothing follows the backslash")
		return none, 1
	}
	if s.fold && r >= utf8.RuneSelf {
		s.javaOnly(s.i, s.i+size, foldMessage)
	}
	s.i += size
	return r, 1
}

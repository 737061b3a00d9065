package cql

import "unicode/utf8"

// The ASCII characters of attribute names and of values without quotes, as bit
// sets over 0 to 63 and 64 to 127.
const (
	nameLow   = (1<<10-1)<<'0' | 1<<'-' | 1<<'.' | 1<<'/'
	nameHigh  = (1<<26-1)<<('A'-64) | (1<<26-1)<<('a'-64) | 1<<('_'-64) | 1<<('\\'-64)
	valueLow  = nameLow | 1<<':' | 1<<'+'
	valueHigh = nameHigh | 1<<('@'-64)
	wordLow   = (1<<10 - 1) << '0'
	wordHigh  = (1<<26-1)<<('A'-64) | (1<<26-1)<<('a'-64) | 1<<('_'-64)
)

func inSet(c byte, low, high uint64) bool {
	if c < 64 {
		return low>>c&1 != 0
	}
	return c < 128 && high>>(c-64)&1 != 0
}

func isName(c byte) bool  { return inSet(c, nameLow, nameHigh) }
func isValue(c byte) bool { return c >= utf8.RuneSelf || inSet(c, valueLow, valueHigh) }
func isWord(c byte) bool  { return inSet(c, wordLow, wordHigh) }
func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func skipBlanks(s string, i int) int {
	for i < len(s) && isBlank(s[i]) {
		i++
	}
	return i
}

// doubled reports whether && or || stands at i.
func doubled(s string, i int) bool {
	return i+1 < len(s) && s[i] == s[i+1] && (s[i] == '&' || s[i] == '|')
}

// keywordAt reports whether the word stands at i as a keyword: not as the
// beginning of something longer.
func keywordAt(s string, i int, word string) bool {
	if len(s)-i < len(word) || s[i:i+len(word)] != word {
		return false
	}
	return wordEnds(s, i+len(word))
}

// wordEnds reports whether a keyword may end before i.
func wordEnds(s string, i int) bool {
	if i >= len(s) {
		return true
	}
	switch s[i] {
	case ':', '.', '-', '/', '=':
		return false
	}
	return !isWord(s[i])
}

// bareValueEnd returns the end of the value without quotes that starts at i. The
// run may end at a character that cannot follow a value: see valueMayEnd.
func bareValueEnd(s string, i int) int {
	for i < len(s) && isValue(s[i]) {
		i++
	}
	return i
}

// valueMayEnd reports whether a value without quotes may end before i.
func valueMayEnd(s string, i int) bool {
	return i >= len(s) || isBlank(s[i]) || s[i] == ')' || s[i] == ',' || s[i] == ']' || doubled(s, i)
}

// barePatternEnd returns the end of the pattern without quotes that starts at i:
// a blank or && or || outside of brackets and parentheses, a parenthesis that
// closes none of the pattern's own, or the end of s.
func barePatternEnd(s string, i int) int {
	for i < len(s) {
		switch c := s[i]; {
		case isBlank(c), c == ')', doubled(s, i):
			return i
		case c == '(':
			i = groupEnd(s, i)
		case c == '[':
			i = classEnd(s, i)
		case c == '\\':
			i += 2
		default:
			i++
		}
	}
	return len(s)
}

// groupEnd returns the index behind the parenthesis that closes the one at i, or
// the length of s.
func groupEnd(s string, i int) int {
	for depth := 0; i < len(s); {
		switch s[i] {
		case '\\':
			i += 2
			continue
		case '[':
			i = classEnd(s, i)
			continue
		case '(':
			depth++
		case ')':
			depth--
		}
		i++
		if depth == 0 {
			return i
		}
	}
	return len(s)
}

// classEnd returns the index behind the bracket that closes the one at i, or the
// length of s. A bracket right after the first one is a character of the class,
// and classes nest, as in Java.
func classEnd(s string, i int) int {
	i++
	if i < len(s) && s[i] == '^' {
		i++
	}
	if i < len(s) && s[i] == ']' {
		i++
	}
	for depth := 1; i < len(s); {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			depth--
		}
		i++
		if depth == 0 {
			return i
		}
	}
	return len(s)
}

// countAtoms estimates the number of comparisons from the connectives, so that
// their memory is allocated once.
func countAtoms(s string) int {
	n := 1
	for i := 0; i+1 < len(s); i++ {
		switch s[i] {
		case '&', '|':
			if s[i+1] == s[i] {
				n++
				i++
			}
		case ' ':
			if keywordAt(s, i+1, "and") || keywordAt(s, i+1, "or") {
				n++
			}
		}
	}
	return min(n, maxAtoms)
}

package cql

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SyntaxError is the error of [Parse]: what is wrong, where, and what to write
// instead. Match it by Code; messages may change in any release.
type SyntaxError struct {
	Code       Code
	Offset     int    // of the token, in bytes from the start of Expr
	Len        int    // of the token, in bytes; 0 where something is missing
	Expr       string // the whole expression
	Token      string // Expr[Offset:Offset+Len]; empty for what exceeds the length
	Suggestion string // what to write in place of the token; empty where nothing is certain enough
	Message    string // lower case, no final stop, without the place
}

// Column returns the place of the token in characters, from 1.
func (e *SyntaxError) Column() int { return utf8.RuneCountInString(e.Expr[:e.Offset]) + 1 }

// Error returns the error on one line: the column, the message and the
// suggestion.
func (e *SyntaxError) Error() string {
	return "cql: column " + strconv.Itoa(e.Column()) + ": " + e.text()
}

// Detail returns the error on three lines: the part of the expression round the
// token, marks under the token, and the message with the suggestion.
//
//	attribute:stack = prod
//	                ^
//	unknown operator "="; did you mean "=="?
func (e *SyntaxError) Detail() string {
	return Caret(e.Expr, e.Offset, e.Len) + "\n" + e.text()
}

func (e *SyntaxError) text() string {
	if e.Suggestion == "" {
		return e.Message
	}
	return e.Message + "; did you mean " + strconv.Quote(e.Suggestion) + "?"
}

// caretWidth is how many characters before and behind the token Caret shows.
const caretWidth = 60

// Caret returns two lines: the line of src that holds the byte at offset, and
// under it a mark ^ for each character of the length bytes from there, at least
// one. Of a long line only what is near the mark is shown. Tabs are kept in both
// lines, so that the marks stand in their place; every character is taken to be
// as wide as another.
func Caret(src string, offset, length int) string {
	offset = min(max(offset, 0), len(src))
	end := min(max(offset+length, offset), len(src))
	from := strings.LastIndexByte(src[:offset], '\n') + 1
	to := len(src)
	if i := strings.IndexByte(src[offset:], '\n'); i >= 0 {
		to = offset + i
	}
	end = min(end, to)
	lead, tail := "", ""
	if start := back(src[from:offset], caretWidth); start > 0 {
		from, lead = from+start, "…"
	}
	if stop := ahead(src[offset:to], caretWidth); stop < to-offset {
		to, tail = offset+stop, "…"
	}
	end = min(end, to)
	var b strings.Builder
	b.WriteString(lead + strings.TrimRight(src[from:to], "\r") + tail + "\n")
	for _, r := range lead + src[from:offset] {
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	b.WriteString(strings.Repeat("^", max(1, utf8.RuneCountInString(src[offset:end]))))
	return b.String()
}

// back returns where the last n characters of s begin.
func back(s string, n int) int {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return i
}

// ahead returns where the first n characters of s end.
func ahead(s string, n int) int {
	i := 0
	for ; n > 0 && i < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return i
}

// fail sets the error and returns false.
func (p *parser) fail(code Code, off, end int, suggestion, format string, args ...any) bool {
	p.err = &SyntaxError{
		Code: code, Offset: off, Len: end - off, Expr: p.src, Token: p.src[off:end],
		Suggestion: suggestion, Message: fmt.Sprintf(format, args...),
	}
	return false
}

// placeholder fails when an unfilled placeholder stands at off.
func (p *parser) placeholder(off int) (failed bool) {
	end := placeholderEnd(p.src, off)
	if end == 0 {
		return false
	}
	return !p.fail(CodePlaceholder, off, end, "", "the placeholder %s is not filled in", p.src[off:end])
}

// placeholderEnd returns the end of the placeholder that starts at i: ${…}, $(…),
// $NAME, {{…}}, {NAME}, <NAME>, %s, or backquotes; 0 when there is none.
func placeholderEnd(s string, i int) int {
	rest := s[min(i, len(s)):]
	for _, pair := range [...][2]string{{"${", "}"}, {"$(", ")"}, {"{{", "}}"}, {"`", "`"}} {
		if inner, ok := strings.CutPrefix(rest, pair[0]); ok {
			if j := strings.Index(inner, pair[1]); j >= 0 {
				return i + len(pair[0]) + j + len(pair[1])
			}
			return len(s)
		}
	}
	name := 1
	for name < len(rest) && (isWord(rest[name]) || rest[name] == '-' || rest[name] == '.' || rest[name] == ' ') {
		name++
	}
	switch {
	case strings.HasPrefix(rest, "%s"):
		return i + len("%s")
	case name == 1:
	case strings.HasPrefix(rest, "$"):
		word := strings.IndexFunc(rest[1:], func(r rune) bool { return r >= utf8.RuneSelf || !isWord(byte(r)) })
		if word < 0 {
			return len(s)
		}
		return i + 1 + word
	case name < len(rest) && (rest[0] == '<' && rest[name] == '>' || rest[0] == '{' && rest[name] == '}'):
		return i + name + 1
	}
	return 0
}

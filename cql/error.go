package cql

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// SyntaxError is the error of [Parse]: what is wrong, where, and what to write
// instead. Match it by Code; messages may change in any release.
type SyntaxError struct {
	Code       Code
	Offset     int    // of the token, in bytes from the start of Expr
	Len        int    // of the token, in bytes; 0 where something is missing
	Expr       string // the whole expression
	Token      string // Expr[Offset:Offset+Len], except that it is empty for a text that is too long
	Suggestion string // what to write in place of the token; empty where nothing is certain enough
	Message    string // lower case, no final stop, without the place
}

// Column returns the place of the token in characters, from 1.
func (e *SyntaxError) Column() int { return utf8.RuneCountInString(e.Expr[:e.Offset]) + 1 }

// Error returns the error on one line: the column, the message and the
// suggestion.
func (e *SyntaxError) Error() string {
	s := "cql: column " + strconv.Itoa(e.Column()) + ": " + e.Message
	if e.Suggestion != "" {
		s += "; did you mean " + strconv.Quote(e.Suggestion) + "?"
	}
	return s
}

// fail sets the error and returns false.
func (p *parser) fail(code Code, off, end int, suggestion, format string, args ...any) bool {
	p.err = &SyntaxError{
		Code: code, Offset: off, Len: end - off, Expr: p.src, Token: p.src[off:end],
		Suggestion: suggestion, Message: fmt.Sprintf(format, args...),
	}
	return false
}

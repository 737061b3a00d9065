package schedule

import (
	"strconv"
	"strings"
)

// ErrorCode says what is wrong with an expression. Codes are stable, the texts
// that they print are not.
type ErrorCode uint8

// The reasons for which an expression is refused.
const (
	BadForm        ErrorCode = iota // none of at(…), rate(…), cron(…)
	BadLength                       // longer than MaxLength
	BadBlank                        // blanks around the expression or inside a word
	BadFieldCount                   // a cron with other than six fields (seven with seconds)
	BadValue                        // neither a number nor a name that the field knows
	BadRange                        // a number outside the field's range
	BadStep                         // a step of zero, or none behind the slash
	BadList                         // an empty element, or a list where none may stand
	BadSpecial                      // ? L W # where the field or the place has none
	BadDayFields                    // not exactly one of the two day fields is ?
	BadRate                         // a rate whose value is no positive number
	BadUnit                         // a rate whose unit is unknown, or does not agree with its value
	BadTime                         // an at whose time is not yyyy-mm-ddThh:mm:ss, or does not exist
	NotDocumented                   // a form that AWS does not document, under Options.RefuseUndocumented
	errorCodeCount = iota
)

// String returns the name of the code, such as bad-field-count.
func (c ErrorCode) String() string {
	names := [errorCodeCount]string{
		"bad-form", "bad-length", "bad-blank", "bad-field-count", "bad-value", "bad-range", "bad-step",
		"bad-list", "bad-special", "bad-day-fields", "bad-rate", "bad-unit", "bad-time", "not-documented",
	}
	if int(c) < len(names) {
		return names[c]
	}
	return "error-code-" + strconv.Itoa(int(c))
}

// Field is the part of an expression that an error or a note is about.
type Field uint8

// The fields of the three kinds of expression.
const (
	NoField    Field = iota // the expression as a whole
	Second                  // first of seven cron fields; read and not honoured
	Minute                  // 0-59
	Hour                    // 0-23
	DayOfMonth              // 1-31
	Month                   // 1-12 or JAN-DEC
	DayOfWeek               // 1-7 or SUN-SAT; 1 is Sunday
	Year                    // 1970-2199
	RateValue               // the number of a rate
	RateUnit                // the unit of a rate
	AtTime                  // the time of an at
	fieldCount = iota
)

// String returns the field's name in words, such as day of month.
func (f Field) String() string {
	names := [fieldCount]string{
		"expression", "second", "minute", "hour", "day of month", "month", "day of week", "year",
		"rate value", "rate unit", "time",
	}
	if int(f) < len(names) {
		return names[f]
	}
	return "field-" + strconv.Itoa(int(f))
}

// SyntaxError tells why an expression was refused and where. Every error of
// this package is one.
type SyntaxError struct {
	Code       ErrorCode
	Offset     int    // bytes into Expr
	Len        int    // bytes of what is wrong; 0 where something is missing
	Field      Field  // NoField when it is about the whole
	Expr       string // what was parsed
	Problem    string // what is wrong there, in words
	Suggestion string // a whole expression that parses and is probably meant; empty when there is none
}

// Error returns field, problem, place and suggestion on one line.
func (e *SyntaxError) Error() string {
	var b strings.Builder
	b.WriteString("schedule ")
	if len(e.Expr) <= maxQuoted {
		b.WriteString(strconv.Quote(e.Expr))
	} else {
		b.WriteString("of " + strconv.Itoa(len(e.Expr)) + " bytes")
	}
	b.WriteString(": ")
	if e.Field != NoField {
		b.WriteString(e.Field.String() + ": ")
	}
	b.WriteString(e.Problem + " (at byte " + strconv.Itoa(e.Offset) + ")")
	if e.Suggestion != "" {
		b.WriteString("; perhaps " + e.Suggestion)
	}
	return b.String()
}

// maxQuoted keeps messages on one line of a terminal or so; longer texts are
// named by their length.
const maxQuoted = 120

package schedule

import (
	"strconv"
	"strings"
	"time"
)

// parse fills s from its expression.
func (s *Schedule) parse() *SyntaxError {
	expr := s.expr
	if len(expr) > MaxLength {
		return &SyntaxError{Code: BadLength, Offset: MaxLength, Len: len(expr) - MaxLength, Problem: strconv.Itoa(len(expr)) + " bytes, at most " + strconv.Itoa(MaxLength) + " are read"}
	}
	if trimmed := strings.TrimSpace(expr); trimmed != expr && trimmed != "" {
		e := &SyntaxError{Code: BadBlank, Problem: "blanks around the expression"}
		if expr[0] != trimmed[0] {
			e.Len = strings.Index(expr, trimmed)
		} else {
			e.Offset, e.Len = len(trimmed), len(expr)-len(trimmed)
		}
		e.Suggestion = s.accepted(trimmed)
		return e
	}
	open := strings.IndexByte(expr, '(')
	if open < 0 || expr[len(expr)-1] != ')' {
		return s.badForm()
	}
	inner := expr[open+1 : len(expr)-1]
	switch expr[:open] {
	case "at":
		return s.parseAt(inner, open+1)
	case "rate":
		return s.parseRate(inner, open+1)
	case "cron":
		return s.parseCron(inner, open+1)
	}
	return s.badForm()
}

// accepted returns expr if it parses, else "". A try makes no suggestions itself.
func (s *Schedule) accepted(expr string) string {
	if s.try || len(expr) > MaxLength {
		return ""
	}
	if try := (&Schedule{expr: expr, opts: s.opts, try: true}); try.parse() == nil {
		return expr
	}
	return ""
}

// badForm refuses what is none of the three forms, and guesses which was meant.
func (s *Schedule) badForm() *SyntaxError {
	e := &SyntaxError{Code: BadForm, Len: len(s.expr), Problem: "none of at(…), rate(…), cron(…)"}
	text := strings.TrimSpace(s.expr)
	fields := strings.Fields(text)
	candidates := []string{"cron(" + text + ")", "rate(" + text + ")", "at(" + text + ")", strings.ToLower(text), text + ")"}
	if len(fields) == 5 { // Unix: day of week counts from 0, no year
		candidates = append(candidates, "cron("+unixFields(fields)+")")
	}
	if word, rest, ok := strings.Cut(text, " ("); ok {
		candidates = append(candidates, word+"("+rest)
	}
	for _, c := range candidates {
		if e.Suggestion = s.accepted(c); e.Suggestion != "" {
			break
		}
	}
	return e
}

// unixFields turns the five fields of a Unix cron into AWS's six, as far as plain
// numbers go.
func unixFields(f []string) string {
	dayOfMonth, dayOfWeek := f[2], f[4]
	if n, err := strconv.Atoi(dayOfWeek); err == nil && n >= 0 && n <= 7 {
		dayOfWeek = strconv.Itoa(n%7 + 1)
	}
	switch {
	case dayOfWeek == "*":
		dayOfWeek = "?"
	case dayOfMonth == "*":
		dayOfMonth = "?"
	}
	return strings.Join([]string{f[0], f[1], dayOfMonth, f[3], dayOfWeek, "*"}, " ")
}

const atLayout = "2006-01-02T15:04:05"

func (s *Schedule) parseAt(text string, offset int) *SyntaxError {
	s.kind = At
	t, err := time.Parse(atLayout, text)
	if err != nil || len(text) != len(atLayout) {
		e := &SyntaxError{Code: BadTime, Offset: offset, Len: len(text), Field: AtTime, Problem: "not a time that exists, in the form yyyy-mm-ddThh:mm:ss"}
		e.Suggestion = s.accepted("at(" + repairTime(text) + ")")
		return e
	}
	s.at = t.Unix()
	return nil
}

// repairTime turns other spellings of a time into that of at.
func repairTime(text string) string {
	text = strings.TrimSpace(text)
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02", time.RFC3339, "2006-01-02T15:04:05.999"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Format(atLayout)
		}
	}
	return ""
}

// maxRate keeps a rate inside an int64 of seconds, far beyond any year.
const maxRate = 1 << 40

func (s *Schedule) parseRate(text string, offset int) *SyntaxError {
	s.kind = Rate
	value, unit, ok := strings.Cut(text, " ")
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n <= 0 || n > maxRate || value[0] == '+' {
		return &SyntaxError{Code: BadRate, Offset: offset, Len: len(value), Field: RateValue, Problem: "not a positive whole number", Suggestion: s.accepted("rate(" + spaced(text) + ")")}
	}
	at := offset + len(value)
	if ok {
		at++
	}
	fail := func(problem string) *SyntaxError {
		return &SyntaxError{Code: BadUnit, Offset: at, Len: len(unit), Field: RateUnit, Problem: problem, Suggestion: s.accepted("rate(" + agreeing(n, unit) + ")")}
	}
	single, plural := strings.CutSuffix(unit, "s")
	seconds := map[string]int64{"minute": 60, "hour": 3600, "day": 86400}[single]
	switch {
	case seconds == 0:
		return fail("none of minute, minutes, hour, hours, day, days")
	case plural == (n == 1) && !s.opts.AnyPlural:
		return fail("the unit does not agree with the value")
	}
	s.every = n * seconds
	return nil
}

// spaced puts a blank between a number and its unit.
func spaced(text string) string {
	i := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if i <= 0 {
		return text
	}
	return text[:i] + " " + strings.TrimSpace(text[i:])
}

// agreeing returns a rate with the unit that was probably meant.
func agreeing(n int64, unit string) string {
	unit = strings.ToLower(strings.TrimSpace(unit))
	for _, u := range []string{"minute", "hour", "day"} {
		if strings.HasPrefix(unit, u[:1]) {
			unit = u
			break
		}
	}
	if n != 1 {
		unit += "s"
	}
	return strconv.FormatInt(n, 10) + " " + unit
}

// note adds a note, or refuses what is not documented when the options ask for it.
func (s *Schedule) note(code NoteCode, field Field, offset, length int, text string) *SyntaxError {
	if code == Undocumented && s.opts.RefuseUndocumented {
		return &SyntaxError{Code: NotDocumented, Offset: offset, Len: length, Field: field, Problem: text}
	}
	s.notes = append(s.notes, Note{code, offset, length, field, text})
	return nil
}

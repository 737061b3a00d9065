package schedule

import (
	"iter"
	"math/bits"
	"strconv"
	"strings"
)

// word is a field of a cron and where it stands.
type word struct {
	text   string
	offset int
}

// elements are the parts of a list between its commas; an empty text has one.
func (w word) elements() iter.Seq[word] {
	return func(yield func(word) bool) {
		for rest, more := w, true; more; {
			e := rest
			e.text, rest.text, more = strings.Cut(rest.text, ",")
			rest.offset += len(e.text) + 1
			if !yield(e) {
				return
			}
		}
	}
}

const cronFields = 6

func (s *Schedule) parseCron(text string, offset int) *SyntaxError {
	s.kind = Cron
	var room [8]word
	words := splitFields(room[:0], text, offset)
	switch len(words) {
	case cronFields:
	case cronFields + 1:
		if err := s.second(words[0]); err != nil {
			return err
		}
		words = words[1:]
	default:
		return s.fieldCount(words, text, offset)
	}
	p := cronParser{s: s, c: &s.cron}
	if err := p.fields(words); err != nil {
		return err
	}
	s.finish(offset, len(text))
	return nil
}

func splitFields(words []word, text string, offset int) []word {
	for i := 0; i < len(text); {
		if text[i] == ' ' || text[i] == '\t' {
			i++
			continue
		}
		from := i
		for i < len(text) && text[i] != ' ' && text[i] != '\t' {
			i++
		}
		if len(words) == cap(words) {
			break // more than any form has
		}
		words = append(words, word{text[from:i], offset + from})
	}
	return words
}

func (s *Schedule) fieldCount(words []word, text string, offset int) *SyntaxError {
	e := &SyntaxError{Code: BadFieldCount, Offset: offset, Len: len(text), Problem: strconv.Itoa(len(strings.Fields(text))) + " fields, a cron has minutes, hours, day of month, month, day of week, year"}
	if len(words) == cronFields-1 {
		var f [cronFields - 1]string
		for i := range f {
			f[i] = words[i].text
		}
		if e.Suggestion = s.accepted("cron(" + text + " *)"); e.Suggestion == "" {
			e.Suggestion = s.accepted("cron(" + unixFields(f[:]) + ")")
		}
	}
	return e
}

// second reads the field that Application Auto Scaling takes in front and does not
// honour.
func (s *Schedule) second(w word) *SyntaxError {
	var p cronParser
	if _, err := p.set(w, Second, 0, 59, nil); err != nil {
		return err
	}
	return s.note(SecondsIgnored, Second, w.offset, len(w.text), "seconds are read and not honoured")
}

type cronParser struct {
	s *Schedule
	c *cron
}

func (p *cronParser) fields(w []word) *SyntaxError {
	if err := p.dayFields(w[2], w[4]); err != nil {
		return err
	}
	minutes, err := p.set(w[0], Minute, 0, 59, nil)
	if err != nil {
		return err
	}
	hours, err := p.set(w[1], Hour, 0, 23, nil)
	if err != nil {
		return err
	}
	months, err := p.set(w[3], Month, 1, 12, monthNames[:])
	if err != nil {
		return err
	}
	p.c.minutes, p.c.hours, p.c.months = minutes, uint32(hours), uint16(months)
	if err := p.years(w[5]); err != nil {
		return err
	}
	if p.c.byDate {
		return p.daysOfMonth(w[2])
	}
	return p.daysOfWeek(w[4])
}

// dayFields finds out which of the two day fields decides.
func (p *cronParser) dayFields(month, week word) *SyntaxError {
	anyDay, anyWeekday := month.text == "?", week.text == "?"
	if anyDay != anyWeekday {
		p.c.byDate = anyWeekday
		return nil
	}
	e := &SyntaxError{Code: BadDayFields, Offset: month.offset, Len: week.offset + len(week.text) - month.offset, Problem: "exactly one of day of month and day of week is ?"}
	if anyDay {
		e.Suggestion = p.replaced(month, "*")
		return e
	}
	if p.s.opts.StarDays && month.text == "*" || week.text == "*" && p.s.opts.StarDays {
		p.c.byDate = week.text == "*"
		return nil
	}
	if month.text == "*" {
		e.Suggestion = p.replaced(month, "?")
	} else {
		e.Suggestion = p.replaced(week, "?")
	}
	return e
}

// replaced returns the expression with another text for a field, if it parses.
func (p *cronParser) replaced(w word, text string) string {
	expr := p.s.expr
	return p.s.accepted(expr[:w.offset] + text + expr[w.offset+len(w.text):])
}

var monthNames = [...]string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}

var dayNames = [...]string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}

// set reads a field of numbers from low to high, which are bits of the result.
// Names stand for the numbers from low on.
func (p *cronParser) set(w word, field Field, low, high int, names []string) (uint64, *SyntaxError) {
	if w.text == "*" {
		return rangeBits(low, high, 1), nil
	}
	var set uint64
	for e := range w.elements() {
		bits, err := p.element(e, field, low, high, names)
		if err != nil {
			return 0, err
		}
		set |= bits
	}
	return set, nil
}

// element reads a value, a range, or either with a step.
func (p *cronParser) element(w word, field Field, low, high int, names []string) (uint64, *SyntaxError) {
	if w.text == "" {
		return 0, &SyntaxError{Code: BadList, Offset: w.offset, Field: field, Problem: "an empty element of a list"}
	}
	body, step, err := splitStep(w, field, high)
	if err != nil {
		return 0, err
	}
	if step > 0 && field == DayOfWeek {
		if err := p.s.note(Undocumented, field, w.offset, len(w.text), "a step is not documented for the day of week"); err != nil {
			return 0, err
		}
	}
	if body.text == "*" {
		if step == 0 {
			return 0, &SyntaxError{Code: BadList, Offset: w.offset, Len: 1, Field: field, Problem: "* stands alone, or before a step"}
		}
		return rangeBits(low, high, step), nil
	}
	first, last, isRange := strings.Cut(body.text, "-")
	a, err := number(word{first, body.offset}, field, low, high, names)
	if err != nil {
		return 0, err
	}
	if !isRange {
		if step == 0 {
			return 1 << a, nil
		}
		return rangeBits(a, high, step), nil
	}
	b, err := number(word{last, body.offset + len(first) + 1}, field, low, high, names)
	if err != nil {
		return 0, err
	}
	if a > b {
		if err := p.s.wraps(w, field); err != nil {
			return 0, err
		}
	}
	return wrapBits(a, b, low, high, max(step, 1)), nil
}

// wraps notes a range that goes round the end of its field.
func (s *Schedule) wraps(w word, field Field) *SyntaxError {
	if s == nil {
		return nil // the seconds, which do not count
	}
	return s.note(Undocumented, field, w.offset, len(w.text), "a range that goes round is not documented")
}

// splitStep cuts /step off; step is 0 without one.
func splitStep(w word, field Field, high int) (word, int, *SyntaxError) {
	body, text, ok := strings.Cut(w.text, "/")
	if !ok {
		return w, 0, nil
	}
	at := w.offset + len(body) + 1
	n, digits := decimal(text)
	if !digits || n == 0 || n > high {
		return w, 0, &SyntaxError{Code: BadStep, Offset: at, Len: len(text), Field: field, Problem: "a step is a number from 1 to " + strconv.Itoa(high)}
	}
	if body == "" {
		return w, 0, &SyntaxError{Code: BadStep, Offset: w.offset, Len: 1, Field: field, Problem: "a step needs a value, a range or * before it"}
	}
	return word{body, w.offset}, n, nil
}

// decimal reads up to four digits.
func decimal(text string) (int, bool) {
	if text == "" || len(text) > 4 {
		return 0, false
	}
	n := 0
	for i := range len(text) {
		c := text[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

func number(w word, field Field, low, high int, names []string) (int, *SyntaxError) {
	n, ok := decimal(w.text)
	if !ok {
		for i, name := range names {
			if strings.EqualFold(name, w.text) {
				return low + i, nil
			}
		}
		return 0, badValue(w, field, names)
	}
	if n < low || n > high {
		return 0, &SyntaxError{Code: BadRange, Offset: w.offset, Len: len(w.text), Field: field, Problem: w.text + " is not from " + strconv.Itoa(low) + " to " + strconv.Itoa(high)}
	}
	return n, nil
}

func badValue(w word, field Field, names []string) *SyntaxError {
	e := &SyntaxError{Code: BadValue, Offset: w.offset, Len: len(w.text), Field: field, Problem: "neither a number nor a name of the field"}
	if names == nil {
		e.Problem = "not a number"
	}
	if strings.ContainsAny(w.text, "?LW#") {
		e.Code, e.Problem = BadSpecial, "? L W # do not stand here"
	}
	return e
}

// rangeBits sets every step-th bit from a to b.
func rangeBits(a, b, step int) uint64 {
	var set uint64
	for i := a; i <= b; i += step {
		set |= 1 << i
	}
	return set
}

// wrapBits is rangeBits for a range that may go round the end of its field.
func wrapBits(a, b, low, high, step int) uint64 {
	if a <= b {
		return rangeBits(a, b, step)
	}
	var set uint64
	size := high - low + 1
	for i := a; i <= b+size; i += step {
		set |= 1 << ((i-low)%size + low)
	}
	return set
}

// years reads the year field, whose numbers have more bits than a word.
func (p *cronParser) years(w word) *SyntaxError {
	if w.text == "*" {
		p.c.years = [4]uint64{^uint64(0), ^uint64(0), ^uint64(0), 1<<(lastYear-firstYear-191) - 1}
		return nil
	}
	for e := range w.elements() {
		if err := p.yearElement(e); err != nil {
			return err
		}
	}
	return nil
}

func (p *cronParser) yearElement(w word) *SyntaxError {
	if w.text == "" {
		return &SyntaxError{Code: BadList, Offset: w.offset, Field: Year, Problem: "an empty element of a list"}
	}
	body, step, err := splitStep(w, Year, lastYear)
	if err != nil {
		return err
	}
	a, b := firstYear, lastYear
	if body.text != "*" {
		first, last, isRange := strings.Cut(body.text, "-")
		if a, err = number(word{first, body.offset}, Year, firstYear, lastYear, nil); err != nil {
			return err
		}
		switch {
		case isRange:
			if b, err = number(word{last, body.offset + len(first) + 1}, Year, firstYear, lastYear, nil); err != nil {
				return err
			}
			if a > b {
				return &SyntaxError{Code: BadRange, Offset: body.offset, Len: len(body.text), Field: Year, Problem: "a range of years that ends before it begins"}
			}
		case step == 0:
			b = a
		}
	} else if step == 0 {
		return &SyntaxError{Code: BadList, Offset: w.offset, Len: 1, Field: Year, Problem: "* stands alone, or before a step"}
	}
	for y := a; y <= b; y += max(step, 1) {
		p.c.years[(y-firstYear)/64] |= 1 << ((y - firstYear) % 64)
	}
	return nil
}

// finish computes what Next needs, and finds out whether there is any day.
func (s *Schedule) finish(offset, length int) {
	c := &s.cron
	c.simple = c.beforeLast == 0 && c.nearest == 0 && !c.lastWeekday && c.lastOf == 0 && c.nth == 0
	c.first = uint16(bits.TrailingZeros32(c.hours)*60 + bits.TrailingZeros64(c.minutes))
	if _, ok := c.nextDay(firstYear, 1, 1); !ok {
		s.never = true
		s.notes = append(s.notes, Note{NeverFires, offset, length, NoField, "no day of the years 1970 to 2199 fits"})
	}
}

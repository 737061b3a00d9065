package cql

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// patternProblem says why a pattern is refused; the zero problem is none.
type patternProblem struct {
	code     Code
	off, end int    // the place in the pattern
	message  string // lower case, no final stop
	suggest  string // the whole pattern as it may have been meant
}

// javaScan reads a pattern as java.util.regex of OpenJDK 17 does and finds what
// Java refuses, what Java takes and package regexp does not, and what both take
// with different meanings. It also adds up what the program will cost, before
// anything is compiled.
//
// What Java alone can evaluate is noted and the scan goes on, since the pattern
// may still turn out to be broken. Only behind a class inside a class, and behind
// the flag for comments, is the rest not judged.
type javaScan struct {
	p    string
	i    int
	open []javaGroup

	cost     int  // of the current group so far
	last     int  // cost of what a repeat would apply to; none if nothing
	repeated bool // a repeat has been applied to it already
	fold     bool // (?i) is on
	lines    bool // (?m) is on
	deepest  int  // how deep groups nest
	groups   []string

	stop    bool
	problem patternProblem
}

// javaGroup is what an opening parenthesis puts aside.
type javaGroup struct {
	off, cost   int
	fold, lines bool
}

const (
	none      = -1
	costClass = 100 // a Unicode class has hundreds of ranges
	costGroup = 2
	costLimit = 1 << 20 // where sums and products stop growing, so that no product overflows 32 bits

	foldMessage = "a character beyond ASCII under (?i), which is about ASCII letters only"
)

func (s *javaScan) scan() {
	s.last = none
	for s.i < len(s.p) && !s.stop {
		s.step()
	}
	if n := len(s.open); n > 0 && !s.stop {
		s.broken(s.open[n-1].off, s.open[n-1].off+1, "the parenthesis is never closed")
	}
}

// step reads one element of the pattern.
func (s *javaScan) step() {
	switch c := s.p[s.i]; c {
	case '\\':
		s.escape()
	case '[':
		s.class()
	case '(':
		s.group()
	case ')':
		s.closeGroup()
	case '|':
		s.i++
		s.cost, s.last, s.repeated = add(s.cost, 1), none, false
	case '*', '+', '?':
		s.repeat(s.i+1, costGroup, 1)
	case '{':
		s.counted()
	default:
		r, size := utf8.DecodeRuneInString(s.p[s.i:])
		switch {
		case s.fold && r >= utf8.RuneSelf:
			s.javaOnly(s.i, s.i+size, foldMessage)
		case s.lines && r == '^':
			s.javaOnly(s.i, s.i+size, "the sign ^ under (?m), which is not at the end of an empty value")
		}
		s.i += size
		s.element(1)
	}
}

// element notes that something has been read that can be repeated.
func (s *javaScan) element(cost int) {
	s.cost, s.last, s.repeated = add(s.cost, cost), cost, false
}

func add(a, b int) int { return min(a+b, costLimit) }

// broken notes what Java refuses too, which ends the scan.
func (s *javaScan) broken(off, end int, format string, args ...any) {
	s.problem = patternProblem{code: CodeBadPattern, off: off, end: end, message: fmt.Sprintf(format, args...)}
	s.stop = true
}

// javaOnly notes what only Java can evaluate, unless something has been noted.
func (s *javaScan) javaOnly(off, end int, format string, args ...any) {
	if s.problem.code == "" {
		s.problem = patternProblem{
			code: CodeJavaPattern, off: off, end: end,
			message: fmt.Sprintf(format, args...) + ": valid in Java, not evaluable here",
		}
	}
}

// repeat reads the rest of a quantifier, whose first part ends at end: a sign
// for lazy or possessive. The repeated element then costs factor times as much,
// and a fixed part.
func (s *javaScan) repeat(end, fixed, factor int) {
	off := s.i
	sign := s.p[off]
	switch {
	case sign != '{' && (s.last == none || s.repeated):
		s.broken(off, off+1, "there is nothing that %q could repeat", s.p[off:off+1])
		if off == 0 && sign == '*' {
			s.problem.suggest = fixGlob(s.p)
		}
		return
	case s.last == none || s.repeated:
		s.javaOnly(off, end, "a repeat of nothing")
		s.last = 0
	}
	if end < len(s.p) && s.p[end] == '+' {
		end++
		s.javaOnly(off, end, "the possessive repeat %s", s.p[off:end])
	} else if end < len(s.p) && s.p[end] == '?' {
		end++
	}
	s.i = end
	more := min(max(1, s.last)*max(1, factor), costLimit) + fixed - s.last
	s.cost, s.last, s.repeated = add(s.cost, more), add(s.last, more), true
}

// counted reads a quantifier in braces.
func (s *javaScan) counted() {
	off := s.i
	low, i := number(s.p, off+1)
	if i == off+1 {
		s.broken(off, off+1, "there is no number behind {")
		return
	}
	high := low
	if i < len(s.p) && s.p[i] == ',' {
		j := i + 1
		if high, i = number(s.p, j); i == j {
			high = low
		}
	}
	switch {
	case i == len(s.p) || s.p[i] != '}':
		s.broken(off, i, "the repeat is never closed")
	case low > maxInt32 || high > maxInt32 || high < low:
		s.broken(off, i+1, "the repeat %s has no possible count", s.p[off:i+1])
	default:
		if high > maxRepeat {
			s.javaOnly(off, i+1, "the repeat %s is above %d", s.p[off:i+1], maxRepeat)
			high = maxRepeat
		}
		s.repeat(i+1, costGroup, int(high))
	}
}

const (
	maxInt32  = 1<<31 - 1
	maxRepeat = 1000 // the greatest count of package regexp
)

// number reads digits from i on; the value stops growing above every bound.
func number(p string, i int) (n int64, end int) {
	for ; i < len(p) && p[i] >= '0' && p[i] <= '9'; i++ {
		n = min(n*10+int64(p[i]-'0'), maxInt32+1)
	}
	return n, i
}

func (s *javaScan) group() {
	off := s.i
	g := javaGroup{off: off, cost: s.cost, fold: s.fold, lines: s.lines}
	s.i++
	if strings.HasPrefix(s.p[s.i:], "?") && !s.special(off) {
		return
	}
	s.open = append(s.open, g)
	s.deepest = max(s.deepest, len(s.open))
	s.cost, s.last, s.repeated = 0, none, false
}

// special reads what stands behind "(?"; it returns false when no group has been
// opened: for flags that stand alone, and for what is broken.
func (s *javaScan) special(off int) bool {
	s.i++
	rest := s.p[s.i:]
	switch {
	case strings.HasPrefix(rest, ":"):
		s.i++
	case strings.HasPrefix(rest, "="), strings.HasPrefix(rest, "!"), strings.HasPrefix(rest, ">"):
		s.i++
		s.javaOnly(off, s.i, "the group %s…)", s.p[off:s.i])
	case strings.HasPrefix(rest, "<="), strings.HasPrefix(rest, "<!"):
		s.i += 2
		s.javaOnly(off, s.i, "the group %s…)", s.p[off:s.i])
	case strings.HasPrefix(rest, "<"):
		return s.named(off)
	case strings.HasPrefix(rest, "P<"):
		s.broken(off, s.i+2, "the form (?P<name>…) is not Java's")
		s.problem.suggest = s.p[:s.i] + s.p[s.i+1:]
		return false
	default:
		return s.flags(off)
	}
	return true
}

func (s *javaScan) named(off int) bool {
	end := strings.IndexByte(s.p[s.i:], '>')
	if end < 0 {
		s.broken(off, len(s.p), "the name of the group has no >")
		return false
	}
	name := s.p[s.i+1 : s.i+end]
	if !isGroupName(name) {
		s.broken(off, s.i+end+1, "the name %q of the group is not a letter with letters and digits", name)
		return false
	}
	if slices.Contains(s.groups, name) {
		s.broken(off, s.i+end+1, "a second group has the name %q", name)
		return false
	}
	s.groups = append(s.groups, name)
	s.i += end + 1
	return true
}

func isGroupName(name string) bool {
	for i := range len(name) {
		if c := name[i]; !isWord(c) || c == '_' || i == 0 && c <= '9' {
			return false
		}
	}
	return name != ""
}

// flags reads (?flags-flags) or (?flags-flags:…).
func (s *javaScan) flags(off int) bool {
	minus := false
	for ; s.i < len(s.p); s.i++ {
		switch c := s.p[s.i]; c {
		case 'i':
			s.fold = !minus
		case 'm':
			s.lines = !minus
		case 's':
		case 'd', 'u', 'U':
			s.javaOnly(off, s.i+1, "the flag %c", c)
		case 'x':
			s.javaOnly(off, s.i+1, "the flag x")
			s.stop = true // from here on blanks and # mean something else
			return false
		case '-':
			if minus {
				s.broken(off, s.i+1, "two minus signs in the flags")
				return false
			}
			minus = true
		case ':':
			s.i++
			return true
		case ')':
			s.i++
			s.last, s.repeated = none, false
			return false
		default:
			s.broken(off, s.i+1, "there is no group %s…)", s.p[off:s.i+1])
			return false
		}
	}
	s.broken(off, s.i, "the parenthesis is never closed")
	return false
}

func (s *javaScan) closeGroup() {
	n := len(s.open) - 1
	if n < 0 {
		s.broken(s.i, s.i+1, "the parenthesis closes none")
		return
	}
	g := s.open[n]
	s.open = s.open[:n]
	inner := add(s.cost, costGroup)
	s.cost, s.fold, s.lines = g.cost, g.fold, g.lines
	s.i++
	s.element(inner)
}

// expandQuotes replaces \Q…\E by the same characters, escaped, as Java does before
// it reads a pattern: even in the middle of an escape or a repeat.
func expandQuotes(p string) string {
	if !strings.Contains(p, `\Q`) {
		return p
	}
	var b strings.Builder
	inside, first := false, false
	for i := 0; i < len(p); i++ {
		c := p[i]
		var next byte
		if i+1 < len(p) {
			next = p[i+1]
		}
		switch {
		case inside && c == '\\' && next == 'E':
			inside = false
			i++
		case inside && c >= '0' && c <= '9' && first:
			b.WriteString(`\x3`) // so that it is no part of an escape before \Q
			b.WriteByte(c)
		case inside && c < utf8.RuneSelf && (!isWord(c) || c == '_'):
			b.WriteByte('\\')
			b.WriteByte(c)
		case !inside && c == '\\' && next == 'Q':
			inside, first = true, true
			i++
			continue
		case !inside && c == '\\' && i+1 < len(p):
			b.WriteString(p[i : i+2])
			i++
		default:
			b.WriteByte(c)
		}
		first = false
	}
	return b.String()
}

package cql

import (
	"strings"
	"unicode/utf8"
)

// failBehind is for what stands behind a complete comparison and does not join
// it to another one.
func (p *parser) failBehind() bool {
	off := p.pos
	end := p.tokenEnd(off)
	word := p.src[off:end]
	last := &p.e.atoms[len(p.e.atoms)-1]
	open := last.end == uint16(p.last) // no parenthesis has been closed since
	switch c := p.src[off]; {
	case p.placeholder(off):
		return false
	case c == ')':
		return p.fail(CodeParenthesis, off, off+1, "", "the parenthesis closes none")
	case p.operandEnds(off):
		return p.fail(CodeKeywordCase, off, end, strings.ToLower(word), "keywords are written in lower case, not %q", word)
	case (c == '&' || c == '|') && len(word) == 1:
		return p.fail(CodeUnexpected, off, end, word+word, "a connective is two signs, not %q", word)
	case open && c == ',' && bareOperand(last, p.src):
		return p.failCommas(last)
	case open && (last.op == OpExists || last.op == OpNotExists):
		return p.fail(CodeUnexpected, off, end, "", "%q behind %s, which takes no value; comparisons are joined by and, or", word, last.op)
	case open && bareOperand(last, p.src) && !startsComparison(p.src, off):
		return p.failBlank(last)
	}
	return p.fail(CodeUnexpected, off, end, "", "%q where only and, or, a closing parenthesis or the end can stand", word)
}

// bareOperand reports whether the atom has a value or pattern without quotes.
func bareOperand(a *atom, src string) bool {
	return a.valEnd > a.valOff && strings.IndexByte(`'"[`, src[a.valOff]) < 0
}

// startsComparison reports whether what stands at off looks like the beginning
// of another comparison.
func startsComparison(s string, off int) bool {
	if s[off] == '(' || s[off] == '!' || keywordAt(s, off, "not") || strings.HasPrefix(s[off:], attributePrefix) {
		return true
	}
	return subjectNamed(s[off:bareValueEnd(s, off)]) != SubjectNone
}

// failBlank is for a value without quotes that goes on behind a blank.
func (p *parser) failBlank(a *atom) bool {
	from, end := int(a.valOff), p.pos
	for {
		next := skipBlanks(p.src, end)
		if p.operandEnds(next) || p.src[next] == ',' || p.src[next] == ']' || startsComparison(p.src, next) {
			break
		}
		end = p.tokenEnd(next)
	}
	text := p.src[from:end]
	if a.subject == SubjectRegisteredAt {
		return p.failType(a, from, end, text)
	}
	suggestion := ""
	if strings.IndexByte(text, '\'') < 0 {
		suggestion = "'" + text + "'"
	}
	return p.fail(CodeUnquotedBlank, from, end, suggestion, "a value with blanks stands in quotes")
}

// failCommas is for values with commas between them behind == or !=.
func (p *parser) failCommas(a *atom) bool {
	list, end := p.looseList(int(a.valOff))
	return p.failAsList(a, end, list)
}

// failListOperator is for a list behind an operator that takes a single value.
func (p *parser) failListOperator(a *atom) bool {
	list, end := "", len(p.src)
	if i := strings.IndexByte(p.src[p.pos:], ']'); i >= 0 {
		end = p.pos + i + 1
		list = p.src[p.pos:end]
	}
	return p.failAsList(a, end, list)
}

// failAsList suggests in or not_in for == or != before the list that ends at
// end.
func (p *parser) failAsList(a *atom, end int, list string) bool {
	suggestion := ""
	if list != "" && a.subject.admits(OpIn) {
		switch a.op {
		case OpEqual:
			suggestion = "in " + list
		case OpNotEqual:
			suggestion = "not_in " + list
		}
	}
	return p.fail(CodeListOperator, int(a.opOff), end, suggestion, "%s takes one value; a list stands behind in or not_in", a.op)
}

// looseList reads values with commas between them from off on, and returns them
// as a list, and where they end. The list is empty when there are none.
func (p *parser) looseList(off int) (list string, end int) {
	var values []string
	for i := off; ; {
		from := i
		if i < len(p.src) && (p.src[i] == '\'' || p.src[i] == '"') {
			j := strings.IndexByte(p.src[i+1:], p.src[i])
			if j < 0 {
				break
			}
			i += j + 2
		} else {
			i = bareValueEnd(p.src, i)
		}
		if i == from {
			break
		}
		values = append(values, p.src[from:i])
		end = i
		i = skipBlanks(p.src, i)
		if i >= len(p.src) || p.src[i] != ',' {
			break
		}
		i = skipBlanks(p.src, i+1)
	}
	if values == nil {
		return "", p.tokenEnd(off)
	}
	return "[" + strings.Join(values, ", ") + "]", end
}

// failValue is for an operator without anything behind it.
func (p *parser) failValue(a *atom) bool {
	what := "a value"
	switch a.op {
	case OpIn, OpNotIn:
		what = "a list in brackets"
	case OpMatches, OpNotMatches:
		what = "a pattern"
	}
	return p.fail(CodeMissingValue, p.pos, p.pos, "", "%s is missing behind %s", what, p.src[a.opOff:a.opEnd])
}

// failBareValue is for a value that has a character at end, or begins with one,
// which cannot stand in it without quotes.
func (p *parser) failBareValue(a *atom, off, end int) bool {
	if p.placeholder(end) {
		return false
	}
	if stop := placeholderEnd(p.src, int(a.opOff)); a.op == OpLess && stop > end {
		return p.fail(CodePlaceholder, int(a.opOff), stop, "", "the placeholder %s is not filled in", p.src[a.opOff:stop])
	}
	if glued := p.symbolsEnd(end); end == int(a.opEnd) && glued > end {
		return p.failSymbol(a, int(a.opOff), glued) // as in !==
	}
	bad, size := utf8.DecodeRuneInString(p.src[end:])
	stop := p.tokenEnd(end)
	run := p.src[off:stop]
	switch {
	case bad == '(' && end == off:
		return p.failParenthesisedValue(a)
	case strings.IndexByte(run, '*') >= 0 && a.subject.admits(OpMatches) && (a.op == OpEqual || a.op == OpNotEqual):
		op := OpMatches
		if a.op == OpNotEqual {
			op = OpNotMatches
		}
		return p.fail(CodeBadValue, int(a.opOff), stop, op.String()+" "+fixGlob(run), "%s compares the text as it is; patterns stand behind =~ or !~", a.op)
	}
	suggestion := ""
	if strings.IndexByte(run, '\'') < 0 && bad != ']' && bad != ';' {
		suggestion = "'" + run + "'"
	}
	return p.fail(CodeBadValue, off, max(stop, end+size), suggestion, "%q is not admitted in a value without quotes", bad)
}

// failParenthesisedValue is for (a) or (a, b) in place of a value.
func (p *parser) failParenthesisedValue(a *atom) bool {
	end := groupEnd(p.src, p.pos)
	inner := strings.TrimSpace(strings.TrimSuffix(p.src[p.pos+1:end], ")"))
	if strings.Contains(inner, ",") {
		return p.failAsList(a, end, "["+inner+"]")
	}
	return p.fail(CodeBadValue, p.pos, end, inner, "a value stands without parentheses")
}

// failList is for something else than a list behind in or not_in.
func (p *parser) failList(a *atom) bool {
	off := p.pos
	if p.placeholder(off) {
		return false
	}
	list, end := p.looseList(off)
	switch c := p.src[off]; c {
	case '(', '{':
		closing := strings.IndexAny(p.src[off:], ")}")
		if closing < 0 {
			return p.fail(CodeBadList, off, len(p.src), "", "the list is never closed, and stands in brackets")
		}
		end = off + closing + 1
		list = "[" + strings.TrimSpace(p.src[off+1:end-1]) + "]"
	case '\'', '"':
		inner, _, _ := strings.Cut(p.src[off+1:], string(c))
		if strings.HasPrefix(inner, "[") {
			list = inner
		}
	}
	return p.fail(CodeBadList, off, end, list, "a list stands in brackets")
}

// failListValue is for a closing bracket or a comma where a value of the list
// that starts at open has to stand, behind n values.
func (p *parser) failListValue(open, n int) bool {
	i := strings.IndexByte(p.src[open:], ']')
	if i < 0 {
		return p.fail(CodeBadList, p.pos, p.pos+1, "", "a value is missing before the comma")
	}
	end := open + i + 1
	list := p.src[open:end]
	if n == 0 && p.src[p.pos] == ']' {
		return p.fail(CodeBadList, open, end, "", "the list is empty")
	}
	var values []string
	for v := range strings.SplitSeq(list[1:len(list)-1], ",") {
		if v = strings.TrimSpace(v); v != "" {
			values = append(values, v)
		}
	}
	suggestion := ""
	if len(values) > 0 && !strings.ContainsAny(list, `'"`) {
		suggestion = "[" + strings.Join(values, ", ") + "]"
	}
	return p.fail(CodeBadList, open, end, suggestion, "a value is missing beside a comma of the list")
}

// failListEnd is for the end of the text, or something else, where the list that
// starts at open has to go on or end.
func (p *parser) failListEnd(open int) bool {
	if p.pos == len(p.src) {
		return p.fail(CodeBadList, open, p.pos, strings.TrimRight(p.src[open:], " \t\r\n,")+"]", "the list is never closed")
	}
	end := p.tokenEnd(p.pos)
	suggestion := ""
	if p.src[p.pos] == ')' {
		suggestion = "]"
	}
	return p.fail(CodeBadList, p.pos, end, suggestion, "%q where a comma or a closing bracket has to stand", p.src[p.pos:end])
}

// failPattern is for a pattern that is refused; off is where its text begins.
func (p *parser) failPattern(a *atom, off int, problem patternProblem) bool {
	if problem.code == CodeBadPattern {
		for i := range len(a.text) {
			if rest := a.text[i:]; strings.HasPrefix(rest, "${") || strings.HasPrefix(rest, "{{") {
				return !p.placeholder(off + i)
			}
		}
	}
	from, end := off+problem.off, off+problem.end
	if problem.suggest != "" {
		from, end = off, off+len(a.text)
	}
	return p.fail(problem.code, from, end, problem.suggest, "%s", problem.message)
}

// failType is for a value that is not of the subject's type.
func (p *parser) failType(a *atom, off, end int, v string) bool {
	suggestion, want := "", ""
	switch a.subject {
	case SubjectAgentConnected:
		want = "true and false"
		if lower := strings.ToLower(v); lower == "true" || lower == "false" {
			suggestion = lower
		}
	case SubjectAgentVersion:
		want = "numbers with dots, as 1.14.5"
	case SubjectRegisteredAt:
		want = "2018-06-18, or with a time as 2018-06-18T22:28:28, 2018-06-18T22:28:28Z, 2018-06-18T22:28:28+00:00"
		if joined := strings.Replace(v, " ", "T", 1); joined != v {
			if _, _, ok := parseMoment(joined); ok {
				suggestion = joined
			}
		}
	case SubjectRunningTasksCount:
		want = "a whole number from 0 on"
	}
	if p.src[off] == '[' {
		suggestion = ""
	}
	return p.fail(CodeValueType, off, end, suggestion, "%q is no value of %s; it takes %s", v, a.subject, want)
}

package cql

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

// MaxPatternCost bounds the programs of all patterns of an expression together,
// roughly in instructions: a character or a class is one, a Unicode class 100,
// and a repeat multiplies. Patterns that are plain literals cost nothing. It is a
// bound of this package, which keeps Parse under a few milliseconds whatever the
// patterns; those in use cost less than a hundred.
const MaxPatternCost = 2000

// pattern is a compiled pattern; it matches whole values. One literal is stored
// in place, since nearly all patterns in use are one literal and ".*".
type pattern struct {
	kind    patternKind
	one     literal
	several []literal
	re      *regexp.Regexp
}

type patternKind uint8

const (
	patternOne patternKind = iota
	patternSeveral
	patternRegexp
)

func (p *pattern) match(v string) bool {
	switch p.kind {
	case patternOne:
		return p.one.match(v)
	case patternSeveral:
		for i := range p.several {
			if p.several[i].match(v) {
				return true
			}
		}
		return false
	}
	return p.re.MatchString(v)
}

// compile compiles a pattern, of at most the given cost, or says why it cannot
// be. It returns what is left of the cost.
func (p *pattern) compile(text string, budget int) (left int, problem patternProblem) {
	i := strings.IndexAny(text, patternSigns)
	switch {
	case i < 0:
		p.one = literal{before: text}
		return budget, patternProblem{}
	case text[i:] == ".*":
		p.one = literal{before: text[:i], shape: shapeOpen}
		return budget, patternProblem{}
	}
	s := javaScan{p: expandQuotes(text)}
	s.scan()
	switch {
	case s.problem.code != "" && s.p != text: // places in s.p are none in text
		s.problem.off, s.problem.end = 0, len(text)
		return budget, s.problem
	case s.problem.code != "":
		return budget, s.problem
	case s.deepest <= maxLiteralDepth && p.compileLiterals(s.p):
		return budget, patternProblem{}
	case s.cost > budget:
		return budget, tooCostly(text)
	}
	return budget - s.cost, p.compileRegexp(s.p)
}

// patternSigns are the characters that may mean something in a pattern.
const patternSigns = `\.[]{}()*+?^$|`

func tooCostly(text string) patternProblem {
	return patternProblem{
		code: CodePatternSize, end: len(text),
		message: fmt.Sprintf("the programs of the patterns would exceed %d instructions", MaxPatternCost),
	}
}

// compileRegexp compiles what the scan has passed. The dot stands for every
// character, as the values of ECS have none of those that Java's excludes.
func (p *pattern) compileRegexp(text string) patternProblem {
	re, err := regexp.Compile(`\A(?s:` + text + `)\z`)
	if err == nil {
		p.kind, p.re = patternRegexp, re
		return patternProblem{}
	}
	var refused *syntax.Error
	if errors.As(err, &refused) {
		switch refused.Code {
		case syntax.ErrInvalidRepeatSize, syntax.ErrLarge, syntax.ErrNestingDepth:
			return tooCostly(text)
		}
	}
	return patternProblem{
		code: CodeJavaPattern, end: len(text),
		message: "valid in Java, not evaluable here: " + strings.TrimPrefix(err.Error(), "error parsing regexp: "),
	}
}

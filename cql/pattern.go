package cql

import (
	"regexp"
	"strings"
)

// MaxPatternCost bounds the compiled size of a pattern, in instructions.
const MaxPatternCost = 2000

type pattern struct {
	kind patternKind
	text string
	re   *regexp.Regexp
}

type patternKind uint8

const (
	patternExact patternKind = iota
	patternPrefix
	patternRegexp
)

type patternProblem struct {
	code     Code
	off, end int
	message  string
	suggest  string
}

func (p *pattern) compile(text string) patternProblem {
	i := strings.IndexAny(text, `\.[]{}()*+?^$|`)
	switch {
	case i < 0:
		p.kind, p.text = patternExact, text
		return patternProblem{}
	case text[i:] == ".*":
		p.kind, p.text = patternPrefix, text[:i]
		return patternProblem{}
	}
	if _, err := regexp.Compile(text); err != nil {
		return patternProblem{code: CodeBadPattern, end: len(text), message: err.Error()}
	}
	re, err := regexp.Compile(`\A(?s:` + text + `)\z`)
	if err != nil {
		return patternProblem{code: CodeBadPattern, end: len(text), message: err.Error()}
	}
	p.kind, p.re = patternRegexp, re
	return patternProblem{}
}

func (p *pattern) match(v string) bool {
	switch p.kind {
	case patternExact:
		return v == p.text
	case patternPrefix:
		return strings.HasPrefix(v, p.text)
	}
	return p.re.MatchString(v)
}

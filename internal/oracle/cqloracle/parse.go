package cqloracle

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	blankForm     = regexp.MustCompile(`^[ \t\r\n]+`)
	attributeForm = regexp.MustCompile(`^attribute:[A-Za-z0-9_./\\-]{1,128}`)
	subjectForm   = regexp.MustCompile(`^(agentConnected|agentVersion|ec2InstanceId|registeredAt|runningTasksCount|task:group)`)
	subjectGoesOn = regexp.MustCompile(`^[A-Za-z0-9_./\\@:+\x{80}-\x{10ffff}-]`)
	symbolForm    = regexp.MustCompile(`^(==|=~|!=|!~|>=|<=|>|<|!in|!exists)`)
	wordForm      = regexp.MustCompile(`^[a-z_]+`)
	wordGoesOn    = regexp.MustCompile(`^[A-Za-z0-9_:./=-]`)
	quotedForm    = regexp.MustCompile(`^('[^']*'|"[^"]*")`)
	bareForm      = regexp.MustCompile(`^[A-Za-z0-9_./\\@:+\x{80}-\x{10ffff}-]+`)
	valueEnd      = regexp.MustCompile(`^([ \t\r\n),\]]|&&|\|\||$)`)
	countForm     = regexp.MustCompile(`^[0-9]+$`)
)

// parser reads rest from the left; what cannot be read is thrown as a failure.
type parser struct {
	src, rest string
	count     int
}

type failure string

// Parse reads an expression.
func Parse(src string) (e Expr, err error) {
	defer func() {
		if f, ok := recover().(failure); ok {
			e, err = nil, fmt.Errorf("cqloracle: %s", string(f))
		}
	}()
	p := &parser{src: src, rest: src}
	if utf8.RuneCountInString(src) > 2000 || !utf8.ValidString(src) {
		p.fail()
	}
	e = p.or()
	if p.rest != "" {
		p.fail()
	}
	return e, nil
}

func (p *parser) fail() {
	panic(failure(fmt.Sprintf("reading stopped %d bytes before the end", len(p.rest))))
}

// take reads what the form matches, behind blanks.
func (p *parser) take(form *regexp.Regexp) (string, bool) {
	p.rest = strings.TrimPrefix(p.rest, blankForm.FindString(p.rest))
	token := form.FindString(p.rest)
	p.rest = p.rest[len(token):]
	return token, token != ""
}

func (p *parser) takeText(text string) bool {
	_, ok := p.take(regexp.MustCompile("^" + regexp.QuoteMeta(text)))
	return ok
}

// takeKeyword reads a word that is not the beginning of a longer one.
func (p *parser) takeKeyword(word string) bool {
	before := p.rest
	if p.takeText(word) && !wordGoesOn.MatchString(p.rest) {
		return true
	}
	p.rest = before
	return false
}

func (p *parser) or() Expr {
	operands := []Expr{p.and()}
	for p.takeKeyword("or") || p.takeText("||") {
		operands = append(operands, p.and())
	}
	p.take(blankForm)
	if len(operands) == 1 {
		return operands[0]
	}
	return or{operands}
}

func (p *parser) and() Expr {
	operands := []Expr{p.unary()}
	for p.takeKeyword("and") || p.takeText("&&") {
		operands = append(operands, p.unary())
	}
	if len(operands) == 1 {
		return operands[0]
	}
	return and{operands}
}

func (p *parser) unary() Expr {
	switch {
	case p.takeKeyword("not") || p.takeText("!"):
		return not{p.unary()}
	case p.takeText("("):
		e := p.or()
		if !p.takeText(")") {
			p.fail()
		}
		return e
	}
	return p.comparison()
}

func (p *parser) comparison() Expr {
	subject, ok := p.take(attributeForm)
	if !ok {
		subject, ok = p.take(subjectForm)
	}
	if !ok || subjectGoesOn.MatchString(p.rest) {
		p.fail()
	}
	e := comparison{index: p.count, subject: subject, operator: p.operator()}
	p.count++
	switch e.operator {
	case "exists", "not_exists":
	case "in", "not_in":
		e.values = p.list()
	case "matches", "not_matches":
		e.values = []string{p.pattern()}
	default:
		e.values = []string{p.value()}
	}
	p.check(e)
	return e
}

func (p *parser) operator() string {
	words := map[string]string{
		"==": "equals", "!=": "not_equals", ">": "greater_than", ">=": "greater_than_equal",
		"<": "less_than", "<=": "less_than_equal", "=~": "matches", "!~": "not_matches",
		"!in": "not_in", "!exists": "not_exists", "in": "in", "exists": "exists",
	}
	token, ok := p.take(symbolForm)
	if (token == "!in" || token == "!exists") && wordGoesOn.MatchString(p.rest) {
		p.fail()
	}
	if ok {
		return words[token]
	}
	token, _ = p.take(wordForm)
	for _, word := range words {
		if word == token && !wordGoesOn.MatchString(p.rest) {
			return word
		}
	}
	p.fail()
	return ""
}

func (p *parser) value() string {
	if token, ok := p.take(quotedForm); ok {
		return token[1 : len(token)-1]
	}
	token, ok := p.take(bareForm)
	if !ok || !valueEnd.MatchString(p.rest) {
		p.fail()
	}
	return token
}

func (p *parser) list() []string {
	if !p.takeText("[") {
		p.fail()
	}
	values := []string{p.value()}
	for p.takeText(",") {
		values = append(values, p.value())
	}
	if !p.takeText("]") {
		p.fail()
	}
	return values
}

func (p *parser) pattern() string {
	token, ok := p.take(quotedForm)
	if ok {
		token = token[1 : len(token)-1]
	} else {
		end := 0
		if strings.HasPrefix(p.rest, "'") || strings.HasPrefix(p.rest, `"`) {
			p.fail()
		}
		for end < len(p.rest) && !endsPattern(p.rest[end:]) {
			end += unit(p.rest[end:])
		}
		end = min(end, len(p.rest))
		token, p.rest = p.rest[:end], p.rest[end:]
		if token == "" {
			p.fail()
		}
	}
	if _, err := regexp.Compile(token); err != nil {
		p.fail()
	}
	return token
}

func endsPattern(rest string) bool {
	return blankForm.MatchString(rest) || rest[0] == ')' || strings.HasPrefix(rest, "&&") || strings.HasPrefix(rest, "||")
}

// unit returns the length of what a pattern without quotes is read by: an escape,
// something in brackets or parentheses, or one byte.
func unit(s string) int {
	switch s[0] {
	case '\\':
		return 2
	case '[':
		return enclosed(s, '[', ']')
	case '(':
		return enclosed(s, '(', ')')
	}
	return 1
}

func enclosed(s string, open, closing byte) int {
	i := 1
	if open == '[' && strings.HasPrefix(s[i:], "^") {
		i++
	}
	if open == '[' && strings.HasPrefix(s[i:], "]") {
		i++
	}
	for i < len(s) && s[i] != closing {
		i += unitInside(s[i:], open)
	}
	return i + 1
}

// unitInside is unit where a parenthesis inside brackets is a character, and a
// bracket inside brackets has no first character of its own.
func unitInside(s string, open byte) int {
	switch {
	case open != '[' || s[0] == '\\':
		return unit(s)
	case s[0] != '[':
		return 1
	}
	i := 1
	for i < len(s) && s[i] != ']' {
		i += unitInside(s[i:], '[')
	}
	return i + 1
}

func isCount(v string) bool {
	n, ok := new(big.Int).SetString(v, 10)
	return ok && countForm.MatchString(v) && n.IsInt64()
}

// check refuses operators that the subject does not admit, and values that are
// not of its type.
func (p *parser) check(e comparison) {
	class := map[string]string{
		"equals": "equality", "not_equals": "equality",
		"less_than": "order", "less_than_equal": "order", "greater_than": "order", "greater_than_equal": "order",
		"in": "set", "not_in": "set", "matches": "set", "not_matches": "set",
		"exists": "existence", "not_exists": "existence",
	}[e.operator]
	admitted := map[string]string{
		"agentConnected": "equality set", "ec2InstanceId": "equality set", "agentVersion": "equality order",
		"registeredAt": "equality order", "runningTasksCount": "equality order", "task:group": "equality set existence",
	}[e.subject]
	if strings.HasPrefix(e.subject, "attribute:") {
		admitted = "equality order set existence"
	}
	if !strings.Contains(admitted, class) {
		p.fail()
	}
	if e.operator == "matches" || e.operator == "not_matches" {
		return
	}
	for _, v := range e.values {
		_, isMoment := moment(v)
		switch {
		case e.subject == "agentConnected" && v != "true" && v != "false",
			e.subject == "agentVersion" && !versionForm.MatchString(v),
			e.subject == "registeredAt" && !isMoment,
			e.subject == "runningTasksCount" && !isCount(v):
			p.fail()
		}
	}
}

package cql

import (
	"strings"
	"unicode/utf8"
)

const (
	// maxValueLength is the greatest length of an attribute's value, in characters.
	maxValueLength = 128

	// maxGroupLength is the greatest length of a task group, in characters.
	maxGroupLength = 255
)

// value looks at a value that is compared as it is.
func (h *hinter) value(a *atom, v string) {
	switch a.subject {
	case SubjectAttribute, SubjectEC2InstanceID, SubjectTaskGroup:
	default:
		return
	}
	if strings.Contains(v, "${") || strings.Contains(v, "{{") || placeholderEnd(v, 0) == len(v) && v != "" {
		h.hint(HintPlaceholder, a.valOff, a.valEnd, "", "%q looks like a placeholder that is not filled in", v)
		return
	}
	if why := impossible(a.subject, v); why != "" {
		h.hint(HintImpossible, a.valOff, a.valEnd, "", "%q %s", v, why)
		return
	}
	if a.subject == SubjectEC2InstanceID && !strings.HasPrefix(v, "i-") && !strings.HasPrefix(v, "mi-") {
		h.hint(HintValueForm, a.valOff, a.valEnd, "", "%q is no instance id: those begin with i- or mi-", v)
	}
	h.form(a, v)
}

// form looks at a value of a built-in attribute.
func (h *hinter) form(a *atom, v string) {
	want, meant := expectedForm(a.name, v)
	if want == "" || a.op.ordered() {
		return
	}
	suggestion := ""
	if meant != "" && a.text == v {
		suggestion = meant
	}
	h.hint(HintValueForm, a.valOff, a.valEnd, suggestion, "%s is never %q: it is %s", a.name, v, want)
}

// impossible says why no instance can have the value; "" when one can.
func impossible(k SubjectKind, v string) string {
	n := utf8.RuneCountInString(v)
	switch {
	case k == SubjectTaskGroup && n > maxGroupLength:
		return "is longer than the 255 characters of a task group"
	case k != SubjectAttribute:
		return ""
	case n > maxValueLength:
		return "is longer than the 128 characters of an attribute's value"
	case strings.Trim(v, " ") != v:
		return "begins or ends with a blank, which no attribute's value does"
	}
	for _, r := range v {
		if r >= utf8.RuneSelf || r != ' ' && (!isValue(byte(r)) || r == '+') {
			return `has characters that no attribute's value has: letters, digits, blanks and - _ . @ / \ : are admitted`
		}
	}
	return ""
}

// expectedForm says what values a built-in attribute has when v is none of them,
// and which one may have been meant.
func expectedForm(name, v string) (want, meant string) {
	lower := strings.ToLower(v)
	switch name {
	case "ecs.os-type":
		return oneOf(v, lower, "linux", "windows")
	case "ecs.cpu-architecture":
		switch lower {
		case "amd64", "x86", "x64", "x86-64":
			lower = "x86_64"
		case "aarch64":
			lower = "arm64"
		}
		return oneOf(v, lower, "x86_64", "arm64")
	case "ecs.os-family":
		upper := strings.ToUpper(v)
		if v != "LINUX" && !strings.HasPrefix(v, "WINDOWS_SERVER_") {
			if upper == "LINUX" || strings.HasPrefix(upper, "WINDOWS_SERVER_") {
				meant = upper
			}
			return "LINUX or WINDOWS_SERVER_ with a release and an edition", meant
		}
	case "ecs.instance-type":
		if lower != v || strings.IndexByte(v, '.') < 0 {
			if strings.IndexByte(v, '.') >= 0 {
				meant = lower
			}
			return "family.size in lower case, as t3.micro", meant
		}
	case "ecs.availability-zone":
		if isRegion(lower) || lower != v || strings.Contains(v, "-az") {
			if lower != v && !isRegion(lower) {
				meant = lower
			}
			return "the name of a zone, as us-east-1a", meant
		}
	case "ecs.ami-id":
		return withPrefix(v, "ami-")
	case "ecs.vpc-id":
		return withPrefix(v, "vpc-")
	case "ecs.subnet-id":
		return withPrefix(v, "subnet-")
	}
	return "", ""
}

func oneOf(v, meant, a, b string) (want, suggestion string) {
	if v == a || v == b {
		return "", ""
	}
	if meant != a && meant != b {
		meant = ""
	}
	return a + " or " + b, meant
}

func withPrefix(v, prefix string) (want, meant string) {
	if strings.HasPrefix(v, prefix) {
		return "", ""
	}
	return prefix + "…", ""
}

// isRegion reports whether v is the name of a region, as us-gov-west-1, and so
// none of a zone in it.
func isRegion(v string) bool {
	parts := strings.Split(v, "-")
	if len(parts) < 3 || len(parts) > 4 || len(parts[0]) != 2 {
		return false
	}
	last := parts[len(parts)-1]
	return len(last) == 1 && last[0] >= '0' && last[0] <= '9'
}

// pattern looks at a pattern.
func (h *hinter) pattern(a *atom) {
	text := a.text
	if !strings.ContainsAny(text, patternSigns) {
		op := OpEqual
		if a.negated {
			op = OpNotEqual
		}
		equal := atom{subject: a.subject, name: a.name, op: op, text: text}
		h.hint(HintPlainPattern, a.off, a.end, equal.String(), "a pattern has to match the whole value, so that %q without any operator is the same as %s", text, op)
		h.form(a, text)
		return
	}
	if single := strings.ReplaceAll(text, `\\`, `\`); single != text && compiles(single) {
		h.hint(HintDoubledEscape, a.valOff, a.valEnd, patternText(single), `\\ stands for a backslash in the value; one \ takes the meaning from the next sign`)
		return
	}
	if glob := fixGlob(text); isGlob(text) && glob != text && compiles(glob) {
		h.hint(HintGlob, a.valOff, a.valEnd, patternText(glob), "a pattern is a regular expression: * repeats what stands before it, .* stands for anything")
		return
	}
	if dotted := escapeFamilyDots(text); a.name == "ecs.instance-type" && dotted != text {
		h.hint(HintPatternDot, a.valOff, a.valEnd, patternText(dotted), `a dot stands for any character, so that other families match too; \. is the dot`)
	}
}

func compiles(text string) bool {
	var p pattern
	_, problem := p.compile(text, MaxPatternCost)
	return problem.code == ""
}

// patternText returns the pattern as it is written in an expression.
func patternText(text string) string {
	return (&atom{op: OpMatches, text: text}).operandText()
}

// isGlob reports whether the text has stars, and else only literal characters and
// dots.
func isGlob(text string) bool {
	if strings.IndexByte(text, '*') < 0 {
		return false
	}
	for i := range len(text) {
		if c := text[i]; c != '*' && (!isValue(c) || c == '\\' || c == '+') {
			return false
		}
	}
	return true
}

// fixGlob turns the stars of a text that repeat a literal character, or nothing,
// into ".*", and in a text without any ".*" escapes the dots.
func fixGlob(glob string) string {
	pattern := strings.Contains(glob, ".*")
	var b strings.Builder
	for i := range len(glob) {
		c := glob[i]
		switch {
		case c == '*' && (i == 0 || isValue(glob[i-1]) && glob[i-1] != '.'):
			b.WriteString(".*")
		case c == '.' && !pattern:
			b.WriteString(`\.`)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// escapeFamilyDots escapes the dots behind the family in patterns for types of
// instances: t2.micro to t2\.micro, and g5.* to g5\..*.
func escapeFamilyDots(text string) string {
	var b strings.Builder
	start := 0
	for i := range len(text) {
		c := text[i]
		if c == '.' && isFamily(text[start:i]) && i+1 < len(text) {
			if next := text[i+1]; next == '*' {
				b.WriteString(`\.`)
			} else if next >= 'a' && next <= 'z' || next >= '0' && next <= '9' {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(c)
		if c == '|' || c == '(' {
			start = i + 1
		}
	}
	return b.String()
}

// isFamily reports whether s is a family of instance types: letters, digits, and
// maybe more of both or hyphens.
func isFamily(s string) bool {
	letters := 0
	for letters < len(s) && s[letters] >= 'a' && s[letters] <= 'z' {
		letters++
	}
	rest := s[letters:]
	if letters == 0 || rest == "" || rest[0] < '0' || rest[0] > '9' {
		return false
	}
	for i := range len(rest) {
		if c := rest[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

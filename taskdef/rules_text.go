package taskdef

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// What several rules ask of a text.

// maxName is how many characters families, containers and volumes may have.
const maxName = 255

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// badNameByte returns where the first character stands that a name must not have,
// or -1.
func badNameByte(s string) int {
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && !isDigit(c) && c != '-' && c != '_' {
			return i
		}
	}
	return -1
}

// cleanName replaces what a name must not have by '-'.
func cleanName(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && badNameByte(string(r)) < 0 {
			return r
		}
		return '-'
	}, s)
}

func runeAt(s string, i int) rune {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r
}

func runeLen(s string, i int) int {
	_, n := utf8.DecodeRuneInString(s[i:])
	return n
}

// isAll reports whether s is not empty and all its bytes are accepted.
func isAll(s string, ok func(byte) bool) bool {
	for i := range len(s) {
		if !ok(s[i]) {
			return false
		}
	}
	return s != ""
}

// reportEnum reports a value that is none of those which its type knows.
func reportEnum[E interface {
	~string
	Values() []E
}](p *Pass, path string, v E) {
	values := v.Values()
	hint := ""
	names := make([]string, len(values))
	for i, known := range values {
		names[i] = string(known)
		if strings.EqualFold(string(known), string(v)) || squash(string(known)) == squash(string(v)) {
			hint = "write " + string(known)
		}
	}
	allowed := strings.Join(names, ", ")
	if len(names) > 1 {
		allowed = strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
		if hint == "" {
			hint = "write one of those"
		}
	}
	if hint == "" {
		hint = "write " + allowed
	}
	if v == "" {
		p.Report(path, p.Sprintf("the value is missing; allowed: %s", allowed), hint)
		return
	}
	p.Report(path, p.Sprintf("%q is not known; allowed: %s", string(v), allowed), hint)
}

// squash takes off what people write differently in the values of an enum.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '-', '_', ' ', '.':
			return -1
		}
		return r
	}, strings.ToLower(s))
}

// reportRange reports a number that is not from lo to hi.
func (p *Pass) reportRange(path, what string, v, lo, hi int, unit string) {
	if unit != "" {
		unit = " " + unit
	}
	p.Report(path, p.Sprintf("%s is %d%s, not from %d to %d", what, v, unit, lo, hi), p.Sprintf("write %d to %d", lo, hi))
}

// arnParts are the parts of an ARN: arn:partition:service:region:account:resource.
type arnParts struct{ partition, service, region, account, resource string }

// parseARN splits an ARN. ok is false when it does not have six parts, or no
// partition and service.
func parseARN(s string) (a arnParts, ok bool) {
	rest, ok := strings.CutPrefix(s, "arn:")
	if !ok {
		return a, false
	}
	for _, part := range [...]*string{&a.partition, &a.service, &a.region, &a.account} {
		*part, rest, ok = strings.Cut(rest, ":")
		if !ok {
			return a, false
		}
	}
	a.resource = rest
	return a, a.partition != "" && a.service != "" && a.resource != ""
}

// isAccount reports whether s is the number of an AWS account.
func isAccount(s string) bool { return len(s) == 12 && isAll(s, isDigit) }

// isBlankFree reports whether s is not empty and has no blank or control character.
func isBlankFree(s string) bool { return isAll(s, func(c byte) bool { return c > ' ' && c != 0x7f }) }

// platformBefore reports whether a Fargate platform version for Linux was named
// that is older.
func (p *Pass) platformBefore(version string) bool {
	v := p.cfg.PlatformVersion
	if v == "" || strings.EqualFold(v, "LATEST") || !p.onLinux {
		return false
	}
	for {
		a, restA, moreA := strings.Cut(v, ".")
		b, restB, moreB := strings.Cut(version, ".")
		x, errX := strconv.Atoi(a)
		y, errY := strconv.Atoi(b)
		if errX != nil || errY != nil {
			return false
		}
		if x != y || !moreB {
			return x < y
		}
		if !moreA {
			restA = "0"
		}
		v, version = restA, restB
	}
}

func (p *Pass) osFamily() OSFamily {
	if p.td.RuntimePlatform == nil {
		return ""
	}
	return p.td.RuntimePlatform.OperatingSystemFamily
}

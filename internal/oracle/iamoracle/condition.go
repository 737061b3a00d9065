package iamoracle

import (
	"math/big"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ecskit/ecskit/iam"
)

func (r *request) meets(c iam.Condition, version string) bool {
	operator := strings.ToLower(c.Operator)
	operator, ifExists := strings.CutSuffix(operator, "ifexists")
	operator, all := strings.CutPrefix(operator, "forallvalues:")
	operator, some := strings.CutPrefix(operator, "foranyvalue:")
	negated := strings.Contains(operator, "not")
	values := r.context[strings.ToLower(c.Key)]
	holds := func(v string) bool {
		any := slices.ContainsFunc(c.Values, func(want string) bool { return r.compare(operator, v, want, version) })
		return any != negated
	}
	null := len(values) == 0 || len(values) == 1 && values[0] == ""
	switch {
	case operator == "null":
		return slices.ContainsFunc(c.Values, func(v string) bool { return strings.EqualFold(v, "true") == (len(values) == 0) })
	case all:
		return null || !slices.ContainsFunc(values, func(v string) bool { return !holds(v) })
	case some:
		return !null && slices.ContainsFunc(values, holds)
	case len(values) == 0:
		return ifExists || negated
	case len(values) > 1:
		return false
	}
	return holds(values[0])
}

// compare says how the operator, taken as not negated, compares two values.
func (r *request) compare(operator, have, want, version string) bool {
	operator = strings.Replace(operator, "not", "", 1)
	switch operator {
	case "stringequals", "stringequalsignorecase":
		pattern, ok := r.expand(want, version, false)
		var text strings.Builder
		for _, t := range pattern {
			text.WriteRune(t.r)
		}
		if operator == "stringequals" {
			return ok && text.String() == have
		}
		return ok && strings.EqualFold(text.String(), have)
	case "stringlike":
		pattern, ok := r.expand(want, version, true)
		return ok && glob(pattern, []rune(have))
	case "arnequals", "arnlike":
		return r.matchesARN(want, version, have, false)
	case "bool":
		return strings.EqualFold(have, want) && (strings.EqualFold(have, "true") || strings.EqualFold(have, "false"))
	case "binaryequals":
		return have == want
	case "ipaddress":
		return inRange(have, want)
	}
	if rest, ok := strings.CutPrefix(operator, "numeric"); ok {
		a, okA := decimal(have)
		b, okB := decimal(want)
		return okA && okB && ordered(rest, a.Cmp(b))
	}
	rest := strings.TrimPrefix(operator, "date")
	a, okA := date(have)
	b, okB := date(want)
	return okA && okB && ordered(rest, a.Compare(b))
}

func ordered(relation string, c int) bool {
	switch relation {
	case "lessthan":
		return c < 0
	case "lessthanequals":
		return c <= 0
	case "greaterthan":
		return c > 0
	case "greaterthanequals":
		return c >= 0
	}
	return c == 0
}

var decimalForm = regexp.MustCompile(`^[+-]?(\d+\.?\d*|\.\d+)$`)

func decimal(s string) (*big.Rat, bool) {
	if !decimalForm.MatchString(s) {
		return nil, false
	}
	return new(big.Rat).SetString(strings.TrimSuffix(s, "."))
}

func date(s string) (time.Time, bool) {
	if seconds, err := strconv.ParseInt(s, 10, 64); err == nil && len(s) != 4 && s[0] != '+' {
		return time.Unix(seconds, 0).UTC(), true
	}
	for _, layout := range []string{
		"2006", "2006-01", "2006-01-02", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z07:00",
	} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

func inRange(have, want string) bool {
	a, err := netip.ParseAddr(have)
	if err != nil {
		return false
	}
	if !strings.Contains(want, "/") {
		b, err := netip.ParseAddr(want)
		return err == nil && a == b
	}
	p, err := netip.ParsePrefix(want)
	return err == nil && p.Masked().Contains(a)
}

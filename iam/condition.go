package iam

import (
	"net/netip"
	"strings"
)

// condition is one key under one operator, compiled.
type condition struct {
	op       operator
	set      setMode
	ifExists bool
	key      contextKey

	patterns []pattern    // string, binary
	arns     []arnPattern // ARN
	numbers  []number
	dates    []instant
	prefixes []netip.Prefix
	hasTrue  bool // "true" is among the values of Bool and Null
	hasFalse bool
}

// compileCondition compiles a condition. ok is false when the operator is not
// known or a value is not of its type: AWS refuses such a policy.
func compileCondition(c *Condition, withVariables bool) (compiled condition, ok bool) {
	op, set, ifExists, known := parseOperator(c.Operator)
	if !known || op.class == classNull && (ifExists || set != setNone) {
		return condition{}, false
	}
	compiled = condition{op: op, set: set, ifExists: ifExists, key: newContextKey(c.Key)}
	d := dialect(0)
	if withVariables {
		d = variables
	}
	ok = len(c.Values) > 0
	for _, v := range c.Values {
		ok = compiled.addValue(v, d) && ok
	}
	return compiled, ok
}

func (c *condition) addValue(v string, d dialect) (ok bool) {
	switch c.op.class {
	case classString:
		if c.op.relation == relLike {
			d |= wildcards
		}
		p, err := compilePattern(v, d)
		c.patterns = append(c.patterns, p)
		return err == nil
	case classARN:
		a, err := compileARN(v, d)
		c.arns = append(c.arns, a)
		return err == nil
	case classBinary:
		p, _ := compilePattern(v, 0)
		c.patterns = append(c.patterns, p)
		return true
	case classNumeric:
		n, ok := parseNumber(v)
		c.numbers = append(c.numbers, n)
		return ok
	case classDate:
		t, ok := parseInstant(v)
		c.dates = append(c.dates, t)
		return ok
	case classIP:
		p, ok := parsePrefix(v)
		c.prefixes = append(c.prefixes, p)
		return ok
	}
	c.hasTrue = c.hasTrue || strings.EqualFold(v, "true")
	c.hasFalse = c.hasFalse || strings.EqualFold(v, "false")
	return strings.EqualFold(v, "true") || strings.EqualFold(v, "false")
}

// parsePrefix reads an address or a range in CIDR notation.
func parsePrefix(s string) (netip.Prefix, bool) {
	if strings.Contains(s, "/") {
		p, err := netip.ParsePrefix(s)
		return p, err == nil
	}
	a, err := netip.ParseAddr(s)
	if err != nil || a.Zone() != "" {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(a, a.BitLen()), true
}

// holds reports whether the request of q meets the condition.
//
//	                 key missing   no value   one value   several values
//	positive         false         false      compare     false
//	negated          true          true [U]   compare     false [U]
//	…IfExists        true          true       compare     as above
//	ForAllValues     true          true       each must match
//	ForAnyValue      false         false      one must match
//
// [U]: not documented; [Options] has the choice.
func (c *condition) holds(q *Prepared, o *Options) bool {
	values := q.lookup(&c.key)
	if c.op.class == classNull {
		return c.hasTrue && len(values) == 0 || c.hasFalse && len(values) > 0
	}
	switch c.set {
	case setAll:
		if isNullSet(values) {
			return true
		}
		for _, v := range values {
			if c.matchesAny(q, v) == c.op.negated {
				return false
			}
		}
		return true
	case setAny:
		if isNullSet(values) {
			return false
		}
		for _, v := range values {
			if c.matchesAny(q, v) != c.op.negated {
				return true
			}
		}
		return false
	}
	switch {
	case values == nil || len(values) == 0 && !o.EmptyListIsPresent:
		return c.ifExists || c.op.negated
	case len(values) == 0:
		return false
	case len(values) > 1:
		return c.op.negated && o.NegatedListCompares && !c.anyMatches(q, values)
	}
	return c.matchesAny(q, values[0]) != c.op.negated
}

// isNullSet reports whether a set operator sees no value: none is there, or the
// only one is the empty string.
func isNullSet(values []string) bool {
	return len(values) == 0 || len(values) == 1 && values[0] == ""
}

func (c *condition) anyMatches(q *Prepared, values []string) bool {
	for _, v := range values {
		if c.matchesAny(q, v) {
			return true
		}
	}
	return false
}

// matchesAny reports whether v stands in the operator's relation, not negated,
// to one of the values of the policy. What is not of the operator's type stands
// in no relation to anything.
func (c *condition) matchesAny(q *Prepared, v string) bool {
	switch c.op.class {
	case classString, classBinary:
		for i := range c.patterns {
			if c.matchesPattern(q, &c.patterns[i], v) {
				return true
			}
		}
	case classARN:
		offset := resourceOffset(v)
		for i := range c.arns {
			if a := &c.arns[i]; !a.short && a.match(q, v, offset) {
				return true
			}
		}
	case classNumeric:
		n, ok := parseNumber(v)
		for i := 0; ok && i < len(c.numbers); i++ {
			if c.op.relation.holds(n.compare(c.numbers[i])) {
				return true
			}
		}
	case classDate:
		t, ok := parseInstant(v)
		for i := 0; ok && i < len(c.dates); i++ {
			if c.op.relation.holds(t.compare(c.dates[i])) {
				return true
			}
		}
	case classIP:
		a, err := netip.ParseAddr(v)
		for i := 0; err == nil && i < len(c.prefixes); i++ {
			if c.prefixes[i].Contains(a) {
				return true
			}
		}
	case classBool:
		return c.hasTrue && strings.EqualFold(v, "true") || c.hasFalse && strings.EqualFold(v, "false")
	}
	return false
}

func (c *condition) matchesPattern(q *Prepared, p *pattern, v string) bool {
	if c.op.relation == relLike {
		return p.match(q, v)
	}
	return p.matchEqual(q, v, c.op.relation == relEqualFold)
}

// holds reports whether a comparison that gave c fulfils the relation.
func (r relation) holds(c int) bool {
	switch r {
	case relLess:
		return c < 0
	case relLessEqual:
		return c <= 0
	case relGreater:
		return c > 0
	case relGreaterEqual:
		return c >= 0
	}
	return c == 0
}

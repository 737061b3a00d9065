package iam

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

func (v *validator) conditions(i int) {
	s := &v.policy.doc.Statements[i]
	seen := map[string]string{}
	for j := range s.Condition {
		c := &s.Condition[j]
		path := v.policy.conditionPath(i, j)
		id := c.Operator + "\x00" + lowerASCII(c.Key)
		if first, twice := seen[id]; twice && first != c.Key {
			v.add(kindKeyCase, path, fmt.Sprintf("key %s is there as %s too, case does not matter", c.Key, first), "merge both into one list")
		}
		seen[id] = c.Key
		v.condition(i, j, path, c)
	}
}

func (v *validator) condition(i, j int, path string, c *Condition) {
	v.conditionKey(path, c.Key)
	unread := v.policy.missed(i, ElementCondition)
	if len(c.Values) == 0 && !unread {
		v.add(kindEmptyList, path, fmt.Sprintf("%s has no value to compare with", c.Key), "")
	}
	op, set, ifExists, ok := parseOperator(c.Operator)
	if !ok {
		v.unknownOperator(path, c.Operator)
		return
	}
	if op.class == classNull && (ifExists || set != setNone) {
		v.add(kindNullForm, path, fmt.Sprintf("operator %q, Null takes neither IfExists nor a set prefix", c.Operator), "write Null")
	}
	if (op.class == classBool || op.class == classNull) && len(c.Values) > 1 {
		v.add(kindManyBooleans, path, fmt.Sprintf("%d values under %s, one is enough", len(c.Values), op.name), "")
	}
	v.setOperator(i, path, c, op, set)
	for k, value := range c.Values {
		if value == "" && unread {
			continue
		}
		v.conditionValue(v.policy.conditionValuePath(i, j, k), c, op, value)
	}
}

func (v *validator) unknownOperator(path, name string) {
	prefix, base, found := strings.Cut(name, ":")
	if !found {
		prefix, base = "", name
	} else {
		prefix += ":"
	}
	names := make([]string, 0, 2*len(operators))
	for _, o := range operators {
		names = append(names, o.name, o.name+"IfExists")
	}
	hint := ""
	if near := jsonscan.Nearest(base, names); near != "" {
		hint = "did you mean " + prefix + near + "?"
	}
	if found && !strings.EqualFold(prefix, "ForAllValues:") && !strings.EqualFold(prefix, "ForAnyValue:") {
		hint = "the prefixes are ForAllValues: and ForAnyValue:"
	}
	v.add(kindUnknownOperator, path, fmt.Sprintf("unknown condition operator %q", name), hint)
}

func (v *validator) conditionKey(path, key string) {
	prefix, name, found := strings.Cut(key, ":")
	switch {
	case !found || prefix == "" || name == "":
		// Providers are prefixes too: accounts.google.com:aud, saml:sub.
		v.add(kindConditionKey, path, fmt.Sprintf("condition key %q is not prefix:name", key), "")
	case strings.ContainsAny(key, " \t\n"):
		v.add(kindConditionKey, path, fmt.Sprintf("condition key %q holds white space", key), "")
	case strings.EqualFold(prefix, "aws"):
		v.globalKey(path, name)
	}
}

func (v *validator) globalKey(path, name string) {
	for _, tag := range [...]string{"RequestTag", "ResourceTag", "PrincipalTag"} {
		rest, isTag := cutPrefixFold(name, tag)
		switch {
		case !isTag:
		case rest == "" || rest == "/":
			v.add(kindTagKeyMissing, path, fmt.Sprintf("aws:%s without the key of a tag", name), fmt.Sprintf("write aws:%s/key", tag))
			return
		case rest[0] == '/':
			return
		}
	}
	var names []string
	for _, k := range globalKeys {
		if strings.EqualFold(k.name, name) {
			return
		}
		names = append(names, k.name)
	}
	hint := ""
	if near := jsonscan.Nearest(name, names); near != "" {
		hint = "did you mean aws:" + near + "?"
	}
	v.add(kindUnknownGlobalKey, path, fmt.Sprintf("condition key \"aws:%s\" is not among the global keys", name), hint)
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// setOperator checks the set prefix against the number of values that a key has.
func (v *validator) setOperator(i int, path string, c *Condition, op operator, set setMode) {
	allows := v.policy.doc.Statements[i].Effect == Allow
	if set == setAll && allows && !v.alsoPresent(i, c.Key) {
		v.add(kindForAllValuesAllow, path, fmt.Sprintf("ForAllValues is true when the request lacks %s", c.Key), "add {\"Null\": {\""+c.Key+"\": \"false\"}}")
	}
	many, known := manyValued(c.Key)
	switch {
	case op.class == classNull || !known:
	case many && set == setNone:
		v.add(kindSetOperatorMissing, path, fmt.Sprintf("%s can have several values, %s is false then", c.Key, c.Operator), "write ForAnyValue:"+c.Operator+" or ForAllValues:"+c.Operator)
	case !many && set != setNone:
		v.add(kindSetOperatorNeedless, path, fmt.Sprintf("%s has one value, the prefix only changes what happens when it is missing", c.Key), "write "+op.name)
	}
}

// alsoPresent reports whether a Null condition of the statement demands the key.
func (v *validator) alsoPresent(i int, key string) bool {
	for _, c := range v.policy.doc.Statements[i].Condition {
		if strings.EqualFold(c.Operator, "Null") && strings.EqualFold(c.Key, key) && len(c.Values) == 1 && strings.EqualFold(c.Values[0], "false") {
			return true
		}
	}
	return false
}

func (v *validator) conditionValue(path string, c *Condition, op operator, value string) {
	if at := strings.Index(value, "${"); at >= 0 && op.class != classString && op.class != classARN {
		if op.class == classBool {
			v.addIn(kindVariableBool, path, at, 2, "one page of AWS replaces variables under Bool, another one does not", "compare with true or false")
			return
		}
		v.addIn(kindVariableOperator, path, at, 2, fmt.Sprintf("%s does not replace variables", op.name), "")
		return
	}
	switch op.class {
	case classString:
		if !v.variables(path, value) {
			return
		}
		if op.relation != relLike && hasWildcard(value) {
			v.add(kindWildcardWithoutLike, path, fmt.Sprintf("%s compares the wildcard in %q as it stands", op.name, value), "write "+likeOf(op))
		}
	case classARN:
		if v.variables(path, value) {
			v.arnValue(path, value)
		}
	case classNumeric:
		if _, ok := parseNumber(value); !ok {
			v.add(kindConditionValue, path, fmt.Sprintf("%q is no integer or decimal number", value), "")
		}
	case classDate:
		v.dateValue(path, value)
	case classIP:
		v.addressValue(path, c.Key, value)
	case classBool, classNull:
		if !strings.EqualFold(value, "true") && !strings.EqualFold(value, "false") {
			v.add(kindConditionValue, path, fmt.Sprintf("%q is neither true nor false", value), "")
		}
	}
}

// hasWildcard reports whether a value holds a star or question mark outside the
// escapes ${*} and ${?}.
func hasWildcard(value string) bool {
	value = strings.ReplaceAll(strings.ReplaceAll(value, "${*}", ""), "${?}", "")
	return strings.ContainsAny(value, "*?")
}

// likeOf names the operator that takes wildcards in place of op.
func likeOf(op operator) string {
	if op.negated {
		return "StringNotLike"
	}
	return "StringLike"
}

func (v *validator) arnValue(path, value string) {
	d := dialect(0)
	if v.policy.doc.Version == Version2012 {
		d = variables
	}
	fields, offsets := splitARN(value, d)
	switch {
	case value == "*":
	case len(fields) <= headerFields || !MatchWildcards(fields[0], "arn"):
		v.add(kindConditionValue, path, fmt.Sprintf("%q is no ARN of six fields", value), "write arn:partition:service:region:account:resource, with * where it does not matter")
	default:
		v.arnFields(path, fields, offsets)
	}
}

func (v *validator) dateValue(path, value string) {
	if _, ok := parseInstant(value); !ok {
		v.add(kindConditionValue, path, fmt.Sprintf("%q is no date", value), "write 2026-11-23T12:00:00Z, or seconds since 1970")
		return
	}
	if len(value) == 4 {
		v.add(kindAmbiguousDate, path, fmt.Sprintf("%q is taken as a year, it could be seconds since 1970", value), "write "+value+"-01-01T00:00:00Z")
	}
}

func (v *validator) addressValue(path, key, value string) {
	p, ok := parsePrefix(value)
	if !ok {
		hint := ""
		if strings.ContainsAny(value, "*?") {
			hint = "write a range, as in 203.0.113.0/24"
		}
		v.add(kindConditionValue, path, fmt.Sprintf("%q is neither an address nor a range", value), hint)
		return
	}
	if strings.EqualFold(key, "aws:SourceIp") && isPrivate(p) {
		v.add(kindPrivateAddress, path, fmt.Sprintf("%s is private, aws:SourceIp holds public addresses", value), "use aws:VpcSourceIp for requests through a VPC endpoint")
	}
}

func isPrivate(p netip.Prefix) bool {
	a := p.Addr()
	for _, private := range [...]struct {
		address string
		bits    int
	}{{"10.0.0.0", 8}, {"172.16.0.0", 12}, {"192.168.0.0", 16}, {"fc00::", 7}} {
		r := netip.PrefixFrom(netip.MustParseAddr(private.address), private.bits)
		if r.Contains(a) && p.Bits() >= private.bits {
			return true
		}
	}
	return false
}

// variables checks the policy variables of a value in which they are replaced.
// It reports false when one is malformed.
func (v *validator) variables(path, value string) bool {
	at := strings.Index(value, "${")
	if at < 0 {
		return true
	}
	if v.policy.doc.Version != Version2012 {
		v.addIn(kindVariableVersion, path, at, 2, "the variable is plain text in this version", "write Version 2012-10-17")
		return true
	}
	if _, err := compilePattern(value, variables); err != nil {
		v.addIn(kindVariableForm, path, err.offset, err.length, err.message, "write ${key} or ${key, 'default'}")
		return false
	}
	return true
}

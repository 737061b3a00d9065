package iam

import "strings"

// operatorClass says how an operator reads its values.
type operatorClass uint8

const (
	classString operatorClass = iota
	classARN
	classNumeric
	classDate
	classBool
	classBinary
	classIP
	classNull
)

// relation is what an operator asks of one value, before it is negated.
type relation uint8

const (
	relEqual relation = iota
	relEqualFold
	relLike
	relLess
	relLessEqual
	relGreater
	relGreaterEqual
)

// operator is a condition operator without its prefix and suffix.
type operator struct {
	name     string
	class    operatorClass
	relation relation
	negated  bool
}

// setMode is the prefix of an operator.
type setMode uint8

const (
	setNone setMode = iota
	setAll          // ForAllValues
	setAny          // ForAnyValue
)

// operators are the condition operators that IAM documents.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
var operators = [...]operator{
	{"StringEquals", classString, relEqual, false},
	{"StringNotEquals", classString, relEqual, true},
	{"StringEqualsIgnoreCase", classString, relEqualFold, false},
	{"StringNotEqualsIgnoreCase", classString, relEqualFold, true},
	{"StringLike", classString, relLike, false},
	{"StringNotLike", classString, relLike, true},
	{"NumericEquals", classNumeric, relEqual, false},
	{"NumericNotEquals", classNumeric, relEqual, true},
	{"NumericLessThan", classNumeric, relLess, false},
	{"NumericLessThanEquals", classNumeric, relLessEqual, false},
	{"NumericGreaterThan", classNumeric, relGreater, false},
	{"NumericGreaterThanEquals", classNumeric, relGreaterEqual, false},
	{"DateEquals", classDate, relEqual, false},
	{"DateNotEquals", classDate, relEqual, true},
	{"DateLessThan", classDate, relLess, false},
	{"DateLessThanEquals", classDate, relLessEqual, false},
	{"DateGreaterThan", classDate, relGreater, false},
	{"DateGreaterThanEquals", classDate, relGreaterEqual, false},
	{"Bool", classBool, relEqual, false},
	{"BinaryEquals", classBinary, relEqual, false},
	{"IpAddress", classIP, relEqual, false},
	{"NotIpAddress", classIP, relEqual, true},
	{"ArnEquals", classARN, relLike, false},
	{"ArnLike", classARN, relLike, false},
	{"ArnNotEquals", classARN, relLike, true},
	{"ArnNotLike", classARN, relLike, true},
	{"Null", classNull, relEqual, false},
}

// parseOperator reads a condition operator with its prefix and suffix. Case does
// not matter. ok is false for an operator that is not known.
func parseOperator(s string) (op operator, set setMode, ifExists, ok bool) {
	base := s
	if prefix, after, found := strings.Cut(s, ":"); found {
		switch {
		case strings.EqualFold(prefix, "ForAllValues"):
			set = setAll
		case strings.EqualFold(prefix, "ForAnyValue"):
			set = setAny
		default:
			return operator{}, 0, false, false
		}
		base = after
	}
	const suffix = "IfExists"
	if cut := len(base) - len(suffix); cut >= 0 && strings.EqualFold(base[cut:], suffix) {
		ifExists, base = true, base[:cut]
	}
	for _, o := range operators {
		if strings.EqualFold(o.name, base) {
			return o, set, ifExists, true
		}
	}
	return operator{}, set, ifExists, false
}

package iam

import "strings"

// number is a decimal number of any length, kept as text so that comparing is
// exact: whole without leading zeros, part without trailing ones.
type number struct {
	negative    bool
	whole, part string
}

// parseNumber reads an integer or a decimal number, with an optional sign.
// Exponents are not among the forms that IAM documents.
func parseNumber(s string) (n number, ok bool) {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		n.negative = s[0] == '-'
		s = s[1:]
	}
	n.whole, n.part, _ = strings.Cut(s, ".")
	if n.whole == "" && n.part == "" || !digitsOnly(n.whole) || !digitsOnly(n.part) {
		return number{}, false
	}
	n.whole = strings.TrimLeft(n.whole, "0")
	n.part = strings.TrimRight(n.part, "0")
	if n.whole == "" && n.part == "" {
		n.negative = false
	}
	return n, true
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// compare returns -1, 0 or 1.
func (n number) compare(m number) int {
	switch {
	case n.negative && !m.negative:
		return -1
	case !n.negative && m.negative:
		return 1
	case n.negative:
		n, m = m, n
	}
	if len(n.whole) != len(m.whole) {
		if len(n.whole) < len(m.whole) {
			return -1
		}
		return 1
	}
	if c := strings.Compare(n.whole, m.whole); c != 0 {
		return c
	}
	return strings.Compare(n.part, m.part)
}

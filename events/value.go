package events

import (
	"bytes"
	"math"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

type op uint8

const (
	opString op = iota
	opNumber
	opLiteral // true, false, null
	opPrefix
	opSuffix
	opFold
	opPrefixFold
	opSuffixFold
	opWildcard
	opRange
	opExists
	opAbsent
	opCIDR
	opAddress
	opNot // none of the values below
)

// value is one of the things that a field may be.
type value struct {
	op        op
	text      []byte // opString and its kin; a wildcard has 0xFF for its star
	low, high float64
	withLow   bool // the bound itself is inside
	withHigh  bool
	prefix    netip.Prefix
	not       []value
}

func operators() []string {
	return []string{"prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but", "numeric", "exists", "cidr"}
}

// parseValue compiles one value; problem says what is wrong with it.
func parseValue(v jsonscan.Value) (val value, problem string, kind diag.Kind) {
	switch v.Kind() {
	case jsonscan.Object:
		if v.Len() == 1 {
			for m := range v.Children() {
				if slices.Contains(operators(), m.Key()) {
					val, problem = parseOperator(m.Key(), m)
					return val, problem, kindOperand
				}
				return val, strconv.Quote(m.Key()) + " is none of the operators " + strings.Join(operators(), ", "), kindOperator
			}
		}
		return val, "an object of " + strconv.Itoa(v.Len()) + " members stands for a value; an operator has one", kindOperator
	case jsonscan.Array:
		return val, "a list stands for a value", kindOperand
	}
	return scalar(v), "", kind
}

func scalar(v jsonscan.Value) value {
	switch v.Kind() {
	case jsonscan.String:
		if a, err := netip.ParseAddr(v.Text()); err == nil && a.Zone() == "" {
			return value{op: opAddress, text: []byte(v.Text()), prefix: netip.PrefixFrom(a, a.BitLen())}
		}
		return value{op: opString, text: []byte(v.Text())}
	case jsonscan.Number:
		n, _ := v.Float64()
		return value{op: opNumber, low: n}
	}
	return value{op: opLiteral, text: []byte(v.Raw())}
}

func parseOperator(name string, v jsonscan.Value) (value, string) {
	switch name {
	case "prefix", "suffix":
		plain, fold := opPrefix, opPrefixFold
		if name == "suffix" {
			plain, fold = opSuffix, opSuffixFold
		}
		if v.Kind() == jsonscan.Object && v.Len() == 1 && v.Member("equals-ignore-case").Kind() == jsonscan.String {
			return value{op: fold, text: []byte(v.Member("equals-ignore-case").Text())}, ""
		}
		return textOperand(plain, name, v)
	case "equals-ignore-case":
		return textOperand(opFold, name, v)
	case "wildcard":
		return wildcardOperand(v)
	case "exists":
		yes, ok := v.Bool()
		switch {
		case !ok:
			return value{}, "exists has " + v.Kind().String() + ", not true or false"
		case yes:
			return value{op: opExists}, ""
		}
		return value{op: opAbsent}, ""
	case "cidr":
		p, err := netip.ParsePrefix(v.Text())
		if err != nil {
			return value{}, "cidr has " + v.Raw() + ", not a block such as 10.0.0.0/24 or 2001:db8::/32"
		}
		return value{op: opCIDR, prefix: p.Masked()}, ""
	case "numeric":
		return numericOperand(v)
	}
	return anythingBut(v)
}

func textOperand(o op, name string, v jsonscan.Value) (value, string) {
	if v.Kind() != jsonscan.String {
		return value{}, name + " has " + v.Kind().String() + ", not a string"
	}
	return value{op: o, text: []byte(v.Text())}, ""
}

// star stands for "*" in a compiled wildcard; no UTF-8 text has that byte.
const star = 0xFF

func wildcardOperand(v jsonscan.Value) (value, string) {
	if v.Kind() != jsonscan.String {
		return value{}, "wildcard has " + v.Kind().String() + ", not a string"
	}
	text := v.Text()
	var code []byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			if i++; i == len(text) || text[i] != '*' && text[i] != '\\' {
				return value{}, "a backslash of wildcard " + strconv.Quote(text) + " stands before neither * nor a backslash"
			}
			code = append(code, text[i])
		case c == '*':
			if len(code) > 0 && code[len(code)-1] == star {
				return value{}, "wildcard " + strconv.Quote(text) + " has two stars in a row"
			}
			code = append(code, star)
		default:
			code = append(code, c)
		}
	}
	return value{op: opWildcard, text: code}, ""
}

// numericOperand reads [">", 0, "<=", 5]: one or two comparisons, the lower
// bound first.
func numericOperand(v jsonscan.Value) (value, string) {
	const form = `numeric wants one comparison or a lower and an upper bound, as in [">", 0, "<=", 5], not `
	if v.Kind() != jsonscan.Array || v.Len() != 2 && v.Len() != 4 {
		return value{}, form + v.Raw()
	}
	val := value{op: opRange, low: math.Inf(-1), high: math.Inf(1), withLow: true, withHigh: true}
	for i := 0; i < v.Len(); i += 2 {
		sign := v.Element(i).Text()
		n, ok := v.Element(i + 1).Float64()
		upper := sign == "<" || sign == "<="
		if !ok || i == 0 && upper && v.Len() == 4 || i == 2 && !upper || sign == "=" && v.Len() == 4 {
			return value{}, form + v.Raw()
		}
		switch sign {
		case "=":
			val.low, val.high = n, n
		case ">", ">=":
			val.low, val.withLow = n, sign == ">="
		case "<", "<=":
			val.high, val.withHigh = n, sign == "<="
		default:
			return value{}, form + v.Raw()
		}
	}
	if val.low > val.high {
		return value{}, "numeric " + v.Raw() + " holds for no number"
	}
	return val, ""
}

func anythingBut(v jsonscan.Value) (value, string) {
	val := value{op: opNot}
	switch v.Kind() {
	case jsonscan.String, jsonscan.Number:
		val.not = []value{scalar(v)}
		return val, ""
	case jsonscan.Array:
		var first jsonscan.Kind
		for e := range v.Children() {
			if len(val.not) == 0 {
				first = e.Kind()
			}
			if e.Kind() != first || first != jsonscan.String && first != jsonscan.Number {
				return value{}, "the list of anything-but holds strings alone or numbers alone, not " + e.Raw()
			}
			val.not = append(val.not, scalar(e))
		}
		if len(val.not) > 0 {
			return val, ""
		}
		return value{}, "the list of anything-but is empty"
	case jsonscan.Object:
		if v.Len() != 1 {
			break
		}
		for m := range v.Children() {
			return anythingButOperator(m)
		}
	}
	return value{}, "anything-but has " + v.Raw() + ", not a string, a number, a list of either, or one of prefix, suffix, equals-ignore-case, wildcard"
}

func anythingButOperator(m jsonscan.Value) (value, string) {
	name, val := m.Key(), value{op: opNot}
	if !slices.Contains([]string{"prefix", "suffix", "equals-ignore-case", "wildcard"}, name) {
		return value{}, "anything-but does not take " + strconv.Quote(name) + "; prefix, suffix, equals-ignore-case, wildcard"
	}
	add := func(e jsonscan.Value) string {
		one, problem := parseOperator(name, e)
		if problem == "" && len(one.text) == 0 && (name == "prefix" || name == "suffix") {
			problem = "the " + name + " of anything-but is empty"
		}
		val.not = append(val.not, one)
		return problem
	}
	if m.Kind() != jsonscan.Array {
		problem := add(m)
		return val, problem
	}
	for e := range m.Children() {
		if problem := add(e); problem != "" {
			return val, problem
		}
	}
	if len(val.not) == 0 {
		return val, "the list of anything-but is empty"
	}
	return val, ""
}

// leafKind is the JSON type of an event's leaf.
type leafKind uint8

const (
	leafString leafKind = iota
	leafNumber
	leafLiteral
)

// leaf is a value of an event: the decoded text of a string, the number, or the
// literal's word.
type leaf struct {
	kind   leafKind
	text   []byte
	number float64
}

func (v *value) matches(l *leaf) bool {
	switch v.op {
	case opExists:
		return true
	case opNot:
		for i := range v.not {
			if v.not[i].matches(l) {
				return false
			}
		}
		return true
	case opNumber:
		return l.kind == leafNumber && l.number == v.low
	case opRange:
		return l.kind == leafNumber && (l.number > v.low || v.withLow && l.number == v.low) &&
			(l.number < v.high || v.withHigh && l.number == v.high)
	case opLiteral:
		return l.kind == leafLiteral && bytes.Equal(l.text, v.text)
	}
	return l.kind == leafString && v.matchesText(l.text)
}

func (v *value) matchesText(text []byte) bool {
	switch v.op {
	case opString:
		return bytes.Equal(text, v.text)
	case opPrefix:
		return bytes.HasPrefix(text, v.text)
	case opSuffix:
		return bytes.HasSuffix(text, v.text)
	case opFold:
		return bytes.EqualFold(text, v.text)
	case opPrefixFold:
		return foldPrefix(text, v.text)
	case opSuffixFold:
		return foldSuffix(text, v.text)
	case opWildcard:
		return glob(v.text, text)
	case opAddress:
		return bytes.Equal(text, v.text) || v.contains(text)
	}
	return v.contains(text) // opCIDR
}

// contains reports whether the text is an address in the range. Only an IPv6
// address allocates.
func (v *value) contains(text []byte) bool {
	const longest = 45 // of an IPv6 address with an IPv4 one inside
	if len(text) < 2 || len(text) > longest {
		return false
	}
	if bytes.IndexByte(text, ':') < 0 {
		a, ok := parseIPv4(text)
		return ok && v.prefix.Contains(a)
	}
	a, err := netip.ParseAddr(string(text))
	return err == nil && v.prefix.Contains(a)
}

// parseIPv4 reads what netip.ParseAddr takes for an IPv4 address: four numbers
// below 256 without leading zeros.
func parseIPv4(text []byte) (netip.Addr, bool) {
	var parts [4]byte
	part, digits, n := 0, 0, 0
	for _, c := range text {
		switch {
		case c == '.' && digits > 0 && part < 3:
			parts[part] = byte(n)
			part, digits, n = part+1, 0, 0
		case c >= '0' && c <= '9' && (digits == 0 || n > 0):
			if n = 10*n + int(c-'0'); n > 255 {
				return netip.Addr{}, false
			}
			digits++
		default:
			return netip.Addr{}, false
		}
	}
	parts[part] = byte(n)
	return netip.AddrFrom4(parts), part == 3 && digits > 0
}

// foldPrefix compares as many characters as the prefix has, since a letter's
// two cases may differ in bytes.
func foldPrefix(text, prefix []byte) bool {
	end := 0
	for range utf8.RuneCount(prefix) {
		if end == len(text) {
			return false
		}
		_, n := utf8.DecodeRune(text[end:])
		end += n
	}
	return bytes.EqualFold(text[:end], prefix)
}

func foldSuffix(text, suffix []byte) bool {
	start := len(text)
	for range utf8.RuneCount(suffix) {
		if start == 0 {
			return false
		}
		_, n := utf8.DecodeLastRune(text[:start])
		start -= n
	}
	return bytes.EqualFold(text[start:], suffix)
}

// glob goes back to the last star only, which is enough: an earlier one could
// only take more.
func glob(code, text []byte) bool {
	p, t, back, mark := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(code) && code[p] == star:
			back, mark = p, t
			p++
		case p < len(code) && code[p] == text[t]:
			p, t = p+1, t+1
		case back >= 0:
			mark++
			p, t = back+1, mark
		default:
			return false
		}
	}
	for p < len(code) && code[p] == star {
		p++
	}
	return p == len(code)
}

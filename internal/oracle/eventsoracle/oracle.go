// Package eventsoracle matches EventBridge patterns the slow way: it writes out
// every leaf of an event and every combination of $or, and tries every choice of
// leaves. It takes patterns that package events found no Error in.
package eventsoracle

import (
	"encoding/json"
	"maps"
	"net/netip"
	"regexp"
	"strings"
)

// leaf is a value of an event with its path and, for each list around it, the
// index of the element that it is in.
type leaf struct {
	path  string
	value any
	in    map[string]int // list, by its place, to index
}

// condition is a field of a pattern with its values.
type condition struct {
	path   string
	values []any
}

// Match reports whether an event matches a pattern, both JSON texts.
func Match(pattern, event []byte) (bool, error) {
	var p map[string]any
	if err := json.Unmarshal(pattern, &p); err != nil {
		return false, err
	}
	var e map[string]any
	if err := json.Unmarshal(event, &e); err != nil {
		return false, err
	}
	leaves := flatten(nil, e, "", "", map[string]int{})
	for _, all := range expand(p, "") {
		if choose(all, leaves, map[string]int{}) {
			return true, nil
		}
	}
	return false, nil
}

func flatten(dst []leaf, v any, path, place string, in map[string]int) []leaf {
	switch v := v.(type) {
	case map[string]any:
		for key, below := range v {
			next := key
			if path != "" {
				next = path + "." + key
			}
			dst = flatten(dst, below, next, place+"/"+key, in)
		}
	case []any:
		for i, below := range v {
			inside := maps.Clone(in)
			inside[place] = i
			dst = flatten(dst, below, path, place+"/"+string(rune('0'+i)), inside)
		}
	default:
		dst = append(dst, leaf{path, v, in})
	}
	return dst
}

// expand returns the pattern's combinations, each a list of conditions.
func expand(p map[string]any, prefix string) [][]condition {
	all := [][]condition{nil}
	for key, v := range p {
		var choices [][]condition
		switch v := v.(type) {
		case map[string]any:
			choices = expand(v, prefix+key+".")
		case []any:
			if key == "$or" {
				for _, e := range v {
					choices = append(choices, expand(e.(map[string]any), prefix)...)
				}
			} else {
				choices = [][]condition{{{prefix + key, v}}}
			}
		}
		var product [][]condition
		for _, a := range all {
			for _, b := range choices {
				product = append(product, append(append([]condition{}, a...), b...))
			}
		}
		all = product
	}
	return all
}

// choose tries every leaf for the first condition, then the others.
func choose(rest []condition, leaves []leaf, in map[string]int) bool {
	if len(rest) == 0 {
		return true
	}
	c, present := rest[0], false
	for _, l := range leaves {
		if l.path != c.path {
			continue
		}
		present = true
		both, ok := merge(in, l.in)
		if !ok {
			continue
		}
		for _, v := range c.values {
			if matches(v, l.value) && choose(rest[1:], leaves, both) {
				return true
			}
		}
	}
	if present {
		return false
	}
	for _, v := range c.values {
		if o, ok := v.(map[string]any); ok && o["exists"] == false {
			return choose(rest[1:], leaves, in)
		}
	}
	return false
}

func merge(a, b map[string]int) (map[string]int, bool) {
	both := maps.Clone(a)
	for list, i := range b {
		if j, ok := a[list]; ok && i != j {
			return nil, false
		}
		both[list] = i
	}
	return both, true
}

func matches(v, have any) bool {
	operator, ok := v.(map[string]any)
	if !ok {
		return v == have || sameAddress(v, have)
	}
	text, isText := have.(string)
	for name, operand := range operator {
		switch name {
		case "prefix":
			return isText && affix(operand, text, strings.HasPrefix)
		case "suffix":
			return isText && affix(operand, text, strings.HasSuffix)
		case "equals-ignore-case":
			return isText && strings.EqualFold(text, operand.(string))
		case "wildcard":
			return isText && wildcard(operand.(string)).MatchString(text)
		case "exists":
			return operand == true
		case "cidr":
			a, err := netip.ParseAddr(text)
			return isText && err == nil && netip.MustParsePrefix(operand.(string)).Contains(a)
		case "numeric":
			return numeric(operand.([]any), have)
		case "anything-but":
			return !anyOf(operand, have)
		}
	}
	return false
}

func sameAddress(v, have any) bool {
	a, ok := v.(string)
	b, ok2 := have.(string)
	if !ok || !ok2 {
		return false
	}
	x, err := netip.ParseAddr(a)
	y, err2 := netip.ParseAddr(b)
	return err == nil && err2 == nil && x == y
}

func affix(operand any, text string, has func(s, affix string) bool) bool {
	if o, ok := operand.(map[string]any); ok {
		return has(strings.ToLower(text), strings.ToLower(o["equals-ignore-case"].(string)))
	}
	return has(text, operand.(string))
}

func wildcard(pattern string) *regexp.Regexp {
	expr := regexp.QuoteMeta(pattern)
	expr = strings.ReplaceAll(expr, `\\\\`, "\x00") // an escaped backslash
	expr = strings.ReplaceAll(expr, `\\\*`, "\x01") // an escaped star
	expr = strings.ReplaceAll(expr, `\*`, `.*`)
	expr = strings.ReplaceAll(expr, "\x00", `\\`)
	expr = strings.ReplaceAll(expr, "\x01", `\*`)
	return regexp.MustCompile(`(?s)\A` + expr + `\z`)
}

func numeric(operand []any, have any) bool {
	n, ok := have.(float64)
	for i := 0; i < len(operand); i += 2 {
		bound := operand[i+1].(float64)
		switch operand[i] {
		case "=":
			ok = ok && n == bound
		case "<":
			ok = ok && n < bound
		case "<=":
			ok = ok && n <= bound
		case ">":
			ok = ok && n > bound
		case ">=":
			ok = ok && n >= bound
		}
	}
	return ok
}

func anyOf(operand, have any) bool {
	switch operand := operand.(type) {
	case []any:
		for _, v := range operand {
			if matches(v, have) {
				return true
			}
		}
		return false
	case map[string]any:
		for name, v := range operand {
			list, ok := v.([]any)
			if !ok {
				list = []any{v}
			}
			for _, one := range list {
				if matches(map[string]any{name: one}, have) {
					return true
				}
			}
		}
		return false
	}
	return matches(operand, have)
}

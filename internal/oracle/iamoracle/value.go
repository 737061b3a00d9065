package iamoracle

import (
	"regexp"
	"strings"
)

// variable matches one ${…} of a value.
var variable = regexp.MustCompile(`\$\{([^}',]+)(?:, *'([^']*)')?\}`)

// expand turns a value into tokens: its wildcards, if wild, and the values of its
// variables as plain text. ok is false when a variable has no value.
func (r *request) expand(value, version string, wild bool) (out []token, ok bool) {
	plain := func(s string) []token {
		if wild {
			return tokens(s)
		}
		return literal(s)
	}
	if version != "2012-10-17" {
		return plain(value), true
	}
	for {
		at := variable.FindStringSubmatchIndex(value)
		if at == nil {
			return append(out, plain(value)...), true
		}
		out = append(out, plain(value[:at[0]])...)
		name := value[at[2]:at[3]]
		if name == "*" || name == "?" || name == "$" {
			out = append(out, literal(name)...)
		} else if values := r.context[strings.ToLower(name)]; len(values) == 1 {
			out = append(out, literal(values[0])...)
		} else if at[4] >= 0 {
			out = append(out, literal(value[at[4]:at[5]])...)
		} else {
			return nil, false
		}
		value = value[at[1]:]
	}
}

// matchesARN compares field by field. A pattern with fewer fields is completed
// with stars when complete is set, else it matches nothing.
func (r *request) matchesARN(value, version, arn string, complete bool) bool {
	pattern, ok := r.expandFields(value, version)
	if len(pattern) == 1 && strings.Trim(value, "*") == "" && value != "" {
		return true
	}
	if !ok || strings.Count(arn, ":") < 5 {
		return false
	}
	if len(pattern) < 6 && !complete {
		return false
	}
	for len(pattern) < 6 {
		pattern = append(pattern, tokens("*"))
	}
	for i, field := range strings.SplitN(arn, ":", 6) {
		if !glob(pattern[i], []rune(field)) {
			return false
		}
	}
	return true
}

// expandFields splits a value at its first five colons outside of variables.
func (r *request) expandFields(value, version string) (fields [][]token, ok bool) {
	ok = true
	for len(fields) < 5 {
		end := strings.Index(value, ":")
		if version == "2012-10-17" {
			masked := variable.ReplaceAllStringFunc(value, func(s string) string { return strings.Repeat("x", len(s)) })
			end = strings.Index(masked, ":")
		}
		if end < 0 {
			break
		}
		field, good := r.expand(value[:end], version, true)
		fields, ok = append(fields, field), ok && good
		value = value[end+1:]
	}
	field, good := r.expand(value, version, true)
	return append(fields, field), ok && good
}

package placement

import (
	"fmt"
	"strings"
)

func (c *Cluster) rule(s Strategy, field string) (rule, error) {
	switch s.Type {
	case Random:
		return rule{kind: randomRule}, nil
	case Binpack:
		switch strings.ToLower(s.Field) {
		case "cpu":
			return rule{kind: binpackCPU}, nil
		case "memory":
			return rule{kind: binpackMemory}, nil
		}
		return rule{}, &SpecError{Field: field + ".Field", Message: fmt.Sprintf("binpack by %q, and not by cpu or memory", s.Field), Hint: "write cpu or memory"}
	case Spread:
		if f := strings.ToLower(s.Field); f == "instanceid" || f == "host" {
			return rule{kind: spreadInstance}, nil
		}
		if name, ok := attributeField(s.Field); ok {
			return rule{spreadAttribute, c.attributeNumber(name)}, nil
		}
		return rule{}, &SpecError{Field: field + ".Field", Message: fmt.Sprintf("spread over %q, and not over instanceId, host or attribute:NAME", s.Field), Hint: fieldHint(s.Field)}
	}
	return rule{}, &SpecError{Field: field + ".Type", Message: fmt.Sprintf("%q is none of binpack, spread, random", s.Type), Hint: spellingHint(string(s.Type), string(Binpack), string(Spread), string(Random))}
}

// maxName bounds the name of an attribute, in characters.
const maxName = 128

// isName reports whether an attribute can have the name: letters, digits, hyphens,
// underscores, slashes, backslashes and points, as ECS documents.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html
func isName(name string) bool {
	return name != "" && len(name) <= maxName && !strings.ContainsFunc(name, notInName)
}

func notInName(r rune) bool {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		return false
	}
	return !strings.ContainsRune(`-_/\.`, r)
}

// attributeField returns the name in attribute:NAME.
func attributeField(field string) (string, bool) {
	name, ok := strings.CutPrefix(field, "attribute:")
	return name, ok && isName(name)
}

// fieldHint guesses which field was meant: people write the plural, another letter
// case, a colon for a point or a point for the colon, quotation marks, and whole
// expressions.
func fieldHint(field string) string {
	name, prefixed := field, false
	for _, prefix := range []string{"attributes", "attribute"} {
		if len(name) > len(prefix) && strings.EqualFold(name[:len(prefix)], prefix) && strings.ContainsRune(":. ", rune(name[len(prefix)])) {
			name, prefixed = name[len(prefix)+1:], true
			break
		}
	}
	name = strings.Trim(name, ` "'`)
	if i := strings.IndexFunc(name, func(r rune) bool { return notInName(r) && r != ':' }); i >= 0 {
		name = name[:i]
	}
	name = strings.ReplaceAll(name, ":", ".")
	plain := strings.ToLower(strings.ReplaceAll(name, "-", ""))
	switch {
	case isName(name) && (prefixed || strings.HasPrefix(name, "ecs.")):
		return "write attribute:" + name
	case prefixed:
		return "write attribute: and a name"
	case plain == "instanceid" || plain == "instance" || plain == "instances":
		return "write instanceId"
	case plain == "availabilityzone" || plain == "az" || plain == "zone":
		return "write attribute:" + zoneAttribute
	}
	return "write instanceId, or attribute: and a name"
}

// spellingHint names the word that was meant by one which differs from it in letter
// case, hyphens, underscores or a plural s.
func spellingHint(text string, words ...string) string {
	plain := strings.NewReplacer("-", "", "_", "", " ", "")
	for _, w := range words {
		if strings.EqualFold(strings.TrimSuffix(plain.Replace(text), "s"), w) {
			return "write " + w
		}
	}
	return ""
}

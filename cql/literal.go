package cql

import "strings"

// literal is a pattern that plain comparisons can decide.
type literal struct {
	before, after string
	shape         shape
}

type shape uint8

const (
	shapeExact  shape = iota // before
	shapeOpen                // before, anything, after
	shapeInside              // anything, before, anything
)

func (l *literal) match(v string) bool {
	switch l.shape {
	case shapeExact:
		return v == l.before
	case shapeOpen:
		return len(v) >= len(l.before)+len(l.after) &&
			v[:len(l.before)] == l.before && v[len(v)-len(l.after):] == l.after
	}
	return strings.Contains(v, l.before)
}

const (
	// maxLiterals bounds how many literals stand for one pattern: beyond it a regular
	// expression is no slower than trying one after the other.
	maxLiterals = 16

	// maxLiteralDepth bounds how deep the groups of such a pattern nest, since each
	// level reads what is inside it once more.
	maxLiteralDepth = 4
)

// compileLiterals compiles a valid pattern that is nothing but literal characters,
// small classes of them and alternatives in parentheses, with ".*" at most at
// one place between them or round them. It returns false for every other one.
func (p *pattern) compileLiterals(text string) bool {
	var all []literal
	for {
		inner, ok := unwrap(text)
		if !ok {
			break
		}
		text = inner
	}
	for rest, more := text, true; more; {
		var branch string
		branch, rest, more = cutBranch(rest)
		list, ok := branchLiterals(branch)
		if !ok || len(all)+len(list) > maxLiterals {
			return false
		}
		all = append(all, list...)
	}
	if len(all) == 1 {
		p.one = all[0]
		return true
	}
	p.kind, p.several = patternSeveral, all
	return true
}

// unwrap takes away parentheses that stand round the whole text.
func unwrap(text string) (string, bool) {
	if text == "" || text[0] != '(' || groupEnd(text, 0) != len(text) {
		return text, false
	}
	inner := text[1 : len(text)-1]
	if strings.HasPrefix(inner, "?:") {
		return inner[2:], true
	}
	return inner, !strings.HasPrefix(inner, "?")
}

// cutBranch cuts at the first | that stands outside of parentheses and brackets.
func cutBranch(text string) (branch, rest string, found bool) {
	for i := 0; i < len(text); {
		if text[i] == '|' {
			return text[:i], text[i+1:], true
		}
		i = unitEnd(text, i)
	}
	return text, "", false
}

// unitEnd returns the end of the parenthesis, the class, the escape or the
// character that starts at i.
func unitEnd(text string, i int) int {
	switch text[i] {
	case '(':
		return groupEnd(text, i)
	case '[':
		return classEnd(text, i)
	case '\\':
		return min(i+2, len(text))
	}
	return i + 1
}

// branchLiterals returns the literals of one branch.
func branchLiterals(branch string) ([]literal, bool) {
	branch = strings.TrimPrefix(branch, "^")
	var pieces [][]string
	for start, i := 0, 0; ; {
		if i >= len(branch) || strings.HasPrefix(branch[i:], ".*") {
			words, ok := expand(branch[start:i], i >= len(branch))
			if !ok || len(pieces) == 3 {
				return nil, false
			}
			pieces = append(pieces, words)
			if i >= len(branch) {
				break
			}
			i += len(".*")
			start = i
			continue
		}
		i = unitEnd(branch, i)
	}
	return combine(pieces)
}

// combine makes literals of the words that stand between the ".*" of a branch.
func combine(pieces [][]string) ([]literal, bool) {
	var list []literal
	switch {
	case len(pieces) == 1:
		for _, w := range pieces[0] {
			list = append(list, literal{before: w})
		}
	case len(pieces) == 2 && len(pieces[0])*len(pieces[1]) <= maxLiterals:
		for _, w := range pieces[0] {
			for _, x := range pieces[1] {
				list = append(list, literal{before: w, after: x, shape: shapeOpen})
			}
		}
	case len(pieces) == 3 && onlyEmpty(pieces[0]) && onlyEmpty(pieces[2]):
		for _, w := range pieces[1] {
			list = append(list, literal{before: w, shape: shapeInside})
		}
	}
	return list, list != nil
}

func onlyEmpty(words []string) bool { return len(words) == 1 && words[0] == "" }

// expand returns the words that a text without ".*" matches, if they are few.
// A $ is admitted where it says nothing, at the end of the last piece.
func expand(text string, last bool) ([]string, bool) {
	words := [][]byte{nil}
	for i := 0; i < len(text); {
		end := unitEnd(text, i)
		unit := text[i:end]
		if unit == "$" && last && end == len(text) {
			break
		}
		options, ok := unitWords(unit)
		if !ok || len(words)*len(options) > maxLiterals {
			return nil, false
		}
		words = product(words, options)
		i = end
	}
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = string(w)
	}
	return list, true
}

// product appends each option to each word. A single option is appended in place,
// so that a long text is not copied for each of its characters.
func product(words [][]byte, options []string) [][]byte {
	if len(options) == 1 {
		for i := range words {
			words[i] = append(words[i], options[0]...)
		}
		return words
	}
	all := make([][]byte, 0, len(words)*len(options))
	for _, w := range words {
		for _, o := range options {
			all = append(all, append(w[:len(w):len(w)], o...))
		}
	}
	return all
}

// unitWords returns the words that one unit of a pattern matches.
func unitWords(unit string) ([]string, bool) {
	switch c := unit[0]; c {
	case '(':
		inner, ok := unwrap(unit)
		if !ok {
			return nil, false
		}
		return alternatives(inner)
	case '[':
		return classWords(unit)
	case '\\':
		escaped := unit[1:]
		return []string{escaped}, escaped[0] < 0x80 && (!isWord(escaped[0]) || escaped[0] == '_')
	case ']', '}':
		return []string{unit}, true
	default:
		return []string{unit}, strings.IndexByte(patternSigns, c) < 0
	}
}

func alternatives(text string) ([]string, bool) {
	var all []string
	for more := true; more; {
		var branch string
		branch, text, more = cutBranch(text)
		words, ok := expand(branch, false)
		if !ok || len(all)+len(words) > maxLiterals {
			return nil, false
		}
		all = append(all, words...)
	}
	return all, true
}

// classWords returns the members of a class of a few plain ASCII characters.
func classWords(class string) ([]string, bool) {
	members := class[1 : len(class)-1]
	if len(members) > maxLiterals {
		return nil, false
	}
	var words []string
	for i := range len(members) {
		if c := members[i]; !isWord(c) && c != ',' && c != '.' {
			return nil, false
		}
		words = append(words, members[i:i+1])
	}
	return words, true
}

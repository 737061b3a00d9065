package jsonscan

import (
	"strconv"
)

// AppendMember appends a member's key to a path: ".name", "name" at the start,
// or ["na.me"] when the key needs quotes.
func AppendMember(path []byte, key string) []byte {
	if !plainKey(key) {
		path = append(path, '[')
		path = strconv.AppendQuote(path, key)
		return append(path, ']')
	}
	if len(path) > 0 {
		path = append(path, '.')
	}
	return append(path, key...)
}

// AppendElement appends an element's index to a path: "[2]".
func AppendElement(path []byte, index int) []byte {
	path = append(path, '[')
	path = strconv.AppendInt(path, int64(index), 10)
	return append(path, ']')
}

func plainKey(key string) bool {
	for i := range len(key) {
		c := key[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-') {
			return false
		}
	}
	return key != ""
}

// Segment is one step of a path: the key of a member, or the index of an
// element, in which case Key is empty and IsIndex is set.
type Segment struct {
	Key     string
	Index   int
	IsIndex bool
}

// CutSegment returns the first step of a path and what follows it. ok is false
// when the path is empty or does not start with a step.
func CutSegment(path string) (first Segment, rest string, ok bool) {
	if len(path) > 0 && path[0] == '.' {
		path = path[1:]
	}
	if path == "" {
		return Segment{}, "", false
	}
	if path[0] != '[' {
		end := 0
		for end < len(path) && path[end] != '.' && path[end] != '[' {
			end++
		}
		return Segment{Key: path[:end]}, path[end:], end > 0
	}
	return cutBracket(path[1:])
}

func cutBracket(path string) (first Segment, rest string, ok bool) {
	if len(path) > 0 && path[0] == '"' {
		quoted, err := strconv.QuotedPrefix(path)
		if err != nil || len(path) <= len(quoted) || path[len(quoted)] != ']' {
			return Segment{}, "", false
		}
		key, err := strconv.Unquote(quoted)
		return Segment{Key: key}, path[len(quoted)+1:], err == nil
	}
	end := 0
	for end < len(path) && '0' <= path[end] && path[end] <= '9' {
		end++
	}
	if end == 0 || end == len(path) || path[end] != ']' {
		return Segment{}, "", false
	}
	index, err := strconv.Atoi(path[:end])
	return Segment{Index: index, IsIndex: true}, path[end+1:], err == nil
}

// ComparePaths orders paths step by step, indexes as numbers and before keys,
// an ancestor before what is below it. It returns -1, 0 or 1.
func ComparePaths(a, b string) int {
	for {
		sa, resta, oka := CutSegment(a)
		sb, restb, okb := CutSegment(b)
		if !oka || !okb {
			return compareEnds(a, b, oka, okb)
		}
		if c := compareSegments(sa, sb); c != 0 {
			return c
		}
		a, b = resta, restb
	}
}

// compareEnds orders two paths of which at least one has no further step: the
// one that ends comes first, and what is no path at all is ordered as text.
func compareEnds(a, b string, oka, okb bool) int {
	switch {
	case oka:
		return 1
	case okb:
		return -1
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func compareSegments(a, b Segment) int {
	switch {
	case a == b:
		return 0
	case a.IsIndex && b.IsIndex:
		if a.Index < b.Index {
			return -1
		}
		return 1
	case a.IsIndex != b.IsIndex:
		if a.IsIndex {
			return -1
		}
		return 1
	case a.Key < b.Key:
		return -1
	}
	return 1
}

// Find follows a path from v. It returns the value the path leads to, or the
// nearest ancestor that is there and exact false. rename, when it is not nil,
// gives the key that the text uses for a member of the path, by the path of the
// object that holds it.
func (v Value) Find(path string, rename func(object, key string) string) (found Value, exact bool) {
	rest := path
	for rest != "" {
		segment, after, ok := CutSegment(rest)
		if !ok {
			return v, false
		}
		var next Value
		if segment.IsIndex {
			next = v.Element(segment.Index)
		} else {
			key := segment.Key
			if rename != nil {
				key = rename(path[:len(path)-len(rest)], key)
			}
			next = v.Member(key)
		}
		if next.Kind() == None {
			return v, false
		}
		v, rest = next, after
	}
	return v, true
}

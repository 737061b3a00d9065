package events

import (
	"bytes"
	"slices"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

// maxDepth bounds the nesting of an event. EventBridge's events are at most
// 256 KiB and a handful of levels deep; this is the depth of the module's other
// JSON readers, and keeps recursion off hostile input.
const maxDepth = 128

// element is an element of a list that a leaf lies in: the list, by the offset
// where it begins, and the index.
type element struct{ list, index int }

// hit is a leaf that matches a field, with the elements around it.
type hit struct {
	field      int
	start, end int // in Matcher.elements
}

// Matcher holds the memory that matching needs. The zero Matcher is ready. It
// belongs to one goroutine at a time; patterns may change from call to call.
type Matcher struct {
	data     []byte
	p        *Pattern
	pos      int
	depth    int
	inside   []element // of lists, around the current value
	elements []element // of all hits
	hits     []hit
	seen     []bool // by field: the event has a leaf at its path
	hit      []bool // by field: one of those leaves matches
	keys     []byte // decoded keys, as a stack
	text     []byte // a decoded string value
	wanted   []bool // by field: it is one of the alternative
	counted  []int  // by field: stamp when it was counted
	stamp    int
}

// Match reports whether the event, a JSON text, matches the pattern. The error
// is a *diag.SyntaxError, for an event that is no JSON object.
func (p *Pattern) Match(event []byte) (bool, error) {
	var m Matcher
	return m.Match(p, event)
}

// Match reports whether the event, a JSON text, matches the pattern. The event
// is read once, in time linear in its length; each alternative of $or then looks
// once at each leaf that matches a field, for every list that the leaf lies in.
// The error is a *diag.SyntaxError, for an event whose structure is
// not that of a JSON object; what no field is about is not looked at closer.
func (m *Matcher) Match(p *Pattern, event []byte) (bool, error) {
	if err := m.read(p, event); err != nil {
		return false, err
	}
	for _, alternative := range p.alternatives {
		if !m.possible(alternative) {
			continue
		}
		clear(m.wanted)
		for _, f := range alternative {
			m.wanted[f] = true
		}
		if m.consistent(0, len(m.hits), 0) {
			return true, nil
		}
	}
	return false, nil
}

// read finds the leaves that match a field.
func (m *Matcher) read(p *Pattern, event []byte) error {
	m.p, m.data, m.pos, m.depth = p, event, 0, 0
	m.inside, m.elements, m.hits = m.inside[:0], m.elements[:0], m.hits[:0]
	m.keys = m.keys[:0]
	m.seen = slices.Grow(m.seen[:0], len(p.fields))[:len(p.fields)]
	m.hit = slices.Grow(m.hit[:0], len(p.fields))[:len(p.fields)]
	m.wanted = slices.Grow(m.wanted[:0], len(p.fields))[:len(p.fields)]
	m.counted = slices.Grow(m.counted[:0], len(p.fields))[:len(p.fields)]
	clear(m.seen)
	clear(m.hit)
	m.blanks()
	if m.peek() == '{' && m.object(p.root) {
		if m.blanks(); m.pos == len(event) {
			return nil
		}
	}
	if _, err := jsonscan.Parse(event, jsonscan.Limits{}); err != nil {
		return diag.Locate(event, err)
	}
	return diag.Locate(event, &jsonscan.Error{Offset: m.pos, Message: "the event is no object, or is nested too deep"})
}

// possible reports whether each field of an alternative alone matches.
func (m *Matcher) possible(alternative []int) bool {
	for _, f := range alternative {
		if !m.hit[f] && (m.seen[f] || !m.p.fields[f].absent) {
			return false
		}
	}
	return true
}

// consistent reports whether the fields of the alternative have hits, one each, no
// two of which lie in different elements of a list that both lie in. lo and hi
// bound hits that lie in the same elements of depth lists. They stand in the order
// of the event, so that those in one list, and in it those in one element, stand
// together; of each list one element must have a hit for every field that has any
// in the list. It is linear in the hits, times the depth of the lists.
func (m *Matcher) consistent(lo, hi, depth int) bool {
	for lo < hi {
		if m.hits[lo].end-m.hits[lo].start == depth {
			lo++ // in no further list
			continue
		}
		end := m.together(lo, hi, depth, func(a, b element) bool { return a.list == b.list })
		if !m.oneElement(lo, end, depth) {
			return false
		}
		lo = end
	}
	return true
}

// oneElement is consistent for the hits in one list.
func (m *Matcher) oneElement(lo, hi, depth int) bool {
	want := m.fields(lo, hi)
	for lo < hi {
		end := m.together(lo, hi, depth, func(a, b element) bool { return a.index == b.index })
		if m.fields(lo, end) == want && m.consistent(lo, end, depth+1) {
			return true
		}
		lo = end
	}
	return false
}

// together returns the end of the hits from lo on that are alike in the element
// which they have at a depth.
func (m *Matcher) together(lo, hi, depth int, alike func(a, b element) bool) int {
	first := m.elements[m.hits[lo].start+depth]
	for lo++; lo < hi; lo++ {
		if h := m.hits[lo]; h.end-h.start <= depth || !alike(first, m.elements[h.start+depth]) {
			break
		}
	}
	return lo
}

// fields counts the fields of the alternative that have a hit.
func (m *Matcher) fields(lo, hi int) int {
	m.stamp++
	n := 0
	for _, h := range m.hits[lo:hi] {
		if m.wanted[h.field] && m.counted[h.field] != m.stamp {
			m.counted[h.field] = m.stamp
			n++
		}
	}
	return n
}

func (m *Matcher) peek() byte {
	if m.pos < len(m.data) {
		return m.data[m.pos]
	}
	return 0
}

func (m *Matcher) blanks() {
	for m.pos < len(m.data) {
		switch m.data[m.pos] {
		case ' ', '\t', '\n', '\r':
			m.pos++
		default:
			return
		}
	}
}

// value reads a value below the trie's node, nil for one that no field is about.
func (m *Matcher) value(t *trie) bool {
	m.blanks()
	switch c := m.peek(); c {
	case '{':
		return m.object(t)
	case '[':
		return m.list(t)
	case '"':
		raw, escaped, ok := m.stringToken()
		if ok && t != nil && len(t.fields) > 0 {
			if escaped {
				m.text = appendDecoded(m.text[:0], raw)
				raw = m.text
			}
			m.leaf(t, &leaf{kind: leafString, text: raw})
		}
		return ok
	default:
		return m.word(t)
	}
}

func (m *Matcher) leaf(t *trie, l *leaf) {
	for _, f := range t.fields {
		m.seen[f] = true
		values := m.p.fields[f].values
		for i := range values {
			if values[i].matches(l) {
				m.hit[f] = true
				start := len(m.elements)
				m.elements = append(m.elements, m.inside...)
				m.hits = append(m.hits, hit{f, start, len(m.elements)})
				break
			}
		}
	}
}

func (m *Matcher) object(t *trie) bool {
	if m.depth++; m.depth > maxDepth {
		return false
	}
	m.pos++
	for first := true; ; first = false {
		m.blanks()
		if m.peek() == '}' && first {
			break
		}
		key, escaped, ok := m.stringToken()
		if !ok {
			return false
		}
		if m.blanks(); m.peek() != ':' {
			return false
		}
		m.pos++
		var below *trie
		if t != nil {
			mark := len(m.keys)
			if escaped {
				m.keys = appendDecoded(m.keys, key)
				key = m.keys[mark:]
			}
			below = t.find(key)
			m.keys = m.keys[:mark]
		}
		if !m.value(below) {
			return false
		}
		m.blanks()
		if m.peek() != ',' {
			break
		}
		m.pos++
	}
	m.depth--
	if m.peek() != '}' {
		return false
	}
	m.pos++
	return true
}

// find goes down by a key, of which each dot is a step.
func (t *trie) find(key []byte) *trie {
	for t != nil {
		head, rest, more := bytes.Cut(key, []byte{'.'})
		var next *trie
		for i := range t.keys { // a handful: patterns are small
			if t.keys[i] == string(head) {
				next = t.below[i]
				break
			}
		}
		if !more {
			return next
		}
		t, key = next, rest
	}
	return nil
}

func (m *Matcher) list(t *trie) bool {
	if m.depth++; m.depth > maxDepth {
		return false
	}
	start := m.pos
	m.pos++
	for i := 0; ; i++ {
		m.blanks()
		if m.peek() == ']' && i == 0 {
			break
		}
		m.inside = append(m.inside, element{start, i})
		ok := m.value(t)
		m.inside = m.inside[:len(m.inside)-1]
		if !ok {
			return false
		}
		m.blanks()
		if m.peek() != ',' {
			break
		}
		m.pos++
	}
	m.depth--
	if m.peek() != ']' {
		return false
	}
	m.pos++
	return true
}

package jsonscan

import (
	"iter"
	"strconv"
)

// Kind is the JSON type of a value.
type Kind uint8

// The kinds. The zero Kind is that of the zero Value, which stands for no value.
const (
	None Kind = iota
	Null
	Bool
	Number
	String
	Object
	Array
)

// String returns the name of the kind as a message writes it: "a string", "null".
func (k Kind) String() string {
	switch k {
	case Null:
		return "null"
	case Bool:
		return "true or false"
	case Number:
		return "a number"
	case String:
		return "a string"
	case Object:
		return "an object"
	case Array:
		return "a list"
	}
	return "nothing"
}

// A node is one value. Nodes stand in document order, a container before what
// it holds, so that a subtree is the run from its node to next.
type node struct {
	start, end       int32 // bytes of the value, quotes and brackets included
	keyStart, keyEnd int32 // bytes of its key with the quotes; both 0 when it has none
	next             int32 // index of the first node behind the subtree
	count            int32 // members or elements
	kind             Kind
	escaped          bool // the string holds a backslash
	keyEscaped       bool
}

// Doc is a parsed document: immutable, safe for concurrent use.
type Doc struct {
	src   string
	nodes []node
	bom   bool
}

// Source returns the text of the document, byte order mark included.
func (d *Doc) Source() string { return d.src }

// HasBOM reports whether the text starts with a UTF-8 byte order mark.
func (d *Doc) HasBOM() bool { return d.bom }

// Root returns the value that is the document.
func (d *Doc) Root() Value { return Value{d, 0} }

// Value is a place in a Doc: a small comparable value. The zero Value stands for
// no value; its Kind is None and its other methods answer as for an empty one.
type Value struct {
	doc *Doc
	i   int32
}

func (v Value) node() node {
	if v.doc == nil {
		return node{}
	}
	return v.doc.nodes[v.i]
}

// Kind returns the JSON type of v, None for the zero Value.
func (v Value) Kind() Kind { return v.node().kind }

// Start returns the byte offset of the first byte of v in the document.
func (v Value) Start() int { return int(v.node().start) }

// End returns the byte offset behind the last byte of v.
func (v Value) End() int { return int(v.node().end) }

// HasKey reports whether v is the value of an object's member.
func (v Value) HasKey() bool { return v.node().keyEnd > 0 }

// KeyStart returns the byte offset of the opening quote of the key of v, 0 without one.
func (v Value) KeyStart() int { return int(v.node().keyStart) }

// KeyEnd returns the byte offset behind the closing quote of the key of v, 0 without one.
func (v Value) KeyEnd() int { return int(v.node().keyEnd) }

// Key returns the decoded key of v, "" when v is not a member.
func (v Value) Key() string {
	n := v.node()
	if n.keyEnd == 0 {
		return ""
	}
	return unquote(v.doc.src[n.keyStart:n.keyEnd], n.keyEscaped)
}

// Raw returns the text of v as it stands in the document.
func (v Value) Raw() string {
	if v.doc == nil {
		return ""
	}
	n := v.node()
	return v.doc.src[n.start:n.end]
}

// Len returns the number of members of an object or elements of a list, else 0.
func (v Value) Len() int { return int(v.node().count) }

// Text returns the decoded text of a string, "" for any other kind. Lone
// surrogates become U+FFFD. It shares the document's memory when the string has
// no escapes.
func (v Value) Text() string {
	n := v.node()
	if n.kind != String {
		return ""
	}
	return unquote(v.doc.src[n.start:n.end], n.escaped)
}

// Bool returns the truth value of v and whether v is one.
func (v Value) Bool() (value, ok bool) {
	if v.Kind() != Bool {
		return false, false
	}
	return v.doc.src[v.node().start] == 't', true
}

// Int64 returns the integer v and whether v is a number written as one (no
// fraction, no exponent) that fits.
func (v Value) Int64() (int64, bool) {
	if v.Kind() != Number {
		return 0, false
	}
	i, err := strconv.ParseInt(v.Raw(), 10, 64)
	return i, err == nil
}

// Float64 returns the number v and whether v is one that a float64 can hold.
func (v Value) Float64() (float64, bool) {
	if v.Kind() != Number {
		return 0, false
	}
	f, err := strconv.ParseFloat(v.Raw(), 64)
	return f, err == nil
}

// Children returns the members of an object or the elements of a list, in order.
func (v Value) Children() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		n := v.node()
		if n.count == 0 {
			return
		}
		for i := v.i + 1; i < n.next; i = v.doc.nodes[i].next {
			if !yield(Value{v.doc, i}) {
				return
			}
		}
	}
}

// Member returns the member of v with that key, the last one where the key came
// more than once (as encoding/json does), and the zero Value when there is none.
// It is linear in the members of v.
func (v Value) Member(key string) Value {
	var found Value
	if v.Kind() != Object {
		return found
	}
	for m := range v.Children() {
		if m.keyIs(key) {
			found = m
		}
	}
	return found
}

func (v Value) keyIs(key string) bool {
	n := v.node()
	if !n.keyEscaped {
		return v.doc.src[n.keyStart+1:n.keyEnd-1] == key
	}
	return v.Key() == key
}

// Element returns the element i of a list, the zero Value when there is none.
// It is linear in i.
func (v Value) Element(i int) Value {
	if v.Kind() != Array {
		return Value{}
	}
	for e := range v.Children() {
		if i == 0 {
			return e
		}
		i--
	}
	return Value{}
}

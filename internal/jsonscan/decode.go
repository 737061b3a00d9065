package jsonscan

import (
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// ProblemKind says what is wrong with a value for a Schema.
type ProblemKind uint8

// The kinds of problems.
const (
	UnknownMember ProblemKind = iota // left out of the struct
	WrongCase                        // decoded all the same, under the right name
	Duplicate                        // the later one is the one that counts
	WrongType                        // left out of the struct
	OutOfRange                       // an integer that its field cannot hold; left out
	OtherType                        // decoded all the same, from a value of another type that spells it; see Options.Coerce
	TooLong                          // a list with more elements than Options.MaxElements; the rest is left out
)

// String returns the kind as a name: "unknown-member".
func (k ProblemKind) String() string {
	return [...]string{"unknown-member", "wrong-case", "duplicate", "wrong-type", "out-of-range", "other-type", "too-long"}[k]
}

// Problem is one thing that [Schema.Decode] could not take as it stood.
type Problem struct {
	Kind    ProblemKind
	Path    string // of the value, with the member's name as the model spells it where it is known
	Value   Value  // the value that is wrong, for its place and its text
	Want    string // WrongType, OutOfRange, OtherType: what should stand there, "a string", "an integer"
	Suggest string // UnknownMember: the name that was probably meant; WrongCase: the right spelling
}

// Options says how [Schema.Decode] reads.
type Options struct {
	// Report is called for each problem, in the order of the text. Nil drops them.
	Report func(Problem)
	// Path is the path of the value that is decoded, "" for a document.
	Path string
	// Rename gives the model's name for a key of the text; nil keeps keys as they
	// are. object is the type that holds the member, so that a dialect can be
	// irregular.
	Rename func(object reflect.Type, key string) string
	// Coerce takes a number, true or false where a text is wanted, and a text that
	// spells an integer, a number, true or false where one of those is wanted, and
	// reports OtherType in place of WrongType.
	Coerce bool
	// MaxElements bounds how many elements of one list are decoded, since a few
	// bytes of text can ask for a large struct each. 0 is no bound.
	MaxElements int
}

// maxSuggestions bounds how many unknown members get a suggestion in one
// Decode: each costs a comparison with every known name.
const maxSuggestions = 64

// Decode fills the struct that into points to from v. into must be a pointer to
// the schema's type. A null leaves what it stands for untouched, so null is the
// same as absent; an empty list or object is kept as a non-nil empty one. What
// has a problem is reported and skipped, everything else is filled in.
func (s *Schema) Decode(v Value, into any, o Options) {
	d := decoder{doc: v.doc, Options: o, path: []byte(o.Path)}
	d.value(v, s.root, reflect.ValueOf(into).Elem())
}

type decoder struct {
	Options
	doc       *Doc
	path      []byte
	reported  string // the path of the last problem, since several may share one
	suggested int
}

func (d *decoder) problem(p Problem) {
	if d.Report != nil {
		if d.reported != string(d.path) {
			d.reported = string(d.path)
		}
		p.Path = d.reported
		d.Report(p)
	}
}

func (d *decoder) wrongType(v Value, want string) bool {
	d.problem(Problem{Kind: WrongType, Value: v, Want: want})
	return false
}

// value fills to and reports whether it did.
func (d *decoder) value(v Value, info *typeInfo, to reflect.Value) bool {
	n := v.node()
	switch info.shape {
	case shapeValue:
		to.Set(reflect.ValueOf(v))
		return true
	case shapeRaw:
		to.SetBytes([]byte(v.Raw()))
		return true
	}
	if n.kind == Null {
		return false
	}
	switch info.shape {
	case shapeString:
		if n.kind != String {
			return d.coerceString(v, to) || d.wrongType(v, "a string")
		}
		to.SetString(v.Text())
	case shapeBool:
		if n.kind != Bool {
			return d.coerceBool(v, to) || d.wrongType(v, "true or false")
		}
		to.SetBool(v.doc.src[n.start] == 't')
	case shapeInt:
		return d.integer(v, info, to)
	case shapeFloat:
		f, ok := v.Float64()
		if !ok {
			return d.coerceFloat(v, to) || d.wrongType(v, "a number")
		}
		to.SetFloat(f)
	case shapeTime:
		return d.time(v, to)
	case shapePointer:
		return d.pointer(v, info, to)
	case shapeSlice:
		return d.slice(v, info, to)
	case shapeMap:
		return d.stringMap(v, info, to)
	case shapeStruct:
		if n.kind != Object {
			return d.wrongType(v, "an object")
		}
		d.object(v, info, to)
	}
	return true
}

func (d *decoder) integer(v Value, info *typeInfo, to reflect.Value) bool {
	if v.Kind() == String {
		return d.coerceInt(v, info, to) || d.wrongType(v, "an integer")
	}
	if v.Kind() != Number || strings.ContainsAny(v.Raw(), ".eE") {
		return d.wrongType(v, "an integer")
	}
	i, err := strconv.ParseInt(v.Raw(), 10, info.bits)
	if err != nil {
		d.problem(Problem{Kind: OutOfRange, Value: v, Want: "an integer of " + strconv.Itoa(info.bits) + " bits"})
		return false
	}
	to.SetInt(i)
	return true
}

func (d *decoder) time(v Value, to reflect.Value) bool {
	const want = "a time (RFC 3339, or seconds since 1970)"
	var t time.Time
	switch v.Kind() {
	case String:
		parsed, err := time.Parse(time.RFC3339, v.Text())
		if err != nil {
			return d.wrongType(v, want)
		}
		t = parsed
	case Number:
		f, ok := v.Float64()
		if !ok || math.Abs(f) > 1e12 {
			return d.wrongType(v, want)
		}
		whole, part := math.Modf(f)
		// Microseconds are what the services send; a float64 of today holds no more.
		t = time.Unix(int64(whole), int64(math.Round(part*1e6))*1e3).UTC()
	default:
		return d.wrongType(v, want)
	}
	to.Set(reflect.ValueOf(t))
	return true
}

func (d *decoder) pointer(v Value, info *typeInfo, to reflect.Value) bool {
	fresh := reflect.New(info.elem.typ)
	if !d.value(v, info.elem, fresh.Elem()) {
		return false
	}
	to.Set(fresh)
	return true
}

func (d *decoder) slice(v Value, info *typeInfo, to reflect.Value) bool {
	if v.Kind() != Array {
		return d.wrongType(v, "a list")
	}
	n := v.Len()
	if d.MaxElements > 0 && n > d.MaxElements {
		n = d.MaxElements
		d.problem(Problem{Kind: TooLong, Value: v})
	}
	list := reflect.MakeSlice(info.typ, n, n)
	parent, i := len(d.path), 0
	for e := range v.Children() {
		if i == n {
			break
		}
		d.path = AppendElement(d.path, i)
		if e.Kind() == Null && info.elem.shape != shapeRaw && info.elem.shape != shapeValue {
			d.wrongType(e, info.elem.want())
		} else {
			d.value(e, info.elem, list.Index(i))
		}
		d.path = d.path[:parent]
		i++
	}
	to.Set(list)
	return true
}

// want names what a value for the type should be.
func (t *typeInfo) want() string {
	switch t.shape {
	case shapeString, shapeTime:
		return "a string"
	case shapeBool:
		return "true or false"
	case shapeInt:
		return "an integer"
	case shapeFloat:
		return "a number"
	case shapePointer:
		return t.elem.want()
	case shapeSlice:
		return "a list"
	}
	return "an object"
}

func (d *decoder) stringMap(v Value, info *typeInfo, to reflect.Value) bool {
	if v.Kind() != Object {
		return d.wrongType(v, "an object")
	}
	m := reflect.MakeMapWithSize(info.typ, v.Len())
	elem := reflect.New(info.elem.typ).Elem()
	parent := len(d.path)
	seen := make(map[string]bool, v.Len())
	for e := range v.Children() {
		name := e.Key()
		d.path = AppendMember(d.path, name)
		if seen[name] {
			d.problem(Problem{Kind: Duplicate, Value: e})
		}
		seen[name] = true
		elem.SetZero()
		switch {
		case e.Kind() == Null && info.elem.shape != shapeRaw && info.elem.shape != shapeValue:
			d.wrongType(e, info.elem.want())
		case d.value(e, info.elem, elem):
			m.SetMapIndex(reflect.ValueOf(name).Convert(info.typ.Key()), elem)
		}
		d.path = d.path[:parent]
	}
	to.Set(m)
	return true
}

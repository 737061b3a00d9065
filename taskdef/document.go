package taskdef

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

// Document is a task definition together with the text it was read from. [Load]
// makes one. It is immutable and safe for concurrent use, as long as nobody
// writes to its exported fields.
type Document struct {
	Format     Format          // form of the text
	Definition *TaskDefinition // what could be read; never nil
	Findings   diag.List       // of loading, sorted
	LogicalID  string          // of the resource, in a CloudFormation template

	doc        *jsonscan.Doc
	part       part
	duplicates bool                      // a member comes twice somewhere
	unresolved string                    // path of the first function of CloudFormation
	unreadable map[string]bool           // paths of which the model does not have the value
	above      map[string]bool           // ancestors of those
	places     map[string]jsonscan.Value // where the findings of loading are
	index      func() *diag.Index
}

func newDocument(doc *jsonscan.Doc, p part) *Document {
	return &Document{
		Format: p.format, Definition: &TaskDefinition{}, LogicalID: p.logicalID, doc: doc, part: p,
		index: sync.OnceValue(func() *diag.Index { return diag.NewIndex(doc) }),
	}
}

func (d *Document) markUnreadable(path string) {
	if d.unreadable == nil {
		d.unreadable = map[string]bool{}
	}
	d.unreadable[path] = true
}

// Skip reports whether the value at a path of the model, or an object or list
// that holds it, could not be read: it is a placeholder, has the wrong type, is
// a function of CloudFormation, or has no place in a text of this format. What
// the model has there says nothing.
func (d *Document) Skip(path string) bool {
	if len(d.unreadable) == 0 {
		return false
	}
	if d.unreadable[""] || d.unreadable[path] {
		return true
	}
	for rest := path; ; {
		_, after, ok := jsonscan.CutSegment(rest)
		if !ok || after == "" {
			return false
		}
		if d.unreadable[path[:len(path)-len(after)]] {
			return true
		}
		rest = after
	}
}

// unreadBelow reports whether a value inside the object or list at a path could
// not be read.
func (d *Document) unreadBelow(path string) bool { return d.above[path] }

// noteAncestors fills above from unreadable.
func (d *Document) noteAncestors() {
	if len(d.unreadable) == 0 {
		return
	}
	d.above = map[string]bool{}
	for path := range d.unreadable {
		for rest := path; ; {
			_, after, ok := jsonscan.CutSegment(rest)
			if !ok || after == "" {
				break
			}
			d.above[path[:len(path)-len(after)]] = true
			rest = after
		}
	}
}

// Has reports whether the text has a value other than null at a path of the
// model. It tells an empty string from an absent one, which the model does not.
func (d *Document) Has(path string) bool {
	v, _, exact := d.find(path)
	return exact && v.Kind() != jsonscan.Null && v.Kind() != jsonscan.None
}

// Position returns the place in the text of the value at a path of the model,
// whatever the format of the text. ok is false when the text has nothing there;
// the position is then that of the nearest ancestor. Of a member that comes twice
// the later one counts. It is linear in the members and elements beside the path,
// and does not allocate but for the first call, which finds the lines.
func (d *Document) Position(path string) (p diag.Position, ok bool) {
	v, ok := d.place(path)
	return d.index().At(v.Start()), ok
}

// place returns the value that a path stands for, or its nearest ancestor. What
// loading found was met on the way and need not be searched for again, which in an
// object of many thousand members takes long.
func (d *Document) place(path string) (v jsonscan.Value, ok bool) {
	if v, ok = d.places[path]; ok {
		return v, true
	}
	v, _, ok = d.find(path)
	return v, ok
}

// Range returns where a finding starts and ends, as [diag.Index.Range] does, for
// a path of the model.
func (d *Document) Range(path string, offset, length int) (start, end diag.Position, ok bool) {
	v, ok := d.place(path)
	from, to := diag.ValueRange(v, ok, offset, length)
	return d.index().At(from), d.index().At(to), ok
}

// find returns the value at a path of the model and its type. When the text has
// no such value, exact is false and the value is the nearest ancestor.
func (d *Document) find(path string) (v jsonscan.Value, t jsonscan.Type, exact bool) {
	v, t, rest, ok := d.enter(path)
	for ok && rest != "" {
		segment, after, valid := jsonscan.CutSegment(rest)
		if !valid {
			return v, t, false
		}
		next, field := d.step(v, t, segment)
		if next.Kind() == jsonscan.None {
			return v, t, false
		}
		v, t, rest = next, field, after
	}
	return v, t, ok
}

// enter returns where in the text a path of the model starts, and what of the
// path is left to follow from there. ok is false when the form of the text has no
// place for the path.
func (d *Document) enter(path string) (v jsonscan.Value, t jsonscan.Type, rest string, ok bool) {
	first, after, _ := jsonscan.CutSegment(path)
	switch {
	case first.Key == "tags" && d.tagsBeside():
		_, t = definitionType().Field("tags")
		return d.part.tags, t, after, true
	case d.part.containers.Kind() == jsonscan.Array:
		_, t = definitionType().Field("containerDefinitions")
		return d.part.containers, t, after, first.Key == "containerDefinitions"
	case d.part.object.Kind() == jsonscan.None:
		return d.part.origin, jsonscan.Type{}, path, path == ""
	}
	return d.part.object, definitionType(), path, true
}

// tagsBeside reports whether the tags are those that stand beside the definition.
func (d *Document) tagsBeside() bool {
	if d.part.tags.Kind() == jsonscan.None {
		return false
	}
	inside := false
	for m := range d.part.object.Children() {
		if name, _ := d.member(definitionType(), m.Key()); name == "tags" {
			inside = m.Kind() != jsonscan.Null
		}
	}
	return !inside
}

// step follows one segment of a path.
func (d *Document) step(v jsonscan.Value, t jsonscan.Type, s jsonscan.Segment) (jsonscan.Value, jsonscan.Type) {
	if s.IsIndex {
		return v.Element(s.Index), t.Elem()
	}
	if v.Kind() != jsonscan.Object {
		return jsonscan.Value{}, jsonscan.Type{}
	}
	var found jsonscan.Value
	var field jsonscan.Type
	for m := range v.Children() {
		if !d.mayBe(m, t, s.Key) {
			continue
		}
		if name, f := d.member(t, m.Key()); name == s.Key {
			found, field = m, f
		}
	}
	return found, field
}

// mayBe reports whether a member could be the one of that name, by a look that
// costs less than finding out: an object may have many members, and a text many
// findings. Case and CloudFormation change no key's length, but for one name and
// for letters outside ASCII that have a lower case inside it.
func (d *Document) mayBe(m jsonscan.Value, t jsonscan.Type, name string) bool {
	raw := d.doc.Source()[m.KeyStart()+1 : m.KeyEnd()-1]
	if !t.IsStruct() {
		return raw == name || strings.IndexByte(raw, '\\') >= 0
	}
	return len(raw) == len(name) || name == "properties" || len(raw) > len(name) && !isASCII(raw) || strings.IndexByte(raw, '\\') >= 0
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// member returns the model's name for a key of the text in an object of type t,
// and the type of its value: zero when the model does not know the key. In a map
// every key is its own name.
func (d *Document) member(t jsonscan.Type, key string) (name string, field jsonscan.Type) {
	if !t.IsStruct() {
		return key, t.Elem()
	}
	if d.part.pascal {
		key = pascal().model(t.Go(), key)
	}
	return t.Field(key)
}

// visit is a value of the text with what the model knows about it.
type visit struct {
	parent jsonscan.Type // of the object or list that holds it
	name   string        // of the member, as in the model; empty for an element
	value  jsonscan.Value
	typ    jsonscan.Type
}

// walk calls f for every value that the model has, in the order of the text, with
// its path, which is valid only during the call. It goes below a value when f says
// so.
func (d *Document) walk(f func(path []byte, at visit) (descend bool)) {
	w := walker{d: d, f: f}
	switch {
	case d.part.containers.Kind() == jsonscan.Array:
		_, list := definitionType().Field("containerDefinitions")
		w.value(visit{definitionType(), "containerDefinitions", d.part.containers, list})
	case d.part.object.Kind() == jsonscan.Object:
		w.children(d.part.object, definitionType())
	}
	if d.tagsBeside() {
		_, list := definitionType().Field("tags")
		w.value(visit{definitionType(), "tags", d.part.tags, list})
	}
}

type walker struct {
	d    *Document
	f    func(path []byte, at visit) bool
	path []byte
}

func (w *walker) value(at visit) {
	parent := len(w.path)
	if at.name != "" || at.parent.Kind() == jsonscan.Object {
		w.path = jsonscan.AppendMember(w.path, at.name)
	}
	if w.f(w.path, at) {
		w.children(at.value, at.typ)
	}
	w.path = w.path[:parent]
}

func (w *walker) children(v jsonscan.Value, t jsonscan.Type) {
	switch v.Kind() {
	case jsonscan.Object:
		for m := range v.Children() {
			if name, field := w.d.member(t, m.Key()); field != (jsonscan.Type{}) {
				w.value(visit{t, name, m, field})
			}
		}
	case jsonscan.Array:
		parent, i := len(w.path), 0
		for e := range v.Children() {
			if i == maxElements {
				break
			}
			w.path = jsonscan.AppendElement(w.path, i)
			w.value(visit{parent: t, value: e, typ: t.Elem()})
			w.path = w.path[:parent]
			i++
		}
	}
}

// quoted returns a text of the document for a message: cut, on one line.
func quoted(raw string) string {
	const most = 60
	raw = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, raw)
	if len(raw) <= most {
		return raw
	}
	cut := most
	for !utf8.RuneStart(raw[cut]) {
		cut--
	}
	return raw[:cut] + "…"
}

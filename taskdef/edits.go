package taskdef

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

// Edits returns changes of the text that make findings of this document go away,
// for those findings whose answer is certain: a member in the wrong case, a value
// of another type that spells the right one, a value of a fixed set in the wrong
// case, a null member, members that only outputs have, a byte order mark. The
// rest needs somebody who knows what was meant. Edits do not overlap and come in
// the order of the text; [ApplyEdits] makes them.
func (d *Document) Edits(l diag.List) []diag.Edit {
	e := editor{d: d, seen: map[span]bool{}, removed: map[jsonscan.Value][]removal{}}
	type place struct {
		code diag.Code
		path string
	}
	done := map[place]bool{}
	for _, finding := range l {
		if at := (place{finding.Code, finding.Path}); !done[at] {
			done[at] = true
			e.finding(finding)
		}
	}
	e.removals()
	slices.SortFunc(e.edits, func(a, b diag.Edit) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	end := 0
	return slices.DeleteFunc(e.edits, func(edit diag.Edit) bool {
		if edit.Start < end {
			return true // inside a member that goes
		}
		end = edit.End
		return false
	})
}

// ApplyEdits returns the text with the edits made. They must be in order and not
// overlap, as [Document.Edits] returns them; it panics on edits that are not, or
// that are not of this text.
func ApplyEdits(text []byte, edits []diag.Edit) []byte {
	var out []byte
	at := 0
	for _, e := range edits {
		if e.Start < at || e.End < e.Start || e.End > len(text) {
			panic(fmt.Sprintf("taskdef: edit of bytes %d to %d does not follow byte %d of %d", e.Start, e.End, at, len(text)))
		}
		out = append(out, text[at:e.Start]...)
		out = append(out, e.New...)
		at = e.End
	}
	return append(out, text[at:]...)
}

type span struct{ start, end int }

// removal is a member that is to go.
type removal struct {
	member jsonscan.Value
	code   diag.Code
}

type editor struct {
	d       *Document
	edits   []diag.Edit
	seen    map[span]bool                // what is edited, since findings repeat
	removed map[jsonscan.Value][]removal // by the object that loses members
}

func (e *editor) replace(start, end int, text string, code diag.Code) {
	if s := (span{start, end}); !e.seen[s] {
		e.seen[s] = true
		e.edits = append(e.edits, diag.Edit{Start: start, End: end, New: text, Code: code})
	}
}

func (e *editor) finding(f diag.Diagnostic) {
	switch f.Code {
	case kindBOM.Code:
		if e.d.doc.HasBOM() {
			e.replace(0, len("\uFEFF"), "", f.Code)
		}
	case kindWrongCase.Code:
		e.rename(f)
	case kindWrongType.Code:
		if v, t, ok := e.d.find(f.Path); ok {
			if text := scalar(v, t); text != v.Raw() {
				e.replace(v.Start(), v.End(), text, f.Code)
			}
		}
	case kindNull.Code:
		e.nulls(f.Code)
	case kindOutputOnly.Code:
		for m := range e.d.part.object.Children() {
			if name, _ := e.d.member(definitionType(), m.Key()); outputOnly(name) {
				e.remove(e.d.part.object, m, f.Code)
			}
		}
	default:
		if f.Code < kindNotADefinition.Code { // one of a rule
			e.constant(f)
		}
	}
}

// rename gives every member that a path stands for, and that is in the wrong
// case, its right key.
func (e *editor) rename(f diag.Diagnostic) {
	object, t, name, ok := e.d.holder(f.Path)
	if !ok {
		return
	}
	right := name
	if e.d.part.pascal {
		right = cloudFormationMember(t.Go(), name)
	}
	for m := range object.Children() {
		if n, field := e.d.member(t, m.Key()); n == name && m.Key() != right && field != (jsonscan.Type{}) {
			e.replace(m.KeyStart(), m.KeyEnd(), `"`+right+`"`, f.Code)
		}
	}
}

// holder returns the object that holds the member at the end of a path, its type,
// and the member's name.
func (d *Document) holder(path string) (object jsonscan.Value, t jsonscan.Type, name string, ok bool) {
	parent, last := "", path
	for rest := path; ; {
		s, after, valid := jsonscan.CutSegment(rest)
		if !valid || s.IsIndex && after == "" {
			return jsonscan.Value{}, jsonscan.Type{}, "", false
		}
		if after == "" {
			last = s.Key
			break
		}
		parent, rest = path[:len(path)-len(after)], after
	}
	object, t, ok = d.find(parent)
	return object, t, last, ok && t.IsStruct()
}

// nulls removes every null member that the model knows, but for one that hides an
// earlier member of its name.
func (e *editor) nulls(code diag.Code) {
	e.nullsBelow(e.d.part.object, definitionType(), code)
	_, list := definitionType().Field("containerDefinitions")
	e.nullsBelow(e.d.part.containers, list, code)
}

func (e *editor) nullsBelow(v jsonscan.Value, t jsonscan.Type, code diag.Code) {
	names := map[string]int{}
	for m := range v.Children() {
		name, _ := e.d.member(t, m.Key())
		names[name]++
	}
	for m := range v.Children() {
		name, field := e.d.member(t, m.Key())
		if v.Kind() == jsonscan.Array {
			field = t.Elem()
		}
		switch {
		case field == (jsonscan.Type{}):
		case m.Kind() != jsonscan.Null:
			e.nullsBelow(m, field, code)
		case t.IsStruct() && names[name] == 1:
			e.remove(v, m, code)
		}
	}
}

// constant puts a value of a fixed set into its right case, when it is in the
// wrong one.
func (e *editor) constant(f diag.Diagnostic) {
	v, t, ok := e.d.find(f.Path)
	if !ok || v.Kind() != jsonscan.String || t.Go() == nil {
		return
	}
	if right := rightCase(t.Go(), v.Text()); right != "" && right != v.Text() {
		e.replace(v.Start(), v.End(), `"`+right+`"`, f.Code)
	}
}

// rightCase returns the known value of a type that equals text but for case, ""
// when there is none or the type has no fixed set.
func rightCase(t reflect.Type, text string) string {
	values, ok := t.MethodByName("Values")
	if !ok {
		return ""
	}
	known := values.Func.Call([]reflect.Value{reflect.Zero(t)})[0]
	for i := range known.Len() {
		if value := known.Index(i).String(); strings.EqualFold(value, text) {
			return value
		}
	}
	return ""
}

func (e *editor) remove(object, member jsonscan.Value, code diag.Code) {
	list := e.removed[object]
	if !slices.ContainsFunc(list, func(r removal) bool { return r.member == member }) {
		e.removed[object] = append(list, removal{member, code})
	}
}

// removals turns the members that are to go into edits. What goes with a member
// is the text up to the next one, so that the lines of the others stay as they
// are; with the last ones, the text from the one that stays before them.
func (e *editor) removals() {
	for object, list := range e.removed {
		goes := map[jsonscan.Value]diag.Code{}
		for _, r := range list {
			goes[r.member] = r.code
		}
		members := slices.Collect(object.Children())
		kept := len(members) // behind the last one that stays
		for kept > 0 && goes[members[kept-1]] != "" {
			kept--
		}
		for i, m := range members {
			code := goes[m]
			switch {
			case code == "":
			case i < kept:
				e.replace(m.KeyStart(), members[i+1].KeyStart(), "", code)
			case i > 0:
				e.replace(members[i-1].End(), m.End(), "", code)
			default:
				e.replace(m.KeyStart(), m.End(), "", code)
			}
		}
	}
}

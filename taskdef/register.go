package taskdef

import (
	"bytes"
	"strconv"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

// RegisterError says why a document has no form in which it could be registered.
type RegisterError struct {
	Path    string // of the value that stands in the way; empty is the whole text
	Message string
}

// Error returns "path: message".
func (e *RegisterError) Error() string {
	if e.Path == "" {
		return "taskdef: " + e.Message
	}
	return "taskdef: " + e.Path + ": " + e.Message
}

// RegisterJSON appends the definition as register-task-definition takes it, on
// one line: unwrapped, without the members that only outputs have, without null
// members, with the API's spelling of every member and the API's type of every
// value that spells one. Everything else of the text is kept as it is, also
// members that the model does not know, placeholders, and values that are wrong.
// A list of container definitions becomes an object without a family. It does not
// allocate when dst has room and no member comes twice.
//
// The error is a *RegisterError: the text is no task definition, or it has
// functions of CloudFormation, whose values only a deployment knows. dst is then
// returned as it was.
func (d *Document) RegisterJSON(dst []byte) ([]byte, error) {
	if err := d.registrable(); err != nil {
		return dst, err
	}
	w := registerWriter{d: d, out: dst}
	if list := d.part.containers; list.Kind() == jsonscan.Array {
		_, t := definitionType().Field("containerDefinitions")
		w.out = append(w.out, `{"containerDefinitions":`...)
		w.value(list, t)
	} else {
		w.object(d.part.object, definitionType())
		w.out = bytes.TrimSuffix(w.out, []byte("}"))
	}
	if d.tagsBeside() && d.part.tags.Kind() != jsonscan.Null {
		_, t := definitionType().Field("tags")
		w.key("tags")
		w.value(d.part.tags, t)
	}
	return append(w.out, '}'), nil
}

func (d *Document) registrable() error {
	switch {
	case d.Format == FormatUnknown:
		return &RegisterError{"", "the text is no task definition"}
	case d.part.object.Kind() == jsonscan.None && d.part.containers.Kind() == jsonscan.None:
		return &RegisterError{"", "the resource has no properties"}
	case d.unresolved != "":
		return &RegisterError{d.unresolved, "the value is a function of CloudFormation"}
	}
	if d.part.object.Kind() != jsonscan.None && d.part.object != d.doc.Root() {
		// What is inside must not be taken for an envelope in its turn.
		inner := recognise(d.part.object)[0]
		if inner.format != FormatUnknown && inner.object != d.part.object || inner.format == FormatDockerrun {
			return &RegisterError{"", "the task definition holds members of an envelope around another one"}
		}
	}
	return nil
}

type registerWriter struct {
	d   *Document
	out []byte
}

// key starts a member of the object that is being written.
func (w *registerWriter) key(name string) {
	if w.out[len(w.out)-1] != '{' {
		w.out = append(w.out, ',')
	}
	w.out = append(w.out, '"')
	w.out = append(w.out, name...)
	w.out = append(w.out, '"', ':')
}

func (w *registerWriter) value(v jsonscan.Value, t jsonscan.Type) {
	switch v.Kind() {
	case jsonscan.Object:
		w.object(v, t)
	case jsonscan.Array:
		w.out = append(w.out, '[')
		start := len(w.out)
		for e := range v.Children() {
			if len(w.out) > start {
				w.out = append(w.out, ',')
			}
			w.value(e, t.Elem())
		}
		w.out = append(w.out, ']')
	default:
		w.out = append(w.out, scalar(v, t)...)
	}
}

func (w *registerWriter) object(v jsonscan.Value, t jsonscan.Type) {
	w.out = append(w.out, '{')
	last := w.lastOf(v, t)
	for m := range v.Children() {
		name, field := w.d.member(t, m.Key())
		known := field != (jsonscan.Type{})
		switch {
		case last != nil && known && last[name] != m:
			continue
		case t == definitionType() && (outputOnly(name) || outputOnly(m.Key()) || w.d.Format == FormatDockerrun && dockerrunOnly(name)):
			continue
		case t.IsStruct() && known:
			if m.Kind() == jsonscan.Null {
				continue
			}
			w.key(name)
		default:
			raw := w.d.doc.Source()[m.KeyStart()+1 : m.KeyEnd()-1]
			w.key(raw)
		}
		w.value(m, field)
	}
	w.out = append(w.out, '}')
}

// lastOf returns, in a document with duplicates, the member that counts for each
// name in an object, else nil.
func (w *registerWriter) lastOf(v jsonscan.Value, t jsonscan.Type) map[string]jsonscan.Value {
	if !w.d.duplicates {
		return nil
	}
	last := make(map[string]jsonscan.Value, v.Len())
	for m := range v.Children() {
		name, _ := w.d.member(t, m.Key())
		last[name] = m
	}
	return last
}

func dockerrunOnly(name string) bool {
	return name == "AWSEBDockerrunVersion" || name == "authentication"
}

// scalar returns the JSON text of a scalar in the type that the API wants, where
// the text spells a value of it, else as it stands.
func scalar(v jsonscan.Value, t jsonscan.Type) string {
	raw := v.Raw()
	switch {
	case t.Kind() == jsonscan.String && (v.Kind() == jsonscan.Number || v.Kind() == jsonscan.Bool):
		return `"` + raw + `"`
	case t.Kind() == jsonscan.Number && v.Kind() == jsonscan.String:
		if i, err := strconv.ParseInt(v.Text(), 10, 32); err == nil {
			return strconv.FormatInt(i, 10)
		}
	case t.Kind() == jsonscan.Bool && v.Kind() == jsonscan.String:
		if text := v.Text(); text == "true" || text == "false" {
			return text
		}
	}
	return raw
}

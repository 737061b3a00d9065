package iam

import (
	"encoding/json"
	"slices"
	"strings"
)

// AppendJSON appends the policy as indented JSON with a line break at its end:
// elements in the order of the AWS documentation, a list of one as a plain
// string, values in the order of the document, conditions grouped by operator.
// Parsing the result gives an equal document, but for an operator or key that
// the document has more than once: those become one, with the values of all.
func (p *Policy) AppendJSON(dst []byte) []byte {
	w := writer{dst: dst}
	w.open('{')
	d := &p.doc
	if d.Version != "" {
		w.member("Version", d.Version)
	}
	if d.ID != "" {
		w.member("Id", d.ID)
	}
	w.key("Statement")
	w.open('[')
	for i := range d.Statements {
		w.next()
		w.statement(&d.Statements[i])
	}
	w.close(']')
	w.close('}')
	return append(w.dst, '\n')
}

// MarshalJSON returns what [Policy.AppendJSON] writes, so that a policy can stand
// inside another document.
func (p *Policy) MarshalJSON() ([]byte, error) { return p.AppendJSON(nil), nil }

// String returns the policy as JSON.
func (p *Policy) String() string { return strings.TrimSuffix(string(p.AppendJSON(nil)), "\n") }

// writer writes indented JSON.
type writer struct {
	dst   []byte
	depth int
	began bool // the open container has an element
}

func (w *writer) open(c byte) {
	w.dst = append(w.dst, c)
	w.depth++
	w.began = false
}

func (w *writer) close(c byte) {
	w.depth--
	if w.began {
		w.line()
	}
	w.dst = append(w.dst, c)
	w.began = true
}

func (w *writer) line() {
	w.dst = append(w.dst, '\n')
	for range w.depth {
		w.dst = append(w.dst, "  "...)
	}
}

// next starts another element of the open container.
func (w *writer) next() {
	if w.began {
		w.dst = append(w.dst, ',')
	}
	w.line()
	w.began = true
}

func (w *writer) key(name string) {
	w.next()
	w.text(name)
	w.dst = append(w.dst, ": "...)
}

func (w *writer) member(name, value string) {
	w.key(name)
	w.text(value)
}

func (w *writer) text(s string) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	// A string always has a JSON form.
	_ = e.Encode(s)
	w.dst = append(w.dst, strings.TrimSuffix(b.String(), "\n")...)
}

// list writes an element that may be one string or a list; a nil one is absent.
func (w *writer) list(name string, values []string) {
	if values == nil {
		return
	}
	w.key(name)
	if len(values) == 1 {
		w.text(values[0])
		return
	}
	w.open('[')
	for _, v := range values {
		w.next()
		w.text(v)
	}
	w.close(']')
}

func (w *writer) statement(s *Statement) {
	w.open('{')
	if s.SID != "" {
		w.member("Sid", s.SID)
	}
	if s.Effect != "" {
		w.member("Effect", s.Effect)
	}
	w.principals("Principal", s.Principal)
	w.principals("NotPrincipal", s.NotPrincipal)
	w.list("Action", s.Action)
	w.list("NotAction", s.NotAction)
	w.list("Resource", s.Resource)
	w.list("NotResource", s.NotResource)
	w.conditions(s.Condition)
	w.close('}')
}

func (w *writer) principals(name string, p *Principals) {
	if p == nil {
		return
	}
	if p.Everybody {
		w.member(name, "*")
		return
	}
	w.key(name)
	w.open('{')
	for _, kind := range principalElements {
		w.list(kind, *p.list(kind))
	}
	w.close('}')
}

// conditions writes each operator once, in the order of its first key.
func (w *writer) conditions(list []Condition) {
	if list == nil {
		return
	}
	w.key("Condition")
	w.open('{')
	var written []string
	for _, c := range list {
		if slices.Contains(written, c.Operator) {
			continue
		}
		written = append(written, c.Operator)
		w.key(c.Operator)
		w.open('{')
		w.keysOf(c.Operator, list)
		w.close('}')
	}
	w.close('}')
}

func (w *writer) keysOf(operator string, list []Condition) {
	var keys []string
	for _, c := range list {
		if c.Operator != operator || slices.Contains(keys, c.Key) {
			continue
		}
		keys = append(keys, c.Key)
		values := []string{}
		for _, same := range list {
			if same.Operator == operator && same.Key == c.Key {
				values = append(values, same.Values...)
			}
		}
		w.list(c.Key, values)
	}
}

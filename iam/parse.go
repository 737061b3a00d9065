package iam

import (
	"fmt"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

// Bounds of a policy's text.
const (
	// MaxPolicyBytes bounds the text of a policy. The largest that AWS takes are the
	// 32 KiB of a key policy, white space not counted; twice that leaves room for
	// any indentation.
	MaxPolicyBytes = 64 << 10
	// maxPolicyDepth bounds the nesting. A policy is five deep: the document, its
	// statements, one of them, its conditions, the keys of one, their values.
	maxPolicyDepth = 16
)

// ParsePolicy reads the JSON text of a policy. What can be read is read: the
// findings are about the text's form, elements that are unknown, repeated,
// written in the wrong case or of the wrong type. They are sorted, and
// [Policy.Validate] does not repeat them. [NewPolicy] says how a policy with
// findings is evaluated.
//
// The error is a *diag.SyntaxError; the policy and the findings are then nil.
func ParsePolicy(data []byte) (*Policy, diag.List, error) {
	doc, err := jsonscan.Parse(data, jsonscan.Limits{MaxBytes: MaxPolicyBytes, MaxDepth: maxPolicyDepth})
	if err != nil {
		return nil, nil, diag.Locate(data, err)
	}
	root := doc.Root()
	if root.Kind() != jsonscan.Object {
		err := &jsonscan.Error{Offset: root.Start(), Message: "a policy is an object, not " + root.Kind().String()}
		return nil, nil, diag.Locate(data, err)
	}
	var r reader
	r.document(root)
	p := compilePolicy(r.doc, r.unreadable)
	p.source, p.shapes, p.atRoot = doc, r.shapes, r.atRoot
	p.lostVersion, p.lostStatements = r.lostVersion, r.lostStatements
	r.findings.Sort()
	return p, r.findings, nil
}

// Position returns the place of the value at path in the text that the policy
// was read from, or, with ok false, of its nearest ancestor. A policy that was
// not read from a text has no places.
func (p *Policy) Position(path string) (pos diag.Position, ok bool) {
	if p.source == nil {
		return diag.Position{}, false
	}
	v, ok := p.source.Root().Find(path, nil)
	return p.at(v.Start()), ok
}

// Range returns where a finding starts and ends, as [diag.Index.Range] does.
func (p *Policy) Range(path string, offset, length int) (start, end diag.Position, ok bool) {
	if p.source == nil {
		return diag.Position{}, diag.Position{}, false
	}
	v, ok := p.source.Root().Find(path, nil)
	from, to := diag.ValueRange(v, ok, offset, length)
	return p.at(from), p.at(to), ok
}

func (p *Policy) at(offset int) diag.Position {
	line, column := jsonscan.NewLines(p.source.Source()).At(offset)
	return diag.Position{Offset: offset, Line: line, Column: column}
}

// shape is how a statement is written in its text, so that paths fit it.
type shape struct {
	single     elementSet // Action, Resource and so on: one string, no list
	principals [2]uint8   // Principal and NotPrincipal: bit per kind of principal
	conditions []conditionShape
}

type conditionShape struct{ single bool }

// reader fills a document from a text.
type reader struct {
	doc        Document
	shapes     []shape
	unreadable []elementSet
	atRoot     bool
	findings   diag.List

	lostVersion, lostStatements bool
}

func (r *reader) add(k kindIndex, path, message, hint string) {
	r.findings.Add(kinds[k].At(path, message, hint))
}

var (
	documentElements  = []string{"Version", "Id", "Statement"}
	statementElements = []string{
		"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
	}
	principalElements = []string{"AWS", "Service", "Federated", "CanonicalUser"}
)

// member resolves the key of a member against the elements that may stand there.
// name is "" for one that is unknown; seen collects the names that were there.
func (r *reader) member(m jsonscan.Value, parent string, known []string, seen map[string]bool) (name, path string) {
	key := m.Key()
	path = diag.Member(parent, key)
	for _, k := range known {
		if !strings.EqualFold(k, key) {
			continue
		}
		if k != key {
			r.add(kindElementCase, path, fmt.Sprintf("element %q is written %q", key, k), "write "+k)
		}
		if seen[k] {
			r.add(kindDuplicate, path, fmt.Sprintf("%s is there twice, the later one would count", k), "merge both into one")
		}
		seen[k] = true
		return k, path
	}
	hint := "the elements here are " + strings.Join(known, ", ")
	if near := jsonscan.Nearest(key, known); near != "" {
		hint = "did you mean " + near + "?"
	}
	r.add(kindUnknownElement, path, fmt.Sprintf("unknown element %q", key), hint)
	return "", path
}

func (r *reader) wrongType(v jsonscan.Value, path, want string) {
	r.add(kindWrongType, path, fmt.Sprintf("%s, not %s", v.Kind(), want), "write "+want)
}

func (r *reader) document(root jsonscan.Value) {
	seen := map[string]bool{}
	for m := range root.Children() {
		name, path := r.member(m, "", documentElements, seen)
		switch name {
		case "Version":
			r.lostVersion = !r.text(m, path, &r.doc.Version)
		case "Id":
			r.text(m, path, &r.doc.ID)
		case "Statement":
			r.doc.Statements, r.shapes, r.unreadable, r.atRoot = nil, nil, nil, false
			r.statements(m, path)
		}
	}
}

func (r *reader) statements(v jsonscan.Value, path string) {
	switch v.Kind() {
	case jsonscan.Object:
		r.atRoot = true
		r.statement(v, path)
	case jsonscan.Array:
		r.doc.Statements = make([]Statement, 0, v.Len())
		i := 0
		for e := range v.Children() {
			at := diag.Element(path, i)
			i++
			if e.Kind() != jsonscan.Object {
				r.wrongType(e, at, "an object")
				// Keep the index. Without an effect it matches nothing.
				r.doc.Statements = append(r.doc.Statements, Statement{})
				r.shapes = append(r.shapes, shape{})
				r.unreadable = append(r.unreadable, 1<<ElementEffect)
				continue
			}
			r.statement(e, at)
		}
	default:
		r.lostStatements = true
		r.wrongType(v, path, "an object or a list of objects")
	}
}

func (r *reader) text(v jsonscan.Value, path string, to *string) bool {
	if v.Kind() != jsonscan.String {
		r.wrongType(v, path, "a string")
		return false
	}
	*to = v.Text()
	return true
}

func (r *reader) statement(v jsonscan.Value, parent string) {
	var s Statement
	var sh shape
	var bad elementSet
	seen := make(map[string]bool, v.Len())
	for m := range v.Children() {
		before := len(r.findings)
		name, path := r.member(m, parent, statementElements, seen)
		if name == "" || len(r.findings) > before && r.findings[len(r.findings)-1].Code == kinds[kindDuplicate].Code {
			// What an unknown or repeated element was meant to limit is not known.
			bad |= 1 << ElementCondition
		}
		e, ok := ElementNone, true
		switch name {
		case "Sid":
			r.text(m, path, &s.SID)
		case "Effect":
			ok, e = r.text(m, path, &s.Effect), ElementEffect
		case "Principal":
			s.Principal, ok = r.principals(m, path, &sh.principals[0])
			e = ElementPrincipal
		case "NotPrincipal":
			s.NotPrincipal, ok = r.principals(m, path, &sh.principals[1])
			e = ElementPrincipal
		case "Action":
			ok, e = r.list(m, path, &s.Action, &sh.single, ElementAction), ElementAction
		case "NotAction":
			ok, e = r.list(m, path, &s.NotAction, &sh.single, ElementNotAction), ElementAction
		case "Resource":
			ok, e = r.list(m, path, &s.Resource, &sh.single, ElementResource), ElementResource
		case "NotResource":
			ok, e = r.list(m, path, &s.NotResource, &sh.single, ElementNotResource), ElementResource
		case "Condition":
			s.Condition, sh.conditions, ok = r.conditions(m, path)
			e = ElementCondition
		}
		if !ok {
			bad |= 1 << e
		}
	}
	r.doc.Statements = append(r.doc.Statements, s)
	r.shapes = append(r.shapes, sh)
	r.unreadable = append(r.unreadable, bad)
}

// list reads one string or a list of them. What is no string is left out and
// makes it report false.
func (r *reader) list(v jsonscan.Value, path string, to *[]string, single *elementSet, e Element) bool {
	values, one, ok := r.strings(v, path, false)
	*to = values
	if one {
		*single |= 1 << e
	}
	return ok
}

// strings reads a string or a list of strings; with scalars set numbers and
// booleans are taken as their text too.
func (r *reader) strings(v jsonscan.Value, path string, scalars bool) (values []string, single, ok bool) {
	want := "a string"
	if scalars {
		want = "a string, a number or true or false"
	}
	if v.Kind() != jsonscan.Array {
		s, ok := scalar(v, scalars)
		if !ok {
			r.wrongType(v, path, want+" or a list")
			return []string{}, true, false
		}
		return []string{s}, true, true
	}
	values, ok = make([]string, 0, v.Len()), true
	i := 0
	for e := range v.Children() {
		s, isText := scalar(e, scalars)
		if !isText {
			r.wrongType(e, diag.Element(path, i), want)
			ok = false
		}
		// A place is kept for what is no text, so that indexes fit the text.
		values = append(values, s)
		i++
	}
	return values, false, ok
}

func scalar(v jsonscan.Value, scalars bool) (string, bool) {
	switch v.Kind() {
	case jsonscan.String:
		return v.Text(), true
	case jsonscan.Number, jsonscan.Bool:
		if scalars {
			return v.Raw(), true
		}
	}
	return "", false
}

func (r *reader) principals(v jsonscan.Value, path string, single *uint8) (p *Principals, ok bool) {
	p = &Principals{}
	switch {
	case v.Kind() == jsonscan.String && v.Text() == "*":
		p.Everybody = true
		return p, true
	case v.Kind() == jsonscan.String:
		r.add(kindPrincipalForm, path, fmt.Sprintf("principal %q, a lone string is \"*\" only", v.Text()), principalHint(v.Text()))
		return p, false
	case v.Kind() != jsonscan.Object:
		r.wrongType(v, path, "\"*\" or an object")
		return p, false
	}
	ok = true
	seen := map[string]bool{}
	for m := range v.Children() {
		name, at := r.member(m, path, principalElements, seen)
		to := p.list(name)
		if to == nil {
			ok = false
			continue
		}
		values, one, good := r.strings(m, at, false)
		*to = values
		ok = ok && good
		if one {
			*single |= 1 << principalIndex(name)
		}
	}
	return p, ok
}

// principalHint says how a principal that stands alone is written.
func principalHint(s string) string {
	if strings.Contains(s, ".") && !strings.Contains(s, ":") {
		return fmt.Sprintf("write {\"Service\": %q}", s)
	}
	return fmt.Sprintf("write {\"AWS\": %q}", s)
}

func principalIndex(name string) int {
	for i, n := range principalElements {
		if n == name {
			return i
		}
	}
	return -1
}

// list returns the field for a kind of principal, nil for an unknown one.
func (p *Principals) list(name string) *[]string {
	switch name {
	case "AWS":
		return &p.AWS
	case "Service":
		return &p.Service
	case "Federated":
		return &p.Federated
	case "CanonicalUser":
		return &p.CanonicalUser
	}
	return nil
}

func (r *reader) conditions(v jsonscan.Value, path string) (list []Condition, shapes []conditionShape, ok bool) {
	if v.Kind() != jsonscan.Object {
		r.wrongType(v, path, "an object")
		return nil, nil, false
	}
	ok = true
	operators := map[string]bool{}
	for block := range v.Children() {
		at := diag.Member(path, block.Key())
		if block.Kind() != jsonscan.Object {
			r.wrongType(block, at, "an object of condition keys")
			ok = false
			continue
		}
		if operators[block.Key()] {
			r.add(kindDuplicate, at, fmt.Sprintf("operator %s is there twice, the later one would count", block.Key()), "merge both into one")
			ok = false
		}
		operators[block.Key()] = true
		keys := map[string]bool{}
		for m := range block.Children() {
			keyPath := diag.Member(at, m.Key())
			if keys[m.Key()] {
				r.add(kindDuplicate, keyPath, fmt.Sprintf("key %s is there twice, the later one would count", m.Key()), "merge both into one list")
				ok = false
			}
			keys[m.Key()] = true
			values, single, good := r.strings(m, keyPath, true)
			ok = ok && good
			list = append(list, Condition{block.Key(), m.Key(), values})
			shapes = append(shapes, conditionShape{single})
		}
	}
	return list, shapes, ok
}

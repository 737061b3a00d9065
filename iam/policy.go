package iam

import (
	"slices"
	"strings"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

// Policy is a policy made ready for decisions. It is immutable and safe for
// concurrent use. Make one with [ParsePolicy] or [NewPolicy].
type Policy struct {
	doc        Document
	statements []statement
	source     *jsonscan.Doc // nil when it was not read from a text
	shapes     []shape       // of the statements, how they are written in the text
	unread     []elementSet  // of the statements, what of the text could not be read
	atRoot     bool          // Statement is one object, not a list

	lostVersion, lostStatements bool // there, but not to be read
}

// missed reports whether the text of an element could not be read, so that
// there is a finding already.
func (p *Policy) missed(i int, e Element) bool { return p.unread != nil && p.unread[i].has(e) }

// NewPolicy compiles a document. It keeps a copy.
//
// Nothing is refused here, [Policy.Validate] says what AWS would refuse. Such
// policies are evaluated so that a mistake never lets a request through: a
// statement that allows and has an element that cannot be read matches nothing;
// in one that denies that element matches everything.
func NewPolicy(d Document) *Policy {
	return compilePolicy(cloneDocument(d), nil)
}

// Document returns the policy as data, a copy.
func (p *Policy) Document() Document { return cloneDocument(p.doc) }

// Len returns the number of statements.
func (p *Policy) Len() int { return len(p.doc.Statements) }

func cloneDocument(d Document) Document {
	d.Statements = slices.Clone(d.Statements)
	for i := range d.Statements {
		s := &d.Statements[i]
		s.Principal, s.NotPrincipal = clonePrincipals(s.Principal), clonePrincipals(s.NotPrincipal)
		s.Action, s.NotAction = slices.Clone(s.Action), slices.Clone(s.NotAction)
		s.Resource, s.NotResource = slices.Clone(s.Resource), slices.Clone(s.NotResource)
		s.Condition = slices.Clone(s.Condition)
		for j := range s.Condition {
			s.Condition[j].Values = slices.Clone(s.Condition[j].Values)
		}
	}
	return d
}

func clonePrincipals(p *Principals) *Principals {
	if p == nil {
		return nil
	}
	return &Principals{p.Everybody, slices.Clone(p.AWS), slices.Clone(p.Service), slices.Clone(p.Federated), slices.Clone(p.CanonicalUser)}
}

// Element is an element of a statement.
type Element uint8

// The elements. ElementNone stands for none of them.
const (
	ElementNone Element = iota
	ElementEffect
	ElementPrincipal
	ElementNotPrincipal
	ElementAction
	ElementNotAction
	ElementResource
	ElementNotResource
	ElementCondition
)

var elementNames = [...]string{
	"", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
}

// String returns the name of the element in JSON, "" for ElementNone.
func (e Element) String() string { return elementNames[e] }

// positive returns the element that a Not-form is the negation of.
func (e Element) positive() Element {
	switch e {
	case ElementNotPrincipal, ElementNotAction, ElementNotResource:
		return e - 1
	}
	return e
}

// statement is a compiled statement.
type statement struct {
	inert        bool // the effect is not known
	deny         bool
	unreadable   elementSet
	principal    *principals
	notPrincipal *principals
	actions      []pattern // of Action or NotAction
	resources    []arnPattern
	notAction    bool
	notResource  bool
	hasAction    bool
	hasResource  bool
	conditions   []condition
}

// elementSet holds elements, bit by bit.
type elementSet uint16

func (s elementSet) has(e Element) bool { return s&(1<<e) != 0 }

func compilePolicy(d Document, unreadable []elementSet) *Policy {
	p := &Policy{doc: d, statements: make([]statement, len(d.Statements))}
	p.unread = unreadable
	for i := range d.Statements {
		s := &p.statements[i]
		s.compile(&d.Statements[i], d.Version == Version2012)
		if unreadable != nil {
			s.unreadable |= unreadable[i]
		}
	}
	return p
}

func (s *statement) compile(from *Statement, withVariables bool) {
	// A Deny in the wrong case is refused by AWS; it is taken for what it means.
	s.deny = strings.EqualFold(from.Effect, Deny)
	s.inert = !s.deny && from.Effect != Allow
	s.principal = compilePrincipals(from.Principal)
	s.notPrincipal = compilePrincipals(from.NotPrincipal)
	s.compileActions(from)
	s.compileResources(from, withVariables)
	for i := range from.Condition {
		c, ok := compileCondition(&from.Condition[i], withVariables)
		if !ok {
			s.unreadable |= 1 << ElementCondition
			// Keep the index: conditions are counted as the document counts them.
			c = condition{}
		}
		s.conditions = append(s.conditions, c)
	}
	for _, pair := range [...]struct {
		one, other bool
		element    Element
	}{
		{from.Principal != nil, from.NotPrincipal != nil, ElementPrincipal},
		{from.Action != nil, from.NotAction != nil, ElementAction},
		{from.Resource != nil, from.NotResource != nil, ElementResource},
	} {
		if pair.one && pair.other {
			s.unreadable |= 1 << pair.element
		}
	}
	if from.NotPrincipal != nil && !s.deny {
		s.unreadable |= 1 << ElementPrincipal
	}
}

func (s *statement) compileActions(from *Statement) {
	list := from.Action
	if list == nil {
		list, s.notAction = from.NotAction, from.NotAction != nil
	}
	s.hasAction = list != nil
	for _, a := range list {
		p, _ := compilePattern(a, wildcards|folded)
		s.actions = append(s.actions, p)
	}
	if len(list) == 0 {
		s.unreadable |= 1 << ElementAction
	}
}

func (s *statement) compileResources(from *Statement, withVariables bool) {
	d := dialect(0)
	if withVariables {
		d = variables
	}
	list := from.Resource
	if list == nil {
		list, s.notResource = from.NotResource, from.NotResource != nil
	}
	s.hasResource = list != nil
	for _, r := range list {
		a, err := compileARN(r, d)
		if err != nil {
			s.unreadable |= 1 << ElementResource
		}
		s.resources = append(s.resources, a)
	}
	if list != nil && len(list) == 0 {
		s.unreadable |= 1 << ElementResource
	}
}

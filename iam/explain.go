package iam

import (
	"fmt"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

// Trace is a decision with all that was looked at.
type Trace struct {
	Decision Decision
	// CrossAccount says that the caller and the resource belong to two accounts.
	CrossAccount bool
	// Err says why the request cannot be read; there are no statements then.
	Err error
	// Statements holds every statement of every policy, in the order SCP, RCP,
	// resource, endpoint, identity, boundary, session.
	Statements []StatementTrace
}

// StatementTrace is what became of one statement.
type StatementTrace struct {
	Kind                     PolicyKind
	Level, Policy, Statement int
	SID                      string
	Effect                   string
	// Counts is false for a policy that has no say: an SCP for a service, an RCP
	// for a service it does not guard, an identity policy for an anonymous caller.
	Counts  bool
	Matched bool
	// Missed is the first element that the request does not match, tried in the
	// order Principal, Action, Resource, Condition.
	Missed Element
	// Path is that of the element, or of the condition, in the policy's text.
	Path string
	// Detail says what was compared: what the element asks for and what is there.
	Detail string
}

// Explain decides a request as [Evaluate] does and says for every statement
// whether it matched, or the element that did not.
func Explain(req *Request, p *Policies) Trace {
	var q Prepared
	err := q.Reset(req)
	t := Trace{Decision: p.Decide(&q)}
	if err != nil {
		t.Err = err
		return t
	}
	q.bounded = p.Boundary != nil && q.caller.hasIdentity()
	t.CrossAccount = q.caller.account != q.resourceAccount && q.caller.account != ""
	r := ruling{policies: p, q: &q}
	x := explainer{&t, req, &q, &p.Options}
	for level, list := range p.SCP {
		x.list(list, SCP, level, scpApplies(&q.caller))
	}
	for level, list := range p.RCP {
		x.list(list, RCP, level, r.rcpApplies())
	}
	x.one(p.Resource, Resource, true)
	x.one(p.Endpoint, Endpoint, true)
	identity := q.caller.hasIdentity()
	x.list(p.Identity, Identity, 0, identity)
	x.one(p.Boundary, Boundary, identity)
	x.list(p.Session, Session, 0, identity)
	return t
}

type explainer struct {
	trace   *Trace
	req     *Request
	q       *Prepared
	options *Options
}

func (x *explainer) one(p *Policy, kind PolicyKind, counts bool) {
	if p != nil {
		x.list([]*Policy{p}, kind, 0, counts)
	}
}

func (x *explainer) list(list []*Policy, kind PolicyKind, level int, counts bool) {
	for i, p := range list {
		if p == nil {
			continue
		}
		for j := range p.statements {
			s := StatementTrace{
				Kind: kind, Level: level, Policy: i, Statement: j, Counts: counts,
				SID: p.doc.Statements[j].SID, Effect: p.doc.Statements[j].Effect,
			}
			missed, condition := p.statements[j].match(x.q, kind, x.options)
			s.Missed, s.Matched = missed, missed == ElementNone
			if !s.Matched {
				s.Path, s.Detail = x.detail(p, j, missed, condition)
			}
			x.trace.Statements = append(x.trace.Statements, s)
		}
	}
}

// detail says where a statement failed and on what.
func (x *explainer) detail(p *Policy, i int, missed Element, condition int) (path, detail string) {
	s := &p.doc.Statements[i]
	path = p.elementPath(i, missed)
	switch missed {
	case ElementEffect:
		return path, fmt.Sprintf("effect %q", s.Effect)
	case ElementPrincipal, ElementNotPrincipal:
		return path, "the caller is " + x.req.Principal
	case ElementCondition:
		if condition >= len(s.Condition) {
			return path, "not readable"
		}
		c := &s.Condition[condition]
		return p.conditionPath(i, condition), c.Operator + " " + c.Key + " " + quoteAll(c.Values) + ", the request has " + x.valuesOf(c.Key)
	}
	list := s.values(missed)
	if list == nil {
		return path, "the element is missing"
	}
	asked := x.req.Action
	if missed == ElementResource || missed == ElementNotResource {
		asked = x.req.Resource
	}
	if p.statements[i].unreadable.has(missed) {
		return path, "not readable"
	}
	return path, fmt.Sprintf("%s, the request has %q", quoteAll(list), asked)
}

func (x *explainer) valuesOf(key string) string {
	k := newContextKey(key)
	values := x.q.lookup(&k)
	if len(values) == 0 {
		return "none"
	}
	return quoteAll(values)
}

// quoteAll writes values for a human, the first few of many.
func quoteAll(values []string) string {
	const most = 4
	var b strings.Builder
	for i, v := range values {
		if i == most {
			fmt.Fprintf(&b, " and %d more", len(values)-most)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", v)
	}
	return b.String()
}

// String returns the decision and a line for each statement.
func (t Trace) String() string {
	var b strings.Builder
	fmt.Fprintln(&b, t.Decision)
	if t.Err != nil {
		fmt.Fprintln(&b, "  "+t.Err.Error())
	}
	for _, s := range t.Statements {
		fmt.Fprintln(&b, "  "+s.String())
	}
	return b.String()
}

// String returns what became of the statement on one line.
func (s StatementTrace) String() string {
	where := place(s.Kind, s.Level, s.Policy, s.Statement)
	if s.SID != "" {
		where += " (" + s.SID + ")"
	}
	where += " " + s.Effect
	switch {
	case !s.Counts:
		return where + ": has no say"
	case s.Matched:
		return where + ": matches"
	}
	return where + ": no match at " + s.Path + ": " + s.Detail
}

func place(kind PolicyKind, level, policy, statement int) string {
	where := kind.String()
	if kind == SCP || kind == RCP {
		where += " " + diag.Element("level", level)
	}
	return where + " " + diag.Element("policy", policy) + " " + diag.Element("statement", statement)
}

// String returns the outcome, the reason and, when a statement decided, which.
func (d Decision) String() string {
	s := d.Effect.String() + ": " + d.Reason.String()
	switch {
	case d.Statement >= 0 && d.Reason != BadRequest:
		s += " (" + place(d.By, d.Level, d.Policy, d.Statement) + ")"
	case d.Reason == NoSCPAllow:
		s += " (" + diag.Element("level", d.Level) + ")"
	}
	return s
}

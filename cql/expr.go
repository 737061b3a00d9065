package cql

import "time"

// Instance is what an expression is evaluated against: the properties of one
// container instance that the language can ask for.
type Instance struct {
	EC2InstanceID  string            // i-…, or the managed-instance id mi-… of an external instance; "" is unknown
	AgentConnected bool              // whether the agent is connected
	AgentVersion   string            // as "1.86.2"; "" is unknown
	RegisteredAt   time.Time         // the zero time is unknown
	RunningTasks   int               // tasks in RUNNING, as runningTasksCount of the API
	Attributes     map[string]string // presence is presence in the map; an attribute without value is ""
	TaskGroups     []string          // groups of the tasks placed and not stopped; repetitions do no harm
}

// Expr is a parsed expression. It is immutable and safe for concurrent use. The
// zero Expr, which Parse never returns, matches nothing.
type Expr struct {
	src   string
	atoms []atom
	nodes []node // the tree in preorder
}

// The ends of the chain of atoms; every other target is the index of an atom.
const (
	holds int16 = -1
	fails int16 = -2
)

// Match reports whether the instance satisfies the expression. It does not
// allocate, except where a pattern needs package regexp, whose working memory
// is pooled.
func (e *Expr) Match(in *Instance) bool {
	i := int16(0)
	for uint(i) < uint(len(e.atoms)) {
		a := &e.atoms[i]
		if a.match(in) {
			i = a.onTrue
		} else {
			i = a.onFalse
		}
	}
	return i == holds
}

// Eval evaluates the expression from the truth of its atoms, which it asks for
// by their index in [Expr.Atoms], in rising order, at most once each and only
// as far as needed. It does not allocate.
func (e *Expr) Eval(truth func(atom int) bool) bool {
	i := int16(0)
	for uint(i) < uint(len(e.atoms)) {
		if truth(int(i)) {
			i = e.atoms[i].onTrue
		} else {
			i = e.atoms[i].onFalse
		}
	}
	return i == holds
}

// AppendFailing appends the indexes of the atoms that make the expression false
// for the instance, in rising order, and returns dst; it appends none when the
// expression is true. Of a false "and" they are those of its false operands, of
// a false "or" those of all operands, and of a false "not" those which make its
// operand true. An atom may thus be listed because it is true: one under not.
// It allocates only where dst has no room.
func (e *Expr) AppendFailing(dst []int, in *Instance) []int {
	if len(e.nodes) == 0 {
		return dst
	}
	var truth truths
	for i := range e.atoms {
		if e.atoms[i].match(in) {
			truth[i/64] |= 1 << (i % 64)
		}
	}
	if e.eval(0, &truth) {
		return dst
	}
	return e.appendCause(dst, 0, false, &truth)
}

// truths holds one bit for each atom.
type truths [(maxAtoms + 63) / 64]uint64

// eval evaluates the subtree of node n. The answer is that of the chain of
// targets; this one serves the subtrees, which have no chain of their own.
func (e *Expr) eval(n int, t *truths) bool {
	nd := &e.nodes[n]
	switch nd.kind {
	case NodeAtom:
		return t[nd.atom/64]>>(nd.atom%64)&1 != 0
	case NodeNot:
		return !e.eval(n+1, t)
	}
	for c := n + 1; c < n+int(nd.size); c += int(e.nodes[c].size) {
		if e.eval(c, t) == (nd.kind == NodeOr) {
			return nd.kind == NodeOr
		}
	}
	return nd.kind == NodeAnd
}

// appendCause appends the atoms that give the subtree of n, which evaluates to
// value, that value.
func (e *Expr) appendCause(dst []int, n int, value bool, t *truths) []int {
	nd := &e.nodes[n]
	switch nd.kind {
	case NodeAtom:
		return append(dst, int(nd.atom))
	case NodeNot:
		return e.appendCause(dst, n+1, !value, t)
	}
	for c := n + 1; c < n+int(nd.size); c += int(e.nodes[c].size) {
		if e.eval(c, t) == value {
			dst = e.appendCause(dst, c, value, t)
		}
	}
	return dst
}

// Atoms returns the comparisons of the expression in source order. The slice is
// the caller's own.
func (e *Expr) Atoms() []Atom {
	list := make([]Atom, len(e.atoms))
	for i := range e.atoms {
		list[i] = Atom{&e.atoms[i]}
	}
	return list
}

// Source returns the text that was parsed.
func (e *Expr) Source() string { return e.src }

// link sets the targets of the atoms under node n: where evaluation goes on when
// the subtree is true and when it is false.
func (e *Expr) link(n int, onTrue, onFalse int16) {
	nd := &e.nodes[n]
	switch nd.kind {
	case NodeAtom:
		a := &e.atoms[nd.atom]
		a.onTrue, a.onFalse = onTrue, onFalse
		return
	case NodeNot:
		e.link(n+1, onFalse, onTrue)
		return
	}
	end := n + int(nd.size)
	for c := n + 1; c < end; {
		next := c + int(e.nodes[c].size)
		switch {
		case next == end:
			e.link(c, onTrue, onFalse)
		case nd.kind == NodeAnd:
			e.link(c, e.firstAtom(next), onFalse)
		default:
			e.link(c, onTrue, e.firstAtom(next))
		}
		c = next
	}
}

// firstAtom returns the leftmost atom under node n.
func (e *Expr) firstAtom(n int) int16 {
	for e.nodes[n].kind != NodeAtom {
		n++
	}
	return e.nodes[n].atom
}

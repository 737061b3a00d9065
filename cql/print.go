package cql

import "strings"

// String returns the expression in canonical form: one blank between tokens,
// symbols for the comparisons, quotes only where a value needs them, not(…), and
// parentheses round each "and" inside an "or" and the reverse, so that nobody
// has to know which binds tighter. Parsing it gives an equivalent expression and
// the same text. An expression written so tightly that its canonical form would
// exceed [MaxLength] or [MaxDepth] is returned as it was written.
func (e *Expr) String() string {
	if len(e.nodes) == 0 {
		return ""
	}
	w := printer{e: e}
	w.Grow(len(e.src) + 16)
	w.node(0, 0)
	if w.tooDeep || tooLong(w.Builder.String()) {
		return e.src
	}
	return w.Builder.String()
}

type printer struct {
	strings.Builder
	e       *Expr
	tooDeep bool
}

func (w *printer) node(n, depth int) {
	w.tooDeep = w.tooDeep || depth > MaxDepth
	e := w.e
	nd := &e.nodes[n]
	switch nd.kind {
	case NodeAtom:
		e.atoms[nd.atom].print(&w.Builder)
		return
	case NodeNot:
		w.WriteString("not(")
		w.node(n+1, depth+2) // one level for not, one for the parentheses
		w.WriteByte(')')
		return
	}
	for c := n + 1; c < n+int(nd.size); c += int(e.nodes[c].size) {
		if c > n+1 {
			w.WriteByte(' ')
			w.WriteString(nd.kind.String())
			w.WriteByte(' ')
		}
		kind := e.nodes[c].kind
		if kind != nd.kind && (kind == NodeAnd || kind == NodeOr) {
			w.WriteByte('(')
			w.node(c, depth+1)
			w.WriteByte(')')
			continue
		}
		w.node(c, depth)
	}
}

// String returns the atom in canonical form.
func (a *atom) String() string {
	var b strings.Builder
	a.print(&b)
	return b.String()
}

func (a *atom) print(w *strings.Builder) {
	w.WriteString(a.subjectValue().String())
	w.WriteByte(' ')
	w.WriteString(a.op.String())
	switch a.op {
	case OpExists, OpNotExists:
	case OpIn, OpNotIn:
		w.WriteString(" [")
		for i, v := range a.list {
			if i > 0 {
				w.WriteString(", ")
			}
			printValue(w, v, bareValueEnd(v, 0) == len(v))
		}
		w.WriteByte(']')
	case OpMatches, OpNotMatches:
		w.WriteByte(' ')
		// The blank shows whether the pattern would go on behind its end, as behind \Q( or \Q\.
		printValue(w, a.text, barePatternEnd(a.text+" ", 0) == len(a.text))
	default:
		w.WriteByte(' ')
		printValue(w, a.text, bareValueEnd(a.text, 0) == len(a.text))
	}
}

// printValue writes a value or pattern, in quotes unless it can stand bare. A
// parsed value never holds both kinds of quotes and needs them: it stood in one
// kind itself.
func printValue(w *strings.Builder, v string, bare bool) {
	if bare && v != "" && v[0] != '\'' && v[0] != '"' {
		w.WriteString(v)
		return
	}
	q := byte('\'')
	if strings.IndexByte(v, q) >= 0 {
		q = '"'
	}
	w.WriteByte(q)
	w.WriteString(v)
	w.WriteByte(q)
}

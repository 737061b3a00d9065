package cql

// NodeKind says what a node of the tree is. The zero NodeKind is an atom.
type NodeKind uint8

// The kinds of nodes.
const (
	NodeAtom NodeKind = iota
	NodeAnd
	NodeOr
	NodeNot
)

// String returns "atom", "and", "or" or "not".
func (k NodeKind) String() string {
	names := [...]string{"atom", "and", "or", "not"}
	if int(k) < len(names) {
		return names[k]
	}
	return "none"
}

// node is one element of the tree, which is stored in preorder: the first child
// follows its parent, the next sibling of n is n+size.
type node struct {
	kind   NodeKind
	parens bool  // written in parentheses of its own
	atom   int16 // index of the atom, -1 for the other kinds
	size   uint16
	off    uint16 // place in the source, without surrounding parentheses
	end    uint16
}

// Node is a read-only view of a node, as [Expr.Walk] shows it.
type Node struct {
	Kind     NodeKind
	Atom     int  // index in Expr.Atoms; -1 unless Kind is NodeAtom
	Depth    int  // 0 is the root
	Children int  // of and, or: two and more, in source order; of not: one
	Offset   int  // bytes from the start of the source, without surrounding parentheses
	Length   int  // bytes
	Parens   bool // whether it stands in parentheses in the source
}

// Walk calls visit for the nodes of the expression, parents before children and
// these in source order. When visit returns false the children of that node
// are left out.
func (e *Expr) Walk(visit func(Node) bool) {
	if len(e.nodes) > 0 {
		e.walk(0, 0, visit)
	}
}

func (e *Expr) walk(n, depth int, visit func(Node) bool) {
	nd := &e.nodes[n]
	view := Node{
		Kind: nd.kind, Atom: int(nd.atom), Depth: depth,
		Offset: int(nd.off), Length: int(nd.end - nd.off), Parens: nd.parens,
	}
	end := n + int(nd.size)
	for c := n + 1; c < end; c += int(e.nodes[c].size) {
		view.Children++
	}
	if !visit(view) {
		return
	}
	for c := n + 1; c < end; c += int(e.nodes[c].size) {
		e.walk(c, depth+1, visit)
	}
}

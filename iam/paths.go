package iam

import "github.com/ecskit/ecskit/diag"

// StatementPath returns the path of a statement in the policy's text: Statement[2],
// or Statement where it is not in a list.
func (p *Policy) StatementPath(i int) string {
	if p.atRoot {
		return "Statement"
	}
	return diag.Element("Statement", i)
}

func (p *Policy) elementPath(i int, e Element) string {
	return diag.Member(p.StatementPath(i), e.String())
}

// valuePath returns the path of value j of an element.
func (p *Policy) valuePath(i int, e Element, j int) string {
	path := p.elementPath(i, e)
	if p.shapes != nil && p.shapes[i].single.has(e) {
		return path
	}
	return diag.Element(path, j)
}

// principalPath returns the path of value j of a kind of principal.
func (p *Policy) principalPath(i int, e Element, kind string, j int) string {
	path := diag.Member(p.elementPath(i, e), kind)
	which := 0
	if e == ElementNotPrincipal {
		which = 1
	}
	if p.shapes != nil && p.shapes[i].principals[which]&(1<<principalIndex(kind)) != 0 {
		return path
	}
	return diag.Element(path, j)
}

// conditionPath returns the path of condition j of a statement.
func (p *Policy) conditionPath(i, j int) string {
	c := &p.doc.Statements[i].Condition[j]
	return diag.Member(diag.Member(p.elementPath(i, ElementCondition), c.Operator), c.Key)
}

// conditionValuePath returns the path of value k of condition j of a statement.
func (p *Policy) conditionValuePath(i, j, k int) string {
	path := p.conditionPath(i, j)
	if p.shapes != nil && p.shapes[i].conditions[j].single {
		return path
	}
	return diag.Element(path, k)
}

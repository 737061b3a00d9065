package cql

func (p *parser) failBehind() bool {
	return p.fail(CodeUnexpected, p.pos, len(p.src), "", "unexpected text behind the comparison")
}

func (p *parser) failOperand() bool {
	return p.fail(CodeMissingOperand, p.pos, p.pos, "", "a comparison is missing")
}

func (p *parser) failAttribute(off int) bool {
	return p.fail(CodeAttributeName, off, len(p.src), "", "the name of the attribute is not admitted")
}

func (p *parser) failSubject(off, end int) bool {
	return p.fail(CodeUnknownSubject, off, end, "", "unknown subject %q", p.src[off:end])
}

func (p *parser) failOperator(a *atom) bool {
	return p.fail(CodeUnknownOperator, p.pos, p.pos, "", "unknown operator")
}

func (p *parser) failAdmitted(a *atom, op Op) bool {
	return p.fail(CodeOperatorSubject, int(a.opOff), int(a.opEnd), "", "%s does not admit %s; it admits %s", a.subject, op, a.subject.admitted())
}

func (p *parser) failValue(a *atom) bool {
	return p.fail(CodeMissingValue, p.pos, p.pos, "", "a value is missing")
}

func (p *parser) failListOperator(a *atom) bool {
	return p.fail(CodeListOperator, int(a.opOff), int(a.opEnd), "", "a list stands only behind in and not_in")
}

func (p *parser) failBareValue(a *atom, off, end int) bool {
	return p.fail(CodeBadValue, off, end, "", "the value has a character that is not admitted")
}

func (p *parser) failList(a *atom) bool {
	return p.fail(CodeBadList, p.pos, p.pos, "", "a list stands in brackets")
}

func (p *parser) failListValue(open, n int) bool {
	return p.fail(CodeBadList, open, p.pos, "", "a value is missing in the list")
}

func (p *parser) failListEnd(open int) bool {
	return p.fail(CodeBadList, open, p.pos, "", "the list is never closed")
}

func (p *parser) failPattern(a *atom, off int, pp patternProblem) bool {
	return p.fail(pp.code, off+pp.off, off+pp.end, pp.suggest, "%s", pp.message)
}

func (p *parser) failType(a *atom, off, end int, v string) bool {
	return p.fail(CodeValueType, off, end, "", "%q is no value of %s", v, a.subject)
}

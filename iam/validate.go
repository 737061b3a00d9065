package iam

import (
	"fmt"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
)

// Validate says what AWS would refuse in a policy of a kind, and what it would
// take but is dangerous or without effect. It goes through the whole policy and
// returns sorted findings, each with its path in the text. The findings of
// [ParsePolicy] are not among them.
func (p *Policy) Validate(kind PolicyKind) diag.List {
	v := validator{policy: p, kind: kind}
	v.document()
	for i := range p.doc.Statements {
		v.statement(i)
	}
	v.findings.Sort()
	return v.findings
}

type validator struct {
	policy   *Policy
	kind     PolicyKind
	findings diag.List
}

func (v *validator) add(k kindIndex, path, message, hint string) {
	v.findings.Add(kinds[k].At(path, message, hint))
}

// addIn is add for a part of the string at path.
func (v *validator) addIn(k kindIndex, path string, offset, length int, message, hint string) {
	d := kinds[k].At(path, message, hint)
	d.Offset, d.Length = offset, length
	v.findings.Add(d)
}

func (v *validator) document() {
	d := &v.policy.doc
	v.version(d)
	if len(d.Statements) == 0 && !v.policy.lostStatements {
		v.add(kindMissingStatement, "Statement", "the policy has no statement", "")
	}
	if d.ID != "" && !v.kind.namesPrincipal() {
		v.add(kindIDIgnored, "Id", fmt.Sprintf("Id is not used in an %s policy", v.kind), "leave it out")
	}
	v.sids(d)
	v.size()
	v.characters()
}

func (v *validator) version(d *Document) {
	const hint = "write 2012-10-17"
	switch {
	case d.Version == Version2012, v.policy.lostVersion:
	case d.Version != "" && d.Version != Version2008:
		v.add(kindInvalidVersion, "Version", fmt.Sprintf("version %q, only %s and %s exist", d.Version, Version2012, Version2008), hint)
	case v.kind == Resource || v.kind == Trust || v.kind == Endpoint:
		v.add(kindOldVersion, "Version", "without version 2012-10-17 policy variables are plain text", hint)
	default:
		v.add(kindVersionRequired, "Version", fmt.Sprintf("version %q, this kind of policy must have 2012-10-17", d.Version), hint)
	}
}

func (v *validator) sids(d *Document) {
	seen := map[string]int{}
	for i := range d.Statements {
		sid := d.Statements[i].SID
		if sid == "" {
			continue
		}
		path := diag.Member(v.policy.StatementPath(i), "Sid")
		if first, twice := seen[sid]; twice {
			v.add(kindSIDTwice, path, fmt.Sprintf("Sid %q is that of statement %d too", sid, first), "")
		} else {
			seen[sid] = i
		}
		// Resource policies of several services take other characters too.
		if v.kind == Resource || v.kind == Endpoint {
			continue
		}
		for at, r := range sid {
			if r > 'z' || !isAlphanumeric(byte(r)) {
				v.addIn(kindSIDForm, path, at, utf8.RuneLen(r), fmt.Sprintf("Sid %q holds %q, letters and digits only", sid, r), "")
				break
			}
		}
	}
}

func isAlphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// quota is the length that a kind of policy may have, in characters.
type quota struct {
	most  int // no quota is higher
	usual int // the lowest that may apply; 0 is most
	white bool
	what  string // what usual is the quota of
}

// quotaOf returns the quotas of a kind. Some can be raised on request: most is
// then the highest value that is known.
func quotaOf(kind PolicyKind) quota {
	switch kind {
	case Identity:
		return quota{10240, 6144, false, "a managed policy takes 6,144, an inline policy of a user 2,048 and of a group 5,120"}
	case Boundary:
		return quota{most: 6144}
	case Trust:
		return quota{8192, 2048, false, "the quota is 2,048 unless it was raised"}
	case Session:
		return quota{most: 2048, white: true}
	case SCP:
		return quota{10240, 5120, true, "5,120 until 2026-05-15"}
	case RCP:
		return quota{most: 5120, white: true}
	}
	return quota{32768, 20480, false, "a bucket policy takes 20,480"}
}

func (v *validator) size() {
	q := quotaOf(v.kind)
	n := v.policy.Size(q.white)
	switch {
	case n > q.most:
		v.add(kindTooLong, "", fmt.Sprintf("%d characters, an %s policy has at most %d", n, v.kind, q.most), "")
	case q.usual > 0 && n > q.usual:
		v.add(kindLongForKind, "", fmt.Sprintf("%d characters, %s", n, q.what), "")
	}
}

// Size returns the length of the policy's text in characters, as the quotas
// count it, with or without the white space between its tokens. A policy that
// was not read from a text has the length of its JSON. That white space inside
// strings counts is our reading.
func (p *Policy) Size(whiteSpace bool) int {
	var text string
	if p.source != nil {
		text = p.source.Source()
	} else {
		text = p.String()
	}
	if whiteSpace {
		return utf8.RuneCountInString(text)
	}
	n, inString, escaped := 0, false, false
	for _, r := range text {
		switch {
		case escaped:
			escaped = false
		case inString && r == '\\':
			escaped = true
		case r == '"':
			inString = !inString
		case !inString && (r == ' ' || r == '\t' || r == '\n' || r == '\r'):
			continue
		}
		n++
	}
	return n
}

// characters looks for what no policy may hold. JSON escapes count as what they
// stand for.
func (v *validator) characters() {
	for i := range v.policy.doc.Statements {
		v.eachValue(i, func(path, value string) {
			for at, r := range value {
				if r != '\t' && r != '\n' && r != '\r' && r < ' ' || r > 0xFF {
					v.addIn(kindCharacters, path, at, utf8.RuneLen(r), fmt.Sprintf("character %U, a policy holds tab, line breaks and U+0020 to U+00FF", r), "")
					return
				}
			}
		})
	}
}

// eachValue calls yield with each string of a statement but Sid and Effect.
func (v *validator) eachValue(i int, yield func(path, value string)) {
	p, s := v.policy, &v.policy.doc.Statements[i]
	for _, e := range [...]Element{ElementAction, ElementNotAction, ElementResource, ElementNotResource} {
		for j, value := range s.values(e) {
			yield(p.valuePath(i, e, j), value)
		}
	}
	for j := range s.Condition {
		for k, value := range s.Condition[j].Values {
			yield(p.conditionValuePath(i, j, k), value)
		}
	}
}

// values returns the list of an element.
func (s *Statement) values(e Element) []string {
	switch e {
	case ElementAction:
		return s.Action
	case ElementNotAction:
		return s.NotAction
	case ElementResource:
		return s.Resource
	case ElementNotResource:
		return s.NotResource
	}
	return nil
}

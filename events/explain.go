package events

import "slices"

// MismatchReason says why a field keeps a pattern from matching.
type MismatchReason uint8

// The reasons.
const (
	FieldAbsent     MismatchReason = iota // the event has no leaf at the path
	FieldPresent                          // it has one, and exists: false wants none
	ValueDiffers                          // none of its leaves is one of the values
	OtherElement                          // it has one that is, in another element of a list than the other fields'
	mismatchReasons = iota
)

// String returns absent, present, value-differs or other-element.
func (r MismatchReason) String() string {
	if int(r) < mismatchReasons {
		return [mismatchReasons]string{"absent", "present", "value-differs", "other-element"}[r]
	}
	return "unknown"
}

// Mismatch is a field that keeps a pattern from matching.
type Mismatch struct {
	Field  string // keys with dots between
	Reason MismatchReason
}

// Explain returns the fields that keep the pattern from matching an event, in
// the pattern's order, and nothing when it matches. Of the combinations of $or
// it explains the one with the fewest such fields, the first of several. When
// every field alone would match, those inside lists are named, since no element
// has them all. The error is that of [Matcher.Match].
func (p *Pattern) Explain(event []byte) ([]Mismatch, error) {
	var m Matcher
	matched, err := m.Match(p, event)
	if matched || err != nil {
		return nil, err
	}
	var best []Mismatch
	for _, alternative := range p.alternatives {
		all := m.mismatches(alternative)
		if best == nil || len(all) < len(best) {
			best = all
		}
	}
	return best, nil
}

// mismatches explains one alternative that does not match.
func (m *Matcher) mismatches(alternative []int) []Mismatch {
	var all, listed []Mismatch
	for _, f := range alternative {
		field := &m.p.fields[f]
		hits := func(h hit) bool { return h.field == f }
		switch {
		case slices.ContainsFunc(m.hits, hits):
			if slices.ContainsFunc(m.hits, func(h hit) bool { return hits(h) && h.start < h.end }) {
				listed = append(listed, Mismatch{field.path, OtherElement})
			}
		case field.absent && !m.seen[f]:
		case field.absent && len(field.values) == 0:
			all = append(all, Mismatch{field.path, FieldPresent})
		case !m.seen[f]:
			all = append(all, Mismatch{field.path, FieldAbsent})
		default:
			all = append(all, Mismatch{field.path, ValueDiffers})
		}
	}
	if len(all) == 0 {
		return listed
	}
	return all
}

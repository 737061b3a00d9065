package iam

// match returns the first element of s that the request of q does not match,
// ElementNone when all do, and for a condition its index. Elements are tried in
// the order Principal, Action, Resource, Condition.
func (s *statement) match(q *Prepared, kind PolicyKind, o *Options) (missed Element, condition int) {
	if s.inert {
		return ElementEffect, 0
	}
	if e := s.matchPrincipal(q, kind); e != ElementNone {
		return e, 0
	}
	if e := s.matchAction(q); e != ElementNone {
		return e, 0
	}
	if e := s.matchResource(q, kind); e != ElementNone {
		return e, 0
	}
	if s.unreadable.has(ElementCondition) {
		if !s.deny {
			return ElementCondition, s.firstUnreadable()
		}
		return ElementNone, 0
	}
	for i := range s.conditions {
		if !s.conditions[i].holds(q, o) {
			return ElementCondition, i
		}
	}
	return ElementNone, 0
}

// firstUnreadable returns the index of the first condition without a key.
func (s *statement) firstUnreadable() int {
	for i := range s.conditions {
		if s.conditions[i].key.name == "" {
			return i
		}
	}
	return 0
}

func (s *statement) matchPrincipal(q *Prepared, kind PolicyKind) Element {
	if s.principal == nil && s.notPrincipal == nil && !kind.namesPrincipal() {
		return ElementNone
	}
	switch {
	case s.unreadable.has(ElementPrincipal), s.principal == nil && s.notPrincipal == nil:
		// Required in this kind of policy, or not to be read.
		if s.deny {
			return ElementNone
		}
		return ElementPrincipal
	case s.principal != nil:
		if s.principal.grantTo(q) == grantNone {
			return ElementPrincipal
		}
	case !q.bounded && s.notPrincipal.coversAll(q):
		return ElementNotPrincipal
	}
	return ElementNone
}

func (s *statement) matchAction(q *Prepared) Element {
	if s.unreadable.has(ElementAction) {
		if s.deny {
			return ElementNone
		}
		return ElementAction
	}
	listed := false
	for i := range s.actions {
		if s.actions[i].matchFold(q.action) {
			listed = true
			break
		}
	}
	switch {
	case s.notAction && listed:
		return ElementNotAction
	case !s.notAction && !listed:
		return ElementAction
	}
	return ElementNone
}

func (s *statement) matchResource(q *Prepared, kind PolicyKind) Element {
	switch {
	case !s.hasResource && kind.ownsResource():
		// The policy hangs on the resource: it is about that one.
		return ElementNone
	case !s.hasResource || s.unreadable.has(ElementResource):
		if s.deny {
			return ElementNone
		}
		return ElementResource
	}
	listed := false
	for i := range s.resources {
		r := &s.resources[i]
		// Only identity policies complete an ARN that is cut short.
		if (!r.short || !kind.namesPrincipal()) && r.match(q, q.resource, q.resourceOffset) {
			listed = true
			break
		}
	}
	switch {
	case s.notResource && listed:
		return ElementNotResource
	case !s.notResource && !listed:
		return ElementResource
	}
	return ElementNone
}

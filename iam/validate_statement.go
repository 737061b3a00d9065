package iam

import (
	"fmt"
	"strings"
)

func (v *validator) statement(i int) {
	v.effect(i)
	v.presence(i)
	v.combinations(i)
	v.actions(i)
	v.resources(i)
	v.principals(i)
	v.conditions(i)
	v.rcpRules(i)
	v.dangers(i)
}

func (v *validator) effect(i int) {
	s := &v.policy.doc.Statements[i]
	path := v.policy.elementPath(i, ElementEffect)
	switch {
	case v.policy.missed(i, ElementEffect):
	case s.Effect == "":
		v.add(kindMissingEffect, path, "the statement has no effect", "write Allow or Deny")
	case s.Effect != Allow && s.Effect != Deny:
		hint := ""
		for _, e := range [...]string{Allow, Deny} {
			if strings.EqualFold(e, s.Effect) {
				hint = "write " + e
			}
		}
		v.add(kindInvalidEffect, path, fmt.Sprintf("effect %q, only Allow and Deny exist", s.Effect), hint)
	}
}

// presence checks which elements must and must not be there in this kind.
func (v *validator) presence(i int) {
	p, s, k := v.policy, &v.policy.doc.Statements[i], v.kind
	at := p.StatementPath(i)
	if s.Action == nil && s.NotAction == nil {
		v.add(kindMissingAction, at, "the statement has neither Action nor NotAction", "")
	}
	hasResource := s.Resource != nil || s.NotResource != nil
	switch {
	case k == Trust && hasResource:
		e := ElementResource
		if s.Resource == nil {
			e = ElementNotResource
		}
		v.add(kindResourceNotAllowed, p.elementPath(i, e), fmt.Sprintf("a trust policy has no %s, it is about the role it belongs to", e), "leave it out")
	case !k.ownsResource() && !hasResource:
		v.add(kindMissingResource, at, "the statement has neither Resource nor NotResource", "")
	}
	switch {
	case !k.namesPrincipal():
		if s.Principal != nil {
			v.add(kindPrincipalNotAllowed, p.elementPath(i, ElementPrincipal), fmt.Sprintf("an %s policy has no Principal, it is about whom it is attached to", k), "leave it out")
		}
		if s.NotPrincipal != nil {
			v.add(kindNotPrincipalNotAllowed, p.elementPath(i, ElementNotPrincipal), fmt.Sprintf("an %s policy has no NotPrincipal", k), "leave it out")
		}
	case s.Principal == nil && s.NotPrincipal == nil:
		v.add(kindMissingPrincipal, at, "the statement has no Principal", "")
	case s.NotPrincipal != nil && (k == Trust || k == RCP):
		v.add(kindNotPrincipalNotAllowed, p.elementPath(i, ElementNotPrincipal), fmt.Sprintf("a policy of the kind %s has no NotPrincipal", k), "name the principals that are meant")
	case s.NotPrincipal != nil && s.Effect == Allow:
		v.add(kindNotPrincipalNotAllowed, p.elementPath(i, ElementNotPrincipal), "NotPrincipal is supported with Deny only", "name the principals that are meant")
	}
}

func (v *validator) combinations(i int) {
	p, s := v.policy, &v.policy.doc.Statements[i]
	for _, pair := range [...]struct {
		one, other bool
		e          Element
	}{
		{s.Action != nil, s.NotAction != nil, ElementNotAction},
		{s.Resource != nil, s.NotResource != nil, ElementNotResource},
		{s.Principal != nil, s.NotPrincipal != nil, ElementNotPrincipal},
	} {
		if pair.one && pair.other {
			v.add(kindElementCombination, p.elementPath(i, pair.e), fmt.Sprintf("%s together with %s", pair.e, strings.TrimPrefix(pair.e.String(), "Not")), "keep one of them")
		}
	}
	for _, e := range [...]Element{ElementAction, ElementNotAction, ElementResource, ElementNotResource} {
		if list := s.values(e); list != nil && len(list) == 0 && !p.missed(i, e.positive()) {
			v.add(kindEmptyList, p.elementPath(i, e), fmt.Sprintf("%s is an empty list", e), "")
		}
	}
}

func (v *validator) actions(i int) {
	s := &v.policy.doc.Statements[i]
	for _, e := range [...]Element{ElementAction, ElementNotAction} {
		for j, action := range s.values(e) {
			if action == "" && v.policy.missed(i, ElementAction) {
				continue
			}
			v.action(v.policy.valuePath(i, e, j), action)
		}
	}
}

func (v *validator) action(path, action string) {
	if action == "*" {
		if v.kind == Trust {
			v.add(kindTrustAction, path, "action \"*\", a trust policy names the sts actions", "write sts:AssumeRole")
		}
		return
	}
	if at := strings.Index(action, "${"); at >= 0 {
		v.addIn(kindVariableElement, path, at, 2, "no variable is replaced in an action", "")
		return
	}
	service, name, found := strings.Cut(action, ":")
	switch {
	case !found:
		v.add(kindActionForm, path, fmt.Sprintf("action %q has no service", action), "write service:Name, as in ecs:RunTask")
	case service == "" || name == "":
		v.add(kindActionForm, path, fmt.Sprintf("action %q lacks a part", action), "write service:Name, as in ecs:RunTask")
	case strings.ContainsAny(service, "*?") && v.kind != SCP:
		v.addIn(kindActionForm, path, 0, len(service), fmt.Sprintf("wildcard in the service of action %q", action), "wildcards stand in the name of the action, or * alone")
	default:
		for at := range len(action) {
			if c := action[at]; !isAlphanumeric(c) && !strings.ContainsRune("*?:-_", rune(c)) || c == ':' && at > len(service) {
				v.addIn(kindActionForm, path, at, 1, fmt.Sprintf("character %q in action %q", string(rune(c)), action), "")
				return
			}
		}
	}
	if v.kind == Trust && found && !isTrustAction(service, name) {
		v.add(kindTrustAction, path, fmt.Sprintf("action %q in a trust policy", action), "write one of sts:AssumeRole, sts:AssumeRoleWithSAML, sts:AssumeRoleWithWebIdentity, sts:TagSession, sts:SetSourceIdentity, sts:SetContext")
	}
}

// isTrustAction reports whether a trust policy may have an action. Wildcards in
// the name are let through.
func isTrustAction(service, name string) bool {
	if !strings.EqualFold(service, "sts") {
		return false
	}
	pattern, _ := compilePattern(name, wildcards|folded)
	for _, known := range [...]string{
		"assumerole", "assumerolewithsaml", "assumerolewithwebidentity", "tagsession", "setsourceidentity", "setcontext",
	} {
		if pattern.matchFold([]byte(known)) {
			return true
		}
	}
	return false
}

// rcpRules checks what only resource control policies forbid.
func (v *validator) rcpRules(i int) {
	if v.kind != RCP {
		return
	}
	p, s := v.policy, &v.policy.doc.Statements[i]
	if s.Effect == Allow {
		v.add(kindRCPRule, p.elementPath(i, ElementEffect), "Allow, a resource control policy of yours only denies", "write Deny")
	}
	if s.NotAction != nil {
		v.add(kindRCPRule, p.elementPath(i, ElementNotAction), "NotAction, a resource control policy names its actions", "")
	}
	for j, a := range s.Action {
		if a == "*" {
			v.add(kindRCPRule, p.valuePath(i, ElementAction, j), "action \"*\", a resource control policy names the service", "write s3:* and the like")
		}
	}
	if s.Principal != nil && !isStar(s.Principal) {
		v.add(kindRCPRule, p.elementPath(i, ElementPrincipal), "Principal, only \"*\" is possible in a resource control policy", "write \"*\" and limit by a condition")
	}
}

// isStar reports whether p is "*", or {"AWS": "*"}, and nothing else.
func isStar(p *Principals) bool {
	others := len(p.Service) + len(p.Federated) + len(p.CanonicalUser)
	return others == 0 && (p.Everybody && len(p.AWS) == 0 || !p.Everybody && len(p.AWS) == 1 && p.AWS[0] == "*")
}

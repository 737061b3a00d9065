package iam

import (
	"fmt"
	"strings"
)

func (v *validator) principals(i int) {
	s := &v.policy.doc.Statements[i]
	for _, pair := range [...]struct {
		p *Principals
		e Element
	}{{s.Principal, ElementPrincipal}, {s.NotPrincipal, ElementNotPrincipal}} {
		if pair.p == nil {
			continue
		}
		path := v.policy.elementPath(i, pair.e)
		empty := !pair.p.Everybody
		for _, kind := range principalElements {
			list := *pair.p.list(kind)
			empty = empty && len(list) == 0
			for j, value := range list {
				if value == "" && v.policy.missed(i, ElementPrincipal) {
					continue
				}
				v.principal(v.policy.principalPath(i, pair.e, kind, j), kind, value)
			}
		}
		if empty && !v.policy.missed(i, ElementPrincipal) {
			v.add(kindEmptyList, path, fmt.Sprintf("%s names nobody", pair.e), "")
		}
	}
}

func (v *validator) principal(path, kind, value string) {
	if at := strings.Index(value, "${"); at >= 0 {
		v.addIn(kindVariableElement, path, at, 2, "no variable is replaced in a principal", "use a condition")
		return
	}
	switch kind {
	case "AWS":
		v.awsPrincipal(path, value)
	case "Service":
		v.servicePrincipal(path, value)
	case "Federated":
		a, isARN := ParseARN(value)
		provider := isARN && a.Service == "iam" && (strings.HasPrefix(a.Resource, "saml-provider/") || strings.HasPrefix(a.Resource, "oidc-provider/"))
		if !provider && !isWebProvider(value) {
			v.add(kindPrincipalForm, path, fmt.Sprintf("provider %q is neither an ARN of a provider nor one of %s", value, strings.Join(webProviders[:], ", ")), "")
		}
	case "CanonicalUser":
		if !isCanonicalID(value) {
			v.add(kindPrincipalForm, path, fmt.Sprintf("canonical user %q is not of 64 hexadecimal digits", value), "")
		}
	}
}

func (v *validator) awsPrincipal(path, value string) {
	a, isARN := ParseARN(value)
	switch {
	case value == "*" || isAccountID(value) || isUniqueID(value):
	case strings.ContainsAny(value, "*?"):
		v.add(kindPrincipalWildcard, path, fmt.Sprintf("wildcard in principal %q", value), "name the account and limit by a condition on aws:PrincipalArn")
	case !isARN && strings.HasSuffix(value, ".amazonaws.com"):
		v.add(kindPrincipalForm, path, fmt.Sprintf("service %q under AWS", value), fmt.Sprintf("write {\"Service\": %q}", value))
	case !isARN:
		v.add(kindPrincipalForm, path, fmt.Sprintf("principal %q is neither an account, nor an ARN, nor \"*\"", value), "")
	case !isPrincipalARN(a):
		hint := ""
		if a.Service == "iam" && strings.HasPrefix(a.Resource, "group/") {
			hint = "a group is no principal, name its users or a role"
		}
		v.add(kindPrincipalForm, path, fmt.Sprintf("principal %q is no ARN of a user, role, session or root", value), hint)
	}
}

func isPrincipalARN(a ARN) bool {
	kind, rest, _ := strings.Cut(a.Resource, "/")
	if !isAccountID(a.Account) {
		return false
	}
	switch a.Service {
	case "iam":
		return a.Resource == "root" || (kind == "user" || kind == "role") && rest != ""
	case "sts":
		name, session, _ := strings.Cut(rest, "/")
		return kind == "assumed-role" && name != "" && session != "" || kind == "federated-user" && rest != ""
	}
	return false
}

// isUniqueID reports whether s looks as an id that IAM gives to users and roles.
func isUniqueID(s string) bool {
	return len(s) >= 16 && (strings.HasPrefix(s, "AIDA") || strings.HasPrefix(s, "AROA")) &&
		strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

func (v *validator) servicePrincipal(path, value string) {
	lower := strings.ToLower(value)
	switch {
	case strings.ContainsAny(value, "*?"):
		v.add(kindPrincipalWildcard, path, fmt.Sprintf("wildcard in service %q", value), "name each service")
	case value != lower:
		v.add(kindServicePrincipal, path, fmt.Sprintf("service %q, services are in lower case", value), "write "+lower)
	case !strings.Contains(value, "."):
		v.add(kindServicePrincipal, path, fmt.Sprintf("service %q is no full name", value), fmt.Sprintf("write %s.amazonaws.com", value))
	case strings.ContainsAny(value, ":/ "):
		v.add(kindServicePrincipal, path, fmt.Sprintf("service %q is no host name", value), "write service.amazonaws.com")
	}
}

package iamoracle

import (
	"slices"
	"strings"

	"github.com/ecskit/ecskit/iam"
)

// request is a request with what follows from it.
type request struct {
	iam.Request
	account, owner string
	role, user     string              // of the caller, names without path
	context        map[string][]string // keys in lower case
	bounded        bool
}

func fields(arn string) []string {
	if f := strings.SplitN(arn, ":", 6); len(f) == 6 {
		return f
	}
	return make([]string, 6)
}

func newRequest(req *iam.Request, bounded bool) *request {
	r := &request{Request: *req, bounded: bounded, context: map[string][]string{}}
	f := fields(req.Principal)
	r.account = f[4]
	kind, rest, _ := strings.Cut(f[5], "/")
	arn := req.Principal
	switch kind {
	case "assumed-role":
		r.role, _, _ = strings.Cut(rest, "/")
		arn = req.Issuer
	case "role":
		r.role = rest[strings.LastIndex(rest, "/")+1:]
		r.Issuer = req.Principal
	case "user":
		r.user = rest[strings.LastIndex(rest, "/")+1:]
	}
	for _, owner := range []string{req.ResourceAccount, fields(req.Resource)[4], r.account} {
		if r.owner == "" {
			r.owner = owner
		}
	}
	service := r.account == "" && req.Principal != "*"
	set := func(key, value string, when bool) {
		if when && value != "" {
			r.context[key] = []string{value}
		}
	}
	set("aws:principalarn", arn, r.account != "")
	set("aws:principalaccount", r.account, true)
	set("aws:resourceaccount", r.owner, true)
	set("aws:username", r.user, true)
	set("aws:principalisawsservice", "true", service)
	set("aws:principalisawsservice", "false", !service)
	set("aws:principalservicename", req.Principal, service)
	for k, v := range req.Context {
		r.context[strings.ToLower(k)] = v
	}
	return r
}

func (r *request) isRoot() bool { return strings.HasSuffix(r.Principal, ":root") }

// matches reports whether a statement is about the request.
func (r *request) matches(s iam.Statement, kind iam.PolicyKind, version string) bool {
	about := kind == iam.Resource || kind == iam.RCP || kind == iam.Endpoint
	if about && s.Principal != nil && r.named(s.Principal) == 0 {
		return false
	}
	if about && s.NotPrincipal != nil && !r.bounded && r.exempt(s.NotPrincipal) {
		return false
	}
	action := func(a string) bool { return Glob(strings.ToLower(a), strings.ToLower(r.Action)) }
	if s.Action != nil && !slices.ContainsFunc(s.Action, action) || s.NotAction != nil && slices.ContainsFunc(s.NotAction, action) {
		return false
	}
	resource := func(a string) bool { return r.matchesARN(a, version, r.Resource, !about) }
	if s.Resource != nil && !slices.ContainsFunc(s.Resource, resource) || s.NotResource != nil && slices.ContainsFunc(s.NotResource, resource) {
		return false
	}
	return !slices.ContainsFunc(s.Condition, func(c iam.Condition) bool { return !r.meets(c, version) })
}

// How closely a principal names the caller.
const (
	byAccount = 1
	byRole    = 2
	directly  = 3
)

func (r *request) named(p *iam.Principals) int {
	if p.Everybody || slices.Contains(p.AWS, "*") || slices.Contains(p.Service, r.Principal) || slices.Contains(p.Federated, r.Principal) {
		return directly
	}
	best := 0
	for _, s := range p.AWS {
		f := fields(s)
		switch {
		case s == r.Principal && !strings.Contains(s, ":role/"):
			if r.isRoot() {
				best = max(best, byAccount)
			} else {
				best = max(best, directly)
			}
		case r.isIssuer(s):
			best = max(best, byRole)
		case s == r.account || f[5] == "root" && f[4] == r.account:
			best = max(best, byAccount)
		}
	}
	return best
}

func (r *request) isIssuer(arn string) bool {
	if r.Issuer != "" {
		return arn == r.Issuer
	}
	f := fields(arn)
	return r.role != "" && f[4] == r.account && strings.HasPrefix(f[5], "role/") && strings.HasSuffix("/"+f[5], "/"+r.role)
}

func (r *request) exempt(p *iam.Principals) bool {
	if p.Everybody || slices.Contains(p.AWS, "*") {
		return true
	}
	if r.account == "" {
		return r.named(p) == directly
	}
	account := slices.ContainsFunc(p.AWS, func(s string) bool {
		return s == r.account || fields(s)[5] == "root" && fields(s)[4] == r.account
	})
	self := r.isRoot() || slices.Contains(p.AWS, r.Principal)
	role := r.role == "" || slices.ContainsFunc(p.AWS, r.isIssuer)
	return account && self && role
}

// allows reports whether one of the policies allows, and denies whether one denies.
func (r *request) allows(list []*iam.Policy, kind iam.PolicyKind) bool {
	return r.any(list, kind, iam.Allow)
}
func (r *request) denies(list []*iam.Policy, kind iam.PolicyKind) bool {
	return r.any(list, kind, iam.Deny)
}

func (r *request) any(list []*iam.Policy, kind iam.PolicyKind, effect string) bool {
	for _, p := range list {
		d := p.Document()
		for _, s := range d.Statements {
			if s.Effect == effect && r.matches(s, kind, d.Version) {
				return true
			}
		}
	}
	return false
}

func one(p *iam.Policy) []*iam.Policy {
	if p == nil {
		return nil
	}
	return []*iam.Policy{p}
}

// Evaluate returns the effect of the policies on a request that can be read. It
// knows nothing of the services with rules of their own but AWS STS and AWS KMS.
func Evaluate(req *iam.Request, p *iam.Policies) iam.Effect {
	r := newRequest(req, p.Boundary != nil)
	hasIdentity := r.account != "" && !r.isRoot()
	r.bounded = p.Boundary != nil && hasIdentity
	// 1. A deny anywhere.
	for _, level := range p.RCP {
		if p.Options.RCPAnyService && r.denies(level, iam.RCP) {
			return iam.ExplicitlyDenied
		}
	}
	if r.account != "" {
		for _, level := range p.SCP {
			if r.denies(level, iam.SCP) {
				return iam.ExplicitlyDenied
			}
		}
	}
	if r.denies(one(p.Resource), iam.Resource) || r.denies(one(p.Endpoint), iam.Endpoint) {
		return iam.ExplicitlyDenied
	}
	if hasIdentity && (r.denies(p.Identity, iam.Identity) || r.denies(one(p.Boundary), iam.Boundary) || r.denies(p.Session, iam.Session)) {
		return iam.ExplicitlyDenied
	}
	// 2. Whatever must allow besides the caller's and the resource's own policies.
	if r.account != "" {
		for _, level := range p.SCP {
			if !r.allows(level, iam.SCP) {
				return iam.ImplicitlyDenied
			}
		}
	}
	if p.Endpoint != nil && !r.allows(one(p.Endpoint), iam.Endpoint) {
		return iam.ImplicitlyDenied
	}
	if r.decide(p, hasIdentity) {
		return iam.Allowed
	}
	return iam.ImplicitlyDenied
}

// decide joins the caller's and the resource's policies.
func (r *request) decide(p *iam.Policies, hasIdentity bool) bool {
	best, delegates := 0, false
	if p.Resource != nil {
		d := p.Resource.Document()
		for _, s := range d.Statements {
			if s.Effect == iam.Allow && r.matches(s, iam.Resource, d.Version) {
				best = max(best, r.named(s.Principal))
				delegates = delegates || r.named(&iam.Principals{AWS: accountsOf(s.Principal)}) == byAccount
			}
		}
	}
	action := strings.ToLower(r.Action)
	keyUse := strings.HasPrefix(action, "kms:") && strings.HasPrefix(fields(r.Resource)[5], "key/")
	if (keyUse || strings.HasPrefix(action, "sts:assumerole")) && p.Resource == nil {
		return false
	}
	if strings.HasPrefix(action, "sts:assumerole") && best == 0 {
		return false
	}
	same := r.account != "" && r.account == r.owner
	if !hasIdentity {
		return best > 0 || r.isRoot() && same && !keyUse
	}
	identity := r.allows(p.Identity, iam.Identity)
	within := (p.Boundary == nil || r.allows(one(p.Boundary), iam.Boundary)) &&
		(len(p.Session) == 0 || r.allows(p.Session, iam.Session))
	if !same {
		return best > 0 && identity && within
	}
	return best == directly || within && (best == byRole || identity && (!keyUse || delegates))
}

func accountsOf(p *iam.Principals) []string {
	var out []string
	for _, s := range p.AWS {
		if !strings.Contains(s, ":") || strings.HasSuffix(s, ":root") {
			out = append(out, s)
		}
	}
	return out
}

package iam

import "slices"

// PolicyKind says where a policy hangs, which decides what it may hold and what
// its Allow and Deny are good for.
type PolicyKind uint8

// The kinds of policies.
const (
	Identity PolicyKind = iota // of a user, group or role
	Resource                   // of a bucket, key, queue, repository, …
	Trust                      // of a role: who may assume it
	Boundary                   // permissions boundary of a user or role
	Session                    // passed when a session was made
	SCP                        // service control policy
	RCP                        // resource control policy
	Endpoint                   // of a VPC endpoint
)

var kindNames = [...]string{"identity", "resource", "trust", "boundary", "session", "SCP", "RCP", "endpoint"}

// String returns the kind as messages write it.
func (k PolicyKind) String() string { return kindNames[k] }

// namesPrincipal reports whether policies of this kind say whom they are about.
func (k PolicyKind) namesPrincipal() bool {
	return k == Resource || k == Trust || k == RCP || k == Endpoint
}

// ownsResource reports whether policies of this kind may leave Resource out.
func (k PolicyKind) ownsResource() bool { return k == Resource || k == Trust }

// Effect is the outcome of a request. The zero Effect is ImplicitlyDenied.
type Effect uint8

// The outcomes.
const (
	ImplicitlyDenied Effect = iota // nothing allows it
	ExplicitlyDenied               // a statement denies it
	Allowed
)

// String returns the outcome as the policy simulator spells it, with a capital.
func (e Effect) String() string {
	return [...]string{"ImplicitlyDenied", "ExplicitlyDenied", "Allowed"}[e]
}

// Reason says why a request has its outcome.
type Reason uint8

// The reasons. The zero Reason is that of a request that could not be read.
const (
	BadRequest       Reason = iota // Reset failed, or was never called
	StatementDenies                // Decision names the statement
	StatementAllows                // Decision names the statement
	RootUser                       // the root user of the resource's account needs no Allow
	AlwaysAllowed                  // sts:GetCallerIdentity
	NoIdentityAllow                // no identity policy allows it
	NoResourceAllow                // the resource policy must allow it and does not
	NoBoundaryAllow                // the permissions boundary does not allow it
	NoSessionAllow                 // no session policy allows it
	NoSCPAllow                     // at Level no SCP allows it
	NoEndpointAllow                // the endpoint policy does not allow it
	NoKeyDelegation                // the key policy leaves nothing to the account's identity policies
	NoTrust                        // the trust policy names neither the caller nor its account
	NoResourcePolicy               // the answer hangs on a key or trust policy that is not there
)

var reasonTexts = [...]string{
	"the request cannot be read",
	"a statement denies it",
	"a statement allows it",
	"the root user needs no statement that allows it",
	"this action is always allowed",
	"no identity policy allows it",
	"the resource policy does not allow it",
	"the permissions boundary does not allow it",
	"no session policy allows it",
	"no SCP of the level allows it",
	"the endpoint policy does not allow it",
	"the key policy does not let the account's identity policies decide",
	"the trust policy names neither the caller nor its account",
	"the policy of the key or role is needed and missing",
}

// String returns the reason as a half sentence.
func (r Reason) String() string { return reasonTexts[r] }

// Policies are all the policies that a request meets. What is nil is not there.
type Policies struct {
	Identity []*Policy // of the user and its groups, or of the role
	Session  []*Policy // those of a role session or federated user
	Resource *Policy   // of the resource; for sts:AssumeRole the trust policy, for KMS the key policy
	Boundary *Policy
	// SCP holds the service control policies of the caller's organisation, level
	// by level from the root to the account; each level needs an Allow. Leave it
	// nil for a management account, which no SCP restricts.
	SCP [][]*Policy
	// RCP holds the resource control policies of the resource's organisation by
	// level. Only their Deny counts: RCPFullAWSAccess is always attached.
	RCP      [][]*Policy
	Endpoint *Policy // of the VPC endpoint that the request goes through
	Options  Options
}

// Options are choices about what AWS does not document. The zero Options takes
// the first reading of each.
type Options struct {
	// EmptyListIsPresent makes a key with an empty list of values present, so that
	// a negated operator fails on it. Else it is as good as missing.
	EmptyListIsPresent bool
	// NegatedListCompares makes a negated operator without a set prefix true on
	// several values none of which is among the policy's. Else it is false, since
	// such a key needs a set operator.
	NegatedListCompares bool
	// RCPAnyService makes RCPs count for every service. Else they count for those
	// that AWS listed on 2026-08-22.
	RCPAnyService bool
}

// Decision is the outcome of a request and what decided it. It is comparable.
type Decision struct {
	Effect Effect
	Reason Reason
	// By is the kind of the policy that decided, or, for an implicit denial, of
	// the one that would have had to allow it. The trust policy is a Resource one.
	By PolicyKind
	// Level, Policy and Statement are the indexes of the deciding statement: of the
	// level for SCP and RCP (else 0), of the policy in its list, of the statement.
	// Policy and Statement are -1 when no statement decided.
	Level, Policy, Statement int
}

// Evaluate decides a request. A request that [Prepared.Reset] refuses is
// implicitly denied with the reason BadRequest. Neither argument may be nil; no
// policies are a &Policies{}. For many decisions use a [Prepared] and
// [Policies.Decide].
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
func Evaluate(req *Request, p *Policies) Decision {
	var q Prepared
	// The reason of the decision says that Reset failed.
	_ = q.Reset(req)
	return p.Decide(&q)
}

// Decide decides the request that q holds. The same request and policies give
// the same decision. It does not allocate, except for wildcards that take longer
// than their length warrants. The cost is linear in the number of statements.
func (p *Policies) Decide(q *Prepared) Decision {
	if !q.ready {
		return without(BadRequest, Identity)
	}
	if string(q.action) == "sts:getcalleridentity" {
		d := without(AlwaysAllowed, Identity)
		d.Effect = Allowed
		return d
	}
	q.bounded = p.Boundary != nil && q.caller.hasIdentity()
	r := ruling{policies: p, q: q}
	if r.collect() {
		return r.decision
	}
	return r.conclude()
}

// without is an implicit denial that no statement decided.
func without(why Reason, by PolicyKind) Decision {
	return Decision{Reason: why, By: by, Policy: -1, Statement: -1}
}

// ruling is the state of one decision.
type ruling struct {
	policies *Policies
	q        *Prepared
	decision Decision // once an explicit denial was found

	identity, boundary, session, endpoint, resource hit // the first statement that allows
	resourceGrant                                   grant
	accountDelegates                                bool
	missingSCP                                      int // the level without an Allow, -1
}

// hit is a statement that allows. The zero hit is none.
type hit struct {
	found             bool
	policy, statement int32
}

// allowedBy is the decision that the statement made.
func (h hit) allowedBy(kind PolicyKind) Decision {
	return Decision{Allowed, StatementAllows, kind, 0, int(h.policy), int(h.statement)}
}

// collect goes through all policies. It reports true when one denies.
func (r *ruling) collect() bool {
	p, c := r.policies, &r.q.caller
	r.missingSCP = -1
	if r.rcpApplies() {
		for level, list := range p.RCP {
			if r.scanAll(list, RCP, level, nil) {
				return true
			}
		}
	}
	if len(p.SCP) > 0 && scpApplies(c) {
		for level, list := range p.SCP {
			var allow hit
			if r.scanAll(list, SCP, level, &allow) {
				return true
			}
			if !allow.found && r.missingSCP < 0 {
				r.missingSCP = level
			}
		}
	}
	if p.Resource != nil && r.scanResource(p.Resource) {
		return true
	}
	if p.Endpoint != nil && r.scan(p.Endpoint, Endpoint, 0, 0, &r.endpoint) {
		return true
	}
	if !c.hasIdentity() {
		return false
	}
	return r.scanAll(p.Identity, Identity, 0, &r.identity) ||
		p.Boundary != nil && r.scan(p.Boundary, Boundary, 0, 0, &r.boundary) ||
		r.scanAll(p.Session, Session, 0, &r.session)
}

// scpApplies reports whether the SCPs of the caller's organisation bind it.
func scpApplies(c *caller) bool {
	return (c.hasIdentity() || c.kind == callerRoot) && !c.serviceLinked()
}

func (r *ruling) rcpApplies() bool {
	q := r.q
	return len(r.policies.RCP) > 0 && !q.caller.serviceLinked() &&
		(r.policies.Options.RCPAnyService || hasRCP(q.action[:q.service]))
}

func (r *ruling) scanAll(list []*Policy, kind PolicyKind, level int, allow *hit) bool {
	for i, p := range list {
		if p != nil && r.scan(p, kind, level, i, allow) {
			return true
		}
	}
	return false
}

// scan looks for a statement that denies, which ends it, and notes the first one
// that allows. allow is nil where an Allow is of no interest.
func (r *ruling) scan(p *Policy, kind PolicyKind, level, index int, allow *hit) bool {
	for i := range p.statements {
		s := &p.statements[i]
		if !s.deny && (allow == nil || allow.found) {
			continue
		}
		if missed, _ := s.match(r.q, kind, &r.policies.Options); missed != ElementNone {
			continue
		}
		if s.deny {
			r.decision = Decision{ExplicitlyDenied, StatementDenies, kind, level, index, i}
			return true
		}
		*allow = hit{true, int32(index), int32(i)}
	}
	return false
}

// scanResource is scan for a resource policy: among the statements that allow it
// notes the one that names the caller most closely.
func (r *ruling) scanResource(p *Policy) bool {
	for i := range p.statements {
		s := &p.statements[i]
		if missed, _ := s.match(r.q, Resource, &r.policies.Options); missed != ElementNone {
			continue
		}
		if s.deny {
			r.decision = Decision{ExplicitlyDenied, StatementDenies, Resource, 0, 0, i}
			return true
		}
		g := s.principal.grantTo(r.q)
		r.accountDelegates = r.accountDelegates || slices.Contains(s.principal.accounts, r.q.caller.account)
		if g > r.resourceGrant {
			r.resourceGrant = g
			r.resource = hit{true, 0, int32(i)}
		}
	}
	return false
}

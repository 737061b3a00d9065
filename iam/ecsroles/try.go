package ecsroles

import (
	"slices"
	"strings"

	"github.com/ecskit/ecskit/iam"
)

// sample stands for an account that is not known.
const sampleAccount = "000000000000"

// try asks whether the policies of a role meet a need. What is unknown of the
// resource may be whatever the policies name. The trace has statements only when
// they do not.
func (c *checker) try(n *Need, role Role, policies *iam.Policies) iam.Trace {
	req := c.request(n, role)
	p := *policies
	if p.Resource == nil && strings.HasPrefix(n.Action, "kms:") {
		p.Resource = openKey(c.account())
	}
	resources := candidates(n.Request, p.Identity)
	for _, resource := range resources {
		req.Resource = resource
		if d := iam.Evaluate(req, &p); d.Effect == iam.Allowed {
			return iam.Trace{Decision: d}
		}
	}
	var first iam.Trace
	for i, resource := range resources {
		req.Resource = resource
		t := iam.Explain(req, &p)
		if conditionalOn(t) != "" {
			return t
		}
		if i == 0 {
			first = t
		}
	}
	return first
}

func (c *checker) account() string {
	if c.place.account == "*" {
		return sampleAccount
	}
	return c.place.account
}

// request is the call that needs n, made by a session of the role.
func (c *checker) request(n *Need, role Role) *iam.Request {
	p := c.place
	p.account = c.account()
	req := &iam.Request{Action: n.Action, ResourceAccount: p.account, Context: iam.Context{}}
	for _, condition := range n.Condition {
		// A variable stands for what the engine fills in: the accounts.
		if value := condition.Values[0]; !strings.Contains(value, "${") {
			req.Context[condition.Key] = []string{fill(value)}
		}
	}
	arn := map[Role]string{TaskRole: c.td.TaskRoleARN, ExecutionRole: c.td.ExecutionRoleARN}[role]
	switch {
	case role == Caller:
		req.Principal = iam.ARN{Partition: p.partition, Service: "iam", Account: p.account, Resource: "user/caller"}.String()
		return req
	case arn == "":
		arn = strings.ReplaceAll(role.String(), " ", "-")
	}
	req.Issuer = p.roleARN(arn)
	a, ok := iam.ParseARN(req.Issuer)
	if !ok || !strings.HasPrefix(a.Resource, "role/") || !isAccount(a.Account) {
		// What the definition names is no role; that is for others to report.
		req.Issuer = iam.ARN{Partition: p.partition, Service: "iam", Account: p.account, Resource: "role/x"}.String()
		a, _ = iam.ParseARN(req.Issuer)
	}
	name := a.Resource[strings.LastIndexByte(a.Resource, '/')+1:]
	req.ResourceAccount = a.Account
	req.Principal = iam.ARN{Partition: a.Partition, Service: "sts", Account: a.Account, Resource: "assumed-role/" + name + "/session"}.String()
	return req
}

// openKey is a key policy that lets the account's identity policies decide, as
// that of a new key does.
func openKey(account string) *iam.Policy {
	return iam.NewPolicy(iam.Document{Version: iam.Version2012, Statements: []iam.Statement{{
		Effect: iam.Allow, Principal: &iam.Principals{AWS: []string{account}}, Action: []string{"kms:*"}, Resource: []string{"*"},
	}}})
}

// fill replaces what is unknown of a value.
func fill(s string) string { return strings.NewReplacer("*", "x", "?", "x").Replace(s) }

// candidates returns resources that a request may be about: resource itself when
// nothing of it is unknown, else one that no policy names, one for each ARN that
// the policies name and that it could be, and itself: the key of an object may
// have a star that is none of a pattern.
func candidates(resource string, policies []*iam.Policy) []string {
	a, ok := iam.ParseARN(resource)
	if !ok || !strings.Contains(resource, "*") {
		return []string{resource}
	}
	list := []string{concrete(a, iam.ARN{Region: "xx-xxxx-1", Account: sampleAccount, Resource: a.Resource})}
	for _, p := range policies {
		if p == nil {
			continue
		}
		for _, s := range p.Document().Statements {
			for _, r := range s.Resource {
				named, ok := iam.ParseARN(r)
				if !ok || named.Service != a.Service {
					continue
				}
				if c := concrete(a, named); !slices.Contains(list, c) {
					list = append(list, c)
				}
			}
		}
	}
	return append(list, resource)
}

// concrete fills what is unknown of a from another ARN.
func concrete(a, from iam.ARN) string {
	if a.Region == "*" {
		a.Region = fill(from.Region)
	}
	if a.Account == "*" {
		a.Account = sampleAccount
		if isAccount(from.Account) {
			a.Account = from.Account
		}
	}
	if before, after, unknown := strings.Cut(a.Resource, "*"); unknown {
		if strings.HasPrefix(from.Resource, before) && strings.HasSuffix(from.Resource, strings.ReplaceAll(after, "*", "")) {
			a.Resource = from.Resource
		}
		a.Resource = fill(a.Resource)
	}
	return a.String()
}

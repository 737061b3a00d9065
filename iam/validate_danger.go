package iam

import (
	"fmt"
	"slices"
	"strings"
)

// dangers looks for what is legal and probably not meant.
func (v *validator) dangers(i int) {
	p, s := v.policy, &v.policy.doc.Statements[i]
	if s.Effect == Allow {
		v.broadAllow(i)
		if s.NotAction != nil {
			v.add(kindNotActionAllow, p.elementPath(i, ElementNotAction), "allows every action that is not listed, those of services to come too", "list what is allowed, or deny with Action")
		}
		if s.NotResource != nil {
			v.add(kindNotResourceAllow, p.elementPath(i, ElementNotResource), "allows every resource that is not listed", "list what is allowed")
		}
		if (v.kind == Resource || v.kind == Trust) && s.Principal != nil && (s.Principal.Everybody || slices.Contains(s.Principal.AWS, "*")) && len(s.Condition) == 0 {
			v.add(kindPublic, p.elementPath(i, ElementPrincipal), "everybody is allowed, whatever their account", "name accounts or roles, or add a condition")
		}
	}
	if s.Effect == Deny && s.NotPrincipal != nil && !s.NotPrincipal.Everybody {
		v.notPrincipal(i, s.NotPrincipal)
	}
	v.resourceLevel(i)
	if v.kind == Identity || v.kind == Boundary || v.kind == Session {
		v.sourceKeys(i)
	}
}

// broadAllow looks for actions that must not be combined with every resource.
func (v *validator) broadAllow(i int) {
	p, s := v.policy, &v.policy.doc.Statements[i]
	if !slices.Contains(s.Resource, "*") || v.kind == SCP || v.kind == Boundary || v.kind == Endpoint || v.kind.ownsResource() {
		return
	}
	for j, action := range s.Action {
		path := p.valuePath(i, ElementAction, j)
		if action == "*" || action == "*:*" {
			v.add(kindEverything, path, "allows every action on every resource", "list what is needed")
			continue
		}
		pattern, _ := compilePattern(action, wildcards|folded)
		if pattern.matchFold([]byte("iam:passrole")) && !mentions(s, "iam:PassedToService") {
			v.add(kindPassRole, path, fmt.Sprintf("%s on \"*\" lets the caller hand any role to any service", action), "name the roles, and the service by iam:PassedToService")
		}
	}
}

// mentions reports whether a statement has a condition on a key.
func mentions(s *Statement, key string) bool {
	for _, c := range s.Condition {
		if strings.EqualFold(c.Key, key) {
			return true
		}
	}
	return false
}

func (v *validator) notPrincipal(i int, n *Principals) {
	accounts := compilePrincipals(n).accounts
	for j, s := range n.AWS {
		a, ok := ParseARN(s)
		if ok && a.Resource != "root" && !slices.Contains(accounts, a.Account) {
			v.add(kindNotPrincipalDeny, v.policy.principalPath(i, ElementNotPrincipal, "AWS", j), fmt.Sprintf("%s may be denied all the same, its account is not listed", s), fmt.Sprintf("add arn:%s:iam::%s:root", a.Partition, a.Account))
		}
	}
}

// starActions are actions of the services around ECS that have no resource: a
// policy that names one for them allows nothing. Package ecsroles knows those of
// ECS itself.
//
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
var starActions = [...]string{
	"ecr:GetAuthorizationToken",
	"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
	"ssmmessages:OpenControlChannel",
	"xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets",
	"xray:GetSamplingStatisticSummaries",
}

func (v *validator) resourceLevel(i int) {
	p, s := v.policy, &v.policy.doc.Statements[i]
	if len(s.Resource) == 0 || slices.Contains(s.Resource, "*") || v.kind.namesPrincipal() {
		return
	}
	for j, action := range s.Action {
		for _, star := range starActions {
			if strings.EqualFold(action, star) {
				v.add(kindResourceLevel, p.valuePath(i, ElementAction, j), fmt.Sprintf("%s knows no resources, only \"*\" matches it", star), "give it a statement with Resource \"*\"")
			}
		}
	}
}

// sourceKeys flags keys that a service sets when it calls for somebody. They
// are for trust and resource policies: the calls of a role itself lack them.
func (v *validator) sourceKeys(i int) {
	s := &v.policy.doc.Statements[i]
	if s.Effect != Allow {
		return
	}
	for j, c := range s.Condition {
		op, set, ifExists, ok := parseOperator(c.Operator)
		if !ok || op.class == classNull || op.negated || ifExists || set == setAll {
			continue
		}
		if strings.EqualFold(c.Key, "aws:SourceArn") || strings.EqualFold(c.Key, "aws:SourceAccount") {
			v.add(kindServiceContext, v.policy.conditionPath(i, j), fmt.Sprintf("%s is set when a service calls, a role's own calls lack it", c.Key), "move the condition to the trust policy")
		}
	}
}

package ecsroles

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
)

// TrustContext is where a role is used. What is empty is taken from the policy.
type TrustContext struct {
	Account string // of the tasks
	Region  string
	RoleARN string // of the role itself; its account is Account's default
}

// CheckTrust checks whether the service that a role is for can assume it, and
// whether others can. Findings have paths in the policy and are sorted. What AWS
// refuses in a trust policy is found by p.Validate(iam.Trust). A nil policy, and
// the Caller, have no findings.
func CheckTrust(role Role, p *iam.Policy, ctx TrustContext) diag.List {
	if p == nil || role.Info().Service == "" {
		return nil
	}
	t := truster{role: role, policy: p, doc: p.Document(), ctx: ctx, service: role.Info().Service}
	t.complete()
	t.assume()
	for i := range t.doc.Statements {
		t.sourceARNs(i)
		t.others(i)
	}
	t.findings.Sort()
	return t.findings
}

type truster struct {
	role     Role
	policy   *iam.Policy
	doc      iam.Document
	ctx      TrustContext
	service  string
	findings diag.List
}

func (t *truster) add(k kindIndex, path, message, hint string) {
	t.findings.Add(kinds[k].At(path, message, hint))
}

// complete fills in the context from the role and from what the policy asks for.
func (t *truster) complete() {
	if a, ok := iam.ParseARN(t.ctx.RoleARN); ok {
		t.ctx.Account = firstOf(t.ctx.Account, a.Account)
	}
	for _, s := range t.doc.Statements {
		for _, c := range s.Condition {
			for _, v := range c.Values {
				if strings.EqualFold(c.Key, "aws:SourceAccount") && len(v) == len(sampleAccount) {
					t.ctx.Account = firstOf(t.ctx.Account, v)
				}
				if a, ok := iam.ParseARN(v); ok && strings.EqualFold(c.Key, "aws:SourceArn") && !strings.ContainsAny(a.Region+a.Account, "*?") {
					t.ctx.Account, t.ctx.Region = firstOf(t.ctx.Account, a.Account), firstOf(t.ctx.Region, a.Region)
				}
			}
		}
	}
	t.ctx.Account, t.ctx.Region = firstOf(t.ctx.Account, sampleAccount), firstOf(t.ctx.Region, "us-east-1")
}

// isService reports whether a principal is the service of the role; some are
// written with the suffix of China there.
func (t *truster) isService(name string) bool {
	return name == t.service || name == t.service+".cn" && !strings.HasPrefix(t.service, "ecs")
}

// assume evaluates the policy for the service.
func (t *truster) assume() {
	partition := firstOf(partitionOf(t.ctx.Region), "aws")
	role := firstOf(t.ctx.RoleARN, iam.ARN{Partition: partition, Service: "iam", Account: t.ctx.Account, Resource: "role/x"}.String())
	var named, acts []int
	for i, s := range t.doc.Statements {
		if s.Effect != iam.Allow || s.Principal == nil || !s.Principal.Everybody && !slices.ContainsFunc(s.Principal.Service, t.isService) {
			continue
		}
		named = append(named, i)
		if slices.ContainsFunc(s.Action, assumes) {
			acts = append(acts, i)
		}
	}
	switch {
	case len(named) == 0:
		t.wrongService()
		return
	case len(acts) == 0:
		path := diag.Member(t.policy.StatementPath(named[0]), "Action")
		t.add(kindTrustAction, path, fmt.Sprintf("%s is trusted, but not with sts:AssumeRole", t.service), "add sts:AssumeRole")
		return
	}
	service := t.service
	if list := t.doc.Statements[acts[0]].Principal.Service; len(list) > 0 && !slices.Contains(list, service) {
		service += ".cn"
	}
	trace := iam.Explain(&iam.Request{
		Principal: service, Action: "sts:AssumeRole", Resource: role, ResourceAccount: t.ctx.Account,
		Context: iam.Context{"aws:SourceAccount": {t.ctx.Account}, "aws:SourceArn": {t.sourceARN(partition)}},
	}, &iam.Policies{Resource: t.policy})
	if trace.Decision.Effect != iam.Allowed {
		t.keptOut(trace, acts)
		return
	}
	if t.role != InstanceRole && t.role != ManagedInstanceRole && t.role != AnywhereRole && !t.guarded(acts) {
		t.add(kindTrustDeputy, t.policy.StatementPath(acts[0]), fmt.Sprintf("%s may assume the %s for any account", t.service, t.role), "add {\"StringEquals\": {\"aws:SourceAccount\": \"account\"}}, or ArnLike on aws:SourceArn")
	}
}

// sourceARN returns what the service calls for: something of ECS in the account,
// or, for the services around it, what the policy says.
func (t *truster) sourceARN(partition string) string {
	arn := iam.ARN{Partition: partition, Service: "ecs", Region: t.ctx.Region, Account: t.ctx.Account, Resource: "task/x/x"}.String()
	if t.service == "ecs-tasks.amazonaws.com" || t.service == "ecs.amazonaws.com" {
		return arn
	}
	for _, s := range t.doc.Statements {
		for _, c := range s.Condition {
			if strings.EqualFold(c.Key, "aws:SourceArn") && len(c.Values) > 0 {
				return fill(c.Values[0])
			}
		}
	}
	return arn
}

func assumes(action string) bool {
	return strings.EqualFold(action, "sts:AssumeRole") || action == "*" || strings.EqualFold(action, "sts:*") || strings.EqualFold(action, "sts:Assume*")
}

// wrongService reports that nobody named the service, and whom they named.
func (t *truster) wrongService() {
	path, message := "Statement", fmt.Sprintf("the %s must trust %s", t.role, t.service)
	for i, s := range t.doc.Statements {
		if s.Effect != iam.Allow || s.Principal == nil {
			continue
		}
		for _, name := range s.Principal.Service {
			path = diag.Member(diag.Member(t.policy.StatementPath(i), "Principal"), "Service")
			message += fmt.Sprintf(", the policy trusts %s%s", name, meaning(name))
		}
		for _, name := range s.Principal.AWS {
			path = diag.Member(diag.Member(t.policy.StatementPath(i), "Principal"), "AWS")
			message += fmt.Sprintf(", the policy trusts %s, which is no service", name)
		}
	}
	t.add(kindTrustService, path, message, fmt.Sprintf("write {\"Service\": %q}", t.service))
}

// meaning says whose principal a service is, or how it is misspelled.
func meaning(service string) string {
	var who []string
	for _, r := range Roles() {
		if r.Info().Service == service {
			who = append(who, r.String())
		}
	}
	switch {
	case len(who) > 1:
		return ", which is for the " + strings.Join(who[:len(who)-1], ", ") + " and " + who[len(who)-1]
	case len(who) == 1:
		return ", which is for the " + who[0]
	case strings.HasPrefix(service, "ecs") && strings.Contains(service, ".amazonaws.com"):
		return ", which does not exist"
	}
	return ""
}

// keptOut says which condition or statement keeps the service out.
func (t *truster) keptOut(trace iam.Trace, acts []int) {
	if trace.Decision.Effect == iam.ExplicitlyDenied {
		path := t.policy.StatementPath(trace.Decision.Statement)
		t.add(kindTrustCondition, path, fmt.Sprintf("the statement denies %s", t.service), "")
		return
	}
	for _, i := range acts {
		s := trace.Statements[i]
		if s.Missed == iam.ElementCondition && !t.isSourceMistake(i) {
			t.add(kindTrustCondition, s.Path, fmt.Sprintf("the condition keeps %s out: %s", t.service, s.Detail), "")
		}
	}
}

func (t *truster) guarded(statements []int) bool {
	for _, i := range statements {
		for _, c := range t.doc.Statements[i].Condition {
			key := strings.ToLower(c.Key)
			if key == "aws:sourceaccount" || key == "aws:sourcearn" || key == "aws:sourceorgid" || key == "aws:sourceorgpaths" {
				return true
			}
		}
	}
	return false
}

// isSourceMistake reports whether sourceARNs has something to say on a statement.
func (t *truster) isSourceMistake(i int) bool {
	for _, c := range t.doc.Statements[i].Condition {
		if strings.EqualFold(c.Key, "aws:SourceArn") && slices.ContainsFunc(c.Values, func(v string) bool { return sourceMistake(c.Operator, v) != noMistake }) {
			return true
		}
	}
	return false
}

type mistake uint8

const (
	noMistake mistake = iota
	oneCluster
	starCompared
)

// sourceMistake looks at one value of aws:SourceArn.
func sourceMistake(operator, value string) mistake {
	a, ok := iam.ParseARN(value)
	switch {
	case ok && a.Service == "ecs" && strings.HasPrefix(a.Resource, "cluster/") && a.Resource != "cluster/*":
		return oneCluster
	case strings.HasPrefix(operator, "StringEquals") && strings.ContainsAny(value, "*?"):
		return starCompared
	}
	return noMistake
}

// sourceARNs checks the values of aws:SourceArn, which people get wrong.
func (t *truster) sourceARNs(i int) {
	for _, c := range t.doc.Statements[i].Condition {
		if !strings.EqualFold(c.Key, "aws:SourceArn") {
			continue
		}
		path := diag.Member(diag.Member(diag.Member(t.policy.StatementPath(i), "Condition"), c.Operator), c.Key)
		for _, v := range c.Values {
			switch sourceMistake(c.Operator, v) {
			case oneCluster:
				t.add(kindTrustCluster, path, fmt.Sprintf("%q names one cluster, which ECS does not support", v), "write arn:aws:ecs:region:account:* under ArnLike")
			case starCompared:
				t.add(kindTrustOperator, path, fmt.Sprintf("%s compares the star in %q as it stands", c.Operator, v), "write ArnLike")
			}
		}
	}
}

// others reports who else may assume the role.
func (t *truster) others(i int) {
	s := &t.doc.Statements[i]
	if s.Effect != iam.Allow || s.Principal == nil || !slices.ContainsFunc(s.Action, assumes) {
		return
	}
	path := diag.Member(t.policy.StatementPath(i), "Principal")
	if s.Principal.Everybody || slices.Contains(s.Principal.AWS, "*") {
		t.add(kindTrustOthers, path, fmt.Sprintf("everybody may assume the %s", t.role), fmt.Sprintf("write {\"Service\": %q}", t.service))
		return
	}
	if !slices.ContainsFunc(s.Principal.Service, t.isService) {
		return
	}
	for _, name := range s.Principal.Service {
		if !t.isService(name) {
			t.add(kindTrustOthers, diag.Member(path, "Service"), fmt.Sprintf("%s may assume the %s too%s", name, t.role, meaning(name)), "use a role of its own for it")
		}
	}
}

package ecsroles

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/taskdef"
)

// Check compares what the roles need for a task definition with the policies that
// they have. A role that attached does not have is not checked, nor are the
// policies of resources; one with empty policies is. Findings have the path of the
// member of the task definition that causes the need and are sorted.
//
// Besides what is missing, Check reports an execution role or task role that must
// be there and is not, resources of other accounts, and as a Warning what one of
// the two roles has that only the other one needs.
func Check(td *taskdef.TaskDefinition, attached map[Role]*iam.Policies, opts Options) diag.List {
	c := checker{td: td, attached: attached, place: opts.place(td), launch: opts.launch(td), least: map[Role]*iam.Policy{}}
	c.needs = AppendNeeds(nil, td, opts)
	c.requiredRoles()
	for i := range c.needs {
		c.need(&c.needs[i])
	}
	c.otherAccounts()
	c.mixUps()
	c.findings.Sort()
	return c.findings
}

type checker struct {
	td       *taskdef.TaskDefinition
	attached map[Role]*iam.Policies
	place    place
	launch   taskdef.Compatibility
	needs    []Need
	least    map[Role]*iam.Policy // of the roles that were asked for
	findings diag.List
}

func (c *checker) add(k kindIndex, path, message, hint string) {
	c.findings.Add(kinds[k].At(path, message, hint))
}

// requiredRoles reports roles that the definition must name and does not.
func (c *checker) requiredRoles() {
	if c.td.ExecutionRoleARN == "" {
		if n := c.first(func(n *Need) bool { return n.Role == ExecutionRole }); n != nil {
			c.add(kindNoExecutionRole, "executionRoleArn", fmt.Sprintf("no execution role, %s needs %s%s", c.launch, n.Action, because(n)), "name a role that trusts ecs-tasks.amazonaws.com")
		}
	}
	if c.td.TaskRoleARN == "" {
		n := c.first(func(n *Need) bool {
			return n.Role == TaskRole && (c.launch != taskdef.CompatibilityEC2 || isMandatory(n.Action))
		})
		if n != nil {
			c.add(kindNoTaskRole, "taskRoleArn", fmt.Sprintf("no task role, the containers need %s%s", n.Action, because(n)), "name a role that trusts ecs-tasks.amazonaws.com")
		}
	}
}

// isMandatory reports whether an action belongs to a feature that takes the task
// role and no other credentials: EFS with IAM, S3 Files, ECS Exec.
func isMandatory(action string) bool {
	service, _, _ := strings.Cut(action, ":")
	return service == "elasticfilesystem" || service == "s3files" || service == "ssmmessages"
}

func because(n *Need) string {
	if n.Path == "" {
		return ""
	}
	return " because of " + n.Path
}

func (c *checker) first(is func(*Need) bool) *Need {
	for i := range c.needs {
		if is(&c.needs[i]) {
			return &c.needs[i]
		}
	}
	return nil
}

// need checks one need against the policies of its role.
func (c *checker) need(n *Need) {
	policies := c.attached[n.Role]
	if policies == nil {
		return
	}
	trace := c.try(n, n.Role, policies)
	if trace.Decision.Effect == iam.Allowed || trace.Err != nil {
		// What makes no request is a mistake in the definition, and not of the role.
		return
	}
	if key := conditionalOn(trace); key != "" {
		d := kinds[kindConditional].At(n.Path, fmt.Sprintf("%s may %s on %s only under a condition on %s", n.Role, n.Action, n.Resource, key), "")
		c.findings.Add(d)
		return
	}
	message := fmt.Sprintf("%s may not %s on %s", n.Role, n.Action, n.Resource)
	if trace.Decision.Effect == iam.ExplicitlyDenied {
		message += ", a statement denies it"
	} else if r := trace.Decision.Reason; r != iam.NoIdentityAllow {
		message += ", " + r.String()
	}
	hint := ""
	if trace.Decision.Effect != iam.ExplicitlyDenied && n.Role != Caller {
		hint = c.hint(n)
	}
	d := kinds[kindMissing].At(n.Path, message, hint)
	d.Certainty, d.Source = n.Certainty, n.Source
	c.findings.Add(d)
}

// hint says where the permission is to be had.
func (c *checker) hint(n *Need) string {
	if other, ok := otherRole(n.Role); ok {
		if p := c.attached[other]; p != nil && c.try(n, other, p).Decision.Effect == iam.Allowed {
			return fmt.Sprintf("the %s has it, but it is the %s that needs it", other, n.Role)
		}
	}
	for _, name := range n.Role.Info().Managed {
		m, _ := ManagedPolicyByName(name)
		if c.try(n, n.Role, &iam.Policies{Identity: []*iam.Policy{m.Policy()}}).Decision.Effect == iam.Allowed {
			return "the managed policy " + name + " has it"
		}
	}
	if len(n.Role.Info().Managed) > 0 && n.Role == ExecutionRole {
		return "no managed policy of the role has it, add a statement"
	}
	return ""
}

// conditionalOn returns the key of the condition on which a statement that would
// allow fails, if the request of the trace lacks the key and nothing else is
// wrong with it.
func conditionalOn(t iam.Trace) string {
	if t.Decision.Effect == iam.ExplicitlyDenied || t.Decision.Reason != iam.NoIdentityAllow {
		return ""
	}
	for _, s := range t.Statements {
		if s.Effect == iam.Allow && s.Kind == iam.Identity && s.Missed == iam.ElementCondition && strings.HasSuffix(s.Detail, "the request has none") {
			return lastMember(s.Path)
		}
	}
	return ""
}

// lastMember returns the key at the end of a path.
func lastMember(path string) string {
	if rest, ok := strings.CutSuffix(path, `"]`); ok {
		return rest[strings.LastIndexByte(rest, '"')+1:]
	}
	return path[strings.LastIndexByte(path, '.')+1:]
}

func otherRole(r Role) (Role, bool) {
	switch r {
	case TaskRole:
		return ExecutionRole, true
	case ExecutionRole:
		return TaskRole, true
	}
	return 0, false
}

// otherAccounts reports what belongs to another account than the task.
func (c *checker) otherAccounts() {
	var seen []string
	for i := range c.needs {
		n := &c.needs[i]
		a, ok := iam.ParseARN(n.Resource)
		if !ok || n.Role == Caller || a.Account == "" || a.Account == "*" || c.place.account == "*" || a.Account == c.place.account || slices.Contains(seen, n.Path) {
			continue
		}
		seen = append(seen, n.Path)
		c.add(kindOtherAccount, n.Path, fmt.Sprintf("%s is in account %s, the task in %s: the resource's policy must allow %s too", n.Resource, a.Account, c.place.account, n.Action), "")
	}
}

// mixUps reports what the task role or the execution role has that only the other
// one needs, unless they are the same role or have everything anyway.
func (c *checker) mixUps() {
	if c.td.TaskRoleARN != "" && c.place.roleARN(c.td.TaskRoleARN) == c.place.roleARN(c.td.ExecutionRoleARN) {
		return
	}
	type place struct {
		path string
		role Role
	}
	actions := map[place][]string{}
	var order []place
	for i := range c.needs {
		n := &c.needs[i]
		other, ok := otherRole(n.Role)
		policies := c.attached[other]
		if !ok || policies == nil || c.isNeeded(other, n) {
			continue
		}
		d := c.try(n, other, policies).Decision
		if d.Effect != iam.Allowed || d.By != iam.Identity || d.Statement < 0 || c.allowsEverything(policies.Identity[d.Policy], d.Statement) {
			continue
		}
		at := place{n.Path, other}
		if actions[at] == nil {
			order = append(order, at)
		}
		actions[at] = append(actions[at], n.Action)
	}
	for _, at := range order {
		needing, _ := otherRole(at.role)
		hint := "move it to the " + needing.String()
		if at.role == TaskRole {
			hint += ", unless the code in the containers uses it too"
		}
		c.add(kindOtherRole, at.path, fmt.Sprintf("%s may %s, which only the %s needs", at.role, strings.Join(actions[at], ", "), needing), hint)
	}
}

// isNeeded reports whether a role needs what n allows for a reason of its own.
func (c *checker) isNeeded(role Role, n *Need) bool {
	least, known := c.least[role]
	if !known {
		least = LeastPrivilege(c.needs, role)
		c.least[role] = least
	}
	return least != nil && c.try(n, role, &iam.Policies{Identity: []*iam.Policy{least}}).Decision.Effect == iam.Allowed
}

func (c *checker) allowsEverything(p *iam.Policy, statement int) bool {
	return slices.Contains(p.Document().Statements[statement].Action, "*")
}

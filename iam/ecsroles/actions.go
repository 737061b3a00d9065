package ecsroles

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
)

// Action is an action of Amazon ECS as policies name it.
type Action struct {
	Name      string   // "RunTask", without "ecs:"
	Level     string   // "Read", "Write", "List", "Tagging" or "Permissions"
	Resources []string // types of resources, "task-definition"; nil: only "*" matches
	Keys      []string // condition keys; one that ends in a slash is followed by a tag's key
}

// actionRow is an Action with its lists in one string each.
type actionRow struct{ name, level, resources, keys string }

func (r *actionRow) action() Action {
	return Action{r.name, r.level, strings.Fields(r.resources), strings.Fields(r.keys)}
}

// Actions returns the actions of Amazon ECS, ordered by name, in a fresh list.
func Actions() []Action {
	list := make([]Action, len(actionTable))
	for i := range actionTable {
		list[i] = actionTable[i].action()
	}
	return list
}

// CheckActions looks for actions of Amazon ECS in a policy that its statements
// never allow: those that do not exist, those whose resources are of another
// type, and those under a condition on a key that they do not have. Findings have
// paths in the policy and are sorted.
func CheckActions(p *iam.Policy) diag.List {
	var l diag.List
	for i, s := range p.Document().Statements {
		a := actionCheck{p, p.StatementPath(i), &s, &l}
		for j, name := range s.Action {
			a.check(name, listed(diag.Member(a.path, "Action"), s.Action, j))
		}
		for j, name := range s.NotAction {
			a.check(name, listed(diag.Member(a.path, "NotAction"), s.NotAction, j))
		}
	}
	l.Sort()
	return l
}

// actionCheck checks the actions of one statement.
type actionCheck struct {
	policy    *iam.Policy
	path      string
	statement *iam.Statement
	findings  *diag.List
}

func (a *actionCheck) add(k kindIndex, path, message, hint string) {
	a.findings.Add(kinds[k].At(path, message, hint))
}

// listed returns the path of value j of an element. A single value may stand there
// without a list.
func listed(path string, values []string, j int) string {
	if len(values) == 1 {
		return path
	}
	return diag.Element(path, j)
}

func (a *actionCheck) check(name, path string) {
	service, pattern, _ := strings.Cut(name, ":")
	if !strings.EqualFold(service, "ecs") || pattern == "" {
		return
	}
	known := actionsLike(pattern)
	if len(known) == 0 {
		a.add(kindUnknownAction, path, fmt.Sprintf("%s is no action of Amazon ECS that is known", name), suggest(pattern))
		return
	}
	if a.statement.Effect != iam.Allow || a.statement.NotAction != nil {
		return
	}
	a.resources(name, known)
	a.keys(name, known)
}

// actionsLike returns the actions that a pattern stands for.
func actionsLike(pattern string) []Action {
	var list []Action
	pattern = strings.ToLower(pattern)
	for i := range actionTable {
		if iam.MatchWildcards(pattern, strings.ToLower(actionTable[i].name)) {
			list = append(list, actionTable[i].action())
		}
	}
	return list
}

// suggest knows the slip between one and many: ListTask, DescribeService.
func suggest(name string) string {
	for i := range actionTable {
		known := actionTable[i].name
		if strings.EqualFold(name+"s", known) || strings.EqualFold(name, known+"s") {
			return "did you mean ecs:" + known + "?"
		}
	}
	return ""
}

// resources checks that one of the actions can be on one of the resources.
func (a *actionCheck) resources(name string, known []Action) {
	if len(a.statement.Resource) == 0 {
		return
	}
	for _, action := range known {
		for _, r := range a.statement.Resource {
			if r == "*" || slices.ContainsFunc(action.Resources, func(kind string) bool { return canBe(r, kind) }) {
				return
			}
		}
	}
	message := fmt.Sprintf("%s knows no resources, only \"*\" matches it", name)
	hint := "give it a statement with Resource \"*\""
	if len(known[0].Resources) > 0 {
		message = fmt.Sprintf("%s is on resources of the type %s, the statement has none", name, strings.Join(known[0].Resources, ", "))
		hint = ""
		if slices.Contains(known[0].Keys, "ecs:cluster") {
			hint = "limit the cluster by a condition on ecs:cluster"
		}
	}
	a.add(kindResourceType, diag.Member(a.path, "Resource"), message, hint)
}

// canBe reports whether a pattern of an ARN can match a resource of ECS of a type.
func canBe(pattern, kind string) bool {
	a, ok := iam.ParseARN(pattern)
	if !ok {
		// Fewer fields are completed with stars.
		return strings.HasPrefix(pattern, "arn") && strings.Count(pattern, ":") < 5
	}
	if !iam.MatchWildcards(a.Service, "ecs") {
		return false
	}
	before, _, found := strings.Cut(a.Resource, "/")
	if at := strings.IndexAny(before, "*?$"); at >= 0 {
		return strings.HasPrefix(kind, before[:at])
	}
	return found && before == kind
}

// keys checks that one of the actions has the keys that the conditions need.
func (a *actionCheck) keys(name string, known []Action) {
	for _, c := range a.statement.Condition {
		key := strings.ToLower(c.Key)
		if !strings.HasPrefix(key, "ecs:") || strings.HasPrefix(key, "ecs:resourcetag/") || !needsKey(c.Operator) {
			continue
		}
		has := func(action Action) bool {
			return slices.ContainsFunc(action.Keys, func(k string) bool { return strings.EqualFold(k, key) })
		}
		if !slices.ContainsFunc(known, has) {
			path := diag.Member(diag.Member(diag.Member(a.path, "Condition"), c.Operator), c.Key)
			a.add(kindActionKey, path, fmt.Sprintf("%s has no key %s: the statement never allows it", name, c.Key), "give it a statement without the condition")
		}
	}
}

// needsKey reports whether an operator is false on a missing key.
func needsKey(operator string) bool {
	lower := strings.ToLower(operator)
	return !strings.HasSuffix(lower, "ifexists") && !strings.HasPrefix(lower, "forallvalues:") &&
		!strings.Contains(lower, "not") && lower != "null"
}

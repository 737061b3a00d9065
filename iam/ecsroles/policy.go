package ecsroles

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/iam"
)

// LeastPrivilege returns the policy that allows what a role needs and nothing
// else, nil when it needs nothing. Needs of other roles are left out. The policy is
// canonical: the same needs in any order give the same text. Actions on the same
// resources share a statement, and resources with the same actions do.
func LeastPrivilege(needs []Need, role Role) *iam.Policy {
	type group struct {
		actions, resources []string
		condition          []iam.Condition
	}
	byResource := map[string]*group{}
	for _, n := range needs {
		if n.Role != role {
			continue
		}
		key := n.Resource + "\x00" + conditionText(n.Condition)
		g := byResource[key]
		if g == nil {
			g = &group{resources: []string{n.Resource}, condition: n.Condition}
			byResource[key] = g
		}
		g.actions = append(g.actions, n.Action)
	}
	byActions := map[string]*group{}
	for _, g := range byResource {
		slices.Sort(g.actions)
		g.actions = slices.Compact(g.actions)
		key := strings.Join(g.actions, " ") + "\x00" + conditionText(g.condition)
		// Actions without resources keep a statement of their own.
		if g.resources[0] == "*" {
			key += "\x00*"
		}
		if same := byActions[key]; same != nil {
			same.resources = append(same.resources, g.resources...)
		} else {
			byActions[key] = g
		}
	}
	if len(byActions) == 0 {
		return nil
	}
	d := iam.Document{Version: iam.Version2012}
	for _, g := range byActions {
		slices.Sort(g.resources)
		d.Statements = append(d.Statements, iam.Statement{Effect: iam.Allow, Action: g.actions, Resource: g.resources, Condition: g.condition})
	}
	slices.SortFunc(d.Statements, func(a, b iam.Statement) int {
		return cmp.Or(slices.Compare(a.Action, b.Action), slices.Compare(a.Resource, b.Resource), strings.Compare(conditionText(a.Condition), conditionText(b.Condition)))
	})
	return iam.NewPolicy(d)
}

func conditionText(list []iam.Condition) string {
	var b strings.Builder
	for _, c := range list {
		b.WriteString(c.Operator + " " + c.Key + " " + strings.Join(c.Values, " ") + "\n")
	}
	return b.String()
}

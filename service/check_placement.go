package service

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ecskit/ecskit/cql"
	"github.com/ecskit/ecskit/diag"
)

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
func (p *pass) scheduling() {
	if p.s.SchedulingStrategy != Daemon {
		return
	}
	if p.capacity.fargate {
		p.report(kindDaemonFargate, "schedulingStrategy", "DAEMON needs instances, and the tasks run on Fargate", "use REPLICA")
	}
	if c := p.s.controller(); c != ControllerECS {
		p.report(kindDaemonController, "schedulingStrategy", fmt.Sprintf("DAEMON does not go with the controller %s", c), "use REPLICA or the controller ECS")
	}
	if p.s.DesiredCount != nil && p.op != described {
		p.report(kindDaemonCount, "desiredCount", "a daemon service runs one task on each eligible instance, whatever is wanted", "leave it out")
	}
	if len(p.s.PlacementStrategy) > 0 {
		p.report(kindDaemonStrategy, "placementStrategy", "a daemon service has no instances to choose between", "leave it out")
	}
}

func (p *pass) placement() {
	s := p.s
	if p.capacity.fargate {
		for _, m := range []struct {
			path string
			n    int
		}{{"placementConstraints", len(s.PlacementConstraints)}, {"placementStrategy", len(s.PlacementStrategy)}} {
			if m.n > 0 {
				p.report(kindFargatePlacement, m.path, "the tasks run on Fargate, which has no placement constraints and strategies", "leave it out")
			}
		}
	}
	total := len(s.PlacementConstraints)
	if p.td != nil {
		total += len(p.td.PlacementConstraints)
	}
	if total > maxConstraints {
		p.report(kindConstraintsMax, "placementConstraints", fmt.Sprintf("%d constraints with those of the task definition, at most %d are taken", total, maxConstraints), "")
	}
	if n := len(s.PlacementStrategy); n > maxStrategies {
		p.report(kindStrategiesMax, "placementStrategy", fmt.Sprintf("%d strategies, at most %d are taken", n, maxStrategies), "")
	}
	for i, c := range s.PlacementConstraints {
		p.constraint(c, diag.Element("placementConstraints", i))
	}
	for i, st := range s.PlacementStrategy {
		p.strategy(st, diag.Element("placementStrategy", i))
	}
	p.rebalancing()
}

func (p *pass) constraint(c PlacementConstraint, path string) {
	enum(p, path+".type", c.Type, ConstraintType("").Values())
	switch {
	case c.Type == DistinctInstance && c.Expression != "":
		p.report(kindDistinctExpression, path+".expression", "distinctInstance is given an expression", "leave it out")
	case c.Type == MemberOf && c.Expression == "":
		p.report(kindMemberOf, path+".expression", "memberOf has no expression", "")
	case c.Type == MemberOf:
		p.expression(c.Expression, path+".expression")
	}
}

func (p *pass) expression(src, path string) {
	e, err := cql.Parse(src)
	var syntax *cql.SyntaxError
	if errors.As(err, &syntax) {
		p.at(kindMemberOf, path, syntax.Offset, syntax.Len, syntax.Message, syntax.Suggestion)
		return
	}
	for _, h := range e.Hints() {
		p.at(kindExpressionHint, path, h.Offset, h.Len, h.Message, h.Suggestion)
	}
}

// at reports a finding about a part of the string at a path.
func (p *pass) at(k diag.Kind, path string, offset, length int, message, hint string) {
	if p.disabled(k.Code, k.Name) {
		return
	}
	d := k.At(path, message, hint)
	d.Offset, d.Length = offset, length
	p.list.Add(d)
}

// strategy checks the field. Case does not matter for cpu and memory: the API
// answers in capitals what it takes in small letters.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementStrategy.html
func (p *pass) strategy(s PlacementStrategy, path string) {
	enum(p, path+".type", s.Type, StrategyType("").Values())
	field := strings.ToLower(s.Field)
	switch s.Type {
	case Binpack:
		if field != "cpu" && field != "memory" {
			p.report(kindStrategyField, path+".field", fmt.Sprintf("binpack by %q, and not by cpu or memory", s.Field), "write cpu or memory")
		}
	case Spread:
		if field == "instanceid" || field == "host" || isAttributeField(s.Field) {
			return
		}
		p.report(kindStrategyField, path+".field", fmt.Sprintf("spread over %q, and not over instanceId, host or attribute:NAME", s.Field), spreadHint(s.Field))
	}
}

// isAttributeField reports whether a field is attribute: and a name alone.
func isAttributeField(field string) bool {
	name, ok := strings.CutPrefix(field, "attribute:")
	return ok && name != "" && !strings.ContainsAny(name, " =!~<>:[]()")
}

// spreadHint guesses which field was meant: people write the plural, a colon for
// a point, and whole expressions.
func spreadHint(field string) string {
	name, ok := strings.CutPrefix(field, "attributes:")
	if !ok {
		name, ok = strings.CutPrefix(field, "attribute:")
	}
	switch {
	case ok:
		if i := strings.IndexAny(name, " =!~<>[]()"); i > 0 {
			name = name[:i]
		}
		return "write attribute:" + strings.ReplaceAll(name, ":", ".")
	case strings.HasPrefix(field, "ecs."):
		return "write attribute:" + field
	case strings.EqualFold(field, "az"), strings.EqualFold(field, "availabilityZone"), strings.EqualFold(field, "availability-zone"):
		return "write " + zoneField
	}
	return "write instanceId, or attribute: and a name"
}

const zoneField = "attribute:ecs.availability-zone"

// rebalancing lists what AWS says does not go with it. Whether an explicit
// ENABLED is then refused is not documented.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
func (p *pass) rebalancing() {
	s := p.s
	if s.AvailabilityZoneRebalancing != RebalancingEnabled {
		return
	}
	const path = "availabilityZoneRebalancing"
	against := func(what string) {
		p.report(kindRebalancing, path, "rebalancing over Availability Zones does not go with "+what, "write DISABLED, or change that")
	}
	if s.SchedulingStrategy == Daemon {
		against("DAEMON")
	}
	if p.capacity.external {
		against("external instances")
	}
	if c := s.DeploymentConfiguration; c != nil && c.MaximumPercent != nil && *c.MaximumPercent <= 100 {
		against(fmt.Sprintf("a maximumPercent of %d", *c.MaximumPercent))
	}
	for _, lb := range s.LoadBalancers {
		if lb.LoadBalancerName != "" {
			against("a Classic Load Balancer")
			break
		}
	}
	for _, c := range s.PlacementConstraints {
		if strings.Contains(c.Expression, zoneField) {
			against("a constraint on the Availability Zone")
			break
		}
	}
	if len(s.PlacementStrategy) > 0 && (s.PlacementStrategy[0].Type != Spread || s.PlacementStrategy[0].Field != zoneField) {
		against("a first strategy other than spread over " + zoneField)
	}
}

package ecssdk

import (
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/placement"
)

// FromPlacementConstraints converts the constraints of a service or of RunTask;
// nil stays nil.
func FromPlacementConstraints(list []types.PlacementConstraint) []placement.Constraint {
	return fromList(list, func(s *types.PlacementConstraint, t *placement.Constraint) {
		t.Expression = text(s.Expression)
		t.Type = placement.ConstraintType(s.Type)
	})
}

// ToPlacementConstraints converts to the constraints of a service or of RunTask;
// nil stays nil.
func ToPlacementConstraints(list []placement.Constraint) []types.PlacementConstraint {
	return toList(new(arena), list, func(a *arena, t *placement.Constraint, s *types.PlacementConstraint) {
		s.Expression = a.text(t.Expression)
		s.Type = types.PlacementConstraintType(t.Type)
	})
}

// FromPlacementStrategy converts the strategy of a service or of RunTask; nil
// stays nil.
func FromPlacementStrategy(list []types.PlacementStrategy) []placement.Strategy {
	return fromList(list, func(s *types.PlacementStrategy, t *placement.Strategy) {
		t.Field = text(s.Field)
		t.Type = placement.StrategyType(s.Type)
	})
}

// ToPlacementStrategy converts to the strategy of a service or of RunTask; nil
// stays nil.
func ToPlacementStrategy(list []placement.Strategy) []types.PlacementStrategy {
	return toList(new(arena), list, func(a *arena, t *placement.Strategy, s *types.PlacementStrategy) {
		s.Field = a.text(t.Field)
		s.Type = types.PlacementStrategyType(t.Type)
	})
}

// ToFailures returns the failures of a task that is not placed: one for each
// instance that does not take it, in the order of addition, with ECS's word for
// the first reason and the reason in our words as its detail. An instance's Arn is
// the name it was added with. It is nil when every instance would take the task,
// or there is none.
func ToFailures(c *placement.Cluster, j placement.Job) []types.Failure {
	var failures []types.Failure
	var lacks []placement.Shortfall
	a := new(arena)
	for _, id := range c.Instances() {
		lacks = c.ExplainInstance(lacks[:0], id, j)
		if len(lacks) == 0 {
			continue
		}
		failures = append(failures, types.Failure{
			Arn:    a.text(c.Name(id)),
			Reason: a.text(lacks[0].Kind.Reason()),
			Detail: a.text(j.Text(lacks[0])),
		})
	}
	return failures
}

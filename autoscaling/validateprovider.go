package autoscaling

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
)

const (
	maxStepSize = 10000
	maxWarmup   = 10000
	maxBase     = 100000
	maxWeight   = 1000
	// MaxProviders is how many capacity providers a strategy may have.
	MaxProviders = 20
)

func isFargate(name string) bool { return name == "FARGATE" || name == "FARGATE_SPOT" }

func (c *checker) provider(path string, p *CapacityProvider) {
	lower := strings.ToLower(p.Name)
	name := diag.Member(path, "name")
	switch {
	case isFargate(p.Name):
		if p.AutoScalingGroup != nil || p.ManagedInstances != nil {
			c.addf(kindProviderName, name, "", "%s is AWS's own and has no instances", p.Name)
		}
		return
	case p.Name == "":
		c.addf(kindProviderName, name, "", "the provider has no name")
	case strings.HasPrefix(lower, "aws"), strings.HasPrefix(lower, "ecs"), strings.HasPrefix(lower, "fargate"):
		c.addf(kindProviderName, name, "", "%q starts with aws, ecs or fargate, which is reserved", p.Name)
	}
	if (p.AutoScalingGroup == nil) == (p.ManagedInstances == nil) {
		c.addf(kindProviderKind, path, "give one of autoScalingGroupProvider and managedInstancesProvider", "%s",
			map[bool]string{true: "the provider has no instances", false: "the provider has two sources of instances"}[p.AutoScalingGroup == nil])
	}
	if g := p.AutoScalingGroup; g != nil {
		c.group(diag.Member(path, "autoScalingGroupProvider"), g)
	}
	if m := p.ManagedInstances; m != nil && m.InfrastructureOptimization != nil {
		at := diag.Member(diag.Member(diag.Member(path, "managedInstancesProvider"), "infrastructureOptimization"), "scaleInAfter")
		if s := m.InfrastructureOptimization.ScaleInAfter; s != nil && (*s < -1 || *s > 3600) {
			c.addf(kindScaleInAfter, at, "", "%d seconds, allowed are -1 (never) and 0 to 3600", *s)
		}
	}
}

func (c *checker) group(path string, g *AutoScalingGroupProvider) {
	for _, s := range []struct{ name, value string }{
		{"managedTerminationProtection", g.ManagedTerminationProtection}, {"managedDraining", g.ManagedDraining},
	} {
		if s.value != "" {
			c.oneOf(kindEnabled, diag.Member(path, s.name), s.value, "ENABLED", "DISABLED")
		}
	}
	if g.ManagedTerminationProtection == "ENABLED" && !g.ManagedScaling.enabled() {
		c.addf(kindProtection, diag.Member(path, "managedTerminationProtection"), "enable managed scaling",
			"ENABLED without managed scaling, which is what lifts the protection")
	}
	m := g.ManagedScaling
	if m == nil {
		return
	}
	path = diag.Member(path, "managedScaling")
	if m.Status != "" {
		c.oneOf(kindEnabled, diag.Member(path, "status"), m.Status, "ENABLED", "DISABLED")
	}
	c.within(kindTargetCapacity, diag.Member(path, "targetCapacity"), m.TargetCapacity, 1, 100, "percent")
	c.within(kindStepSize, diag.Member(path, "minimumScalingStepSize"), m.MinimumScalingStepSize, 1, maxStepSize, "instances")
	c.within(kindStepSize, diag.Member(path, "maximumScalingStepSize"), m.MaximumScalingStepSize, 1, maxStepSize, "instances")
	c.within(kindWarmup, diag.Member(path, "instanceWarmupPeriod"), m.InstanceWarmupPeriod, 0, maxWarmup, "seconds")
	if least, most := m.MinimumScalingStepSize, m.MaximumScalingStepSize; least != nil && most != nil && *least > *most {
		c.addf(kindStepSizeOrder, diag.Member(path, "minimumScalingStepSize"), "", "minimum step %d is above maximum step %d", *least, *most)
	}
}

func (c *checker) within(kind diag.Kind, path string, value *int, least, most int, unit string) {
	if value != nil && (*value < least || *value > most) {
		c.addf(kind, path, "", "%d %s, allowed are %d to %d", *value, unit, least, most)
	}
}

func (m *ManagedScalingConfiguration) enabled() bool {
	return m != nil && m.Status == "ENABLED"
}

// ValidateStrategy checks a capacity provider strategy. path is that of the list,
// such as "defaultCapacityProviderStrategy".
func ValidateStrategy(path string, strategy []StrategyItem) diag.List {
	c := &checker{}
	if len(strategy) > MaxProviders {
		c.addf(kindStrategyCount, path, "", "%d providers, at most %d are allowed", len(strategy), MaxProviders)
	}
	firstBase, weights, fargate := -1, 0, 0
	names := map[string]bool{}
	for i, s := range strategy {
		at := diag.Element(path, i)
		c.within(kindStrategyBase, diag.Member(at, "base"), s.Base, 0, maxBase, "tasks")
		c.within(kindStrategyWeight, diag.Member(at, "weight"), s.Weight, 0, maxWeight, "parts")
		if s.Base != nil && *s.Base > 0 {
			if firstBase >= 0 {
				c.addf(kindStrategyBase, diag.Member(at, "base"), "", "only one provider has a base, element %d has one", firstBase)
			} else {
				firstBase = i
			}
		}
		if s.Weight != nil {
			weights += min(max(*s.Weight, 0), maxWeight)
		}
		if isFargate(s.CapacityProvider) {
			fargate++
		}
		switch {
		case s.CapacityProvider == "":
			c.addf(kindStrategyName, diag.Member(at, "capacityProvider"), "", "the provider has no name")
		case names[s.CapacityProvider]:
			c.addf(kindStrategyName, diag.Member(at, "capacityProvider"), "", "%q stands in the strategy before", s.CapacityProvider)
		}
		names[s.CapacityProvider] = true
	}
	if len(strategy) > 1 && weights == 0 {
		c.addf(kindStrategyWeight, path, "give one of them a weight", "all %d providers have the weight 0", len(strategy))
	}
	if fargate > 0 && fargate < len(strategy) {
		c.addf(kindStrategyMixed, path, "", "Fargate and instances together, a strategy is of one of them")
	}
	c.Sort()
	return c.List
}

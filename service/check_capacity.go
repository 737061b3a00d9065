package service

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
func (p *pass) providers() {
	s := p.s
	// A description has both: the launch type is then what ECS derived.
	if s.LaunchType != "" && len(s.CapacityProviderStrategy) > 0 && p.op != described {
		p.report(kindLaunchAndStrategy, "launchType", fmt.Sprintf("launch type %s stands beside a capacity provider strategy", s.LaunchType), "keep one of them")
	}
	if s.LaunchType == LaunchManagedInstances && p.op != described {
		p.report(kindLaunchManaged, "launchType", "MANAGED_INSTANCES cannot be asked for as a launch type", "use a capacityProviderStrategy with a Managed Instances provider")
	}
	if n := len(s.CapacityProviderStrategy); n > maxProviders {
		p.report(kindProvidersMax, "capacityProviderStrategy", fmt.Sprintf("%d capacity providers, at most %d are taken", n, maxProviders), "")
	}
	p.providerItems()
	p.compatibility()
}

func (p *pass) providerItems() {
	items := p.s.CapacityProviderStrategy
	bases, weights, fargate := 0, 0, 0
	seen := map[string]bool{}
	for i, item := range items {
		path := diag.Element("capacityProviderStrategy", i)
		if item.CapacityProvider == "" {
			p.report(kindProviderName, path+".capacityProvider", "the item names no capacity provider", "")
		} else if seen[item.CapacityProvider] {
			p.report(kindProviderTwice, path+".capacityProvider", fmt.Sprintf("%s comes twice", item.CapacityProvider), "")
		}
		seen[item.CapacityProvider] = true
		if w := intOf(item.Weight); w < 0 || w > maxWeight {
			p.report(kindProviderRange, path+".weight", fmt.Sprintf("weight %d is not 0 to %d", w, maxWeight), "")
		}
		if b := intOf(item.Base); b < 0 || b > maxBase {
			p.report(kindProviderRange, path+".base", fmt.Sprintf("base %d is not 0 to %d", b, maxBase), "")
		}
		if intOf(item.Base) > 0 {
			if bases++; bases == 2 {
				p.report(kindProviderBase, path+".base", "a second capacity provider has a base", "keep one")
			}
		}
		weights += intOf(item.Weight)
		if isFargateProvider(item.CapacityProvider) {
			fargate++
		}
	}
	if len(items) > 1 && weights == 0 {
		p.report(kindProviderWeights, "capacityProviderStrategy", "no capacity provider has a weight above 0, so none may take tasks", "give one of them a weight")
	}
	if fargate > 0 && fargate < len(items) {
		p.report(kindProviderMix, "capacityProviderStrategy", "Fargate stands beside capacity providers of another kind", "use one kind in a strategy")
	}
}

// compatibility asks whether the definition may run where the service wants it:
// ECS goes by the compatibilities that it computed, or, before registration, by
// what the definition requires.
func (p *pass) compatibility() {
	if p.td == nil || p.s.LaunchType == "" {
		return
	}
	want := taskdef.Compatibility(p.s.LaunchType)
	has := p.td.ComputedCompatibilities
	if len(has) == 0 {
		has = append(p.td.Compatibilities(), p.td.RequiresCompatibilities...)
	}
	if !slices.Contains(has, want) {
		var names []string
		for _, c := range has {
			if !slices.Contains(names, string(c)) {
				names = append(names, string(c))
			}
		}
		p.report(kindCompatibility, "launchType", fmt.Sprintf("the task definition is fit for %s, not for %s", cmp.Or(strings.Join(names, " and "), "nothing"), want), "add "+string(want)+" to its requiresCompatibilities and see what it lacks")
	}
}

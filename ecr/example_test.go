package ecr_test

import (
	"fmt"
	"time"

	"github.com/ecskit/ecskit/ecr"
)

func ExampleParseReference() {
	r, err := ecr.ParseReference("111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web:42")
	fmt.Println(r.Kind, r.Account, r.Region, r.Repository, r.Tag, err)
	_, err = ecr.ParseReference("nginx:1.27+hotfix")
	fmt.Println(err)
	// Output:
	// private-ecr 111122223333 eu-central-1 shop/web 42 <nil>
	// image "nginx:1.27+hotfix": tag: "1.27+hotfix" has another character than letters, digits, _ . - (at byte 6)
}

// What comes through a cache is told by the registry's rules, not by the reference.
func ExampleReference_Upstream() {
	rules := []ecr.PullThroughCacheRule{
		{ECRRepositoryPrefix: "docker-hub", UpstreamRegistryURL: "registry-1.docker.io"},
		{ECRRepositoryPrefix: "k8s", UpstreamRegistryURL: "registry.k8s.io"},
	}
	for _, text := range []string{
		"111122223333.dkr.ecr.eu-central-1.amazonaws.com/docker-hub/library/nginx:1.27",
		"111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web:42",
	} {
		r, err := ecr.ParseReference(text)
		if err != nil {
			fmt.Println(err)
			return
		}
		upstream, rule, err := r.Upstream(rules)
		fmt.Printf("%q by rule %d, %v\n", upstream, rule, err)
	}
	// Output:
	// "registry-1.docker.io/library/nginx:1.27" by rule 0, <nil>
	// "" by rule -1, <nil>
}

func ExampleValidatePullThroughRules() {
	for _, f := range ecr.ValidatePullThroughRules([]ecr.PullThroughCacheRule{
		{ECRRepositoryPrefix: "docker-hub", UpstreamRegistryURL: "docker.io"},
	}) {
		fmt.Println(f.Path, f.Name)
	}
	// Output:
	// pullThroughCacheRules[0].upstreamRegistryUrl pull-through-registry
}

// Untagged images go after two days, and of all images the newest two stay. The
// untagged one still counts as the second newest.
func ExampleLifecyclePolicy_Evaluate() {
	policy, findings, err := ecr.ParseLifecyclePolicy([]byte(`{"rules": [
		{"rulePriority": 1, "selection": {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 2}, "action": {"type": "expire"}},
		{"rulePriority": 2, "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 2}, "action": {"type": "expire"}}
	]}`))
	if err != nil || len(findings) > 0 {
		fmt.Println(err, findings)
		return
	}
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	images := []ecr.Image{
		{Tags: []string{"40"}, PushedAt: now.AddDate(0, 0, -30)},
		{Tags: []string{"41"}, PushedAt: now.AddDate(0, 0, -20)},
		{PushedAt: now.AddDate(0, 0, -3)},
		{Tags: []string{"42"}, PushedAt: now.AddDate(0, 0, -1)},
	}
	for i, v := range policy.Evaluate(images, now) {
		fmt.Println(images[i].Tags, v.Action, v.Reason, "by rule", v.Priority)
	}
	// Output:
	// [40] expire too-many by rule 2
	// [41] expire too-many by rule 2
	// [] expire too-old by rule 1
	// [42]  kept by rule 2
}

func ExampleLifecyclePolicy_Validate() {
	policy := ecr.LifecyclePolicy{Rules: []ecr.Rule{{
		RulePriority: new(1),
		Selection:    ecr.Selection{TagStatus: ecr.Tagged, CountType: ecr.SinceImagePushed, CountNumber: new(14)},
		Action:       ecr.Action{Type: ecr.Expire},
	}}}
	for _, f := range policy.Validate() {
		fmt.Println(f.Path, f.Name)
	}
	// Output:
	// rules[0].selection.countUnit count-unit
	// rules[0].selection.tagPatternList tag-list
}

func ExampleTagMutability_CanOverwrite() {
	can, _ := ecr.ImmutableWithExclusion.CanOverwrite("dev-17", []string{"dev-*"})
	fmt.Println(can)
	// Output:
	// true
}

func ExamplePullActions() {
	account, repository := ecr.PullActions()
	fmt.Println(account, repository)
	// Output:
	// [ecr:GetAuthorizationToken] [ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:BatchGetImage]
}

package ecr_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/ecr"
)

const cache = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/"

func TestUpstream(t *testing.T) {
	rules := []ecr.PullThroughCacheRule{
		{ECRRepositoryPrefix: "ROOT", UpstreamRegistryURL: "quay.io"},
		{ECRRepositoryPrefix: "docker-hub", UpstreamRegistryURL: "registry-1.docker.io"},
		{ECRRepositoryPrefix: "docker-hub/acme/", UpstreamRegistryURL: "acme.azurecr.io", UpstreamRepositoryPrefix: "mirror/"},
		{ECRRepositoryPrefix: "public", UpstreamRegistryURL: "public.ecr.aws"},
	}
	tests := []struct {
		name, image, want string
		rule              int
		kind              ecr.RegistryKind
	}{
		{"below a prefix", cache + "docker-hub/library/nginx:1.27", "registry-1.docker.io/library/nginx:1.27", 1, ecr.DockerHub},
		{"the longest prefix, onto an upstream prefix", cache + "docker-hub/acme/web@" + digest, "acme.azurecr.io/mirror/web@" + digest, 2, ecr.OtherRegistry},
		{"a prefix ends at a slash", cache + "docker-hubs/a", "quay.io/docker-hubs/a", 0, ecr.OtherRegistry},
		{"the prefix alone is no repository below it", cache + "docker-hub", "quay.io/docker-hub", 0, ecr.OtherRegistry},
		{"an alias", cache + "public/nginx/nginx", "public.ecr.aws/nginx/nginx", 3, ecr.PublicECR},
		{"no private registry", "docker-hub/library/nginx", "", -1, ecr.OtherRegistry},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, err := ecr.ParseReference(test.image)
			if err != nil {
				t.Fatal(err)
			}
			got, rule, err := r.Upstream(rules)
			if got.String() != test.want || rule != test.rule || got.Kind != test.kind || err != nil {
				t.Errorf("got %q of %s by rule %d, %v", got, got.Kind, rule, err)
			}
		})
	}
	r, _ := ecr.ParseReference(cache + "public/nginx")
	var e *ecr.ReferenceError
	if _, rule, err := r.Upstream(rules); !errors.As(err, &e) || e.Part != "repository" || rule != 3 {
		t.Errorf("without an alias: rule %d, error %v", rule, err)
	}
	if got, rule, err := r.Upstream(nil); rule != -1 || got != (ecr.Reference{}) || err != nil {
		t.Errorf("without rules: %v, %d, %v", got, rule, err)
	}
}

// Whatever the order of the rules, the rule is the same one.
func TestUpstreamTakesRulesInAnyOrder(t *testing.T) {
	prefixes := []string{"ROOT", "aa", "aa/bb", "aa/bb/cc", "bb"}
	rapid.Check(t, func(t *rapid.T) {
		var rules []ecr.PullThroughCacheRule
		for _, p := range rapid.SliceOfDistinct(rapid.SampledFrom(prefixes), rapid.ID).Draw(t, "prefixes") {
			rules = append(rules, ecr.PullThroughCacheRule{ECRRepositoryPrefix: p, UpstreamRegistryURL: "quay.io"})
		}
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"aa", "bb", "cc", "a"}), 1, 4).Draw(t, "parts")
		r, err := ecr.ParseReference(cache + strings.Join(parts, "/"))
		if err != nil {
			t.Skip("a repository of one letter")
		}
		first, i, err := r.Upstream(rules)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(rules)
		second, k, _ := r.Upstream(rules)
		if first != second || i >= 0 && i != len(rules)-1-k {
			t.Fatalf("%q by %d, the other way round %q by %d", first, i, second, k)
		}
	})
}

func TestValidatePullThroughRules(t *testing.T) {
	rules := []ecr.PullThroughCacheRule{
		{ECRRepositoryPrefix: "k8s", UpstreamRegistryURL: "registry.k8s.io", UpstreamRegistry: ecr.UpstreamKubernetes},
		{ECRRepositoryPrefix: "k8s/", UpstreamRegistryURL: "https://registry.k8s.io"},
		{ECRRepositoryPrefix: "K8s", UpstreamRegistryURL: "ghcr.io", UpstreamRegistry: ecr.UpstreamQuay},
		{ECRRepositoryPrefix: "ROOT", UpstreamRegistryURL: ".azurecr.io", UpstreamRepositoryPrefix: "x"},
		{ECRRepositoryPrefix: strings.Repeat("a", 31), UpstreamRegistryURL: "cgr.dev", UpstreamRegistry: "harbor"},
	}
	want := []string{
		"EC041 pullThroughCacheRules[1].ecrRepositoryPrefix",
		"EC042 pullThroughCacheRules[1].upstreamRegistryUrl",
		"EC040 pullThroughCacheRules[2].ecrRepositoryPrefix",
		"EC042 pullThroughCacheRules[2].upstreamRegistry",
		"EC042 pullThroughCacheRules[3].upstreamRegistryUrl",
		"EC040 pullThroughCacheRules[3].upstreamRepositoryPrefix",
		"EC043 pullThroughCacheRules[3].upstreamRepositoryPrefix",
		"EC040 pullThroughCacheRules[4].ecrRepositoryPrefix",
		"EC042 pullThroughCacheRules[4].upstreamRegistry",
	}
	if diff := cmp.Diff(want, foundAt(ecr.ValidatePullThroughRules(rules))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for url, name := range map[string]ecr.UpstreamRegistry{
		"public.ecr.aws": ecr.UpstreamECRPublic, "registry-1.docker.io": ecr.UpstreamDockerHub, "quay.io": ecr.UpstreamQuay, "ghcr.io": ecr.UpstreamGitHub,
		"registry.gitlab.com": ecr.UpstreamGitLab, "acme.azurecr.io": ecr.UpstreamAzure, "cgr.dev": ecr.UpstreamChainguard,
		"444455556666.dkr.ecr.us-east-1.amazonaws.com": ecr.UpstreamECR, "registry.k8s.io": ecr.UpstreamKubernetes,
	} {
		if l := ecr.ValidatePullThroughRules([]ecr.PullThroughCacheRule{{ECRRepositoryPrefix: "up", UpstreamRegistryURL: url, UpstreamRegistry: name}}); len(l) > 0 {
			t.Errorf("%s: %v", url, l)
		}
	}
	if n := len(ecr.UpstreamRegistry("").Values()); n != 9 {
		t.Errorf("%d upstream registries", n)
	}
}

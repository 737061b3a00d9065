package ecr

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

// UpstreamRegistry is the name of a registry that ECR can pull through.
type UpstreamRegistry string

// The upstream registries of the API, version of November 2026.
const (
	UpstreamECR        UpstreamRegistry = "ecr" // a private registry
	UpstreamECRPublic  UpstreamRegistry = "ecr-public"
	UpstreamDockerHub  UpstreamRegistry = "docker-hub"
	UpstreamQuay       UpstreamRegistry = "quay"
	UpstreamKubernetes UpstreamRegistry = "k8s"
	UpstreamGitHub     UpstreamRegistry = "github-container-registry"
	UpstreamGitLab     UpstreamRegistry = "gitlab-container-registry"
	UpstreamAzure      UpstreamRegistry = "azure-container-registry"
	UpstreamChainguard UpstreamRegistry = "chainguard"
)

// Values returns the values that AWS knows.
func (UpstreamRegistry) Values() []UpstreamRegistry {
	return []UpstreamRegistry{
		UpstreamECR, UpstreamECRPublic, UpstreamDockerHub, UpstreamQuay, UpstreamKubernetes, UpstreamGitHub, UpstreamGitLab, UpstreamAzure, UpstreamChainguard,
	}
}

// RootPrefix is the prefix of a rule for all repositories that no other rule is
// for, and the upstream prefix that takes any repository of the upstream registry.
const RootPrefix = "ROOT"

// MaxPullThroughRules is how many pull through cache rules a registry may have.
//
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
const MaxPullThroughRules = 50

// PullThroughCacheRule is a pull through cache rule of a private registry, in the
// JSON of describe-pull-through-cache-rules. A repository below the prefix holds
// what the upstream registry has under the rest of its name.
//
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PullThroughCacheRule.html
type PullThroughCacheRule struct {
	ECRRepositoryPrefix      string           `json:"ecrRepositoryPrefix"` // 2 to 30 characters, with or without / at the end; or ROOT
	UpstreamRegistryURL      string           `json:"upstreamRegistryUrl"` // a host: public.ecr.aws, registry-1.docker.io, …
	UpstreamRegistry         UpstreamRegistry `json:"upstreamRegistry,omitempty"`
	UpstreamRepositoryPrefix string           `json:"upstreamRepositoryPrefix,omitempty"` // absent: ROOT
}

// upstreamOf returns the upstream registry of a host, "" when ECR has none there.
//
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html,
// and for Chainguard
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html
func upstreamOf(host string) UpstreamRegistry {
	switch host {
	case "public.ecr.aws":
		return UpstreamECRPublic
	case "registry-1.docker.io":
		return UpstreamDockerHub
	case "quay.io":
		return UpstreamQuay
	case "registry.k8s.io":
		return UpstreamKubernetes
	case "ghcr.io":
		return UpstreamGitHub
	case "registry.gitlab.com":
		return UpstreamGitLab
	case "cgr.dev":
		return UpstreamChainguard
	}
	if name, ok := strings.CutSuffix(host, ".azurecr.io"); ok && name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
		return UpstreamAzure
	}
	r := Reference{Registry: host}
	if r.readRegistry() == nil && r.Kind == PrivateECR {
		return UpstreamECR
	}
	return ""
}

// ValidatePullThroughRules checks the pull through cache rules of a registry and
// returns the findings sorted, with paths below pullThroughCacheRules.
//
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html
func ValidatePullThroughRules(rules []PullThroughCacheRule) diag.List {
	var l diag.List
	if n := len(rules); n > MaxPullThroughRules {
		l.Add(kindCacheMax.At("pullThroughCacheRules", fmt.Sprintf("there are %d rules, at most %d are allowed", n, MaxPullThroughRules), ""))
	}
	seen := map[string]bool{}
	for i, rule := range rules {
		at := diag.Element("pullThroughCacheRules", i)
		for _, p := range []struct{ member, prefix string }{
			{"ecrRepositoryPrefix", rule.ECRRepositoryPrefix}, {"upstreamRepositoryPrefix", rule.upstreamPrefix()},
		} {
			if problem := prefixProblem(p.prefix); problem != "" {
				l.Add(kindCachePrefix.At(diag.Member(at, p.member), "the prefix "+strconv.Quote(p.prefix)+" "+problem, "write 2 to 30 characters of a repository's name, or ROOT"))
			}
		}
		prefix := strings.TrimSuffix(rule.ECRRepositoryPrefix, "/")
		if seen[prefix] {
			l.Add(kindCacheTwice.At(diag.Member(at, "ecrRepositoryPrefix"), "another rule has the prefix "+strconv.Quote(prefix), ""))
		}
		seen[prefix] = true
		if prefix == RootPrefix && rule.upstreamPrefix() != RootPrefix {
			l.Add(kindUpstreamPrefix.At(diag.Member(at, "upstreamRepositoryPrefix"), "the prefix is ROOT, and the upstream prefix is "+strconv.Quote(rule.UpstreamRepositoryPrefix), "leave it out, or name a prefix"))
		}
		checkUpstream(&l, at, &rule)
	}
	l.Sort()
	return l
}

func checkUpstream(l *diag.List, at string, rule *PullThroughCacheRule) {
	has := upstreamOf(rule.UpstreamRegistryURL)
	switch {
	case rule.UpstreamRegistry != "" && !slices.Contains(rule.UpstreamRegistry.Values(), rule.UpstreamRegistry):
		l.Add(kindCacheRegistry.At(diag.Member(at, "upstreamRegistry"), fmt.Sprintf("%q is none of %q", rule.UpstreamRegistry, rule.UpstreamRegistry.Values()), ""))
	case has == "":
		l.Add(kindCacheRegistry.At(diag.Member(at, "upstreamRegistryUrl"), strconv.Quote(rule.UpstreamRegistryURL)+" is no upstream registry of ECR", "write a host alone, such as public.ecr.aws or registry-1.docker.io"))
	case rule.UpstreamRegistry != "" && rule.UpstreamRegistry != has:
		l.Add(kindCacheRegistry.At(diag.Member(at, "upstreamRegistry"), fmt.Sprintf("%s is the host of %s, not of %s", rule.UpstreamRegistryURL, has, rule.UpstreamRegistry), "leave it out"))
	}
}

func (r *PullThroughCacheRule) upstreamPrefix() string {
	return cmp.Or(r.UpstreamRepositoryPrefix, RootPrefix)
}

func prefixProblem(prefix string) string {
	const least, most = 2, 30
	if prefix == RootPrefix {
		return ""
	}
	if len(prefix) < least || len(prefix) > most {
		return "has " + strconv.Itoa(len(prefix)) + " characters"
	}
	_, problem := nameProblem(strings.TrimSuffix(prefix, "/"))
	return problem
}

// Upstream returns the image of the upstream registry that a reference to a
// private registry stands for under the registry's pull through cache rules, and
// the index of the rule that says so; -1, with the zero Reference, when none does
// or when the registry is not a private one. The rules are those of the
// reference's account and region, which is not checked.
//
// A rule is for the repositories below its prefix, ROOT for all that no other rule
// is for. Of several rules the longest prefix counts, which is inferred. Whether
// the repository is there, and holds what was pulled through or what somebody
// pushed, only the registry knows. The error is a *[ReferenceError] about the
// image upstream, such as one of public.ecr.aws without an alias.
//
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private-wildcards.html
func (r Reference) Upstream(rules []PullThroughCacheRule) (upstream Reference, rule int, err error) {
	rule = -1
	if r.Kind != PrivateECR {
		return Reference{}, rule, nil
	}
	var rest string
	longest := -1
	for i := range rules {
		prefix := strings.TrimSuffix(rules[i].ECRRepositoryPrefix, "/")
		if prefix == RootPrefix {
			if longest < 0 {
				rule, rest, longest = i, r.Repository, 0
			}
			continue
		}
		if below, ok := strings.CutPrefix(r.Repository, prefix+"/"); ok && prefix != "" && len(prefix) > longest {
			rule, rest, longest = i, below, len(prefix)
		}
	}
	if rule < 0 {
		return Reference{}, rule, nil
	}
	name := rest
	if p := strings.TrimSuffix(rules[rule].upstreamPrefix(), "/"); p != RootPrefix {
		name = p + "/" + rest
	}
	upstream, err = ParseReference(Reference{Registry: rules[rule].UpstreamRegistryURL, Repository: name, Tag: r.Tag, Digest: r.Digest}.String())
	return upstream, rule, err
}

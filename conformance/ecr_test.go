package conformance_test

import (
	"encoding/json"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/ecr"
)

// Every kind of finding is shown by a case, and missed by one that is like it.
func TestECRKinds(t *testing.T) {
	cases := folderCases(t, "ecr", "cache_rules", "canonical", "exclusions", "lifecycle", "mutability", "policies", "pull", "references", "scanning", "upstream")
	all := codedCases(t, cases, func(in map[string]any) any {
		for _, member := range []string{"policy", "configuration"} {
			if in[member] != nil {
				return in[member]
			}
		}
		return in
	})
	eachKindHasCases(t, ecr.Kinds(), all,
		map[diag.Code]string{
			"EC018": "it takes a text of 30,721 characters; a test of package ecr has it",
		},
		map[diag.Code]string{
			"EC002": "no policy has the member",
			"EC020": "no configuration has the member",
		})
}

type lifecycleImage struct {
	Digest              string
	Tags, ReferencedBy  []string
	PushedDaysAgo       float64
	PulledDaysAgo       *float64
	TransitionedDaysAgo *float64
	ActivatedDaysAgo    *float64
	StorageClass        ecr.StorageClass
}

func (i lifecycleImage) at(now time.Time) ecr.Image {
	ago := func(days *float64) time.Time {
		if days == nil {
			return time.Time{}
		}
		return now.Add(-time.Duration(*days * float64(24*time.Hour)))
	}
	return ecr.Image{
		Digest: i.Digest, Tags: i.Tags, ReferencedBy: i.ReferencedBy, StorageClass: i.StorageClass, PushedAt: ago(&i.PushedDaysAgo),
		LastPulledAt: ago(i.PulledDaysAgo), TransitionedAt: ago(i.TransitionedDaysAgo), ActivatedAt: ago(i.ActivatedDaysAgo),
	}
}

func TestECRLifecycle(t *testing.T) {
	type input struct {
		Policy json.RawMessage
		Images []lifecycleImage
	}
	type output struct{ Actions []string }
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	runCases(t, "ecr", "lifecycle.json", func(t *testing.T, in input) output {
		policy, findings, err := ecr.ParseLifecyclePolicy(in.Policy)
		if err != nil || len(findings) > 0 {
			t.Fatal(findings, err)
		}
		var images []ecr.Image
		for _, image := range in.Images {
			images = append(images, image.at(now))
		}
		var o output
		for _, v := range policy.Evaluate(images, now) {
			action := string(v.Action)
			if action != "" {
				action += " by " + strconv.Itoa(v.Priority)
			}
			o.Actions = append(o.Actions, action)
		}
		return o
	})
}

func TestECRPolicies(t *testing.T) {
	type input struct{ Policy json.RawMessage }
	runCases(t, "ecr", "policies.json", func(t *testing.T, in input) findingCodes {
		_, findings, err := ecr.ParseLifecyclePolicy(in.Policy)
		if err != nil {
			t.Fatal(err)
		}
		return findingCodes{codesAndPaths(findings)}
	})
}

type referenceParts struct {
	Kind, Account, Region, Alias, Repository, Tag, Digest, Error string
	FIPS, DualStack                                              bool
}

func TestECRReferences(t *testing.T) {
	runCases(t, "ecr", "references.json", func(_ *testing.T, text string) referenceParts {
		r, err := ecr.ParseReference(text)
		var e *ecr.ReferenceError
		if errors.As(err, &e) {
			return referenceParts{Error: e.Part}
		}
		return referenceParts{Kind: r.Kind.String(), Account: r.Account, Region: r.Region, Alias: r.Alias,
			Repository: r.Repository, Tag: r.Tag, Digest: r.Digest, FIPS: r.FIPS, DualStack: r.DualStack}
	})
}

func TestECRCanonical(t *testing.T) {
	runCases(t, "ecr", "canonical.json", func(t *testing.T, text string) string { return reference(t, text).Canonical().String() })
}

func reference(t *testing.T, text string) ecr.Reference {
	t.Helper()
	r, err := ecr.ParseReference(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestECRUpstream(t *testing.T) {
	type input struct {
		Image                 string
		PullThroughCacheRules []ecr.PullThroughCacheRule
	}
	type output struct {
		Upstream string
		Rule     int
	}
	runCases(t, "ecr", "upstream.json", func(t *testing.T, in input) output {
		upstream, rule, err := reference(t, in.Image).Upstream(in.PullThroughCacheRules)
		if err != nil {
			t.Fatal(err)
		}
		return output{upstream.String(), rule}
	})
}

func TestECRCacheRules(t *testing.T) {
	type input struct{ PullThroughCacheRules []ecr.PullThroughCacheRule }
	runCases(t, "ecr", "cache_rules.json", func(_ *testing.T, in input) findingCodes {
		return findingCodes{codesAndPaths(ecr.ValidatePullThroughRules(in.PullThroughCacheRules))}
	})
}

func TestECRExclusions(t *testing.T) {
	type input struct {
		Mutability                         ecr.TagMutability
		ImageTagMutabilityExclusionFilters []ecr.Filter
	}
	runCases(t, "ecr", "exclusions.json", func(_ *testing.T, in input) findingCodes {
		return findingCodes{codesAndPaths(ecr.ValidateExclusions(in.Mutability, in.ImageTagMutabilityExclusionFilters))}
	})
}

func TestECRPull(t *testing.T) {
	type output struct{ Account, Repository []string }
	runCases(t, "ecr", "pull.json", func(_ *testing.T, _ struct{}) output {
		account, repository := ecr.PullActions()
		return output{account, repository}
	})
}

func TestECRMutability(t *testing.T) {
	type input struct {
		Mutability ecr.TagMutability
		Exclusions []string
		Tag        string
	}
	type output struct{ CanOverwrite bool }
	runCases(t, "ecr", "mutability.json", func(t *testing.T, in input) output {
		can, known := in.Mutability.CanOverwrite(in.Tag, in.Exclusions)
		if !known {
			t.Errorf("mutability %q is not known", in.Mutability)
		}
		return output{can}
	})
}

func TestECRScanning(t *testing.T) {
	type input struct {
		Configuration json.RawMessage
		Repository    string
	}
	type output struct {
		Frequency ecr.ScanFrequency
		Findings  []string
	}
	runCases(t, "ecr", "scanning.json", func(t *testing.T, in input) output {
		c, findings, err := ecr.ParseScanningConfiguration(in.Configuration)
		if err != nil {
			t.Fatal(err)
		}
		return output{c.Frequency(in.Repository), codesAndPaths(findings)}
	})
}

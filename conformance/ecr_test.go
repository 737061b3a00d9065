package conformance_test

import (
	"encoding/json"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/conformance"
	"github.com/ecskit/ecskit/ecr"
)

type lifecycleImage struct {
	Tags                []string
	PushedDaysAgo       float64
	PulledDaysAgo       *float64
	TransitionedDaysAgo *float64
	StorageClass        ecr.StorageClass
}

func (i lifecycleImage) at(now time.Time) ecr.Image {
	ago := func(days float64) time.Time { return now.Add(-time.Duration(days * float64(24*time.Hour))) }
	image := ecr.Image{Tags: i.Tags, PushedAt: ago(i.PushedDaysAgo), StorageClass: i.StorageClass}
	if i.PulledDaysAgo != nil {
		image.LastPulledAt = ago(*i.PulledDaysAgo)
	}
	if i.TransitionedDaysAgo != nil {
		image.TransitionedAt = ago(*i.TransitionedDaysAgo)
	}
	return image
}

func TestECRLifecycle(t *testing.T) {
	cases, err := conformance.Load("ecr", "lifecycle.json")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var in struct {
				Policy json.RawMessage
				Images []lifecycleImage
			}
			var want struct{ Actions, Findings []string }
			if err := json.Unmarshal(c.Input, &in); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(c.Expected, &want); err != nil {
				t.Fatal(err)
			}
			policy, findings, err := ecr.ParseLifecyclePolicy(in.Policy)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.Findings, codesAndPaths(findings), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s, %s: findings (-want +got):\n%s", c.Certainty, c.Source, diff)
			}
			var images []ecr.Image
			for _, image := range in.Images {
				images = append(images, image.at(now))
			}
			var actions []string
			for _, v := range policy.Evaluate(images, now) {
				action := string(v.Action)
				if action != "" {
					action += " by " + strconv.Itoa(v.Priority)
				}
				actions = append(actions, action)
			}
			if diff := cmp.Diff(want.Actions, actions, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s, %s: actions (-want +got):\n%s", c.Certainty, c.Source, diff)
			}
		})
	}
}

type referenceParts struct {
	Kind, Account, Region, Alias, Repository, Tag, Digest, Error string
	FIPS, DualStack                                              bool
}

func TestECRReferences(t *testing.T) {
	cases, err := conformance.Load("ecr", "references.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var text string
			var want, got referenceParts
			if err := json.Unmarshal(c.Input, &text); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(c.Expected, &want); err != nil {
				t.Fatal(err)
			}
			r, err := ecr.ParseReference(text)
			var e *ecr.ReferenceError
			if errors.As(err, &e) {
				got.Error = e.Part
			} else {
				got = referenceParts{Kind: r.Kind.String(), Account: r.Account, Region: r.Region, Alias: r.Alias,
					Repository: r.Repository, Tag: r.Tag, Digest: r.Digest, FIPS: r.FIPS, DualStack: r.DualStack}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", c.Certainty, c.Source, diff)
			}
		})
	}
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

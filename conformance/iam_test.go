package conformance_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/conformance"
	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
)

// iamPolicies is the input of the cases that decide.
type iamPolicies struct {
	Identity, Session            []json.RawMessage
	Resource, Boundary, Endpoint json.RawMessage
	SCP, RCP                     [][]json.RawMessage
}

type iamDecision struct {
	Effect, Reason, By       string
	Level, Policy, Statement *int
}

func TestIAMDecisions(t *testing.T) {
	for _, file := range []string{"evaluation.json", "language.json", "conditions.json"} {
		cases, err := conformance.Load("iam", file)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			t.Run(c.Name, func(t *testing.T) {
				var in struct {
					Request  iam.Request
					Policies iamPolicies
					Options  iam.Options
				}
				var want iamDecision
				decodeStrictly(t, c.Input, &in)
				decodeStrictly(t, c.Expected, &want)
				p := &iam.Policies{
					Identity: parseAll(t, in.Policies.Identity), Session: parseAll(t, in.Policies.Session),
					Resource: parseOne(t, in.Policies.Resource), Boundary: parseOne(t, in.Policies.Boundary),
					Endpoint: parseOne(t, in.Policies.Endpoint), Options: in.Options,
				}
				for _, level := range in.Policies.SCP {
					p.SCP = append(p.SCP, parseAll(t, level))
				}
				for _, level := range in.Policies.RCP {
					p.RCP = append(p.RCP, parseAll(t, level))
				}
				trace := iam.Explain(&in.Request, p)
				if trace.Err != nil {
					t.Fatal(trace.Err)
				}
				checkIAMDecision(t, trace, want)
				if d := iam.Evaluate(&in.Request, p); d != trace.Decision {
					t.Errorf("Evaluate says %v, Explain %v", d, trace.Decision)
				}
			})
		}
	}
}

func checkIAMDecision(t *testing.T, trace iam.Trace, want iamDecision) {
	t.Helper()
	d := trace.Decision
	if d.Effect.String() != want.Effect {
		t.Errorf("got %v, want %s\n%s", d.Effect, want.Effect, trace)
	}
	if want.By != "" && d.By.String() != want.By {
		t.Errorf("decided by %v, want %s\n%s", d.By, want.By, trace)
	}
	if want.Reason != "" && iamReasons[want.Reason] != d.Reason {
		t.Errorf("the reason is that %v, want %s\n%s", d.Reason, want.Reason, trace)
	}
	for name, pair := range map[string]struct {
		want *int
		got  int
	}{"level": {want.Level, d.Level}, "policy": {want.Policy, d.Policy}, "statement": {want.Statement, d.Statement}} {
		if pair.want != nil && *pair.want != pair.got {
			t.Errorf("%s %d, want %d\n%s", name, pair.got, *pair.want, trace)
		}
	}
}

var iamReasons = map[string]iam.Reason{
	"RootUser": iam.RootUser, "AlwaysAllowed": iam.AlwaysAllowed, "NoIdentityAllow": iam.NoIdentityAllow,
	"NoResourceAllow": iam.NoResourceAllow, "NoBoundaryAllow": iam.NoBoundaryAllow, "NoSessionAllow": iam.NoSessionAllow,
	"NoSCPAllow": iam.NoSCPAllow, "NoEndpointAllow": iam.NoEndpointAllow, "NoKeyDelegation": iam.NoKeyDelegation,
	"NoTrust": iam.NoTrust, "NoResourcePolicy": iam.NoResourcePolicy,
}

func TestIAMDocuments(t *testing.T) {
	kinds := map[string]iam.PolicyKind{}
	for k := iam.Identity; k <= iam.Endpoint; k++ {
		kinds[k.String()] = k
	}
	cases, err := conformance.Load("iam", "documents.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var in struct {
				Kind   string
				Policy json.RawMessage
			}
			var want struct{ Findings []string }
			decodeStrictly(t, c.Input, &in)
			decodeStrictly(t, c.Expected, &want)
			kind, ok := kinds[in.Kind]
			if !ok {
				t.Fatalf("unknown kind %q", in.Kind)
			}
			p, findings, err := iam.ParsePolicy(in.Policy)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{}
			for _, d := range append(findings, p.Validate(kind)...) {
				got = append(got, d.Name)
			}
			slices.Sort(got)
			if diff := cmp.Diff(want.Findings, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func parseAll(t *testing.T, list []json.RawMessage) []*iam.Policy {
	t.Helper()
	var out []*iam.Policy
	for _, data := range list {
		out = append(out, parseOne(t, data))
	}
	return out
}

// parseOne reads a policy whose form must be right; absent is nil.
func parseOne(t *testing.T, data json.RawMessage) *iam.Policy {
	t.Helper()
	if data == nil {
		return nil
	}
	p, findings, err := iam.ParsePolicy(data)
	if err == nil && len(findings) > 0 {
		err = fmt.Errorf("%w in %s", findings.Err(), data)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var _ diag.Ranger = (*iam.Policy)(nil)

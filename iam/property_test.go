package iam_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/internal/oracle/iamoracle"
)

func TestEvaluateAgreesWithTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		req, p := drawRequest.Draw(t, "request"), drawPolicies.Draw(t, "policies")
		got, want := iam.Evaluate(req, p), iamoracle.Evaluate(req, p)
		if got.Effect != want {
			t.Fatalf("got %v, the twin says %v\n%s", got, want, iam.Explain(req, p))
		}
	})
}

// What the properties draw comes to every outcome.
func TestDrawsReachEveryOutcome(t *testing.T) {
	outcomes := map[iam.Effect]int{}
	for seed := range 500 {
		outcomes[iam.Evaluate(drawRequest.Example(seed), drawPolicies.Example(seed)).Effect]++
	}
	for _, e := range []iam.Effect{iam.ImplicitlyDenied, iam.ExplicitlyDenied, iam.Allowed} {
		if outcomes[e] < 5 {
			t.Errorf("%v comes %d times in 500 draws", e, outcomes[e])
		}
	}
}

// Evaluate, Decide on a request that was used before, and Explain say the same,
// and what Explain says of the statements gives the reason.
func TestThreeFormsAgree(t *testing.T) {
	var q iam.Prepared
	rapid.Check(t, func(t *rapid.T) {
		req, p := drawRequest.Draw(t, "request"), drawPolicies.Draw(t, "policies")
		want := iam.Evaluate(req, p)
		if err := q.Reset(req); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if got := p.Decide(&q); got != want {
				t.Fatalf("Decide gives %v, Evaluate %v", got, want)
			}
		}
		trace := iam.Explain(req, p)
		if trace.Decision != want || trace.Err != nil {
			t.Fatalf("Explain gives %v, %v, Evaluate %v", trace.Decision, trace.Err, want)
		}
		denied := slices.ContainsFunc(trace.Statements, func(s iam.StatementTrace) bool {
			return s.Counts && s.Matched && s.Effect == iam.Deny
		})
		if denied != (want.Effect == iam.ExplicitlyDenied) {
			t.Fatalf("a statement that denies matched: %t, but %v\n%s", denied, want, trace)
		}
		if want.Statement < 0 {
			return
		}
		found := slices.ContainsFunc(trace.Statements, func(s iam.StatementTrace) bool {
			return s.Kind == want.By && s.Level == want.Level && s.Policy == want.Policy && s.Statement == want.Statement && s.Counts && s.Matched
		})
		if !found {
			t.Fatalf("%v, but the trace has no such match\n%s", want, trace)
		}
	})
}

// with returns the policies with one more statement in a policy of a kind.
func with(p *iam.Policies, kind iam.PolicyKind, s iam.Statement) *iam.Policies {
	q := *p
	add := func(old *iam.Policy) *iam.Policy {
		d := iam.Document{Version: iam.Version2012}
		if old != nil {
			d = old.Document()
		}
		d.Statements = append(d.Statements, s)
		return iam.NewPolicy(d)
	}
	extra := iam.NewPolicy(iam.Document{Version: iam.Version2012, Statements: []iam.Statement{s}})
	switch kind {
	case iam.Identity:
		q.Identity = append(slices.Clone(p.Identity), extra)
	case iam.Resource:
		q.Resource = add(p.Resource)
	case iam.Boundary:
		q.Boundary = add(p.Boundary)
	case iam.Session:
		q.Session = append(slices.Clone(p.Session), extra)
	case iam.Endpoint:
		q.Endpoint = add(p.Endpoint)
	case iam.SCP:
		q.SCP = slices.Clone(p.SCP)
		if len(q.SCP) == 0 {
			q.SCP = append(q.SCP, nil)
		}
		q.SCP[0] = append(slices.Clone(q.SCP[0]), extra)
	case iam.RCP:
		q.RCP = append(slices.Clone(p.RCP), []*iam.Policy{extra})
	}
	return &q
}

// Another Deny never lets a request through, in whatever policy it stands. (A
// session policy or endpoint policy that was not there before denies by being
// there, which is another matter; it does not allow either.)
func TestAddingDenyNeverAllows(t *testing.T) {
	kinds := rapid.SampledFrom([]iam.PolicyKind{iam.Identity, iam.Resource, iam.Boundary, iam.Session, iam.Endpoint, iam.SCP, iam.RCP})
	rapid.Check(t, func(t *rapid.T) {
		req, p := drawRequest.Draw(t, "request"), drawPolicies.Draw(t, "policies")
		kind := kinds.Draw(t, "kind")
		s := drawStatement(kind).Draw(t, "statement")
		s.Effect = iam.Deny
		before := iam.Evaluate(req, p)
		after := iam.Evaluate(req, with(p, kind, s))
		// An empty key or trust policy that now exists changes nothing either.
		if before.Effect != iam.Allowed && after.Effect == iam.Allowed {
			t.Fatalf("%v became %v", before, after)
		}
	})
}

// Another Allow in a policy that is there never denies.
func TestAddingAllowNeverDenies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		req, p := drawRequest.Draw(t, "request"), drawPolicies.Draw(t, "policies")
		there := []iam.PolicyKind{iam.Identity}
		for kind, is := range map[iam.PolicyKind]bool{
			iam.Resource: p.Resource != nil, iam.Boundary: p.Boundary != nil, iam.Endpoint: p.Endpoint != nil,
			iam.Session: len(p.Session) > 0, iam.SCP: len(p.SCP) > 0,
		} {
			if is {
				there = append(there, kind)
			}
		}
		slices.Sort(there)
		kind := rapid.SampledFrom(there).Draw(t, "kind")
		s := drawStatement(kind).Draw(t, "statement")
		s.Effect = iam.Allow
		if s.NotPrincipal != nil {
			s.Principal, s.NotPrincipal = s.NotPrincipal, nil
		}
		before := iam.Evaluate(req, p)
		after := iam.Evaluate(req, with(p, kind, s))
		if before.Effect == iam.Allowed && after.Effect != iam.Allowed || before.Effect == iam.ImplicitlyDenied && after.Effect == iam.ExplicitlyDenied {
			t.Fatalf("%v became %v", before, after)
		}
	})
}

// The order of statements, policies and levels does not matter.
func TestOrderDoesNotMatter(t *testing.T) {
	reversed := func(p *iam.Policy) *iam.Policy {
		if p == nil {
			return nil
		}
		d := p.Document()
		slices.Reverse(d.Statements)
		for i := range d.Statements {
			slices.Reverse(d.Statements[i].Condition)
			slices.Reverse(d.Statements[i].Action)
		}
		return iam.NewPolicy(d)
	}
	all := func(list []*iam.Policy) []*iam.Policy {
		var out []*iam.Policy
		for _, p := range slices.Backward(list) {
			out = append(out, reversed(p))
		}
		return out
	}
	levels := func(list [][]*iam.Policy) [][]*iam.Policy {
		var out [][]*iam.Policy
		for _, l := range slices.Backward(list) {
			out = append(out, all(l))
		}
		return out
	}
	rapid.Check(t, func(t *rapid.T) {
		req, p := drawRequest.Draw(t, "request"), drawPolicies.Draw(t, "policies")
		q := &iam.Policies{
			Identity: all(p.Identity), Session: all(p.Session), Resource: reversed(p.Resource), Boundary: reversed(p.Boundary),
			Endpoint: reversed(p.Endpoint), SCP: levels(p.SCP), RCP: levels(p.RCP), Options: p.Options,
		}
		before, after := iam.Evaluate(req, p), iam.Evaluate(req, q)
		if before.Effect != after.Effect {
			t.Fatalf("%v became %v", before, after)
		}
		if before.Effect == iam.ImplicitlyDenied && before.Reason != after.Reason {
			t.Fatalf("%v became %v", before, after)
		}
	})
}

// Writing a policy and reading it gives the same document, and the same answers.
func TestWriteAndParse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPolicy(iam.Resource).Draw(t, "policy")
		d := p.Document()
		for i := range d.Statements {
			// Twice the same key under one operator becomes one.
			s := &d.Statements[i]
			if len(s.Condition) == 2 && s.Condition[0].Operator == s.Condition[1].Operator {
				s.Condition = s.Condition[:1]
			}
			if len(s.Condition) == 0 {
				s.Condition = nil
			}
		}
		back, findings, err := iam.ParsePolicy(iam.NewPolicy(d).AppendJSON(nil))
		if err != nil || len(findings) > 0 {
			t.Fatalf("%v, %v", err, findings)
		}
		if diff := cmp.Diff(d, back.Document()); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

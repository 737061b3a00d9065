package ecr_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/ecr"
	"github.com/ecskit/ecskit/internal/oracle/ecroracle"
)

var digest = "sha256:" + strings.Repeat("0a", 32)

func TestParseReference(t *testing.T) {
	tests := []struct {
		text string
		want ecr.Reference
	}{
		{"nginx", ecr.Reference{Repository: "nginx", Kind: ecr.DockerHub}},
		{"docker.io/grafana/grafana:12", ecr.Reference{Registry: "docker.io", Repository: "grafana/grafana", Tag: "12", Kind: ecr.DockerHub}},
		{"111122223333.dkr.ecr.eu-central-1.amazonaws.com/a__b/c--d", ecr.Reference{Registry: "111122223333.dkr.ecr.eu-central-1.amazonaws.com",
			Repository: "a__b/c--d", Account: "111122223333", Region: "eu-central-1", Kind: ecr.PrivateECR}},
		{"localhost/a__b---c", ecr.Reference{Registry: "localhost", Repository: "a__b---c"}},
		{"registry.example:5000/team/app:v1@" + digest, ecr.Reference{Registry: "registry.example:5000", Repository: "team/app", Tag: "v1", Digest: digest}},
		{"public.ecr.aws/docker/library/nginx:1.27", ecr.Reference{Registry: "public.ecr.aws", Alias: "docker", Repository: "library/nginx", Tag: "1.27", Kind: ecr.PublicECR}},
		{"111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web:42", ecr.Reference{Registry: "111122223333.dkr.ecr.eu-central-1.amazonaws.com",
			Repository: "shop/web", Tag: "42", Account: "111122223333", Region: "eu-central-1", Kind: ecr.PrivateECR}},
		{"111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/shop@" + digest, ecr.Reference{Registry: "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn",
			Repository: "shop", Digest: digest, Account: "111122223333", Region: "cn-north-1", Kind: ecr.PrivateECR}},
		{"111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/shop", ecr.Reference{Registry: "111122223333.dkr.ecr-fips.us-east-1.amazonaws.com",
			Repository: "shop", Account: "111122223333", Region: "us-east-1", Kind: ecr.PrivateECR, FIPS: true}},
		{"111122223333.dkr-ecr.us-east-1.on.aws/shop", ecr.Reference{Registry: "111122223333.dkr-ecr.us-east-1.on.aws",
			Repository: "shop", Account: "111122223333", Region: "us-east-1", Kind: ecr.PrivateECR, DualStack: true}},
	}
	for _, test := range tests {
		got, err := ecr.ParseReference(test.text)
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", test.text, err, diff)
		}
		if got.String() != test.text {
			t.Errorf("%s is written %s", test.text, got)
		}
	}
}

func TestCanonical(t *testing.T) {
	for text, want := range map[string]string{
		"nginx": "docker.io/library/nginx:latest", "grafana/grafana:12": "docker.io/grafana/grafana:12",
		"public.ecr.aws/a/b": "public.ecr.aws/a/b:latest", "localhost/a@" + digest: "localhost/a@" + digest,
	} {
		r, err := ecr.ParseReference(text)
		if got := r.Canonical().String(); got != want || err != nil {
			t.Errorf("%s: %s, %v; want %s", text, got, err, want)
		}
	}
}

func TestReferenceErrors(t *testing.T) {
	tests := []struct {
		text, part string
		offset     int
	}{
		{"", "repository", 0},
		{"Nginx", "repository", 0},
		{"team//app", "repository", 5},
		{"team/app-", "repository", 8},
		{"a___b", "repository", 3},
		{strings.Repeat("a", 256), "repository", 0},
		{cache + "a", "repository", len(cache)},
		{cache + "a___b", "repository", len(cache) + 3},
		{"public.ecr.aws/nginx", "repository", 15},
		{"nginx:", "tag", 6},
		{"nginx:-1", "tag", 6},
		{"nginx:a+b", "tag", 6},
		{"nginx:a\x10", "tag", 6},
		{"nginx:" + strings.Repeat("a", 129), "tag", 6},
		{"nginx@sha256:12", "digest", 6},
		{"nginx@md5:12", "digest", 6},
		{cache + strings.Repeat("a", 257), "repository", len(cache)},
		{"11112222333.dkr.ecr.eu-central-1.amazonaws.com/shop", "registry", 0},
	}
	for _, test := range tests {
		_, err := ecr.ParseReference(test.text)
		var e *ecr.ReferenceError
		if !errors.As(err, &e) || e.Part != test.part || e.Offset != test.offset || e.Error() == "" {
			t.Errorf("%q: error %v; want one about the %s at %d", test.text, err, test.part, test.offset)
		}
	}
}

func TestNames(t *testing.T) {
	got := fmt.Sprint(ecr.OtherRegistry, ecr.DockerHub, ecr.PrivateECR, ecr.PublicECR, ecr.NoRule, ecr.Kept, ecr.TooMany, ecr.TooOld, ecr.Referenced, ecr.Reason(9))
	if want := "other docker-hub private-ecr public-ecr no-rule kept too-many too-old referenced unknown"; got != want {
		t.Errorf("%s; want %s", got, want)
	}
	names := map[string]bool{}
	for _, k := range ecr.Kinds() {
		if names[k.Name] || !strings.HasPrefix(string(k.Code), "EC") || k.Title == "" || k.Source == "" {
			t.Errorf("%+v", k)
		}
		names[k.Name] = true
	}
}

func TestCanOverwrite(t *testing.T) {
	filters := []string{"dev-*", "latest"}
	tests := []struct {
		setting    ecr.TagMutability
		tag        string
		can, known bool
	}{
		{"", "1", true, true}, {ecr.Mutable, "1", true, true}, {ecr.Immutable, "latest", false, true},
		{ecr.ImmutableWithExclusion, "1", false, true}, {ecr.ImmutableWithExclusion, "dev-7", true, true},
		{ecr.MutableWithExclusion, "1", true, true}, {ecr.MutableWithExclusion, "latest", false, true},
		{"SOMETIMES", "1", false, false},
	}
	for _, test := range tests {
		if can, known := test.setting.CanOverwrite(test.tag, filters); can != test.can || known != test.known {
			t.Errorf("%s %s: %v, %v", test.setting, test.tag, can, known)
		}
	}
}

func TestParseLifecyclePolicyErrors(t *testing.T) {
	_, _, err := ecr.ParseLifecyclePolicy([]byte(`{"rules": [}`))
	var e *diag.SyntaxError
	if !errors.As(err, &e) {
		t.Errorf("error %v", err)
	}
	_, findings, err := ecr.ParseLifecyclePolicy([]byte(`[]`))
	if err != nil || len(findings) != 1 || findings[0].Code != "EC001" {
		t.Errorf("%v, %v", findings, err)
	}
}

// What the cases of policies do not reach: the length of the text, and every
// finding of a rule in its place.
func TestParseLifecyclePolicyFindings(t *testing.T) {
	const rule = `{"rulePriority": 1, "description": "%s", "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1}, "action": {"type": "expire"}}`
	text := func(n int) []byte {
		empty := len(fmt.Sprintf(`{"rules": [`+rule+`]}`, ""))
		return fmt.Appendf(nil, `{"rules": [`+rule+`]}`, strings.Repeat("é", n-empty))
	}
	if _, findings, err := ecr.ParseLifecyclePolicy(text(ecr.MaxPolicyLength)); err != nil || len(findings) > 0 {
		t.Errorf("the longest text: %v, %v", findings, err)
	}
	if _, findings, err := ecr.ParseLifecyclePolicy(text(ecr.MaxPolicyLength + 1)); err != nil || len(findings) != 1 || findings[0].Name != "policy-length" {
		t.Errorf("one character more: %v, %v", findings, err)
	}
	_, findings, err := ecr.ParseLifecyclePolicy([]byte(`{"rules": [
		{"rulePriority": 0, "selection": {"tagStatus": "some", "storageClass": "cold", "countType": "often", "countNumber": 0}, "action": {"type": "keep"}},
		{"selection": {"tagStatus": "untagged", "tagPrefixList": ["a"], "storageClass": "archive", "countType": "imageCountMoreThan", "countUnit": "days"}, "action": {"type": "transition", "targetStorageClass": "standard"}},
		{"rulePriority": 3, "selection": {"tagStatus": "any", "countType": "sinceImageTransitioned", "countUnit": "weeks", "countNumber": 89}, "action": {"type": "expire", "targetStorageClass": "archive"}},
		{"rulePriority": 4, "selection": {"tagStatus": "tagged", "tagPrefixList": ["a"], "tagPatternList": ["*****"], "storageClass": "archive", "countType": "sinceImagePulled", "countUnit": "days", "countNumber": 1}, "action": {"type": "expire"}},
		{"rulePriority": 4, "selection": {"tagStatus": "untagged", "storageClass": "archive", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 1}, "action": {}},
		{"rulePriority": 5, "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1}, "action": {"type": "expire"}},
		{"rulePriority": 6, "selection": {"tagStatus": "tagged", "tagPrefixList": ["a", "b"], "countType": "imageCountMoreThan", "countNumber": 1}, "action": {"type": "expire"}},
		{"rulePriority": 7, "selection": {"tagStatus": "tagged", "tagPrefixList": ["b", "a", "a"], "countType": "imageCountMoreThan", "countNumber": 1}, "action": {"type": "expire"}},
		{"selection": {}, "action": {"type": "transition"}}
	]}`))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[diag.Code]bool{}
	for _, f := range findings {
		seen[f.Code] = true
	}
	for _, k := range ecr.Kinds() {
		if k.Code >= "EC004" && k.Code <= "EC017" && !seen[k.Code] {
			t.Errorf("%s %s is not there: %v", k.Code, k.Name, findings)
		}
	}
}

// TestRulesWithoutNumbers shows that a policy which was not validated does not
// panic and does nothing where it says nothing.
func TestRulesWithoutNumbers(t *testing.T) {
	p := ecr.LifecyclePolicy{Rules: []ecr.Rule{
		{Selection: ecr.Selection{TagStatus: ecr.Any}},
		{RulePriority: new(1), Selection: ecr.Selection{TagStatus: ecr.Tagged, CountNumber: new(1)}},
		{RulePriority: new(2), Selection: ecr.Selection{TagStatus: "odd", CountNumber: new(1)}},
		{RulePriority: new(3), Selection: ecr.Selection{TagStatus: ecr.Any, CountType: "odd", CountNumber: new(1)}},
	}}
	got := p.Evaluate([]ecr.Image{{Tags: []string{"a"}}}, time.Unix(0, 0))
	want := []ecr.Verdict{{Reason: ecr.Kept, Rule: 3, Priority: 3}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func drawPolicy(t *rapid.T) *ecr.LifecyclePolicy {
	var p ecr.LifecyclePolicy
	n := rapid.IntRange(1, 5).Draw(t, "rules")
	priorities := rapid.Permutation([]int{1, 2, 3, 5, 9}).Draw(t, "priorities")
	for i := range n {
		s := ecr.Selection{
			TagStatus:    rapid.SampledFrom([]ecr.TagStatus{ecr.Tagged, ecr.Tagged, ecr.Untagged, ecr.Any}).Draw(t, "status"),
			StorageClass: rapid.SampledFrom([]ecr.StorageClass{"", "", ecr.Standard, ecr.Archive}).Draw(t, "class"),
			CountType:    rapid.SampledFrom([]ecr.CountType{ecr.ImageCountMoreThan, ecr.SinceImagePushed, ecr.SinceImagePulled, ecr.SinceImageTransitioned}).Draw(t, "count"),
			CountNumber:  new(rapid.IntRange(1, 4).Draw(t, "number")),
		}
		if s.TagStatus == ecr.Tagged {
			if rapid.Bool().Draw(t, "patterns") {
				s.TagPatternList = rapid.SliceOfN(rapid.SampledFrom([]string{"*", "prod*", "*1", "p*d*1", "beta", "**"}), 1, 2).Draw(t, "list")
			} else {
				s.TagPrefixList = rapid.SliceOfN(rapid.SampledFrom([]string{"prod", "beta", "p", ""}), 1, 2).Draw(t, "list")
			}
		}
		a := ecr.Action{Type: ecr.Expire}
		if rapid.Bool().Draw(t, "transition") {
			a = ecr.Action{Type: ecr.Transition, TargetStorageClass: ecr.Archive}
		}
		p.Rules = append(p.Rules, ecr.Rule{RulePriority: new(priorities[i]), Selection: s, Action: a})
	}
	return &p
}

func TestEvaluateEqualsTheTwin(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	acted := 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawPolicy(t)
		when := func(label string) time.Time {
			return now.Add(-time.Duration(rapid.IntRange(0, 5).Draw(t, label))*24*time.Hour - time.Duration(rapid.IntRange(0, 1).Draw(t, label)))
		}
		var images []ecr.Image
		for range rapid.IntRange(0, 8).Draw(t, "images") {
			image := ecr.Image{
				Tags:         rapid.SliceOfN(rapid.SampledFrom([]string{"prod1", "prod2", "beta", "beta1"}), 0, 2).Draw(t, "tags"),
				PushedAt:     when("pushed"),
				StorageClass: rapid.SampledFrom([]ecr.StorageClass{"", ecr.Standard, ecr.Archive}).Draw(t, "class"),
			}
			if rapid.Bool().Draw(t, "moved") {
				image.LastPulledAt, image.TransitionedAt = when("pulled"), when("transitioned")
			}
			if rapid.Bool().Draw(t, "restored") {
				image.ActivatedAt = when("activated")
			}
			image.Digest = rapid.SampledFrom([]string{"", "sha256:a", "sha256:b", "sha256:c"}).Draw(t, "digest")
			image.ReferencedBy = rapid.SliceOfN(rapid.SampledFrom([]string{"", "sha256:a", "sha256:b", "sha256:c"}), 0, 2).Draw(t, "lists")
			images = append(images, image)
		}
		actions, priorities := ecroracle.Evaluate(p, images, now)
		for i, v := range p.Evaluate(images, now) {
			priority := v.Priority
			if v.Action == "" {
				priority = 0
			} else {
				acted++
			}
			if v.Action != actions[i] || priority != priorities[i] {
				t.Fatalf("image %d: %+v; the twin has %q by %d", i, v, actions[i], priorities[i])
			}
		}
	})
	if acted == 0 {
		t.Error("no policy acted on any image")
	}
}

func FuzzParseReference(f *testing.F) {
	for _, seed := range []string{"nginx", "a/b:c@" + digest, "111122223333.dkr.ecr.eu-central-1.amazonaws.com/a", "public.ecr.aws/a/b", "1.dkr.ecr.x.amazonaws.com/é"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ecr.ParseReference(text)
		var e *ecr.ReferenceError
		if err != nil {
			if !errors.As(err, &e) || e.Offset < 0 || e.Len < 0 || e.Offset+e.Len > len(text) {
				t.Fatalf("error %#v", err)
			}
			return
		}
		if again, err := ecr.ParseReference(r.String()); err != nil || again != r || r.String() != text {
			t.Fatalf("%q is written %q: %v", text, r, err)
		}
		rules := []ecr.PullThroughCacheRule{{ECRRepositoryPrefix: "ROOT", UpstreamRegistryURL: "public.ecr.aws"}, {ECRRepositoryPrefix: "a", UpstreamRegistryURL: "quay.io"}}
		if upstream, rule, err := r.Upstream(rules); (rule >= 0) != (r.Kind == ecr.PrivateECR) || err == nil && rule >= 0 && (upstream.Tag != r.Tag || upstream.Digest != r.Digest) {
			t.Fatalf("%q comes from %q by rule %d, %v", text, upstream, rule, err)
		}
		if _, err := ecr.ParseReference(r.Canonical().String()); err != nil && len(text) < 240 {
			t.Fatalf("the canonical form of %q: %v", text, err)
		}
	})
}

func FuzzParseLifecyclePolicy(f *testing.F) {
	f.Add([]byte(`{"rules": [{"rulePriority": 1, "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1}, "action": {"type": "expire"}}]}`))
	f.Add([]byte(`{"rules": [{"RulePriority": "1", "selection": {"tagPatternList": [null, "*****"]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, _, err := ecr.ParseLifecyclePolicy(data)
		if (p == nil) != (err != nil) {
			t.Fatalf("policy %v, error %v", p, err)
		}
		if p != nil {
			images := []ecr.Image{{Tags: []string{"a"}}, {}}
			if got := p.Evaluate(images, time.Unix(1e9, 0)); len(got) != len(images) {
				t.Fatalf("%d verdicts", len(got))
			}
		}
	})
}

package iam_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/iam"
)

// hostile is a policy of nearly the greatest length, made to take long on a
// request of the greatest length.
type hostile struct {
	name   string
	policy *iam.Policy
	req    *iam.Request
	want   iam.Effect
}

func hostilePolicies(tb testing.TB) []hostile {
	const arn = "arn:aws:s3:::"
	room := iam.MaxNameLength - len(arn)
	key := strings.Repeat("a", room-1)
	request := func(resource string, c iam.Context) *iam.Request {
		return &iam.Request{Principal: "arn:aws:iam::111122223333:user/ann", Action: "s3:GetObject", Resource: resource, Context: c}
	}
	// fill repeats a value until the policy is as long as it may be.
	fill := func(format string, value func(i int) string) *iam.Policy {
		var values []string
		for n := len(format); n < iam.MaxPolicyBytes-4200; n += len(values[len(values)-1]) + 3 {
			values = append(values, fmt.Sprintf("%q", value(len(values))))
		}
		text := fmt.Sprintf(format, strings.Join(values, ","))
		p, _, err := iam.ParsePolicy([]byte(text))
		if err != nil {
			tb.Fatal(err)
		}
		return p
	}
	resources := `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":[%s]}}`
	likes := `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"aws:UserAgent":[%s]}}}}`
	agent := iam.Context{"aws:UserAgent": {strings.Repeat("a", iam.MaxValueLength)}, "aws:PrincipalTag/t": {strings.Repeat("a", 64)}}
	same := func(s string) func(int) string { return func(int) string { return s } }
	deny := iam.ImplicitlyDenied
	return []hostile{
		{"stars", fill(resources, same(arn+strings.Repeat("*a", 900)+"b")), request(arn+key+"c", nil), deny},
		{"one-long-segment", fill(resources, same(arn+"*"+strings.Repeat("a", room/2)+"b")), request(arn+key+"c", nil), deny},
		{"questions", fill(resources, same(arn+"*"+strings.Repeat("a?", room/4)+"b")), request(arn+key+"c", nil), deny},
		{"many-short", fill(resources, same(arn+"*a?a?a?b")), request(arn+key+"c", nil), deny},
		{"stars-in-conditions", fill(likes, same(strings.Repeat("*a?", 600)+"b")), request(arn+"x", agent), deny},
		{"short-conditions", fill(likes, same("*aa?aa?aa?aab*")), request(arn+"x", agent), deny},
		{"shortest-conditions", fill(likes, same("*aab")), request(arn+"x", agent), deny},
		{"shortest-inside", fill(likes, same("*ab*")), request(arn+"x", agent), deny},
		{"shortest-questions", fill(likes, same("*a?b*")), request(arn+"x", agent), deny},
		{"questions-inside", fill(likes, same("*"+strings.Repeat("a?", 400)+"b*")), request(arn+"x", agent), deny},
		{"variables", fill(likes, same(strings.Repeat("${aws:PrincipalTag/t}*", 150)+"b")), request(arn+"x", agent), deny},
		{"nested-variables", fill(likes, same(strings.Repeat("${aws:PrincipalTag/", 100)+"t"+strings.Repeat("}", 100))), request(arn+"x", agent), deny},
		{"defaults", fill(likes, same(strings.Repeat("${x, '"+strings.Repeat("a", 60)+"'}?*", 30)+"b")), request(arn+"x", agent), deny},
		{"actions", fill(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*","Action":[%s]}}`, same("s3:*?*?*?*?*?x")), request(arn+"x", nil), deny},
		{"wide-characters", fill(likes, same("*"+strings.Repeat("é?", 250)+"b*")), request(arn+"x", iam.Context{"aws:UserAgent": {strings.Repeat("é", iam.MaxValueLength/2)}}), deny},
		{"too-wide-characters", fill(likes, same("*"+strings.Repeat("€?", 250)+"b*")), request(arn+"x", iam.Context{"aws:UserAgent": {strings.Repeat("€", iam.MaxValueLength/3)}}), deny},
	}
}

// The outcome is right whatever way of matching was taken.
func TestHostilePoliciesAreAnswered(t *testing.T) {
	for _, h := range hostilePolicies(t) {
		t.Run(h.name, func(t *testing.T) {
			p := &iam.Policies{Identity: []*iam.Policy{h.policy}}
			if d := iam.Evaluate(h.req, p); d.Effect != h.want {
				t.Errorf("got %v", d)
			}
			h.policy.Validate(iam.Identity)
		})
	}
}

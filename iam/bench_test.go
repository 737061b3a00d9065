package iam_test

import (
	"testing"

	"github.com/ecskit/ecskit/iam"
)

// benchPolicy has five statements with wildcards and two conditions.
const benchPolicy = `{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Images", "Effect": "Allow", "Action": ["ecr:BatchGet*", "ecr:GetDownloadUrlForLayer"], "Resource": "arn:aws:ecr:*:111122223333:repository/team-*"},
    {"Sid": "Home", "Effect": "Allow", "Action": ["s3:Get*", "s3:List*", "s3:PutObject"], "Resource": ["arn:aws:s3:::reports-????", "arn:aws:s3:::reports-*/${aws:username}/*"],
     "Condition": {"StringLike": {"aws:PrincipalTag/team": ["plat*", "data-??"]}}},
    {"Sid": "Tasks", "Effect": "Allow", "Action": "ecs:*Task*", "Resource": "arn:aws:ecs:eu-west-1:111122223333:task*/prod/*"},
    {"Sid": "Logs", "Effect": "Allow", "Action": ["logs:Create*", "logs:PutLogEvents"], "Resource": "arn:aws:logs:*:*:log-group:/ecs/*:log-stream:*"},
    {"Sid": "Network", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::*/*", "Condition": {"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]}}}
  ]
}`

func benchContext(address string) iam.Context {
	return iam.Context{
		"aws:PrincipalTag/team": {"platform"}, "aws:SourceIp": {address}, "aws:SecureTransport": {"true"},
		"aws:CurrentTime": {"2026-11-23T12:00:00Z"}, "aws:RequestedRegion": {"eu-west-1"},
	}
}

func benchCases() []struct {
	name string
	want iam.Effect
	req  *iam.Request
} {
	request := func(action, resource, address string) *iam.Request {
		return &iam.Request{Principal: "arn:aws:iam::111122223333:user/ann", Action: action, Resource: resource, Context: benchContext(address)}
	}
	return []struct {
		name string
		want iam.Effect
		req  *iam.Request
	}{
		{"allow", iam.Allowed, request("s3:GetObject", "arn:aws:s3:::reports-2026/ann/november/summary.csv", "203.0.113.7")},
		{"deny", iam.ExplicitlyDenied, request("s3:GetObject", "arn:aws:s3:::reports-2026/ann/november/summary.csv", "198.51.100.7")},
		{"implicit", iam.ImplicitlyDenied, request("s3:GetObject", "arn:aws:s3:::reports-2026/bob/november/summary.csv", "203.0.113.7")},
	}
}

func benchPolicies(tb testing.TB) *iam.Policies {
	p, findings, err := iam.ParsePolicy([]byte(benchPolicy))
	if err != nil || len(findings) > 0 {
		tb.Fatal(err, findings)
	}
	if findings := p.Validate(iam.Identity); len(findings) > 0 {
		tb.Fatal(findings)
	}
	return &iam.Policies{Identity: []*iam.Policy{p}}
}

func BenchmarkDecide(b *testing.B) {
	p := benchPolicies(b)
	for _, c := range benchCases() {
		b.Run("outcome="+c.name, func(b *testing.B) {
			var q iam.Prepared
			if err := q.Reset(c.req); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if d := p.Decide(&q); d.Effect != c.want {
					b.Fatal(d)
				}
			}
		})
	}
}

func BenchmarkResetDecide(b *testing.B) {
	p := benchPolicies(b)
	for _, c := range benchCases() {
		b.Run("outcome="+c.name, func(b *testing.B) {
			var q iam.Prepared
			b.ReportAllocs()
			for b.Loop() {
				if err := q.Reset(c.req); err != nil {
					b.Fatal(err)
				}
				if d := p.Decide(&q); d.Effect != c.want {
					b.Fatal(d)
				}
			}
		})
	}
}

func BenchmarkParsePolicy(b *testing.B) {
	data := []byte(benchPolicy)
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, _, err := iam.ParsePolicy(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkValidate(b *testing.B) {
	p := benchPolicies(b).Identity[0]
	b.ReportAllocs()
	for b.Loop() {
		if l := p.Validate(iam.Identity); len(l) > 0 {
			b.Fatal(l)
		}
	}
}

// BenchmarkHostile decides on policies made to take long, of the greatest length.
func BenchmarkHostile(b *testing.B) {
	for _, h := range hostilePolicies(b) {
		b.Run("policy="+h.name, func(b *testing.B) {
			var q iam.Prepared
			if err := q.Reset(h.req); err != nil {
				b.Fatal(err)
			}
			p := &iam.Policies{Identity: []*iam.Policy{h.policy}}
			b.ReportAllocs()
			for b.Loop() {
				if d := p.Decide(&q); d.Effect != h.want {
					b.Fatal(d)
				}
			}
		})
	}
}

package iam_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/iam"
)

func TestDecideDoesNotAllocate(t *testing.T) {
	p := benchPolicies(t)
	for _, c := range benchCases() {
		var q iam.Prepared
		if err := q.Reset(c.req); err != nil {
			t.Fatal(err)
		}
		p.Decide(&q)
		if n := testing.AllocsPerRun(100, func() { p.Decide(&q) }); n != 0 {
			t.Errorf("%s: Decide allocates %v times", c.name, n)
		}
		again := func() {
			if err := q.Reset(c.req); err != nil {
				t.Fatal(err)
			}
			if d := p.Decide(&q); d.Effect != c.want {
				t.Fatal(d)
			}
		}
		if n := testing.AllocsPerRun(100, again); n != 0 {
			t.Errorf("%s: Reset and Decide allocate %v times", c.name, n)
		}
	}
}

func TestResetErrors(t *testing.T) {
	good := iam.Request{Principal: "arn:aws:iam::111122223333:user/ann", Action: "s3:GetObject", Resource: "arn:aws:s3:::b"}
	long := strings.Repeat("x", iam.MaxNameLength)
	for _, tt := range []struct {
		name, field string
		change      func(*iam.Request)
	}{
		{"no principal", "Principal", func(r *iam.Request) { r.Principal = "" }},
		{"an account", "Principal", func(r *iam.Request) { r.Principal = "111122223333" }},
		{"a name", "Principal", func(r *iam.Request) { r.Principal = "ann" }},
		{"a short ARN", "Principal", func(r *iam.Request) { r.Principal = "arn:aws:iam" }},
		{"an ARN without an account", "Principal", func(r *iam.Request) { r.Principal = "arn:aws:iam:::user/ann" }},
		{"a bucket", "Principal", func(r *iam.Request) { r.Principal = "arn:aws:s3::111122223333:b" }},
		{"a session without a name", "Principal", func(r *iam.Request) { r.Principal = "arn:aws:sts::111122223333:assumed-role/web" }},
		{"a long principal", "Principal", func(r *iam.Request) { r.Principal = "arn:aws:iam::111122223333:user/" + long }},
		{"an issuer that is none", "Issuer", func(r *iam.Request) { r.Issuer = "arn:aws:s3:::b" }},
		{"an issuer of a user", "Issuer", func(r *iam.Request) { r.Issuer = "arn:aws:iam::111122223333:role/web" }},
		{"a long issuer", "Issuer", func(r *iam.Request) { r.Issuer = long + "x" }},
		{"an action without a service", "Action", func(r *iam.Request) { r.Action = "GetObject" }},
		{"an empty service", "Action", func(r *iam.Request) { r.Action = ":GetObject" }},
		{"an empty action", "Action", func(r *iam.Request) { r.Action = "s3:" }},
		{"a long action", "Action", func(r *iam.Request) { r.Action = "s3:" + long }},
		{"a resource that is no ARN", "Resource", func(r *iam.Request) { r.Resource = "b" }},
		{"no resource", "Resource", func(r *iam.Request) { r.Resource = "" }},
		{"a long resource", "Resource", func(r *iam.Request) { r.Resource = "arn:aws:s3:::" + long }},
		{"a resource's account", "ResourceAccount", func(r *iam.Request) { r.ResourceAccount = "1" }},
		{"a key twice", `Context["A:b"]`, func(r *iam.Request) { r.Context = iam.Context{"a:B": {"x"}, "A:b": {"y"}, "c": nil} }},
		{"a long value", `Context["a:b"]`, func(r *iam.Request) { r.Context = iam.Context{"a:b": {"x", long + "x"}, "c": nil} }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			req := good
			tt.change(&req)
			var q iam.Prepared
			err := q.Reset(&req)
			var bad *iam.RequestError
			if !errors.As(err, &bad) || bad.Field != tt.field || bad.Message == "" {
				t.Fatalf("got %v, want an error about %s", err, tt.field)
			}
			everything, _, _ := iam.ParsePolicy([]byte(wrap(`"Effect": "Allow", "Action": "*", "Resource": "*"`)))
			p := &iam.Policies{Identity: []*iam.Policy{everything}}
			if d := p.Decide(&q); d.Effect != iam.ImplicitlyDenied || d.Reason != iam.BadRequest || d.Statement != -1 {
				t.Errorf("got %+v", d)
			}
			trace := iam.Explain(&req, p)
			if trace.Err == nil || len(trace.Statements) > 0 || !strings.Contains(trace.String(), bad.Message) {
				t.Errorf("got %s", trace)
			}
			if err := q.Reset(&good); err != nil || p.Decide(&q).Effect != iam.Allowed {
				t.Errorf("after a good Reset: %v, %v", err, p.Decide(&q))
			}
		})
	}
}

// The values that follow from the other fields of a request.
func TestDerivedKeys(t *testing.T) {
	for _, tt := range []struct {
		name, key, want string
		req             iam.Request
	}{
		{"the user's ARN", "aws:PrincipalArn", "arn:aws:iam::111122223333:user/x/ann", iam.Request{Principal: "arn:aws:iam::111122223333:user/x/ann"}},
		{"a session without its role", "aws:PrincipalArn", "", iam.Request{Principal: "arn:aws:sts::111122223333:assumed-role/web/s"}},
		{"a session with its role", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/p/web", iam.Request{Principal: "arn:aws:sts::111122223333:assumed-role/web/s", Issuer: "arn:aws:iam::111122223333:role/p/web"}},
		{"the user's name", "aws:username", "ann", iam.Request{Principal: "arn:aws:iam::111122223333:user/x/ann"}},
		{"a role has no user name", "aws:username", "", iam.Request{Principal: "arn:aws:iam::111122223333:role/web"}},
		{"the account", "AWS:principalaccount", "111122223333", iam.Request{Principal: "arn:aws:iam::111122223333:root"}},
		{"the owner", "aws:ResourceAccount", "444455556666", iam.Request{Principal: "arn:aws:iam::111122223333:root", ResourceAccount: "444455556666"}},
		{"the owner by default", "aws:ResourceAccount", "111122223333", iam.Request{Principal: "arn:aws:iam::111122223333:root"}},
		{"no service", "aws:PrincipalIsAWSService", "false", iam.Request{Principal: "arn:aws:iam::111122223333:root"}},
		{"a service", "aws:PrincipalIsAWSService", "true", iam.Request{Principal: "ecs.amazonaws.com"}},
		{"a service's name", "aws:PrincipalServiceName", "ecs.amazonaws.com", iam.Request{Principal: "ecs.amazonaws.com"}},
		{"the context comes first", "aws:username", "bob", iam.Request{Principal: "arn:aws:iam::111122223333:user/ann", Context: iam.Context{"AWS:UserName": {"bob"}}}},
		{"what is unknown", "aws:userid", "", iam.Request{Principal: "arn:aws:iam::111122223333:user/ann"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := iam.Statement{
				Effect: iam.Allow, Principal: &iam.Principals{Everybody: true}, Action: []string{"*"}, Resource: []string{"*"},
				Condition: []iam.Condition{{Operator: "StringEquals", Key: tt.key, Values: []string{tt.want}}},
			}
			if tt.want == "" {
				s.Condition[0] = iam.Condition{Operator: "Null", Key: tt.key, Values: []string{"true"}}
			}
			tt.req.Action, tt.req.Resource = "s3:GetObject", "arn:aws:s3:::b"
			trace := iam.Explain(&tt.req, &iam.Policies{Resource: iam.NewPolicy(iam.Document{Version: iam.Version2012, Statements: []iam.Statement{s}})})
			if !trace.Statements[0].Matched {
				t.Error(trace)
			}
		})
	}
}

func TestExplainNamesTheFirstMiss(t *testing.T) {
	text := `{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "s3:*", "Resource": "*"},
		{"Effect": "Deny", "NotPrincipal": {"AWS": ["111122223333", "arn:aws:iam::111122223333:user/ann"]}, "Action": "s3:*", "Resource": "*"},
		{"Effect": "Allow", "Principal": "*", "Action": ["s3:Put*", "s3:Delete*"], "Resource": "*"},
		{"Effect": "Allow", "Principal": "*", "NotAction": "s3:Get*", "Resource": "*"},
		{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::c/*"},
		{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "NotResource": "arn:aws:s3:::b/*"},
		{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}, "StringEquals": {"aws:username": ["a", "b", "c", "d", "e"]}}},
		{"Effect": "allow", "Principal": "*", "Action": "s3:*", "Resource": "*"},
		{"Effect": "Allow", "Principal": "*", "Resource": "*"},
		{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::b/${x"]},
		{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*", "Conditions": {}},
		{"Sid": "Last", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:*", "Resource": "*"}
	]}`
	p, _, err := iam.ParsePolicy([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	identity, _, _ := iam.ParsePolicy([]byte(wrap(`"Effect": "Allow", "Action": "ec2:*", "Resource": "*"`)))
	req := &iam.Request{
		Principal: "arn:aws:iam::111122223333:user/ann", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k",
		Context: iam.Context{"aws:SecureTransport": {"true"}},
	}
	const want = `ImplicitlyDenied: no identity policy allows it
  resource policy[0] statement[0] Allow: no match at Statement[0].Principal: the caller is arn:aws:iam::111122223333:user/ann
  resource policy[0] statement[1] Deny: no match at Statement[1].NotPrincipal: the caller is arn:aws:iam::111122223333:user/ann
  resource policy[0] statement[2] Allow: no match at Statement[2].Action: "s3:Put*", "s3:Delete*", the request has "s3:GetObject"
  resource policy[0] statement[3] Allow: no match at Statement[3].NotAction: "s3:Get*", the request has "s3:GetObject"
  resource policy[0] statement[4] Allow: no match at Statement[4].Resource: "arn:aws:s3:::c/*", the request has "arn:aws:s3:::b/k"
  resource policy[0] statement[5] Allow: no match at Statement[5].NotResource: "arn:aws:s3:::b/*", the request has "arn:aws:s3:::b/k"
  resource policy[0] statement[6] Allow: no match at Statement[6].Condition.StringEquals["aws:username"]: StringEquals aws:username "a", "b", "c", "d" and 1 more, the request has "ann"
  resource policy[0] statement[7] allow: no match at Statement[7].Effect: effect "allow"
  resource policy[0] statement[8] Allow: no match at Statement[8].Action: the element is missing
  resource policy[0] statement[9] Allow: no match at Statement[9].Resource: not readable
  resource policy[0] statement[10] Allow: no match at Statement[10].Condition: not readable
  resource policy[0] statement[11] (Last) Allow: matches
  identity policy[0] statement[0] Allow: no match at Statement.Action: "ec2:*", the request has "s3:GetObject"
`
	trace := iam.Explain(req, &iam.Policies{Resource: p, Identity: []*iam.Policy{identity}})
	if diff := cmp.Diff(want, trace.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	service := *req
	service.Principal = "ecs.amazonaws.com"
	trace = iam.Explain(&service, &iam.Policies{Identity: []*iam.Policy{identity}, SCP: [][]*iam.Policy{{identity}}})
	const noSay = `ImplicitlyDenied: the resource policy does not allow it
  SCP level[0] policy[0] statement[0] Allow: has no say
  identity policy[0] statement[0] Allow: has no say
`
	if diff := cmp.Diff(noSay, trace.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNames(t *testing.T) {
	for want, got := range map[string]string{
		"ImplicitlyDenied": iam.Effect(0).String(), "ExplicitlyDenied": iam.ExplicitlyDenied.String(), "Allowed": iam.Allowed.String(),
		"identity": iam.PolicyKind(0).String(), "endpoint": iam.Endpoint.String(), "SCP": iam.SCP.String(),
		"": iam.ElementNone.String(), "Condition": iam.ElementCondition.String(),
		"the request cannot be read":                                 iam.Reason(0).String(),
		"the policy of the key or role is needed and missing":        iam.NoResourcePolicy.String(),
		"ImplicitlyDenied: no SCP of the level allows it (level[2])": iam.Decision{Reason: iam.NoSCPAllow, By: iam.SCP, Level: 2, Policy: -1, Statement: -1}.String(),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestParseARN(t *testing.T) {
	a, ok := iam.ParseARN("arn:aws:logs:eu-west-1:111122223333:log-group:a:log-stream:b")
	want := iam.ARN{Partition: "aws", Service: "logs", Region: "eu-west-1", Account: "111122223333", Resource: "log-group:a:log-stream:b"}
	if !ok || a != want || a.String() != "arn:aws:logs:eu-west-1:111122223333:log-group:a:log-stream:b" {
		t.Errorf("got %+v, %t", a, ok)
	}
	for _, s := range []string{"", "arn", "arn:aws:s3::", "urn:aws:s3:::b"} {
		if a, ok := iam.ParseARN(s); ok || a != (iam.ARN{}) {
			t.Errorf("%q was read as %+v", s, a)
		}
	}
}

func TestSize(t *testing.T) {
	text := "{ \"Id\": \"a \\\" b\",\n\t\"Statement\": [] }\n"
	p, _, err := iam.ParsePolicy([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := p.Size(true), len(text); got != want {
		t.Errorf("with white space %d, want %d", got, want)
	}
	if got, want := p.Size(false), len(`{"Id":"a \" b","Statement":[]}`); got != want {
		t.Errorf("without white space %d, want %d", got, want)
	}
	built := iam.NewPolicy(p.Document())
	if got, want := built.Size(false), len(`{"Id":"a \" b","Statement":[]}`); got != want {
		t.Errorf("of a built policy %d, want %d", got, want)
	}
}

// A Policy is shared, each goroutine has a Prepared of its own. The race detector
// is what looks at this test.
func TestPoliciesAreSharedBetweenGoroutines(t *testing.T) {
	p := benchPolicies(t)
	var wg sync.WaitGroup
	for _, c := range benchCases() {
		for range 4 {
			wg.Go(func() {
				var q iam.Prepared
				for range 50 {
					if err := q.Reset(c.req); err != nil {
						t.Error(err)
						return
					}
					if d := p.Decide(&q); d.Effect != c.want {
						t.Errorf("%s: %v", c.name, d)
						return
					}
				}
				p.Identity[0].Validate(iam.Identity)
			})
		}
	}
	wg.Wait()
}

// A nil policy among others is as if it were not there: it allows nothing, and
// hides nothing behind it.
func TestNilPoliciesAreNotThere(t *testing.T) {
	all, _, err := iam.ParsePolicy([]byte(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`))
	if err != nil {
		t.Fatal(err)
	}
	q := &iam.Request{Principal: "arn:aws:iam::111122223333:role/r", Action: "s3:GetObject", Resource: "*"}
	for _, tt := range []struct {
		name     string
		policies iam.Policies
		want     iam.Effect
	}{
		{"nil alone", iam.Policies{Identity: []*iam.Policy{nil}}, iam.ImplicitlyDenied},
		{"nil first", iam.Policies{Identity: []*iam.Policy{nil, all}}, iam.Allowed},
		{"an SCP level of nil", iam.Policies{Identity: []*iam.Policy{all}, SCP: [][]*iam.Policy{{nil}}}, iam.ImplicitlyDenied},
		{"nil besides an SCP", iam.Policies{Identity: []*iam.Policy{all}, SCP: [][]*iam.Policy{{nil, all}}}, iam.Allowed},
		{"nil RCP", iam.Policies{Identity: []*iam.Policy{all}, RCP: [][]*iam.Policy{{nil}}}, iam.Allowed},
	} {
		if d := iam.Evaluate(q, &tt.policies); d.Effect != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, d.Effect, tt.want)
		}
		if trace := iam.Explain(q, &tt.policies); trace.Decision.Effect != tt.want {
			t.Errorf("%s: Explain decides %v, want %v", tt.name, trace.Decision.Effect, tt.want)
		}
	}
}

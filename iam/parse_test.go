package iam_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
)

func TestParsePolicyKeepsEverything(t *testing.T) {
	const text = `{"Version": "2012-10-17", "Id": "i", "Statement": [
		{"Sid": "A", "Effect": "Allow", "Principal": {"AWS": "111122223333", "Service": ["a.amazonaws.com", "b.amazonaws.com"], "Federated": "accounts.google.com", "CanonicalUser": ["x"]},
		 "Action": "s3:*", "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::c"],
		 "Condition": {"NumericLessThan": {"s3:max-keys": [10, "2.50"]}, "Bool": {"aws:SecureTransport": true}, "Null": {"aws:username": "true"}}},
		{"Effect": "Deny", "NotPrincipal": {"AWS": ["*"]}, "NotAction": ["s3:*"], "NotResource": "*"},
		{"Effect": "Deny", "Principal": "*", "Action": [], "Resource": "*", "Condition": {}}
	]}`
	want := iam.Document{Version: "2012-10-17", ID: "i", Statements: []iam.Statement{
		{
			SID: "A", Effect: iam.Allow,
			Principal: &iam.Principals{AWS: []string{"111122223333"}, Service: []string{"a.amazonaws.com", "b.amazonaws.com"}, Federated: []string{"accounts.google.com"}, CanonicalUser: []string{"x"}},
			Action:    []string{"s3:*"}, Resource: []string{"arn:aws:s3:::b", "arn:aws:s3:::c"},
			Condition: []iam.Condition{
				{Operator: "NumericLessThan", Key: "s3:max-keys", Values: []string{"10", "2.50"}},
				{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"true"}},
				{Operator: "Null", Key: "aws:username", Values: []string{"true"}},
			},
		},
		{Effect: iam.Deny, NotPrincipal: &iam.Principals{AWS: []string{"*"}}, NotAction: []string{"s3:*"}, NotResource: []string{"*"}},
		{Effect: iam.Deny, Principal: &iam.Principals{Everybody: true}, Action: []string{}, Resource: []string{"*"}},
	}}
	p, findings, err := iam.ParsePolicy([]byte(text))
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	if diff := cmp.Diff(want, p.Document()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if p.Len() != 3 {
		t.Errorf("%d statements", p.Len())
	}
	// A copy, not the policy's own.
	p.Document().Statements[0].Action[0] = "changed"
	p.Document().Statements[0].Principal.AWS[0] = "changed"
	if diff := cmp.Diff(want, p.Document()); diff != "" {
		t.Errorf("changing a copy changed the policy (-want +got):\n%s", diff)
	}
}

func TestParsePolicyErrors(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"no JSON", `{"Version": `, "1:13"},
		{"a list", "\n[]", "2:1"},
		{"empty", "", "1:1"},
		{"too deep", strings.Repeat("[", 40), "1:17"},
		{"too long", `{"Id": "` + strings.Repeat("x", iam.MaxPolicyBytes) + `"}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, findings, err := iam.ParsePolicy([]byte(tt.text))
			var syntax *diag.SyntaxError
			if !errors.As(err, &syntax) || p != nil || findings != nil {
				t.Fatalf("got %v, %v, %#v", p, findings, err)
			}
			if tt.want != "" && syntax.Position.String() != tt.want {
				t.Errorf("at %v, want %s: %v", syntax.Position, tt.want, err)
			}
		})
	}
}

// What cannot be read is found once, in its place, and causes no second finding.
func TestParsePolicyFindings(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string // path: name
	}{
		{"wrong version and statement", `{"Version": 2012, "Statement": "x"}`, []string{"Statement: wrong-type", "Version: wrong-type"}},
		{"statements of the wrong type", `{"Version": "2012-10-17", "Statement": [7]}`, []string{"Statement[0]: wrong-type", "Statement[0]: missing-action"}},
		{"values of the wrong type", wrap(`"Effect": 1, "Action": ["s3:Get*", null], "NotResource": {}`), []string{"Statement.Action[1]: wrong-type", "Statement.Effect: wrong-type", "Statement.NotResource: wrong-type"}},
		{"principals of the wrong type", wrap(`"Effect": "Deny", "Principal": 5, "Action": "s3:*", "Resource": "*"`), []string{"Statement.Principal: wrong-type"}},
		{"a principal alone", wrap(`"Effect": "Deny", "Principal": "111122223333", "Action": "s3:*", "Resource": "*"`), []string{"Statement.Principal: principal-form"}},
		{"a service alone", wrap(`"Effect": "Deny", "Principal": "ecs.amazonaws.com", "Action": "s3:*", "Resource": "*"`), []string{"Statement.Principal: principal-form"}},
		{"conditions of the wrong type", wrap(`"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": []`), []string{"Statement.Condition: wrong-type"}},
		{"an operator of the wrong type", wrap(`"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": true}`), []string{"Statement.Condition.Bool: wrong-type"}},
		{"a value of the wrong type", wrap(`"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"aws:username": {}, "aws:userid": ["a", []]}}`), []string{`Statement.Condition.StringEquals["aws:userid"][1]: wrong-type`, `Statement.Condition.StringEquals["aws:username"]: wrong-type`}},
		{"operators and keys twice", wrap(`"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"aws:username": "a", "aws:username": "b"}, "StringEquals": {"aws:userid": "c"}}`), []string{"Statement.Condition.StringEquals: duplicate-element", `Statement.Condition.StringEquals["aws:username"]: duplicate-element`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, findings, err := iam.ParsePolicy([]byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range append(findings, p.Validate(iam.Resource)...) {
				// Most of the rows leave the principal out.
				if d.Name != "missing-principal" {
					got = append(got, d.Path+": "+d.Name)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A mistake never lets a request through: it makes an Allow match nothing and a
// Deny match whatever it cannot read.
func TestMistakesFailClosed(t *testing.T) {
	mistakes := map[string]string{
		"unknown element":     `"Action": "s3:*", "Resource": "*", "Conditions": {}`,
		"repeated element":    `"Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}, "Condition": {}`,
		"wrong type":          `"Action": 5, "Resource": "*"`,
		"no action":           `"Resource": "*"`,
		"no resource":         `"Action": "s3:*"`,
		"empty action":        `"Action": [], "Resource": "*"`,
		"empty resource":      `"Action": "s3:*", "Resource": []`,
		"both forms":          `"Action": "s3:*", "NotAction": "ec2:*", "Resource": "*"`,
		"both resource forms": `"Action": "s3:*", "Resource": "*", "NotResource": "arn:aws:s3:::x"`,
		"unknown operator":    `"Action": "s3:*", "Resource": "*", "Condition": {"StringMatch": {"aws:username": "ann"}}`,
		"Null with IfExists":  `"Action": "s3:*", "Resource": "*", "Condition": {"NullIfExists": {"aws:username": "false"}}`,
		"bad number":          `"Action": "s3:*", "Resource": "*", "Condition": {"NumericLessThan": {"s3:max-keys": "x"}}`,
		"no value":            `"Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"aws:username": []}}`,
		"malformed variable":  `"Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:username"`,
		"malformed in value":  `"Action": "s3:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:username": "${}"}}`,
		"conditions no block": `"Action": "s3:*", "Resource": "*", "Condition": {"Bool": 1}`,
	}
	req := &iam.Request{Principal: "arn:aws:iam::111122223333:user/ann", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k"}
	everything, _, _ := iam.ParsePolicy([]byte(wrap(`"Effect": "Allow", "Action": "*", "Resource": "*"`)))
	for name, rest := range mistakes {
		t.Run(name, func(t *testing.T) {
			for _, tt := range []struct {
				effect string
				want   iam.Effect
			}{{"Allow", iam.ImplicitlyDenied}, {"Deny", iam.ExplicitlyDenied}, {"deny", iam.ExplicitlyDenied}, {"allow", iam.ImplicitlyDenied}} {
				p, _, err := iam.ParsePolicy([]byte(wrap(`"Effect": "` + tt.effect + `", ` + rest)))
				if err != nil {
					t.Fatal(err)
				}
				policies := &iam.Policies{Identity: []*iam.Policy{p}}
				if tt.effect == "Deny" || tt.effect == "deny" {
					policies.Identity = append(policies.Identity, everything)
				}
				trace := iam.Explain(req, policies)
				if trace.Decision.Effect != tt.want {
					t.Errorf("%s: %s", tt.effect, trace)
				}
			}
		})
	}
	for name, text := range map[string]string{
		"no principal":       wrap(`"Effect": "Allow", "Action": "s3:*", "Resource": "*"`),
		"principal unread":   wrap(`"Effect": "Allow", "Principal": {"AWS": "*", "Servce": "x"}, "Action": "s3:*", "Resource": "*"`),
		"Allow NotPrincipal": wrap(`"Effect": "Allow", "NotPrincipal": {"AWS": "444455556666"}, "Action": "s3:*", "Resource": "*"`),
	} {
		p, _, err := iam.ParsePolicy([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if d := iam.Evaluate(req, &iam.Policies{Resource: p}); d.Effect != iam.ImplicitlyDenied {
			t.Errorf("%s: %v", name, d)
		}
		deny, _, _ := iam.ParsePolicy([]byte(strings.Replace(text, "Allow", "Deny", 1)))
		if d := iam.Evaluate(req, &iam.Policies{Resource: deny, Identity: []*iam.Policy{everything}}); d.Effect != iam.ExplicitlyDenied && name != "Allow NotPrincipal" {
			t.Errorf("%s with Deny: %v", name, d)
		}
	}
}

func TestPosition(t *testing.T) {
	p, _, err := iam.ParsePolicy([]byte("{\n  \"Statement\": [\n    {\"Effect\": \"Allow\"}\n  ]\n}"))
	if err != nil {
		t.Fatal(err)
	}
	if pos, ok := p.Position("Statement[0].Effect"); !ok || pos.String() != "3:16" {
		t.Errorf("got %v, %t", pos, ok)
	}
	if pos, ok := p.Position("Statement[0].Action"); ok || pos.String() != "3:5" {
		t.Errorf("missing element: got %v, %t", pos, ok)
	}
	if start, end, ok := p.Range("Statement[0].Effect", 1, 3); !ok || start.String() != "3:18" || end.String() != "3:21" {
		t.Errorf("got %v to %v, %t", start, end, ok)
	}
	built := iam.NewPolicy(p.Document())
	if pos, ok := built.Position("Statement"); ok || pos != (diag.Position{}) {
		t.Errorf("without a text: got %v, %t", pos, ok)
	}
	if start, end, ok := built.Range("Statement", 0, 0); ok || start != end {
		t.Errorf("without a text: got %v to %v, %t", start, end, ok)
	}
}

func TestAppendJSON(t *testing.T) {
	p := iam.NewPolicy(iam.Document{Version: iam.Version2012, ID: "x", Statements: []iam.Statement{{
		SID: "A", Effect: iam.Allow, Principal: &iam.Principals{Service: []string{"ecs.amazonaws.com"}}, Action: []string{"a:<b>", "a:c"}, Resource: []string{},
		Condition: []iam.Condition{
			{Operator: "StringEquals", Key: "aws:username", Values: []string{"a"}},
			{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"true"}},
			{Operator: "StringEquals", Key: "aws:userid", Values: []string{"b", "c"}},
			{Operator: "StringEquals", Key: "aws:username", Values: []string{"d"}},
		},
	}}})
	const want = `{
  "Version": "2012-10-17",
  "Id": "x",
  "Statement": [
    {
      "Sid": "A",
      "Effect": "Allow",
      "Principal": {
        "Service": "ecs.amazonaws.com"
      },
      "Action": [
        "a:<b>",
        "a:c"
      ],
      "Resource": [],
      "Condition": {
        "StringEquals": {
          "aws:username": [
            "a",
            "d"
          ],
          "aws:userid": [
            "b",
            "c"
          ]
        },
        "Bool": {
          "aws:SecureTransport": "true"
        }
      }
    }
  ]
}
`
	if diff := cmp.Diff(want, string(p.AppendJSON(nil))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := p.String() + "\n"; got != want {
		t.Errorf("String gives %s", got)
	}
	inside, err := json.Marshal(map[string]*iam.Policy{"policy": iam.NewPolicy(iam.Document{})})
	if err != nil || string(inside) != `{"policy":{"Statement":[]}}` {
		t.Errorf("got %s, %v", inside, err)
	}
}

// FuzzParsePolicy checks that any text is either refused with a place, or read,
// checked for every kind, written, and decided on without a panic, and that the
// written form is read back as the same document.
func FuzzParsePolicy(f *testing.F) {
	f.Add([]byte(benchPolicy), "arn:aws:s3:::reports-2026/ann/x", "ann")
	for _, c := range kindCases {
		if len(c.bad) < 1000 {
			f.Add([]byte(wrap(c.bad)), "arn:aws:s3:::b/k", "a*?${x}")
		}
	}
	f.Add([]byte(`{"Statement":{"Effect":"Deny","Action":"*","Resource":"arn:aws:s3:::${a, '}'}${*}${$}","Condition":{"ForAllValues:StringLikeIfExists":{"k":["*?${k}",1e5,true]}}}}`), "arn:a:b:c:d:e:f", "\xff")
	f.Fuzz(func(t *testing.T, data []byte, resource, value string) {
		p, findings, err := iam.ParsePolicy(data)
		if err != nil {
			var syntax *diag.SyntaxError
			if !errors.As(err, &syntax) || syntax.Line < 1 {
				t.Fatalf("error %#v", err)
			}
			return
		}
		for kind := iam.Identity; kind <= iam.Endpoint; kind++ {
			for _, d := range append(findings[:len(findings):len(findings)], p.Validate(kind)...) {
				if d.Code == "" || d.Message == "" || d.Offset < 0 || d.Length < 0 {
					t.Fatalf("finding %+v", d)
				}
				p.Position(d.Path)
			}
		}
		req := &iam.Request{
			Principal: "arn:aws:iam::111122223333:user/ann", Action: "s3:GetObject", Resource: resource, ResourceAccount: "111122223333",
			Context: iam.Context{"aws:username": {value}, "k": {value, value}},
		}
		all := &iam.Policies{Identity: []*iam.Policy{p}, Resource: p, SCP: [][]*iam.Policy{{p}}}
		trace := iam.Explain(req, all)
		if d := iam.Evaluate(req, all); d != trace.Decision {
			t.Fatalf("%v and %v", d, trace.Decision)
		}
		_ = trace.String()
		if len(findings) > 0 {
			return
		}
		again, findings, err := iam.ParsePolicy(p.AppendJSON(nil))
		if err != nil && len(p.AppendJSON(nil)) < iam.MaxPolicyBytes {
			t.Fatalf("written form: %v", err)
		}
		if err == nil && (len(findings) > 0 || again.String() != p.String()) {
			t.Fatalf("%v\n%s\n%s", findings, p, again)
		}
	})
}

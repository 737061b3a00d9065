package iam_test

import (
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/iam"
)

// The generators draw from small vocabularies, so that statements match often.
const (
	home  = "111122223333"
	other = "444455556666"
)

var (
	drawAction = rapid.SampledFrom([]string{
		"*", "s3:*", "s3:Get*", "s3:GetObject", "S3:getobject", "s3:?etObject", "s3:PutObject", "kms:Decrypt", "kms:*",
		"sts:AssumeRole", "sts:*", "ecs:RunTask", "*Object", "ecr:GetAuthorizationToken",
	})
	drawResource = rapid.SampledFrom([]string{
		"*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/k", "arn:aws:s3:::*", "arn:aws:s3", "arn:aws:kms:*:*:key/*", "arn:aws:kms:eu-west-1:" + home + ":key/1",
		"arn:*:s3:::b/${aws:username}*", "arn:aws:s3:::b/${aws:PrincipalTag/team, 'k'}", "arn:aws:iam::" + home + ":role/*", "arn:aws:s3:*:*:?/?", "arn:aws:s3:::b/${*}",
	})
	drawPrincipal = rapid.SampledFrom([]string{
		"*", home, other, "arn:aws:iam::" + home + ":root", "arn:aws:iam::" + home + ":user/p/ann", "arn:aws:iam::" + home + ":role/app/web",
		"arn:aws:iam::" + home + ":role/web", "arn:aws:sts::" + home + ":assumed-role/web/s1", "arn:aws:iam::" + other + ":user/bob",
	})
	drawCondition = rapid.Custom(func(t *rapid.T) iam.Condition {
		c := rapid.SampledFrom([]iam.Condition{
			{Operator: "StringEquals", Key: "aws:username", Values: []string{"ann", "bob"}},
			{Operator: "StringNotEquals", Key: "aws:PrincipalAccount", Values: []string{home}},
			{Operator: "stringequalsignorecase", Key: "aws:PrincipalTag/team", Values: []string{"K"}},
			{Operator: "StringNotEqualsIgnoreCase", Key: "aws:PrincipalTag/team", Values: []string{"${aws:username}"}},
			{Operator: "StringLike", Key: "s3:prefix", Values: []string{"${aws:username}/*", "k?"}},
			{Operator: "StringNotLike", Key: "s3:prefix", Values: []string{"*${?}*", "a*n"}},
			{Operator: "NumericLessThan", Key: "s3:max-keys", Values: []string{"10"}},
			{Operator: "NumericNotEquals", Key: "s3:max-keys", Values: []string{"10.0", "7"}},
			{Operator: "NumericGreaterThanEquals", Key: "s3:max-keys", Values: []string{"-3.5"}},
			{Operator: "DateGreaterThan", Key: "aws:CurrentTime", Values: []string{"2026-01-01T00:00:00Z"}},
			{Operator: "DateLessThanEquals", Key: "aws:CurrentTime", Values: []string{"2026"}},
			{Operator: "DateNotEquals", Key: "aws:CurrentTime", Values: []string{"1767225600"}},
			{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"true"}},
			{Operator: "BinaryEquals", Key: "s3:blob", Values: []string{"QUJD"}},
			{Operator: "IpAddress", Key: "aws:SourceIp", Values: []string{"203.0.113.0/24", "2001:db8::/32"}},
			{Operator: "NotIpAddress", Key: "aws:SourceIp", Values: []string{"203.0.113.7"}},
			{Operator: "ArnLike", Key: "aws:SourceArn", Values: []string{"arn:aws:ecs:*:" + home + ":*"}},
			{Operator: "ArnNotEquals", Key: "aws:PrincipalArn", Values: []string{"arn:aws:iam::*:role/*", "arn:aws:iam::" + home + ":user/${aws:username}"}},
			{Operator: "Null", Key: "aws:TagKeys", Values: []string{"true"}},
			{Operator: "Null", Key: "s3:prefix", Values: []string{"false"}},
		}).Draw(t, "condition")
		if c.Operator != "Null" {
			c.Operator = rapid.SampledFrom([]string{"", "", "", "ForAllValues:", "ForAnyValue:"}).Draw(t, "set") + c.Operator
			c.Operator += rapid.SampledFrom([]string{"", "", "IfExists"}).Draw(t, "if")
			if rapid.Bool().Draw(t, "many") {
				c.Key = "aws:TagKeys"
			}
		}
		return c
	})
	drawContext = rapid.Custom(func(t *rapid.T) iam.Context {
		c := iam.Context{}
		for key, values := range map[string][]string{
			"aws:PrincipalTag/Team": {"k", "K", "", "x*"},
			"S3:Prefix":             {"ann/x", "kk", "a?n", "bob"},
			"s3:max-keys":           {"9.99", "10", "7", "-4", "many"},
			"aws:CurrentTime":       {"2026-01-01T00:00:00Z", "2026-11-23T10:00:00+01:00", "1767225600", "2025", "soon"},
			"aws:SecureTransport":   {"true", "False", "no"},
			"s3:blob":               {"QUJD", "QQ=="},
			"aws:SourceIp":          {"203.0.113.7", "2001:db8::1", "::ffff:203.0.113.7", "x"},
			"aws:SourceArn":         {"arn:aws:ecs:eu-west-1:" + home + ":task/c/1", "arn:aws:ecs:x"},
			"aws:TagKeys":           {"ann", "K", "", "10", "203.0.113.7"},
		} {
			if !rapid.Bool().Draw(t, key) {
				continue
			}
			c[key] = rapid.SliceOfN(rapid.SampledFrom(values), 0, 3).Draw(t, key+" values")
		}
		return c
	})
)

func drawStatement(kind iam.PolicyKind) *rapid.Generator[iam.Statement] {
	return rapid.Custom(func(t *rapid.T) iam.Statement {
		s := iam.Statement{Effect: rapid.SampledFrom([]string{iam.Allow, iam.Allow, iam.Allow, iam.Deny}).Draw(t, "effect")}
		actions := rapid.SliceOfN(drawAction, 1, 3).Draw(t, "actions")
		if rapid.IntRange(0, 5).Draw(t, "not action") == 0 {
			s.NotAction = actions
		} else {
			s.Action = actions
		}
		resources := rapid.SliceOfN(drawResource, 1, 3).Draw(t, "resources")
		if rapid.IntRange(0, 5).Draw(t, "not resource") == 0 {
			s.NotResource = resources
		} else {
			s.Resource = resources
		}
		s.Condition = rapid.SliceOfN(drawCondition, 0, 2).Draw(t, "conditions")
		switch kind {
		case iam.Resource, iam.Endpoint:
			p := &iam.Principals{AWS: rapid.SliceOfN(drawPrincipal, 1, 3).Draw(t, "principals")}
			if rapid.Bool().Draw(t, "service too") {
				p.Service = []string{"ecs-tasks.amazonaws.com"}
			}
			if s.Effect == iam.Deny && rapid.Bool().Draw(t, "not principal") {
				s.NotPrincipal = p
			} else {
				s.Principal = p
			}
		case iam.RCP:
			s.Principal = &iam.Principals{Everybody: true}
		}
		return s
	})
}

func drawPolicy(kind iam.PolicyKind) *rapid.Generator[*iam.Policy] {
	return rapid.Custom(func(t *rapid.T) *iam.Policy {
		return iam.NewPolicy(iam.Document{
			Version:    rapid.SampledFrom([]string{iam.Version2012, iam.Version2012, iam.Version2008, ""}).Draw(t, "version"),
			Statements: rapid.SliceOfN(drawStatement(kind), 1, 3).Draw(t, "statements"),
		})
	})
}

var drawRequest = rapid.Custom(func(t *rapid.T) *iam.Request {
	r := &iam.Request{
		Principal: rapid.SampledFrom([]string{
			"*", "ecs-tasks.amazonaws.com", "arn:aws:iam::" + home + ":root", "arn:aws:iam::" + home + ":user/p/ann", "arn:aws:iam::" + home + ":role/app/web",
			"arn:aws:sts::" + home + ":assumed-role/web/s1", "arn:aws:iam::" + other + ":user/bob",
		}).Draw(t, "principal"),
		Action: rapid.SampledFrom([]string{"s3:GetObject", "s3:PutObject", "kms:Decrypt", "sts:AssumeRole", "ecr:GetAuthorizationToken"}).Draw(t, "action"),
		Resource: rapid.SampledFrom([]string{
			"*", "arn:aws:s3:::b/k", "arn:aws:s3:::b/ann", "arn:aws:s3:::b/*", "arn:aws:kms:eu-west-1:" + home + ":key/1", "arn:aws:iam::" + home + ":role/web",
		}).Draw(t, "resource"),
		ResourceAccount: rapid.SampledFrom([]string{"", "", home, other}).Draw(t, "owner"),
		Context:         drawContext.Draw(t, "context"),
	}
	if r.Principal == "arn:aws:sts::"+home+":assumed-role/web/s1" {
		r.Issuer = rapid.SampledFrom([]string{"", "arn:aws:iam::" + home + ":role/app/web"}).Draw(t, "issuer")
	}
	return r
})

var drawPolicies = rapid.Custom(func(t *rapid.T) *iam.Policies {
	maybe := func(kind iam.PolicyKind) *iam.Policy {
		if rapid.IntRange(0, 2).Draw(t, "none") > 0 {
			return nil
		}
		return drawPolicy(kind).Draw(t, "policy")
	}
	levels := func(kind iam.PolicyKind) [][]*iam.Policy {
		if rapid.IntRange(0, 3).Draw(t, "none") > 0 {
			return nil
		}
		return rapid.SliceOfN(rapid.SliceOfN(drawPolicy(kind), 1, 2), 1, 2).Draw(t, "levels")
	}
	p := &iam.Policies{
		Identity: rapid.SliceOfN(drawPolicy(iam.Identity), 0, 2).Draw(t, "identity"),
		Boundary: maybe(iam.Boundary),
		Endpoint: maybe(iam.Endpoint),
		SCP:      levels(iam.SCP),
		RCP:      levels(iam.RCP),
		Options:  iam.Options{RCPAnyService: true},
	}
	if rapid.Bool().Draw(t, "has resource policy") {
		p.Resource = drawPolicy(iam.Resource).Draw(t, "resource")
	}
	if rapid.IntRange(0, 3).Draw(t, "has session policy") == 0 {
		p.Session = rapid.SliceOfN(drawPolicy(iam.Session), 1, 2).Draw(t, "session")
	}
	return p
})

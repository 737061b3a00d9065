package iam_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
)

// kindCase is a statement that a kind of finding is about, and one that is as it
// should be. A text that starts with "{" is the whole policy.
type kindCase struct {
	name      string
	kind      iam.PolicyKind
	bad, good string
	path      string // of the finding in bad
}

const (
	identityRest = `, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/k"`
	trustRest    = `, "Action": "sts:AssumeRole"`
	taskTrust    = `"Principal": {"Service": "ecs-tasks.amazonaws.com"}`
)

func when(condition string) string {
	return `"Effect": "Deny"` + identityRest + `, "Condition": {` + condition + `}`
}

func long(n int) string { return strings.Repeat("k", n) }

var kindCases = []kindCase{
	{"unknown-element", iam.Identity, `"Effect": "Deny", "Conditon": {}` + identityRest, `"Effect": "Deny"` + identityRest, "Statement.Conditon"},
	{"element-case", iam.Identity, `"effect": "Deny"` + identityRest, `"Effect": "Deny"` + identityRest, "Statement.effect"},
	{"duplicate-element", iam.Identity, `"Effect": "Deny", "Effect": "Allow"` + identityRest, `"Effect": "Deny"` + identityRest, "Statement.Effect"},
	{"wrong-type", iam.Identity, `"Effect": "Deny", "Action": 5, "Resource": "*"`, `"Effect": "Deny", "Action": "s3:Get*", "Resource": "*"`, "Statement.Action"},

	{"missing-statement", iam.Identity, `{"Version": "2012-10-17"}`, `"Effect": "Deny"` + identityRest, "Statement"},
	{"invalid-version", iam.Identity, `{"Version": "2012-10-18", "Statement": {"Effect": "Deny"` + identityRest + `}}`, `"Effect": "Deny"` + identityRest, "Version"},
	{"old-version", iam.Trust, `{"Version": "2008-10-17", "Statement": {"Effect": "Allow", ` + taskTrust + trustRest + `}}`, `"Effect": "Allow", ` + taskTrust + trustRest, "Version"},
	{"version-required", iam.Identity, `{"Statement": {"Effect": "Deny"` + identityRest + `}}`, `"Effect": "Deny"` + identityRest, "Version"},
	{"policy-too-long", iam.Session, `"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/` + long(2048) + `"`, `"Effect": "Deny"` + identityRest, ""},
	{"policy-long", iam.Identity, `"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/` + long(7000) + `"`, `"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/` + long(6000) + `"`, ""},
	{"characters", iam.Identity, `"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/€"`, `"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/ÿ"`, "Statement.Resource"},
	{"id-ignored", iam.Identity, `{"Version": "2012-10-17", "Id": "mine", "Statement": {"Effect": "Deny"` + identityRest + `}}`, `"Effect": "Deny"` + identityRest, "Id"},

	{"missing-effect", iam.Identity, `"Sid": "A"` + identityRest, `"Effect": "Deny"` + identityRest, "Statement.Effect"},
	{"invalid-effect", iam.Identity, `"Effect": "deny"` + identityRest, `"Effect": "Deny"` + identityRest, "Statement.Effect"},
	{"missing-action", iam.Identity, `"Effect": "Deny", "Resource": "*"`, `"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"`, "Statement"},
	{"missing-resource", iam.Identity, `"Effect": "Deny", "Action": "s3:*"`, `"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::b"`, "Statement"},
	{"missing-principal", iam.Resource, `"Effect": "Deny"` + identityRest, `"Effect": "Deny", "Principal": "*"` + identityRest, "Statement"},
	{"principal-not-allowed", iam.Identity, `"Effect": "Deny", "Principal": "*"` + identityRest, `"Effect": "Deny"` + identityRest, "Statement.Principal"},
	{"resource-not-allowed", iam.Trust, `"Effect": "Allow", "Resource": "*", ` + taskTrust + trustRest, `"Effect": "Allow", ` + taskTrust + trustRest, "Statement.Resource"},
	{"not-principal-not-allowed", iam.Resource, `"Effect": "Allow", "NotPrincipal": {"AWS": "111122223333"}` + identityRest, `"Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}` + identityRest, "Statement.NotPrincipal"},
	{"element-combination", iam.Identity, `"Effect": "Deny", "NotAction": "s3:*"` + identityRest, `"Effect": "Deny"` + identityRest, "Statement.NotAction"},
	{"empty-list", iam.Identity, `"Effect": "Deny", "Action": [], "Resource": "*"`, `"Effect": "Deny", "Action": ["s3:*"], "Resource": "*"`, "Statement.Action"},
	{"sid-form", iam.Identity, `"Sid": "read it", "Effect": "Deny"` + identityRest, `"Sid": "ReadIt2", "Effect": "Deny"` + identityRest, "Statement.Sid"},
	{
		"sid-unique", iam.Identity, `{"Version": "2012-10-17", "Statement": [{"Sid": "A", "Effect": "Deny"` + identityRest + `}, {"Sid": "A", "Effect": "Deny"` + identityRest + `}]}`,
		`{"Version": "2012-10-17", "Statement": [{"Sid": "", "Effect": "Deny"` + identityRest + `}, {"Sid": "", "Effect": "Deny"` + identityRest + `}]}`, "Statement[1].Sid",
	},
	{"action-form", iam.Identity, `"Effect": "Deny", "Action": ["s3:Get*", "s3:GetObject, s3:PutObject"], "Resource": "*"`, `"Effect": "Deny", "Action": ["s3:Get*", "s3:Put?bject"], "Resource": "*"`, "Statement.Action[1]"},
	{"trust-action", iam.Trust, `"Effect": "Allow", "Action": "s3:GetObject", ` + taskTrust, `"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"], ` + taskTrust, "Statement.Action"},
	{"resource-form", iam.Identity, `"Effect": "Deny", "Action": "s3:*", "Resource": "bucket/*"`, `"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::bucket/*"`, "Statement.Resource"},
	{"short-arn", iam.Identity, `"Effect": "Deny", "Action": "sqs:*", "Resource": "arn:aws:sqs"`, `"Effect": "Deny", "Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:*"`, "Statement.Resource"},
	{"arn-field", iam.Identity, `"Effect": "Deny", "Action": "sqs:*", "Resource": "arn:aws:sqs:eu-west-1:1234:q"`, `"Effect": "Deny", "Action": "sqs:*", "Resource": "arn:aws-us-gov:sqs:us-gov-west-1:111122223333:q"`, "Statement.Resource"},
	{"arn-field-not-allowed", iam.Identity, `"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:eu-west-1::b"`, `"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:eu-west-1:111122223333:accesspoint/a"`, "Statement.Resource"},
	{"principal-form", iam.Trust, `"Effect": "Allow", "Principal": {"AWS": "ecs-tasks.amazonaws.com"}` + trustRest, `"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/x"}` + trustRest, "Statement.Principal.AWS"},
	{"principal-wildcard", iam.Trust, `"Effect": "Allow", "Principal": {"AWS": ["111122223333", "arn:aws:iam::111122223333:role/*"]}` + trustRest, `"Effect": "Allow", "Principal": {"AWS": ["111122223333"]}` + trustRest, "Statement.Principal.AWS[1]"},
	{"service-principal", iam.Trust, `"Effect": "Allow", "Principal": {"Service": "ecs-tasks"}` + trustRest, `"Effect": "Allow", ` + taskTrust + trustRest, "Statement.Principal.Service"},

	{"unknown-operator", iam.Identity, when(`"StringMatches": {"aws:username": "a"}`), when(`"ForAnyValue:stringlikeIFEXISTS": {"aws:TagKeys": "a"}`), `Statement.Condition.StringMatches["aws:username"]`},
	{"null-form", iam.Identity, when(`"NullIfExists": {"aws:username": "true"}`), when(`"Null": {"aws:username": "true"}`), `Statement.Condition.NullIfExists["aws:username"]`},
	{"condition-value", iam.Identity, when(`"NumericEquals": {"s3:max-keys": ["1", "ten"]}`), when(`"NumericEquals": {"s3:max-keys": [1, "-2.5"]}`), `Statement.Condition.NumericEquals["s3:max-keys"][1]`},
	{"condition-key", iam.Identity, when(`"StringEquals": {"username": "a"}`), when(`"StringEquals": {"accounts.google.com:aud": "a"}`), `Statement.Condition.StringEquals.username`},
	{"unknown-global-key", iam.Identity, when(`"StringEquals": {"aws:UserNam": "a"}`), when(`"StringEquals": {"AWS:USERNAME": "a"}`), `Statement.Condition.StringEquals["aws:UserNam"]`},
	{"tag-key-missing", iam.Identity, when(`"StringEquals": {"aws:RequestTag": "a"}`), when(`"StringEquals": {"aws:RequestTag/team": "a"}`), `Statement.Condition.StringEquals["aws:RequestTag"]`},
	{"many-booleans", iam.Identity, when(`"Bool": {"aws:SecureTransport": ["true", "false"]}`), when(`"Bool": {"aws:SecureTransport": [false]}`), `Statement.Condition.Bool["aws:SecureTransport"]`},
	{"duplicate-key-case", iam.Identity, when(`"StringEquals": {"aws:username": "a", "aws:UserName": "b"}`), when(`"StringEquals": {"aws:username": "a"}, "StringLike": {"aws:UserName": "b"}`), `Statement.Condition.StringEquals["aws:UserName"]`},
	{"variable-form", iam.Identity, when(`"StringEquals": {"aws:PrincipalTag/a": "${aws:username"}`), when(`"StringEquals": {"aws:PrincipalTag/a": "${aws:username, 'no}body'}"}`), `Statement.Condition.StringEquals["aws:PrincipalTag/a"]`},
	{"variable-element", iam.Identity, `"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:sqs:${aws:RequestedRegion}:111122223333:q"`, `"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:sqs:*:111122223333:${aws:username}"`, "Statement.Resource"},
	{"variable-operator", iam.Identity, when(`"NumericEquals": {"s3:max-keys": "${aws:username}"}`), when(`"NumericEquals": {"s3:max-keys": 1}`), `Statement.Condition.NumericEquals["s3:max-keys"]`},
	{"variable-bool", iam.Identity, when(`"Bool": {"aws:SecureTransport": "${aws:ViaAWSService}"}`), when(`"Bool": {"aws:SecureTransport": "true"}`), `Statement.Condition.Bool["aws:SecureTransport"]`},
	{
		"variable-version", iam.Resource, `{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:username}"}}`,
		`"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:username}"`, "Statement.Resource",
	},
	{"rcp-rule", iam.RCP, `"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"`, `"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"`, "Statement.Action"},

	{"pass-role-star", iam.Identity, `"Effect": "Allow", "Action": "iam:Pass*", "Resource": "*"`, `"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}`, "Statement.Action"},
	{"allow-not-action", iam.Identity, `"Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::b"`, `"Effect": "Deny", "NotAction": "iam:*", "Resource": "arn:aws:s3:::b"`, "Statement.NotAction"},
	{"allow-not-resource", iam.Identity, `"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::b"`, `"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::b"`, "Statement.NotResource"},
	{"allow-everything", iam.Identity, `"Effect": "Allow", "Action": "*", "Resource": "*"`, `"Effect": "Allow", "Action": "s3:*", "Resource": "*"`, "Statement.Action"},
	{"public", iam.Resource, `"Effect": "Allow", "Principal": {"AWS": "*"}` + identityRest, `"Effect": "Allow", "Principal": "*"` + identityRest + `, "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}`, "Statement.Principal"},
	{"deny-not-principal", iam.Resource, `"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:user/a"}` + identityRest, `"Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:user/a", "111122223333"]}` + identityRest, "Statement.NotPrincipal.AWS"},
	{
		"allow-for-all-values", iam.Identity, `"Effect": "Allow"` + identityRest + `, "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": "a"}}`,
		`"Effect": "Allow"` + identityRest + `, "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": "a"}, "Null": {"aws:TagKeys": "false"}}`, `Statement.Condition["ForAllValues:StringEquals"]["aws:TagKeys"]`,
	},
	{"set-operator-missing", iam.Identity, when(`"StringEquals": {"aws:TagKeys": "a"}`), when(`"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}`), `Statement.Condition.StringEquals["aws:TagKeys"]`},
	{"set-operator-needless", iam.Identity, when(`"ForAnyValue:StringEquals": {"aws:username": "a"}`), when(`"StringEquals": {"aws:username": "a"}`), `Statement.Condition["ForAnyValue:StringEquals"]["aws:username"]`},
	{"wildcard-without-like", iam.Identity, when(`"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}`), when(`"StringEquals": {"aws:username": "a${*}b"}`), `Statement.Condition.StringEquals["aws:PrincipalArn"]`},
	{"private-address", iam.Identity, when(`"IpAddress": {"aws:SourceIp": "10.1.0.0/16"}`), when(`"IpAddress": {"aws:VpcSourceIp": "10.1.0.0/16"}`), `Statement.Condition.IpAddress["aws:SourceIp"]`},
	{"ambiguous-date", iam.Identity, when(`"DateLessThan": {"aws:CurrentTime": "2030"}`), when(`"DateLessThan": {"aws:CurrentTime": ["2030-01", "1893456000"]}`), `Statement.Condition.DateLessThan["aws:CurrentTime"]`},
	{"resource-level", iam.Identity, `"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "arn:aws:ecr:*:*:repository/a"`, `"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"`, "Statement.Action"},
	{
		"source-key-in-identity", iam.Identity, `"Effect": "Allow"` + identityRest + `, "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:ecs:*:111122223333:*"}}`,
		`"Effect": "Allow"` + identityRest + `, "Condition": {"ArnLikeIfExists": {"aws:SourceArn": "arn:aws:ecs:*:111122223333:*"}}`, `Statement.Condition.ArnLike["aws:SourceArn"]`,
	},
}

// wrap makes a policy of a statement.
func wrap(text string) string {
	if strings.HasPrefix(text, "{") {
		return text
	}
	return `{"Version": "2012-10-17", "Statement": {` + text + `}}`
}

func findingsOf(t *testing.T, text string, kind iam.PolicyKind) diag.List {
	t.Helper()
	p, l, err := iam.ParsePolicy([]byte(wrap(text)))
	if err != nil {
		t.Fatalf("%v in %s", err, wrap(text))
	}
	return append(l, p.Validate(kind)...)
}

func TestEveryKindHasItsCases(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range kindCases {
		seen[c.name] = true
		t.Run(c.name, func(t *testing.T) {
			bad := findingsOf(t, c.bad, c.kind)
			if !slices.ContainsFunc(bad, func(d diag.Diagnostic) bool { return d.Name == c.name && d.Path == c.path }) {
				t.Errorf("not found at %s in %s\n%v", c.path, c.bad, bad)
			}
			if good := findingsOf(t, c.good, c.kind); len(good) > 0 {
				t.Errorf("found in %s\n%v", c.good, good)
			}
		})
	}
	for _, k := range iam.Kinds() {
		if !seen[k.Name] {
			t.Errorf("%s (%s) has no case", k.Code, k.Name)
		}
	}
}

func TestKinds(t *testing.T) {
	kinds := iam.Kinds()
	names := map[string]bool{}
	for i, k := range kinds {
		if k.Code == "" || k.Name == "" || k.Title == "" || len(k.Title) > 80 || !strings.HasPrefix(k.Source, "https://") {
			t.Errorf("%+v is not complete", k)
		}
		if i > 0 && kinds[i-1].Code >= k.Code {
			t.Errorf("%s does not come after %s", k.Code, kinds[i-1].Code)
		}
		if names[k.Name] {
			t.Errorf("%s is there twice", k.Name)
		}
		names[k.Name] = true
	}
	kinds[0].Name = "changed"
	if iam.Kinds()[0].Name == "changed" {
		t.Error("Kinds gives out its own table")
	}
}

package iam_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/iam"
)

// What a finding advises, where that depends on the value.
func TestHints(t *testing.T) {
	trust := func(principal string) string {
		return `"Effect": "Allow", "Principal": {` + principal + `}, "Action": "sts:AssumeRole"`
	}
	resource := func(r string) string { return `"Effect": "Deny", "Action": "s3:*", "Resource": "` + r + `"` }
	for _, tt := range []struct {
		name string
		kind iam.PolicyKind
		text string
		want []string // name, and the hint if there is one
	}{
		{"effect", iam.Identity, `"Effect": "ALLOW"` + identityRest, []string{"invalid-effect: write Allow"}},
		{"another effect", iam.Identity, `"Effect": "Permit"` + identityRest, []string{"invalid-effect: "}},
		{"partition", iam.Identity, resource("arn:asw:s3:::b"), []string{"arn-field: did you mean aws?"}},
		{"service of an ARN", iam.Identity, resource("arn:aws:S3:::b"), []string{"arn-field: write s3"}},
		{"no service in an ARN", iam.Identity, resource("arn:aws::::b"), []string{"arn-field: "}},
		{"region", iam.Identity, resource("arn:aws:sqs:europe:111122223333:q"), []string{"arn-field: "}},
		{"region with a stray hyphen", iam.Identity, resource("arn:aws:sqs:eu--1:111122223333:q"), []string{"arn-field: "}},
		{"account", iam.Identity, resource("arn:aws:sqs:eu-west-1:11112222333x:q"), []string{"arn-field: "}},
		{"empty resource part", iam.Identity, resource("arn:aws:s3:::"), []string{"arn-field: write * for every one"}},
		{"account of a bucket", iam.Identity, resource("arn:aws:s3::111122223333:b"), []string{"arn-field-not-allowed: leave it empty"}},
		{"short in a resource policy", iam.Resource, `"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3"`, []string{"short-arn: write arn:partition:service:region:account:resource"}},
		{"malformed in a resource", iam.Identity, resource("arn:aws:s3:::${aws:username"), []string{"variable-form: write ${key} or ${key, 'default'}"}},
		{"wrong type in a list", iam.Identity, `"Effect": "Deny", "Action": ["s3:*", 1], "Resource": ["*", false]`, []string{"wrong-type: write a string", "wrong-type: write a string"}},

		{"action without its name", iam.Identity, `"Effect": "Deny", "Action": "s3:", "Resource": "*"`, []string{"action-form: write service:Name, as in ecs:RunTask"}},
		{"wildcard in the service", iam.Identity, `"Effect": "Deny", "Action": "s*:Get", "Resource": "*"`, []string{"action-form: wildcards stand in the name of the action, or * alone"}},
		{"variable in an action", iam.Identity, `"Effect": "Deny", "Action": "s3:${aws:username}", "Resource": "*"`, []string{"variable-element: "}},
		{"every action in a trust policy", iam.Trust, `"Effect": "Allow", "Action": "*", ` + taskTrust, []string{"trust-action: write sts:AssumeRole"}},

		{"service under AWS", iam.Trust, trust(`"AWS": "ecs.amazonaws.com"`), []string{`principal-form: write {"Service": "ecs.amazonaws.com"}`}},
		{"group", iam.Trust, trust(`"AWS": "arn:aws:iam::111122223333:group/g"`), []string{"principal-form: a group is no principal, name its users or a role"}},
		{"no principal at all", iam.Trust, trust(`"AWS": "ann"`), []string{"principal-form: "}},
		{"bucket", iam.Trust, trust(`"AWS": "arn:aws:s3:::b"`), []string{"principal-form: "}},
		{"queue", iam.Trust, trust(`"AWS": "arn:aws:sqs:eu-west-1:111122223333:q"`), []string{"principal-form: "}},
		{"session", iam.Trust, trust(`"AWS": ["arn:aws:sts::111122223333:assumed-role/r/s", "arn:aws:sts::111122223333:federated-user/f", "AROAEXAMPLE123456789"]`), nil},
		{"provider", iam.Trust, trust(`"Federated": ["arn:aws:iam::111122223333:saml-provider/p", "accounts.google.com"]`), nil},
		{"no provider", iam.Trust, trust(`"Federated": "example.com"`), []string{"principal-form: "}},
		{"canonical user", iam.Resource, `"Effect": "Deny", "Principal": {"CanonicalUser": ["x", "` + long(64) + `"]}` + identityRest, []string{"principal-form: ", "principal-form: "}},
		{"service in upper case", iam.Trust, trust(`"Service": "ECS.amazonaws.com"`), []string{"service-principal: write ecs.amazonaws.com"}},
		{"service with a wildcard", iam.Trust, trust(`"Service": "*.amazonaws.com"`), []string{"principal-wildcard: name each service"}},
		{"service that is no host", iam.Trust, trust(`"Service": "ecs.amazonaws.com/x"`), []string{"service-principal: write service.amazonaws.com"}},
		{"variable in a principal", iam.Trust, trust(`"AWS": "${aws:username}"`), []string{"variable-element: use a condition"}},
		{"nobody", iam.Trust, trust(``), []string{"empty-list: "}},
		{"wrong type of principal", iam.Trust, trust(`"AWS": [1]`), []string{"wrong-type: write a string"}},

		{"prefix of an operator", iam.Identity, when(`"ForSome:StringEquals": {"aws:TagKeys": "a"}`), []string{"unknown-operator: the prefixes are ForAllValues: and ForAnyValue:"}},
		{"operator behind a prefix", iam.Identity, when(`"ForAnyValue:StringEqual": {"aws:TagKeys": "a"}`), []string{"unknown-operator: did you mean ForAnyValue:StringEquals?"}},
		{"white space in a key", iam.Identity, when(`"StringEquals": {"aws: username": "a"}`), []string{"condition-key: "}},
		{"no value", iam.Identity, when(`"StringEquals": {"aws:username": []}`), []string{"empty-list: "}},
		{"wildcard under a negated operator", iam.Identity, when(`"StringNotEquals": {"aws:username": "a*"}`), []string{"wildcard-without-like: write StringNotLike"}},
		{"lone star as an ARN", iam.Identity, when(`"ArnLike": {"aws:SourceArn": "*"}`), nil},
		{"no ARN", iam.Identity, when(`"ArnLike": {"aws:SourceArn": "b"}`), []string{"condition-value: write arn:partition:service:region:account:resource, with * where it does not matter"}},
		{"no date", iam.Identity, when(`"DateEquals": {"aws:CurrentTime": "soon"}`), []string{"condition-value: write 2026-11-23T12:00:00Z, or seconds since 1970"}},
		{"no address", iam.Identity, when(`"IpAddress": {"aws:SourceIp": ["203.0.113.*", "x", "203.0.113.0/33"]}`), []string{"condition-value: write a range, as in 203.0.113.0/24", "condition-value: ", "condition-value: "}},
		{"no truth value", iam.Identity, when(`"Bool": {"aws:SecureTransport": "yes"}`), []string{"condition-value: "}},
		{"default without quotes", iam.Identity, when(`"StringEquals": {"aws:username": "${aws:userid, a}"}`), []string{"variable-form: write ${key} or ${key, 'default'}"}},
		{"default without a name", iam.Identity, when(`"StringEquals": {"aws:username": "${, 'a'}"}`), []string{"variable-form: write ${key} or ${key, 'default'}"}},
		{"default without its end", iam.Identity, when(`"StringEquals": {"aws:username": "${a:b, 'a}"}`), []string{"variable-form: write ${key} or ${key, 'default'}"}},
		{"many values of ECS", iam.Identity, when(`"StringEquals": {"ecs:subnet": "a"}`), []string{"set-operator-missing: write ForAnyValue:StringEquals or ForAllValues:StringEquals"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, d := range findingsOf(t, tt.text, tt.kind) {
				got = append(got, d.Name+": "+d.Hint)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The two readings of what AWS does not document.
func TestOptions(t *testing.T) {
	policy, _, err := iam.ParsePolicy([]byte(wrap(`"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:TagKeys": "a"}}`)))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name    string
		keys    []string
		options iam.Options
		want    bool
	}{
		{"a list, none of it listed", []string{"b", "c"}, iam.Options{}, false},
		{"the same, compared", []string{"b", "c"}, iam.Options{NegatedListCompares: true}, true},
		{"a list with a listed one, compared", []string{"b", "a"}, iam.Options{NegatedListCompares: true}, false},
		{"an empty list", []string{}, iam.Options{}, true},
		{"the same, present", []string{}, iam.Options{EmptyListIsPresent: true}, false},
		{"missing is not present", nil, iam.Options{EmptyListIsPresent: true}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := iam.Evaluate(&iam.Request{
				Principal: "arn:aws:iam::111122223333:user/ann", Action: "s3:GetObject", Resource: "arn:aws:s3:::b", Context: iam.Context{"aws:TagKeys": tt.keys},
			}, &iam.Policies{Identity: []*iam.Policy{policy}, Options: tt.options})
			if (d.Effect == iam.Allowed) != tt.want {
				t.Errorf("got %v", d)
			}
		})
	}
}

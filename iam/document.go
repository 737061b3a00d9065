package iam

// Versions of the policy language. Without a version a policy is one of 2008.
const (
	Version2012 = "2012-10-17"
	Version2008 = "2008-10-17" // policy variables are plain text
)

// The effects of a statement, as JSON spells them.
const (
	Allow = "Allow"
	Deny  = "Deny"
)

// Document is a policy as plain data, to be built, read and written. A nil list
// is an absent element, an empty list is kept: AWS refuses it, and
// [Policy.Validate] says so.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
type Document struct {
	Version    string
	ID         string
	Statements []Statement
}

// Statement is one rule of a policy.
type Statement struct {
	SID          string
	Effect       string // Allow or Deny
	Principal    *Principals
	NotPrincipal *Principals
	Action       []string // service:Name, with * and ?
	NotAction    []string
	Resource     []string // ARNs, with * and ?, or "*"
	NotResource  []string
	Condition    []Condition
}

// Principals is a Principal or NotPrincipal element.
type Principals struct {
	Everybody     bool     // "*", the same as "*" in AWS
	AWS           []string // accounts, ARNs, unique ids, "*"
	Service       []string // "ecs-tasks.amazonaws.com"
	Federated     []string // providers' ARNs and hosts
	CanonicalUser []string // 64 hexadecimal digits, Amazon S3 only
}

// Condition is one key under one operator: the request's value must stand in
// the operator's relation to one of the values, for a negated operator to none.
type Condition struct {
	Operator string // "StringLike", "ForAllValues:StringEquals", "BoolIfExists", …
	Key      string // "aws:SourceArn"
	Values   []string
}

// Package iam decides offline whether policies of AWS Identity and Access
// Management allow a request, and says what is wrong with a policy.
//
//	policy, findings, err := iam.ParsePolicy(text)
//	findings = append(findings, policy.Validate(iam.Identity)...)
//	d := iam.Evaluate(&iam.Request{
//		Principal: "arn:aws:iam::111122223333:user/ann",
//		Action:    "s3:GetObject",
//		Resource:  "arn:aws:s3:::reports/2026.csv",
//	}, &iam.Policies{Identity: []*iam.Policy{policy}})
//	fmt.Println(d) // Allowed: a statement allows it (identity policy[0] statement[0])
//
// # What is evaluated
//
// [Policies] holds identity policies, the resource's policy (a role's trust
// policy and a key's policy too), a permissions boundary, session policies, the
// service and resource control policies of an organisation by level, and the
// policy of a VPC endpoint. [Evaluate] joins them as AWS documents it, within one
// account and across two, and a [Decision] names the statement that decided or
// the kind of policy that would have had to allow. [Explain] tells for every
// statement the first element that did not match.
//
// The language is complete: Not-forms, all condition operators with IfExists,
// ForAllValues and ForAnyValue, policy variables with defaults and escapes. A
// value that replaces a variable never becomes a wildcard. ARNs are compared
// field by field, numbers exactly, addresses as addresses.
//
// # What is not
//
// Nothing is fetched: a policy that is not given is not there. Grants of AWS KMS,
// access control lists, and what a service decides on its own are outside. Which
// condition keys a service sends is the caller's to say in [Request].Context.
// Where AWS does not document a rule, [Options] has the choice, and the cases
// under conformance/iam say how sure each one is.
//
// # Mistakes in policies
//
// AWS refuses a policy with a mistake; here it may be evaluated, and a mistake
// never lets a request through: see [NewPolicy]. [ParsePolicy] and
// [Policy.Validate] list the mistakes with their places; [Kinds] lists what they
// can be.
//
// # Cost
//
// A [Policy] is immutable and safe for concurrent use. [Prepared] holds one
// request for many decisions, has a single owner and does not allocate once it
// has grown. Matching is linear in the length of the policies for any policy
// that somebody would write; wildcards that are made to take long are matched
// bit-parallel. BenchmarkHostile decides on policies of the greatest length made
// for that, against requests of the greatest length: the worst of them stay below
// 50 ms.
package iam

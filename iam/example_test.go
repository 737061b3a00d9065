package iam_test

import (
	"fmt"

	"github.com/ecskit/ecskit/iam"
)

func ExampleParsePolicy() {
	policy, findings, err := iam.ParsePolicy([]byte(`{
  "Version": "2012-10-17",
  "Statement": {
    "effect": "Allow",
    "Action": ["iam:PassRole", "ecs.RunTask"],
    "Resource": "*"
  }
}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range append(findings, policy.Validate(iam.Identity)...) {
		position, _ := policy.Position(f.Path)
		fmt.Println(position, f)
	}
	// Output:
	// 4:15 Statement.effect: error: element "effect" is written "Effect" [IA002]; write Effect
	// 5:16 Statement.Action[0]: warning: iam:PassRole on "*" lets the caller hand any role to any service [IA060]; name the roles, and the service by iam:PassedToService
	// 5:32 Statement.Action[1]: error: action "ecs.RunTask" has no service [IA032]; write service:Name, as in ecs:RunTask
}

// A bucket of another account: both sides must allow.
func ExampleEvaluate() {
	parse := func(text string) *iam.Policy {
		policy, _, err := iam.ParsePolicy([]byte(text))
		if err != nil {
			panic(err)
		}
		return policy
	}
	policies := &iam.Policies{
		Identity: []*iam.Policy{parse(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::reports/*"}}`)},
		Resource: parse(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/public/*"}}`),
	}
	for _, key := range []string{"public/2026.csv", "private/2026.csv"} {
		fmt.Println(key, iam.Evaluate(&iam.Request{
			Principal:       "arn:aws:iam::111122223333:user/ann",
			Action:          "s3:GetObject",
			Resource:        "arn:aws:s3:::reports/" + key,
			ResourceAccount: "444455556666",
		}, policies))
	}
	// Output:
	// public/2026.csv Allowed: a statement allows it (identity policy[0] statement[0])
	// private/2026.csv ImplicitlyDenied: the resource policy does not allow it
}

func ExampleExplain() {
	policy := iam.NewPolicy(iam.Document{
		Version: iam.Version2012,
		Statements: []iam.Statement{{
			Effect: iam.Allow, Action: []string{"ecs:RunTask"}, Resource: []string{"arn:aws:ecs:*:*:task-definition/web:*"},
			Condition: []iam.Condition{{Operator: "ArnEquals", Key: "ecs:cluster", Values: []string{"arn:aws:ecs:eu-west-1:111122223333:cluster/prod"}}},
		}},
	})
	fmt.Print(iam.Explain(&iam.Request{
		Principal: "arn:aws:sts::111122223333:assumed-role/deploy/ci",
		Action:    "ecs:RunTask",
		Resource:  "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7",
		Context:   iam.Context{"ecs:cluster": {"arn:aws:ecs:eu-west-1:111122223333:cluster/test"}},
	}, &iam.Policies{Identity: []*iam.Policy{policy}}))
	// Output:
	// ImplicitlyDenied: no identity policy allows it
	//   identity policy[0] statement[0] Allow: no match at Statement[0].Condition.ArnEquals["ecs:cluster"]: ArnEquals ecs:cluster "arn:aws:ecs:eu-west-1:111122223333:cluster/prod", the request has "arn:aws:ecs:eu-west-1:111122223333:cluster/test"
}

// Many requests against the same policies, without allocating.
func ExamplePolicies_Decide() {
	policy, _, err := iam.ParsePolicy([]byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:${aws:username}-*"}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	policies := &iam.Policies{Identity: []*iam.Policy{policy}}
	var q iam.Prepared
	for _, queue := range []string{"ann-in", "ann-out", "bob-in"} {
		if err := q.Reset(&iam.Request{
			Principal: "arn:aws:iam::111122223333:user/ann",
			Action:    "sqs:SendMessage",
			Resource:  "arn:aws:sqs:eu-west-1:111122223333:" + queue,
		}); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(queue, policies.Decide(&q).Effect)
	}
	// Output:
	// ann-in Allowed
	// ann-out Allowed
	// bob-in ImplicitlyDenied
}

func ExampleNewPolicy() {
	policy := iam.NewPolicy(iam.Document{
		Version: iam.Version2012,
		Statements: []iam.Statement{{
			SID: "Assume", Effect: iam.Allow,
			Principal: &iam.Principals{Service: []string{"ecs-tasks.amazonaws.com"}},
			Action:    []string{"sts:AssumeRole"},
		}},
	})
	fmt.Println(policy)
	fmt.Println(policy.Validate(iam.Trust))
	// Output:
	// {
	//   "Version": "2012-10-17",
	//   "Statement": [
	//     {
	//       "Sid": "Assume",
	//       "Effect": "Allow",
	//       "Principal": {
	//         "Service": "ecs-tasks.amazonaws.com"
	//       },
	//       "Action": "sts:AssumeRole"
	//     }
	//   ]
	// }
	// []
}

// Package ecsroles says which IAM role of Amazon ECS needs which permission, from
// a task definition alone, and checks the policies and trust policies of those
// roles against it.
//
//	needs := ecsroles.AppendNeeds(nil, td, ecsroles.Options{Region: "eu-west-1"})
//	for _, n := range needs {
//		fmt.Println(n) // execution role: ecr:BatchGetImage on arn:aws:ecr:… (containerDefinitions[0].image)
//	}
//	policy := ecsroles.LeastPrivilege(needs, ecsroles.ExecutionRole)
//
// # The two roles that people mix up
//
// The execution role is used by ECS itself before the containers start: it pulls
// images, reads secrets and environment files and opens log streams. The task role
// is what the code in the containers has: also the log router's output, mounts
// of EFS with IAM, S3 Files and ECS Exec use it. [Check] says what a role lacks,
// and as a Warning what it has that only the other one needs. [Role.Info] tells
// of the other roles: who is trusted, where the API names them, which managed
// policies AWS has for them.
//
// # What a task definition does not say
//
// Region and account, whether ECS Exec is on, which key encrypts a secret, whether
// a repository is filled by a pull-through cache: [Options] has them. What is left
// unknown becomes "*" in a resource, and [Check] accepts whatever region or
// account a policy names there. Policies of the resources (of a repository in
// another account, of a key) are not looked at; a key's is taken to let identity
// policies decide.
//
// # Trust
//
// [CheckTrust] evaluates a trust policy for the service that assumes the role and
// knows the wrong principals that people really write, and the conditions on
// aws:SourceArn that never hold.
//
// # Actions
//
// [Actions] lists the actions of Amazon ECS with the types of their resources and
// their condition keys; [CheckActions] finds those that a policy names in vain.
//
// Everything here is a pure function over plain data. Each [Need] and each finding
// carries how sure it is and the page that says so; [Kinds] lists what findings
// can be.
package ecsroles

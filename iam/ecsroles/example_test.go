package ecsroles_test

import (
	"fmt"

	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/iam/ecsroles"
	"github.com/ecskit/ecskit/taskdef"
)

func webTask() *taskdef.TaskDefinition {
	return &taskdef.TaskDefinition{
		Family:                  "web",
		ExecutionRoleARN:        "arn:aws:iam::111122223333:role/ecsTaskExecutionRole",
		TaskRoleARN:             "arn:aws:iam::111122223333:role/web",
		RequiresCompatibilities: []taskdef.Compatibility{taskdef.CompatibilityFargate},
		ContainerDefinitions: []taskdef.ContainerDefinition{{
			Name:    "app",
			Image:   "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1.4",
			Secrets: []taskdef.Secret{{Name: "PASSWORD", ValueFrom: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:password::"}},
		}},
	}
}

func ExampleAppendNeeds() {
	for _, n := range ecsroles.AppendNeeds(nil, webTask(), ecsroles.Options{Region: "eu-west-1"}) {
		fmt.Println(n)
	}
	// Output:
	// execution role: ecr:GetAuthorizationToken on * (containerDefinitions[0].image)
	// execution role: ecr:BatchCheckLayerAvailability on arn:aws:ecr:eu-west-1:111122223333:repository/web (containerDefinitions[0].image)
	// execution role: ecr:GetDownloadUrlForLayer on arn:aws:ecr:eu-west-1:111122223333:repository/web (containerDefinitions[0].image)
	// execution role: ecr:BatchGetImage on arn:aws:ecr:eu-west-1:111122223333:repository/web (containerDefinitions[0].image)
	// execution role: secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf (containerDefinitions[0].secrets[0].valueFrom)
	// caller: ecs:RegisterTaskDefinition on arn:aws:ecs:eu-west-1:111122223333:task-definition/web:* (family)
	// caller: ecs:RunTask on arn:aws:ecs:eu-west-1:111122223333:task-definition/web:* (family)
	// caller: iam:PassRole on arn:aws:iam::111122223333:role/web (taskRoleArn)
	// caller: iam:PassRole on arn:aws:iam::111122223333:role/ecsTaskExecutionRole (executionRoleArn)
}

func ExampleLeastPrivilege() {
	needs := ecsroles.AppendNeeds(nil, webTask(), ecsroles.Options{Region: "eu-west-1"})
	fmt.Println(ecsroles.LeastPrivilege(needs, ecsroles.ExecutionRole))
	fmt.Println(ecsroles.LeastPrivilege(needs, ecsroles.TaskRole) == nil)
	// Output:
	// {
	//   "Version": "2012-10-17",
	//   "Statement": [
	//     {
	//       "Effect": "Allow",
	//       "Action": [
	//         "ecr:BatchCheckLayerAvailability",
	//         "ecr:BatchGetImage",
	//         "ecr:GetDownloadUrlForLayer"
	//       ],
	//       "Resource": "arn:aws:ecr:eu-west-1:111122223333:repository/web"
	//     },
	//     {
	//       "Effect": "Allow",
	//       "Action": "ecr:GetAuthorizationToken",
	//       "Resource": "*"
	//     },
	//     {
	//       "Effect": "Allow",
	//       "Action": "secretsmanager:GetSecretValue",
	//       "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf"
	//     }
	//   ]
	// }
	// true
}

// The secret was given to the task role, as happens a lot.
func ExampleCheck() {
	managed, _ := ecsroles.ManagedPolicyByName("AmazonECSTaskExecutionRolePolicy")
	secrets, _, err := iam.ParsePolicy([]byte(`{"Version": "2012-10-17", "Statement": {
		"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-*"
	}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range ecsroles.Check(webTask(), map[ecsroles.Role]*iam.Policies{
		ecsroles.ExecutionRole: {Identity: []*iam.Policy{managed.Policy()}},
		ecsroles.TaskRole:      {Identity: []*iam.Policy{secrets}},
	}, ecsroles.Options{}) {
		fmt.Println(f)
	}
	// Output:
	// containerDefinitions[0].secrets[0].valueFrom: error: execution role may not secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf [IR001]; the task role has it, but it is the execution role that needs it
	// containerDefinitions[0].secrets[0].valueFrom: warning: task role may secretsmanager:GetSecretValue, which only the execution role needs [IR002]; move it to the execution role, unless the code in the containers uses it too
}

func ExampleCheckTrust() {
	trust, _, err := iam.ParsePolicy([]byte(`{"Version": "2012-10-17", "Statement": {
		"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"
	}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range ecsroles.CheckTrust(ecsroles.TaskRole, trust, ecsroles.TrustContext{}) {
		fmt.Println(f.Path, f.Code, f.Hint)
	}
	// Output:
	// Statement.Principal.Service IR010 write {"Service": "ecs-tasks.amazonaws.com"}
}

// Which roles the managed policy for instances of ECS itself can pass.
func ExamplePasses() {
	m, _ := ecsroles.ManagedPolicyByName("AmazonECSInfrastructureRolePolicyForManagedInstances")
	fmt.Println(m.Version, m.Date, ecsroles.Passes(m.Policy()))
	// Output:
	// 11 2026-02-26 [{arn:aws:iam::*:role/ecsInstanceRole* [ec2.*]}]
}

func ExampleRole_Info() {
	info := ecsroles.AnywhereRole.Info()
	fmt.Println(info.Name, info.Service, info.Managed)
	// Output:
	// ecsAnywhereRole ssm.amazonaws.com [AmazonSSMManagedInstanceCore AmazonEC2ContainerServiceforEC2Role]
}

// The cluster is not the resource of ecs:RunTask.
func ExampleCheckActions() {
	policy, _, err := iam.ParsePolicy([]byte(`{"Version": "2012-10-17", "Statement": {
		"Effect": "Allow", "Action": ["ecs:RunTask", "ecs:DescribeTask"], "Resource": "arn:aws:ecs:eu-west-1:111122223333:cluster/prod"
	}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range ecsroles.CheckActions(policy) {
		fmt.Println(f.Path, f.Code, f.Message)
		fmt.Println("  ", f.Hint)
	}
	// Output:
	// Statement.Action[1] IR020 ecs:DescribeTask is no action of Amazon ECS that is known
	//    did you mean ecs:DescribeTasks?
	// Statement.Resource IR021 ecs:RunTask is on resources of the type task-definition, the statement has none
	//    limit the cluster by a condition on ecs:cluster
}

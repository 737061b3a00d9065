package ecsroles

import "github.com/ecskit/ecskit/diag"

// Role is a part that an IAM role, or whoever calls, has around Amazon ECS.
type Role uint8

// The roles. AppendNeeds knows what the first five need.
const (
	TaskRole            Role = iota // the code in the containers
	ExecutionRole                   // ECS, before the containers start
	InstanceRole                    // the agent on a container instance (EC2, ECS Managed Instances, ECS Anywhere)
	InfrastructureRole              // ECS, to manage volumes, certificates, instances, gateways
	Caller                          // who registers the task definition and runs it
	ManagedInstanceRole             // the agent on ECS Managed Instances
	AnywhereRole                    // the agent on machines of ECS Anywhere
	LoadBalancerRole                // ECS, to shift traffic in deployments
	HookRole                        // ECS, to invoke a deployment's lifecycle hooks
	ServiceLinkedRole               // AWSServiceRoleForECS
	ComputeRole                     // AWSServiceRoleForECSCompute
	AutoScalingRole                 // AWSServiceRoleForApplicationAutoScaling_ECSService
	EventsRole                      // EventBridge rules that run tasks
	SchedulerRole                   // EventBridge Scheduler schedules that run tasks
	CodeDeployRole                  // deployments by CodeDeploy
	LegacyServiceRole               // Classic Load Balancers before there was the service-linked role
	roleCount
)

// String returns the name of the role as messages write it: "execution role".
func (r Role) String() string { return roles[r].Title }

// Roles returns every Role in order.
func Roles() []Role {
	list := make([]Role, roleCount)
	for i := range list {
		list[i] = Role(i)
	}
	return list
}

// RoleInfo is what AWS says of a role.
type RoleInfo struct {
	Title     string         // "execution role"
	Name      string         // that AWS's guides give it, "ecsTaskExecutionRole"; "" if none
	Service   string         // the principal that its trust policy must name; "" for the caller
	Where     string         // the member of the API that names it
	Managed   []string       // managed policies made for it, see [ManagedPolicyByName]
	Certainty diag.Certainty // of Service
	Source    string         // URL
}

// Info returns what AWS says of the role.
func (r Role) Info() RoleInfo {
	info := roles[r]
	info.Managed = append([]string(nil), info.Managed...)
	return info
}

const (
	urlGuide     = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
	urlTaskRole  = urlGuide + "task-iam-roles.html"
	urlExecution = urlGuide + "task_execution_IAM_role.html"
	urlInstance  = urlGuide + "instance_IAM_role.html"
	urlInfra     = urlGuide + "infrastructure_IAM_role.html"
	urlSLR       = urlGuide + "using-service-linked-roles.html"
	urlPassRole  = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"
)

var roles = [roleCount]RoleInfo{
	TaskRole: {
		Title: "task role", Service: "ecs-tasks.amazonaws.com",
		Where: "taskRoleArn of the task definition and of overrides", Source: urlTaskRole,
	},
	ExecutionRole: {
		Title: "execution role", Name: "ecsTaskExecutionRole", Service: "ecs-tasks.amazonaws.com",
		Where: "executionRoleArn of the task definition and of overrides", Managed: []string{"AmazonECSTaskExecutionRolePolicy"}, Source: urlExecution,
	},
	InstanceRole: {
		Title: "instance role", Name: "ecsInstanceRole", Service: "ec2.amazonaws.com",
		Where: "instance profile of the container instance", Managed: []string{"AmazonEC2ContainerServiceforEC2Role"}, Source: urlInstance,
	},
	InfrastructureRole: {
		Title: "infrastructure role", Name: "ecsInfrastructureRole", Service: "ecs.amazonaws.com",
		Where: "roleArn of managedEBSVolume, of the TLS configuration of Service Connect and of VPC Lattice; infrastructureRoleArn",
		Managed: []string{
			"AmazonECSInfrastructureRolePolicyForVolumes", "AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity",
			"AmazonECSInfrastructureRolePolicyForVpcLattice", "AmazonECSInfrastructureRolePolicyForManagedInstances",
			"AmazonECSInfrastructureRoleforExpressGatewayServices",
		},
		Source: urlInfra,
	},
	Caller: {Title: "caller", Managed: []string{"AmazonECS_FullAccess"}, Source: urlPassRole},
	ManagedInstanceRole: {
		Title: "managed instance role", Name: "ecsInstanceRole", Service: "ec2.amazonaws.com",
		Where: "instanceLaunchTemplate.ec2InstanceProfileArn of the capacity provider", Managed: []string{"AmazonECSInstanceRolePolicyForManagedInstances"},
		Source: urlGuide + "managed-instances-instance-profile.html",
	},
	AnywhereRole: {
		Title: "ECS Anywhere role", Name: "ecsAnywhereRole", Service: "ssm.amazonaws.com",
		Where: "Systems Manager activation", Managed: []string{"AmazonSSMManagedInstanceCore", "AmazonEC2ContainerServiceforEC2Role"},
		Source: urlGuide + "ecs-anywhere-iam.html",
	},
	LoadBalancerRole: {
		Title: "load balancer role", Name: "ecsInfrastructureRoleForLoadBalancers", Service: "ecs.amazonaws.com",
		Where: "loadBalancers[].advancedConfiguration.roleArn", Managed: []string{"AmazonECSInfrastructureRolePolicyForLoadBalancers"},
		Source: urlGuide + "AmazonECSInfrastructureRolePolicyForLoadBalancers.html",
	},
	HookRole: {
		Title: "lifecycle hook role", Service: "ecs.amazonaws.com",
		Where: "deploymentConfiguration.lifecycleHooks[].roleArn", Source: urlGuide + "blue-green-permissions.html",
	},
	ServiceLinkedRole: {
		Title: "service-linked role", Name: "AWSServiceRoleForECS", Service: "ecs.amazonaws.com",
		Where: "made by ECS", Managed: []string{"AmazonECSServiceRolePolicy"}, Source: urlSLR,
	},
	ComputeRole: {
		Title: "service-linked role for instances", Name: "AWSServiceRoleForECSCompute", Service: "ecs-compute.amazonaws.com",
		Where: "made by ECS", Managed: []string{"AmazonECSComputeServiceRolePolicy"}, Source: urlSLR,
	},
	AutoScalingRole: {
		Title: "service-linked role for scaling", Name: "AWSServiceRoleForApplicationAutoScaling_ECSService", Service: "ecs.application-autoscaling.amazonaws.com",
		Where: "made by Application Auto Scaling", Managed: []string{"AWSApplicationAutoscalingECSServicePolicy"}, Source: urlGuide + "service-auto-scaling.html",
	},
	EventsRole: {
		Title: "events role", Name: "ecsEventsRole", Service: "events.amazonaws.com",
		Where: "RoleArn of the rule's target", Managed: []string{"AmazonEC2ContainerServiceEventsRole"}, Source: urlGuide + "CWE_IAM_role.html",
	},
	SchedulerRole: {
		Title: "scheduler role", Service: "scheduler.amazonaws.com",
		Where: "RoleArn of the schedule's target", Managed: []string{"AmazonEC2ContainerServiceEventsRole"}, Source: urlGuide + "CWE_IAM_role.html",
	},
	CodeDeployRole: {
		Title: "CodeDeploy role", Name: "ecsCodeDeployRole", Service: "codedeploy.amazonaws.com",
		Where: "serviceRoleArn of the deployment group", Managed: []string{"AWSCodeDeployRoleForECS", "AWSCodeDeployRoleForECSLimited"},
		Source: urlGuide + "codedeploy_IAM_role.html",
	},
	LegacyServiceRole: {
		Title: "service role", Name: "ecsServiceRole", Service: "ecs.amazonaws.com",
		Where: "role of CreateService", Managed: []string{"AmazonEC2ContainerServiceRole"}, Source: urlSLR,
	},
}

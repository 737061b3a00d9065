package ecsroles

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
)

const (
	urlExec        = urlGuide + "ecs-exec.html"
	urlExecLogging = urlGuide + "ecs-exec-logging.html"
	urlActions     = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html"
)

// task adds what belongs to no container or volume.
func (c *collector) task() {
	c.appMesh()
	c.guardDuty()
	e := c.opts.Exec
	if e == nil {
		return
	}
	c.add(TaskRole, "*", "", urlExec, "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel")
	if e.LogGroup != "" {
		c.add(TaskRole, "*", "", urlExecLogging, "logs:DescribeLogGroups")
		resource, request := streamOf(c.place, e.LogGroup, "")
		for _, a := range []string{"logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"} {
			c.addNeed(Need{Role: TaskRole, Action: a, Resource: resource, Request: request, Source: urlExecLogging})
		}
	}
	if e.Bucket != "" {
		bucket := iam.ARN{Partition: c.place.partition, Service: "s3", Resource: e.Bucket}.String()
		c.add(TaskRole, "*", "", urlExecLogging, "s3:GetBucketLocation")
		c.add(TaskRole, bucket, "", urlExecLogging, "s3:GetEncryptionConfiguration")
		c.add(TaskRole, bucket+"/*", "", urlExecLogging, "s3:PutObject")
	}
	if e.KMSKey != "" {
		c.add(TaskRole, e.KMSKey, "", urlExec, "kms:Decrypt")
	}
}

// infrastructure adds the statements of the managed policies for the features
// that need the infrastructure role.
func (c *collector) infrastructure() {
	if path := c.launchVolume(); path != "" {
		c.managed("AmazonECSInfrastructureRolePolicyForVolumes", path, urlGuide+"ebs-volumes.html")
	}
	if c.opts.ServiceConnectTLS {
		c.managed("AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity", "", urlGuide+"service-connect-tls.html")
	}
	if c.opts.VPCLattice {
		c.managed("AmazonECSInfrastructureRolePolicyForVpcLattice", "", urlGuide+"ecs-vpc-lattice.html")
	}
}

// launchVolume returns the path of a volume that is configured at launch, "" if
// there is none.
func (c *collector) launchVolume() string {
	for i := range c.td.Volumes {
		if at := c.td.Volumes[i].ConfiguredAtLaunch; at != nil && *at {
			return diag.Member(diag.Element("volumes", i), "configuredAtLaunch")
		}
	}
	return ""
}

// managed adds what a managed policy allows, as the need of the infrastructure
// role. Its ARNs are moved to the partition of the task.
func (c *collector) managed(name, path, url string) {
	m, _ := ManagedPolicyByName(name)
	for _, s := range m.Policy().Document().Statements {
		for _, r := range s.Resource {
			for _, a := range s.Action {
				c.addNeed(Need{
					Role: InfrastructureRole, Action: a, Resource: c.here(r), Condition: s.Condition,
					Path: path, Certainty: diag.Observed, Source: url,
				})
			}
		}
	}
}

func (c *collector) here(resource string) string {
	if rest, ok := strings.CutPrefix(resource, "arn:aws:"); ok {
		return "arn:" + c.place.partition + ":" + rest
	}
	return resource
}

// caller adds what registering and running the task definition needs.
func (c *collector) caller() {
	family := firstOf(plain(c.td.Family), "*")
	definition := c.place.arn("ecs", "task-definition/"+family+":*")
	request := c.place.arn("ecs", "task-definition/"+family+":1")
	add := func(n Need) {
		n.Role, n.Resource, n.Request, n.Source = Caller, definition, request, urlActions
		c.addNeed(n)
	}
	add(Need{Action: "ecs:RegisterTaskDefinition", Path: "family"})
	if len(c.td.Tags) > 0 {
		add(Need{Action: "ecs:TagResource", Path: "tags", Condition: []iam.Condition{{Operator: "StringEquals", Key: "ecs:CreateAction", Values: []string{"RegisterTaskDefinition"}}}})
	}
	var inCluster []iam.Condition
	cluster := c.place.arn("ecs", "cluster/"+firstOf(c.opts.Cluster, "*"))
	if c.opts.Cluster != "" {
		inCluster = []iam.Condition{{Operator: "ArnLike", Key: "ecs:cluster", Values: []string{cluster}}}
	}
	add(Need{Action: "ecs:RunTask", Path: "family", Condition: inCluster})
	c.pass(c.td.TaskRoleARN, "taskRoleArn", "ecs-tasks.amazonaws.com")
	c.pass(c.td.ExecutionRoleARN, "executionRoleArn", "ecs-tasks.amazonaws.com")
	c.pass(c.opts.InfrastructureRoleARN, c.launchVolume(), "ecs.amazonaws.com")
	if e := c.opts.Exec; e != nil {
		c.addNeed(Need{Role: Caller, Action: "ecs:ExecuteCommand", Resource: c.place.arn("ecs", "task/"+firstOf(c.opts.Cluster, "*")+"/*"), Source: urlExec})
		c.add(Caller, cluster, "", urlExec, "ecs:ExecuteCommand")
		if e.KMSKey != "" {
			c.add(Caller, e.KMSKey, "", urlExec, "kms:GenerateDataKey")
		}
	}
}

// pass adds iam:PassRole for a role that the caller names.
func (c *collector) pass(role, path, service string) {
	if plain(role) == "" {
		return
	}
	c.addNeed(Need{
		Role: Caller, Action: "iam:PassRole", Resource: c.place.roleARN(role), Path: path, Source: urlPassRole,
		Condition: []iam.Condition{{Operator: "StringEquals", Key: "iam:PassedToService", Values: []string{service}}},
	})
}

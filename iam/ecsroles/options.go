package ecsroles

import (
	"strings"

	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/taskdef"
)

// Options says what a task definition does not. The zero Options knows nothing
// but what the definition says.
type Options struct {
	// Launch is where the task runs. Empty: the first of FARGATE,
	// MANAGED_INSTANCES and EXTERNAL that requiresCompatibilities has, else EC2.
	Launch taskdef.Compatibility
	// Region and Account are those of the task. Empty: those of taskDefinitionArn,
	// the account of the roles; what is then still unknown is "*".
	Region, Account string
	// Partition is "aws", "aws-cn" and so on. Empty: that of the region, or of an
	// ARN of the definition, or "aws".
	Partition string
	Cluster   string // name of the cluster, for the caller; empty: "*"

	Exec *Exec // ECS Exec is on

	// PullThrough holds prefixes of repository names under which a pull-through
	// cache fills the registry: "docker-hub/". NoCreateRepository says that the
	// repositories exist already, TagRepository that a creation template tags them.
	PullThrough        []string
	NoCreateRepository bool
	TagRepository      bool
	// Keys gives the customer managed KMS key (an ARN) of a secret, parameter or
	// object: by the value as the definition has it. Those encrypted with a key
	// that AWS manages need nothing.
	Keys map[string]string
	// GuardDuty says that Runtime Monitoring is on, whose agent is an image too.
	GuardDuty bool
	// EFSRoot says that containers must be root on EFS file systems.
	EFSRoot bool
	// S3FilesBuckets gives the bucket (an ARN) behind an S3 Files file system (an
	// ARN), for tasks that read it directly.
	S3FilesBuckets map[string]string

	// InfrastructureRoleARN is the role that the caller passes for volumes
	// configured at launch and the features of services below.
	InfrastructureRoleARN string
	ServiceConnectTLS     bool // the service encrypts Service Connect traffic
	VPCLattice            bool // the service is a target of VPC Lattice
}

// Exec is the ECS Exec configuration of the cluster.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
type Exec struct {
	LogGroup string // CloudWatch log group; empty: not logged there
	Bucket   string // S3 bucket; empty: not logged there
	KMSKey   string // ARN of the key that encrypts the session; empty: none
}

// place is where a task runs, as far as it is known; "*" is unknown.
type place struct{ partition, region, account string }

func (o *Options) place(td *taskdef.TaskDefinition) place {
	own, _ := iam.ParseARN(plain(td.TaskDefinitionARN))
	if !isAccount(own.Account) {
		own = iam.ARN{}
	}
	p := place{o.Partition, firstOf(o.Region, own.Region), firstOf(o.Account, own.Account)}
	partition := own.Partition
	for _, role := range []string{td.ExecutionRoleARN, td.TaskRoleARN} {
		if a, ok := iam.ParseARN(plain(role)); ok && isAccount(a.Account) {
			p.account = firstOf(p.account, a.Account)
			partition = firstOf(partition, a.Partition)
		}
	}
	if p.partition == "" {
		p.partition = firstOf(partitionOf(p.region), partition, "aws")
	}
	p.region, p.account = firstOf(p.region, "*"), firstOf(p.account, "*")
	return p
}

func isAccount(s string) bool {
	return len(s) == len(sampleAccount) && strings.Trim(s, "0123456789") == ""
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// partitionOf returns the partition of a region, "" for an unknown region.
func partitionOf(region string) string {
	for _, p := range [...]struct{ prefix, partition string }{
		{"cn-", "aws-cn"},
		{"us-gov-", "aws-us-gov"},
		{"us-iso-", "aws-iso"},
		{"us-isob-", "aws-iso-b"},
		{"eu-isoe-", "aws-iso-e"},
		{"us-isof-", "aws-iso-f"},
		{"eusc-", "aws-eusc"},
	} {
		if strings.HasPrefix(region, p.prefix) {
			return p.partition
		}
	}
	if region == "" || region == "*" {
		return ""
	}
	return "aws"
}

// arn writes an ARN of a service in this place.
func (p place) arn(service, resource string) string {
	return iam.ARN{Partition: p.partition, Service: service, Region: p.region, Account: p.account, Resource: resource}.String()
}

// in returns the place with another region; an empty one changes nothing, a
// placeholder makes it unknown.
func (p place) in(region string) place {
	if region != "" {
		p.region = firstOf(plain(region), "*")
		p.partition = firstOf(partitionOf(p.region), p.partition)
	}
	return p
}

// roleARN completes the short name of a role.
func (p place) roleARN(role string) string {
	if strings.HasPrefix(role, "arn:") {
		return role
	}
	return iam.ARN{Partition: p.partition, Service: "iam", Account: p.account, Resource: "role/" + role}.String()
}

func (o *Options) launch(td *taskdef.TaskDefinition) taskdef.Compatibility {
	if o.Launch != "" {
		return o.Launch
	}
	for _, c := range []taskdef.Compatibility{
		taskdef.CompatibilityFargate, taskdef.CompatibilityManagedInstances, taskdef.CompatibilityExternal,
	} {
		if td.Requires(c) {
			return c
		}
	}
	return taskdef.CompatibilityEC2
}

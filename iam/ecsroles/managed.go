package ecsroles

import (
	"embed"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/iam"
)

//go:embed managed/*.json
var managedFiles embed.FS

// ManagedPolicy is a policy that AWS keeps, as it was on a day. The statements are
// AWS's, without their Sids.
//
// https://github.com/zoph-io/MAMIP records their history.
type ManagedPolicy struct {
	Name    string
	Version int    // AWS's count of its versions
	Date    string // of that version, as 2026-11-23
}

var managedPolicies = [...]ManagedPolicy{
	{"AWSApplicationAutoscalingECSServicePolicy", 2, "2024-10-24"},
	{"AWSCodeDeployRoleForECS", 3, "2019-09-23"},
	{"AWSCodeDeployRoleForECSLimited", 3, "2019-09-23"},
	{"AWSXRayDaemonWriteAccess", 2, "2024-02-13"},
	{"AmazonEC2ContainerServiceAutoscaleRole", 2, "2018-02-05"},
	{"AmazonEC2ContainerServiceEventsRole", 3, "2023-03-06"},
	{"AmazonEC2ContainerServiceRole", 2, "2016-08-11"},
	{"AmazonEC2ContainerServiceforEC2Role", 10, "2026-02-12"},
	{"AmazonECSComputeServiceRolePolicy", 6, "2026-02-12"},
	{"AmazonECSInfrastructureRolePolicyForLoadBalancers", 6, "2026-02-12"},
	{"AmazonECSInfrastructureRolePolicyForManagedInstances", 11, "2026-02-26"},
	{"AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity", 4, "2026-02-12"},
	{"AmazonECSInfrastructureRolePolicyForVolumes", 5, "2026-02-12"},
	{"AmazonECSInfrastructureRolePolicyForVpcLattice", 1, "2024-11-15"},
	{"AmazonECSInfrastructureRoleforExpressGatewayServices", 6, "2026-02-12"},
	{"AmazonECSInstanceRolePolicyForManagedInstances", 3, "2026-02-12"},
	{"AmazonECSServiceRolePolicy", 23, "2026-02-12"},
	{"AmazonECSTaskExecutionRolePolicy", 1, "2017-11-16"},
	{"AmazonECS_FullAccess", 21, "2024-08-13"},
	{"AmazonElasticFileSystemClientFullAccess", 1, "2020-01-13"},
	{"AmazonSSMManagedInstanceCore", 2, "2019-05-23"},
}

// ManagedPolicies returns the managed policies that have to do with Amazon ECS,
// ordered by name, in a fresh list.
func ManagedPolicies() []ManagedPolicy { return slices.Clone(managedPolicies[:]) }

// ManagedPolicyByName finds a managed policy by its name or its ARN.
func ManagedPolicyByName(name string) (ManagedPolicy, bool) {
	name = name[strings.LastIndexByte(name, '/')+1:]
	for _, m := range managedPolicies {
		if m.Name == name {
			return m, true
		}
	}
	return ManagedPolicy{}, false
}

// Policy returns the document. It reads it anew each time; nil stands for a
// policy that is not among [ManagedPolicies].
func (m ManagedPolicy) Policy() *iam.Policy {
	data, err := managedFiles.ReadFile("managed/" + m.Name + ".json")
	if err != nil {
		return nil
	}
	// A test reads every file.
	p, _, _ := iam.ParsePolicy(data)
	return p
}

// Pass is what a policy allows to be passed: roles whose ARN matches the pattern,
// to the services.
type Pass struct {
	Role     string   // pattern of an ARN, "arn:aws:iam::*:role/ecsInstanceRole*"
	Services []string // patterns of iam:PassedToService; nil: any
}

// Passes returns the roles that a policy lets its holder pass. A name that does
// not match cannot be used with the policy alone: several managed policies name
// the roles of AWS's guides, and a role with a path does not match those.
func Passes(p *iam.Policy) []Pass {
	var list []Pass
	for _, s := range p.Document().Statements {
		if s.Effect != iam.Allow || !slices.Contains(s.Action, "iam:PassRole") {
			continue
		}
		var services []string
		for _, c := range s.Condition {
			if c.Key == "iam:PassedToService" {
				services = append(services, c.Values...)
			}
		}
		for _, r := range s.Resource {
			list = append(list, Pass{r, services})
		}
	}
	return list
}

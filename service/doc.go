// Package service is the Amazon ECS service definition: the input of
// CreateService and UpdateService and what DescribeServices returns, as one model;
// its checks, alone and against its task definition; where traffic enters and
// which security-group rules that needs; and which change starts a deployment.
//
//	doc, err := service.Load(data)         // create or update input, or describe output
//	findings := doc.Check(service.Config{TaskDefinition: td})
//	for _, in := range service.Network(s, td) { … } // target types, host ports, group rules
//	for _, c := range service.Diff(old, new) { … }  // c.Deploys says whether it starts a deployment
//
// # What it does not do
//
// It knows what is in the texts it is given. Whether a target group, a subnet or a
// role exists, it cannot know; what you know of them goes into [Config], and is
// checked too.
//
// The deployment configuration is that of package rollout, which also computes
// what a deployment does.
//
// Units: counts are tasks, ports 1 to 65535, times in the unit that the member's
// name has, EBS volumes in GiB. Findings have the prefix SV. All functions are
// pure; a [Document] is immutable and safe for concurrent use.
package service

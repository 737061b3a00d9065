package iam

import "strings"

// globalKey is a condition key of every service, without "aws:".
type globalKey struct {
	name string
	many bool // can have several values
}

// globalKeys are the global condition keys but those of tags, which carry the
// key of the tag.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
var globalKeys = [...]globalKey{
	{"AssumedRoot", false},
	{"CalledVia", true},
	{"CalledViaFirst", false},
	{"CalledViaLast", false},
	{"ChatbotSourceArn", false},
	{"CurrentTime", false},
	{"Ec2InstanceSourcePrivateIPv4", false},
	{"Ec2InstanceSourceVpc", false},
	{"EpochTime", false},
	{"FederatedProvider", false},
	{"IsMcpServiceAction", false},
	{"MultiFactorAuthAge", false},
	{"MultiFactorAuthPresent", false},
	{"PrincipalAccount", false},
	{"PrincipalArn", false},
	{"PrincipalIsAWSService", false},
	{"PrincipalOrgID", false},
	{"PrincipalOrgPaths", true},
	{"PrincipalServiceName", false},
	{"PrincipalServiceNamesList", true},
	{"PrincipalType", false},
	{"referer", false},
	{"RequestedRegion", false},
	{"ResourceAccount", false},
	{"ResourceOrgID", false},
	{"ResourceOrgPaths", true},
	{"SecureTransport", false},
	{"SignInSessionArn", false},
	{"SourceAccount", false},
	{"SourceArn", false},
	{"SourceIdentity", false},
	{"SourceIp", false},
	{"SourceOrgID", false},
	{"SourceOrgPaths", true},
	{"SourceOwner", false},
	{"SourceVpc", false},
	{"SourceVpcArn", false},
	{"SourceVpce", false},
	{"TagKeys", true},
	{"TokenIssueTime", false},
	{"UserAgent", false},
	{"userid", false},
	{"username", false},
	{"ViaAWSMcpService", false},
	{"ViaAWSService", false},
	{"VpceAccount", false},
	{"VpceOrgID", false},
	{"VpceOrgPaths", true},
	{"VpcSourceIp", false},
}

// manyKeys are keys of Amazon ECS that can have several values, from its list of
// actions and condition keys.
//
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
var manyKeys = [...]string{"ecs:capacity-provider", "ecs:compute-compatibility", "ecs:subnet"}

// manyValued reports whether a key can have several values, if that is known.
func manyValued(key string) (many, known bool) {
	if name, global := cutPrefixFold(key, "aws:"); global {
		for _, k := range globalKeys {
			if strings.EqualFold(k.name, name) {
				return k.many, true
			}
		}
		for _, tag := range [...]string{"RequestTag/", "ResourceTag/", "PrincipalTag/"} {
			if _, isTag := cutPrefixFold(name, tag); isTag {
				return false, true
			}
		}
		return false, false
	}
	for _, k := range manyKeys {
		if strings.EqualFold(k, key) {
			return true, true
		}
	}
	return false, false
}

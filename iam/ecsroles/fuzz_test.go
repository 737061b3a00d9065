package ecsroles_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/iam/ecsroles"
	"github.com/ecskit/ecskit/taskdef"
)

// FuzzNeeds puts any text where a task definition names something. Nothing of it
// becomes a wildcard in a policy, and the least privilege is enough.
func FuzzNeeds(f *testing.F) {
	for _, s := range []string{
		"111122223333.dkr.ecr.eu-west-1.amazonaws.com/a/b:1@sha256:x", "111122223333.dkr-ecr.cn-north-1.on.aws/a", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf:k:s:v",
		"arn:aws:ssm:eu-west-1:111122223333:parameter/aws/reference/secretsmanager/a", "/aws/reference/secretsmanager/", "arn:aws:s3:::b/k*?${x}", "arn:aws:s3:::b/*", "arn:aws:s3:eu-west-1::b/k", "arn:::::", "*", "${x}", "role/a", "arn:000000:00000000:0:0:", "credentialspec:arn:aws:s3:::b/k", "",
	} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		td := &taskdef.TaskDefinition{
			Family: a, TaskRoleARN: a, ExecutionRoleARN: b, TaskDefinitionARN: b,
			ContainerDefinitions: []taskdef.ContainerDefinition{{
				Name: a, Image: b, RepositoryCredentials: &taskdef.RepositoryCredentials{CredentialsParameter: b},
				Secrets:          []taskdef.Secret{{ValueFrom: a}, {ValueFrom: b}},
				EnvironmentFiles: []taskdef.EnvironmentFile{{Value: a}},
				CredentialSpecs:  []string{a, "credentialspecdomainless:" + b},
				LogConfiguration: &taskdef.LogConfiguration{LogDriver: "awslogs", Options: map[string]string{"awslogs-group": a, "awslogs-region": b, "awslogs-stream-prefix": a, "awslogs-create-group": "true"}},
				MountPoints:      []taskdef.MountPoint{{SourceVolume: "v"}},
			}, {
				LogConfiguration: &taskdef.LogConfiguration{LogDriver: "awsfirelens", Options: map[string]string{"Name": "s3", "bucket": a, "region": b}},
			}},
			Volumes: []taskdef.Volume{
				{Name: "v", EFSVolumeConfiguration: &taskdef.EFSVolumeConfiguration{FileSystemID: a, AuthorizationConfig: &taskdef.EFSAuthorizationConfig{IAM: taskdef.Enabled, AccessPointID: b}}},
				{Name: "v", S3FilesVolumeConfiguration: &taskdef.S3FilesVolumeConfiguration{FileSystemARN: b}},
			},
			ProxyConfiguration: &taskdef.ProxyConfiguration{ContainerName: a},
		}
		needs := ecsroles.AppendNeeds(nil, td, ecsroles.Options{})
		attached := map[ecsroles.Role]*iam.Policies{}
		for _, role := range allRoles {
			attached[role] = &iam.Policies{}
			if p := ecsroles.LeastPrivilege(needs, role); p != nil {
				attached[role].Identity = []*iam.Policy{p}
				if _, findings, err := iam.ParsePolicy(p.AppendJSON(nil)); len(a)+len(b) < 1000 && (err != nil || len(findings) > 0) {
					t.Fatalf("%v, %v in %s", err, findings, p)
				}
			}
		}
		for _, n := range needs {
			if strings.HasPrefix(n.Action, "ssm:") && strings.Contains(n.Resource[strings.LastIndexByte(n.Resource, ':'):], "*") {
				t.Fatalf("a wildcard came from the definition: %v", n)
			}
		}
		// A text that is too long, or no account where one should stand, cannot be a
		// request; that it is not reported as allowed is all there is to say.
		if len(a)+len(b) > 500 || slices.ContainsFunc(needs, func(n ecsroles.Need) bool { return !wellFormed(n.Request) }) {
			ecsroles.Check(td, attached, ecsroles.Options{})
			return
		}
		if l := ecsroles.Check(td, attached, ecsroles.Options{}); hasKind(l, "missing-permission", "permission-conditional") {
			t.Fatalf("%v\n%v", l, needs)
		}
	})
}

// wellFormed reports whether a resource is "*" or an ARN of letters, digits and
// the usual marks.
func wellFormed(resource string) bool {
	if resource == "*" {
		return true
	}
	_, ok := iam.ParseARN(resource)
	return ok && strings.Trim(resource, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/*-_.+=,@!$?") == ""
}

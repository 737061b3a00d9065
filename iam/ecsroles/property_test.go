package ecsroles_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/iam/ecsroles"
	"github.com/ecskit/ecskit/taskdef"
)

var drawContainer = rapid.Custom(func(t *rapid.T) taskdef.ContainerDefinition {
	c := taskdef.ContainerDefinition{
		Name: rapid.SampledFrom([]string{"app", "log", "proxy"}).Draw(t, "name"),
		Image: rapid.SampledFrom([]string{
			"nginx", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/a/b:1", "444455556666.dkr.ecr.us-east-1.amazonaws.com/c", "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/d",
			"111122223333.dkr.ecr.eu-west-1.amazonaws.com/hub/e:1", "aws-xray-daemon", "",
		}).Draw(t, "image"),
	}
	for range rapid.IntRange(0, 2).Draw(t, "secrets") {
		c.Secrets = append(c.Secrets, taskdef.Secret{Name: "S", ValueFrom: rapid.SampledFrom([]string{
			"name", "/path/name", "arn:aws:ssm:eu-west-1:111122223333:parameter/p", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf:k::",
			"arn:aws:secretsmanager:us-east-1:444455556666:secret:t", "/aws/reference/secretsmanager/u", "${PLACEHOLDER}", "arn:x",
		}).Draw(t, "from")})
	}
	if rapid.Bool().Draw(t, "file") {
		c.EnvironmentFiles = []taskdef.EnvironmentFile{{Type: "s3", Value: "arn:aws:s3:::bucket/a.env"}}
	}
	switch rapid.IntRange(0, 3).Draw(t, "log") {
	case 1:
		c.LogConfiguration = &taskdef.LogConfiguration{LogDriver: "awslogs", Options: map[string]string{
			"awslogs-group": "/g", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "p",
			"awslogs-create-group": rapid.SampledFrom([]string{"true", "false"}).Draw(t, "create"),
		}}
	case 2:
		c.LogConfiguration = &taskdef.LogConfiguration{LogDriver: "awsfirelens", Options: map[string]string{
			"Name": rapid.SampledFrom([]string{"firehose", "cloudwatch_logs", "s3", "kinesis", "datadog"}).Draw(t, "plug-in"),
		}}
	}
	if rapid.Bool().Draw(t, "mount") {
		readOnly := rapid.Bool().Draw(t, "read-only")
		c.MountPoints = []taskdef.MountPoint{{SourceVolume: "v", ContainerPath: "/v", ReadOnly: &readOnly}}
	}
	return c
})

var drawTask = rapid.Custom(func(t *rapid.T) *taskdef.TaskDefinition {
	td := &taskdef.TaskDefinition{
		Family:               "f",
		ExecutionRoleARN:     rapid.SampledFrom([]string{"", "exec", "arn:aws:iam::111122223333:role/path/exec"}).Draw(t, "execution role"),
		TaskRoleARN:          rapid.SampledFrom([]string{"", "task", "arn:aws:iam::111122223333:role/task"}).Draw(t, "task role"),
		ContainerDefinitions: rapid.SliceOfN(drawContainer, 1, 3).Draw(t, "containers"),
	}
	if rapid.Bool().Draw(t, "fargate") {
		td.RequiresCompatibilities = []taskdef.Compatibility{taskdef.CompatibilityFargate}
	}
	switch rapid.IntRange(0, 3).Draw(t, "volume") {
	case 1:
		td.Volumes = []taskdef.Volume{{Name: "v", EFSVolumeConfiguration: &taskdef.EFSVolumeConfiguration{
			FileSystemID: "fs-1", AuthorizationConfig: &taskdef.EFSAuthorizationConfig{IAM: taskdef.Enabled, AccessPointID: rapid.SampledFrom([]string{"", "fsap-1"}).Draw(t, "access point")},
		}}}
	case 2:
		td.Volumes = []taskdef.Volume{{Name: "v", S3FilesVolumeConfiguration: &taskdef.S3FilesVolumeConfiguration{FileSystemARN: "arn:aws:s3files:eu-west-1:111122223333:file-system/fs-1"}}}
	case 3:
		at := true
		td.Volumes = []taskdef.Volume{{Name: "v", ConfiguredAtLaunch: &at}}
	}
	return td
})

var drawOptions = rapid.Custom(func(t *rapid.T) ecsroles.Options {
	o := ecsroles.Options{
		Region: rapid.SampledFrom([]string{"", "eu-west-1"}).Draw(t, "region"), Account: rapid.SampledFrom([]string{"", "111122223333"}).Draw(t, "account"),
		Cluster: rapid.SampledFrom([]string{"", "prod"}).Draw(t, "cluster"), PullThrough: []string{"hub"}, GuardDuty: rapid.Bool().Draw(t, "guardduty"),
		Keys:              map[string]string{"arn:aws:ssm:eu-west-1:111122223333:parameter/p": "arn:aws:kms:eu-west-1:111122223333:key/1"},
		ServiceConnectTLS: rapid.Bool().Draw(t, "tls"), InfrastructureRoleARN: "infra",
	}
	if rapid.Bool().Draw(t, "exec") {
		o.Exec = &ecsroles.Exec{LogGroup: "/exec", Bucket: "b", KMSKey: "arn:aws:kms:eu-west-1:111122223333:key/2"}
	}
	return o
})

// allRoles are those that AppendNeeds knows needs of.
var allRoles = []ecsroles.Role{ecsroles.TaskRole, ecsroles.ExecutionRole, ecsroles.InstanceRole, ecsroles.InfrastructureRole, ecsroles.Caller}

func hasKind(l diag.List, names ...string) bool {
	return slices.ContainsFunc(l, func(d diag.Diagnostic) bool { return slices.Contains(names, d.Name) })
}

// The least privilege is enough, and nothing of it can be left out. (Below an
// unknown resource any other one is accepted, so that only actions are taken
// away.)
func TestLeastPrivilegeIsEnoughAndLeast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		td, opts := drawTask.Draw(t, "task"), drawOptions.Draw(t, "options")
		needs := ecsroles.AppendNeeds(nil, td, opts)
		attached := map[ecsroles.Role]*iam.Policies{}
		for _, role := range allRoles {
			attached[role] = &iam.Policies{}
			p := ecsroles.LeastPrivilege(needs, role)
			if p == nil {
				continue
			}
			if findings := append(p.Validate(iam.Identity), ecsroles.CheckActions(p)...); len(findings) > 0 {
				t.Fatalf("%s: %v\n%s", role, findings, p)
			}
			attached[role].Identity = []*iam.Policy{p}
		}
		if l := ecsroles.Check(td, attached, opts); hasKind(l, "missing-permission", "permission-conditional", "permission-of-other-role") {
			t.Fatalf("%v\n%v", l, needs)
		}
		if len(needs) == 0 {
			return
		}
		role := rapid.SampledFrom(needs).Draw(t, "need").Role
		full := attached[role].Identity[0].Document()
		i := rapid.IntRange(0, len(full.Statements)-1).Draw(t, "statement")
		s := &full.Statements[i]
		j := rapid.IntRange(0, len(s.Action)-1).Draw(t, "action")
		action := s.Action[j]
		s.Action = slices.Delete(s.Action, j, j+1)
		if len(s.Action) == 0 {
			full.Statements = slices.Delete(full.Statements, i, i+1)
		}
		attached[role] = &iam.Policies{Identity: []*iam.Policy{iam.NewPolicy(full)}}
		l := ecsroles.Check(td, attached, opts)
		covered := slices.ContainsFunc(full.Statements, func(s iam.Statement) bool { return slices.Contains(s.Action, action) })
		if !covered && !hasKind(l, "missing-permission", "permission-conditional") {
			t.Fatalf("without %s of the %s nothing is missing\n%v", action, role, needs)
		}
	})
}

// The order of the needs does not matter, those of other roles neither.
func TestLeastPrivilegeIsCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		needs := ecsroles.AppendNeeds(nil, drawTask.Draw(t, "task"), drawOptions.Draw(t, "options"))
		role := rapid.SampledFrom(allRoles).Draw(t, "role")
		want := ecsroles.LeastPrivilege(needs, role)
		shuffled := rapid.Permutation(needs).Draw(t, "order")
		got := ecsroles.LeastPrivilege(slices.DeleteFunc(shuffled, func(n ecsroles.Need) bool { return n.Role != role }), role)
		if (want == nil) != (got == nil) {
			t.Fatalf("got %v, want %v", got, want)
		}
		if want != nil && want.String() != got.String() {
			t.Fatalf("(-want +got):\n%s", cmp.Diff(want.String(), got.String()))
		}
	})
}

func TestAppendNeedsAppends(t *testing.T) {
	td := &taskdef.TaskDefinition{Family: "f", TaskRoleARN: "r"}
	first := ecsroles.AppendNeeds(nil, td, ecsroles.Options{})
	both := ecsroles.AppendNeeds(slices.Clone(first), td, ecsroles.Options{})
	if len(first) == 0 || len(both) != 2*len(first) {
		t.Fatalf("%d needs, then %d", len(first), len(both))
	}
	if diff := cmp.Diff(first, both[len(first):]); diff != "" {
		t.Errorf("(-first +second):\n%s", diff)
	}
	for _, n := range first {
		if !strings.HasPrefix(n.Source, "https://docs.aws.amazon.com/") || n.Request == "" || strings.Contains(n.Action, "*") {
			t.Errorf("%+v is not complete", n)
		}
	}
}

func TestKinds(t *testing.T) {
	kinds := ecsroles.Kinds()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d scripts, %v", len(files), err)
	}
	var scripts strings.Builder
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		scripts.Write(data)
	}
	for i, k := range kinds {
		if k.Name == "" || k.Title == "" || len(k.Title) > 80 || !strings.HasPrefix(k.Source, "https://") {
			t.Errorf("%+v is not complete", k)
		}
		if i > 0 && kinds[i-1].Code >= k.Code {
			t.Errorf("%s does not come after %s", k.Code, kinds[i-1].Code)
		}
		if !strings.Contains(scripts.String(), "["+string(k.Code)+"]") {
			t.Errorf("no script shows %s (%s)", k.Code, k.Name)
		}
	}
	if len(kinds) == 0 || !strings.Contains(scripts.String(), "check\n----\n\n") {
		t.Error("no script has a check without findings")
	}
}

func TestRoles(t *testing.T) {
	for _, r := range ecsroles.Roles() {
		info := r.Info()
		if r.String() == "" || !strings.HasPrefix(info.Source, "https://") || r != ecsroles.Caller && (info.Where == "" || !strings.HasSuffix(info.Service, ".amazonaws.com")) {
			t.Errorf("%d: %+v is not complete", r, info)
		}
		for _, name := range info.Managed {
			if _, ok := ecsroles.ManagedPolicyByName(name); !ok {
				t.Errorf("%s: %s is not among the managed policies", r, name)
			}
		}
		if len(info.Managed) > 0 {
			info.Managed[0] = "changed"
			if r.Info().Managed[0] == "changed" {
				t.Error("Info gives out its own list")
			}
		}
	}
}

func TestManagedPolicies(t *testing.T) {
	list := ecsroles.ManagedPolicies()
	for i, m := range list {
		p := m.Policy()
		if p == nil || p.Len() == 0 || m.Version < 1 || len(m.Date) != len("2026-11-23") {
			t.Fatalf("%+v is not complete", m)
		}
		if l := p.Validate(iam.Identity); l.HasErrors() && m.Name != "AmazonECSServiceRolePolicy" {
			t.Errorf("%s: %v", m.Name, l)
		}
		if l := ecsroles.CheckActions(p); len(l) > 0 {
			t.Errorf("%s: %v", m.Name, l)
		}
		if again, ok := ecsroles.ManagedPolicyByName("arn:aws:iam::aws:policy/service-role/" + m.Name); !ok || again != m {
			t.Errorf("%s is not found by its ARN", m.Name)
		}
		if i > 0 && list[i-1].Name >= m.Name {
			t.Errorf("%s does not come after %s", m.Name, list[i-1].Name)
		}
	}
	if _, ok := ecsroles.ManagedPolicyByName("Nobody"); ok || (ecsroles.ManagedPolicy{Name: "Nobody"}).Policy() != nil {
		t.Error("a policy that does not exist was found")
	}
	files, err := filepath.Glob("managed/*.json")
	if err != nil || len(files) != len(list) {
		t.Errorf("%d files for %d policies, %v", len(files), len(list), err)
	}
}

// The names that managed policies can pass are the traps of their guides.
func TestPasses(t *testing.T) {
	got := map[string][]ecsroles.Pass{}
	for _, m := range ecsroles.ManagedPolicies() {
		if passes := ecsroles.Passes(m.Policy()); passes != nil {
			got[m.Name] = passes
		}
	}
	tasks := []string{"ecs-tasks.amazonaws.com"}
	want := map[string][]ecsroles.Pass{
		"AWSCodeDeployRoleForECS": {{Role: "*", Services: tasks}},
		"AWSCodeDeployRoleForECSLimited": {
			{Role: "arn:aws:iam::*:role/ecsTaskExecutionRole", Services: tasks},
			{Role: "arn:aws:iam::*:role/ECSTaskExecution*", Services: tasks},
		},
		"AmazonEC2ContainerServiceEventsRole":                  {{Role: "*", Services: tasks}},
		"AmazonECSInfrastructureRolePolicyForManagedInstances": {{Role: "arn:aws:iam::*:role/ecsInstanceRole*", Services: []string{"ec2.*"}}},
		"AmazonECS_FullAccess": {
			{Role: "*", Services: tasks},
			{Role: "arn:aws:iam::*:role/ecsInfrastructureRole", Services: []string{"ecs.amazonaws.com"}},
			{Role: "arn:aws:iam::*:role/ecsInstanceRole*", Services: []string{"ec2.amazonaws.com", "ec2.amazonaws.com.cn"}},
			{Role: "arn:aws:iam::*:role/ecsAutoscaleRole*", Services: []string{"application-autoscaling.amazonaws.com", "application-autoscaling.amazonaws.com.cn"}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestActions(t *testing.T) {
	list := ecsroles.Actions()
	if len(list) != 81 {
		t.Errorf("%d actions", len(list))
	}
	for i, a := range list {
		if a.Name == "" || !slices.Contains([]string{"Read", "Write", "List", "Tagging", "Permissions"}, a.Level) {
			t.Errorf("%+v is not complete", a)
		}
		if i > 0 && list[i-1].Name >= a.Name {
			t.Errorf("%s does not come after %s", a.Name, list[i-1].Name)
		}
		for _, k := range a.Keys {
			if !strings.HasPrefix(k, "ecs:") && !strings.HasPrefix(k, "aws:") {
				t.Errorf("%s has the key %q", a.Name, k)
			}
		}
	}
	list[0].Name = "changed"
	if ecsroles.Actions()[0].Name == "changed" {
		t.Error("Actions gives out its own table")
	}
}

// A nil policy beside others changes no finding.
func TestCheckPassesOverNilPolicies(t *testing.T) {
	td := &taskdef.TaskDefinition{
		Family: "web", ExecutionRoleARN: "arn:aws:iam::111122223333:role/ecsTaskExecutionRole",
		ContainerDefinitions: []taskdef.ContainerDefinition{{
			Name: "app", Image: "nginx", Secrets: []taskdef.Secret{{Name: "S", ValueFrom: "parameter"}},
		}},
	}
	least := ecsroles.LeastPrivilege(ecsroles.AppendNeeds(nil, td, ecsroles.Options{}), ecsroles.ExecutionRole)
	check := func(policies ...*iam.Policy) diag.List {
		return ecsroles.Check(td, map[ecsroles.Role]*iam.Policies{ecsroles.ExecutionRole: {Identity: policies}}, ecsroles.Options{})
	}
	if none := check(); !hasKind(none, "missing-permission") {
		t.Fatalf("without a policy nothing is missing: %v", none)
	} else if diff := cmp.Diff(none, check(nil)); diff != "" {
		t.Errorf("a nil policy (-without +with):\n%s", diff)
	}
	if diff := cmp.Diff(check(least), check(nil, least)); diff != "" {
		t.Errorf("a nil policy beside another (-without +with):\n%s", diff)
	}
}

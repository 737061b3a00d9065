package events_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/events"
)

const goodTarget = `{"Id": "1", "Arn": "arn:aws:ecs:eu-central-1:111122223333:cluster/shop", "RoleArn": "arn:aws:iam::111122223333:role/runs-tasks",
	"EcsParameters": {"TaskDefinitionArn": "arn:aws:ecs:eu-central-1:111122223333:task-definition/report", "LaunchType": "FARGATE",
	"NetworkConfiguration": {"awsvpcConfiguration": {"Subnets": ["subnet-1"], "AssignPublicIp": "ENABLED"}}}}`

func fargate() events.Task {
	return events.Task{NetworkMode: "awsvpc", Compatibilities: []string{"EC2", "FARGATE"}}
}

func TestTargetFile(t *testing.T) {
	subnets := func(n int) string { return strings.TrimSuffix(strings.Repeat(`"s",`, n), ",") }
	const p = "EcsParameters."
	tests := []struct {
		name, old, new string
		task           events.Task
		want           []string
	}{
		{"a good one", "", "", fargate(), nil},
		{"compatibilities not known", "", "", events.Task{NetworkMode: "awsvpc"}, nil},
		{"a service for a cluster", ":cluster/", ":service/", fargate(), []string{"EV042 Arn"}},
		{"no role", `"RoleArn": "arn:aws:iam::111122223333:role/runs-tasks",`, "", fargate(), []string{"EV043 RoleArn"}},
		{"retries", `"Id": "1"`, `"RetryPolicy": {"MaximumRetryAttempts": 186, "MaximumEventAgeInSeconds": 59}`, fargate(),
			[]string{"EV044 RetryPolicy.MaximumEventAgeInSeconds", "EV044 RetryPolicy.MaximumRetryAttempts"}},
		{"the most retries", `"Id": "1"`, `"RetryPolicy": {"MaximumRetryAttempts": 185, "MaximumEventAgeInSeconds": 86400}`, fargate(), nil},
		{"a bare family", "arn:aws:ecs:eu-central-1:111122223333:task-definition/report", "report", fargate(), []string{"EV020 " + p + "TaskDefinitionArn"}},
		{"no task", `"LaunchType"`, `"TaskCount": 0, "LaunchType"`, fargate(), []string{"EV021 " + p + "TaskCount"}},
		{"ten tasks", `"LaunchType"`, `"TaskCount": 10, "LaunchType"`, fargate(), nil},
		{"eleven tasks", `"LaunchType"`, `"TaskCount": 11, "LaunchType"`, fargate(), []string{"EV045 " + p + "TaskCount"}},
		{"a long group", `"LaunchType"`, `"Group": "` + strings.Repeat("g", 256) + `", "LaunchType"`, fargate(), []string{"EV050 " + p + "Group"}},
		{"seven providers", `"LaunchType": "FARGATE"`, `"CapacityProviderStrategy": [{},{},{},{},{},{},{}]`, fargate(), []string{"EV050 " + p + "CapacityProviderStrategy"}},
		{"both ways to launch", `"LaunchType"`, `"CapacityProviderStrategy": [{}], "LaunchType"`, fargate(), []string{"EV047 " + p + "CapacityProviderStrategy"}},
		{"no such launch type", `"FARGATE"`, `"LAMBDA"`, fargate(), []string{"EV046 " + p + "LaunchType"}},
		{"not for Fargate", "", "", events.Task{NetworkMode: "awsvpc", Compatibilities: []string{"EC2"}}, []string{"EV046 " + p + "LaunchType"}},
		{"Fargate's members on EC2", `"LaunchType": "FARGATE"`, `"LaunchType": "EC2", "PlatformVersion": "1.4.0"`, fargate(),
			[]string{"EV048 " + p + "NetworkConfiguration.awsvpcConfiguration.AssignPublicIp", "EV048 " + p + "PlatformVersion"}},
		{"placement on Fargate", `"LaunchType"`, `"PlacementStrategy": [{"type": "random"}], "LaunchType"`, fargate(), []string{"EV049 " + p + "LaunchType"}},
		{"bridge takes no network", `"FARGATE"`, `"EXTERNAL"`, events.Task{NetworkMode: "bridge"},
			[]string{"EV022 " + p + "NetworkConfiguration", "EV048 " + p + "NetworkConfiguration.awsvpcConfiguration.AssignPublicIp"}},
		{"Fargate wants a network", `"NetworkConfiguration": {"awsvpcConfiguration"`, `"NetworkConfiguration": {}, "Tags": {"x"`, fargate(), []string{"EV022 " + p + "NetworkConfiguration", "EV056 " + p + "Tags"}},
		{"too much of a network", `{"Subnets": ["subnet-1"], "AssignPublicIp": "ENABLED"}`, `{"Subnets": [` + subnets(17) + `], "SecurityGroups": [` + subnets(6) + `], "AssignPublicIp": "YES"}`, fargate(),
			[]string{"EV051 " + p + "NetworkConfiguration.awsvpcConfiguration.AssignPublicIp", "EV050 " + p + "NetworkConfiguration.awsvpcConfiguration.SecurityGroups", "EV050 " + p + "NetworkConfiguration.awsvpcConfiguration.Subnets"}},
	}
	for _, test := range tests {
		if !strings.Contains(goodTarget, test.old) {
			t.Fatalf("%s: %s is not in the target", test.name, test.old)
		}
		text := goodTarget
		if test.old != "" {
			text = strings.Replace(goodTarget, test.old, test.new, 1)
		}
		target, findings, err := events.ParseTarget([]byte(text))
		if err != nil || len(findings) > 0 {
			t.Fatalf("%s: %v, %v", test.name, findings, err)
		}
		if diff := cmp.Diff(test.want, codesAt(target.Validate(test.task)), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestParseTargetFindings(t *testing.T) {
	for text, want := range map[string]string{
		`[]`:                            "EV040 ",
		`{"EcsParameter": {}}`:          "EV041 EcsParameter",
		`{"arn": "x"}`:                  "EV035 Arn",
		`{"EcsParameters": {"Tags":1}}`: "",
		`{"Arn": 1}`:                    "EV034 Arn",
	} {
		_, findings, err := events.ParseTarget([]byte(text))
		if got := strings.Join(codesAt(findings), ", "); got != want || err != nil {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
	if got := codesAt(new(events.Target).Validate(fargate())); !cmp.Equal(got, []string{"EV042 Arn", "EV040 EcsParameters", "EV043 RoleArn"}) {
		t.Error(got)
	}
}

func FuzzParseTarget(f *testing.F) {
	f.Add([]byte(goodTarget))
	f.Add([]byte(strings.Replace(goodTarget, `"Id": "1"`, `"Id": "a b", "Input": "{", "InputPath": "$['a']",
		"InputTransformer": {"InputPathsMap": {"a": "$.id", "aws.b": "x"}, "InputTemplate": "{\"<a>\": <b>}"}`, 1)))
	f.Add([]byte(strings.Replace(goodTarget, `"LaunchType"`, `"Tags": [{"Key": "a"}, {"key": "a", "value": "b"}, null], "LaunchType"`, 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		target, findings, err := events.ParseTarget(data)
		if (target == nil) != (err != nil) {
			t.Fatal(target, findings, err)
		}
		if target != nil {
			target.Validate(events.Task{})
			target.Validate(fargate())
		}
	})
}

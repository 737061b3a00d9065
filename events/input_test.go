package events_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/events"
)

func TestTargetInput(t *testing.T) {
	paths := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `,"p%d":"$.id"`, i)
		}
		return "{" + strings.TrimPrefix(b.String(), ",") + "}"
	}
	const x, in = "InputTransformer.", `"InputTransformer": `
	tests := []struct {
		name, members string
		want          []string
	}{
		{"overrides", `"Input": "{\"containerOverrides\": []}"`, nil},
		{"no JSON", `"Input": "containerOverrides"`, []string{"EV053 Input"}},
		{"a long text that is no JSON", `"Input": "` + strings.Repeat("é", 8193) + `"`, []string{"EV050 Input", "EV053 Input"}},
		{"two of them", `"Input": "{}", "InputPath": "$.detail"`, []string{"EV052 InputPath"}},
		{"all three", `"Input": "{}", "InputPath": "$.detail", ` + in + `{"InputTemplate": "\"<a>\"", "InputPathsMap": {"a": "$.id"}}`, []string{"EV052 InputPath", "EV052 InputTransformer"}},
		{"the whole event", `"InputPath": "$"`, nil},
		{"no path", `"InputPath": "detail"`, []string{"EV055 InputPath"}},
		{"a name in brackets", `"InputPath": "$.detail['cpu']"`, []string{"EV055 InputPath"}},
		{"an index in brackets", `"InputPath": "$.detail.containers[0].name"`, nil},
		{"a long path", `"InputPath": "$.` + strings.Repeat("a", 255) + `"`, []string{"EV050 InputPath"}},
		{"no template", in + `{"InputPathsMap": {"a": "$.id"}}`, []string{"EV054 " + x + "InputTemplate"}},
		{"a hundred paths", in + `{"InputTemplate": "\"x\"", "InputPathsMap": ` + paths(100) + `}`, nil},
		{"a path more", in + `{"InputTemplate": "\"x\"", "InputPathsMap": ` + paths(101) + `}`, []string{"EV054 " + x + "InputPathsMap"}},
		{"a name with a point", in + `{"InputTemplate": "\"x\"", "InputPathsMap": {"aws.x": "id"}}`, []string{`EV054 ` + x + `InputPathsMap["aws.x"]`, `EV055 ` + x + `InputPathsMap["aws.x"]`}},
		{"a value", in + `{"InputTemplate": "{\"task\": <a>, \"at\": \"<a>: <b>\"}", "InputPathsMap": {"a": "$.id"}}`, nil},
		{"a key", in + `{"InputTemplate": " {\"<a>\" : 1}", "InputPathsMap": {"a": "$.id"}}`, []string{"EV054 " + x + "InputTemplate"}},
		{"a key without quotes", in + `{"InputTemplate": "{<a>: 1}"}`, []string{"EV054 " + x + "InputTemplate"}},
		{"a part of a key", in + `{"InputTemplate": "{\"k\\\"-<aws.events.rule-name>\": 1}"}`, []string{"EV054 " + x + "InputTemplate"}},
		{"a string without an end", in + `{"InputTemplate": "{\"<a>: 1"}`, nil},
		{"no name", in + `{"InputTemplate": "{\"<a b>\": 1}"}`, nil},
		{"a text with a colon", in + `{"InputTemplate": "\"<a>: <\"", "InputPathsMap": {"a": "$.id"}}`, nil},
		{"an open bracket", in + `{"InputTemplate": "{\"a\": 1 < 2}"}`, nil},
		{"a name of its own", `"Id": "a b"`, []string{"EV058 Id"}},
		{"a queue", `"DeadLetterConfig": {"Arn": "arn:aws:sqs:eu-central-1:111122223333:dead"}`, nil},
		{"a topic", `"DeadLetterConfig": {"Arn": "arn:aws:sns:eu-central-1:111122223333:dead"}`, []string{"EV059 DeadLetterConfig.Arn"}},
	}
	for _, test := range tests {
		text := strings.Replace(goodTarget, `"Arn"`, test.members+`, "Arn"`, 1)
		if strings.HasPrefix(test.members, `"Id"`) {
			text = strings.Replace(goodTarget, `"Id": "1"`, test.members, 1)
		}
		target, findings, err := events.ParseTarget([]byte(text))
		if err != nil || len(findings) > 0 {
			t.Fatalf("%s: %v, %v", test.name, findings, err)
		}
		if diff := cmp.Diff(test.want, codesAt(target.Validate(fargate())), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// The target of a schedule has no Id, and its input may be any text.
func TestScheduleInput(t *testing.T) {
	text := strings.Replace(goodTarget, `"Id": "1"`, `"Input": "run the report"`, 1)
	target, _, err := events.ParseTarget([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if l := target.Validate(fargate()); len(l) > 0 {
		t.Error(l)
	}
}

func TestTargetTags(t *testing.T) {
	tags := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `,{"Key":"k%d","Value":""}`, i)
		}
		return "[" + strings.TrimPrefix(b.String(), ",") + "]"
	}
	for text, want := range map[string][]string{
		`[{"Key": "team", "Value": "shop"}]`: nil,
		`[{"key": "team", "value": "shop"}]`: nil,
		tags(50):                             nil,
		tags(51):                             {"EV056 EcsParameters.Tags"},
		`{"team": "shop"}`:                   {"EV056 EcsParameters.Tags"},
		`[{"Key": "team"}]`:                  {"EV056 EcsParameters.Tags[0]"},
		`[{"Value": "shop"}]`:                {"EV056 EcsParameters.Tags[0]"},
		`[{"Key": "a", "Value": ""}, {"Key": "a", "Value": "b"}]`:          {"EV056 EcsParameters.Tags[1]"},
		`[{"Key": "` + strings.Repeat("ä", 128) + `", "Value": "v"}]`:      nil,
		`[{"Key": "` + strings.Repeat("a", 129) + `", "Value": "v"}]`:      {"EV056 EcsParameters.Tags[0]"},
		`[{"Key": "a", "Value": "` + strings.Repeat("v", 257) + `"}]`:      {"EV056 EcsParameters.Tags[0]"},
		`[{"Key": "a", "Value": "v"}], "PropagateTags": "TASK_DEFINITION"`: nil,
		`[{"Key": "a", "Value": "v"}], "PropagateTags": "SERVICE"`:         {"EV057 EcsParameters.PropagateTags"},
		`[], "ReferenceId": "` + strings.Repeat("r", 1024) + `"`:           nil,
		`[], "ReferenceId": "` + strings.Repeat("r", 1025) + `"`:           {"EV050 EcsParameters.ReferenceId"},
	} {
		target, findings, err := events.ParseTarget([]byte(strings.Replace(goodTarget, `"LaunchType"`, `"Tags": `+text+`, "LaunchType"`, 1)))
		if err != nil || len(findings) > 0 {
			t.Fatalf("%s: %v, %v", text, findings, err)
		}
		if diff := cmp.Diff(want, codesAt(target.Validate(fargate())), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%.60s (-want +got):\n%s", text, diff)
		}
	}
}

func TestPatternBounds(t *testing.T) {
	long := func(n int) string { return `{"a": ["` + strings.Repeat("é", n-len(`{"a":[""]}`)) + `"]}` }
	for _, test := range []struct {
		pattern string
		want    []string
	}{
		{long(events.PatternQuota), nil},
		{long(events.PatternQuota + 1), []string{"EV010 "}},
		{long(events.MaxPatternLength), []string{"EV010 "}},
		{long(events.MaxPatternLength + 1), []string{"EV009 "}},
		{`{"a": ["b"]` + strings.Repeat(" ", 5000) + `}`, nil},
		{`{"a": [{"numeric": [">=", -5e9, "<=", 5e9]}]}`, nil},
		{`{"a": [{"numeric": [">", -5000000001]}, {"numeric": ["<", 5000000001]}]}`, []string{"EV011 a[0]", "EV011 a[1]"}},
	} {
		_, findings, err := events.ParsePattern([]byte(test.pattern))
		if diff := cmp.Diff(test.want, codesAt(findings), cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("%.60s: %v (-want +got):\n%s", test.pattern, err, diff)
		}
	}
	if l := events.ValidateSchedule("rate("+strings.Repeat(" ", 300)+"1 hour)", events.Rules); len(l) != 1 || l[0].Name != "schedule-expression" {
		t.Error(l)
	}
}

// A rule that gives a task its overrides.
func ExampleTarget_Validate() {
	target, findings, err := events.ParseTarget([]byte(`{
		"Id": "report", "Arn": "arn:aws:ecs:eu-central-1:111122223333:cluster/shop", "RoleArn": "arn:aws:iam::111122223333:role/runs-tasks",
		"Input": "{\"containerOverrides\": [}", "InputPath": "$.detail",
		"EcsParameters": {"TaskDefinitionArn": "arn:aws:ecs:eu-central-1:111122223333:task-definition/report", "PropagateTags": "SERVICE"}
	}`))
	if err != nil || len(findings) > 0 {
		fmt.Println(findings, err)
		return
	}
	for _, f := range target.Validate(events.Task{NetworkMode: "bridge"}) {
		fmt.Println(f.Path, f.Name)
	}
	// Output:
	// EcsParameters.PropagateTags target-propagate-tags
	// Input target-input-json
	// InputPath target-inputs
}

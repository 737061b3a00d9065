package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runArgs runs the program and returns what it wrote.
func runArgs(args ...string) (status int, stdout, stderr string) {
	var out, errs strings.Builder
	status = run(args, &out, &errs)
	return status, out.String(), errs.String()
}

// file writes a file and returns its path.
func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "answer.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBundled(t *testing.T) {
	const arn = "  arn:aws:ecs:eu-west-1:123456789012:container-instance/prod/"
	lacks := arn + "a1  RESOURCE:CPU: 512 CPU units more\n" +
		arn + "b1  RESOURCE:PORTS: tcp 8080 is taken\n" +
		arn + "c1  INACTIVE: not active\n" +
		"placement: no instance meets all requirements of the task\n"
	// What remains on the instances says the same as the tasks on them.
	for want, args := range map[string][]string{
		"3 instances, 2 tasks; one more of web\n" + lacks: nil,
		"3 instances, 0 tasks; one more of web\n" + lacks: {"-remaining"},
	} {
		if status, got, errs := runArgs(args...); status != exitPlaced || got != want || errs != "" {
			t.Errorf("%q: status %d, error %q, output\n%s", args, status, errs, got)
		}
	}
}

func TestPlaced(t *testing.T) {
	tasks := file(t, `{"tasks": [
		{"taskArn": "gone", "containerInstanceArn": "arn:aws:ecs:eu-west-1:123456789012:container-instance/prod/a1", "cpu": "2048", "lastStatus": "STOPPED"},
		{"taskArn": "going", "containerInstanceArn": "arn:aws:ecs:eu-west-1:123456789012:container-instance/prod/a1", "group": "service:batch",
		 "cpu": "2048", "desiredStatus": "STOPPED", "lastStatus": "RUNNING"}]}`)
	status, got, errs := runArgs("sample/instances.json", tasks, "sample/definition.json")
	if status != exitPlaced || errs != "" || !strings.Contains(got, "it is placed on arn:aws:ecs:eu-west-1:123456789012:container-instance/prod/a1\n") {
		t.Errorf("status %d, error %q, output\n%s", status, errs, got)
	}
}

func TestUnreadable(t *testing.T) {
	const arn = "arn:aws:ecs:eu-west-1:123456789012:container-instance/prod/a1"
	const instances, tasks, definition = "sample/instances.json", "sample/tasks.json", "sample/definition.json"
	for want, args := range map[string][]string{
		"flag provided but not defined":    {"-novel"},
		"1 files, want 3":                  {instances},
		"no such file":                     {"absent.json", tasks, definition},
		"unexpected EOF":                   {file(t, "{"), tasks, definition},
		"no task definition in the answer": {instances, tasks, file(t, "{}")},
		"tasks.json: there is no list containerInstances in the answer": {tasks, instances, definition},
		"instances.json: there is no list tasks in the answer":          {instances, instances, definition},
		"takes all devices":         {instances, tasks, file(t, `{"taskDefinition": {"containerDefinitions": [{"name": "a", "memory": 8, "resourceRequirements": [{"type": "GPU", "value": "ALL"}]}]}}`)},
		"taskdef":                   {instances, tasks, file(t, `{"taskDefinition": {"cpu": "much"}}`)},
		"instance " + arn:           {file(t, `{"containerInstances": [{"containerInstanceArn": "`+arn+`", "status": "ACTIVE"}, {"containerInstanceArn": "`+arn+`", "status": "ACTIVE"}]}`), tasks, definition},
		`status is "NOVEL"`:         {file(t, `{"containerInstances": [{"status": "NOVEL"}]}`), tasks, definition},
		`cpu is "much"`:             {instances, file(t, `{"tasks": [{"cpu": "much"}]}`), definition},
		"task big: ":                {instances, file(t, `{"tasks": [{"taskArn": "big", "containerInstanceArn": "`+arn+`", "cpu": "4096"}]}`), definition},
		"Constraints[0].Expression": {instances, tasks, file(t, `{"taskDefinition": {"placementConstraints": [{"type": "memberOf", "expression": "attribute:a ="}]}}`)},
	} {
		if status, _, errs := runArgs(args...); status != exitUnreadable || !strings.Contains(errs, want) {
			t.Errorf("%q: status %d, error %q, want %q", args, status, errs, want)
		}
	}
	if status, _, errs := runArgs("-h"); status != exitPlaced || !strings.Contains(errs, "-remaining") {
		t.Errorf("-h: status %d, %q", status, errs)
	}
}

// What ECS did not describe is missing from the cluster, and said to be.
func TestMissing(t *testing.T) {
	instances := file(t, `{"containerInstances": [], "failures": [{"arn": "i2", "reason": "MISSING"}, {}]}`)
	tasks := file(t, `{"tasks": [], "failures": [{"arn": "t2", "reason": "MISSING"}]}`)
	const first = "0 instances, 0 tasks; one more of web\nmissing: i2, MISSING\nmissing: something without a name, for no reason that is given\n"
	for want, args := range map[string][]string{
		first + "missing: t2, MISSING\n": {instances, tasks, "sample/definition.json"},
		first:                            {"-remaining", instances, tasks, "sample/definition.json"},
	} {
		if status, got, errs := runArgs(args...); status != exitNotPlaced || !strings.HasPrefix(got, want+"placement: ") || errs != "" {
			t.Errorf("%q: status %d, error %q, output\n%s", args, status, errs, got)
		}
	}
}

// The same files by name are a question, whose answer is no.
func TestNotPlaced(t *testing.T) {
	status, got, errs := runArgs("sample/instances.json", "sample/tasks.json", "sample/definition.json")
	if status != exitNotPlaced || !strings.HasSuffix(got, "no instance meets all requirements of the task\n") || errs != "" {
		t.Errorf("status %d, error %q, output\n%s", status, errs, got)
	}
}

// How many tasks have interfaces of their own follows from the instance type: an
// m6i.large takes 2 without a trunk and 10 with one.
func TestInterfaces(t *testing.T) {
	const definition = `{"taskDefinition": {"family": "own", "networkMode": "awsvpc", "containerDefinitions": [{"name": "a", "memory": 8}]}}`
	instance := func(attributes string) string {
		return `{"containerInstances": [{"containerInstanceArn": "i", "status": "ACTIVE", "agentConnected": true, "attributes": [` + attributes + `],
			"registeredResources": [{"name": "MEMORY", "integerValue": 999}], "remainingResources": [{"name": "MEMORY", "integerValue": 999}]}]}`
	}
	const task = `{"containerInstanceArn": "i", "attachments": [{"type": "ElasticNetworkInterface"}]}`
	const large, trunk = `{"name": "ecs.instance-type", "value": "m6i.large"}`, `{"name": "ecs.awsvpc-trunk-id", "value": "eni-1"}`
	const yes, no = "it is placed on i\n", "  i  RESOURCE:ENI: 1 network interface more\nplacement: no instance meets all requirements of the task\n"
	for _, tt := range []struct {
		name, attributes string
		tasks            int
		want             string
		flags            []string
	}{
		{name: "one of two is free", attributes: large, tasks: 1, want: yes},
		{name: "none is free", attributes: large, tasks: 2, want: no},
		{name: "a trunk has more", attributes: large + "," + trunk, tasks: 9, want: yes},
		{name: "a trunk is full", attributes: large + "," + trunk, tasks: 10, want: no},
		{name: "unknown type", attributes: `{"name": "ecs.instance-type", "value": "z99.huge"}`, tasks: 3,
			want: "assumed: i has a free network interface, since its instance type is not known\n" + yes},
		{name: "a type that is newer than the documented limits", attributes: `{"name": "ecs.instance-type", "value": "c8g.large"}`, tasks: 1,
			want: "assumed: i takes 2 tasks with a network interface of their own, derived from the interfaces of its type\n" + yes},
		{name: "no type", tasks: 3, want: "assumed: i has a free network interface, since its instance type is not known\n" + yes},
		{name: "remaining", attributes: large, flags: []string{"-remaining"},
			want: "assumed: no task that runs has a network interface of its own, since what remains does not say\n" + yes},
	} {
		tasks := `{"tasks": [` + strings.TrimSuffix(strings.Repeat(task+",", tt.tasks), ",") + `]}`
		_, got, errs := runArgs(append(tt.flags, file(t, instance(tt.attributes)), file(t, tasks), file(t, definition))...)
		if _, got, _ = strings.Cut(got, "one more of own\n"); got != tt.want || errs != "" {
			t.Errorf("%s: error %q, output\n%swant\n%s", tt.name, errs, got, tt.want)
		}
	}
}

package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRun(t *testing.T) {
	const arn = "arn:aws:ecs:us-east-1:123456789012:container-instance/demo/"
	for _, tt := range []struct {
		name     string
		args     []string
		stdin    string // file in testdata; "" is instances.json
		code     int
		out, err string // in out, ~ stands for arn
	}{
		{
			name: "filter", args: []string{`attribute:ecs.instance-type =~ t2\..*`},
			out: "~a\n~b\n",
		},
		{
			name: "none", args: []string{"attribute:stack == none"},
		},
		{
			name: "why", args: []string{"-why", "attribute:stack == prod and agentConnected == true and agentVersion >= 1.80"},
			out: `~a

not ~b
  attribute:stack == prod: it has "test"
  agentVersion >= 1.80: it is "1.79.2"

not ~c
  attribute:stack == prod: it has no such attribute
  agentConnected == true: it is false
  agentVersion >= 1.80: it is ""
`,
		},
		{
			name: "why, the other subjects", args: []string{"-why", "ec2InstanceId == i-0a and registeredAt < 2020-01-01 and runningTasksCount < 2 and not(attribute:mark exists)"},
			out: `
not ~a
  registeredAt < 2020-01-01: it is 2024-05-06T07:08:09.5Z

not ~b
  ec2InstanceId == i-0a: it is "i-0b"
  registeredAt < 2020-01-01: it is 2024-05-06T07:08:09.5Z
  runningTasksCount < 2: it is 2
  attribute:mark exists: it has ""

not ~c
  ec2InstanceId == i-0a: it is "mi-0c"
  registeredAt < 2020-01-01: it is 0001-01-01T00:00:00Z
`,
		},
		{
			name: "task groups", args: []string{"-why", "-tasks", "testdata/tasks.json", "not(task:group == service:web)"},
			out: "~a\n~c\n\nnot ~b\n  task:group == service:web: it has service:web\n",
		},
		{
			name: "task groups without tasks", args: []string{"-why", "task:group == service:web"},
			out: "\nnot ~a\n  task:group == service:web: it has none\n\nnot ~b\n  task:group == service:web: it has none\n\nnot ~c\n  task:group == service:web: it has none\n",
			err: "cqlfilter: without -tasks no instance has a task group\n",
		},
		{
			name: "hint", args: []string{"attribute:ecs.instance-type =~ t2*"},
			err: "attribute:ecs.instance-type =~ t2*\n                               ^^^\n" +
				"a pattern is a regular expression: * repeats what stands before it, .* stands for anything; did you mean \"t2.*\"?\n",
		},
		{
			name: "hint without a suggestion", args: []string{"attribute:size < big"},
			err: "attribute:size < big\n                 ^^^\n\"big\" is no number: the attribute is compared with it as text\n",
		},
		{
			name: "syntax error", args: []string{"attribute:stack = prod"}, code: 2,
			err: "attribute:stack = prod\n                ^\n" +
				"unknown operator \"=\"; attribute:stack admits == != < <= > >= in not_in =~ !~ exists not_exists; did you mean \"==\"?\n",
		},
		{
			name: "not described", args: []string{"attribute:stack exists"}, stdin: "failures.json",
			err: "cqlfilter: " + arn + "d was not described: MISSING\n",
		},
		{
			name: "another document", args: []string{"attribute:stack exists"}, stdin: "tasks.json", code: 2,
			err: "cqlfilter: container instances: the input has no member containerInstances; it is to be the output of describe-container-instances\n",
		},
		{
			name: "no JSON", args: []string{"attribute:stack exists"}, stdin: "broken.txt", code: 2,
			err: "cqlfilter: container instances: invalid character 'o' in literal null (expecting 'u')\n",
		},
		{
			name: "no tasks file", args: []string{"-tasks", "testdata/nosuch.json", "task:group exists"}, code: 2,
			err: "cqlfilter: open testdata/nosuch.json: no such file or directory\n",
		},
		{
			name: "broken tasks file", args: []string{"-tasks", "testdata/broken.txt", "task:group exists"}, code: 2,
			err: "cqlfilter: testdata/broken.txt: invalid character 'o' in literal null (expecting 'u')\n",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.stdin == "" {
				tt.stdin = "instances.json"
			}
			stdin, err := os.Open("testdata/" + tt.stdin)
			if err != nil {
				t.Fatal(err)
			}
			defer stdin.Close()
			var out, errs strings.Builder
			if code := run(tt.args, stdin, &out, &errs); code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			if diff := cmp.Diff(strings.ReplaceAll(tt.out, "~", arn), out.String()); diff != "" {
				t.Errorf("output (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.err, errs.String()); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
		})
	}
}

// Without arguments the sample shows one instance and why not the others.
func TestSample(t *testing.T) {
	var out, errs strings.Builder
	if code := run(nil, strings.NewReader("not read"), &out, &errs); code != 0 || errs.Len() > 0 {
		t.Fatalf("exit code %d, %s", code, errs.String())
	}
	for _, line := range []string{"container-instance/demo/a\n", "not arn:aws:ecs:us-east-1:123456789012:container-instance/demo/b\n", "  agentConnected == true: it is false\n"} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("%q is not in\n%s", line, out.String())
		}
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{"-why"}, {"a", "b"}, {"-nosuch"}} {
		var out, errs strings.Builder
		if code := run(args, strings.NewReader(""), &out, &errs); code != 2 || !strings.Contains(errs.String(), "usage:") {
			t.Errorf("%q: exit code %d, %s", args, code, errs.String())
		}
	}
}

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/iam/ecsroles"
)

// result is what a run of the program left behind.
type result struct {
	status   int
	out, err string
}

func runWith(args ...string) result {
	var out, errOut bytes.Buffer
	status := run(args, &out, &errOut, false)
	return result{status, out.String(), errOut.String()}
}

// write puts a file into a fresh directory and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
	return path
}

const definition = "sample/task-definition.json"

func TestSample(t *testing.T) {
	r := runWith()
	if r.status != exitClean || r.err != "" {
		t.Fatalf("status %d, %s", r.status, r.err)
	}
	for _, want := range []string{
		"sample/task-definition.json:16:24: error: execution role may not secretsmanager:GetSecretValue",
		"^~~~~~ no managed policy of the role has it, add a statement",
		"[IR001]", "[IR002", "[IR010]", "[IR013]", "[IA032]",
		"sample/task-policy.json:19:37: error: action \"sqs.ReceiveMessage\" has no service",
		"6 errors, 1 warning, 0 notes",
		"rolecheck -write",
	} {
		if !strings.Contains(r.out, want) {
			t.Errorf("the output lacks %q", want)
		}
	}
	if t.Failed() {
		t.Log(r.out)
	}
}

func TestFormats(t *testing.T) {
	args := []string{"-execution-trust", "sample/execution-trust.json", definition}
	for format, want := range map[string]string{
		"text":   "sample/execution-trust.json:5:30: error: the execution role must trust ecs-tasks.amazonaws.com",
		"json":   `"code": "IR010"`,
		"sarif":  `"ruleId": "IR010"`,
		"github": "::error file=sample/execution-trust.json,line=5,",
	} {
		t.Run(format, func(t *testing.T) {
			r := runWith(append([]string{"-format", format}, args...)...)
			if r.status != exitFindings || !strings.Contains(r.out, want) {
				t.Errorf("status %d, %s\nlacks %q in\n%s", r.status, r.err, want, r.out)
			}
		})
	}
}

func TestExitStatus(t *testing.T) {
	empty := write(t, "empty.json", `{"Version": "2012-10-17", "Statement": []}`)
	broken := write(t, "broken.json", `{"Version": `)
	for _, tt := range []struct {
		name   string
		args   []string
		status int
		want   string // in the output or in what is written to standard error
	}{
		{"needs alone", []string{definition}, exitClean, "secretsmanager:GetSecretValue"},
		{"help", []string{"-help"}, exitClean, "usage: rolecheck"},
		{"an error", []string{"-execution", "managed:AmazonECSTaskExecutionRolePolicy", definition}, exitFindings, "[IR001]"},
		{"a note", []string{"-task-trust", write(t, "t.json", `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}`), definition}, exitFindings, "[IR015]"},
		{"a note below the asked severity", []string{"-severity", "warning", "-task-trust", write(t, "t.json", `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}`), definition}, exitClean, "0 errors, 0 warnings, 0 notes"},
		{"an empty policy", []string{"-instance", empty, definition}, exitFindings, "[IA010]"},
		{"no policy", []string{"-task", broken, definition}, exitUnreadable, "broken.json: 1:13"},
		{"no trust policy", []string{"-task-trust", broken, definition}, exitUnreadable, "broken.json: 1:13"},
		{"no such policy", []string{"-task", "nowhere.json", definition}, exitUnreadable, "nowhere.json: no such file"},
		{"no such managed policy", []string{"-task", "managed:Nobody", definition}, exitUnreadable, "not among the managed policies"},
		{"no task definition", []string{broken}, exitUnreadable, "broken.json: 1:13"},
		{"no such task definition", []string{"nowhere.json"}, exitUnreadable, "nowhere.json: no such file"},
		{"policies without a task definition", []string{"-task", empty}, exitUnreadable, "which task definition"},
		{"two task definitions", []string{definition, definition}, exitUnreadable, "one task definition at a time"},
		{"unknown format", []string{"-format", "xml", definition}, exitUnreadable, "none of text, json, sarif, github"},
		{"unknown capacity", []string{"-launch", "MOON", definition}, exitUnreadable, "MOON"},
		{"unknown role", []string{"-role", "boss", definition}, exitUnreadable, "none of task, execution"},
		{"a role without -write", []string{"-role", "task", definition}, exitUnreadable, "-role goes with -write"},
		{"broken key", []string{"-key", "x", definition}, exitUnreadable, "not value=key-arn"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := runWith(tt.args...)
			if r.status != tt.status || !strings.Contains(r.out+r.err, tt.want) {
				t.Errorf("status %d, want %d with %q\n%s%s", r.status, tt.status, tt.want, r.out, r.err)
			}
		})
	}
}

func TestOptionsReachTheNeeds(t *testing.T) {
	secret := "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf:password::"
	r := runWith("-format", "json", "-region", "eu-west-1", "-account", "111122223333", "-cluster", "prod", "-launch", "fargate", "-exec", "-guardduty", "-efs-root",
		"-pull-through", "team", "-key", secret+"=arn:aws:kms:eu-west-1:111122223333:key/1", definition)
	var needs []struct{ Role, Action, Resource, Path, Certainty, Source string }
	if err := json.Unmarshal([]byte(r.out), &needs); err != nil {
		t.Fatalf("%v in %s%s", err, r.out, r.err)
	}
	has := map[string]bool{}
	for _, n := range needs {
		has[n.Role+" "+n.Action] = true
		if n.Source == "" || n.Certainty == "" {
			t.Errorf("%+v is not complete", n)
		}
	}
	for _, want := range []string{
		"task role ssmmessages:OpenDataChannel", "task role elasticfilesystem:ClientRootAccess", "execution role kms:Decrypt",
		"execution role ecr:BatchImportUpstreamImage", "caller ecs:ExecuteCommand",
	} {
		if !has[want] {
			t.Errorf("no need %q in %s", want, r.out)
		}
	}
}

// What -write prints is enough: with it nothing is missing.
func TestWrite(t *testing.T) {
	r := runWith("-write", "-region", "eu-west-1", definition)
	var policies map[string]json.RawMessage
	if err := json.Unmarshal([]byte(r.out), &policies); err != nil || r.status != exitClean {
		t.Fatalf("status %d, %v in %s%s", r.status, err, r.out, r.err)
	}
	args := []string{"-region", "eu-west-1"}
	for role, text := range policies {
		if _, findings, err := iam.ParsePolicy(text); err != nil || len(findings) > 0 {
			t.Fatalf("%s: %v, %v", role, err, findings)
		}
		args = append(args, "-"+role, write(t, role+".json", string(text)))
	}
	if len(policies) != 3 {
		t.Errorf("policies for %d roles, want the task role, the execution role and the caller", len(policies))
	}
	if r := runWith(append(args, definition)...); r.status != exitClean {
		t.Errorf("status %d\n%s%s", r.status, r.out, r.err)
	}

	one := runWith("-write", "-role", "execution", definition)
	p, _, err := iam.ParsePolicy([]byte(one.out))
	if err != nil || p.Len() == 0 {
		t.Errorf("%v in %s", err, one.out)
	}
	if none := runWith("-write", "-role", "instance", definition); none.out != "" || !strings.Contains(none.err, "needs nothing") {
		t.Errorf("got %q, %q", none.out, none.err)
	}
	if sample := runWith("-write"); sample.status != exitClean || !strings.Contains(sample.out, "logs:CreateLogGroup") {
		t.Errorf("status %d, %s%s", sample.status, sample.out, sample.err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteErrors(t *testing.T) {
	for _, args := range [][]string{{"-write", definition}, {"-format", "json", definition}, {"-format", "text", "-task", "managed:AWSXRayDaemonWriteAccess", definition}} {
		var errOut bytes.Buffer
		if status := run(args, brokenWriter{}, &errOut, false); status != exitUnreadable || !strings.Contains(errOut.String(), "disk full") {
			t.Errorf("%q: status %d, %s", args, status, errOut.String())
		}
	}
}

// Every role that has a flag is one whose needs are known.
func TestRoleFlags(t *testing.T) {
	for _, r := range roleFlags {
		if r.role > ecsroles.Caller {
			t.Errorf("-%s is for the %s, which has no needs", r.name, r.role)
		}
	}
}

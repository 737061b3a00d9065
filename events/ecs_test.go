package events_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/events"
)

func TestParseTaskEvent(t *testing.T) {
	e, findings, err := events.ParseEvent(stoppedEvent(t))
	if err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
	if want := time.Date(2026, 11, 24, 9, 15, 10, 0, time.UTC); e.Task == nil || !e.Time.Equal(want) || !e.Task.StoppedAt.Equal(want) {
		t.Fatalf("%+v", e)
	}
	if arn, version, ok := e.Revision(); arn != e.Resources[0] || version != 7 || !ok {
		t.Error(arn, version, ok)
	}
	failed := e.Task.Failed()
	if len(failed) != 1 || failed[0].Name != "web" || *failed[0].ExitCode != 137 || len(e.Task.Containers) != 2 {
		t.Errorf("%+v", failed)
	}
	if e.Task.CPU != "1024" || e.Task.Attachments[0].Details[0] != (events.Attribute{Name: "privateIPv4Address", Value: "10.0.12.7"}) {
		t.Errorf("%+v", e.Task)
	}
	if stop := e.Task.Stop(); stop.Cause != "essential-container-exited" || stop.Certainty != diag.Documented {
		t.Errorf("%+v", stop)
	}
}

func TestParseOtherEvents(t *testing.T) {
	parse := func(kind, detail string) *events.Event {
		t.Helper()
		e, findings, err := events.ParseEvent(fmt.Appendf(nil, `{"source": "aws.ecs", "detail-type": %q, "detail": %s}`, kind, detail))
		if err != nil || len(findings) > 0 {
			t.Fatal(findings, err)
		}
		return e
	}
	e := parse(events.ContainerInstanceStateChange, `{"agentConnected": true, "containerInstanceArn": "i", "version": 3, "remainingResources": [{"name": "CPU", "type": "INTEGER", "integerValue": 512}]}`)
	if arn, version, ok := e.Revision(); !ok || arn != "i" || version != 3 || e.Instance.RemainingResources[0].IntegerValue != 512 {
		t.Errorf("%+v", e.Instance)
	}
	e = parse(events.ServiceActionEvent, `{"eventType": "WARN", "eventName": "SERVICE_TASK_START_IMPAIRED", "desiredCount": 2}`)
	if _, _, ok := e.Revision(); ok || e.Action.EventName != "SERVICE_TASK_START_IMPAIRED" || e.Action.DesiredCount != 2 {
		t.Errorf("%+v", e.Action)
	}
	e = parse(events.DeploymentStateChange, `{"eventType": "ERROR", "eventName": "SERVICE_DEPLOYMENT_FAILED", "deploymentId": "ecs-svc/1", "reason": "x"}`)
	if e.Deployment.DeploymentID != "ecs-svc/1" || e.Deployment.Reason != "x" {
		t.Errorf("%+v", e.Deployment)
	}
	e = parse(events.HookStateChange, `{"eventName": "HOOK_AWAITING_ACTION", "somethingElse": 1}`)
	if e.Hook.EventName != "HOOK_AWAITING_ACTION" || !strings.Contains(string(e.Detail), "somethingElse") {
		t.Errorf("%+v, %s", e.Hook, e.Detail)
	}
}

func TestEventFindings(t *testing.T) {
	tests := []struct {
		name, event string
		want        []string
	}{
		{"no object", `[]`, []string{"EV030 "}},
		{"no detail", `{"source": "aws.ecs", "detail-type": "ECS Task State Change"}`, []string{"EV030 detail"}},
		{"of another service", `{"source": "aws.ec2", "detail-type": "x", "detail": {}}`, []string{"EV031 source"}},
		{"sent again", `{"source": "aws.ecs", "detail-type": "ECS Hook State Change", "detail": {}, "replay-name": "monday"}`, nil},
		{"of a detail type to come", `{"detail-type": "ECS Weather Change", "detail": {"sun": true}}`, []string{"EV032 detail-type"}},
		{"new, misspelt, doubled and of a wrong type", `{"source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {"new": 1, "GROUP": "g", "cpu": 1, "memory": "1", "memory": "2"}}`,
			[]string{"EV035 detail.group", "EV034 detail.cpu", "EV036 detail.memory", "EV033 detail.new"}},
	}
	for _, test := range tests {
		_, findings, err := events.ParseEvent([]byte(test.event))
		if diff := cmp.Diff(test.want, codesAt(findings), cmpopts.SortSlices(strings.Compare)); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", test.name, err, diff)
		}
	}
	_, _, err := events.ParseEvent([]byte("{"))
	if _, ok := errors.AsType[*diag.SyntaxError](err); !ok {
		t.Error("no syntax error")
	}
}

func TestReadStop(t *testing.T) {
	tests := []struct {
		code                 events.StopCode
		reason, error, cause string
	}{
		{"TaskFailedToStart", "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref shop:42: not found", "CannotPullContainerError", "image-not-found"},
		{"TaskFailedToStart", "CannotPullContainerError: toomanyrequests: You have reached your pull rate limit", "CannotPullContainerError", "registry-rate-limit"},
		{"TaskFailedToStart", "CannotPullContainerError: something else", "CannotPullContainerError", "image-pull"},
		{"TaskFailedToStart", "TaskFailedToStart: RESOURCE:MEMORY", "TaskFailedToStart", "instance-resources"},
		{"TaskFailedToStart", "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: x", "ResourceInitializationError", "registry-login"},
		{"TaskFailedToStart", "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: x", "ResourceInitializationError", "secret-read"},
		{"TaskFailedToStart", "ResourceInitializationError: unable to pull secrets or registry auth: x", "ResourceInitializationError", "secret-or-registry"},
		{"TaskFailedToStart", "ResourceInitializationError: failed to validate logger args: x", "ResourceInitializationError", "log-driver"},
		{"TaskFailedToStart", "ResourceInitializationError: failed to invoke EFS utils commands: x", "ResourceInitializationError", "file-system-mount"},
		{"TaskFailedToStart", "ResourceInitializationError: unable to log in to the catalogue", "ResourceInitializationError", "resource-initialization"},
		{"", "OutOfMemoryError: Container killed due to memory usage", "OutOfMemoryError", "container-memory"},
		{"ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/123)", "", "scaling-or-deployment"},
		{"ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group arn:x)", "", "load-balancer-health"},
		{"ServiceSchedulerInitiated", "words of another day", "", "stopped-by-service"},
		{"TaskFailedToStart", "words of another day", "", ""},
		{"SomethingNew", "Words1: of another day", "", ""},
		{"", "", "", ""},
	}
	for _, test := range tests {
		got := events.ReadStop(test.code, test.reason)
		if got.Code != test.code || got.Error != test.error || got.Cause != test.cause {
			t.Errorf("%s, %q: %+v", test.code, test.reason, got)
		}
		if known := got.Cause != ""; known != (got.Remedy != "") || known == (got.Certainty == diag.Unknown) || known != strings.HasPrefix(got.Source, "https://") {
			t.Errorf("%s, %q: half known: %+v", test.code, test.reason, got)
		}
	}
}

func TestActionType(t *testing.T) {
	for name, want := range map[string]string{
		events.ServiceSteadyState: "INFO", events.ServiceTaskStartImpaired: "WARN", events.ServiceTaskPlacementFailure: "ERROR", events.HookAwaitingAction: "", "NEW": "",
	} {
		if got, ok := events.ActionType(name); got != want || ok != (want != "") {
			t.Errorf("%s: %q, %v", name, got, ok)
		}
	}
}

// TestFollows: no status follows itself, and of two that differ one follows.
func TestFollows(t *testing.T) {
	all := events.TaskStatuses()
	for i, a := range all {
		for k, b := range all {
			if events.Follows(a, b) != (i < k) {
				t.Errorf("%s, %s", a, b)
			}
		}
		if events.Follows("NEW", a) || events.Follows(a, "NEW") {
			t.Error(a)
		}
	}
}

func FuzzParseEvent(f *testing.F) {
	f.Add(stoppedEvent(f))
	f.Add([]byte(`{"source": "aws.ecs", "detail-type": "ECS Service Action", "detail": {"desiredCount": 1e9}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, findings, err := events.ParseEvent(data)
		if (e == nil) != (err != nil) {
			t.Fatal(e, findings, err)
		}
		if e != nil && e.Task != nil {
			e.Task.Stop()
			e.Task.Failed()
			if !json.Valid(e.Detail) {
				t.Fatalf("detail %q", e.Detail)
			}
		}
	})
}

func ExampleParseEvent() {
	e, _, err := events.ParseEvent([]byte(`{"source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {
		"taskArn": "arn:aws:ecs:eu-central-1:111122223333:task/shop/0b69", "version": 3, "lastStatus": "STOPPED",
		"stopCode": "TaskFailedToStart", "stoppedReason": "CannotPullContainerError: ref shop:42: not found"}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	stop := e.Task.Stop()
	fmt.Println(stop.Code, stop.Error)
	fmt.Println(stop.Cause, stop.Certainty)
	fmt.Println(stop.Remedy)
	// Output:
	// TaskFailedToStart CannotPullContainerError
	// image-not-found inferred
	// compare repository, tag and region of the image with the registry
}

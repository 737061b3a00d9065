package events_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/autoscaling/schedule"
	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/events"
)

const nightly = "arn:aws:ecs:eu-central-1:111122223333:task-definition/nightly:7"

func codesAt(findings diag.List) []string {
	var all []string
	for _, f := range findings {
		all = append(all, string(f.Code)+" "+f.Path)
	}
	return all
}

func TestTargets(t *testing.T) {
	vpc := &events.NetworkConfiguration{AWSVPCConfiguration: &events.AWSVPCConfiguration{Subnets: []string{"subnet-1"}}}
	tests := []struct {
		name   string
		target events.ECSParameters
		mode   string
		want   []string
	}{
		{"awsvpc with a subnet", events.ECSParameters{TaskDefinitionARN: nightly, LaunchType: "FARGATE", NetworkConfiguration: vpc, TaskCount: new(1)}, "awsvpc", nil},
		{"awsvpc without", events.ECSParameters{TaskDefinitionARN: nightly, NetworkConfiguration: &events.NetworkConfiguration{}}, "awsvpc", []string{"EV022 EcsParameters.NetworkConfiguration"}},
		{"bridge", events.ECSParameters{TaskDefinitionARN: nightly}, "bridge", nil},
		{"bridge with a subnet", events.ECSParameters{TaskDefinitionARN: nightly, NetworkConfiguration: vpc}, "bridge", []string{"EV022 EcsParameters.NetworkConfiguration"}},
		{"Fargate on bridge", events.ECSParameters{TaskDefinitionARN: nightly, LaunchType: "FARGATE"}, "bridge", []string{"EV022 EcsParameters.LaunchType"}},
		{"nothing at all", events.ECSParameters{TaskCount: new(0)}, "bridge", []string{"EV021 EcsParameters.TaskCount", "EV020 EcsParameters.TaskDefinitionArn"}},
		{"a family", events.ECSParameters{TaskDefinitionARN: "nightly"}, "bridge", []string{"EV020 EcsParameters.TaskDefinitionArn"}},
	}
	for _, test := range tests {
		got := codesAt(test.target.Validate(events.Task{NetworkMode: test.mode}))
		if diff := cmp.Diff(test.want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestValidateSchedule(t *testing.T) {
	tests := []struct {
		expression string
		scheduler  events.Scheduler
		want       []string
	}{
		{"rate(1 hour)", events.Rules, nil},
		{"at(2026-12-24T18:00:00)", events.EventBridgeSchedule, nil},
		{"at(2026-12-24T18:00:00)", events.Rules, []string{"EV023 ScheduleExpression"}},
		{"rate(1 hours)", events.Rules, []string{"EV023 ScheduleExpression"}},
		{"cron(0 0 30 2 ? *)", events.Rules, []string{"EV024 ScheduleExpression"}},
	}
	for _, test := range tests {
		got := codesAt(events.ValidateSchedule(test.expression, test.scheduler))
		if diff := cmp.Diff(test.want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.expression, diff)
		}
	}
}

// A task that runs every night: the target is checked against the task
// definition, the schedule by itself, and its next runs are known.
func Example_scheduledTask() {
	target := events.ECSParameters{TaskDefinitionARN: nightly, LaunchType: "FARGATE"}
	for _, f := range target.Validate(events.Task{NetworkMode: "awsvpc"}) {
		fmt.Println(f.Path+":", f.Hint)
	}
	for _, f := range events.ValidateSchedule("cron(30 2 * * * *)", events.Rules) {
		fmt.Println("write", f.Hint)
	}
	nights := schedule.MustParse("cron(30 2 * * ? *)")
	next, _ := nights.Next(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), time.UTC)
	fmt.Println(next)
	// Output:
	// EcsParameters.NetworkConfiguration: add awsvpcConfiguration with Subnets
	// write cron(30 2 ? * * *)
	// 2026-11-25 02:30:00 +0000 UTC
}

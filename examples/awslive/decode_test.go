package main

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// The times that the versions of the CLI write.
func TestTimes(t *testing.T) {
	want := time.Date(2026, 11, 1, 8, 0, 0, 123e6, time.UTC)
	for _, text := range []string{`"2026-11-01T08:00:00.123000+00:00"`, `"2026-11-01T09:00:00.123+01:00"`, `"2026-11-01T08:00:00.123Z"`, `1793520000.123`, `1.793520000123e9`} {
		var out ecs.DescribeContainerInstancesOutput
		if err := decode([]byte(`{"containerInstances": [{"registeredAt": `+text+`}]}`), &out); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := out.ContainerInstances[0].RegisteredAt; !got.Equal(want) {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
	var out ecs.DescribeContainerInstancesOutput
	if err := decode([]byte(`{"containerInstances": [{"registeredAt": null}]}`), &out); err != nil || out.ContainerInstances[0].RegisteredAt != nil {
		t.Errorf("null is %v, %v", out.ContainerInstances[0].RegisteredAt, err)
	}
}

func TestSharing(t *testing.T) {
	var out ecs.DescribeTasksOutput
	err := decode([]byte(`{"tasks": [{"containers": [{"gpuIds": ["g"], "gpuSharingStrategy": {"nvidiaMps": {"memory": 1000, "maxComputePercent": 50}}}]}]}`), &out)
	if err != nil {
		t.Fatal(err)
	}
	mps, ok := out.Tasks[0].Containers[0].GpuSharingStrategy.(*types.SharingStrategyMemberNvidiaMps)
	if !ok || *mps.Value.Memory != 1000 || *mps.Value.MaxComputePercent != 50 {
		t.Errorf("got %+v", out.Tasks[0].Containers[0].GpuSharingStrategy)
	}
}

func TestMembers(t *testing.T) {
	var out ecs.DescribeTaskDefinitionOutput
	err := decode([]byte(`{"novel": {}, "taskDefinition": {"revision": 7, "ephemeralStorage": null, "containerDefinitions":
		[{"name": "a", "essential": true, "dockerLabels": {"k": "v"}, "command": []}]}, "tags": [{"key": "k"}]}`), &out)
	if err != nil {
		t.Fatal(err)
	}
	td := out.TaskDefinition
	c := td.ContainerDefinitions[0]
	if td.Revision != 7 || td.EphemeralStorage != nil || *c.Name != "a" || !*c.Essential || c.DockerLabels["k"] != "v" || c.Command == nil || *out.Tags[0].Key != "k" {
		t.Errorf("got %+v", td)
	}
	var set ecs.DescribeTaskSetsOutput
	if err := decode([]byte(`{"taskSets": [{"scale": {"value": 12.5}}]}`), &set); err != nil || set.TaskSets[0].Scale.Value != 12.5 {
		t.Errorf("got %+v, %v", set.TaskSets, err)
	}
}

func TestDecodeErrors(t *testing.T) {
	for text, want := range map[string]string{
		`{"tasks": [{"startedAt": "yesterday"}]}`:  `tasks[0].startedAt is "yesterday", not a time`,
		`{"tasks": [{"startedAt": 1e300}]}`:        `tasks[0].startedAt is 1e300, not a time`,
		`{"tasks": [{"startedAt": true}]}`:         `tasks[0].startedAt is true, not a time`,
		`{"tasks": [{"cpu": 256}]}`:                `tasks[0].cpu is 256, not a string`,
		`{"tasks": [{"version": 1.5}]}`:            `tasks[0].version is 1.5, not a whole number of 64 bits`,
		`{"tasks": [{"version": "1"}]}`:            `tasks[0].version is "1", not a whole number of 64 bits`,
		`{"tasks": [{"enableExecuteCommand": 0}]}`: `tasks[0].enableExecuteCommand is 0, not true or false`,
		`{"tasks": [1]}`:                           `tasks[0] is 1, not an object`,
		`{"tasks": {}}`:                            `tasks is {}, not a list`,
		`{"tasks": []} x`:                          `more behind the JSON`,
		`{"tasks": [{"containers": [{"gpuSharingStrategy": {"novel": {}}}]}]}`:                 `tasks[0].containers[0].gpuSharingStrategy is {"novel":{}}, not {"nvidiaMps": …}`,
		`{"tasks": [{"containers": [{"gpuSharingStrategy": {"nvidiaMps": {"memory": ""}}}]}]}`: `gpuSharingStrategy.nvidiaMps.memory is "", not a whole number of 32 bits`,
	} {
		var out ecs.DescribeTasksOutput
		if err := decode([]byte(text), &out); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	var set ecs.DescribeTaskSetsOutput
	if err := decode([]byte(`{"taskSets": [{"scale": {"value": "all"}}]}`), &set); err == nil || err.Error() != `taskSets[0].scale.value is "all", not a number` {
		t.Error(err)
	}
	var td ecs.DescribeTaskDefinitionOutput
	for text, want := range map[string]string{
		`[]`: `the text is [], not an object`, `{`: `unexpected EOF`,
		`{"taskDefinition": {"containerDefinitions": [{"dockerLabels": []}]}}`:          `dockerLabels is [], not an object`,
		`{"taskDefinition": {"containerDefinitions": [{"dockerLabels": {"k": true}}]}}`: `dockerLabels.k is true, not a string`,
	} {
		if err := decode([]byte(text), &td); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

package ecssdk_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/placement"
)

func TestTask(t *testing.T) {
	task := &types.Task{
		TaskArn: new("arn:t"), ContainerInstanceArn: new("arn:i"), Group: new("service:web"), DesiredStatus: new("STOPPED"), LastStatus: new("RUNNING"),
		CapacityProviderName: new("cp"),
		Attachments:          []types.Attachment{{Type: new("Service Connect")}},
		Containers: []types.Container{
			{Cpu: new("256"), Memory: new("512"), MemoryReservation: new("128"), GpuIds: []string{"g1"}, NetworkBindings: []types.NetworkBinding{
				{HostPort: new(int32(32768)), Protocol: "tcp", BindIP: new("0.0.0.0")}, {HostPort: new(int32(32768)), Protocol: "tcp", BindIP: new("::")},
				{HostPortRange: new("100-101"), Protocol: "udp"}, {ContainerPort: new(int32(1))}}},
			{Cpu: new("0"), Memory: new("64"), GpuIds: []string{"g1", "g2"}},
		},
	}
	want := ecssdk.PlacedTask{ARN: "arn:t", Instance: "arn:i", Stopping: true, Spec: placement.TaskSpec{
		Group: "service:web", CapacityProvider: "cp", Resources: placement.Resources{CPU: 256, Memory: 192, GPU: 2},
		Ports: []placement.Port{{Number: 32768, Protocol: "tcp"}, {Number: 100, Protocol: "udp"}, {Number: 101, Protocol: "udp"}},
	}}
	if diff := cmp.Diff(want, read(t, ecssdk.FromTask, task)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	task.Attachments = append(task.Attachments, types.Attachment{Type: new("ElasticNetworkInterface")})
	want.Spec.Resources.ENI, want.Spec.Ports = 1, nil
	if diff := cmp.Diff(want, read(t, ecssdk.FromTask, task)); diff != "" {
		t.Errorf("with an interface (-want +got):\n%s", diff)
	}
	alone := &types.Task{
		Group: new("family:job"), Cpu: new("512"), Memory: new("1024"), LastStatus: new("STOPPED"),
		Containers: []types.Container{{Cpu: new("10"), Memory: new(""), GpuIds: []string{"g"}, GpuSharingStrategy: &types.SharingStrategyMemberNvidiaMps{
			Value: types.NvidiaMpsAllocation{Memory: new(int32(1000))}}}},
	}
	want = ecssdk.PlacedTask{Stopped: true, Spec: placement.TaskSpec{
		Group: "family:job", Standalone: true, Resources: placement.Resources{CPU: 512, Memory: 1024}, GPUShare: placement.GPUShare{MemoryMiB: 1000},
	}}
	if diff := cmp.Diff(want, read(t, ecssdk.FromTask, alone)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(ecssdk.PlacedTask{}, read(t, ecssdk.FromTask, nil)); diff != "" {
		t.Errorf("nil gives %s", diff)
	}
}

// What cannot be read is an error, and then there is no task: each row is a task
// with one such value.
func TestTaskErrors(t *testing.T) {
	container := func(c types.Container) types.Task { return types.Task{Containers: []types.Container{{}, c}} }
	binding := func(b types.NetworkBinding) types.Task {
		return container(types.Container{NetworkBindings: []types.NetworkBinding{{}, b}})
	}
	rows := map[string][]types.Task{
		"cpu":                              {{Cpu: new("much")}, {Cpu: new("-1")}, {Cpu: new("2147483648")}},
		"memory":                           {{Memory: new("1 TB")}},
		"containers[1].cpu":                {container(types.Container{Cpu: new("1 vCPU")}), container(types.Container{Cpu: new("-1")})},
		"containers[1].memory":             {container(types.Container{Memory: new("x")}), container(types.Container{Memory: new("x"), MemoryReservation: new("1")})},
		"containers[1].memoryReservation":  {container(types.Container{MemoryReservation: new("2147483648")})},
		"containers[1].gpuSharingStrategy": {container(types.Container{GpuSharingStrategy: &types.UnknownUnionMember{Tag: "novel"}})},
		"containers[1].gpuSharingStrategy.nvidiaMps.memory": {container(types.Container{GpuSharingStrategy: &types.SharingStrategyMemberNvidiaMps{}})},
		"containers[1].networkBindings[1].hostPort":         {binding(types.NetworkBinding{HostPort: new(int32(-1))}), binding(types.NetworkBinding{HostPort: new(int32(65536))})},
		"containers[1].networkBindings[1].protocol":         {binding(types.NetworkBinding{HostPort: new(int32(1)), Protocol: "sctp"})},
		"containers[1].networkBindings[1].hostPortRange":    {},
	}
	for _, text := range []string{"", "1", "a-b", "1-", "-1", "2-1", "0-1", "1-65536", "1-2-3"} {
		const path = "containers[1].networkBindings[1].hostPortRange"
		rows[path] = append(rows[path], binding(types.NetworkBinding{HostPortRange: &text}))
	}
	for path, tasks := range rows {
		for i := range tasks {
			got, err := ecssdk.FromTask(&tasks[i])
			if diff := cmp.Diff([]string{path}, valuePaths(err)); diff != "" {
				t.Errorf("%s, row %d (-want +got):\n%s", path, i, diff)
			}
			if diff := cmp.Diff(ecssdk.PlacedTask{}, got); diff != "" {
				t.Errorf("%s, row %d: with an error comes %s", path, i, diff)
			}
		}
	}
	_, err := ecssdk.FromTask(&types.Task{Cpu: new("a"), Memory: new("b")})
	if diff := cmp.Diff([]string{"cpu", "memory"}, valuePaths(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	const text = `ecssdk: cpu is "a", not a number of CPU units`
	if _, err = ecssdk.FromTask(&types.Task{Cpu: new("a")}); err.Error() != text {
		t.Errorf("got %q, want %q", err, text)
	}
}

// A task's amounts may be in the words that its definition was registered with,
// and a binding may have both a port and a range.
func TestTaskForms(t *testing.T) {
	got := read(t, ecssdk.FromTask, &types.Task{Cpu: new(".5 vCPU"), Memory: new("1 GB"), Containers: []types.Container{{
		NetworkBindings: []types.NetworkBinding{{HostPort: new(int32(80)), HostPortRange: new("65534-65535")}, {HostPort: new(int32(0))}},
	}}})
	want := placement.TaskSpec{Standalone: true, Resources: placement.Resources{CPU: 512, Memory: 1024}, Ports: []placement.Port{
		{Number: 80, Protocol: "tcp"}, {Number: 65534, Protocol: "tcp"}, {Number: 65535, Protocol: "tcp"}}}
	if diff := cmp.Diff(want, got.Spec); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTaskMembers fills one member at a time; a text it fills with is no amount
// and no status: an amount is seen by the error for it, and what else is read by
// its value is left to TestTask.
func TestTaskMembers(t *testing.T) {
	without := map[string]string{}
	for _, member := range []string{"DesiredStatus", "LastStatus", "Attachments"} {
		without[member] = "read by its value: see TestTask"
	}
	without["Containers[].NetworkBindings[].Protocol"] = "of a port: see TestTask"
	for _, member := range []string{"NetworkBindings[].BindIP", "NetworkBindings[].ContainerPort", "NetworkBindings[].ContainerPortRange",
		"ContainerArn", "ExitCode", "HealthStatus", "Image", "ImageDigest", "LastStatus", "ManagedAgents", "Name", "NetworkInterfaces",
		"NeuronDeviceIds", "Reason", "RuntimeId", "TaskArn"} {
		without["Containers[]."+member] = "takes nothing of the instance that placement counts"
	}
	for _, member := range []string{"Attributes", "AvailabilityZone", "ClusterArn", "Connectivity", "ConnectivityAt", "CreatedAt",
		"EnableExecuteCommand", "EphemeralStorage", "ExecutionStoppedAt", "FargateEphemeralStorage", "HealthStatus", "InferenceAccelerators",
		"LaunchType", "PlatformFamily", "PlatformVersion", "PullStartedAt", "PullStoppedAt", "StartedAt", "StartedBy", "StopCode",
		"StoppedAt", "StoppedReason", "StoppingAt", "Tags", "TaskDefinitionArn", "Version"} {
		without[member] = "a snapshot for placement does without it"
	}
	without["Overrides"] = "the amounts of the task and its containers have them already"
	type outcome struct {
		ecssdk.PlacedTask
		failed bool
	}
	checkConverted(t, func(s *types.Task) outcome {
		task, err := ecssdk.FromTask(s)
		return outcome{task, err != nil}
	}, without)
}

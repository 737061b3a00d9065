package ecssdk_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/cql"
	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/placement"
)

func TestPlacementMembers(t *testing.T) {
	checkRoundTrip(t, func(s *types.PlacementConstraint) *types.PlacementConstraint {
		return &ecssdk.ToPlacementConstraints(ecssdk.FromPlacementConstraints([]types.PlacementConstraint{*s}))[0]
	}, nil)
	checkRoundTrip(t, func(s *types.PlacementStrategy) *types.PlacementStrategy {
		return &ecssdk.ToPlacementStrategy(ecssdk.FromPlacementStrategy([]types.PlacementStrategy{*s}))[0]
	}, nil)
	sameEnum(t, []placement.ConstraintType{placement.DistinctInstance, placement.MemberOf}, types.PlacementConstraintType("").Values())
	sameEnum(t, []placement.StrategyType{placement.Binpack, placement.Spread, placement.Random}, types.PlacementStrategyType("").Values())
	if ecssdk.FromPlacementConstraints(nil) != nil || ecssdk.ToPlacementStrategy(nil) != nil || ecssdk.FromPlacementStrategy(nil) != nil ||
		ecssdk.ToPlacementConstraints(nil) != nil || ecssdk.ToPlacementStrategy([]placement.Strategy{}) == nil {
		t.Error("nil and empty are not kept apart")
	}
}

// leftOutOfInstances is what neither placement nor an expression looks at.
func leftOutOfInstances() map[string]string {
	return map[string]string{
		"AgentUpdateStatus":         "an update of the agent keeps no task away",
		"Attachments":               "interfaces of the instance, not of tasks",
		"Attributes":                "read by name: see TestContainerInstance",
		"HealthStatus":              "placement does not look at it",
		"PendingTasksCount":         "tasks come from FromTask",
		"StatusReason":              "words for people",
		"Tags":                      "placement does not look at them",
		"Version":                   "counts changes",
		"VersionInfo.AgentHash":     "expressions know the version alone",
		"VersionInfo.DockerVersion": "expressions know the agent's version alone",
	}
}

func TestContainerInstanceMembers(t *testing.T) {
	without := leftOutOfInstances()
	without["RegisteredResources"] = "read by name: see TestContainerInstance"
	without["RemainingResources"] = "FromRemaining has them"
	without["RunningTasksCount"] = "tasks come from FromTask"
	without["GpuDevices[].ContainerCount"] = "tasks come from FromTask"
	without["GpuDevices[].RemainingMemoryInMiB"] = "shares come from FromTask"
	without["GpuDevices[].SharingMode"] = "follows from the tasks"
	without["Status"] = "an unknown status takes no tasks, as none does: see TestContainerInstance"
	named := func(s *types.ContainerInstance) placement.Instance {
		in := ecssdk.FromContainerInstance(s)
		if in.Attributes != nil && len(in.Attributes) == 0 {
			in.Attributes = nil // of attributes without a name
		}
		for i := range in.GPUs { // that there is a device is not what is asked
			if in.GPUs[i] == (placement.GPU{}) {
				in.GPUs, in.Registered.GPU = nil, 0
			}
		}
		return in
	}
	delete(without, "Attributes")
	for member, why := range map[string]string{"TargetId": "the instance itself", "TargetType": "container-instance", "Value": "of a name"} {
		without["Attributes[]."+member] = why
	}
	checkConverted(t, named, without)

	without = leftOutOfInstances()
	delete(without, "Attributes")
	for member, why := range map[string]string{"TargetId": "the instance itself", "TargetType": "container-instance", "Value": "of a name"} {
		without["Attributes[]."+member] = why
	}
	for _, member := range []string{"CapacityProviderName", "ContainerInstanceArn", "GpuDevices", "RegisteredResources", "RemainingResources", "Status"} {
		without[member] = "no subject of the language"
	}
	checkConverted(t, func(s *types.ContainerInstance) cql.Instance {
		in := ecssdk.ToCQLInstance(s, nil)
		if in.Attributes != nil && len(in.Attributes) == 0 {
			in.Attributes = nil
		}
		return in
	}, without)
}

func resource(name string, number int32, set ...string) types.Resource {
	return types.Resource{Name: new(name), IntegerValue: number, StringSetValue: set}
}

// anInstance has 512 CPU units and a port taken by tasks.
func anInstance() *types.ContainerInstance {
	return &types.ContainerInstance{
		ContainerInstanceArn: new("arn:i"), Ec2InstanceId: new("i-1"), AgentConnected: true, Status: new("ACTIVE"),
		CapacityProviderName: new("cp"), RegisteredAt: new(time.Unix(100, 0).UTC()), RunningTasksCount: 1,
		VersionInfo: &types.VersionInfo{AgentVersion: new("1.86.2")},
		Attributes:  []types.Attribute{{Name: new("ecs.availability-zone"), Value: new("a")}, {Name: new("bare")}, {Value: new("lost")}},
		RegisteredResources: []types.Resource{
			resource("CPU", 2048), resource("MEMORY", 4000), resource("PORTS", 0, "22", "51678"), resource("PORTS_UDP", 0, "53"),
			resource("GPU", 0, "g1", "g2"), resource("NOVEL", 1)},
		RemainingResources: []types.Resource{
			resource("CPU", 1536), resource("MEMORY", 3000), resource("PORTS", 0, "22", "51678", "80", "no port"), resource("PORTS_UDP", 0, "53"),
			resource("GPU", 0, "g2")},
		GpuDevices: []types.GpuDevice{{GpuId: new("g2"), TotalMemoryInMiB: new(int32(8000))}},
	}
}

func TestContainerInstance(t *testing.T) {
	want := placement.Instance{
		ID: "arn:i", EC2InstanceID: "i-1", AgentConnected: true, AgentVersion: "1.86.2", CapacityProvider: "cp", RegisteredAt: time.Unix(100, 0).UTC(),
		Attributes:    map[string]string{"ecs.availability-zone": "a", "bare": ""},
		Registered:    placement.Resources{CPU: 2048, Memory: 4000, GPU: 2},
		GPUs:          []placement.GPU{{ID: "g1"}, {ID: "g2", MemoryMiB: 8000}},
		ReservedPorts: []placement.Port{{Number: 22, Protocol: "tcp"}, {Number: 51678, Protocol: "tcp"}, {Number: 53, Protocol: "udp"}},
	}
	if diff := cmp.Diff(want, ecssdk.FromContainerInstance(anInstance())); diff != "" {
		t.Errorf("registered (-want +got):\n%s", diff)
	}
	want.Registered = placement.Resources{CPU: 1536, Memory: 3000, GPU: 1}
	want.GPUs = []placement.GPU{{ID: "g2"}}
	want.ReservedPorts = []placement.Port{{Number: 22, Protocol: "tcp"}, {Number: 51678, Protocol: "tcp"}, {Number: 80, Protocol: "tcp"}, {Number: 53, Protocol: "udp"}}
	if diff := cmp.Diff(want, ecssdk.FromRemaining(anInstance())); diff != "" {
		t.Errorf("remaining (-want +got):\n%s", diff)
	}
	in := ecssdk.ToCQLInstance(anInstance(), []string{"service:web"})
	if diff := cmp.Diff(cql.Instance{
		EC2InstanceID: "i-1", AgentConnected: true, AgentVersion: "1.86.2", RegisteredAt: time.Unix(100, 0).UTC(), RunningTasks: 1,
		Attributes: map[string]string{"ecs.availability-zone": "a", "bare": ""}, TaskGroups: []string{"service:web"},
	}, in); diff != "" {
		t.Errorf("cql (-want +got):\n%s", diff)
	}
	for _, status := range []string{"DRAINING", "REGISTERING", "NOVEL"} {
		s := anInstance()
		s.Status = &status
		if got := ecssdk.FromContainerInstance(s).Status; got != placement.Draining {
			t.Errorf("%s: status %v", status, got)
		}
	}
	for _, in := range []placement.Instance{ecssdk.FromContainerInstance(nil), ecssdk.FromRemaining(nil)} {
		if diff := cmp.Diff(placement.Instance{}, in); diff != "" {
			t.Errorf("nil gives %s", diff)
		}
	}
	if diff := cmp.Diff(cql.Instance{}, ecssdk.ToCQLInstance(nil, nil)); diff != "" {
		t.Errorf("nil gives %s", diff)
	}
}

func TestTask(t *testing.T) {
	task := &types.Task{
		TaskArn: new("arn:t"), ContainerInstanceArn: new("arn:i"), Group: new("service:web"), DesiredStatus: new("STOPPED"), LastStatus: new("RUNNING"),
		CapacityProviderName: new("cp"),
		Attachments:          []types.Attachment{{Type: new("Service Connect")}, {Type: new("ElasticNetworkInterface")}},
		Containers: []types.Container{
			{Cpu: new("256"), Memory: new("512"), MemoryReservation: new("128"), GpuIds: []string{"g1"}, NetworkBindings: []types.NetworkBinding{
				{HostPort: new(int32(32768)), Protocol: "tcp", BindIP: new("0.0.0.0")}, {HostPort: new(int32(32768)), Protocol: "tcp", BindIP: new("::")},
				{HostPortRange: new("100-101"), Protocol: "udp"}, {ContainerPort: new(int32(1))}}},
			{Cpu: new("0"), Memory: new("64"), GpuIds: []string{"g1", "g2"}},
		},
	}
	want := ecssdk.PlacedTask{ARN: "arn:t", Instance: "arn:i", Stopping: true, Spec: placement.TaskSpec{
		Group: "service:web", CapacityProvider: "cp", Resources: placement.Resources{CPU: 256, Memory: 192, GPU: 2, ENI: 1},
		Ports: []placement.Port{{Number: 32768, Protocol: "tcp"}, {Number: 100, Protocol: "udp"}, {Number: 101, Protocol: "udp"}},
	}}
	if diff := cmp.Diff(want, ecssdk.FromTask(task)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	alone := &types.Task{
		Group: new("family:job"), Cpu: new("512"), Memory: new("1024"), LastStatus: new("STOPPED"),
		Containers: []types.Container{{Cpu: new("10"), Memory: new("x"), GpuIds: []string{"g"}, GpuSharingStrategy: &types.SharingStrategyMemberNvidiaMps{
			Value: types.NvidiaMpsAllocation{Memory: new(int32(1000))}}}},
	}
	want = ecssdk.PlacedTask{Stopped: true, Spec: placement.TaskSpec{
		Group: "family:job", Standalone: true, Resources: placement.Resources{CPU: 512, Memory: 1024}, GPUShare: placement.GPUShare{MemoryMiB: 1000},
	}}
	if diff := cmp.Diff(want, ecssdk.FromTask(alone)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(ecssdk.PlacedTask{}, ecssdk.FromTask(nil)); diff != "" {
		t.Errorf("nil gives %s", diff)
	}
}

func TestFailures(t *testing.T) {
	var c placement.Cluster
	if _, err := c.AddInstance(ecssdk.FromRemaining(anInstance())); err != nil {
		t.Fatal(err)
	}
	failures := func(spec placement.TaskSpec) []types.Failure {
		job, err := c.Compile(spec)
		if err != nil {
			t.Fatal(err)
		}
		return ecssdk.ToFailures(&c, job)
	}
	if got := failures(placement.TaskSpec{Resources: placement.Resources{CPU: 1536}}); got != nil {
		t.Errorf("a task that fits has failures %v", got)
	}
	got := failures(placement.TaskSpec{Resources: placement.Resources{CPU: 1600, Memory: 5000}})
	want := []types.Failure{{Arn: new("arn:i"), Reason: new("RESOURCE:CPU"), Detail: new("64 CPU units more")}}
	if diff := cmp.Diff(want, got, ignoreSerde()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got = failures(placement.TaskSpec{Ports: []placement.Port{{Number: 80}}}); len(got) != 1 || *got[0].Reason != "RESOURCE:PORTS" {
		t.Errorf("port 80, which remaining PORTS list, gives %v", got)
	}
}

// TestTaskMembers fills one member at a time; a text it fills with is no amount
// and no status, so that what is read by its value is left to TestTask.
func TestTaskMembers(t *testing.T) {
	without := map[string]string{}
	for _, member := range []string{"Cpu", "Memory", "DesiredStatus", "LastStatus", "Attachments"} {
		without[member] = "read by its value: see TestTask"
	}
	for _, member := range []string{"Cpu", "Memory", "MemoryReservation", "NetworkBindings[].HostPortRange", "NetworkBindings[].Protocol"} {
		without["Containers[]."+member] = "read by its value: see TestTask"
	}
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
	checkConverted(t, ecssdk.FromTask, without)
}

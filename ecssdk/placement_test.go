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
		"Attributes[].TargetId":     "the instance itself",
		"Attributes[].TargetType":   "container-instance",
		"Attributes[].Value":        "of a name: see TestContainerInstance",
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
	type outcome struct {
		placement.Instance
		failed bool
	}
	named := func(s *types.ContainerInstance) outcome {
		if s.Status == nil {
			s.Status = new("ACTIVE") // there is none without a status
		}
		in, err := ecssdk.FromContainerInstance(s)
		if in.Attributes != nil && len(in.Attributes) == 0 {
			in.Attributes = nil // of attributes without a name
		}
		for i := range in.GPUs { // that there is a device is not what is asked
			if in.GPUs[i] == (placement.GPU{}) {
				in.GPUs, in.Registered.GPU = nil, 0
			}
		}
		return outcome{in, err != nil}
	}
	checkConverted(t, named, without)

	without = leftOutOfInstances()
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
			resource("CPU", 1536), resource("MEMORY", 3000), resource("PORTS", 0, "22", "51678", "80"), resource("PORTS_UDP", 0, "53"),
			resource("GPU", 0, "g2")},
		GpuDevices: []types.GpuDevice{{GpuId: new("g2"), TotalMemoryInMiB: new(int32(8000))}},
	}
}

// read converts what can be read.
func read[S, T any](t *testing.T, convert func(*S) (T, error), s *S) T {
	t.Helper()
	got, err := convert(s)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestContainerInstance(t *testing.T) {
	want := placement.Instance{
		ID: "arn:i", EC2InstanceID: "i-1", AgentConnected: true, AgentVersion: "1.86.2", CapacityProvider: "cp", RegisteredAt: time.Unix(100, 0).UTC(),
		Attributes:    map[string]string{"ecs.availability-zone": "a", "bare": ""},
		Registered:    placement.Resources{CPU: 2048, Memory: 4000, GPU: 2},
		GPUs:          []placement.GPU{{ID: "g1"}, {ID: "g2", MemoryMiB: 8000}},
		ReservedPorts: []placement.Port{{Number: 22, Protocol: "tcp"}, {Number: 51678, Protocol: "tcp"}, {Number: 53, Protocol: "udp"}},
	}
	if diff := cmp.Diff(want, read(t, ecssdk.FromContainerInstance, anInstance())); diff != "" {
		t.Errorf("registered (-want +got):\n%s", diff)
	}
	want.Registered = placement.Resources{CPU: 1536, Memory: 3000, GPU: 1}
	want.GPUs = []placement.GPU{{ID: "g2"}}
	want.ReservedPorts = []placement.Port{{Number: 22, Protocol: "tcp"}, {Number: 51678, Protocol: "tcp"}, {Number: 80, Protocol: "tcp"}, {Number: 53, Protocol: "udp"}}
	if diff := cmp.Diff(want, read(t, ecssdk.FromRemaining, anInstance())); diff != "" {
		t.Errorf("remaining (-want +got):\n%s", diff)
	}
	in := ecssdk.ToCQLInstance(anInstance(), []string{"service:web"})
	if diff := cmp.Diff(cql.Instance{
		EC2InstanceID: "i-1", AgentConnected: true, AgentVersion: "1.86.2", RegisteredAt: time.Unix(100, 0).UTC(), RunningTasks: 1,
		Attributes: map[string]string{"ecs.availability-zone": "a", "bare": ""}, TaskGroups: []string{"service:web"},
	}, in); diff != "" {
		t.Errorf("cql (-want +got):\n%s", diff)
	}
	for _, in := range []placement.Instance{read(t, ecssdk.FromContainerInstance, nil), read(t, ecssdk.FromRemaining, nil)} {
		if diff := cmp.Diff(placement.Instance{}, in); diff != "" {
			t.Errorf("nil gives %s", diff)
		}
	}
	if diff := cmp.Diff(cql.Instance{}, ecssdk.ToCQLInstance(nil, nil)); diff != "" {
		t.Errorf("nil gives %s", diff)
	}
}

// Every status that the SDK has is known, and of them ACTIVE alone takes tasks.
func TestInstanceStatus(t *testing.T) {
	statuses := map[types.ContainerInstanceStatus]placement.Status{"INACTIVE": placement.Draining}
	for _, s := range types.ContainerInstanceStatus("").Values() {
		statuses[s] = placement.Draining
	}
	statuses[types.ContainerInstanceStatusActive] = placement.Active
	for status, want := range statuses {
		s := anInstance()
		s.Status = new(string(status))
		if got := read(t, ecssdk.FromContainerInstance, s).Status; got != want {
			t.Errorf("%s: status %v, want %v", status, got, want)
		}
	}
}

func TestInstanceErrors(t *testing.T) {
	s := anInstance()
	s.Status = new("NOVEL")
	s.RegisteredResources = []types.Resource{
		{Name: new("CPU"), Type: new("LONG"), LongValue: 2048}, {Name: new("MEMORY"), Type: new("INTEGER"), IntegerValue: 1},
		{Name: new("PORTS"), Type: new("STRINGSET"), StringSetValue: []string{"22", "x", "65536"}}, {Name: new("GPU"), Type: new("INTEGER"), IntegerValue: 1},
	}
	s.RemainingResources = []types.Resource{{Name: new("PORTS_UDP"), StringSetValue: []string{"-1"}}, {Name: new("MINE"), Type: new("DOUBLE"), DoubleValue: 1}}
	for _, tt := range []struct {
		name    string
		convert func(*types.ContainerInstance) (placement.Instance, error)
		want    []string
	}{
		{"registered", ecssdk.FromContainerInstance, []string{"status", "registeredResources[0].type", "registeredResources[2].stringSetValue[1]",
			"registeredResources[2].stringSetValue[2]", "registeredResources[3].type"}},
		{"remaining", ecssdk.FromRemaining, []string{"status", "remainingResources[0].stringSetValue[0]"}},
	} {
		in, err := tt.convert(s)
		if diff := cmp.Diff(tt.want, valuePaths(err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(placement.Instance{}, in); diff != "" {
			t.Errorf("%s: with an error comes %s", tt.name, diff)
		}
	}
	if _, err := ecssdk.FromRemaining(&types.ContainerInstance{}); len(valuePaths(err)) != 1 || valuePaths(err)[0] != "status" {
		t.Errorf("without a status: %v", err)
	}
}

func TestFailures(t *testing.T) {
	var c placement.Cluster
	if _, err := c.AddInstance(read(t, ecssdk.FromRemaining, anInstance())); err != nil {
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

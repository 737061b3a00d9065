package ecssdk_test

import (
	"encoding/json"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/ecssdk"
)

// Whatever stands in a task, it is read or it is an error, and never both.
func FuzzFromTask(f *testing.F) {
	f.Add("256", "512", "128", "8000-8010", "tcp", int32(80))
	f.Add(".5 vCPU", "1 GB", "", "1-65535", "udp", int32(0))
	f.Add("-1", "x", "2147483648", "2-1", "", int32(-1))
	f.Fuzz(func(t *testing.T, cpu, memory, reservation, ports, protocol string, port int32) {
		got, err := ecssdk.FromTask(&types.Task{Cpu: &cpu, Memory: &memory, Containers: []types.Container{
			{Cpu: &cpu, Memory: &memory, MemoryReservation: &reservation, NetworkBindings: []types.NetworkBinding{
				{HostPort: &port, HostPortRange: &ports, Protocol: types.TransportProtocol(protocol)},
				{HostPortRange: &ports, Protocol: types.TransportProtocol(protocol)},
			}},
		}})
		if err == nil {
			r := got.Spec.Resources
			if r.CPU < 0 || r.Memory < 0 || len(got.Spec.Ports) == 0 || len(got.Spec.Ports) > 65535 {
				t.Errorf("%+v with %d ports", r, len(got.Spec.Ports))
			}
			return
		}
		if len(valuePaths(err)) == 0 || !cmp.Equal(got, ecssdk.PlacedTask{}) {
			t.Errorf("%v comes with %+v", err, got)
		}
	})
}

// JSON that a provider keeps comes back from the SDK, or is an error of its place.
func FuzzToCapacityProvider(f *testing.F) {
	f.Add([]byte(`{"ec2InstanceProfileArn":"p","networkConfiguration":{"subnets":[]},"instanceRequirements":{"memoryMiB":{"min":1}}}`), []byte(`{"key":"k"}`))
	f.Add([]byte(`{"novel":1}`), []byte(`null`))
	f.Add([]byte(`{`), []byte(``))
	f.Fuzz(func(t *testing.T, launch, tag []byte) {
		p := &autoscaling.CapacityProvider{
			Tags: []json.RawMessage{tag}, ManagedInstances: &autoscaling.ManagedInstancesProvider{InstanceLaunchTemplate: launch},
		}
		s, err := ecssdk.ToCapacityProvider(p)
		if err != nil {
			if s != nil || len(valuePaths(err)) == 0 {
				t.Errorf("%v comes with %+v", err, s)
			}
			return
		}
		again, err := ecssdk.ToCapacityProvider(ecssdk.FromCapacityProvider(s))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s, again, onTheWire()); diff != "" {
			t.Errorf("%s and %s are not stable (-first +second):\n%s", launch, tag, diff)
		}
	})
}

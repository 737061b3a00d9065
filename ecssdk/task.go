package ecssdk

import (
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/placement"
)

// PlacedTask is what a snapshot of a cluster needs of a task: compile Spec, and
// restore it on the instance.
type PlacedTask struct {
	ARN      string
	Instance string // ARN of the container instance; empty on Fargate
	Spec     placement.TaskSpec
	Stopping bool // its desired status is STOPPED: call StopTask after Restore
	Stopped  bool // its last status is STOPPED: it holds nothing any more
}

// FromTask converts a task as DescribeTasks returns it. CPU and memory are those
// of the task where it has them, otherwise the sums of its containers', of which
// the reservation counts before the limit. Ports are the host ports in its network
// bindings, those that Docker chose included; GPUs are those its containers have,
// or the sum of their shares of one; ENI is 1 with an attachment of type
// ElasticNetworkInterface. What an answer does not hold (constraints, strategy) is
// absent. nil gives the zero PlacedTask.
func FromTask(s *types.Task) PlacedTask {
	if s == nil {
		return PlacedTask{}
	}
	t := PlacedTask{
		ARN:      text(s.TaskArn),
		Instance: text(s.ContainerInstanceArn),
		Stopping: text(s.DesiredStatus) == "STOPPED",
		Stopped:  text(s.LastStatus) == "STOPPED",
		Spec: placement.TaskSpec{
			Group:            text(s.Group),
			CapacityProvider: text(s.CapacityProviderName),
			Standalone:       !strings.HasPrefix(text(s.Group), "service:"),
		},
	}
	fromContainers(s.Containers, &t.Spec)
	if n := units(s.Cpu); n > 0 {
		t.Spec.Resources.CPU = n
	}
	if n := units(s.Memory); n > 0 {
		t.Spec.Resources.Memory = n
	}
	for _, a := range s.Attachments {
		if text(a.Type) == "ElasticNetworkInterface" {
			t.Spec.Resources.ENI = 1
		}
	}
	return t
}

func fromContainers(containers []types.Container, spec *placement.TaskSpec) {
	gpus := map[string]bool{}
	for i := range containers {
		c := &containers[i]
		spec.Resources.CPU = add(spec.Resources.CPU, units(c.Cpu))
		memory := units(c.MemoryReservation)
		if memory == 0 {
			memory = units(c.Memory)
		}
		spec.Resources.Memory = add(spec.Resources.Memory, memory)
		if share := fromSharingStrategy(c.GpuSharingStrategy); share != nil && share.NVIDIAMPS != nil {
			spec.GPUShare.MemoryMiB = add(spec.GPUShare.MemoryMiB, value(share.NVIDIAMPS.Memory))
		} else {
			for _, id := range c.GpuIds {
				gpus[id] = true
			}
		}
		for _, b := range c.NetworkBindings {
			spec.Ports = appendBinding(spec.Ports, &b)
		}
	}
	spec.Resources.GPU = int32(len(gpus))
}

// appendBinding appends the host ports of a binding, of a range every one, and
// none twice: Docker binds IPv4 and IPv6 apart.
func appendBinding(dst []placement.Port, b *types.NetworkBinding) []placement.Port {
	var first, last uint64
	if b.HostPort != nil && *b.HostPort > 0 {
		first, last = uint64(*b.HostPort), uint64(*b.HostPort)
	} else if from, to, ok := strings.Cut(text(b.HostPortRange), "-"); ok {
		first, _ = strconv.ParseUint(from, 10, 16)
		last, _ = strconv.ParseUint(to, 10, 16)
	}
	if first == 0 {
		return dst
	}
	protocol := "tcp"
	if b.Protocol == types.TransportProtocolUdp {
		protocol = "udp"
	}
	before := dst
	for n := first; n <= min(last, 65535); n++ {
		p := placement.Port{Number: uint16(n), Protocol: protocol}
		if !slices.Contains(before, p) {
			dst = append(dst, p)
		}
	}
	return dst
}

// units reads an amount of an answer, 0 for none.
func units(p *string) int32 {
	n, err := strconv.ParseInt(text(p), 10, 32)
	if err != nil || n < 0 {
		return 0
	}
	return int32(n)
}

func add(a, b int32) int32 { return int32(min(int64(a)+int64(b), 1<<31-1)) }

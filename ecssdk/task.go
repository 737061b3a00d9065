package ecssdk

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/placement"
	"github.com/ecskit/ecskit/taskdef"
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

const (
	// attachedInterface is the type of the attachment that a task in awsvpc mode has.
	// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attachment.html
	attachedInterface = "ElasticNetworkInterface"

	// serviceGroup begins the group of a task that a service started. That the group
	// has the service's name is documented, and that it cannot be changed; the prefix
	// stands in the examples of constraints alone (task:group == service:production),
	// and that RunTask gives no task such a group is inferred.
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-groups.html,
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/constraint-examples.html
	serviceGroup = "service:"
)

// FromTask converts a task as DescribeTasks returns it. CPU and memory are those
// of the task where it has them, otherwise the sums of its containers', of which
// the reservation counts before the limit. GPUs are those its containers have, or
// the sum of their shares of one. ENI is 1 with an attachment of type
// ElasticNetworkInterface; without one, ports are the host ports in the network
// bindings, those that Docker chose included: a task with its own interface takes
// none of the instance's. A task whose group does not begin with "service:" is
// Standalone. Any status but STOPPED leaves a task with all that it holds. What an
// answer does not hold (constraints, strategy) is absent.
//
// The error is a *[ValueError], or several joined, for an amount, a port, a
// protocol or a share of a GPU that cannot be read; the PlacedTask is then zero,
// since it would take less than the task does. nil gives the zero PlacedTask.
func FromTask(s *types.Task) (PlacedTask, error) {
	if s == nil {
		return PlacedTask{}, nil
	}
	t := PlacedTask{
		ARN:      text(s.TaskArn),
		Instance: text(s.ContainerInstanceArn),
		Stopping: text(s.DesiredStatus) == string(types.DesiredStatusStopped),
		Stopped:  text(s.LastStatus) == string(types.DesiredStatusStopped),
		Spec: placement.TaskSpec{
			Group:            text(s.Group),
			CapacityProvider: text(s.CapacityProviderName),
			Standalone:       !strings.HasPrefix(text(s.Group), serviceGroup),
		},
	}
	for _, a := range s.Attachments {
		if text(a.Type) == attachedInterface {
			t.Spec.Resources.ENI = 1
		}
	}
	var r reader
	r.containers(s.Containers, &t.Spec)
	if n := r.size("cpu", s.Cpu, taskdef.ParseCPU, "a number of CPU units"); n > 0 {
		t.Spec.Resources.CPU = n
	}
	if n := r.size("memory", s.Memory, taskdef.ParseMemory, "a number of MiB"); n > 0 {
		t.Spec.Resources.Memory = n
	}
	if err := r.err(); err != nil {
		return PlacedTask{}, err
	}
	return t, nil
}

func (r *reader) containers(containers []types.Container, spec *placement.TaskSpec) {
	gpus := map[string]bool{}
	for i := range containers {
		c := &containers[i]
		at := fmt.Sprintf("containers[%d].", i)
		spec.Resources.CPU = add(spec.Resources.CPU, r.amount(at+"cpu", c.Cpu, "a number of CPU units"))
		limit := r.amount(at+"memory", c.Memory, "a number of MiB")
		reservation := r.amount(at+"memoryReservation", c.MemoryReservation, "a number of MiB")
		spec.Resources.Memory = add(spec.Resources.Memory, cmp.Or(reservation, limit))
		if c.GpuSharingStrategy != nil {
			spec.GPUShare.MemoryMiB = add(spec.GPUShare.MemoryMiB, r.share(at+"gpuSharingStrategy", c.GpuSharingStrategy))
		} else {
			for _, id := range c.GpuIds {
				gpus[id] = true
			}
		}
		if spec.Resources.ENI > 0 {
			continue
		}
		for j := range c.NetworkBindings {
			spec.Ports = r.binding(spec.Ports, fmt.Sprintf("%snetworkBindings[%d].", at, j), &c.NetworkBindings[j])
		}
	}
	spec.Resources.GPU = int32(len(gpus))
}

// share returns the MiB of a share of a GPU.
func (r *reader) share(path string, s types.SharingStrategy) int32 {
	mps, ok := s.(*types.SharingStrategyMemberNvidiaMps)
	switch {
	case !ok:
		r.fail(path, fmt.Sprintf("%T", s), "nvidiaMps, the one strategy that is known")
	case mps.Value.Memory == nil:
		r.fail(path+".nvidiaMps.memory", "", "a number of MiB, which is required")
	default:
		return *mps.Value.Memory
	}
	return 0
}

// binding appends the host ports of a binding, of a range every one, and none
// twice: Docker binds IPv4 and IPv6 apart.
func (r *reader) binding(dst []placement.Port, path string, b *types.NetworkBinding) []placement.Port {
	dst = r.hostPorts(dst, path, b, orZero(b.HostPort), orZero(b.HostPort))
	if b.HostPortRange == nil {
		return dst
	}
	from, to, _ := strings.Cut(*b.HostPortRange, "-")
	first, bad := strconv.ParseUint(from, 10, 16)
	last, worse := strconv.ParseUint(to, 10, 16)
	if bad != nil || worse != nil || first == 0 || first > last {
		r.fail(path+"hostPortRange", *b.HostPortRange, "two ports from 1 to 65535 with '-' between, the smaller first")
		return dst
	}
	return r.hostPorts(dst, path, b, int32(first), int32(last))
}

// hostPorts appends the ports from first to last; 0 is none.
func (r *reader) hostPorts(dst []placement.Port, path string, b *types.NetworkBinding, first, last int32) []placement.Port {
	switch {
	case first == 0:
		return dst
	case first < 0 || last > 65535:
		r.fail(path+"hostPort", strconv.Itoa(int(first)), "a port from 1 to 65535, or 0 for none")
		return dst
	}
	protocol := b.Protocol
	switch protocol {
	case "":
		protocol = types.TransportProtocolTcp // what a port mapping without a protocol means
	case types.TransportProtocolTcp, types.TransportProtocolUdp:
	default:
		r.fail(path+"protocol", string(protocol), "tcp or udp")
		return dst
	}
	if r.bound == nil {
		r.bound = map[placement.Port]bool{}
	}
	for n := first; n <= last; n++ {
		p := placement.Port{Number: uint16(n), Protocol: string(protocol)}
		if !r.bound[p] {
			r.bound[p] = true
			dst = append(dst, p)
		}
	}
	return dst
}

func add(a, b int32) int32 { return int32(min(int64(a)+int64(b), 1<<31-1)) }

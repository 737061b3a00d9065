package ecssdk

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/cql"
	"github.com/ecskit/ecskit/placement"
)

// FromContainerInstance converts a container instance with what it registered; put
// its tasks onto it with [FromTask] and [placement.Cluster.Restore]. Resources of
// other names than CPU, MEMORY, PORTS, PORTS_UDP and GPU, which a user may define,
// are left out: placement counts none. The network interfaces that tasks can have
// are not in the answer of ECS: set Registered.ENI where tasks use awsvpc, for
// example from package ec2types.
//
// Only an instance that is ACTIVE takes tasks, so the other statuses that ECS
// documents come out as Draining. The error is a *[ValueError], or several joined,
// for a status that is absent or that ECS does not document, for a port that is
// none, and for a resource of another type than it has; the Instance is then zero.
// nil gives the zero Instance.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html
func FromContainerInstance(s *types.ContainerInstance) (placement.Instance, error) {
	if s == nil {
		return placement.Instance{}, nil
	}
	var r reader
	in := r.instance(s, s.RegisteredResources, "registeredResources")
	for _, g := range s.GpuDevices {
		setGPU(&in, placement.GPU{ID: text(g.GpuId), MemoryMiB: orZero(g.TotalMemoryInMiB)})
	}
	return r.counted(in)
}

// FromRemaining converts a container instance with what is left on it, for a
// snapshot without its tasks: its reserved ports are all that are in use, which is
// what the remaining PORTS of ECS list. Of GPUs it knows those that remain, and no
// memory to share. The rest, errors included, is as with [FromContainerInstance].
//
// ECS documents what remains of CPU, memory and ports, and does not speak of GPU.
// That instances have a resource GPU, a set of the devices' ids, is observed; that
// the remaining one has those that no task has is inferred, from the ids with which
// the agent registers (PlatformDevice) and from CPU and memory, where what remains is
// what a new task can have. Were it the other way, as it is with ports, a task would
// be placed on devices in use: take FromContainerInstance and the tasks where that
// matters.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlatformDevice.html,
// https://github.com/stitchfix/flotilla-os/pull/123 (an answer of 2019)
func FromRemaining(s *types.ContainerInstance) (placement.Instance, error) {
	if s == nil {
		return placement.Instance{}, nil
	}
	var r reader
	return r.counted(r.instance(s, s.RemainingResources, "remainingResources"))
}

// counted returns the instance with its devices counted, or the errors alone.
func (r *reader) counted(in placement.Instance) (placement.Instance, error) {
	if err := r.err(); err != nil {
		return placement.Instance{}, err
	}
	in.Registered.GPU = int32(len(in.GPUs))
	return in, nil
}

// instance converts everything but the devices' memory, with the given resources.
func (r *reader) instance(s *types.ContainerInstance, resources []types.Resource, path string) placement.Instance {
	in := placement.Instance{
		ID:               text(s.ContainerInstanceArn),
		Attributes:       attributes(s.Attributes),
		Status:           r.status(s.Status),
		AgentConnected:   s.AgentConnected,
		AgentVersion:     agentVersion(s),
		EC2InstanceID:    text(s.Ec2InstanceId),
		RegisteredAt:     orZero(s.RegisteredAt),
		CapacityProvider: text(s.CapacityProviderName),
	}
	for i := range resources {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch res := &resources[i]; text(res.Name) {
		case "CPU":
			r.resourceType(res, at, "INTEGER")
			in.Registered.CPU = res.IntegerValue
		case "MEMORY":
			r.resourceType(res, at, "INTEGER")
			in.Registered.Memory = res.IntegerValue
		case "PORTS":
			in.ReservedPorts = r.ports(in.ReservedPorts, res, at, "tcp")
		case "PORTS_UDP":
			in.ReservedPorts = r.ports(in.ReservedPorts, res, at, "udp")
		case "GPU":
			r.resourceType(res, at, "STRINGSET")
			for _, id := range res.StringSetValue {
				setGPU(&in, placement.GPU{ID: id})
			}
		}
	}
	return in
}

// statusInactive is documented, and has no constant in the SDK.
const statusInactive = "INACTIVE"

// status converts a status. One that is not known could mean that the instance
// takes tasks or that it does not, so neither is assumed.
func (r *reader) status(p *string) placement.Status {
	switch types.ContainerInstanceStatus(text(p)) {
	case types.ContainerInstanceStatusActive:
		return placement.Active
	case types.ContainerInstanceStatusDraining, types.ContainerInstanceStatusRegistering, types.ContainerInstanceStatusRegistrationFailed,
		types.ContainerInstanceStatusDeregistering, statusInactive:
	default:
		r.fail("status", text(p), "ACTIVE, DRAINING, REGISTERING, REGISTRATION_FAILED, DEREGISTERING or INACTIVE")
	}
	return placement.Draining
}

// resourceType refuses a resource whose value stands in another member than the
// one that is read. An absent type is no objection.
func (r *reader) resourceType(res *types.Resource, path, want string) {
	if t := text(res.Type); t != "" && t != want {
		r.fail(path+".type", t, want)
	}
}

// ports appends the ports of a string set.
func (r *reader) ports(dst []placement.Port, res *types.Resource, path, protocol string) []placement.Port {
	r.resourceType(res, path, "STRINGSET")
	for i, s := range res.StringSetValue {
		n, err := strconv.ParseUint(s, 10, 16)
		if err != nil {
			r.fail(fmt.Sprintf("%s.stringSetValue[%d]", path, i), s, "a port from 0 to 65535")
			continue
		}
		dst = append(dst, placement.Port{Number: uint16(n), Protocol: protocol})
	}
	return dst
}

// setGPU adds a device, or replaces the one with its name.
func setGPU(in *placement.Instance, gpu placement.GPU) {
	i := slices.IndexFunc(in.GPUs, func(g placement.GPU) bool { return g.ID == gpu.ID })
	if i < 0 {
		in.GPUs = append(in.GPUs, gpu)
		return
	}
	in.GPUs[i] = gpu
}

// attributes makes a map of attributes; nil stays nil. One without a name, which
// the API does not allow, is left out: nothing can ask for it.
func attributes(list []types.Attribute) map[string]string {
	if list == nil {
		return nil
	}
	m := make(map[string]string, len(list))
	for _, a := range list {
		if a.Name != nil {
			m[*a.Name] = text(a.Value)
		}
	}
	return m
}

func agentVersion(s *types.ContainerInstance) string {
	if s.VersionInfo == nil {
		return ""
	}
	return text(s.VersionInfo.AgentVersion)
}

// ToCQLInstance converts a container instance to what expressions are evaluated
// on. The groups of its tasks are not in it: groups gives them. nil gives the zero
// Instance.
func ToCQLInstance(s *types.ContainerInstance, groups []string) cql.Instance {
	if s == nil {
		return cql.Instance{}
	}
	return cql.Instance{
		EC2InstanceID:  text(s.Ec2InstanceId),
		AgentConnected: s.AgentConnected,
		AgentVersion:   agentVersion(s),
		RegisteredAt:   orZero(s.RegisteredAt),
		RunningTasks:   int(s.RunningTasksCount),
		Attributes:     attributes(s.Attributes),
		TaskGroups:     slices.Clone(groups),
	}
}

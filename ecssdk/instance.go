package ecssdk

import (
	"slices"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/cql"
	"github.com/ecskit/ecskit/placement"
)

// FromContainerInstance converts a container instance with what it registered; put
// its tasks onto it with [FromTask] and [placement.Cluster.Restore]. Every status
// but ACTIVE takes no tasks and comes out as Draining. The network interfaces that
// tasks can have are not in the answer of ECS: set Registered.ENI where tasks use
// awsvpc. nil gives the zero Instance.
func FromContainerInstance(s *types.ContainerInstance) placement.Instance {
	if s == nil {
		return placement.Instance{}
	}
	in := instance(s, s.RegisteredResources)
	for _, g := range s.GpuDevices {
		gpu := placement.GPU{ID: text(g.GpuId)}
		if g.TotalMemoryInMiB != nil {
			gpu.MemoryMiB = *g.TotalMemoryInMiB
		}
		setGPU(&in, gpu)
	}
	in.Registered.GPU = int32(len(in.GPUs))
	return in
}

// FromRemaining converts a container instance with what is left on it, for a
// snapshot without its tasks: its reserved ports are all that are in use, which is
// what the remaining PORTS of ECS list. Of GPUs it knows those that remain, and no
// memory to share. Status and interfaces are as with [FromContainerInstance]. nil
// gives the zero Instance.
func FromRemaining(s *types.ContainerInstance) placement.Instance {
	if s == nil {
		return placement.Instance{}
	}
	in := instance(s, s.RemainingResources)
	in.Registered.GPU = int32(len(in.GPUs))
	return in
}

// instance converts everything but the devices' memory, with the given resources.
func instance(s *types.ContainerInstance, resources []types.Resource) placement.Instance {
	in := placement.Instance{
		ID:               text(s.ContainerInstanceArn),
		Attributes:       attributes(s.Attributes),
		Status:           placement.Draining,
		AgentConnected:   s.AgentConnected,
		AgentVersion:     agentVersion(s),
		EC2InstanceID:    text(s.Ec2InstanceId),
		RegisteredAt:     timeOf(s.RegisteredAt),
		CapacityProvider: text(s.CapacityProviderName),
	}
	if text(s.Status) == string(types.ContainerInstanceStatusActive) {
		in.Status = placement.Active
	}
	for i := range resources {
		r := &resources[i]
		switch text(r.Name) {
		case "CPU":
			in.Registered.CPU = r.IntegerValue
		case "MEMORY":
			in.Registered.Memory = r.IntegerValue
		case "PORTS":
			in.ReservedPorts = appendPorts(in.ReservedPorts, r.StringSetValue, "tcp")
		case "PORTS_UDP":
			in.ReservedPorts = appendPorts(in.ReservedPorts, r.StringSetValue, "udp")
		case "GPU":
			for _, id := range r.StringSetValue {
				setGPU(&in, placement.GPU{ID: id})
			}
		}
	}
	return in
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

// appendPorts appends the ports of a string set; what is no port is left out.
func appendPorts(dst []placement.Port, numbers []string, protocol string) []placement.Port {
	for _, s := range numbers {
		if n, err := strconv.ParseUint(s, 10, 16); err == nil {
			dst = append(dst, placement.Port{Number: uint16(n), Protocol: protocol})
		}
	}
	return dst
}

// attributes makes a map of attributes; nil stays nil. Those without a name are
// left out.
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
		RegisteredAt:   timeOf(s.RegisteredAt),
		RunningTasks:   int(s.RunningTasksCount),
		Attributes:     attributes(s.Attributes),
		TaskGroups:     slices.Clone(groups),
	}
}

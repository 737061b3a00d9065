package taskdef

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/ecskit/ecskit/diag"
)

// Demand is what one task takes of a container instance, as plain numbers: what
// the scheduler looks for when it places the task, and the agent when it admits
// it. An Example shows how it becomes a placement.TaskSpec.
type Demand struct {
	CPU    int32 // CPU units, 1024 to a vCPU: the task's, else the sum over its containers
	Memory int32 // MiB: the task's, else the sum over its containers of the reservation, or the limit where there is none
	GPU    int32 // whole devices, summed over the containers
	ENI    int32 // network interfaces: 1 in awsvpc mode

	AllGPUs       bool  // a container asks for ALL devices of the instance; GPU is then what the others ask for
	GPUShare      int32 // MiB of one GPU's memory, summed over the containers that share it by NVIDIA MPS
	NeuronDevices bool  // a container asks for ALL Neuron devices of the instance

	Ports []HostPort // fixed host ports, sorted, each once; none in awsvpc mode

	// MemberOf holds the expressions of the placement constraints; all must hold.
	MemberOf []string
}

// HostPort is a fixed port of the instance.
type HostPort struct {
	Number   uint16
	Protocol string // "tcp" or "udp"
}

// ValueError says that a value of a definition cannot be computed with.
type ValueError struct {
	Path  string // "cpu", "containerDefinitions[0].memory"
	Value string // as it stands
	Want  string // what should stand there
}

// Error returns the path, the value and what should stand there.
func (e *ValueError) Error() string {
	return fmt.Sprintf("taskdef: %s is %q, not %s", e.Path, e.Value, e.Want)
}

// Demand computes what one task takes of an instance, the way the agent counts:
// task sizes where they are given, else the containers'; the reservation before
// the limit; every host port of the container in host mode; no host port in awsvpc
// mode. An undefined size counts as 0. The error is a *ValueError for a size, a
// port or a device count that is no number or does not fit; the Demand is then
// zero. It validates nothing else.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html;
// how the parts add up is read from the agent's source (agent/api/task/task.go,
// ToHostResources, 2026-06).
func (td *TaskDefinition) Demand() (Demand, error) {
	s := demandSum{td: td}
	s.sizes()
	s.ports()
	for i := range td.ContainerDefinitions {
		s.devices(i)
	}
	if td.usesTaskENI() {
		s.ENI = 1
	}
	for _, c := range td.PlacementConstraints {
		if c.Type == PlacementConstraintMemberOf {
			s.MemberOf = append(s.MemberOf, c.Expression)
		}
	}
	if s.err != nil {
		return Demand{}, s.err
	}
	return s.Demand, nil
}

// usesTaskENI reports whether the task gets a network interface of its own:
// in awsvpc mode, which is also what Managed Instances alone default to.
func (td *TaskDefinition) usesTaskENI() bool {
	return td.EffectiveNetworkMode() == NetworkModeAWSVPC
}

// EffectiveNetworkMode returns the network mode with the default filled in: bridge
// on Linux, awsvpc for Managed Instances alone. On Windows the default has no name
// and stays empty.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
func (td *TaskDefinition) EffectiveNetworkMode() NetworkMode {
	switch {
	case td.NetworkMode != "":
		return td.NetworkMode
	case len(td.RequiresCompatibilities) == 1 && td.RequiresCompatibilities[0] == CompatibilityManagedInstances:
		return NetworkModeAWSVPC
	case td.RuntimePlatform != nil && td.RuntimePlatform.OperatingSystemFamily.IsWindows():
		return ""
	}
	return NetworkModeBridge
}

type demandSum struct {
	Demand
	td  *TaskDefinition
	err error
}

func (s *demandSum) fail(path, value, want string) {
	if s.err == nil {
		s.err = &ValueError{path, value, want}
	}
}

// add returns sum+n, or fails when that is no amount.
func (s *demandSum) add(sum int32, n int, path string) int32 {
	if n < 0 || int64(sum)+int64(n) > math.MaxInt32 {
		s.fail(path, strconv.Itoa(n), "an amount from 0 to 2147483647 in all")
		return sum
	}
	return sum + int32(n)
}

func (s *demandSum) sizes() {
	if s.td.CPU != "" {
		units, ok := s.td.CPUUnits()
		if !ok {
			s.fail("cpu", s.td.CPU, `CPU units ("512") or vCPUs (".5 vCPU")`)
		}
		s.CPU = s.add(0, units, "cpu")
	}
	if s.td.Memory != "" {
		mib, ok := s.td.MemoryMiB()
		if !ok {
			s.fail("memory", s.td.Memory, `MiB ("2048") or GB ("2 GB")`)
		}
		s.Memory = s.add(0, mib, "memory")
	}
	for i := range s.td.ContainerDefinitions {
		c := &s.td.ContainerDefinitions[i]
		if s.td.CPU == "" && c.CPU != nil {
			s.CPU = s.add(s.CPU, *c.CPU, containerPath(i, "cpu"))
		}
		if s.td.Memory != "" {
			continue
		}
		switch {
		case c.MemoryReservation != nil && *c.MemoryReservation != 0:
			s.Memory = s.add(s.Memory, *c.MemoryReservation, containerPath(i, "memoryReservation"))
		case c.Memory != nil:
			s.Memory = s.add(s.Memory, *c.Memory, containerPath(i, "memory"))
		}
	}
}

func containerPath(i int, member string) string {
	return diag.Member(diag.Element("containerDefinitions", i), member)
}

func (s *demandSum) ports() {
	mode := s.td.EffectiveNetworkMode()
	if mode == NetworkModeAWSVPC || mode == NetworkModeNone {
		return
	}
	for i := range s.td.ContainerDefinitions {
		for j, m := range s.td.ContainerDefinitions[i].PortMappings {
			number, member := m.HostPort, "hostPort"
			if mode == NetworkModeHost && (number == nil || *number == 0) {
				number, member = m.ContainerPort, "containerPort"
			}
			if number == nil || *number == 0 {
				continue // chosen by Docker when the container starts
			}
			if *number < 0 || *number > math.MaxUint16 {
				path := diag.Member(diag.Element(containerPath(i, "portMappings"), j), member)
				s.fail(path, strconv.Itoa(*number), "a port from 0 to 65535")
				continue
			}
			s.Ports = append(s.Ports, HostPort{uint16(*number), hostProtocol(m.Protocol)})
		}
	}
	slices.SortFunc(s.Ports, func(a, b HostPort) int {
		return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Protocol, b.Protocol))
	})
	s.Ports = slices.Compact(s.Ports)
}

// hostProtocol takes anything but udp for tcp, as ECS does.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
func hostProtocol(p TransportProtocol) string {
	if p == ProtocolUDP {
		return "udp"
	}
	return "tcp"
}

const allDevices = "ALL"

func (s *demandSum) devices(container int) {
	for j, r := range s.td.ContainerDefinitions[container].ResourceRequirements {
		path := diag.Element(containerPath(container, "resourceRequirements"), j)
		switch {
		case r.Type == ResourceNeuronDevice:
			s.NeuronDevices = true
		case r.Type != ResourceGPU:
		case r.SharingStrategy != nil:
			if mps := r.SharingStrategy.NVIDIAMPS; mps != nil && mps.Memory != nil {
				s.GPUShare = s.add(s.GPUShare, *mps.Memory, path+".sharingStrategy.nvidiaMps.memory")
			}
		case r.Value == allDevices:
			s.AllGPUs = true
		default:
			n, err := strconv.ParseInt(r.Value, 10, 32)
			if err != nil || n < 0 {
				s.fail(diag.Member(path, "value"), r.Value, "a count of whole GPUs or ALL")
				continue
			}
			s.GPU = s.add(s.GPU, int(n), diag.Member(path, "value"))
		}
	}
}

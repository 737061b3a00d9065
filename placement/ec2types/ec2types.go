package ec2types

import (
	"fmt"
	"iter"
	"sort"
)

// record is a row of the table. Zero is unknown.
type record struct {
	nameEnd       uint16 // in names; the name begins where the one before ends
	vcpu          uint16
	memoryMiB     uint32
	gpuMemoryMiB  uint32
	branchENIs    uint16
	documented    int16 // awsvpc tasks without trunking
	documentedMax int16 // and with it
	maxENIs       uint8
	ipv4PerENI    uint8
	networkCards  uint8
	gpus          uint8
	gpuName       uint8 // in devices
	accelerators  uint8
	acceleratorIs uint8 // in devices
	flags         uint8
}

const (
	isARM = 1 << iota
	isX86
	trunks
	isMetal
	onNitro
	onXen
)

// Type is an EC2 instance type.
type Type struct {
	Name               string // "m5.large"
	Architecture       string // "x86_64", "arm64"; empty when unknown
	Hypervisor         string // "nitro", "xen"; empty for bare metal and when unknown
	GPUName            string // "t4"; empty without GPUs
	AcceleratorName    string // "inferentia2"; empty without
	VCPU               int    // 1,024 CPU units each; 0 when unknown
	MemoryMiB          int    // nominal, in MiB; 0 when unknown
	GPUs               int    // whole devices
	GPUMemoryMiB       int    // of one device, in MiB
	Accelerators       int    // Inferentia, Trainium and the like, which are no GPUs to ECS
	MaxENIs            int    // network interfaces over all cards; 0 when unknown
	IPv4PerENI         int    // addresses of an interface
	NetworkCards       int
	BranchENIs         int  // of a trunk; 0 when the type has no trunking
	TrunkingCompatible bool // whether the type can have a trunk
	BareMetal          bool

	documented, documentedMax int16
}

// Sized reports whether vCPU and memory are known.
func (t Type) Sized() bool { return t.VCPU > 0 && t.MemoryMiB > 0 }

// Basis says where a limit is from.
type Basis uint8

// The bases of a limit.
const (
	Unknown    Basis = iota // no figure for the type
	Derived                 // computed from the interface counts
	Documented              // printed in the ECS developer guide of June 2023
)

// String returns unknown, derived or documented.
func (b Basis) String() string {
	switch b {
	case Derived:
		return "derived"
	case Documented:
		return "documented"
	}
	return "unknown"
}

// Limit is how many tasks in network mode awsvpc an instance takes.
type Limit struct {
	Tasks int
	Basis Basis
}

// AWSVPCTasks returns how many tasks in network mode awsvpc an instance of the
// type takes, with or without ENI trunking. Without a documented figure it is
// the number of interfaces less the instance's own one; with trunking the branch
// interfaces, and the interfaces less the instance's and the trunk. On the 432
// types that the guide names these formulas give its figure for 420 and 422. A type
// that cannot have a trunk takes as many as without one.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
func (t Type) AWSVPCTasks(trunking bool) Limit {
	switch {
	case trunking && t.documentedMax > 0:
		return Limit{int(t.documentedMax), Documented}
	case trunking && t.TrunkingCompatible && t.MaxENIs > 0:
		return Limit{t.BranchENIs + t.MaxENIs - 2, Derived}
	case t.documented > 0:
		return Limit{int(t.documented), Documented}
	case t.MaxENIs > 0:
		return Limit{t.MaxENIs - 1, Derived}
	}
	return Limit{}
}

// MaxPods returns the pods that Amazon EKS puts on a node of the type when its
// interfaces carry no prefixes, before any other limit, and false when the
// interfaces are unknown.
//
// https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/eni_max_pods.go
func (t Type) MaxPods() (int, bool) {
	return t.MaxENIs*(t.IPv4PerENI-1) + 2, t.MaxENIs > 0 && t.IPv4PerENI > 0
}

// Lookup returns the type of that name, and false when the table has none. It
// does not allocate.
func Lookup(name string) (Type, bool) {
	i := sort.Search(typeCount, func(i int) bool { return nameOf(i) >= name })
	if i == typeCount || nameOf(i) != name {
		return Type{}, false
	}
	return typeOf(i), true
}

// All returns the types in the order of their names.
func All() iter.Seq[Type] {
	return func(yield func(Type) bool) {
		for i := range table {
			if !yield(typeOf(i)) {
				return
			}
		}
	}
}

func nameOf(i int) string {
	start := 0
	if i > 0 {
		start = int(table[i-1].nameEnd)
	}
	return names[start:table[i].nameEnd]
}

func typeOf(i int) Type {
	r := &table[i]
	t := Type{
		Name: nameOf(i), GPUName: devices[r.gpuName], AcceleratorName: devices[r.acceleratorIs],
		VCPU: int(r.vcpu), MemoryMiB: int(r.memoryMiB),
		GPUs: int(r.gpus), GPUMemoryMiB: int(r.gpuMemoryMiB), Accelerators: int(r.accelerators),
		MaxENIs: int(r.maxENIs), IPv4PerENI: int(r.ipv4PerENI), NetworkCards: int(r.networkCards),
		BranchENIs: int(r.branchENIs), TrunkingCompatible: r.flags&trunks != 0, BareMetal: r.flags&isMetal != 0,
		documented: r.documented, documentedMax: r.documentedMax,
	}
	switch {
	case r.flags&isARM != 0:
		t.Architecture = "arm64"
	case r.flags&isX86 != 0:
		t.Architecture = "x86_64"
	}
	switch {
	case r.flags&onNitro != 0:
		t.Hypervisor = "nitro"
	case r.flags&onXen != 0:
		t.Hypervisor = "xen"
	}
	return t
}

// DefaultMemoryLossPermille is the part of the nominal memory that an instance
// does not register, in thousandths. AWS publishes one example (an m4.large
// registers 7,985 of 8,192 MiB, a loss of 25.3); the true loss depends on type,
// kernel and AMI.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
const DefaultMemoryLossPermille = 25

// Options says how an instance is set up.
type Options struct {
	Trunking           bool // the account setting awsvpcTrunking is on for the instance
	MemoryLossPermille int  // thousandths of the nominal memory that are not registered, 0 to 1,000; 0 is DefaultMemoryLossPermille
	NoMemoryLoss       bool // registers the nominal memory
	ReservedMemoryMiB  int  // what ECS_RESERVED_MEMORY takes away, in MiB; 0 is none
}

// Resources is what an instance registers with its cluster.
type Resources struct {
	CPU      int32 // CPU units; 1,024 a vCPU
	Memory   int32 // MiB
	GPU      int32 // whole devices
	ENI      int32 // tasks in network mode awsvpc
	ENIBasis Basis // where ENI is from; Unknown comes with 0
}

// Instance returns what an instance of the named type registers. It fails with
// an *[Error] for a name that the table lacks or has no sizes of, and for options
// out of range.
func Instance(name string, o Options) (Resources, error) {
	t, ok := Lookup(name)
	if !ok {
		return Resources{}, &Error{Name: name, Problem: "is no instance type of the table of " + Date}
	}
	return t.Registered(o)
}

// Registered returns what an instance of the type registers; see [Instance].
func (t Type) Registered(o Options) (Resources, error) {
	loss := o.MemoryLossPermille
	if loss == 0 {
		loss = DefaultMemoryLossPermille
	}
	if o.NoMemoryLoss {
		loss = 0
	}
	memory := int64(t.MemoryMiB)*int64(1000-loss)/1000 - int64(o.ReservedMemoryMiB)
	switch {
	case !t.Sized():
		return Resources{}, &Error{Name: t.Name, Problem: "has no vCPU and memory in the table of " + Date}
	case loss < 0 || loss > 1000:
		return Resources{}, &Error{Name: t.Name, Problem: fmt.Sprintf("memory loss of %d permille is not from 0 to 1000", loss)}
	case o.ReservedMemoryMiB < 0 || memory < 0:
		return Resources{}, &Error{Name: t.Name, Problem: fmt.Sprintf("cannot reserve %d MiB of %d", o.ReservedMemoryMiB, t.MemoryMiB)}
	}
	limit := t.AWSVPCTasks(o.Trunking)
	return Resources{
		CPU: int32(t.VCPU) * 1024, Memory: int32(memory), GPU: int32(t.GPUs),
		ENI: int32(limit.Tasks), ENIBasis: limit.Basis,
	}, nil
}

// Error tells why [Instance] has no answer.
type Error struct {
	Name    string // of the instance type
	Problem string
}

// Error returns name and problem.
func (e *Error) Error() string { return fmt.Sprintf("instance type %q %s", e.Name, e.Problem) }

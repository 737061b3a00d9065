package placement

import (
	"strconv"
	"time"
)

// Resources are what instances offer and tasks take.
type Resources struct {
	CPU    int32 // CPU units; 1024 is one vCPU
	Memory int32 // MiB
	GPU    int32 // whole devices
	ENI    int32 // network interfaces that tasks in awsvpc mode can have
}

// Port is a port of an instance.
type Port struct {
	Number   uint16
	Protocol string // "tcp" or "udp"; anything but "udp" is tcp, as in ECS
}

// GPU is a device of an instance.
type GPU struct {
	ID        string
	MemoryMiB int32 // MiB; 0 when it is not known, and then the device is not shared
}

// GPUShare is a part of one device, by NVIDIA MPS.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NvidiaMpsAllocation.html
type GPUShare struct {
	MemoryMiB int32 // MiB of one device; 0 is no share
}

// Status is the status of a container instance.
type Status uint8

// The statuses that matter to placement. The zero Status is Active.
const (
	Active   Status = iota // takes tasks
	Draining               // takes no new tasks
)

// String returns ECS's word for the status.
func (s Status) String() string {
	if s > Draining {
		return "status " + strconv.Itoa(int(s))
	}
	return [...]string{"ACTIVE", "DRAINING"}[s]
}

// Instance is a container instance as it is added.
type Instance struct {
	ID               string            // name by which Lookup finds it: a container instance ARN, an EC2 id; unique in the cluster
	Registered       Resources         // what is there to be taken
	GPUs             []GPU             // devices; nil makes Registered.GPU devices without a name; at most 64
	Attributes       map[string]string // as the instance registered them; an attribute without a value is ""
	ReservedPorts    []Port            // not for tasks: by default the agent reserves tcp 22, 2375, 2376, 51678 and 51679; at most 100
	Status           Status
	AgentConnected   bool
	AgentVersion     string
	EC2InstanceID    string
	RegisteredAt     time.Time
	CapacityProvider string // empty: of none
}

// ConstraintType is the kind of a placement constraint.
type ConstraintType string

// The constraints of ECS.
const (
	DistinctInstance ConstraintType = "distinctInstance" // one task of the group on an instance
	MemberOf         ConstraintType = "memberOf"         // the expression holds
)

// Constraint is a rule that an instance must meet.
type Constraint struct {
	Type       ConstraintType `json:"type"`
	Expression string         `json:"expression,omitempty"` // memberOf alone: cluster query language
}

// StrategyType is the kind of a placement strategy.
type StrategyType string

// The strategies of ECS.
const (
	Binpack StrategyType = "binpack" // the least free cpu or memory
	Spread  StrategyType = "spread"  // evenly over instances or the values of an attribute
	Random  StrategyType = "random"  // any
)

// Strategy is a rule by which an instance is chosen.
type Strategy struct {
	Type  StrategyType `json:"type"`
	Field string       `json:"field,omitempty"` // binpack: cpu, memory; spread: instanceId, host, attribute:NAME
}

// TieBreak says which of the instances that a strategy finds equal is taken. AWS
// does not document it.
type TieBreak uint8

// The tie breaks.
const (
	FirstAdded   TieBreak = iota // the instance that was added first
	RandomChoice                 // any of them, by the cluster's seed
)

// MaxConstraints and MaxStrategies bound a specification as ECS does.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
const (
	MaxConstraints = 10
	MaxStrategies  = 5
	// MaxReservedPorts is how many ports of an instance may be taken at once, those
	// that it reserves itself included.
	//
	// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
	MaxReservedPorts = 100
	// MaxTasksPerInstance is how many tasks can run on an instance. An instance has
	// memory for some hundreds.
	MaxTasksPerInstance = 65535
	// MaxGPUs is how many devices an instance may have. No EC2 type has more than 16.
	MaxGPUs = 64
)

// TaskSpec is what a task needs and how its instance is chosen.
type TaskSpec struct {
	Group              string       // "service:web", "family:job"; what spread and distinctInstance count
	Resources          Resources    // what one task takes
	GPUShare           GPUShare     // in place of whole devices
	Ports              []Port       // fixed host ports
	RequiredAttributes []string     // names that an instance must have
	Constraints        []Constraint // at most 10
	Strategy           []Strategy   // at most 5; see Standalone for none
	// Standalone says that the task is run by RunTask. Without a strategy a standalone
	// task goes to a random instance; a task of a service goes to the zone with the
	// fewest tasks of the service, and there to the instance with the fewest.
	//
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_scheduler_concepts.html
	Standalone bool
	Ties       TieBreak
	// MissingLast puts instances without the attribute of a spread behind all others.
	// By default they are one more value of it. AWS does not document either.
	MissingLast      bool
	CapacityProvider string   // only instances of it; empty: any instance
	Zones            []string // only instances in these Availability Zones; nil: any
}

// InstanceID and TaskID name instances and tasks of one cluster. The zero id names
// nothing; an id is never used again for another instance or task.
type (
	InstanceID uint64
	TaskID     uint64
)

// Placement is a task and where it was placed.
type Placement struct {
	Task     TaskID
	Instance InstanceID
}

// Stopping says what a task holds between StopTask and Release. ECS documents
// that CPU, memory and ports count as free as soon as a task is to stop; for GPUs
// and interfaces nothing is said, and another page says that a port is free only
// when the task has stopped. The zero Stopping is that: GPUs and interfaces are
// held, CPU, memory and ports are not.
//
// https://aws.amazon.com/about-aws/whats-new/2023/05/amazon-ecs-faster-task-launches-container-instances/
type Stopping struct {
	HoldCPU     bool
	HoldMemory  bool
	HoldPorts   bool
	FreeDevices bool // GPUs and shares of them
	FreeENI     bool
}

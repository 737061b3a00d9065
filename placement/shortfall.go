package placement

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/ecskit/ecskit/cql"
)

// Kind is a reason why an instance does not take a task.
type Kind uint8

// The reasons, in the order in which they are reported. AWS does not document in
// which order ECS looks; it names one of them, Kind.Reason.
const (
	LacksCPU Kind = iota
	LacksMemory
	LacksGPU
	LacksGPUMemory // no device has the memory for a share
	LacksENI
	PortTaken
	TooManyPorts // the instance would have more than MaxReservedPorts
	LacksAttribute
	OtherZone
	OtherProvider
	NotActive
	AgentDisconnected
	NotDistinct // a task of the group runs there
	NotMember   // a memberOf expression does not hold
	numKinds
)

// String returns the reason in words.
func (k Kind) String() string {
	if k >= numKinds {
		return "kind " + strconv.Itoa(int(k))
	}
	return [...]string{
		"too few CPU units", "too little memory", "too few GPUs", "too little memory on a GPU", "too few network interfaces", "port taken",
		"too many ports", "attribute missing", "other Availability Zone", "other capacity provider", "not active", "agent not connected",
		"distinctInstance", "memberOf",
	}[k]
}

// Reason returns the word of ECS for the reason, as it stands in failures of
// RunTask. For a draining instance, a GPU's memory and an instance of another
// capacity provider none is documented: INACTIVE and RESOURCE:GPU are the nearest,
// CAPACITY PROVIDER is ours.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
func (k Kind) Reason() string {
	if k >= numKinds {
		return ""
	}
	return [...]string{
		"RESOURCE:CPU", "RESOURCE:MEMORY", "RESOURCE:GPU", "RESOURCE:GPU", "RESOURCE:ENI", "RESOURCE:PORTS",
		"RESOURCE:PORTS", "ATTRIBUTE", "LOCATION", "CAPACITY PROVIDER", "INACTIVE", "AGENT",
		"DistinctInstance placement constraint unsatisfied.", "MemberOf placement constraint unsatisfied.",
	}[k]
}

// Shortfall is one thing that an instance lacks for a task, in numbers.
type Shortfall struct {
	Kind Kind
	Need int64  // amounts: what the task needs; TooManyPorts: how many there would be
	Have int64  // amounts: what is free; TooManyPorts: MaxReservedPorts
	Port Port   // PortTaken
	Name string // LacksAttribute: the attribute
	// Atom is, for NotMember, the comparison that makes the expression false: an index
	// into the Atoms of the expression number Need among the memberOf constraints.
	Atom int
}

// String returns the shortfall in words: "256 CPU units more", "tcp 80 is taken".
// Of a comparison it knows only the number; see [Job.Text].
func (s Shortfall) String() string {
	switch s.Kind {
	case LacksCPU:
		return s.more("CPU unit")
	case LacksMemory:
		return fmt.Sprintf("%d MiB more", s.Need-s.Have)
	case LacksGPU:
		return s.more("GPU")
	case LacksGPUMemory:
		return fmt.Sprintf("%d MiB on one GPU, the most is %d", s.Need, s.Have)
	case LacksENI:
		return s.more("network interface")
	case PortTaken:
		return fmt.Sprintf("%s %d is taken", s.Port.Protocol, s.Port.Number)
	case TooManyPorts:
		return fmt.Sprintf("%d reserved ports, an instance has at most %d", s.Need, s.Have)
	case LacksAttribute:
		return "no attribute " + s.Name
	case NotDistinct:
		return "a task of the group runs there"
	case NotMember:
		return fmt.Sprintf("memberOf expression %d fails at its comparison %d", s.Need, s.Atom)
	}
	return s.Kind.String()
}

// more says how many more of a thing are needed.
func (s Shortfall) more(noun string) string {
	n := s.Need - s.Have
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s more", n, noun)
}

// Text returns what String does, with the comparison itself where a memberOf
// expression fails: one that does not hold, or under not one that does.
func (j Job) Text(s Shortfall) string {
	if s.Kind != NotMember || j.spec == nil || int(s.Need) >= len(j.spec.exprs) {
		return s.String()
	}
	atoms := j.spec.exprs[s.Need].Atoms()
	if s.Atom >= len(atoms) {
		return s.String()
	}
	return "fails at " + atoms[s.Atom].String()
}

// relative is how far the instance is from taking the task in this respect, in
// millionths of what is needed; what is there or not is a whole.
func (s Shortfall) relative() int64 {
	switch s.Kind {
	case LacksCPU, LacksMemory, LacksGPU, LacksGPUMemory, LacksENI:
		if s.Need > 0 {
			return (s.Need - s.Have) * 1_000_000 / s.Need
		}
	}
	return 1_000_000
}

// ExplainInstance appends everything that an instance lacks for a task of the job,
// by Kind. Nothing is appended when it would take the task.
func (c *Cluster) ExplainInstance(dst []Shortfall, id InstanceID, j Job) []Shortfall {
	spec, ok := c.resolve(j)
	if !ok {
		return dst
	}
	slot, ok := c.slotOf(id)
	if !ok {
		return dst
	}
	return c.appendLacks(dst, spec, slot)
}

func (c *Cluster) appendLacks(dst []Shortfall, j *compiled, slot int32) []Shortfall {
	dst = c.appendResources(dst, j, slot)
	k := &c.classes.list[c.nodes.class[slot]]
	for _, name := range j.required {
		if _, ok := k.attributes[name]; !ok {
			dst = append(dst, Shortfall{Kind: LacksAttribute, Name: name})
		}
	}
	if j.spec.Zones != nil && !inZone(k, j.spec.Zones) {
		dst = append(dst, Shortfall{Kind: OtherZone})
	}
	if j.spec.CapacityProvider != "" && j.spec.CapacityProvider != k.provider {
		dst = append(dst, Shortfall{Kind: OtherProvider})
	}
	if c.nodes.state[slot]&nodeActive == 0 {
		dst = append(dst, Shortfall{Kind: NotActive})
	}
	if c.nodes.state[slot]&nodeAgent == 0 {
		dst = append(dst, Shortfall{Kind: AgentDisconnected})
	}
	if j.distinct && c.countOn(j.group, slot) > 0 {
		dst = append(dst, Shortfall{Kind: NotDistinct})
	}
	return c.appendMembers(dst, j, slot)
}

// appendResources appends what of resources, devices and ports is not there.
func (c *Cluster) appendResources(dst []Shortfall, j *compiled, slot int32) []Shortfall {
	f := c.nodes.free[slot]
	for _, r := range [...]struct {
		kind       Kind
		need, have int32
	}{{LacksCPU, j.need.CPU, f.CPU}, {LacksMemory, j.need.Memory, f.Memory}, {LacksGPU, j.need.GPU, f.GPU}} {
		if r.have < r.need {
			dst = append(dst, Shortfall{Kind: r.kind, Need: int64(r.need), Have: int64(r.have)})
		}
	}
	if j.share > 0 {
		if _, ok := pickShare(c.devicesOf(slot), j.share); !ok {
			dst = append(dst, Shortfall{Kind: LacksGPUMemory, Need: int64(j.share), Have: mostShare(c.devicesOf(slot))})
		}
	}
	if f.ENI < j.need.ENI {
		dst = append(dst, Shortfall{Kind: LacksENI, Need: int64(j.need.ENI), Have: int64(f.ENI)})
	}
	taken := c.nodes.ports[slot]
	n := len(taken) + len(j.ports)
	for _, p := range j.ports {
		if _, found := slices.BinarySearch(taken, p); found {
			dst = append(dst, Shortfall{Kind: PortTaken, Port: portOf(p)})
			n--
		}
	}
	if len(j.ports) > 0 && n > MaxReservedPorts {
		dst = append(dst, Shortfall{Kind: TooManyPorts, Need: int64(n), Have: MaxReservedPorts})
	}
	return dst
}

// mostShare is the largest part of one device that a task could have.
func mostShare(devices []device) int64 {
	most := int64(0)
	for i := range devices {
		if !devices[i].whole {
			most = max(most, int64(devices[i].free))
		}
	}
	return most
}

func (c *Cluster) appendMembers(dst []Shortfall, j *compiled, slot int32) []Shortfall {
	if len(j.exprs) == 0 {
		return dst
	}
	in := c.instance(slot, 0, "")
	for i, e := range j.exprs {
		if e.Match(in) {
			continue
		}
		dst = append(dst, Shortfall{Kind: NotMember, Need: int64(i), Atom: c.failing(e, in)})
	}
	return dst
}

// failing returns the first comparison that makes an expression false.
func (c *Cluster) failing(e *cql.Expr, in *cql.Instance) int {
	c.scratch.atoms = e.AppendFailing(c.scratch.atoms[:0], in)
	if len(c.scratch.atoms) == 0 {
		return 0
	}
	return c.scratch.atoms[0]
}

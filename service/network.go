package service

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// Party is one end of a connection.
type Party uint8

// The parties. The zero Party is Clients, whoever they are.
const (
	Clients       Party = iota // whoever sends requests, by address
	LoadBalancing              // the load balancer
	Tasks                      // the tasks' own interfaces, in awsvpc mode
	Instances                  // the container instances
	FileSystems                // the mount targets of EFS
)

// String returns the name of the party.
func (p Party) String() string {
	if p > FileSystems {
		return "party " + strconv.Itoa(int(p))
	}
	return [...]string{"clients", "load balancer", "tasks", "instances", "file systems"}[p]
}

// GroupRule is traffic that a security group of To must let in.
type GroupRule struct {
	From, To  Party
	FirstPort int    // 1 to 65535
	LastPort  int    // the same for a single port
	Protocol  string // "tcp", "udp"
	Path      string // of what needs it, in the service; in the task definition for file systems
	Why       string
	Certainty diag.Certainty
}

// String returns the rule on one line: "load balancer → tasks, tcp 8080".
func (r GroupRule) String() string {
	ports := fmt.Sprint(r.FirstPort)
	if r.LastPort != r.FirstPort {
		ports = fmt.Sprintf("%d-%d", r.FirstPort, r.LastPort)
	}
	return fmt.Sprintf("%s → %s, %s %s", r.From, r.To, r.Protocol, ports)
}

// The range from which Docker chooses host ports on current ECS-optimised Linux
// images. Older agents fall back to 49153 to 65535, which lies mostly above it.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-types.html
const (
	FirstDynamicPort = 32768
	LastDynamicPort  = 61000
)

// portNFS is where mount targets of EFS listen.
// https://docs.aws.amazon.com/efs/latest/ug/network-access.html
const portNFS = 2049

// Entry is a place where traffic enters the tasks of a service.
type Entry struct {
	Path          string // of the load balancer or Service Connect service
	ContainerName string
	ContainerPort int
	Protocol      string // "tcp", "udp"
	TargetType    string // "ip", "instance"; empty when the network mode is not known, and for Service Connect
	FirstHostPort int    // where the traffic arrives: on the task's interface for ip, on the instance for instance
	LastHostPort  int
	Dynamic       bool // Docker chooses the host port from the range
	Rules         []GroupRule
}

// Network returns where traffic enters a service's tasks: for each load balancer
// and each Service Connect service, in their order, the ports it arrives at and
// the security-group rules that it needs. What is not known (a container that the
// definition does not have, a port without a mapping, all of it without a
// definition) is left out; [Validate] reports it. For the traffic that leaves, see [Outbound].
//
// The port of a health check is a member of the target group: where that is not
// the traffic port, the load balancer needs a rule for it too.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-types.html;
// the rules follow from the ports [inferred].
func Network(s *Service, td *taskdef.TaskDefinition) []Entry {
	if td == nil {
		return nil
	}
	var entries []Entry
	for i := range s.LoadBalancers {
		lb := &s.LoadBalancers[i]
		path := diag.Element("loadBalancers", i)
		if e, ok := entryAt(td, lb.ContainerName, intOf(lb.ContainerPort), path); ok {
			e.Rules = []GroupRule{e.rule(LoadBalancing, "the load balancer forwards requests and checks health here")}
			entries = append(entries, e)
		}
	}
	if c := s.ServiceConnectConfiguration; c != nil && isTrue(c.Enabled) {
		for i := range c.Services {
			path := diag.Element("serviceConnectConfiguration.services", i)
			if e, ok := connectEntry(td, &c.Services[i], path); ok {
				entries = append(entries, e)
			}
		}
	}
	return entries
}

// entryAt returns the entry for a container's port.
func entryAt(td *taskdef.TaskDefinition, container string, port int, path string) (Entry, bool) {
	c := findContainer(td, container)
	if c == nil {
		return Entry{}, false
	}
	m := findPort(c, port)
	if m == nil {
		return Entry{}, false
	}
	mode := td.EffectiveNetworkMode()
	e := Entry{
		Path: path, ContainerName: container, ContainerPort: port, Protocol: protocol(m), TargetType: targetType(mode),
		FirstHostPort: port, LastHostPort: port,
	}
	if mode != taskdef.NetworkModeAWSVPC && mode != taskdef.NetworkModeHost {
		if host := intOf(m.HostPort); host != 0 {
			e.FirstHostPort, e.LastHostPort = host, host
		} else {
			e.FirstHostPort, e.LastHostPort, e.Dynamic = FirstDynamicPort, LastDynamicPort, true
		}
	}
	return e, true
}

func protocol(m *taskdef.PortMapping) string {
	if m.Protocol == taskdef.ProtocolUDP {
		return "udp"
	}
	return "tcp"
}

// rule returns the rule that lets a party reach the entry.
func (e *Entry) rule(from Party, why string) GroupRule {
	to := Instances
	if e.TargetType == "ip" {
		to = Tasks
	}
	return GroupRule{
		From: from, To: to, FirstPort: e.FirstHostPort, LastPort: e.LastHostPort, Protocol: e.Protocol,
		Path: e.Path, Why: why, Certainty: diag.Inferred,
	}
}

// connectEntry returns the entry of a Service Connect service: its proxy listens
// on the container's port or on the port that overrides it in awsvpc mode, and on
// a dynamic host port in bridge mode. Clients are the tasks of other services.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
func connectEntry(td *taskdef.TaskDefinition, svc *ServiceConnectService, path string) (Entry, bool) {
	for _, c := range td.ContainerDefinitions {
		for _, m := range c.PortMappings {
			if m.Name != svc.PortName || m.ContainerPort == nil {
				continue
			}
			e, ok := entryAt(td, c.Name, *m.ContainerPort, path)
			if !ok {
				return Entry{}, false
			}
			switch {
			case svc.IngressPortOverride != nil:
				e.FirstHostPort, e.LastHostPort, e.Dynamic = *svc.IngressPortOverride, *svc.IngressPortOverride, false
			case e.TargetType == "instance":
				e.FirstHostPort, e.LastHostPort, e.Dynamic = FirstDynamicPort, LastDynamicPort, true
			}
			e.Rules = []GroupRule{e.rule(Clients, "tasks of other services reach the proxy here")}
			e.TargetType = ""
			return e, true
		}
	}
	return Entry{}, false
}

// Outbound returns the security-group rules that the tasks' own connections need
// at the other end: to the mount targets of each EFS file system. nil has none.
//
// https://docs.aws.amazon.com/efs/latest/ug/network-access.html
func Outbound(td *taskdef.TaskDefinition) []GroupRule {
	if td == nil {
		return nil
	}
	from := Instances
	if td.EffectiveNetworkMode() == taskdef.NetworkModeAWSVPC {
		from = Tasks
	}
	var rules []GroupRule
	for i, v := range td.Volumes {
		if v.EFSVolumeConfiguration == nil {
			continue
		}
		rules = append(rules, GroupRule{
			From: from, To: FileSystems, FirstPort: portNFS, LastPort: portNFS, Protocol: "tcp",
			Path: diag.Element("volumes", i), Why: "mounts " + v.EFSVolumeConfiguration.FileSystemID, Certainty: diag.Documented,
		})
	}
	return rules
}

// SecurityGroup is what a security group lets in.
type SecurityGroup struct {
	ID      string // "sg-…"
	Ingress []Permission
}

// Permission is one rule of a security group.
type Permission struct {
	Protocol  string   // "tcp", "udp"; "-1" is all
	FirstPort int      // of all protocols the ports do not count
	LastPort  int      //
	Groups    []string // security groups that may connect
	CIDRs     []string // addresses that may connect
}

// Groups gives the security groups of each party. A party without an entry is not
// known, and rules into it are not checked; one with an empty list has no group
// that lets anything in.
type Groups map[Party][]SecurityGroup

// CheckGroups reports the rules that the security groups of their target do not
// have. The permissions of all groups of a party add up, as they do in a VPC: what
// one of them lets in gets in, and a range of ports may be put together from
// several. A connection is let in by a permission for its ports that names a
// security group of the other end, or any address: whether the other end is at
// that address is not known. When the other end's groups are not known, any
// permission for the ports will do.
//
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
func CheckGroups(rules []GroupRule, groups Groups) diag.List {
	var list diag.List
	for _, r := range rules {
		targets, known := groups[r.To]
		if !known || letsIn(targets, r, groups) {
			continue
		}
		ids := make([]string, len(targets))
		for i, g := range targets {
			ids[i] = g.ID
		}
		list.Add(kindGroupRule.At(r.Path, fmt.Sprintf("no security group of the %s (%s) lets in %s", r.To, strings.Join(ids, ", "), r), "add an ingress rule: "+r.Why))
	}
	list.Sort()
	return list
}

// letsIn walks up the ports of the rule: each round takes the permission that
// reaches furthest of those which let in the next port.
func letsIn(targets []SecurityGroup, r GroupRule, groups Groups) bool {
	next := r.FirstPort
	for next <= r.LastPort {
		furthest := next - 1
		for _, g := range targets {
			for _, p := range g.Ingress {
				if first, last := p.ports(r.Protocol); first <= next && last > furthest && groups.admits(p, r.From) {
					furthest = min(last, r.LastPort) // a permission may say any number
				}
			}
		}
		if furthest < next {
			return false
		}
		next = furthest + 1
	}
	return true
}

// ports returns the ports of a protocol that the permission is for; the first is
// behind the last when there are none.
func (p *Permission) ports(protocol string) (first, last int) {
	switch p.Protocol {
	case "-1":
		return 0, maxPort
	case protocol:
		return p.FirstPort, p.LastPort
	}
	return 1, 0
}

// admits reports whether a permission is for a party, or may be.
func (g Groups) admits(p Permission, from Party) bool {
	if len(p.CIDRs) > 0 {
		return true
	}
	sources, known := g[from]
	return !known && len(p.Groups) > 0 ||
		slices.ContainsFunc(sources, func(s SecurityGroup) bool { return slices.Contains(p.Groups, s.ID) })
}

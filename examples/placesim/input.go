package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/placement"
	"github.com/ecskit/ecskit/placement/ec2types"
)

//go:embed sample/cluster.json
var sample []byte

// input is the JSON file.
type input struct {
	Trunking           bool       `json:"trunking"`           // awsvpcTrunking is on
	MemoryLossPermille int        `json:"memoryLossPermille"` // see ec2types.Options
	Instances          []instance `json:"instances"`
	Services           []service  `json:"services"`
	LoseZone           string     `json:"loseZone"`
	Rebalance          bool       `json:"rebalance"`
}

// instance is one instance, or count alike.
type instance struct {
	ID                string            `json:"id"`
	Count             *int              `json:"count"`
	Type              string            `json:"type"`
	Zone              string            `json:"zone"`
	CPU               *int32            `json:"cpu"`
	Memory            *int32            `json:"memory"`
	GPU               *int32            `json:"gpu"`
	ENI               *int32            `json:"eni"`
	Attributes        map[string]string `json:"attributes"`
	CapacityProvider  string            `json:"capacityProvider"`
	Draining          bool              `json:"draining"`
	AgentDisconnected bool              `json:"agentDisconnected"`
}

// service is a service, with what one of its tasks takes.
type service struct {
	Name               string                 `json:"name"`
	Count              int                    `json:"count"`
	Daemon             bool                   `json:"daemon"`
	CPU                int32                  `json:"cpu"`
	Memory             int32                  `json:"memory"`
	GPU                int32                  `json:"gpu"`
	AWSVPC             bool                   `json:"awsvpc"`
	HostPorts          []int32                `json:"hostPorts"`
	UDPHostPorts       []int32                `json:"udpHostPorts"`
	RequiredAttributes []string               `json:"requiredAttributes"`
	Constraints        []placement.Constraint `json:"placementConstraints"`
	Strategy           []placement.Strategy   `json:"placementStrategy"`
	CapacityProvider   string                 `json:"capacityProvider"`
}

const (
	maxInstances = 10_000 // twice what a cluster may have
	maxTasks     = 50_000 // of a service, ten times what it may have
	zoneName     = "ecs.availability-zone"
	typeName     = "ecs.instance-type"
)

var inputSchema = sync.OnceValue(jsonscan.Compile[input])

// readInput reads the file that the settings name, or the bundled one, and puts
// what the flags say over it.
func readInput(s settings, stdin io.Reader) (*input, error) {
	text, name, err := sample, s.file, error(nil)
	switch s.file {
	case "":
		name = "sample/cluster.json"
	case "-":
		text, err = io.ReadAll(io.LimitReader(stdin, jsonscan.DefaultMaxBytes+1))
	default:
		text, err = os.ReadFile(s.file)
	}
	if err != nil {
		return nil, err
	}
	in, err := decode(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if s.instances != "" {
		if in.Instances, err = dealOut(list(s.instances), list(s.zones)); err != nil {
			return nil, fmt.Errorf("-instances: %w", err)
		}
		if s.file == "" {
			in.LoseZone = "" // the bundled zones are not there
		}
	}
	if s.lose != "" {
		in.LoseZone = s.lose
	}
	in.Rebalance = in.Rebalance || s.rebalance
	return in, nil
}

// decode reports every problem of the text, not only the first.
func decode(text []byte) (*input, error) {
	doc, err := jsonscan.Parse(text, jsonscan.Limits{})
	if err != nil {
		return nil, err
	}
	if kind := doc.Root().Kind(); kind != jsonscan.Object {
		return nil, fmt.Errorf("the document is %s, wanted is an object with instances and services", kind)
	}
	var in input
	var problems []error
	lines := jsonscan.NewLines(doc.Source())
	inputSchema().Decode(doc.Root(), &in, jsonscan.Options{Report: func(p jsonscan.Problem) {
		message, hint := p.Explain()
		if p.Kind == jsonscan.UnknownMember {
			message = "there is no such member" // in this file, which is no document of AWS
		}
		if hint != "" {
			message += " (" + hint + ")"
		}
		line, column := lines.At(p.Value.Start())
		problems = append(problems, fmt.Errorf("%d:%d: %s: %s", line, column, p.Path, message))
	}})
	return &in, errors.Join(problems...)
}

// dealOut makes instances of "m5.large=6", one zone after the other.
func dealOut(kinds, zones []string) ([]instance, error) {
	if len(zones) == 0 {
		return nil, errors.New("-zones names no zone")
	}
	var all []instance
	for _, kind := range kinds {
		name, number, _ := strings.Cut(kind, "=")
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > maxInstances {
			return nil, fmt.Errorf("%q is not type=count with a count from 1 to %d", kind, maxInstances)
		}
		for range n {
			all = append(all, instance{Type: name, Zone: zones[len(all)%len(zones)]})
		}
	}
	return all, nil
}

// expand returns the instances that one of the file stands for. number is that of
// the first, for names.
func (in *input) expand(i instance, number int) ([]placement.Instance, error) {
	count := 1
	if i.Count != nil {
		count = *i.Count
	}
	if count < 0 || count > maxInstances || number+count > maxInstances+1 {
		return nil, fmt.Errorf("count %d: a cluster has 0 to %d instances here", count, maxInstances)
	}
	p := placement.Instance{
		AgentConnected: !i.AgentDisconnected, CapacityProvider: i.CapacityProvider,
		Attributes: map[string]string{"ecs.os-type": "linux"},
	}
	if i.Draining {
		p.Status = placement.Draining
	}
	if i.Zone != "" {
		p.Attributes[zoneName] = i.Zone
	}
	if i.Type != "" {
		p.Attributes[typeName] = i.Type
	}
	if err := in.resources(&p, i); err != nil {
		return nil, err
	}
	maps.Copy(p.Attributes, i.Attributes)
	all := make([]placement.Instance, count)
	for n := range all {
		all[n] = p
		switch {
		case i.ID == "":
			all[n].ID = fmt.Sprintf("i-%02d", number+n)
		case count == 1:
			all[n].ID = i.ID
		default:
			all[n].ID = fmt.Sprintf("%s-%d", i.ID, n+1)
		}
	}
	return all, nil
}

// resources fills in what the type says, and over it what the file says.
func (in *input) resources(p *placement.Instance, i instance) error {
	if i.Type != "" && (i.CPU == nil || i.Memory == nil) {
		r, err := ec2types.Instance(i.Type, ec2types.Options{Trunking: in.Trunking, MemoryLossPermille: in.MemoryLossPermille})
		if err != nil {
			return fmt.Errorf("%w; give cpu and memory instead", err)
		}
		p.Registered = placement.Resources{CPU: r.CPU, Memory: r.Memory, GPU: r.GPU, ENI: r.ENI}
		if t, _ := ec2types.Lookup(i.Type); t.Architecture != "" {
			p.Attributes["ecs.cpu-architecture"] = t.Architecture
		}
	}
	for _, own := range []struct {
		from *int32
		to   *int32
	}{
		{i.CPU, &p.Registered.CPU}, {i.Memory, &p.Registered.Memory}, {i.GPU, &p.Registered.GPU}, {i.ENI, &p.Registered.ENI},
	} {
		if own.from != nil {
			*own.to = *own.from
		}
	}
	if p.Registered.CPU == 0 && p.Registered.Memory == 0 {
		return errors.New("neither a type nor cpu and memory")
	}
	return nil
}

func (s service) group() string { return "service:" + s.Name }

// spec is what Compile wants of a service.
func (s service) spec() (placement.TaskSpec, error) {
	t := placement.TaskSpec{
		Group:              s.group(),
		Resources:          placement.Resources{CPU: s.CPU, Memory: s.Memory, GPU: s.GPU},
		RequiredAttributes: s.RequiredAttributes,
		Constraints:        s.Constraints,
		Strategy:           s.Strategy,
		CapacityProvider:   s.CapacityProvider,
	}
	if s.AWSVPC {
		t.Resources.ENI = 1
	}
	for i, port := range slices.Concat(s.HostPorts, s.UDPHostPorts) {
		if port < 1 || port > 65535 {
			return t, fmt.Errorf("host port %d is not from 1 to 65535", port)
		}
		protocol := "tcp"
		if i >= len(s.HostPorts) {
			protocol = "udp"
		}
		t.Ports = append(t.Ports, placement.Port{Number: uint16(port), Protocol: protocol})
	}
	return t, nil
}

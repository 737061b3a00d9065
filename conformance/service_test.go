package conformance_test

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

// serviceRunners has every file of the folder; a new one without a runner fails.
func serviceRunners() map[string]func(*testing.T, string) {
	runners := map[string]func(*testing.T, string){
		"changes": serviceChanges, "entries": serviceEntries, "rules": serviceRules, "groups": serviceGroups,
	}
	for _, topic := range []string{
		"loading", "members", "capacity", "placement", "rebalancing", "balancers", "controllers", "deployment", "network", "discovery", "connect", "volumes",
	} {
		runners[topic] = serviceFindings
	}
	return runners
}

func TestService(t *testing.T) {
	for file, run := range serviceRunners() {
		run(t, file+".json")
	}
}

// Every kind of finding is shown by a case, and missed by one that is like it.
func TestServiceKinds(t *testing.T) {
	var all []kindCase
	for _, c := range folderCases(t, "service", slices.Collect(maps.Keys(serviceRunners()))...) {
		var in struct {
			Service     any
			ServiceText string
		}
		var want struct{ Findings []finding }
		if err := errors.Join(json.Unmarshal(c.Input, &in), json.Unmarshal(c.Expected, &want)); err != nil {
			t.Fatal(c.Name, err)
		}
		if in.ServiceText != "" {
			if err := json.Unmarshal([]byte(in.ServiceText), &in.Service); err != nil {
				t.Fatal(c.Name, err)
			}
		}
		all = append(all, kindCase{c.File, want.Findings, in.Service})
	}
	eachKindHasCases(t, service.Kinds(), all,
		map[diag.Code]string{
			"SV007": "it takes a text of ten thousand services; a test of package service has it",
		},
		map[diag.Code]string{
			"SV002": "no service has the member",
			"SV008": "whatever stands there is a failure",
		})
}

// serviceConfig is what a case knows besides the service.
type serviceConfig struct {
	TargetGroups map[string]service.TargetGroup
	VPCs         map[string]string
	SubnetZones  map[string]string
	MountTargets map[string][]string
	Disable      []string
}

func serviceFindings(t *testing.T, file string) {
	type input struct {
		Service, TaskDefinition json.RawMessage
		ServiceText             string
		Config                  serviceConfig
	}
	type output struct{ Findings []finding }
	runCases(t, "service", file, func(t *testing.T, in input) output {
		config := service.Config{
			TargetGroups: in.Config.TargetGroups, VPCs: in.Config.VPCs, SubnetZones: in.Config.SubnetZones,
			MountTargets: in.Config.MountTargets, Disable: in.Config.Disable,
		}
		if len(in.TaskDefinition) > 0 {
			config.TaskDefinition = parseDefinition(t, in.TaskDefinition)
		}
		if in.ServiceText != "" {
			in.Service = []byte(in.ServiceText)
		}
		doc, err := service.Load(in.Service)
		if err != nil {
			t.Fatal(err)
		}
		return output{codedFindings(doc.Check(config))}
	})
}

func codedFindings(list diag.List) []finding {
	var out []finding
	for _, f := range list {
		out = append(out, finding{string(f.Code), f.Path})
	}
	return out
}

func serviceChanges(t *testing.T, file string) {
	type input struct{ Service, Update json.RawMessage }
	type change struct {
		Path    string
		Deploys bool
	}
	type output struct{ Changes []change }
	runCases(t, "service", file, func(t *testing.T, in input) output {
		old, update := loadService(t, in.Service), loadService(t, in.Update)
		var o output
		for _, c := range service.Diff(&old.Services[0], &update.Services[0]) {
			o.Changes = append(o.Changes, change{c.Path, c.Deploys})
		}
		return o
	})
}

func serviceEntries(t *testing.T, file string) {
	type input struct{ Service, TaskDefinition json.RawMessage }
	type entry struct {
		Path, TargetType            string
		FirstHostPort, LastHostPort int
		Dynamic                     bool
	}
	type output struct{ Entries []entry }
	runCases(t, "service", file, func(t *testing.T, in input) output {
		var o output
		for _, e := range service.Network(&loadService(t, in.Service).Services[0], parseDefinition(t, in.TaskDefinition)) {
			o.Entries = append(o.Entries, entry{e.Path, e.TargetType, e.FirstHostPort, e.LastHostPort, e.Dynamic})
		}
		return o
	})
}

func serviceRules(t *testing.T, file string) {
	type input struct{ Service, TaskDefinition json.RawMessage }
	type rule struct {
		Path, From, To, Protocol string
		FirstPort, LastPort      int
	}
	type output struct{ Rules []rule }
	runCases(t, "service", file, func(t *testing.T, in input) output {
		var o output
		for _, r := range groupRules(t, in.Service, in.TaskDefinition) {
			o.Rules = append(o.Rules, rule{r.Path, r.From.String(), r.To.String(), r.Protocol, r.FirstPort, r.LastPort})
		}
		return o
	})
}

// groupRules returns the rules of all entries, and those of what the tasks reach.
func groupRules(t *testing.T, s, definition json.RawMessage) []service.GroupRule {
	t.Helper()
	td := parseDefinition(t, definition)
	var rules []service.GroupRule
	for _, e := range service.Network(&loadService(t, s).Services[0], td) {
		rules = append(rules, e.Rules...)
	}
	return append(rules, service.Outbound(td)...)
}

func serviceGroups(t *testing.T, file string) {
	type input struct {
		Service, TaskDefinition json.RawMessage
		Groups                  map[string][]service.SecurityGroup
	}
	type output struct{ Findings []finding }
	runCases(t, "service", file, func(t *testing.T, in input) output {
		groups := service.Groups{}
		for party := service.Clients; party <= service.FileSystems; party++ {
			if list, known := in.Groups[party.String()]; known {
				groups[party] = list
			}
		}
		if len(groups) != len(in.Groups) {
			t.Fatalf("a party that there is not: %v", in.Groups)
		}
		return output{codedFindings(service.CheckGroups(groupRules(t, in.Service, in.TaskDefinition), groups))}
	})
}

func parseDefinition(t *testing.T, data []byte) *taskdef.TaskDefinition {
	t.Helper()
	td, _, err := taskdef.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return td
}

// loadService reads one service.
func loadService(t *testing.T, data []byte) *service.Document {
	t.Helper()
	doc, err := service.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Services) != 1 {
		t.Fatalf("%d services in the text: %v", len(doc.Services), doc.Findings)
	}
	return doc
}

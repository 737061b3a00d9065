package conformance_test

import (
	"encoding/json"
	"testing"

	"github.com/ecskit/ecskit/conformance"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

// Every file of the folder has its runner here; a new one without fails.
func TestService(t *testing.T) {
	runners := map[string]func(*testing.T, string){
		"members.json": serviceFindings, "capacity.json": serviceFindings, "placement.json": serviceFindings,
		"balancers.json": serviceFindings, "network.json": serviceFindings, "volumes.json": serviceFindings,
		"changes.json": serviceChanges, "entries.json": serviceEntries,
	}
	cases, err := conformance.Load("service", "*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if runners[c.File] == nil {
			t.Errorf("no runner for %s", c.File)
		}
	}
	for file, run := range runners {
		run(t, file)
	}
}

func serviceFindings(t *testing.T, file string) {
	type input struct {
		Service, TaskDefinition json.RawMessage
		Config                  struct {
			TargetGroups map[string]service.TargetGroup
		}
	}
	type finding struct{ Code, Path string }
	type output struct{ Findings []finding }
	runCases(t, "service", file, func(t *testing.T, in input) output {
		config := service.Config{TargetGroups: in.Config.TargetGroups}
		if len(in.TaskDefinition) > 0 {
			config.TaskDefinition = parseDefinition(t, in.TaskDefinition)
		}
		var o output
		for _, f := range loadService(t, in.Service).Check(config) {
			o.Findings = append(o.Findings, finding{string(f.Code), f.Path})
		}
		return o
	})
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

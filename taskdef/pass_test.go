package taskdef_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// see runs a rule of the test's own on a definition.
func see(td *taskdef.TaskDefinition, cfg taskdef.Config, check func(*taskdef.Pass)) diag.List {
	cfg.Rules = []taskdef.Rule{{Code: "T001", Name: "t", Severity: diag.Warning, Certainty: diag.Inferred, Check: check}}
	return taskdef.Validate(td, cfg)
}

func TestPass(t *testing.T) {
	td := &taskdef.TaskDefinition{
		RequiresCompatibilities: []taskdef.Compatibility{taskdef.CompatibilityEC2},
		RuntimePlatform:         &taskdef.RuntimePlatform{OperatingSystemFamily: taskdef.OSFamilyWindowsServer2022Core},
		ContainerDefinitions:    []taskdef.ContainerDefinition{{Name: "a"}, {Name: "b"}},
	}
	cfg := taskdef.Config{
		Assume: []taskdef.Compatibility{taskdef.CompatibilityExternal},
		Skip:   func(path string) bool { return path == "cpu" },
	}
	found := see(td, cfg, func(p *taskdef.Pass) {
		i, ok := p.Container("b")
		_, none := p.Container("c")
		got := fmt.Sprintln(p.Definition() == td, p.Listed("EC2"), p.Listed("EXTERNAL"), p.Listed("FARGATE"), p.Windows(), p.NetworkMode(), i, ok, none,
			p.Unread("memory"), p.Unread("memory", "cpu"))
		if want := "true true true false true bridge 1 true false false true\n"; got != want {
			t.Errorf("the Pass says %s, want %s", got, want)
		}
		p.Report("cpu", "not kept: unread", "")
		p.Report(p.Path("containerDefinitions", 1, "dockerLabels", "a.b"), "kept", "a hint")
		p.ReportAs(diag.Info, diag.Unknown, "", "kept too", "")
	})
	want := diag.List{
		{Code: "T001", Name: "t", Severity: diag.Info, Certainty: diag.Unknown, Message: "kept too"},
		{Code: "T001", Name: "t", Severity: diag.Warning, Certainty: diag.Inferred, Path: `containerDefinitions[1].dockerLabels["a.b"]`, Message: "kept", Hint: "a hint"},
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestPassNetworkMode(t *testing.T) {
	tests := []struct {
		requires []taskdef.Compatibility
		mode     taskdef.NetworkMode
		want     taskdef.NetworkMode
	}{
		{nil, "", "bridge"},
		{nil, "host", "host"},
		{[]taskdef.Compatibility{"MANAGED_INSTANCES"}, "", "awsvpc"},
		{[]taskdef.Compatibility{"MANAGED_INSTANCES", "EC2"}, "", "bridge"},
	}
	for _, tt := range tests {
		see(&taskdef.TaskDefinition{RequiresCompatibilities: tt.requires, NetworkMode: tt.mode}, taskdef.Config{}, func(p *taskdef.Pass) {
			if got := p.NetworkMode(); got != tt.want {
				t.Errorf("%v with %q is %q, want %q", tt.requires, tt.mode, got, tt.want)
			}
		})
	}
}

// TestManyFindings has more findings than are kept, and more containers than are
// looked at.
func TestManyFindings(t *testing.T) {
	td := &taskdef.TaskDefinition{}
	for i := range 5000 {
		td.ContainerDefinitions = append(td.ContainerDefinitions, taskdef.ContainerDefinition{
			Name: fmt.Sprintf("c%d", i%50), Environment: make([]taskdef.KeyValuePair, 40),
			DependsOn: []taskdef.ContainerDependency{{ContainerName: "none", Condition: "START"}},
		})
	}
	n := map[string]int{}
	for _, f := range taskdef.Validate(td, taskdef.Config{}) {
		n[f.Name]++
		if f.Name == "env-name-required" && (f.Path == "" || f.Message == "") {
			t.Errorf("kept without its texts: %v", f)
		}
	}
	want := map[string]int{"env-name-required": 100, "image-required": 100, "container-name-unique": 50, "containers-max": 1, "depends-unknown": 0}
	for name, count := range want {
		if n[name] != count {
			t.Errorf("%s: %d findings, want %d", name, n[name], count)
		}
	}
	see(td, taskdef.Config{}, func(p *taskdef.Pass) {
		if i, ok := p.Container("c7"); i != 7 || !ok {
			t.Errorf("container c7 is at %d, %v", i, ok)
		}
		for range 101 {
			p.Report(p.Path("a"), p.Sprintf("%d", 1), "")
		}
		if p.Path("a") != "" || p.Sprintf("%d", 1) != "" {
			t.Error("texts are made for findings that are not kept")
		}
	})
}

// TestManyPorts has more port mappings than are compared with each other, and some
// that map nothing.
func TestManyPorts(t *testing.T) {
	ports := []taskdef.PortMapping{{}, {ContainerPortRange: "10-20"}, {ContainerPort: new(15)}}
	for i := range 600 {
		ports = append(ports, taskdef.PortMapping{ContainerPort: new(1000 + i)})
	}
	ports = append(ports, taskdef.PortMapping{ContainerPort: new(15)})
	td := &taskdef.TaskDefinition{ContainerDefinitions: []taskdef.ContainerDefinition{{PortMappings: ports}}}
	var paths []string
	for _, f := range taskdef.Validate(td, taskdef.Config{}) {
		if f.Name == "portrange-overlap" {
			paths = append(paths, f.Path)
		}
	}
	if diff := cmp.Diff([]string{"containerDefinitions[0].portMappings[2]"}, paths); diff != "" {
		t.Errorf("overlaps (-want +got):\n%s", diff)
	}
}

func TestPhaseString(t *testing.T) {
	for phase, want := range map[taskdef.Phase]string{
		taskdef.Register: "register", taskdef.Run: "run", taskdef.NoEffect: "no-effect", taskdef.Security: "security", taskdef.Practice: "practice", 9: "phase(9)",
	} {
		if got := phase.String(); got != want {
			t.Errorf("phase %d is %q, want %q", phase, got, want)
		}
	}
}

func TestPlatformVersions(t *testing.T) {
	td := &taskdef.TaskDefinition{
		RequiresCompatibilities: []taskdef.Compatibility{taskdef.CompatibilityFargate},
		EphemeralStorage:        &taskdef.EphemeralStorage{SizeInGiB: new(30)},
	}
	for version, old := range map[string]bool{
		"": false, "latest": false, "LATEST": false, "1.3.0": true, "1.3": true, "1.4": false, "1.4.0": false, "1.10.0": false, "2": false, "1": true, "new": false,
	} {
		found := false
		for _, f := range taskdef.Validate(td, taskdef.Config{PlatformVersion: version}) {
			found = found || f.Name == "ephemeral-platform"
		}
		if found != old {
			t.Errorf("platform version %q is too old: %v, want %v", version, found, old)
		}
	}
}

package taskdef_test

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

func TestRuleTable(t *testing.T) {
	rules := taskdef.Rules()
	if !slices.IsSortedFunc(rules, func(a, b taskdef.Rule) int { return cmp.Compare(a.Code, b.Code) }) {
		t.Error("the rules are not in the order of their codes")
	}
	code, slug := regexp.MustCompile(`^TD[0-8]\d\d$`), regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	codes, names, titles := map[diag.Code]bool{}, map[string]bool{}, map[string]string{}
	for _, r := range rules {
		switch {
		case !code.MatchString(string(r.Code)):
			t.Errorf("%s is no code of a rule", r.Code)
		case !slug.MatchString(r.Name):
			t.Errorf("%s: the name is %q", r.Code, r.Name)
		case codes[r.Code], names[r.Name]:
			t.Errorf("%s %s is there twice", r.Code, r.Name)
		case r.Title == "" || len(r.Title) > 80:
			t.Errorf("%s: the title has %d characters: %q", r.Name, len(r.Title), r.Title)
		case titles[r.Title] != "":
			t.Errorf("%s has the title of %s", r.Name, titles[r.Title])
		case r.Check == nil:
			t.Errorf("%s checks nothing", r.Name)
		case r.Severity == diag.Error && (r.Phase != taskdef.Register || r.Certainty > diag.Observed):
			t.Errorf("%s is an Error, and is of phase %s and %s", r.Name, r.Phase, r.Certainty)
		}
		if u, err := url.Parse(r.Source); err != nil || u.Scheme != "https" || u.Host == "" {
			t.Errorf("%s: the source is %q", r.Name, r.Source)
		}
		codes[r.Code], names[r.Name], titles[r.Title] = true, true, r.Name
	}
	for _, r := range rules {
		for _, c := range r.Implies {
			if !codes[c] || c == r.Code {
				t.Errorf("%s implies %s", r.Name, c)
			}
		}
	}
}

func TestRulesAreACopy(t *testing.T) {
	rules := taskdef.Rules()
	rules[0].Check = nil
	rules[0].Name = "changed"
	if again := taskdef.Rules(); again[0].Check == nil || again[0].Name == "changed" {
		t.Error("a change of what Rules returns changes the rules")
	}
}

func TestEveryListedCapacityIsChecked(t *testing.T) {
	td := &taskdef.TaskDefinition{
		Family:               "f",
		ContainerDefinitions: []taskdef.ContainerDefinition{{Name: "a", Image: "i", Memory: new(512)}},
	}
	tests := []struct {
		name     string
		requires []taskdef.Compatibility
		assume   []taskdef.Compatibility
		want     bool // whether Fargate's demands are made
	}{
		{"absent", nil, nil, false},
		{"empty", []taskdef.Compatibility{}, nil, false},
		{"EC2", []taskdef.Compatibility{"EC2"}, nil, false},
		{"EC2 and Fargate", []taskdef.Compatibility{"EC2", "FARGATE"}, nil, true},
		{"assumed", nil, []taskdef.Compatibility{"FARGATE"}, true},
		{"assumed besides", []taskdef.Compatibility{"EC2"}, []taskdef.Compatibility{"FARGATE"}, true},
		{"unknown", []taskdef.Compatibility{"LAMBDA"}, nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			td := td.Clone()
			td.RequiresCompatibilities = tt.requires
			found := false
			for _, f := range taskdef.Validate(td, taskdef.Config{Assume: tt.assume}) {
				found = found || f.Name == "fargate-cpu-required"
			}
			if found != tt.want {
				t.Errorf("Fargate's demands are made: %v, want %v", found, tt.want)
			}
		})
	}
}

func TestConfig(t *testing.T) {
	td := &taskdef.TaskDefinition{ContainerDefinitions: []taskdef.ContainerDefinition{{}, {}}}
	names := func(cfg taskdef.Config) map[string]int {
		n := map[string]int{}
		for _, f := range taskdef.Validate(td, cfg) {
			n[f.Name]++
		}
		return n
	}
	all := names(taskdef.Config{})
	if all["family-required"] != 1 || all["image-required"] != 2 {
		t.Fatalf("found %v", all)
	}
	if n := names(taskdef.Config{Disable: []string{"family-required", "TD130"}}); n["family-required"]+n["image-required"] != 0 || n["container-name-required"] != 2 {
		t.Errorf("with rules disabled: %v", n)
	}
	if n := names(taskdef.Config{Rules: []taskdef.Rule{}}); len(n) != 0 {
		t.Errorf("without rules: %v", n)
	}
	if n := names(taskdef.Config{Skip: func(path string) bool { return path == "containerDefinitions[1].image" }}); n["image-required"] != 1 {
		t.Errorf("with a path skipped: %v", n)
	}
}

// TestSkipIsNoCause has values unread on which rules elsewhere depend.
func TestSkipIsNoCause(t *testing.T) {
	tests := []struct {
		rule, assignments string
		skip              []string
	}{
		{"mem-required", `c0.memory=null c0.memoryReservation=null`, []string{"containerDefinitions[0].memory"}},
		{"mem-required", `c0.memory=null c0.memoryReservation=null`, []string{"memory"}},
		{"depends-unknown", `c0.dependsOn=[{"containerName":"x","condition":"START"}]`, []string{"containerDefinitions[1].name"}},
		{"depends-on-essential", `c0.essential=null c1.dependsOn=[{"containerName":"app","condition":"SUCCESS"}]`, []string{"containerDefinitions[0].essential"}},
		{"depends-healthy-needs-check", `c0.dependsOn=[{"containerName":"side","condition":"HEALTHY"}]`, []string{"containerDefinitions[1].healthCheck"}},
		{"volume-unknown", `c0.mountPoints=[{"sourceVolume":"x","containerPath":"/x"}]`, []string{"volumes[0].name"}},
		{"volume-unknown", `c0.mountPoints=[{"sourceVolume":"x","containerPath":"/x"}]`, []string{"volumes"}},
		{"volume-unused", `v1={"name":"x"}`, []string{"containerDefinitions[0].mountPoints[0].sourceVolume"}},
		{"volume-unused", `v1={"name":"x"}`, []string{"containerDefinitions[0].mountPoints"}},
		{"secret-exec-role", `executionRoleArn=null c0.secrets=[{"name":"A","valueFrom":"a"}]`, []string{"executionRoleArn"}},
		{"awslogs-required", `c0.logConfiguration.options={}`, []string{"containerDefinitions[0].logConfiguration.options"}},
		{"firelens-unused", `c1.firelensConfiguration={"type":"fluentbit"}`, []string{"containerDefinitions[0].logConfiguration.logDriver"}},
		{"firelens-router-missing", `c0.logConfiguration={"logDriver":"awsfirelens"}`, []string{"containerDefinitions[1].firelensConfiguration"}},
		{"containerport-required", `c0.portMappings=[{}]`, []string{"containerDefinitions[0].portMappings[0].containerPortRange"}},
		{"essential-one", `c0.essential=false`, []string{"containerDefinitions[1].essential"}},
		{"swappiness-range", `c0.linuxParameters={"swappiness":10}`, []string{"containerDefinitions[0].linuxParameters.maxSwap"}},
	}
	for i, tt := range tests {
		t.Run(fmt.Sprintf("%d %s", i, tt.rule), func(t *testing.T) {
			text, err := assign("ec2", tt.assignments)
			if err != nil {
				t.Fatal(err)
			}
			td, _, err := taskdef.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			found := func(cfg taskdef.Config) bool {
				return slices.ContainsFunc(taskdef.Validate(td, cfg), func(f diag.Diagnostic) bool { return f.Name == tt.rule })
			}
			if !found(taskdef.Config{}) {
				t.Error("not found although all is read")
			}
			if found(taskdef.Config{Skip: func(path string) bool { return slices.Contains(tt.skip, path) }}) {
				t.Error("found although what it depends on is not read")
			}
		})
	}
}

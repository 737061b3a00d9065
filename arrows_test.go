package ecskit_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/ecskit/ecskit"

// allowed says which packages of the module each package may import; packages
// that are not listed are internal or examples, which have their own rules below.
func allowed() map[string][]string {
	return map[string][]string{
		"":                     {},
		"diag":                 {"internal/jsonscan"},
		"diag/report":          {"diag"},
		"cql":                  {},
		"taskdef":              {"diag", "cql", "internal/jsonscan"},
		"placement":            {"cql"},
		"placement/ec2types":   {},
		"autoscaling":          {"diag", "autoscaling/schedule", "internal/jsonscan", "internal/loading"},
		"autoscaling/schedule": {},
		"rollout":              {"diag", "internal/jsonscan", "internal/loading"},
		"iam":                  {"diag", "internal/jsonscan"},
		"iam/ecsroles":         {"diag", "iam", "taskdef"},
		"service":              {"diag", "cql", "taskdef", "rollout", "internal/jsonscan", "internal/loading"}, // rollout has the deployment configuration
		"events":               {"diag", "autoscaling/schedule", "internal/jsonscan", "internal/loading"},
		"ecr":                  {"diag", "internal/jsonscan", "internal/loading"},
		"ecssdk": {"diag", "cql", "taskdef", "placement", "autoscaling", "autoscaling/schedule", "rollout",
			"iam", "service", "events", "ecr"},
		"controlplane":      {"placement", "rollout", "autoscaling"},
		"conformance":       {},
		"internal/jsonscan": {},
		"internal/loading":  {"diag", "internal/jsonscan"},
		"internal/script":   {},
		"internal/svg":      {},
	}
}

type listedPackage struct {
	ImportPath string
	Dir        string
	Imports    []string
	GoFiles    []string
	Standard   bool
}

// listPackages asks the go command about packages of the module.
func listPackages(t *testing.T, args ...string) []listedPackage {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-json=ImportPath,Dir,Imports,GoFiles,Standard"}, args...)...).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listedPackage
	for decoder := json.NewDecoder(strings.NewReader(string(out))); decoder.More(); {
		var p listedPackage
		if err := decoder.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) == 0 {
		t.Fatal("go list found no package")
	}
	return all
}

func TestImportArrows(t *testing.T) {
	arrows := allowed()
	for _, p := range listPackages(t, module+"/...") {
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		may, listed := arrows[name]
		if !listed && !strings.HasPrefix(name, "examples/") && !strings.HasPrefix(name, "internal/") {
			t.Errorf("package %s is not in the table of import arrows", name)
			continue
		}
		for _, path := range p.Imports {
			checkImport(t, name, listed, may, path)
		}
	}
}

func checkImport(t *testing.T, name string, listed bool, may []string, path string) {
	t.Helper()
	inside, ours := strings.CutPrefix(path, module+"/")
	switch {
	case ours && listed && !slices.Contains(may, inside):
		t.Errorf("%s must not import %s", name, inside)
	case ours:
	case strings.HasPrefix(path, "github.com/aws/"):
		if name != "ecssdk" && name != "examples/awslive" {
			t.Errorf("%s imports the SDK (%s), only ecssdk may", name, path)
		}
	case strings.HasPrefix(path, "github.com/google/go-cmp"):
		if name != "internal/script" {
			t.Errorf("%s imports %s outside its tests", name, path)
		}
	case strings.Contains(strings.SplitN(path, "/", 2)[0], "."):
		t.Errorf("%s imports %s", name, path)
	}
}

// What a program that imports one package of ours links: the module itself and
// the standard library, for every package but ecssdk.
func TestNoForeignDependencies(t *testing.T) {
	for name := range allowed() {
		if name == "ecssdk" || name == "internal/script" {
			continue
		}
		path := strings.TrimSuffix(module+"/"+name, "/")
		if exec.Command("go", "list", path).Run() != nil {
			continue // planned, not there yet
		}
		for _, p := range listPackages(t, "-deps", path) {
			if !p.Standard && p.ImportPath != module && !strings.HasPrefix(p.ImportPath, module+"/") {
				t.Errorf("%s depends on %s", name, p.ImportPath)
			}
		}
	}
}

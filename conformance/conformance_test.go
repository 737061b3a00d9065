package conformance_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/conformance"
)

// Every file in every folder is well formed, and every folder says what its
// cases mean.
func TestFilesAreWellFormed(t *testing.T) {
	folders, err := fs.ReadDir(conformance.Files(), ".")
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, folder := range folders {
		cases, err := conformance.Load(folder.Name(), "*.json")
		if err != nil {
			t.Error(err)
		}
		total += len(cases)
	}
	if total == 0 {
		t.Fatal("no cases at all")
	}
	t.Logf("%d cases in %d folders", total, len(folders))
}

func TestSourcesAreURLs(t *testing.T) {
	names, err := fs.Glob(conformance.Files(), "*/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("files: %v, error: %v", names, err)
	}
	for _, name := range names {
		cases, err := conformance.Load(path.Split(name))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			if c.Source != "" && !strings.HasPrefix(c.Source, "https://") {
				t.Errorf("%s: %q: source %q is no https URL", name, c.Name, c.Source)
			}
		}
	}
}

func TestLoadNoSuchFolder(t *testing.T) {
	if cases, err := conformance.Load("nosuch", "*.json"); err == nil {
		t.Errorf("got %d cases and no error", len(cases))
	}
	if _, err := conformance.Load("taskdef", "[bad"); err == nil {
		t.Error("a broken pattern gave no error")
	}
}

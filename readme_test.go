package ecskit_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fenced returns the content of README's first fenced block of a language.
func fenced(t *testing.T, readme, language string) string {
	t.Helper()
	_, rest, ok := strings.Cut(readme, "```"+language+"\n")
	block, _, closed := strings.Cut(rest, "```\n")
	if !ok || !closed {
		t.Fatalf("README has no block of %s", language)
	}
	return block
}

// The first screen of README shows what the linter prints, to the letter.
func TestREADMEShowsTheLintersOutput(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(text)
	dir := t.TempDir()
	program := filepath.Join(dir, "ecslint")
	if out, err := exec.Command("go", "build", "-o", program, "./examples/ecslint").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := os.WriteFile(filepath.Join(dir, "task-definition.json"), []byte(fenced(t, readme, "json")), 0o600); err != nil {
		t.Fatal(err)
	}
	lint := exec.Command(program, "task-definition.json")
	lint.Dir = dir
	out, err := lint.Output()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Fatalf("exit status %v, want 1", err)
	}
	want := fenced(t, readme, "text")
	if os.Getenv("UPDATE_README") != "" {
		text = bytes.Replace(text, []byte("```text\n"+want+"```"), []byte("```text\n"+string(out)+"```"), 1)
		if err := os.WriteFile("README.md", text, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(out)); diff != "" {
		t.Errorf("README differs from the linter (-README +linter), UPDATE_README=1 rewrites it:\n%s", diff)
	}
}

// Every example that README names is there, and every example is named.
func TestREADMENamesTheExamples(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, m := range regexp.MustCompile(`go run \./examples/([a-z0-9]+)`).FindAllStringSubmatch(string(text), -1) {
		named[m[1]] = true
		if _, err := os.Stat(filepath.Join("examples", m[1])); err != nil {
			t.Errorf("README names an example that is not there: %v", err)
		}
	}
	dirs, err := os.ReadDir("examples")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("examples: %v, error %v", dirs, err)
	}
	for _, d := range dirs {
		if d.IsDir() && !named[d.Name()] {
			t.Errorf("README does not name examples/%s", d.Name())
		}
	}
}

package script

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

// Run runs every script that the pattern names, each as a subtest named after
// its file. run answers one command; an error is written as output "error: …".
// With -update the files are rewritten instead: commit the difference only if
// you understand it. A pattern that names no file, and a file without a command,
// fail the test.
func Run(t *testing.T, pattern string, run func(t *testing.T, c *Command) (string, error)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("no script matches %s", pattern)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), func(t *testing.T) {
			runFile(t, file, run)
		})
	}
}

func runFile(t *testing.T, file string, run func(t *testing.T, c *Command) (string, error)) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	commands, err := parse(lines)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if len(commands) == 0 {
		t.Fatalf("%s has no command", file)
	}
	var out []string
	kept := 0
	for _, c := range commands {
		got, err := run(t, c)
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != "" && !strings.HasSuffix(got, "\n") {
			got += "\n"
		}
		if !*update && got != c.want {
			t.Errorf("%s:%d: %s (-want +got):\n%s", file, c.Line, lines[c.start], cmp.Diff(c.want, got))
		}
		out = append(out, lines[kept:c.sep]...)
		out = append(out, render(got)...)
		kept = c.end
	}
	out = append(out, lines[kept:]...)
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(out, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

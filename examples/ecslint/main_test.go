package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/diag/report"
	"github.com/ecskit/ecskit/taskdef"
)

// result is what a run of the program left behind.
type result struct {
	status   int
	out, err string
}

func runWith(std streams, args ...string) result {
	var out, errOut bytes.Buffer
	std.out, std.err = &out, &errOut
	if std.in == nil {
		std.in = strings.NewReader("")
	}
	return result{run(args, std), out.String(), errOut.String()}
}

func runLint(args ...string) result { return runWith(streams{}, args...) }

// write puts a file into a fresh directory and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
	return path
}

const noJSON = "{\n  \"family\": \"a\",\n}\n"

// cleanText returns the sample that nothing is wrong with.
func cleanText() string {
	text, err := sampleFiles.ReadFile("samples/clean.json")
	if err != nil {
		panic(err)
	}
	return string(text)
}

// The same with one thing wrong: a warning, and an error.
func unknownMember() string {
	return strings.Replace(cleanText(), `"essential": true,`, `"essential": true, "portBindings": [],`, 1)
}

func wrongType() string { return strings.Replace(cleanText(), `"cpu": "1024"`, `"cpu": 1024`, 1) }

func TestExitStatus(t *testing.T) {
	tests := []struct {
		name   string
		text   string
		flags  []string
		status int
		want   string // in what is written to standard output
	}{
		{"nothing found", cleanText(), nil, exitClean, "1 task definition: nothing found"},
		{"a warning", unknownMember(), nil, exitFindings, "[TD901"},
		{"a warning below the asked severity", unknownMember(), []string{"-severity", "error"}, exitClean, "nothing found"},
		{"an error", wrongType(), []string{"-severity", "error"}, exitFindings, "[TD904"},
		{"a rule left out by its code", unknownMember(), []string{"-disable", "TD901"}, exitClean, "nothing found"},
		{"a rule left out by its name", unknownMember(), []string{"-disable", "wrong-type, unknown-member"}, exitClean, "nothing found"},
		{"notes when they are asked for", "\uFEFF" + cleanText(), []string{"-severity", "info"}, exitFindings, " note"},
		{"no JSON", noJSON, nil, exitUnreadable, ":3:1: error: trailing comma"},
		{"no task definition", `{"a": 1}`, nil, exitFindings, "[TD900"},
		{"an assumption", cleanText(), []string{"-assume", "external"}, exitFindings, "awsvpc"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := runLint(append(tt.flags, write(t, "td.json", tt.text))...)
			if got.status != tt.status || !strings.Contains(got.out, tt.want) {
				t.Errorf("status %d, want %d; no %q in\n%s%s", got.status, tt.status, tt.want, got.out, got.err)
			}
		})
	}
}

func TestUsageErrors(t *testing.T) {
	for _, args := range [][]string{
		{"-format", "xml", "x"}, {"-severity", "fatal", "x"}, {"-assume", "LAMBDA", "x"}, {"-disable", "TD000", "x"}, {"-nonsense"},
		{filepath.Join(t.TempDir(), "missing.json")},
	} {
		got := runLint(args...)
		if got.status != exitUnreadable || got.err == "" {
			t.Errorf("%q: status %d, standard error %q", args, got.status, got.err)
		}
	}
	if got := runLint("-help"); got.status != exitClean || !strings.Contains(got.err, "exit status") {
		t.Errorf("-help: status %d\n%s", got.status, got.err)
	}
}

// TestUnreadableWinsOverFindings has one file of each kind.
func TestUnreadableWinsOverFindings(t *testing.T) {
	got := runLint(write(t, "a.json", unknownMember()), write(t, "b.json", noJSON))
	if got.status != exitUnreadable || !strings.Contains(got.out, "[TD901") || !strings.Contains(got.out, "[TD917") {
		t.Errorf("status %d\n%s", got.status, got.out)
	}
}

func TestFormats(t *testing.T) {
	path := write(t, "td.json", unknownMember())
	var document report.Document
	if err := json.Unmarshal([]byte(runLint("-format", "json", path).out), &document); err != nil {
		t.Fatal(err)
	}
	if len(document.Findings) != 1 || document.Findings[0].Code != "TD901" || document.Findings[0].File != path || document.Findings[0].Line < 2 {
		t.Errorf("JSON: %+v", document)
	}
	var sarif struct {
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct{ RuleID string }
		}
	}
	if err := json.Unmarshal([]byte(runLint("-format", "sarif", path).out), &sarif); err != nil {
		t.Fatal(err)
	}
	if sarif.Version != "2.1.0" || len(sarif.Runs) != 1 || len(sarif.Runs[0].Results) != 1 || sarif.Runs[0].Results[0].RuleID != "TD901" ||
		len(sarif.Runs[0].Tool.Driver.Rules) != len(taskdef.Kinds()) {
		t.Errorf("SARIF: %+v", sarif)
	}
	if got := runLint("-format", "github", path); !strings.HasPrefix(got.out, "::warning file=") || strings.Count(got.out, "\n") != 1 {
		t.Errorf("GitHub: %q", got.out)
	}
	if got := runWith(streams{color: true}, path); !strings.Contains(got.out, "\x1b[") {
		t.Errorf("no colour: %q", got.out)
	}
	if got := runLint(path); strings.Contains(got.out, "\x1b[") {
		t.Errorf("colour: %q", got.out)
	}
}

func TestStandardInput(t *testing.T) {
	got := runWith(streams{in: strings.NewReader(unknownMember())}, "-")
	if got.status != exitFindings || !strings.HasPrefix(got.out, "-:") {
		t.Errorf("status %d\n%s", got.status, got.out)
	}
}

func TestFindingsComeInTheOrderOfTheText(t *testing.T) {
	got := runLint("-format", "github", write(t, "td.json", "{\"tags\": {},\n\"family\": [],\n\"containerDefinitions\": 1,\n\"cpu\": {}}"))
	at := 0
	for _, line := range []string{"line=1,", "line=2,", "line=3,", "line=4,"} {
		i := strings.Index(got.out[at:], line)
		if i < 0 {
			t.Fatalf("no %s behind byte %d of\n%s", line, at, got.out)
		}
		at += i
	}
}

func TestDirectories(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"a.json":                 unknownMember(),
		"deep/er/b.JSON":         cleanText(),
		"package.json":           `{"name": "x", "version": "1.0.0"}`,
		"list.json":              `[{"name": "x"}]`,
		"containers.json":        `[{"name": "x", "image": "nginx:1"}]`,
		"comments.json":          "// hello\n{}",
		"broken.json":            `{"containerDefinitions": [,]}`,
		"service.json":           `{"tags": [], "taskDefinition": "a:1"}`,
		"notes.txt":              noJSON,
		".git/c.json":            noJSON,
		"node_modules/x/d.json":  unknownMember(),
		"template.json":          `{"Resources": {"A": {"Type": "AWS::ECS::TaskDefinition", "Properties": {}}, "B": {"Type": "AWS::ECS::TaskDefinition", "Properties": {}}}}`,
		"template-of-other.json": `{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}`,
	} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	got := runLint(root)
	if got.status != exitUnreadable || !strings.Contains(got.out, "broken.json:1:") || !strings.Contains(got.out, "a.json:") {
		t.Errorf("status %d\n%s%s", got.status, got.out, got.err)
	}
	for _, never := range []string{"package.json", "list.json", "comments.json", ".git", "node_modules", "notes.txt", "service.json"} {
		if strings.Contains(got.out+got.err, never) {
			t.Errorf("%s is spoken of in\n%s%s", never, got.out, got.err)
		}
	}
	if !strings.Contains(got.out, "\n5 task definitions and 1 unreadable input: ") || !strings.Contains(got.out, "(5 other files passed over)") {
		t.Errorf("the summary is wrong:\n%s", got.out)
	}
}

func TestProgress(t *testing.T) {
	root := t.TempDir()
	for i := range manyFiles {
		if err := os.WriteFile(filepath.Join(root, fmt.Sprintf("%d.json", i)), []byte(cleanText()), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	if got := runWith(streams{terminal: true}, root); got.err != "" {
		t.Errorf("%d files: %q", manyFiles, got.err)
	}
	one := write(t, "one.json", cleanText())
	if got := runWith(streams{terminal: true}, root, one); !strings.Contains(got.err, "201 of 201 files, 0 errors, 0 warnings") || !strings.HasSuffix(got.err, "\r\x1b[K") {
		t.Errorf("%d files: %q", manyFiles+1, got.err)
	}
	if got := runLint(root, one); got.err != "" {
		t.Errorf("without a terminal: %q", got.err)
	}
}

// TestSamples is README's first command: it explains, and is no failure.
func TestSamples(t *testing.T) {
	got := runLint()
	if got.status != exitClean || got.err != "" {
		t.Errorf("status %d\n%s", got.status, got.err)
	}
	rest := got.out
	for _, s := range samples() {
		_, after, ok := strings.Cut(rest, s[0]+": "+s[1])
		if !ok {
			t.Fatalf("no %s in order in\n%s", s[0], got.out)
		}
		rest = after
	}
	if !strings.Contains(rest, "1 task definition: nothing found") {
		t.Errorf("something is wrong with the clean sample:\n%s", rest)
	}
	for _, code := range []string{"[TD901", "[TD902", "[TD904", "[TD906", "[TD907"} {
		if !strings.Contains(got.out, code) {
			t.Errorf("no %s] in\n%s", code, got.out)
		}
	}
	files, err := sampleFiles.ReadDir("samples")
	if err != nil || len(files) != len(samples()) {
		t.Errorf("%d files of samples, %d explained, %v", len(files), len(samples()), err)
	}
}

func TestIsTerminal(t *testing.T) {
	f, err := os.Open(write(t, "x", ""))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if isTerminal(f) {
		t.Error("a file is no terminal")
	}
}

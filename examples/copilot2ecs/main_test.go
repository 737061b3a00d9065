package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/internal/script"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

// The scripts say what becomes of the parts of a manifest. A command is
//
//	convert keys=cpu,image env=NAME app=NAME set=NAME=VALUE all
//
// with the members of a manifest, without the outer braces, as its input; name,
// type and image are filled in when they are not there. The output is the
// members of both documents that keys names, those of a container as
// "container name.member", and the findings; without all those that every
// manifest has are left out.
func TestScripts(t *testing.T) {
	script.Run(t, "testdata/*.txt", convertScript)
}

func convertScript(t *testing.T, cmd *script.Command) (string, error) {
	if cmd.Name != "convert" {
		return "", fmt.Errorf("unknown command %s", cmd.Name)
	}
	c := &converter{set: map[string]string{}}
	c.env, _ = cmd.Arg("env")
	c.app, _ = cmd.Arg("app")
	if pair, ok := cmd.Arg("set"); ok {
		name, value, _ := strings.Cut(pair, "=")
		c.set[name] = value
	}
	text := []byte(complete(cmd.Input))
	doc, err := jsonscan.Parse(text, jsonscan.Limits{})
	if err != nil {
		return "", fmt.Errorf("%w in %s", err, text)
	}
	c.convert(doc)
	accounted(t, c)
	var out strings.Builder
	keys, _ := cmd.Arg("keys")
	if c.td != nil {
		printMembers(t, &out, strings.Split(keys, ","), c)
	}
	_, all := cmd.Arg("all")
	c.findings.Sort()
	for _, f := range c.findings {
		if always := f.Code == fill.Code || f.Path == "type" && f.Code == lost.Code; all || !always {
			fmt.Fprintln(&out, f)
		}
	}
	for _, f := range checked(t, c) {
		if f.Severity == diag.Error || all {
			fmt.Fprintln(&out, f)
		}
	}
	return out.String(), nil
}

// accounted fails for a value that was neither carried over nor reported.
func accounted(t *testing.T, c *converter) {
	t.Helper()
	if c.td == nil {
		return
	}
	reported := map[string]bool{}
	for _, f := range c.findings {
		reported[f.Path] = true
	}
	var walk func(n *node)
	walk = func(n *node) {
		if n.read || reported[n.path] {
			return
		}
		for _, key := range n.keys {
			walk(n.members[key])
		}
		for _, e := range n.list {
			walk(e)
		}
		if len(n.keys)+len(n.list) == 0 && !n.visited {
			t.Errorf("%s is lost without a word", n.path)
		}
	}
	walk(c.root)
}

func complete(members string) string {
	given := strings.TrimSpace(members)
	members = given
	for _, m := range [][2]string{{"image", `{"location": "example/api:1", "port": 80}`}, {"type", `"` + webService + `"`}, {"name", `"api"`}} {
		if !strings.Contains("\n"+given, "\n\""+m[0]+`"`) {
			members = strings.TrimSuffix(`"`+m[0]+`": `+m[1]+", "+members, ", ")
		}
	}
	return "{" + members + "}"
}

func printMembers(t *testing.T, out *strings.Builder, keys []string, c *converter) {
	print := func(name, key, value string) {
		if slices.Contains(keys, key) || slices.Contains(keys, name+key) {
			fmt.Fprintf(out, "%s%s: %s\n", name, key, value)
		}
	}
	task := members(t, c.td)
	for i, d := range c.td.ContainerDefinitions {
		for _, m := range members(t, d) {
			print(fmt.Sprintf("%s.", c.td.ContainerDefinitions[i].Name), m[0], m[1])
		}
	}
	for _, m := range task {
		print("", m[0], m[1])
	}
	if c.svc != nil {
		for _, m := range members(t, c.svc) {
			print("", m[0], m[1])
		}
	}
}

func members(t *testing.T, v any) [][2]string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonscan.Parse(text, jsonscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var list [][2]string
	for m := range doc.Root().Children() {
		list = append(list, [2]string{m.Key(), m.Raw()})
	}
	return list
}

func checked(t *testing.T, c *converter) diag.List {
	t.Helper()
	if c.td == nil {
		return nil
	}
	files, err := c.write("", &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	var all diag.List
	for _, f := range files {
		all.Add(f.Findings...)
	}
	return all
}

type result struct {
	status   int
	out, err string
}

func runWith(stdin string, args ...string) result {
	var out, errs bytes.Buffer
	status := run(args, strings.NewReader(stdin), &out, &errs)
	return result{status, out.String(), errs.String()}
}

// The sample converts without a look at anything outside, and what comes out
// loads again as what it is.
func TestSample(t *testing.T) {
	r := runWith("")
	if r.status != exitDone {
		t.Fatalf("status %d: %s", r.status, r.err)
	}
	var both map[string]json.RawMessage
	if err := json.Unmarshal([]byte(r.out), &both); err != nil {
		t.Fatal(err)
	}
	td, findings, err := taskdef.Parse(both["taskDefinition"])
	if err != nil || len(td.ContainerDefinitions) != 3 || td.ContainerDefinitions[0].Name != "frontend" {
		t.Errorf("%d containers, %v, error %v", len(td.ContainerDefinitions), findings, err)
	}
	s, err := service.Load(both["service"])
	if err != nil || len(s.Findings) > 0 || s.Services[0].ServiceName != "frontend" {
		t.Errorf("%+v, error %v", s, err)
	}
	for _, want := range []string{"http.alias is left out", "did you mean labels?", "-set PRIVATE_SUBNETS=…", "manifest.json:12:14: warning", "choose one with -env: test, prod", "TD704"} {
		if !strings.Contains(r.err, want) {
			t.Errorf("the findings lack %q:\n%s", want, r.err)
		}
	}
}

func TestRun(t *testing.T) {
	const manifest = `{"name": "w", "type": "Worker Service", "image": {"location": "example/w:1"}}`
	dir := t.TempDir()
	file := filepath.Join(dir, "manifest.json")
	if err := os.WriteFile(file, []byte(manifest), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, stdin string
		args        []string
		status      int
		out, err    string // parts of them
	}{
		{"help", "", []string{"-help"}, exitDone, "", "usage: copilot2ecs"},
		{"a file", "", []string{file}, exitDone, `"family": "w"`, "CM005"},
		{"standard input", manifest, []string{"-"}, exitDone, `"family": "w"`, "standard input:1:23"},
		{"application and environment", manifest, []string{"-app", "shop", "-env", "prod", "-"}, exitDone, `"family": "shop-prod-w"`, ""},
		{"a placeholder's value", manifest, []string{"-set", "CLUSTER=blue", "-"}, exitDone, `"cluster": "blue"`, ""},
		{"no such placeholder", manifest, []string{"-set", "KLUSTER=blue", "-"}, exitUnreadable, "", "only AWS_REGION, CLUSTER"},
		{"a value without a name", manifest, []string{"-set", "blue", "-"}, exitUnreadable, "", "NAME=VALUE"},
		{"an error in the manifest", `{"name": "w", "type": "Static Site"}`, []string{"-"}, exitFindings, "", "CloudFront and S3 serve it"},
		{"an error before any placeholder", `{"name": "w", "type": "Static Site"}`, []string{"-set", "CLUSTER=blue", "-"}, exitFindings, "", "CloudFront and S3 serve it"},
		{"an error in a document", `{"name": "w", "type": "Worker Service", "image": {"location": "example/w:1"}, "cpu": 300}`, []string{"-"}, exitFindings, `"300"`, "TD"},
		{"no manifest", `[]`, []string{"-"}, exitFindings, "", "a manifest, which is a map"},
		{"YAML", "name: w\ntype: Worker Service\n", []string{"-"}, exitUnreadable, "", "only JSON is read: convert it first; yq -o=json"},
		{"broken JSON", `{"name": `, []string{"-"}, exitUnreadable, "", "standard input:1:10"},
		{"no such file", "", []string{filepath.Join(dir, "nothing")}, exitUnreadable, "", "no such file"},
		{"two files", "", []string{file, file}, exitUnreadable, "", "one is converted at a time"},
		{"no such flag", "", []string{"-nothing"}, exitUnreadable, "", "-nothing"},
		{"no such directory", "", []string{"-o", filepath.Join(dir, "nothing"), file}, exitUnreadable, "", "no such file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := runWith(tt.stdin, tt.args...)
			if r.status != tt.status || !strings.Contains(r.out, tt.out) || !strings.Contains(r.err, tt.err) {
				t.Errorf("status %d, want %d with %q and %q in\n%s\n%s", r.status, tt.status, tt.out, tt.err, r.out, r.err)
			}
		})
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	r := runWith("", "-o", dir)
	if r.status != exitDone || r.out != "" {
		t.Fatalf("status %d, %s%s", r.status, r.out, r.err)
	}
	both := runWith("")
	var want struct{ TaskDefinition, Service json.RawMessage }
	if err := json.Unmarshal([]byte(both.out), &want); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]json.RawMessage{"task-definition.json": want.TaskDefinition, "service.json": want.Service} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(compact(t, want), compact(t, got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}

	job := runWith(`{"name": "j", "type": "Scheduled Job", "image": {"location": "example/j:1"}}`, "-o", t.TempDir(), "-")
	if job.status != exitDone || strings.Contains(job.err, "service.json") {
		t.Errorf("status %d: %s", job.status, job.err)
	}
}

func compact(t *testing.T, text []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Compact(&b, text); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteError(t *testing.T) {
	var errs bytes.Buffer
	if status := run(nil, strings.NewReader(""), brokenWriter{}, &errs); status != exitUnreadable || !strings.Contains(errs.String(), "disk full") {
		t.Errorf("status %d, %s", status, &errs)
	}
}

func TestSplitWords(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string // nil: an error
	}{
		{"", []string{}},
		{"ps au", []string{"ps", "au"}},
		{"  a\tb \n c ", []string{"a", "b", "c"}},
		{`sh -c 'echo "$HOME"'`, []string{"sh", "-c", `echo "$HOME"`}},
		{`a"b c"d ''`, []string{"ab cd", ""}},
		{`a\ b "c\"d" 'e\f'`, []string{"a b", `c"d`, `e\f`}},
		{"run a#b # a comment", []string{"run", "a#b"}},
		{"run # it's \"open\n -v '#' \n# end", []string{"run", "-v", "#"}},
		{`open "quote`, nil},
		{`open \`, nil},
	} {
		got, err := splitWords(tt.in)
		if diff := cmp.Diff(tt.want, got); diff != "" || (err != nil) != (tt.want == nil) {
			t.Errorf("splitWords(%q): error %v (-want +got):\n%s", tt.in, err, diff)
		}
	}
}

// Whatever the manifest is, every value of it is carried over or reported.
func FuzzConvert(f *testing.F) {
	text, err := sample.ReadFile("sample/manifest.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text), "prod")
	f.Add(`{"name":"a","type":"Scheduled Job","image":[],"http":7,"sidecars":{"x":1},"count":{"range":{"min":1}}}`, "")
	f.Add(`{"type":"Load Balanced Web Service","http":false,"nlb":{"port":"1/x"},"environments":{"":{"http":{}}}}`, "")
	f.Fuzz(func(t *testing.T, text, env string) {
		doc, err := jsonscan.Parse([]byte(text), jsonscan.Limits{})
		if err != nil {
			t.Skip("no JSON")
		}
		c := &converter{env: env, set: map[string]string{}}
		c.convert(doc)
		if c.td == nil {
			if !c.findings.HasErrors() {
				t.Error("no document and no error")
			}
			return
		}
		accounted(t, c)
		if _, err := c.write("", &bytes.Buffer{}); err != nil {
			t.Error(err)
		}
	})
}

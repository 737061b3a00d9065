package main

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden file")

func runPlacesim(stdin string, args ...string) (code int, stdout, stderr string) {
	var out, errs strings.Builder
	code = run(args, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

// The bundled cluster, by its whole output.
func TestBundledCluster(t *testing.T) {
	code, out, errs := runPlacesim("")
	if code != 0 || errs != "" {
		t.Fatalf("code %d, %s", code, errs)
	}
	golden := filepath.Join("testdata", "bundled.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if code, _, _ := runPlacesim("", "-check"); code != 1 {
		t.Errorf("with -check the code is %d, though tasks have no place", code)
	}
}

// elements counts the elements of a picture, which must be XML.
func elements(t *testing.T, text string) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return counts
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			counts[e.Name.Local]++
		}
	}
}

func TestMaps(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "maps")
	if code, _, errs := runPlacesim("", "-svg", dir); code != 0 {
		t.Fatalf("code %d, %s", code, errs)
	}
	// A task is drawn twice, and so is an instance that is there.
	titled := map[string]int{"1-placed.svg": 2 * (47 + 10), "2-lost.svg": 2 * (39 + 7), "3-rebalanced.svg": 2 * (48 + 10)}
	for name, want := range titled {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := elements(t, string(text))["title"]; got != want {
			t.Errorf("%s has %d tasks and bars, want %d", name, got, want)
		}
		if hatched := strings.Count(string(text), "url(#stranded)"); hatched < 3 {
			t.Errorf("%s has %d hatched places, want some besides the legend", name, hatched)
		}
		if lost := strings.Contains(string(text), "eu-west-1c: lost"); lost != (name == "2-lost.svg") {
			t.Errorf("%s: zone lost is %v", name, lost)
		}
	}
}

// Instances and counts on the command line take the place of the file's.
func TestInstancesByFlag(t *testing.T) {
	const services = `{"services": [{"name": "web", "count": 5, "cpu": 1024, "memory": 2000}]}`
	code, out, errs := runPlacesim(services, "-check", "-instances", "m5.large=2,c5.large=1", "-zones", "x,y", "-lose", "x", "-rebalance", "-")
	if code != 0 || errs != "" {
		t.Fatalf("code %d, %s", code, errs)
	}
	for _, want := range []string{
		"1. everything placed: 3 instances, 5 tasks", "web      5 of 5  0         3  2\n",
		"2. zone x lost: 1 instance, 2 tasks", "2 instances gone with 3 tasks; 0 started elsewhere", "web: no place for 3 of its tasks", "1024 CPU units more",
		"3. zone x back, rebalanced: 3 instances, 5 tasks", "no task is moved",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in the output:\n%s", want, out)
		}
	}
}

// A task with 400 fixed host ports has no place anywhere, and one line says why.
func TestFourHundredPorts(t *testing.T) {
	ports := strings.TrimSuffix(strings.Repeat("P,", 400), ",")
	for i := range 400 {
		ports = strings.Replace(ports, "P", string(rune('1'+i/100))+string(rune('0'+i/10%10))+string(rune('0'+i%10))+"0", 1)
	}
	code, out, errs := runPlacesim(`{"services": [{"name": "sip", "count": 1, "cpu": 10, "memory": 10, "hostPorts": [`+ports+`]}]}`, "-instances", "m5.large=1", "-")
	if code != 0 || !strings.Contains(out, "1 of 1 instances: too many ports (RESOURCE:PORTS), nearest i-01: 400 reserved ports, an instance has at most 100") {
		t.Errorf("code %d, %s\n%s", code, errs, out)
	}
}

// Bad input is refused with its place, and all of it at once.
func TestBadInput(t *testing.T) {
	for _, test := range []struct {
		in   string
		args []string
		want []string
	}{
		{`{"instances": [{"typ": "m5.large"}], "servces": []}`, nil, []string{"1:24: instances[0].typ: there is no such member (did you mean type?)", "servces", "services"}},
		{`{"instances": [{"type": "m5.huge"}, {}]}`, nil, []string{`instances[0]: instance type "m5.huge"`, "instances[1]: neither a type nor cpu and memory"}},
		{`{"instances": [{"id": "a", "cpu": 1024, "memory": 99}, {"id": "a", "cpu": 1024, "memory": 99}]}`, nil, []string{"instances[1]: a: "}},
		{`{"instances": [{"type": "m5.large", "count": 20000}]}`, nil, []string{"count 20000"}},
		{`{"instances": [{"type": "m5.large", "count": 2147483647}]}`, nil, []string{"count 2147483647"}},
		{`{"services": [{"name": "a", "hostPorts": [70000]}, {"name": "b", "placementStrategy": [{"type": "spread", "field": "zone"}]}, {"count": -1}]}`, nil,
			[]string{"services[0]: host port 70000", "services[1]: ", "services[2]: name"}},
		{`{"instances": [{"type": "m5.large", "zone": "a"}]}`, []string{"-lose", "b"}, []string{`zone "b" cannot be lost`}},
		{`{}`, []string{"-instances", "m5.large"}, []string{"-instances", "type=count"}},
		{`[]`, nil, []string{"wanted is an object"}},
		{`{`, nil, []string{"-: "}},
	} {
		code, _, errs := runPlacesim(test.in, append(test.args, "-")...)
		if code != 2 {
			t.Errorf("%s: code %d, want 2", test.in, code)
		}
		for _, want := range test.want {
			if !strings.Contains(errs, want) {
				t.Errorf("%s: %q is not in %s", test.in, want, errs)
			}
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := runPlacesim("", "-svg", file); code != 2 || errs == "" {
		t.Errorf("maps into a file: code %d, %q", code, errs)
	}
	if code, _, errs := runPlacesim("", filepath.Join(file, "none")); code != 2 || errs == "" {
		t.Errorf("no such file: code %d, %q", code, errs)
	}
	if code, _, _ := runPlacesim("", "a", "b"); code != 2 {
		t.Errorf("two files: code %d", code)
	}
}

// Instances that take no tasks say so, and an empty cluster does too.
func TestInstancesThatTakeNothing(t *testing.T) {
	const in = `{
  "instances": [
    {"id": "drained", "cpu": 1024, "memory": 1000, "draining": true},
    {"id": "cut-off", "cpu": 1024, "memory": 1000, "agentDisconnected": true}
  ],
  "services": [{"name": "log", "daemon": true, "cpu": 10, "memory": 10}, {"name": "web", "count": 1, "cpu": 10, "memory": 10}]
}`
	dir := t.TempDir()
	code, out, errs := runPlacesim(in, "-svg", dir, "-")
	for _, want := range []string{"no zone", "log      0 of 1", "log: no place for 1", "web: no place for 1", "AGENT", "INACTIVE"} {
		if !strings.Contains(out, want) || code != 0 {
			t.Errorf("code %d, %s: %q is not in\n%s", code, errs, want, out)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "1-placed.svg"))
	if err != nil || !strings.Contains(string(text), "draining") || !strings.Contains(string(text), "no agent") {
		t.Errorf("the map does not tell: %v", err)
	}
	if _, out, _ := runPlacesim(`{"services": [{"name": "web", "count": 1}]}`, "-"); !strings.Contains(out, "there is no instance") {
		t.Errorf("an empty cluster: %s", out)
	}
}

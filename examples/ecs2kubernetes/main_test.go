package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/internal/script"
	"github.com/ecskit/ecskit/placement/ec2types"
	"github.com/ecskit/ecskit/rollout"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

// The flag is that of package script, which rewrites its own files by it.
func updating() bool { return flag.Lookup("update").Value.String() == "true" }

func TestSample(t *testing.T) {
	var out, errOut bytes.Buffer
	if status := run(nil, &out, &errOut); status != 0 {
		t.Fatalf("status %d: %s", status, &errOut)
	}
	got := out.String() + errOut.String()
	if updating() {
		if err := os.WriteFile("testdata/sample.golden", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/sample.golden")
	if diff := cmp.Diff(string(want), got); err != nil || diff != "" {
		t.Errorf("error %v, (-want +got):\n%s", err, diff)
	}
}

func TestGroupKinds(t *testing.T) {
	provider := func(names ...string) *service.Service {
		s := &service.Service{}
		for _, name := range names {
			s.CapacityProviderStrategy = append(s.CapacityProviderStrategy, service.CapacityProviderStrategyItem{CapacityProvider: name})
		}
		return s
	}
	for _, tt := range []struct {
		svc  *service.Service
		want []string // what the lines have, in their order
	}{
		{&service.Service{LaunchType: service.LaunchFargate}, []string{"FARGATE: a Fargate profile"}},
		{&service.Service{LaunchType: service.LaunchEC2}, []string{"EC2: a managed node group; self-managed nodes"}},
		{&service.Service{LaunchType: service.LaunchManagedInstances}, []string{"MANAGED_INSTANCES: EKS Auto Mode"}},
		{&service.Service{LaunchType: service.LaunchExternal}, []string{"EXTERNAL: hybrid nodes"}},
		{&service.Service{LaunchType: "MOON"}, []string{"MOON: there is no such launch type"}},
		{&service.Service{}, []string{"the cluster decides", "FARGATE: ", "EC2: ", "MANAGED_INSTANCES: "}},
		{provider("FARGATE_SPOT", "FARGATE", "asg"), []string{"FARGATE_SPOT: a managed node group with capacityType SPOT", "FARGATE: a Fargate profile", "capacity provider asg: of an Auto Scaling group a managed"}},
	} {
		c := converter{svc: tt.svc}
		lines := c.groupKinds()
		if len(lines) != len(tt.want) {
			t.Errorf("%+v: %q", tt.svc, lines)
			continue
		}
		for i, want := range tt.want {
			if !strings.HasPrefix(lines[i], want) {
				t.Errorf("line %q, want %q…", lines[i], want)
			}
		}
	}
}

// What is said of a whole document names no member of it.
func TestDescribeOutput(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for name, text := range map[string]string{
		"a-task.json":    `{"taskDefinition": {"family": "web", "containerDefinitions": [{"name": "a", "image": "a", "memory": 8}]}}`,
		"b-service.json": `{"services": [{"serviceName": "web", "serviceArn": "arn", "desiredCount": 1}], "failures": [{"arn": "api", "reason": "MISSING"}]}`,
	} {
		files = append(files, filepath.Join(dir, name))
		if err := os.WriteFile(files[len(files)-1], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(files)
	var out, errOut bytes.Buffer
	if status := run(files, &out, &errOut); status != 0 {
		t.Fatalf("status %d: %s", status, &errOut)
	}
	for _, want := range []string{"\n  task: the task definition is wrapped", "\n  service: failures[0]: ECS did not describe api: MISSING\n"} {
		if !strings.Contains(errOut.String(), want) {
			t.Errorf("%q is not in\n%s", want, &errOut)
		}
	}
}

// The scripts say what becomes of the parts of a task definition and a service.
//
//	convert show=containers,service nodes=3 types=m5.large
//
// has the members of a task definition as its input, and on lines that start with
// "service " those of a service; family and serviceName are filled in. The output
// is the parts of the objects that show names, and the list of what is lost.
func TestScripts(t *testing.T) {
	script.Run(t, "testdata/*.txt", func(t *testing.T, cmd *script.Command) (string, error) {
		if cmd.Name != "convert" {
			return "", fmt.Errorf("unknown command %s", cmd.Name)
		}
		var task, svc []string
		for line := range strings.SplitSeq(strings.TrimSpace(cmd.Input), "\n") {
			if rest, ok := strings.CutPrefix(line, "service "); ok {
				svc = append(svc, rest)
			} else {
				task = append(task, line)
			}
		}
		texts := map[string]string{
			"task":    complete(strings.Join(task, "\n"), "family", "web"),
			"service": complete(strings.Join(svc, "\n"), "serviceName", "web"),
		}
		c, err := load(func(name string) ([]byte, error) { return []byte(texts[name]), nil }, "task", "service")
		if err != nil {
			return "", err
		}
		if c.nodes, err = cmd.Int("nodes", 0); err != nil {
			return "", err
		}
		return show(t, c, cmd)
	})
}

func complete(members, name, value string) string {
	if !strings.Contains(members, `"`+name+`"`) {
		members = strings.TrimSuffix(fmt.Sprintf("%q: %q, %s", name, value, members), ", ")
	}
	return "{" + members + "}"
}

func show(t *testing.T, c *converter, cmd *script.Command) (string, error) {
	text, err := json.Marshal(c.objects())
	if err != nil {
		return "", err
	}
	var out strings.Builder
	parts, _ := cmd.Arg("show")
	for part := range strings.SplitSeq(parts, ",") {
		for _, v := range pick(t, text, part) {
			fmt.Fprintf(&out, "%s: %s\n", part, v)
		}
	}
	for _, line := range c.lost {
		fmt.Fprintln(&out, line)
	}
	if types, ok := cmd.Arg("types"); ok {
		err = c.writeNodes(&out, strings.Split(types, ","))
	}
	return strings.ReplaceAll(out.String(), "\n\n", "\n"), err
}

// pick returns a part of the objects: those of a kind, or a member of the
// workload's spec or of its pod.
func pick(t *testing.T, text []byte, part string) (list []string) {
	t.Helper()
	var all struct {
		Items []struct {
			Kind     string
			Metadata json.RawMessage
			Spec     map[string]json.RawMessage
		}
	}
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	for _, item := range all.Items {
		if item.Kind == part {
			spec, err := json.Marshal(item.Spec)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, string(item.Metadata)+" "+string(spec))
		}
		if item.Kind != "Deployment" && item.Kind != "DaemonSet" {
			continue
		}
		var template struct{ Spec map[string]json.RawMessage }
		if err := json.Unmarshal(item.Spec["template"], &template); err != nil {
			t.Fatal(err)
		}
		for _, from := range []map[string]json.RawMessage{item.Spec, template.Spec} {
			if v := from[part]; v != nil {
				list = append(list, string(v))
			}
		}
	}
	return list
}

// Every member of the API is converted or has a reason of its own.
func TestReasons(t *testing.T) {
	used := map[string]bool{}
	for kind, object := range map[string]struct {
		of   reflect.Type
		done string
	}{
		"task":       {reflect.TypeFor[taskdef.TaskDefinition](), doneTask + " " + outputTask},
		"container":  {reflect.TypeFor[taskdef.ContainerDefinition](), doneContainer},
		"linux":      {reflect.TypeFor[taskdef.LinuxParameters](), "capabilities"},
		"port":       {reflect.TypeFor[taskdef.PortMapping](), "containerPort hostPort protocol name"},
		"volume":     {reflect.TypeFor[taskdef.Volume](), "name host efsVolumeConfiguration"},
		"efs":        {reflect.TypeFor[taskdef.EFSVolumeConfiguration](), "fileSystemId rootDirectory transitEncryption authorizationConfig"},
		"deployment": {reflect.TypeFor[rollout.DeploymentConfiguration](), "minimumHealthyPercent maximumPercent"},
		"service":    {reflect.TypeFor[service.Service](), doneService + " " + outputOther},
	} {
		done := strings.Fields(object.done)
		for f := range object.of.Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			key := kind + "." + name
			used[key] = true
			if slices.Contains(done, name) == (reasons[key] != "") {
				t.Errorf("%s: converted %t, reason %q", key, slices.Contains(done, name), reasons[key])
			}
		}
	}
	for key := range reasons {
		if !used[key] {
			t.Errorf("there is no member %s", key)
		}
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	task := write("task.json", `{"family": "f", "containerDefinitions": [{"name": "a", "image": "i"}]}`)
	svc := write("service.json", `{"serviceName": "s", "desiredCount": 1, "colour": "blue"}`)
	broken := write("broken.json", `{"family": `)
	none := write("none.json", `{"services": []}`)
	for _, tt := range []struct {
		name     string
		args     []string
		status   int
		out, err string // parts of them
	}{
		{"files", []string{task, svc}, 0, `"kind": "Deployment"`, "service: colour: the API has no member colour"},
		{"node groups", []string{"-types", "t3.medium", task, svc}, 0, "", "t3.medium  amd64"},
		{"no node groups", []string{"-types", "", task, svc}, 0, "", "service: colour"},
		{"unknown type", []string{"-types", "m5.tiny", task, svc}, 2, "", `no "m5.tiny"`},
		{"type without sizes", []string{"-types", "c1.medium,a1.tiny", task, svc}, 2, "", "a1.tiny"},
		{"help", []string{"-help"}, 0, "", "usage: ecs2kubernetes"},
		{"no such flag", []string{"-nothing"}, 2, "", "-nothing"},
		{"one file", []string{task}, 2, "", "not 1 files"},
		{"nodes below nothing", []string{"-nodes", "-1"}, 2, "", "less than 0"},
		{"no such task definition", []string{"nowhere.json", svc}, 2, "", "nowhere.json"},
		{"no such service", []string{task, "nowhere.json"}, 2, "", "nowhere.json"},
		{"broken task definition", []string{broken, svc}, 2, "", "broken.json:1:12"},
		{"broken service", []string{task, broken}, 2, "", "broken.json:1:12"},
		{"no service", []string{task, none}, 2, "", "0 services, want one"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out, errOut bytes.Buffer
			status := run(tt.args, &out, &errOut)
			if status != tt.status || !strings.Contains(out.String(), tt.out) || !strings.Contains(errOut.String(), tt.err) {
				t.Errorf("status %d, want %d with %q and %q in\n%s\n%s", status, tt.status, tt.out, tt.err, &out, &errOut)
			}
		})
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteError(t *testing.T) {
	var errOut bytes.Buffer
	if status := run(nil, brokenWriter{}, &errOut); status != 2 || !strings.Contains(errOut.String(), "disk full") {
		t.Errorf("status %d, %s", status, &errOut)
	}
}

// The figures of the formula are those of the types' data sheet; what the kubelet
// keeps of the CPU is known for two and four cores.
func TestNodeOf(t *testing.T) {
	for name, want := range map[string]node{
		"m5.large":    {arch: "amd64", pods: 29, cpu: 1930, memory: 7987 - 255 - 11*29 - 100},
		"m6g.xlarge":  {arch: "arm64", pods: 58, cpu: 3920, memory: 15974 - 255 - 11*58 - 100},
		"m5.24xlarge": {arch: "amd64", pods: maxPodsDefault, cpu: 96000 - 80 - 230, memory: 383385 - 255 - 11*737 - 100},
	} {
		got, err := nodeOf(name)
		if err != nil || got != want {
			t.Errorf("%s: %+v, error %v, want %+v", name, got, err, want)
		}
	}
	if _, err := nodeOf("m5.tiny"); err == nil {
		t.Error("m5.tiny is a type")
	}
}

func TestDNSLabel(t *testing.T) {
	for name, want := range map[string]string{
		"web": "web", "Web_API": "web-api", "-a-": "a", "": "", "__": "", "a.b": "a-b", "größe": "gr--e", "1st": "1st",
		strings.Repeat("a", 70): strings.Repeat("a", 63), strings.Repeat("a", 62) + "-b": strings.Repeat("a", 62),
	} {
		if got := dnsLabel(name); got != want {
			t.Errorf("dnsLabel(%q) = %q, want %q", name, got, want)
		}
	}
}

// Of some types only the sizes are known, of some only the interfaces.
func TestNodesOfHalfKnownTypes(t *testing.T) {
	var unsized, unaddressed int
	for typ := range ec2types.All() {
		_, addressed := typ.MaxPods()
		n, err := nodeOf(typ.Name)
		switch {
		case !typ.Sized():
			if unsized++; err == nil {
				t.Errorf("%s has no sizes, but is %+v", typ.Name, n)
			}
		case err != nil:
			t.Errorf("%s: %v", typ.Name, err)
		case !addressed:
			if unaddressed++; !n.addressesUnknown {
				t.Errorf("the addresses of %s are not known, but it is %+v", typ.Name, n)
			}
		case n.pods < 1 || n.pods > maxPodsDefault || n.cpu < 1:
			t.Errorf("%s is %+v", typ.Name, n)
		}
	}
	t.Logf("%d types without sizes, %d without interfaces", unsized, unaddressed)
	if unsized == 0 {
		t.Error("every type has sizes: the error has no test")
	}
}

// Whatever the task definition is, each container is in the pod once, under a
// label that no other one has.
func FuzzConvert(f *testing.F) {
	task, err := sample.ReadFile("sample/task-definition.json")
	if err != nil {
		f.Fatal(err)
	}
	svc, err := sample.ReadFile("sample/service.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(task), string(svc))
	f.Add(`{"cpu":"1","memory":"1","containerDefinitions":[{"name":"a","dependsOn":[{"containerName":"a"}]}]}`, `{"schedulingStrategy":"DAEMON"}`)
	f.Add(`{"containerDefinitions":[{"name":"a"},{"name":"a","dependsOn":[{"containerName":"a"},{"containerName":"b"}]}]}`, `{"serviceName":"","desiredCount":-1}`)
	f.Fuzz(func(t *testing.T, task, svc string) {
		texts := map[string]string{"task": task, "service": svc}
		c, err := load(func(name string) ([]byte, error) { return []byte(texts[name]), nil }, "task", "service")
		if err != nil {
			t.Skip("no JSON, or not one service")
		}
		want := len(c.td.ContainerDefinitions)
		text, err := json.Marshal(c.objects())
		if err != nil {
			t.Fatal(err)
		}
		labels := map[string]bool{}
		got := 0
		for _, part := range []string{"initContainers", "containers"} {
			for _, v := range pick(t, text, part) {
				var list []struct{ Name string }
				if err := json.Unmarshal([]byte(v), &list); err != nil {
					t.Fatal(err)
				}
				for _, k := range list {
					got++
					labels[k.Name] = true
				}
			}
		}
		if got != want || len(labels) != want || labels[""] {
			t.Errorf("%d containers became %d, with the labels %v", want, got, labels)
		}
	})
}

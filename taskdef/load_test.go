package taskdef_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

func mustLoad(t *testing.T, text string) *taskdef.Document {
	t.Helper()
	d, err := taskdef.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// namesOf counts findings by their names.
func namesOf(findings diag.List) map[string]int {
	names := map[string]int{}
	for _, f := range findings {
		names[f.Name]++
	}
	return names
}

// TestParse has the model alone.
func TestParse(t *testing.T) {
	data, err := os.ReadFile("testdata/three_containers.json")
	if err != nil {
		t.Fatal(err)
	}
	td, findings, err := taskdef.Parse(data)
	if err != nil || findings != nil {
		t.Fatalf("%v, %v", err, findings)
	}
	if len(td.ContainerDefinitions) != 3 || *td.ContainerDefinitions[1].MemoryReservation != 1024 ||
		td.Volumes[1].EFSVolumeConfiguration.AuthorizationConfig.IAM != taskdef.Enabled {
		t.Errorf("read as %+v", td)
	}
}

func TestParseRefusesWhatIsNoJSON(t *testing.T) {
	td, findings, err := taskdef.Parse([]byte("{\n  \"family\": \"a\"\n  \"cpu\": 1}"))
	var syntax *diag.SyntaxError
	if td != nil || findings != nil || !errors.As(err, &syntax) || syntax.Line != 2 {
		t.Errorf("%v, %v, %v", td, findings, err)
	}
	if all, err := taskdef.LoadAll([]byte("[")); all != nil || err == nil {
		t.Errorf("LoadAll: %v, %v", all, err)
	}
}

func TestUnreadable(t *testing.T) {
	_, err := taskdef.Load([]byte("{\n  x}"))
	finding, place := taskdef.Unreadable(err)
	p, ok := place.Position(finding.Path)
	if finding.Code != "TD917" || finding.Severity != diag.Error || !ok || p.Line != 2 || p.Column != 3 || strings.HasPrefix(finding.Message, "2:") {
		t.Errorf("%v at %v", finding, p)
	}
	finding, place = taskdef.Unreadable(errors.New("gone"))
	if p, _ := place.Position(""); finding.Message != "gone" || p.Line != 1 || p.Column != 1 {
		t.Errorf("%v at %v", finding, p)
	}
}

func TestLoadAllReadsEveryResource(t *testing.T) {
	const text = `{"Resources": {
		"A": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"Family": "a"}},
		"Q": {"Type": "AWS::SQS::Queue"},
		"B": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"Family": "b"}}}}`
	all, err := taskdef.LoadAll([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range all {
		p, _ := d.Position("family")
		got = append(got, fmt.Sprint(d.LogicalID, d.Definition.Family, p.Line, len(d.Findings)))
	}
	if diff := cmp.Diff([]string{"Aa2 0", "Bb4 0"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestLoadBoundsItsFindings has more unknown members than anybody reads.
func TestLoadBoundsItsFindings(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"family": "a"`)
	for i := range 3000 {
		fmt.Fprintf(&b, `,"x%d": 1`, i)
	}
	b.WriteString(`}`)
	names := namesOf(mustLoad(t, b.String()).Findings)
	if diff := cmp.Diff(map[string]int{"unknown-member": 1000, "more-findings": 1}, names); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	b.Reset()
	b.WriteString(`{"family": "a", "containerDefinitions": [{"links": [`)
	for i := range 1500 {
		fmt.Fprintf(&b, `"${X%d}",`, i)
	}
	b.WriteString(`"x"]}]}`)
	findings := mustLoad(t, b.String()).Findings
	if diff := cmp.Diff(map[string]int{"placeholder": 1000, "more-findings": 1}, namesOf(findings)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if !strings.Contains(findings[0].Message, "500 more") {
		t.Errorf("first finding: %v", findings[0])
	}
}

func TestLoadBoundsLists(t *testing.T) {
	list := func(n int) string {
		return `{"family": "a", "volumes": [` + strings.TrimSuffix(strings.Repeat(`{"host":{}},`, n), ",") + `]}`
	}
	if d := mustLoad(t, list(10_000)); len(d.Definition.Volumes) != 10_000 || d.Findings != nil {
		t.Errorf("%d volumes, %v", len(d.Definition.Volumes), d.Findings)
	}
	d := mustLoad(t, list(10_001))
	if len(d.Definition.Volumes) != 10_000 || len(d.Findings) != 1 || d.Findings[0].Name != "list-too-long" {
		t.Errorf("%d volumes, %v", len(d.Definition.Volumes), d.Findings)
	}
	if d := mustLoad(t, strings.Replace(list(10_001), "{}", "null", 2)); len(d.Findings) != 2 || d.Findings[1].Path != "volumes[0].host" {
		t.Errorf("a look at the values: %v", d.Findings)
	}
	if out, err := d.RegisterJSON(nil); err != nil || strings.Count(string(out), "host") != 10_001 {
		t.Errorf("RegisterJSON lost some of them: %d, %v", strings.Count(string(out), "host"), err)
	}
}

// TestLongValuesAreCutInMessages has a wrong value of many bytes and lines.
func TestLongValuesAreCutInMessages(t *testing.T) {
	d := mustLoad(t, `{"family": "a", "tags": "`+strings.Repeat("é", 200)+`", "volumes": "a\tb"}`)
	if len(d.Findings) != 2 {
		t.Fatal(d.Findings)
	}
	for _, f := range d.Findings {
		if len(f.Message) > 140 || !strings.Contains(f.Message, "where a list should stand") || strings.ContainsRune(f.Message, '\uFFFD') {
			t.Errorf("%q", f.Message)
		}
	}
}

func TestFormatsInWords(t *testing.T) {
	seen := map[string]bool{}
	for f := taskdef.FormatUnknown; f <= taskdef.FormatDaemon; f++ {
		if seen[f.String()] {
			t.Errorf("%q twice", f)
		}
		seen[f.String()] = true
	}
	if got := (taskdef.FormatDaemon + 1).String(); got != "unknown" {
		t.Errorf("a format of the future is %q", got)
	}
}

func TestKindsAreComplete(t *testing.T) {
	kinds := taskdef.Kinds()
	for i, k := range kinds {
		if len(k.Code) != 5 || !strings.HasPrefix(string(k.Code), "TD") || k.Name == "" || k.Title == "" || len(k.Title) > 80 {
			t.Errorf("%+v", k)
		}
		if i > 0 && k.Code <= kinds[i-1].Code {
			t.Errorf("%s behind %s", k.Code, kinds[i-1].Code)
		}
		if k.Source == "" && k.Severity == diag.Error {
			t.Errorf("%s is an Error without a source", k.Code)
		}
	}
	kinds[0].Name = "changed"
	if taskdef.Kinds()[0].Name == "changed" {
		t.Error("Kinds are shared")
	}
}

// TestSkip has everything that cannot be read, and what lies below and beside it.
func TestSkip(t *testing.T) {
	d := mustLoad(t, `{"family": "a", "cpu": "${CPU}", "volumes": 1, "containerDefinitions": [{"name": "web", "dockerLabels": {"a.b": 7, "c": []}}, 2]}`)
	for path, want := range map[string]bool{
		"": false, "family": false, "cpu": true, "volumes": true, "volumes[0].name": true, "containerDefinitions": false,
		"containerDefinitions[0]": false, "containerDefinitions[0].name": false, "containerDefinitions[1]": true, "containerDefinitions[1].name": true,
		`containerDefinitions[0].dockerLabels["a.b"]`: false, "containerDefinitions[0].dockerLabels.c": true, "[": false, "cpux": false,
	} {
		if got := d.Skip(path); got != want {
			t.Errorf("Skip(%q) is %v", path, got)
		}
	}
	if d := mustLoad(t, `{"family": "a"}`); d.Skip("family") || d.Skip("cpu") {
		t.Error("something of a clean text is skipped")
	}
	if d := mustLoad(t, `"x"`); !d.Skip("family") || !d.Skip("") {
		t.Error("nothing of a text is skipped that is no definition")
	}
	d = mustLoad(t, `[{"name": "a"}]`)
	if !d.Skip("family") || !d.Skip("volumes[0]") || d.Skip("containerDefinitions[0].image") {
		t.Error("a list of containers knows of its containers alone")
	}
}

// TestCheckJoins has findings of loading and of rules, and what leaves some out.
func TestCheckJoins(t *testing.T) {
	d := mustLoad(t, `{"family": "a", "memory": "512", "cpu": 256, "x": 1, "networkMode": "Bridge", "containerDefinitions": [{"name": "web", "image": "nginx"}]}`)
	names := namesOf(d.Check(taskdef.Config{}))
	for _, name := range []string{"wrong-type", "unknown-member", "netmode-enum"} {
		if names[name] != 1 {
			t.Errorf("%s is found %d times", name, names[name])
		}
	}
	names = namesOf(d.Check(taskdef.Config{Disable: []string{"wrong-type", "TD901", "netmode-enum"}}))
	if names["wrong-type"]+names["unknown-member"]+names["netmode-enum"] > 0 {
		t.Errorf("left in: %v", names)
	}
	findings := d.Check(taskdef.Config{Skip: func(path string) bool { return path == "networkMode" }})
	if namesOf(findings)["netmode-enum"] > 0 {
		t.Errorf("not skipped: %v", findings)
	}
	placeholder := mustLoad(t, `{"family": "a", "networkMode": "Bridge", "cpu": "${X}", "containerDefinitions": []}`)
	findings = placeholder.Check(taskdef.Config{Skip: func(path string) bool { return path == "networkMode" }})
	if names := namesOf(findings); names["netmode-enum"] > 0 || names["placeholder"] != 1 {
		t.Errorf("both kinds of skipping: %v", findings)
	}
	if !slices.IsSortedFunc(findings, func(a, b diag.Diagnostic) int { return strings.Compare(a.Path, b.Path) }) {
		t.Errorf("not sorted: %v", findings)
	}
	before := slices.Clone(d.Findings)
	d.Check(taskdef.Config{Disable: []string{"TD904"}})
	if diff := cmp.Diff(before, d.Findings); diff != "" {
		t.Errorf("Check changes the findings of loading:\n%s", diff)
	}
}

// TestCheckTellsBlankFromAbsent has empty texts that AWS refuses where an absent
// member is fine.
func TestCheckTellsBlankFromAbsent(t *testing.T) {
	const with = `{"family": "a", "memory": "512", "executionRoleArn": %s, "containerDefinitions": [{"name": "web", "image": "nginx:1"}]}`
	if names := namesOf(mustLoad(t, fmt.Sprintf(with, `""`)).Check(taskdef.Config{})); names["execrole-form"] != 1 {
		t.Errorf("blank: %v", names)
	}
	for _, absent := range []string{`null`, `"exec"`} {
		if names := namesOf(mustLoad(t, fmt.Sprintf(with, absent)).Check(taskdef.Config{})); names["execrole-form"] != 0 {
			t.Errorf("%s: %v", absent, names)
		}
	}
}

func TestOtherTextsHaveNoRules(t *testing.T) {
	for _, text := range []string{`{"name": "x"}`, `7`, `{"Type": "AWS::ECS::TaskDefinition"}`} {
		d := mustLoad(t, text)
		if diff := cmp.Diff(d.Findings, d.Check(taskdef.Config{})); diff != "" || len(d.Findings) == 0 {
			t.Errorf("%s: -loading +check:\n%s", text, diff)
		}
	}
}

func TestApplyEditsRefusesDisorder(t *testing.T) {
	for _, edits := range [][]diag.Edit{
		{{Start: 3, End: 4}, {Start: 1, End: 2}}, {{Start: 1, End: 3}, {Start: 2, End: 4}}, {{Start: 2, End: 1}}, {{Start: 0, End: 9}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v are taken", edits)
				}
			}()
			taskdef.ApplyEdits([]byte("12345"), edits)
		}()
	}
}

// TestEditsPutConstantsRight has findings of rules at values of fixed sets.
func TestEditsPutConstantsRight(t *testing.T) {
	const text = `{"family": "a", "memory": "512", "networkMode": "AwsVpc", "containerDefinitions": [{"name": "web", "image": "nginx:1", "dependsOn": [{"containerName": "x", "condition": "healthy"}]}]}`
	d := mustLoad(t, text)
	got := string(taskdef.ApplyEdits([]byte(text), d.Edits(d.Check(taskdef.Config{}))))
	want := strings.NewReplacer("AwsVpc", "awsvpc", "healthy", "HEALTHY").Replace(text)
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	d = mustLoad(t, strings.Replace(text, "AwsVpc", "vpc", 1))
	if edits := d.Edits(diag.List{{Code: "TD001", Path: "networkMode"}}); len(edits) > 0 {
		t.Errorf("edits for what is no constant in any case: %+v", edits)
	}
	odd := diag.List{{Code: "TD001", Path: "family"}, {Code: "TD001", Path: "nowhere"}, {Code: "TD001", Path: "containerDefinitions"}, {Code: "TD902", Path: "containerDefinitions[0]"}, {Code: "TD909"}}
	if edits := d.Edits(odd); len(edits) > 0 {
		t.Errorf("edits for nothing: %+v", edits)
	}
}

func TestRegisterErrors(t *testing.T) {
	_, err := mustLoad(t, `{"Type": "AWS::ECS::TaskDefinition", "Properties": {"Cpu": {"Ref": "X"}}}`).RegisterJSON(nil)
	var register *taskdef.RegisterError
	if !errors.As(err, &register) || register.Path != "cpu" {
		t.Errorf("%v", err)
	}
}

// TestDocumentIsSafeForConcurrentUse is for the race detector.
func TestDocumentIsSafeForConcurrentUse(t *testing.T) {
	d := mustLoad(t, `{"family": "${A}", "cpu": 1, "containerDefinitions": [{"Name": "web"}]}`)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for _, f := range d.Check(taskdef.Config{}) {
				d.Position(f.Path)
			}
			d.Edits(d.Findings)
			if _, err := d.RegisterJSON(nil); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// TestNoAllocs has what a linter asks for each finding of each file.
func TestNoAllocs(t *testing.T) {
	data, err := os.ReadFile("testdata/three_containers.json")
	if err != nil {
		t.Fatal(err)
	}
	d := mustLoad(t, strings.Replace(string(data), `"1024"`, `"${CPU}"`, 1))
	out, err := d.RegisterJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	const path = "containerDefinitions[2].logConfiguration.options.awslogs-group"
	d.Position(path) // finds the lines of the text
	for name, f := range map[string]func(){
		"RegisterJSON": func() { out, _ = d.RegisterJSON(out[:0]) },
		"Position":     func() { d.Position(path) },
		"Range":        func() { d.Range(path, 0, 0) },
		"Skip":         func() { d.Skip(path) },
		"Has":          func() { d.Has(path) },
		"ParseCPU":     func() { taskdef.ParseCPU(".25 vCPU") },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

package taskdef_test

import (
	"os"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

func readClean(tb testing.TB) *taskdef.TaskDefinition {
	tb.Helper()
	text, err := os.ReadFile("testdata/clean_three_containers.json")
	if err != nil {
		tb.Fatal(err)
	}
	td, findings, err := taskdef.Parse(text)
	if err != nil || len(findings) > 0 {
		tb.Fatal(err, findings)
	}
	return td
}

// firstRules are the codes up to which the first linter went: all but those of
// volumes, logs, secrets, Linux and accelerators.
func firstRules() []taskdef.Rule {
	var first []taskdef.Rule
	for _, r := range taskdef.Rules() {
		if r.Code < "TD380" && r.Phase == taskdef.Register {
			first = append(first, r)
		}
	}
	return first
}

func TestCleanDefinition(t *testing.T) {
	td := readClean(t)
	for _, f := range taskdef.Validate(td, taskdef.Config{}) {
		t.Errorf("found %v", f)
	}
	if n := testing.AllocsPerRun(100, func() { taskdef.Validate(td, taskdef.Config{}) }); n > 20 {
		t.Errorf("Validate allocates %v times, want at most 20", n)
	}
}

func BenchmarkCheck(b *testing.B) {
	td := readClean(b)
	for _, set := range []struct {
		name string
		cfg  taskdef.Config
	}{
		{"rules=first", taskdef.Config{Rules: firstRules()}},
		{"rules=all", taskdef.Config{}},
	} {
		b.Run(set.name, func(b *testing.B) {
			b.ReportAllocs()
			var found diag.List
			for b.Loop() {
				found = taskdef.Validate(td, set.cfg)
			}
			if len(found) > 0 {
				b.Fatal(found)
			}
		})
	}
}

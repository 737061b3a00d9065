package taskdef_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// rulesDocument is generated from the rules and their cases:
//
//	go test ./taskdef -run TestRulesDocument -update
const rulesDocument = "../docs/rules.md"

func TestRulesDocument(t *testing.T) {
	text := writeRules(t)
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(rulesDocument, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(rulesDocument)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(text, string(have)); diff != "" {
		t.Errorf("%s is stale; run this test with -update (-generated +file):\n%s", rulesDocument, diff)
	}
}

func writeRules(t *testing.T) string {
	examples := firstBadCases(t)
	rules := taskdef.Rules()
	var b strings.Builder
	fmt.Fprintf(&b, `# The rules of taskdef

Generated from the code; see CONTRIBUTING.md for how to add a rule. There are %d rules, and %d of them are errors.

- **Severity**: an *error* is what AWS is known to refuse. A *warning* fails later, has no effect, is dangerous, or nobody has verified it. An *info* is worth knowing.
- **Certainty**: *documented* by AWS, *observed* in practice, *inferred* from either, *unknown*.
- **Phase**: *register* is refused by RegisterTaskDefinition, *run* fails when a task is placed or started, *no-effect* does nothing, *security* is dangerous, *practice* is advised against.

Codes and names never change and may be used to turn a rule off. Each example is what breaks the rule in a definition that is in order otherwise:
%[3]s@text(N)%[3]s is a text of N letters, %[3]s@list(N)%[3]s a list of N elements, %[3]snull%[3]s an absent member.

| Code | Name | What it demands | Severity | Phase |
| --- | --- | --- | --- | --- |
`, len(rules), countErrors(rules), "`")
	for _, r := range rules {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s | %s |\n", r.Code, strings.ToLower(string(r.Code))+"-"+r.Name, r.Name, cell(r.Title), r.Severity, r.Phase)
	}
	for _, r := range rules {
		fmt.Fprintf(&b, "\n## %s %s\n\nIt demands: %s.\n\n", r.Code, r.Name, r.Title)
		fmt.Fprintf(&b, "%s, %s, phase %s, for %s. [Source](%s)\n\n", upperFirst(r.Severity.String()), r.Certainty, r.Phase, launches(r), r.Source)
		base, assignments, _ := strings.Cut(examples[r.Name], " ")
		findings, err := checkCase(base, assignments)
		if err != nil {
			t.Fatalf("%s: %v", r.Name, err)
		}
		b.WriteString("```\n")
		for line := range strings.Lines(splitAssignments(t, assignments)) {
			b.WriteString(line)
		}
		for _, f := range findings {
			if f.Code == r.Code {
				fmt.Fprintf(&b, "%s: %s\n", f.Severity, f.Message)
				if f.Hint != "" {
					fmt.Fprintf(&b, "hint: %s\n", f.Hint)
				}
				break
			}
		}
		b.WriteString("```\n")
	}
	return b.String()
}

func countErrors(rules []taskdef.Rule) int {
	n := 0
	for _, r := range rules {
		if r.Severity == diag.Error {
			n++
		}
	}
	return n
}

func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func launches(r taskdef.Rule) string {
	if len(r.Launch) == 0 {
		return "all capacity"
	}
	var names []string
	for _, c := range r.Launch {
		names = append(names, string(c))
	}
	return strings.Join(names, ", ")
}

// firstBadCases returns, by rule, the base and the assignments of the first
// definition in testdata/rules that breaks it.
func firstBadCases(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/rules/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := ""
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			switch bad, isBad := strings.CutPrefix(line, "bad "); {
			case line == "" || line == "----" || strings.HasPrefix(line, "#"):
				name = ""
			case isBad && name != "" && cases[name] == "":
				cases[name] = bad
			case !isBad && !strings.HasPrefix(line, "good ") && name == "":
				name = line
			}
		}
	}
	return cases
}

// splitAssignments writes each assignment on a line of its own, with its whole path.
func splitAssignments(t *testing.T, assignments string) string {
	t.Helper()
	var b strings.Builder
	for rest := strings.TrimSpace(assignments); rest != ""; rest = strings.TrimSpace(rest) {
		path, after, _ := strings.Cut(rest, "=")
		_, used, err := readValue(after)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s = %s\n", expandPath(path), strings.TrimSpace(after[:used]))
		rest = after[used:]
	}
	return b.String()
}

package taskdef_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/internal/script"
	"github.com/ecskit/ecskit/taskdef"
)

// TestRules runs testdata/rules: for each rule definitions that break it and
// definitions that do not, each made from one of testdata/rules/base.
//
//	family-pattern
//	bad ec2 family="my web"
//	good fargate family="my-web" c0.user=null
//	----
//	family: error: …
//
// An assignment is a path and a JSON value, null to delete; c0 stands for
// containerDefinitions[0] and v0 for volumes[0]; @text(N) is a text of N letters,
// @list(N)VALUE a list of N values in which # is the index. A base may have a
// platform version: fargate@1.3.0. A definition that breaks a rule has no Errors of
// other rules but those that the rule implies, and one that does not has none.
func TestRules(t *testing.T) {
	rules := map[string]taskdef.Rule{}
	for _, r := range taskdef.Rules() {
		rules[r.Name] = r
	}
	shown := map[string]bool{}
	script.Run(t, "testdata/rules/*.txt", func(t *testing.T, c *script.Command) (string, error) {
		r, ok := rules[c.Name]
		if !ok {
			return "", fmt.Errorf("there is no rule %s", c.Name)
		}
		shown[c.Name] = true
		return runRuleCases(t, r, c.Input)
	})
	for _, r := range taskdef.Rules() {
		if !shown[r.Name] {
			t.Errorf("rule %s has no cases", r.Name)
		}
	}
}

func runRuleCases(t *testing.T, r taskdef.Rule, input string) (string, error) {
	var out strings.Builder
	bad, good := 0, 0
	worst := diag.Info
	implied := map[diag.Code]bool{}
	for line := range strings.Lines(input) {
		verdict, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		base, assignments, _ := strings.Cut(rest, " ")
		findings, err := checkCase(base, assignments)
		if err != nil {
			return "", fmt.Errorf("%s: %w", strings.TrimSpace(line), err)
		}
		var own diag.List
		for _, f := range findings {
			switch {
			case f.Code == r.Code:
				own.Add(f)
			case slices.Contains(r.Implies, f.Code):
				implied[f.Code] = true
			case f.Severity == diag.Error:
				t.Errorf("%s: %s: also an error: %v", r.Name, strings.TrimSpace(line), f)
			}
		}
		switch {
		case verdict == "bad" && len(own) == 0:
			t.Errorf("%s: found nothing: %s", r.Name, line)
		case verdict == "good" && len(own) > 0:
			t.Errorf("%s: found in a good definition: %s%v", r.Name, line, own)
		case verdict == "bad":
			bad++
		case verdict == "good":
			good++
		default:
			return "", fmt.Errorf("%q is neither good nor bad", verdict)
		}
		for _, f := range own {
			worst = min(worst, f.Severity)
			fmt.Fprintf(&out, "%s: %s: %s", f.Path, f.Severity, f.Message)
			if f.Certainty != r.Certainty {
				fmt.Fprintf(&out, " (%s)", f.Certainty)
			}
			if f.Hint != "" {
				fmt.Fprintf(&out, "; %s", f.Hint)
			}
			out.WriteByte('\n')
		}
	}
	for _, code := range r.Implies {
		if !implied[code] {
			t.Errorf("%s implies %s, and no definition shows it", r.Name, code)
		}
	}
	if bad == 0 || good == 0 {
		t.Errorf("%s has %d bad and %d good definitions", r.Name, bad, good)
	}
	if worst != r.Severity {
		t.Errorf("%s says that it is %s, and the worst finding here is %s", r.Name, r.Severity, worst)
	}
	return out.String(), nil
}

// checkCase makes a definition from a base and assignments and checks it. Findings
// of loading are no Errors.
func checkCase(base, assignments string) (diag.List, error) {
	text, err := assign(base, assignments)
	if err != nil {
		return nil, err
	}
	d, err := taskdef.Load(text)
	if err != nil {
		return nil, err
	}
	if err := d.Findings.Err(); err != nil {
		return nil, err
	}
	_, version, _ := strings.Cut(base, "@")
	return d.Check(taskdef.Config{PlatformVersion: version}), nil
}

func assign(base, assignments string) ([]byte, error) {
	base, _, _ = strings.Cut(base, "@")
	text, err := os.ReadFile("testdata/rules/base/" + base + ".json")
	if err != nil {
		return nil, err
	}
	var root any
	if err := json.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	for rest := strings.TrimSpace(assignments); rest != ""; rest = strings.TrimSpace(rest) {
		path, after, ok := strings.Cut(rest, "=")
		if !ok {
			return nil, fmt.Errorf("%q is no assignment", rest)
		}
		value, used, err := readValue(after)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		rest = after[used:]
		var parts []string
		for p := expandPath(path); p != ""; {
			part, tail, ok := jsonscan.CutSegment(p)
			if !ok {
				return nil, fmt.Errorf("%q is no path", path)
			}
			if part.IsIndex {
				parts = append(parts, strconv.Itoa(part.Index))
			} else {
				parts = append(parts, part.Key)
			}
			p = tail
		}
		if root, err = set(root, parts, value); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return json.Marshal(root)
}

func expandPath(path string) string {
	for short, long := range map[string]string{"c": "containerDefinitions", "v": "volumes"} {
		if len(path) > 1 && path[:1] == short && '0' <= path[1] && path[1] <= '9' {
			index, rest, dot := strings.Cut(path[1:], ".")
			path = long + "[" + index + "]"
			if dot {
				path += "." + rest
			}
			return path
		}
	}
	return path
}

// readValue reads the value at the start of a text and returns how much it took.
func readValue(text string) (value any, used int, err error) {
	for _, macro := range []string{"@text(", "@list("} {
		rest, ok := strings.CutPrefix(text, macro)
		if !ok {
			continue
		}
		number, tail, _ := strings.Cut(rest, ")")
		n, err := strconv.Atoi(number)
		if err != nil {
			return nil, 0, err
		}
		used = len(text) - len(tail)
		if macro == "@text(" {
			return strings.Repeat("a", n), used, nil
		}
		element, more, err := readJSON(tail)
		if err != nil {
			return nil, 0, err
		}
		text, err := json.Marshal(element)
		if err != nil {
			return nil, 0, err
		}
		list := make([]any, n)
		for i := range list {
			if list[i], _, err = readJSON(strings.ReplaceAll(string(text), "#", strconv.Itoa(i))); err != nil {
				return nil, 0, err
			}
		}
		return list, used + more, nil
	}
	return readJSON(text)
}

func readJSON(text string) (value any, used int, err error) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	err = d.Decode(&value)
	return value, int(d.InputOffset()), err
}

// set returns the tree with the value at the path; nil deletes a member.
func set(tree any, path []string, value any) (any, error) {
	if len(path) == 0 {
		return value, nil
	}
	if i, err := strconv.Atoi(path[0]); err == nil {
		list, _ := tree.([]any)
		if i > len(list) {
			return nil, errors.New("an index leaves a gap")
		}
		if i == len(list) {
			list = append(list, nil)
		}
		list[i], err = set(list[i], path[1:], value)
		return list, err
	}
	object, ok := tree.(map[string]any)
	if !ok {
		object = map[string]any{}
	}
	if len(path) == 1 && value == nil {
		delete(object, path[0])
		return object, nil
	}
	var err error
	object[path[0]], err = set(object[path[0]], path[1:], value)
	return object, err
}

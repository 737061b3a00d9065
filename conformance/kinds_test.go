package conformance_test

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/conformance"
	"github.com/ecskit/ecskit/diag"
)

type finding struct{ Code, Path string }

// kindCase is what a case says of findings, and the value that their paths go
// through.
type kindCase struct {
	File     string
	Findings []finding
	Subject  any
}

// folderCases returns all cases of a folder. It fails for a file that is none of
// those that have a test.
func folderCases(t *testing.T, folder string, tested ...string) []conformance.Case {
	t.Helper()
	cases, err := conformance.Load(folder, "*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if !slices.Contains(tested, strings.TrimSuffix(c.File, ".json")) {
			t.Errorf("no test runs %s/%s", folder, c.File)
		}
	}
	return cases
}

// codesAndPaths writes findings as "EV003 detail.cpu".
func codesAndPaths(findings diag.List) []string {
	var out []string
	for _, f := range findings {
		out = append(out, string(f.Code)+" "+f.Path)
	}
	return out
}

// findingCodes is the answer of cases that ask for findings alone.
type findingCodes struct{ Findings []string }

// codedCases returns what the cases say that write findings as "EV003 detail.cpu";
// the others have none. Subject picks from an input what their paths go through.
func codedCases(t *testing.T, cases []conformance.Case, subject func(in map[string]any) any) []kindCase {
	t.Helper()
	var all []kindCase
	for _, c := range cases {
		var want map[string]any
		if json.Unmarshal(c.Expected, &want) != nil || want["findings"] == nil {
			continue
		}
		var in map[string]any
		if err := json.Unmarshal(c.Input, &in); err != nil {
			t.Fatal(c.Name, err)
		}
		k := kindCase{File: c.File, Subject: subject(in)}
		for _, text := range want["findings"].([]any) {
			code, path, _ := strings.Cut(text.(string), " ")
			k.Findings = append(k.Findings, finding{code, path})
		}
		all = append(all, k)
	}
	return all
}

// eachKindHasCases fails for a kind that no case shows, or that no case of the
// same file lacks which has something at the finding's path. Without are the kinds
// that have no case, anywhere those whose path leads to what no good text has; both
// with the reason. The kinds come by code.
func eachKindHasCases(t *testing.T, kinds []diag.Kind, cases []kindCase, without, anywhere map[diag.Code]string) {
	t.Helper()
	if !slices.IsSortedFunc(kinds, func(a, b diag.Kind) int { return cmp.Compare(a.Code, b.Code) }) {
		t.Error("the kinds are not in the order of their codes")
	}
	for _, k := range kinds {
		_, may := without[k.Code]
		shown, passed := false, false
		for _, bad := range cases {
			for _, f := range bad.Findings {
				if f.Code != string(k.Code) {
					continue
				}
				shown = true
				passed = passed || slices.ContainsFunc(cases, func(good kindCase) bool {
					_, free := anywhere[k.Code]
					return good.File == bad.File && !good.has(k.Code) && (free || hasValue(good.Subject, f.Path))
				})
			}
		}
		switch {
		case may && shown:
			t.Errorf("%s %s has a case and is listed as one that cannot", k.Code, k.Name)
		case !may && !shown:
			t.Errorf("no case shows %s %s", k.Code, k.Name)
		case !may && !passed:
			t.Errorf("no similar case lacks %s %s", k.Code, k.Name)
		}
	}
}

func (c kindCase) has(code diag.Code) bool {
	return slices.ContainsFunc(c.Findings, func(f finding) bool { return f.Code == string(code) })
}

// hasValue reports whether a value has something at a path, whatever the indexes:
// an element with the member is enough. A key with a dot is not found.
func hasValue(v any, path string) bool {
	if list, ok := v.([]any); ok {
		return slices.ContainsFunc(list, func(e any) bool { return hasValue(e, path) })
	}
	if path == "" {
		return v != nil
	}
	object, ok := v.(map[string]any)
	name, rest, _ := strings.Cut(path, ".")
	name, _, _ = strings.Cut(name, "[")
	return ok && hasValue(object[name], rest)
}

func TestHasValue(t *testing.T) {
	var v any
	if err := json.Unmarshal([]byte(`{"a": [{"b": 1}, {"c": {"d": 0}}], "n": null}`), &v); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{"": true, "a": true, "a[7].c.d": true, "a[0].b": true, "a[0].d": false, "n": false, "x": false, "a[0].b.c": false} {
		if got := hasValue(v, path); got != want {
			t.Errorf("%q: %t", path, got)
		}
	}
}

package taskdef_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// seedTexts returns the texts of testdata: the definitions, and the inputs of the
// scripts for Load.
func seedTexts(tb testing.TB) []string {
	tb.Helper()
	var texts []string
	read := func(pattern string, use func(string)) {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			tb.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				tb.Fatal(err)
			}
			use(string(text))
		}
	}
	read("testdata/*.json", func(text string) { texts = append(texts, text) })
	read("testdata/load/*.txt", func(text string) {
		for block := range strings.SplitSeq(text, "\n\n") {
			_, input, _ := strings.Cut(block, "\n{")
			input, _, ok := strings.Cut("{"+input, "\n----")
			if ok && input != "{" {
				texts = append(texts, input)
			}
		}
	})
	return texts
}

func addSeeds(f *testing.F) {
	for _, text := range seedTexts(f) {
		f.Add([]byte(text))
	}
}

// tester is a *testing.T or a *rapid.T.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

// registered returns what of a definition RegisterJSON keeps.
func registered(td *taskdef.TaskDefinition) *taskdef.TaskDefinition {
	c := td.Clone()
	c.TaskDefinitionARN, c.Revision, c.Status, c.RequiresAttributes, c.ComputedCompatibilities = "", nil, "", nil, nil
	c.RegisteredAt, c.DeregisteredAt, c.DeleteRequestedAt, c.RegisteredBy = time.Time{}, time.Time{}, time.Time{}, ""
	return c
}

// checkRegister proves that what RegisterJSON writes has the same model, and that
// writing it again changes nothing.
func checkRegister(t tester, d *taskdef.Document) {
	t.Helper()
	out, err := d.RegisterJSON([]byte("kept"))
	if err != nil {
		if string(out) != "kept" {
			t.Fatalf("an error, and %q is appended", out)
		}
		return
	}
	if !strings.HasPrefix(string(out), "kept") || !json.Valid(out[4:]) {
		t.Fatalf("not JSON behind what was there: %q", out)
	}
	again, err := taskdef.Load(out[4:])
	if err != nil {
		t.Fatalf("%v in %q", err, out[4:])
	}
	if diff := cmp.Diff(registered(d.Definition), again.Definition); diff != "" {
		t.Fatalf("another model, -read +registered:\n%s\nin %s", diff, out[4:])
	}
	if again.Format == taskdef.FormatUnknown {
		return // the members are all unknown
	}
	second, err := again.RegisterJSON(nil)
	if err != nil || string(second) != string(out[4:]) {
		t.Fatalf("%v, a second time gives\n%s\nafter\n%s", err, second, out[4:])
	}
}

// checkPlaces proves that each finding has a place inside the text.
func checkPlaces(t tester, d *taskdef.Document, findings diag.List, size int) {
	t.Helper()
	for _, f := range findings {
		p, _ := d.Position(f.Path)
		start, end, _ := d.Range(f.Path, f.Offset, f.Length)
		if p.Offset < 0 || p.Offset >= size || p.Line < 1 || p.Column < 1 {
			t.Fatalf("%v is at %+v of %d bytes", f, p, size)
		}
		if start.Offset < p.Offset || end.Offset < start.Offset || end.Offset > size {
			t.Fatalf("%v stretches from %+v to %+v, Position is %+v", f, start, end, p)
		}
	}
}

// checkEdits proves that the edits leave a text that can be read, with the same
// model but for members that only outputs have, and that no edit is left over.
func checkEdits(t tester, d *taskdef.Document, text []byte) {
	t.Helper()
	edits := d.Edits(d.Findings)
	fixed := taskdef.ApplyEdits(text, edits)
	again, err := taskdef.Load(fixed)
	if err != nil {
		t.Fatalf("%v in %q", err, fixed)
	}
	if len(edits) == 0 || again.Format != d.Format {
		return // without members that only outputs have, it may be told apart no more
	}
	if diff := cmp.Diff(registered(d.Definition), registered(again.Definition)); diff != "" {
		t.Fatalf("another model, -read +edited:\n%s\nin %s", diff, fixed)
	}
}

func FuzzLoad(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := taskdef.Load(text)
		if (err == nil) != json.Valid([]byte(strings.TrimPrefix(string(text), "\uFEFF"))) && err == nil {
			t.Fatalf("encoding/json takes it for no JSON")
		}
		if err != nil {
			if _, ok := err.(*diag.SyntaxError); !ok || d != nil {
				t.Fatalf("error %T, document %v", err, d)
			}
			return
		}
		checkPlaces(t, d, d.Findings, len(text))
		checkEdits(t, d, text)
		all, err := taskdef.LoadAll(text)
		if err != nil || len(all) == 0 {
			t.Fatalf("LoadAll: %d, %v", len(all), err)
		}
		if diff := cmp.Diff(d.Definition, all[0].Definition); diff != "" {
			t.Fatalf("Load and LoadAll differ:\n%s", diff)
		}
	})
}

func FuzzPosition(f *testing.F) {
	for _, text := range seedTexts(f) {
		for _, path := range []string{"", "family", "containerDefinitions[0].name", `containerDefinitions[0].dockerLabels["a.b"]`, "tags[0].key", "[", "a..b", "x[99999999999999999999]"} {
			f.Add([]byte(text), path)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte, path string) {
		d, err := taskdef.Load(text)
		if err != nil {
			return
		}
		p, ok := d.Position(path)
		if p.Offset < 0 || p.Offset >= len(text) {
			t.Fatalf("%q is at %+v of %d bytes", path, p, len(text))
		}
		if d.Has(path) && !ok {
			t.Fatalf("%q is there and has no place", path)
		}
		d.Skip(path)
		d.Range(path, 3, 5)
		d.Edits(diag.List{{Code: "TD902", Path: path}, {Code: "TD904", Path: path}, {Code: "TD910", Path: path}, {Code: "TD001", Path: path}})
	})
}

func FuzzRegisterJSON(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		if d, err := taskdef.Load(text); err == nil {
			checkRegister(t, d)
		}
	})
}

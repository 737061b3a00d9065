package diag_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

func TestSeverityAndCertaintyText(t *testing.T) {
	for s, want := range map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Info: "info", 9: "severity(9)"} {
		if got := s.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for c, want := range map[diag.Certainty]string{diag.Documented: "documented", diag.Observed: "observed", diag.Inferred: "inferred", diag.Unknown: "unknown", 4: "certainty(4)"} {
		if got := c.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	in := diag.Diagnostic{Severity: diag.Warning, Certainty: diag.Inferred, Code: "TD001", Message: "m"}
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var out diag.Diagnostic
	if err := json.Unmarshal(data, &out); err != nil || out != in {
		t.Errorf("%s came back as %+v, error %v", data, out, err)
	}
	var s diag.Severity
	var c diag.Certainty
	if s.UnmarshalText([]byte("fatal")) == nil || c.UnmarshalText([]byte("sure")) == nil {
		t.Error("unknown names were taken")
	}
}

func TestListSort(t *testing.T) {
	want := diag.List{
		{Path: "", Code: "B"},
		{Path: "a", Code: "Z", Severity: diag.Error},
		{Path: "a", Code: "A", Severity: diag.Warning},
		{Path: "a", Code: "B", Severity: diag.Warning, Message: "x"},
		{Path: "a", Code: "B", Severity: diag.Warning, Message: "y"},
		{Path: "a", Code: "A", Offset: 3},
		{Path: "a[2].b", Code: "A"},
		{Path: "a[10]", Code: "A"},
		{Path: "b", Code: "A"},
	}
	got := diag.List{want[8], want[3], want[7], want[5], want[1], want[4], want[2], want[6], want[0]}
	got.Sort()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestListErr(t *testing.T) {
	var none diag.List
	if none.HasErrors() || none.Err() != nil {
		t.Error("an empty list has errors")
	}
	list := diag.List{{Severity: diag.Warning, Path: "a", Message: "w"}}
	if list.HasErrors() || list.Err() != nil {
		t.Error("warnings are no errors")
	}
	list.Add(diag.Diagnostic{Path: "b", Code: "TD002", Message: "bad b"})
	if got, want := list.Err().Error(), "b: error: bad b [TD002]"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	list.Add(diag.Diagnostic{Path: "a", Code: "TD001", Message: "bad a", Hint: "mend a"})
	err := list.Err()
	if got, want := err.Error(), "a: error: bad a [TD001]; mend a (and 1 more)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var listError *diag.ListError
	if !errors.As(err, &listError) || len(listError.List) != 3 {
		t.Errorf("got %#v", err)
	}
	if list[0].Path != "a" || list[0].Message != "w" {
		t.Error("Err changed the order of the list itself")
	}
}

func TestKindAt(t *testing.T) {
	kind := diag.Kind{Code: "TD001", Name: "n", Title: "t", Source: "https://example.com", Severity: diag.Info, Certainty: diag.Observed}
	want := diag.Diagnostic{Severity: diag.Info, Certainty: diag.Observed, Code: "TD001", Name: "n", Path: "p", Message: "m", Hint: "h", Source: "https://example.com"}
	if got := kind.At("p", "m", "h"); got != want {
		t.Errorf("(-want +got):\n%s", cmp.Diff(want, got))
	}
}

func TestPaths(t *testing.T) {
	path := diag.Member(diag.Element(diag.Member("", "containerDefinitions"), 2), "dockerLabels")
	if got, want := diag.Member(path, "a.b"), `containerDefinitions[2].dockerLabels["a.b"]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestIndex(t *testing.T) {
	index, err := diag.IndexJSON([]byte("{\n \"a\": [\"x\\ty\", {}]\n}"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, path     string
		offset, length int
		start, end     string
		ok             bool
	}{
		{"the document", "", 0, 0, "1:1", "1:2", true},
		{"a list is its bracket", "a", 0, 0, "2:7", "2:8", true},
		{"a string", "a[0]", 0, 0, "2:8", "2:14", true},
		{"inside a string, behind an escape", "a[0]", 2, 1, "2:12", "2:13", true},
		{"missing", "a[1].b", 0, 0, "2:16", "2:17", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start, end, ok := index.Range(tt.path, tt.offset, tt.length)
			if start.String() != tt.start || end.String() != tt.end || ok != tt.ok {
				t.Errorf("got %v to %v, %t", start, end, ok)
			}
			if p, ok := index.Position(tt.path); ok != tt.ok || tt.length == 0 && p != start {
				t.Errorf("Position gives %v, %t", p, ok)
			}
		})
	}
}

func TestSyntaxError(t *testing.T) {
	_, err := diag.IndexJSON([]byte("{\n  \"a\": 1,\n}"))
	var syntax *diag.SyntaxError
	if !errors.As(err, &syntax) {
		t.Fatalf("got %#v", err)
	}
	if want := "3:1: trailing comma before '}', leave it out"; err.Error() != want || syntax.Offset != 12 {
		t.Errorf("got %q at %d, want %q", err, syntax.Offset, want)
	}
	other := errors.New("other")
	if got := diag.Locate(nil, other); got != other {
		t.Errorf("an error of another kind became %v", got)
	}
	if got := diag.Locate(nil, &jsonscan.Error{Offset: 99, Message: "m"}); got.Error() != "1:1: m" {
		t.Errorf("an offset outside the text became %v", got)
	}
}

// Any path may be asked of any document.
func FuzzIndexPosition(f *testing.F) {
	f.Add([]byte(`{"a":[{"b c":"x"}]}`), `a[0]["b c"]`, 0, 1)
	f.Add([]byte(`[]`), "[0]", 3, -4)
	f.Fuzz(func(t *testing.T, data []byte, path string, offset, length int) {
		index, err := diag.IndexJSON(data)
		if err != nil {
			var syntax *diag.SyntaxError
			if !errors.As(err, &syntax) || syntax.Line < 1 || syntax.Column < 1 || syntax.Offset > len(data) {
				t.Fatalf("error %#v", err)
			}
			return
		}
		start, end, _ := index.Range(path, offset, length)
		if start.Offset < 0 || end.Offset > len(data) || start.Line < 1 || start.Column < 1 {
			t.Fatalf("%q in %q: %+v to %+v", path, data, start, end)
		}
	})
}

package loading_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/internal/loading"
)

// Every problem has its finding, with the code of its kind and the decoder's path.
func TestFinding(t *testing.T) {
	kinds := loading.Kinds{
		WrongType:     diag.Kind{Code: "T"},
		UnknownMember: diag.Kind{Code: "U"},
		WrongCase:     diag.Kind{Code: "C"},
		Duplicate:     diag.Kind{Code: "D"},
		OutOfRange:    diag.Kind{Code: "R"},
	}
	doc, err := jsonscan.Parse([]byte(`{"name": 1, "count": 4294967296, "other": 0, "Flag": true, "flag": true}`), jsonscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	type object struct {
		Name  string `json:"name"`
		Count int32  `json:"count"`
		Flag  bool   `json:"flag"`
	}
	got := map[diag.Code]string{}
	jsonscan.Compile[object]().Decode(doc.Root(), new(object), jsonscan.Options{Path: "at", Report: func(p jsonscan.Problem) {
		f := kinds.Finding(p)
		got[f.Code] = f.Path
		if message, hint := p.Explain(); f.Message != message || f.Hint != hint {
			t.Errorf("%s: %q, hint %q", f.Code, f.Message, f.Hint)
		}
	}})
	want := map[diag.Code]string{"T": "at.name", "R": "at.count", "U": "at.other", "C": "at.flag", "D": "at.flag"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("paths by code (-want +got):\n%s", diff)
	}
}

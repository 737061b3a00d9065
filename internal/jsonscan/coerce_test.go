package jsonscan

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type scalars struct {
	Text  string            `json:"text"`
	Whole *int              `json:"whole"`
	Small int8              `json:"small"`
	Part  float64           `json:"part"`
	Flag  *bool             `json:"flag"`
	List  []int             `json:"list"`
	Map   map[string]string `json:"map"`
}

func TestDecodeCoerces(t *testing.T) {
	schema := Compile[scalars]()
	const src = `{"text": 1.50, "whole": "-12", "small": "7", "part": "1e3", "flag": "true", "list": [1, "2"], "map": {"a": false}}`
	want := scalars{
		Text: "1.50", Whole: new(-12), Small: 7, Part: 1000, Flag: new(true),
		List: []int{1, 2}, Map: map[string]string{"a": "false"},
	}
	doc, err := Parse([]byte(src), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var got scalars
	var problems []string
	schema.Decode(doc.Root(), &got, Options{Coerce: true, Report: func(p Problem) {
		problems = append(problems, p.Path+" "+p.Kind.String()+" "+p.Want)
	}})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		"text other-type a string", "whole other-type an integer", "small other-type an integer", "part other-type a number",
		"flag other-type true or false", "list[1] other-type an integer", "map.a other-type a string",
	}, problems); diff != "" {
		t.Errorf("problems, -want +got:\n%s", diff)
	}
}

// TestDecodeDoesNotCoerce has what stays a wrong type, whatever is asked for, and
// what does so unless it is asked for.
func TestDecodeDoesNotCoerce(t *testing.T) {
	tests := []struct {
		src    string
		coerce bool
	}{
		{`{"text": {}}`, true},
		{`{"text": [1]}`, true},
		{`{"whole": "1.5"}`, true},
		{`{"whole": ""}`, true},
		{`{"whole": " 1"}`, true},
		{`{"whole": true}`, true},
		{`{"whole": "99999999999"}`, true},
		{`{"small": "128"}`, true},
		{`{"part": "Inf"}`, true},
		{`{"part": "0x1p4"}`, true},
		{`{"part": "1_0"}`, true},
		{`{"part": false}`, true},
		{`{"flag": "True"}`, true},
		{`{"flag": 1}`, true},
		{`{"list": "1"}`, true},
		{`{"text": 1}`, false},
		{`{"whole": "1"}`, false},
		{`{"part": "1"}`, false},
		{`{"flag": "true"}`, false},
	}
	schema := Compile[scalars]()
	for _, tt := range tests {
		doc, err := Parse([]byte(tt.src), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		var got scalars
		var kinds []ProblemKind
		schema.Decode(doc.Root(), &got, Options{Coerce: tt.coerce, Report: func(p Problem) { kinds = append(kinds, p.Kind) }})
		if diff := cmp.Diff([]ProblemKind{WrongType}, kinds); diff != "" {
			t.Errorf("%s: problems, -want +got:\n%s", tt.src, diff)
		}
		if diff := cmp.Diff(scalars{}, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", tt.src, diff)
		}
	}
}

func TestDecodeIntHolds32Bits(t *testing.T) {
	schema := Compile[scalars]()
	for src, want := range map[string]*int{
		`{"whole": 2147483647}`:  new(math.MaxInt32),
		`{"whole": -2147483648}`: new(math.MinInt32),
		`{"whole": 2147483648}`:  nil,
	} {
		doc, err := Parse([]byte(src), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		var got scalars
		var kinds []ProblemKind
		schema.Decode(doc.Root(), &got, Options{Report: func(p Problem) { kinds = append(kinds, p.Kind) }})
		if diff := cmp.Diff(want, got.Whole); diff != "" {
			t.Errorf("%s: -want +got:\n%s", src, diff)
		}
		if reported := len(kinds) == 1 && kinds[0] == OutOfRange; reported != (want == nil) {
			t.Errorf("%s: problems %v", src, kinds)
		}
	}
}

func TestDecodeBoundsLists(t *testing.T) {
	doc, err := Parse([]byte(`{"list": [1, 2, 3, "x"]}`), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for max, want := range map[int][]int{1: {1}, 3: {1, 2, 3}, 4: {1, 2, 3, 0}, 0: {1, 2, 3, 0}} {
		var got scalars
		var kinds []ProblemKind
		Compile[scalars]().Decode(doc.Root(), &got, Options{MaxElements: max, Report: func(p Problem) { kinds = append(kinds, p.Kind) }})
		wantKinds := []ProblemKind{TooLong}
		if len(want) == 4 {
			wantKinds = []ProblemKind{WrongType}
		}
		if diff := cmp.Diff(want, got.List); diff != "" {
			t.Errorf("at most %d: -want +got:\n%s", max, diff)
		}
		if diff := cmp.Diff(wantKinds, kinds); diff != "" {
			t.Errorf("at most %d: problems, -want +got:\n%s", max, diff)
		}
	}
}

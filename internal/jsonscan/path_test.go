package jsonscan_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

func TestAppendPath(t *testing.T) {
	var path []byte
	for _, step := range []any{"containerDefinitions", 2, "dockerLabels", "a.b", "c", 0} {
		if key, ok := step.(string); ok {
			path = jsonscan.AppendMember(path, key)
		} else {
			path = jsonscan.AppendElement(path, step.(int))
		}
	}
	if want := `containerDefinitions[2].dockerLabels["a.b"].c[0]`; string(path) != want {
		t.Errorf("got %s, want %s", path, want)
	}
}

// What is appended is what is cut off again.
func TestPathRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		segments := rapid.SliceOf(rapid.Custom(func(t *rapid.T) jsonscan.Segment {
			if rapid.Bool().Draw(t, "index") {
				return jsonscan.Segment{Index: rapid.IntRange(0, 1<<20).Draw(t, "i"), IsIndex: true}
			}
			return jsonscan.Segment{Key: rapid.String().Draw(t, "key")}
		})).Draw(t, "segments")
		var path []byte
		for _, s := range segments {
			if s.IsIndex {
				path = jsonscan.AppendElement(path, s.Index)
			} else {
				path = jsonscan.AppendMember(path, s.Key)
			}
		}
		var got []jsonscan.Segment
		for rest := string(path); rest != ""; {
			first, after, ok := jsonscan.CutSegment(rest)
			if !ok {
				t.Fatalf("%q does not start with a step", rest)
			}
			got, rest = append(got, first), after
		}
		if !slices.Equal(got, segments) {
			t.Fatalf("%q: got %v, want %v", path, got, segments)
		}
	})
}

func TestCutSegmentRefuses(t *testing.T) {
	for _, path := range []string{"", ".", "[", "[]", "[x]", "[1", `["a]`, `["a"`, `["a"x`, "..a", "[99999999999999999999]"} {
		if s, _, ok := jsonscan.CutSegment(path); ok {
			t.Errorf("%q gave %+v", path, s)
		}
	}
}

func TestComparePaths(t *testing.T) {
	ordered := []string{"", "a", "a[2]", "a[2].b", "a[10]", "a.b", "a.b.c", `a["x.y"]`, "b"}
	for i, a := range ordered {
		for j, b := range ordered {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := jsonscan.ComparePaths(a, b); got != want {
				t.Errorf("%q against %q: got %d, want %d", a, b, got, want)
			}
		}
	}
	if jsonscan.ComparePaths("[", "]") == 0 || jsonscan.ComparePaths("[", "[") != 0 || jsonscan.ComparePaths("..b", "..a") != 1 {
		t.Error("texts that are no paths are not ordered as texts")
	}
}

func TestFind(t *testing.T) {
	doc, err := jsonscan.Parse([]byte(`{"a": [{"b": 1}, {"c.d": 2}], "X": {"y": 3}}`), jsonscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	upper := func(object, key string) string {
		if object == "" && key == "x" {
			return "X"
		}
		return key
	}
	for _, tt := range []struct {
		path, raw string
		exact     bool
	}{
		{"", doc.Source(), true},
		{"a[0].b", "1", true},
		{`a[1]["c.d"]`, "2", true},
		{"x.y", "3", true},
		{"x.z", `{"y": 3}`, false},
		{"a[7].b", `[{"b": 1}, {"c.d": 2}]`, false},
		{"a.b", `[{"b": 1}, {"c.d": 2}]`, false},
		{"a[", `[{"b": 1}, {"c.d": 2}]`, false},
		{"nosuch", doc.Source(), false},
	} {
		v, exact := doc.Root().Find(tt.path, upper)
		if v.Raw() != tt.raw || exact != tt.exact {
			t.Errorf("%q: got %s, %t; want %s, %t", tt.path, v.Raw(), exact, tt.raw, tt.exact)
		}
	}
}

func TestLines(t *testing.T) {
	lines := jsonscan.NewLines("ab\r\n\ncd")
	for offset, want := range [][2]int{{1, 1}, {1, 2}, {1, 3}, {1, 4}, {2, 1}, {3, 1}, {3, 2}, {3, 3}} {
		if line, column := lines.At(offset); line != want[0] || column != want[1] {
			t.Errorf("offset %d: got %d:%d, want %d:%d", offset, line, column, want[0], want[1])
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"portMappings", "protocol", "containerPort", "hostPort", "cpu", "name", "id"}
	for _, tt := range []struct{ name, want string }{
		{"portBindings", "portMappings"},
		{"Protcol", "protocol"},
		{"ContainerPort", "containerPort"},
		{"cup", "cpu"},
		{"nmae", "name"},
		{"", ""},
		{"somethingElse", ""},
		{"x", ""},
		{string(make([]byte, 100)), ""},
	} {
		if got := jsonscan.Nearest(tt.name, known); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := jsonscan.Nearest("a", []string{string(make([]byte, 100))}); got != "" {
		t.Errorf("got %q", got)
	}
}

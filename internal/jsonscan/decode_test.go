package jsonscan_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

type color string

type base struct {
	ID string `json:"id"`
}

type inner struct {
	Name  string   `json:"name"`
	Count *int     `json:"count,omitempty"`
	Kids  []inner  `json:"kids,omitempty"`
	Small int8     `json:"small"`
	Ratio *float64 `json:"ratio"`
}

type outer struct {
	base
	Text       string            `json:"text"`
	Color      color             `json:"color"`
	On         *bool             `json:"on"`
	Off        bool              `json:"off"`
	Labels     map[string]string `json:"labels"`
	Sizes      map[color]int     `json:"sizes"`
	One        inner             `json:"one"`
	Ptr        *inner            `json:"ptr"`
	List       []string          `json:"list"`
	Many       []inner           `json:"many"`
	When       time.Time         `json:"when"`
	Raw        json.RawMessage   `json:"raw"`
	Hidden     string            `json:"-"`
	Untagged   string
	unexported string
}

var schema = jsonscan.Compile[outer]()

func decode(t *testing.T, text string, o jsonscan.Options) (outer, []string) {
	t.Helper()
	doc, err := jsonscan.Parse([]byte(text), jsonscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var problems []string
	o.Report = func(p jsonscan.Problem) {
		problems = append(problems, strings.TrimRight(fmt.Sprintf("%s %s %s %s", p.Path, p.Kind, p.Want, p.Suggest), " "))
	}
	var got outer
	schema.Decode(doc.Root(), &got, o)
	return got, problems
}

func TestDecodeEverything(t *testing.T) {
	got, problems := decode(t, `{
		"id": "x", "text": "a\nb", "color": "red", "on": false, "off": true,
		"labels": {"a.b": "1", "c": ""}, "sizes": {"red": 3},
		"one": {"name": "n", "count": 0, "small": -128, "ratio": 2.5},
		"ptr": {"kids": [{"name": "k"}]}, "list": [], "many": [{}, {"count": 7}],
		"when": "2026-11-23T10:00:00+01:00", "raw": {"any": [1]}
	}`, jsonscan.Options{})
	if problems != nil {
		t.Errorf("problems: %q", problems)
	}
	want := outer{
		base: base{"x"}, Text: "a\nb", Color: "red", On: new(false), Off: true,
		Labels: map[string]string{"a.b": "1", "c": ""}, Sizes: map[color]int{"red": 3},
		One: inner{Name: "n", Count: new(0), Small: -128, Ratio: new(2.5)},
		Ptr: &inner{Kids: []inner{{Name: "k"}}}, List: []string{}, Many: []inner{{}, {Count: new(7)}},
		When: got.When, Raw: json.RawMessage(`{"any": [1]}`),
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(outer{}, base{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.unexported != "" || got.Hidden != "" {
		t.Error("a field without a name was filled")
	}
	if !got.When.Equal(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("when is %v", got.When)
	}
}

// null is absence: what was there stays.
func TestDecodeNull(t *testing.T) {
	got, problems := decode(t, `{"text": null, "on": null, "labels": null, "one": null, "ptr": null, "list": null, "when": null, "raw": null}`, jsonscan.Options{})
	if problems != nil {
		t.Errorf("problems: %q", problems)
	}
	if diff := cmp.Diff(outer{Raw: json.RawMessage("null")}, got, cmp.AllowUnexported(outer{}, base{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDecodeProblems(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"unknown with a suggestion", `{"txet": 1}`, []string{"txet unknown-member  text"}},
		{"unknown without", `{"zzzzzzzz": 1}`, []string{"zzzzzzzz unknown-member"}},
		{"wrong case, decoded", `{"TEXT": 1}`, []string{"text wrong-case  text", "text wrong-type a string"}},
		{"duplicate", `{"text": "a", "text": "b"}`, []string{"text duplicate"}},
		{"duplicate of an unknown", `{"zzzzzzzz": 1, "zzzzzzzz": 1}`, []string{"zzzzzzzz unknown-member", "zzzzzzzz duplicate"}},
		{"duplicate label", `{"labels": {"a": "1", "a": "2"}}`, []string{"labels.a duplicate"}},
		{"wrong types", `{"text": 1, "on": "yes", "off": 1, "labels": [], "one": [], "ptr": "x", "list": {}, "when": true}`, []string{
			"text wrong-type a string", "on wrong-type true or false", "off wrong-type true or false", "labels wrong-type an object",
			"one wrong-type an object", "ptr wrong-type an object", "list wrong-type a list", "when wrong-type a time (RFC 3339, or seconds since 1970)"}},
		{"numbers", `{"one": {"count": "1", "small": 128, "ratio": "2"}, "ptr": {"count": 1.0, "small": 1e1}}`, []string{
			"one.count wrong-type an integer", "one.small out-of-range an integer of 8 bits", "one.ratio wrong-type a number",
			"ptr.count wrong-type an integer", "ptr.small wrong-type an integer"}},
		{"null elements", `{"list": [null], "many": [null], "labels": {"a": null}, "sizes": {"a": null}}`, []string{
			"list[0] wrong-type a string", "many[0] wrong-type an object", "labels.a wrong-type a string", "sizes.a wrong-type an integer"}},
		{"deep path", `{"many": [{}, {"kids": [{"nmae": 1}]}], "labels": {"x.y": 1}}`, []string{
			"many[1].kids[0].nmae unknown-member  name", `labels["x.y"] wrong-type a string`}},
		{"not an object", `[]`, []string{"wrong-type an object"}},
		{"times", `{"when": 1e13}`, []string{"when wrong-type a time (RFC 3339, or seconds since 1970)"}},
		{"time text", `{"when": "yesterday"}`, []string{"when wrong-type a time (RFC 3339, or seconds since 1970)"}},
		{"names that are no members", `{"Hidden": "x", "Untagged": "x", "unexported": "x"}`, []string{
			"Hidden unknown-member", "Untagged unknown-member", "unexported unknown-member"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, got := decode(t, tt.text, jsonscan.Options{})
			for i := range got {
				got[i] = strings.TrimSpace(got[i])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The later of two members counts alone, nothing of the earlier stays.
func TestDecodeDuplicateReplaces(t *testing.T) {
	got, _ := decode(t, `{"one": {"name": "a", "count": 1}, "one": {"name": "b"}}`, jsonscan.Options{})
	if got.One.Name != "b" || got.One.Count != nil {
		t.Errorf("got %+v", got.One)
	}
}

func TestDecodeUnixTime(t *testing.T) {
	got, problems := decode(t, `{"when": 1700000000.25}`, jsonscan.Options{})
	if want := time.Date(2023, 11, 14, 22, 13, 20, 250_000_000, time.UTC); problems != nil || !got.When.Equal(want) {
		t.Errorf("got %v, problems %q, want %v", got.When, problems, want)
	}
}

func TestDecodeRenameAndPath(t *testing.T) {
	got, problems := decode(t, `{"Text": "x", "One": {"Name": "n", "Nam": 1}}`, jsonscan.Options{
		Path: "Resources.Task.Properties",
		Rename: func(_ reflect.Type, key string) string {
			return strings.ToLower(key[:1]) + key[1:]
		},
	})
	if got.Text != "x" || got.One.Name != "n" {
		t.Errorf("got %+v", got)
	}
	if diff := cmp.Diff([]string{"Resources.Task.Properties.one.nam unknown-member  name"}, problems); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDecodeWithoutReport(t *testing.T) {
	doc, err := jsonscan.Parse([]byte(`{"text": 1, "nosuch": 2, "off": true}`), jsonscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var got outer
	schema.Decode(doc.Root(), &got, jsonscan.Options{})
	if !got.Off {
		t.Error("what is right was not decoded")
	}
}

// Only the first unknown members get a suggestion; all are reported.
func TestDecodeBoundsSuggestions(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"off": true`)
	for i := range 100 {
		fmt.Fprintf(&b, `, "tex%d": 1`, i)
	}
	b.WriteString("}")
	_, problems := decode(t, b.String(), jsonscan.Options{})
	suggested := 0
	for _, p := range problems {
		if strings.HasSuffix(p, " text") {
			suggested++
		}
	}
	if len(problems) != 100 || suggested != 64 {
		t.Errorf("%d problems, %d with a suggestion; want 100 and 64", len(problems), suggested)
	}
}

type place struct {
	At   jsonscan.Value   `json:"at"`
	Each []jsonscan.Value `json:"each"`
	Wide wide             `json:"wide"`
}

// wide has more members than the set on the stack holds.
type wide struct {
	wideA
	wideB
}

func TestDecodeKeepsPlaces(t *testing.T) {
	doc, err := jsonscan.Parse([]byte(`{"at": {"x": [1]}, "each": [null, 2]}`), jsonscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var got place
	jsonscan.Compile[place]().Decode(doc.Root(), &got, jsonscan.Options{})
	if got.At.Raw() != `{"x": [1]}` || len(got.Each) != 2 || got.Each[0].Kind() != jsonscan.Null || got.Each[1].Raw() != "2" {
		t.Errorf("got %q, %v", got.At.Raw(), got.Each)
	}
}

// twice has two members id, one of them embedded.
type twice struct {
	base
	Own string `json:"id"`
}

func TestCompileRefuses(t *testing.T) {
	for name, compile := range map[string]func(){
		"a channel": func() {
			jsonscan.Compile[struct {
				C chan int `json:"c"`
			}]()
		},
		"integer keys":     func() { jsonscan.Compile[map[int]string]() },
		"one name for two": func() { jsonscan.Compile[twice]() },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			compile()
		})
	}
}

func TestNames(t *testing.T) {
	if diff := cmp.Diff([]string{"count", "kids", "name", "ratio", "small"}, jsonscan.Compile[inner]().Names()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

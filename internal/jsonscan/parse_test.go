package jsonscan_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

// plain turns a tree into what json.Unmarshal into an any would give, numbers
// as json.Number.
func plain(v jsonscan.Value) any {
	switch v.Kind() {
	case jsonscan.Null:
		return nil
	case jsonscan.Bool:
		b, _ := v.Bool()
		return b
	case jsonscan.Number:
		return json.Number(v.Raw())
	case jsonscan.String:
		return v.Text()
	case jsonscan.Array:
		list := []any{}
		for e := range v.Children() {
			list = append(list, plain(e))
		}
		return list
	}
	object := map[string]any{}
	for m := range v.Children() {
		object[m.Key()] = plain(m)
	}
	return object
}

// checkAgainstStandard compares the scanner with encoding/json: the same texts
// are JSON, and say the same.
func checkAgainstStandard(t *testing.T, data []byte) {
	t.Helper()
	doc, err := jsonscan.Parse(data, jsonscan.Limits{})
	text, hadBOM := strings.CutPrefix(string(data), "\ufeff")
	if err != nil {
		var scan *jsonscan.Error
		if !errors.As(err, &scan) || scan.Offset < 0 || scan.Offset > len(data) || scan.Message == "" {
			t.Fatalf("error %#v is no *Error inside %q", err, data)
		}
		if json.Valid([]byte(text)) && utf8.ValidString(text) && !strings.Contains(err.Error(), "nested deeper") {
			t.Fatalf("%q is valid JSON, got %v", data, err)
		}
		return
	}
	var want any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&want); err != nil || !json.Valid([]byte(text)) {
		t.Fatalf("%q was taken, encoding/json says %v", data, err)
	}
	if got := plain(doc.Root()); !reflect.DeepEqual(got, want) {
		t.Fatalf("%q: got %#v, want %#v", data, got, want)
	}
	if doc.HasBOM() != hadBOM {
		t.Fatalf("HasBOM %t for %q", doc.HasBOM(), data)
	}
	checkRanges(t, doc.Root())
}

// checkRanges reads each value and key again from its own range.
func checkRanges(t *testing.T, v jsonscan.Value) {
	t.Helper()
	if raw := v.Raw(); raw == "" || !json.Valid([]byte(raw)) {
		t.Fatalf("value at %d to %d is %q", v.Start(), v.End(), raw)
	}
	children := 0
	for c := range v.Children() {
		children++
		if c.HasKey() != (v.Kind() == jsonscan.Object) {
			t.Fatalf("HasKey %t below %s", c.HasKey(), v.Kind())
		}
		if v.Kind() == jsonscan.Array && v.Element(children-1) != c {
			t.Fatalf("element %d is another value", children-1)
		}
		checkRanges(t, c)
	}
	if children != v.Len() {
		t.Fatalf("%d children, Len says %d", children, v.Len())
	}
}

func TestParseAgainstStandard(t *testing.T) {
	for _, text := range []string{
		`null`, `true`, `false`, `0`, `-0`, `-12.5e+3`, `1E9`, `"a"`, `[]`, `{}`, " \t\r\n[ 1 , 2 ] ", "\ufeff{}",
		`{"a": {"b": [1, "x", null, true]}, "a": 2}`, `"\u00e9\ud83d\ude00\ud83d\n\/\b\f\r\t\"\\"`, `"\ud83dx"`, `"\ud83d\u0041"`,
		`{"\u0061": 1}`, `[[[[]]]]`, "\"\u2028\"", `1e400`,
		``, ` `, `{`, `[`, `"`, `"\`, `"\x"`, `"\u12"`, `"\u12g4"`, "\"a\nb\"", "\"a\x01\"", "\"\xff\"", `tru`, `nul`, `-`, `01`, `1.`, `1e`, `1e+`,
		`[1,]`, `[,]`, `[1 2]`, `{"a"}`, `{"a" 1}`, `{"a":}`, `{"a":1,}`, `{a:1}`, `{'a':1}`, `{"a":1 "b":2}`, `[1}`, `{"a":1]`, `1 2`, `{} x`,
		"// c\n{}", "{} /* c */", "[1, // c\n2]", `{"a": 'x'}`, `{"a": x y}`, "\xff\xfe{\x00}\x00", "\xfe\xff\x00{", `[1`, `{"a":1`, `{"a":1,`, `NaN`, `[Infinity]`,
		strings.Repeat("[", 512) + strings.Repeat("]", 512), strings.Repeat("[", 600) + strings.Repeat("]", 600), strings.Repeat(`{"a":`, 600),
	} {
		checkAgainstStandard(t, []byte(text))
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{"a":[1,"\u00e9",null]}`, `[1,]`, `"\ud83d\ude00"`, "\ufeff{}", `{"a":1 "b"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(checkAgainstStandard)
}

// The message says what to do, and where.
func TestParseErrors(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		offset     int
		message    string
	}{
		{"empty", "  ", 2, "the document is empty"},
		{"trailing comma in an object", `{"a": 1,}`, 8, `trailing comma before '}', leave it out`},
		{"trailing comma in a list", `[1,]`, 3, `trailing comma before ']', leave it out`},
		{"missing comma", `{"a": 1 "b": 2}`, 7, `missing comma before '"'`},
		{"line comment", "{ // x\n}", 2, `unexpected comment (JSON has none), a key in double quotes or '}' should stand here`},
		{"comment as a value", `[/* x */ 1]`, 1, `unexpected comment (JSON has none) where a value should stand`},
		{"single quotes", `{'a': 1}`, 1, `unexpected single quote (JSON has double quotes only), a key in double quotes or '}' should stand here`},
		{"YAML", "family: web\n", 0, `family begins a YAML document, only JSON is read: convert it first`},
		{"bare word", `{"a": yes}`, 6, `yes is no JSON value, a text stands in double quotes`},
		{"open string", "{\"a: 1\n}", 6, `the string that starts at byte 1 has no closing quote on its line`},
		{"unclosed list", `[1`, 2, `the text ends before its closing ']'`},
		{"no value", `{"a":`, 5, `the text ends where a value should stand`},
		{"value left out", `{"a":,}`, 5, `unexpected ',' where a value should stand`},
		{"two documents", "{}\n{}", 3, `unexpected '{' after the end of the document`},
		{"UTF-16", "\xff\xfe{\x00", 0, `the text is UTF-16, save it as UTF-8`},
		{"Latin-1", "\"\xe4\"", 1, `byte 0xe4 is not UTF-8, save the text as UTF-8`},
		{"leading zero", `[007]`, 1, `a number has no leading zero`},
		{"backslash", `"C:\x"`, 3, `broken escape in a string, a backslash itself is written \\`},
		{"long bare word", `[` + strings.Repeat("é", 30) + `]`, 1, strings.Repeat("é", 20) + "… is no JSON value, a text stands in double quotes"},
		{"key without colon", `{"a", 1}`, 4, `unexpected ',' after the key "a", a colon should stand here`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := jsonscan.Parse([]byte(tt.text), jsonscan.Limits{})
			var scan *jsonscan.Error
			if !errors.As(err, &scan) {
				t.Fatalf("error %v is no *Error", err)
			}
			if scan.Offset != tt.offset || scan.Message != tt.message {
				t.Errorf("got %d %s\nwant %d %s", scan.Offset, scan.Message, tt.offset, tt.message)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	if _, err := jsonscan.Parse([]byte(`[[1]]`), jsonscan.Limits{MaxDepth: 2}); err != nil {
		t.Errorf("depth 2 of 2: %v", err)
	}
	for name, limits := range map[string]jsonscan.Limits{"depth": {MaxDepth: 1}, "bytes": {MaxBytes: 4}} {
		if _, err := jsonscan.Parse([]byte(`[[1]]`), limits); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := jsonscan.Parse([]byte(`{"a":{"b":1}}`), jsonscan.Limits{MaxDepth: 1}); err == nil {
		t.Error("object too deep: no error")
	}
}

func TestZeroValueIsNothing(t *testing.T) {
	var v jsonscan.Value
	_, isBool := v.Bool()
	_, isInt := v.Int64()
	_, isFloat := v.Float64()
	if v.Kind() != jsonscan.None || v.Raw() != "" || v.Text() != "" || v.Key() != "" || v.HasKey() || v.Len() != 0 || isBool || isInt || isFloat {
		t.Error("the zero Value answers as if it were something")
	}
	if v.Member("a") != v || v.Element(0) != v {
		t.Error("the zero Value has members")
	}
	for range v.Children() {
		t.Error("the zero Value has children")
	}
}

func TestScalars(t *testing.T) {
	doc, err := jsonscan.Parse([]byte(`{"i": 42, "big": 99999999999999999999, "f": 1.5, "huge": 1e999, "s": "x", "i": 43}`), jsonscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	root := doc.Root()
	if i, ok := root.Member("i").Int64(); i != 43 || !ok {
		t.Errorf("i is %d, %t; the later of two counts", i, ok)
	}
	for _, name := range []string{"big", "f", "s"} {
		if _, ok := root.Member(name).Int64(); ok {
			t.Errorf("%s is no int64", name)
		}
	}
	if f, ok := root.Member("f").Float64(); f != 1.5 || !ok {
		t.Errorf("f is %v, %t", f, ok)
	}
	if _, ok := root.Member("huge").Float64(); ok {
		t.Error("1e999 fits no float64")
	}
	member := root.Member("f")
	if key := doc.Source()[member.KeyStart():member.KeyEnd()]; key != `"f"` {
		t.Errorf("key is %s", key)
	}
	for range root.Children() {
		break // stopping early must be fine
	}
}

func TestKindStrings(t *testing.T) {
	want := []string{"nothing", "null", "true or false", "a number", "a string", "an object", "a list"}
	for i, w := range want {
		if got := jsonscan.Kind(i).String(); got != w {
			t.Errorf("kind %d is %q, want %q", i, got, w)
		}
	}
}

func TestSourceOffset(t *testing.T) {
	doc, err := jsonscan.Parse([]byte(`["abc", "\u00e9\ud83d\ude00\nz", 12]`), jsonscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ element, offset, want int }{
		{0, 0, 2}, {0, 2, 4}, {0, 3, 5}, {0, 99, 5}, {0, -1, 2},
		{1, 0, 9}, {1, 1, 9}, {1, 2, 15}, {1, 6, 27}, {1, 7, 29}, {1, 8, 30}, {1, 99, 30},
		{2, 1, 33},
	} {
		if got := doc.Root().Element(tt.element).SourceOffset(tt.offset); got != tt.want {
			t.Errorf("element %d, offset %d: got %d, want %d", tt.element, tt.offset, got, tt.want)
		}
	}
}

package events_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/events"
	"github.com/ecskit/ecskit/internal/oracle/eventsoracle"
)

const stoppedRule = `{"source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": {
	"lastStatus": ["STOPPED"], "stopCode": [{"anything-but": ["UserInitiated", "ServiceSchedulerInitiated"]}],
	"containers": {"name": ["web"], "exitCode": [{"numeric": [">", 0]}]}}}`

func stoppedEvent(t testing.TB) []byte {
	event, err := os.ReadFile("testdata/task-stopped.json")
	if err != nil {
		t.Fatal(err)
	}
	return event
}

func compile(t testing.TB, pattern string) *events.Pattern {
	t.Helper()
	p, findings, err := events.ParsePattern([]byte(pattern))
	if err != nil || p == nil {
		t.Fatalf("%s: %v, %v", pattern, err, findings)
	}
	return p
}

func TestMatchDoesNotAllocate(t *testing.T) {
	event, p := stoppedEvent(t), compile(t, stoppedRule)
	var m events.Matcher
	matched := false
	allocs := testing.AllocsPerRun(100, func() { matched, _ = m.Match(p, event) })
	if allocs != 0 || !matched {
		t.Errorf("%v allocations, matched is %v", allocs, matched)
	}
}

func TestBadEvents(t *testing.T) {
	p := compile(t, `{"a": [{"exists": false}]}`)
	for _, event := range []string{
		"", "[]", `"a"`, "{", `{"a"}`, `{"a":}`, `{"a":1,}`, `{"a":[1,]}`, `{"a":1} 2`, `{a:1}`, `{"a":"`, `{"a":tru}`, `{"a":--1}`,
		`{"a":-inf}`, `{"a":01}`, `{"a":1.}`, `{"a":1e}`, `{"a":1e+}`, `{"a":.5}`, `{"a":1-}`, `{"a":-}`, `{"a":1e5.5}`,
		`{"b":` + strings.Repeat("[", 200) + strings.Repeat("]", 200) + "}",
		`{"b":` + strings.Repeat(`{"c":`, 200) + "1" + strings.Repeat("}", 201),
	} {
		_, err := p.Match([]byte(event))
		var e *diag.SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("%q: error %v", event, err)
		}
	}
}

// A number that no float64 holds is a number all the same.
func TestHugeNumbers(t *testing.T) {
	for pattern, want := range map[string]bool{
		`{"a": [{"exists": true}]}`: true, `{"a": [{"numeric": [">", 0]}]}`: true, `{"a": [{"numeric": ["<", 5]}]}`: false, `{"a": [5]}`: false, `{"a": ["1e400"]}`: false,
	} {
		for _, event := range []string{`{"a": 1e400}`, `{"a": 1.5E+400}`} {
			if got, err := compile(t, pattern).Match([]byte(event)); got != want || err != nil {
				t.Errorf("%s of %s: %t, error %v", pattern, event, got, err)
			}
		}
	}
}

func TestBadPatternText(t *testing.T) {
	_, _, err := events.ParsePattern([]byte(`{"a": [1}`))
	var e *diag.SyntaxError
	if !errors.As(err, &e) {
		t.Errorf("error %v", err)
	}
}

func TestKinds(t *testing.T) {
	names := map[string]bool{}
	for _, k := range events.Kinds() {
		if names[k.Name] || !strings.HasPrefix(string(k.Code), "EV") || k.Title == "" {
			t.Errorf("%+v", k)
		}
		names[k.Name] = true
	}
}

func TestTooManyAlternatives(t *testing.T) {
	or := func(name string) string {
		return `{"$or": [` + strings.TrimSuffix(strings.Repeat(`{"`+name+`": [1]}, `, 11), ", ") + `]}`
	}
	_, findings, err := events.ParsePattern([]byte(`{"a": ` + or("x") + `, "b": ` + or("y") + `, "c": ` + or("z") + `}`))
	if err != nil || len(findings) != 1 || findings[0].Code != "EV007" {
		t.Errorf("%v, %v", findings, err)
	}
}

func values(t *rapid.T) string {
	return rapid.SampledFrom([]string{
		`"ab"`, `"b"`, `"AB"`, `""`, `1`, `1.0`, `-2`, `null`, `true`, `"10.0.0.1"`, `"caf\u00e9"`, `{"exists": true}`, `{"exists": false}`,
		`{"prefix": "a"}`, `{"suffix": "b"}`, `{"prefix": {"equals-ignore-case": "A"}}`, `{"suffix": {"equals-ignore-case": "B"}}`,
		`{"equals-ignore-case": "ab"}`, `{"wildcard": "a*b"}`, `{"wildcard": "*"}`, `{"wildcard": "a\\*b"}`, `{"numeric": [">", 0, "<=", 1]}`,
		`{"numeric": ["=", 1]}`, `{"numeric": ["<", 0]}`, `{"cidr": "10.0.0.0/24"}`, `{"anything-but": "ab"}`, `{"anything-but": [1, -2]}`,
		`{"anything-but": {"prefix": "a"}}`, `{"anything-but": {"suffix": ["b", "é"]}}`, `{"anything-but": {"wildcard": "*b"}}`,
		`{"anything-but": {"equals-ignore-case": ["AB", "b"]}}`,
	}).Draw(t, "value")
}

func drawPattern(t *rapid.T, depth int, or bool) string {
	keys := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "a.b"}), 1, 2, rapid.ID).Draw(t, "keys")
	var members []string
	for _, key := range keys {
		if depth > 0 && rapid.Bool().Draw(t, "deeper") {
			members = append(members, `"`+key+`": `+drawPattern(t, depth-1, true))
			continue
		}
		var list []string
		for range rapid.IntRange(1, 4).Draw(t, "values") {
			list = append(list, values(t))
		}
		if rapid.IntRange(0, 2).Draw(t, "easy") > 0 { // else hardly any event would match
			list = append(list, `{"exists": false}`, rapid.SampledFrom([]string{`{"exists": true}`, `{"wildcard": "*"}`}).Draw(t, "any"))
		}
		members = append(members, `"`+key+`": [`+strings.Join(list, ", ")+"]")
	}
	if or && depth > 0 && rapid.IntRange(0, 3).Draw(t, "or") == 0 {
		members = append(members, `"$or": [`+drawPattern(t, depth-1, false)+", "+drawPattern(t, depth-1, false)+"]")
	}
	return "{" + strings.Join(members, ", ") + "}"
}

func drawEvent(t *rapid.T, depth int) string {
	switch kind := rapid.IntRange(0, 4).Draw(t, "kind"); {
	case kind == 0 && depth > 0:
		var list []string
		for range rapid.IntRange(0, 3).Draw(t, "length") {
			list = append(list, drawEvent(t, depth-1))
		}
		return "[" + strings.Join(list, ", ") + "]"
	case kind < 3 && depth > 0:
		return drawObject(t, depth-1)
	}
	return rapid.SampledFrom([]string{`"ab"`, `"aB"`, `"a*b"`, `"b"`, `""`, `1`, `1e0`, `-2`, `0.5`, `null`, `true`, `"10.0.0.1"`, `"café"`, `"\u0061b"`}).Draw(t, "leaf")
}

func drawObject(t *rapid.T, depth int) string {
	keys := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "a.b", "\\u0061"}), 0, 4,
		func(s string) string { return strings.ReplaceAll(s, "\\u0061", "a") }).Draw(t, "keys")
	var members []string
	for _, key := range keys {
		members = append(members, `"`+key+`": `+drawEvent(t, depth))
	}
	return "{" + strings.Join(members, ", ") + "}"
}

func TestMatchEqualsTheTwin(t *testing.T) {
	var m events.Matcher
	counts := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		pattern, event := drawPattern(t, rapid.IntRange(0, 2).Draw(t, "depth"), true), drawObject(t, 3)
		p, findings, err := events.ParsePattern([]byte(pattern))
		if err != nil || p == nil {
			t.Fatalf("%s: %v, %v", pattern, err, findings)
		}
		want, err := eventsoracle.Match([]byte(pattern), []byte(event))
		if err != nil {
			t.Fatal(err)
		}
		got, err := m.Match(p, []byte(event))
		if err != nil || got != want {
			t.Fatalf("pattern %s\nevent %s\nmatch is %v, %v; the twin says %v", pattern, event, got, err, want)
		}
		counts[got]++
	})
	if counts[true] == 0 || counts[false] == 0 {
		t.Errorf("one answer alone: %v", counts)
	}
	t.Logf("answers: %v", counts)
}

func FuzzParsePattern(f *testing.F) {
	for _, seed := range []string{stoppedRule, `{"a": [{"numeric": [">", 0, "<", 5]}]}`, `{"$or": [{"a": [1]}, {"b": [{"cidr": "::/0"}]}]}`, `{"a": [{"wildcard": "a*\\*"}]}`} {
		f.Add([]byte(seed), []byte(`{"a": ["x\u0041", 1], "b": {"c": null}}`))
	}
	f.Fuzz(func(t *testing.T, pattern, event []byte) {
		p, findings, err := events.ParsePattern(pattern)
		if (p == nil) != (err != nil || findings.HasErrors()) {
			t.Fatalf("pattern %v, findings %v, error %v", p, findings, err)
		}
		if p == nil || len(event) > 4096 {
			return
		}
		first, err1 := p.Match(event)
		again, err2 := p.Match(slices.Clone(event))
		if first != again || (err1 == nil) != (err2 == nil) {
			t.Fatal("the same event matched once and not again")
		}
	})
}

// Each field has a thousand hits, and only where an element has them all does the
// event match: not a choice of hits, but a look at each element.
func TestMatchInLongLists(t *testing.T) {
	p, event := hostile(t, 10, 1000)
	if ok, err := p.Match(event); ok || err != nil {
		t.Errorf("match %v, error %v, though each element lacks a field", ok, err)
	}
	event = []byte(strings.Replace(string(event), `"no"`, `"yes"`, 1))
	if ok, err := p.Match(event); !ok || err != nil {
		t.Errorf("match %v, error %v, though the first element has every field", ok, err)
	}
}

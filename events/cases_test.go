package events_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/conformance"
	"github.com/ecskit/ecskit/events"
	"github.com/ecskit/ecskit/internal/oracle/eventsoracle"
)

// TestCasesEqualTheTwin runs the conformance cases through the twin as well, so
// that both cannot be wrong in the same way.
func TestCasesEqualTheTwin(t *testing.T) {
	cases, err := conformance.Load("events", "pattern*.json")
	if err != nil {
		t.Fatal(err)
	}
	var m events.Matcher
	for _, c := range cases {
		var in struct {
			Pattern, Event         json.RawMessage
			PatternText, EventText string
		}
		var want struct {
			Match    *bool
			Findings []string
		}
		if err := json.Unmarshal(c.Input, &in); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(c.Expected, &want); err != nil {
			t.Fatal(err)
		}
		if in.PatternText != "" {
			in.Pattern, in.Event = []byte(in.PatternText), []byte(in.EventText)
		}
		p, findings, err := events.ParsePattern(in.Pattern)
		if err != nil || p == nil && want.Match != nil || want.Match == nil && len(findings) != len(want.Findings) {
			t.Errorf("%s: %v, %v", c.Name, findings, err)
		}
		if want.Match == nil || strings.Contains(string(in.Pattern), `"$or": ["x"]`) { // the twin reads $or as the operator alone
			continue
		}
		slow, err := eventsoracle.Match(in.Pattern, in.Event)
		if err != nil {
			t.Fatal(err)
		}
		if fast, err := m.Match(p, in.Event); fast != slow || fast != *want.Match || err != nil {
			t.Errorf("%s: match is %v, %v, the twin's %v, wanted %v", c.Name, fast, err, slow, *want.Match)
		}
	}
}

// TestOddPatterns goes through what no case of AWS is about.
func TestOddPatterns(t *testing.T) {
	for pattern, code := range map[string]string{
		`{"a": [[1]]}`:                                              "EV006",
		`{"a": [{}]}`:                                               "EV005",
		`{"a": [{"suffix": 1}]}`:                                    "EV006",
		`{"a": [{"equals-ignore-case": []}]}`:                       "EV006",
		`{"a": [{"wildcard": 1}]}`:                                  "EV006",
		`{"a": [{"wildcard": "a\\"}]}`:                              "EV006",
		`{"a": [{"numeric": ["!", 1]}]}`:                            "EV006",
		`{"a": [{"numeric": [">", 2, "<", 1]}]}`:                    "EV006",
		`{"a": [{"anything-but": {}}]}`:                             "EV006",
		`{"a": [{"anything-but": {"prefix": []}}]}`:                 "EV006",
		`{"a": [{"anything-but": {"suffix": ["a", 1]}}]}`:           "EV006",
		`{"$or": [{"a": [1]}, 2]}`:                                  "EV005",
		`{"$or": [{"a": [1]}, {"prefix": "x"}]}`:                    "EV005",
		`{"a": ["x"], "b": [{"exists": true}], "a": ["y"]}`:         "EV008",
		`{"$or": [{"a": [1]}, {"b": []}]}`:                          "EV004",
		`{"a": [{"prefix": {"equals-ignore-case": 1}}]}`:            "EV006",
		`{"a": [{"anything-but": {"equals-ignore-case": [null]}}]}`: "EV006",
	} {
		_, findings, err := events.ParsePattern([]byte(pattern))
		if err != nil || len(findings) == 0 || string(findings[0].Code) != code {
			t.Errorf("%s: %v, %v; want %s", pattern, findings, err, code)
		}
	}
}

// TestEscapes decodes every escape of JSON, and broken ones without a panic.
func TestEscapes(t *testing.T) {
	p := compile(t, `{"a": ["\b\f\n\r\t\"\\\/\u00e9\ud83d\ude00"], "k\n": [{"exists": true}]}`)
	if ok, err := p.Match([]byte(`{"a": "\b\f\n\r\t\"\\\/\u00E9\uD83D\uDE00", "k\u000a": 1}`)); !ok || err != nil {
		t.Errorf("match is %v, %v", ok, err)
	}
	for _, event := range []string{`{"a": "\u00"}`, `{"a": "\uzzzz"}`, `{"a": "\ud83dx"}`, `{"a": "\`, `{"a": "\ud83d\u0041"}`} {
		if ok, _ := p.Match([]byte(event)); ok {
			t.Errorf("%s matches", event)
		}
	}
	long := compile(t, `{"a": [{"prefix": {"equals-ignore-case": "abc"}}, {"suffix": {"equals-ignore-case": "abc"}}, {"cidr": "10.0.0.0/8"}, {"wildcard": "x*yz"}]}`)
	for event, want := range map[string]bool{`{"a": "aB"}`: false, `{"a": "xABC"}`: true, `{"a": "ABCx"}`: true, `{"a": "10.1"}`: false, `{"a": "nothing"}`: false, `{"a": "xyyz"}`: true, `{"a": "x"}`: false} {
		if ok, err := long.Match([]byte(event)); ok != want || err != nil {
			t.Errorf("%s: %v, %v", event, ok, err)
		}
	}
}

package jsonscan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

func TestExplain(t *testing.T) {
	doc, err := jsonscan.Parse([]byte(`{"TEXT": "a", "text": "b", "txet": 1, "zzzzzzzz": 1, "off": "true", "list": ["1", "2", "3"], "one": {"small": 300}, "on": 1}`), jsonscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	var into outer
	schema.Decode(doc.Root(), &into, jsonscan.Options{Coerce: true, MaxElements: 2, Report: func(p jsonscan.Problem) {
		message, hint := p.Explain()
		got = append(got, p.Path+": "+message+"; "+hint)
	}})
	want := []string{
		"text: the member is written TEXT, the API tells case apart; write text",
		"text: the member text comes twice, the later one is read; keep one",
		"txet: the API has no member txet here; did you mean text?",
		"zzzzzzzz: the API has no member zzzzzzzz here; ",
		"off: found a string where the API wants true or false, read as one; ",
		"list: the list is too long to be read whole; split the list",
		"one.small: 300 is not an integer of 8 bits; ",
		"on: found a number, expected true or false; ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

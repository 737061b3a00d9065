package taskdef_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// recheckedRow is what re-reading the page that a rule cites came to.
type recheckedRow struct {
	code, slug, page string
	says             string // the page, in words of this project; "-" where it could not be read
	date, outcome    string
}

// rechecked reads testdata/rechecked.tsv. What its pages say was read in stored
// copies of them, and of the pages of the API reference also in the descriptions of
// the API model from which they are made, and held against what the rules report at
// their bounds.
func rechecked(t *testing.T) []recheckedRow {
	t.Helper()
	data, err := os.ReadFile("testdata/rechecked.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var rows []recheckedRow
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		switch {
		case len(cells) != 6:
			t.Errorf("%q has not 6 cells", line)
		case cells[0] != "code":
			rows = append(rows, recheckedRow{cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]})
		}
	}
	return rows
}

// TestRecheckedIsNotStale keeps the table of re-checked rules about the rules that
// there are: a rule that cites another page is to be checked against that one.
func TestRecheckedIsNotStale(t *testing.T) {
	rules := map[diag.Code]taskdef.Rule{}
	for _, r := range taskdef.Rules() {
		rules[r.Code] = r
	}
	seen := map[string]bool{}
	read := 0
	for _, row := range rechecked(t) {
		r, ok := rules[diag.Code(row.code)]
		switch {
		case !ok:
			t.Errorf("%s is no rule", row.code)
		case seen[row.code]:
			t.Errorf("%s comes twice", row.code)
		case r.Name != row.slug:
			t.Errorf("%s is %s, not %s", row.code, r.Name, row.slug)
		case r.Source != row.page:
			t.Errorf("%s cites %s, and was checked against %s", row.code, r.Source, row.page)
		}
		seen[row.code] = true
		if _, err := time.Parse(time.DateOnly, row.date); err != nil {
			t.Errorf("%s: date %q", row.code, row.date)
		}
		switch verdict, _, _ := strings.Cut(row.outcome, ":"); {
		case strings.HasPrefix(row.outcome, "agrees"), verdict == "mended" && row.outcome != verdict:
			read++
			if row.says == "-" || row.says == "" {
				t.Errorf("%s: what the page says is missing", row.code)
			}
		case verdict != "page not readable":
			t.Errorf("%s: outcome %q is neither agrees, nor mended: what, nor page not readable", row.code, row.outcome)
		}
	}
	if read < 40 {
		t.Errorf("%d rules were re-checked, fewer than 40", read)
	}
}

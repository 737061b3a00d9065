package taskdef_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// corpusRow is a line of the corpus' index.
type corpusRow struct{ file, expected, why string }

// corpus returns a folder of real task definitions kept beside the module, when
// it is there: they are not ours to publish.
func corpus(t *testing.T) (folder string, rows []corpusRow) {
	t.Helper()
	folder = filepath.Join("..", "..", "shared", "corpus")
	index, err := os.ReadFile(filepath.Join(folder, "index.tsv"))
	if err != nil {
		t.Skip("the corpus is not beside the module")
	}
	for line := range strings.Lines(string(index)) {
		if c := strings.Split(strings.TrimSpace(line), "\t"); len(c) > 5 && c[0] != "file" {
			rows = append(rows, corpusRow{c[0], c[4], c[5]})
		}
	}
	if len(rows) == 0 {
		t.Fatal("the corpus has no rows")
	}
	return folder, rows
}

// TestCorpus holds real definitions against what is known of them: nothing that
// AWS accepts has an Error, everything that AWS refuses has one, and every text
// can be registered again, fixed and pointed into.
func TestCorpus(t *testing.T) {
	folder, rows := corpus(t)
	for _, row := range rows {
		t.Run(row.file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(row.file)))
			if err != nil {
				t.Fatal(err)
			}
			d, err := taskdef.Load(text)
			if err != nil {
				var syntax *diag.SyntaxError
				if row.expected == "accept" || !errors.As(err, &syntax) || syntax.Line == 0 {
					t.Errorf("%v", err)
				}
				return
			}
			findings := d.Check(taskdef.Config{})
			switch {
			case row.expected == "accept" && findings.HasErrors():
				t.Errorf("AWS accepts it: %v", findings.Err())
			case row.expected == "reject" && !findings.HasErrors():
				t.Errorf("AWS refuses it: %s", row.why)
			}
			checkPlaces(t, d, findings, len(text))
			checkRegister(t, d)
			checkEdits(t, d, text)
		})
	}
}

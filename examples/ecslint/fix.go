package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// mend makes the certain fixes, shows or writes them as the flags say, and
// returns the text and the documents to report on: those after the fixes when
// they were written.
func (l *linter) mend(in input, text []byte, documents []*taskdef.Document) ([]byte, []*taskdef.Document, error) {
	edits := l.edits(documents)
	if l.diff {
		l.sayWithoutFix(in, documents, edits)
		l.out.Write(unifiedDiff(in.path, text, edits)) // a failed write shows when out is flushed
	}
	if !l.fix {
		return text, documents, nil
	}
	fixed := taskdef.ApplyEdits(text, edits)
	switch {
	case in.path == "-" && !l.diff:
		l.out.Write(fixed)
	case in.path != "-" && len(edits) > 0:
		if err := rewrite(in.path, fixed); err != nil {
			return nil, nil, err
		}
	}
	again, err := taskdef.LoadAll(fixed)
	return fixed, again, err
}

// sayWithoutFix keeps an empty diff from looking like an input without findings.
func (l *linter) sayWithoutFix(in input, documents []*taskdef.Document, edits []diag.Edit) {
	count := 0
	for _, d := range documents {
		count += len(l.findingsOf(d))
	}
	if count > 0 && len(edits) == 0 {
		fmt.Fprintf(l.err, "%s: no certain fix among %d findings; without -diff they are shown\n", in.path, count)
	}
}

// edits returns the certain fixes of all definitions in a text, in its order.
func (l *linter) edits(documents []*taskdef.Document) []diag.Edit {
	var edits []diag.Edit
	for _, d := range documents {
		edits = append(edits, d.Edits(d.Check(l.check))...)
	}
	slices.SortFunc(edits, func(a, b diag.Edit) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	return slices.CompactFunc(edits, func(a, b diag.Edit) bool { return a.Start == b.Start && a.End == b.End })
}

// rewrite replaces the content of a file and keeps its mode.
func rewrite(path string, text []byte) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, info.Mode().Perm())
}

package diag

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

// List is findings. A nil List means that nothing was found. A List is not an
// error; [List.Err] makes one of it.
type List []Diagnostic

// Add appends findings.
func (l *List) Add(d ...Diagnostic) { *l = append(*l, d...) }

// Sort orders the findings by path (indexes as numbers, an object before its
// members), then by offset, severity (worst first), code and message.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		if a.Path != b.Path {
			if c := jsonscan.ComparePaths(a.Path, b.Path); c != 0 {
				return c
			}
		}
		return cmp.Or(
			cmp.Compare(a.Offset, b.Offset),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// HasErrors reports whether a finding is an Error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Err returns nil when no finding is an Error, else a *ListError with all
// findings in sorted order.
func (l List) Err() error {
	if !l.HasErrors() {
		return nil
	}
	sorted := slices.Clone(l)
	sorted.Sort()
	return &ListError{sorted}
}

// ListError is a List that has Errors, as an error.
type ListError struct{ List List }

// Error returns the first finding that is an Error and how many more there are.
func (e *ListError) Error() string {
	first, more := "", 0
	for _, d := range e.List {
		switch {
		case d.Severity != Error:
		case first == "":
			first = d.String()
		default:
			more++
		}
	}
	if more == 0 {
		return first
	}
	return fmt.Sprintf("%s (and %d more)", first, more)
}

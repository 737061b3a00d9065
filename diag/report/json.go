package report

import (
	"encoding/json"
	"io"

	"github.com/ecskit/ecskit/diag"
)

// Finding is a finding with its place, as [JSON] writes it.
type Finding struct {
	File      string `json:"file"`
	Line      int    `json:"line,omitempty"`      // from 1; absent when the file has no Locator
	Column    int    `json:"column,omitempty"`    // bytes, from 1
	EndLine   int    `json:"endLine,omitempty"`   // of the byte behind the finding
	EndColumn int    `json:"endColumn,omitempty"` // bytes, from 1
	diag.Diagnostic
}

// Document is what [JSON] writes.
type Document struct {
	Findings []Finding `json:"findings"`
	Counts   Counts    `json:"counts"`
}

// JSON writes one object with all findings, in order, and how many there are of
// each severity.
func JSON(w io.Writer, files []File) error {
	doc := Document{Findings: []Finding{}, Counts: Count(files)}
	for i := range files {
		f := &files[i]
		for _, d := range f.Findings {
			out := Finding{File: f.Name, Diagnostic: d}
			if start, end, ok := f.place(d); ok {
				out.Line, out.Column, out.EndLine, out.EndColumn = start.Line, start.Column, end.Line, end.Column
			}
			doc.Findings = append(doc.Findings, out)
		}
	}
	return encode(w, doc)
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

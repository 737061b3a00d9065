package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

// GitHub writes each finding as a workflow command, which GitHub Actions shows
// as an annotation of the file's line.
//
// Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
func GitHub(w io.Writer, files []File) error {
	var b strings.Builder
	for i := range files {
		f := &files[i]
		for _, d := range f.Findings {
			b.WriteString("::" + githubLevel(d.Severity) + " file=" + property.Replace(f.Name))
			if start, end, ok := f.place(d); ok {
				fmt.Fprintf(&b, ",line=%d", start.Line)
				// Columns are ignored by GitHub when a range spans lines.
				if end.Line == start.Line {
					fmt.Fprintf(&b, ",col=%d,endColumn=%d", f.column(start, unitRune), f.column(end, unitRune))
				}
			}
			b.WriteString(",title=" + property.Replace(string(d.Code)+" "+d.Name) + "::" + data.Replace(message(d)) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func githubLevel(s diag.Severity) string {
	switch s {
	case diag.Error:
		return "error"
	case diag.Warning:
		return "warning"
	}
	return "notice"
}

// message joins what a tool shows of a finding: message, hint, and what is not
// documented said so.
func message(d diag.Diagnostic) string {
	s := d.Message
	if d.Hint != "" {
		s += "; " + d.Hint
	}
	if d.Certainty != diag.Documented {
		s += " (" + d.Certainty.String() + ")"
	}
	return s
}

var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

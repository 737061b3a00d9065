package taskdef

import (
	"slices"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

// Check returns everything that is wrong with the document, sorted: the findings
// of loading, then those of [Validate]. What could not be read (see
// [Document.Skip]) is no cause of a finding of a rule. Disable leaves out findings
// of loading too.
//
// A daemon task definition is checked by the rules that hold for daemons; what is an
// Error in a task definition is a Warning there unless AWS documents it for daemons.
// A text that is no task definition has findings of loading alone.
func (d *Document) Check(cfg Config) diag.List {
	l := slices.Clone(d.Findings)
	if len(cfg.Disable) > 0 {
		l = slices.DeleteFunc(l, func(f diag.Diagnostic) bool {
			return slices.Contains(cfg.Disable, string(f.Code)) || slices.Contains(cfg.Disable, f.Name)
		})
	}
	if d.unreadable[""] {
		return l
	}
	cfg.daemon = d.Format == FormatDaemon
	cfg.written = d.written
	if len(d.unreadable) > 0 {
		also := cfg.Skip
		cfg.Skip, cfg.unreadBelow = d.Skip, d.unreadBelow
		if also != nil {
			cfg.Skip = func(path string) bool { return d.Skip(path) || also(path) }
		}
	}
	found := Validate(d.Definition, cfg)
	if len(l) == 0 {
		return found
	}
	l = append(l, found...)
	l.Sort()
	return l
}

// written says how the value at a path stands in the text.
func (d *Document) written(path string) writing {
	v, _, exact := d.find(path)
	switch {
	case !exact || v.Kind() == jsonscan.Null || v.Kind() == jsonscan.None:
		return writtenNot
	case v.Kind() == jsonscan.String && v.Text() == "":
		return writtenBlank
	}
	return writtenValue
}

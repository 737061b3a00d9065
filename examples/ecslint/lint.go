package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/diag/report"
	"github.com/ecskit/ecskit/taskdef"
)

// linter checks one input after the other.
type linter struct {
	options
	streams
	kept       []report.File // what JSON and SARIF write at the end
	counts     report.Counts
	looked     int // task definitions
	passedOver int // files of directories that hold none
	unreadable int // inputs that could not be read
}

func lint(o options, std streams) int {
	l := &linter{options: o, streams: std}
	all := inputs(o.paths, l.fail)
	progress := progress{out: std.err, total: len(all), shown: std.terminal && len(all) > manyFiles}
	for i, in := range all {
		l.input(in)
		progress.step(i+1, l.counts)
	}
	progress.end()
	l.finish()
	switch {
	case l.unreadable > 0:
		return exitUnreadable
	case l.counts != (report.Counts{}):
		return exitFindings
	}
	return exitClean
}

func (l *linter) fail(err error) {
	l.unreadable++
	fmt.Fprintln(l.err, "ecslint:", err)
}

func (l *linter) input(in input) {
	text, err := l.read(in)
	if err != nil {
		l.fail(err)
		return
	}
	documents, err := taskdef.LoadAll(text)
	switch {
	case err != nil && in.found && !bytes.Contains(text, []byte("ontainerDefinitions")):
		l.passedOver++ // JSON with comments, or a test of somebody's JSON parser
		return
	case err != nil:
		l.unreadable++
		finding, place := taskdef.Unreadable(err)
		l.report(report.File{Name: in.path, Source: text, Locator: place, Findings: diag.List{finding}})
		return
	case in.found && !slices.ContainsFunc(documents, isDefinition):
		l.passedOver++
		return
	}
	if l.fix || l.diff {
		if text, documents, err = l.mend(in, text, documents); err != nil {
			l.fail(err)
			return
		}
	}
	for _, d := range documents {
		l.looked++
		l.report(report.File{Name: in.path, Source: text, Locator: d, Findings: l.findingsOf(d)})
	}
}

// findingsOf returns what is worth reporting, in the order of the text.
func (l *linter) findingsOf(d *taskdef.Document) diag.List {
	findings := slices.DeleteFunc(d.Check(l.check), func(f diag.Diagnostic) bool { return f.Severity > l.severity })
	inOrderOfText(d, findings)
	return findings
}

func (l *linter) read(in input) ([]byte, error) {
	if in.path == "-" {
		return io.ReadAll(l.in)
	}
	return os.ReadFile(in.path)
}

// isDefinition reports whether a file that nobody named is worth a word: it was
// recognised by more than a member that other files have too.
func isDefinition(d *taskdef.Document) bool {
	switch d.Format {
	case taskdef.FormatUnknown:
		return false
	case taskdef.FormatRegister:
		return d.Has("containerDefinitions")
	case taskdef.FormatContainers:
		return slices.ContainsFunc(d.Definition.ContainerDefinitions, func(c taskdef.ContainerDefinition) bool { return c.Image != "" })
	}
	return true
}

// inOrderOfText sorts findings by their places.
func inOrderOfText(d *taskdef.Document, findings diag.List) {
	at := make(map[string]int, len(findings))
	for _, f := range findings {
		if _, seen := at[f.Path]; !seen {
			p, _ := d.Position(f.Path)
			at[f.Path] = p.Offset
		}
	}
	slices.SortStableFunc(findings, func(a, b diag.Diagnostic) int { return at[a.Path] + a.Offset - at[b.Path] - b.Offset })
}

// report writes a file's findings, or keeps them for the end where the format is
// one text for all files.
func (l *linter) report(f report.File) {
	if len(f.Findings) == 0 {
		return
	}
	c := report.Count([]report.File{f})
	l.counts.Errors += c.Errors
	l.counts.Warnings += c.Warnings
	l.counts.Infos += c.Infos
	if l.diff {
		return
	}
	var err error
	switch files := []report.File{f}; l.format {
	case "text":
		err = report.Text(l.findings(), files, report.TextOptions{Color: l.color && !l.toStdout()})
	case "github":
		err = report.GitHub(l.findings(), files)
	default:
		l.kept = append(l.kept, f)
	}
	if err != nil {
		l.fail(err)
	}
}

// findings is where findings go: aside, when the fixed text goes to standard
// output.
func (l *linter) findings() io.Writer {
	if l.toStdout() {
		return l.err
	}
	return l.out
}

func (l *linter) toStdout() bool { return l.fix && slices.Contains(l.paths, "-") }

func (l *linter) finish() {
	if l.diff {
		return
	}
	var err error
	switch l.format {
	case "json":
		err = report.JSON(l.findings(), l.kept)
	case "sarif":
		err = report.SARIF(l.findings(), report.Tool{Name: "ecslint", URI: "https://github.com/ecskit/ecskit", Kinds: taskdef.Kinds()}, l.kept)
	case "text":
		_, err = fmt.Fprintln(l.findings(), l.summary())
	}
	if err != nil {
		l.fail(err)
	}
}

func (l *linter) summary() string {
	text := plural(l.looked, "task definition")
	if l.unreadable > 0 {
		text += " and " + plural(l.unreadable, "unreadable input")
	}
	text += ": "
	switch {
	case l.counts == (report.Counts{}) && l.looked == 0:
		text += "nothing looked at"
	case l.counts == (report.Counts{}):
		text += "nothing found"
	default:
		text += plural(l.counts.Errors, "error") + ", " + plural(l.counts.Warnings, "warning")
		if l.severity >= diag.Info {
			text += ", " + plural(l.counts.Infos, "note")
		}
	}
	if l.passedOver > 0 {
		text += " (" + plural(l.passedOver, "other file") + " passed over)"
	}
	return text
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

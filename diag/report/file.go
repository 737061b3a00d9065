package report

import (
	"bytes"
	"os"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
)

// File is what was found in one text.
type File struct {
	Name     string       // path as the user gave it, "-" for standard input
	Source   []byte       // the text; nil when it is not at hand
	Locator  diag.Locator // finds paths in Source; nil when findings have no place
	Findings diag.List
}

// Counts is how many findings there are of each severity.
type Counts struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
}

// Count counts the findings of files.
func Count(files []File) Counts {
	var c Counts
	for _, f := range files {
		for _, d := range f.Findings {
			switch d.Severity {
			case diag.Error:
				c.Errors++
			case diag.Warning:
				c.Warnings++
			default:
				c.Infos++
			}
		}
	}
	return c
}

// ColorFor reports whether text for f may be coloured: f is a terminal, the
// environment variable NO_COLOR is unset or empty, and TERM is not "dumb".
func ColorFor(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 &&
		os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// place returns where a finding starts and ends; located is false when the file
// cannot say.
func (f *File) place(d diag.Diagnostic) (start, end diag.Position, located bool) {
	if f.Locator == nil {
		return diag.Position{}, diag.Position{}, false
	}
	if r, ok := f.Locator.(diag.Ranger); ok {
		start, end, _ = r.Range(d.Path, d.Offset, d.Length)
	} else {
		start, _ = f.Locator.Position(d.Path)
		end = start
	}
	if start.Line == 0 {
		return start, end, false
	}
	if end.Offset <= start.Offset {
		end = diag.Position{Offset: start.Offset + 1, Line: start.Line, Column: start.Column + 1}
	}
	return start, end, true
}

// lineAt returns the source line that holds the position, without its line
// break, nil when the source is not at hand.
func (f *File) lineAt(p diag.Position) []byte {
	from := p.Offset - (p.Column - 1)
	if from < 0 || from > len(f.Source) || p.Offset > len(f.Source) {
		return nil
	}
	line := f.Source[from:]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	return bytes.TrimSuffix(line, []byte("\r"))
}

// unit is what a format counts columns in.
type unit uint8

const (
	unitUTF16 unit = iota
	unitRune
)

// column converts the byte column of p to another unit. Without the source the
// byte column stands.
func (f *File) column(p diag.Position, u unit) int {
	line := f.lineAt(p)
	if line == nil {
		return p.Column
	}
	before := line[:min(p.Column-1, len(line))]
	if u == unitRune {
		return utf8.RuneCount(before) + 1
	}
	n := 1
	for _, r := range string(before) {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

package report

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
)

// DefaultSourceWidth is how many characters of a source line are shown when
// TextOptions does not say: a line of prose, a gutter, and the hint still fits.
const DefaultSourceWidth = 96

// TextOptions says how [Text] writes.
type TextOptions struct {
	Color       bool // ANSI colours, see ColorFor
	NoSource    bool // one line a finding: no source line, no caret, no URL
	SourceWidth int  // characters of a source line shown; 0 is DefaultSourceWidth
}

// Text writes each finding as one line that names the place, the severity, the
// message and the code, then the source line with a caret and the hint, then the
// URL of the page that says so. Nothing is wrapped; a long source line is cut
// around the caret. A certainty other than documented stands behind the code.
func Text(w io.Writer, files []File, o TextOptions) error {
	var b []byte
	for i := range files {
		b = appendFile(b[:0], &files[i], o)
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return nil
}

// AppendText appends what [Text] writes for one file and returns the extended
// slice.
func AppendText(dst []byte, f File, o TextOptions) []byte { return appendFile(dst, &f, o) }

func appendFile(dst []byte, f *File, o TextOptions) []byte {
	if o.SourceWidth <= 0 {
		o.SourceWidth = DefaultSourceWidth
	}
	for _, d := range f.Findings {
		dst = appendFinding(dst, f, d, o)
	}
	return dst
}

// The colours, as SGR parameters.
const (
	bold   = "1"
	red    = "1;31"
	yellow = "1;33"
	blue   = "1;34"
	green  = "32"
	faint  = "2"
)

func (o TextOptions) paint(dst []byte, color, text string) []byte {
	if !o.Color || text == "" {
		return append(dst, text...)
	}
	return append(dst, "\x1b["+color+"m"+text+"\x1b[0m"...)
}

func severityColor(s diag.Severity) string {
	switch s {
	case diag.Error:
		return red
	case diag.Warning:
		return yellow
	}
	return blue
}

func appendFinding(dst []byte, f *File, d diag.Diagnostic, o TextOptions) []byte {
	start, end, located := f.place(d)
	where := clean(f.Name) + ":"
	if located {
		where += start.String() + ":"
	} else if d.Path != "" {
		where += " " + clean(d.Path) + ":"
	}
	dst = o.paint(dst, bold, where)
	dst = append(dst, ' ')
	dst = o.paint(dst, severityColor(d.Severity), d.Severity.String()+":")
	dst = append(dst, ' ')
	dst = append(dst, clean(d.Message)...)
	dst = append(dst, " ["+clean(string(d.Code))...)
	if d.Certainty != diag.Documented {
		dst = append(dst, ", "+d.Certainty.String()...)
	}
	dst = append(dst, "]\n"...)
	if o.NoSource {
		return dst
	}
	line := f.lineAt(start)
	if located && line != nil {
		dst = appendSource(dst, line, start, end, d, o)
	} else if d.Hint != "" {
		dst = append(dst, "     "...)
		dst = o.paint(dst, green, clean(d.Hint))
		dst = append(dst, '\n')
	}
	if d.Source != "" {
		dst = append(dst, "     "...)
		dst = o.paint(dst, faint, clean(d.Source))
		dst = append(dst, '\n')
	}
	return dst
}

// appendSource writes the source line, and under it the caret with the hint.
func appendSource(dst, line []byte, start, end diag.Position, d diag.Diagnostic, o TextOptions) []byte {
	from := min(start.Column-1, len(line))
	to := len(line)
	if end.Line == start.Line {
		to = min(max(end.Column-1, from), len(line))
	}
	before, marked, after := cut(line[:from], line[from:to], line[to:], o.SourceWidth)
	dst = o.paint(dst, faint, fmt.Sprintf("%4d |", start.Line))
	dst = append(dst, " "+before+marked+after+"\n"...)
	dst = o.paint(dst, faint, "     |")
	dst = append(dst, ' ')
	dst = append(dst, strings.Repeat(" ", utf8.RuneCountInString(before))...)
	dst = o.paint(dst, severityColor(d.Severity), "^"+strings.Repeat("~", max(utf8.RuneCountInString(marked)-1, 0)))
	if d.Hint != "" {
		dst = append(dst, ' ')
		dst = o.paint(dst, green, clean(d.Hint))
	}
	return append(dst, '\n')
}

const ellipsis = "…"

// cut shortens the three parts of a source line to width characters in all: the
// marked part keeps at most half, then what stands before it keeps its end, and
// what stands after it its beginning. Tabs become blanks.
func cut(before, marked, after []byte, width int) (b, m, a string) {
	// More than width characters of a part change nothing, and a text on one line may
	// have a MiB of them.
	before, marked, after = lastBytes(before, width+1), firstBytes(marked, width+1), firstBytes(after, width+1)
	b, m, a = printable(before), printable(marked), printable(after)
	if utf8.RuneCountInString(b)+utf8.RuneCountInString(m)+utf8.RuneCountInString(a) <= width {
		return b, m, a
	}
	m = firstRunes(m, max(width/2, 1))
	left := width - utf8.RuneCountInString(m)
	share := max(left*2/3, left-utf8.RuneCountInString(a))
	b = lastRunes(b, share)
	a = firstRunes(a, left-utf8.RuneCountInString(b))
	return b, m, a
}

// firstBytes returns the start of b with at least n characters, where it has them.
func firstBytes(b []byte, n int) []byte {
	end := n * utf8.UTFMax
	if len(b) <= end {
		return b
	}
	for end > n && !utf8.RuneStart(b[end]) {
		end--
	}
	return b[:end]
}

// lastBytes returns the end of b with at least n characters, where it has them.
func lastBytes(b []byte, n int) []byte {
	start := len(b) - n*utf8.UTFMax
	if start <= 0 {
		return b
	}
	for start < len(b)-n && !utf8.RuneStart(b[start]) {
		start++
	}
	return b[start:]
}

func firstRunes(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return string(r[:max(n-1, 0)]) + ellipsis
}

func lastRunes(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return ellipsis + string(r[len(r)-max(n-1, 0):])
}

// printable makes a source line safe and aligned: one column for each character,
// a blank for a tab, U+FFFD for what a terminal would act on.
func printable(b []byte) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unsafe(r):
			return utf8.RuneError
		}
		return r
	}, string(b))
}

// unsafe reports whether a terminal may act on r or show it in another order.
func unsafe(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// clean keeps a text on its line, with what is unsafe written as an escape.
func clean(s string) string {
	if !strings.ContainsFunc(s, unsafe) && utf8.ValidString(s) {
		return s
	}
	var b bytes.Buffer
	for _, r := range s {
		if unsafe(r) {
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

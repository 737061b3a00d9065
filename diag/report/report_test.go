package report_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/diag/report"
	"github.com/ecskit/ecskit/internal/script"
)

// The scripts give one finding by arguments and the source as input; the command
// is the format.
func TestFormats(t *testing.T) {
	script.Run(t, "testdata/*.txt", func(_ *testing.T, c *script.Command) (string, error) {
		file, err := fileOf(c)
		if err != nil {
			return "", err
		}
		var b bytes.Buffer
		files := []report.File{file}
		switch c.Name {
		case "text":
			width, err := c.Int("width", 0)
			if err != nil {
				return "", err
			}
			_, color := c.Arg("color")
			_, noSource := c.Arg("no-source")
			err = report.Text(&b, files, report.TextOptions{Color: color, SourceWidth: width, NoSource: noSource})
			return strings.ReplaceAll(b.String(), "\x1b", "ESC"), err
		case "json":
			err = report.JSON(&b, files)
		case "github":
			err = report.GitHub(&b, files)
		case "sarif":
			err = report.SARIF(&b, report.Tool{Name: "demo", Version: "1.2.3", URI: "https://example.com/demo"}, files)
		default:
			return "", fmt.Errorf("unknown format %s", c.Name)
		}
		return b.String(), err
	})
}

func fileOf(c *script.Command) (report.File, error) {
	arg := func(key, otherwise string) string {
		v, ok := c.Arg(key)
		if !ok {
			return otherwise
		}
		return v
	}
	d := diag.Diagnostic{
		Code: diag.Code(arg("code", "TD001")), Name: arg("name", "demo-rule"), Path: arg("path", ""),
		Message: arg("message", "something is wrong"), Hint: arg("hint", ""), Source: arg("source", ""),
	}
	if err := d.Severity.UnmarshalText([]byte(arg("severity", "error"))); err != nil {
		return report.File{}, err
	}
	if err := d.Certainty.UnmarshalText([]byte(arg("certainty", "documented"))); err != nil {
		return report.File{}, err
	}
	var errOffset, errLength error
	d.Offset, errOffset = c.Int("offset", 0)
	d.Length, errLength = c.Int("length", 0)
	if err := cmp.Or(errOffset, errLength); err != nil {
		return report.File{}, err
	}
	file := report.File{Name: arg("file", "td.json"), Findings: diag.List{d}}
	if c.Input == "" {
		return file, nil
	}
	index, err := diag.IndexJSON([]byte(c.Input))
	if err != nil {
		return report.File{}, err
	}
	file.Source, file.Locator = []byte(c.Input), index
	if _, plain := c.Arg("plain-locator"); plain {
		file.Locator = positionOnly{index}
	}
	return file, nil
}

// positionOnly hides Range, as the Locator of another front end would.
type positionOnly struct{ index *diag.Index }

func (p positionOnly) Position(path string) (diag.Position, bool) { return p.index.Position(path) }

// nowhere is a Locator that knows no place.
type nowhere struct{}

func (nowhere) Position(string) (diag.Position, bool) { return diag.Position{}, false }

func TestLocatorWithoutAPlace(t *testing.T) {
	file := report.File{Name: "td.yaml", Source: []byte("a: 1\n"), Locator: nowhere{}, Findings: diag.List{{Code: "TD001", Path: "a", Message: "bad"}}}
	got := string(report.AppendText(nil, file, report.TextOptions{}))
	if want := "td.yaml: a: error: bad [TD001]\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A Locator of another text than Source must not make the writer slip.
func TestPlaceOutsideTheSource(t *testing.T) {
	index, err := diag.IndexJSON([]byte(strings.Repeat("\n", 50) + `{"a": 1}`))
	if err != nil {
		t.Fatal(err)
	}
	file := report.File{Name: "x", Source: []byte("{}"), Locator: index, Findings: diag.List{{Code: "TD001", Path: "a", Message: "bad", Hint: "mend it"}}}
	want := "x:51:7: error: bad [TD001]\n     mend it\n"
	if got := string(report.AppendText(nil, file, report.TextOptions{})); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCount(t *testing.T) {
	files := []report.File{
		{Findings: diag.List{{}, {Severity: diag.Warning}}},
		{Findings: diag.List{{Severity: diag.Info}, {Severity: diag.Info}}},
	}
	if got, want := report.Count(files), (report.Counts{Errors: 1, Warnings: 1, Infos: 2}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestJSONWithoutFindingsHasAnEmptyList(t *testing.T) {
	var b bytes.Buffer
	if err := report.JSON(&b, nil); err != nil {
		t.Fatal(err)
	}
	var doc report.Document
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil || doc.Findings == nil {
		t.Errorf("findings %v, error %v in %s", doc.Findings, err, b.String())
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, fmt.Errorf("disk full") }

func TestWriteErrorsComeBack(t *testing.T) {
	files := []report.File{{Name: "x", Findings: diag.List{{Code: "TD001", Message: "bad"}}}}
	for name, err := range map[string]error{
		"text":   report.Text(failingWriter{}, files, report.TextOptions{}),
		"json":   report.JSON(failingWriter{}, files),
		"sarif":  report.SARIF(failingWriter{}, report.Tool{Name: "x"}, files),
		"github": report.GitHub(failingWriter{}, files),
	} {
		if err == nil {
			t.Errorf("%s: no error from a writer that fails", name)
		}
	}
}

// A finding that hides commands or escapes in its texts stays one line.
func FuzzTextStaysOnItsLines(f *testing.F) {
	f.Add("plain", "hint", "file", "value")
	f.Add("a\nb", "\x1b[31m", "x\r::error::", "\u202e\u2028")
	f.Fuzz(func(t *testing.T, message, hint, name, value string) {
		source, err := json.Marshal(map[string]string{"a": value})
		if err != nil {
			t.Skip("not a JSON text")
		}
		index, err := diag.IndexJSON(source)
		if err != nil {
			t.Fatal(err)
		}
		file := report.File{Name: name, Source: source, Locator: index, Findings: diag.List{{Code: "TD001", Path: "a", Message: message, Hint: hint}}}
		text := report.AppendText(nil, file, report.TextOptions{})
		if n := bytes.Count(text, []byte("\n")); n != 3 {
			t.Errorf("%d lines, want 3:\n%q", n, text)
		}
		if bytes.ContainsAny(text, "\x1b\r\x07") {
			t.Errorf("control character in %q", text)
		}
		var b bytes.Buffer
		if err := report.GitHub(&b, []report.File{file}); err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(b.Bytes(), []byte("\n")); n != 1 {
			t.Errorf("%d GitHub commands, want 1:\n%q", n, b.Bytes())
		}
	})
}

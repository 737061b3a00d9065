package taskdef_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/script"
	"github.com/ecskit/ecskit/taskdef"
)

// TestLoadScripts runs testdata/load. The commands take a text:
//
//	load      the format, the model as JSON unless model=no, the findings of loading with their places
//	register  what RegisterJSON makes of it
//	edit      the text with the edits for all findings of loading made
//	place     the places of the paths given as arguments
func TestLoadScripts(t *testing.T) {
	script.Run(t, "testdata/load/*.txt", func(_ *testing.T, c *script.Command) (string, error) {
		text := []byte(strings.TrimSuffix(c.Input, "\n"))
		if bom, ok := c.Arg("bom"); ok && bom != "no" {
			text = append([]byte("\uFEFF"), text...)
		}
		d, err := taskdef.Load(text)
		if err != nil {
			return "", err
		}
		switch c.Name {
		case "load":
			return loaded(c, d)
		case "register":
			out, err := d.RegisterJSON(nil)
			return string(out), err
		case "edit":
			return string(taskdef.ApplyEdits(text, d.Edits(d.Findings))), nil
		case "place":
			return places(c.Args, d), nil
		}
		return "", errors.New("unknown command")
	})
}

func loaded(c *script.Command, d *taskdef.Document) (string, error) {
	var b strings.Builder
	fmt.Fprintln(&b, d.Format)
	if model, _ := c.Arg("model"); model != "no" {
		out, err := json.Marshal(d.Definition)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(&b, string(out))
	}
	for _, f := range d.Findings {
		p, ok := d.Position(f.Path)
		fmt.Fprintf(&b, "%v%s %s %v\n", p, missing(ok), f.Name, strings.Replace(f.String(), " ["+string(f.Code)+"]", "", 1))
	}
	return b.String(), nil
}

func missing(ok bool) string {
	if ok {
		return ""
	}
	return " (nearest)"
}

func places(paths []string, d *taskdef.Document) string {
	var b strings.Builder
	for _, path := range paths {
		p, ok := d.Position(path)
		start, end, _ := d.Range(path, 0, 0)
		if start != p {
			return fmt.Sprintf("%s: Range starts at %v, Position is %v", path, start, p)
		}
		fmt.Fprintf(&b, "%s %v to %v%s skip=%v has=%v\n", path, p, diag.Position(end), missing(ok), d.Skip(path), d.Has(path))
	}
	return b.String()
}

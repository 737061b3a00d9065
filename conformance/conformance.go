// Package conformance holds what AWS does as cases that any program can run: JSON
// files, one folder for each package of the module, with an input, the expected
// answer, how sure that is, the page that says so and the day it was read.
//
// The files are made for implementations in every language; nothing in them is
// particular to Go. A folder's README says what its inputs and answers mean. The
// tests of this package run them against ecskit itself.
//
//	{"cases": [{
//	  "name": "a missing attribute is not unequal",
//	  "input": {…}, "expected": {…},
//	  "certainty": "documented",
//	  "source": "https://docs.aws.amazon.com/…", "date": "2026-11-23"
//	}]}
package conformance

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
)

//go:embed */*.json
var files embed.FS

// Case is one statement about AWS.
type Case struct {
	Name      string          `json:"name"`
	Input     json.RawMessage `json:"input"`
	Expected  json.RawMessage `json:"expected"`
	Certainty string          `json:"certainty"` // documented, observed, inferred or unknown (then it is this module's choice)
	Source    string          `json:"source"`    // URL; empty only when the certainty is unknown
	Date      string          `json:"date"`      // day the source was read, as 2026-11-23
	Note      string          `json:"note,omitempty"`
	File      string          `json:"-"` // name of the file in its folder
}

// Files returns all case files, named folder/file.json.
func Files() fs.FS { return files }

// Load returns the cases of the folder's files whose names match pattern (as in
// path.Match), in the order of the files' names. It fails on a file that is no
// list of cases, a case with an unknown member, without a name, an input, an
// expected answer, a certainty, a source where one is due, or a date, and on a
// name that a file uses twice.
func Load(folder, pattern string) ([]Case, error) {
	names, err := fs.Glob(files, path.Join(folder, pattern))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("conformance: no file %s in %s", pattern, folder)
	}
	var all []Case
	for _, name := range names {
		cases, err := loadFile(name)
		if err != nil {
			return nil, fmt.Errorf("conformance: %s: %w", name, err)
		}
		all = append(all, cases...)
	}
	return all, nil
}

func loadFile(name string) ([]Case, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	var file struct {
		Cases []Case `json:"cases"`
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		return nil, err
	}
	if len(file.Cases) == 0 {
		return nil, fmt.Errorf("no cases")
	}
	seen := map[string]bool{}
	for i := range file.Cases {
		c := &file.Cases[i]
		c.File = path.Base(name)
		if err := c.check(); err != nil {
			return nil, fmt.Errorf("case %d %q: %w", i, c.Name, err)
		}
		if seen[c.Name] {
			return nil, fmt.Errorf("case %d: the name %q came before", i, c.Name)
		}
		seen[c.Name] = true
	}
	return file.Cases, nil
}

func (c *Case) check() error {
	switch c.Certainty {
	case "documented", "observed", "inferred":
		if c.Source == "" {
			return fmt.Errorf("%s without a source", c.Certainty)
		}
	case "unknown":
	default:
		return fmt.Errorf("certainty %q is none of documented, observed, inferred, unknown", c.Certainty)
	}
	switch {
	case c.Name == "":
		return fmt.Errorf("no name")
	case len(c.Input) == 0:
		return fmt.Errorf("no input")
	case len(c.Expected) == 0:
		return fmt.Errorf("no expected answer")
	case len(c.Date) != len("2026-11-23"):
		return fmt.Errorf("date %q is not of the form 2026-11-23", c.Date)
	}
	return nil
}

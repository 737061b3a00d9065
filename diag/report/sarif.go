package report

import (
	"cmp"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

// Tool is the program that found something, for SARIF.
type Tool struct {
	Name    string // "ecslint"
	Version string // semantic version; may be empty
	URI     string // where the tool is described; may be empty
	// Kinds gives titles to the rules that findings name. Kinds that nothing was
	// found of are written too, so that a viewer knows what was looked for.
	Kinds []diag.Kind
}

// SARIF writes a log of the Static Analysis Results Interchange Format 2.1.0
// with one run. Certainty, path and hint stand in each result's property bag.
//
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
func SARIF(w io.Writer, tool Tool, files []File) error {
	rules, index := sarifRules(tool, files)
	results := []sarifResult{}
	for i := range files {
		for _, d := range files[i].Findings {
			results = append(results, sarifOf(&files[i], d, index[d.Code]))
		}
	}
	return encode(w, sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool:       sarifTool{sarifDriver{tool.Name, tool.Version, tool.URI, rules}},
			ColumnKind: "utf16CodeUnits",
			Results:    results,
		}},
	})
}

// sarifRules returns the rules sorted by code, and where each code stands.
func sarifRules(tool Tool, files []File) ([]sarifRule, map[diag.Code]int) {
	kinds := slices.Clone(tool.Kinds)
	known := map[diag.Code]bool{}
	for _, k := range kinds {
		known[k.Code] = true
	}
	for _, f := range files {
		for _, d := range f.Findings {
			if !known[d.Code] {
				known[d.Code] = true
				kinds = append(kinds, diag.Kind{Code: d.Code, Name: d.Name, Source: d.Source, Severity: d.Severity, Certainty: d.Certainty})
			}
		}
	}
	slices.SortFunc(kinds, func(a, b diag.Kind) int { return cmp.Compare(a.Code, b.Code) })
	rules := make([]sarifRule, len(kinds))
	index := make(map[diag.Code]int, len(kinds))
	for i, k := range kinds {
		index[k.Code] = i
		rules[i] = sarifRule{
			ID: string(k.Code), Name: k.Name, HelpURI: k.Source,
			ShortDescription: sarifText{cmp.Or(k.Title, k.Name)},
			Configuration:    sarifConfiguration{sarifLevel(k.Severity)},
			Properties:       sarifRuleProperties{k.Certainty},
		}
	}
	return rules, index
}

func sarifOf(f *File, d diag.Diagnostic, rule int) sarifResult {
	location := sarifPhysicalLocation{Artifact: sarifArtifact{fileURI(f.Name)}}
	if start, end, ok := f.place(d); ok {
		location.Region = &sarifRegion{
			StartLine: start.Line, StartColumn: f.column(start, unitUTF16),
			EndLine: end.Line, EndColumn: f.column(end, unitUTF16),
		}
	}
	return sarifResult{
		RuleID: string(d.Code), RuleIndex: rule, Level: sarifLevel(d.Severity),
		Message:    sarifText{message(d)},
		Locations:  []sarifLocation{{location, []sarifLogical{{d.Path}}}},
		Properties: sarifProperties{d.Certainty, d.Hint},
	}
}

func sarifLevel(s diag.Severity) string {
	switch s {
	case diag.Error:
		return "error"
	case diag.Warning:
		return "warning"
	}
	return "note"
}

// fileURI turns a file name into a URI reference: relative where the name is.
func fileURI(name string) string {
	slashed := filepath.ToSlash(name)
	if path.IsAbs(slashed) {
		return (&url.URL{Scheme: "file", Path: slashed}).String()
	}
	if len(slashed) > 2 && slashed[1] == ':' && slashed[2] == '/' {
		return (&url.URL{Scheme: "file", Path: "/" + slashed}).String()
	}
	return strings.TrimPrefix((&url.URL{Path: path.Clean(slashed)}).String(), "./")
}

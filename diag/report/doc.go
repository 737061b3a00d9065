// Package report writes findings: as text with the source line and a caret for
// people, as JSON for scripts, as SARIF 2.1.0 for code scanning, as workflow
// commands for GitHub's annotations. It uses the standard library only.
//
//	file := report.File{Name: "td.json", Source: data, Locator: index, Findings: findings}
//	err := report.Text(os.Stdout, []report.File{file}, report.TextOptions{Color: report.ColorFor(os.Stdout)})
//
// # Columns
//
// Lines and columns count from 1. Text and JSON count bytes, as Go's own tools
// do. SARIF counts UTF-16 code units and says so in columnKind. GitHub does not
// document its unit; characters (code points) are written.
//
// # Places
//
// A finding stands where its file's Locator puts its path; when the value is
// absent, at the nearest ancestor. A Locator that is also a [diag.Ranger] lets the
// caret cover the value. Without a Locator, findings are written with their path
// alone.
//
// Findings are written in the order they have; sort them first. Nothing in a
// finding or a source line can break out of a format: control characters are
// escaped or replaced.
package report

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/diag/report"
	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/iam/ecsroles"
	"github.com/ecskit/ecskit/taskdef"
)

// runCase does what the options ask for with one task definition.
func runCase(o *options, out, errOut io.Writer) int {
	data, err := o.read(o.path)
	if err != nil {
		return fail(errOut, o.path, err)
	}
	document, err := taskdef.Load(data)
	if err != nil {
		return fail(errOut, o.path, err)
	}
	td := document.Definition
	needs := ecsroles.AppendNeeds(nil, td, o.needs)
	if o.write {
		return writePolicies(o, needs, out, errOut)
	}
	attached := map[ecsroles.Role]*iam.Policies{}
	var policyFiles []report.File
	for _, r := range roleFlags {
		for _, name := range o.policies[r.role] {
			p, file, err := o.policy(name)
			if err != nil {
				return fail(errOut, name, err)
			}
			if attached[r.role] == nil {
				attached[r.role] = &iam.Policies{}
			}
			attached[r.role].Identity = append(attached[r.role].Identity, p)
			if file.Source != nil {
				file.Findings = append(file.Findings, p.Validate(iam.Identity)...)
				file.Findings = append(file.Findings, ecsroles.CheckActions(p)...)
				policyFiles = append(policyFiles, file)
			}
		}
		if name := o.trust[r.role]; name != "" {
			p, file, err := o.policy(name)
			if err != nil {
				return fail(errOut, name, err)
			}
			file.Findings = append(file.Findings, p.Validate(iam.Trust)...)
			file.Findings = append(file.Findings, ecsroles.CheckTrust(r.role, p, ecsroles.TrustContext{Account: o.needs.Account, Region: o.needs.Region})...)
			policyFiles = append(policyFiles, file)
		}
	}
	if len(attached) == 0 && len(policyFiles) == 0 && (o.format == "text" || o.format == "json") {
		return listNeeds(o, needs, out, errOut)
	}
	findings := append(slices.Clone(document.Findings), ecsroles.Check(td, attached, o.needs)...)
	files := append([]report.File{{Name: o.path, Source: data, Locator: document, Findings: findings}}, policyFiles...)
	return o.report(files, out, errOut)
}

// policy reads a policy from a file, or one of AWS's.
func (o *options) policy(name string) (*iam.Policy, report.File, error) {
	if managed, ok := strings.CutPrefix(name, "managed:"); ok {
		m, known := ecsroles.ManagedPolicyByName(managed)
		if !known {
			return nil, report.File{}, fmt.Errorf("not among the managed policies that have to do with ECS")
		}
		return m.Policy(), report.File{Name: name}, nil
	}
	data, err := o.read(name)
	if err != nil {
		return nil, report.File{}, err
	}
	p, findings, err := iam.ParsePolicy(data)
	if err != nil {
		return nil, report.File{}, err
	}
	return p, report.File{Name: name, Source: data, Locator: p, Findings: findings}, nil
}

// report writes the findings in the asked format.
func (o *options) report(files []report.File, out, errOut io.Writer) int {
	for i := range files {
		files[i].Findings = slices.DeleteFunc(files[i].Findings, func(d diag.Diagnostic) bool { return d.Severity > o.severity })
		files[i].Findings.Sort()
	}
	var err error
	switch o.format {
	case "json":
		err = report.JSON(out, files)
	case "sarif":
		err = report.SARIF(out, report.Tool{Name: "rolecheck", Kinds: append(iam.Kinds(), ecsroles.Kinds()...)}, files)
	case "github":
		err = report.GitHub(out, files)
	default:
		if err = report.Text(out, files, report.TextOptions{Color: o.color}); err == nil {
			c := report.Count(files)
			_, err = fmt.Fprintf(out, "%s, %s, %s\n", count(c.Errors, "error"), count(c.Warnings, "warning"), count(c.Infos, "note"))
		}
	}
	if err != nil {
		fmt.Fprintln(errOut, "rolecheck:", err)
		return exitUnreadable
	}
	if report.Count(files) != (report.Counts{}) {
		return exitFindings
	}
	return exitClean
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// listNeeds writes who needs what, for a user who has given no policies.
func listNeeds(o *options, needs []ecsroles.Need, out, errOut io.Writer) int {
	if o.format == "json" {
		type need struct {
			Role      string `json:"role"`
			Action    string `json:"action"`
			Resource  string `json:"resource"`
			Path      string `json:"path,omitempty"`
			Certainty string `json:"certainty"`
			Source    string `json:"source"`
		}
		list := []need{}
		for _, n := range needs {
			list = append(list, need{n.Role.String(), n.Action, n.Resource, n.Path, n.Certainty.String(), n.Source})
		}
		return writeJSON(list, out, errOut)
	}
	for _, r := range roleFlags {
		title := r.role.String() + "\n"
		for _, n := range needs {
			if n.Role != r.role {
				continue
			}
			fmt.Fprintf(out, "%s  %-34s %s", title, n.Action, n.Resource)
			title = ""
			if n.Path != "" {
				fmt.Fprintf(out, "\n  %-34s because of %s", "", n.Path)
			}
			fmt.Fprintln(out)
		}
	}
	return exitClean
}

// writePolicies writes the least privilege policies.
func writePolicies(o *options, needs []ecsroles.Need, out, errOut io.Writer) int {
	all := map[string]*iam.Policy{}
	for _, r := range roleFlags {
		if p := ecsroles.LeastPrivilege(needs, r.role); p != nil {
			all[r.name] = p
		}
	}
	if o.only == "" {
		return writeJSON(all, out, errOut)
	}
	p := all[o.only]
	if p == nil {
		fmt.Fprintf(errOut, "rolecheck: the %s role needs nothing\n", o.only)
		return exitClean
	}
	return writeJSON(p, out, errOut)
}

func writeJSON(v any, out, errOut io.Writer) int {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		fmt.Fprintln(errOut, "rolecheck:", err)
		return exitUnreadable
	}
	return exitClean
}

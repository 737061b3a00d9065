package iam

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

func (v *validator) resources(i int) {
	s := &v.policy.doc.Statements[i]
	for _, e := range [...]Element{ElementResource, ElementNotResource} {
		for j, r := range s.values(e) {
			if r == "" && v.policy.missed(i, ElementResource) {
				continue
			}
			v.resource(v.policy.valuePath(i, e, j), r)
		}
	}
}

func (v *validator) resource(path, r string) {
	if r == "*" {
		return
	}
	d := dialect(0)
	if v.policy.doc.Version == Version2012 {
		d = variables
	}
	if !v.variables(path, r) {
		return
	}
	fields, offsets := splitARN(r, d)
	if fields[0] != "arn" {
		v.add(kindResourceForm, path, fmt.Sprintf("resource %q is neither an ARN nor \"*\"", r), "")
		return
	}
	for n, f := range fields[:min(len(fields), headerFields)] {
		if at := strings.Index(f, "${"); at >= 0 {
			v.addIn(kindVariableElement, path, offsets[n]+at, 2, "a variable before the fifth colon of an ARN is not replaced", "use a wildcard there and a condition")
		}
	}
	if len(fields) <= headerFields {
		message := fmt.Sprintf("ARN %q has %d fields of six, the others are taken as *", r, len(fields))
		if v.kind.namesPrincipal() {
			message = fmt.Sprintf("ARN %q has %d fields of six and matches nothing", r, len(fields))
		}
		v.add(kindShortARN, path, message, "write arn:partition:service:region:account:resource")
	} else if fields[headerFields] == "" {
		v.add(kindARNField, path, fmt.Sprintf("ARN %q has an empty resource", r), "write * for every one")
	}
	v.arnFields(path, fields, offsets)
}

// splitARN splits a value at its first five colons that are not inside a
// variable. It returns one to six fields and where they start.
func splitARN(s string, d dialect) (fields []string, offsets []int) {
	start := 0
	for len(fields) < headerFields {
		end := start + fieldEnd(s[start:], d)
		fields, offsets = append(fields, s[start:end]), append(offsets, start)
		if end == len(s) {
			return fields, offsets
		}
		start = end + 1
	}
	return append(fields, s[start:]), append(offsets, start)
}

// partitions are the parts of AWS that ARNs name. Source: the endpoints that the
// SDKs carry.
var partitions = []string{
	"aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc",
}

// arnFields checks partition, service, region and account. Fields with a
// wildcard or a variable are let be.
func (v *validator) arnFields(path string, fields []string, offsets []int) {
	plain := func(n int) bool { return n < len(fields) && !strings.ContainsAny(fields[n], "*?$") }
	bad := func(n int, message, hint string) {
		v.addIn(kindARNField, path, offsets[n], len(fields[n]), message, hint)
	}
	if plain(1) && !slices.Contains(partitions, fields[1]) {
		hint := ""
		if near := jsonscan.Nearest(fields[1], partitions); near != "" {
			hint = "did you mean " + near + "?"
		}
		bad(1, fmt.Sprintf("partition %q, the partitions are %s", fields[1], strings.Join(partitions, ", ")), hint)
	}
	if plain(2) {
		switch {
		case fields[2] == "":
			bad(2, "the ARN names no service", "")
		case fields[2] != strings.ToLower(fields[2]):
			bad(2, fmt.Sprintf("service %q, services are in lower case", fields[2]), "write "+strings.ToLower(fields[2]))
		}
	}
	if plain(3) && fields[3] != "" && !isRegionForm(fields[3]) {
		bad(3, fmt.Sprintf("region %q is not of the form us-east-1", fields[3]), "")
	}
	if plain(4) && fields[4] != "" && fields[4] != "aws" && !isAccountID(fields[4]) {
		bad(4, fmt.Sprintf("account %q is not of 12 digits", fields[4]), "")
	}
	v.fieldsNotAllowed(path, fields, offsets)
}

// isRegionForm reports whether s looks as a region does: two or more words and a
// number, in lower case, with hyphens.
func isRegionForm(s string) bool {
	words := strings.Split(s, "-")
	last := words[len(words)-1]
	if len(words) < 3 || last == "" || !digitsOnly(last) {
		return false
	}
	for _, w := range words[:len(words)-1] {
		if w == "" || strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") != "" {
			return false
		}
	}
	return true
}

// fieldsNotAllowed checks services whose ARNs never have a region or account.
func (v *validator) fieldsNotAllowed(path string, fields []string, offsets []int) {
	if len(fields) <= headerFields {
		return
	}
	service := fields[2]
	global := service == "iam" || service == "sts"
	// Access points are ARNs of s3 with both fields.
	bucket := service == "s3" && !strings.HasPrefix(fields[5], "accesspoint") && !strings.HasPrefix(fields[5], "job/") && !strings.HasPrefix(fields[5], "storage-lens")
	if (global || bucket) && fields[3] != "" && fields[3] != "*" {
		v.addIn(kindARNNotAllowed, path, offsets[3], len(fields[3]), fmt.Sprintf("region %q, an ARN of %s has none", fields[3], service), "leave it empty")
	}
	if bucket && fields[4] != "" && fields[4] != "*" {
		v.addIn(kindARNNotAllowed, path, offsets[4], len(fields[4]), fmt.Sprintf("account %q, an ARN of a bucket has none", fields[4]), "leave it empty")
	}
}

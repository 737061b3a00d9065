package ecskit_test

import (
	"regexp"
	"testing"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/cql"
	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/ecr"
	"github.com/ecskit/ecskit/events"
	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/iam/ecsroles"
	"github.com/ecskit/ecskit/rollout"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

// kinds lists what every package can find, by the prefix of its codes.
func kinds() map[string][]diag.Kind {
	all := map[string][]diag.Kind{
		"TD": taskdef.Kinds(), "AS": autoscaling.Kinds(), "RO": rollout.Kinds(),
		"IA": iam.Kinds(), "IR": ecsroles.Kinds(), "SV": service.Kinds(),
		"EV": events.Kinds(), "EC": ecr.Kinds(),
	}
	for _, info := range cql.Codes() { // cql may not import diag
		all["CQ"] = append(all["CQ"], diag.Kind{Code: diag.Code(info.Code), Name: info.Name, Title: info.Title})
	}
	return all
}

var namePattern = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// Every code is one of its package's prefix, comes once in the module, and has a
// name that its package uses once, and a title.
func TestCodesAreUnique(t *testing.T) {
	total := 0
	for prefix, list := range kinds() {
		pattern := regexp.MustCompile(`^` + prefix + `[0-9]{3}$`)
		codes, names := map[diag.Code]bool{}, map[string]diag.Code{}
		for _, k := range list {
			total++
			if !pattern.MatchString(string(k.Code)) {
				t.Errorf("code %s is not %s and three digits", k.Code, prefix)
			}
			if codes[k.Code] {
				t.Errorf("code %s comes twice", k.Code)
			}
			codes[k.Code] = true
			if !namePattern.MatchString(k.Name) {
				t.Errorf("%s: name %q is not lower-case words with hyphens", k.Code, k.Name)
			}
			if other, twice := names[k.Name]; twice {
				t.Errorf("%s has the name of %s, %s", k.Code, other, k.Name)
			}
			names[k.Name] = k.Code
			if k.Title == "" {
				t.Errorf("%s %s has no title", k.Code, k.Name)
			}
		}
	}
	if total < 500 {
		t.Errorf("only %d codes, a package is missing", total)
	}
	t.Logf("%d codes", total)
}

package conformance_test

import (
	"testing"

	"github.com/ecskit/ecskit/conformance"
	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// TestTaskDefinitionRegistration runs what RegisterTaskDefinition takes and refuses.
// A refusal names the rule that says why.
func TestTaskDefinitionRegistration(t *testing.T) {
	cases, err := conformance.Load("taskdef", "registration.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var want struct {
				Registers bool
				Rule      string
			}
			decodeStrictly(t, c.Expected, &want)
			d, err := taskdef.Load(c.Input)
			if err != nil {
				t.Fatal(err)
			}
			names := map[string]bool{}
			findings := d.Check(taskdef.Config{})
			for _, f := range findings {
				if f.Severity == diag.Error {
					names[f.Name] = true
				}
			}
			if want.Registers && len(names) > 0 || !want.Registers && (!names[want.Rule] || len(names) > 1) {
				t.Errorf("registers %v (rule %q), and found %v", want.Registers, want.Rule, findings.Err())
			}
		})
	}
}

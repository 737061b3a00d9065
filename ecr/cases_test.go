package ecr_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/ecskit/ecskit/conformance"
	"github.com/ecskit/ecskit/ecr"
	"github.com/ecskit/ecskit/internal/oracle/ecroracle"
)

// TestCasesEqualTheTwin runs the conformance cases through the twin as well, so
// that both cannot be wrong in the same way.
func TestCasesEqualTheTwin(t *testing.T) {
	cases, err := conformance.Load("ecr", "lifecycle.json")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for _, c := range cases {
		var in struct {
			Policy json.RawMessage
			Images []struct {
				Tags          []string
				PushedDaysAgo float64
			}
		}
		var want struct{ Findings []string }
		if err := json.Unmarshal(c.Input, &in); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(c.Expected, &want); err != nil {
			t.Fatal(err)
		}
		policy, findings, err := ecr.ParseLifecyclePolicy(in.Policy)
		if err != nil || len(findings) != len(want.Findings) {
			t.Errorf("%s: %v, %v", c.Name, findings, err)
		}
		if findings.HasErrors() {
			continue
		}
		var images []ecr.Image
		for _, i := range in.Images {
			images = append(images, ecr.Image{Tags: i.Tags, PushedAt: now.Add(-time.Duration(i.PushedDaysAgo * float64(24*time.Hour)))})
		}
		actions, _ := ecroracle.Evaluate(policy, images, now)
		for i, v := range policy.Evaluate(images, now) {
			if v.Action != actions[i] {
				t.Errorf("%s: image %d: %q, the twin's %q", c.Name, i, v.Action, actions[i])
			}
		}
	}
}

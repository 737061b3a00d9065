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
	if err != nil || len(cases) == 0 {
		t.Fatal(len(cases), err)
	}
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	days := func(n float64) time.Duration { return time.Duration(n * float64(24*time.Hour)) }
	ago := func(n float64) time.Time { // the zero time for 0
		if n == 0 {
			return time.Time{}
		}
		return now.Add(-days(n))
	}
	for _, c := range cases {
		var in struct {
			Policy json.RawMessage
			Images []struct {
				Tags, ReferencedBy                                                  []string
				Digest                                                              string
				StorageClass                                                        ecr.StorageClass
				PushedDaysAgo, PulledDaysAgo, TransitionedDaysAgo, ActivatedDaysAgo float64
			}
		}
		if err := json.Unmarshal(c.Input, &in); err != nil {
			t.Fatal(err)
		}
		policy, findings, err := ecr.ParseLifecyclePolicy(in.Policy)
		if err != nil || len(findings) > 0 {
			t.Fatalf("%s: %v, %v", c.Name, findings, err)
		}
		var images []ecr.Image
		for _, i := range in.Images {
			images = append(images, ecr.Image{
				Digest: i.Digest, Tags: i.Tags, ReferencedBy: i.ReferencedBy, StorageClass: i.StorageClass, PushedAt: now.Add(-days(i.PushedDaysAgo)),
				LastPulledAt: ago(i.PulledDaysAgo), TransitionedAt: ago(i.TransitionedDaysAgo), ActivatedAt: ago(i.ActivatedDaysAgo),
			})
		}
		actions, _ := ecroracle.Evaluate(policy, images, now)
		for i, v := range policy.Evaluate(images, now) {
			if v.Action != actions[i] {
				t.Errorf("%s: image %d: %q, the twin's %q", c.Name, i, v.Action, actions[i])
			}
		}
	}
}

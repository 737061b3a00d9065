package taskdef_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/taskdef"
)

func FuzzCheck(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := taskdef.Load(text)
		if err != nil {
			return
		}
		before := d.Definition.Clone()
		for _, cfg := range []taskdef.Config{
			{},
			{Assume: []taskdef.Compatibility{taskdef.CompatibilityFargate}, PlatformVersion: "1.3.0"},
			{Assume: []taskdef.Compatibility{taskdef.CompatibilityExternal, taskdef.CompatibilityManagedInstances}},
		} {
			findings := d.Check(cfg)
			checkPlaces(t, d, findings, len(text))
			d.Edits(findings)
		}
		if diff := cmp.Diff(before, d.Definition); diff != "" {
			t.Fatalf("Check changes the definition:\n%s", diff)
		}
	})
}

func TestFindingsHavePlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, text := loadDrawn(t)
		checkPlaces(t, d, d.Check(taskdef.Config{}), len(text))
	})
}

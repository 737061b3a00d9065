package autoscaling_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/diag"
)

// FuzzLoad takes any text through loading, checking, resolving and some steps of
// a replay. Nothing may panic, and what has no Error must replay.
func FuzzLoad(f *testing.F) {
	scripts, err := filepath.Glob("testdata/check/*.txt")
	if err != nil || len(scripts) == 0 {
		f.Fatalf("no scripts: %v", err)
	}
	for _, name := range scripts {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for part := range strings.SplitSeq(string(text), "----\n") {
			if i := strings.IndexByte(part, '{'); i >= 0 {
				f.Add([]byte(part[i:]))
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, _, err := autoscaling.Load(data)
		if err != nil {
			return
		}
		cfg := autoscaling.Config{LoadLocation: func(string) (*time.Location, error) { return time.UTC, nil }}
		targets, findings := d.Resolve(cfg)
		for _, target := range targets {
			r, refused := autoscaling.NewReplay(target, 3)
			if r == nil {
				// A description without the alarms of its step policies is a good one.
				if !findings.HasErrors() && !slices.ContainsFunc(refused, func(f diag.Diagnostic) bool { return f.Code == "AS064" || f.Code == "AS063" }) {
					t.Fatalf("no findings, and refused with %v", refused)
				}
				continue
			}
			for i := range 5 {
				r.Step(epoch().Add(time.Duration(i)*time.Minute), autoscaling.Observation{Running: 3, Samples: samples(90, 10, 200)})
			}
		}
	})
}

// FuzzMetricMath compiles and evaluates any expression.
func FuzzMetricMath(f *testing.F) {
	for _, s := range []string{"m1 / m2", "SUM([m1, m2]) * -2 ^ 3", "IF(m1 > 3 AND !(m2 <= 1), FILL(m1, REPEAT), RATE(m2))", "SLICE(METRICS('m'), 0, 1)", "(((", "'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		m, err := compileMath(expression)
		if err != nil {
			return
		}
		out, err := m.Eval(mathInputs(), 60)
		if err == nil && len(out) != 4 {
			t.Fatalf("%d datapoints of 4", len(out))
		}
	})
}

// FuzzIDs reads resource ids and labels; what is read is written the same.
func FuzzIDs(f *testing.F) {
	f.Add("service/shop/web")
	f.Add("app/my-alb/778d41231b141a0f/targetgroup/my-alb-target-group/943f017f100becff")
	f.Fuzz(func(t *testing.T, text string) {
		if id, err := autoscaling.ParseResourceID(text); err == nil && id.String() != text {
			t.Errorf("id %q became %q", text, id)
		}
		if l, err := autoscaling.ParseResourceLabel(text); err == nil && l.String() != text {
			t.Errorf("label %q became %q", text, l)
		}
	})
}

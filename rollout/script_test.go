package rollout_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ecskit/ecskit/internal/script"
	"github.com/ecskit/ecskit/rollout"
)

// The scripts under testdata are plans and simulations in full, to be read.
func TestScripts(t *testing.T) {
	script.Run(t, "testdata/*.txt", func(t *testing.T, c *script.Command) (string, error) {
		n := map[string]int{"desired": 0, "min": 100, "max": 200, "slots": -1, "protected": 0, "fail": 0, "unhealthy": 0, "change": -1, "at": 60}
		for key, otherwise := range n {
			v, err := c.Int(key, otherwise)
			if err != nil {
				return "", err
			}
			n[key] = v
		}
		has := func(key string) bool { _, ok := c.Arg(key); return ok }
		cfg := rollout.Config{MinimumHealthyPercent: n["min"], MaximumPercent: n["max"], CountStopping: has("count-stopping"), Daemon: has("daemon")}
		if has("stop-first") {
			cfg.Order = rollout.StopFirst
		}
		switch c.Name {
		case "plan":
			s := rollout.Steady(n["desired"])
			s.Slots, s.Old.Protected = n["slots"], n["protected"]
			return planText(cfg, s), nil
		case "simulate":
			cfg.Breaker = rollout.Breaker{Enable: has("breaker"), Rollback: has("rollback")}
			sim := rollout.SimConfig{Config: cfg, Desired: n["desired"], Timing: rollout.Timing{Start: 20 * time.Second, Stop: 10 * time.Second},
				Horizon: 10 * time.Minute,
				Breaks: func(k int) rollout.Breaks {
					switch {
					case k < n["fail"]:
						return rollout.FailsToStart
					case k < n["fail"]+n["unhealthy"]:
						return rollout.FailsHealth
					}
					return rollout.Works
				}}
			if n["change"] >= 0 {
				sim.Changes = []rollout.DesiredChange{{At: time.Duration(n["at"]) * time.Second, Desired: n["change"]}}
			}
			return eventText(rollout.Simulate(sim)), nil
		}
		return "", fmt.Errorf("unknown command %s", c.Name)
	})
}

func planText(c rollout.Config, s rollout.State) string {
	var b strings.Builder
	lower, upper := c.Limits(s.Desired)
	fmt.Fprintf(&b, "limits %d to %d\n", lower, upper)
	for _, p := range c.Plan(s) {
		if p.Verdict != rollout.Progress {
			fmt.Fprintf(&b, "%v", p.Verdict)
			if p.Reason != rollout.NoReason {
				fmt.Fprintf(&b, ": %v", p.Reason)
			}
			if p.Verdict == rollout.StuckByLimits {
				minimum, maximum := c.Suggest(s.Desired)
				fmt.Fprintf(&b, "; %d/%d frees it", minimum, maximum)
			}
			b.WriteString("\n")
			break
		}
		s = s.Apply(p).Settle()
		fmt.Fprintf(&b, "stop %d start %d -> old %d new %d\n", p.Stop, p.Start, s.Old.Running, s.New.Running)
	}
	return b.String()
}

func eventText(events []rollout.Event) string {
	var b strings.Builder
	for _, e := range events {
		fmt.Fprintf(&b, "%v %v", e.At, e.Kind)
		if e.Count > 0 {
			fmt.Fprintf(&b, " %d", e.Count)
		}
		if e.Old {
			b.WriteString(" old")
		}
		if e.Delay > 0 {
			fmt.Fprintf(&b, " for %v", e.Delay)
		}
		if e.Step.Reason != rollout.NoReason {
			fmt.Fprintf(&b, ": %v", e.Step.Reason)
		}
		b.WriteString("\n")
	}
	return b.String()
}

package rollout_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/internal/oracle/rolloutoracle"
	"github.com/ecskit/ecskit/rollout"
)

func drawConfig(t *rapid.T) rollout.Config {
	return rollout.Config{
		MinimumHealthyPercent: rapid.IntRange(0, 220).Draw(t, "min"),
		MaximumPercent:        rapid.IntRange(0, 320).Draw(t, "max"),
		Order:                 rapid.SampledFrom([]rollout.Order{rollout.StartFirst, rollout.StopFirst}).Draw(t, "order"),
		CountStopping:         rapid.Bool().Draw(t, "countStopping"),
		ReplaceWithNew:        rapid.Bool().Draw(t, "replaceWithNew"),
		HoldUnhealthy:         rapid.Bool().Draw(t, "holdUnhealthy"),
	}
}

func drawRevision(t *rapid.T, name string) rollout.Revision {
	pending := rapid.IntRange(0, 6).Draw(t, name+".pending")
	healthy := rapid.IntRange(0, 8).Draw(t, name+".healthy")
	unhealthy := rapid.IntRange(0, 3).Draw(t, name+".unhealthy")
	running := healthy + unhealthy + rapid.IntRange(0, 3).Draw(t, name+".starting")
	return rollout.Revision{
		Pending: pending, Running: running, Healthy: healthy, Unhealthy: unhealthy,
		Stopping:  rapid.IntRange(0, 3).Draw(t, name+".stopping"),
		Protected: rapid.IntRange(0, pending+running).Draw(t, name+".protected"),
	}
}

func drawState(t *rapid.T) rollout.State {
	return rollout.State{
		Desired:  rapid.IntRange(0, 12).Draw(t, "desired"),
		New:      drawRevision(t, "new"),
		Old:      drawRevision(t, "old"),
		OldShort: rapid.IntRange(0, 2).Draw(t, "oldShort"),
		Slots:    rapid.IntRange(-1, 6).Draw(t, "slots"),
	}
}

func TestLimitsAgainstCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desired := rapid.IntRange(0, 60).Draw(t, "desired")
		c := rollout.Config{MinimumHealthyPercent: rapid.IntRange(0, 300).Draw(t, "min"), MaximumPercent: rapid.IntRange(0, 400).Draw(t, "max")}
		lower, upper := c.Limits(desired)
		wantLower, wantUpper := rolloutoracle.Limits(desired, c.MinimumHealthyPercent, c.MaximumPercent)
		if lower != wantLower || upper != wantUpper {
			t.Fatalf("Limits(%d) = %d, %d; counting gives %d, %d", desired, lower, upper, wantLower, wantUpper)
		}
	})
}

// One step from any state keeps both limits, or leads back to them.
func TestNextKeepsTheLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, s := drawConfig(t), drawState(t)
		lower, upper := c.Limits(s.Desired)
		p := c.Next(s)
		after := s.Apply(p)
		before := s.New.Pending + s.New.Running + s.Old.Pending + s.Old.Running
		total := after.New.Pending + after.New.Running + after.Old.Pending + after.Old.Running
		if total > max(upper, before) || p.Start+p.StartOld > 0 && total > upper {
			t.Fatalf("%+v leaves %d tasks, upper limit %d", p, total, upper)
		}
		if c.CountStopping && p.Start+p.StartOld > 0 && before+s.New.Stopping+s.Old.Stopping+p.Start+p.StartOld > upper {
			t.Fatalf("%+v starts although stopping tasks fill the upper limit %d", p, upper)
		}
		if s.Slots >= 0 && p.Start+p.StartOld > s.Slots+p.Stop+p.StopNew {
			t.Fatalf("%+v starts more than placement holds", p)
		}
		healthy, now := s.New.Healthy+s.Old.Healthy, after.New.Healthy+after.Old.Healthy
		if now < min(healthy, lower) {
			t.Fatalf("%+v leaves %d of %d healthy tasks, lower limit %d", p, now, healthy, lower)
		}
		if free := s.Old.Pending + s.Old.Running - s.Old.Protected; p.Stop > free {
			t.Fatalf("%+v stops protected tasks, %d are free", p, free)
		}
		if free := s.New.Pending + s.New.Running - s.New.Protected; p.StopNew > free {
			t.Fatalf("%+v stops protected new tasks, %d are free", p, free)
		}
		if min(p.Start, p.Stop, p.StartOld, p.StopNew) < 0 {
			t.Fatalf("%+v has a negative count", p)
		}
		if acts := p.Start+p.StartOld+p.Stop+p.StopNew > 0; acts != (p.Verdict == rollout.Progress) {
			t.Fatalf("%+v: a step that acts is Progress and no other", p)
		}
		if (p.Reason == rollout.NoReason) != (p.Verdict == rollout.Progress || p.Verdict == rollout.Done) {
			t.Fatalf("%+v: a reason goes with waits and deadlocks", p)
		}
	})
}

// The claim of a deadlock is checked against single tasks: no task may start,
// none may stop, and nothing that is on its way could change that.
func TestNextAgainstSingleTasks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, s := drawConfig(t), drawState(t)
		got := c.Next(s)
		lower, upper := c.Limits(s.Desired)
		m := rolloutoracle.Scheduler{
			Lower: lower, Upper: upper, Desired: s.Desired, Slots: s.Slots, OldShort: s.OldShort,
			StopFirst: c.Order == rollout.StopFirst, CountStopping: c.CountStopping,
			ReplaceWithNew: c.ReplaceWithNew, HoldUnhealthy: c.HoldUnhealthy,
			New: tasks(s.New), Old: tasks(s.Old),
		}
		start, stop, startOld, stopNew, verdict := m.Next()
		if got.Start != start || got.Stop != stop || got.StartOld != startOld || got.StopNew != stopNew || got.Verdict.String() != verdict {
			t.Fatalf("Next = %+v; task by task start %d stop %d startOld %d stopNew %d: %s", got, start, stop, startOld, stopNew, verdict)
		}
	})
}

func tasks(r rollout.Revision) []rolloutoracle.Task {
	var all []rolloutoracle.Task
	add := func(n int, t rolloutoracle.Task) {
		for range n {
			all = append(all, t)
		}
	}
	// healthy tasks first, so that protection goes to them first
	add(r.Healthy, rolloutoracle.Task{Health: rolloutoracle.Healthy})
	add(r.Running-r.Healthy-r.Unhealthy, rolloutoracle.Task{Health: rolloutoracle.Starting})
	add(r.Unhealthy, rolloutoracle.Task{Health: rolloutoracle.Unhealthy})
	add(r.Pending, rolloutoracle.Task{Health: rolloutoracle.Starting, Pending: true})
	for i := range r.Protected {
		all[i].Protected = true
	}
	add(r.Stopping, rolloutoracle.Task{Stopping: true})
	return all
}

func TestPlanEndsOrNamesTheDeadlock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, s := drawConfig(t), drawState(t)
		plan := c.Plan(s)
		last := plan[len(plan)-1]
		if last.Verdict == rollout.Progress || last.Verdict == rollout.Wait && last.Reason != rollout.TasksProtected {
			t.Fatalf("the plan of %d steps ends with %+v", len(plan), last)
		}
		for _, p := range plan[:len(plan)-1] {
			if p.Verdict != rollout.Progress {
				t.Fatalf("%+v stands before the end", p)
			}
		}
		if len(plan) > 80 {
			t.Fatalf("%d steps for at most 40 tasks", len(plan))
		}
	})
}

func TestFewestWavesAgainstSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desired := rapid.IntRange(0, 12).Draw(t, "desired")
		older := rapid.IntRange(0, 14).Draw(t, "older")
		newer := rapid.IntRange(0, desired).Draw(t, "newer")
		c := rollout.Config{MinimumHealthyPercent: rapid.IntRange(0, 150).Draw(t, "min"), MaximumPercent: rapid.IntRange(50, 250).Draw(t, "max"), CountStopping: rapid.Bool().Draw(t, "countStopping")}
		s := rollout.State{
			Desired: desired, Slots: rapid.IntRange(-1, 4).Draw(t, "slots"),
			New: rollout.Revision{Running: newer, Healthy: newer}, Old: rollout.Revision{Running: older, Healthy: older},
		}
		l := rolloutoracle.Limit{Desired: desired, Ceiling: -1}
		l.Lower, l.Upper = c.Limits(desired)
		if s.Slots >= 0 {
			l.Ceiling = newer + older + s.Slots
		}
		compare := func(name string, got int, verdict rollout.Verdict, want int) {
			if verdict != rollout.Done {
				got = rolloutoracle.Unreachable
			}
			if got != want {
				t.Fatalf("%s: %d waves (%v), a search finds %d", name, got, verdict, want)
			}
		}
		got, verdict := c.FewestWaves(s)
		compare("fewest", got, verdict, rolloutoracle.FewestWaves(l, newer, older, false))
		if c.CountStopping {
			return // stopping what is beyond the desired count then takes the room of a start
		}
		got, verdict = c.Waves(s)
		compare("start first", got, verdict, rolloutoracle.FewestWaves(l, newer, older, true))
	})
}

// Every desired count up to 12 and every pair of percents that gives other
// limits: the fewest waves equal a search.
func TestFewestWavesExhaustively(t *testing.T) {
	for desired := 0; desired <= 12; desired++ {
		for lower := 0; lower <= desired+1; lower++ {
			for upper := 0; upper <= 2*desired+1; upper++ {
				c := rollout.Config{MinimumHealthyPercent: 100 * lower / max(desired, 1), MaximumPercent: (100*upper + desired - 1) / max(desired, 1)}
				l := rolloutoracle.Limit{Desired: desired, Ceiling: -1}
				l.Lower, l.Upper = c.Limits(desired)
				got, verdict := c.FewestWaves(rollout.Steady(desired))
				if verdict != rollout.Done {
					got = rolloutoracle.Unreachable
				}
				if want := rolloutoracle.FewestWaves(l, 0, desired, false); got != want {
					t.Fatalf("desired %d, limits %d to %d: %d waves, a search finds %d", desired, l.Lower, l.Upper, got, want)
				}
			}
		}
	}
}

// A wider band never takes more waves, and never gets stuck where a narrower one
// did not. It holds for the fewest waves; see TestStartFirstIsNotMonotone.
func TestFewestWavesAreMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desired := rapid.IntRange(0, 200).Draw(t, "desired")
		c := rollout.Config{MinimumHealthyPercent: rapid.IntRange(0, 110).Draw(t, "min"), MaximumPercent: rapid.IntRange(90, 220).Draw(t, "max")}
		wider := c
		wider.MinimumHealthyPercent -= rapid.IntRange(0, c.MinimumHealthyPercent).Draw(t, "lower by")
		wider.MaximumPercent += rapid.IntRange(0, 100).Draw(t, "higher by")
		waves, verdict := c.FewestWaves(rollout.Steady(desired))
		widerWaves, widerVerdict := wider.FewestWaves(rollout.Steady(desired))
		if verdict == rollout.Done && (widerVerdict != rollout.Done || widerWaves > waves) {
			t.Fatalf("%d waves at %d/%d, %d (%v) at %d/%d", waves, c.MinimumHealthyPercent, c.MaximumPercent,
				widerWaves, widerVerdict, wider.MinimumHealthyPercent, wider.MaximumPercent)
		}
	})
}

// Starting first into little room can cost a wave: with a tenth more room the
// first wave is that tenth, where stopping half at once was forced before.
func TestStartFirstIsNotMonotone(t *testing.T) {
	narrow, _ := rollout.Config{MinimumHealthyPercent: 50, MaximumPercent: 100}.Waves(rollout.Steady(10))
	wide, _ := rollout.Config{MinimumHealthyPercent: 50, MaximumPercent: 110}.Waves(rollout.Steady(10))
	if narrow != 2 || wide != 3 {
		t.Errorf("waves %d at 50/100 and %d at 50/110, want 2 and 3", narrow, wide)
	}
}

func TestSuggestIsLeastAndFrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desired := rapid.IntRange(1, 6).Draw(t, "desired")
		c := rollout.Config{
			MinimumHealthyPercent: rapid.IntRange(0, 130).Draw(t, "min"),
			MaximumPercent:        rapid.IntRange(0, 220).Draw(t, "max"),
			Daemon:                rapid.Bool().Draw(t, "daemon"),
		}
		if c.Daemon {
			c.MaximumPercent = 100
		}
		gotMin, gotMax := c.Suggest(desired)
		wantMin, wantMax := rolloutoracle.LeastChange(desired, c.MinimumHealthyPercent, c.MaximumPercent, 230, c.Daemon)
		if gotMin != wantMin || gotMax != wantMax {
			t.Fatalf("Suggest(%d) from %d/%d = %d/%d, a search finds %d/%d", desired,
				c.MinimumHealthyPercent, c.MaximumPercent, gotMin, gotMax, wantMin, wantMax)
		}
		c.MinimumHealthyPercent, c.MaximumPercent = gotMin, gotMax
		if _, verdict := c.Waves(rollout.Steady(desired)); verdict != rollout.Done {
			t.Fatalf("%d/%d is still %v", gotMin, gotMax, verdict)
		}
	})
}

// A deployment that lives through random changes keeps its limits at every
// moment, and ends once the changes stop.
func TestRollingUpdateUnderDisturbance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawConfig(t)
		c.MinimumHealthyPercent, c.MaximumPercent = min(c.MinimumHealthyPercent, 100), max(c.MaximumPercent, 100)
		s := rollout.Steady(rapid.IntRange(0, 10).Draw(t, "desired"))
		for range rapid.IntRange(0, 12).Draw(t, "disturbances") {
			lower, upper := c.Limits(s.Desired)
			healthy := s.New.Healthy + s.Old.Healthy
			total := s.New.Pending + s.New.Running + s.Old.Pending + s.Old.Running
			s = s.Apply(c.Next(s))
			if now := s.New.Healthy + s.Old.Healthy; now < min(healthy, lower) {
				t.Fatalf("healthy fell from %d to %d, lower limit %d", healthy, now, lower)
			}
			if now := s.New.Pending + s.New.Running + s.Old.Pending + s.Old.Running; now > max(total, upper) {
				t.Fatalf("tasks grew from %d to %d, upper limit %d", total, now, upper)
			}
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				s = s.Settle()
			case 1: // a new task turns unhealthy instead of healthy
				if s.New.Pending > 0 {
					s.New.Pending, s.New.Running, s.New.Unhealthy = s.New.Pending-1, s.New.Running+1, s.New.Unhealthy+1
				}
			case 2: // an old task ends by itself
				if s.Old.Healthy > 0 {
					s.Old.Healthy, s.Old.Running, s.OldShort = s.Old.Healthy-1, s.Old.Running-1, s.OldShort+1
				}
			case 3:
				s.Desired = rapid.IntRange(0, 10).Draw(t, "new desired")
			case 4: // a healthy old task turns unhealthy
				if s.Old.Healthy > 0 {
					s.Old.Healthy, s.Old.Unhealthy = s.Old.Healthy-1, s.Old.Unhealthy+1
				}
			}
		}
		plan := c.Plan(s)
		last := plan[len(plan)-1]
		if _, fresh := c.Waves(rollout.Steady(s.Desired)); fresh == rollout.Done && last.Verdict != rollout.Done && last.Reason != rollout.UnhealthyOnGuard {
			t.Fatalf("ends with %+v from %+v", last, s)
		}
	})
}

func TestRunsAreThePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, s := drawConfig(t), drawState(t)
		if rapid.Bool().Draw(t, "large") { // long runs
			s = rollout.Steady(rapid.IntRange(0, 3000).Draw(t, "desired"))
			s.Slots = rapid.IntRange(-1, 40).Draw(t, "slots")
			s.Old.Unhealthy = rapid.IntRange(0, s.Desired).Draw(t, "unhealthy")
			s.Old.Healthy -= s.Old.Unhealthy
			s.Old.Protected = rapid.IntRange(0, s.Desired).Draw(t, "protected")
			s.OldShort = rapid.IntRange(0, 200).Draw(t, "short")
			s.New.Running = rapid.IntRange(0, 300).Draw(t, "new")
			s.New.Healthy = rapid.IntRange(0, s.New.Running).Draw(t, "new healthy")
			s.New.Unhealthy = rapid.IntRange(0, s.New.Running-s.New.Healthy).Draw(t, "new unhealthy")
		}
		var steps []rollout.Step
		runs := c.AppendRuns(nil, s)
		for i, r := range runs {
			if i > 0 && r.Step == runs[i-1].Step {
				t.Fatalf("runs %d and %d are of the same step: %+v", i-1, i, runs)
			}
			for range r.Times {
				steps = append(steps, r.Step)
			}
		}
		if diff := cmp.Diff(c.Plan(s), steps); diff != "" {
			t.Fatalf("plan and runs differ (-plan +runs):\n%s", diff)
		}
	})
}

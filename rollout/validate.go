package rollout

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

// Validate returns what is wrong with the configuration for a service in the
// state s: percents that make no sense, and, as Warnings, what is legal and gets
// stuck, with the event that ECS emits and the least change that helps. Paths are
// those of a [DeploymentConfiguration].
func (c Config) Validate(s State) diag.List {
	var l diag.List
	c.checkPercents(&l)
	checkCounts(&l, s)
	c.checkProgress(&l, s)
	c.checkLiterals(&l)
	l.Sort()
	return l
}

func (c Config) checkPercents(l *diag.List) {
	low, high := c.MinimumHealthyPercent, c.MaximumPercent
	if low < 0 {
		l.Add(kindPercentNegative.At("minimumHealthyPercent", fmt.Sprintf("%d percent, 0 and more make sense", low), ""))
	}
	if high < 0 {
		l.Add(kindPercentNegative.At("maximumPercent", fmt.Sprintf("%d percent, 0 and more make sense", high), ""))
	}
	if low > 100 {
		l.Add(kindMinimumAbove100.At("minimumHealthyPercent",
			fmt.Sprintf("%d percent have to stay healthy, so that old tasks are left that may not stop; 0 to 100 end", low), slip(low)))
	}
	if c.Daemon && high != 100 {
		l.Add(kindDaemonMaximum.At("maximumPercent", fmt.Sprintf("%d for a daemon service, only 100 is taken", high), "write 100, or leave it out"))
		return
	}
	if high >= 0 && high < 100 {
		l.Add(kindMaximumBelow100.At("maximumPercent",
			fmt.Sprintf("at %d percent the service cannot run what it wants while it deploys; 100 and more can", high), "write 100 or more"))
	}
	if low > high && low <= 100 {
		l.Add(kindPercentOrder.At("minimumHealthyPercent", fmt.Sprintf("the minimum of %d is above the maximum of %d", low, high), ""))
	}
}

// slip proposes what was meant by a minimum above 100: a tenth of it where that
// is a whole percentage below 100, as 50 for 500.
func slip(low int) string {
	if slipped(low) {
		return fmt.Sprintf("was %d meant?", low/10)
	}
	return "write 100 or less"
}

func slipped(low int) bool { return low > 100 && low%10 == 0 && low/10 < 100 }

func checkDesired(l *diag.List, desired int) {
	if desired < 0 {
		l.Add(kindDesiredNegative.At("desiredCount", fmt.Sprintf("%d tasks, 0 and more make sense", desired), ""))
	}
}

func checkCounts(l *diag.List, s State) {
	checkDesired(l, s.Desired)
	for _, r := range []struct {
		name string
		Revision
	}{{"new", s.New}, {"old", s.Old}} {
		if r.Revision != r.sane() {
			l.Add(kindStateCounts.At("", fmt.Sprintf("the %s revision has %d pending, %d running of which %d healthy and %d unhealthy, %d stopping, %d protected: a part is more than the whole, or negative",
				r.name, r.Pending, r.Running, r.Healthy, r.Unhealthy, r.Stopping, r.Protected), ""))
		}
	}
	if protected := s.Old.Protected + s.New.Protected; ProtectionBlocked(protected, max(s.Desired, 0)) {
		l.Add(kindProtectionBlocked.At("", fmt.Sprintf("%d tasks are protected and %d are wanted, more protection answers DEPLOYMENT_BLOCKED", protected, max(s.Desired, 0)), ""))
	}
}

// checkProgress reports the deadlock at which the deployment ends, if any.
func (c Config) checkProgress(l *diag.List, s State) {
	last, waves, outage := c.follow(s)
	lower, upper := c.Limits(s.Desired)
	event, _ := last.Event()
	switch {
	case last.Verdict == StuckByLimits:
		least, most := c.Suggest(s.Desired)
		if meant := c.MinimumHealthyPercent / 10; slipped(c.MinimumHealthyPercent) && !(Config{MinimumHealthyPercent: meant, MaximumPercent: c.MaximumPercent}).stuck(s.Desired) {
			least, most = meant, c.MaximumPercent
		}
		f := kindStuckByLimits.At("", fmt.Sprintf("%s wanted, at least %d healthy and at most %d in all with minimum %d and maximum %d: %s after %s; ECS emits an event that %s",
			plural(s.Desired, "task"), lower, upper, c.MinimumHealthyPercent, c.MaximumPercent, last.Reason, plural(waves, "wave"), event.Meaning),
			fmt.Sprintf("minimum %d and maximum %d free it", least, most))
		if last.Reason != NoRoom { // the other ways to get stuck follow from the arithmetic
			f.Certainty = diag.Inferred
		}
		l.Add(f)
	case last.Verdict == StuckByPlacement:
		l.Add(kindStuckByPlacement.At("", fmt.Sprintf("the limits of %d to %d tasks let one start, no instance takes it and none may stop first; ECS emits %s: %s",
			lower, upper, event.EventName, event.Meaning),
			fmt.Sprintf("add capacity, or minimum %d lets a task stop first", c.SuggestMinimum(s.Desired))))
	case last.Reason == TasksProtected:
		l.Add(kindProtected.At("", fmt.Sprintf("%d old tasks are protected from scale-in: %s", s.Old.Protected, event.Meaning), "end their protection, or wait until it expires"))
	}
	if outage {
		l.Add(kindOutage.At("minimumHealthyPercent", fmt.Sprintf("minimum %d lets the deployment stop all %d healthy tasks before one of the new revision is healthy", c.MinimumHealthyPercent, s.Desired), ""))
	}
}

// follow runs the plan without keeping it: its end, its waves, and whether at
// some point no task is healthy.
func (c Config) follow(s State) (last Step, waves int, outage bool) {
	s.fit()
	for range MaxPlanSteps {
		c.decide(&s, &last)
		if last.Start > 0 {
			waves++
		}
		switch {
		case last.Verdict == Progress:
			before := s.New.Healthy + s.Old.Healthy
			s.apply(&last)
			outage = outage || before > 0 && s.Desired > 0 && s.New.Healthy+s.Old.Healthy == 0
		case last.Verdict != Wait || last.Reason == TasksProtected:
			return last, waves, outage
		}
		s.settle()
	}
	return last, waves, outage
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// checkLiterals checks what else a Config holds, under the API's member names.
func (c Config) checkLiterals(l *diag.List) {
	if b := c.Breaker; b.Enable && b.Type != "" && b.Value < 1 {
		l.Add(kindThresholdValue.At("deploymentCircuitBreaker.thresholdConfiguration.value", fmt.Sprintf("%d, 1 is taken instead; 1 and more make sense", b.Value), ""))
	}
	if e := c.EarlySuccess; e.Enable && (e.HealthyPercent > 100 || e.HealthyPercent < max(c.MinimumHealthyPercent, 0)) {
		l.Add(kindEarlyPercent.At("earlySuccessCriteria.healthyPercent",
			fmt.Sprintf("%d percent, from the minimum of %d to 100 are taken", e.HealthyPercent, max(c.MinimumHealthyPercent, 0)), ""))
	}
}

// checkValue reports a value that an enumeration does not have. An empty value is
// an absent one.
func checkValue[T ~string](l *diag.List, path string, value T, allowed ...T) bool {
	if value == "" || slices.Contains(allowed, value) {
		return true
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	hint := ""
	if s := jsonscan.Nearest(string(value), names); s != "" {
		hint = "did you mean " + s + "?"
	}
	l.Add(kindUnknownValue.At(path, fmt.Sprintf("%q, known are %s", shorten(string(value)), strings.Join(names, ", ")), hint))
	return false
}

// shorten keeps a value from the text out of messages beyond its first part.
func shorten(s string) string {
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + "…"
	}
	return s
}

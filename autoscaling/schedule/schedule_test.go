package schedule_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/autoscaling/schedule"
	"github.com/ecskit/ecskit/internal/script"
)

// The scripts show what expressions mean: "describe EXPR" and "next EXPR
// after=TIME zone=NAME n=COUNT", "error EXPR".
func TestScripts(t *testing.T) {
	locations := zones(t)
	script.Run(t, "testdata/*.txt", func(_ *testing.T, c *script.Command) (string, error) {
		opts := schedule.Options{}
		for name, set := range map[string]func(){
			"second":  func() { opts.Doubled = schedule.DoubledSecond },
			"both":    func() { opts.Doubled = schedule.DoubledBoth },
			"runonce": func() { opts.Gap = schedule.GapRunOnce },
			"star":    func() { opts.StarDays = true },
			"plural":  func() { opts.AnyPlural = true },
			"strict":  func() { opts.RefuseUndocumented = true },
		} {
			if _, ok := c.Arg(name); ok {
				set()
			}
		}
		s, err := opts.Parse(c.Args[0])
		if c.Name == "error" {
			return describeError(c.Args[0], err)
		}
		if err != nil {
			return "", err
		}
		if s.String() != c.Args[0] {
			return "", fmt.Errorf("String gives %q", s.String())
		}
		var b strings.Builder
		switch c.Name {
		case "describe":
			fmt.Fprintln(&b, s.Kind(), s.Describe())
			for _, n := range s.Notes() {
				fmt.Fprintf(&b, "note at %d, %d bytes: %s\n", n.Offset, n.Len, n)
			}
		case "next":
			err = next(&b, s, c, locations)
		}
		return b.String(), err
	})
}

func describeError(expr string, err error) (string, error) {
	var e *schedule.SyntaxError
	if !errors.As(err, &e) {
		return "", fmt.Errorf("no error, %v", err)
	}
	if e.Expr != expr || e.Error() == "" {
		return "", fmt.Errorf("the error is of %q: %v", e.Expr, e)
	}
	if e.Suggestion != "" {
		if _, err := schedule.Parse(e.Suggestion); err != nil {
			return "", fmt.Errorf("the suggestion %q does not parse: %w", e.Suggestion, err)
		}
	}
	marked := expr[e.Offset : e.Offset+e.Len]
	if len(marked) > 40 {
		marked = marked[:40] + "…"
	}
	return fmt.Sprintf("%s in %s, %q at %d: %s\nsuggestion: %s", e.Code, e.Field, marked, e.Offset, e.Problem, e.Suggestion), nil
}

func next(b *strings.Builder, s *schedule.Schedule, c *script.Command, locations []*time.Location) error {
	after, _ := c.Arg("after")
	t, err := time.Parse(time.RFC3339Nano, after)
	if err != nil {
		return err
	}
	loc := time.UTC
	if name, ok := c.Arg("zone"); ok {
		i := slices.IndexFunc(locations, func(l *time.Location) bool { return l.String() == name })
		if i < 0 {
			return fmt.Errorf("zone %s is not among those of the test", name)
		}
		loc = locations[i]
	}
	var start time.Time
	if text, ok := c.Arg("start"); ok {
		if start, err = time.Parse(time.RFC3339Nano, text); err != nil {
			return err
		}
	}
	n, err := c.Int("n", 1)
	for range n {
		var ok bool
		if t, ok = s.NextFrom(start, t, loc); !ok {
			fmt.Fprintln(b, "no more")
			break
		}
		fmt.Fprintln(b, t.Format("Mon 2006-01-02T15:04:05.999999999Z07:00"))
	}
	return err
}

func TestAll(t *testing.T) {
	s := schedule.MustParse("rate(12 hours)")
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	var got []string
	for run := range s.All(day, day.AddDate(0, 0, 2), nil) {
		got = append(got, run.Format(time.DateTime))
	}
	if diff := cmp.Diff([]string{"2026-11-23 00:00:00", "2026-11-23 12:00:00", "2026-11-24 00:00:00", "2026-11-24 12:00:00"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for range s.All(day, day.AddDate(0, 0, 2), nil) {
		break // stopping early must be fine
	}
	for run := range schedule.MustParse("cron(0 0 30 2 ? *)").All(day, day.AddDate(200, 0, 0), nil) {
		t.Errorf("the 30th of February came: %s", run)
	}
}

func TestEvery(t *testing.T) {
	if d, ok := schedule.MustParse("rate(2 days)").Every(); d != 48*time.Hour || !ok {
		t.Errorf("got %s, %t", d, ok)
	}
	if _, ok := schedule.MustParse("at(2026-11-23T10:00:00)").Every(); ok {
		t.Error("an at is no rate")
	}
}

func TestMustParsePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	schedule.MustParse("nonsense")
}

func TestLongestExpression(t *testing.T) {
	list := strings.Repeat("1,", 780)
	if _, err := schedule.Parse("cron(" + list + "1 0 ? * * *)"); err != nil {
		t.Errorf("a list of %d bytes: %v", len(list), err)
	}
	_, err := schedule.Parse(strings.Repeat("x", 1601))
	var e *schedule.SyntaxError
	if !errors.As(err, &e) || e.Code != schedule.BadLength {
		t.Errorf("got %v", err)
	}
}

// Behind the zone's table the years go on by rule, leap years among them.
func TestNextGoesOnForCenturies(t *testing.T) {
	s := schedule.MustParse("cron(0 12 ? * * *)")
	for _, loc := range zones(t) {
		days := 0
		for run := range s.All(time.Date(2036, 1, 1, 0, 0, 0, 0, loc), time.Date(2200, 1, 1, 0, 0, 0, 0, loc), loc) {
			if run.Hour() != 12 || run.Minute() != 0 {
				t.Fatalf("%s: run at %s", loc, run)
			}
			days++
		}
		if days != 59900 {
			t.Errorf("%s: %d runs, want one on each of 59900 days", loc, days)
		}
	}
}

func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for c := range 20 {
		seen[schedule.ErrorCode(c).String()] = true
		seen[schedule.Field(c).String()] = true
	}
	if len(seen) != 14+6+11+9 {
		t.Errorf("%d names, some are not distinct", len(seen))
	}
}

func TestNextDoesNotAllocate(t *testing.T) {
	for _, loc := range zones(t)[:2] {
		for _, expr := range []string{"cron(0/5 8-17 ? * MON-FRI *)", "cron(0 0 LW * ? *)", "cron(0 0 30 2 ? *)", "rate(5 minutes)", "at(2027-01-01T00:00:00)"} {
			s := schedule.MustParse(expr)
			after := time.Date(2026, 3, 28, 23, 0, 0, 0, time.UTC)
			if n := testing.AllocsPerRun(100, func() { s.Next(after, loc) }); n != 0 {
				t.Errorf("%s in %s: %v allocations", expr, loc, n)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"cron(0/5 8-17 ? * MON-FRI *)", "rate(5 minutes)", "at(2026-11-23T10:00:00)", "cron(0 0 L-3 * ? *)", "cron(1 0 0 ? * 2#1 2030)", "*/5 * * * *", "cron(0 0 ? * FRI-MON/2 1970-2199/3)"} {
		f.Add(seed)
	}
	loc := zones(f)[1]
	f.Fuzz(func(t *testing.T, expr string) {
		s, err := schedule.Parse(expr)
		if err != nil {
			var e *schedule.SyntaxError
			if !errors.As(err, &e) || e.Offset < 0 || e.Len < 0 || e.Offset+e.Len > len(expr) {
				t.Fatalf("%q: error %#v", expr, err)
			}
			if e.Suggestion != "" {
				if _, err := schedule.Parse(e.Suggestion); err != nil {
					t.Fatalf("%q: suggestion %q: %v", expr, e.Suggestion, err)
				}
			}
			return
		}
		after := time.Date(2026, 3, 28, 12, 0, 0, 0, time.UTC)
		for range 3 {
			next, ok := s.Next(after, loc)
			if ok && !next.After(after) {
				t.Fatalf("%q: %s is not after %s", expr, next, after)
			}
			if !ok {
				break
			}
			after = next
		}
		if s.Describe() == "" {
			t.Fatalf("%q has no description", expr)
		}
	})
}

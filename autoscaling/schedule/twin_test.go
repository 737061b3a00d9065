package schedule_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/autoscaling/schedule"
	"github.com/ecskit/ecskit/internal/oracle/scheduleoracle"
)

func zones(t testing.TB) []*time.Location {
	t.Helper()
	list := []*time.Location{time.UTC}
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo", "Pacific/Apia"} {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Skipf("no time zone database: %v", err)
		}
		list = append(list, loc)
	}
	return list
}

// drawField draws a field of numbers: a value, a list, a range, a step, all.
func drawField(t *rapid.T, label string, low, high int, names []string) string {
	one := func() string {
		n := rapid.IntRange(low, high).Draw(t, label)
		if names != nil && rapid.Bool().Draw(t, label+" name") {
			return names[n-low]
		}
		return fmt.Sprint(n)
	}
	element := func() string {
		switch rapid.IntRange(0, 4).Draw(t, label+" form") {
		case 0:
			a, b := rapid.IntRange(low, high).Draw(t, label+" from"), rapid.IntRange(low, high).Draw(t, label+" to")
			if high > 1000 && a > b {
				a, b = b, a
			}
			return fmt.Sprintf("%d-%d", a, b)
		case 1:
			return one() + "/" + fmt.Sprint(rapid.IntRange(1, min(high, 20)).Draw(t, label+" step"))
		case 2:
			return "*/" + fmt.Sprint(rapid.IntRange(1, min(high, 20)).Draw(t, label+" step"))
		}
		return one()
	}
	if rapid.IntRange(0, 3).Draw(t, label+" all") == 0 {
		return "*"
	}
	var list []string
	for range rapid.IntRange(1, 3).Draw(t, label+" count") {
		list = append(list, element())
	}
	return strings.Join(list, ",")
}

func drawCron(t *rapid.T) string {
	months := []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}
	days := []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}
	dayOfMonth, dayOfWeek := "?", "?"
	if rapid.Bool().Draw(t, "by date") {
		dayOfMonth = rapid.OneOf(
			rapid.SampledFrom([]string{"L", "LW", "L-3", "1W", "15W", "31W", "30W,L", "*"}),
			rapid.Custom(func(t *rapid.T) string { return drawField(t, "day", 1, 31, nil) }),
		).Draw(t, "day of month")
	} else {
		dayOfWeek = rapid.OneOf(
			rapid.SampledFrom([]string{"L", "6L", "FRIL", "2#1", "3#5", "SUN#2", "MON-FRI", "FRI-MON", "*"}),
			rapid.Custom(func(t *rapid.T) string { return drawField(t, "weekday", 1, 7, days) }),
		).Draw(t, "day of week")
	}
	year := rapid.SampledFrom([]string{"*", "*", "2024-2027", "2025/2", "2026", "2030,2025"}).Draw(t, "year")
	return fmt.Sprintf("cron(%s %s %s %s %s %s)", drawField(t, "minute", 0, 59, nil), drawField(t, "hour", 0, 23, nil), dayOfMonth,
		drawField(t, "month", 1, 12, months), dayOfWeek, year)
}

// nearTransitions are days on which a clock is put forward or back somewhere.
func drawTime(t *rapid.T) time.Time {
	base := rapid.OneOf(
		rapid.Int64Range(0, 4_000_000_000),
		rapid.SampledFrom([]int64{
			time.Date(2026, 3, 29, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2026, 10, 25, 0, 0, 0, 0, time.UTC).Unix(),
			time.Date(2026, 3, 8, 5, 0, 0, 0, time.UTC).Unix(), time.Date(2026, 11, 1, 4, 0, 0, 0, time.UTC).Unix(),
			time.Date(2026, 4, 4, 14, 0, 0, 0, time.UTC).Unix(), time.Date(2026, 10, 3, 15, 0, 0, 0, time.UTC).Unix(),
			time.Date(2011, 12, 30, 9, 0, 0, 0, time.UTC).Unix(),
			time.Date(2040, 12, 31, 12, 0, 0, 0, time.UTC).Unix(), // a leap year behind the zones' tables
		}),
	).Draw(t, "base")
	return time.Unix(base+rapid.Int64Range(-7200, 7200).Draw(t, "shift"), rapid.SampledFrom([]int64{0, 0, 1}).Draw(t, "nanoseconds")).UTC()
}

func TestNextEqualsTheMinuteScan(t *testing.T) {
	locations := zones(t)
	limit := 12 * 24 * 60
	if testing.Short() {
		limit = 2 * 24 * 60
	}
	rapid.Check(t, func(t *rapid.T) {
		expr := drawCron(t)
		loc := rapid.SampledFrom(locations).Draw(t, "zone")
		after := drawTime(t)
		s, err := schedule.Parse(expr)
		if err != nil {
			t.Fatalf("%s: %v", expr, err)
		}
		got, ok := s.Next(after, loc)
		want, found := scheduleoracle.Next(expr, after, loc, limit)
		horizon := after.Add(time.Duration(limit) * time.Minute)
		switch {
		case found && (!ok || !got.Equal(want)):
			t.Fatalf("%s in %s after %s: got %s %t, want %s", expr, loc, after, got, ok, want)
		case !found && ok && got.Before(horizon):
			t.Fatalf("%s in %s after %s: got %s, want none before %s", expr, loc, after, got, horizon)
		case s.Never() && ok:
			t.Fatalf("%s never fires, and does at %s", expr, got)
		}
	})
}

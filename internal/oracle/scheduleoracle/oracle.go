// Package scheduleoracle is the readable twin of package autoscaling/schedule: it
// takes a cron expression apart with strings and looks at one minute after the
// other.
package scheduleoracle

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Next returns the first minute after a time at which a valid cron expression
// fires in a zone, looking at most at limit minutes. A local time that comes twice
// counts the first time.
func Next(expr string, after time.Time, loc *time.Location, limit int) (time.Time, bool) {
	fields := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(expr, "cron("), ")"))
	t := after.Truncate(time.Minute)
	for range limit {
		t = t.Add(time.Minute)
		if local := t.In(loc); Matches(fields, local) && !cameBefore(local) {
			return local, true
		}
	}
	return time.Time{}, false
}

// cameBefore reports whether the clock showed the same local time earlier.
func cameBefore(t time.Time) bool {
	for d := time.Minute; d <= 3*time.Hour; d += time.Minute {
		if t.Add(-d).Format(time.DateTime) == t.Format(time.DateTime) {
			return true
		}
	}
	return false
}

// Matches reports whether a local time has the shape that the six fields ask for.
func Matches(fields []string, t time.Time) bool {
	days := daysOfMonth(fields[2], t)
	if fields[2] == "?" {
		days = daysOfWeek(fields[4], t)
	}
	return slices.Contains(values(fields[0], 0, 59, ""), t.Minute()) &&
		slices.Contains(values(fields[1], 0, 23, ""), t.Hour()) &&
		slices.Contains(values(fields[3], 1, 12, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"), int(t.Month())) &&
		slices.Contains(values(fields[5], 1970, 2199, ""), t.Year()) &&
		slices.Contains(days, t.Day())
}

// values lists what a field names: lists, ranges (also round the end), steps.
func values(field string, low, high int, names string) []int {
	var list []int
	for element := range strings.SplitSeq(field, ",") {
		body, stepText, hasStep := strings.Cut(element, "/")
		step := 1
		if hasStep {
			step, _ = strconv.Atoi(stepText)
		}
		from, to := low, high
		if body != "*" {
			first, last, isRange := strings.Cut(body, "-")
			from = value(first, low, names)
			switch {
			case isRange:
				to = value(last, low, names)
			case !hasStep:
				to = from
			}
		}
		if to < from {
			to += high - low + 1
		}
		for v := from; v <= to; v += step {
			list = append(list, (v-low)%(high-low+1)+low)
		}
	}
	return list
}

func value(text string, low int, names string) int {
	if i := strings.Index(names, strings.ToUpper(text)); i >= 0 && len(text) == 3 {
		return low + i/3
	}
	n, _ := strconv.Atoi(text)
	return n
}

func lastDay(t time.Time) int {
	return time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func weekday(t time.Time, day int) time.Weekday {
	return time.Date(t.Year(), t.Month(), day, 0, 0, 0, 0, time.UTC).Weekday()
}

// nearest returns the day from Monday to Friday nearest to a day, inside the month.
func nearest(t time.Time, day int) int {
	for distance := 0; ; distance++ {
		for _, d := range []int{day - distance, day + distance} {
			if d >= 1 && d <= lastDay(t) && weekday(t, d) != time.Saturday && weekday(t, d) != time.Sunday {
				return d
			}
		}
	}
}

func daysOfMonth(field string, t time.Time) []int {
	var days []int
	for element := range strings.SplitSeq(field, ",") {
		switch {
		case element == "?":
		case element == "L":
			days = append(days, lastDay(t))
		case element == "LW":
			days = append(days, nearest(t, lastDay(t)))
		case strings.HasPrefix(element, "L-"):
			n, _ := strconv.Atoi(element[2:])
			days = append(days, lastDay(t)-n)
		case strings.HasSuffix(element, "W"):
			if n, _ := strconv.Atoi(strings.TrimSuffix(element, "W")); n <= lastDay(t) {
				days = append(days, nearest(t, n))
			}
		default:
			days = append(days, values(element, 1, 31, "")...)
		}
	}
	return days
}

const dayNames = "SUNMONTUEWEDTHUFRISAT"

func daysOfWeek(field string, t time.Time) []int {
	var days []int
	for element := range strings.SplitSeq(field, ",") {
		for d := 1; d <= lastDay(t); d++ {
			wd := int(weekday(t, d)) + 1
			day, nth, hash := strings.Cut(element, "#")
			last, isLast := strings.CutSuffix(element, "L")
			var is bool
			switch {
			case element == "L":
				is = wd == 7
			case hash:
				is = wd == value(day, 1, dayNames) && strconv.Itoa((d-1)/7+1) == nth
			case isLast:
				is = wd == value(last, 1, dayNames) && d+7 > lastDay(t)
			default:
				is = slices.Contains(values(element, 1, 7, dayNames), wd)
			}
			if is {
				days = append(days, d)
			}
		}
	}
	return days
}

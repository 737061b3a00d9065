package schedule

import (
	"math/bits"
	"strconv"
	"strings"
	"time"
)

// Describe returns the schedule in plain English, such as "every 5 minutes from
// 08:00 to 17:55, Monday to Friday". The text may change in any release.
func (s *Schedule) Describe() string {
	switch s.kind {
	case At:
		return "once, on " + time.Unix(s.at, 0).UTC().Format("2 January 2006 at 15:04:05")
	case Rate:
		return "every " + s.describeRate()
	}
	if s.never {
		return "never"
	}
	parts := []string{s.cron.describeTimes()}
	if d := s.cron.describeDays(); d != "" {
		parts = append(parts, d)
	}
	if s.cron.months != allMonths {
		parts = append(parts, "in "+listNames(uint64(s.cron.months), 1, 12, func(i int) string { return time.Month(i).String() }))
	}
	if years := s.cron.describeYears(); years != "" {
		parts = append(parts, years)
	}
	return strings.Join(parts, ", ")
}

func (s *Schedule) describeRate() string {
	for _, u := range []struct {
		seconds int64
		name    string
	}{{86400, "day"}, {3600, "hour"}, {60, "minute"}} {
		if n := s.every / u.seconds; s.every%u.seconds == 0 {
			if n == 1 {
				return u.name
			}
			return strconv.FormatInt(n, 10) + " " + u.name + "s"
		}
	}
	return strconv.FormatInt(s.every, 10) + " seconds" // no unit is smaller than a minute
}

const (
	allMinutes = 1<<60 - 1
	allHours   = 1<<24 - 1
	allMonths  = 1<<13 - 2
	allDays    = 1<<32 - 2
	allWeek    = 1<<7 - 1
)

func (c *cron) describeTimes() string {
	hours := uint64(c.hours)
	step, even := evenStep(c.minutes, 60)
	switch {
	case bits.OnesCount64(c.minutes)*bits.OnesCount64(hours) <= 6:
		return "at " + c.describeClock()
	case c.minutes == allMinutes:
		return "every minute" + describeHours(hours)
	case even && c.minutes&1 != 0:
		return "every " + strconv.Itoa(step) + " minutes" + describeHours(hours)
	case bits.OnesCount64(c.minutes) == 1:
		minute := bits.TrailingZeros64(c.minutes)
		return "at " + strconv.Itoa(minute) + " past every hour" + describeHours(hours)
	}
	return "at minutes " + listNames(c.minutes, 0, 59, strconv.Itoa) + describeHours(hours)
}

// evenStep reports whether the bits are every step-th of a circle of size.
func evenStep(set uint64, size int) (step int, even bool) {
	n := bits.OnesCount64(set)
	if n < 2 || size%n != 0 {
		return 0, false
	}
	step = size / n
	return step, set == rangeBits(bits.TrailingZeros64(set), size-1, step)
}

func (c *cron) describeClock() string {
	var times []string
	for h := range 24 {
		for m := range 60 {
			if c.hours>>h&1 != 0 && c.minutes>>m&1 != 0 {
				times = append(times, clock(h, m))
			}
		}
	}
	return joinWords(times)
}

func clock(h, m int) string {
	return string([]byte{'0' + byte(h/10), '0' + byte(h%10), ':', '0' + byte(m/10), '0' + byte(m%10)})
}

func describeHours(hours uint64) string {
	if hours == allHours {
		return ""
	}
	first, last := bits.TrailingZeros64(hours), 63-bits.LeadingZeros64(hours)
	if hours == rangeBits(first, last, 1) {
		if first == last {
			return " from " + clock(first, 0) + " to " + clock(first, 59)
		}
		return " from " + clock(first, 0) + " to " + clock(last, 59)
	}
	return " in the hours " + listNames(hours, 0, 23, strconv.Itoa)
}

func (c *cron) describeDays() string {
	if !c.byDate {
		return c.describeWeekdays()
	}
	var parts []string
	if days := uint64(c.days); days == allDays {
		return ""
	} else if days != 0 {
		parts = append(parts, "on day "+listNames(days, 1, 31, strconv.Itoa))
	}
	for n := range 32 {
		if c.beforeLast>>n&1 == 0 {
			continue
		}
		if n == 0 {
			parts = append(parts, "on the last day")
		} else {
			parts = append(parts, strconv.Itoa(n)+" days before the last day")
		}
	}
	for n := range 32 {
		if c.nearest>>n&1 != 0 {
			parts = append(parts, "on the weekday nearest to day "+strconv.Itoa(n))
		}
	}
	if c.lastWeekday {
		parts = append(parts, "on the last weekday")
	}
	return joinWords(parts) + " of the month"
}

func (c *cron) describeWeekdays() string {
	name := func(i int) string { return time.Weekday(i).String() }
	var parts []string
	switch {
	case c.weekdays == allWeek:
		return ""
	case c.weekdays != 0:
		parts = append(parts, listNames(uint64(c.weekdays), 0, 6, name))
	}
	if c.lastOf != 0 {
		parts = append(parts, "on the last "+listNames(uint64(c.lastOf), 0, 6, name)+" of the month")
	}
	if c.nth != 0 {
		ordinal := [...]string{"first", "second", "third", "fourth", "fifth"}[c.nth-1]
		parts = append(parts, "on the "+ordinal+" "+name(bits.TrailingZeros8(c.nthOf))+" of the month")
	}
	return joinWords(parts)
}

func (c *cron) describeYears() string {
	var runs []string
	for y := firstYear; y <= lastYear; y++ {
		if !c.hasYear(y) {
			continue
		}
		from := y
		for y < lastYear && c.hasYear(y+1) {
			y++
		}
		switch {
		case from == firstYear && y == lastYear:
			return ""
		case from == y:
			runs = append(runs, strconv.Itoa(y))
		default:
			runs = append(runs, strconv.Itoa(from)+" to "+strconv.Itoa(y))
		}
	}
	return "in " + joinWords(runs)
}

// listNames lists the bits of a set by name, runs of three and more as ranges.
func listNames(set uint64, low, high int, name func(int) string) string {
	var words []string
	for i := low; i <= high; i++ {
		if set>>i&1 == 0 {
			continue
		}
		from := i
		for i < high && set>>(i+1)&1 != 0 {
			i++
		}
		switch {
		case i-from >= 2:
			words = append(words, name(from)+" to "+name(i))
		case i > from:
			words = append(words, name(from), name(i))
		default:
			words = append(words, name(i))
		}
	}
	return joinWords(words)
}

func joinWords(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

package schedule

import (
	"math"
	"math/bits"
	"time"
)

// cron holds a cron expression as bit sets.
type cron struct {
	years       [4]uint64 // bit y-1970
	minutes     uint64
	hours       uint32
	days        uint32 // bit d is day d
	beforeLast  uint32 // bit n is the day n days before the month's last: L is 0
	nearest     uint32 // bit d is dW
	months      uint16 // bit m, 1 is January
	first       uint16 // minute of the day of the first run on any day
	weekdays    uint8  // bit 0 is Sunday
	lastOf      uint8  // weekdays of which the month's last counts
	nthOf       uint8  // weekday, as a bit, whose nth counts
	nth         uint8  // 1 to 5; 0 is none
	lastWeekday bool   // LW
	byDate      bool   // the day of month decides, else the day of week
	simple      bool   // days and weekdays say all
}

// Next returns the first run strictly after a time, in the zone loc (nil is
// UTC), and false when there is none. The zone gives at and cron their local
// time; a rate does not depend on it and counts from 1970-01-01 00:00 UTC.
// It does not allocate. Runs of a cron end with the year 2199.
func (s *Schedule) Next(after time.Time, loc *time.Location) (time.Time, bool) {
	return s.NextFrom(time.Time{}, after, loc)
}

// NextFrom is like [Schedule.Next] for a schedule that begins at start: a rate
// runs at start and counts from it, an at or a cron has no run before it. A zero
// start is none.
func (s *Schedule) NextFrom(start, after time.Time, loc *time.Location) (time.Time, bool) {
	if loc == nil {
		loc = time.UTC
	}
	if s.kind == Rate {
		return s.nextRate(start, after, loc)
	}
	if s.never {
		return time.Time{}, false
	}
	from := after.Unix() + 1 // runs fall on whole seconds
	if !start.IsZero() {
		from = max(from, start.Add(time.Second-1).Unix())
	}
	var u int64
	var ok bool
	if loc == time.UTC {
		u, ok = s.nextLocal(from)
	} else {
		u, ok = s.nextInZone(from, loc)
	}
	if !ok {
		return time.Time{}, false
	}
	return time.Unix(u, 0).In(loc), true
}

// lastSecond is the end of the year 9999, behind which time.Time has no text
// form; a rate ends there.
const lastSecond = 253402300799

func (s *Schedule) nextRate(start, after time.Time, loc *time.Location) (time.Time, bool) {
	if start.IsZero() {
		start = time.Unix(0, 0)
	}
	if after.Before(start) {
		return start.In(loc), true
	}
	base := start.Unix()
	passed := after.Unix() - base // whole seconds, one too many when after is earlier in its second
	if after.Nanosecond() < start.Nanosecond() {
		passed--
	}
	if passed < 0 || passed > lastSecond-base {
		return time.Time{}, false
	}
	u := base + passed - passed%s.every + s.every
	if u > lastSecond {
		return time.Time{}, false
	}
	return time.Unix(u, int64(start.Nanosecond())).In(loc), true
}

// nextLocal returns the first matching local time at or behind from, both in
// seconds as though the zone were UTC.
func (s *Schedule) nextLocal(from int64) (int64, bool) {
	if s.kind == At {
		return s.at, from <= s.at
	}
	return s.cron.next(from)
}

func (c *cron) next(from int64) (int64, bool) {
	from = max(from, 0)
	if from > (lastDay+1)*secondsPerDay {
		return 0, false
	}
	minute := (from + 59) / 60
	day, ofDay := int(minute/minutesPerDay), int(minute%minutesPerDay)
	if day > lastDay {
		return 0, false
	}
	year, month, date := civil(day)
	if c.hasYear(year) && c.months>>month&1 != 0 && c.dayMask(year, month)>>date&1 != 0 {
		if t, ok := c.timeOfDay(ofDay); ok {
			return int64(day*minutesPerDay+t) * 60, true
		}
	}
	day, ok := c.nextDay(year, month, date+1)
	return int64(day*minutesPerDay+int(c.first)) * 60, ok
}

// timeOfDay returns the first minute of the day at or behind t.
func (c *cron) timeOfDay(t int) (int, bool) {
	hour, minute := t/60, t%60
	if c.hours>>hour&1 != 0 {
		if rest := c.minutes >> minute; rest != 0 {
			return t + bits.TrailingZeros64(rest), true
		}
	}
	rest := c.hours >> (hour + 1)
	if rest == 0 {
		return 0, false
	}
	hour += 1 + bits.TrailingZeros32(rest)
	return hour*60 + bits.TrailingZeros64(c.minutes), true
}

// nextDay returns the first matching day at or behind a date, whose day may be
// one past the month's end.
func (c *cron) nextDay(year, month, date int) (int, bool) {
	for {
		if !c.hasYear(year) {
			if year = c.nextYear(year); year > lastYear {
				return 0, false
			}
			month, date = 1, 1
		}
		for rest := c.months >> month << month; rest != 0; rest &= rest - 1 {
			m := bits.TrailingZeros16(rest)
			if m != month {
				month, date = m, 1
			}
			if days := c.dayMask(year, month) >> date; days != 0 {
				return dayNumber(year, month, date+bits.TrailingZeros32(days)), true
			}
		}
		year, month, date = year+1, 1, 1
	}
}

func (c *cron) hasYear(year int) bool {
	i := uint(year - firstYear)
	return i < 256 && c.years[i/64]>>(i%64)&1 != 0
}

// nextYear returns the first year of the set behind year, or one past lastYear.
func (c *cron) nextYear(year int) int {
	for i := max(year+1-firstYear, 0); i <= lastYear-firstYear; i = i | 63 + 1 {
		if rest := c.years[i/64] >> (i % 64); rest != 0 {
			return firstYear + i + bits.TrailingZeros64(rest)
		}
	}
	return lastYear + 1
}

// period is a stretch of time in which a zone's offset does not change.
type period struct {
	start, end int64 // Unix seconds; the end is outside
	offset     int64 // seconds east of UTC
}

func periodAt(u int64, loc *time.Location) period {
	t := time.Unix(u, 0).In(loc)
	_, offset := t.Zone()
	start, end := t.ZoneBounds()
	p := period{start: math.MinInt64, end: math.MaxInt64, offset: int64(offset)}
	if !start.IsZero() {
		p.start = start.Unix()
	}
	if !end.IsZero() {
		p.end = end.Unix()
	}
	if p.end <= u {
		p.end = endAfter(u, loc)
	}
	return p
}

// endAfter returns where the offset at u may change next when ZoneBounds has no
// answer: as of Go 1.26 it ends the year a day early in leap years behind the
// zone's table.
func endAfter(u int64, loc *time.Location) int64 {
	const past = 36 * 60 * 60
	start, _ := time.Unix(u+past, 0).In(loc).ZoneBounds()
	if start.IsZero() || start.Unix() <= u {
		return u + 1
	}
	return start.Unix()
}

// Offsets of a zone lie between 25 hours west and 26 hours east (RFC 9636), so
// that two instants with the same local time are less than maxShift apart.
const (
	maxEast  = 26 * 60 * 60
	maxShift = 51 * 60 * 60
)

// nextInZone returns the first run at or behind u. It goes through the zone's
// periods: inside one of them local time runs as UTC does, so that the first
// matching local time either lies in it and is the answer, or in none before the
// period around it.
func (s *Schedule) nextInZone(u int64, loc *time.Location) (int64, bool) {
	for {
		p := periodAt(u, loc)
		if s.opts.Gap == GapRunOnce && u == p.start && s.fellIntoGap(p, loc) {
			return u, true
		}
		from := u + p.offset
		local, ok := s.nextLocal(from)
		if ok && local-p.offset < p.end {
			u = local - p.offset
			if s.isTheOne(u, local, p, loc) {
				return u, true
			}
			u++
			continue
		}
		if p.end == math.MaxInt64 {
			return 0, false
		}
		if p.end+p.offset-maxShift < from { // the clock may be put back before from
			u = p.end
			continue
		}
		if !ok {
			return 0, false
		}
		u = max(p.end, local-maxEast-1)
	}
}

// isTheOne reports whether a run at u, whose local time may come twice, counts.
func (s *Schedule) isTheOne(u, local int64, p period, loc *time.Location) bool {
	switch s.opts.Doubled {
	case DoubledFirst:
		for p.start > u-maxShift {
			p = periodAt(p.start-1, loc)
			if v := local - p.offset; p.start <= v && v < p.end {
				return false
			}
		}
	case DoubledSecond:
		for p.end < u+maxShift {
			p = periodAt(p.end, loc)
			if v := local - p.offset; p.start <= v && v < p.end {
				return false
			}
		}
	}
	return true
}

// fellIntoGap reports whether a run is due in the local time that is left out
// where p begins.
func (s *Schedule) fellIntoGap(p period, loc *time.Location) bool {
	before := periodAt(p.start-1, loc)
	local, ok := s.nextLocal(p.start + before.offset)
	return ok && local < p.start+p.offset
}

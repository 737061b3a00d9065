package schedule

import "math/bits"

// firstYear and lastYear bound the year field of a cron expression.
const (
	firstYear = 1970
	lastYear  = 2199
)

const (
	minutesPerDay = 24 * 60
	secondsPerDay = 24 * 60 * 60
	lastDay       = 84005 // day number of 2199-12-31
)

// civil returns the date of the day that many days after 1970-01-01, for days
// from 0 to lastDay. The year is taken to begin in March, so that the leap day
// is its last and months follow a straight line.
func civil(day int) (year, month, dayOfMonth int) {
	z := uint32(day + 719468) // days since 0000-03-01
	era := z / 146097
	ofEra := z % 146097
	yearOfEra := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	m := (5*ofYear + 2) / 153
	dayOfMonth = int(ofYear-(153*m+2)/5) + 1
	year = int(yearOfEra + era*400)
	month = int(m) + 3
	if month > 12 {
		return year + 1, month - 12, dayOfMonth
	}
	return year, month, dayOfMonth
}

// dayNumber is the inverse of civil; any year of four digits may be given.
func dayNumber(year, month, day int) int {
	if month <= 2 {
		year--
		month += 12
	}
	era := (year + 400) / 400 // one era up keeps year 0 in the unsigned domain
	yearOfEra := year + 400 - era*400
	ofYear := (153*(month-3)+2)/5 + day - 1
	ofEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + ofYear
	return (era-1)*146097 + ofEra - 719468
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func monthLength(year, month int) int {
	if month == 2 {
		if isLeap(year) {
			return 29
		}
		return 28
	}
	return 30 + (month+month>>3)&1
}

// weekdayOf returns the weekday of a day number, Sunday being 0.
func weekdayOf(day int) int { return (day + 4) % 7 }

// dayMask returns the days of a month on which the expression fires: bit d is
// day d.
func (c *cron) dayMask(year, month int) uint32 {
	length := monthLength(year, month)
	valid := uint32(1)<<(length+1) - 2
	if c.simple && c.byDate {
		return c.days & valid
	}
	first := weekdayOf(dayNumber(year, month, 1))
	if !c.byDate {
		return c.weekdayMask(first, length) & valid
	}
	mask := c.days
	for rest := c.beforeLast; rest != 0; rest &= rest - 1 {
		if d := length - bits.TrailingZeros32(rest); d >= 1 {
			mask |= 1 << d
		}
	}
	for rest := c.nearest; rest != 0; rest &= rest - 1 {
		if d := bits.TrailingZeros32(rest); d <= length {
			mask |= 1 << nearestWeekday(d, first, length)
		}
	}
	if c.lastWeekday {
		mask |= 1 << nearestWeekday(length, first, length)
	}
	return mask & valid
}

// weekdayMask spreads the seven bits of the weekdays over a month that begins
// with the weekday first: rotated so that bit 0 is the first day, then repeated
// five times by one multiplication.
func (c *cron) weekdayMask(first, length int) uint32 {
	spread := func(weekdays uint8) uint64 {
		rotated := (uint64(weekdays)>>first | uint64(weekdays)<<(7-first)) & 0x7f
		return rotated * (1 | 1<<7 | 1<<14 | 1<<21 | 1<<28) << 1
	}
	mask := uint32(spread(c.weekdays))
	if c.simple {
		return mask
	}
	if c.lastOf != 0 {
		mask |= uint32(spread(c.lastOf)) &^ (1<<(length-6) - 1)
	}
	if c.nth != 0 {
		week := uint32(0x7f) << (7*(uint32(c.nth)-1) + 1)
		mask |= uint32(spread(c.nthOf)) & week
	}
	return mask
}

// nearestWeekday returns the day from Monday to Friday nearest to day d without
// leaving the month, whose first day is the weekday first.
func nearestWeekday(d, first, length int) int {
	switch (first + d - 1) % 7 {
	case 6: // Saturday
		if d == 1 {
			return 3
		}
		return d - 1
	case 0: // Sunday
		if d == length {
			return d - 2
		}
		return d + 1
	}
	return d
}

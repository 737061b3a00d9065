package iam

import (
	"strconv"
	"strings"
	"time"
)

// instant is a point in time: seconds since 1970 in UTC and nanoseconds.
type instant struct {
	seconds int64
	nanos   int32
}

func (a instant) compare(b instant) int {
	switch {
	case a.seconds < b.seconds, a.seconds == b.seconds && a.nanos < b.nanos:
		return -1
	case a == b:
		return 0
	}
	return 1
}

// parseInstant reads a date in one of the W3C forms of ISO 8601 or as seconds
// since 1970. Four digits are a year: AWS does not say which of the two it takes
// them for, and [Policy.Validate] warns.
//
// https://www.w3.org/TR/NOTE-datetime
func parseInstant(s string) (instant, bool) {
	if len(s) != 4 && s != "" && digitsOnly(strings.TrimPrefix(s, "-")) {
		seconds, err := strconv.ParseInt(s, 10, 64)
		return instant{seconds: seconds}, err == nil
	}
	d := dateReader{rest: s}
	year, month, day := d.digits(4), 1, 1
	if d.skip('-') {
		month = d.digits(2)
		if d.skip('-') {
			day = d.digits(2)
			if d.skip('T') {
				return d.time(year, month, day)
			}
		}
	}
	return d.finish(year, month, day, 0, 0)
}

// dateReader consumes a date from its left; the first mistake marks it broken.
type dateReader struct {
	rest   string
	broken bool
}

func (d *dateReader) skip(c byte) bool {
	if d.rest == "" || d.rest[0] != c {
		return false
	}
	d.rest = d.rest[1:]
	return true
}

// digits reads exactly n digits.
func (d *dateReader) digits(n int) int {
	if len(d.rest) < n || !digitsOnly(d.rest[:n]) {
		d.broken = true
		return 0
	}
	value := 0
	for i := range n {
		value = 10*value + int(d.rest[i]-'0')
	}
	d.rest = d.rest[n:]
	return value
}

// time reads hh:mm[:ss[.fraction]] and the zone, which must be there.
func (d *dateReader) time(year, month, day int) (instant, bool) {
	hour := d.digits(2)
	d.broken = !d.skip(':') || d.broken
	minute := d.digits(2)
	second, nanos := 0, 0
	if d.skip(':') {
		second = d.digits(2)
		if d.skip('.') {
			nanos = d.fraction()
		}
	}
	offset := d.zone()
	if hour > 23 || minute > 59 || second > 59 {
		return instant{}, false
	}
	return d.finish(year, month, day, 3600*hour+60*minute+second-offset, nanos)
}

// fraction reads decimals of a second; those past the ninth are dropped.
func (d *dateReader) fraction() int {
	n := 0
	for n < len(d.rest) && '0' <= d.rest[n] && d.rest[n] <= '9' {
		n++
	}
	if n == 0 {
		d.broken = true
		return 0
	}
	nanos := 0
	for i := range 9 {
		nanos *= 10
		if i < n {
			nanos += int(d.rest[i] - '0')
		}
	}
	d.rest = d.rest[n:]
	return nanos
}

// zone reads Z or ±hh:mm and returns seconds east of Greenwich.
func (d *dateReader) zone() int {
	if d.skip('Z') {
		return 0
	}
	sign := 1
	if d.skip('-') {
		sign = -1
	} else if !d.skip('+') {
		d.broken = true
	}
	hours := d.digits(2)
	d.broken = !d.skip(':') || d.broken
	minutes := d.digits(2)
	if hours > 23 || minutes > 59 {
		d.broken = true
	}
	return sign * (3600*hours + 60*minutes)
}

func (d *dateReader) finish(year, month, day, seconds, nanos int) (instant, bool) {
	if d.broken || d.rest != "" || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return instant{}, false
	}
	midnight := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix()
	return instant{midnight + int64(seconds), int32(nanos)}, true
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

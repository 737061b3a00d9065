package cql

import (
	"strconv"
	"strings"
	"time"
)

// isVersion reports whether v is numbers with dots between them, with an optional
// v in front.
func isVersion(v string) bool {
	v = strings.TrimPrefix(v, "v")
	digits := 0
	for i := range len(v) {
		switch c := v[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' && digits > 0:
			digits = 0
		default:
			return false
		}
	}
	return digits > 0
}

// compareVersions compares two versions part by part as numbers of any size;
// missing parts are 0.
func compareVersions(a, b string) int {
	a, b = strings.TrimPrefix(a, "v"), strings.TrimPrefix(b, "v")
	for a != "" || b != "" {
		var x, y string
		x, a = cutPart(a)
		y, b = cutPart(b)
		if c := compareDigits(x, y); c != 0 {
			return c
		}
	}
	return 0
}

func cutPart(s string) (part, rest string) {
	for i := range len(s) {
		if s[i] == '.' {
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// compareDigits compares two whole numbers written in digits; none is 0.
func compareDigits(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if len(a) != len(b) {
		return sign(len(a) - len(b))
	}
	return strings.Compare(a, b)
}

func sign(n int) int { return min(1, max(-1, n)) }

// compareText compares as decimal numbers when both are, else as bytes.
func compareText(a, b string) int {
	if isDecimal(a) && isDecimal(b) {
		return compareDecimals(a, b)
	}
	return strings.Compare(a, b)
}

// isDecimal reports whether s is a decimal number: an optional minus, digits, and
// optionally a dot and more digits.
func isDecimal(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole, frac, dot := strings.Cut(s, ".")
	return isDigits(whole) && (!dot || isDigits(frac))
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// compareDecimals compares two decimal numbers exactly, whatever their length.
func compareDecimals(a, b string) int {
	a, aMinus := strings.CutPrefix(a, "-")
	b, bMinus := strings.CutPrefix(b, "-")
	c := compareMagnitudes(a, b)
	switch {
	case aMinus && bMinus:
		return -c
	case aMinus || bMinus:
		if c == 0 && compareMagnitudes(a, "0") == 0 {
			return 0 // -0 is 0
		}
		if aMinus {
			return -1
		}
		return 1
	}
	return c
}

func compareMagnitudes(a, b string) int {
	aWhole, aFrac, _ := strings.Cut(a, ".")
	bWhole, bFrac, _ := strings.Cut(b, ".")
	if c := compareDigits(aWhole, bWhole); c != 0 {
		return c
	}
	return strings.Compare(strings.TrimRight(aFrac, "0"), strings.TrimRight(bFrac, "0"))
}

// parseCount reads a whole number without sign.
func parseCount(s string) (int64, bool) {
	if !isDigits(s) {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

// parseMoment reads a date, or a date and a time with or without fraction and
// zone, as seconds since 1970 and nanoseconds. Without a zone it is UTC, a date
// alone is its midnight in UTC.
func parseMoment(s string) (sec int64, nanos int32, ok bool) {
	const date, clock = len("2006-01-02"), len("2006-01-02T15:04:05")
	if hasShape(s, "0000-00-00") && len(s) == date {
		t, err := time.Parse(time.DateOnly, s)
		return t.Unix(), 0, err == nil
	}
	if !hasShape(s, "0000-00-00T00:00:00") {
		return 0, 0, false
	}
	t, err := time.Parse("2006-01-02T15:04:05", s[:clock])
	if err != nil {
		return 0, 0, false
	}
	nanos, rest, ok := cutFraction(s[clock:])
	if !ok {
		return 0, 0, false
	}
	offset, ok := zoneOffset(rest)
	return t.Unix() - offset, nanos, ok
}

// hasShape reports whether s begins with the characters of shape, where 0 stands
// for any digit.
func hasShape(s, shape string) bool {
	if len(s) < len(shape) {
		return false
	}
	for i := range len(shape) {
		digit := s[i] >= '0' && s[i] <= '9'
		if shape[i] == '0' && !digit || shape[i] != '0' && s[i] != shape[i] {
			return false
		}
	}
	return true
}

// cutFraction reads an optional dot with one to nine digits.
func cutFraction(s string) (nanos int32, rest string, ok bool) {
	if s == "" || s[0] != '.' {
		return 0, s, true
	}
	i := 1
	for unit := int32(100_000_000); i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		nanos += int32(s[i]-'0') * unit
		unit /= 10
	}
	return nanos, s[i:], i > 1 && i <= 10
}

// zoneOffset reads a zone, none and Z being UTC, in seconds east of it.
func zoneOffset(s string) (seconds int64, ok bool) {
	switch {
	case s == "" || s == "Z":
		return 0, true
	case len(s) != len("+00:00") || !hasShape(s, "+00:00") && !hasShape(s, "-00:00"):
		return 0, false
	}
	hours, minutes := int64(s[1]-'0')*10+int64(s[2]-'0'), int64(s[4]-'0')*10+int64(s[5]-'0')
	seconds = hours*3600 + minutes*60
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, hours < 24 && minutes < 60
}

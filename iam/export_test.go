package iam

// GlobWideForTest matches as the engine does when it gives up on the quick way.
func GlobWideForTest(value, text string) (matched, ok bool) {
	p, _ := compilePattern(value, wildcards)
	return globWide(append([]byte(p.text), p.code...), []byte(text))
}

// CompareNumbersForTest compares two decimal numbers.
func CompareNumbersForTest(a, b string) (c int, ok bool) {
	x, okX := parseNumber(a)
	y, okY := parseNumber(b)
	return x.compare(y), okX && okY
}

// InstantForTest reads a date.
func InstantForTest(s string) (seconds int64, nanos int32, ok bool) {
	t, ok := parseInstant(s)
	return t.seconds, t.nanos, ok
}

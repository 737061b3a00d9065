package iam_test

import (
	"math/big"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/internal/oracle/iamoracle"
)

func TestGlob(t *testing.T) {
	for _, tt := range []struct {
		name, pattern, text string
		want                bool
	}{
		{"all of the text", "abc", "abc", true},
		{"not a part of it", "bc", "abc", false},
		{"star is empty too", "a*c", "ac", true},
		{"star crosses slashes", "a/*/d", "a/b/c/d", true},
		{"a star at the end", "a*", "abc", true},
		{"two stars are one", "a**c", "abbc", true},
		{"the last of several places", "*ab", "aab", true},
		{"question mark is one character", "a?c", "abc", true},
		{"question mark is not none", "a?c", "ac", false},
		{"question mark takes a character of two bytes", "a?c", "aéc", true},
		{"two question marks do not share one", "a??c", "aéc", false},
		{"star then question mark", "*?", "", false},
		{"empty matches empty", "", "", true},
		{"empty matches nothing else", "", "a", false},
		{"case counts", "ABC", "abc", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := iam.MatchWildcards(tt.pattern, tt.text); got != tt.want {
				t.Errorf("%q on %q is %t", tt.pattern, tt.text, got)
			}
			if got, ok := iam.GlobWideForTest(tt.pattern, tt.text); !ok || got != tt.want {
				t.Errorf("%q on %q bit by bit is %t, %t", tt.pattern, tt.text, got, ok)
			}
		})
	}
}

// The quick matcher, the bit-parallel one and the recursive twin agree.
func TestGlobAgreesWithTwin(t *testing.T) {
	pattern := rapid.StringOfN(rapid.RuneFrom([]rune("ab*?é")), 0, 12, -1)
	text := rapid.StringOfN(rapid.RuneFrom([]rune("abéü")), 0, 14, -1)
	rapid.Check(t, func(t *rapid.T) {
		p, s := pattern.Draw(t, "pattern"), text.Draw(t, "text")
		want := iamoracle.Glob(p, s)
		if got := iam.MatchWildcards(p, s); got != want {
			t.Fatalf("%q on %q is %t", p, s, got)
		}
		if got, ok := iam.GlobWideForTest(p, s); !ok || got != want {
			t.Fatalf("%q on %q bit by bit is %t, %t", p, s, got, ok)
		}
	})
}

// Patterns longer than a machine word, and texts on which the quick way gives up.
func TestGlobLong(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "a?", "*a", "aa", "b", "*", "?a?a?a?a"})
	rapid.Check(t, func(t *rapid.T) {
		p := strings.Join(rapid.SliceOfN(piece, 0, 60).Draw(t, "pattern"), "")
		s := strings.Repeat("a", rapid.IntRange(0, 400).Draw(t, "run")) + rapid.SampledFrom([]string{"", "b", "ba", "é"}).Draw(t, "end")
		want, ok := iam.GlobWideForTest(p, s)
		if got := iam.MatchWildcards(p, s); !ok || got != want {
			t.Fatalf("%q on %q is %t, bit by bit %t, %t", p, s, got, want, ok)
		}
	})
	if _, ok := iam.GlobWideForTest("a*€?", "a"); ok {
		t.Error("a character above U+00FF was taken")
	}
	if iam.MatchWildcards("*"+strings.Repeat("a?", 40)+"€", strings.Repeat("a", 2000)+"bb€") {
		t.Error("the wrong character two before the last was taken")
	}
}

func TestNumbersCompareExactly(t *testing.T) {
	digits := rapid.StringMatching(`[+-]?(0{0,3}[0-9]{0,25}\.?[0-9]{0,5}|[0-9]{1,4})`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := digits.Draw(t, "a"), digits.Draw(t, "b")
		got, ok := iam.CompareNumbersForTest(a, b)
		x, okX := rat(a)
		y, okY := rat(b)
		if ok != (okX && okY) {
			t.Fatalf("%q, %q: read %t, want %t, %t", a, b, ok, okX, okY)
		}
		if ok && got != x.Cmp(y) {
			t.Fatalf("%q, %q compare as %d", a, b, got)
		}
	})
	for _, s := range []string{"", "-", ".", "1e3", "0x1", "1,5", "1.2.3", " 1"} {
		if _, ok := iam.CompareNumbersForTest(s, "1"); ok {
			t.Errorf("%q was read", s)
		}
	}
}

func rat(s string) (*big.Rat, bool) {
	if strings.Trim(s, "+-.") == "" {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

func TestDates(t *testing.T) {
	for _, tt := range []struct {
		text string
		want time.Time
	}{
		{"2026", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)},
		{"2026-11", time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)},
		{"2026-11-23", time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)},
		{"2026-11-23T12:30Z", time.Date(2026, 11, 23, 12, 30, 0, 0, time.UTC)},
		{"2026-11-23T12:30:45Z", time.Date(2026, 11, 23, 12, 30, 45, 0, time.UTC)},
		{"2026-11-23T12:30:45.25+02:30", time.Date(2026, 11, 23, 10, 0, 45, 250_000_000, time.UTC)},
		{"2026-11-23T00:30:00-01:00", time.Date(2026, 11, 23, 1, 30, 0, 0, time.UTC)},
		{"2024-02-29", time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)},
		{"1796083200", time.Unix(1796083200, 0)},
		{"-5", time.Unix(-5, 0)},
		{"0", time.Unix(0, 0)},
	} {
		seconds, nanos, ok := iam.InstantForTest(tt.text)
		if !ok || seconds != tt.want.Unix() || int(nanos) != tt.want.Nanosecond() {
			t.Errorf("%s: got %d.%09d, %t, want %d", tt.text, seconds, nanos, ok, tt.want.Unix())
		}
	}
	for _, text := range []string{
		"", "202", "2026-", "2026-13", "2026-00", "2026-02-29", "2026-11-23T", "2026-11-23T12Z", "2026-11-23T12:30",
		"2026-11-23T24:00Z", "2026-11-23T12:60Z", "2026-11-23T12:30:61Z", "2026-11-23T12:30:45.Z", "2026-11-23T12:30+2:00",
		"2026-11-23T12:30Zx", "2026-11-23 12:30Z", "2026-11-23T12:30+24:00", "99999999999999999999", "--5", "tomorrow",
	} {
		if seconds, _, ok := iam.InstantForTest(text); ok && text != "202" {
			t.Errorf("%q was read as %d", text, seconds)
		}
	}
}

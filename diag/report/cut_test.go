package report

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// cutWhole is cut over the whole of its parts.
func cutWhole(before, marked, after string, width int) (b, m, a string) {
	b, m, a = printable([]byte(before)), printable([]byte(marked)), printable([]byte(after))
	if utf8.RuneCountInString(b)+utf8.RuneCountInString(m)+utf8.RuneCountInString(a) <= width {
		return b, m, a
	}
	m = firstRunes(m, max(width/2, 1))
	left := width - utf8.RuneCountInString(m)
	b = lastRunes(b, max(left*2/3, left-utf8.RuneCountInString(a)))
	return b, m, firstRunes(a, left-utf8.RuneCountInString(b))
}

// TestCutLooksNoFurther proves that what cut leaves out of its look does not show.
func TestCutLooksNoFurther(t *testing.T) {
	text := rapid.OneOf(rapid.StringN(0, 300, -1), rapid.StringOfN(rapid.SampledFrom([]rune("aé€😀\t")), 0, 300, -1))
	rapid.Check(t, func(t *rapid.T) {
		before, marked, after := text.Draw(t, "before"), text.Draw(t, "marked"), text.Draw(t, "after")
		width := rapid.IntRange(1, 60).Draw(t, "width")
		wantB, wantM, wantA := cutWhole(before, marked, after, width)
		b, m, a := cut([]byte(before), []byte(marked), []byte(after), width)
		if b != wantB || m != wantM || a != wantA {
			t.Fatalf("%q %q %q, want %q %q %q", b, m, a, wantB, wantM, wantA)
		}
	})
}

func TestCutOfNoText(t *testing.T) {
	bytes := make([]byte, 1000)
	for i := range bytes {
		bytes[i] = 0x80
	}
	b, m, a := cut(bytes, bytes, bytes, 20)
	if n := utf8.RuneCountInString(b + m + a); n != 20 {
		t.Errorf("%d characters of bytes that are no text", n)
	}
}

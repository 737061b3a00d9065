package cql_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/cql"
)

// hostileInputs are texts of up to 2000 characters that are made to be costly:
// deep, long, and with patterns whose programs or classes are large.
func hostileInputs() []struct{ name, src string } {
	const room = cql.MaxLength - len("attribute:x =~ ''")
	fill := func(s string) string { return strings.Repeat(s, room/len(s)) }
	pattern := func(s string) string { return "attribute:x =~ '" + s + "'" }
	return []struct{ name, src string }{
		{"parentheses", strings.Repeat("(", cql.MaxLength)},
		{"negations", strings.Repeat("!", cql.MaxLength)},
		{"atoms", strings.TrimSuffix(strings.Repeat("task:group==a||", 133), "||")},
		{"alternating", strings.Repeat("(", 90) + "task:group==a" + strings.Repeat("||task:group==a)&&task:group==a", 45)},
		{"list", "attribute:x in [" + strings.Repeat("a,", 990) + "a]"},
		{"openlist", "attribute:x in [" + strings.Repeat("a,", 990)},
		{"blanks", "attribute:x == a" + strings.Repeat(" b", 990)},
		{"brackets", "attribute:x =~ " + strings.Repeat("[", 1980)},
		{"openpattern", "attribute:x =~ " + strings.Repeat("(", 1980)},
		{"groups", pattern(strings.Repeat("(", room/2) + strings.Repeat(")", room/2))},
		{"starred", pattern(strings.Repeat("(", room/3) + strings.Repeat(")*", room/3))},
		{"optional", pattern(fill("a?"))},
		{"stars", pattern(fill(".*a"))},
		{"alternatives", pattern(fill("a|"))},
		{"alternatives2", pattern(fill("ab|cd|"))},
		{"repeat", pattern(fill("a{1000}"))},
		{"nested", pattern("((((((((a{9}){9}){9}){9}){9}){9}){9}){9})")},
		{"nested2", pattern("(((((((((((a{2}){2}){2}){2}){2}){2}){2}){2}){2}){2}){2})")},
		{"counted", pattern("(a?){950}" + fill("(b|c)")[:800])},
		{"unicode", pattern(fill(`\pL`))},
		{"unicode2", pattern("[" + fill(`\pL\pN`)[:1900] + "]")},
		{"unicode3", pattern(strings.Repeat(`\pL|`, 35) + "a")},
		{"unicodeRepeat", pattern(`\pL{40}`)},
		{"unicodeRepeat2", pattern(`\pL{39}`)},
		{"countedOptional", pattern("(a?){390}")},
		{"countedOptional2", pattern("(?:a?b?c?){150}")},
		{"countedClass", pattern("[^a]{900}[^b]{900}")},
		{"countedFold", pattern("(?i)[a-z0-9]{1900}")},
		{"countedFold2", pattern("(?i)[a-z0-9]{990}[a-z0-9]{990}")},
		{"countedStar", pattern("(?:a*){300}b")},
		{"countedAlternatives", pattern("(?:ab|cd|ef){190}")},
		{"nestedStar", pattern(strings.Repeat("(?:", 400) + "a" + strings.Repeat("|b)*", 400))},
		{"unicodeFew", "attribute:x=~\\pL" + strings.Repeat(`&&attribute:x=~\pL|b`, 39)},
		{"negated", pattern(fill(`[^a]`))},
		{"fold", pattern(`(?i)[\x{0}-\x{10ffff}]`)},
		{"foldClasses", pattern("(?i)" + strings.Repeat("[A-Za-z0-9]", 170))},
		{"foldLetters", pattern("(?i)" + strings.Repeat("k", 1900))},
		{"ranges", pattern("[" + fill(`a-z`)[:1900] + "]")},
		{"words", pattern(fill(`\w+\W+`))},
		{"captures", pattern(fill(`(a)`))},
		{"names", pattern(namedGroups())},
		{"product", pattern("([abcd])([abcd])([abcd])([abcd])([abcd]).*")},
		{"longProduct", pattern("[abcd][abcd]" + strings.Repeat(`\.`, 980))},
		{"longProduct2", pattern(strings.Repeat("a", 980) + "[abcd][abcd]" + strings.Repeat("a", 980))},
		{"longAlternatives", pattern(strings.Repeat(strings.Repeat("a", 120)+"|", 16)[:16*121-1])},
		{"wide", "attribute:x == '" + strings.Repeat("\U0001F600", 1980) + "'"},
		{"patterns", strings.Repeat("attribute:x=~(a|b){9}[^c]*d|", 1)[:27] + strings.Repeat("&&attribute:x=~(a|b){9}[^c]*d", 67)},
		{"patterns2", "attribute:x=~a+b" + strings.Repeat("&&attribute:x=~a+b", 109)},
		{"patterns3", `attribute:x=~\pL{40}` + strings.Repeat(`&&attribute:x=~\pL{40}`, 89)},
		{"patterns4", `attribute:x=~(a?){600}` + strings.Repeat(`&&attribute:x=~(a?){600}`, 80)},
		{"near", strings.Repeat("a", 60) + ":x == y"},
		{"quotes", strings.Repeat(`"'`, 990)},
		{"control", strings.Repeat("\x00", 1990)},
	}
}

func namedGroups() string {
	var b strings.Builder
	for i := range 220 {
		b.WriteString("(?<g" + string(rune('a'+i%26)) + string(rune('a'+i/26)) + ">a)")
	}
	return b.String()[:1980]
}

// TestHostile says that costly inputs are answered, and that the answer is an
// expression or a *SyntaxError. BenchmarkHostile says at what price.
func TestHostile(t *testing.T) {
	for _, x := range hostileInputs() {
		e, err := cql.Parse(x.src)
		var syntax *cql.SyntaxError
		if err == nil == (e == nil) || err != nil && !errors.As(err, &syntax) {
			t.Errorf("%s: %v, %v", x.name, e, err)
		}
		if err == nil {
			e.AppendFailing(nil, &cql.Instance{}) // has room for as many atoms as a text
			e.Hints()
		}
	}
}

// BenchmarkHostile is to stay under 5 ms for every input.
func BenchmarkHostile(b *testing.B) {
	for _, x := range hostileInputs() {
		b.Run("input="+x.name, func(b *testing.B) {
			for b.Loop() {
				cql.Parse(x.src) //nolint:errcheck // either answer will do
			}
		})
	}
}

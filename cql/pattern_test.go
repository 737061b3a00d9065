package cql_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/cql"
)

// TestJavaPatterns says how patterns are judged: evaluable, broken in Java, or
// valid in Java alone. The verdicts are those of OpenJDK 17.0.15.
func TestJavaPatterns(t *testing.T) {
	const (
		ok     cql.Code = ""
		broken          = cql.CodeBadPattern
		java            = cql.CodeJavaPattern
	)
	for _, row := range []struct {
		want     cql.Code
		patterns string // with blanks between them
	}{
		{ok, `a a|b a* a+ a? a*? a+? a?? a{2} a{2,} a{2,3} a{2}? a{0} a{1000} (a) (?:a) (?<n>a) (?i)a (?i:a) (?i-s:a) (?s)a (?m)a (?) (?i)(?-i)é ()* ^* $*`},
		{ok, `[a] [^a] []a] [^]a] [a-z] [a-] [-a] [--a] [\]-a] [\d-z] [a&b] [\p{L}] [\x41-b] a} a] \. \- \_ \/ \t \n \r \f \a \d\D\s\S\w\W \b\B \A\z \pL \PN \p{Lu} \x41 \x{41} \Qa.b\E \Qa.b \Qab\E* a\Q\E* [\Qa-\E] \x6\Qa\E`},
		{ok, `(?i:a)é ((?i)a)é`},
		{broken, `* + ? |* (*a) a** a+* a{2}* a?+? a*?+ (?i)* a{ a{,3} a{x} a{2 a{2,x} a{2,1} a{2147483648} a{99999999999} { ( ) a) (?:a (?i (?i:a (?z) (?--i)a (?#c) (?|a) (?P<n>a) (?<a_b>x) (?<1>x) (?<n (?<>x) (?<a>x)(?<a>y)`},
		{broken, `[ [] [^] [a [a- [a\ [z-a] [a-\d] [a--] [\b] [\A] [\1] [\N] \ \C \K \y \E \q \0 \08 \c \u00 \x4 \xg \x{} \x{41 \x{110000} \x6\Q1\E \pX \p{} \p{L \p{^L} \p{Latin} \p{Letter} \p{lower} \k<n> \kn \k<n \b{x} \N a\`},
		{java, `(?=a) (?!a) (?<=a) (?<!a) (?>a) a++ a*+ a?+ a{2}+ (a)\1 \9 (?<n>a)\k<n> \Z \G \R \X \h \H \v \V \e \cA \u0041 \01 \0377 \0777 \N{FULL} \b{g} \é a{1001} a{1001,} a{2}{3} {2} a|{2}`},
		{java, `(?U)a (?d)a (?u)a (?x)a (?m)^ (?m:^a) [a&&b] [&&a] [a[b]] [[:alpha:]] [a-[b]] [a-&&b] [\h] [\v] [\e] [\cA] [\01] [\x{d800}] \x{d800}`},
		{java, `\p{Lower} \p{Alpha} \p{ASCII} \p{IsAlphabetic} \p{IsLatin} \p{InGreek} \p{javaLowerCase} \p{sc=Latin} \p{Cn} \P{Upper} (?i)é (?i)[é] (?i)[a-\x{100}] (?i)\x{e9} (?i)\pL (?i:(a)é)`},
		// broken wins over what only Java can evaluate
		{broken, `(?=a a++) \h( [\h`},
	} {
		for p := range strings.SplitSeq(row.patterns, " ") {
			_, err := cql.Parse("attribute:x =~ '" + p + "'")
			var e *cql.SyntaxError
			got := cql.Code("")
			if errors.As(err, &e) {
				got = e.Code
			}
			if got != row.want {
				t.Errorf("pattern %s: %q (%v), want %q", p, got, err, row.want)
			}
		}
	}
}

// TestPatternSize says that what would need a large program is refused by its own
// code, over all patterns of an expression together.
func TestPatternSize(t *testing.T) {
	unit := "attribute:x =~ '[^a]{990}'"
	for _, tt := range []struct {
		name, src string
		refused   bool
	}{
		{"within", unit + " or " + unit, false},
		{"together above", unit + " or " + unit + " or " + unit, true},
		{"literals cost nothing", "attribute:x =~ '" + strings.Repeat("(a)", 600) + "'", false},
		{"repeats multiply", "attribute:x =~ '((a{12}){12}){12}'", true},
		{"beyond package regexp", "attribute:x =~ '((a{9}){9}b{9}){13}'", true},
		{"huge", "attribute:x =~ '(((((((a{1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}'", true},
	} {
		_, err := cql.Parse(tt.src)
		var e *cql.SyntaxError
		if errors.As(err, &e) && e.Code == cql.CodePatternSize != tt.refused || (err != nil) != tt.refused {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// TestPatternMatch says what patterns match, with and without package regexp.
func TestPatternMatch(t *testing.T) {
	for _, tt := range []struct{ pattern, yes, no string }{
		{"t2.*", "t2 t2.micro t2x", "t3.micro at2 T2.micro"},
		{"t2", "t2", "t2.micro at2"},
		{`t2\..*`, "t2. t2.micro", "t2 t2x"},
		{".*micro", "micro t2.micro", "t2.micro2"},
		{".*2.*", "2 t2.micro", "t3.micro"},
		{"t.*micro", "t2.micro tmicro", "tmicr m2.micro"},
		{"t.*t", "tt tat", "t"},
		{"(t2|m5).*", "t2 m5.large", "c5.large"},
		{"t2|m5", "t2 m5", "t2.micro xt2"},
		{"(p[2,3]|g[3,4]|f[1]).*", "p2.xlarge p,.x g4dn.xlarge f1", "f2.xlarge p4.x"},
		{"t2.micro", "t2.micro t2-micro", "t2micro"},
		{"^t2$", "t2", "t2.micro"},
		{"(?i)T2.*", "t2.micro T2.MICRO", "m2.micro"},
		{"[a-z]+", "abc", "Abc 1"},
		{`\Qt2.\E.+`, "t2.a", "t2. t2xa"},
		{"(?:(?:(?:(?:(?:a)))))b", "ab", "a"},
		{"a|", "a", "b"},
		{"[abcd][abcd][abcd]", "abc ddd", "ab"},
		{"[abcdefghijklmnopqr]", "r", "s"},
		{"(a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q)", "q", "r"},
		{"a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q", "q", "r"},
		{"[abcd].*[abcde]", "aae dx.c", "e.a a"},
		{".*.*", "a", ""},
		{"a.*b.*c", "abc a.b.c", "acb"},
		{".*a.*b", "ab .a.b", "ba"},
		{".*.*.*.*a", "a", "b"},
		{`\p{Lu}.*`, "A Éa", "a"},
		{"a_?", "a a_", "_"},
	} {
		e, err := cql.Parse("attribute:x =~ '" + tt.pattern + "'")
		if err != nil {
			t.Errorf("%s: %v", tt.pattern, err)
			continue
		}
		for want, list := range map[bool]string{true: tt.yes, false: tt.no} {
			for v := range strings.SplitSeq(list, " ") {
				if got := e.Match(&cql.Instance{Attributes: map[string]string{"x": v}}); got != want && (want || v != "") {
					t.Errorf("%s on %q: %v", tt.pattern, v, got)
				}
			}
		}
	}
}

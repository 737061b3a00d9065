package cql

import "testing"

// TestLiteralsNeedNoRegexp says which patterns are evaluated by plain comparisons,
// and that the others are not. What both mean is tested from outside.
func TestLiteralsNeedNoRegexp(t *testing.T) {
	for kind, patterns := range map[patternKind][]string{
		patternOne: {
			"", "t2", "t2.*", `t2\..*`, ".*", ".*micro", ".*2.*", "t.*micro", "^t2$", "^t2.*$", "(t2.*)", "(?:(t2))", `a\-b\_c`,
			`\Qt2.\E.*`, "a}b]", "é.*",
		},
		patternSeveral: {
			"t2|m5", "(t2|m5).*", "t2.*|m5.*", `(t2|m5)\.large`, "t[23].*", "(p[2,3]|g[3,4]|f[1]).*", "^t2$|^m5.*$", "((a|b)c|d)e",
			"a|", "(?:a|b)", ".*(a|b).*",
		},
		patternRegexp: {
			"t2.micro", "t2.+", "t2*", "[a-z]", "[^a]", `\d`, "(?i)a", "a.*b.*c", "a{2}", "a|b?", "a^b", "a$b", "(?<n>a)", "(a.*)b",
			"(((((a)))))b", "[ab][ab][ab][ab][ab]", "[abcdefghijklmnopq]",
		},
	} {
		for _, text := range patterns {
			var p pattern
			if _, problem := p.compile(text, MaxPatternCost); problem.code != "" {
				t.Errorf("%s: %s", text, problem.message)
			} else if p.kind != kind || (p.re != nil) != (kind == patternRegexp) {
				t.Errorf("%s: kind %d, want %d", text, p.kind, kind)
			}
		}
	}
}

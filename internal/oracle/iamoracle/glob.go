// Package iamoracle decides IAM requests the slow and obvious way: patterns by
// recursion, policies by reading the document anew for each question. It shares
// no code with package iam but the data types and is what that package is tested
// against. It expects policies without mistakes.
package iamoracle

// Glob reports whether pattern matches all of text: "*" is any run of
// characters, "?" one character. The time is exponential in the number of stars.
func Glob(pattern, text string) bool { return glob(tokens(pattern), []rune(text)) }

// token is one character of a pattern.
type token struct {
	r    rune
	star bool
	any  bool
}

func tokens(pattern string) []token {
	var out []token
	for _, r := range pattern {
		out = append(out, token{r: r, star: r == '*', any: r == '?'})
	}
	return out
}

func literal(text string) []token {
	var out []token
	for _, r := range text {
		out = append(out, token{r: r})
	}
	return out
}

func glob(pattern []token, text []rune) bool {
	if len(pattern) == 0 {
		return len(text) == 0
	}
	if pattern[0].star {
		return glob(pattern[1:], text) || len(text) > 0 && glob(pattern, text[1:])
	}
	if len(text) == 0 {
		return false
	}
	return (pattern[0].any || pattern[0].r == text[0]) && glob(pattern[1:], text[1:])
}

package taskdef

import (
	"reflect"
	"strings"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

// mayHavePlaceholder reports whether a text could hold a placeholder: a quick
// look that spares most texts the slow one.
func mayHavePlaceholder(source string) bool {
	for _, mark := range [...]string{"${", "{{", "$(", "$$$", "<", "%", "XXXXXX", "xxxxxx"} {
		if strings.Contains(source, mark) {
			return true
		}
	}
	// In JSON itself no letter follows a brace.
	for rest := source; ; {
		i := strings.IndexByte(rest, '{')
		if i < 0 || isSingleBrace(rest[i:]) {
			return i >= 0
		}
		rest = rest[i+1:]
	}
}

// findPlaceholder returns the first placeholder in a text: ${NAME}, {{name}},
// $(name), $$$NAME$$$, <name>, {name}, %NAME%, and XXXXXXXX as examples write an
// account.
func findPlaceholder(s string) (start, end int, ok bool) {
	for i := range len(s) {
		if i > 0 && s[i] == '$' && s[i-1] == '$' && strings.HasPrefix(s[i:], "$$$") {
			continue // only the start of a run counts, and a run may be long
		}
		if n := placeholderLen(s[i:]); n > 0 {
			return i, i + n, true
		}
	}
	return 0, 0, false
}

// maxPlaceholder bounds a placeholder, in bytes, so that a text full of opening
// marks is not searched to its end for each of them.
const maxPlaceholder = 256

// placeholderLen returns the length of the placeholder that s starts with.
func placeholderLen(s string) int {
	s = s[:min(len(s), maxPlaceholder)]
	switch s[0] {
	case '$':
		return dollarLen(s)
	case '{':
		if strings.HasPrefix(s, "{{") {
			return enclosed(s, 2, "}}", func(c byte) bool { return true })
		}
		if isSingleBrace(s) {
			return enclosed(s, 1, "}", func(c byte) bool { return isWord(c) || strings.IndexByte(" -./", c) >= 0 })
		}
	case '<':
		if len(s) > 1 && isLetter(s[1]) {
			return enclosed(s, 1, ">", func(c byte) bool { return isWord(c) || c == ' ' || c == '-' || c == '.' })
		}
	case '%':
		// One letter is a directive of strftime: %Y%m%d.
		if len(s) > 2 && isUpper(s[1]) && (isUpper(s[2]) || s[2] == '_') {
			return enclosed(s, 1, "%", func(c byte) bool { return isUpper(c) || isDigit(c) || c == '_' })
		}
	case 'X', 'x':
		return run(s)
	}
	return 0
}

// isSingleBrace reports whether a text starts like {name}.
func isSingleBrace(s string) bool { return len(s) > 1 && s[0] == '{' && isLetter(s[1]) }

func dollarLen(s string) int {
	switch {
	case strings.HasPrefix(s, "$$$"):
		name := strings.TrimLeft(s, "$")
		n := 0
		for n < len(name) && isWord(name[n]) {
			n++
		}
		if n == 0 {
			return 0
		}
		for n < len(name) && name[n] == '$' {
			n++
		}
		return len(s) - len(name) + n
	case strings.HasPrefix(s, "${"):
		return enclosed(s, 2, "}", func(c byte) bool { return true })
	case strings.HasPrefix(s, "$("):
		return enclosed(s, 2, ")", func(c byte) bool { return true })
	}
	return 0
}

// enclosed returns the length up to and with the closing mark, when something
// stands before it, all of it inside the alphabet and on one line.
func enclosed(s string, open int, closing string, alphabet func(byte) bool) int {
	n := strings.Index(s[open:], closing)
	if n <= 0 {
		return 0
	}
	for i := open; i < open+n; i++ {
		if s[i] == '\n' || !alphabet(s[i]) {
			return 0
		}
	}
	return open + n + len(closing)
}

// run returns the length of a run of at least eight of the letter that s starts
// with.
func run(s string) int {
	n := 1
	for n < len(s) && s[n] == s[0] {
		n++
	}
	if n < 8 {
		return 0
	}
	return n
}

func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isLetter(c byte) bool { return isUpper(c) || 'a' <= c && c <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isWord(c byte) bool   { return isLetter(c) || isDigit(c) || c == '_' }

// isTemplate reports whether a text may be a template of the program that reads it
// where an expectation allows them: of anything ({name}); in log options of Docker
// ({{.Name}}) and of Fluent Bit's CloudWatch output ($(ecs_task_id)).
func isTemplate(text string, how expectation) bool {
	return how != plainText && isSingleBrace(text) || how == optionText && (strings.HasPrefix(text, "{{.") || strings.HasPrefix(text, "$("))
}

// expectation says how a text may look without being a placeholder.
type expectation uint8

const (
	plainText  expectation = iota // nothing in it looks like a placeholder by right
	wholeText                     // parts of it may, the whole may not
	optionText                    // parts of it may, and the whole may be a template of the program that reads it
	freeText                      // all of it may: a command for a shell, a format of a logger
)

// expects returns what to expect of a string. Commands belong to a shell, whose
// variables look like placeholders, and labels and log options to programs with
// templates of their own.
func expects(at visit, path string) expectation {
	if kind := at.typ.Kind(); kind == jsonscan.Array || kind == jsonscan.Object {
		return wholeText
	}
	switch at.parent.Go() {
	case reflect.TypeFor[[]string]():
		if strings.Contains(path, "ommand[") || strings.Contains(path, ".entryPoint[") {
			return freeText
		}
	case reflect.TypeFor[map[string]string]():
		switch {
		case at.name == "awslogs-datetime-format" || at.name == "awslogs-multiline-pattern":
			return freeText
		case strings.HasPrefix(at.name, "awslogs-"):
			return plainText
		}
		return optionText
	case reflect.TypeFor[KeyValuePair]():
		if at.name == "value" {
			return wholeText
		}
	}
	return plainText
}

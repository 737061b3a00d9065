package main

import (
	"errors"
	"strings"
)

// splitWords cuts a command into words as a POSIX shell does, without expanding
// anything: blanks part words, a backslash and quotes keep what follows.
// Copilot cuts commands with github.com/google/shlex, which also takes # at the
// start of a word for a comment, up to the end of the line.
func splitWords(s string) ([]string, error) {
	words := []string{}
	var word strings.Builder
	var quote rune // 0 outside of quotes
	inWord, escaped, comment := false, false, false
	for _, r := range s {
		switch {
		case comment:
			comment = r != '\n'
		case escaped:
			word.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '\'':
			inWord, escaped = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			inWord, quote = true, r
		case strings.ContainsRune(" \t\r\n", r):
			if inWord {
				words = append(words, word.String())
				word.Reset()
				inWord = false
			}
		case r == '#' && !inWord:
			comment = true
		default:
			inWord = true
			word.WriteRune(r)
		}
	}
	if quote != 0 || escaped {
		return nil, errors.New("a quote or a backslash at its end is open")
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, nil
}

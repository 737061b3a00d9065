// Package script runs tests that are written as text: a file of commands, each
// with its input and the output it must give. The files are documentation too,
// and are rewritten by the test flag -update.
//
//	# a comment, kept as it is
//	limits desired=4 min=50 max=200
//	----
//	lower 2, upper 8
//
// A command is a line `name key=value "a quoted argument" …`, then lines of
// input, then a line `----`, then the expected output up to a blank line. Output
// that has blank lines itself (it may have no line ----) stands between two pairs of `----` lines:
//
//	show
//	----
//	----
//	first
//
//	second
//	----
//	----
package script

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Command is one step of a script.
type Command struct {
	Line  int      // of the command in its file, from 1
	Name  string   // the first word
	Args  []string // the other words, unquoted
	Input string   // the lines before ----, each with its line break
	want  string
	start int // line index of the command
	sep   int // line index of ----
	end   int // line index behind the output
}

// Arg returns the value of the argument key=value and whether it is there; an
// argument that is the key alone is there with the value "".
func (c *Command) Arg(key string) (string, bool) {
	for _, a := range c.Args {
		if k, v, _ := strings.Cut(a, "="); k == key {
			return v, true
		}
	}
	return "", false
}

// Int returns the integer of the argument key=value, or otherwise when it is
// not there.
func (c *Command) Int(key string, otherwise int) (int, error) {
	text, ok := c.Arg(key)
	if !ok {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("%s=%s is no integer", key, text)
	}
	return n, nil
}

const separator = "----"

// parse splits a script into commands. lines is the text without line breaks.
func parse(lines []string) ([]*Command, error) {
	var commands []*Command
	for i := 0; i < len(lines); {
		line := strings.TrimSpace(lines[i])
		if line == "" || strings.HasPrefix(line, "#") {
			i++
			continue
		}
		c, err := parseCommand(lines, i)
		if err != nil {
			return nil, err
		}
		commands = append(commands, c)
		i = c.end
	}
	return commands, nil
}

func parseCommand(lines []string, start int) (*Command, error) {
	words, err := splitWords(lines[start])
	if err != nil {
		return nil, fmt.Errorf("line %d: %w", start+1, err)
	}
	c := &Command{Line: start + 1, Name: words[0], Args: words[1:], start: start, sep: start + 1}
	for c.sep < len(lines) && lines[c.sep] != separator {
		c.sep++
	}
	if c.sep == len(lines) {
		return nil, fmt.Errorf("line %d: command %s has no %s line", start+1, c.Name, separator)
	}
	c.Input = joinLines(lines[start+1 : c.sep])
	if c.sep+1 < len(lines) && lines[c.sep+1] == separator {
		return c, c.readFenced(lines)
	}
	c.end = c.sep + 1
	for c.end < len(lines) && lines[c.end] != "" {
		c.end++
	}
	c.want = joinLines(lines[c.sep+1 : c.end])
	return c, nil
}

func (c *Command) readFenced(lines []string) error {
	for i := c.sep + 2; i+1 < len(lines); i++ {
		if lines[i] == separator && lines[i+1] == separator {
			c.want = joinLines(lines[c.sep+2 : i])
			c.end = i + 2
			return nil
		}
	}
	return fmt.Errorf("line %d: the output of %s has no closing pair of %s lines", c.Line, c.Name, separator)
}

func joinLines(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// splitWords splits at blanks; a word, or what stands behind its '=', may be a
// Go string in double quotes or backquotes.
func splitWords(line string) ([]string, error) {
	var words []string
	for rest := strings.TrimLeft(line, " \t"); rest != ""; rest = strings.TrimLeft(rest, " \t") {
		var word strings.Builder
		for rest != "" && rest[0] != ' ' && rest[0] != '\t' {
			if rest[0] != '"' && rest[0] != '`' {
				word.WriteByte(rest[0])
				rest = rest[1:]
				continue
			}
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				return nil, errors.New("unclosed quote")
			}
			text, err := strconv.Unquote(quoted)
			if err != nil {
				return nil, err
			}
			word.WriteString(text)
			rest = rest[len(quoted):]
		}
		words = append(words, word.String())
	}
	return words, nil
}

// render writes output the way parse reads it.
func render(output string) []string {
	if output == "" {
		return []string{separator}
	}
	lines := strings.Split(strings.TrimSuffix(output, "\n"), "\n")
	if !slices.Contains(lines, "") {
		return append([]string{separator}, lines...)
	}
	return append(append([]string{separator, separator}, lines...), separator, separator)
}

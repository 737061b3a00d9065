package script

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRun(t *testing.T) {
	commands := 0
	Run(t, "testdata/*.txt", func(t *testing.T, c *Command) (string, error) {
		commands++
		switch c.Name {
		case "echo":
			return strings.Join(c.Args, "|") + "\n" + c.Input, nil
		case "fail":
			return "", errors.New("as asked")
		case "sum":
			a, err := c.Int("a", 1)
			if err != nil {
				return "", err
			}
			b, err := c.Int("b", 1)
			return strings.Repeat("x", a+b), err
		case "nothing":
			return "", nil
		}
		return "", errors.New("unknown command " + c.Name)
	})
	if commands != 8 {
		t.Errorf("%d commands ran, want 8", commands)
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"no separator", "echo a\nb", "line 1: command echo has no ---- line"},
		{"unclosed quote", "echo \"a\n----", "line 1: unclosed quote"},
		{"unclosed fence", "\necho\n----\n----\na", "line 2: the output of echo has no closing pair of ---- lines"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parse(strings.Split(tt.text, "\n"))
			if err == nil || err.Error() != tt.want {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

// What render writes is what parse reads.
func TestRenderRoundTrip(t *testing.T) {
	for _, output := range []string{"", "a\n", "a\nb\n", "a\n\nb\n", "\n"} {
		lines := append([]string{"show"}, render(output)...)
		commands, err := parse(append(lines, ""))
		if err != nil || len(commands) != 1 {
			t.Errorf("%q: %d commands, error %v", output, len(commands), err)
			continue
		}
		if diff := cmp.Diff(output, commands[0].want); diff != "" {
			t.Errorf("output (-want +got):\n%s", diff)
		}
	}
}

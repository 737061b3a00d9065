// Command ecslint checks Amazon ECS task definitions without calling AWS: every
// problem at once, with its place, a stable code, what to write instead, and the
// page of AWS that says so.
//
//	ecslint [flags] FILE|DIRECTORY|- …
//
// It reads what register-task-definition takes, what describe-task-definition
// prints, lists of container definitions, CloudFormation resources and templates
// in JSON, and Dockerrun files. In a directory it looks at the files *.json and
// passes over those that hold no task definition. Without arguments it explains
// what it finds in a few samples.
//
// The exit status is 0 when nothing of the asked severity was found, 1 when
// something was, and 2 when an input could not be read.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/diag/report"
	"github.com/ecskit/ecskit/taskdef"
)

// The exit statuses.
const (
	exitClean      = 0
	exitFindings   = 1
	exitUnreadable = 2
)

func main() {
	std := streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, color: report.ColorFor(os.Stdout), terminal: isTerminal(os.Stderr)}
	os.Exit(run(os.Args[1:], std))
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// streams is what the program reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
	color    bool // out may be coloured
	terminal bool // err is a terminal: progress may be shown
}

// options is what the flags ask for.
type options struct {
	format   string
	severity diag.Severity
	check    taskdef.Config
	fix      bool
	diff     bool
	paths    []string
}

func run(args []string, std streams) int {
	o, err := parseFlags(args, std.err)
	switch {
	case err == flag.ErrHelp:
		return exitClean
	case err != nil:
		fmt.Fprintln(std.err, "ecslint:", err)
		return exitUnreadable
	}
	out := bufio.NewWriter(std.out)
	std.out = out
	status := exitClean
	if len(o.paths) == 0 {
		explainSamples(o, std)
	} else {
		status = lint(o, std)
	}
	if err := out.Flush(); err != nil {
		fmt.Fprintln(std.err, "ecslint:", err)
		return exitUnreadable
	}
	return status
}

func parseFlags(args []string, errOut io.Writer) (options, error) {
	o := options{format: "text", severity: diag.Warning}
	set := flag.NewFlagSet("ecslint", flag.ContinueOnError)
	set.SetOutput(errOut)
	set.Usage = func() {
		fmt.Fprintln(errOut, "usage: ecslint [flags] FILE|DIRECTORY|- …\n\nflags:")
		set.PrintDefaults()
		fmt.Fprintln(errOut, "\nexit status: 0 nothing found, 1 findings of at least the severity, 2 unreadable input")
	}
	set.Func("format", "`text`, json, sarif or github (default text)", o.setFormat)
	set.Func("severity", "least severity that is reported and counts for the exit status: error, `warning` or info (default warning)", func(s string) error {
		return o.severity.UnmarshalText([]byte(s))
	})
	set.Func("assume", "check against this `capacity` too, whatever the definition requires: EC2, FARGATE, EXTERNAL or MANAGED_INSTANCES, with commas", o.setAssume)
	set.Func("disable", "`codes` or names of rules to leave out, with commas", o.setDisable)
	set.StringVar(&o.check.PlatformVersion, "platform", "", "Fargate platform `version`, 1.3.0 (default the latest)")
	set.BoolVar(&o.fix, "fix", false, "write the certain fixes into the files; standard input is written to standard output, findings to standard error")
	set.BoolVar(&o.diff, "diff", false, "show the certain fixes as a unified diff in place of the findings")
	if err := set.Parse(args); err != nil {
		return o, err
	}
	o.paths = set.Args()
	return o, nil
}

func (o *options) setFormat(s string) error {
	if !slices.Contains([]string{"text", "json", "sarif", "github"}, s) {
		return fmt.Errorf("%q is none of text, json, sarif, github", s)
	}
	o.format = s
	return nil
}

func (o *options) setAssume(s string) error {
	for name := range strings.SplitSeq(s, ",") {
		c := taskdef.Compatibility(strings.ToUpper(strings.TrimSpace(name)))
		if !slices.Contains(c.Values(), c) {
			return fmt.Errorf("%q is none of %q", name, c.Values())
		}
		o.check.Assume = append(o.check.Assume, c)
	}
	return nil
}

func (o *options) setDisable(s string) error {
	kinds := taskdef.Kinds()
	for name := range strings.SplitSeq(s, ",") {
		name = strings.TrimSpace(name)
		if !slices.ContainsFunc(kinds, func(k diag.Kind) bool { return string(k.Code) == name || k.Name == name }) {
			return fmt.Errorf("no rule has the code or name %q", name)
		}
		o.check.Disable = append(o.check.Disable, name)
	}
	return nil
}

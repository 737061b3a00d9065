// Copilot2ecs turns a manifest of AWS Copilot into an Amazon ECS task definition
// and service, checks both, and lists what neither can hold.
//
//	copilot2ecs [flags] [MANIFEST|-]
//
// The manifest is JSON; yq -o=json makes it of the YAML that Copilot reads. The
// documents are one JSON object on standard output, with the members
// taskDefinition (for aws ecs register-task-definition) and service (for aws ecs
// create-service); -o writes them to two files. What a manifest leaves to
// Copilot, such as roles and subnets, stands there as ${NAME}, and -set gives it
// a value. Findings are on standard error: those of the manifest, then those of
// the documents. Without arguments it converts a sample.
//
// The exit status is 0, 1 when an error was found, and 2 when the input cannot
// be read.
package main

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/diag/report"
	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

//go:embed sample/*.json
var sample embed.FS

// The exit statuses.
const (
	exitDone       = 0
	exitFindings   = 1
	exitUnreadable = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// options is what the flags ask for.
type options struct {
	file, app, env, dir string
	set                 map[string]string
}

func parse(args []string, errs io.Writer) (*options, error) {
	o := &options{set: map[string]string{}}
	f := flag.NewFlagSet("copilot2ecs", flag.ContinueOnError)
	f.SetOutput(errs)
	f.StringVar(&o.env, "env", "", "the `name` of the environment: its overrides are applied")
	f.StringVar(&o.app, "app", "", "the `name` of the application, the first part of the family's name")
	f.StringVar(&o.dir, "o", "", "write task-definition.json and service.json to `directory`")
	f.Func("set", "the `NAME=VALUE` of a placeholder; may be repeated", func(s string) error {
		name, value, ok := strings.Cut(s, "=")
		if !ok || name == "" {
			return errors.New("want NAME=VALUE")
		}
		o.set[name] = value
		return nil
	})
	f.Usage = func() {
		fmt.Fprint(errs, "usage: copilot2ecs [flags] [MANIFEST|-]\n\nWithout a manifest it converts a sample.\n\n")
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	if f.NArg() > 1 {
		return nil, fmt.Errorf("%d manifests, one is converted at a time", f.NArg())
	}
	o.file = f.Arg(0)
	return o, nil
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return exitDone
	}
	if err == nil {
		var findings diag.List
		if findings, err = convertFile(o, stdin, stdout, stderr); err == nil {
			if findings.HasErrors() && o.file != "" {
				return exitFindings
			}
			return exitDone
		}
	}
	fmt.Fprintln(stderr, "copilot2ecs:", err)
	return exitUnreadable
}

func convertFile(o *options, stdin io.Reader, stdout, stderr io.Writer) (diag.List, error) {
	name, text, err := o.read(stdin)
	if err != nil {
		return nil, err
	}
	doc, err := jsonscan.Parse(text, jsonscan.Limits{})
	if err != nil {
		return nil, notJSON(name, text, diag.Locate(text, err))
	}
	c := &converter{app: o.app, env: o.env, set: o.set}
	c.convert(doc)
	files := []report.File{{Name: name, Source: text, Locator: diag.NewIndex(doc), Findings: c.findings}}
	if c.td != nil {
		if err := c.unused(); err != nil {
			return nil, err
		}
		made, err := c.write(o.dir, stdout)
		if err != nil {
			return nil, err
		}
		files = append(files, made...)
	}
	sortByPlace(files[0])
	if o.file == "" {
		fmt.Fprintln(stderr, "No manifest given: this is what becomes of the sample that comes with copilot2ecs.")
	}
	var all diag.List
	for _, f := range files {
		all.Add(f.Findings...)
	}
	return all, report.Text(stderr, files, report.TextOptions{})
}

func (o *options) read(stdin io.Reader) (name string, text []byte, err error) {
	switch o.file {
	case "":
		text, err = sample.ReadFile("sample/manifest.json")
		return "sample/manifest.json", text, err
	case "-":
		text, err = io.ReadAll(io.LimitReader(stdin, jsonscan.DefaultMaxBytes+1))
		return "standard input", text, err
	}
	text, err = os.ReadFile(o.file)
	return o.file, text, err
}

// sortByPlace puts the findings into the order of the text.
func sortByPlace(f report.File) {
	offset := func(d diag.Diagnostic) int {
		p, _ := f.Locator.Position(d.Path)
		return p.Offset
	}
	slices.SortStableFunc(f.Findings, func(a, b diag.Diagnostic) int { return cmp.Compare(offset(a), offset(b)) })
}

// notJSON adds how to convert a manifest, which most keep as YAML.
func notJSON(name string, text []byte, err error) error {
	if first := bytes.TrimSpace(text); len(first) > 0 && first[0] != '{' && first[0] != '[' {
		return fmt.Errorf("%s:%w; yq -o=json makes JSON of YAML", name, err)
	}
	return fmt.Errorf("%s:%w", name, err)
}

// unused returns an error for a value whose placeholder is nowhere.
func (c *converter) unused() error {
	for _, name := range slices.Sorted(maps.Keys(c.set)) {
		if !slices.Contains(c.placeholders, name) {
			return fmt.Errorf("-set %s: there is no such placeholder, only %s", name, strings.Join(slices.Sorted(slices.Values(c.placeholders)), ", "))
		}
	}
	return nil
}

// write writes the documents and returns what is wrong with them.
func (c *converter) write(dir string, stdout io.Writer) ([]report.File, error) {
	task, err := indented(c.td)
	if err != nil {
		return nil, err
	}
	files, err := c.check(task)
	if err != nil {
		return nil, err
	}
	if dir == "" {
		// One object, so that jq takes it apart.
		text, err := indented(struct {
			TaskDefinition *taskdef.TaskDefinition `json:"taskDefinition"`
			Service        *service.Service        `json:"service,omitempty"`
		}{c.td, c.svc})
		if err == nil {
			_, err = stdout.Write(text)
		}
		return files, err
	}
	for i := range files {
		files[i].Name = filepath.Join(dir, files[i].Name)
		if err := os.WriteFile(files[i].Name, files[i].Source, 0o644); err != nil {
			return nil, err
		}
	}
	return files, nil
}

func indented(v any) ([]byte, error) {
	text, err := json.MarshalIndent(v, "", "  ")
	return append(text, '\n'), err
}

// check reads the documents as anybody else would, and checks them. What depends
// on a placeholder is left out, since it was named before, and so is advice:
// ecslint gives it.
func (c *converter) check(task []byte) ([]report.File, error) {
	doc, err := taskdef.Load(task)
	if err != nil {
		return nil, err
	}
	findings := doc.Check(taskdef.Config{Disable: []string{"placeholder"}})
	files := []report.File{{Name: "task-definition.json", Source: task, Locator: doc, Findings: worthSaying(findings, doc, task)}}
	if c.svc == nil {
		return files, nil
	}
	text, err := indented(c.svc)
	if err != nil {
		return nil, err
	}
	services, err := service.Load(text)
	if err != nil {
		return nil, err
	}
	findings = services.Check(service.Config{TaskDefinition: c.td})
	return append(files, report.File{Name: "service.json", Source: text, Locator: services, Findings: worthSaying(findings, services, text)}), nil
}

func worthSaying(l diag.List, r diag.Ranger, text []byte) diag.List {
	return slices.DeleteFunc(l, func(d diag.Diagnostic) bool {
		start, end, ok := r.Range(d.Path, 0, 0)
		return d.Severity == diag.Info || ok && bytes.Contains(text[start.Offset:end.Offset], []byte("${"))
	})
}

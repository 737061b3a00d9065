package main

import (
	"embed"
	"fmt"

	"github.com/ecskit/ecskit/diag/report"
	"github.com/ecskit/ecskit/taskdef"
)

//go:embed samples
var sampleFiles embed.FS

// samples are the definitions that the program explains when it is given none,
// with what they show.
func samples() [][2]string {
	return [][2]string{
		{"broken.json", "A web application for Fargate that AWS would refuse for several reasons."},
		{"described.json", "The output of describe-task-definition, kept as a file. -fix makes it one that can be registered."},
		{"template.json", "A template that is not filled in: each placeholder once, and nothing that follows from one."},
		{"cloudformation.json", "A resource of a CloudFormation template, whose members are spelled in another way."},
		{"clean.json", "A definition that nothing is wrong with."},
	}
}

func explainSamples(o options, std streams) {
	fmt.Fprintln(std.out, "ecslint checks Amazon ECS task definitions without calling AWS. These samples come with it:")
	for _, s := range samples() {
		text, err := sampleFiles.ReadFile("samples/" + s[0])
		if err != nil {
			panic(err) // it is embedded
		}
		fmt.Fprintf(std.out, "\n%s: %s\n\n", s[0], s[1])
		l := &linter{options: o, streams: std}
		l.format, l.fix, l.diff = "text", false, false
		l.sample("samples/"+s[0], text)
	}
	fmt.Fprintln(std.out, "\nA finding is an error only where AWS is known to refuse. Give it files or directories of your own; -help lists the flags.")
}

func (l *linter) sample(name string, text []byte) {
	documents, err := taskdef.LoadAll(text)
	if err != nil {
		panic(err) // a test reads them all
	}
	for _, d := range documents {
		l.looked++
		l.report(report.File{Name: name, Source: text, Locator: d, Findings: l.findingsOf(d)})
	}
	l.finish()
}

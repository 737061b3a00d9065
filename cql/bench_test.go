package cql_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/cql"
)

// The expressions of the benchmarks: A is true by the second zone, B is one
// equality, C is ten of them of which only the last is true.
const (
	exprA = "attribute:ecs.instance-type =~ t2.* and attribute:ecs.availability-zone in [us-east-1a, us-east-1b]"
	exprB = "attribute:stack == prod"
)

func exprC() string {
	var b strings.Builder
	for i := range 10 {
		if i > 0 {
			b.WriteString(" or ")
		}
		fmt.Fprintf(&b, "attribute:custom-%d == value-%d", i, i)
	}
	return b.String()
}

// benchInstance has twenty attributes and satisfies A, B and C.
func benchInstance() *cql.Instance {
	attributes := map[string]string{
		"ecs.instance-type": "t2.medium", "ecs.availability-zone": "us-east-1b", "stack": "prod",
		"ecs.ami-id": "ami-0123456789abcdef0", "ecs.os-type": "linux", "ecs.cpu-architecture": "x86_64",
		"ecs.vpc-id": "vpc-0123456789abcdef0", "ecs.subnet-id": "subnet-0123456789abcdef0",
		"ecs.capability.task-eni": "", "ecs.capability.execute-command": "",
	}
	for i := range 10 {
		attributes[fmt.Sprintf("custom-%d", i)] = "other"
	}
	attributes["custom-9"] = "value-9"
	return &cql.Instance{EC2InstanceID: "i-0123456789abcdef0", AgentConnected: true, AgentVersion: "1.86.2", Attributes: attributes}
}

func benchExpressions() []struct{ name, src string } {
	return []struct{ name, src string }{
		{"A", exprA}, {"B", exprB}, {"C", exprC()},
		{"literals", "attribute:ecs.instance-type =~ (p[2,3]|g[3,4]|t2).*"},
		{"regexp", `attribute:ecs.instance-type =~ t\d+[a-z]*\.medium`},
	}
}

func BenchmarkParse(b *testing.B) {
	for _, x := range benchExpressions() {
		b.Run("expr="+x.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := cql.Parse(x.src); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkMatch(b *testing.B) {
	in := benchInstance()
	for _, x := range benchExpressions() {
		e := cql.MustParse(x.src)
		b.Run("expr="+x.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !e.Match(in) {
					b.Fatal("no match")
				}
			}
		})
	}
}

func BenchmarkEval(b *testing.B) {
	for _, x := range benchExpressions()[:3] {
		e := cql.MustParse(x.src)
		last := len(e.Atoms()) - 1
		truth := func(i int) bool { return i == last || x.name == "A" }
		b.Run("expr="+x.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !e.Eval(truth) {
					b.Fatal("no match")
				}
			}
		})
	}
}

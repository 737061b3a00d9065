package cql_test

import (
	"errors"
	"fmt"

	"github.com/ecskit/ecskit/cql"
)

func Example() {
	e, err := cql.Parse("attribute:ecs.instance-type =~ t2.* and attribute:ecs.availability-zone in [us-east-1a, us-east-1b]")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(e.Match(&cql.Instance{Attributes: map[string]string{
		"ecs.instance-type":      "t2.micro",
		"ecs.availability-zone":  "us-east-1b",
		"ecs.capability.execute": "",
	}}))
	// Output: true
}

func ExampleSyntaxError() {
	_, err := cql.Parse("attribute:ecs.instance-type =~ t3.* and attribute:stack = prod")
	var e *cql.SyntaxError
	if errors.As(err, &e) {
		fmt.Println(e.Code, "at", e.Offset, "write", e.Suggestion)
		fmt.Println(e.Detail())
	}
	// Output:
	// CQ008 at 56 write ==
	// attribute:ecs.instance-type =~ t3.* and attribute:stack = prod
	//                                                         ^
	// unknown operator "="; attribute:stack admits == != < <= > >= in not_in =~ !~ exists not_exists; did you mean "=="?
}

func ExampleExpr_Hints() {
	e := cql.MustParse("attribute:ecs.instance-type =~ g4* and attribute:ecs.os-type == Linux")
	for _, h := range e.Hints() {
		fmt.Println(cql.Caret(e.Source(), h.Offset, h.Len))
		fmt.Printf("%s: %s; did you mean %q?\n", h.Code, h.Message, h.Suggestion)
	}
	// Output:
	// attribute:ecs.instance-type =~ g4* and attribute:ecs.os-type == Linux
	//                                ^^^
	// CQ101: a pattern is a regular expression: * repeats what stands before it, .* stands for anything; did you mean "g4.*"?
	// …ibute:ecs.instance-type =~ g4* and attribute:ecs.os-type == Linux
	//                                                              ^^^^^
	// CQ105: ecs.os-type is never "Linux": it is linux or windows; did you mean "linux"?
}

func ExampleExpr_AppendFailing() {
	e := cql.MustParse("attribute:stack == prod and not(task:group == service:batch) and agentVersion >= 1.80")
	in := &cql.Instance{
		AgentVersion: "1.79.2",
		Attributes:   map[string]string{"stack": "prod"},
		TaskGroups:   []string{"service:batch"},
	}
	atoms := e.Atoms()
	for _, i := range e.AppendFailing(nil, in) {
		fmt.Println(atoms[i])
	}
	// Output:
	// task:group == service:batch
	// agentVersion >= 1.80
}

// A scheduler asks each atom once for each distinct value, and combines the
// answers for every instance.
func ExampleExpr_Eval() {
	e := cql.MustParse("attribute:zone in [a, b] and not(attribute:disk == slow)")
	atoms := e.Atoms()
	zones := map[string]bool{"a": atoms[0].MatchString("a", true), "c": atoms[0].MatchString("c", true)}
	disks := map[string]bool{"slow": atoms[1].MatchString("slow", true), "": atoms[1].MatchString("", false)}
	for _, in := range []struct{ zone, disk string }{{"a", ""}, {"a", "slow"}, {"c", ""}} {
		fmt.Println(in, e.Eval(func(atom int) bool {
			if atom == 0 {
				return zones[in.zone]
			}
			return disks[in.disk]
		}))
	}
	// Output:
	// {a } true
	// {a slow} false
	// {c } false
}

func ExampleExpr_String() {
	fmt.Println(cql.MustParse(`!(attribute:a equals "b")&&attribute:c!in['d',e]||attribute:f exists`))
	// Output: (not(attribute:a == b) and attribute:c not_in [d, e]) or attribute:f exists
}

func ExampleExpr_Walk() {
	e := cql.MustParse("attribute:a exists and (attribute:b == 1 or attribute:c == 2)")
	e.Walk(func(n cql.Node) bool {
		fmt.Printf("%*s%s %q\n", 2*n.Depth, "", n.Kind, e.Source()[n.Offset:n.Offset+n.Length])
		return true
	})
	// Output:
	// and "attribute:a exists and (attribute:b == 1 or attribute:c == 2)"
	//   atom "attribute:a exists"
	//   or "attribute:b == 1 or attribute:c == 2"
	//     atom "attribute:b == 1"
	//     atom "attribute:c == 2"
}

func ExampleCodes() {
	for _, c := range cql.Codes() {
		if c.Code == cql.CodeUnknownOperator {
			fmt.Println(c.Code, c.Name, c.Certainty)
		}
	}
	// Output: CQ008 unknown-operator documented
}

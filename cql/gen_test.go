package cql_test

import (
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/cql"
)

// The generators draw expressions and instances from the same small pools, so
// that comparisons are often true.

func pick(words ...string) *rapid.Generator[string] { return rapid.SampledFrom(words) }

var (
	genName    = pick("stack", "ecs.instance-type", "a/b.c_d", `back\slash`, "n")
	genText    = pick("", "prod", "Prod", "t2.micro", "t2.", "g4", "b c", "1", "1.0", "-0", "0", "007", "10", "9", "-3.25", "-3.5", "-10", "é", "a@b:c", "true")
	genVersion = pick("1", "1.0", "1.14.5", "v1.14.05", "1.14.10", "2", "1.14", "99999999999999999999.1")
	genMoment  = pick("2018-06-18", "2018-06-18T22:28:28", "2018-06-18T22:28:28Z", "2018-06-18T22:28:28+00:00",
		"2018-06-18T23:28:28.5+01:00", "2018-06-18T22:28:28.500000000Z", "1960-01-01", "0001-01-01")
	genCount   = pick("0", "1", "2", "03", "10", "9223372036854775807")
	genGroup   = pick("service:web", "family:db", "x", "")
	genPattern = pick("t2.*", "prod", ".*", "", "t2.micro", `t2\..*`, "(t2|g4).*", "(p[2,3]|g[3,4]|t[2]).*", ".*o.*", ".*d", "pr.*d",
		"[a-z]+", "(?i)PROD", "a|prod|b", "(?:prod|Prod)", `\d+`, "^prod$", "t2|g4", "[^p].*", "p(r|x)(o|y)d", "^t2.*$", "(pr|t2).*(d|o)",
		"service:.*", "(tru|fals)e", "mi?-.*|i-.*", "(.*)", "p.{2}d", `b c`, `a\@b:c`, "prod?")
)

func genInstance() *rapid.Generator[*cql.Instance] {
	return rapid.Custom(func(t *rapid.T) *cql.Instance {
		in := &cql.Instance{
			EC2InstanceID:  pick("", "i-1", "mi-2").Draw(t, "id"),
			AgentConnected: rapid.Bool().Draw(t, "connected"),
			AgentVersion:   rapid.OneOf(genVersion, pick("", "1.x", "latest")).Draw(t, "version"),
			RunningTasks:   rapid.IntRange(0, 11).Draw(t, "tasks"),
			Attributes:     rapid.MapOfN(genName, genText, 0, 4).Draw(t, "attributes"),
			TaskGroups:     rapid.SliceOfN(genGroup, 0, 3).Draw(t, "groups"),
		}
		if rapid.Bool().Draw(t, "registered") {
			in.RegisteredAt = time.Date(2018, 6, 18, 22, 28, rapid.IntRange(27, 29).Draw(t, "s"), rapid.SampledFrom([]int{0, 500_000_000}).Draw(t, "ns"), time.UTC)
		}
		return in
	})
}

// genExpr draws the text of a valid expression with at most the given number of
// comparisons.
func genExpr(t *rapid.T, room int) string {
	kind := rapid.IntRange(0, 9).Draw(t, "kind")
	switch {
	case room > 1 && kind < 6:
		left := rapid.IntRange(1, room-1).Draw(t, "left")
		connective := pick(" and ", " or ", "&&", "||", "\tand\n", " or ").Draw(t, "connective")
		l, r := genExpr(t, left), genExpr(t, room-left)
		if endsBare(l) && !strings.ContainsAny(connective[:1], "&| \t") {
			l += " "
		}
		return l + connective + r
	case kind == 6:
		return pick("not ", "! ", "!", "not\t").Draw(t, "not") + genExpr(t, room)
	case kind == 7:
		return "not(" + genExpr(t, room) + ")"
	case kind == 8:
		return "( " + genExpr(t, room) + ")"
	}
	return genAtom(t)
}

// endsBare reports whether a value without quotes may end the text.
func endsBare(s string) bool { return s != "" && !strings.ContainsAny(s[len(s)-1:], "')]\" ") }

func genAtom(t *rapid.T) string {
	equality := []string{"==", "equals", "!=", "not_equals"}
	order := []string{"<", "less_than", "<=", "less_than_equal", ">", "greater_than", ">=", "greater_than_equal"}
	switch subject := pick("attribute", "attribute", "attribute", "agentConnected", "agentVersion", "ec2InstanceId", "registeredAt", "runningTasksCount", "task:group").Draw(t, "subject"); subject {
	case "agentVersion":
		return genComparison(t, subject, genVersion, append(equality, order...))
	case "registeredAt":
		return genComparison(t, subject, genMoment, append(equality, order...))
	case "runningTasksCount":
		return genComparison(t, subject, genCount, append(equality, order...))
	case "agentConnected":
		return genSet(t, subject, pick("true", "false"), equality)
	case "ec2InstanceId":
		return genSet(t, subject, pick("i-1", "mi-2", "i-3"), equality)
	case "task:group":
		return genSet(t, subject, genGroup, append(equality, "exists", "not_exists", "!exists"))
	default:
		name := genName.Draw(t, "name")
		return genSet(t, "attribute:"+name, genText, append(append(equality, order...), "exists", "not_exists", "!exists"))
	}
}

// genSet draws a comparison with the operators given, or in and matches.
func genSet(t *rapid.T, subject string, values *rapid.Generator[string], operators []string) string {
	switch rapid.IntRange(0, 3).Draw(t, "form") {
	case 0:
		var list []string
		for range rapid.IntRange(1, 3).Draw(t, "n") {
			list = append(list, quote(t, values.Draw(t, "value")))
		}
		op := pick(" in ", " not_in ", " !in ", "!in").Draw(t, "operator")
		return subject + op + "[" + strings.Join(list, pick(",", ", ", " ,\t").Draw(t, "comma")) + "]"
	case 1:
		op := pick(" =~ ", " !~ ", " =~", "!~", " matches ", " not_matches ").Draw(t, "operator")
		pattern := genPattern.Draw(t, "pattern")
		if pattern == "" || strings.Contains(pattern, " ") || rapid.Bool().Draw(t, "quoted") {
			pattern = "'" + pattern + "'"
		}
		return subject + op + pattern + " "
	}
	return genComparison(t, subject, values, operators)
}

func genComparison(t *rapid.T, subject string, values *rapid.Generator[string], operators []string) string {
	op := rapid.SampledFrom(operators).Draw(t, "operator")
	blank := pick("", " ", "  ").Draw(t, "blank")
	if op[0] >= 'a' && op[0] <= 'z' {
		blank = " "
	}
	if strings.HasSuffix(op, "exists") {
		return subject + blank + op + " "
	}
	return subject + blank + op + blank + quote(t, values.Draw(t, "value")) + pick("", " ").Draw(t, "behind")
}

// quote puts a value in quotes where it needs them, and sometimes where not.
func quote(t *rapid.T, v string) string {
	switch {
	case rapid.IntRange(0, 3).Draw(t, "quote") == 0:
		return `"` + v + `"`
	case v == "" || strings.Contains(v, " "):
		return "'" + v + "'"
	}
	return v
}

package cqloracle

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/ecskit/ecskit/cql"
)

// Expr is a node of the tree.
type Expr interface {
	// Eval reports whether the instance satisfies the expression.
	Eval(in *cql.Instance) bool
	// causes appends the comparisons that give the expression its value.
	causes(dst []int, in *cql.Instance) []int
}

type and struct{ operands []Expr }

func (e and) Eval(in *cql.Instance) bool {
	return !slices.ContainsFunc(e.operands, func(x Expr) bool { return !x.Eval(in) })
}

func (e and) causes(dst []int, in *cql.Instance) []int {
	return causesOf(dst, in, e.operands, e.Eval(in))
}

type or struct{ operands []Expr }

func (e or) Eval(in *cql.Instance) bool {
	return slices.ContainsFunc(e.operands, func(x Expr) bool { return x.Eval(in) })
}

func (e or) causes(dst []int, in *cql.Instance) []int {
	return causesOf(dst, in, e.operands, e.Eval(in))
}

func causesOf(dst []int, in *cql.Instance, operands []Expr, value bool) []int {
	for _, x := range operands {
		if x.Eval(in) == value {
			dst = x.causes(dst, in)
		}
	}
	return dst
}

type not struct{ operand Expr }

func (e not) Eval(in *cql.Instance) bool { return !e.operand.Eval(in) }

func (e not) causes(dst []int, in *cql.Instance) []int { return e.operand.causes(dst, in) }

// Failing returns the indexes of the comparisons that make the expression false,
// none when it is true.
func Failing(e Expr, in *cql.Instance) []int {
	if e.Eval(in) {
		return nil
	}
	return e.causes(nil, in)
}

// comparison is subject, operator (always as a word) and values.
type comparison struct {
	index    int
	subject  string
	operator string
	values   []string
}

func (e comparison) causes(dst []int, _ *cql.Instance) []int { return append(dst, e.index) }

func (e comparison) Eval(in *cql.Instance) bool {
	name, isAttribute := strings.CutPrefix(e.subject, "attribute:")
	switch {
	case isAttribute:
		v, ok := in.Attributes[name]
		return e.text(v, ok)
	case e.subject == "ec2InstanceId":
		return e.text(in.EC2InstanceID, in.EC2InstanceID != "")
	case e.subject == "agentConnected" && in.AgentConnected:
		return e.text("true", true)
	case e.subject == "agentConnected":
		return e.text("false", true)
	case e.subject == "agentVersion":
		return versionForm.MatchString(in.AgentVersion) && e.order(compareVersions(in.AgentVersion, e.values[0]))
	case e.subject == "registeredAt":
		t, _ := moment(e.values[0])
		return !in.RegisteredAt.IsZero() && e.order(in.RegisteredAt.Compare(t))
	case e.subject == "runningTasksCount":
		n, _ := new(big.Int).SetString(e.values[0], 10)
		return e.order(big.NewInt(int64(in.RunningTasks)).Cmp(n))
	}
	return e.groups(in.TaskGroups)
}

// groups evaluates on the set of task groups: some group for the operators that
// say something, none of them for those that deny it.
func (e comparison) groups(groups []string) bool {
	positive := comparison{subject: e.subject, operator: strings.Replace(e.operator, "not_", "", 1), values: e.values}
	some := slices.ContainsFunc(groups, func(g string) bool { return positive.text(g, true) })
	return some == (positive.operator == e.operator)
}

// text evaluates on one text that may be absent.
func (e comparison) text(v string, present bool) bool {
	switch e.operator {
	case "exists":
		return present
	case "not_exists":
		return !present
	}
	if !present {
		return false
	}
	switch e.operator {
	case "equals":
		return v == e.values[0]
	case "not_equals":
		return v != e.values[0]
	case "in":
		return slices.Contains(e.values, v)
	case "not_in":
		return !slices.Contains(e.values, v)
	case "matches":
		return wholeMatch(e.values[0], v)
	case "not_matches":
		return !wholeMatch(e.values[0], v)
	}
	return e.order(compareText(v, e.values[0]))
}

func wholeMatch(pattern, v string) bool {
	return regexp.MustCompile("^(?s:" + pattern + ")$").MatchString(v)
}

func (e comparison) order(c int) bool {
	switch e.operator {
	case "equals":
		return c == 0
	case "not_equals":
		return c != 0
	case "less_than":
		return c < 0
	case "less_than_equal":
		return c <= 0
	case "greater_than":
		return c > 0
	}
	return c >= 0
}

var (
	versionForm = regexp.MustCompile(`^v?[0-9]+(\.[0-9]+)*$`)
	decimalForm = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	momentForm  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?$`)
)

func compareVersions(a, b string) int {
	x, y := strings.Split(strings.TrimPrefix(a, "v"), "."), strings.Split(strings.TrimPrefix(b, "v"), ".")
	for len(x) < len(y) {
		x = append(x, "0")
	}
	for len(y) < len(x) {
		y = append(y, "0")
	}
	for i := range x {
		m, _ := new(big.Int).SetString(x[i], 10)
		n, _ := new(big.Int).SetString(y[i], 10)
		if c := m.Cmp(n); c != 0 {
			return c
		}
	}
	return 0
}

func compareText(a, b string) int {
	if decimalForm.MatchString(a) && decimalForm.MatchString(b) {
		x, _ := new(big.Rat).SetString(a)
		y, _ := new(big.Rat).SetString(b)
		return x.Cmp(y)
	}
	return strings.Compare(a, b)
}

// moment reads the forms of registeredAt.
func moment(s string) (time.Time, bool) {
	if !momentForm.MatchString(s) {
		return time.Time{}, false
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

package cql_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/cql"
	"github.com/ecskit/ecskit/internal/oracle/cqloracle"
)

// TestTwin says that random expressions mean on random instances what the tree
// of the twin says, whichever way they are evaluated.
func TestTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := genExpr(t, 8)
		e, err := cql.Parse(src)
		if err != nil {
			t.Fatalf("%q: %v", src, err)
		}
		twin, err := cqloracle.Parse(src)
		if err != nil {
			t.Fatalf("%q: the twin refuses: %v", src, err)
		}
		canonical := e.String()
		again, err := cql.Parse(canonical)
		if err != nil {
			t.Fatalf("%q: canonical form %q: %v", src, canonical, err)
		}
		if s := again.String(); s != canonical {
			t.Fatalf("%q: canonical form %q is printed as %q", src, canonical, s)
		}
		atoms := e.Atoms()
		for _, in := range rapid.SliceOfN(genInstance(), 1, 6).Draw(t, "instances") {
			want := twin.Eval(in)
			if got := e.Match(in); got != want {
				t.Fatalf("%q on %+v: Match is %v, the twin says %v", src, in, got, want)
			}
			if got := e.Eval(func(i int) bool { return matchAtom(atoms[i], in) }); got != want {
				t.Fatalf("%q on %+v: Eval over the atoms is %v, the twin says %v", src, in, got, want)
			}
			if got := again.Match(in); got != want {
				t.Fatalf("%q on %+v: canonical form %q gives %v, the twin says %v", src, in, canonical, got, want)
			}
			if diff := cmp.Diff(cqloracle.Failing(twin, in), e.AppendFailing(nil, in)); diff != "" {
				t.Fatalf("%q on %+v: failing atoms (-twin +got):\n%s", src, in, diff)
			}
		}
	})
}

// matchAtom evaluates an atom through the methods for its type.
func matchAtom(a cql.Atom, in *cql.Instance) bool {
	switch s := a.Subject(); s.Kind {
	case cql.SubjectAttribute:
		v, ok := in.Attributes[s.Name]
		return a.MatchString(v, ok)
	case cql.SubjectEC2InstanceID:
		return a.MatchString(in.EC2InstanceID, in.EC2InstanceID != "")
	case cql.SubjectAgentVersion:
		return a.MatchString(in.AgentVersion, in.AgentVersion != "")
	case cql.SubjectAgentConnected:
		return a.MatchBool(in.AgentConnected)
	case cql.SubjectRegisteredAt:
		return a.MatchTime(in.RegisteredAt)
	case cql.SubjectRunningTasksCount:
		return a.MatchInt(in.RunningTasks)
	}
	if len(in.TaskGroups) == 0 {
		return a.MatchString("", false)
	}
	one := func(g string) bool { return a.MatchString(g, true) }
	if a.Op().Negated() {
		return !slices.ContainsFunc(in.TaskGroups, func(g string) bool { return !one(g) })
	}
	return slices.ContainsFunc(in.TaskGroups, one)
}

// TestTwinAccepts says that the twin and the parser accept the same texts, on
// texts that are nearly right. Patterns are left alone, as the twin does not
// judge them.
func TestTwinAccepts(t *testing.T) {
	pieces := []string{"", " ", "(", ")", "[", "]", ",", "'", `"`, "=", "!", "~", "<", "and", "or", "not", "in", "exists", "&&", "&", "|",
		"attribute:", "x", ":", ".", "é", "-", "_", "\n", "\x00", "task:group", "1", "2018-02-30", "*", "==", "a b"}
	rapid.Check(t, func(t *rapid.T) {
		src := genExpr(t, 4)
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			at := rapid.IntRange(0, len(src)).Draw(t, "at")
			end := min(len(src), at+rapid.IntRange(0, 3).Draw(t, "cut"))
			src = src[:at] + rapid.SampledFrom(pieces).Draw(t, "piece") + src[end:]
		}
		sameVerdict(t, src)
	})
}

// sameVerdict compares the verdicts of the parser and the twin on a text.
func sameVerdict(t interface {
	Helper()
	Fatalf(string, ...any)
}, src string) {
	t.Helper()
	_, err := cql.Parse(src)
	var syntax *cql.SyntaxError
	if errors.As(err, &syntax) {
		switch syntax.Code {
		case cql.CodeTooDeep, cql.CodePatternSize, cql.CodeBadPattern, cql.CodeJavaPattern:
			return
		case cql.CodePlaceholder:
			if strings.Contains(src, "=~") || strings.Contains(src, "!~") || strings.Contains(src, "matches") {
				return // in a pattern it may be valid for package regexp
			}
		}
	}
	_, twinErr := cqloracle.Parse(src)
	if (err == nil) != (twinErr == nil) {
		t.Fatalf("%q: %v; the twin: %v", src, err, twinErr)
	}
}

// TestLiteralPatterns says that patterns which are evaluated by plain comparisons
// mean what package regexp makes of them.
func TestLiteralPatterns(t *testing.T) {
	unit := rapid.OneOf(pick("a", "b", "t2", ".", `\.`, `\-`, "[ab]", "[2,3]", ".*", "^", "$", "}", "]", "(a|b)", "(?:b|)", "(a|b[23]|)", "|"), rapid.Just("a"))
	value := rapid.StringOfN(rapid.SampledFrom([]rune("ab23t.-,}]")), 0, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		pattern := strings.Join(rapid.SliceOfN(unit, 0, 5).Draw(t, "units"), "")
		if rapid.Bool().Draw(t, "enclosed") {
			pattern = "(" + pattern + ")"
		}
		src := "attribute:x =~ '" + pattern + "'"
		e, err := cql.Parse(src)
		if err != nil {
			return // "**" and the like
		}
		twin, err := cqloracle.Parse(src)
		if err != nil {
			t.Fatalf("%q: %v", src, err)
		}
		for _, v := range rapid.SliceOfN(value, 8, 8).Draw(t, "values") {
			in := &cql.Instance{Attributes: map[string]string{"x": v}}
			if got, want := e.Match(in), twin.Eval(in); got != want {
				t.Fatalf("%q on %q: %v, the twin says %v", src, v, got, want)
			}
		}
	})
}

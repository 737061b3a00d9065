package cql_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ecskit/ecskit/cql"
	"github.com/ecskit/ecskit/internal/oracle/cqloracle"
)

// maxFuzzed is a little more than the longest text that is not refused for its
// length; of longer ones there is nothing to learn.
const maxFuzzed = 4*cql.MaxLength + 100

// FuzzParse says of any text that Parse answers with an expression or a
// *SyntaxError with its place inside the text, that the twin agrees on which of
// the two, and that what is parsed means the same when it is printed and parsed
// again and however it is evaluated.
func FuzzParse(f *testing.F) {
	for _, row := range errorRows() {
		f.Add(row.src)
	}
	for _, row := range hintRows() {
		f.Add(row.src)
	}
	for _, seed := range []string{exprA, exprB, exprC(),
		"not (attribute:a/b !exists || agentVersion>=v1.2) and registeredAt < 2018-06-18T22:28:28.5+01:00",
		`attribute:x !~ "(?i)[^a-z]\d{2,3}|\Q.\E" && runningTasksCount equals 3`,
	} {
		f.Add(seed)
	}
	instances := []*cql.Instance{
		{},
		{
			EC2InstanceID: "i-1", AgentConnected: true, AgentVersion: "1.2.3", RunningTasks: 3,
			RegisteredAt: time.Date(2018, 6, 18, 22, 28, 28, 0, time.UTC),
			Attributes:   map[string]string{"x": "y", "a": "b", "ecs.instance-type": "t2.micro", "stack": "prod"},
			TaskGroups:   []string{"service:x", "family:y"},
		},
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > maxFuzzed {
			return
		}
		sameVerdict(t, src)
		e, err := cql.Parse(src)
		if err != nil {
			checkError(t, src, err)
			return
		}
		for _, h := range e.Hints() {
			if h.Code == "" || h.Message == "" || h.Offset < 0 || h.Len < 0 || h.Offset+h.Len > len(src) {
				t.Errorf("%q: hint %+v", src, h)
			}
		}
		again, err := cql.Parse(e.String())
		if err != nil || again.String() != e.String() {
			t.Fatalf("%q: canonical form %q: %v", src, e.String(), err)
		}
		atoms := e.Atoms()
		for _, in := range instances {
			got := e.Match(in)
			if again.Match(in) != got || e.Eval(func(i int) bool { return matchAtom(atoms[i], in) }) != got ||
				(len(e.AppendFailing(nil, in)) == 0) != got {
				t.Errorf("%q: ways to evaluate it differ", src)
			}
		}
	})
}

func checkError(t *testing.T, src string, err error) {
	t.Helper()
	var e *cql.SyntaxError
	if !errors.As(err, &e) {
		t.Fatalf("%q: %T", src, err)
	}
	if e.Code == "" || e.Message == "" || e.Expr != src || e.Offset < 0 || e.Len < 0 || e.Offset+e.Len > len(src) ||
		e.Code != cql.CodeTooLong && e.Token != src[e.Offset:e.Offset+e.Len] {
		t.Fatalf("%q: %+v", src, e)
	}
	if e.Suggestion == e.Token && e.Suggestion != "" {
		t.Errorf("%q: suggestion %q is what stands there", src, e.Suggestion)
	}
	if lines := strings.Count(e.Detail(), "\n"); lines < 2 {
		t.Errorf("%q: detail %q", src, e.Detail())
	}
}

// FuzzPattern says that a pattern which is accepted means for every value what
// package regexp makes of it.
func FuzzPattern(f *testing.F) {
	for _, p := range []string{"t2.*", "(p[2,3]|g[3,4]|f[1]).*", `t2\.(micro|small)`, ".*x.*", "a|b.*", "^a$", "(?i)a", "[^a]+", `\d{2}`, "((a|b)c|d)e"} {
		f.Add(p, "t2.micro")
	}
	f.Fuzz(func(t *testing.T, pattern, value string) {
		if len(pattern)+len(value) > maxFuzzed || strings.Contains(pattern, "'") || strings.Contains(pattern, `\Q`) {
			return
		}
		src := "attribute:x =~ '" + pattern + "'"
		e, err := cql.Parse(src)
		if err != nil {
			checkError(t, src, err)
			return
		}
		twin, err := cqloracle.Parse(src)
		if err != nil {
			t.Fatalf("%q: the twin refuses: %v", src, err)
		}
		in := &cql.Instance{Attributes: map[string]string{"x": value}}
		if got, want := e.Match(in), twin.Eval(in); got != want && !strings.Contains(value, "\uFFFD") && strings.ToValidUTF8(value, "") == value {
			t.Errorf("%q on %q: %v, package regexp says %v", src, value, got, want)
		}
	})
}

package cql_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/cql"
)

// TestLength says that the limit counts characters, not bytes.
func TestLength(t *testing.T) {
	const before = "attribute:x == '"
	fill := func(unit string, n int) string { return before + strings.Repeat(unit, n-len(before)-1) + "'" }
	for _, tt := range []struct {
		name, src string
		offset    int // of the error; 0 for none
	}{
		{"at the limit", fill("a", cql.MaxLength), 0},
		{"at the limit in characters", fill("é", cql.MaxLength), 0},
		{"one more", fill("a", cql.MaxLength+1), cql.MaxLength},
		{"one more, in characters", fill("é", cql.MaxLength+1), 2*cql.MaxLength - len(before)},
	} {
		_, err := cql.Parse(tt.src)
		var e *cql.SyntaxError
		switch {
		case tt.offset == 0 && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.offset > 0 && (!errors.As(err, &e) || e.Code != cql.CodeTooLong || e.Offset != tt.offset || e.Len != len(tt.src)-tt.offset):
			t.Errorf("%s: %+v", tt.name, e)
		case tt.offset > 0 && !strings.Contains(e.Error(), "2001 characters"):
			t.Errorf("%s: %v does not say how long it is", tt.name, e)
		}
	}
}

// TestNameLength says that a name may have 128 characters; one more is among the
// errors.
func TestNameLength(t *testing.T) {
	name := strings.Repeat("n", 128)
	e, err := cql.Parse("attribute:" + name + " exists")
	if err != nil || !e.Match(&cql.Instance{Attributes: map[string]string{name: ""}}) {
		t.Errorf("a name of 128 characters: %v", err)
	}
}

func TestDepth(t *testing.T) {
	in := &cql.Instance{Attributes: map[string]string{"x": ""}}
	deep := strings.Repeat("(!", cql.MaxDepth/2) + "attribute:x exists" + strings.Repeat(")", cql.MaxDepth/2)
	if e, err := cql.Parse(deep); err != nil || !e.Match(in) {
		t.Errorf("%d levels: %v", cql.MaxDepth, err)
	}
}

// TestString says what the canonical form looks like.
func TestString(t *testing.T) {
	tight := "task:group==a" + strings.Repeat("||task:group==a", 132)
	deep := strings.Repeat("!", cql.MaxDepth) + "attribute:x exists"
	for _, tt := range []struct{ name, src, want string }{
		{"symbols", "attribute:a equals b", "attribute:a == b"},
		{"all symbols", "attribute:a not_equals b and attribute:a less_than b and attribute:a less_than_equal b and attribute:a greater_than b and attribute:a greater_than_equal b and attribute:a matches b and attribute:a not_matches b",
			"attribute:a != b and attribute:a < b and attribute:a <= b and attribute:a > b and attribute:a >= b and attribute:a =~ b and attribute:a !~ b"},
		{"words", "attribute:a !in[b,'c'] && attribute:a !exists", "attribute:a not_in [b, c] and attribute:a not_exists"},
		{"needless quotes", `attribute:a == "b"`, "attribute:a == b"},
		{"needed quotes", `attribute:a == "b c"`, "attribute:a == 'b c'"},
		{"a quote inside", `attribute:a == "b'c"`, `attribute:a == "b'c"`},
		{"empty value", "attribute:a == ''", "attribute:a == ''"},
		{"pattern", "attribute:a=~'(a b)'", "attribute:a =~ (a b)"},
		{"pattern with a blank", "attribute:a=~'a b'", "attribute:a =~ 'a b'"},
		{"pattern that begins with a quote", `attribute:a =~ "'x"`, `attribute:a =~ "'x"`},
		{"pattern that would swallow what follows", `attribute:a =~ '\Q(' and attribute:b =~ '\Q\' and attribute:c =~ '\Q[\E'`,
			`attribute:a =~ '\Q(' and attribute:b =~ '\Q\' and attribute:c =~ '\Q[\E'`},
		{"empty pattern", "attribute:a =~ ''", "attribute:a =~ ''"},
		{"negation", "!attribute:a exists", "not(attribute:a exists)"},
		{"and in or", "attribute:a exists or attribute:b exists and attribute:c exists", "attribute:a exists or (attribute:b exists and attribute:c exists)"},
		{"or in and", "(attribute:a exists||attribute:b exists)&&attribute:c exists", "(attribute:a exists or attribute:b exists) and attribute:c exists"},
		{"needless parentheses", "((attribute:a exists and ((attribute:b exists))) and attribute:c exists)", "attribute:a exists and attribute:b exists and attribute:c exists"},
		{"other subjects", "agentConnected in [true]&&agentVersion<v1&&ec2InstanceId==i-1&&registeredAt>2018-06-18&&runningTasksCount<2&&task:group exists",
			"agentConnected in [true] and agentVersion < v1 and ec2InstanceId == i-1 and registeredAt > 2018-06-18 and runningTasksCount < 2 and task:group exists"},
		{"no room for the canonical form", tight, tight},
		{"canonical form too deep", deep, deep},
	} {
		e, err := cql.Parse(tt.src)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(tt.want, e.String()); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", tt.name, diff)
		}
		if e.Source() != tt.src {
			t.Errorf("%s: source is %q", tt.name, e.Source())
		}
	}
}

func TestAppendFailing(t *testing.T) {
	in := &cql.Instance{Attributes: map[string]string{"a": "1", "b": "2"}}
	for _, tt := range []struct {
		src  string
		want []int
	}{
		{"attribute:a == 1", nil},
		{"attribute:a == 2", []int{0}},
		{"attribute:a == 1 and attribute:b == 1 and attribute:c exists", []int{1, 2}},
		{"attribute:a == 2 or attribute:b == 1", []int{0, 1}},
		{"not(attribute:a == 1)", []int{0}},
		{"not(attribute:a == 1 and attribute:b == 2)", []int{0, 1}},
		{"not(attribute:a == 2 or attribute:b == 2)", []int{1}},
		{"attribute:a == 1 and (attribute:a == 2 or not(attribute:b == 2 or attribute:c exists))", []int{1, 2}},
	} {
		if diff := cmp.Diff(tt.want, cql.MustParse(tt.src).AppendFailing(nil, in)); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", tt.src, diff)
		}
	}
	if got := cql.MustParse("attribute:a == 2").AppendFailing([]int{7}, in); !slices.Equal(got, []int{7, 0}) {
		t.Errorf("appended to [7]: %v", got)
	}
}

// TestEval says that atoms are asked in rising order, once, and no more than
// needed.
func TestEval(t *testing.T) {
	e := cql.MustParse("(attribute:a exists or attribute:b exists) and not(attribute:c exists) and attribute:d exists")
	for _, tt := range []struct {
		name  string
		truth []bool
		asked []int
		want  bool
	}{
		{"all needed", []bool{false, true, false, true}, []int{0, 1, 2, 3}, true},
		{"the first of or is enough", []bool{true, true, false, true}, []int{0, 2, 3}, true},
		{"the first of and fails", []bool{false, false, true, true}, []int{0, 1}, false},
		{"not fails", []bool{true, true, true, true}, []int{0, 2}, false},
	} {
		var asked []int
		got := e.Eval(func(i int) bool { asked = append(asked, i); return tt.truth[i] })
		if got != tt.want || !slices.Equal(asked, tt.asked) {
			t.Errorf("%s: %v, asked %v; want %v, %v", tt.name, got, asked, tt.want, tt.asked)
		}
	}
}

func TestWalk(t *testing.T) {
	src := "attribute:a exists and (attribute:b == 1 or not task:group in [x])"
	e := cql.MustParse(src)
	var got []string
	e.Walk(func(n cql.Node) bool {
		parens := ""
		if n.Parens {
			parens = " in parentheses"
		}
		got = append(got, strings.Repeat(" ", n.Depth)+n.Kind.String()+parens+": "+src[n.Offset:n.Offset+n.Length])
		if (n.Kind == cql.NodeAtom) != (n.Atom >= 0) || (n.Kind == cql.NodeAtom) != (n.Children == 0) || (n.Kind == cql.NodeNot) != (n.Children == 1) {
			t.Errorf("node %+v", n)
		}
		return true
	})
	want := []string{
		"and: attribute:a exists and (attribute:b == 1 or not task:group in [x])",
		" atom: attribute:a exists",
		" or in parentheses: attribute:b == 1 or not task:group in [x]",
		"  atom: attribute:b == 1",
		"  not: not task:group in [x]",
		"   atom: task:group in [x]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
	count := 0
	e.Walk(func(cql.Node) bool { count++; return false })
	if count != 1 {
		t.Errorf("a visit that declines the children sees %d nodes", count)
	}
}

func TestAtoms(t *testing.T) {
	src := "attribute:a in ['x y', z] and agentVersion >= 1.2 and task:group exists and registeredAt < 2018-06-18 and attribute:b =~ p.*"
	atoms := cql.MustParse(src).Atoms()
	type view struct {
		Subject, Op, Text, Span string
		Values                  []string
	}
	var got []view
	for _, a := range atoms {
		off, n := a.Span()
		got = append(got, view{a.Subject().String(), a.Op().String(), a.String(), src[off : off+n], a.Values()})
	}
	want := []view{
		{"attribute:a", "in", "attribute:a in ['x y', z]", "attribute:a in ['x y', z]", []string{"x y", "z"}},
		{"agentVersion", ">=", "agentVersion >= 1.2", "agentVersion >= 1.2", []string{"1.2"}},
		{"task:group", "exists", "task:group exists", "task:group exists", nil},
		{"registeredAt", "<", "registeredAt < 2018-06-18", "registeredAt < 2018-06-18", []string{"2018-06-18"}},
		{"attribute:b", "=~", "attribute:b =~ p.*", "attribute:b =~ p.*", []string{"p.*"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("atoms (-want +got):\n%s", diff)
	}
	atoms[0].Values()[0] = "changed"
	if v := atoms[0].Values()[0]; v != "x y" {
		t.Errorf("the caller changed the atom's value to %q", v)
	}
}

// TestAtomTypes says that an atom is false for values of another type than its
// subject's.
func TestAtomTypes(t *testing.T) {
	now := time.Date(2018, 6, 18, 0, 0, 0, 0, time.UTC)
	for src, want := range map[string][5]bool{ // string, groups, int, time, bool
		"attribute:a == x":                                      {true, false, false, false, false},
		"ec2InstanceId == x":                                    {true, false, false, false, false},
		"task:group == x":                                       {true, true, false, false, false},
		"runningTasksCount == 3":                                {false, false, true, false, false},
		"registeredAt == 2018-06-18":                            {false, false, false, true, false},
		"agentConnected == true":                                {false, false, false, false, true},
		"runningTasksCount > 2":                                 {false, false, true, false, false},
		"runningTasksCount < 4":                                 {false, false, true, false, false},
		"registeredAt > 2018-06-17T23:59:59.9Z":                 {false, false, false, true, false},
		"registeredAt < 2018-06-18T00:00:00.1":                  {false, false, false, true, false},
		"agentConnected in [true, false]":                       {false, false, false, false, true},
		"agentConnected =~ tr.*":                                {false, false, false, false, true},
		"agentConnected != false":                               {false, false, false, false, true},
		"agentConnected not_in [false]":                         {false, false, false, false, true},
		"registeredAt >= 2018-06-18T01:00:00.000000000+01:00":   {false, false, false, true, false},
		"registeredAt <= 2018-06-17T23:00:00-01:00":             {false, false, false, true, false},
		"registeredAt != 2018-06-18T00:00:00.000000001+00:00":   {false, false, false, true, false},
		"runningTasksCount != 4":                                {false, false, true, false, false},
		"agentVersion == 1":                                     {false, false, false, false, false}, // "x" is no version
		"attribute:a =~ (x|y).*":                                {true, false, false, false, false},
		"attribute:a in [w, x]":                                 {true, false, false, false, false},
		"attribute:a >= x":                                      {true, false, false, false, false},
		"attribute:a exists":                                    {true, false, false, false, false},
		"task:group in [w, x]":                                  {true, true, false, false, false},
		"task:group exists":                                     {true, true, false, false, false},
		"ec2InstanceId !~ y.*":                                  {true, false, false, false, false},
		"ec2InstanceId not_in [y]":                              {true, false, false, false, false},
		"task:group not_in [y]":                                 {true, true, false, false, false},
		"task:group != y":                                       {true, true, false, false, false},
		"task:group !~ y":                                       {true, true, false, false, false},
		"attribute:a != y":                                      {true, false, false, false, false},
		"attribute:a !~ y.*":                                    {true, false, false, false, false},
		"attribute:a not_in [y, z]":                             {true, false, false, false, false},
		"runningTasksCount >= 3":                                {false, false, true, false, false},
		"runningTasksCount <= 3":                                {false, false, true, false, false},
		"registeredAt == 2018-06-18T00:00:00Z":                  {false, false, false, true, false},
		"registeredAt == '2018-06-18T00:00:00'":                 {false, false, false, true, false},
		"registeredAt == \"2018-06-18T05:30:00.000+05:30\"":     {false, false, false, true, false},
		"registeredAt == 2018-06-18T00:00:00.000000000000+0000": {},
	} {
		e, err := cql.Parse(src)
		if err != nil {
			if want != [5]bool{} {
				t.Errorf("%s: %v", src, err)
			}
			continue
		}
		a := e.Atoms()[0]
		got := [5]bool{a.MatchString("x", true), a.MatchGroups([]string{"x"}), a.MatchInt(3), a.MatchTime(now), a.MatchBool(true)}
		if got != want {
			t.Errorf("%s: %v, want %v", src, got, want)
		}
	}
}

func TestZeroExpr(t *testing.T) {
	var e cql.Expr
	if e.Match(&cql.Instance{}) || e.Eval(func(int) bool { return true }) || e.String() != "" ||
		len(e.Atoms()) != 0 || len(e.Hints()) != 0 || len(e.AppendFailing(nil, &cql.Instance{})) != 0 {
		t.Error("the zero Expr does something")
	}
	e.Walk(func(cql.Node) bool { t.Error("the zero Expr has a node"); return true })
}

func TestMustParse(t *testing.T) {
	defer func() {
		var e *cql.SyntaxError
		if err, ok := recover().(error); !ok || !errors.As(err, &e) {
			t.Errorf("panic with %v", err)
		}
	}()
	cql.MustParse("attribute:x = y")
}

// TestUnknownKinds says that numbers out of range have a text.
func TestUnknownKinds(t *testing.T) {
	if got := cql.SubjectKind(99).String() + cql.Op(99).String() + cql.NodeKind(99).String() + cql.SubjectAttribute.String(); got != "nonenonenoneattribute:NAME" {
		t.Error(got)
	}
}

func TestCodes(t *testing.T) {
	codes := cql.Codes()
	names := map[string]bool{}
	for i, c := range codes {
		if i > 0 && codes[i-1].Code >= c.Code {
			t.Errorf("%s stands behind %s", c.Code, codes[i-1].Code)
		}
		if names[c.Name] || c.Name == "" || c.Title == "" || len(c.Title) > 80 || c.Hint != (c.Code > "CQ100") {
			t.Errorf("%+v", c)
		}
		if !slices.Contains([]string{"documented", "observed", "inferred", "unknown"}, c.Certainty) || (c.Source == "") != (c.Certainty == "unknown") {
			t.Errorf("%s: certainty %q, source %q", c.Code, c.Certainty, c.Source)
		}
		names[c.Name] = true
	}
	codes[0].Name = "changed"
	if cql.Codes()[0].Name == "changed" {
		t.Error("the caller changed the table")
	}
}

// TestNoAllocs is the promise of Match, Eval and AppendFailing.
func TestNoAllocs(t *testing.T) {
	in := benchInstance()
	in.TaskGroups = []string{"service:a", "family:b"}
	in.RegisteredAt = time.Date(2018, 6, 18, 22, 28, 28, 0, time.UTC)
	dst := make([]int, 0, 32)
	for _, src := range []string{
		exprA, exprB, exprC(),
		"attribute:ecs.instance-type =~ (p[2,3]|g[3,4]|t2).*",
		"agentVersion < 1.100 and agentVersion >= v1.2.3.4",
		"registeredAt > 2018-06-18 and runningTasksCount < 3 and agentConnected == true",
		"task:group =~ service:.* and task:group not_in [x, y]",
		"attribute:stack < 10 or attribute:stack >= m",
		"not(attribute:none == a or ec2InstanceId == i-1) and attribute:none exists",
	} {
		e := cql.MustParse(src)
		atoms := e.Atoms()
		truth := func(i int) bool { return atoms[i].Match(in) }
		for name, f := range map[string]func(){
			"Match":         func() { e.Match(in) },
			"Eval":          func() { e.Eval(truth) },
			"AppendFailing": func() { dst = e.AppendFailing(dst[:0], in) },
		} {
			if n := testing.AllocsPerRun(100, f); n != 0 {
				t.Errorf("%s of %q: %v allocations", name, src, n)
			}
		}
	}
}

// TestParseAllocs is the promise of the benchmarked expressions.
func TestParseAllocs(t *testing.T) {
	for src, limit := range map[string]float64{exprA: 8, exprB: 3} {
		n := testing.AllocsPerRun(100, func() { cql.MustParse(src) })
		if n > limit {
			t.Errorf("%q: %v allocations, at most %v are promised", src, n, limit)
		}
	}
}

func TestCaret(t *testing.T) {
	long := strings.Repeat("x", 100)
	for _, tt := range []struct {
		name, src      string
		offset, length int
		want           string
	}{
		{"token", "a = b", 2, 1, "a = b\n  ^"},
		{"longer", "a bcd e", 2, 3, "a bcd e\n  ^^^"},
		{"nothing", "a", 1, 0, "a\n ^"},
		{"characters", "é = ü", 3, 1, "é = ü\n  ^"},
		{"tab", "\ta = b", 3, 1, "\ta = b\n\t  ^"},
		{"second line", "a\nb = c\r\nd", 4, 1, "b = c\n  ^"},
		{"over the end of a line", "a b\nc", 2, 3, "a b\n  ^"},
		{"long", long + "=" + long, 100, 1, "…" + long[:60] + "=" + long[:59] + "…\n" + strings.Repeat(" ", 61) + "^"},
		{"long token", "a " + long, 2, 100, "a " + long[:60] + "…\n  " + strings.Repeat("^", 60)},
		{"outside", "a", 5, 5, "a\n ^"},
		{"before", "a", -1, -1, "a\n^"},
	} {
		if diff := cmp.Diff(tt.want, cql.Caret(tt.src, tt.offset, tt.length)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

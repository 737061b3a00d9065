package cql_test

import (
	"slices"
	"testing"
	"time"

	"github.com/ecskit/ecskit/cql"
)

func TestFirst(t *testing.T) {
	in := &cql.Instance{
		EC2InstanceID: "i-1", AgentConnected: true, AgentVersion: "1.14.5", RunningTasks: 3,
		RegisteredAt: time.Date(2018, 6, 18, 22, 28, 28, 0, time.UTC),
		Attributes:   map[string]string{"ecs.instance-type": "t2.small", "ecs.availability-zone": "us-east-1b", "stack": "prod", "mark": ""},
		TaskGroups:   []string{"service:web", "family:db"},
	}
	for _, tt := range []struct {
		src  string
		want bool
	}{
		{"attribute:ecs.instance-type =~ t2.* and attribute:ecs.availability-zone in [us-east-1a, us-east-1b]", true},
		{"attribute:stack==prod", true},
		{"attribute:none != prod", false},
		{"not(attribute:none == prod)", true},
		{"attribute:mark exists && attribute:none !exists", true},
		{"agentVersion < 1.14.10 and agentConnected == true", true},
		{"registeredAt >= 2018-06-18T22:28:28+00:00", true},
		{"registeredAt > 2018-06-18", true},
		{"runningTasksCount<2 or runningTasksCount > 2", true},
		{"task:group == service:web", true},
		{"task:group != service:web", false},
		{"task:group not_in [service:a, service:b]", true},
		{"attribute:ecs.instance-type =~ (p[2,3]|g[3,4]|t[2]).*", true},
	} {
		e, err := cql.Parse(tt.src)
		if err != nil {
			t.Errorf("%s: %v", tt.src, err)
			continue
		}
		if got := e.Match(in); got != tt.want {
			t.Errorf("%s: %v", tt.src, got)
		}
		atoms := e.Atoms()
		if got := e.Eval(func(i int) bool { return atoms[i].Match(in) }); got != tt.want {
			t.Errorf("eval %s: %v", tt.src, got)
		}
		if f := e.AppendFailing(nil, in); (len(f) == 0) != tt.want {
			t.Errorf("failing %s: %v", tt.src, f)
		}
		s := e.String()
		if again := cql.MustParse(s).String(); again != s {
			t.Errorf("%q %q", s, again)
		}
		t.Log(s, slices.Collect(func(yield func(cql.NodeKind) bool) {
			e.Walk(func(n cql.Node) bool { return yield(n.Kind) })
		}))
	}
}

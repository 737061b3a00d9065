package conformance_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/conformance"
	"github.com/ecskit/ecskit/cql"
)

type cqlInput struct {
	Expression *string
	Pattern    *string
	Value      *string
	Instance   struct {
		EC2InstanceID  string `json:"ec2InstanceId"`
		AgentConnected bool
		AgentVersion   string
		RegisteredAt   time.Time
		RunningTasks   int `json:"runningTasksCount"`
		Attributes     map[string]string
		TaskGroups     []string
		Tasks          []struct{ Group, DesiredStatus, LastStatus string }
	}
}

// instance returns the instance of a case. Of its tasks those count that are
// not meant to stop.
func (in cqlInput) instance() *cql.Instance {
	x := in.Instance
	groups := x.TaskGroups
	for _, task := range x.Tasks {
		if task.DesiredStatus != "STOPPED" {
			groups = append(groups, task.Group)
		}
	}
	attributes := x.Attributes
	if in.Value != nil {
		attributes = map[string]string{"x": *in.Value}
	}
	return &cql.Instance{
		EC2InstanceID: x.EC2InstanceID, AgentConnected: x.AgentConnected, AgentVersion: x.AgentVersion,
		RegisteredAt: x.RegisteredAt, RunningTasks: x.RunningTasks, Attributes: attributes, TaskGroups: groups,
	}
}

type cqlHint struct {
	Code       cql.Code `json:"code"`
	Suggestion string   `json:"suggestion,omitempty"`
}

type cqlExpected struct {
	Matches    *bool     `json:"matches,omitempty"`
	Valid      *bool     `json:"valid,omitempty"`
	Canonical  string    `json:"canonical,omitempty"`
	Code       cql.Code  `json:"code,omitempty"`
	Offset     int       `json:"offset,omitempty"`
	Length     int       `json:"length,omitempty"`
	Suggestion string    `json:"suggestion,omitempty"`
	Hints      []cqlHint `json:"hints,omitempty"`
}

func TestCQL(t *testing.T) {
	cases, err := conformance.Load("cql", "*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.File+"/"+c.Name, func(t *testing.T) {
			var in cqlInput
			var want cqlExpected
			decodeStrictly(t, c.Input, &in)
			decodeStrictly(t, c.Expected, &want)
			if want.Matches == nil && want.Valid == nil {
				t.Fatal("the case asks neither for matches nor for valid")
			}
			if diff := cmp.Diff(want, cqlAnswer(in, want)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// cqlAnswer gives the members that the case asks for.
func cqlAnswer(in cqlInput, want cqlExpected) cqlExpected {
	var src string
	switch {
	case in.Expression != nil:
		src = *in.Expression
	case in.Pattern != nil:
		src = "attribute:x =~ '" + *in.Pattern + "'"
	}
	e, err := cql.Parse(src)
	var syntax *cql.SyntaxError
	if errors.As(err, &syntax) {
		got := cqlExpected{Valid: new(false), Code: syntax.Code}
		if in.Pattern == nil { // the place in an expression that the case does not show says nothing
			got.Offset, got.Length, got.Suggestion = syntax.Offset, syntax.Len, syntax.Suggestion
		}
		return got
	}
	var got cqlExpected
	if want.Matches != nil {
		got.Matches = new(e.Match(in.instance()))
	}
	if want.Valid != nil {
		got.Valid = new(true)
	}
	if want.Canonical != "" {
		got.Canonical = e.String()
	}
	if want.Hints != nil {
		got.Hints = []cqlHint{}
		for _, h := range e.Hints() {
			got.Hints = append(got.Hints, cqlHint{h.Code, h.Suggestion})
		}
	}
	return got
}

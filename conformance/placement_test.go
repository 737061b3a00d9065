package conformance_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/conformance"
	"github.com/ecskit/ecskit/placement"
)

const placementZone = "ecs.availability-zone"

type placementInstance struct {
	placement.Resources
	ID            string
	Zone          string
	Attributes    map[string]string
	ReservedPorts []placement.Port
	Draining      bool
	Disconnected  bool
}

// placementRunning are tasks that are there before the question is asked.
type placementRunning struct {
	placement.TaskSpec
	Instance  string
	N         int
	Stopping  bool
	Protected bool
}

type placementInput struct {
	Instances []placementInstance
	Running   []placementRunning
	Task      placement.TaskSpec
	N         int
}

// build returns the cluster of a case and the job that it asks about. Instances
// drain and lose their agents after the running tasks were put on them.
func (in placementInput) build(t *testing.T) (*placement.Cluster, placement.Job) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	c := new(placement.Cluster)
	for _, i := range in.Instances {
		attributes := map[string]string{}
		maps.Copy(attributes, i.Attributes)
		if i.Zone != "" {
			attributes[placementZone] = i.Zone
		}
		_, err := c.AddInstance(placement.Instance{ID: i.ID, Registered: i.Resources, Attributes: attributes, ReservedPorts: i.ReservedPorts, AgentConnected: true})
		must(err)
	}
	for _, r := range in.Running {
		job, err := c.Compile(r.TaskSpec)
		must(err)
		id, _ := c.Lookup(r.Instance)
		for range max(r.N, 1) {
			task, err := c.Assign(id, job)
			must(err)
			must(c.Protect(task, r.Protected))
			if r.Stopping {
				must(c.StopTask(task))
			}
		}
	}
	for _, i := range in.Instances {
		id, _ := c.Lookup(i.ID)
		if i.Draining {
			must(c.Drain(id))
		}
		must(c.SetAgentConnected(id, !i.Disconnected))
	}
	job, err := c.Compile(in.Task)
	must(err)
	return c, job
}

func runPlacement[Out any](t *testing.T, file string, answer func(t *testing.T, in placementInput) Out) {
	t.Helper()
	cases, err := conformance.Load("placement", file+".json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(file+"/"+c.Name, func(t *testing.T) {
			var in placementInput
			var want Out
			decoder := json.NewDecoder(bytes.NewReader(c.Input))
			decoder.DisallowUnknownFields() // a member that is not read would make a case say nothing
			if err := decoder.Decode(&in); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(c.Expected, &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, answer(t, in), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", c.Certainty, c.Source, diff)
			}
		})
	}
}

// Every file of the folder has its runner here; a new one without fails.
func TestPlacement(t *testing.T) {
	runners := map[string]func(*testing.T){
		"place": placementPlace, "candidates": placementCandidates, "reasons": placementReasons,
		"victims": placementVictims, "rebalance": placementRebalance,
	}
	cases, err := conformance.Load("placement", "*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if name := c.File[:len(c.File)-len(".json")]; runners[name] == nil {
			t.Errorf("no runner for %s", c.File)
		}
	}
	for _, run := range runners {
		run(t)
	}
}

func placementPlace(t *testing.T) {
	// Instances with zones are counted by zone: which of a zone's is taken is open.
	type output struct {
		By      string
		Counts  map[string]int
		Missing int
	}
	runPlacement(t, "place", func(t *testing.T, in placementInput) output {
		c, job := in.build(t)
		placed, err := c.Place(nil, job, in.N)
		if err != nil && !errors.Is(err, placement.ErrNoFit) {
			t.Fatal(err)
		}
		o := output{"instance", map[string]int{}, in.N - len(placed)}
		if len(in.Instances) > 0 && in.Instances[0].Zone != "" {
			o.By = "zone"
		}
		for _, p := range placed {
			key := c.Name(p.Instance)
			if o.By == "zone" {
				key, _ = c.Attribute(p.Instance, placementZone)
			}
			o.Counts[key]++
		}
		return o
	})
}

func placementCandidates(t *testing.T) {
	type output struct{ OneOf []string }
	runPlacement(t, "candidates", func(t *testing.T, in placementInput) output {
		c, job := in.build(t)
		var o output
		candidates := c.AppendCandidates(nil, job)
		for _, id := range candidates {
			o.OneOf = append(o.OneOf, c.Name(id))
		}
		placed, err := c.Place(nil, job, 1)
		if (err == nil) != (len(candidates) > 0) {
			t.Errorf("%d candidates, Place: %v", len(candidates), err)
		}
		for _, p := range placed {
			if !slices.Contains(candidates, p.Instance) {
				t.Errorf("placed on %s, which is no candidate", c.Name(p.Instance))
			}
		}
		return o
	})
}

func placementReasons(t *testing.T) {
	type output struct{ Reasons []string }
	runPlacement(t, "reasons", func(t *testing.T, in placementInput) output {
		c, job := in.build(t)
		var o output
		for _, r := range c.Explain(nil, job) {
			o.Reasons = append(o.Reasons, r.Reason.Reason())
		}
		slices.Sort(o.Reasons)
		return o
	})
}

func placementVictims(t *testing.T) {
	type output struct{ Stopped map[string]int }
	runPlacement(t, "victims", func(t *testing.T, in placementInput) output {
		c, job := in.build(t)
		o := output{map[string]int{}}
		for _, id := range c.AppendVictims(nil, job, in.N) {
			task, _ := c.Task(id)
			o.Stopped[c.Name(task.Instance)]++
		}
		return o
	})
}

func placementRebalance(t *testing.T) {
	type output struct{ Moves []string }
	runPlacement(t, "rebalance", func(t *testing.T, in placementInput) output {
		c, job := in.build(t)
		var o output
		for _, m := range c.AppendRebalance(nil, job) {
			task, _ := c.Task(m.Task)
			from, _ := c.Attribute(task.Instance, placementZone)
			to, _ := c.Attribute(m.To, placementZone)
			o.Moves = append(o.Moves, from+" to "+to)
		}
		return o
	})
}

package conformance_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/ecskit/ecskit/placement"
	"github.com/ecskit/ecskit/placement/ec2types"
)

// draws is how many seeds a choice by lot is repeated with: of up to eight equal
// instances none is missed but once in ten thousand, and the seeds are fixed.
const draws = 100

// eachTie asks once with the default of ties and then with ties drawn by lot: the
// cases hang on neither.
func (in placementInput) eachTie(t *testing.T, ask func(c *placement.Cluster, job placement.Job)) {
	t.Helper()
	c, job := in.build(t)
	ask(c, job)
	in.eachDraw(t, ask)
}

// large asks of a cluster of the size that ECS allows, and of one that answered the
// like before: such are not searched instance by instance. None of the others takes
// a task.
func (in placementInput) large(t *testing.T, ask func(c *placement.Cluster, job placement.Job)) {
	t.Helper()
	c, job := in.build(t)
	for n := range 5000 - len(in.Instances) {
		_, err := c.AddInstance(placement.Instance{ID: fmt.Sprintf("other-%d", n), Registered: placement.Resources{CPU: 1024, Memory: 2048}})
		must(t, err)
	}
	like, err := c.Compile(placement.TaskSpec{Group: "the like", Strategy: in.Task.Strategy, Standalone: in.Task.Standalone, MissingLast: in.Task.MissingLast})
	must(t, err)
	for range 20 {
		placed, _ := c.Place(nil, like, 1)
		for _, p := range placed {
			must(t, c.Release(p.Task))
		}
	}
	ask(c, job)
}

func (in placementInput) eachDraw(t *testing.T, ask func(c *placement.Cluster, job placement.Job)) {
	t.Helper()
	in.Task.Ties = placement.RandomChoice
	for seed := range uint64(draws) {
		c, job := in.build(t)
		c.Seed(seed)
		ask(c, job)
	}
}

func placementPlace() placementRun {
	type output struct {
		By      string // instance or zone
		Counts  map[string]int
		Missing int
	}
	return runPlacement(func(t *testing.T, in placementInput, want output) output {
		var answers []output
		ask := func(c *placement.Cluster, job placement.Job) {
			placed, err := c.Place(nil, job, in.N)
			if err != nil && !errors.Is(err, placement.ErrNoFit) {
				t.Fatal(err)
			}
			o := output{want.By, map[string]int{}, in.N - len(placed)}
			for _, p := range placed {
				switch want.By {
				case "instance":
					o.Counts[c.Name(p.Instance)]++
				case "zone":
					zone, _ := c.Attribute(p.Instance, placementZone)
					o.Counts[zone]++
				default:
					t.Fatalf("counts by %q", want.By)
				}
			}
			answers = append(answers, o)
		}
		in.eachTie(t, ask)
		in.large(t, ask)
		return same(t, answers, func(a, b output) bool { return maps.Equal(a.Counts, b.Counts) && a.Missing == b.Missing })
	})
}

// same returns the answer that is given however ties are broken.
func same[Out any](t *testing.T, answers []Out, equal func(a, b Out) bool) Out {
	t.Helper()
	for _, a := range answers[1:] {
		if !equal(answers[0], a) {
			t.Fatalf("the case hangs on ties: %+v, or %+v", answers[0], a)
		}
	}
	return answers[0]
}

// placementRandom asks where one task may go: each of the instances has its turn.
func placementRandom() placementRun {
	type output struct{ OneOf []string }
	return runPlacement(func(t *testing.T, in placementInput, _ output) output {
		seen := map[string]bool{}
		in.eachDraw(t, func(c *placement.Cluster, job placement.Job) {
			placed, err := c.Place(nil, job, 1)
			must(t, err)
			seen[c.Name(placed[0].Instance)] = true
		})
		return output{slices.Sorted(maps.Keys(seen))}
	})
}

func placementCandidates() placementRun {
	type output struct{ OneOf []string }
	return runPlacement(func(t *testing.T, in placementInput, _ output) output {
		c, job := in.build(t)
		var o output
		candidates := c.AppendCandidates(nil, job)
		for _, id := range c.Instances() {
			takes := slices.Contains(candidates, id)
			if takes {
				o.OneOf = append(o.OneOf, c.Name(id))
			}
			if lacks := c.ExplainInstance(nil, id, job); takes != (len(lacks) == 0) {
				t.Errorf("%s takes it: %t, and lacks %v", c.Name(id), takes, lacks)
			}
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

// placementStart starts a task on the instance named, as StartTask does.
func placementStart() placementRun {
	type output struct{ Reasons []string }
	return runPlacement(func(t *testing.T, in placementInput, _ output) output {
		c, job := in.build(t)
		id, ok := c.Lookup(in.On)
		if !ok {
			t.Fatalf("no instance %q", in.On)
		}
		var o output
		var refused *placement.NotPlacedError
		if _, err := c.Assign(id, job); errors.As(err, &refused) {
			for _, s := range refused.Lacks {
				o.Reasons = append(o.Reasons, s.Kind.Reason())
			}
		} else {
			must(t, err)
		}
		slices.Sort(o.Reasons)
		return o
	})
}

func placementFit() placementRun {
	type output struct{ Fit int }
	return runPlacement(func(t *testing.T, in placementInput, _ output) output {
		c, job := in.build(t)
		o := output{c.Fit(job)}
		if placed, err := c.Place(nil, job, o.Fit+1); len(placed) != o.Fit || !errors.Is(err, placement.ErrNoFit) {
			t.Errorf("%d fit; Place places %d, %v", o.Fit, len(placed), err)
		}
		return o
	})
}

// placementSpecs asks whether a specification is refused, for which member, and
// what to write instead.
func placementSpecs() placementRun {
	type output struct{ Refused, Write string }
	return runPlacement(func(t *testing.T, in placementInput, want output) output {
		c := new(placement.Cluster)
		_, err := c.Compile(in.Task.spec())
		var wrong *placement.SpecError
		if !errors.As(err, &wrong) {
			must(t, err)
			return output{}
		}
		o := output{Refused: jsonPath(wrong.Field)}
		if want.Write != "" {
			o.Write = strings.TrimPrefix(wrong.Hint, "write ")
		}
		return o
	})
}

// jsonPath writes Strategy[0].Field as strategy[0].field, GPUShare as gpuShare.
func jsonPath(field string) string {
	parts := strings.Split(field, ".")
	for i, p := range parts {
		capitals := max(strings.IndexFunc(p, unicode.IsLower), 1)
		if capitals > 1 {
			capitals-- // the last one begins the next word
		}
		parts[i] = strings.ToLower(p[:capitals]) + p[capitals:]
	}
	return strings.Join(parts, ".")
}

// placementTypes asks how many tasks in network mode awsvpc an instance of a type
// takes.
func placementTypes() placementRun {
	type input struct{ Type string }
	type output struct{ Tasks, TrunkingTasks int }
	return runPlacement(func(t *testing.T, in input, _ output) output {
		m, ok := ec2types.Lookup(in.Type)
		if !ok {
			t.Fatalf("no type %q", in.Type)
		}
		without, with := m.AWSVPCTasks(false), m.AWSVPCTasks(true)
		for _, l := range []ec2types.Limit{without, with} {
			if l.Basis != ec2types.Documented {
				t.Errorf("%d tasks are %s", l.Tasks, l.Basis)
			}
		}
		return output{without.Tasks, with.Tasks}
	})
}

package placement_test

import (
	"fmt"
	"testing"

	oracle "github.com/ecskit/ecskit/internal/oracle/placementoracle"
	"github.com/ecskit/ecskit/placement"
)

// churn has a cluster and its twin, in which an attribute that jobs read gets a value
// that was never there, time and again, as when instances are replaced by others of
// a new build; now and then one goes back to an old build, or has none.
type churn struct {
	t     *testing.T
	c     *placement.Cluster
	o     *oracle.Cluster
	ids   []placement.InstanceID
	tasks []placement.TaskID
	twins []*oracle.Task
}

func newChurn(t *testing.T, n int) *churn {
	h := &churn{t: t, c: new(placement.Cluster), o: new(oracle.Cluster)}
	for i := range n {
		in := placement.Instance{ID: fmt.Sprint(i), AgentConnected: true, Registered: placement.Resources{CPU: 20 + int32(i%3), Memory: 20},
			Attributes: map[string]string{"build": "first", "ecs.availability-zone": []string{"a", "b"}[i%2]}}
		id, err := h.c.AddInstance(in)
		if err != nil {
			t.Fatal(err)
		}
		h.ids = append(h.ids, id)
		h.o.Add(in)
	}
	return h
}

// change changes an instance's build, the newest one being build.
func (h *churn) change(step, build int) {
	at := step % len(h.ids)
	var err error
	switch {
	case step%13 == 0:
		delete(h.o.Instances[at].Attributes, "build")
		err = h.c.RemoveAttribute(h.ids[at], "build")
	case step%11 == 0:
		build = max(build-300, 0)
		fallthrough
	default:
		h.o.Instances[at].Attributes["build"] = fmt.Sprint(build)
		err = h.c.SetAttribute(h.ids[at], "build", fmt.Sprint(build))
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// place places a task where the twin places it; the oldest of many ends.
func (h *churn) place(step int, spec placement.TaskSpec) {
	placed, err := h.c.Place(nil, compile(h.t, h.c, spec), 1)
	want := h.o.Choose(&spec)
	if want == nil {
		if err != placement.ErrNoFit {
			h.t.Fatalf("step %d: %v, error %v; the twin finds no room", step, placed, err)
		}
		return
	}
	if err != nil || h.c.Name(placed[0].Instance) != want.ID {
		h.t.Fatalf("step %d: %v, error %v; the twin takes %s", step, placed, err, want.ID)
	}
	h.tasks, h.twins = append(h.tasks, placed[0].Task), append(h.twins, h.o.Put(spec, want))
	if len(h.tasks) > 40 {
		if err := h.c.Release(h.tasks[0]); err != nil {
			h.t.Fatal(err)
		}
		h.o.Release(h.twins[0])
		h.tasks, h.twins = h.tasks[1:], h.twins[1:]
	}
}

// What is kept of values stays near what the instances have, the index goes on
// serving, and every placement is the twin's.
func TestValuesComeAndGo(t *testing.T) {
	byBuild := []placement.Strategy{{Type: placement.Spread, Field: "attribute:build"}, {Type: placement.Binpack, Field: "cpu"}}
	few := []placement.Constraint{{Type: placement.MemberOf, Expression: "attribute:build =~ .*7"}}
	var specs []placement.TaskSpec
	for _, last := range []bool{false, true} {
		spec := placement.TaskSpec{Group: "g", Resources: placement.Resources{CPU: 3, Memory: 2}, Strategy: byBuild, MissingLast: last}
		specs = append(specs, spec)
		spec.Constraints = few
		specs = append(specs, spec)
	}
	for lasts, steps := range map[int]int{30: 12_000, 1: 4000} {
		t.Run(fmt.Sprintf("a build of %d", lasts), func(t *testing.T) {
			const n = 64
			h := newChurn(t, n)
			for step := range steps {
				h.change(step, step/lasts)
				if got := placement.Values(h.c); got > 257 {
					t.Fatalf("step %d: %d values are kept, at most 257 should be", step, got)
				}
				if got := placement.Classes(h.c); got > n+258 {
					t.Fatalf("step %d: %d classes are kept", step, got)
				}
				if step%5 == 0 {
					h.place(step, specs[step/5%len(specs)])
				}
			}
			if placement.Indexes(h.c) == 0 {
				t.Error("there is no index at the end")
			}
		})
	}
}

// A class that takes the number of one without a use makes void what is remembered
// of that number, and no more.
func TestClassNumbersAreUsedAgain(t *testing.T) {
	const n = 300
	c := new(placement.Cluster)
	var ids []placement.InstanceID
	for i := range n {
		ids = append(ids, add(t, c, fmt.Sprint(i), 100, 100, zone([]string{"a", "b"}[i%2]), attribute("own", fmt.Sprint(i))))
	}
	reader := compile(t, c, placement.TaskSpec{Resources: placement.Resources{CPU: 1}, RequiredAttributes: []string{"own"}})
	for range 20 {
		if _, err := c.Place(nil, reader, 1); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 2000 {
		if err := c.SetAttribute(ids[i%n], "own", fmt.Sprint(n+i)); err != nil {
			t.Fatal(err)
		}
		if buckets := placement.Buckets(c, reader); buckets != 2 {
			t.Fatalf("after change %d, %d buckets are remembered", i, buckets)
		}
		if _, err := c.Place(nil, reader, 1); err != nil {
			t.Fatal(err)
		}
	}
	if got := placement.Classes(c); got > n+258 {
		t.Errorf("%d classes for %d instances", got, n)
	}
	for i, id := range ids { // they are all of classes that came late
		if err := c.RemoveAttribute(id, "own"); err != nil {
			t.Fatal(err)
		}
		if got := len(c.AppendCandidates(nil, reader)); got != n-1-i {
			t.Fatalf("%d instances take the task, %d have the attribute", got, n-1-i)
		}
	}
}

// Instances are replaced in the order in which they came, but for one in fifty. Those
// that stay do not keep a block of an index each.
func TestBlocksAreJoined(t *testing.T) {
	c := new(placement.Cluster)
	placement.SetFlat(c, -1)
	j := compile(t, c, placement.TaskSpec{Resources: placement.Resources{CPU: 1}, Strategy: []placement.Strategy{{Type: placement.Spread, Field: "instanceId"}}})
	var young []placement.InstanceID
	const n = 3000
	for i := range 60_000 {
		id := add(t, c, fmt.Sprint(i), 100, 100)
		if i%50 > 0 {
			young = append(young, id)
		}
		if len(young) > n {
			if err := c.Remove(young[0]); err != nil {
				t.Fatal(err)
			}
			young = young[1:]
		}
		if i%20 == 0 {
			place(t, c, j, 1)
		}
	}
	if got, most := placement.Blocks(c), c.Len()/16+1; got > most {
		t.Errorf("%d blocks hold %d instances, at most %d should", got, c.Len(), most)
	}
}

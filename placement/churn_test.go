package placement_test

import (
	"fmt"
	"testing"

	oracle "github.com/ecskit/ecskit/internal/oracle/placementoracle"
	"github.com/ecskit/ecskit/placement"
)

// Attributes that jobs read get a value that was never there, time and again, as
// when instances are replaced by others of a new build. What is kept of values stays
// near what the instances have, the index goes on serving, and every placement is
// the twin's.
func TestValuesComeAndGo(t *testing.T) {
	for _, v := range []struct {
		name    string
		lasts   int // how many changes a value lasts
		steps   int
		values  int
		indexed bool
	}{
		{"few at once", 30, 12_000, 257, true},
		{"one each", 1, 3000, 320, true},
	} {
		t.Run(v.name, func(t *testing.T) {
			const n = 64
			c, o := new(placement.Cluster), new(oracle.Cluster)
			var ids []placement.InstanceID
			for i := range n {
				in := placement.Instance{ID: fmt.Sprint(i), AgentConnected: true, Registered: placement.Resources{CPU: 20 + int32(i%3), Memory: 20}, Attributes: map[string]string{"build": "first"}}
				id, err := c.AddInstance(in)
				if err != nil {
					t.Fatal(err)
				}
				ids = append(ids, id)
				o.Add(in)
			}
			spec := placement.TaskSpec{Group: "g", Resources: placement.Resources{CPU: 3, Memory: 2},
				Strategy:    []placement.Strategy{{Type: placement.Spread, Field: "attribute:build"}, {Type: placement.Binpack, Field: "cpu"}},
				Constraints: []placement.Constraint{{Type: placement.MemberOf, Expression: "attribute:build !~ .*7"}}}
			j := compile(t, c, spec)
			var tasks []placement.TaskID
			var twins []*oracle.Task
			for step := range v.steps {
				at := step % n
				o.Instances[at].Attributes["build"] = fmt.Sprint(step / v.lasts)
				if err := c.SetAttribute(ids[at], "build", fmt.Sprint(step/v.lasts)); err != nil {
					t.Fatal(err)
				}
				if got := placement.Values(c); got > v.values {
					t.Fatalf("step %d: %d values are kept, at most %d should be", step, got, v.values)
				}
				if got := placement.Classes(c); got > n+258 {
					t.Fatalf("step %d: %d classes are kept", step, got)
				}
				if step%7 > 0 {
					continue
				}
				placed, err := c.Place(nil, j, 1)
				want := o.Choose(&spec)
				if err != nil || want == nil || c.Name(placed[0].Instance) != want.ID {
					t.Fatalf("step %d: %v, error %v; the twin takes %v", step, placed, err, want)
				}
				tasks, twins = append(tasks, placed[0].Task), append(twins, o.Put(spec, want))
				if len(tasks) > 40 {
					if err := c.Release(tasks[0]); err != nil {
						t.Fatal(err)
					}
					o.Release(twins[0])
					tasks, twins = tasks[1:], twins[1:]
				}
			}
			if (placement.Indexes(c) > 0) != v.indexed {
				t.Errorf("%d indexes at the end", placement.Indexes(c))
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

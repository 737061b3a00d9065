package placement_test

import (
	"fmt"
	"testing"

	"github.com/ecskit/ecskit/placement"
)

// What the package comment promises not to allocate, on clusters that are scanned
// and clusters that are indexed.
func TestNoAllocations(t *testing.T) {
	for _, n := range []int{20, 500} {
		c := new(placement.Cluster)
		for i := range n {
			add(t, c, fmt.Sprint(i), 100_000, 100_000, zone([]string{"a", "b", "c"}[i%3]), attribute("stack", "prod"))
		}
		for name, spec := range map[string]placement.TaskSpec{
			"default":  {},
			"binpack":  {Strategy: []placement.Strategy{{Type: placement.Binpack, Field: "memory"}}},
			"random":   {Strategy: []placement.Strategy{{Type: placement.Random}}},
			"chain":    {Strategy: []placement.Strategy{{Type: placement.Spread, Field: "attribute:ecs.availability-zone"}, {Type: placement.Binpack, Field: "cpu"}, {Type: placement.Spread, Field: "host"}}},
			"ports":    {Ports: []placement.Port{{Number: 80}}},
			"member":   {Constraints: []placement.Constraint{{Type: placement.MemberOf, Expression: "attribute:stack == prod and not(task:group == x)"}}},
			"distinct": {Constraints: []placement.Constraint{{Type: placement.DistinctInstance}}},
		} {
			spec.Group, spec.Resources = "service:"+name, placement.Resources{CPU: 1, Memory: 1}
			noAllocations(t, c, fmt.Sprintf("%s on %d", name, n), compile(t, c, spec))
		}
	}
}

func noAllocations(t *testing.T, c *placement.Cluster, name string, j placement.Job) {
	t.Helper()
	placed := make([]placement.Placement, 0, 100)
	ids := make([]placement.InstanceID, 0, 1000)
	tasks := make([]placement.TaskID, 0, 100)
	rejections := make([]placement.Rejection, 0, 20)
	lacks := make([]placement.Shortfall, 0, 20)
	big := compile(t, c, placement.TaskSpec{Group: "big", Resources: placement.Resources{CPU: 1 << 30}})
	round := func() {
		placed, _ = c.Place(placed[:0], j, 12)
		tasks = c.AppendVictims(tasks[:0], j, 3)
		for i, p := range placed {
			if i%2 == 0 {
				if err := c.StopTask(p.Task); err != nil {
					t.Fatal(err)
				}
			}
			if err := c.Release(p.Task); err != nil {
				t.Fatal(err)
			}
		}
	}
	for range 20 {
		round() // working memory grows
	}
	instance := c.Instances()[0]
	for what, f := range map[string]func(){
		"Place, AppendVictims, StopTask, Release": round,
		"Assign": func() {
			task, err := c.Assign(instance, j)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Release(task); err != nil {
				t.Fatal(err)
			}
		},
		"AppendCandidates": func() { ids = c.AppendCandidates(ids[:0], j) },
		"Fit":              func() { c.Fit(j) },
		"Explain":          func() { rejections = c.Explain(rejections[:0], big) },
		"ExplainInstance":  func() { lacks = c.ExplainInstance(lacks[:0], instance, big) },
	} {
		f()
		if n := testing.AllocsPerRun(20, f); n != 0 {
			t.Errorf("%s: %s: %v allocations", name, what, n)
		}
	}
}

// At the size of the quotas: 5,000 instances, 50,000 tasks of 24 jobs. An attribute
// that no other instance has, as with interface trunking, costs nothing while no
// job reads it; when all of them do, what they remember of it is bounded.
func TestMemory(t *testing.T) {
	trunk := []placement.Constraint{{Type: placement.MemberOf, Expression: "attribute:trunk != none"}}
	byTrunk := []placement.Strategy{{Type: placement.Spread, Field: "attribute:trunk"}}
	for _, v := range []struct {
		name    string
		unique  bool
		change  func(int, *placement.TaskSpec)
		classes int
	}{
		{"alike", false, func(int, *placement.TaskSpec) {}, 3},
		{"own attribute", true, func(int, *placement.TaskSpec) {}, 3},
		{"own attribute read", true, func(_ int, s *placement.TaskSpec) { s.Constraints = trunk }, 5000},
		{"own attribute spread over", true, func(_ int, s *placement.TaskSpec) { s.Strategy = byTrunk }, 5000},
	} {
		t.Run(v.name, func(t *testing.T) {
			c := new(placement.Cluster)
			for i := range 5000 {
				in := benchInstance(i)
				if v.unique {
					in.Attributes["trunk"] = fmt.Sprint(i)
				}
				if _, err := c.AddInstance(in); err != nil {
					t.Fatal(err)
				}
			}
			for _, spec := range append(services(nil, v.change), services([]placement.Strategy{binpack}, v.change)...) {
				j := compile(t, c, spec)
				n := 2000
				if v.classes > 3 {
					n = 50 // a scan each
				}
				if _, err := c.Place(nil, j, n); err != nil && err != placement.ErrNoFit {
					t.Fatal(err)
				}
			}
			if n := placement.Classes(c); n != v.classes {
				t.Errorf("%d classes, not %d", n, v.classes)
			}
			instance, task := placement.MemoryPer(c)
			t.Logf("%.0f bytes for each instance, %.0f for each task", instance, task)
			if instance > 200 || task > 40 && v.classes == 3 {
				t.Errorf("%.0f bytes for each instance and %.0f for each task, at most 200 and 40 are promised", instance, task)
			}
		})
	}
}

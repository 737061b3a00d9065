package placement_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	oracle "github.com/ecskit/ecskit/internal/oracle/placementoracle"
	"github.com/ecskit/ecskit/placement"
)

// chains are all orders of one to three of the rules that draw no lots.
func chains() [][]placement.Strategy {
	rules := []placement.Strategy{{Type: placement.Binpack, Field: "cpu"}, {Type: placement.Binpack, Field: "memory"}, byNode, byZone, {Type: placement.Spread, Field: "attribute:rack"}}
	all := [][]placement.Strategy{nil}
	for at := 0; at < len(all); at++ {
		if len(all[at]) == 3 {
			break
		}
		for _, r := range rules {
			if !slices.Contains(all[at], r) {
				all = append(all, append(slices.Clone(all[at]), r))
			}
		}
	}
	return all[1:]
}

// Every chain on one cluster, each with a group of its own, by indexes that take
// one another's place. Whole devices and shares of them come and go with the tasks.
func TestEveryChainEqualsItsTwin(t *testing.T) {
	c, o := new(placement.Cluster), new(oracle.Cluster)
	placement.SetFlat(c, -1)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 30 {
		in := placement.Instance{
			ID: fmt.Sprint(i), AgentConnected: true, Registered: placement.Resources{CPU: 4 + int32(i%3)*4, Memory: 6 + int32(i%2)*6},
			Attributes: map[string]string{"ecs.availability-zone": zones[i%3], "rack": fmt.Sprint(i % 4)},
		}
		if i%3 == 0 {
			in.GPUs = []placement.GPU{{ID: "one", MemoryMiB: 8}, {ID: "two", MemoryMiB: 4}}
		}
		if _, err := c.AddInstance(in); err != nil {
			t.Fatal(err)
		}
		o.Add(in)
	}
	type pair struct {
		id   placement.TaskID
		task *oracle.Task
	}
	var live []pair
	all := chains()
	for round := range 20 * len(all) {
		number := round % len(all)
		if round >= 10*len(all) {
			number = random.IntN(len(all))
		}
		spec := placement.TaskSpec{Group: fmt.Sprint("chain ", number), Strategy: all[number], Resources: placement.Resources{CPU: int32(1 + number%2), Memory: int32(1 + number%3)}}
		switch number % 7 {
		case 3:
			spec.Resources.GPU = 1
		case 5:
			spec.GPUShare.MemoryMiB = 3
		}
		job, want := compile(t, c, spec), o.Choose(&spec)
		if got, fits := c.Fit(job), o.Fit(spec, 1000); got != fits {
			t.Fatalf("round %d, %v: Fit %d, the twin places %d", round, spec.Strategy, got, fits)
		}
		placed, err := c.Place(nil, job, 1)
		switch {
		case want == nil && err != placement.ErrNoFit:
			t.Fatalf("round %d, %v: %v, error %v; the twin finds no room", round, spec.Strategy, placed, err)
		case want != nil && (err != nil || c.Name(placed[0].Instance) != want.ID):
			t.Fatalf("round %d, %v: %v, error %v; the twin takes %s", round, spec.Strategy, placed, err, want.ID)
		case want != nil:
			live = append(live, pair{placed[0].Task, o.Put(spec, want)})
		}
		for release := want == nil || random.IntN(3) == 0; release && len(live) > 0; release = random.IntN(3) == 0 {
			k := random.IntN(len(live))
			if err := c.Release(live[k].id); err != nil {
				t.Fatal(err)
			}
			o.Release(live[k].task)
			live[k], live = live[len(live)-1], live[:len(live)-1]
		}
	}
}

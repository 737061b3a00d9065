package placement_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/ecskit/ecskit/placement"
)

var (
	sizes    = []placement.Resources{{CPU: 2048, Memory: 8192}, {CPU: 2048, Memory: 4096}, {CPU: 4096, Memory: 16384}, {CPU: 8192, Memory: 16384}, {CPU: 16384, Memory: 65536}, {CPU: 4096, Memory: 32768}}
	binpack  = placement.Strategy{Type: placement.Binpack, Field: "memory"}
	byZone   = placement.Strategy{Type: placement.Spread, Field: "attribute:ecs.availability-zone"}
	byNode   = placement.Strategy{Type: placement.Spread, Field: "instanceId"}
	memberOf = []placement.Constraint{{Type: placement.MemberOf, Expression: "attribute:ecs.instance-type in [t0, t2, t4]"}}
)

// benchCluster has n instances of six sizes in three zones.
func benchCluster(n int) *placement.Cluster {
	c := new(placement.Cluster)
	for i := range n {
		if _, err := c.AddInstance(benchInstance(i)); err != nil {
			panic(err)
		}
	}
	return c
}

func benchInstance(i int) placement.Instance {
	return placement.Instance{ID: fmt.Sprintf("i-%d", i), Registered: sizes[i%6], AgentConnected: true, Attributes: map[string]string{
		"ecs.availability-zone": []string{"a", "b", "c"}[(i/6)%3], "ecs.instance-type": fmt.Sprintf("t%d", i%6)}}
}

// services are twelve services of different sizes.
func services(strategy []placement.Strategy, change ...func(int, *placement.TaskSpec)) []placement.TaskSpec {
	var all []placement.TaskSpec
	for i := range 12 {
		spec := placement.TaskSpec{Group: fmt.Sprintf("service:%d", i), Strategy: strategy,
			Resources: placement.Resources{CPU: []int32{128, 256, 512}[i%3], Memory: []int32{256, 512, 1024, 2048}[i%4]}}
		for _, f := range change {
			f(i, &spec)
		}
		all = append(all, spec)
	}
	return all
}

// stops says what happens to one task in five.
type stops uint8

const (
	noStops stops = iota
	picks         // it is picked, as for a stop, and goes on: what the picking costs
	oneInFive
)

// bench places the work again and again: ten tasks for each instance, from an
// empty cluster each time.
func bench(b *testing.B, n int, specs []placement.TaskSpec, interleaved bool, flat int, stop stops) {
	base := benchCluster(n)
	placement.SetFlat(base, flat)
	var jobs []placement.Job
	for _, s := range specs {
		jobs = append(jobs, compile(b, base, s))
	}
	work := 10 * n
	order := make([]placement.Job, work)
	for i := range order {
		order[i] = jobs[i*len(jobs)/work]
		if interleaved {
			order[i] = jobs[i%len(jobs)]
		}
	}
	c := new(placement.Cluster)
	dst := make([]placement.Placement, 0, 1)
	tasks := make([]placement.TaskID, 0, work)
	at, random := work, uint64(1)
	b.ReportAllocs()
	for b.Loop() {
		if at == work {
			b.StopTimer()
			c.CopyFrom(base)
			at, tasks = 0, tasks[:0]
			b.StartTimer()
		}
		dst, _ = c.Place(dst[:0], order[at], 1)
		at++
		if stop == noStops {
			continue
		}
		if len(dst) > 0 {
			tasks = append(tasks, dst[0].Task)
		}
		if random = random*6364136223846793005 + 1442695040888963407; random>>32%5 == 0 && len(tasks) > 0 {
			k := int(random>>33) % len(tasks)
			if picked := tasks[k]; stop == oneInFive {
				_ = c.Release(picked)
			}
			tasks[k] = tasks[len(tasks)-1]
			tasks = tasks[:len(tasks)-1]
		}
	}
}

func modes(b *testing.B, name string, counts []int, specs []placement.TaskSpec) {
	for _, n := range counts {
		if n > 1000 && testing.Short() {
			continue
		}
		for _, mode := range []string{"series", "interleaved"} {
			b.Run(fmt.Sprintf("strategy=%s/instances=%d/mode=%s", name, n, mode), func(b *testing.B) {
				bench(b, n, specs, mode == "interleaved", 0, noStops)
			})
		}
	}
}

func BenchmarkPlace(b *testing.B) {
	counts := []int{100, 1000, 10_000, 100_000}
	modes(b, "binpack", counts, services([]placement.Strategy{binpack}))
	modes(b, "zone+binpack", counts, services([]placement.Strategy{byZone, binpack}))
	modes(b, "zone+instance", counts, services([]placement.Strategy{byZone, byNode}))
	modes(b, "binpack+memberOf", counts[:3], services([]placement.Strategy{binpack}, func(_ int, s *placement.TaskSpec) { s.Constraints = memberOf }))
	modes(b, "binpack+port", counts[:3], services([]placement.Strategy{binpack}, func(i int, s *placement.TaskSpec) { s.Ports = []placement.Port{{Number: uint16(8000 + i)}} }))
}

// Chains of more than one rule that orders instances, from 1,000 instances on.
func BenchmarkPlaceChain(b *testing.B) {
	packCPU := placement.Strategy{Type: placement.Binpack, Field: "cpu"}
	for _, chain := range []struct {
		name string
		list []placement.Strategy
	}{
		{"memory+cpu", []placement.Strategy{binpack, packCPU}},
		{"instance+memory", []placement.Strategy{byNode, binpack}},
		{"memory+instance", []placement.Strategy{binpack, byNode}},
		{"memory+zone", []placement.Strategy{binpack, byZone}},
		{"zone+instance+memory", []placement.Strategy{byZone, byNode, binpack}},
		{"cpu+zone+memory+instance", []placement.Strategy{packCPU, byZone, binpack, byNode}},
	} {
		modes(b, chain.name, []int{1000, 10_000, 100_000}, services(chain.list))
	}
}

// The same work by a scan of all instances.
func BenchmarkPlaceFlat(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		if n > 1000 && testing.Short() {
			continue
		}
		for _, mode := range []string{"series", "interleaved"} {
			b.Run(fmt.Sprintf("strategy=binpack/instances=%d/mode=%s", n, mode), func(b *testing.B) {
				bench(b, n, services([]placement.Strategy{binpack}), mode == "interleaved", 1<<30, noStops)
			})
		}
	}
}

// One placement in five is followed by the end of a task chosen at random; beside
// it the same with the choice alone.
func BenchmarkPlaceWithStops(b *testing.B) {
	strategies := map[string][]placement.Strategy{"binpack": {binpack}, "zone+binpack": {byZone, binpack}, "zone+instance": {byZone, byNode}}
	for _, name := range slices.Sorted(maps.Keys(strategies)) {
		for _, mode := range []string{"series", "interleaved"} {
			for i, stop := range []stops{picks, oneInFive} {
				b.Run(fmt.Sprintf("strategy=%s/instances=10000/mode=%s/stops=%d", name, mode, 20*i), func(b *testing.B) {
					bench(b, 10_000, services(strategies[name]), mode == "interleaved", 0, stop)
				})
			}
		}
	}
}

// A Place that fails again while nothing changed.
func BenchmarkPlaceFailsAgain(b *testing.B) {
	c := benchCluster(1000)
	j := compile(b, c, placement.TaskSpec{Resources: placement.Resources{CPU: 1 << 30}})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Place(nil, j, 1); err != placement.ErrNoFit {
			b.Fatal(err)
		}
	}
}

// The worst case: every instance has two of three resources, each third lacks
// another, so that every block of the index seems to have them all. A job that was
// not placed before has to look through the whole order, at some 4 ns for each
// instance; from then on the blocks say what they have.
func BenchmarkPlaceAdversarial(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000} {
		if n > 1000 && testing.Short() {
			continue
		}
		b.Run(fmt.Sprintf("instances=%d", n), func(b *testing.B) {
			c := new(placement.Cluster)
			for i := range n {
				in := benchInstance(i)
				in.Registered = placement.Resources{CPU: 8192, Memory: 8192, ENI: 10}
				switch i % 3 {
				case 0:
					in.Registered.CPU = 1
				case 1:
					in.Registered.Memory = 1
				case 2:
					in.Registered.ENI = 0
				}
				if _, err := c.AddInstance(in); err != nil {
					b.Fatal(err)
				}
			}
			placement.SetFlat(c, -1)
			i := 0
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				j := compile(b, c, placement.TaskSpec{Group: fmt.Sprint(i), Resources: placement.Resources{CPU: 2, Memory: 2, ENI: 1}, Strategy: []placement.Strategy{{Type: placement.Binpack, Field: "cpu"}}})
				i++
				b.StartTimer()
				if _, err := c.Place(nil, j, 1); err != placement.ErrNoFit {
					b.Fatal(err)
				}
			}
		})
	}
}

// A cluster of 100,000 instances from nothing.
func BenchmarkAddInstance(b *testing.B) {
	var list []placement.Instance
	for i := range 100_000 {
		list = append(list, benchInstance(i))
	}
	b.ReportAllocs()
	for b.Loop() {
		c := new(placement.Cluster)
		for _, in := range list {
			if _, err := c.AddInstance(in); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkCopyFrom(b *testing.B) {
	src := benchCluster(5000)
	if _, err := src.Place(nil, compile(b, src, services(nil)[0]), 20_000); err != nil {
		b.Fatal(err)
	}
	dst := new(placement.Cluster)
	b.ReportAllocs()
	for b.Loop() {
		dst.CopyFrom(src)
	}
}

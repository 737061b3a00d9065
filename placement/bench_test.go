package placement

import (
	"fmt"
	"testing"
)

func benchCluster(n int) *Cluster {
	c := new(Cluster)
	sizes := []Resources{{2048, 8192, 0, 0}, {2048, 4096, 0, 0}, {4096, 16384, 0, 0}, {8192, 16384, 0, 0}, {16384, 65536, 0, 0}, {4096, 32768, 0, 0}}
	for i := range n {
		_, err := c.AddInstance(Instance{ID: fmt.Sprintf("i-%d", i), Registered: sizes[i%6], AgentConnected: true, Attributes: map[string]string{
			"ecs.availability-zone": []string{"a", "b", "c"}[(i/6)%3], "ecs.instance-type": fmt.Sprintf("t%d", i%6)}})
		if err != nil {
			panic(err)
		}
	}
	return c
}

func specs(strategy []Strategy) []TaskSpec {
	var all []TaskSpec
	cpus, mems := []int32{128, 256, 512}, []int32{256, 512, 1024, 2048}
	for i := range 12 {
		all = append(all, TaskSpec{Group: fmt.Sprintf("service:%d", i), Resources: Resources{cpus[i%3], mems[i%4], 0, 0}, Strategy: strategy})
	}
	return all
}

func BenchmarkPlace(b *testing.B) {
	for _, st := range []struct {
		name string
		s    []Strategy
	}{{"binpack", []Strategy{{Binpack, "memory"}}}, {"zone+binpack", []Strategy{{Spread, "attribute:ecs.availability-zone"}, {Binpack, "memory"}}}, {"zone+instance", nil}} {
		for _, n := range []int{100, 1000, 10000, 100000} {
			for _, mode := range []string{"series", "interleaved"} {
				b.Run(fmt.Sprintf("strategy=%s/instances=%d/mode=%s", st.name, n, mode), func(b *testing.B) {
					base := benchCluster(n)
					var jobs []Job
					for _, s := range specs(st.s) {
						j, err := base.Compile(s)
						if err != nil {
							b.Fatal(err)
						}
						jobs = append(jobs, j)
					}
					c := new(Cluster)
					dst := make([]Placement, 0, 10)
					total := 0
					b.ReportAllocs()
					for b.Loop() {
						if total%(10*n) == 0 {
							b.StopTimer()
							c.CopyFrom(base)
							b.StartTimer()
						}
						j := jobs[total%12]
						if mode == "series" {
							j = jobs[total%(10*n)*12/(10*n)]
						}
						dst, _ = c.Place(dst[:0], j, 1)
						total++
					}
				})
			}
		}
	}
}

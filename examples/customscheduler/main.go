// Customscheduler is a scheduler of one's own over the cluster of package
// placement: ECS filters, this program chooses.
//
// It wants what no strategy of ECS offers: each task goes to the instance on which
// what remains of CPU and memory is most in proportion, so that neither is left
// over without the other. It prints how many tasks of three services it
// places, and what stays free, beside the same of binpack on memory.
package main

import (
	"fmt"
	"io"
	"math"
	"os"

	"github.com/ecskit/ecskit/placement"
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "customscheduler:", err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	own, err := cluster()
	if err != nil {
		return err
	}
	jobs := make([]placement.Job, len(services))
	for i, s := range services {
		if jobs[i], err = own.Compile(placement.TaskSpec{Group: "service:" + s.name, Resources: s.takes, Strategy: binpack}); err != nil {
			return err
		}
	}
	var packed placement.Cluster
	packed.CopyFrom(own) // which knows the jobs too
	for i, s := range services {
		n, err := balance(own, jobs[i], s.count)
		if err != nil {
			return err
		}
		placed, _ := packed.Place(nil, jobs[i], s.count) // an error says what the count shows
		fmt.Fprintf(out, "%-8s own scheduler %2d of %d, binpack %2d of %d\n", s.name, n, s.count, len(placed), s.count)
	}
	for _, id := range own.Instances() {
		fmt.Fprintf(out, "%s free: own scheduler %s, binpack %s\n", own.Name(id), text(own.Free(id)), text(packed.Free(id)))
	}
	return nil
}

// balance places up to n tasks, and returns how many found a place.
func balance(c *placement.Cluster, job placement.Job, n int) (int, error) {
	takes := job.Spec().Resources
	var candidates []placement.InstanceID
	for i := range n {
		candidates = c.AppendCandidates(candidates[:0], job)
		if len(candidates) == 0 {
			return i, nil
		}
		best, least := candidates[0], math.Inf(1)
		for _, id := range candidates {
			if d := imbalance(c.Free(id), takes); d < least {
				best, least = id, d
			}
		}
		if _, err := c.Assign(best, job); err != nil {
			return i, err
		}
	}
	return n, nil
}

// imbalance is how far apart the free shares of CPU and memory would be, 0 to 1.
func imbalance(free, takes placement.Resources) float64 {
	cpu := float64(free.CPU-takes.CPU) / float64(registered.CPU)
	memory := float64(free.Memory-takes.Memory) / float64(registered.Memory)
	return math.Abs(cpu - memory)
}

func text(r placement.Resources) string {
	return fmt.Sprintf("%4d CPU units and %4d MiB", r.CPU, r.Memory)
}

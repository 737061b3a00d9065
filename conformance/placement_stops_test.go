package conformance_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/ecskit/ecskit/placement"
)

// countTasks says how many of the tasks are on each instance.
func countTasks(c *placement.Cluster, tasks []placement.TaskID) map[string]int {
	counts := map[string]int{}
	for _, id := range tasks {
		task, _ := c.Task(id)
		counts[c.Name(task.Instance)]++
	}
	return counts
}

func placementVictims() placementRun {
	type output struct{ Stopped map[string]int }
	return runPlacement(func(t *testing.T, in placementInput, _ output) output {
		var answers []output
		in.eachTie(t, func(c *placement.Cluster, job placement.Job) {
			answers = append(answers, output{countTasks(c, c.AppendVictims(nil, job, in.N))})
		})
		return same(t, answers, func(a, b output) bool { return maps.Equal(a.Stopped, b.Stopped) })
	})
}

// placementAnyVictims asks from which instances tasks may be stopped: each has its
// turn, and as many tasks are stopped every time.
func placementAnyVictims() placementRun {
	type output struct {
		Count int
		From  []string
	}
	return runPlacement(func(t *testing.T, in placementInput, want output) output {
		o := output{Count: want.Count}
		seen := map[string]int{}
		in.eachDraw(t, func(c *placement.Cluster, job placement.Job) {
			victims := c.AppendVictims(nil, job, in.N)
			if len(victims) != want.Count {
				o.Count = len(victims)
			}
			maps.Copy(seen, countTasks(c, victims))
		})
		o.From = slices.Sorted(maps.Keys(seen))
		return o
	})
}

func placementRebalance() placementRun {
	type output struct{ Moves []string }
	return runPlacement(func(t *testing.T, in placementInput, _ output) output {
		c, job := in.build(t)
		var o output
		for _, m := range c.AppendRebalance(nil, job) {
			task, _ := c.Task(m.Task)
			from, _ := c.Attribute(task.Instance, placementZone)
			to, _ := c.Attribute(m.To, placementZone)
			o.Moves = append(o.Moves, from+" to "+to)
		}
		slices.Sort(o.Moves)
		return o
	})
}

// placementDaemon asks where a daemon service starts a task, and on which instances
// it stops how many.
func placementDaemon() placementRun {
	type output struct {
		Start []string
		Stop  map[string]int
	}
	return runPlacement(func(t *testing.T, in placementInput, _ output) output {
		c, job := in.build(t)
		var o output
		for _, id := range c.AppendDaemon(nil, job) {
			o.Start = append(o.Start, c.Name(id))
		}
		o.Stop = countTasks(c, c.AppendViolators(nil, job))
		return o
	})
}

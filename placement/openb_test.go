package placement_test

import (
	"cmp"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	oracle "github.com/ecskit/ecskit/internal/oracle/placementoracle"
	"github.com/ecskit/ecskit/placement"
)

// openbEvent is the arrival or the departure of a task of the openb trace.
type openbEvent struct {
	second int64
	turn   int // of the events of one second
	leaves bool
	task   int
	spec   placement.TaskSpec
}

// openbRows reads a file of the trace, a map from column to value for each row.
func openbRows(tb testing.TB, name string) []map[string]string {
	f, err := os.Open(filepath.Join("..", "..", "shared", "data", name))
	if errors.Is(err, fs.ErrNotExist) {
		tb.Skip("the openb trace is not beside the project")
	}
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func number(tb testing.TB, text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func openbInstances(tb testing.TB) []placement.Instance {
	var list []placement.Instance
	for _, row := range openbRows(tb, "ecs_openb_instances.csv") {
		in := placement.Instance{ID: row["instance"], AgentConnected: true, Attributes: map[string]string{}, Registered: openbResources(tb, row, "gpu")}
		if model := row["attr_gpu_model"]; model != "" {
			in.Attributes["gpu.model"] = model
		}
		list = append(list, in)
	}
	return list
}

func openbResources(tb testing.TB, row map[string]string, gpu string) placement.Resources {
	return placement.Resources{CPU: int32(number(tb, row["cpu_units"])), Memory: int32(number(tb, row["memory_mib"])), GPU: int32(number(tb, row[gpu]))}
}

// openbEvents returns arrivals and departures in order, and how many tasks there
// are. Of one second, departures go first, but for tasks that only come then.
func openbEvents(tb testing.TB, strategy []placement.Strategy) ([]openbEvent, int) {
	var events []openbEvent
	rows := openbRows(tb, "ecs_openb_tasks.csv")
	for i, row := range rows {
		spec := placement.TaskSpec{Group: "family:openb", Resources: openbResources(tb, row, "gpu_whole"), Strategy: strategy}
		if e := row["member_of"]; e != "" {
			spec.Constraints = []placement.Constraint{{Type: placement.MemberOf, Expression: e}}
		}
		arrives, leaves := number(tb, row["arrive_s"]), number(tb, row["depart_s"])
		last := 0
		if arrives == leaves {
			last = 2
		}
		events = append(events, openbEvent{arrives, 1, false, i, spec}, openbEvent{leaves, last, true, i, spec})
	}
	slices.SortStableFunc(events, func(a, b openbEvent) int {
		return cmp.Or(cmp.Compare(a.second, b.second), cmp.Compare(a.turn, b.turn))
	})
	return events, len(rows)
}

// openbStrategies are what the trace is placed by. The twin counts the tasks of
// every value again for each instance, so it follows a spread over an attribute
// for so many events only.
func openbStrategies() []openbStrategy {
	return []openbStrategy{
		{"binpack", []placement.Strategy{{Type: placement.Binpack, Field: "cpu"}}, 1 << 30},
		{"model+binpack", []placement.Strategy{{Type: placement.Spread, Field: "attribute:gpu.model"}, {Type: placement.Binpack, Field: "memory"}}, 100},
		{"instance", []placement.Strategy{{Type: placement.Spread, Field: "instanceId"}}, 1 << 30},
	}
}

type openbStrategy struct {
	name   string
	list   []placement.Strategy
	events int // for the twin
}

func openbCluster(tb testing.TB) *placement.Cluster {
	c := new(placement.Cluster)
	for _, in := range openbInstances(tb) {
		if _, err := c.AddInstance(in); err != nil {
			tb.Fatal(err)
		}
	}
	return c
}

// Each placement of the trace is where the twin places the task.
func TestOpenbEqualsItsTwin(t *testing.T) {
	for _, strategy := range openbStrategies() {
		t.Run(strategy.name, func(t *testing.T) {
			c, o := openbCluster(t), new(oracle.Cluster)
			for _, in := range openbInstances(t) {
				o.Add(in)
			}
			events, n := openbEvents(t, strategy.list)
			events = events[:min(len(events), strategy.events)]
			if testing.Short() {
				events = events[:min(len(events), 1000)]
			}
			ids, twins := make([]placement.TaskID, n), make([]*oracle.Task, n)
			lost := 0
			for i, e := range events {
				if e.leaves {
					if twins[e.task] == nil {
						continue // there was no room for it
					}
					if err := c.Release(ids[e.task]); err != nil {
						t.Fatal(err)
					}
					o.Release(twins[e.task])
					continue
				}
				placed, err := c.Place(nil, compile(t, c, e.spec), 1)
				want := o.Choose(&e.spec)
				if want == nil {
					if err != placement.ErrNoFit {
						t.Fatalf("event %d: task %d was placed, error %v; the twin finds no room", i, e.task, err)
					}
					lost++
					continue
				}
				if err != nil || c.Name(placed[0].Instance) != want.ID {
					t.Fatalf("event %d: task %d: %v, error %v; the twin takes %s", i, e.task, placed, err, want.ID)
				}
				ids[e.task], twins[e.task] = placed[0].Task, o.Put(e.spec, want)
			}
			t.Logf("%d events, %d tasks without room", len(events), lost)
		})
	}
}

// The whole trace, on an empty cluster each time.
func BenchmarkOpenb(b *testing.B) {
	for _, strategy := range openbStrategies() {
		b.Run("strategy="+strategy.name, func(b *testing.B) {
			base := openbCluster(b)
			events, n := openbEvents(b, strategy.list)
			jobs := make([]placement.Job, n)
			for _, e := range events {
				jobs[e.task] = compile(b, base, e.spec)
			}
			c, tasks, dst := new(placement.Cluster), make([]placement.TaskID, n), make([]placement.Placement, 0, 1)
			b.ReportAllocs()
			for b.Loop() {
				c.CopyFrom(base)
				clear(tasks)
				lost := 0
				for _, e := range events {
					if e.leaves {
						_ = c.Release(tasks[e.task])
						continue
					}
					dst, _ = c.Place(dst[:0], jobs[e.task], 1)
					if len(dst) == 0 {
						lost++
						continue
					}
					tasks[e.task] = dst[0].Task
				}
				b.ReportMetric(float64(lost), "lost/op")
			}
		})
	}
}

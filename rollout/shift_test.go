package rollout_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/rollout"
)

func TestShifts(t *testing.T) {
	for _, row := range []struct {
		s    rollout.Shift
		want []int
	}{
		{rollout.Shift{}, []int{1000}},
		{rollout.Shift{StepPermille: 100}, []int{1000}},
		{rollout.Shift{Kind: rollout.Canary, StepPermille: 1}, []int{1, 1000}},
		{rollout.Shift{Kind: rollout.Canary, StepPermille: 1000}, []int{1000}},
		{rollout.Shift{Kind: rollout.Linear, StepPermille: 300}, []int{300, 600, 900, 1000}},
		{rollout.Shift{Kind: rollout.Linear, StepPermille: 500}, []int{500, 1000}},
	} {
		var got []int
		row.s.Reconcile = true
		schedule := row.s.Schedule()
		if schedule[0].Stage != rollout.StageReconcile {
			t.Errorf("%+v begins with %s", row.s, schedule[0].Stage)
		}
		for _, step := range schedule {
			if step.Stage == rollout.StageProductionShift {
				got = append(got, step.NewPermille)
			}
		}
		if diff := cmp.Diff(row.want, got); diff != "" || len(got) != row.s.Shifts() {
			t.Errorf("%+v (-want +got):\n%s", row.s, diff)
		}
	}
	if _, ok := rollout.CodeDeployShift("ECSAllAtOnce", 0); !ok {
		t.Error("a name without its prefix is not found")
	}
	if _, ok := rollout.CodeDeployShift("Linear", 0); ok {
		t.Error("a name that is none is found")
	}
	for _, s := range rollout.Stages() {
		if s.RollbackIsInstant() == (s == rollout.StageCleanUp) {
			t.Errorf("rollback at %s", s)
		}
	}
}

func TestTaskSetStability(t *testing.T) {
	steady := rollout.TaskSetCounts{ScalePermille: 500, Running: 2, Healthy: 2}
	if got := steady.Stability(3); got != rollout.SteadyState {
		t.Errorf("%s", got)
	}
	for _, c := range []rollout.TaskSetCounts{
		{ScalePermille: 500, Running: 1, Healthy: 1}, {ScalePermille: 500, Running: 2, Healthy: 1},
		{ScalePermille: 500, Running: 2, Healthy: 2, Pending: 1}, {ScalePermille: 500, Running: 2, Healthy: 2, OnDraining: 1},
	} {
		if got := c.Stability(3); got != rollout.Stabilizing {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestManagedDaemonBatches(t *testing.T) {
	sizes := func(d rollout.ManagedDaemon, n int) (all []int) {
		for _, b := range d.AppendBatches(nil, n) {
			all = append(all, b.Instances)
		}
		return all
	}
	for _, row := range []struct {
		d    rollout.ManagedDaemon
		n    int
		want []int
	}{
		{rollout.ManagedDaemon{DrainPermille: 250}, 10, []int{2, 2, 2, 2, 2}},
		{rollout.ManagedDaemon{DrainPermille: 250, RoundUp: true}, 10, []int{3, 3, 3, 1}},
		{rollout.ManagedDaemon{}, 2, []int{1, 1}},
		{rollout.ManagedDaemon{DrainPermille: 5000}, 3, []int{3}},
		{rollout.ManagedDaemon{DrainPermille: 250}, 0, nil},
	} {
		if got := sizes(row.d, row.n); !slices.Equal(got, row.want) {
			t.Errorf("%+v of %d: %v, want %v", row.d, row.n, got, row.want)
		}
		row.d.BakeMinutes = 5
		if got, want := row.d.Minutes(row.n), 5*len(row.want); got != want {
			t.Errorf("%+v of %d bakes %d minutes, want %d", row.d, row.n, got, want)
		}
	}
}

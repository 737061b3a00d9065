package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/placement"
)

// world is the cluster, with what it was made of.
type world struct {
	cluster  placement.Cluster
	machines []placement.Instance // all of them, also those of a lost zone
	numbers  map[string]int       // of the machines, by their names
	zones    []string
	lost     string // the zone that is lost now
	services []running
	told     map[string]int // tasks without a place that were explained, by service
}

// running is a service and its compiled job.
type running struct {
	service
	job placement.Job
}

// newWorld adds the instances and compiles the services. The error joins
// everything that is wrong.
func newWorld(in *input) (*world, error) {
	w := &world{numbers: map[string]int{}, told: map[string]int{}}
	var problems []error
	for i, entry := range in.Instances {
		machines, err := in.expand(entry, len(w.machines)+1)
		if err != nil {
			problems = append(problems, fmt.Errorf("instances[%d]: %w", i, err))
		}
		for _, m := range machines {
			if _, err := w.cluster.AddInstance(m); err != nil {
				problems = append(problems, fmt.Errorf("instances[%d]: %s: %w", i, m.ID, err))
				continue
			}
			w.numbers[m.ID] = len(w.machines)
			w.machines = append(w.machines, m)
			if zone := m.Attributes[zoneName]; !slices.Contains(w.zones, zone) {
				w.zones = append(w.zones, zone)
			}
		}
	}
	slices.Sort(w.zones)
	names := map[string]bool{}
	for i, s := range in.Services {
		job, err := w.compile(s)
		switch {
		case err != nil:
		case s.Name == "" || names[s.Name]:
			err = fmt.Errorf("name %q is empty or that of another service", s.Name)
		case s.Count < 0 || s.Count > maxTasks:
			err = fmt.Errorf("count %d is not from 0 to %d", s.Count, maxTasks)
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("services[%d]: %w", i, err))
		}
		names[s.Name] = true
		w.services = append(w.services, running{s, job})
	}
	if len(problems) == 0 && in.LoseZone != "" && !slices.Contains(w.zones, in.LoseZone) {
		problems = append(problems, fmt.Errorf("zone %q cannot be lost: the instances are in %q", in.LoseZone, w.zones))
	}
	return w, errors.Join(problems...)
}

func (w *world) compile(s service) (placement.Job, error) {
	spec, err := s.spec()
	if err != nil {
		return placement.Job{}, err
	}
	return w.cluster.Compile(spec)
}

// step is something that happens to the world. do returns what is to be told.
type step struct {
	name, title string
	do          func() ([]string, error)
}

func (w *world) steps(in *input) []step {
	steps := []step{{"placed", "everything placed", w.fill}}
	if in.LoseZone != "" {
		steps = append(steps, step{"lost", "zone " + in.LoseZone + " lost", func() ([]string, error) { return w.lose(in.LoseZone) }})
	}
	if !in.Rebalance {
		return steps
	}
	title := "rebalanced"
	if in.LoseZone != "" {
		title = "zone " + in.LoseZone + " back, rebalanced"
	}
	return append(steps, step{"rebalanced", title, w.rebalance})
}

// fill places the tasks that services lack.
func (w *world) fill() ([]string, error) {
	for _, s := range w.services {
		if s.Daemon {
			for _, id := range w.cluster.AppendDaemon(nil, s.job) {
				if _, err := w.cluster.Assign(id, s.job); err != nil {
					return nil, fmt.Errorf("service %s: %w", s.Name, err)
				}
			}
			continue
		}
		lacks := s.Count - w.cluster.Count(s.group())
		if lacks <= 0 {
			continue
		}
		if _, err := w.cluster.Place(nil, s.job, lacks); err != nil && !errors.Is(err, placement.ErrNoFit) {
			return nil, fmt.Errorf("service %s: %w", s.Name, err)
		}
	}
	return nil, nil
}

// lose removes the instances of a zone, and places their tasks elsewhere.
func (w *world) lose(zone string) ([]string, error) {
	before, tasks := w.cluster.Len(), w.cluster.Tasks()
	for _, m := range w.machines {
		if m.Attributes[zoneName] != zone {
			continue
		}
		id, _ := w.cluster.Lookup(m.ID)
		if err := w.cluster.Remove(id); err != nil {
			return nil, fmt.Errorf("%s: %w", m.ID, err)
		}
	}
	w.lost = zone
	gone, stopped := before-w.cluster.Len(), tasks-w.cluster.Tasks()
	if _, err := w.fill(); err != nil {
		return nil, err
	}
	return []string{fmt.Sprintf("%s gone with %s; %d started elsewhere", amount(gone, "instance"), amount(stopped, "task"), w.cluster.Tasks()-tasks+stopped)}, nil
}

// rebalance brings the lost zone back, starts what is lacking, and moves tasks of
// the services that ECS rebalances until their zones are even.
func (w *world) rebalance() ([]string, error) {
	for _, m := range w.machines {
		if w.lost == "" || m.Attributes[zoneName] != w.lost {
			continue
		}
		if _, err := w.cluster.AddInstance(m); err != nil {
			return nil, fmt.Errorf("%s: %w", m.ID, err)
		}
	}
	w.lost = ""
	if _, err := w.fill(); err != nil {
		return nil, err
	}
	var notes []string
	for _, s := range w.services {
		if !s.rebalances() {
			continue
		}
		moves := w.cluster.AppendRebalance(nil, s.job)
		counts := map[string]int{}
		for _, m := range moves {
			if err := w.move(s, m, counts); err != nil {
				return nil, err
			}
		}
		if len(moves) > 0 {
			notes = append(notes, s.Name+": "+describe(counts))
		}
	}
	if len(notes) == 0 {
		notes = append(notes, "no task is moved")
	}
	return notes, nil
}

// move starts a task before it stops the old one, and counts it.
func (w *world) move(s running, m placement.Move, counts map[string]int) error {
	old, _ := w.cluster.Task(m.Task)
	from := w.zoneOf(old.Instance)
	if _, err := w.cluster.Assign(m.To, s.job); err != nil {
		return fmt.Errorf("service %s: %w", s.Name, err)
	}
	if err := w.cluster.Release(m.Task); err != nil {
		return fmt.Errorf("service %s: %w", s.Name, err)
	}
	counts[from+" to "+w.zoneOf(m.To)]++
	return nil
}

func describe(counts map[string]int) string {
	var parts []string
	for way, n := range counts {
		parts = append(parts, fmt.Sprintf("%d moved from %s", n, way))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// rebalances reports whether ECS would rebalance the service: no daemon, and its
// strategy spreads over zones first, as that of a service without one does.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
func (s service) rebalances() bool {
	if s.Daemon {
		return false
	}
	return len(s.Strategy) == 0 || s.Strategy[0].Type == placement.Spread && s.Strategy[0].Field == "attribute:"+zoneName
}

func (w *world) machine(id placement.InstanceID) placement.Instance {
	if i, ok := w.numbers[w.cluster.Name(id)]; ok {
		return w.machines[i]
	}
	return placement.Instance{}
}

func (w *world) zoneOf(id placement.InstanceID) string { return w.machine(id).Attributes[zoneName] }

// wanted is how many tasks the service should have, and has. A daemon should have
// one on each active instance that meets its constraints.
func (w *world) wanted(s running) (want, have int) {
	have = w.cluster.Count(s.group())
	if !s.Daemon {
		return s.Count, have
	}
	want = have
	for _, id := range w.cluster.Instances() {
		lacks := w.cluster.ExplainInstance(nil, id, s.job)
		if len(lacks) > 0 && w.countOn(s, id) == 0 && !slices.ContainsFunc(lacks, notForDaemon) {
			want++
		}
	}
	return want, have
}

// notForDaemon reports whether a daemon is not meant to run where that is lacking.
func notForDaemon(s placement.Shortfall) bool {
	switch s.Kind {
	case placement.NotActive, placement.NotMember, placement.LacksAttribute, placement.OtherProvider, placement.OtherZone:
		return true
	}
	return false
}

func (w *world) countOn(s running, id placement.InstanceID) int {
	n := 0
	for _, task := range w.cluster.AppendTasks(nil, id) {
		if info, _ := w.cluster.Task(task); info.Group == s.group() {
			n++
		}
	}
	return n
}

// missing is how many tasks have no place.
func (w *world) missing() int {
	missing := 0
	for _, s := range w.services {
		if want, have := w.wanted(s); have < want {
			missing += want - have
		}
	}
	return missing
}

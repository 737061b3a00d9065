package conformance_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/ecskit/ecskit/placement"
)

const placementZone = "ecs.availability-zone"

type placementInstance struct {
	placement.Resources
	ID               string
	Zone             string
	Attributes       map[string]string
	ReservedPorts    []placement.Port
	GPUs             []placement.GPU
	CapacityProvider string
	AgentVersion     string
	EC2InstanceID    string
	RegisteredAt     time.Time
	Draining         bool
	Disconnected     bool
	Deregistered     bool
	Then             map[string]string // attributes that change when the running tasks are there
}

// placementTask is a specification whose ports may be a range.
type placementTask struct {
	placement.TaskSpec
	PortRange struct {
		From, To uint16
		Protocol string
	}
}

func (p placementTask) spec() placement.TaskSpec {
	if p.PortRange.To > 0 {
		for n := p.PortRange.From; n <= p.PortRange.To; n++ {
			p.Ports = append(p.Ports, placement.Port{Number: n, Protocol: p.PortRange.Protocol})
		}
	}
	return p.TaskSpec
}

// placementRunning are tasks that are there before the question is asked.
type placementRunning struct {
	placementTask
	Instance  string
	N         int
	Stopping  bool
	Protected bool
}

type placementInput struct {
	Instances     []placementInstance
	WhileStopping placement.Stopping
	Running       []placementRunning
	Task          placementTask
	N             int
	On            string
}

// build returns the cluster of a case and the job that it asks about. What befalls
// instances befalls them after the running tasks were put on them.
func (in placementInput) build(t *testing.T) (*placement.Cluster, placement.Job) {
	t.Helper()
	c := new(placement.Cluster)
	c.SetStopping(in.WhileStopping)
	for _, i := range in.Instances {
		i.add(t, c)
	}
	for _, r := range in.Running {
		r.start(t, c)
	}
	for _, i := range in.Instances {
		i.change(t, c)
	}
	job, err := c.Compile(in.Task.spec())
	must(t, err)
	return c, job
}

func (i placementInstance) add(t *testing.T, c *placement.Cluster) {
	t.Helper()
	attributes := map[string]string{}
	maps.Copy(attributes, i.Attributes)
	if i.Zone != "" {
		attributes[placementZone] = i.Zone
	}
	_, err := c.AddInstance(placement.Instance{
		ID: i.ID, Registered: i.Resources, GPUs: i.GPUs, Attributes: attributes, ReservedPorts: i.ReservedPorts, AgentConnected: true,
		AgentVersion: i.AgentVersion, EC2InstanceID: i.EC2InstanceID, RegisteredAt: i.RegisteredAt, CapacityProvider: i.CapacityProvider,
	})
	must(t, err)
}

func (i placementInstance) change(t *testing.T, c *placement.Cluster) {
	t.Helper()
	id, _ := c.Lookup(i.ID)
	for name, value := range i.Then {
		must(t, c.SetAttribute(id, name, value))
	}
	must(t, c.SetAgentConnected(id, !i.Disconnected))
	if i.Draining {
		must(t, c.Drain(id))
	}
	if i.Deregistered {
		must(t, c.Remove(id))
	}
}

func (r placementRunning) start(t *testing.T, c *placement.Cluster) {
	t.Helper()
	job, err := c.Compile(r.spec())
	must(t, err)
	id, _ := c.Lookup(r.Instance)
	for range max(r.N, 1) {
		task, err := c.Assign(id, job)
		must(t, err)
		must(t, c.Protect(task, r.Protected))
		if r.Stopping {
			must(t, c.StopTask(task))
		}
	}
}

// placementRun answers the cases of one file.
type placementRun func(t *testing.T, file string)

// runPlacement makes a question of what answers it.
func runPlacement[In, Out any](answer func(t *testing.T, in In, want Out) Out) placementRun {
	return func(t *testing.T, file string) { runAsking(t, "placement", file+".json", answer) }
}

// Every file of the folder has its question here; a new one without fails.
func TestPlacement(t *testing.T) {
	files := map[string]placementRun{
		"place": placementPlace(), "strategies": placementPlace(), "random": placementRandom(),
		"candidates": placementCandidates(), "constraints": placementCandidates(), "resources": placementCandidates(), "stopping": placementCandidates(),
		"start": placementStart(), "fit": placementFit(), "specs": placementSpecs(), "types": placementTypes(),
		"reasons": placementReasons(), "lacks": placementLacks(), "closest": placementClosest(),
		"victims": placementVictims(), "victims_any": placementAnyVictims(), "rebalance": placementRebalance(), "daemon": placementDaemon(),
	}
	folderCases(t, "placement", slices.Collect(maps.Keys(files))...)
	for name, run := range files {
		run(t, name)
	}
}

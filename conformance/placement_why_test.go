package conformance_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/placement"
)

func placementReasons() placementRun {
	type output struct{ Reasons []string }
	return runPlacement(func(t *testing.T, in placementInput, _ output) output {
		c, job := in.build(t)
		var o output
		for _, r := range c.Explain(nil, job) {
			o.Reasons = append(o.Reasons, r.Reason.Reason())
		}
		slices.Sort(o.Reasons)
		o.Reasons = slices.Compact(o.Reasons)
		return o
	})
}

// placementLack is a reason of an instance with what belongs to it.
type placementLack struct {
	Reason string
	Needs  int64
	Has    int64
	Taken  string // a port, "tcp 80"
	Name   string // an attribute
	Fails  string // a comparison
}

func newPlacementLack(job placement.Job, s placement.Shortfall) placementLack {
	l := placementLack{Reason: s.Kind.Reason(), Name: s.Name}
	switch s.Kind {
	case placement.LacksCPU, placement.LacksMemory, placement.LacksGPU, placement.LacksGPUMemory, placement.LacksENI, placement.TooManyPorts:
		l.Needs, l.Has = s.Need, s.Have
	case placement.PortTaken:
		l.Taken = fmt.Sprintf("%s %d", s.Port.Protocol, s.Port.Number)
	case placement.NotMember:
		l.Fails = strings.TrimPrefix(job.Text(s), "fails at ")
	}
	return l
}

func placementLacks() placementRun {
	type output map[string][]placementLack
	return runPlacement(func(t *testing.T, in placementInput, _ output) output {
		c, job := in.build(t)
		o := output{}
		for _, id := range c.Instances() {
			lacks := []placementLack{}
			for _, s := range c.ExplainInstance(nil, id, job) {
				lacks = append(lacks, newPlacementLack(job, s))
			}
			slices.SortStableFunc(lacks, func(a, b placementLack) int { return strings.Compare(a.Reason, b.Reason) })
			o[c.Name(id)] = lacks
		}
		return o
	})
}

func placementClosest() placementRun {
	type output struct {
		Closest string
		Reasons []string
	}
	return runPlacement(func(t *testing.T, in placementInput, _ output) output {
		c, job := in.build(t)
		id, lacks := c.Closest(job)
		o := output{Closest: c.Name(id)}
		for _, s := range lacks {
			o.Reasons = append(o.Reasons, s.Kind.Reason())
		}
		slices.Sort(o.Reasons)
		return o
	})
}

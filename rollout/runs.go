package rollout

// Run is a step and how many times it comes in a row.
type Run struct {
	Step
	Times int
}

// AppendRuns appends the steps of [Config.AppendPlan] to dst, equal ones that
// follow one another as one Run, and returns dst. A deployment of thousands of
// tasks that placement lets pass one at a time has thousands of steps and a
// handful of runs.
//
// It allocates only to grow dst. A run of steps that replace healthy tasks one for
// one costs as much as two steps, whatever its length; others are looked at step
// by step.
func (c Config) AppendRuns(dst []Run, s State) []Run {
	s.fit()
	first := len(dst)
	for steps := 0; steps < MaxPlanSteps; {
		r := c.run(&s, MaxPlanSteps-steps)
		steps += r.Times
		if r.Verdict == Wait && r.Reason != TasksProtected {
			s.settle() // what is on its way in s arrives
			continue
		}
		if n := len(dst); n > first && dst[n-1].Step == r.Step {
			dst[n-1].Times += r.Times
		} else {
			dst = append(dst, r)
		}
		if r.Verdict != Progress {
			return dst
		}
	}
	return dst
}

// run carries out the next step as often, up to most times, as it comes in a row,
// where that can be told without taking every step; else once.
func (c *Config) run(s *State, most int) Run {
	r := Run{Times: 1}
	c.decide(s, &r.Step)
	if r.Verdict != Progress {
		return r
	}
	s.advance(&r.Step)
	if more := min(c.more(s, &r.Step), most-1); more > 0 {
		s.New.Running, s.New.Healthy = s.New.Running+more*r.Start, s.New.Healthy+more*r.Start
		s.Old.Running, s.Old.Healthy = s.Old.Running-more*r.Stop, s.Old.Healthy-more*r.Stop
		r.Times += more
	}
	return r
}

// more returns how many more times the step that led to s comes. Where as many
// tasks start as stop, all of them healthy and none protected, a step leaves how
// many there are, and so the room that limits and placement give, as it was: the
// next is the same until the new revision needs fewer tasks, or the old ones have
// fewer. For other steps the answer is 0.
func (c *Config) more(s *State, p *Step) int {
	special := s.New.Unhealthy | s.Old.Unhealthy | s.New.Protected | s.Old.Protected | s.OldShort | p.StartOld | p.StopNew
	if special != 0 || p.Start != p.Stop || p.Start == 0 {
		return 0
	}
	var q Step
	if c.decide(s, &q); q != *p {
		return 0
	}
	return min((s.Desired-s.New.Running)/p.Start, s.Old.Running/p.Stop)
}

// advance carries out a step, and lets its tasks arrive.
func (s *State) advance(p *Step) {
	s.apply(p)
	s.settle()
}

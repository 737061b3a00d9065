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
// It allocates only to grow dst; a run costs some two logarithms of its length.
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
			dst[n-1].Times += r.Times // the same, but the state changes by another stride
		} else {
			dst = append(dst, r)
		}
		if r.Verdict != Progress {
			return dst
		}
	}
	return dst
}

// run carries out the next step as often, up to most times, as it comes in a row.
//
// From the second time on each takes the state one and the same stride further.
// Along such a line whatever Next weighs changes evenly, so that its answer stays
// until something is used up. Where that is, is found in ever longer leaps and then
// by halving; TestRunsAreThePlan holds the outcome against every single step.
func (c *Config) run(s *State, most int) Run {
	r := Run{Times: 1}
	c.decide(s, &r.Step)
	if r.Verdict != Progress {
		return r
	}
	s.advance(&r.Step)
	stride, again := c.stride(s, &r.Step)
	if !again {
		return r
	}
	holds := 0 // the step comes at s and at so many strides from it
	leap := 1
	for ; leap > 0; leap *= 2 {
		if holds+leap >= most || !c.comesAt(s, stride, holds+leap, &r.Step) {
			break
		}
		holds += leap
	}
	for ; leap > 0; leap /= 2 {
		if holds+leap < most && c.comesAt(s, stride, holds+leap, &r.Step) {
			holds += leap
		}
	}
	r.Times += min(holds+1, most-1)
	*s = s.plus(stride, r.Times-1)
	return r
}

// comesAt reports whether the step comes, and takes the stride, so many strides
// from s.
func (c *Config) comesAt(s *State, stride State, strides int, p *Step) bool {
	at := s.plus(stride, strides)
	if fitting := at; (at.Slots < 0) != (s.Slots < 0) {
		return false
	} else if fitting.fit(); fitting != at {
		return false
	}
	next, again := c.stride(&at, p)
	return again && next == stride
}

// stride returns by how much the step changes s, and whether it is the next one.
func (c *Config) stride(s *State, p *Step) (State, bool) {
	var q Step
	if c.decide(s, &q); q != *p {
		return State{}, false
	}
	next := *s
	next.advance(p)
	return next.plus(*s, -1), true
}

// advance carries out a step, and lets its tasks arrive.
func (s *State) advance(p *Step) {
	s.apply(p)
	s.settle()
}

// plus returns s and n times by, count for count.
func (s State) plus(by State, n int) State {
	s.Desired += n * by.Desired
	s.OldShort += n * by.OldShort
	s.Slots += n * by.Slots
	s.New, s.Old = s.New.plus(by.New, n), s.Old.plus(by.Old, n)
	return s
}

func (r Revision) plus(by Revision, n int) Revision {
	r.Pending += n * by.Pending
	r.Running += n * by.Running
	r.Healthy += n * by.Healthy
	r.Unhealthy += n * by.Unhealthy
	r.Stopping += n * by.Stopping
	r.Protected += n * by.Protected
	return r
}

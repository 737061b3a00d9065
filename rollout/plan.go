package rollout

// MaxPlanSteps bounds a plan. ECS allows 5,000 tasks a service, and no plan needs
// more steps than two a task; a plan for hostile numbers is cut here, and its last
// step is then Progress.
const MaxPlanSteps = 1 << 20

// AppendPlan appends the steps from s to the end of the deployment and returns
// dst: what [Config.Next] allows, time after time, when every task that starts
// becomes healthy before the next step. The last step has the verdict Done, Wait
// (only protected tasks are left to stop) or one of the deadlocks.
//
// A step that starts tasks is a wave. Under StopFirst their number is the least
// that the limits permit in any order; under StartFirst the least that is
// possible without stopping a task that the desired count needs while a new one
// could start, unless CountStopping is set, when it may be more. It allocates only
// to grow dst and is linear in the number of steps.
func (c Config) AppendPlan(dst []Step, s State) []Step {
	s.fit()
	for range MaxPlanSteps {
		dst = append(dst, Step{})
		p := &dst[len(dst)-1]
		c.decide(&s, p)
		switch {
		case p.Verdict == Progress:
			s.apply(p)
		case p.Verdict == Wait && p.Reason != TasksProtected:
			dst = dst[:len(dst)-1] // what is on its way in s arrives
		default:
			return dst
		}
		s.settle()
	}
	return dst
}

// Plan returns the steps of a deployment from s; see [Config.AppendPlan].
func (c Config) Plan(s State) []Step { return c.AppendPlan(nil, s) }

// Waves returns how many times a deployment from s starts a batch of tasks under
// c.Order, and the verdict with which it ends. It does not allocate.
func (c Config) Waves(s State) (int, Verdict) {
	s.fit()
	waves := 0
	for steps := 0; steps < MaxPlanSteps; {
		r := c.run(&s, MaxPlanSteps-steps)
		steps += r.Times
		if r.Start > 0 {
			waves += r.Times
		}
		switch {
		case r.Verdict == Progress:
		case r.Verdict == Wait && r.Reason != TasksProtected:
			s.settle()
		default:
			return waves, r.Verdict
		}
	}
	return waves, Progress
}

// FewestWaves returns the least number of batches in which any order that keeps
// the limits replaces all tasks of s, and the verdict with which it ends.
func (c Config) FewestWaves(s State) (int, Verdict) {
	c.Order = StopFirst
	return c.Waves(s)
}

package rollout

// Suggest returns the percents that free a service of desired tasks whose
// deployment is stuck by its limits, with the least change in percentage points
// of both together. Where raising the maximum and lowering the minimum cost the
// same, it raises the maximum, which never takes a task away; for a daemon
// service, whose maximum has to be 100, it lowers the minimum. A configuration
// that is not stuck is returned as it is, and so is any for a desired count of 0.
// It does not allocate.
func (c Config) Suggest(desired int) (minimum, maximum int) {
	minimum, maximum = c.MinimumHealthyPercent, c.MaximumPercent
	if clampCount(desired) == 0 || !c.stuck(desired) {
		return minimum, maximum
	}
	// the lower limit has to be within the desired count, and the upper to reach it
	minimum, maximum = min(minimum, 100), max(maximum, 100)
	if c.Daemon {
		maximum = 100
	}
	c.MinimumHealthyPercent, c.MaximumPercent = minimum, maximum
	if !c.stuck(desired) {
		return minimum, maximum
	}
	lowered, raised := MinimumFor(desired, 1), MaximumFor(desired, 1)
	if c.Daemon || minimum-lowered < raised-maximum {
		return lowered, maximum
	}
	return minimum, raised
}

// SuggestMinimum returns the largest minimum percent, at most the present one,
// with which a deployment of desired tasks proceeds by stopping before it starts.
// It is the change that frees a deployment for which placement has no slot left.
func (c Config) SuggestMinimum(desired int) int {
	return min(c.MinimumHealthyPercent, MinimumFor(desired, 1))
}

// stuck reports whether a deployment that begins with desired healthy old tasks
// cannot end, with unbounded placement.
func (c Config) stuck(desired int) bool {
	desired = clampCount(desired)
	lower, upper := c.Limits(desired)
	return lower > desired || upper < desired || lower == desired && upper == desired
}

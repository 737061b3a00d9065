// Package rollout computes how an Amazon ECS deployment proceeds, or why it
// cannot: the limits that the two percents set, what the service scheduler may
// start and stop now, the waves of a rolling update, the verdict of the circuit
// breaker, the time line of a traffic shift, or the deadlock and the smallest
// change that frees it.
//
// It is arithmetic on plain values. It calls no AWS API, reads no clock and
// starts nothing; everything may be used from several goroutines at once.
//
//	three := 3
//	d := rollout.DeploymentConfiguration{MinimumHealthyPercent: &three}
//	c := d.Resolve(rollout.Replica)               // AWS's defaults filled in
//	lower, upper := c.Limits(10)                  // tasks
//	step := c.Next(rollout.Steady(10))            // what may start and stop now
//	plan := c.AppendPlan(nil, rollout.Steady(10)) // until done, or until stuck
//
// # Two layers
//
// [DeploymentConfiguration] and [Service] have the shape of the API's JSON and
// keep absence. [Config], [Breaker], [EarlySuccess], [Shift] and [State] are
// what is computed with: literal numbers without defaults, so that a zero
// Config means 0 and 0 percent. Resolve leads from one to the other.
//
// # Units
//
// Percents are whole numbers of the desired count. Shares of traffic, scale and
// drain percents, which have one decimal, are in tenths of a percent and are
// called Permille. Durations are [time.Duration] except where AWS counts in
// minutes; such names end in Minutes.
//
// # What AWS leaves open
//
// Whether the scheduler starts or stops first when both are allowed is not
// documented, nor is how fast restarts are throttled, nor how custom breaker
// percents are rounded. Each such question is a named option whose zero value is
// the stated default, and [Config.Bounds] gives what is certain whatever the
// order. Findings carry their [diag.Certainty].
//
// # Findings
//
// [Service.Validate], [DeploymentConfiguration.Validate] and [Config.Validate]
// answer a [diag.List] that names every value out of bounds (Error where AWS is
// known to refuse it), and as a Warning what is legal and gets stuck, together
// with the event that ECS would emit. [Kinds] lists all of them.
package rollout

// Package autoscaling decides as Application Auto Scaling and the capacity
// providers of Amazon ECS do, offline: given the load or the metrics and the
// policies of a service, it tells what would have happened, step by step, and
// why.
//
// # Parts
//
// The computations stand alone: [StepPolicy.Adjust] and its rounding,
// [TargetTracking.Alarms] and [TargetTracking.Desired], [Alarm.Evaluate] with M of
// N datapoints and every treatment of missing data, [Predictive.At] for a given
// forecast, [MetricMath], and for capacity providers [Reservation], [Needed],
// [ManagedScaling.Desired] and [AppendSplit].
//
// [Replay] joins them: several policies, cooldowns, bounds, suspension,
// deployments, scheduled actions. [Loop] closes the circle, so that the metric
// answers to the decisions; [ProviderReplay] does the same for the instances of a
// capacity provider.
//
//	target := autoscaling.Target{Min: 2, Max: 20, Policies: []autoscaling.Policy{{
//		Name:     "cpu",
//		Tracking: &autoscaling.TargetTracking{Metric: autoscaling.ServiceAverageCPU, Target: 60},
//	}}}
//	replay, findings := autoscaling.NewReplay(target, 4) // nil when a finding is an Error
//	decision := replay.Step(now, autoscaling.Observation{Running: 4, Samples: samples})
//
// [Load] reads what the CLI's describe commands print, as it stands,
// [Description.Validate] checks it, and [Description.Resolve] makes targets of it
// with AWS's defaults filled in. Types in the API's shape have pointers, where nil
// is an absent value; types that are computed with hold literal numbers, in which
// 0 is 0 and not a default. A cooldown of 300 s is thus written out there.
//
// # Certainty
//
// AWS documents what starts scaling and little of how it is computed. What is
// inferred says so in its comment; what is unknown is a field of [Options], whose
// zero value is the default. The cases under conformance/autoscaling have the
// source of each statement.
//
// # Units
//
// Counts are tasks, or instances for capacity providers. Durations are
// time.Duration; the API's whole seconds are converted when JSON is resolved.
// Percentages are 0 to 100. Metric values have the metric's own unit.
//
// # Time and concurrency
//
// Nothing here reads a clock; time comes in with each step. Replay, Loop and
// ProviderReplay have one owner at a time and go their own way once copied;
// everything else is plain data or immutable. Step and the computations do not
// allocate. The resolution of a time zone's name uses the machine's time zone
// database unless [Config] has a function for it.
package autoscaling

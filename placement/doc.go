// Package placement decides where Amazon ECS tasks go on a cluster of container
// instances, which tasks are stopped at scale-in, and why a task goes nowhere. It
// follows the four steps of the ECS scheduler: filter by resources, filter by
// constraints, apply the strategies, choose.
//
//	var c placement.Cluster // the zero Cluster is ready
//	id, err := c.AddInstance(placement.Instance{ID: "i-1", Registered: placement.Resources{CPU: 2048, Memory: 7985}, AgentConnected: true, …})
//	job, err := c.Compile(placement.TaskSpec{Group: "service:web", Resources: placement.Resources{CPU: 256, Memory: 512}})
//	placed, err := c.Place(nil, job, 10)        // ErrNoFit with what was placed
//	rejections := c.Explain(nil, job)           // why no more fit
//
// # What a Cluster is
//
// A Cluster is the state of a cluster as the scheduler sees it: instances with
// what is free on them, tasks with their groups. Everything is online: instances
// and tasks come and go in any order. A Cluster is a state machine with a single
// owner: it must not be used by two goroutines at once. [Cluster.CopyFrom] makes a
// branch for a what-if, reusing its memory.
//
// A [Job] is a task specification, compiled once and used for many placements. It
// is a small comparable value, valid on the cluster that compiled it and on every
// later copy of that.
//
// # Determinism
//
// The same calls give the same placements. Ties go to the instance that was added
// first, or at random where the specification says so; the seed of the random
// choices is part of the state and is copied with it.
//
// # Speed
//
// Up to 48 instances Place looks at all of them. Above, it keeps instances in the
// order that the strategies want and remembers, for each job, where it stopped
// looking: a placement costs about the same whatever the number of instances.
// [Cluster.Place] says when it does not. Place, Assign, StopTask, Release, Explain,
// ExplainInstance, AppendVictims, AppendCandidates and Fit do not allocate once their
// working memory has grown and the destination has room; Place names the exceptions.
//
// # Units
//
// CPU is in CPU units (1,024 to a vCPU), memory in MiB, GPUs in whole devices,
// ENI in network interfaces.
//
// # What is known
//
// The steps, the strategies and the constraints are documented; much of their
// detail is not. What AWS leaves open is an option with a stated default
// ([Stopping], [TieBreak], MissingLast), or a choice that its comment names.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
package placement

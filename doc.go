// Package ecskit is the root of a library of Amazon ECS domain models and
// algorithms. It answers offline, as plain Go values, what otherwise only a call
// to AWS answers: would this task definition register, where would this task go
// and why not there, how would this deployment proceed or get stuck, what would
// the scaling policies do, which role needs which permission.
//
// The root package has no code; import what you need:
//
//   - taskdef: task definitions: load, validate, normalise, compare, what they demand
//   - cql: the cluster query language: parse, check, print, evaluate, explain
//   - placement: clusters, placement, explanation, scale-in choice, rebalancing;
//     placement/ec2types has the instance types as data
//   - autoscaling: target tracking, step, scheduled and predictive scaling, capacity
//     providers, replay; autoscaling/schedule has at, rate and cron
//   - rollout: rolling updates, circuit breaker, blue/green, canary, linear, task sets
//   - iam: a policy engine and document checks; iam/ecsroles says which role needs what
//   - service: the service definition, its network and security groups
//   - events: ECS events and EventBridge patterns
//   - ecr: image references and lifecycle policies
//   - diag: the one shape of findings; diag/report writes them as text, JSON, SARIF and
//     GitHub annotations
//   - ecssdk: adapters from and to the types of the AWS SDK for Go v2, the only package
//     that imports it
//   - conformance: what AWS does, as JSON cases for programs in any language
//
// # Units
//
// CPU is in CPU units, of which 1,024 are one vCPU. Memory is in MiB, ephemeral
// storage in GiB. Percentages are whole numbers, traffic weights tenths of a
// percent (permille). Times come in as [time.Time] and lengths as
// [time.Duration], except where the API has integers of seconds or minutes; the
// field then says so.
//
// # Determinism
//
// The library is pure. It makes no call to a network, starts no goroutine, reads
// no clock, and holds no state between calls. Randomness is seeded by the caller
// and is part of the value it belongs to, so the same seed gives the same result
// on every platform, and a copied state goes its own way. Results have one order;
// no order of a map shows.
//
// # Certainty
//
// AWS does not document everything. Each rule and each algorithm says whether
// what it does is documented, observed, inferred or unknown, and names its
// source. What is unknown is an option with a stated default.
package ecskit

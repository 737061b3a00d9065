// Package events reads Amazon EventBridge event patterns, checks them and matches
// events against them, offline and as EventBridge does; and it reads the events
// of Amazon ECS and checks the targets that run tasks.
//
//	p, findings, err := events.ParsePattern([]byte(`{"source": ["aws.ecs"], "detail": {"lastStatus": ["STOPPED"]}}`))
//	var m events.Matcher
//	ok, err := m.Match(p, event) // event: JSON bytes
//
// # Semantics
//
// A pattern is an object of fields; all of them must match, and of the values
// that a field lists one must. Every operator of the pattern language is read:
// prefix, suffix, equals-ignore-case, wildcard, anything-but in all its forms,
// numeric, exists, cidr, and $or over fields. Fields inside lists of an event
// must match within the same element: {"containers": {"name": ["log"],
// "exitCode": [137]}} wants one container that has both. Keys with dots and
// nested objects are the same thing. Numbers are compared as numbers, strings as
// strings: "300" is no 300.
//
// What an event leaf is: a string, a number, true, false or null. An object and
// an empty list are no leaves, so that exists does not see them.
//
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
//
// # Events, stops, targets
//
// [ParseEvent] reads the events of ECS into types, [ReadStop] tells why a task
// stopped where AWS's words are known, and [Event.Revision] puts events in order.
// [ParseTarget], [Target.Validate] and [ValidateSchedule] check what a rule or a
// schedule runs, and what it gives to the task, against plain facts of the task
// definition ([Task]).
//
// # Concurrency and cost
//
// A [Pattern] is immutable and safe for concurrent use. A [Matcher] is scratch
// memory for one goroutine; matching reads an event once and does not allocate
// after the first events, except to compare IPv6 addresses (cidr).
package events

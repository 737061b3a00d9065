// Package taskdef reads Amazon ECS task definitions in the forms that people keep
// them in, finds what AWS would refuse and what would fail later, and answers what
// a definition asks of the capacity it is placed on. It calls nothing.
//
//	d, err := taskdef.Load(data) // err: no JSON, with line and column
//	for _, f := range d.Check(taskdef.Config{}) {
//		place, _ := d.Position(f.Path)
//		fmt.Println(place, f)
//	}
//
// # The model
//
// [TaskDefinition] has every member of RegisterTaskDefinition and of the output of
// DescribeTaskDefinition, with the API's JSON names. Numbers and booleans are
// pointers, so that absent is not 0 or false; lists and objects are nil when they
// are absent, and an empty list that was written stays one. The types of members
// with a fixed set of values are named strings: a value that AWS does not know is
// kept and reported, never lost.
//
// # Documents
//
// [Load] takes a definition bare or described, a list of container definitions, a
// CloudFormation resource or template, a Dockerrun file. It reads what can be read
// and reports the rest with its place: unknown members, a wrong case, duplicates,
// wrong types, placeholders. The [Document] remembers which values it could not
// read, and no rule concludes anything from them. [Document.RegisterJSON] rewrites
// the text, not the model, into what register-task-definition takes, so that a
// member that this package does not know is not lost; [Document.Edits] makes the
// fixes that are certain.
//
// # Rules
//
// [Rules] lists what definitions are checked for. A rule is an Error only where AWS
// is known to refuse; everything else is a Warning or an Info. [Validate] checks a
// model without a text, [Document.Check] one with its text.
//
// # Units
//
// CPU is in CPU units, 1024 to a vCPU. Memory is in MiB, and "GB" in a task's
// memory is 1024 MiB. Ephemeral storage is in GiB. Times are in seconds.
//
// # Determinism and concurrency
//
// All functions are deterministic and keep no state between calls. A Document is
// immutable and safe for concurrent use; a TaskDefinition is plain data.
package taskdef

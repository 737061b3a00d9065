// Package taskdef reads Amazon ECS task definitions in the forms that people keep
// them in, finds what AWS would refuse and what would fail later, and answers what
// a definition asks of the capacity it is placed on. It calls nothing.
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
// # Units
//
// CPU is in CPU units, 1024 to a vCPU. Memory is in MiB, and "GB" in a task's
// memory is 1024 MiB. Ephemeral storage is in GiB. Times are in seconds.
//
// All functions are deterministic and keep no state between calls.
package taskdef

// Package diag is the one shape of a finding in this module: how bad it is, how
// sure we are, a stable code and name, the path of the value, what is wrong, what
// to write instead, and where AWS says so.
//
// # Codes are the contract
//
// A [Code] such as TD041 and its name such as fargate-cpu-memory never change
// and are never used again for something else. Messages may change in any
// release: match findings by code or name and by path.
//
// # Severity and certainty
//
// [Error] is kept for what AWS is known to refuse. What merely fails later, or
// has no effect, or is dangerous, is a [Warning] or an [Info]. [Certainty] says
// apart from that where the knowledge comes from: documented by AWS, observed in
// practice, inferred from either, or unknown.
//
// # Paths and places
//
// A path is that of the value in the model, with the API's member names:
// containerDefinitions[2].portMappings[0].hostPort. A key with other characters
// than letters, digits, '-' and '_' is quoted: dockerLabels["com.example.team"].
// [Member] and [Element] build paths. A [Locator] turns a path into a place in a
// text; [IndexJSON] makes one for JSON, and front ends for YAML, HCL or CUE plug
// in their own. Package diag/report writes findings for people and for tools.
//
//	findings := taskdef.Validate(td, taskdef.Config{})
//	findings.Sort()
//	if err := findings.Err(); err != nil { … } // nil unless one is an Error
//
// Values of this package are plain data without pointers; [Index] is immutable.
// All may be shared between goroutines.
package diag

// Package jsonscan is the one JSON scanner of the module. It keeps what
// encoding/json throws away and what a finding needs: where each value and each
// key stands, which member came twice, which was spelled in another case, which
// is unknown, and which has the wrong type.
//
// It works in two steps. [Parse] checks the grammar (RFC 8259) and lays the
// document out as one flat slice of nodes, in document order, each with the
// byte range of its value and of its key; [Doc.Root] and the methods of [Value]
// read it. [Schema], compiled once from a Go type and its `json` tags, fills a
// struct from a Value and reports each [Problem] with its path, and goes on.
//
//	doc, err := jsonscan.Parse(data, jsonscan.Limits{}) // err is a *jsonscan.Error with an offset
//	var td TaskDefinition
//	schema.Decode(doc.Root(), &td, jsonscan.Options{Report: func(p jsonscan.Problem) { … }})
//
// # Paths
//
// A path names members by their keys and elements by their indexes:
// containerDefinitions[2].portMappings[0].hostPort. A key that is not made of
// letters, digits, '-' and '_' alone is quoted as a Go string:
// dockerLabels["com.example.team"]. [AppendMember], [AppendElement] and
// [SplitPath] write and read them.
//
// # Bounds
//
// Documents larger than [DefaultMaxBytes] or nested deeper than
// [DefaultMaxDepth] are refused before anything is allocated for them; see the
// constants for the reasons. Everything else is linear in the input.
//
// A Doc keeps a copy of its input, is immutable and safe for concurrent use.
// Strings taken from it share that copy.
package jsonscan

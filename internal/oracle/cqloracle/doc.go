// Package cqloracle is the twin of package cql for its tests: the same language,
// read straight from the grammar and evaluated by walking a tree, with nothing
// prepared and nothing fast. It shares no code with cql but the type Instance.
//
// It leaves patterns to package regexp as they are, and so answers only for
// those that mean the same there and in Java; it has no bounds and no
// suggestions, and its errors say no more than where reading stopped.
package cqloracle

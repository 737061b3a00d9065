package cql

// Hint is something suspicious about a legal expression.
type Hint struct {
	Code       Code
	Offset     int    // of the text it is about, in bytes
	Len        int    // bytes
	Message    string // lower case, no final stop
	Suggestion string // what to write in place of that text; empty where nothing is certain enough
}

// Hints returns what is suspicious about the expression, in source order.
func (e *Expr) Hints() []Hint { return nil }

package diag

import "github.com/ecskit/ecskit/internal/jsonscan"

// Code identifies what was found, for ever: a prefix for the package and three
// digits, as in "TD041".
type Code string

// Kind is what a finding is, apart from where it was found and in what words.
// Each package that reports findings lists its kinds in a function Kinds.
type Kind struct {
	Code      Code
	Name      string // "fargate-cpu-memory": lower-case words with hyphens, as stable as the code
	Title     string // one line of at most 80 characters for a list of rules
	Source    string // URL of the page that says so; empty if only observed or our own choice
	Severity  Severity
	Certainty Certainty
}

// At returns a finding of the kind at a path.
func (k Kind) At(path, message, hint string) Diagnostic {
	return Diagnostic{
		Severity: k.Severity, Certainty: k.Certainty, Code: k.Code, Name: k.Name,
		Path: path, Message: message, Hint: hint, Source: k.Source,
	}
}

// Diagnostic is one finding. It is comparable with ==.
type Diagnostic struct {
	Severity  Severity  `json:"severity"`
	Certainty Certainty `json:"certainty"`
	Code      Code      `json:"code"`
	Name      string    `json:"name"`
	Path      string    `json:"path"` // of the value; empty is the whole document
	// Offset and Length are bytes inside the decoded string at Path, for a caret in
	// an expression, a cron text, an ARN. 0 and 0 is all of it.
	Offset  int    `json:"offset,omitempty"`
	Length  int    `json:"length,omitempty"`
	Message string `json:"message"`          // lower case, no final stop, names the value seen and the values allowed
	Hint    string `json:"hint,omitempty"`   // what to write instead
	Source  string `json:"source,omitempty"` // URL
}

// String returns the finding on one line: path, severity, message, code and hint.
func (d Diagnostic) String() string {
	s := d.Severity.String() + ": " + d.Message + " [" + string(d.Code) + "]"
	if d.Path != "" {
		s = d.Path + ": " + s
	}
	if d.Hint != "" {
		s += "; " + d.Hint
	}
	return s
}

// Member returns the path of the member key of the object at path.
func Member(path, key string) string {
	return string(jsonscan.AppendMember([]byte(path), key))
}

// Element returns the path of element i of the list at path.
func Element(path string, i int) string {
	return string(jsonscan.AppendElement([]byte(path), i))
}

// Edit is a change of a text that makes a finding go away. Edits of one text do
// not overlap.
type Edit struct {
	Start, End int    // bytes replaced
	New        string // what stands there afterwards
	Code       Code   // of the finding that it answers
}

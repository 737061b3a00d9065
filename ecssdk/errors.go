package ecssdk

import "fmt"

// ValueError says that a value has no meaning on the other side of a conversion.
type ValueError struct {
	Path  string // of the member, in the API's words: "containers[0].cpu"
	Value string // as it stands; empty when the member is absent
	Want  string // what should stand there
	Err   error  // underneath; may be nil
}

// Error returns the path, the value and what should stand there.
func (e *ValueError) Error() string {
	s := fmt.Sprintf("ecssdk: %s is %q, not %s", e.Path, e.Value, e.Want)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the error underneath.
func (e *ValueError) Unwrap() error { return e.Err }

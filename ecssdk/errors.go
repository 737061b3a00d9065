package ecssdk

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/ecskit/ecskit/placement"
)

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

// reader reads values that one side has as texts or as JSON, and keeps what cannot
// be read.
type reader struct {
	bad   []error
	bound map[placement.Port]bool // the host ports met so far
}

func (r *reader) fail(path, value, want string) {
	r.bad = append(r.bad, &ValueError{Path: path, Value: value, Want: want})
}

// err returns nil, the one error, or all of them joined.
func (r *reader) err() error {
	if len(r.bad) == 1 {
		return r.bad[0]
	}
	return errors.Join(r.bad...)
}

// amount reads an amount of a container, 0 for none.
func (r *reader) amount(path string, p *string, want string) int32 {
	return r.size(path, p, func(s string) (int, bool) {
		n, err := strconv.ParseUint(s, 10, 31)
		return int(n), err == nil
	}, want)
}

// size reads an amount in the words that parse knows, 0 for none.
func (r *reader) size(path string, p *string, parse func(string) (int, bool), want string) int32 {
	s := text(p)
	if s == "" {
		return 0
	}
	n, ok := parse(s)
	if !ok {
		r.fail(path, s, want)
		return 0
	}
	return int32(n)
}

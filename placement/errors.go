package placement

import (
	"errors"
	"fmt"
)

// The errors of a Cluster.
var (
	ErrNoFit           = errors.New("placement: no instance meets all requirements of the task")
	ErrForeignJob      = errors.New("placement: the job was compiled neither by this cluster nor by one that it is a copy of")
	ErrUnknownInstance = errors.New("placement: no such instance")
	ErrUnknownTask     = errors.New("placement: no such task")
	ErrStopped         = errors.New("placement: the task is stopping already")
	ErrDuplicate       = errors.New("placement: an instance of that name is in the cluster")
	ErrTooLarge        = errors.New("placement: more instances, tasks, or tasks on an instance than can be counted")
)

// SpecError says what of a TaskSpec or an Instance is wrong.
type SpecError struct {
	Field   string // "Constraints[1].Expression"
	Message string // lower case, no final stop
	Hint    string // what to write instead; may be empty
	Err     error  // a *cql.SyntaxError for an expression
}

// Error returns the field, the message and the hint.
func (e *SpecError) Error() string {
	s := fmt.Sprintf("placement: %s: %s", e.Field, e.Message)
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// Unwrap returns the error underneath.
func (e *SpecError) Unwrap() error { return e.Err }

// NotPlacedError says why Assign refuses: it holds what the instance lacks.
type NotPlacedError struct{ Lacks []Shortfall }

// Error returns the first thing that the instance lacks, and how many more.
func (e *NotPlacedError) Error() string {
	if len(e.Lacks) == 0 {
		return "placement: the instance does not take the task"
	}
	s := "placement: " + e.Lacks[0].String()
	if n := len(e.Lacks) - 1; n > 0 {
		s += fmt.Sprintf(" (and %d more)", n)
	}
	return s
}

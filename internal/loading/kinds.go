// Package loading turns what the decoder of package jsonscan met into findings.
package loading

import (
	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

// Kinds are the kinds of finding that a loader has for the problems of decoding.
// All are to be set; two may be the same.
type Kinds struct {
	WrongType     diag.Kind // and whatever has no kind of its own
	UnknownMember diag.Kind
	WrongCase     diag.Kind
	Duplicate     diag.Kind
	OutOfRange    diag.Kind
}

// Finding returns the finding for a problem, at its path.
func (k *Kinds) Finding(p jsonscan.Problem) diag.Diagnostic {
	message, hint := p.Explain()
	return k.of(p.Kind).At(p.Path, message, hint)
}

func (k *Kinds) of(problem jsonscan.ProblemKind) diag.Kind {
	switch problem {
	case jsonscan.UnknownMember:
		return k.UnknownMember
	case jsonscan.WrongCase:
		return k.WrongCase
	case jsonscan.Duplicate:
		return k.Duplicate
	case jsonscan.OutOfRange:
		return k.OutOfRange
	}
	return k.WrongType
}

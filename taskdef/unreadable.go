package taskdef

import (
	"errors"

	"github.com/ecskit/ecskit/diag"
)

// Unreadable returns an error of [Load] as a finding and a Locator that knows its
// place, for programs that report texts that cannot be read beside those that can.
// Another error than a *diag.SyntaxError is at the start of the text.
func Unreadable(err error) (diag.Diagnostic, diag.Locator) {
	at := &diag.SyntaxError{Position: diag.Position{Line: 1, Column: 1}, Message: err.Error()}
	errors.As(err, &at)
	return kindUnreadable.At("", at.Message, ""), fixedPlace(at.Position)
}

// fixedPlace is the Locator of a text with one place.
type fixedPlace diag.Position

func (p fixedPlace) Position(string) (diag.Position, bool) { return diag.Position(p), true }

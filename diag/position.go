package diag

import (
	"errors"
	"fmt"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

// Position is a place in a text. The zero Position is no place.
type Position struct {
	Offset int // bytes, from 0
	Line   int // from 1
	Column int // bytes in the line, from 1
}

// String returns "line:column".
func (p Position) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// Locator finds the value at a path in a text. ok is false when the text has
// nothing at that path; the position is then that of the nearest ancestor.
type Locator interface {
	Position(path string) (p Position, ok bool)
}

// Ranger is a Locator that also knows where a finding ends. Writers of findings
// ask for it where they mark a stretch of text; [Index] is one.
type Ranger interface {
	Locator
	// Range returns the start and end of offset and length bytes inside the string
	// at path, of the whole value when both are 0, or of the nearest ancestor's
	// first byte, with ok false, when there is no such value.
	Range(path string, offset, length int) (start, end Position, ok bool)
}

// SyntaxError says why a text could not be read at all.
type SyntaxError struct {
	Position
	Message string
}

// Error returns "line:column: message".
func (e *SyntaxError) Error() string { return e.Position.String() + ": " + e.Message }

// Index is the Locator of a JSON text.
type Index struct {
	doc   *jsonscan.Doc
	lines jsonscan.Lines
}

// IndexJSON reads a JSON text. The error is a *SyntaxError.
func IndexJSON(data []byte) (*Index, error) {
	doc, err := jsonscan.Parse(data, jsonscan.Limits{})
	if err != nil {
		return nil, Locate(data, err)
	}
	return NewIndex(doc), nil
}

// NewIndex returns the Index of a text that was read before. It is for the
// loaders of this module, whose scanner is internal.
func NewIndex(doc *jsonscan.Doc) *Index {
	return &Index{doc, jsonscan.NewLines(doc.Source())}
}

// Locate turns the scanner's error into a *SyntaxError with its line and column.
func Locate(data []byte, err error) error {
	var scan *jsonscan.Error
	if !errors.As(err, &scan) {
		return err
	}
	offset := min(scan.Offset, len(data))
	line, column := jsonscan.NewLines(string(data[:offset])).At(offset)
	return &SyntaxError{Position{offset, line, column}, scan.Message}
}

// Position returns the place of the value at path, or, with ok false, of its
// nearest ancestor. Of a member that came twice the later one counts.
func (x *Index) Position(path string) (p Position, ok bool) {
	v, ok := x.doc.Root().Find(path, nil)
	return x.At(v.Start()), ok
}

// Range returns where a finding starts and ends: offset and length are bytes
// inside the decoded string at path, 0 and 0 stand for the whole value. For an
// ancestor of a missing value, and for an object or a list, the range is its
// opening bracket.
func (x *Index) Range(path string, offset, length int) (start, end Position, ok bool) {
	v, ok := x.doc.Root().Find(path, nil)
	from, to := ValueRange(v, ok, offset, length)
	return x.At(from), x.At(to), ok
}

// ValueRange returns the bytes that a caret should mark for a finding at v.
// exact says that v is the value itself and not an ancestor of it.
func ValueRange(v jsonscan.Value, exact bool, offset, length int) (start, end int) {
	switch {
	case v.Kind() == jsonscan.Object || v.Kind() == jsonscan.Array || !exact:
		return v.Start(), v.Start() + 1
	case v.Kind() == jsonscan.String && (offset != 0 || length != 0):
		return v.SourceOffset(offset), v.SourceOffset(offset + length)
	}
	return v.Start(), v.End()
}

// At returns the Position of a byte offset in the text.
func (x *Index) At(offset int) Position {
	line, column := x.lines.At(offset)
	return Position{offset, line, column}
}

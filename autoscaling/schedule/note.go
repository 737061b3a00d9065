package schedule

// Note is something legal that is worth a look.
type Note struct {
	Code   NoteCode
	Offset int // bytes into the expression
	Len    int
	Field  Field
	Text   string // in words
}

// NoteCode says what a note is about.
type NoteCode uint8

// The notes.
const (
	Undocumented   NoteCode = iota // a form that AWS's pages do not describe
	NeverFires                     // no day of the years 1970 to 2199 fits
	SecondsIgnored                 // a seventh field in front, which is read and not honoured
)

// String returns the note in words, with the field.
func (n Note) String() string {
	if n.Field == NoField {
		return n.Text
	}
	return n.Field.String() + ": " + n.Text
}

package diag

import "fmt"

// Severity says how bad a finding is. The zero Severity is Error, so that a
// finding which forgets to say fails closed.
type Severity uint8

// The severities, worst first.
const (
	Error   Severity = iota // AWS is known to refuse it, or it cannot be read
	Warning                 // accepted, and fails later, has no effect, is dangerous, or nobody has verified it
	Info                    // worth knowing
)

// String returns "error", "warning" or "info".
func (s Severity) String() string { return nameOf(s, "severity", "error", "warning", "info") }

// MarshalText returns the text of String.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Severity) UnmarshalText(text []byte) error {
	return parseName(s, "severity", string(text), "error", "warning", "info")
}

// Certainty says where the knowledge behind a finding comes from. The zero
// Certainty is Documented.
type Certainty uint8

// The certainties, surest first.
const (
	Documented Certainty = iota // AWS says so
	Observed                    // the service was seen doing so
	Inferred                    // it follows from what is documented or observed
	Unknown                     // nobody has verified it
)

// String returns "documented", "observed", "inferred" or "unknown".
func (c Certainty) String() string {
	return nameOf(c, "certainty", "documented", "observed", "inferred", "unknown")
}

// MarshalText returns the text of String.
func (c Certainty) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (c *Certainty) UnmarshalText(text []byte) error {
	return parseName(c, "certainty", string(text), "documented", "observed", "inferred", "unknown")
}

func nameOf[T ~uint8](v T, what string, names ...string) string {
	if int(v) < len(names) {
		return names[v]
	}
	return fmt.Sprintf("%s(%d)", what, uint8(v))
}

func parseName[T ~uint8](v *T, what, text string, names ...string) error {
	for i, name := range names {
		if name == text {
			*v = T(i)
			return nil
		}
	}
	return fmt.Errorf("diag: %s %q is none of %q", what, text, names)
}

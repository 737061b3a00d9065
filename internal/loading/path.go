package loading

import "strings"

// Within reports whether a path is that of a value or of a part of it.
func Within(path, value string) bool {
	rest, ok := strings.CutPrefix(path, value)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

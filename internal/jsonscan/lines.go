package jsonscan

import "sort"

// Lines finds the line of a byte offset in a text. The zero Lines knows one line.
type Lines struct{ starts []int32 }

// NewLines records where the lines of src start. A line ends at "\n"; a "\r"
// before it belongs to the line.
func NewLines(src string) Lines {
	var starts []int32
	for i := range len(src) {
		if src[i] == '\n' {
			starts = append(starts, int32(i+1))
		}
	}
	return Lines{starts}
}

// At returns the line and column of a byte offset, both from 1, the column in
// bytes. It is logarithmic in the number of lines.
func (l Lines) At(offset int) (line, column int) {
	i := sort.Search(len(l.starts), func(i int) bool { return int(l.starts[i]) > offset })
	if i == 0 {
		return 1, offset + 1
	}
	return i + 1, offset - int(l.starts[i-1]) + 1
}

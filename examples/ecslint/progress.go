package main

import (
	"fmt"
	"io"

	"github.com/ecskit/ecskit/diag/report"
)

// manyFiles is how many files are read without a word about how far it is.
const manyFiles = 200

// progress shows on a terminal how far the program is.
type progress struct {
	out   io.Writer
	total int
	shown bool
}

// step says that so many files were read.
func (p progress) step(read int, c report.Counts) {
	if p.shown && (read%64 == 0 || read == p.total) {
		fmt.Fprintf(p.out, "\r\x1b[K%d of %d files, %d errors, %d warnings", read, p.total, c.Errors, c.Warnings)
	}
}

// end takes the line away.
func (p progress) end() {
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}

package main

import (
	"bytes"
	"fmt"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// context is how many unchanged lines a diff shows around a change.
const context = 3

// hunk is a run of lines of the old text, with what stands there in the new one.
type hunk struct {
	first, last int // lines of the old text, from 0; last is behind the run
	lines       [][]byte
}

// unifiedDiff returns the edits of a text as a unified diff, nil when there are
// none. The edits are in order and do not overlap, so the changed lines are known
// and need not be searched for.
func unifiedDiff(name string, text []byte, edits []diag.Edit) []byte {
	hunks := hunksOf(text, edits)
	if len(hunks) == 0 {
		return nil
	}
	old := splitLines(text)
	var out bytes.Buffer
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", name, name)
	shift := 0
	for len(hunks) > 0 {
		n := 1
		for n < len(hunks) && hunks[n].first-hunks[n-1].last <= 2*context {
			n++
		}
		shift = writeHunks(&out, old, hunks[:n], shift)
		hunks = hunks[n:]
	}
	return out.Bytes()
}

// writeHunks writes changes that are near each other as one hunk, and returns by
// how many lines the new text is ahead behind them.
func writeHunks(out *bytes.Buffer, old [][]byte, group []hunk, shift int) int {
	from := max(group[0].first-context, 0)
	to := min(group[len(group)-1].last+context, len(old))
	added := 0
	for _, h := range group {
		added += len(h.lines) - (h.last - h.first)
	}
	fmt.Fprintf(out, "@@ -%d,%d +%d,%d @@\n", from+1, to-from, from+1+shift, to-from+added)
	at := from
	for _, h := range group {
		writeLines(out, ' ', old[at:h.first])
		writeLines(out, '-', old[h.first:h.last])
		writeLines(out, '+', h.lines)
		at = h.last
	}
	writeLines(out, ' ', old[at:to])
	return shift + added
}

func writeLines(out *bytes.Buffer, mark byte, lines [][]byte) {
	for _, line := range lines {
		out.WriteByte(mark)
		out.Write(line)
		if !bytes.HasSuffix(line, []byte("\n")) {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// hunksOf returns the changed lines, as few as there are.
func hunksOf(text []byte, edits []diag.Edit) []hunk {
	starts := []int{0}
	for i, c := range text {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	lineOf := func(offset, from int) int {
		for from+1 < len(starts) && starts[from+1] <= offset {
			from++
		}
		return from
	}
	var hunks []hunk
	line := 0
	for len(edits) > 0 {
		first := lineOf(edits[0].Start, line)
		last := lineOf(edits[0].End, first)
		n := 1
		for n < len(edits) && lineOf(edits[n].Start, last) == last {
			last = lineOf(edits[n].End, last)
			n++
		}
		start, end := starts[first], len(text)
		if last+1 < len(starts) {
			end = starts[last+1]
		}
		moved := make([]diag.Edit, n)
		for i, e := range edits[:n] {
			moved[i] = diag.Edit{Start: e.Start - start, End: e.End - start, New: e.New}
		}
		h := trimmed(first, splitLines(text[start:end]), splitLines(taskdef.ApplyEdits(text[start:end], moved)))
		if before := len(hunks) - 1; before >= 0 && hunks[before].last == h.first {
			hunks[before].last = h.last
			hunks[before].lines = append(hunks[before].lines, h.lines...)
		} else {
			hunks = append(hunks, h)
		}
		edits, line = edits[n:], last
	}
	return hunks
}

// trimmed returns the hunk without lines that are equal at its start and end.
func trimmed(first int, old, changed [][]byte) hunk {
	for len(old) > 0 && len(changed) > 0 && bytes.Equal(old[0], changed[0]) {
		old, changed, first = old[1:], changed[1:], first+1
	}
	for len(old) > 0 && len(changed) > 0 && bytes.Equal(old[len(old)-1], changed[len(changed)-1]) {
		old, changed = old[:len(old)-1], changed[:len(changed)-1]
	}
	return hunk{first, first + len(old), changed}
}

// splitLines splits a text behind its line breaks.
func splitLines(text []byte) [][]byte {
	lines := bytes.SplitAfter(text, []byte("\n"))
	if len(lines[len(lines)-1]) == 0 {
		lines = lines[:len(lines)-1]
	}
	return lines
}

package cql

import "strings"

// nearest returns the known word that differs least from word, without regard to
// case and by at most limit edits; "" when there is none. The first of equals
// wins.
func nearest(word string, limit int, known ...string) string {
	best := ""
	for _, k := range known {
		if d := distance(strings.ToLower(word), strings.ToLower(k), limit); d <= limit {
			best, limit = k, d-1
		}
	}
	return best
}

// maxNear bounds the words that are compared: longer ones are no slips.
const maxNear = 64

// distance counts the insertions, deletions, replacements and swaps of neighbours
// between a and b. It returns limit+1 for everything above limit.
func distance(a, b string, limit int) int {
	if len(a) > maxNear || len(b) > maxNear || len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	var before, last, row [maxNear + 1]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last = last, row
		row[0] = i
		for j := 1; j <= len(b); j++ {
			d := last[j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = min(d, last[j]+1, row[j-1]+1)
		}
	}
	return min(row[len(b)], limit+1)
}

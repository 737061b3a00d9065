package jsonscan

import "strings"

// maxSuggestLength bounds the names that [Nearest] compares: a real slip is in a
// name of ordinary length, and the comparison is quadratic.
const maxSuggestLength = 64

// Nearest returns the known name that name was probably meant to be, and ""
// when none is near: equal but for case, or within one edit for every three
// characters (two at least in names of four and more). Among equals the first
// wins, so the order of known is part of the answer.
func Nearest(name string, known []string) string {
	if name == "" || len(name) > maxSuggestLength {
		return ""
	}
	lower := strings.ToLower(name)
	best, bestDistance := "", allowedEdits(name)+1
	for _, k := range known {
		if len(k) > maxSuggestLength {
			continue
		}
		if d := editDistance(lower, strings.ToLower(k), bestDistance-1); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	return best
}

func allowedEdits(name string) int {
	if len(name) < 4 {
		return 1
	}
	return max(2, len(name)/3)
}

// editDistance counts insertions, deletions, replacements and swaps of
// neighbours between a and b, in bytes. It returns limit+1 for anything more
// than limit.
func editDistance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	var rows [3][2*maxSuggestLength + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], limit+1)
}

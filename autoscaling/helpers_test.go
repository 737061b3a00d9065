package autoscaling_test

import "slices"

func sortedUnique(x []int) []int {
	slices.Sort(x)
	return slices.Compact(x)
}

func floats(x []int) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = float64(v)
	}
	return out
}

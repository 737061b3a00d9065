package autoscaling

import "math"

// ProviderWeight is one entry of a capacity provider strategy, with its numbers
// resolved.
type ProviderWeight struct {
	Provider string
	Base     int // tasks that go there first, 0 to 100000; one entry may have one
	Weight   int // share of the others, 0 to 1000
}

// AppendSplit appends how many of n new tasks go to each provider of the
// strategy, when running[i] tasks of the service are on it already (a missing
// number is 0): the base first, then each task to the provider that is furthest
// behind its weight. Bases do not count for the weights.
//
// Where the ratio leaves a remainder AWS does not say which provider gets it; here
// the one that stands first in the strategy. Entries without a weight get no
// more than their base, unless the strategy has only that entry. It is
// O(n · providers) and does not allocate when dst has room.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html
func AppendSplit(dst []int, strategy []ProviderWeight, running []int, n int) []int {
	start := len(dst)
	for range strategy {
		dst = append(dst, 0)
	}
	split := dst[start:]
	placed := func(i int) int {
		if i < len(running) {
			return running[i] + split[i]
		}
		return split[i]
	}
	for i, s := range strategy {
		share := min(max(s.Base-placed(i), 0), max(n, 0))
		split[i] += share
		n -= share
	}
	for ; n > 0; n-- {
		best, bestRatio := -1, math.Inf(1)
		for i, s := range strategy {
			weight := s.Weight
			if len(strategy) == 1 {
				weight = max(weight, 1)
			}
			if weight <= 0 {
				continue
			}
			ratio := float64(max(placed(i)-s.Base, 0)+1) / float64(weight)
			if ratio < bestRatio {
				best, bestRatio = i, ratio
			}
		}
		if best < 0 {
			break
		}
		split[best]++
	}
	return dst
}

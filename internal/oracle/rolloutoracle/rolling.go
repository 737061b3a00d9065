// Package rolloutoracle holds naive twins of package rollout: searches and loops
// over single tasks that anybody can check by reading. Nothing here is fast.
package rolloutoracle

// Limits is the arithmetic of both limits by counting up, one task at a time.
func Limits(desired, minimum, maximum int) (lower, upper int) {
	for lower*100 < desired*minimum {
		lower++
	}
	for (upper+1)*100 <= desired*maximum {
		upper++
	}
	return lower, upper
}

// Limit is what a rolling update has to keep.
type Limit struct {
	Desired, Lower, Upper int
	Ceiling               int // tasks that placement can hold at once, -1 unbounded
}

// Unreachable is the number of waves of a deployment that no order completes.
const Unreachable = -1

type place struct{ newer, older int }

// FewestWaves searches every way to replace older tasks: first stop any number
// of them that leaves the lower limit, then start any number of new ones that
// the upper limit and the ceiling hold, wait until they are healthy, and so on.
// A round in which something starts is a wave. All tasks are healthy between
// rounds. With startFirst a round that could start may stop only what the
// service has beyond its desired count.
func FewestWaves(l Limit, newer, older int, startFirst bool) int {
	top := l.Upper
	if l.Ceiling >= 0 {
		top = min(top, l.Ceiling)
	}
	best := map[place]int{{newer, older}: 0}
	for queue := []place{{newer, older}}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for stop := 0; stop <= at.older; stop++ {
			if stop > 0 && at.newer+at.older-stop < l.Lower {
				break
			}
			canStart := at.newer < l.Desired && at.newer+at.older < top
			if startFirst && canStart && stop > 0 && at.newer+at.older-stop < l.Desired {
				break
			}
			for start := 0; start == 0 || at.newer+start <= l.Desired && at.newer+at.older-stop+start <= top; start++ {
				next := place{at.newer + start, at.older - stop}
				cost := best[at]
				if start > 0 {
					cost++
				}
				if known, seen := best[next]; !seen || cost < known {
					best[next] = cost
					queue = append(queue, next)
				}
			}
		}
	}
	if n, ok := best[place{l.Desired, 0}]; ok {
		return n
	}
	return Unreachable
}

// LeastChange searches all percents up to the given bounds for those that change
// least from minimum and maximum, in points of both together, and let desired
// tasks be replaced. Among equals the one with the largest minimum wins. With
// daemon the maximum has to be 100.
func LeastChange(desired, minimum, maximum, bound int, daemon bool) (int, int) {
	bestMin, bestMax, least := minimum, maximum, -1
	for m := 0; m <= bound; m++ {
		for x := 0; x <= bound; x++ {
			if daemon && x != 100 {
				continue
			}
			change := distance(m, minimum) + distance(x, maximum)
			if least >= 0 && (change > least || change == least && m <= bestMin) {
				continue
			}
			lower, upper := Limits(desired, m, x)
			if FewestWaves(Limit{desired, lower, upper, -1}, 0, desired, false) != Unreachable {
				bestMin, bestMax, least = m, x, change
			}
		}
	}
	return bestMin, bestMax
}

func distance(a, b int) int {
	if a > b {
		return a - b
	}
	return b - a
}

// Package autoscalingoracle is the slow twin of package autoscaling's alarms: it
// keeps every sample, cuts the whole history into periods again at each question,
// and reads the documented tables as sentences.
package autoscalingoracle

import "math"

// Alarm is a CloudWatch alarm in plain numbers.
type Alarm struct {
	Breaches  func(float64) bool
	Statistic string // Average, Sum, Minimum, Maximum, SampleCount
	Period    int    // seconds
	N, M      int
	Missing   string // missing, ignore, breaching, notBreaching
	Extra     int    // datapoints before the N that are looked at when some are missing
}

// A Sample is a value at a second; NaN is missing.
type Sample struct {
	Second int
	Value  float64
}

// States returns the state of the alarm after each sample: ALARM, OK or
// INSUFFICIENT_DATA. The first sample ends a period; each later period ends
// Period seconds after the one before. A period is judged once a sample stands at
// its end or behind it.
func States(a Alarm, samples []Sample) []string {
	var states []string
	for i := range samples {
		states = append(states, stateAfter(a, samples[:i+1]))
	}
	return states
}

func stateAfter(a Alarm, samples []Sample) string {
	first, now := samples[0].Second, samples[len(samples)-1].Second
	state := "INSUFFICIENT_DATA"
	var datapoints []float64
	for end := first; end <= now; end += a.Period {
		datapoints = append(datapoints, datapoint(a, samples, end))
		state = judge(a, datapoints, state)
	}
	return state
}

// datapoint sums up the samples of the period that ends at end.
func datapoint(a Alarm, samples []Sample, end int) float64 {
	var values []float64
	for _, s := range samples {
		if s.Second > end-a.Period && s.Second <= end && !math.IsNaN(s.Value) {
			values = append(values, s.Value)
		}
	}
	if len(values) == 0 {
		return math.NaN()
	}
	sum, least, most := 0.0, values[0], values[0]
	for _, v := range values {
		sum += v
		least, most = math.Min(least, v), math.Max(most, v)
	}
	switch a.Statistic {
	case "Sum":
		return sum
	case "Minimum":
		return least
	case "Maximum":
		return most
	case "SampleCount":
		return float64(len(values))
	}
	return sum / float64(len(values))
}

// judge reads the tables: 'X' breaches, '0' does not, '-' is missing, the newest
// last, with missing datapoints in front of the first.
func judge(a Alarm, datapoints []float64, before string) string {
	var letters, there []byte // all of the range, and the real ones among them
	for i := len(datapoints) - a.N - a.Extra; i < len(datapoints); i++ {
		switch {
		case i < 0 || math.IsNaN(datapoints[i]):
			letters = append(letters, '-')
			continue
		case a.Breaches(datapoints[i]):
			letters = append(letters, 'X')
		default:
			letters = append(letters, '0')
		}
		there = append(there, letters[len(letters)-1])
	}
	if len(there) > a.N {
		there = there[len(there)-a.N:]
	}
	for missing := a.N - len(there); missing > 0; missing-- {
		switch a.Missing {
		case "breaching":
			there = append(there, 'X')
		case "notBreaching":
			there = append(there, '0')
		default:
			if count(there, 'X') < a.M && count(there, '0') == 0 {
				return allMissingOrBreaching(a, letters, before)
			}
		}
	}
	if count(there, 'X') >= a.M {
		return "ALARM"
	}
	return "OK"
}

// allMissingOrBreaching is the case of too few datapoints, none of them good.
func allMissingOrBreaching(a Alarm, letters []byte, before string) string {
	if a.Missing == "ignore" {
		return before
	}
	for i, l := range letters {
		if l == 'X' {
			if age := len(letters) - i; age >= a.M {
				return "ALARM"
			}
			return "OK"
		}
	}
	return "INSUFFICIENT_DATA"
}

func count(letters []byte, letter byte) int {
	n := 0
	for _, l := range letters {
		if l == letter {
			n++
		}
	}
	return n
}

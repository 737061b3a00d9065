package autoscaling

import (
	"math"
	"math/bits"
)

func missing() float64 { return math.NaN() }

// A replayAlarm is an alarm laid out for stepping.
type replayAlarm struct {
	Alarm
	policy    int
	period    int64 // microseconds
	n, m      int
	ring, len int     // its part of the ring
	sign      float64 // -1 for an alarm on small values, so that one comparison does
	limit     float64 // the threshold with that sign
	orEqual   bool
	lastN     uint64 // bits of the newest N datapoints, 0 for an alarm too long for bits
	reach     uint64 // bits of the evaluation range
}

// maxBits is how many datapoints the bits of an alarm's state hold. Longer ranges
// are counted.
const maxBits = 64

func newReplayAlarm(policy int, a Alarm, ring int) replayAlarm {
	r := replayAlarm{
		Alarm: a, policy: policy, period: micros(a.Period), n: a.EvaluationPeriods, m: a.datapoints(),
		ring: ring, len: a.EvaluationPeriods + DefaultExtraDatapoints, sign: 1,
		orEqual: a.Comparison == GreaterThanOrEqual || a.Comparison == LessThanOrEqual,
	}
	if a.watchesLow() {
		r.sign = -1
	}
	r.limit = r.sign * a.Threshold
	if r.len <= maxBits {
		r.lastN, r.reach = 1<<r.n-1, 1<<r.len-1
	}
	return r
}

// breaches is Breaches for an alarm that was checked.
func (a *replayAlarm) breaches(value float64) bool {
	value *= a.sign
	return value > a.limit || a.orEqual && value == a.limit
}

// alarmState is what changes of an alarm: the samples of the open period, the
// counts over the last N datapoints, and when it acted last.
type alarmState struct {
	closes       int64 // end of the open period
	acted        int64 // time of the last action in this ALARM
	sum, lo, hi  float64
	samples      int
	head         int    // where the next datapoint goes
	realBits     uint64 // bit i is set when the datapoint i before the newest is real
	badBits      uint64 // likewise when it breaches
	present, bad int    // of a long alarm: real and breaching datapoints among the last N
	state        AlarmState
	hasActed     bool
}

func (s *alarmState) reset() {
	s.sum, s.samples, s.lo, s.hi = 0, 0, math.Inf(1), math.Inf(-1)
}

// observe gives each alarm the sample of its policy.
func (r *Replay) observe(t int64, samples []Sample) {
	for i := range r.alarms {
		a := &r.shared.alarms[i]
		value := missing()
		if a.policy < len(samples) {
			value = samples[a.policy].value()
		}
		r.feed(a, &r.alarms[i], t, value)
	}
}

// feed adds the sample of the time up to t to its period, and closes the periods
// that end there or before.
func (r *Replay) feed(a *replayAlarm, s *alarmState, t int64, value float64) {
	if t > s.closes {
		r.closeUpTo(a, s, t)
	}
	if !math.IsNaN(value) {
		s.sum += value
		s.lo, s.hi = min(s.lo, value), max(s.hi, value)
		s.samples++
	}
	if t == s.closes {
		r.push(a, s, s.datapoint(a.Statistic))
		s.reset()
		s.closes += a.period
	}
}

// closeUpTo closes the periods that ended before t. More of them than the alarm
// remembers change nothing more.
func (r *Replay) closeUpTo(a *replayAlarm, s *alarmState, t int64) {
	for range a.len + 1 {
		if s.closes >= t {
			return
		}
		r.push(a, s, s.datapoint(a.Statistic))
		s.reset()
		s.closes += a.period
	}
	if behind := t - s.closes; behind > 0 {
		s.closes += (behind + a.period - 1) / a.period * a.period
	}
}

func (s *alarmState) datapoint(statistic Statistic) float64 {
	if s.samples == 0 {
		return missing()
	}
	if s.samples == 1 && statistic != SampleCount {
		return s.sum
	}
	switch statistic {
	case Sum:
		return s.sum
	case Minimum:
		return s.lo
	case Maximum:
		return s.hi
	case SampleCount:
		return float64(s.samples)
	}
	return s.sum / float64(s.samples)
}

// push adds a datapoint and evaluates the alarm.
func (r *Replay) push(a *replayAlarm, s *alarmState, value float64) {
	ring := r.ring[a.ring : a.ring+a.len]
	if a.lastN != 0 {
		s.shift(a, value)
	} else {
		s.count(a, ring, value)
	}
	ring[s.head] = value
	if s.head++; s.head == a.len {
		s.head = 0
	}
	if a.lastN == 0 && s.present < a.n {
		s.state = a.scan(ring, s.head, s.state)
	}
	if s.state != InAlarm {
		s.hasActed = false
	}
}

// shift takes in a datapoint by bits and evaluates: the newest N where all are
// real, else the tables over the newest real ones of the range.
func (s *alarmState) shift(a *replayAlarm, value float64) {
	s.realBits <<= 1
	s.badBits <<= 1
	if !math.IsNaN(value) {
		s.realBits |= 1
		if a.breaches(value) {
			s.badBits |= 1
		}
	}
	if s.realBits&a.lastN == a.lastN {
		s.state = OK
		if bits.OnesCount64(s.badBits&a.lastN) >= a.m {
			s.state = InAlarm
		}
		return
	}
	there := s.realBits & a.reach
	for bits.OnesCount64(there) > a.n {
		there &^= 1 << (bits.Len64(there) - 1) // the oldest is one too many
	}
	bad := s.badBits & there
	w := window{need: a.n, real: bits.OnesCount64(there), bad: bits.OnesCount64(bad), oldest: bits.Len64(bad)}
	w.good = w.real - w.bad
	s.state = w.state(a.Alarm, s.state)
}

// count takes in a datapoint of an alarm too long for bits, by the datapoint that
// comes and the one that leaves the last N, and evaluates while none of those is
// missing.
func (s *alarmState) count(a *replayAlarm, ring []float64, value float64) {
	leaving := s.head - a.n
	if leaving < 0 {
		leaving += a.len
	}
	if old := ring[leaving]; !math.IsNaN(old) {
		s.present--
		if a.breaches(old) {
			s.bad--
		}
	}
	if !math.IsNaN(value) {
		s.present++
		if a.breaches(value) {
			s.bad++
		}
	}
	switch {
	case s.present < a.n: // push scans
	case s.bad >= a.m:
		s.state = InAlarm
	default:
		s.state = OK
	}
}

func (a *replayAlarm) scan(ring []float64, head int, before AlarmState) AlarmState {
	w := window{need: a.n}
	for age := 1; age <= a.len; age++ {
		w.add(a.Alarm, ring[a.index(head, age)], age)
	}
	return w.state(a.Alarm, before)
}

func (a *replayAlarm) index(head, age int) int {
	if head -= age; head < 0 {
		head += a.len
	}
	return head
}

// acts reports whether an alarm in ALARM acts at t, and notes that it did.
func (s *alarmState) acts(t, retrigger int64) bool {
	if s.state != InAlarm || s.hasActed && t-s.acted < retrigger {
		return false
	}
	s.hasActed, s.acted = true, t
	return true
}

// newest returns the last datapoint of an alarm, not a number when it is missing.
func (r *Replay) newest(alarm int) float64 {
	a := &r.shared.alarms[alarm]
	return r.ring[a.ring+a.index(r.alarms[alarm].head, 1)]
}

// summed aggregates the real datapoints among the last N, those before them when
// there is none. It is not a number when the alarm remembers none.
func (r *Replay) summed(alarm int, how Aggregation) float64 {
	a, head := &r.shared.alarms[alarm], r.alarms[alarm].head
	sum, lo, hi, n := 0.0, math.Inf(1), math.Inf(-1), 0.0
	for age := 1; age <= a.len && (age <= a.n || n == 0); age++ {
		x := r.ring[a.ring+a.index(head, age)]
		if math.IsNaN(x) {
			continue
		}
		sum += x
		lo, hi = min(lo, x), max(hi, x)
		n++
	}
	switch {
	case n == 0:
		return missing()
	case how == AggregateMinimum:
		return lo
	case how == AggregateMaximum:
		return hi
	}
	return sum / n
}

// latestReal returns the newest real datapoint that the alarm remembers.
func (r *Replay) latestReal(alarm int) float64 {
	a, head := &r.shared.alarms[alarm], r.alarms[alarm].head
	for age := 1; age <= a.len; age++ {
		if x := r.ring[a.ring+a.index(head, age)]; !math.IsNaN(x) {
			return x
		}
	}
	return missing()
}

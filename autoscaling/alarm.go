package autoscaling

import (
	"math"
	"time"
)

// Alarm is a CloudWatch alarm on one metric.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
type Alarm struct {
	Comparison        Comparison
	Threshold         float64
	Statistic         Statistic     // of the samples inside one period; empty is Average
	Period            time.Duration // 10, 20, 30 s or whole minutes; a multiple of the time between two samples
	EvaluationPeriods int           // N: datapoints looked at
	DatapointsToAlarm int           // M: of which so many must breach; 0 is N
	MissingData       MissingData   // empty is MissingIsMissing
}

// AlarmState is the state of an alarm.
type AlarmState uint8

// The states. An alarm starts with insufficient data.
const (
	InsufficientData AlarmState = iota
	OK
	InAlarm
)

// String returns the state as CloudWatch writes it.
func (s AlarmState) String() string {
	return nameOf(uint8(s), "state", "INSUFFICIENT_DATA", "OK", "ALARM")
}

// Sample is the value of a metric since the sample before. A Value that is not a
// number counts as missing.
type Sample struct {
	Value   float64
	Missing bool
}

func (s Sample) value() float64 {
	if s.Missing {
		return math.NaN()
	}
	return s.Value
}

// DefaultExtraDatapoints is how many datapoints before the N of an alarm are
// looked at when some of the N are missing. CloudWatch does not publish the
// number; its worked examples have two for an alarm of three.
const DefaultExtraDatapoints = 2

// Breaches reports whether a datapoint lies on the wrong side of the threshold.
func (a Alarm) Breaches(value float64) bool {
	switch a.Comparison {
	case GreaterThan:
		return value > a.Threshold
	case GreaterThanOrEqual:
		return value >= a.Threshold
	case LessThan:
		return value < a.Threshold
	case LessThanOrEqual:
		return value <= a.Threshold
	}
	return false
}

// Evaluate returns the state of the alarm for datapoints of one Period each, the
// newest last, when it was in state before. It looks at the last
// EvaluationPeriods of them and, where some are missing, at
// [DefaultExtraDatapoints] more. It does not allocate.
func (a Alarm) Evaluate(datapoints []Sample, before AlarmState) AlarmState {
	reach := min(a.EvaluationPeriods+DefaultExtraDatapoints, len(datapoints))
	w := window{need: a.EvaluationPeriods}
	for age := 1; age <= reach; age++ {
		w.add(a, datapoints[len(datapoints)-age].value(), age)
	}
	return w.state(a, before)
}

// A window counts the datapoints of an alarm's evaluation range, newest first.
type window struct {
	need   int // N
	real   int // the newest real datapoints, N at most
	bad    int // breaching ones among those
	good   int // the others
	oldest int // age of the oldest breaching one, 1 is the newest datapoint
}

func (w *window) add(a Alarm, value float64, age int) {
	if math.IsNaN(value) || w.real == w.need {
		return
	}
	w.real++
	if a.Breaches(value) {
		w.bad++
		w.oldest = age
	} else {
		w.good++
	}
}

// state applies the documented tables: real datapoints where there are N of
// them, else the treatment of the missing ones, used as few times as possible.
func (w *window) state(a Alarm, before AlarmState) AlarmState {
	m := a.datapoints()
	filled := w.need - w.real
	switch {
	case w.bad >= m:
		return InAlarm
	case filled == 0:
		return OK
	}
	switch a.MissingData {
	case MissingIsBreaching:
		if w.bad+filled >= m {
			return InAlarm
		}
		return OK
	case MissingIsNotBreaching:
		return OK
	case MissingIsIgnored:
		if w.good > 0 {
			return OK
		}
		return before
	}
	switch {
	case w.real == 0:
		return InsufficientData
	case w.good == 0 && w.oldest >= m:
		// The alarm does not wait for more when its only datapoints breach and the
		// oldest has been there for M periods.
		return InAlarm
	}
	return OK
}

func (a Alarm) datapoints() int {
	if a.DatapointsToAlarm <= 0 {
		return a.EvaluationPeriods
	}
	return a.DatapointsToAlarm
}

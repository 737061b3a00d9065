package schedule

import (
	"iter"
	"slices"
	"time"
)

// MaxLength is the longest expression that [Parse] reads, in bytes. AWS allows
// 256 characters for EventBridge rules and 1,600 for scheduled actions; the
// larger of the two keeps every real text and bounds the work on a hostile one.
const MaxLength = 1600

// Kind tells the three forms of expression apart.
type Kind uint8

// The kinds of expression.
const (
	At   Kind = iota // once, at a local time
	Rate             // again and again after a fixed time
	Cron             // whenever the local time has a given shape
)

// String returns at, rate or cron.
func (k Kind) String() string {
	switch k {
	case Rate:
		return "rate"
	case Cron:
		return "cron"
	}
	return "at"
}

// Doubled says what happens at a local time that comes twice because the clock
// is put back. AWS documents for EventBridge Scheduler that a schedule runs once
// and is not repeated, without saying when; for Application Auto Scaling it says
// only that it adjusts to daylight saving time.
//
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
type Doubled uint8

// The choices for a doubled local time.
const (
	DoubledFirst  Doubled = iota // runs at the first of the two; the default
	DoubledSecond                // runs at the second, as the Quartz scheduler does
	DoubledBoth                  // runs at both
)

// Gap says what happens at a local time that does not exist because the clock
// is put forward. AWS documents for EventBridge Scheduler that such a run is
// skipped.
//
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
type Gap uint8

// The choices for a local time in a gap.
const (
	GapSkip    Gap = iota // does not run; the default
	GapRunOnce            // runs once when the gap ends, however many times fell into it
)

// Options are the choices that AWS's pages leave open. The zero value is the
// default of each.
type Options struct {
	Doubled Doubled // a local time that comes twice
	Gap     Gap     // a local time that does not exist

	// StarDays reads * in one day field as ? when the other day field holds
	// something. The Application Auto Scaling guide of 2023 printed such an
	// expression, its newer text and EventBridge's reference demand the question
	// mark.
	StarDays bool

	// AnyPlural accepts rate(1 minutes) and rate(5 minute), which EventBridge was
	// seen to refuse.
	AnyPlural bool

	// RefuseUndocumented turns every form that [Schedule.Notes] reports as
	// undocumented into an error.
	RefuseUndocumented bool
}

// Schedule is a parsed expression. It is immutable and safe for concurrent use.
type Schedule struct {
	expr  string
	notes []Note
	cron  cron
	at    int64 // local time in seconds, as though the zone were UTC
	every int64 // seconds of a rate
	opts  Options
	kind  Kind
	never bool // a cron that has no day between 1970 and 2199
	try   bool // parsed to see whether it would
}

// Parse reads an expression with the default [Options]. The error is a
// *[SyntaxError]. It allocates the Schedule alone, unless there are notes.
func Parse(expr string) (*Schedule, error) { return Options{}.Parse(expr) }

// MustParse is like [Parse] and panics on an error. It is meant for constants
// and tests.
func MustParse(expr string) *Schedule {
	s, err := Parse(expr)
	if err != nil {
		panic(err)
	}
	return s
}

// Parse reads an expression with these options; see [Parse].
func (o Options) Parse(expr string) (*Schedule, error) {
	s := &Schedule{expr: expr, opts: o}
	if err := s.parse(); err != nil {
		err.Expr = expr
		return nil, err
	}
	return s, nil
}

// String returns the expression as it was given to [Parse].
func (s *Schedule) String() string { return s.expr }

// Kind returns the form of the expression.
func (s *Schedule) Kind() Kind { return s.kind }

// Every returns the time between two runs of a rate, and whether it is one. A
// day is 24 hours, whatever the clocks do.
func (s *Schedule) Every() (time.Duration, bool) {
	return time.Duration(s.every) * time.Second, s.kind == Rate
}

// Never reports whether the expression has no day at all between 1970 and 2199,
// such as the 30th of February. It is known since Parse.
func (s *Schedule) Never() bool { return s.never }

// Notes returns what is legal and still worth a look, in the order of the text:
// forms that AWS does not document, and a schedule that never fires. The slice
// is the caller's.
func (s *Schedule) Notes() []Note { return slices.Clone(s.notes) }

// All returns the runs t with from <= t < to, in order, in the zone loc (nil is
// UTC). A rate counts from the Unix epoch; see [Schedule.AllFrom].
func (s *Schedule) All(from, to time.Time, loc *time.Location) iter.Seq[time.Time] {
	return s.AllFrom(time.Time{}, from, to, loc)
}

// AllFrom is like [Schedule.All] for a schedule that starts at start, as in
// [Schedule.NextFrom].
func (s *Schedule) AllFrom(start, from, to time.Time, loc *time.Location) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		after := from.Add(-1)
		for {
			t, ok := s.NextFrom(start, after, loc)
			if !ok || !t.Before(to) || !yield(t) {
				return
			}
			after = t
		}
	}
}

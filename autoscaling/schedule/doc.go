// Package schedule reads the schedule expressions of Amazon EventBridge and
// Application Auto Scaling and says when they fire.
//
//	s, err := schedule.Parse("cron(0/5 8-17 ? * MON-FRI *)")
//	next, ok := s.Next(after, loc)              // strictly after
//	for t := range s.All(from, to, loc) { … }   // from <= t < to
//	fmt.Println(s.Describe())                   // in English
//
// There are three forms: at(2026-11-24T10:00:00), once at a local time;
// rate(5 minutes), again and again; and cron of six fields: minutes, hours, day of
// month, month, day of week, year, where one of the two day fields is "?". The
// dialect is AWS's, not Unix's: weekdays count from 1 for Sunday, and L, W and #
// say last day, nearest weekday and nth weekday.
//
// # Time zones
//
// A time zone is given with each question, as a [time.Location]; at and cron name
// local times of it. A local time that does not exist because the clock is put
// forward is skipped, one that comes twice runs once, at the first of the two.
// [Options] has the other choices. A rate knows no time zone; its days have 24
// hours.
//
// # What is known
//
// The forms and the fields are documented. What AWS's pages leave open (wrap-around
// ranges, L-3, LW, steps in the day of week, lists that hold L or W) is read as
// Quartz reads it, reported by [Schedule.Notes], and refused under
// Options.RefuseUndocumented.
//
// A [Schedule] is immutable and safe for concurrent use. Next and NextFrom do not
// allocate and are exact from 1970 to 2199; a schedule that can never fire is known
// as such when it is parsed.
//
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html,
// https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
package schedule

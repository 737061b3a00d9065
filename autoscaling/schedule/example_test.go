package schedule_test

import (
	"fmt"
	"time"

	"github.com/ecskit/ecskit/autoscaling/schedule"
)

func ExampleSchedule_Next() {
	s, err := schedule.Parse("cron(30 8 ? * MON-FRI *)")
	if err != nil {
		fmt.Println(err)
		return
	}
	friday := time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)
	next, ok := s.Next(friday, time.UTC)
	fmt.Println(next.Format(time.RFC1123), ok)
	// Output:
	// Mon, 30 Nov 2026 08:30:00 UTC true
}

func ExampleSchedule_Describe() {
	fmt.Println(schedule.MustParse("cron(0/5 8-17 ? * MON-FRI *)").Describe())
	fmt.Println(schedule.MustParse("cron(0 9 ? * 2#1 2026-2030)").Describe())
	// Output:
	// every 5 minutes from 08:00 to 17:59, Monday to Friday
	// at 09:00, on the first Monday of the month, in 2026 to 2030
}

func ExampleParse_error() {
	_, err := schedule.Parse("cron(0 8 * * MON-FRI *)")
	fmt.Println(err)
	// Output:
	// schedule "cron(0 8 * * MON-FRI *)": exactly one of day of month and day of week is ? (at byte 9); perhaps cron(0 8 ? * MON-FRI *)
}

func ExampleSchedule_All() {
	s := schedule.MustParse("cron(0 0 L * ? *)")
	from := time.Date(2028, 1, 15, 0, 0, 0, 0, time.UTC)
	for t := range s.All(from, from.AddDate(0, 3, 0), time.UTC) {
		fmt.Println(t.Format(time.DateOnly))
	}
	// Output:
	// 2028-01-31
	// 2028-02-29
	// 2028-03-31
}

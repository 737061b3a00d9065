package schedule_test

import (
	"testing"
	"time"

	"github.com/ecskit/ecskit/autoscaling/schedule"
)

const workingHours = "cron(0/5 8-17 ? * MON-FRI *)"

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := schedule.Parse(workingHours); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNext(b *testing.B) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		b.Skipf("no time zone database: %v", err)
	}
	for _, loc := range []*time.Location{time.UTC, berlin} {
		b.Run("zone="+loc.String(), func(b *testing.B) {
			s := schedule.MustParse(workingHours)
			start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
			end := start.AddDate(5, 0, 0)
			t := start
			b.ReportAllocs()
			for b.Loop() {
				if t, _ = s.Next(t, loc); t.After(end) {
					t = start
				}
			}
		})
	}
	b.Run("never", func(b *testing.B) {
		s := schedule.MustParse("cron(0 0 30 2 ? *)")
		b.ReportAllocs()
		for b.Loop() {
			s.Next(time.Time{}, nil)
		}
	})
}

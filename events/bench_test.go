package events_test

import (
	"testing"

	"github.com/ecskit/ecskit/events"
)

func BenchmarkMatch(b *testing.B) {
	event := stoppedEvent(b)
	for _, bench := range []struct{ name, pattern string }{
		{"pattern=stopped", stoppedRule},
		{"pattern=source", `{"source": ["aws.ecs"]}`},
		{"pattern=no", `{"source": ["aws.ec2"]}`},
	} {
		p := compile(b, bench.pattern)
		b.Run(bench.name, func(b *testing.B) {
			var m events.Matcher
			b.ReportAllocs()
			b.SetBytes(int64(len(event)))
			for b.Loop() {
				if _, err := m.Match(p, event); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkParsePattern(b *testing.B) {
	pattern := []byte(stoppedRule)
	b.ReportAllocs()
	for b.Loop() {
		if p, _, _ := events.ParsePattern(pattern); p == nil {
			b.Fatal("no pattern")
		}
	}
}

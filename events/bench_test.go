package events_test

import (
	"fmt"
	"strings"
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

// An event made to have many choices: each of ten fields matches in every element
// of a list but in one, a different one for each, so that no element has them all.
func BenchmarkMatchHostile(b *testing.B) {
	p, event := hostile(b, 10, 2000)
	var m events.Matcher
	b.ReportAllocs()
	b.SetBytes(int64(len(event)))
	for b.Loop() {
		if ok, err := m.Match(p, event); ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}

func hostile(tb testing.TB, fields, elements int) (*events.Pattern, []byte) {
	var pattern, event strings.Builder
	for f := range fields {
		fmt.Fprintf(&pattern, `%c"f%d":["yes"]`, "{,"[min(f, 1)], f)
	}
	for e := range elements {
		event.WriteByte("[,"[min(e, 1)])
		for f := range fields {
			word := "yes"
			if e%fields == f {
				word = "no"
			}
			fmt.Fprintf(&event, `%c"f%d":%q`, "{,"[min(f, 1)], f, word)
		}
		event.WriteByte('}')
	}
	return compile(tb, `{"detail":{"list":`+pattern.String()+`}}}`), []byte(`{"detail":{"list":` + event.String() + `]}}`)
}

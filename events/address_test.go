package events

import (
	"net/netip"
	"testing"

	"pgregory.net/rapid"
)

func TestParseIPv4IsNetip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringMatching(`([0-9]{1,3}\.){3}[0-9]{1,3}`), rapid.StringMatching(`[0-9a./]{0,17}`)).Draw(t, "text")
		want, err := netip.ParseAddr(text)
		got, ok := parseIPv4([]byte(text))
		if ok != (err == nil) || ok && got != want {
			t.Errorf("%q: %v, %t; netip says %v, %v", text, got, ok, want, err)
		}
	})
}

func TestIPv4DoesNotAllocate(t *testing.T) {
	p, _, err := ParsePattern([]byte(`{"detail": {"source-ip": [{"cidr": "10.0.0.0/8"}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	var m Matcher
	for _, v := range []struct {
		event string
		want  bool
	}{{`{"detail": {"source-ip": "10.1.2.3"}}`, true}, {`{"detail": {"source-ip": "11.1.2.3"}}`, false}, {`{"detail": {"source-ip": "ver.1.2"}}`, false}} {
		event := []byte(v.event)
		if got, err := m.Match(p, event); got != v.want || err != nil {
			t.Errorf("%s: %t, error %v", event, got, err)
		}
		if n := testing.AllocsPerRun(20, func() { _, _ = m.Match(p, event) }); n != 0 {
			t.Errorf("%s: %v allocations", event, n)
		}
	}
}

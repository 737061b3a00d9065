package main

import (
	"strings"
	"testing"
)

// Every task has a place by the scheduler of one's own, and not by binpack.
func TestRun(t *testing.T) {
	var out strings.Builder
	if err := run(&out); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"compute  own scheduler 12 of 12, binpack 12 of 12\n",
		"cache    own scheduler 12 of 12, binpack 12 of 12\n",
		"web      own scheduler 12 of 12, binpack  7 of 12\n",
		"i-1 free: own scheduler  512 CPU units and    0 MiB, binpack    0 CPU units and 11264 MiB\n",
	} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("%q is not in\n%s", line, out.String())
		}
	}
}

package main

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata/sample.golden")

func TestSample(t *testing.T) {
	var out, errOut bytes.Buffer
	if status := run(nil, &out, &errOut); status != 0 {
		t.Fatalf("status %d: %s", status, &errOut)
	}
	got := out.String() + errOut.String()
	if *update {
		if err := os.WriteFile("testdata/sample.golden", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/sample.golden")
	if diff := cmp.Diff(string(want), got); err != nil || diff != "" {
		t.Errorf("error %v, (-want +got):\n%s", err, diff)
	}
}

func TestUnreadable(t *testing.T) {
	for _, args := range [][]string{{"one"}, {"nowhere.json", "nowhere.json"}} {
		var out, errOut bytes.Buffer
		if status := run(args, &out, &errOut); status != 2 || errOut.Len() == 0 {
			t.Errorf("%q: status %d, %s", args, status, &errOut)
		}
	}
}

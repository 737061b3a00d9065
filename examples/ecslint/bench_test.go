package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkDirectory lints a directory of definitions of three containers each,
// every tenth with a finding.
func BenchmarkDirectory(b *testing.B) {
	text, err := sampleFiles.ReadFile("samples/clean.json")
	if err != nil {
		b.Fatal(err)
	}
	for _, files := range []int{100, 10_000} {
		b.Run(fmt.Sprintf("files=%d", files), func(b *testing.B) {
			if testing.Short() && files > 1000 {
				b.Skip("ten thousand files take a while to write")
			}
			root := b.TempDir()
			for i := range files {
				data := text
				if i%10 == 0 {
					data = []byte(wrongType())
				}
				if err := os.WriteFile(filepath.Join(root, fmt.Sprintf("%d.json", i)), data, 0o640); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				if status := run([]string{root}, streams{out: io.Discard, err: io.Discard}); status != exitFindings {
					b.Fatal("status", status)
				}
			}
		})
	}
}

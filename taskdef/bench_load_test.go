package taskdef_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/ecskit/ecskit/taskdef"
)

// BenchmarkLoad compares Load with encoding/json into the same struct, on a
// definition of three containers.
func BenchmarkLoad(b *testing.B) {
	data, err := os.ReadFile("testdata/three_containers.json")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("reader=encoding-json", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			var td taskdef.TaskDefinition
			if err := json.Unmarshal(data, &td); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("reader=load", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			d, err := taskdef.Load(data)
			if err != nil || len(d.Findings) > 0 {
				b.Fatal(err, d.Findings)
			}
		}
	})
}

func BenchmarkRegisterJSON(b *testing.B) {
	data, err := os.ReadFile("testdata/three_containers.json")
	if err != nil {
		b.Fatal(err)
	}
	d, err := taskdef.Load(data)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var out []byte
	for b.Loop() {
		if out, err = d.RegisterJSON(out[:0]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPosition(b *testing.B) {
	data, err := os.ReadFile("testdata/three_containers.json")
	if err != nil {
		b.Fatal(err)
	}
	d, err := taskdef.Load(data)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := d.Position("containerDefinitions[2].logConfiguration.options.awslogs-group"); !ok {
			b.Fatal("no such path")
		}
	}
}

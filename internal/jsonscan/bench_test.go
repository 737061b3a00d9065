package jsonscan_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

func sample() []byte {
	item := `{"name": "web", "count": 3, "kids": [{"name": "a", "small": 7}], "ratio": 0.5}`
	return []byte(`{"id": "x", "text": "some text", "labels": {"a": "b", "c": "d"}, "many": [` + strings.Repeat(item+",\n", 20) + item + `]}`)
}

func BenchmarkParse(b *testing.B) {
	data := sample()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := jsonscan.Parse(data, jsonscan.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	data := sample()
	b.Run("with=jsonscan", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			doc, err := jsonscan.Parse(data, jsonscan.Limits{})
			if err != nil {
				b.Fatal(err)
			}
			var got outer
			schema.Decode(doc.Root(), &got, jsonscan.Options{})
		}
	})
	b.Run("with=encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var got outer
			if err := json.Unmarshal(data, &got); err != nil {
				b.Fatal(err)
			}
		}
	})
}

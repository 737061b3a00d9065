package ecssdk

import (
	"encoding/json"
	"math"
	"math/big"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ecs/document"
)

// trueOrAbsent and isTrue stand between a truth value that the SDK holds without
// a pointer, whose false it does not send, and one that can be absent.
func trueOrAbsent(b bool) *bool {
	if !b {
		return nil
	}
	return new(true)
}

func isTrue(p *bool) bool { return p != nil && *p }

// number returns the number p points to, 0 for nil.
func number(p *float64) float64 {
	if p == nil {
		return 0
	}
	return *p
}

// rawDocument returns the JSON of a document, nil for none and for one that has
// no JSON.
func rawDocument(d document.Interface) json.RawMessage {
	if d == nil {
		return nil
	}
	raw, err := d.MarshalSmithyDocument()
	if err != nil {
		return nil
	}
	return raw
}

// lazyDocument returns the document of a JSON text, nil for none and for a text
// that is no JSON.
func lazyDocument(raw json.RawMessage) document.Interface {
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.UseNumber()
	var v any
	if decoder.Decode(&v) != nil {
		return nil
	}
	return document.NewLazyDocument(plainNumbers(v))
}

// plainNumbers puts Go's numbers in place of json.Number, which the SDK would
// send as texts.
func plainNumbers(v any) any {
	switch v := v.(type) {
	case json.Number:
		return plainNumber(v)
	case []any:
		for i := range v {
			v[i] = plainNumbers(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = plainNumbers(v[k])
		}
	}
	return v
}

// plainNumber returns a number of Go that has every digit of n: the SDK sends big
// ones too.
func plainNumber(n json.Number) any {
	if i, err := n.Int64(); err == nil {
		return i
	}
	if i, ok := new(big.Int).SetString(n.String(), 10); ok {
		return i
	}
	// A float64 gives back 15 digits, away from the smallest that it holds.
	if f, err := n.Float64(); err == nil && len(n) <= 15 && math.Abs(f) > 1e-290 {
		return f
	}
	const bitsPerDigit = 4
	f, _, err := big.ParseFloat(n.String(), 10, uint(bitsPerDigit*len(n)+64), big.ToNearestEven)
	if err != nil {
		return n // beyond all sizes: better a text than another number
	}
	return f
}

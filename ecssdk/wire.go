package ecssdk

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ecs/document"
)

// wire returns the JSON that the API has for a struct of the SDK, for members that
// our packages keep as it stands; nil for nil. What the SDK does not send is left
// out: nil, and what is empty, 0 or false without a pointer. A number that is none
// (NaN) has no JSON, and there nothing comes out.
func wire[T any](s *T) json.RawMessage {
	if s == nil {
		return nil
	}
	raw, err := json.Marshal(wireValue(reflect.ValueOf(s)))
	if err != nil {
		return nil
	}
	return raw
}

// wireValue gives the members of structs the names that they have on the wire: the
// SDK's but for the case of the first letter.
func wireValue(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer:
		return wireValue(v.Elem())
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = wireValue(v.Index(i))
		}
		return list
	case reflect.Struct:
		members := map[string]any{}
		for f, m := range v.Fields() {
			if f.IsExported() && !m.IsZero() {
				members[strings.ToLower(f.Name[:1])+f.Name[1:]] = wireValue(m)
			}
		}
		return members
	}
	return v.Interface()
}

// fromWire reads the JSON of the API into a struct of the SDK; nil and null give
// nil. ok is false, and r has the reason, for what is no such JSON, or has a member
// that the SDK does not know.
func fromWire[T any](r *reader, raw json.RawMessage, path string) (s *T, ok bool) {
	if raw == nil {
		return nil, true
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&s)
	if err == nil && !json.Valid(raw) {
		err = errors.New("there is more behind it")
	}
	if err != nil {
		r.bad = append(r.bad, &ValueError{Path: path, Value: string(raw), Want: "what the SDK has there", Err: err})
		return nil, false
	}
	return s, true
}

// rawDocument is a JSON text as a document of the SDK. It is sent byte for byte:
// the SDK's own documents hold Go's values, and of those a number loses digits
// beyond what its type holds. The embedded one makes it one of the SDK's, which have
// an unexported method, and is there for UnmarshalSmithyDocument.
type rawDocument struct {
	document.Interface
	raw json.RawMessage
}

// MarshalSmithyDocument returns the text, or a *ValueError when it is no JSON.
func (d rawDocument) MarshalSmithyDocument() ([]byte, error) {
	if !json.Valid(d.raw) {
		return nil, &ValueError{Path: "hookDetails", Value: string(d.raw), Want: "JSON"}
	}
	return bytes.Clone(d.raw), nil
}

// toDocument returns the document of a JSON text, nil for none.
func toDocument(raw json.RawMessage) document.Interface {
	if raw == nil {
		return nil
	}
	var v any
	if json.Unmarshal(raw, &v) != nil {
		v = nil // no JSON, which MarshalSmithyDocument finds, or a number that no float64 holds
	}
	return rawDocument{document.NewLazyDocument(v), bytes.Clone(raw)}
}

// fromDocument returns the JSON of a document, nil for none and for one of Go
// values that have no JSON.
func fromDocument(d document.Interface) json.RawMessage {
	if d == nil {
		return nil
	}
	if r, ok := d.(rawDocument); ok {
		return bytes.Clone(r.raw)
	}
	raw, err := d.MarshalSmithyDocument()
	if err != nil {
		return nil
	}
	return raw
}

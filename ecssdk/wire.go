package ecssdk

import (
	"encoding/json"
	"reflect"
	"strings"
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
// nil. The error is a *ValueError for what is no such JSON, or has a member that
// the SDK does not know.
func fromWire[T any](raw json.RawMessage, path string) (*T, error) {
	if raw == nil {
		return nil, nil
	}
	var s *T
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&s); err != nil {
		return nil, &ValueError{Path: path, Value: string(raw), Want: "what the SDK has there", Err: err}
	}
	return s, nil
}

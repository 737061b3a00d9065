package taskdef

import (
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// jsonBytes returns how many bytes a part of the model takes as compact JSON,
// without writing it: encoding/json sorts the keys of maps, which is most of its
// time on a definition that is far too large.
func jsonBytes(v any) int {
	c := jsonCounter{map[reflect.Type][]countedField{}}
	return c.value(reflect.ValueOf(v))
}

type jsonCounter struct {
	fields map[reflect.Type][]countedField
}

// countedField is a field of a struct: its index, the bytes of its key with the
// quotes and the colon, and whether it is left out when it is absent.
type countedField struct {
	index, key int
	omit       bool
}

func (c jsonCounter) value(v reflect.Value) int {
	switch v.Kind() {
	case reflect.Pointer:
		return c.value(v.Elem())
	case reflect.String:
		return stringBytes(v.String())
	case reflect.Bool:
		return len(strconv.FormatBool(v.Bool()))
	case reflect.Int:
		var buf [20]byte
		return len(strconv.AppendInt(buf[:0], v.Int(), 10))
	case reflect.Slice:
		n := len("[]") + max(v.Len()-1, 0)
		for i := range v.Len() {
			n += c.value(v.Index(i))
		}
		return n
	case reflect.Map:
		n := len("{}") + max(v.Len()-1, 0)
		for key, element := range v.Seq2() {
			n += c.value(key) + 1 + c.value(element)
		}
		return n
	}
	return c.object(v)
}

func (c jsonCounter) object(v reflect.Value) int {
	if t, ok := v.Interface().(time.Time); ok {
		return len(t.AppendFormat(nil, time.RFC3339Nano)) + len(`""`)
	}
	n, members := len("{}"), 0
	for _, f := range c.fieldsOf(v.Type()) {
		field := v.Field(f.index)
		if f.omit && field.IsZero() {
			continue
		}
		n += f.key + c.value(field)
		members++
	}
	return n + max(members-1, 0)
}

func (c jsonCounter) fieldsOf(t reflect.Type) []countedField {
	if fields, ok := c.fields[t]; ok {
		return fields
	}
	var fields []countedField
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		fields = append(fields, countedField{i, len(name) + len(`"":`), options == "omitzero"})
	}
	c.fields[t] = fields
	return fields
}

// stringBytes returns the bytes of a text in JSON, with its quotes, as
// encoding/json writes it without escaping HTML.
func stringBytes(s string) int {
	n := len(`""`)
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			i++
			switch {
			case c == '"' || c == '\\' || c == '\b' || c == '\f' || c == '\n' || c == '\r' || c == '\t':
				n += 2
			case c < ' ':
				n += 6
			default:
				n++
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if r == utf8.RuneError && size == 1 || r == '\u2028' || r == '\u2029' {
			n += 6
		} else {
			n += size
		}
	}
	return n
}

package jsonscan

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Schema is a Go type prepared for decoding. It is immutable and safe for
// concurrent use. Compile it once, in a package-level variable or a
// sync.OnceValue.
//
// It knows structs with `json` tags (embedded structs are flattened, fields
// without a tag or with "-" are left alone), pointers, slices, maps with string
// keys, strings and named strings, integers, floats, booleans, [time.Time]
// (an RFC 3339 text, or seconds since 1970 as a number, as the two CLI versions
// write it), [json.RawMessage] and [Value], which keep the place itself.
type Schema struct{ root *typeInfo }

// Compile prepares the type T. It panics on a type that it does not know, which
// is a programmer's mistake.
func Compile[T any]() *Schema {
	c := compiler{known: map[reflect.Type]*typeInfo{}}
	return &Schema{c.compile(reflect.TypeFor[T]())}
}

// shape says how a Go type is filled.
type shape uint8

const (
	shapeString shape = iota
	shapeInt
	shapeFloat
	shapeBool
	shapeTime
	shapeRaw
	shapeValue
	shapePointer
	shapeSlice
	shapeMap
	shapeStruct
)

type typeInfo struct {
	typ    reflect.Type
	shape  shape
	bits   int       // of integers and floats
	elem   *typeInfo // of pointers, slices and maps
	fields map[string]*field
	folded map[string]*field // by lower-case name
	names  []string          // sorted, for suggestions
}

type field struct {
	name  string
	order int // in the struct, for the set of members seen
	index []int
	info  *typeInfo
}

type compiler struct{ known map[reflect.Type]*typeInfo }

func (c *compiler) compile(t reflect.Type) *typeInfo {
	if info, ok := c.known[t]; ok {
		return info
	}
	info := &typeInfo{typ: t}
	c.known[t] = info
	switch t {
	case reflect.TypeFor[time.Time]():
		info.shape = shapeTime
		return info
	case reflect.TypeFor[json.RawMessage]():
		info.shape = shapeRaw
		return info
	case reflect.TypeFor[Value]():
		info.shape = shapeValue
		return info
	}
	switch t.Kind() {
	case reflect.String:
		info.shape = shapeString
	case reflect.Int:
		// An int takes what an int32 holds, so that a text is read alike on every
		// platform; the APIs' Integer has 32 bits. A wider member is an int64.
		info.shape, info.bits = shapeInt, 32
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		info.shape, info.bits = shapeInt, t.Bits()
	case reflect.Float32, reflect.Float64:
		info.shape, info.bits = shapeFloat, t.Bits()
	case reflect.Bool:
		info.shape = shapeBool
	case reflect.Pointer:
		info.shape, info.elem = shapePointer, c.compile(t.Elem())
	case reflect.Slice:
		info.shape, info.elem = shapeSlice, c.compile(t.Elem())
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			panic("jsonscan: map without string keys: " + t.String())
		}
		info.shape, info.elem = shapeMap, c.compile(t.Elem())
	case reflect.Struct:
		info.shape = shapeStruct
		info.fields, info.folded = map[string]*field{}, map[string]*field{}
		c.addFields(info, t, nil)
		slices.Sort(info.names)
	default:
		panic("jsonscan: no way to decode into " + t.String())
	}
	return info
}

func (c *compiler) addFields(info *typeInfo, t reflect.Type, prefix []int) {
	for f := range t.Fields() {
		index := append(slices.Clone(prefix), f.Index...)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct {
			c.addFields(info, f.Type, index)
			continue
		}
		if name == "" || name == "-" || !f.IsExported() {
			continue
		}
		if _, twice := info.fields[name]; twice {
			panic("jsonscan: two fields named " + name + " in " + info.typ.String())
		}
		member := &field{name: name, order: len(info.names), index: index, info: c.compile(f.Type)}
		info.fields[name] = member
		info.folded[strings.ToLower(name)] = member
		info.names = append(info.names, name)
	}
}

// Names returns the members that an object for the schema's struct may have,
// sorted; nil when the schema is of no struct.
func (s *Schema) Names() []string { return slices.Clone(s.root.names) }

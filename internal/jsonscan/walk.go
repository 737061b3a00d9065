package jsonscan

import (
	"iter"
	"reflect"
	"strings"
)

// Type is a Go type as a [Schema] knows it, for walking a document beside the
// types it is decoded into. It is a small value; the zero Type stands for a part
// of a document that no type describes.
type Type struct{ info *typeInfo }

// Type returns the type that the schema was compiled from.
func (s *Schema) Type() Type { return Type{s.root} }

// Go returns the Go type, nil for the zero Type. A pointer stands for what it
// points to.
func (t Type) Go() reflect.Type {
	if t = t.deref(); t.info == nil {
		return nil
	}
	return t.info.typ
}

func (t Type) deref() Type {
	for t.info != nil && t.info.shape == shapePointer {
		t.info = t.info.elem
	}
	return t
}

// Kind returns the JSON type that the type is decoded from: None for the zero
// Type and for types that take any value.
func (t Type) Kind() Kind {
	if t = t.deref(); t.info == nil {
		return None
	}
	switch t.info.shape {
	case shapeString, shapeTime:
		return String
	case shapeInt, shapeFloat:
		return Number
	case shapeBool:
		return Bool
	case shapeSlice:
		return Array
	case shapeMap, shapeStruct:
		return Object
	}
	return None
}

// IsStruct reports whether the type is a struct, whose members are known.
func (t Type) IsStruct() bool {
	t = t.deref()
	return t.info != nil && t.info.shape == shapeStruct
}

// Field returns the field of a struct for a key in any case, with its right
// name. The name is key and the type zero when there is none.
func (t Type) Field(key string) (name string, field Type) {
	if !t.IsStruct() {
		return key, Type{}
	}
	info := t.deref().info
	f := info.fields[key]
	if f == nil {
		f = info.folded[strings.ToLower(key)]
	}
	if f == nil {
		return key, Type{}
	}
	return f.name, Type{f.info}
}

// Elem returns the type of a list's elements or a map's values, else the zero Type.
func (t Type) Elem() Type {
	t = t.deref()
	if t.info == nil || t.info.shape != shapeSlice && t.info.shape != shapeMap {
		return Type{}
	}
	return Type{t.info.elem}
}

// Fields returns the names and types of a struct's fields, sorted by name.
func (t Type) Fields() iter.Seq2[string, Type] {
	return func(yield func(string, Type) bool) {
		if !t.IsStruct() {
			return
		}
		info := t.deref().info
		for _, name := range info.names {
			if !yield(name, Type{info.fields[name].info}) {
				return
			}
		}
	}
}

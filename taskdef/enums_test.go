package taskdef

import (
	"reflect"
	"testing"
	"time"
)

// stringTypes returns the named string types of the model below t.
func stringTypes(t reflect.Type, seen map[reflect.Type]bool) (all []reflect.Type) {
	if seen[t] || t == reflect.TypeFor[time.Time]() {
		return nil
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return stringTypes(t.Elem(), seen)
	case reflect.Struct:
		for field := range t.Fields() {
			all = append(all, stringTypes(field.Type, seen)...)
		}
	case reflect.String:
		if t.PkgPath() != "" {
			return []reflect.Type{t}
		}
	}
	return all
}

// TestValues has every type with a fixed set of values.
func TestValues(t *testing.T) {
	types := stringTypes(reflect.TypeFor[TaskDefinition](), map[reflect.Type]bool{})
	if len(types) != 22 {
		t.Errorf("%d types, of %v", len(types), types)
	}
	for _, typ := range types {
		method, ok := typ.MethodByName("Values")
		if !ok {
			t.Errorf("%v has no Values", typ)
			continue
		}
		values := method.Func.Call([]reflect.Value{reflect.Zero(typ)})[0]
		seen := map[string]bool{}
		for i := range values.Len() {
			v := values.Index(i).String()
			if v == "" || seen[v] {
				t.Errorf("%v: value %d is %q", typ, i, v)
			}
			seen[v] = true
		}
		if len(seen) == 0 {
			t.Errorf("%v has no values", typ)
		}
		values.Index(0).SetString("changed")
		if again := method.Func.Call([]reflect.Value{reflect.Zero(typ)})[0]; again.Index(0).String() == "changed" {
			t.Errorf("%v: Values is shared", typ)
		}
	}
}

package jsonscan

import (
	"reflect"
	"slices"
	"testing"
	"time"
)

func TestType(t *testing.T) {
	type inner struct {
		At time.Time `json:"at"`
	}
	type outer struct {
		Text  string            `json:"text"`
		Count *int              `json:"count"`
		Flag  bool              `json:"flag"`
		Items []*inner          `json:"items"`
		Table map[string]string `json:"table"`
		Place Value             `json:"place"`
	}
	root := Compile[outer]().Type()
	if root.Kind() != Object || !root.IsStruct() || root.Go() != reflect.TypeFor[outer]() {
		t.Errorf("the root is %v %v", root.Kind(), root.Go())
	}
	for key, want := range map[string]Kind{
		"text": String, "count": Number, "flag": Bool, "items": Array, "table": Object, "place": None, "none": None,
	} {
		name, field := root.Field(key)
		if field.Kind() != want || name != key {
			t.Errorf("%s: %q %v, want %v", key, name, field.Kind(), want)
		}
	}
	if name, field := root.Field("ITEMS"); name != "items" || field.Kind() != Array {
		t.Errorf("wrong case: %q %v", name, field.Kind())
	}
	_, items := root.Field("items")
	if elem := items.Elem(); elem.Go() != reflect.TypeFor[inner]() || !elem.IsStruct() {
		t.Errorf("an element is %v", elem.Go())
	}
	_, at := items.Elem().Field("at")
	if at.Kind() != String || at.IsStruct() {
		t.Errorf("a time is %v", at.Kind())
	}
	_, table := root.Field("table")
	if table.Elem().Kind() != String || table.IsStruct() {
		t.Errorf("a map holds %v", table.Elem().Kind())
	}
	if name, none := table.Field("x"); name != "x" || none != (Type{}) {
		t.Errorf("a map has no field, got %q %v", name, none)
	}
	var names []string
	for name, field := range root.Fields() {
		if _, same := root.Field(name); same != field {
			t.Errorf("%s: Fields and Field differ", name)
		}
		names = append(names, name)
	}
	if want := Compile[outer]().Names(); !slices.Equal(names, want) {
		t.Errorf("Fields are %q, want %q", names, want)
	}
	for range root.Fields() {
		break
	}
	for name := range table.Fields() {
		t.Errorf("a map has a field %q", name)
	}
	var zero Type
	if zero.Kind() != None || zero.Go() != nil || zero.IsStruct() || zero.Elem() != zero {
		t.Error("the zero Type is something")
	}
	if root.Elem() != zero {
		t.Error("a struct has elements")
	}
}

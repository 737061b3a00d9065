package taskdef

import (
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// filled sets every field below v, so that a test sees each of them. Numbers
// count up, so that no two places hold the same value by chance.
func filled(v reflect.Value, next *int) {
	*next++
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem(), next)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			filled(v.Index(i), next)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("key"), reflect.ValueOf("value"))
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(int64(*next), 0).UTC()))
			return
		}
		for _, field := range v.Fields() {
			filled(field, next)
		}
	case reflect.String:
		v.SetString("text " + string(rune('a'+*next%26)))
	case reflect.Int:
		v.SetInt(int64(*next))
	case reflect.Bool:
		v.SetBool(true)
	default:
		panic("the model holds a " + v.Kind().String())
	}
}

func fullDefinition() *TaskDefinition {
	td, next := &TaskDefinition{}, 0
	filled(reflect.ValueOf(td).Elem(), &next)
	return td
}

// shared returns the paths at which a and b have memory in common.
func shared(path string, a, b reflect.Value) []string {
	var found []string
	switch a.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice:
		if !a.IsNil() && a.Pointer() == b.Pointer() {
			return []string{path}
		}
	}
	switch a.Kind() {
	case reflect.Pointer:
		if !a.IsNil() {
			return shared(path, a.Elem(), b.Elem())
		}
	case reflect.Slice:
		for i := range a.Len() {
			found = append(found, shared(path+"[]", a.Index(i), b.Index(i))...)
		}
	case reflect.Struct:
		if a.Type() == reflect.TypeFor[time.Time]() {
			return nil
		}
		for i := range a.NumField() {
			found = append(found, shared(path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i))...)
		}
	}
	return found
}

func TestCloneSharesNothing(t *testing.T) {
	td := fullDefinition()
	c := td.Clone()
	if diff := cmp.Diff(td, c); diff != "" {
		t.Errorf("the clone differs (-original +clone):\n%s", diff)
	}
	if at := shared("", reflect.ValueOf(td), reflect.ValueOf(c)); at != nil {
		t.Errorf("the clone shares memory at %q", at)
	}
}

func TestCloneKeepsNilAndEmpty(t *testing.T) {
	var none *TaskDefinition
	if none.Clone() != nil {
		t.Error("the clone of nil is not nil")
	}
	td := &TaskDefinition{
		Volumes: []Volume{},
		ContainerDefinitions: []ContainerDefinition{{
			Command: []string{}, DockerLabels: map[string]string{}, LinuxParameters: &LinuxParameters{},
			ResourceRequirements: []ResourceRequirement{{SharingStrategy: &SharingStrategy{}}},
		}},
	}
	if diff := cmp.Diff(td, td.Clone()); diff != "" {
		t.Errorf("-original +clone:\n%s", diff)
	}
}

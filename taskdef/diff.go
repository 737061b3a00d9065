package taskdef

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

// Change is one difference between two definitions.
type Change struct {
	Path string // in the new definition; of something that was removed, in the old one
	Old  string // compact JSON; "" when it was absent
	New  string // compact JSON; "" when it is absent
}

// String returns the change on one line: "cpu: "256" → "512"".
func (c Change) String() string {
	switch {
	case c.Old == "":
		return c.Path + ": added " + c.New
	case c.New == "":
		return c.Path + ": removed " + c.Old
	}
	return c.Path + ": " + c.Old + " → " + c.New
}

// Diff returns what differs between an old and a new definition for ECS, in the
// order of the new one's members; it is empty exactly when [Equal] holds. What
// [TaskDefinition.Normalize] evens out is no difference. Elements of lists are
// matched by what names them (containers and volumes by name, environment by
// variable, ports by container port and protocol), so that a container which
// moved is not a change of all containers. Values are those after defaults.
func Diff(a, b *TaskDefinition) []Change {
	d := differ{}
	d.value("", "", reflect.ValueOf(*a.withDefaults()), reflect.ValueOf(*b.withDefaults()))
	return d.changes
}

type differ struct{ changes []Change }

func (d *differ) add(path string, before, after reflect.Value) {
	d.changes = append(d.changes, Change{path, jsonOf(before), jsonOf(after)})
}

// jsonOf writes a value as compact JSON, nothing for the invalid Value and for
// what counts as absent.
func jsonOf(v reflect.Value) string {
	if !v.IsValid() || isAbsent(v) {
		return ""
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v.Interface()); err != nil {
		return strconv.Quote(err.Error()) // the model has no type that cannot be written
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func isAbsent(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return v.IsNil()
	}
	return v.IsZero()
}

// value compares two values of one type; oldPath and path are where they stand.
func (d *differ) value(oldPath, path string, a, b reflect.Value) {
	if reflect.DeepEqual(a.Interface(), b.Interface()) {
		return
	}
	switch {
	case isAbsent(a) && isAbsent(b):
	case isAbsent(a):
		d.add(path, reflect.Value{}, b)
	case isAbsent(b):
		d.add(oldPath, a, reflect.Value{})
	case a.Kind() == reflect.Pointer:
		d.value(oldPath, path, a.Elem(), b.Elem())
	case a.Kind() == reflect.Struct:
		d.structs(oldPath, path, a, b)
	case a.Kind() == reflect.Map:
		d.maps(oldPath, path, a, b)
	case a.Kind() == reflect.Slice && isKeyed(a.Type(), path):
		d.lists(oldPath, path, a, b)
	default:
		d.add(path, a, b)
	}
}

func (d *differ) structs(oldPath, path string, a, b reflect.Value) {
	for field := range a.Type().Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		d.value(diag.Member(oldPath, name), diag.Member(path, name), a.FieldByIndex(field.Index), b.FieldByIndex(field.Index))
	}
}

func (d *differ) maps(oldPath, path string, a, b reflect.Value) {
	for _, key := range sortedKeys(a, b) {
		k := reflect.ValueOf(key)
		before, after := a.MapIndex(k), b.MapIndex(k)
		switch {
		case !before.IsValid():
			d.changes = append(d.changes, Change{diag.Member(path, key), "", strconv.Quote(after.String())})
		case !after.IsValid():
			d.changes = append(d.changes, Change{diag.Member(oldPath, key), strconv.Quote(before.String()), ""})
		case before.String() != after.String():
			d.changes = append(d.changes, Change{diag.Member(path, key), strconv.Quote(before.String()), strconv.Quote(after.String())})
		}
	}
}

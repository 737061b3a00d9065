package taskdef

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

// listKey is what names an element of a list: its key, and which of several
// elements with the same key it is.
type listKey struct {
	key   string
	count int
}

// lists compares two lists by what names their elements. What was removed comes
// last, in its old order.
func (d *differ) lists(oldPath, path string, a, b reflect.Value) {
	before, after := keysOf(a), keysOf(b)
	for i, key := range after {
		at := diag.Element(path, i)
		if j := slices.Index(before, key); j >= 0 {
			d.value(diag.Element(oldPath, j), at, a.Index(j), b.Index(i))
		} else {
			d.add(at, reflect.Value{}, b.Index(i))
		}
	}
	for j, key := range before {
		if !slices.Contains(after, key) {
			d.add(diag.Element(oldPath, j), a.Index(j), reflect.Value{})
		}
	}
}

func keysOf(list reflect.Value) []listKey {
	seen := map[string]int{}
	keys := make([]listKey, list.Len())
	for i := range keys {
		key := elementKey(list.Index(i).Interface())
		keys[i] = listKey{key, seen[key]}
		seen[key]++
	}
	return keys
}

// isKeyed reports whether the order of a list means nothing, so that its elements
// are matched one by one. The path tells lists of strings apart.
func isKeyed(list reflect.Type, path string) bool {
	switch list.Elem() {
	case reflect.TypeFor[HostEntry](), reflect.TypeFor[EnvironmentFile]():
		return false
	case reflect.TypeFor[string]():
		return strings.HasSuffix(path, ".add") || strings.HasSuffix(path, ".drop") || strings.HasSuffix(path, ".dockerSecurityOptions")
	}
	return true
}

// elementKey returns what names an element. It is the whole value for those that
// have no name of their own.
func elementKey(element any) string {
	switch e := element.(type) {
	case ContainerDefinition:
		return e.Name
	case Volume:
		return e.Name
	case KeyValuePair:
		return e.Name
	case Secret:
		return e.Name
	case Tag:
		return e.Key
	case PortMapping:
		port := 0
		if e.ContainerPort != nil {
			port = *e.ContainerPort
		}
		return fmt.Sprintf("%05d%s/%s", port, e.ContainerPortRange, e.Protocol)
	case MountPoint:
		return e.ContainerPath
	case VolumeFrom:
		return e.SourceContainer
	case ContainerDependency:
		return e.ContainerName
	case Ulimit:
		return string(e.Name)
	case SystemControl:
		return e.Namespace
	case ResourceRequirement:
		return string(e.Type)
	case InferenceAccelerator:
		return e.DeviceName
	case Device:
		return e.HostPath
	case Tmpfs:
		return e.ContainerPath
	}
	return jsonOf(reflect.ValueOf(element))
}

func sortedKeys(maps ...reflect.Value) []string {
	var keys []string
	for _, m := range maps {
		for _, k := range m.MapKeys() {
			keys = append(keys, k.String())
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

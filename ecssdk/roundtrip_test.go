package ecssdk_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ecs/document"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"
)

// leaf is one member of an SDK struct, by the way to it: "Volumes[].Name".
type leaf struct {
	path string
	set  func(root reflect.Value) // fills it, and nothing else but what leads to it
}

// unions gives a member of each union type of the SDK that the structs hold.
func unions() map[reflect.Type]func() reflect.Value {
	return map[reflect.Type]func() reflect.Value{
		reflect.TypeFor[types.SharingStrategy](): func() reflect.Value {
			return reflect.ValueOf(&types.SharingStrategyMemberNvidiaMps{Value: types.NvidiaMpsAllocation{
				Memory: new(int32(7)), MaxComputePercent: new(int32(8)),
			}})
		},
		reflect.TypeFor[types.ServiceConnectContainerConfiguration](): func() reflect.Value {
			return reflect.ValueOf(&types.ServiceConnectContainerConfigurationMemberLogLevel{Value: "debug"})
		},
		reflect.TypeFor[document.Interface](): func() reflect.Value {
			return reflect.ValueOf(document.NewLazyDocument(map[string]any{"a": []any{int64(9007199254740993), 0.5, "b"}}))
		},
	}
}

// leaves lists every leaf below a type. A struct that holds itself is entered
// once.
func leaves(t reflect.Type, path string, reach func(root reflect.Value) reflect.Value, above []reflect.Type) []leaf {
	one := func(value func() reflect.Value) []leaf {
		return []leaf{{path, func(root reflect.Value) { reach(root).Set(value()) }}}
	}
	switch {
	case t == reflect.TypeFor[time.Time]():
		return one(func() reflect.Value { return reflect.ValueOf(time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)) })
	case unions()[t] != nil:
		return one(unions()[t])
	}
	switch t.Kind() {
	case reflect.String:
		return one(func() reflect.Value { return reflect.ValueOf("some " + path).Convert(t) })
	case reflect.Bool:
		return one(func() reflect.Value { return reflect.ValueOf(true).Convert(t) })
	case reflect.Int32, reflect.Int64, reflect.Float64:
		return one(func() reflect.Value { return reflect.ValueOf(17).Convert(t) })
	case reflect.Map:
		return one(func() reflect.Value {
			m := reflect.MakeMap(t)
			m.SetMapIndex(reflect.ValueOf("key").Convert(t.Key()), reflect.ValueOf("value").Convert(t.Elem()))
			return m
		})
	case reflect.Pointer:
		return leaves(t.Elem(), path, func(root reflect.Value) reflect.Value {
			p := reach(root)
			p.Set(reflect.New(t.Elem()))
			return p.Elem()
		}, above)
	case reflect.Slice:
		return leaves(t.Elem(), path+"[]", func(root reflect.Value) reflect.Value {
			s := reach(root)
			s.Set(reflect.MakeSlice(t, 1, 1))
			return s.Index(0)
		}, above)
	case reflect.Struct:
		return structLeaves(t, path, reach, above)
	}
	panic(fmt.Sprintf("%s: no way to fill a %s", path, t))
}

func structLeaves(t reflect.Type, path string, reach func(reflect.Value) reflect.Value, above []reflect.Type) []leaf {
	if slices.Contains(above, t) {
		return nil
	}
	above = append(slices.Clone(above), t)
	if t == reflect.TypeFor[types.KeyValuePair]() {
		reach = withEmptyValue(reach)
	}
	var all []leaf
	for f := range t.Fields() {
		if !f.IsExported() || f.Name == "ResultMetadata" {
			continue
		}
		all = append(all, leaves(f.Type, strings.TrimPrefix(path+"."+f.Name, "."), func(root reflect.Value) reflect.Value {
			return reach(root).FieldByIndex(f.Index)
		}, above)...)
	}
	return all
}

// withEmptyValue gives a variable the value "": ECS knows none without a value.
func withEmptyValue(reach func(reflect.Value) reflect.Value) func(reflect.Value) reflect.Value {
	return func(root reflect.Value) reflect.Value {
		pair := reach(root)
		pair.FieldByName("Value").Set(reflect.ValueOf(new("")))
		return pair
	}
}

// checkRoundTrip fills one member of an SDK struct at a time, converts there and
// back, and wants it again; what does not come back must stand in leftOut with
// its reason, by its path or that of something above it.
func checkRoundTrip[S any](t *testing.T, there func(*S) *S, leftOut map[string]string) {
	t.Helper()
	checkLeaves(t, reflect.TypeFor[S](), leftOut, func(in reflect.Value) bool {
		out := there(in.Interface().(*S))
		return out != nil && cmp.Equal(out, in.Interface(), onTheWire())
	})
}

// checkConverted fills one member of an SDK struct at a time and wants the
// conversion to give something else than for the empty struct.
func checkConverted[S, T any](t *testing.T, convert func(*S) T, leftOut map[string]string) {
	t.Helper()
	var empty S
	nothing := convert(&empty)
	checkLeaves(t, reflect.TypeFor[S](), leftOut, func(in reflect.Value) bool {
		return !reflect.DeepEqual(convert(in.Interface().(*S)), nothing)
	})
}

func checkLeaves(t *testing.T, of reflect.Type, leftOut map[string]string, survives func(in reflect.Value) bool) {
	t.Helper()
	all := leaves(of, "", func(root reflect.Value) reflect.Value { return root }, nil)
	if len(all) == 0 {
		t.Fatalf("%s has no members", of)
	}
	used := map[string]bool{}
	for _, l := range all {
		in := reflect.New(of)
		l.set(in.Elem())
		reason := ""
		for above, why := range leftOut {
			if l.path == above || strings.HasPrefix(l.path, above+".") || strings.HasPrefix(l.path, above+"[") {
				reason = why
				used[above] = true
			}
		}
		switch ok := survives(in); {
		case !ok && reason == "":
			t.Errorf("%s.%s is neither converted nor listed as left out", of, l.path)
		case ok && reason != "":
			t.Errorf("%s.%s is converted, but listed as left out: %s", of, l.path, reason)
		}
	}
	for path := range leftOut {
		if !used[path] {
			t.Errorf("%s has no member %s, which is listed as left out", of, path)
		}
	}
}

package ecssdk_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/taskdef"
)

// fill draws any value of a type of ours: absent and empty lists, absent and set
// numbers, strings that enums do not know.
func fill(t *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.SampledFrom([]string{"", "a", "b c"}).Draw(t, "string"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Int:
		v.SetInt(int64(rapid.IntRange(1, 1<<31-1).Draw(t, "int")))
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "set") {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem())
		}
	case reflect.Slice:
		if n := rapid.IntRange(-1, 2).Draw(t, "length"); n >= 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				fill(t, v.Index(i))
			}
		}
	case reflect.Map:
		if rapid.Bool().Draw(t, "set") {
			v.Set(reflect.MakeMap(v.Type()))
			v.SetMapIndex(reflect.ValueOf("k").Convert(v.Type().Key()), reflect.ValueOf("v").Convert(v.Type().Elem()))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			if rapid.Bool().Draw(t, "set") {
				v.Set(reflect.ValueOf(time.Unix(rapid.Int64Range(0, 1<<32).Draw(t, "time"), 0).UTC()))
			}
			return
		}
		for _, field := range v.Fields() {
			fill(t, field)
		}
	}
}

// required gives the numbers that the SDK holds without a pointer a value: their
// absence is not something that it can say.
func required(td *taskdef.TaskDefinition) {
	set := func(p **int) {
		if *p == nil {
			*p = new(0)
		}
	}
	if td.EphemeralStorage != nil {
		set(&td.EphemeralStorage.SizeInGiB)
	}
	for i := range td.ContainerDefinitions {
		c := &td.ContainerDefinitions[i]
		for j := range c.Ulimits {
			set(&c.Ulimits[j].SoftLimit)
			set(&c.Ulimits[j].HardLimit)
		}
		if c.LinuxParameters != nil {
			for j := range c.LinuxParameters.Tmpfs {
				set(&c.LinuxParameters.Tmpfs[j].Size)
			}
		}
		for j := range c.ResourceRequirements {
			// A strategy without a member has no form in the SDK.
			if s := c.ResourceRequirements[j].SharingStrategy; s != nil && s.NVIDIAMPS == nil {
				c.ResourceRequirements[j].SharingStrategy = nil
			}
		}
	}
}

func TestTaskDefinitionRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var td taskdef.TaskDefinition
		fill(t, reflect.ValueOf(&td).Elem())
		required(&td)
		back := ecssdk.FromTaskDefinition(ecssdk.ToTaskDefinition(&td))
		back.Tags = td.Tags // beside the definition in the SDK
		if diff := cmp.Diff(&td, back); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

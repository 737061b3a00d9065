package ecssdk_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ecs/document"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/cql"
	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/placement"
)

// full gives every member below v a value, lists and maps one element. Texts are
// numbers, so that amounts can be read.
func full(v reflect.Value) {
	if make := unions()[v.Type()]; make != nil {
		v.Set(make())
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("7")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(7)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		full(v.Elem())
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			v.SetBytes([]byte(`{}`))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		full(v.Index(0))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("7").Convert(v.Type().Key()), reflect.ValueOf("7").Convert(v.Type().Elem()))
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(7, 0).UTC()))
			return
		}
		for f, member := range v.Fields() {
			if f.IsExported() {
				full(member)
			}
		}
	}
}

// scramble changes every value that can be reached from v, in place.
func scramble(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "z")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8, reflect.Uint16:
		v.SetUint(v.Uint() + 1)
	case reflect.Float64:
		v.SetFloat(v.Float() + 1)
	case reflect.Pointer, reflect.Interface:
		if _, is := v.Interface().(document.Interface); !is && !v.IsNil() { // a document cannot be changed
			scramble(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			scramble(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			v.SetMapIndex(key, reflect.ValueOf("z").Convert(v.Type().Elem()))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(8, 0).UTC()))
			return
		}
		for f, member := range v.Fields() {
			if f.IsExported() {
				scramble(member)
			}
		}
	}
}

// apart wants what convert returns to share no memory with its argument: each may
// change in every place, and the other stays.
func apart[S, T any](convert func(S) T, prepare ...func(S)) func(*testing.T) {
	return func(t *testing.T) {
		argument := func() S {
			v := reflect.New(reflect.TypeFor[S]()).Elem()
			full(v)
			s := v.Interface().(S)
			for _, p := range prepare {
				p(s)
			}
			return s
		}
		first, second := argument(), argument()
		got, want := convert(first), convert(second)
		if diff := cmp.Diff(want, got, onTheWire()); diff != "" || reflect.ValueOf(&got).Elem().IsZero() {
			t.Fatalf("of the same come different values, or none (-second +first):\n%s", diff)
		}
		scramble(reflect.ValueOf(&first).Elem())
		if cmp.Equal(first, second, onTheWire()) {
			t.Fatal("nothing was changed")
		}
		if diff := cmp.Diff(want, got, onTheWire()); diff != "" {
			t.Errorf("what was converted changes with the argument (-want +got):\n%s", diff)
		}
		scramble(reflect.ValueOf(&got).Elem())
		if cmp.Equal(got, want, onTheWire()) {
			t.Fatal("nothing was changed")
		}
		scramble(reflect.ValueOf(&want).Elem())
		if diff := cmp.Diff(argument(), second, onTheWire()); diff != "" {
			t.Errorf("the argument changes with what was converted (-want +got):\n%s", diff)
		}
	}
}

// must is a conversion whose errors end the test.
func must[S, T any](t *testing.T, convert func(*S) (T, error)) func(*S) T {
	return func(s *S) T { return read(t, convert, s) }
}

// An instance and a task that can be read.
func readableInstance(s *types.ContainerInstance) {
	s.Status = new("ACTIVE")
	names := []string{"CPU", "MEMORY", "PORTS", "PORTS_UDP", "GPU"}
	s.RegisteredResources = nil
	for _, name := range names {
		s.RegisteredResources = append(s.RegisteredResources, types.Resource{Name: &name, IntegerValue: 7, StringSetValue: []string{"7"}})
	}
	s.RemainingResources = s.RegisteredResources
}

func readableTask(s *types.Task) {
	b := &s.Containers[0].NetworkBindings[0]
	b.HostPortRange, b.Protocol = new("7-9"), "udp"
}

type cqlArgument struct {
	Instance *types.ContainerInstance
	Groups   []string
}

func apartTests(t *testing.T) map[string]func(*testing.T) {
	return map[string]func(*testing.T){
		"FromTaskDefinition":                apart(ecssdk.FromTaskDefinition),
		"ToTaskDefinition":                  apart(ecssdk.ToTaskDefinition),
		"FromDescribeTaskDefinition":        apart(ecssdk.FromDescribeTaskDefinition),
		"FromRegisterInput":                 apart(ecssdk.FromRegisterInput),
		"ToRegisterInput":                   apart(ecssdk.ToRegisterInput),
		"FromTaskOverride":                  apart(ecssdk.FromTaskOverride),
		"ToTaskOverride":                    apart(ecssdk.ToTaskOverride),
		"FromTags":                          apart(ecssdk.FromTags),
		"ToTags":                            apart(ecssdk.ToTags),
		"FromService":                       apart(ecssdk.FromService),
		"ToService":                         apart(ecssdk.ToService),
		"FromCreateServiceInput":            apart(ecssdk.FromCreateServiceInput),
		"ToCreateServiceInput":              apart(ecssdk.ToCreateServiceInput),
		"FromUpdateServiceInput":            apart(ecssdk.FromUpdateServiceInput),
		"ToUpdateServiceInput":              apart(ecssdk.ToUpdateServiceInput),
		"FromTaskSet":                       apart(ecssdk.FromTaskSet),
		"ToTaskSet":                         apart(ecssdk.ToTaskSet),
		"FromCreateTaskSetInput":            apart(ecssdk.FromCreateTaskSetInput),
		"ToCreateTaskSetInput":              apart(ecssdk.ToCreateTaskSetInput),
		"FromDeploymentConfiguration":       apart(ecssdk.FromDeploymentConfiguration),
		"ToDeploymentConfiguration":         apart(ecssdk.ToDeploymentConfiguration),
		"FromCapacityProviderStrategy":      apart(ecssdk.FromCapacityProviderStrategy),
		"ToCapacityProviderStrategy":        apart(ecssdk.ToCapacityProviderStrategy),
		"FromManagedScaling":                apart(ecssdk.FromManagedScaling),
		"ToManagedScaling":                  apart(ecssdk.ToManagedScaling),
		"FromAutoScalingGroupProvider":      apart(ecssdk.FromAutoScalingGroupProvider),
		"ToAutoScalingGroupProvider":        apart(ecssdk.ToAutoScalingGroupProvider),
		"FromManagedInstancesProvider":      apart(ecssdk.FromManagedInstancesProvider),
		"ToManagedInstancesProvider":        apart(must(t, ecssdk.ToManagedInstancesProvider)),
		"FromCapacityProvider":              apart(ecssdk.FromCapacityProvider),
		"ToCapacityProvider":                apart(must(t, ecssdk.ToCapacityProvider)),
		"FromCreateCapacityProviderInput":   apart(ecssdk.FromCreateCapacityProviderInput),
		"ToCreateCapacityProviderInput":     apart(must(t, ecssdk.ToCreateCapacityProviderInput)),
		"ToRolloutService":                  apart(ecssdk.ToRolloutService, func(s *types.Service) { s.Deployments[0].Status = new("PRIMARY") }),
		"FromDaemonDeploymentConfiguration": apart(ecssdk.FromDaemonDeploymentConfiguration),
		"ToDaemonDeploymentConfiguration":   apart(ecssdk.ToDaemonDeploymentConfiguration),
		"FromContainerInstance":             apart(must(t, ecssdk.FromContainerInstance), readableInstance),
		"FromRemaining":                     apart(must(t, ecssdk.FromRemaining), readableInstance),
		"ToCQLInstance": apart(func(s cqlArgument) cql.Instance {
			return ecssdk.ToCQLInstance(s.Instance, s.Groups)
		}),
		"FromTask":                 apart(must(t, ecssdk.FromTask), readableTask),
		"FromPlacementConstraints": apart(ecssdk.FromPlacementConstraints),
		"ToPlacementConstraints":   apart(ecssdk.ToPlacementConstraints),
		"FromPlacementStrategy":    apart(ecssdk.FromPlacementStrategy),
		"ToPlacementStrategy":      apart(ecssdk.ToPlacementStrategy),
		"ToFailures": func(t *testing.T) {
			var c placement.Cluster
			if _, err := c.AddInstance(placement.Instance{ID: "i"}); err != nil {
				t.Fatal(err)
			}
			job, err := c.Compile(placement.TaskSpec{Resources: placement.Resources{CPU: 1}})
			if err != nil {
				t.Fatal(err)
			}
			got, want := ecssdk.ToFailures(&c, job), ecssdk.ToFailures(&c, job)
			scramble(reflect.ValueOf(got))
			if diff := cmp.Diff(want, ecssdk.ToFailures(&c, job), ignoreSerde()); diff != "" || cmp.Equal(want, got, ignoreSerde()) {
				t.Errorf("the cluster changes with its failures (-want +got):\n%s", diff)
			}
		},
	}
}

// What is converted shares no memory with what it was converted from, for every
// function of the package.
func TestNoSharedMemory(t *testing.T) {
	tests := apartTests(t)
	for _, name := range exportedFunctions(t) {
		test, ok := tests[name]
		if !ok {
			t.Errorf("%s is not tested", name)
			continue
		}
		t.Run(name, test)
	}
}

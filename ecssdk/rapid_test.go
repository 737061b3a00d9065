package ecssdk_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/placement"
	"github.com/ecskit/ecskit/rollout"
	"github.com/ecskit/ecskit/service"
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
	case reflect.Float64:
		v.SetFloat(float64(rapid.IntRange(0, 1000).Draw(t, "tenths")) / 10)
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

// spoken drops what the SDK cannot say from a value of ours: a pointer to a false
// where it holds a plain truth value.
func spoken(p **bool) {
	if *p != nil && !**p {
		*p = nil
	}
}

// ready makes a deployment configuration one that the SDK can hold.
func ready(d *rollout.DeploymentConfiguration) {
	if d == nil {
		return
	}
	set := func(p **bool) {
		if *p == nil {
			*p = new(false)
		}
	}
	if d.Alarms != nil {
		set(&d.Alarms.Enable)
		set(&d.Alarms.Rollback)
	}
	if b := d.DeploymentCircuitBreaker; b != nil {
		set(&b.Enable)
		set(&b.Rollback)
		if b.ThresholdConfiguration != nil && b.ThresholdConfiguration.Value == nil {
			b.ThresholdConfiguration.Value = new(0)
		}
	}
	if d.EarlySuccessCriteria != nil {
		set(&d.EarlySuccessCriteria.Enable)
	}
	for i := range d.LifecycleHooks {
		d.LifecycleHooks[i].HookDetails = []byte(`{"a":9007199254740993}`)
	}
}

func TestDeploymentConfigurationRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var d rollout.DeploymentConfiguration
		fill(t, reflect.ValueOf(&d).Elem())
		ready(&d)
		if diff := cmp.Diff(&d, ecssdk.FromDeploymentConfiguration(ecssdk.ToDeploymentConfiguration(&d))); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestScalingRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var g autoscaling.AutoScalingGroupProvider
		var items []autoscaling.StrategyItem
		var constraints []placement.Constraint
		var strategy []placement.Strategy
		fill(t, reflect.ValueOf(&g).Elem())
		fill(t, reflect.ValueOf(&items).Elem())
		fill(t, reflect.ValueOf(&constraints).Elem())
		fill(t, reflect.ValueOf(&strategy).Elem())
		for _, diff := range []string{
			cmp.Diff(&g, ecssdk.FromAutoScalingGroupProvider(ecssdk.ToAutoScalingGroupProvider(&g))),
			cmp.Diff(items, ecssdk.FromCapacityProviderStrategy(ecssdk.ToCapacityProviderStrategy(items))),
			cmp.Diff(constraints, ecssdk.FromPlacementConstraints(ecssdk.ToPlacementConstraints(constraints))),
			cmp.Diff(strategy, ecssdk.FromPlacementStrategy(ecssdk.ToPlacementStrategy(strategy))),
		} {
			if diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
		}
	})
}

// An update survives but for the members that only other inputs and outputs have.
func TestUpdateServiceRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var drawn service.Service
		fill(t, reflect.ValueOf(&drawn).Elem())
		ready(drawn.DeploymentConfiguration)
		if c := drawn.ServiceConnectConfiguration; c != nil {
			if c.Enabled == nil {
				c.Enabled = new(true)
			}
			for i := range c.ContainerConfigurations {
				c.ContainerConfigurations[i].LogLevel = "debug" // one without a level has no form in the SDK
			}
		}
		spoken(&drawn.ForceNewDeployment)
		in := ecssdk.ToUpdateServiceInput(&drawn)
		back := ecssdk.FromUpdateServiceInput(in)
		want := drawn
		inputs := reflect.TypeFor[ecs.UpdateServiceInput]()
		for f, v := range reflect.ValueOf(&want).Elem().Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			_, there := inputs.FieldByNameFunc(func(s string) bool { return strings.EqualFold(s, name) })
			if !there {
				v.SetZero()
			}
		}
		if diff := cmp.Diff(&want, back); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

package ecssdk_test

import (
	"encoding/json"
	"reflect"
	"time"

	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/rollout"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

// fill draws any value of a type of ours that the SDK can say: absent and empty
// lists, absent and set numbers, texts that enums do not know. What the SDK cannot
// say stands in spoken.
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
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			return // whose JSON it is says the struct: see spoken
		}
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
		for _, name := range required()[v.Type()] {
			setZero(v.FieldByName(name))
		}
		spoken(t, v.Addr().Interface())
	}
}

// required names the members that the SDK holds without a pointer although their
// zero is a value: it cannot say that they are absent.
func required() map[reflect.Type][]string {
	return map[reflect.Type][]string{
		reflect.TypeFor[taskdef.EphemeralStorage]():               {"SizeInGiB"},
		reflect.TypeFor[taskdef.Tmpfs]():                          {"Size"},
		reflect.TypeFor[taskdef.Ulimit]():                         {"SoftLimit", "HardLimit"},
		reflect.TypeFor[rollout.DeploymentAlarms]():               {"Enable", "Rollback"},
		reflect.TypeFor[rollout.DeploymentCircuitBreaker]():       {"Enable", "Rollback"},
		reflect.TypeFor[rollout.ThresholdConfiguration]():         {"Value"},
		reflect.TypeFor[rollout.DeploymentEarlySuccessCriteria](): {"Enable"},
		reflect.TypeFor[service.ServiceConnectConfiguration]():    {"Enabled"},
		reflect.TypeFor[service.Deployment]():                     {"DesiredCount", "PendingCount", "RunningCount", "FailedTasks"},
		reflect.TypeFor[service.TaskSet]():                        {"ComputedDesiredCount", "PendingCount", "RunningCount"},
		reflect.TypeFor[service.ServiceRevision]():                {"RequestedTaskCount", "RunningTaskCount", "PendingTaskCount"},
		reflect.TypeFor[service.Scale]():                          {"Value"},
	}
}

// setZero makes an absent value its zero.
func setZero(p reflect.Value) {
	if p.IsNil() {
		p.Set(reflect.New(p.Type().Elem()))
	}
}

// spoken draws again what of a struct has no form in the SDK: unions without a
// member, and JSON that is not the API's.
func spoken(t *rapid.T, s any) {
	switch s := s.(type) {
	case *taskdef.ResourceRequirement:
		if s.SharingStrategy != nil && s.SharingStrategy.NVIDIAMPS == nil {
			s.SharingStrategy = nil
		}
	case *service.ServiceConnectContainerConfig:
		if s.LogLevel == "" {
			s.LogLevel = "debug"
		}
	case *rollout.DeploymentLifecycleHook:
		if rapid.Bool().Draw(t, "details") {
			s.HookDetails = drawJSON(t)
		}
	case *autoscaling.ManagedInstancesProvider:
		s.InstanceLaunchTemplate = oneOf(t, ``, `{}`, `{"capacityOptionType":"SPOT","fipsEnabled":false}`,
			`{"instanceRequirements":{"memoryGiBPerVCpu":{"min":0.5}},"networkConfiguration":{"securityGroups":["sg"],"subnets":[]}}`)
		s.AutoRepairConfiguration = oneOf(t, ``, `{}`, `{"actionsStatus":"ENABLED"}`)
	case *autoscaling.CapacityProvider:
		for i := range s.Tags {
			s.Tags[i] = oneOf(t, `{}`, `{"key":"k","value":""}`)
		}
	}
}

// oneOf draws one of some JSON texts; "" is none.
func oneOf(t *rapid.T, texts ...string) json.RawMessage {
	if s := rapid.SampledFrom(texts).Draw(t, "json"); s != "" {
		return json.RawMessage(s)
	}
	return nil
}

// drawJSON draws any document: numbers of every size, and values in values.
func drawJSON(t *rapid.T) json.RawMessage {
	number := rapid.StringMatching(`-?(0|[1-9][0-9]{0,24})(\.[0-9]{1,20})?([eE][+-]?[1-9][0-9]?)?`)
	text := rapid.StringMatching(`[a-z<&"\\é ]{1,4}`)
	var value func(depth int) any
	value = func(depth int) any {
		kinds := 4
		if depth > 0 {
			kinds = 6
		}
		switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
		case 0:
			return nil
		case 1:
			return rapid.Bool().Draw(t, "bool")
		case 2:
			return json.Number(number.Draw(t, "number"))
		case 3:
			return text.Draw(t, "text")
		case 4:
			list := make([]any, rapid.IntRange(0, 2).Draw(t, "length"))
			for i := range list {
				list[i] = value(depth - 1)
			}
			return list
		}
		members := map[string]any{}
		for range rapid.IntRange(0, 2).Draw(t, "members") {
			members[text.Draw(t, "name")] = value(depth - 1)
		}
		return members
	}
	raw, err := json.Marshal(value(3))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

package ecssdk_test

import (
	"encoding/json"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/placement"
	"github.com/ecskit/ecskit/rollout"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

// checkValues draws values of ours and wants each back from the SDK. prepare may
// take out what the struct of the SDK has no place for.
func checkValues[T any](t *testing.T, prepare func(*T), there func(*T) *T) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		var v T
		fill(t, reflect.ValueOf(&v).Elem())
		if prepare != nil {
			prepare(&v)
		}
		if diff := cmp.Diff(&v, there(&v), cmp.Comparer(equalJSON)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

// equalJSON compares two JSON texts by their values, numbers to the last digit.
func equalJSON(a, b json.RawMessage) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return reflect.DeepEqual(exact(a), exact(b))
}

func exact(raw json.RawMessage) any {
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return err.Error() + string(raw)
	}
	var numbers func(v any) any
	numbers = func(v any) any {
		switch v := v.(type) {
		case json.Number:
			r, ok := new(big.Rat).SetString(v.String())
			return [2]any{r.RatString(), ok}
		case []any:
			for i := range v {
				v[i] = numbers(v[i])
			}
		case map[string]any:
			for k := range v {
				v[k] = numbers(v[k])
			}
		}
		return v
	}
	return numbers(v)
}

// without takes out the members that struct S of the SDK does not have, by their
// names on the wire.
func without[S, T any](v *T) {
	for f, member := range reflect.ValueOf(v).Elem().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if _, there := reflect.TypeFor[S]().FieldByNameFunc(func(s string) bool { return strings.EqualFold(s, name) }); !there {
			member.SetZero()
		}
	}
}

func TestTaskDefinitionRoundTrip(t *testing.T) {
	checkValues(t, without[types.TaskDefinition], func(td *taskdef.TaskDefinition) *taskdef.TaskDefinition {
		return ecssdk.FromTaskDefinition(ecssdk.ToTaskDefinition(td))
	})
}

func TestRegisterInputRoundTrip(t *testing.T) {
	checkValues(t, without[ecs.RegisterTaskDefinitionInput], func(td *taskdef.TaskDefinition) *taskdef.TaskDefinition {
		return ecssdk.FromRegisterInput(ecssdk.ToRegisterInput(td))
	})
}

func TestTaskOverrideRoundTrip(t *testing.T) {
	checkValues(t, nil, func(o *taskdef.TaskOverride) *taskdef.TaskOverride {
		return ecssdk.FromTaskOverride(ecssdk.ToTaskOverride(o))
	})
}

func TestDeploymentConfigurationRoundTrip(t *testing.T) {
	checkValues(t, nil, func(d *rollout.DeploymentConfiguration) *rollout.DeploymentConfiguration {
		return ecssdk.FromDeploymentConfiguration(ecssdk.ToDeploymentConfiguration(d))
	})
}

func TestDaemonDeploymentConfigurationRoundTrip(t *testing.T) {
	checkValues(t, func(d *rollout.DaemonDeploymentConfiguration) {
		if d.Alarms != nil {
			absentFalse(&d.Alarms.Enable)
		}
	}, func(d *rollout.DaemonDeploymentConfiguration) *rollout.DaemonDeploymentConfiguration {
		return ecssdk.FromDaemonDeploymentConfiguration(ecssdk.ToDaemonDeploymentConfiguration(d))
	})
}

// The details of a hook alone are drawn deeper than within a configuration.
func TestHookDetailsRoundTrip(t *testing.T) {
	there := func(raw json.RawMessage) json.RawMessage {
		d := &rollout.DeploymentConfiguration{LifecycleHooks: []rollout.DeploymentLifecycleHook{{HookDetails: raw}}}
		return ecssdk.FromDeploymentConfiguration(ecssdk.ToDeploymentConfiguration(d)).LifecycleHooks[0].HookDetails
	}
	rapid.Check(t, func(t *rapid.T) {
		if raw := drawJSON(t); !equalJSON(raw, there(raw)) {
			t.Fatalf("%s became %s", raw, there(raw))
		}
	})
	for _, raw := range []string{"null", "9007199254740993", "18446744073709551616", "-170141183460469231731687303715884105728",
		"0.1", "-0.5e-7", "0.12345678901234567890123", "1e400", "5.12345e-322", "1E-400", "1.0", "0.0"} {
		if got := there(json.RawMessage(raw)); !equalJSON(json.RawMessage(raw), got) {
			t.Errorf("%s became %s", raw, got)
		}
	}
}

func TestScalingRoundTrip(t *testing.T) {
	checkValues(t, nil, func(g *autoscaling.AutoScalingGroupProvider) *autoscaling.AutoScalingGroupProvider {
		return ecssdk.FromAutoScalingGroupProvider(ecssdk.ToAutoScalingGroupProvider(g))
	})
	checkValues(t, nil, func(m *autoscaling.ManagedScalingConfiguration) *autoscaling.ManagedScalingConfiguration {
		return ecssdk.FromManagedScaling(ecssdk.ToManagedScaling(m))
	})
	checkValues(t, nil, func(list *[]autoscaling.StrategyItem) *[]autoscaling.StrategyItem {
		return new(ecssdk.FromCapacityProviderStrategy(ecssdk.ToCapacityProviderStrategy(*list)))
	})
}

func TestCapacityProviderRoundTrip(t *testing.T) {
	checkValues(t, nil, func(p *autoscaling.CapacityProvider) *autoscaling.CapacityProvider {
		return ecssdk.FromCapacityProvider(read(t, ecssdk.ToCapacityProvider, p))
	})
	checkValues(t, without[ecs.CreateCapacityProviderInput], func(p *autoscaling.CapacityProvider) *autoscaling.CapacityProvider {
		return ecssdk.FromCreateCapacityProviderInput(read(t, ecssdk.ToCreateCapacityProviderInput, p))
	})
	checkValues(t, nil, func(p *autoscaling.ManagedInstancesProvider) *autoscaling.ManagedInstancesProvider {
		return ecssdk.FromManagedInstancesProvider(read(t, ecssdk.ToManagedInstancesProvider, p))
	})
}

func TestPlacementRoundTrip(t *testing.T) {
	checkValues(t, nil, func(list *[]placement.Constraint) *[]placement.Constraint {
		return new(ecssdk.FromPlacementConstraints(ecssdk.ToPlacementConstraints(*list)))
	})
	checkValues(t, nil, func(list *[]placement.Strategy) *[]placement.Strategy {
		return new(ecssdk.FromPlacementStrategy(ecssdk.ToPlacementStrategy(*list)))
	})
	checkValues(t, nil, func(list *[]taskdef.Tag) *[]taskdef.Tag { return new(ecssdk.FromTags(ecssdk.ToTags(*list))) })
}

func TestServiceRoundTrip(t *testing.T) {
	checkValues(t, func(s *service.Service) {
		without[types.Service](s)
		for _, member := range []string{"DesiredCount", "PendingCount", "RunningCount", "EnableECSManagedTags", "EnableExecuteCommand"} {
			setZero(reflect.ValueOf(s).Elem().FieldByName(member)) // there in every answer
		}
	}, func(s *service.Service) *service.Service { return ecssdk.FromService(ecssdk.ToService(s)) })
}

// absentFalse takes out a false that the SDK holds without a pointer, and does not
// send.
func absentFalse(p **bool) {
	if *p != nil && !**p {
		*p = nil
	}
}

func TestCreateServiceRoundTrip(t *testing.T) {
	checkValues(t, func(s *service.Service) {
		without[ecs.CreateServiceInput](s)
		absentFalse(&s.EnableECSManagedTags)
		absentFalse(&s.EnableExecuteCommand)
	}, func(s *service.Service) *service.Service {
		return ecssdk.FromCreateServiceInput(ecssdk.ToCreateServiceInput(s))
	})
}

func TestUpdateServiceRoundTrip(t *testing.T) {
	checkValues(t, func(s *service.Service) {
		without[ecs.UpdateServiceInput](s)
		absentFalse(&s.ForceNewDeployment)
	}, func(s *service.Service) *service.Service {
		return ecssdk.FromUpdateServiceInput(ecssdk.ToUpdateServiceInput(s))
	})
}

func TestTaskSetRoundTrip(t *testing.T) {
	checkValues(t, nil, func(s *service.TaskSet) *service.TaskSet { return ecssdk.FromTaskSet(ecssdk.ToTaskSet(s)) })
}

func TestCreateTaskSetRoundTrip(t *testing.T) {
	checkValues(t, func(s *service.TaskSet) {
		cluster, in := s.ClusterARN, s.ServiceARN // the input has them by other names
		without[ecs.CreateTaskSetInput](s)
		s.ClusterARN, s.ServiceARN = cluster, in
	}, func(s *service.TaskSet) *service.TaskSet {
		return ecssdk.FromCreateTaskSetInput(ecssdk.ToCreateTaskSetInput(s))
	})
}

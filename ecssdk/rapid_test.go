package ecssdk_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/document"
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
		if diff := cmp.Diff(&v, there(&v)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
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

// The details of a hook come back byte for byte, whatever their numbers, also what
// is no JSON; sending that is an error.
func TestHookDetailsRoundTrip(t *testing.T) {
	hook := func(raw json.RawMessage) *types.DeploymentConfiguration {
		return ecssdk.ToDeploymentConfiguration(&rollout.DeploymentConfiguration{LifecycleHooks: []rollout.DeploymentLifecycleHook{{HookDetails: raw}}})
	}
	there := func(raw json.RawMessage) json.RawMessage {
		return ecssdk.FromDeploymentConfiguration(hook(raw)).LifecycleHooks[0].HookDetails
	}
	rapid.Check(t, func(t *rapid.T) {
		raw := drawJSON(t)
		if got := there(raw); !bytes.Equal(raw, got) {
			t.Fatalf("%s became %s", raw, got)
		}
		if sent, err := hook(raw).LifecycleHooks[0].HookDetails.MarshalSmithyDocument(); err != nil || !bytes.Equal(raw, sent) {
			t.Fatalf("%s is sent as %s, %v", raw, sent, err)
		}
	})
	for _, raw := range []string{"null", "18446744073709551616", "0.12345678901234567890123", "1.10", "1e999999999", "{ }", `{"": 1}`, "{", "", "{} {}"} {
		if got := there(json.RawMessage(raw)); string(got) != raw || got == nil {
			t.Errorf("%s became %s", raw, got)
		}
	}
	for _, raw := range []string{"{", "", "{} {}"} {
		_, err := hook(json.RawMessage(raw)).LifecycleHooks[0].HookDetails.MarshalSmithyDocument()
		if diff := cmp.Diff([]string{"hookDetails"}, valuePaths(err)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", raw, diff)
		}
	}
	if there(nil) != nil {
		t.Error("no details became some")
	}
	unsendable := &types.DeploymentConfiguration{LifecycleHooks: []types.DeploymentLifecycleHook{{HookDetails: document.NewLazyDocument(map[string]any{"": 1})}}}
	if got := ecssdk.FromDeploymentConfiguration(unsendable).LifecycleHooks[0].HookDetails; got != nil {
		t.Errorf("a document that the SDK does not send became %s", got)
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

package ecssdk_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/service"
)

func TestServiceMembers(t *testing.T) {
	checkRoundTrip(t, func(s *types.Service) *types.Service { return ecssdk.ToService(ecssdk.FromService(s)) }, nil)
	checkRoundTrip(t, func(s *ecs.CreateServiceInput) *ecs.CreateServiceInput {
		return ecssdk.ToCreateServiceInput(ecssdk.FromCreateServiceInput(s))
	}, nil)
	checkRoundTrip(t, func(s *ecs.UpdateServiceInput) *ecs.UpdateServiceInput {
		return ecssdk.ToUpdateServiceInput(ecssdk.FromUpdateServiceInput(s))
	}, nil)
	checkRoundTrip(t, func(s *types.TaskSet) *types.TaskSet { return ecssdk.ToTaskSet(ecssdk.FromTaskSet(s)) }, nil)
	checkRoundTrip(t, func(s *ecs.CreateTaskSetInput) *ecs.CreateTaskSetInput {
		return ecssdk.ToCreateTaskSetInput(ecssdk.FromCreateTaskSetInput(s))
	}, map[string]string{"ClientToken": "of one request; package service has none for a task set"})
	checkRoundTrip(t, func(s *types.DeploymentConfiguration) *types.DeploymentConfiguration {
		return ecssdk.ToDeploymentConfiguration(ecssdk.FromDeploymentConfiguration(s))
	}, nil)
}

func TestScalingMembers(t *testing.T) {
	checkRoundTrip(t, func(s *types.AutoScalingGroupProvider) *types.AutoScalingGroupProvider {
		return ecssdk.ToAutoScalingGroupProvider(ecssdk.FromAutoScalingGroupProvider(s))
	}, nil)
	checkRoundTrip(t, func(s *types.ManagedScaling) *types.ManagedScaling {
		return ecssdk.ToManagedScaling(ecssdk.FromManagedScaling(s))
	}, nil)
	checkRoundTrip(t, func(s *types.CapacityProviderStrategyItem) *types.CapacityProviderStrategyItem {
		return &ecssdk.ToCapacityProviderStrategy(ecssdk.FromCapacityProviderStrategy([]types.CapacityProviderStrategyItem{*s}))[0]
	}, nil)
}

func TestServiceNilGivesNil(t *testing.T) {
	if ecssdk.FromService(nil) != nil || ecssdk.ToService(nil) != nil || ecssdk.FromCreateServiceInput(nil) != nil ||
		ecssdk.ToCreateServiceInput(nil) != nil || ecssdk.FromUpdateServiceInput(nil) != nil || ecssdk.ToUpdateServiceInput(nil) != nil ||
		ecssdk.FromTaskSet(nil) != nil || ecssdk.ToTaskSet(nil) != nil || ecssdk.FromDeploymentConfiguration(nil) != nil ||
		ecssdk.ToDeploymentConfiguration(nil) != nil || ecssdk.FromCreateTaskSetInput(nil) != nil || ecssdk.ToCreateTaskSetInput(nil) != nil || ecssdk.FromManagedScaling(nil) != nil || ecssdk.ToManagedScaling(nil) != nil ||
		ecssdk.FromAutoScalingGroupProvider(nil) != nil || ecssdk.ToAutoScalingGroupProvider(nil) != nil ||
		ecssdk.FromCapacityProvider(nil) != nil || ecssdk.FromCreateCapacityProviderInput(nil) != nil || ecssdk.ToRolloutService(nil) != nil ||
		ecssdk.FromDaemonDeploymentConfiguration(nil) != nil || ecssdk.ToDaemonDeploymentConfiguration(nil) != nil || ecssdk.FromManagedInstancesProvider(nil) != nil ||
		ecssdk.FromCapacityProviderStrategy(nil) != nil || ecssdk.ToCapacityProviderStrategy(nil) != nil {
		t.Error("nil became something")
	}
	provider, err := ecssdk.ToCapacityProvider(nil)
	created, err3 := ecssdk.ToCreateCapacityProviderInput(nil)
	instances, err2 := ecssdk.ToManagedInstancesProvider(nil)
	if provider != nil || instances != nil || created != nil || err != nil || err2 != nil || err3 != nil {
		t.Errorf("nil became %v, %v, %v, %v, %v, %v", provider, instances, created, err, err2, err3)
	}
}

// An input names the service and the cluster of an answer by their ARNs, what the
// service itself says before that.
func TestInputsOfDescribedServices(t *testing.T) {
	for _, tt := range []struct {
		of                     service.Service
		service, cluster, made string // of an update, of both, of a creation
	}{
		{service.Service{ServiceARN: "arn:s", ServiceName: "s", ClusterARN: "arn:c"}, "arn:s", "arn:c", "s"},
		{service.Service{Service: "web", ServiceARN: "arn:s", Cluster: "prod", ClusterARN: "arn:c"}, "web", "prod", ""},
		{service.Service{ServiceName: "s"}, "s", "", "s"},
	} {
		update, create := ecssdk.ToUpdateServiceInput(&tt.of), ecssdk.ToCreateServiceInput(&tt.of)
		got := []string{textOf(update.Service), textOf(update.Cluster), textOf(create.ServiceName), textOf(create.Cluster)}
		if diff := cmp.Diff([]string{tt.service, tt.cluster, tt.made, tt.cluster}, got); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.of, diff)
		}
	}
}

func textOf(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// An update without a list keeps what is there, and one with an empty list takes
// it away.
func TestUpdateKeepsEmptyLists(t *testing.T) {
	in := &ecs.UpdateServiceInput{
		Service: new("web"), LoadBalancers: []types.LoadBalancer{}, DesiredCount: new(int32(0)), EnableExecuteCommand: new(false),
		ServiceConnectConfiguration: &types.ServiceConnectConfiguration{},
	}
	s := ecssdk.FromUpdateServiceInput(in)
	if s.LoadBalancers == nil || s.ServiceRegistries != nil || s.DesiredCount == nil || s.EnableExecuteCommand == nil || s.EnableECSManagedTags != nil {
		t.Errorf("got %+v", s)
	}
	if diff := cmp.Diff(in, ecssdk.ToUpdateServiceInput(s), ignoreSerde()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestUnknownServiceValuesPassThrough(t *testing.T) {
	in := &ecs.CreateServiceInput{
		LaunchType: "MOON", SchedulingStrategy: "SOME", DeploymentConfiguration: &types.DeploymentConfiguration{Strategy: "LEAP"},
		PlacementStrategy: []types.PlacementStrategy{{Type: "dice"}},
	}
	if diff := cmp.Diff(in, ecssdk.ToCreateServiceInput(ecssdk.FromCreateServiceInput(in)), ignoreSerde()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

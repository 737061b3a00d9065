package ecssdk_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/rollout"
)

func TestRolloutServiceMembers(t *testing.T) {
	without := map[string]string{}
	for _, member := range []string{"AvailabilityZoneRebalancing", "CapacityProviderStrategy", "ClusterArn", "CreatedAt", "CreatedBy",
		"CurrentServiceDeployment", "CurrentServiceRevisions", "EnableECSManagedTags", "EnableExecuteCommand", "Events", "NetworkConfiguration",
		"PlacementConstraints", "PlacementStrategy", "PlatformFamily", "PlatformVersion", "PropagateTags", "ResourceManagementType", "RoleArn",
		"ServiceRegistries", "Tags", "TaskDefinition"} {
		without[member] = "a deployment does not depend on it"
	}
	for _, member := range []string{"AdvancedConfiguration", "ContainerName", "ContainerPort"} {
		without["LoadBalancers[]."+member] = "whether there is a target group is what counts"
	}
	for _, member := range []string{"CapacityProviderStrategy", "CreatedAt", "FargateEphemeralStorage", "LaunchType", "NetworkConfiguration",
		"PlatformFamily", "PlatformVersion", "ServiceConnectResources", "TaskDefinition", "UpdatedAt", "VolumeConfigurations"} {
		without["Deployments[]."+member] = "the counts and the state are what counts"
	}
	for _, member := range []string{"ServiceConnectConfiguration", "VpcLatticeConfigurations"} {
		without["Deployments[]."+member] = "of the PRIMARY deployment: see TestRolloutServiceShiftsTraffic"
	}
	for _, member := range []string{"CapacityProviderStrategy", "ClusterArn", "CreatedAt", "ExternalId", "FargateEphemeralStorage", "LaunchType",
		"LoadBalancers", "NetworkConfiguration", "PlatformFamily", "PlatformVersion", "ServiceArn", "ServiceRegistries", "StabilityStatusAt",
		"StartedBy", "Tags", "TaskDefinition", "TaskSetArn", "UpdatedAt"} {
		without["TaskSets[]."+member] = "the counts, the scale and the state are what counts"
	}
	// That a list has an element is not what is asked, so each has one before.
	list := func(s *types.Service) *rollout.Service {
		if s.LoadBalancers == nil {
			s.LoadBalancers = make([]types.LoadBalancer, 1)
		}
		if s.Deployments == nil {
			s.Deployments = make([]types.Deployment, 1)
		}
		if s.TaskSets == nil {
			s.TaskSets = make([]types.TaskSet, 1)
		}
		return ecssdk.ToRolloutService(s)
	}
	checkConverted(t, list, without)
	checkRoundTrip(t, func(s *types.DaemonDeploymentConfiguration) *types.DaemonDeploymentConfiguration {
		return ecssdk.ToDaemonDeploymentConfiguration(ecssdk.FromDaemonDeploymentConfiguration(s))
	}, nil)
}

// Of several deployments the PRIMARY one says how the service's traffic shifts.
func TestRolloutServiceShiftsTraffic(t *testing.T) {
	old := types.Deployment{Status: new("ACTIVE"), ServiceConnectConfiguration: &types.ServiceConnectConfiguration{Enabled: true}}
	for _, tt := range []struct {
		name    string
		primary types.Deployment
		want    bool
	}{
		{"nothing", types.Deployment{}, false},
		{"Service Connect that is off", types.Deployment{ServiceConnectConfiguration: &types.ServiceConnectConfiguration{}}, false},
		{"Service Connect", types.Deployment{ServiceConnectConfiguration: &types.ServiceConnectConfiguration{Enabled: true}}, true},
		{"VPC Lattice", types.Deployment{VpcLatticeConfigurations: []types.VpcLatticeConfiguration{{TargetGroupArn: new("arn:g")}}}, true},
	} {
		tt.primary.Status = new("PRIMARY")
		s := ecssdk.ToRolloutService(&types.Service{Deployments: []types.Deployment{tt.primary, old}})
		if got := s.ShiftsTraffic(); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		if tt.name == "VPC Lattice" {
			if diff := cmp.Diff(`{"targetGroupArn":"arn:g"}`, string(s.VPCLatticeConfigurations[0])); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}
	}
}

package ecssdk_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/ecssdk"
)

// Nothing is left out, also of what autoscaling does not model.
func TestCapacityProviderMembers(t *testing.T) {
	checkRoundTrip(t, func(s *types.CapacityProvider) *types.CapacityProvider {
		return read(t, ecssdk.ToCapacityProvider, ecssdk.FromCapacityProvider(s))
	}, nil)
	checkRoundTrip(t, func(s *types.ManagedInstancesProvider) *types.ManagedInstancesProvider {
		return read(t, ecssdk.ToManagedInstancesProvider, ecssdk.FromManagedInstancesProvider(s))
	}, nil)
}

func TestCreateCapacityProviderMembers(t *testing.T) {
	checkRoundTrip(t, func(s *ecs.CreateCapacityProviderInput) *ecs.CreateCapacityProviderInput {
		return read(t, ecssdk.ToCreateCapacityProviderInput, ecssdk.FromCreateCapacityProviderInput(s))
	}, nil)
}

func TestCapacityProviderErrors(t *testing.T) {
	s, err := ecssdk.ToCapacityProvider(&autoscaling.CapacityProvider{
		Tags: []json.RawMessage{[]byte(`{"key":"k"}`), []byte(`{"kex":1}`), []byte(`null`)},
		ManagedInstances: &autoscaling.ManagedInstancesProvider{
			InstanceLaunchTemplate: []byte(`{"novel":true}`), AutoRepairConfiguration: []byte(`{"actionsStatus":1}`),
		},
	})
	if s != nil {
		t.Errorf("with an error comes %+v", s)
	}
	want := []string{"tags[1]", "tags[2]", "managedInstancesProvider.autoRepairConfiguration", "managedInstancesProvider.instanceLaunchTemplate"}
	if diff := cmp.Diff(want, valuePaths(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if in, err := ecssdk.ToCreateCapacityProviderInput(&autoscaling.CapacityProvider{Tags: []json.RawMessage{[]byte(`1`)}}); in != nil || valuePaths(err)[0] != "tags[0]" {
		t.Errorf("got %v, %v", in, err)
	}
	for _, raw := range []string{"", "{", "{} {}", "1"} {
		_, err = ecssdk.ToManagedInstancesProvider(&autoscaling.ManagedInstancesProvider{InstanceLaunchTemplate: []byte(raw)})
		if diff := cmp.Diff([]string{"instanceLaunchTemplate"}, valuePaths(err)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", raw, diff)
		}
		if v, ok := err.(*ecssdk.ValueError); !ok || v.Unwrap() == nil || !strings.Contains(err.Error(), v.Err.Error()) {
			t.Errorf("%q: %v does not say why", raw, err)
		}
	}
}

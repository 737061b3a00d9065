package ecssdk_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/ecssdk"
)

func capacityProviderThere(t *testing.T) func(*types.CapacityProvider) *types.CapacityProvider {
	return func(s *types.CapacityProvider) *types.CapacityProvider {
		back, err := ecssdk.ToCapacityProvider(ecssdk.FromCapacityProvider(s))
		if err != nil {
			t.Errorf("%+v: %v", s, err)
		}
		return back
	}
}

// Nothing is left out, also of what autoscaling does not model.
func TestCapacityProviderMembers(t *testing.T) {
	checkRoundTrip(t, capacityProviderThere(t), nil)
	checkRoundTrip(t, func(s *types.ManagedInstancesProvider) *types.ManagedInstancesProvider {
		back, err := ecssdk.ToManagedInstancesProvider(ecssdk.FromManagedInstancesProvider(s))
		if err != nil {
			t.Errorf("%+v: %v", s, err)
		}
		return back
	}, nil)
}

func TestCapacityProviderRoundTrip(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var p autoscaling.CapacityProvider
		fill(r, reflect.ValueOf(&p).Elem())
		raws := rapid.SampledFrom([]json.RawMessage{nil, []byte(`{}`), []byte(`{"capacityOptionType":"SPOT","fipsEnabled":false,"instanceRequirements":{"memoryGiBPerVCpu":{"min":0.5}}}`)})
		if m := p.ManagedInstances; m != nil {
			m.InstanceLaunchTemplate = raws.Draw(r, "template")
			m.AutoRepairConfiguration = rapid.SampledFrom([]json.RawMessage{nil, []byte(`{}`), []byte(`{"actionsStatus":"ENABLED"}`)}).Draw(r, "repair")
		}
		for i := range p.Tags {
			p.Tags[i] = rapid.SampledFrom([]json.RawMessage{[]byte(`{}`), []byte(`{"key":"k","value":""}`)}).Draw(r, "tag")
		}
		s, err := ecssdk.ToCapacityProvider(&p)
		if err != nil {
			r.Fatal(err)
		}
		if diff := cmp.Diff(&p, ecssdk.FromCapacityProvider(s)); diff != "" {
			r.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

// recorder keeps the body of a request, and answers with an empty object.
type recorder struct{ body []byte }

func (r *recorder) Do(request *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(request.Body)
	r.body = body
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}"))}, err
}

// What is kept as JSON is what the SDK itself would send, member by member.
func TestLaunchTemplateIsTheWires(t *testing.T) {
	var seen recorder
	client := ecs.New(ecs.Options{Region: "eu-west-1", HTTPClient: &seen})
	for _, l := range leaves(reflect.TypeFor[types.InstanceLaunchTemplate](), "", func(root reflect.Value) reflect.Value { return root }, nil) {
		// Required structs are there, since the client asks for them.
		launch := &types.InstanceLaunchTemplate{
			Ec2InstanceProfileArn: new("p"), NetworkConfiguration: &types.ManagedInstancesNetworkConfiguration{Subnets: []string{}},
		}
		l.set(reflect.ValueOf(launch).Elem())
		if r := launch.InstanceRequirements; r != nil {
			if r.MemoryMiB == nil {
				r.MemoryMiB = &types.MemoryMiBRequest{}
			}
			if r.MemoryMiB.Min == nil {
				r.MemoryMiB.Min = new(int32(0))
			}
			if r.VCpuCount == nil {
				r.VCpuCount = &types.VCpuCountRangeRequest{}
			}
			if r.VCpuCount.Min == nil {
				r.VCpuCount.Min = new(int32(0))
			}
		}
		_, err := client.CreateCapacityProvider(context.Background(), &ecs.CreateCapacityProviderInput{
			Name: new("n"), ManagedInstancesProvider: &types.CreateManagedInstancesProviderConfiguration{
				InfrastructureRoleArn: new("r"), InstanceLaunchTemplate: launch,
			},
		})
		if err != nil {
			t.Fatalf("%s: %v", l.path, err)
		}
		var sent struct {
			ManagedInstancesProvider struct{ InstanceLaunchTemplate any }
		}
		var got any
		kept := ecssdk.FromManagedInstancesProvider(&types.ManagedInstancesProvider{InstanceLaunchTemplate: launch}).InstanceLaunchTemplate
		if err := errors.Join(json.Unmarshal(seen.body, &sent), json.Unmarshal(kept, &got)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sent.ManagedInstancesProvider.InstanceLaunchTemplate, got); diff != "" {
			t.Errorf("%s (-sent +kept):\n%s", l.path, diff)
		}
	}
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
	_, err = ecssdk.ToManagedInstancesProvider(&autoscaling.ManagedInstancesProvider{InstanceLaunchTemplate: []byte(`{`)})
	if diff := cmp.Diff([]string{"instanceLaunchTemplate"}, valuePaths(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

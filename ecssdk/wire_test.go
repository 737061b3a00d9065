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

	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/rollout"
)

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

// A hook's details are sent as they stand, numbers to the last digit.
func TestHookDetailsAreSent(t *testing.T) {
	const details = `{"big":18446744073709551616,"exact":9007199254740993,"list":[0.5,null,"a"]}`
	var seen recorder
	client := ecs.New(ecs.Options{Region: "eu-west-1", HTTPClient: &seen})
	_, err := client.CreateService(context.Background(), &ecs.CreateServiceInput{
		ServiceName: new("web"), DeploymentConfiguration: ecssdk.ToDeploymentConfiguration(&rollout.DeploymentConfiguration{
			LifecycleHooks: []rollout.DeploymentLifecycleHook{{HookDetails: json.RawMessage(details)}},
		}),
	})
	const want = `{"deploymentConfiguration":{"lifecycleHooks":[{"hookDetails":` + details + `}]},"serviceName":"web"}`
	if err != nil || string(seen.body) != want {
		t.Errorf("error %v, sent %s, want %s", err, seen.body, want)
	}
}

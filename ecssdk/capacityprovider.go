package ecssdk

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/autoscaling"
)

// FromCapacityProvider converts a capacity provider as DescribeCapacityProviders
// returns it. Package autoscaling models what bears on scaling; the rest, which is
// the tags and of Managed Instances the launch template and the auto repair, it
// keeps as the JSON of the API, and so it comes out. nil gives nil.
func FromCapacityProvider(s *types.CapacityProvider) *autoscaling.CapacityProvider {
	return fromPointer(s, fromCapacityProvider)
}

// ToCapacityProvider converts to what DescribeCapacityProviders returns. The error
// is a *[ValueError], or several joined, for a part kept as JSON that the SDK has
// no members for; the result is then nil. nil gives nil.
func ToCapacityProvider(t *autoscaling.CapacityProvider) (*types.CapacityProvider, error) {
	if t == nil {
		return nil, nil
	}
	a := new(arena)
	s := &types.CapacityProvider{
		AutoScalingGroupProvider: toPointer(a, t.AutoScalingGroup, toAutoScalingGroupProvider),
		CapacityProviderArn:      a.text(t.ARN),
		Cluster:                  a.text(t.Cluster),
		Name:                     a.text(t.Name),
		Status:                   types.CapacityProviderStatus(t.Status),
		Type:                     types.CapacityProviderType(t.Type),
		UpdateStatus:             types.CapacityProviderUpdateStatus(t.UpdateStatus),
		UpdateStatusReason:       a.text(t.UpdateStatusReason),
	}
	var badTags, badInstances error
	s.Tags, badTags = wireTags(t.Tags)
	s.ManagedInstancesProvider, badInstances = managedInstances(a, t.ManagedInstances, "managedInstancesProvider")
	if err := errors.Join(badTags, badInstances); err != nil {
		return nil, err
	}
	return s, nil
}

// FromCreateCapacityProviderInput converts the input of CreateCapacityProvider, as
// [FromCapacityProvider] does. nil gives nil.
func FromCreateCapacityProviderInput(s *ecs.CreateCapacityProviderInput) *autoscaling.CapacityProvider {
	return fromPointer(s, func(s *ecs.CreateCapacityProviderInput, t *autoscaling.CapacityProvider) {
		fromCapacityProvider(&types.CapacityProvider{
			AutoScalingGroupProvider: s.AutoScalingGroupProvider,
			Cluster:                  s.Cluster,
			ManagedInstancesProvider: describedInstances(s.ManagedInstancesProvider),
			Name:                     s.Name,
			Tags:                     s.Tags,
		}, t)
	})
}

// ToCreateCapacityProviderInput converts to the input of CreateCapacityProvider.
// Members that only outputs have are left out. Errors are those of
// [ToCapacityProvider]. nil gives nil.
func ToCreateCapacityProviderInput(t *autoscaling.CapacityProvider) (*ecs.CreateCapacityProviderInput, error) {
	s, err := ToCapacityProvider(t)
	if s == nil {
		return nil, err
	}
	return &ecs.CreateCapacityProviderInput{
		AutoScalingGroupProvider: s.AutoScalingGroupProvider,
		Cluster:                  s.Cluster,
		ManagedInstancesProvider: createdInstances(s.ManagedInstancesProvider),
		Name:                     s.Name,
		Tags:                     s.Tags,
	}, nil
}

// describedInstances and createdInstances stand between the Managed Instances of an
// answer and of an input, which have the same members.
func describedInstances(s *types.CreateManagedInstancesProviderConfiguration) *types.ManagedInstancesProvider {
	if s == nil {
		return nil
	}
	return &types.ManagedInstancesProvider{
		AutoRepairConfiguration:    s.AutoRepairConfiguration,
		InfrastructureOptimization: s.InfrastructureOptimization,
		InfrastructureRoleArn:      s.InfrastructureRoleArn,
		InstanceLaunchTemplate:     s.InstanceLaunchTemplate,
		PropagateTags:              s.PropagateTags,
	}
}

func createdInstances(s *types.ManagedInstancesProvider) *types.CreateManagedInstancesProviderConfiguration {
	if s == nil {
		return nil
	}
	return &types.CreateManagedInstancesProviderConfiguration{
		AutoRepairConfiguration:    s.AutoRepairConfiguration,
		InfrastructureOptimization: s.InfrastructureOptimization,
		InfrastructureRoleArn:      s.InfrastructureRoleArn,
		InstanceLaunchTemplate:     s.InstanceLaunchTemplate,
		PropagateTags:              s.PropagateTags,
	}
}

// FromManagedInstancesProvider converts the Managed Instances of a capacity
// provider; the launch template and the auto repair come out as the JSON of the
// API, as [FromCapacityProvider] says. nil gives nil.
func FromManagedInstancesProvider(s *types.ManagedInstancesProvider) *autoscaling.ManagedInstancesProvider {
	return fromPointer(s, fromManagedInstancesProvider)
}

// ToManagedInstancesProvider converts the Managed Instances of a capacity
// provider. Errors are those of [ToCapacityProvider]. nil gives nil.
func ToManagedInstancesProvider(t *autoscaling.ManagedInstancesProvider) (*types.ManagedInstancesProvider, error) {
	return managedInstances(new(arena), t, "")
}

func fromCapacityProvider(s *types.CapacityProvider, t *autoscaling.CapacityProvider) {
	t.AutoScalingGroup = fromPointer(s.AutoScalingGroupProvider, fromAutoScalingGroupProvider)
	t.ARN = text(s.CapacityProviderArn)
	t.Cluster = text(s.Cluster)
	t.ManagedInstances = fromPointer(s.ManagedInstancesProvider, fromManagedInstancesProvider)
	t.Name = text(s.Name)
	t.Status = string(s.Status)
	t.Tags = fromList(s.Tags, func(tag *types.Tag, raw *json.RawMessage) { *raw = wire(tag) })
	t.Type = string(s.Type)
	t.UpdateStatus = string(s.UpdateStatus)
	t.UpdateStatusReason = text(s.UpdateStatusReason)
}

func wireTags(list []json.RawMessage) ([]types.Tag, error) {
	if list == nil {
		return nil, nil
	}
	tags := make([]types.Tag, len(list))
	var all []error
	for i, raw := range list {
		path := fmt.Sprintf("tags[%d]", i)
		tag, err := fromWire[types.Tag](raw, path)
		switch {
		case err != nil:
			all = append(all, err)
		case tag == nil:
			all = append(all, &ValueError{Path: path, Value: string(raw), Want: "a tag"})
		default:
			tags[i] = *tag
		}
	}
	return tags, errors.Join(all...)
}

func fromManagedInstancesProvider(s *types.ManagedInstancesProvider, t *autoscaling.ManagedInstancesProvider) {
	t.AutoRepairConfiguration = wire(s.AutoRepairConfiguration)
	t.InfrastructureOptimization = fromPointer(s.InfrastructureOptimization, fromInfrastructureOptimization)
	t.InfrastructureRoleARN = text(s.InfrastructureRoleArn)
	t.InstanceLaunchTemplate = wire(s.InstanceLaunchTemplate)
	t.PropagateTags = string(s.PropagateTags)
}

// managedInstances converts to the SDK; path is where the provider stands.
func managedInstances(a *arena, t *autoscaling.ManagedInstancesProvider, path string) (*types.ManagedInstancesProvider, error) {
	if t == nil {
		return nil, nil
	}
	if path != "" {
		path += "."
	}
	repair, badRepair := fromWire[types.AutoRepairConfiguration](t.AutoRepairConfiguration, path+"autoRepairConfiguration")
	launch, badLaunch := fromWire[types.InstanceLaunchTemplate](t.InstanceLaunchTemplate, path+"instanceLaunchTemplate")
	if err := errors.Join(badRepair, badLaunch); err != nil {
		return nil, err
	}
	return &types.ManagedInstancesProvider{
		AutoRepairConfiguration:    repair,
		InfrastructureOptimization: toPointer(a, t.InfrastructureOptimization, toInfrastructureOptimization),
		InfrastructureRoleArn:      a.text(t.InfrastructureRoleARN),
		InstanceLaunchTemplate:     launch,
		PropagateTags:              types.PropagateMITags(t.PropagateTags),
	}, nil
}

func fromInfrastructureOptimization(s *types.InfrastructureOptimization, t *autoscaling.InfrastructureOptimization) {
	t.ScaleInAfter = wide(s.ScaleInAfter)
}

func toInfrastructureOptimization(a *arena, t *autoscaling.InfrastructureOptimization, s *types.InfrastructureOptimization) {
	s.ScaleInAfter = a.number(t.ScaleInAfter)
}

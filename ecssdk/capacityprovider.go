package ecssdk

import (
	"encoding/json"
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
	var r reader
	s := &types.CapacityProvider{
		AutoScalingGroupProvider: toPointer(a, t.AutoScalingGroup, toAutoScalingGroupProvider),
		CapacityProviderArn:      a.text(t.ARN),
		Cluster:                  a.text(t.Cluster),
		Name:                     a.text(t.Name),
		Status:                   types.CapacityProviderStatus(t.Status),
		Tags:                     r.tags(t.Tags),
		Type:                     types.CapacityProviderType(t.Type),
		UpdateStatus:             types.CapacityProviderUpdateStatus(t.UpdateStatus),
		UpdateStatusReason:       a.text(t.UpdateStatusReason),
	}
	s.ManagedInstancesProvider = r.managedInstances(a, t.ManagedInstances, "managedInstancesProvider.")
	if err := r.err(); err != nil {
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
	var r reader
	s := r.managedInstances(new(arena), t, "")
	if err := r.err(); err != nil {
		return nil, err
	}
	return s, nil
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

func (r *reader) tags(list []json.RawMessage) []types.Tag {
	if list == nil {
		return nil
	}
	tags := make([]types.Tag, len(list))
	for i, raw := range list {
		path := fmt.Sprintf("tags[%d]", i)
		switch tag, ok := fromWire[types.Tag](r, raw, path); {
		case tag != nil:
			tags[i] = *tag
		case ok:
			r.fail(path, string(raw), "a tag")
		}
	}
	return tags
}

func fromManagedInstancesProvider(s *types.ManagedInstancesProvider, t *autoscaling.ManagedInstancesProvider) {
	t.AutoRepairConfiguration = wire(s.AutoRepairConfiguration)
	t.InfrastructureOptimization = fromPointer(s.InfrastructureOptimization, fromInfrastructureOptimization)
	t.InfrastructureRoleARN = text(s.InfrastructureRoleArn)
	t.InstanceLaunchTemplate = wire(s.InstanceLaunchTemplate)
	t.PropagateTags = string(s.PropagateTags)
}

// managedInstances converts to the SDK; path stands before the members' names.
func (r *reader) managedInstances(a *arena, t *autoscaling.ManagedInstancesProvider, path string) *types.ManagedInstancesProvider {
	if t == nil {
		return nil
	}
	repair, _ := fromWire[types.AutoRepairConfiguration](r, t.AutoRepairConfiguration, path+"autoRepairConfiguration")
	launch, _ := fromWire[types.InstanceLaunchTemplate](r, t.InstanceLaunchTemplate, path+"instanceLaunchTemplate")
	return &types.ManagedInstancesProvider{
		AutoRepairConfiguration:    repair,
		InfrastructureOptimization: toPointer(a, t.InfrastructureOptimization, toInfrastructureOptimization),
		InfrastructureRoleArn:      a.text(t.InfrastructureRoleARN),
		InstanceLaunchTemplate:     launch,
		PropagateTags:              types.PropagateMITags(t.PropagateTags),
	}
}

func fromInfrastructureOptimization(s *types.InfrastructureOptimization, t *autoscaling.InfrastructureOptimization) {
	t.ScaleInAfter = wide(s.ScaleInAfter)
}

func toInfrastructureOptimization(a *arena, t *autoscaling.InfrastructureOptimization, s *types.InfrastructureOptimization) {
	s.ScaleInAfter = a.number(t.ScaleInAfter)
}

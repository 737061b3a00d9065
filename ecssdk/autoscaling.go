package ecssdk

import (
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/autoscaling"
)

func fromAutoScalingGroupProvider(s *types.AutoScalingGroupProvider, t *autoscaling.AutoScalingGroupProvider) {
	t.AutoScalingGroupARN = text(s.AutoScalingGroupArn)
	t.ManagedDraining = string(s.ManagedDraining)
	t.ManagedScaling = fromPointer(s.ManagedScaling, fromManagedScalingConfiguration)
	t.ManagedTerminationProtection = string(s.ManagedTerminationProtection)
}

func toAutoScalingGroupProvider(a *arena, t *autoscaling.AutoScalingGroupProvider, s *types.AutoScalingGroupProvider) {
	s.AutoScalingGroupArn = a.text(t.AutoScalingGroupARN)
	s.ManagedDraining = types.ManagedDraining(t.ManagedDraining)
	s.ManagedScaling = toPointer(a, t.ManagedScaling, toManagedScalingConfiguration)
	s.ManagedTerminationProtection = types.ManagedTerminationProtection(t.ManagedTerminationProtection)
}

func fromManagedScalingConfiguration(s *types.ManagedScaling, t *autoscaling.ManagedScalingConfiguration) {
	t.InstanceWarmupPeriod = wide(s.InstanceWarmupPeriod)
	t.MaximumScalingStepSize = wide(s.MaximumScalingStepSize)
	t.MinimumScalingStepSize = wide(s.MinimumScalingStepSize)
	t.Status = string(s.Status)
	t.TargetCapacity = wide(s.TargetCapacity)
}

func toManagedScalingConfiguration(a *arena, t *autoscaling.ManagedScalingConfiguration, s *types.ManagedScaling) {
	s.InstanceWarmupPeriod = a.number(t.InstanceWarmupPeriod)
	s.MaximumScalingStepSize = a.number(t.MaximumScalingStepSize)
	s.MinimumScalingStepSize = a.number(t.MinimumScalingStepSize)
	s.Status = types.ManagedScalingStatus(t.Status)
	s.TargetCapacity = a.number(t.TargetCapacity)
}

func fromStrategyItem(s *types.CapacityProviderStrategyItem, t *autoscaling.StrategyItem) {
	t.CapacityProvider = text(s.CapacityProvider)
	t.Base = nonZero(s.Base)
	t.Weight = nonZero(s.Weight)
}

func toStrategyItem(a *arena, t *autoscaling.StrategyItem, s *types.CapacityProviderStrategyItem) {
	s.CapacityProvider = a.text(t.CapacityProvider)
	s.Base = value(t.Base)
	s.Weight = value(t.Weight)
}

// FromManagedScaling converts the managed scaling of a capacity provider. nil
// gives nil.
func FromManagedScaling(s *types.ManagedScaling) *autoscaling.ManagedScalingConfiguration {
	return fromPointer(s, fromManagedScalingConfiguration)
}

// ToManagedScaling converts the managed scaling of a capacity provider. nil gives
// nil.
func ToManagedScaling(t *autoscaling.ManagedScalingConfiguration) *types.ManagedScaling {
	return toPointer(new(arena), t, toManagedScalingConfiguration)
}

// FromAutoScalingGroupProvider converts the Auto Scaling group of a capacity
// provider. nil gives nil.
func FromAutoScalingGroupProvider(s *types.AutoScalingGroupProvider) *autoscaling.AutoScalingGroupProvider {
	return fromPointer(s, fromAutoScalingGroupProvider)
}

// ToAutoScalingGroupProvider converts the Auto Scaling group of a capacity
// provider. nil gives nil.
func ToAutoScalingGroupProvider(t *autoscaling.AutoScalingGroupProvider) *types.AutoScalingGroupProvider {
	return toPointer(new(arena), t, toAutoScalingGroupProvider)
}

// FromCapacityProviderStrategy converts a capacity provider strategy; nil stays
// nil.
func FromCapacityProviderStrategy(list []types.CapacityProviderStrategyItem) []autoscaling.StrategyItem {
	return fromList(list, fromStrategyItem)
}

// ToCapacityProviderStrategy converts a capacity provider strategy; nil stays nil.
func ToCapacityProviderStrategy(list []autoscaling.StrategyItem) []types.CapacityProviderStrategyItem {
	return toList(new(arena), list, toStrategyItem)
}

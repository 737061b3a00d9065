package ecssdk

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/rollout"
)

func fromDeploymentConfiguration(s *types.DeploymentConfiguration, t *rollout.DeploymentConfiguration) {
	t.Alarms = fromPointer(s.Alarms, fromDeploymentAlarms)
	t.BakeTimeInMinutes = wide(s.BakeTimeInMinutes)
	t.CanaryConfiguration = fromPointer(s.CanaryConfiguration, fromCanaryConfiguration)
	t.DeploymentCircuitBreaker = fromPointer(s.DeploymentCircuitBreaker, fromDeploymentCircuitBreaker)
	t.EarlySuccessCriteria = fromPointer(s.EarlySuccessCriteria, fromDeploymentEarlySuccessCriteria)
	t.LifecycleHooks = fromList(s.LifecycleHooks, fromDeploymentLifecycleHook)
	t.LinearConfiguration = fromPointer(s.LinearConfiguration, fromLinearConfiguration)
	t.MaximumPercent = wide(s.MaximumPercent)
	t.MinimumHealthyPercent = wide(s.MinimumHealthyPercent)
	t.Strategy = rollout.Strategy(s.Strategy)
}

func toDeploymentConfiguration(a *arena, t *rollout.DeploymentConfiguration, s *types.DeploymentConfiguration) {
	s.Alarms = toPointer(a, t.Alarms, toDeploymentAlarms)
	s.BakeTimeInMinutes = a.number(t.BakeTimeInMinutes)
	s.CanaryConfiguration = toPointer(a, t.CanaryConfiguration, toCanaryConfiguration)
	s.DeploymentCircuitBreaker = toPointer(a, t.DeploymentCircuitBreaker, toDeploymentCircuitBreaker)
	s.EarlySuccessCriteria = toPointer(a, t.EarlySuccessCriteria, toDeploymentEarlySuccessCriteria)
	s.LifecycleHooks = toList(a, t.LifecycleHooks, toDeploymentLifecycleHook)
	s.LinearConfiguration = toPointer(a, t.LinearConfiguration, toLinearConfiguration)
	s.MaximumPercent = a.number(t.MaximumPercent)
	s.MinimumHealthyPercent = a.number(t.MinimumHealthyPercent)
	s.Strategy = types.DeploymentStrategy(t.Strategy)
}

func fromDeploymentAlarms(s *types.DeploymentAlarms, t *rollout.DeploymentAlarms) {
	t.AlarmNames = slices.Clone(s.AlarmNames)
	t.Enable = new(s.Enable)
	t.Rollback = new(s.Rollback)
}

func toDeploymentAlarms(_ *arena, t *rollout.DeploymentAlarms, s *types.DeploymentAlarms) {
	s.AlarmNames = slices.Clone(t.AlarmNames)
	s.Enable = orZero(t.Enable)
	s.Rollback = orZero(t.Rollback)
}

func fromCanaryConfiguration(s *types.CanaryConfiguration, t *rollout.CanaryConfiguration) {
	t.CanaryBakeTimeInMinutes = wide(s.CanaryBakeTimeInMinutes)
	t.CanaryPercent = clone(s.CanaryPercent)
}

func toCanaryConfiguration(a *arena, t *rollout.CanaryConfiguration, s *types.CanaryConfiguration) {
	s.CanaryBakeTimeInMinutes = a.number(t.CanaryBakeTimeInMinutes)
	s.CanaryPercent = clone(t.CanaryPercent)
}

func fromDeploymentCircuitBreaker(s *types.DeploymentCircuitBreaker, t *rollout.DeploymentCircuitBreaker) {
	t.Enable = new(s.Enable)
	t.Rollback = new(s.Rollback)
	t.ResetOnHealthyTask = clone(s.ResetOnHealthyTask)
	t.ThresholdConfiguration = fromPointer(s.ThresholdConfiguration, fromThresholdConfiguration)
}

func toDeploymentCircuitBreaker(a *arena, t *rollout.DeploymentCircuitBreaker, s *types.DeploymentCircuitBreaker) {
	s.Enable = orZero(t.Enable)
	s.Rollback = orZero(t.Rollback)
	s.ResetOnHealthyTask = a.flag(t.ResetOnHealthyTask)
	s.ThresholdConfiguration = toPointer(a, t.ThresholdConfiguration, toThresholdConfiguration)
}

func fromThresholdConfiguration(s *types.ThresholdConfiguration, t *rollout.ThresholdConfiguration) {
	t.Type = rollout.ThresholdType(s.Type)
	t.Value = new(int(s.Value))
}

func toThresholdConfiguration(_ *arena, t *rollout.ThresholdConfiguration, s *types.ThresholdConfiguration) {
	s.Type = types.ThresholdType(t.Type)
	s.Value = value(t.Value)
}

func fromDeploymentEarlySuccessCriteria(s *types.DeploymentEarlySuccessCriteria, t *rollout.DeploymentEarlySuccessCriteria) {
	t.Enable = new(s.Enable)
	t.HealthyPercent = wide(s.HealthyPercent)
	t.SourceServiceRevisionCleanup = rollout.Cleanup(s.SourceServiceRevisionCleanup)
}

func toDeploymentEarlySuccessCriteria(a *arena, t *rollout.DeploymentEarlySuccessCriteria, s *types.DeploymentEarlySuccessCriteria) {
	s.Enable = orZero(t.Enable)
	s.HealthyPercent = a.number(t.HealthyPercent)
	s.SourceServiceRevisionCleanup = types.ServiceRevisionCleanup(t.SourceServiceRevisionCleanup)
}

func fromDeploymentLifecycleHook(s *types.DeploymentLifecycleHook, t *rollout.DeploymentLifecycleHook) {
	t.HookDetails = fromDocument(s.HookDetails)
	t.HookTargetARN = text(s.HookTargetArn)
	t.LifecycleStages = renamed[rollout.Stage](s.LifecycleStages)
	t.RoleARN = text(s.RoleArn)
	t.TargetType = rollout.HookTarget(s.TargetType)
	t.TimeoutConfiguration = fromPointer(s.TimeoutConfiguration, fromHookTimeout)
}

func toDeploymentLifecycleHook(a *arena, t *rollout.DeploymentLifecycleHook, s *types.DeploymentLifecycleHook) {
	s.HookDetails = toDocument(t.HookDetails)
	s.HookTargetArn = a.text(t.HookTargetARN)
	s.LifecycleStages = renamed[types.DeploymentLifecycleHookStage](t.LifecycleStages)
	s.RoleArn = a.text(t.RoleARN)
	s.TargetType = types.DeploymentLifecycleHookTargetType(t.TargetType)
	s.TimeoutConfiguration = toPointer(a, t.TimeoutConfiguration, toHookTimeout)
}

func fromHookTimeout(s *types.DeploymentLifecycleHookTimeoutConfiguration, t *rollout.HookTimeout) {
	t.Action = rollout.HookAction(s.Action)
	t.TimeoutInMinutes = wide(s.TimeoutInMinutes)
}

func toHookTimeout(a *arena, t *rollout.HookTimeout, s *types.DeploymentLifecycleHookTimeoutConfiguration) {
	s.Action = types.DeploymentLifecycleHookAction(t.Action)
	s.TimeoutInMinutes = a.number(t.TimeoutInMinutes)
}

func fromLinearConfiguration(s *types.LinearConfiguration, t *rollout.LinearConfiguration) {
	t.StepBakeTimeInMinutes = wide(s.StepBakeTimeInMinutes)
	t.StepPercent = clone(s.StepPercent)
}

func toLinearConfiguration(a *arena, t *rollout.LinearConfiguration, s *types.LinearConfiguration) {
	s.StepBakeTimeInMinutes = a.number(t.StepBakeTimeInMinutes)
	s.StepPercent = clone(t.StepPercent)
}

// FromDeploymentConfiguration converts a service's deployment configuration. nil
// gives nil.
func FromDeploymentConfiguration(s *types.DeploymentConfiguration) *rollout.DeploymentConfiguration {
	return fromPointer(s, fromDeploymentConfiguration)
}

// ToDeploymentConfiguration converts a service's deployment configuration. nil
// gives nil.
func ToDeploymentConfiguration(t *rollout.DeploymentConfiguration) *types.DeploymentConfiguration {
	return toPointer(new(arena), t, toDeploymentConfiguration)
}

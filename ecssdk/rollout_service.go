package ecssdk

import (
	"encoding/json"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/rollout"
)

// ToRolloutService converts a service as DescribeServices returns it to what a
// deployment needs of it. Service Connect and VPC Lattice stand in an answer in the
// deployments alone: those of the PRIMARY one are the service's. What package
// rollout does not look at is left out; [FromService] has it. nil gives nil.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html,
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html
func ToRolloutService(s *types.Service) *rollout.Service { return fromPointer(s, toRolloutService) }

func toRolloutService(s *types.Service, t *rollout.Service) {
	t.ServiceName = text(s.ServiceName)
	t.ServiceARN = text(s.ServiceArn)
	t.Status = text(s.Status)
	t.SchedulingStrategy = rollout.SchedulingStrategy(s.SchedulingStrategy)
	t.LaunchType = string(s.LaunchType)
	t.DesiredCount = new(int(s.DesiredCount))
	t.RunningCount = int(s.RunningCount)
	t.PendingCount = int(s.PendingCount)
	t.HealthCheckGracePeriodSeconds = wide(s.HealthCheckGracePeriodSeconds)
	t.DeploymentController = fromPointer(s.DeploymentController, func(s *types.DeploymentController, t *rollout.DeploymentController) {
		t.Type = rollout.ControllerType(s.Type)
	})
	t.DeploymentConfiguration = fromPointer(s.DeploymentConfiguration, fromDeploymentConfiguration)
	t.Deployments = fromList(s.Deployments, toRolloutDeployment)
	t.TaskSets = fromList(s.TaskSets, toRolloutTaskSet)
	t.LoadBalancers = fromList(s.LoadBalancers, func(s *types.LoadBalancer, t *rollout.LoadBalancer) {
		t.TargetGroupARN = text(s.TargetGroupArn)
		t.LoadBalancerName = text(s.LoadBalancerName)
	})
	for i := range s.Deployments {
		d := &s.Deployments[i]
		if text(d.Status) != rollout.StatusPrimary {
			continue
		}
		t.ServiceConnectConfiguration = fromPointer(d.ServiceConnectConfiguration, func(s *types.ServiceConnectConfiguration, t *rollout.ServiceConnect) {
			t.Enabled = s.Enabled
		})
		t.VPCLatticeConfigurations = fromList(d.VpcLatticeConfigurations, func(s *types.VpcLatticeConfiguration, t *json.RawMessage) { *t = wire(s) })
	}
}

func toRolloutDeployment(s *types.Deployment, t *rollout.Deployment) {
	t.ID = text(s.Id)
	t.Status = text(s.Status)
	t.DesiredCount = int(s.DesiredCount)
	t.PendingCount = int(s.PendingCount)
	t.RunningCount = int(s.RunningCount)
	t.FailedTasks = int(s.FailedTasks)
	t.RolloutState = rollout.RolloutState(s.RolloutState)
	t.RolloutStateReason = text(s.RolloutStateReason)
}

func toRolloutTaskSet(s *types.TaskSet, t *rollout.TaskSet) {
	t.ID = text(s.Id)
	t.Status = text(s.Status)
	t.Scale = fromPointer(s.Scale, func(s *types.Scale, t *rollout.Scale) {
		t.Value = new(s.Value)
		t.Unit = string(s.Unit)
	})
	t.ComputedDesiredCount = int(s.ComputedDesiredCount)
	t.PendingCount = int(s.PendingCount)
	t.RunningCount = int(s.RunningCount)
	t.StabilityStatus = rollout.StabilityStatus(s.StabilityStatus)
}

// FromDaemonDeploymentConfiguration converts the deployment configuration of a
// daemon on Managed Instances. nil gives nil.
func FromDaemonDeploymentConfiguration(s *types.DaemonDeploymentConfiguration) *rollout.DaemonDeploymentConfiguration {
	return fromPointer(s, func(s *types.DaemonDeploymentConfiguration, t *rollout.DaemonDeploymentConfiguration) {
		t.Alarms = fromPointer(s.Alarms, fromDaemonAlarms)
		t.BakeTimeInMinutes = nonZero(s.BakeTimeInMinutes)
		t.DrainPercent = clone(s.DrainPercent)
	})
}

// ToDaemonDeploymentConfiguration converts the deployment configuration of a
// daemon on Managed Instances. nil gives nil.
func ToDaemonDeploymentConfiguration(t *rollout.DaemonDeploymentConfiguration) *types.DaemonDeploymentConfiguration {
	return toPointer(new(arena), t, func(a *arena, t *rollout.DaemonDeploymentConfiguration, s *types.DaemonDeploymentConfiguration) {
		s.Alarms = toPointer(a, t.Alarms, toDaemonAlarms)
		s.BakeTimeInMinutes = value(t.BakeTimeInMinutes)
		s.DrainPercent = clone(t.DrainPercent)
	})
}

func fromDaemonAlarms(s *types.DaemonAlarmConfiguration, t *rollout.DaemonAlarms) {
	t.AlarmNames = slices.Clone(s.AlarmNames)
	t.Enable = trueOrAbsent(s.Enable)
}

func toDaemonAlarms(_ *arena, t *rollout.DaemonAlarms, s *types.DaemonAlarmConfiguration) {
	s.AlarmNames = slices.Clone(t.AlarmNames)
	s.Enable = orZero(t.Enable)
}

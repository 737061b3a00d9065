package rollout

import "time"

// Controller returns who carries deployments out, with the default filled in.
func (s *Service) Controller() ControllerType {
	if s.DeploymentController == nil || s.DeploymentController.Type == "" {
		return ControllerECS
	}
	return s.DeploymentController.Type
}

// Config returns the deployment configuration of the service with AWS's defaults.
func (s *Service) Config() Config {
	if s.DeploymentConfiguration == nil {
		return DeploymentConfiguration{}.Resolve(s.SchedulingStrategy)
	}
	return s.DeploymentConfiguration.Resolve(s.SchedulingStrategy)
}

// Deploying reports whether a described service is in the middle of a rolling
// update: another deployment than the PRIMARY one still has tasks, or the PRIMARY
// one is in progress with fewer than it wants.
func (s *Service) Deploying() bool {
	for _, d := range s.Deployments {
		if d.Status != StatusPrimary && d.RunningCount+d.PendingCount > 0 {
			return true
		}
		if d.Status == StatusPrimary && d.RolloutState == RolloutInProgress {
			return true
		}
	}
	return false
}

// Desired returns how many tasks the service wants. A daemon service has no such
// number in what creates it; described, it is in the PRIMARY deployment.
func (s *Service) Desired() int {
	n := or(s.DesiredCount, 0)
	if n == 0 && s.SchedulingStrategy == Daemon {
		for _, d := range s.Deployments {
			if d.Status == StatusPrimary {
				n = d.DesiredCount
			}
		}
	}
	return n
}

// State returns the state of the deployment that goes on, or, when none does, the
// one in which the next deployment would start. A description does not say which
// tasks are healthy: running ones are taken to be. Placement is not bounded,
// except that a daemon service has one task on each instance.
func (s *Service) State() State {
	if !s.Deploying() {
		if s.SchedulingStrategy == Daemon {
			return DaemonState(s.Desired())
		}
		return Steady(s.Desired())
	}
	state := State{Desired: clampCount(s.Desired()), Slots: -1}
	for _, d := range s.Deployments {
		r := Revision{Pending: d.PendingCount, Running: d.RunningCount, Healthy: d.RunningCount}.sane()
		if d.Status == StatusPrimary {
			state.New = r
			continue
		}
		state.Old.Pending += r.Pending
		state.Old.Running += r.Running
		state.Old.Healthy += r.Healthy
	}
	if s.SchedulingStrategy == Daemon {
		state.Slots = max(state.Desired-state.New.total()-state.Old.total(), 0)
	}
	return state
}

// Rule returns when a task of the service counts as healthy. Whether an essential
// container has a health check is in the task definition.
func (s *Service) Rule(containerCheck bool) HealthRule {
	return HealthRule{
		LoadBalancer:   len(s.LoadBalancers)+len(s.VPCLatticeConfigurations) > 0,
		ContainerCheck: containerCheck,
		Grace:          time.Duration(or(s.HealthCheckGracePeriodSeconds, 0)) * time.Second,
	}
}

// ShiftsTraffic reports whether the service has what a blue/green, linear or
// canary deployment moves traffic with: a target group, Service Connect or VPC
// Lattice.
func (s *Service) ShiftsTraffic() bool {
	for _, b := range s.LoadBalancers {
		if b.TargetGroupARN != "" {
			return true
		}
	}
	connect := s.ServiceConnectConfiguration
	return connect != nil && connect.Enabled || len(s.VPCLatticeConfigurations) > 0
}

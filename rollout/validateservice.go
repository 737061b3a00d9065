package rollout

import (
	"fmt"

	"github.com/ecskit/ecskit/diag"
)

// Validate returns everything that is wrong with how the service deploys: bounds,
// what its controller and scheduling strategy do not take, and whether the
// deployment that goes on, or the next one, gets stuck.
func (s *Service) Validate() diag.List {
	var l diag.List
	const dc = "deploymentConfiguration"
	checkValue(&l, "schedulingStrategy", s.SchedulingStrategy, Replica, Daemon)
	checkValue(&l, "deploymentController.type", s.Controller(), ControllerECS, ControllerCodeDeploy, ControllerExternal)
	if g := or(s.HealthCheckGracePeriodSeconds, 0); g < 0 || g > MaximumGraceSeconds {
		l.Add(kindGracePeriod.At("healthCheckGracePeriodSeconds", fmt.Sprintf("%d seconds, 0 to %d are taken", g, MaximumGraceSeconds), ""))
	}
	checkDesired(&l, or(s.DesiredCount, 0))
	if d := s.DeploymentConfiguration; d != nil {
		for _, f := range d.Validate() {
			f.Path = join(dc, f.Path)
			l.Add(f)
		}
	}
	if s.Controller() == ControllerECS {
		s.checkECS(&l, dc)
	} else {
		s.checkOtherController(&l, dc)
	}
	s.checkDaemon(&l)
	s.checkTaskSets(&l)
	l.Sort()
	return l
}

// checkECS checks what the ECS controller does with the service.
func (s *Service) checkECS(l *diag.List, dc string) {
	if d := s.DeploymentConfiguration; d != nil && !d.rolling() {
		if !s.ShiftsTraffic() {
			l.Add(kindNoTrafficShift.At(dc+".strategy", fmt.Sprintf("%s without a target group, Service Connect or VPC Lattice", d.Strategy), "configure one of them, or use ROLLING"))
		}
		return // the percents bound no blue/green deployment
	}
	c := s.Config()
	for _, f := range c.Validate(s.State()) {
		f.Path = join(dc, f.Path)
		l.Add(f)
	}
	if s.SchedulingStrategy != Daemon && !c.Breaker.Enable && !c.Alarms.Enable {
		l.Add(kindRollbackOff.At(dc, "neither circuit breaker nor alarms are on: tasks that fail are started again without end", "turn the circuit breaker on"))
	}
}

// checkOtherController checks what CODE_DEPLOY and EXTERNAL do not take.
func (s *Service) checkOtherController(l *diag.List, dc string) {
	d := s.DeploymentConfiguration
	if d == nil {
		return
	}
	if d.Strategy != "" {
		l.Add(kindStrategyController.At(dc+".strategy", fmt.Sprintf("%s with the controller %s, only ECS has strategies", d.Strategy, s.Controller()), ""))
	}
	if b := d.DeploymentCircuitBreaker; b != nil && or(b.Enable, false) {
		l.Add(kindBreakerController.At(dc+".deploymentCircuitBreaker", fmt.Sprintf("on with the controller %s, only ECS has it", s.Controller()), "turn it off"))
	}
	if a := d.Alarms; a != nil && or(a.Enable, false) {
		l.Add(kindAlarmController.At(dc+".alarms", fmt.Sprintf("on with the controller %s, only ECS has them", s.Controller()), "turn them off"))
	}
	s.checkFixedPercent(l, dc+".minimumHealthyPercent", d.MinimumHealthyPercent, DefaultMinimumHealthyPercent)
	s.checkFixedPercent(l, dc+".maximumPercent", d.MaximumPercent, DefaultMaximumPercent)
}

func (s *Service) checkFixedPercent(l *diag.List, path string, percent *int, fixed int) {
	if percent == nil || *percent == fixed {
		return
	}
	if s.LaunchType == "FARGATE" {
		l.Add(kindPercentsUnused.At(path, fmt.Sprintf("%d is kept and not used with the controller %s on Fargate", *percent, s.Controller()), ""))
		return
	}
	l.Add(kindFixedPercents.At(path, fmt.Sprintf("%d with the controller %s, only %d is taken", *percent, s.Controller(), fixed), "leave it out"))
}

func (s *Service) checkDaemon(l *diag.List) {
	if s.SchedulingStrategy != Daemon {
		return
	}
	if s.Controller() != ControllerECS {
		l.Add(kindDaemonController.At("deploymentController.type", fmt.Sprintf("DAEMON with %s, only ECS is taken", s.Controller()), ""))
	}
	if s.LaunchType == "FARGATE" {
		l.Add(kindDaemonController.At("launchType", "DAEMON with FARGATE, only tasks on instances are taken", ""))
	}
}

func (s *Service) checkTaskSets(l *diag.List) {
	var sum float64
	total := 0
	for i, t := range s.TaskSets {
		path := diag.Element("taskSets", i) + ".scale"
		if t.Scale == nil || t.Scale.Value == nil {
			continue
		}
		v := *t.Scale.Value
		checkValue(l, path+".unit", t.Scale.Unit, "PERCENT")
		if !(v >= 0 && v <= 100) {
			l.Add(kindScale.At(path+".value", fmt.Sprintf("%v percent, 0 to 100 are taken", v), ""))
			return
		}
		if t.Status == TaskSetDraining {
			continue
		}
		sum += v
		total += ComputedDesired(s.Desired(), permille(t.Scale.Value, 0))
	}
	if sum <= 100 && total > max(s.Desired(), 0) {
		l.Add(kindScaleSum.At("taskSets", fmt.Sprintf("%v percent in all run %d tasks, the service wants %d: each task set is rounded up", sum, total, s.Desired()), ""))
	}
}

package service

import (
	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/rollout"
)

// deployment adds what package rollout says of the deployment configuration: what
// is wrong with it by itself and, where ECS replaces the tasks in rolling fashion,
// that it would get stuck.
func (p *pass) deployment() {
	d := p.s.DeploymentConfiguration
	if d == nil {
		d = &rollout.DeploymentConfiguration{}
	}
	findings := d.Validate()
	rolling := d.Strategy == "" || d.Strategy == rollout.StrategyRolling
	if p.s.controller() == ControllerECS && rolling && (p.s.DesiredCount != nil || p.s.SchedulingStrategy == Daemon) {
		findings = append(findings, p.progress(d)...)
	}
	for _, f := range findings {
		if p.disabled(f.Code, f.Name) {
			continue
		}
		f.Path = joinPath("deploymentConfiguration", f.Path)
		p.list.Add(f)
	}
}

// progress asks whether a deployment of the service could go on. How many
// instances a daemon has is not known, so nothing is asked of it beyond its
// percents.
func (p *pass) progress(d *rollout.DeploymentConfiguration) diag.List {
	config := d.Resolve(rollout.SchedulingStrategy(p.s.SchedulingStrategy))
	if p.s.SchedulingStrategy == Daemon {
		return config.Validate(rollout.DaemonState(0))
	}
	return config.Validate(rollout.Steady(intOf(p.s.DesiredCount)))
}

package taskdef

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var dependencyRules = []Rule{
	{
		Code: "TD180", Name: "depends-unknown", Title: "a container depends on containers of the task",
		Source: github + "eagletmt/hako/issues/99", Certainty: diag.Observed, Check: dependsUnknown,
	},
	{
		Code: "TD181", Name: "depends-self", Title: "a container does not depend on itself",
		Source: api + "ContainerDependency.html", Check: dependsSelf,
	},
	{
		Code: "TD182", Name: "depends-cycle", Title: "containers do not depend on each other in a circle",
		Source: api + "ContainerDependency.html", Check: dependsCycle,
	},
	{
		Code: "TD183", Name: "graph-cycle-mixed", Title: "dependsOn, links and volumesFrom together form no circle",
		Source:   github + "aws/amazon-ecs-agent/issues/756",
		Severity: diag.Warning, Certainty: diag.Observed, Phase: Run, Check: mixedCycle,
	},
	{
		Code: "TD184", Name: "depends-condition", Title: "a dependency has a known condition",
		Source: api + "ContainerDependency.html", Check: dependsCondition,
	},
	{
		Code: "TD185", Name: "depends-on-essential", Title: "what another container waits to end is not essential",
		Source: github + "boto/boto3/issues/2436", Certainty: diag.Observed, Check: dependsOnEssential,
	},
	{
		Code: "TD186", Name: "depends-healthy-needs-check", Title: "what another container waits to be healthy has a health check",
		Source: api + "ContainerDependency.html", Check: dependsHealthyNeedsCheck,
	},
	{
		Code: "TD187", Name: "depends-duplicate", Title: "a container depends on another once",
		Source:   api + "ContainerDependency.html",
		Severity: diag.Info, Certainty: diag.Inferred, Phase: NoEffect, Check: dependsDuplicate,
	},
	{
		Code: "TD188", Name: "depends-deadlock", Title: "what another container waits for has a start time-out",
		Source:   github + "aws/amazon-ecs-agent/issues/2579",
		Severity: diag.Info, Certainty: diag.Observed, Phase: Practice, Launch: forEC2, Check: dependsDeadlock,
	},
}

// namesUnread reports whether the name of a container is unknown, so that nobody can
// say that a name belongs to none.
func (p *Pass) namesUnread() bool {
	if len(p.td.ContainerDefinitions) > len(p.containers) {
		return true
	}
	if p.cfg.Skip == nil {
		return false
	}
	for i := range p.containers {
		if p.unreadIn(i, "name") {
			return true
		}
	}
	return false
}

// containerNames says in words which containers there are.
func (p *Pass) containerNames() string {
	var names []string
	for i := range p.containers {
		if n := p.containers[i].Name; n != "" && len(names) < 10 {
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}

func dependsUnknown(p *Pass) {
	for at, d := range p.dependencies() {
		if _, ok := p.Container(d.ContainerName); (!ok || d.ContainerName == "") && !p.namesUnread() {
			p.Report(p.at(at.c, "dependsOn", at.i, "containerName"),
				p.Sprintf("the task has no container %q", d.ContainerName), p.Sprintf("name one of: %s", p.containerNames()))
		}
	}
}

func dependsSelf(p *Pass) {
	for at, d := range p.dependencies() {
		if d.ContainerName != "" && d.ContainerName == p.containers[at.c].Name {
			p.Report(p.at(at.c, "dependsOn", at.i, "containerName"), p.Sprintf("container %q depends on itself", d.ContainerName), "delete it")
		}
	}
}

func dependsCycle(p *Pass) {
	p.cycles(edgeDependsOn, func(edge pair, kinds edgeKind, names string) {
		p.Report(p.at(edge.c, "dependsOn", edge.i, "containerName"), "the containers wait for each other: "+names, "delete one of the dependencies")
	})
}

func mixedCycle(p *Pass) {
	p.cycles(edgeDependsOn|edgeLink|edgeVolumesFrom, func(edge pair, kinds edgeKind, names string) {
		if kinds&(kinds-1) == 0 {
			return // one kind alone has a rule of its own
		}
		p.Report(p.at(edge.c), "the agent starts none of these containers, which wait for each other by dependsOn, links or volumesFrom: "+names,
			"delete one of the references")
	})
}

func dependsCondition(p *Pass) {
	for at, d := range p.dependencies() {
		switch d.Condition {
		case ConditionStart, ConditionComplete, ConditionSuccess, ConditionHealthy:
		default:
			reportEnum(p, p.at(at.c, "dependsOn", at.i, "condition"), d.Condition)
		}
	}
}

func dependsOnEssential(p *Pass) {
	for at, d := range p.dependencies() {
		if d.Condition != ConditionComplete && d.Condition != ConditionSuccess {
			continue
		}
		if i, ok := p.Container(d.ContainerName); ok && isEssential(&p.containers[i]) && !p.unreadIn(i, "essential") {
			p.Report(p.at(at.c, "dependsOn", at.i, "condition"),
				p.Sprintf("container %q is to end before this one starts, and is essential", d.ContainerName),
				p.Sprintf(`set "essential": false in container %q`, d.ContainerName))
		}
	}
}

func dependsHealthyNeedsCheck(p *Pass) {
	for at, d := range p.dependencies() {
		if d.Condition != ConditionHealthy {
			continue
		}
		if i, ok := p.Container(d.ContainerName); ok && p.containers[i].HealthCheck == nil && !p.unreadIn(i, "healthCheck") {
			p.Report(p.at(at.c, "dependsOn", at.i, "condition"),
				p.Sprintf("container %q has no healthCheck to wait for; that of its image is not looked at", d.ContainerName),
				p.Sprintf("give container %q a healthCheck, or wait for START", d.ContainerName))
		}
	}
}

func dependsDuplicate(p *Pass) {
	for c := range p.containers {
		list := p.containers[c].DependsOn
		repeats(len(list), func(i int) string { return list[i].ContainerName }, func(i, _ int) {
			p.Report(p.at(c, "dependsOn", i, "containerName"), p.Sprintf("the dependency on %q stands here twice", list[i].ContainerName), "keep the stricter one")
		})
	}
}

func dependsDeadlock(p *Pass) {
	for at, d := range p.dependencies() {
		if d.Condition != ConditionSuccess && d.Condition != ConditionComplete {
			continue
		}
		if i, ok := p.Container(d.ContainerName); ok && p.containers[i].StartTimeout == nil && !p.unreadIn(i, "startTimeout") {
			p.Report(p.at(i, "startTimeout"),
				p.Sprintf("if container %q never ends, container %q stays pending for ever", d.ContainerName, p.containers[at.c].Name),
				p.Sprintf("set startTimeout in container %q", d.ContainerName))
		}
	}
}

var linkRules = []Rule{
	{
		Code: "TD200", Name: "links-mode", Title: "links are for network mode bridge",
		Source: github + "aws-observability/aws-otel-collector/issues/1359", Certainty: diag.Observed, Check: linksMode,
	},
	{
		Code: "TD201", Name: "links-unknown", Title: "a link names a container of the task",
		Source: apiContainer, Launch: forEC2, Check: linksUnknown,
	},
	{
		Code: "TD202", Name: "links-cycle", Title: "links form no circle",
		Source: github + "Shippable/support/issues/4194", Certainty: diag.Observed, Launch: forEC2, Check: linksCycle,
	},
	{
		Code: "TD203", Name: "links-length", Title: "a link is name or name:alias of at most 255 characters",
		Source: apiContainer, Launch: forEC2, Implies: []diag.Code{"TD201"}, Check: linksLength,
	},
	{
		Code: "TD204", Name: "links-duplicate", Title: "a container is linked once",
		Source:   "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-taskdefinition-containerdefinition.html",
		Severity: diag.Info, Certainty: diag.Inferred, Phase: NoEffect, Launch: forEC2, Check: linksDuplicate,
	},
	{
		Code: "TD205", Name: "links-deprecated", Title: "containers find each other without links",
		Source:   "https://docs.docker.com/engine/network/links/",
		Severity: diag.Info, Certainty: diag.Inferred, Phase: Practice, Launch: forEC2, Check: linksDeprecated,
	},
}

func linksMode(p *Pass) {
	if p.mode == NetworkModeBridge || p.maybeFor(onFargate) {
		return // fargate-links says it
	}
	for i, c := range p.each() {
		if len(c.Links) > 0 && !p.Unread("networkMode") {
			p.Report(p.at(i, "links"), p.Sprintf("links are not supported in network mode %s", p.mode), "delete links; containers of a task reach each other on localhost in awsvpc mode")
		}
	}
}

func linksUnknown(p *Pass) {
	for i, c := range p.each() {
		for j, l := range c.Links {
			name, _, _ := strings.Cut(l, ":")
			if _, ok := p.Container(name); !ok && !p.namesUnread() {
				p.Report(p.at(i, "links", j), p.Sprintf("the task has no container %q to link to", name), p.Sprintf("name one of: %s", p.containerNames()))
			}
		}
	}
}

func linksCycle(p *Pass) {
	p.cycles(edgeLink, func(edge pair, _ edgeKind, names string) {
		p.Report(p.at(edge.c, "links"), "the links form a circle: "+names, "delete one of the links")
	})
}

func linksLength(p *Pass) {
	for i, c := range p.each() {
		for j, l := range c.Links {
			name, alias, hasAlias := strings.Cut(l, ":")
			if name == "" || badNameByte(name) >= 0 || hasAlias && (alias == "" || badNameByte(alias) >= 0) || len(l) > maxName {
				p.Report(p.at(i, "links", j), p.Sprintf("%q is not name or name:alias of at most 255 letters, digits, '-' and '_'", l), "write name:alias")
			}
		}
	}
}

func linksDuplicate(p *Pass) {
	for c := range p.containers {
		list := p.containers[c].Links
		repeats(len(list), func(i int) string { return list[i] }, func(i, _ int) {
			p.Report(p.at(c, "links", i), p.Sprintf("the link %q stands here twice", list[i]), "delete it")
		})
	}
}

func linksDeprecated(p *Pass) {
	for i, c := range p.each() {
		if len(c.Links) > 0 && p.mode == NetworkModeBridge {
			p.Report(p.at(i, "links"), "links are a legacy feature of Docker", "use network mode awsvpc and localhost")
		}
	}
}

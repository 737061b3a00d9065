package taskdef

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var mountRules = []Rule{
	{
		Code: "TD440", Name: "volume-unknown", Title: "a mount point names a volume of the task",
		Source: github + "ansible/ansible/issues/35751", Certainty: diag.Observed, Check: volumeUnknown,
	},
	{
		Code: "TD441", Name: "mountpoint-path", Title: "a mount point has an absolute path in the container",
		Source: api + "MountPoint.html", Severity: diag.Warning, Certainty: diag.Inferred, Check: mountPath,
	},
	{
		Code: "TD442", Name: "mountpoint-duplicate", Title: "a container mounts one volume at a path",
		Source: api + "MountPoint.html", Severity: diag.Warning, Certainty: diag.Inferred, Phase: Run, Check: mountDuplicate,
	},
	{
		Code: "TD443", Name: "mountpoint-root", Title: "nothing is mounted over the container's root",
		Source: api + "MountPoint.html", Severity: diag.Warning, Certainty: diag.Inferred, Phase: Run, Check: mountRoot,
	},
	{
		Code: "TD444", Name: "windows-drive", Title: "on Windows a path is mounted on its own drive",
		Source: apiVolume, Severity: diag.Warning, Phase: Run, Check: windowsDrive,
	},
	{
		Code: "TD445", Name: "volumesfrom-unknown", Title: "volumes come from a container of the task",
		Source: github + "eagletmt/hako/issues/54", Certainty: diag.Observed, Check: volumesFromUnknown,
	},
	{
		Code: "TD446", Name: "volumesfrom-self", Title: "a container's volumes do not come from itself",
		Source: api + "VolumeFrom.html", Severity: diag.Warning, Certainty: diag.Inferred, Check: volumesFromSelf,
	},
	{
		Code: "TD447", Name: "volumesfrom-cycle", Title: "volumesFrom forms no circle",
		Source:   github + "aws/amazon-ecs-agent/issues/756",
		Severity: diag.Warning, Certainty: diag.Observed, Phase: Run, Check: volumesFromCycle,
	},
}

func volumeUnknown(p *Pass) {
	if p.Unread("volumes") {
		return
	}
	for at, m := range p.mounts() {
		known := false
		for i, v := range p.volumes() {
			known = known || m.SourceVolume != "" && v.Name == m.SourceVolume || p.cfg.Skip != nil && p.Unread(p.Path("volumes", i, "name"))
		}
		if !known {
			p.Report(p.at(at.c, "mountPoints", at.i, "sourceVolume"), p.Sprintf("the task has no volume %q", m.SourceVolume), p.Sprintf("name one of: %s", p.volumeNames()))
		}
	}
}

func (p *Pass) volumeNames() string {
	var names []string
	for _, v := range p.volumes() {
		if v.Name != "" && len(names) < 10 {
			names = append(names, v.Name)
		}
	}
	if names == nil {
		return "(none: add it to volumes)"
	}
	return strings.Join(names, ", ")
}

func mountPath(p *Pass) {
	for at, m := range p.mounts() {
		if s := m.ContainerPath; s == "" || s[0] != '/' && s[0] != '\\' && !isDrivePath(s) {
			p.Report(p.at(at.c, "mountPoints", at.i, "containerPath"), p.Sprintf("%q is no absolute path", s), "start it with /")
		}
	}
}

func mountDuplicate(p *Pass) {
	for c := range p.containers {
		list := p.containers[c].MountPoints
		repeats(len(list), func(i int) string { return list[i].ContainerPath }, func(i, first int) {
			p.Report(p.at(c, "mountPoints", i, "containerPath"), p.Sprintf("mount point %d has the path %q too", first, list[i].ContainerPath), "use another path")
		})
	}
}

func mountRoot(p *Pass) {
	for at, m := range p.mounts() {
		if m.ContainerPath == "/" {
			p.Report(p.at(at.c, "mountPoints", at.i, "containerPath"), "Docker does not mount a volume over the root of a container", "use another path")
		}
	}
}

func windowsDrive(p *Pass) {
	if !p.windows {
		return
	}
	for at, m := range p.mounts() {
		for _, v := range p.volumes() {
			if v.Name == m.SourceVolume && v.Host != nil && isDrivePath(v.Host.SourcePath) && isDrivePath(m.ContainerPath) &&
				!strings.EqualFold(v.Host.SourcePath[:1], m.ContainerPath[:1]) {
				p.Report(p.at(at.c, "mountPoints", at.i, "containerPath"), p.Sprintf("%s is mounted on another drive, %s", v.Host.SourcePath, m.ContainerPath), "use the same drive")
			}
		}
	}
}

func volumesFromUnknown(p *Pass) {
	for i, c := range p.each() {
		for j, v := range c.VolumesFrom {
			if _, ok := p.Container(v.SourceContainer); (!ok || v.SourceContainer == "") && !p.namesUnread() {
				p.Report(p.at(i, "volumesFrom", j, "sourceContainer"), p.Sprintf("the task has no container %q", v.SourceContainer), p.Sprintf("name one of: %s", p.containerNames()))
			}
		}
	}
}

func volumesFromSelf(p *Pass) {
	for i, c := range p.each() {
		for j, v := range c.VolumesFrom {
			if v.SourceContainer != "" && v.SourceContainer == c.Name {
				p.Report(p.at(i, "volumesFrom", j, "sourceContainer"), p.Sprintf("container %q takes volumes from itself", c.Name), "delete it")
			}
		}
	}
}

func volumesFromCycle(p *Pass) {
	p.cycles(edgeVolumesFrom, func(edge pair, _ edgeKind, names string) {
		p.Report(p.at(edge.c, "volumesFrom", edge.i, "sourceContainer"), "the containers take volumes from each other: "+names, "delete one of the references")
	})
}

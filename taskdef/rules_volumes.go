package taskdef

import (
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var volumeRules = []Rule{
	{
		Code: "TD420", Name: "volume-name", Title: "a volume's name has 1 to 255 letters, digits, '-' and '_'",
		Source: apiVolume, Check: volumeName,
	},
	{
		Code: "TD421", Name: "volume-name-unique", Title: "each volume has a name of its own",
		Source: apiVolume, Severity: diag.Warning, Certainty: diag.Inferred, Check: volumeNameUnique,
	},
	{
		Code: "TD422", Name: "volume-one-kind", Title: "a volume is of one kind",
		Source: github + "cloudposse/terraform-aws-ecs-alb-service-task/issues/185", Certainty: diag.Observed, Check: volumeOneKind,
	},
	{
		Code: "TD423", Name: "volume-unused", Title: "a volume is mounted",
		Source: apiVolume, Severity: diag.Info, Certainty: diag.Inferred, Phase: NoEffect, Check: volumeUnused,
	},
	{
		Code: "TD424", Name: "host-source-path-blank", Title: "a source path is not blank",
		Source: github + "aws/amazon-ecs-cli/issues/11", Certainty: diag.Observed, Launch: forInstances, Check: sourcePathBlank,
	},
	{
		Code: "TD425", Name: "fargate-source-path", Title: "on Fargate a bind mount has no source path",
		Source: github + "cloudposse/terraform-aws-ecs-alb-service-task/issues/174", Certainty: diag.Observed, Launch: forFargate, Check: fargateSourcePath,
	},
	{
		Code: "TD426", Name: "mi-source-path", Title: "on Managed Instances what is written to the instance is below /var or /tmp",
		Source: guide + "bind-mounts.html", Severity: diag.Warning, Phase: Run, Launch: forManaged, Check: managedSourcePath,
	},
	{
		Code: "TD427", Name: "fargate-docker-volume", Title: "Docker volumes are for instances of one's own",
		Source: apiVolume, Launch: []Compatibility{CompatibilityFargate, CompatibilityManagedInstances}, Check: fargateDockerVolume,
	},
	{
		Code: "TD428", Name: "docker-scope-enum", Title: "a Docker volume's scope is task or shared",
		Source: api + "DockerVolumeConfiguration.html", Launch: forOwnHosts, Check: dockerScopeEnum,
	},
	{
		Code: "TD429", Name: "docker-autoprovision", Title: "autoprovision is for Docker volumes of scope shared",
		Source: api + "DockerVolumeConfiguration.html", Severity: diag.Warning, Launch: forOwnHosts, Check: dockerAutoprovision,
	},
	{
		Code: "TD430", Name: "docker-driver-windows", Title: "on Windows a Docker volume has the driver local",
		Source: apiVolume, Check: dockerDriverWindows,
	},
	{
		Code: "TD431", Name: "volumes-no-persistence", Title: "a database's files are not on storage that ends with the task",
		Source:   guide + "using_data_volumes.html",
		Severity: diag.Warning, Certainty: diag.Inferred, Phase: Practice, Launch: forFargate, Check: volumesNoPersistence,
	},
	{
		Code: "TD432", Name: "docker-sock", Title: "a container does not write to the instance's own files",
		Source:   guide + "security-tasks-containers.html",
		Severity: diag.Warning, Certainty: diag.Inferred, Phase: Security, Launch: forInstances, Check: hostPathDangerous,
	},
}

// isMounted reports whether a container mounts the volume of that name.
func (p *Pass) isMounted(name string) bool {
	for _, m := range p.mounts() {
		if m.SourceVolume == name {
			return true
		}
	}
	return false
}

func volumeName(p *Pass) {
	for i, v := range p.volumes() {
		path := func() string { return p.Path("volumes", i, "name") }
		switch at := badNameByte(v.Name); {
		case v.Name == "" && (v.EFSVolumeConfiguration != nil || v.S3FilesVolumeConfiguration != nil || isTrue(v.ConfiguredAtLaunch)):
			p.Report(path(), "the volume has no name, which its kind needs", "name it with letters, digits, '-' and '_'")
		case at >= 0:
			p.reportSpan(path(), at, runeLen(v.Name, at),
				p.Sprintf("volume name %q has the character %q; allowed are letters, digits, '-' and '_'", v.Name, runeAt(v.Name, at)), p.Sprintf("write %q", cleanName(v.Name)))
		case len(v.Name) > maxName:
			p.Report(path(), p.Sprintf("the volume's name has %d characters, more than %d", len(v.Name), maxName), "shorten it")
		}
	}
}

func volumeNameUnique(p *Pass) {
	v := p.td.Volumes
	repeats(len(v), func(i int) string { return v[i].Name }, func(i, first int) {
		p.Report(p.Path("volumes", i, "name"), p.Sprintf("volume %d has the name %q too", first, v[i].Name), "rename one")
	})
}

func volumeOneKind(p *Pass) {
	for i, v := range p.volumes() {
		n := 0
		for _, set := range [...]bool{
			v.Host != nil && v.Host.SourcePath != "", v.DockerVolumeConfiguration != nil, v.EFSVolumeConfiguration != nil,
			v.FSxWindowsFileServerVolumeConfiguration != nil, v.S3FilesVolumeConfiguration != nil, isTrue(v.ConfiguredAtLaunch),
		} {
			if set {
				n++
			}
		}
		if n > 1 {
			p.Report(p.Path("volumes", i), p.Sprintf("volume %q is of %d kinds", v.Name, n), "keep one kind, and make another volume for the other")
		}
	}
}

func volumeUnused(p *Pass) {
	for i, v := range p.volumes() {
		if v.Name != "" && !p.isMounted(v.Name) && len(p.containers) == len(p.td.ContainerDefinitions) && !p.mountsUnread() &&
			(p.cfg.Skip == nil || !p.cfg.Skip(p.Path("volumes", i, "name"))) {
			p.Report(p.Path("volumes", i), p.Sprintf("no container mounts volume %q", v.Name), "mount it or delete it")
		}
	}
}

// mountsUnread reports whether some mount point is not known.
func (p *Pass) mountsUnread() bool {
	if p.cfg.Skip == nil {
		return false
	}
	if p.cfg.Skip("containerDefinitions") {
		return true
	}
	for at := range p.mounts() {
		if p.cfg.Skip(p.at(at.c, "mountPoints", at.i, "sourceVolume")) {
			return true
		}
	}
	for i := range p.containers {
		if p.unreadIn(i, "mountPoints") {
			return true
		}
	}
	return false
}

func sourcePathBlank(p *Pass) {
	for i, v := range p.volumes() {
		if v.Host == nil || strings.TrimSpace(v.Host.SourcePath) != "" {
			continue
		}
		path := p.Path("volumes", i, "host", "sourcePath")
		if v.Host.SourcePath != "" || p.written(path) == writtenBlank {
			p.Report(path, "the source path is blank", "name a path of the instance, or delete sourcePath")
		}
	}
}

func fargateSourcePath(p *Pass) {
	for i, v := range p.volumes() {
		if v.Host != nil && v.Host.SourcePath != "" {
			p.Report(p.Path("volumes", i, "host", "sourcePath"), "Fargate has no instance whose paths could be mounted", "delete host to share scratch space, or use EFS")
		}
	}
}

func managedSourcePath(p *Pass) {
	for i, v := range p.volumes() {
		if v.Host == nil || v.Host.SourcePath == "" || isBelow(v.Host.SourcePath, "/var") || isBelow(v.Host.SourcePath, "/tmp") || !p.isWritten(v.Name) {
			continue
		}
		p.Report(p.Path("volumes", i, "host", "sourcePath"),
			p.Sprintf("%q is not below /var or /tmp, and much else of a Managed Instance is read-only", v.Host.SourcePath),
			"use a path below /var or /tmp, or mount the volume read-only")
	}
}

func isBelow(path, folder string) bool {
	rest, ok := strings.CutPrefix(path, folder)
	return ok && (rest == "" || rest[0] == '/')
}

// isWritten reports whether a container is known to mount the volume of that name
// for more than reading.
func (p *Pass) isWritten(name string) bool {
	for at, m := range p.mounts() {
		if m.SourceVolume == name && p.isForWriting(at, m) {
			return true
		}
	}
	return false
}

// isForWriting reports whether a mount point is known not to be read-only.
func (p *Pass) isForWriting(at pair, m *MountPoint) bool {
	return !isTrue(m.ReadOnly) && (p.cfg.Skip == nil || !p.Unread(p.at(at.c, "mountPoints", at.i, "readOnly")))
}

func fargateDockerVolume(p *Pass) {
	for i, v := range p.volumes() {
		if v.DockerVolumeConfiguration != nil {
			p.Report(p.Path("volumes", i, "dockerVolumeConfiguration"), "Docker volumes are not supported on Fargate and Managed Instances", "use EFS, or a volume without configuration")
		}
	}
}

func dockerScopeEnum(p *Pass) {
	for i, v := range p.volumes() {
		if d := v.DockerVolumeConfiguration; d != nil && d.Scope != "" && !slices.Contains(d.Scope.Values(), d.Scope) {
			reportEnum(p, p.Path("volumes", i, "dockerVolumeConfiguration", "scope"), d.Scope)
		}
	}
}

func dockerAutoprovision(p *Pass) {
	for i, v := range p.volumes() {
		if d := v.DockerVolumeConfiguration; d != nil && isTrue(d.Autoprovision) && d.Scope != VolumeScopeShared {
			p.Report(p.Path("volumes", i, "dockerVolumeConfiguration", "autoprovision"), "autoprovision is for volumes of scope shared", `write "scope": "shared" or delete autoprovision`)
		}
	}
}

func dockerDriverWindows(p *Pass) {
	if !p.windows {
		return
	}
	for i, v := range p.volumes() {
		if d := v.DockerVolumeConfiguration; d != nil && d.Driver != "" && d.Driver != "local" {
			p.Report(p.Path("volumes", i, "dockerVolumeConfiguration", "driver"), p.Sprintf("Windows has the driver local only, not %q", d.Driver), "write local")
		}
	}
}

// isScratch reports whether the volume's data ends with the task.
func isScratch(v *Volume) bool {
	return (v.Host == nil || v.Host.SourcePath == "") && v.DockerVolumeConfiguration == nil && v.EFSVolumeConfiguration == nil &&
		v.FSxWindowsFileServerVolumeConfiguration == nil && v.S3FilesVolumeConfiguration == nil && !isTrue(v.ConfiguredAtLaunch)
}

func volumesNoPersistence(p *Pass) {
	for at, m := range p.mounts() {
		switch strings.TrimSuffix(m.ContainerPath, "/") {
		case "/var/lib/mysql", "/var/lib/postgresql", "/var/lib/postgresql/data", "/data/db", "/var/lib/mongodb",
			"/var/lib/redis", "/usr/share/elasticsearch/data", "/var/lib/rabbitmq", "/var/jenkins_home", "/var/lib/grafana", "/prometheus":
		default:
			continue
		}
		for _, v := range p.volumes() {
			if v.Name == m.SourceVolume && isScratch(v) {
				p.Report(p.at(at.c, "mountPoints", at.i, "sourceVolume"), p.Sprintf("what is written to %s ends with the task", m.ContainerPath), "use an EFS volume, or an EBS volume configured at launch")
			}
		}
	}
}

func hostPathDangerous(p *Pass) {
	for at, m := range p.mounts() {
		if !p.isForWriting(at, m) {
			continue
		}
		for _, v := range p.volumes() {
			if v.Name != m.SourceVolume || v.Host == nil {
				continue
			}
			path := v.Host.SourcePath
			if path != "/" {
				path = strings.TrimRight(path, "/")
			}
			switch path {
			case "/", "/etc", "/proc", "/sys", "/boot", "/root", "/usr", "/var/run", "/run", "/var/run/docker.sock", "/run/docker.sock", "/var/lib/docker":
				p.Report(p.at(at.c, "mountPoints", at.i), p.Sprintf("container %q can take over the instance through %s", p.containers[at.c].Name, path), `mount a narrower path, or add "readOnly": true`)
			}
		}
	}
}

package taskdef

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var fileSystemRules = []Rule{
	{Code: "TD450", Name: "efs-fs-id", Title: "an EFS volume names its file system, fs-…", Source: apiEFS, Check: efsID},
	{
		Code: "TD451", Name: "efs-iam-needs-tls", Title: "IAM on an EFS volume needs encryption in transit",
		Source: api + "EFSAuthorizationConfig.html", Check: efsIAMNeedsTLS,
	},
	{
		Code: "TD452", Name: "efs-ap-needs-tls", Title: "an EFS access point needs encryption in transit",
		Source: api + "EFSAuthorizationConfig.html", Check: efsAccessPointNeedsTLS,
	},
	{
		Code: "TD453", Name: "efs-access-point-root", Title: "with an EFS access point the root directory is / or absent",
		Source: github + "aws/aws-cdk/issues/10683", Certainty: diag.Observed, Check: efsAccessPointRoot,
	},
	{
		Code: "TD454", Name: "efs-port", Title: "a port for encryption in transit is 1 to 65535, and used",
		Source: apiEFS, Severity: diag.Warning, Certainty: diag.Inferred, Check: efsPort,
	},
	{
		Code: "TD455", Name: "efs-iam-needs-role", Title: "IAM on an EFS volume needs a task role",
		Source: api + "EFSAuthorizationConfig.html", Severity: diag.Warning, Phase: Run, Check: efsIAMNeedsRole,
	},
	{Code: "TD456", Name: "efs-enums", Title: "the switches of an EFS volume are ENABLED or DISABLED", Source: apiEFS, Check: efsEnums},
	{
		Code: "TD457", Name: "efs-unencrypted", Title: "an EFS volume is encrypted in transit",
		Source: securityHub, Severity: diag.Warning, Phase: Security, Check: efsUnencrypted,
	},
	{
		Code: "TD458", Name: "efs-windows", Title: "EFS is for Linux",
		Source: guide + "efs-volumes.html", Severity: diag.Warning, Certainty: diag.Inferred, Check: efsWindows,
	},
	{
		Code: "TD459", Name: "efs-external", Title: "EFS is not for external instances",
		Source: guideAnywhere, Severity: diag.Warning, Launch: forExternal, Check: efsExternal,
	},
	{
		Code: "TD460", Name: "s3files-arn", Title: "an S3 Files volume names file system and access point by full ARN",
		Source: api + "S3FilesVolumeConfiguration.html", Check: s3FilesARN,
	},
	{
		Code: "TD461", Name: "s3files-ap-root", Title: "with an S3 Files access point the root directory is / or absent",
		Source: api + "S3FilesVolumeConfiguration.html", Check: s3FilesAccessPointRoot,
	},
	{
		Code: "TD462", Name: "s3files-task-role", Title: "an S3 Files volume needs a task role",
		Source: guide + "s3files-volumes.html", Check: s3FilesTaskRole,
	},
	{
		Code: "TD463", Name: "s3files-port", Title: "a port for encryption in transit is 1 to 65535",
		Source: api + "S3FilesVolumeConfiguration.html", Severity: diag.Warning, Certainty: diag.Inferred, Check: s3FilesPort,
	},
	{
		Code: "TD465", Name: "fsx-required", Title: "an FSx volume has file system, directory, credentials and domain",
		Source: api + "FSxWindowsFileServerVolumeConfiguration.html", Launch: forEC2, Check: fsxRequired,
	},
	{
		Code: "TD466", Name: "fsx-creds-arn", Title: "FSx credentials are the ARN of a secret or a parameter",
		Source: api + "FSxWindowsFileServerAuthorizationConfig.html", Launch: forEC2, Check: fsxCredentials,
	},
	{
		Code: "TD467", Name: "fsx-windows-only", Title: "an FSx volume is for Windows on EC2, with an execution role",
		Source:   github + "awsdocs/amazon-ecs-developer-guide/issues/196",
		Severity: diag.Warning, Certainty: diag.Observed, Check: fsxWindowsOnly,
	},
	{Code: "TD468", Name: "ebs-one", Title: "one volume at most is configured at launch", Source: apiVolume, Check: ebsOne},
	{
		Code: "TD469", Name: "ebs-run-config", Title: "a volume configured at launch is where EBS volumes can be attached",
		Source: guide + "ebs-volumes.html", Severity: diag.Warning, Phase: Run, Check: ebsPlatform,
	},
	{
		Code: "TD470", Name: "tmpfs-required", Title: "a tmpfs has a path and a size",
		Source: api + "Tmpfs.html", Check: tmpfsRequired,
	},
	{
		Code: "TD471", Name: "tmpfs-options", Title: "a tmpfs has known mount options",
		Source: api + "Tmpfs.html", Severity: diag.Warning, Check: tmpfsOptions,
	},
	{
		Code: "TD472", Name: "tmpfs-fargate", Title: "a tmpfs on Fargate has the platform version that it needs",
		Source:   "https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-ecs-tmpfs-mounts-aws-fargate-managed-instances/",
		Severity: diag.Warning, Phase: Practice, Launch: forFargate, Check: tmpfsFargate,
	},
}

func (p *Pass) efs(i int, parts ...any) string {
	return p.Path(append([]any{"volumes", i, "efsVolumeConfiguration"}, parts...)...)
}

func isEFSID(s string) bool {
	hex, ok := strings.CutPrefix(s, "fs-")
	return ok && 8 <= len(hex) && len(hex) <= 40 && isAll(hex, isHex)
}

func efsID(p *Pass) {
	for i, v := range p.volumes() {
		switch e := v.EFSVolumeConfiguration; {
		case e == nil:
		case e.FileSystemID == "":
			p.Report(p.efs(i, "fileSystemId"), "the EFS volume names no file system", "write fs- and its number")
		case !isEFSID(e.FileSystemID) && !strings.HasPrefix(e.FileSystemID, "arn:"):
			p.ReportAs(diag.Warning, diag.Inferred, p.efs(i, "fileSystemId"), p.Sprintf("%q is not fs- and 8 to 40 hexadecimal digits", e.FileSystemID), "copy the id from EFS")
		}
	}
}

func efsIAMNeedsTLS(p *Pass) {
	for i, v := range p.volumes() {
		if e := v.EFSVolumeConfiguration; e != nil && e.AuthorizationConfig != nil && e.AuthorizationConfig.IAM == Enabled && e.TransitEncryption != Enabled {
			p.Report(p.efs(i, "transitEncryption"), "authorizationConfig.iam is ENABLED, which needs encryption in transit", `write "transitEncryption": "ENABLED"`)
		}
	}
}

func efsAccessPointNeedsTLS(p *Pass) {
	for i, v := range p.volumes() {
		if e := v.EFSVolumeConfiguration; e != nil && e.AuthorizationConfig != nil && e.AuthorizationConfig.AccessPointID != "" && e.TransitEncryption != Enabled {
			p.Report(p.efs(i, "transitEncryption"), "an access point needs encryption in transit", `write "transitEncryption": "ENABLED"`)
		}
	}
}

func efsAccessPointRoot(p *Pass) {
	for i, v := range p.volumes() {
		if e := v.EFSVolumeConfiguration; e != nil && e.AuthorizationConfig != nil && e.AuthorizationConfig.AccessPointID != "" && e.RootDirectory != "" && e.RootDirectory != "/" {
			p.Report(p.efs(i, "rootDirectory"), p.Sprintf("with an access point the root directory is / or absent, not %q", e.RootDirectory), "delete rootDirectory")
		}
	}
}

func efsPort(p *Pass) {
	for i, v := range p.volumes() {
		e := v.EFSVolumeConfiguration
		if e == nil || e.TransitEncryptionPort == nil {
			continue
		}
		if n := *e.TransitEncryptionPort; n < 1 || n > 65535 {
			p.reportRange(p.efs(i, "transitEncryptionPort"), "transitEncryptionPort", n, 1, 65535, "")
		} else if e.TransitEncryption != Enabled {
			p.Report(p.efs(i, "transitEncryptionPort"), "the port is not used without encryption in transit", "delete it, or enable transitEncryption")
		}
	}
}

func efsIAMNeedsRole(p *Pass) {
	for i, v := range p.volumes() {
		if e := v.EFSVolumeConfiguration; e != nil && e.AuthorizationConfig != nil && e.AuthorizationConfig.IAM == Enabled && p.td.TaskRoleARN == "" && !p.Unread("taskRoleArn") {
			p.Report(p.efs(i, "authorizationConfig", "iam"), "the file system is mounted with the task role, and there is none", "set taskRoleArn")
		}
	}
}

func efsEnums(p *Pass) {
	check := func(path func() string, v EnabledDisabled) {
		if v != "" && v != Enabled && v != Disabled {
			reportEnum(p, path(), v)
		}
	}
	for i, v := range p.volumes() {
		e := v.EFSVolumeConfiguration
		if e == nil {
			continue
		}
		check(func() string { return p.efs(i, "transitEncryption") }, e.TransitEncryption)
		if e.AuthorizationConfig != nil {
			check(func() string { return p.efs(i, "authorizationConfig", "iam") }, e.AuthorizationConfig.IAM)
		}
	}
}

func efsUnencrypted(p *Pass) {
	for i, v := range p.volumes() {
		if e := v.EFSVolumeConfiguration; e != nil && e.TransitEncryption != Enabled {
			p.Report(p.efs(i, "transitEncryption"), "the file system's data goes over the network unencrypted", `write "transitEncryption": "ENABLED"`)
		}
	}
}

func efsWindows(p *Pass) {
	for i, v := range p.volumes() {
		if v.EFSVolumeConfiguration != nil && p.windows {
			p.Report(p.efs(i), "Windows does not mount EFS", "use FSx for Windows File Server")
		}
	}
}

func efsExternal(p *Pass) {
	for i, v := range p.volumes() {
		if v.EFSVolumeConfiguration != nil {
			p.Report(p.efs(i), "external instances do not mount EFS", "use a bind mount")
		}
	}
}

func s3FilesARN(p *Pass) {
	check := func(i int, member, s string) {
		if a, ok := parseARN(s); !ok || !strings.HasPrefix(a.service, "s3") {
			p.Report(p.Path("volumes", i, "s3filesVolumeConfiguration", member), p.Sprintf("%q is not the full ARN of a resource of S3 Files", s), "copy the ARN from S3 Files")
		}
	}
	for i, v := range p.volumes() {
		if s := v.S3FilesVolumeConfiguration; s != nil {
			check(i, "fileSystemArn", s.FileSystemARN)
			if s.AccessPointARN != "" {
				check(i, "accessPointArn", s.AccessPointARN)
			}
		}
	}
}

func s3FilesAccessPointRoot(p *Pass) {
	for i, v := range p.volumes() {
		if s := v.S3FilesVolumeConfiguration; s != nil && s.AccessPointARN != "" && s.RootDirectory != "" && s.RootDirectory != "/" {
			p.Report(p.Path("volumes", i, "s3filesVolumeConfiguration", "rootDirectory"), p.Sprintf("with an access point the root directory is / or absent, not %q", s.RootDirectory), "delete rootDirectory")
		}
	}
}

func s3FilesTaskRole(p *Pass) {
	if p.td.TaskRoleARN != "" || p.Unread("taskRoleArn") {
		return
	}
	for _, v := range p.volumes() {
		if v.S3FilesVolumeConfiguration != nil {
			p.Report("taskRoleArn", p.Sprintf("volume %q is in S3 Files, which needs a task role", v.Name), "set taskRoleArn")
			return
		}
	}
}

func s3FilesPort(p *Pass) {
	for i, v := range p.volumes() {
		if s := v.S3FilesVolumeConfiguration; s != nil && s.TransitEncryptionPort != nil && (*s.TransitEncryptionPort < 1 || *s.TransitEncryptionPort > 65535) {
			p.reportRange(p.Path("volumes", i, "s3filesVolumeConfiguration", "transitEncryptionPort"), "transitEncryptionPort", *s.TransitEncryptionPort, 1, 65535, "")
		}
	}
}

func fsxRequired(p *Pass) {
	for i, v := range p.volumes() {
		f := v.FSxWindowsFileServerVolumeConfiguration
		if f == nil {
			continue
		}
		need := func(s string, parts ...any) {
			if s == "" {
				p.Report(p.Path(append([]any{"volumes", i, "fsxWindowsFileServerVolumeConfiguration"}, parts...)...), p.Sprintf("%v is missing", parts[len(parts)-1]), "add it")
			}
		}
		need(f.FileSystemID, "fileSystemId")
		need(f.RootDirectory, "rootDirectory")
		a := f.AuthorizationConfig
		if a == nil {
			need("", "authorizationConfig")
			continue
		}
		need(a.CredentialsParameter, "authorizationConfig", "credentialsParameter")
		need(a.Domain, "authorizationConfig", "domain")
	}
}

func fsxCredentials(p *Pass) {
	for i, v := range p.volumes() {
		f := v.FSxWindowsFileServerVolumeConfiguration
		if f == nil || f.AuthorizationConfig == nil || f.AuthorizationConfig.CredentialsParameter == "" {
			continue
		}
		if a, ok := parseARN(f.AuthorizationConfig.CredentialsParameter); !ok || a.service != "secretsmanager" && a.service != "ssm" {
			p.Report(p.Path("volumes", i, "fsxWindowsFileServerVolumeConfiguration", "authorizationConfig", "credentialsParameter"),
				p.Sprintf("%q is not the ARN of a secret or a parameter", f.AuthorizationConfig.CredentialsParameter), "write the ARN of a secret or a parameter")
		}
	}
}

func fsxWindowsOnly(p *Pass) {
	for i, v := range p.volumes() {
		if v.FSxWindowsFileServerVolumeConfiguration == nil {
			continue
		}
		path := p.Path("volumes", i, "fsxWindowsFileServerVolumeConfiguration")
		switch {
		case p.stated&^onEC2 != 0 || p.td.RuntimePlatform != nil && p.osFamily() == OSFamilyLinux:
			p.Report(path, "an FSx volume is for Windows on EC2", "use EFS elsewhere")
		case !p.hasExecutionRole():
			p.Report("executionRoleArn", p.Sprintf("volume %q needs an execution role to read its credentials", v.Name), executionRoleHint)
		}
	}
}

func ebsOne(p *Pass) {
	n := 0
	for i, v := range p.volumes() {
		if !isTrue(v.ConfiguredAtLaunch) {
			continue
		}
		if n++; n > 1 {
			p.Report(p.Path("volumes", i, "configuredAtLaunch"), "a second volume is configured at launch; one is allowed", "keep one")
		}
	}
}

func ebsPlatform(p *Pass) {
	for i, v := range p.volumes() {
		if !isTrue(v.ConfiguredAtLaunch) {
			continue
		}
		switch path := p.Path("volumes", i, "configuredAtLaunch"); {
		case p.windows && p.isListed(onFargate):
			p.Report(path, "Windows tasks on Fargate have no EBS volumes", "delete it, or use EC2")
		case p.isListed(onExternal):
			p.Report(path, "tasks on external instances have no EBS volumes", "delete it")
		}
	}
}

func tmpfsRequired(p *Pass) {
	for i, l := range p.linux() {
		for j, t := range l.Tmpfs {
			if t.ContainerPath == "" {
				p.Report(p.at(i, "linuxParameters", "tmpfs", j, "containerPath"), "the tmpfs has no path", "write an absolute path")
			}
			if t.Size == nil || *t.Size <= 0 {
				p.Report(p.at(i, "linuxParameters", "tmpfs", j, "size"), "the tmpfs has no size above 0", "write MiB")
			}
		}
	}
}

func isTmpfsOption(s string) bool {
	s, _, _ = strings.Cut(s, "=")
	switch s {
	case "defaults", "ro", "rw", "suid", "nosuid", "dev", "nodev", "exec", "noexec", "sync", "async", "dirsync",
		"remount", "mand", "nomand", "atime", "noatime", "diratime", "nodiratime", "bind", "rbind", "unbindable",
		"runbindable", "private", "rprivate", "shared", "rshared", "slave", "rslave", "relatime", "norelatime",
		"strictatime", "nostrictatime", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "mpol":
		return true
	}
	return false
}

func tmpfsOptions(p *Pass) {
	for i, l := range p.linux() {
		for j, t := range l.Tmpfs {
			for k, o := range t.MountOptions {
				if !isTmpfsOption(o) {
					p.Report(p.at(i, "linuxParameters", "tmpfs", j, "mountOptions", k), p.Sprintf("%q is not one of the 39 mount options that are documented", o), "")
				}
			}
		}
	}
}

func tmpfsFargate(p *Pass) {
	if p.onLinux && !p.platformBefore("1.4.0") {
		return
	}
	for i, l := range p.linux() {
		if len(l.Tmpfs) > 0 {
			p.Report(p.at(i, "linuxParameters", "tmpfs"), "a tmpfs on Fargate needs Linux platform version 1.4.0 or later", "delete it")
		}
	}
}

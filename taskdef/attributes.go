package taskdef

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

// RequiredAttribute is an attribute that a container instance must have to run
// the task, as ECS computes them when the definition is registered.
type RequiredAttribute struct {
	Name      string         // "ecs.capability.task-eni"
	Path      string         // of the member that first causes it
	Certainty diag.Certainty // Observed: read off describe outputs; Inferred: the agent announces it for this feature
}

// The agent announces capabilities under two prefixes; new ones get the second.
const (
	oldCapability = "com.amazonaws.ecs.capability."
	capability    = "ecs.capability."
	dockerAPI     = oldCapability + "docker-remote-api.1."
	logDriverCap  = oldCapability + "logging-driver."
)

// RequiredAttributes returns the attributes that an instance must have to run the
// task, sorted by name, each once.
//
// AWS documents the attributes, not how they follow from a definition. Those
// marked Observed were read off recorded describe outputs, those marked Inferred
// are names that the agent announces for the feature. Outputs also hold attributes
// for which no cause is known (docker-remote-api.1.17 most of all); they are not
// computed. The operating system and the architecture are not among the
// attributes.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html
func (td *TaskDefinition) RequiredAttributes() []RequiredAttribute {
	var s attributeSet
	td.taskAttributes(&s)
	for i := range td.ContainerDefinitions {
		td.containerAttributes(&s, i)
	}
	for i := range td.Volumes {
		volumeAttributes(&s, &td.Volumes[i], diag.Element("volumes", i))
	}
	slices.SortStableFunc(s.list, func(a, b RequiredAttribute) int { return cmp.Compare(a.Name, b.Name) })
	return slices.CompactFunc(s.list, func(a, b RequiredAttribute) bool { return a.Name == b.Name })
}

type attributeSet struct{ list []RequiredAttribute }

func (s *attributeSet) observed(name, path string) {
	s.list = append(s.list, RequiredAttribute{name, path, diag.Observed})
}

func (s *attributeSet) inferred(name, path string) {
	s.list = append(s.list, RequiredAttribute{name, path, diag.Inferred})
}

func (td *TaskDefinition) taskAttributes(s *attributeSet) {
	mode := td.EffectiveNetworkMode()
	switch mode {
	case NetworkModeAWSVPC:
		s.observed(capability+"task-eni", "networkMode")
		s.observed(dockerAPI+"18", "networkMode")
	case NetworkModeHost, NetworkModeNone:
		s.observed(dockerAPI+"18", "networkMode")
	}
	if td.TaskRoleARN != "" {
		s.observed(oldCapability+"task-iam-role", "taskRoleArn")
		if mode == NetworkModeHost {
			s.observed(oldCapability+"task-iam-role-network-host", "taskRoleArn")
		}
	}
	if td.PIDMode != "" {
		s.observed(capability+"pid-ipc-namespace-sharing", "pidMode")
	}
	if td.IPCMode != "" {
		s.observed(capability+"pid-ipc-namespace-sharing", "ipcMode")
	}
	if td.EphemeralStorage != nil {
		s.observed(capability+"extensible-ephemeral-storage", "ephemeralStorage")
	}
	if td.ProxyConfiguration != nil {
		s.observed(capability+"aws-appmesh", "proxyConfiguration")
	}
	if isTrue(td.EnableFaultInjection) {
		s.inferred(capability+"fault-injection", "enableFaultInjection")
	}
	if len(td.InferenceAccelerators) > 0 {
		s.inferred(capability+"task-eia", "inferenceAccelerators")
	}
}

func isTrue(b *bool) bool { return b != nil && *b }

func (td *TaskDefinition) containerAttributes(s *attributeSet, i int) {
	c := &td.ContainerDefinitions[i]
	path := func(member string) string { return containerPath(i, member) }
	if isECRImage(c.Image) {
		s.observed(oldCapability+"ecr-auth", path("image"))
		if td.ExecutionRoleARN != "" {
			s.observed(capability+"execution-role-ecr-pull", path("image"))
		}
	}
	if c.RepositoryCredentials != nil {
		s.inferred(capability+"private-registry-authentication.secretsmanager", path("repositoryCredentials"))
	}
	if c.LogConfiguration != nil {
		td.logAttributes(s, c.LogConfiguration, path("logConfiguration"))
	}
	secretAttributes(s, c.Secrets, path("secrets"), ".environment-variables", diag.Observed)
	if len(c.EnvironmentFiles) > 0 {
		s.observed(capability+"env-files.s3", path("environmentFiles"))
	}
	if c.MemoryReservation != nil {
		s.observed(dockerAPI+"21", path("memoryReservation"))
	}
	if c.HealthCheck != nil {
		s.observed(capability+"container-health-check", path("healthCheck"))
		s.observed(dockerAPI+"29", path("healthCheck"))
	}
	for _, o := range []struct {
		used   bool
		member string
	}{{len(c.DependsOn) > 0, "dependsOn"}, {c.StartTimeout != nil, "startTimeout"}, {c.StopTimeout != nil, "stopTimeout"}} {
		if o.used {
			s.observed(capability+"container-ordering", path(o.member))
		}
	}
	if isTrue(c.ReadonlyRootFilesystem) {
		s.inferred(dockerAPI+"17", path("readonlyRootFilesystem")) // one output of nine that have it
	}
	firelensAttributes(s, c.FirelensConfiguration, path("firelensConfiguration"))
	hostAttributes(s, c, path)
}

// hostAttributes adds what was not seen in an output but is announced for it.
func hostAttributes(s *attributeSet, c *ContainerDefinition, path func(string) string) {
	if isTrue(c.Privileged) {
		s.inferred(oldCapability+"privileged-container", path("privileged"))
	}
	if c.RestartPolicy != nil && isTrue(c.RestartPolicy.Enabled) {
		s.inferred(capability+"container-restart-policy", path("restartPolicy"))
	}
	for j, m := range c.PortMappings {
		if m.ContainerPortRange != "" {
			s.inferred(capability+"network.container-port-range", diag.Element(path("portMappings"), j)+".containerPortRange")
		}
	}
	for j, option := range c.DockerSecurityOptions {
		at := diag.Element(path("dockerSecurityOptions"), j)
		switch {
		case strings.HasPrefix(option, "apparmor"):
			s.inferred(oldCapability+"apparmor", at)
		case strings.HasPrefix(option, "label"):
			s.inferred(oldCapability+"selinux", at)
		case strings.HasPrefix(option, "credentialspec:"):
			s.inferred(capability+"gmsa", at)
		}
	}
	for j, spec := range c.CredentialSpecs {
		at := diag.Element(path("credentialSpecs"), j)
		if strings.HasPrefix(spec, "credentialspecdomainless:") {
			s.inferred(capability+"gmsa-domainless", at)
		} else {
			s.inferred(capability+"gmsa", at)
		}
	}
}

func (td *TaskDefinition) logAttributes(s *attributeSet, l *LogConfiguration, path string) {
	driver := path + ".logDriver"
	if l.LogDriver != "" {
		s.observed(logDriverCap+string(l.LogDriver), driver)
	}
	if l.LogDriver == LogDriverAWSLogs || l.LogDriver == LogDriverAWSFirelens {
		s.observed(dockerAPI+"19", driver)
	}
	if l.LogDriver == LogDriverAWSLogs && td.ExecutionRoleARN != "" {
		s.observed(capability+"execution-role-awslogs", driver)
	}
	options := path + ".options"
	for _, o := range []struct{ key, name string }{
		{"mode", dockerAPI + "28"},
		{"max-buffer-size", dockerAPI + "28"},
		{"awslogs-create-group", dockerAPI + "29"},
	} {
		if _, ok := l.Options[o.key]; ok {
			s.observed(o.name, diag.Member(options, o.key))
		}
	}
	if _, ok := l.Options["log-driver-buffer-limit"]; ok && l.LogDriver == LogDriverAWSFirelens {
		s.inferred(capability+"logging-driver.awsfirelens.log-driver-buffer-limit", diag.Member(options, "log-driver-buffer-limit"))
	}
	secretAttributes(s, l.SecretOptions, path+".secretOptions", ".bootstrap.log-driver", diag.Inferred)
}

// secretAttributes tells the two stores apart by the service in the ARN; a bare
// name is a parameter.
func secretAttributes(s *attributeSet, secrets []Secret, path, suffix string, certainty diag.Certainty) {
	for i, secret := range secrets {
		store := "ssm"
		if service, ok := arnService(secret.ValueFrom); ok && service == "secretsmanager" {
			store = "asm"
		}
		s.list = append(s.list, RequiredAttribute{capability + "secrets." + store + suffix, diag.Element(path, i) + ".valueFrom", certainty})
	}
}

// arnService returns the third part of an ARN.
func arnService(arn string) (string, bool) {
	parts := strings.SplitN(arn, ":", 4)
	if len(parts) < 4 || parts[0] != "arn" {
		return "", false
	}
	return parts[2], true
}

func firelensAttributes(s *attributeSet, f *FirelensConfiguration, path string) {
	if f == nil {
		return
	}
	if f.Type != "" {
		s.observed(capability+"firelens."+string(f.Type), path+".type")
	}
	if kind := f.Options["config-file-type"]; kind == "file" || kind == "s3" {
		s.inferred(capability+"firelens.options.config."+kind, diag.Member(path+".options", "config-file-type"))
	}
}

func volumeAttributes(s *attributeSet, v *Volume, path string) {
	switch {
	case v.EFSVolumeConfiguration != nil:
		at := path + ".efsVolumeConfiguration"
		s.observed(capability+"efs", at)
		s.observed(capability+"efsAuth", at)
		s.observed(dockerAPI+"25", at)
	case v.FSxWindowsFileServerVolumeConfiguration != nil:
		s.inferred(capability+"fsxWindowsFileServer", path+".fsxWindowsFileServerVolumeConfiguration")
	case isTrue(v.ConfiguredAtLaunch):
		s.inferred(capability+"storage.ebs-task-volume-attach", path+".configuredAtLaunch")
	case v.DockerVolumeConfiguration != nil:
		s.inferred(capability+"docker-plugin."+cmp.Or(v.DockerVolumeConfiguration.Driver, "local"), path+".dockerVolumeConfiguration")
	}
}

// isECRImage reports whether the image is in a private ECR registry:
// account.dkr.ecr.region.suffix, or its dual-stack form account.dkr-ecr.region.on.aws.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
func isECRImage(image string) bool {
	host, _, ok := strings.Cut(image, "/")
	if !ok || len(host) < 12 || strings.Trim(host[:12], "0123456789") != "" {
		return false
	}
	rest := host[12:]
	return strings.HasPrefix(rest, ".dkr.ecr.") || strings.HasPrefix(rest, ".dkr.ecr-fips.") || strings.HasPrefix(rest, ".dkr-ecr.") || strings.HasPrefix(rest, ".dkr-ecr-fips.")
}

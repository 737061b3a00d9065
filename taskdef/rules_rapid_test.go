package taskdef_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// TestValidDefinitionsHaveNoErrors draws definitions that obey the documentation.
func TestValidDefinitionsHaveNoErrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		td := drawValid(t)
		for _, f := range taskdef.Validate(td, taskdef.Config{}) {
			if f.Severity == diag.Error {
				t.Errorf("found %v in %+v", f, td)
			}
		}
	})
}

// target is the capacity that a drawn definition is for.
type target struct {
	requires []taskdef.Compatibility
	mode     taskdef.NetworkMode
	windows  bool
}

func (g target) fargate() bool { return slices.Contains(g.requires, taskdef.CompatibilityFargate) }
func (g target) managed() bool {
	return slices.Contains(g.requires, taskdef.CompatibilityManagedInstances)
}

func drawTarget(t *rapid.T) target {
	return rapid.SampledFrom([]target{
		{nil, "", false}, {nil, "awsvpc", false}, {nil, "host", false}, {nil, "", true},
		{[]taskdef.Compatibility{"EC2"}, "bridge", false}, {[]taskdef.Compatibility{"EC2"}, "none", false},
		{[]taskdef.Compatibility{"EC2"}, "", true}, {[]taskdef.Compatibility{"EC2", "EXTERNAL"}, "host", false},
		{[]taskdef.Compatibility{"EXTERNAL"}, "bridge", false}, {[]taskdef.Compatibility{"FARGATE"}, "awsvpc", false},
		{[]taskdef.Compatibility{"EC2", "FARGATE"}, "awsvpc", false}, {[]taskdef.Compatibility{"FARGATE"}, "awsvpc", true},
		{[]taskdef.Compatibility{"MANAGED_INSTANCES"}, "", false}, {[]taskdef.Compatibility{"MANAGED_INSTANCES", "FARGATE"}, "awsvpc", false},
	}).Draw(t, "target")
}

func drawName(t *rapid.T, label string) string {
	return rapid.StringMatching(`[a-zA-Z0-9_-]{1,30}`).Draw(t, label)
}

func maybe[T any](t *rapid.T, label string, draw func() T) (v T) {
	if rapid.Bool().Draw(t, label) {
		return draw()
	}
	return v
}

func drawInt(t *rapid.T, label string, lo, hi int) *int {
	return new(rapid.IntRange(lo, hi).Draw(t, label))
}

func drawValid(t *rapid.T) *taskdef.TaskDefinition {
	g := drawTarget(t)
	td := &taskdef.TaskDefinition{
		Family: drawName(t, "family"), RequiresCompatibilities: g.requires, NetworkMode: g.mode,
		TaskRoleARN: "arn:aws:iam::123456789012:role/task", ExecutionRoleARN: "execution",
	}
	if g.windows {
		td.RuntimePlatform = &taskdef.RuntimePlatform{OperatingSystemFamily: taskdef.OSFamilyWindowsServer2022Core}
	}
	cpu, memory := drawTaskSize(t, td, g)
	td.Volumes = drawVolumes(t, g)
	n := rapid.IntRange(1, 6).Draw(t, "containers")
	for i := range n {
		td.ContainerDefinitions = append(td.ContainerDefinitions, drawContainer(t, td, g, i, cpu/n, memory/n))
	}
	drawGraph(t, td, g)
	drawTop(t, td, g)
	return td
}

// drawTaskSize returns the CPU units and MiB that the containers may have.
func drawTaskSize(t *rapid.T, td *taskdef.TaskDefinition, g target) (cpu, memory int) {
	if !g.fargate() {
		if rapid.Bool().Draw(t, "sized") {
			td.CPU, td.Memory = "2 vcpu", "4 GB"
			return 2048, 4096
		}
		return 4096, 8192
	}
	var sizes []taskdef.FargateSize
	for _, s := range taskdef.FargateSizes() {
		if s.Windows || !g.windows {
			sizes = append(sizes, s)
		}
	}
	s := rapid.SampledFrom(sizes).Draw(t, "size")
	td.CPU, td.Memory = fmt.Sprint(s.CPU), fmt.Sprint(s.MemoryMiB)
	if rapid.Bool().Draw(t, "units") {
		td.CPU, td.Memory = fmt.Sprintf("%g vCPU", float64(s.CPU)/1024), fmt.Sprintf("%g GB", float64(s.MemoryMiB)/1024)
	}
	return s.CPU, s.MemoryMiB
}

func drawVolumes(t *rapid.T, g target) []taskdef.Volume {
	volumes := []taskdef.Volume{{Name: "scratch"}}
	if rapid.Bool().Draw(t, "efs") {
		efs := &taskdef.EFSVolumeConfiguration{FileSystemID: "fs-0123456789abcdef0", RootDirectory: "/"}
		if rapid.Bool().Draw(t, "access point") {
			efs.TransitEncryption = taskdef.Enabled
			efs.AuthorizationConfig = &taskdef.EFSAuthorizationConfig{AccessPointID: "fsap-1", IAM: taskdef.Enabled}
		}
		volumes = append(volumes, taskdef.Volume{Name: "efs", EFSVolumeConfiguration: efs})
	}
	if rapid.Bool().Draw(t, "launch") {
		volumes = append(volumes, taskdef.Volume{Name: "ebs", ConfiguredAtLaunch: new(true)})
	}
	if !g.fargate() && rapid.Bool().Draw(t, "host") {
		volumes = append(volumes, taskdef.Volume{Name: "host", Host: &taskdef.HostVolumeProperties{SourcePath: "/data"}})
	}
	if !g.fargate() && !g.managed() && rapid.Bool().Draw(t, "docker") {
		volumes = append(volumes, taskdef.Volume{Name: "docker", DockerVolumeConfiguration: &taskdef.DockerVolumeConfiguration{Scope: taskdef.VolumeScopeShared}})
	}
	return volumes
}

func drawContainer(t *rapid.T, td *taskdef.TaskDefinition, g target, i, cpu, memory int) taskdef.ContainerDefinition {
	c := taskdef.ContainerDefinition{
		Name:      fmt.Sprintf("c%d", i),
		Image:     rapid.SampledFrom([]string{"nginx", "repo/app:1", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:2", "a@sha256:" + strings.Repeat("0a", 32)}).Draw(t, "image"),
		CPU:       drawInt(t, "cpu", 0, cpu),
		Memory:    drawInt(t, "memory", 6, max(6, memory)),
		Essential: new(true),
	}
	c.MemoryReservation = maybe(t, "reserves", func() *int { return drawInt(t, "reservation", 6, *c.Memory) })
	c.Command = maybe(t, "command", func() []string { return []string{"run", "--now"} })
	c.User = maybe(t, "user", func() string { return "1000:1000" })
	c.StartTimeout = maybe(t, "starts", func() *int { return drawInt(t, "start", 2, 120) })
	c.StopTimeout = maybe(t, "stops", func() *int { return drawInt(t, "stop", 2, 120) })
	c.VersionConsistency = rapid.SampledFrom([]taskdef.VersionConsistency{"", "enabled", "disabled"}).Draw(t, "consistency")
	c.HealthCheck = maybe(t, "checked", func() *taskdef.HealthCheck {
		return &taskdef.HealthCheck{
			Command: []string{"CMD-SHELL", "true"}, Interval: drawInt(t, "interval", 5, 300), Timeout: drawInt(t, "timeout", 2, 60),
			Retries: drawInt(t, "retries", 1, 10), StartPeriod: drawInt(t, "period", 0, 300),
		}
	})
	c.RestartPolicy = maybe(t, "restarts", func() *taskdef.ContainerRestartPolicy {
		return &taskdef.ContainerRestartPolicy{Enabled: new(true), RestartAttemptPeriod: drawInt(t, "attempt", 60, 1800), IgnoredExitCodes: []int{0, 137}}
	})
	for j := range rapid.IntRange(0, 3).Draw(t, "variables") {
		c.Environment = append(c.Environment, taskdef.KeyValuePair{Name: fmt.Sprintf("V%d", j), Value: rapid.String().Draw(t, "value")})
	}
	c.Secrets = maybe(t, "secrets", func() []taskdef.Secret {
		return []taskdef.Secret{{Name: "S", ValueFrom: "arn:aws:ssm:eu-west-1:123456789012:parameter/s"}}
	})
	if g.mode != "none" {
		c.PortMappings = drawPorts(t, g, i)
	}
	if v := rapid.SampledFrom(td.Volumes).Draw(t, "mounted"); rapid.Bool().Draw(t, "mounts") {
		c.MountPoints = []taskdef.MountPoint{{SourceVolume: v.Name, ContainerPath: "/mnt/" + v.Name, ReadOnly: new(rapid.Bool().Draw(t, "read-only"))}}
	}
	drawLog(t, &c, g)
	if !g.windows {
		drawLinux(t, &c, g)
	}
	return c
}

func drawPorts(t *rapid.T, g target, i int) []taskdef.PortMapping {
	var ports []taskdef.PortMapping
	for j := range rapid.IntRange(0, 2).Draw(t, "ports") {
		m := taskdef.PortMapping{ContainerPort: new(8000 + 10*i + j), Protocol: rapid.SampledFrom([]taskdef.TransportProtocol{"", "tcp", "udp"}).Draw(t, "protocol")}
		switch {
		case rapid.Bool().Draw(t, "dynamic"):
		case g.mode == "" || g.mode == "bridge":
			m.HostPort = new(9000 + 10*i + j)
			if g.managed() {
				m.HostPort = new(*m.ContainerPort)
			}
		default:
			m.HostPort = new(*m.ContainerPort)
		}
		if rapid.Bool().Draw(t, "named") {
			m.Name, m.AppProtocol = fmt.Sprintf("p%d-%d", i, j), taskdef.AppProtocolHTTP
		}
		ports = append(ports, m)
	}
	if g.mode != "host" && rapid.Bool().Draw(t, "range") {
		ports = append(ports, taskdef.PortMapping{ContainerPortRange: fmt.Sprintf("%d-%d", 20000+100*i, 20050+100*i)})
	}
	return ports
}

func drawLog(t *rapid.T, c *taskdef.ContainerDefinition, g target) {
	switch rapid.IntRange(0, 3).Draw(t, "log") {
	case 0:
	case 1:
		c.LogConfiguration = &taskdef.LogConfiguration{LogDriver: taskdef.LogDriverAWSLogs, Options: map[string]string{
			"awslogs-group": "/ecs/a", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "a", "mode": "non-blocking", "max-buffer-size": "25m",
		}}
	case 2:
		c.LogConfiguration = &taskdef.LogConfiguration{
			LogDriver: taskdef.LogDriverSplunk, Options: map[string]string{"splunk-url": "https://splunk.example"},
			SecretOptions: []taskdef.Secret{{Name: "splunk-token", ValueFrom: "/splunk/token"}},
		}
	case 3:
		if !g.fargate() {
			c.LogConfiguration = &taskdef.LogConfiguration{LogDriver: taskdef.LogDriverJSONFile, Options: map[string]string{"max-size": "10m"}}
		}
	}
}

func drawLinux(t *rapid.T, c *taskdef.ContainerDefinition, g target) {
	c.ReadonlyRootFilesystem = maybe(t, "read-only root", func() *bool { return new(true) })
	c.Ulimits = maybe(t, "ulimits", func() []taskdef.Ulimit {
		return []taskdef.Ulimit{{Name: taskdef.UlimitNofile, SoftLimit: new(1024), HardLimit: new(65535)}}
	})
	if g.mode != "host" {
		c.SystemControls = maybe(t, "sysctls", func() []taskdef.SystemControl {
			return []taskdef.SystemControl{{Namespace: "net.core.somaxconn", Value: "1024"}}
		})
	}
	if !rapid.Bool().Draw(t, "linux") {
		return
	}
	c.LinuxParameters = &taskdef.LinuxParameters{
		InitProcessEnabled: new(true),
		Capabilities:       &taskdef.KernelCapabilities{Add: []string{"SYS_PTRACE"}, Drop: []string{"NET_RAW"}},
		Tmpfs:              []taskdef.Tmpfs{{ContainerPath: "/run", Size: new(64), MountOptions: []string{"mode=755"}}},
	}
	if !g.fargate() && !g.managed() {
		c.LinuxParameters.Devices = []taskdef.Device{{HostPath: "/dev/fuse", Permissions: []taskdef.DeviceCgroupPermission{"read"}}}
		c.LinuxParameters.SharedMemorySize = new(64)
		c.LinuxParameters.MaxSwap, c.LinuxParameters.Swappiness = new(0), new(60)
		c.Privileged = new(rapid.Bool().Draw(t, "privileged"))
	}
	if !g.fargate() {
		c.DockerSecurityOptions = []string{"no-new-privileges"}
		c.ResourceRequirements = maybe(t, "gpu", func() []taskdef.ResourceRequirement {
			return []taskdef.ResourceRequirement{{Type: taskdef.ResourceGPU, Value: "1"}}
		})
	}
}

// drawGraph lets containers refer to earlier ones only, so that there is no circle.
func drawGraph(t *rapid.T, td *taskdef.TaskDefinition, g target) {
	for i := 1; i < len(td.ContainerDefinitions); i++ {
		c := &td.ContainerDefinitions[i]
		j := rapid.IntRange(0, i-1).Draw(t, "earlier")
		before := &td.ContainerDefinitions[j]
		switch rapid.IntRange(0, 4).Draw(t, "reference") {
		case 0:
			c.DependsOn = []taskdef.ContainerDependency{{ContainerName: before.Name, Condition: taskdef.ConditionStart}}
		case 1:
			if before.HealthCheck != nil {
				c.DependsOn = []taskdef.ContainerDependency{{ContainerName: before.Name, Condition: taskdef.ConditionHealthy}}
			}
		case 2: // the last container stays essential
			before.Essential = new(false)
			c.DependsOn = []taskdef.ContainerDependency{{ContainerName: before.Name, Condition: taskdef.ConditionSuccess}}
		case 3:
			c.VolumesFrom = []taskdef.VolumeFrom{{SourceContainer: before.Name}}
		case 4:
			if (g.mode == "" || g.mode == "bridge") && !g.managed() {
				c.Links = []string{before.Name + ":alias"}
			}
		}
	}
}

func drawTop(t *rapid.T, td *taskdef.TaskDefinition, g target) {
	for i := range rapid.IntRange(0, 3).Draw(t, "tags") {
		td.Tags = append(td.Tags, taskdef.Tag{Key: fmt.Sprintf("k%d", i), Value: rapid.StringMatching(`[a-zA-Z0-9 _.:/=+@-]{0,20}`).Filter(func(s string) bool {
			return !strings.HasPrefix(strings.ToLower(s), "aws:")
		}).Draw(t, "tag")})
	}
	if g.fargate() {
		if rapid.Bool().Draw(t, "storage") {
			td.EphemeralStorage = &taskdef.EphemeralStorage{SizeInGiB: drawInt(t, "GiB", 21, 200)}
		}
		if !g.windows {
			td.PIDMode = rapid.SampledFrom([]taskdef.PIDMode{"", "task"}).Draw(t, "pid")
		}
		return
	}
	if !g.windows {
		td.PIDMode = rapid.SampledFrom([]taskdef.PIDMode{"", "task", "host"}).Draw(t, "pid")
		td.IPCMode = rapid.SampledFrom([]taskdef.IPCMode{"", "task", "none", "host"}).Draw(t, "ipc")
	}
	td.PlacementConstraints = maybe(t, "placed", func() []taskdef.PlacementConstraint {
		return []taskdef.PlacementConstraint{{Type: taskdef.PlacementConstraintMemberOf, Expression: "attribute:ecs.os-type == linux"}}
	})
}

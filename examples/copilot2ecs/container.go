package main

import (
	"encoding/json"
	"strings"

	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/taskdef"
)

// The log router that a manifest with more than a retention in its logging gets.
//
// https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#logging
const (
	routerName  = "firelens_log_router"
	routerImage = "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable"
)

func (c *converter) mainContainer() taskdef.ContainerDefinition {
	image := c.root.member("image")
	d := taskdef.ContainerDefinition{
		Name:             c.name,
		Image:            c.str(image.member("location")),
		EntryPoint:       c.words(c.root.member("entrypoint")),
		Command:          c.words(c.root.member("command")),
		DockerLabels:     c.pairs(image.member("labels")),
		DependsOn:        c.dependsOn(image.member("depends_on")),
		HealthCheck:      c.healthCheck(image.member("healthcheck")),
		PortMappings:     c.mappings(c.name),
		MountPoints:      c.mainMounts(),
		LogConfiguration: c.logs(),
	}
	if d.Image == "" {
		if d.Image = c.fill(image.at(), "IMAGE", "the address of the image once it is pushed"); image.member("build") == nil {
			c.find(required, image.at(), "neither image.location nor image.build is given", "")
		}
	}
	c.credentials(&d, image.member("credentials"))
	c.environment(&d, c.root, "ENV_FILE_ARN")
	if mounts := c.mountList(); mounts != "" {
		d.Environment = append(d.Environment, taskdef.KeyValuePair{Name: "COPILOT_MOUNT_POINTS", Value: mounts})
	}
	if readonly := c.truth(c.root.member("storage").member("readonly_fs")); readonly != nil && *readonly {
		d.ReadonlyRootFilesystem = readonly
	}
	return d
}

// sidecar converts one of the sidecars.
//
// https://aws.github.io/copilot-cli/docs/developing/sidecars/
func (c *converter) sidecar(name string, n *node) taskdef.ContainerDefinition {
	image := n.member("image")
	d := taskdef.ContainerDefinition{
		Name:             name,
		Essential:        c.truth(n.member("essential")),
		EntryPoint:       c.words(n.member("entrypoint")),
		Command:          c.words(n.member("command")),
		DockerLabels:     c.pairs(n.member("labels")),
		DependsOn:        c.dependsOn(n.member("depends_on")),
		HealthCheck:      c.healthCheck(n.member("healthcheck")),
		PortMappings:     c.mappings(name),
		LogConfiguration: c.awsLogs(),
	}
	if image.is(jsonscan.Object) {
		d.Image = c.str(image.member("location"))
	} else {
		d.Image = c.str(image)
	}
	if d.Image == "" {
		d.Image = c.fill(image.at(), "IMAGE_"+placeholderPart(name), "the address of the image of sidecar "+name)
	}
	c.credentials(&d, n.member("credentialsParameter"))
	c.environment(&d, n, "ENV_FILE_ARN_"+placeholderPart(name))
	for _, m := range n.member("mount_points").elements() {
		d.MountPoints = append(d.MountPoints, c.mount(c.str(m.member("source_volume")), m))
	}
	return d
}

// placeholderPart makes a container's name a part of a placeholder's.
func placeholderPart(name string) string {
	return strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

func (c *converter) credentials(d *taskdef.ContainerDefinition, n *node) {
	if arn := c.str(n); arn != "" {
		d.RepositoryCredentials = &taskdef.RepositoryCredentials{CredentialsParameter: arn}
	}
}

// environment gives a container the variables that Copilot always sets, and its
// own variables, secrets and file of variables.
//
// https://aws.github.io/copilot-cli/docs/developing/environment-variables/
func (c *converter) environment(d *taskdef.ContainerDefinition, n *node, file string) {
	for _, v := range [][2]string{{"COPILOT_APPLICATION_NAME", c.app}, {"COPILOT_ENVIRONMENT_NAME", c.env}, {"COPILOT_SERVICE_NAME", c.name}} {
		if v[1] != "" {
			d.Environment = append(d.Environment, taskdef.KeyValuePair{Name: v[0], Value: v[1]})
		}
	}
	variables := n.member("variables")
	for _, name := range variables.names() {
		d.Environment = append(d.Environment, taskdef.KeyValuePair{Name: name, Value: c.imported(variables.members[name])})
	}
	d.Secrets = c.secrets(n.member("secrets"))
	if f := n.member("env_file"); f != nil {
		value := c.fill(f.at(), file, "the ARN of "+c.str(f)+" once it is in S3")
		d.EnvironmentFiles = []taskdef.EnvironmentFile{{Value: value, Type: taskdef.EnvironmentFileS3}}
	}
}

// imported returns a text, or a placeholder for what CloudFormation exports.
func (c *converter) imported(n *node) string {
	export := n.member("from_cfn")
	if export == nil {
		return c.str(n)
	}
	name := c.str(export)
	return c.fill(export.at(), exportPart(name), "what CloudFormation exports as "+name)
}

// exportPart makes the name of an export one of a placeholder.
func exportPart(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, "EXPORT_"+name)
}

// secrets: a text is the name of a parameter or the ARN of either kind,
// secretsmanager the name of a secret.
//
// https://aws.github.io/copilot-cli/docs/developing/secrets/
func (c *converter) secrets(n *node) []taskdef.Secret {
	var list []taskdef.Secret
	for _, name := range n.names() {
		secret := n.members[name].member("secretsmanager")
		from := ""
		if secret == nil {
			from = c.imported(n.members[name])
		} else {
			from = "arn:aws:secretsmanager:" + c.region() + ":" + c.fill(secret.at(), "AWS_ACCOUNT_ID", "the account of the secret") + ":secret:" + c.str(secret)
		}
		list = append(list, taskdef.Secret{Name: name, ValueFrom: from})
	}
	return list
}

func (c *converter) region() string {
	return c.fill("type", "AWS_REGION", "the region that the tasks run in")
}

// dependsOn writes conditions in capitals, as ECS has them.
func (c *converter) dependsOn(n *node) []taskdef.ContainerDependency {
	var list []taskdef.ContainerDependency
	for _, name := range n.names() {
		condition := taskdef.ContainerCondition(strings.ToUpper(c.str(n.members[name])))
		list = append(list, taskdef.ContainerDependency{ContainerName: name, Condition: condition})
	}
	return list
}

// healthCheck fills in what is not given as Copilot does, whose defaults are not
// those of ECS (interval 30, 3 retries). The times are documented, the command
// is observed.
//
// https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#image-healthcheck
func (c *converter) healthCheck(n *node) *taskdef.HealthCheck {
	if len(n.names()) == 0 {
		return nil
	}
	h := &taskdef.HealthCheck{
		Command:     c.strs(n.member("command")),
		Interval:    c.seconds(n.member("interval")),
		Timeout:     c.seconds(n.member("timeout")),
		Retries:     c.number(n.member("retries")),
		StartPeriod: c.seconds(n.member("start_period")),
	}
	if h.Command == nil {
		h.Command = []string{"CMD-SHELL", "curl -f http://localhost/ || exit 1"}
	}
	for _, d := range []struct {
		member    **int
		otherwise int
	}{{&h.Interval, 10}, {&h.Timeout, 5}, {&h.Retries, 2}, {&h.StartPeriod, 0}} {
		if *d.member == nil {
			*d.member = new(d.otherwise)
		}
	}
	return h
}

// awsLogs sends the output to the group that Copilot makes for the workload.
func (c *converter) awsLogs() *taskdef.LogConfiguration {
	return &taskdef.LogConfiguration{LogDriver: taskdef.LogDriverAWSLogs, Options: map[string]string{
		"awslogs-group": "/copilot/" + c.fullName(), "awslogs-region": c.region(), "awslogs-stream-prefix": "copilot",
	}}
}

// routed reports whether logging asks for a log router: a retention alone does
// not.
func (c *converter) routed() bool {
	logging := c.root.member("logging")
	for _, name := range []string{"image", "destination", "enableMetadata", "secretOptions", "configFilePath", "variables", "secrets", "env_file"} {
		if logging.member(name) != nil {
			return true
		}
	}
	return false
}

func (c *converter) logs() *taskdef.LogConfiguration {
	if !c.routed() {
		return c.awsLogs()
	}
	logging := c.root.member("logging")
	return &taskdef.LogConfiguration{
		LogDriver:     taskdef.LogDriverAWSFirelens,
		Options:       c.pairs(logging.member("destination")),
		SecretOptions: c.secrets(logging.member("secretOptions")),
	}
}

func (c *converter) logRouter() []taskdef.ContainerDefinition {
	if !c.routed() {
		return nil
	}
	logging := c.root.member("logging")
	d := taskdef.ContainerDefinition{
		Name: routerName, Image: c.str(logging.member("image")), LogConfiguration: c.awsLogs(),
		FirelensConfiguration: &taskdef.FirelensConfiguration{Type: taskdef.FirelensFluentBit, Options: map[string]string{"enable-ecs-log-metadata": "true"}},
	}
	if d.Image == "" {
		d.Image = routerImage
	}
	if metadata := c.truth(logging.member("enableMetadata")); metadata != nil && !*metadata {
		d.FirelensConfiguration.Options["enable-ecs-log-metadata"] = "false"
	}
	if file := c.str(logging.member("configFilePath")); file != "" {
		d.FirelensConfiguration.Options["config-file-type"] = "file"
		d.FirelensConfiguration.Options["config-file-value"] = file
	}
	c.environment(&d, logging, "ENV_FILE_ARN_LOGGING")
	return []taskdef.ContainerDefinition{d}
}

// mountList is the value of COPILOT_MOUNT_POINTS: the paths of the volumes.
func (c *converter) mountList() string {
	volumes := c.root.member("storage").member("volumes")
	if len(volumes.names()) == 0 {
		return ""
	}
	paths := map[string]string{}
	for _, name := range volumes.names() {
		paths[name] = c.str(volumes.members[name].member("path"))
	}
	text, err := json.Marshal(paths)
	if err != nil {
		return "" // a map of texts always has a JSON form
	}
	return string(text)
}

package main

import (
	"strconv"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/service"
	"github.com/ecskit/ecskit/taskdef"
)

// The kinds of manifests that ECS runs.
const (
	webService     = "Load Balanced Web Service"
	backendService = "Backend Service"
	workerService  = "Worker Service"
	job            = "Scheduled Job"
)

// otherKinds are those that ECS does not run.
var otherKinds = map[string]string{
	"Request-Driven Web Service": "App Runner runs it",
	"Static Site":                "CloudFront and S3 serve it",
}

// converter turns one manifest into a task definition and a service. What it
// does by itself is what Copilot v1.33 does, read off its templates of 2024-03
// [observed] where its documentation does not say.
type converter struct {
	app, env     string
	set          map[string]string // values of placeholders
	placeholders []string          // those of the documents

	root       *node
	kind, name string
	ports      []exposure
	findings   diag.List

	td  *taskdef.TaskDefinition
	svc *service.Service // nil for a job
}

// convert makes the documents. They are nil when the manifest is none of ECS.
func (c *converter) convert(doc *jsonscan.Doc) {
	c.root = c.build(doc.Root(), "", "")
	if !c.root.is(jsonscan.Object) {
		c.wrong(c.root, "a manifest, which is a map")
		return
	}
	c.applyEnvironment(doc.Root().Member("environments"))
	c.name = c.str(c.root.member("name"))
	if c.name == "" {
		c.find(required, "", "the manifest has no name", "")
	}
	if !c.knownKind() {
		return
	}
	c.expose()
	c.task()
	if c.kind != job {
		c.service()
	}
	c.leftovers(c.root, c.root, "")
}

func (c *converter) knownKind() bool {
	n := c.root.member("type")
	c.kind = c.str(n)
	switch c.kind {
	case webService, backendService, workerService:
		return true
	case job:
		c.find(note, n.path, "a job becomes a task definition alone: no service keeps it running", "")
		return true
	}
	if why := otherKinds[c.kind]; why != "" {
		c.find(required, n.at(), "a "+c.kind+" is nothing of ECS: "+why, "")
		return false
	}
	c.find(required, n.at(), "the type is "+strconv.Quote(c.kind),
		"one of "+strings.Join([]string{webService, backendService, workerService, job}, ", "))
	return false
}

// fullName is what Copilot calls the family and the log group by.
func (c *converter) fullName() string {
	parts := []string{}
	for _, part := range []string{c.app, c.env, c.name} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "-")
}

func (c *converter) task() {
	c.td = &taskdef.TaskDefinition{
		Family:                  c.fullName(),
		TaskRoleARN:             c.fill("type", "TASK_ROLE_ARN", "Copilot makes a role for each workload"),
		ExecutionRoleARN:        c.fill("type", "EXECUTION_ROLE_ARN", "Copilot makes a role for each workload"),
		NetworkMode:             taskdef.NetworkModeAWSVPC,
		RequiresCompatibilities: []taskdef.Compatibility{taskdef.CompatibilityFargate},
		CPU:                     c.size("cpu", 256),
		Memory:                  c.size("memory", 512),
		RuntimePlatform:         c.platform(c.root.member("platform")),
	}
	c.volumes()
	c.td.ContainerDefinitions = append(c.td.ContainerDefinitions, c.mainContainer())
	c.td.ContainerDefinitions = append(c.td.ContainerDefinitions, c.logRouter()...)
	sidecars := c.root.member("sidecars")
	for _, name := range sidecars.names() {
		c.td.ContainerDefinitions = append(c.td.ContainerDefinitions, c.sidecar(name, sidecars.members[name]))
	}
}

// size returns a task size; the defaults are Copilot's for every kind of
// manifest [observed].
func (c *converter) size(member string, otherwise int) string {
	if size := c.number(c.root.member(member)); size != nil {
		return strconv.Itoa(*size)
	}
	return strconv.Itoa(otherwise)
}

// platform reads os/architecture, or the two apart. Linux on x86_64 is the
// default of both, Windows alone is Windows Server 2019 Core.
//
// https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#platform
func (c *converter) platform(n *node) *taskdef.RuntimePlatform {
	var system, processor string
	switch n.kind() {
	case jsonscan.None:
		return nil
	case jsonscan.Object:
		system, processor = c.str(n.member("osfamily")), c.str(n.member("architecture"))
	default:
		system, processor, _ = strings.Cut(c.str(n), "/")
	}
	p := &taskdef.RuntimePlatform{OperatingSystemFamily: taskdef.OSFamily(strings.ToUpper(system))}
	if strings.EqualFold(system, "windows") {
		p.OperatingSystemFamily = taskdef.OSFamilyWindowsServer2019Core
	}
	switch strings.ToLower(processor) {
	case "amd64", "x86_64":
		p.CPUArchitecture = taskdef.CPUArchitectureX8664
	case "arm", "arm64":
		p.CPUArchitecture = taskdef.CPUArchitectureARM64
	default:
		c.find(unreadable, n.path, "the architecture is "+strconv.Quote(processor), "one of x86_64, amd64, arm64, arm")
	}
	return p
}

func (c *converter) windows() bool {
	return c.td.RuntimePlatform != nil && c.td.RuntimePlatform.OperatingSystemFamily.IsWindows()
}

package ecsroles

import (
	"fmt"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/taskdef"
)

const (
	urlECR        = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/ECR_on_ECS.html"
	urlCache      = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html"
	urlRegistry   = urlGuide + "private-auth.html"
	urlSecrets    = urlGuide + "specifying-sensitive-data.html"
	urlEnvFiles   = urlGuide + "use-environment-file.html"
	urlLinuxGMSA  = urlGuide + "linux-gmsa.html"
	urlXRay       = urlGuide + "trace-data.html"
	urlGuardDuty  = "https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-ecs-fargate.html"
	guardDutyName = "aws-guardduty-agent-fargate"
)

// pullActions are what pulling an image from a repository needs, besides the
// token, which knows no resource.
var pullActions = []string{"ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"}

func (c *collector) container(i int) {
	d := &c.td.ContainerDefinitions[i]
	at := diag.Element("containerDefinitions", i)
	c.image(d, at)
	for j, s := range d.Secrets {
		c.source(s.ValueFrom, diag.Member(diag.Element(diag.Member(at, "secrets"), j), "valueFrom"), urlSecrets, false)
	}
	for j, f := range d.EnvironmentFiles {
		c.object(f.Value, diag.Member(diag.Element(diag.Member(at, "environmentFiles"), j), "value"), urlEnvFiles)
	}
	c.logging(d, at)
	for j, spec := range d.CredentialSpecs {
		c.credentialSpec(spec, diag.Element(diag.Member(at, "credentialSpecs"), j))
	}
}

func (c *collector) image(d *taskdef.ContainerDefinition, at string) {
	path := diag.Member(at, "image")
	if d.RepositoryCredentials != nil {
		c.source(d.RepositoryCredentials.CredentialsParameter, diag.Member(diag.Member(at, "repositoryCredentials"), "credentialsParameter"), urlRegistry, true)
	}
	if r, ok := parseRepository(d.Image); ok {
		role := c.puller()
		c.add(role, "*", path, urlECR, "ecr:GetAuthorizationToken")
		c.add(role, r.arn(), path, urlECR, pullActions...)
		if c.isCached(r.name) {
			c.add(role, r.arn(), path, urlCache, "ecr:BatchImportUpstreamImage")
			if !c.opts.NoCreateRepository {
				c.add(role, r.arn(), path, urlCache, "ecr:CreateRepository")
			}
			if c.opts.TagRepository {
				c.add(role, r.arn(), path, urlCache, "ecr:TagResource")
			}
		}
	}
	c.tracing(d, path)
}

func (c *collector) isCached(name string) bool {
	for _, prefix := range c.opts.PullThrough {
		if strings.HasPrefix(name, strings.TrimSuffix(prefix, "/")+"/") {
			return true
		}
	}
	return false
}

// tracing looks for the daemons that send traces, by the names of their images.
func (c *collector) tracing(d *taskdef.ContainerDefinition, path string) {
	if !strings.Contains(d.Image, "aws-xray-daemon") && !strings.Contains(d.Image, "aws-otel-collector") {
		return
	}
	for _, a := range []string{"PutTraceSegments", "PutTelemetryRecords", "GetSamplingRules", "GetSamplingTargets", "GetSamplingStatisticSummaries"} {
		c.addNeed(Need{Role: TaskRole, Action: "xray:" + a, Resource: "*", Path: path, Certainty: diag.Inferred, Source: urlXRay})
	}
}

// credentialSpec reads credentialspec:ARN and credentialspecdomainless:ARN. The
// secret of the latter is named in the file, which is not at hand.
func (c *collector) credentialSpec(spec, path string) {
	kind, value, _ := strings.Cut(spec, ":")
	if kind != "credentialspec" && kind != "credentialspecdomainless" {
		return
	}
	o, isObject := parseObject(value)
	a, isARN := iam.ParseARN(plain(value))
	switch {
	case isObject:
		c.addNeed(Need{Role: ExecutionRole, Action: "s3:GetObject", Resource: o.resource(), Request: o.request(), Path: path, Source: urlLinuxGMSA})
	case isARN && a.Service == "ssm":
		c.add(ExecutionRole, value, path, urlLinuxGMSA, "ssm:GetParameters")
	default:
		return
	}
	if kind == "credentialspecdomainless" {
		c.addNeed(Need{
			Role: ExecutionRole, Action: "secretsmanager:GetSecretValue", Resource: c.place.arn("secretsmanager", "secret:*"),
			Path: path, Certainty: diag.Inferred, Source: urlLinuxGMSA,
		})
	}
}

// guardDuty adds the pull of the agent that Runtime Monitoring puts into a task.
func (c *collector) guardDuty() {
	if !c.opts.GuardDuty || c.launch != taskdef.CompatibilityFargate {
		return
	}
	c.add(ExecutionRole, "*", "", urlGuardDuty, "ecr:GetAuthorizationToken")
	anybody := c.place
	anybody.account = "*"
	for _, a := range pullActions {
		c.addNeed(Need{Role: ExecutionRole, Action: a, Resource: anybody.arn("ecr", "repository/"+guardDutyName), Certainty: diag.Inferred, Source: urlGuardDuty})
	}
}

// appMesh adds what the proxy of App Mesh asks for, which ended on 2026-09-30.
func (c *collector) appMesh() {
	p := c.td.ProxyConfiguration
	if p == nil || p.Type != "" && p.Type != taskdef.ProxyAppMesh {
		return
	}
	resource := c.place.arn("appmesh", "mesh/*/virtualNode/*")
	for i := range c.td.ContainerDefinitions {
		if c.td.ContainerDefinitions[i].Name != p.ContainerName {
			continue
		}
		for _, e := range c.td.ContainerDefinitions[i].Environment {
			switch e.Name {
			case "APPMESH_RESOURCE_ARN", "APPMESH_VIRTUAL_NODE_NAME":
				if value := plain(e.Value); strings.HasPrefix(value, "arn:") {
					resource = value
				} else if value != "" {
					resource = c.place.arn("appmesh", value)
				}
			}
		}
	}
	c.addNeed(Need{
		Role: TaskRole, Action: "appmesh:StreamAggregatedResources", Resource: resource, Path: "proxyConfiguration",
		Certainty: diag.Documented, Source: "https://docs.aws.amazon.com/app-mesh/latest/userguide/proxy-authorization.html",
	})
}

// streamOf returns the resource of a log group for actions on its streams, and
// that of one of its streams.
func streamOf(p place, group, stream string) (resource, request string) {
	resource = p.arn("logs", fmt.Sprintf("log-group:%s:*", group))
	return resource, p.arn("logs", fmt.Sprintf("log-group:%s:log-stream:%s", group, firstOf(stream, "x")))
}

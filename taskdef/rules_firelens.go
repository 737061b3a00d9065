package taskdef

import (
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var firelensRules = []Rule{
	{
		Code: "TD550", Name: "firelens-type", Title: "a log router is fluentd or fluentbit",
		Source: api + "FirelensConfiguration.html", Check: firelensType,
	},
	{
		Code: "TD551", Name: "firelens-one-router", Title: "a task has one log router",
		Source: guideFirelens, Severity: diag.Warning, Certainty: diag.Inferred, Check: firelensOneRouter,
	},
	{
		Code: "TD552", Name: "firelens-unused", Title: "a log router has a container that logs to it",
		Source: github + "aws/amazon-cloudwatch-logs-for-fluent-bit/issues/20", Certainty: diag.Observed, Check: firelensUnused,
	},
	{
		Code: "TD553", Name: "firelens-router-missing", Title: "the log driver awsfirelens has a log router",
		Source: github + "fabfuel/ecs-deploy/issues/164", Certainty: diag.Observed, Check: firelensRouterMissing,
	},
	{
		Code: "TD554", Name: "firelens-router-self", Title: "the log router does not log to itself",
		Source: guideFirelens, Severity: diag.Warning, Certainty: diag.Inferred, Check: firelensRouterSelf,
	},
	{
		Code: "TD555", Name: "firelens-config-type", Title: "a router's configuration is s3 or file, on Fargate file",
		Source:   github + "aws-samples/amazon-ecs-firelens-examples/issues/32",
		Severity: diag.Warning, Certainty: diag.Observed, Phase: Run, Check: firelensConfigType,
	},
	{
		Code: "TD556", Name: "firelens-config-value", Title: "a router's configuration has a type and a place",
		Source: github + "aws/aws-cli/issues/7147", Certainty: diag.Observed, Check: firelensConfigValue,
	},
	{
		Code: "TD557", Name: "firelens-config-reserved", Title: "a router's configuration is not the file that ECS writes",
		Source: guideFirelens, Severity: diag.Warning, Phase: Run, Check: firelensConfigReserved,
	},
	{
		Code: "TD558", Name: "firelens-metadata", Title: "enable-ecs-log-metadata is true or false",
		Source: api + "FirelensConfiguration.html", Check: firelensMetadata,
	},
	{
		Code: "TD559", Name: "firelens-essential", Title: "a log router is essential and started first",
		Source: guideFirelens, Severity: diag.Info, Phase: Practice, Check: firelensEssential,
	},
	{
		Code: "TD560", Name: "firelens-router-root", Title: "a log router runs as root, for its socket",
		Source: guideFirelens, Severity: diag.Info, Certainty: diag.Inferred, Phase: Practice, Check: firelensRouterRoot,
	},
	{
		Code: "TD561", Name: "firelens-windows", Title: "Windows on Fargate has no FireLens",
		Source: guideWindows, Severity: diag.Warning, Launch: forFargate, Check: firelensWindows,
	},
	{
		Code: "TD562", Name: "firelens-buffer-limit", Title: "log-driver-buffer-limit is 0 to 536870911",
		Source: guide + "firelens-docker-buffer-limit.html", Check: firelensBufferLimit,
	},
}

// router returns the index of the first log router, -1 for none.
func (p *Pass) router() int {
	return slices.IndexFunc(p.containers, func(c ContainerDefinition) bool { return c.FirelensConfiguration != nil })
}

func firelensType(p *Pass) {
	for i, c := range p.each() {
		if f := c.FirelensConfiguration; f != nil && f.Type != FirelensFluentd && f.Type != FirelensFluentBit {
			reportEnum(p, p.at(i, "firelensConfiguration", "type"), f.Type)
		}
	}
}

func firelensOneRouter(p *Pass) {
	first := p.router()
	for i, c := range p.each() {
		if c.FirelensConfiguration != nil && i != first {
			p.Report(p.at(i, "firelensConfiguration"), p.Sprintf("container %q is the task's log router already", p.containers[first].Name), "keep one")
		}
	}
}

func firelensUnused(p *Pass) {
	first := p.router()
	if first < 0 {
		return
	}
	for i, c := range p.each() {
		if c.LogConfiguration != nil && c.LogConfiguration.LogDriver == LogDriverAWSFirelens ||
			p.cfg.Skip != nil && p.Unread(p.at(i, "logConfiguration"), p.at(i, "logConfiguration", "logDriver")) {
			return
		}
	}
	p.Report(p.at(first, "firelensConfiguration"), "no container has the log driver awsfirelens, which this log router is for", `write "logDriver": "awsfirelens" in another container, or delete firelensConfiguration`)
}

func firelensRouterMissing(p *Pass) {
	if p.router() >= 0 {
		return
	}
	for i := range p.containers {
		if p.unreadIn(i, "firelensConfiguration") {
			return
		}
	}
	for i, l := range p.logs() {
		if l.LogDriver == LogDriverAWSFirelens {
			p.Report(p.at(i, "logConfiguration", "logDriver"), "the log driver awsfirelens needs a container with firelensConfiguration, and there is none", "add a log router, such as public.ecr.aws/aws-observability/aws-for-fluent-bit")
		}
	}
}

func firelensRouterSelf(p *Pass) {
	for i, l := range p.logs() {
		if l.LogDriver == LogDriverAWSFirelens && p.containers[i].FirelensConfiguration != nil {
			p.Report(p.at(i, "logConfiguration", "logDriver"), "the log router logs to itself", "write awslogs")
		}
	}
}

func (p *Pass) firelensOption(i int, key string) string {
	return p.at(i, "firelensConfiguration", "options", key)
}

func firelensConfigType(p *Pass) {
	for i, c := range p.each() {
		if c.FirelensConfiguration == nil {
			continue
		}
		switch v, ok := c.FirelensConfiguration.Options["config-file-type"]; {
		case !ok || v == "file":
		case v != "s3":
			p.ReportAs(diag.Warning, diag.Documented, p.firelensOption(i, "config-file-type"), p.Sprintf("config-file-type is %q; allowed are s3 and file", v), "write s3 or file")
		case p.isListed(onFargate):
			p.Report(p.firelensOption(i, "config-file-type"), "on Fargate a task with a configuration from s3 registers and fails when it is run", "put the file into the image, or use an init image of aws-for-fluent-bit")
		}
	}
}

func firelensConfigValue(p *Pass) {
	for i, c := range p.each() {
		if c.FirelensConfiguration == nil {
			continue
		}
		kind, hasKind := c.FirelensConfiguration.Options["config-file-type"]
		value, hasValue := c.FirelensConfiguration.Options["config-file-value"]
		switch {
		case hasKind && !hasValue:
			p.Report(p.firelensOption(i, "config-file-value"), "config-file-type comes without config-file-value", "add the file's place")
		case hasValue && !hasKind:
			p.Report(p.firelensOption(i, "config-file-type"), "config-file-value comes without config-file-type", "add s3 or file")
		case kind == "s3":
			if a, ok := parseARN(value); !ok || a.service != "s3" || !strings.Contains(a.resource, "/") {
				p.Report(p.firelensOption(i, "config-file-value"), p.Sprintf("%q is not the ARN of an S3 object", value), "write arn:aws:s3:::bucket/key")
			}
		}
	}
}

func firelensConfigReserved(p *Pass) {
	for i, c := range p.each() {
		if c.FirelensConfiguration == nil {
			continue
		}
		switch v := c.FirelensConfiguration.Options["config-file-value"]; v {
		case "/fluent-bit/etc/fluent-bit.conf", "/fluentd/etc/fluent.conf":
			p.Report(p.firelensOption(i, "config-file-value"), p.Sprintf("ECS writes its own configuration to %s", v), "use another path")
		}
	}
}

func firelensMetadata(p *Pass) {
	for i, c := range p.each() {
		if c.FirelensConfiguration == nil {
			continue
		}
		if v, ok := c.FirelensConfiguration.Options["enable-ecs-log-metadata"]; ok && v != "true" && v != "false" {
			p.Report(p.firelensOption(i, "enable-ecs-log-metadata"), p.Sprintf("enable-ecs-log-metadata is %q; allowed are true and false", v), "write true or false")
		}
	}
}

func firelensEssential(p *Pass) {
	r := p.router()
	if r < 0 {
		return
	}
	if !isEssential(&p.containers[r]) {
		p.Report(p.at(r, "essential"), "the task goes on without its logs when the log router ends", `write "essential": true`)
	}
	for i, c := range p.each() {
		if i == r || c.LogConfiguration == nil || c.LogConfiguration.LogDriver != LogDriverAWSFirelens {
			continue
		}
		if !slices.ContainsFunc(c.DependsOn, func(d ContainerDependency) bool { return d.ContainerName == p.containers[r].Name }) {
			p.Report(p.at(i, "dependsOn"), p.Sprintf("container %q may log before its log router %q runs", c.Name, p.containers[r].Name), "depend on the log router with START or HEALTHY")
		}
	}
}

func firelensRouterRoot(p *Pass) {
	if r := p.router(); r >= 0 {
		if user, _, _ := strings.Cut(p.containers[r].User, ":"); user != "" && user != "0" && user != "root" {
			p.Report(p.at(r, "user"), p.Sprintf("the log router runs as %q, and FireLens's socket belongs to root", user), `write "user": "0"`)
		}
	}
}

func firelensWindows(p *Pass) {
	if r := p.router(); r >= 0 && p.windows {
		p.Report(p.at(r, "firelensConfiguration"), "Windows on Fargate has no FireLens", "use awslogs or splunk")
	}
}

func firelensBufferLimit(p *Pass) {
	for i, l := range p.logs() {
		v, ok := l.Options["log-driver-buffer-limit"]
		if ok && l.LogDriver == LogDriverAWSFirelens && (!isAll(v, isDigit) || len(v) > 9 || len(v) == 9 && v >= "536870912") {
			p.Report(p.logOption(i, "log-driver-buffer-limit"), p.Sprintf("log-driver-buffer-limit is %q, not from 0 to 536870911", v), "write a number of log lines")
		}
	}
}

package taskdef

import (
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var logRules = []Rule{
	{Code: "TD500", Name: "logdriver-required", Title: "a log configuration has a driver", Source: apiLog, Check: logDriverRequired},
	{Code: "TD501", Name: "logdriver-enum", Title: "a log driver is one that ECS knows", Source: apiLog, Check: logDriverEnum},
	{
		Code: "TD502", Name: "fargate-log-driver", Title: "on Fargate the log driver is awslogs, splunk or awsfirelens",
		Source: apiLog, Launch: forFargate, Check: fargateLogDriver,
	},
	{
		Code: "TD503", Name: "mi-log-driver", Title: "on Managed Instances the log driver is awslogs, splunk, awsfirelens or json-file",
		Source: apiLog, Launch: forManaged, Check: managedLogDriver,
	},
	{
		Code: "TD504", Name: "log-missing", Title: "a container has a log configuration",
		Source: securityHub, Severity: diag.Warning, Certainty: diag.Inferred, Phase: Practice, Check: logMissing,
	},
	{
		Code: "TD505", Name: "secretoptions-fields", Title: "a secret option has a name and a source",
		Source: api + "Secret.html", Check: secretOptionsFields,
	},
}

func logDriverRequired(p *Pass) {
	for i, l := range p.logs() {
		if l.LogDriver == "" {
			p.Report(p.at(i, "logConfiguration", "logDriver"), "the log configuration has no driver", "write for example awslogs")
		}
	}
}

func logDriverEnum(p *Pass) {
	for i, l := range p.logs() {
		switch l.LogDriver {
		case "", LogDriverAWSLogs, LogDriverAWSFirelens, LogDriverSplunk, LogDriverJSONFile, LogDriverSyslog, LogDriverJournald, LogDriverGELF, LogDriverFluentd:
		default:
			reportEnum(p, p.at(i, "logConfiguration", "logDriver"), l.LogDriver)
		}
	}
}

func fargateLogDriver(p *Pass) {
	for i, l := range p.logs() {
		switch l.LogDriver {
		case LogDriverJSONFile, LogDriverSyslog, LogDriverJournald, LogDriverGELF, LogDriverFluentd:
			p.Report(p.at(i, "logConfiguration", "logDriver"), p.Sprintf("Fargate has the log drivers awslogs, splunk and awsfirelens, not %s", l.LogDriver), "write awslogs, splunk or awsfirelens")
		}
	}
}

func managedLogDriver(p *Pass) {
	for i, l := range p.logs() {
		switch l.LogDriver {
		case LogDriverSyslog, LogDriverJournald, LogDriverGELF, LogDriverFluentd:
			p.Report(p.at(i, "logConfiguration", "logDriver"), p.Sprintf("Managed Instances have the log drivers awslogs, splunk, awsfirelens and json-file, not %s", l.LogDriver), "write one of those")
		}
	}
}

func logMissing(p *Pass) {
	for i, c := range p.each() {
		if c.LogConfiguration == nil && c.FirelensConfiguration == nil && !p.unreadIn(i, "logConfiguration") {
			p.Report(p.at(i, "logConfiguration"), p.Sprintf("the output of container %q is lost, or kept where its instance keeps it", c.Name), "add a logConfiguration")
		}
	}
}

func secretOptionsFields(p *Pass) {
	for i, l := range p.logs() {
		for j, s := range l.SecretOptions {
			if s.Name == "" {
				p.Report(p.at(i, "logConfiguration", "secretOptions", j, "name"), "the secret option has no name", "name the option of the log driver")
			}
			if s.ValueFrom == "" {
				p.Report(p.at(i, "logConfiguration", "secretOptions", j, "valueFrom"), "the secret option has no source", "write the ARN of a secret or a parameter")
			}
		}
	}
}

var logOptionRules = []Rule{
	{
		Code: "TD510", Name: "awslogs-required", Title: "awslogs has its group and its region",
		Source: github + "aws-cloudformation/cfn-lint/issues/1787", Certainty: diag.Observed, Check: awslogsRequired,
	},
	{
		Code: "TD511", Name: "awslogs-stream-prefix-fargate", Title: "on Fargate awslogs has a stream prefix",
		Source: github + "aws/aws-cdk/issues/1422", Certainty: diag.Observed, Launch: forFargate, Check: awslogsPrefixFargate,
	},
	{
		Code: "TD512", Name: "awslogs-stream-prefix", Title: "awslogs has a stream prefix, for the console's log tab",
		Source: apiLog, Severity: diag.Info, Phase: Practice, Check: awslogsPrefix,
	},
	{
		Code: "TD513", Name: "awslogs-create-group", Title: "awslogs-create-group is true or absent",
		Source: github + "terraform-linters/tflint-ruleset-aws/issues/348", Certainty: diag.Observed, Check: awslogsCreateGroup,
	},
	{
		Code: "TD514", Name: "awslogs-create-group-perm", Title: "who creates log groups may do so",
		Source: apiLog, Severity: diag.Info, Phase: Run, Check: awslogsCreateGroupPermission,
	},
	{
		Code: "TD515", Name: "logopt-unknown", Title: "a log driver's options are options that it has",
		Source: github + "aws/amazon-ecs-agent/issues/872", Certainty: diag.Observed, Check: logOptionUnknown,
	},
	{
		Code: "TD516", Name: "awslogs-multiline-both", Title: "awslogs has one way to join lines",
		Source: apiLog, Check: awslogsMultilineBoth,
	},
	{Code: "TD517", Name: "log-mode", Title: "the log mode is blocking or non-blocking", Source: apiLog, Check: logMode},
	{
		Code: "TD518", Name: "log-mode-default", Title: "it is decided whether logs may be lost or may block",
		Source: guide + "ecs-account-settings.html", Severity: diag.Info, Phase: Practice, Check: logModeDefault,
	},
	{
		Code: "TD519", Name: "log-max-buffer", Title: "max-buffer-size is a size, and used",
		Source: apiLog, Severity: diag.Warning, Phase: NoEffect, Check: logMaxBuffer,
	},
	{
		Code: "TD520", Name: "loggroup-name", Title: "a log group's name has 1 to 512 allowed characters",
		Source:   "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
		Severity: diag.Warning, Certainty: diag.Inferred, Phase: Run, Check: logGroupName,
	},
	{
		Code: "TD521", Name: "log-region-mismatch", Title: "logs stay in the region of the image",
		Source: apiLog, Severity: diag.Info, Certainty: diag.Inferred, Phase: Practice, Check: logRegionMismatch,
	},
	{
		Code: "TD522", Name: "splunk-required", Title: "splunk has its URL and its token",
		Source: apiLog, Check: splunkRequired,
	},
	{
		Code: "TD523", Name: "splunk-token-plain", Title: "splunk's token is a secret",
		Source: guideSecrets, Severity: diag.Warning, Phase: Security, Check: splunkTokenPlain,
	},
}

func (p *Pass) logOption(i int, key string) string {
	return p.at(i, "logConfiguration", "options", key)
}

// hasLogOption reports whether an option is given, plainly or as a secret.
func (p *Pass) hasLogOption(i int, l *LogConfiguration, key string) bool {
	if _, ok := l.Options[key]; ok {
		return true
	}
	for _, s := range l.SecretOptions {
		if s.Name == key {
			return true
		}
	}
	return p.cfg.Skip != nil && (p.Unread(p.at(i, "logConfiguration", "options")) || p.Unread(p.logOption(i, key)))
}

func awslogsRequired(p *Pass) {
	for i, l := range p.logs() {
		if l.LogDriver != LogDriverAWSLogs {
			continue
		}
		for _, key := range [...]string{"awslogs-group", "awslogs-region"} {
			if !p.hasLogOption(i, l, key) {
				p.Report(p.logOption(i, key), p.Sprintf("log driver awslogs needs the option %s", key), "add it")
			}
		}
	}
}

func awslogsPrefixFargate(p *Pass) {
	for i, l := range p.logs() {
		if l.LogDriver == LogDriverAWSLogs && !p.hasLogOption(i, l, "awslogs-stream-prefix") {
			p.Report(p.logOption(i, "awslogs-stream-prefix"), "on Fargate log driver awslogs needs the option awslogs-stream-prefix", "add it, for example with the service's name")
		}
	}
}

func awslogsPrefix(p *Pass) {
	if p.maybeFor(onFargate) {
		return
	}
	for i, l := range p.logs() {
		if l.LogDriver == LogDriverAWSLogs && !p.hasLogOption(i, l, "awslogs-stream-prefix") {
			p.Report(p.logOption(i, "awslogs-stream-prefix"), "without a stream prefix a log stream has the container's Docker id for a name, and the console does not show it", "add awslogs-stream-prefix")
		}
	}
}

func awslogsCreateGroup(p *Pass) {
	for i, l := range p.logs() {
		v, ok := l.Options["awslogs-create-group"]
		switch {
		case !ok || v == "true" || l.LogDriver != LogDriverAWSLogs:
		case strings.EqualFold(v, "true"):
			p.ReportAs(diag.Warning, diag.Unknown, p.logOption(i, "awslogs-create-group"), p.Sprintf("it is not verified that %q is taken; true is", v), "write true")
		default:
			p.Report(p.logOption(i, "awslogs-create-group"), p.Sprintf("awslogs-create-group is %q; allowed is true", v), "delete the option")
		}
	}
}

func awslogsCreateGroupPermission(p *Pass) {
	for i, l := range p.logs() {
		if l.LogDriver == LogDriverAWSLogs && l.Options["awslogs-create-group"] == "true" {
			p.Report(p.logOption(i, "awslogs-create-group"), "AmazonECSTaskExecutionRolePolicy does not allow logs:CreateLogGroup, which this option needs", "allow it to the execution role, or create the group beforehand")
		}
	}
}

// knownLogOption reports whether a driver has the option. ok is false for drivers
// whose options are not known.
func knownLogOption(d LogDriver, key string) (known, ok bool) {
	switch key {
	case "mode", "max-buffer-size":
		return true, true
	case "tag", "labels", "labels-regex", "env", "env-regex":
		if d != LogDriverAWSLogs && d != LogDriverAWSFirelens {
			return true, true
		}
	}
	switch d {
	case LogDriverAWSLogs:
		switch key {
		case "awslogs-create-group", "awslogs-datetime-format", "awslogs-group", "awslogs-multiline-pattern", "awslogs-region",
			"awslogs-stream-prefix", "awslogs-endpoint", "awslogs-credentials-endpoint", "awslogs-stream", "awslogs-force-flush-interval-seconds",
			"awslogs-max-buffered-events", "awslogs-format", "tag":
			return true, true
		}
		return false, true
	case LogDriverSplunk:
		return strings.HasPrefix(key, "splunk-"), true
	case LogDriverGELF:
		return strings.HasPrefix(key, "gelf-"), true
	case LogDriverSyslog:
		return strings.HasPrefix(key, "syslog-"), true
	case LogDriverFluentd:
		return strings.HasPrefix(key, "fluentd-"), true
	case LogDriverJSONFile:
		return key == "max-size" || key == "max-file" || key == "compress", true
	}
	return false, false
}

func logOptionUnknown(p *Pass) {
	for i, l := range p.logs() {
		unknown := func(key string) bool {
			known, ok := knownLogOption(l.LogDriver, key)
			return ok && !known
		}
		for _, key := range keysThat(l.Options, unknown) {
			severity, certainty := diag.Warning, diag.Inferred
			if l.LogDriver == LogDriverAWSLogs {
				severity, certainty = diag.Error, diag.Observed
			}
			p.ReportAs(severity, certainty, p.logOption(i, key), p.Sprintf("log driver %s has no option %q", l.LogDriver, key), "delete it")
		}
	}
}

func awslogsMultilineBoth(p *Pass) {
	for i, l := range p.logs() {
		_, format := l.Options["awslogs-datetime-format"]
		_, pattern := l.Options["awslogs-multiline-pattern"]
		if format && pattern && l.LogDriver == LogDriverAWSLogs {
			p.Report(p.logOption(i, "awslogs-multiline-pattern"), "awslogs-datetime-format and awslogs-multiline-pattern exclude each other", "delete one")
		}
	}
}

func logMode(p *Pass) {
	for i, l := range p.logs() {
		if v, ok := l.Options["mode"]; ok && v != "blocking" && v != "non-blocking" && l.LogDriver != LogDriverAWSFirelens {
			p.Report(p.logOption(i, "mode"), p.Sprintf("the log mode is %q; allowed are blocking and non-blocking", v), "write blocking or non-blocking")
		}
	}
}

func logModeDefault(p *Pass) {
	for i, l := range p.logs() {
		if _, ok := l.Options["mode"]; !ok && l.LogDriver != LogDriverAWSFirelens && !p.hasLogOption(i, l, "mode") {
			p.Report(p.logOption(i, "mode"), "since 2025-06-25 logs are dropped when the buffer is full, unless the account or this option says otherwise", "write blocking, or non-blocking and max-buffer-size")
		}
	}
}

func isBufferSize(s string) bool {
	s = strings.ToLower(s)
	s = strings.TrimSuffix(s, "b")
	if s != "" && strings.IndexByte("kmg", s[len(s)-1]) >= 0 {
		s = s[:len(s)-1]
	}
	return isAll(s, isDigit)
}

func logMaxBuffer(p *Pass) {
	for i, l := range p.logs() {
		v, ok := l.Options["max-buffer-size"]
		switch {
		case !ok:
		case !isBufferSize(v):
			p.Report(p.logOption(i, "max-buffer-size"), p.Sprintf("%q is no size such as 25m", v), "write a number with k, m or g")
		case l.Options["mode"] == "blocking":
			p.Report(p.logOption(i, "max-buffer-size"), "max-buffer-size has no effect when mode is blocking", "delete it, or write mode non-blocking")
		}
	}
}

func logGroupName(p *Pass) {
	for i, l := range p.logs() {
		v, ok := l.Options["awslogs-group"]
		if ok && l.LogDriver == LogDriverAWSLogs && (len(v) > 512 || !isAll(v, func(c byte) bool {
			return isLetter(c) || isDigit(c) || strings.IndexByte(".-_/#", c) >= 0
		})) {
			p.Report(p.logOption(i, "awslogs-group"), p.Sprintf("%q is no name of a log group: 1 to 512 letters, digits and . - _ / #", v), "")
		}
	}
}

func logRegionMismatch(p *Pass) {
	for i, l := range p.logs() {
		region := l.Options["awslogs-region"]
		if region == "" || l.LogDriver != LogDriverAWSLogs {
			continue
		}
		if r, ok := parseImage(p.containers[i].Image).ecr(); ok && r != region {
			p.Report(p.logOption(i, "awslogs-region"), p.Sprintf("logs go to %s, and the image comes from %s", region, r), "")
		}
	}
}

func splunkRequired(p *Pass) {
	for i, l := range p.logs() {
		if l.LogDriver != LogDriverSplunk {
			continue
		}
		for _, key := range [...]string{"splunk-url", "splunk-token"} {
			if !p.hasLogOption(i, l, key) {
				hint := "add it"
				if key == "splunk-token" {
					hint = "add it to secretOptions"
				}
				p.Report(p.logOption(i, key), p.Sprintf("log driver splunk needs the option %s", key), hint)
			}
		}
	}
}

func splunkTokenPlain(p *Pass) {
	for i, l := range p.logs() {
		if _, ok := l.Options["splunk-token"]; ok && l.LogDriver == LogDriverSplunk {
			p.Report(p.logOption(i, "splunk-token"), "the token can be read by everybody who may describe the task definition", "move it to secretOptions")
		}
	}
}

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
		Code: "TD562", Name: "firelens-buffer-limit", Title: "log-driver-buffer-limit is 0 to 536870912",
		Source: guideFirelens, Check: firelensBufferLimit,
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
		if ok && l.LogDriver == LogDriverAWSFirelens && (!isAll(v, isDigit) || len(v) > 9 || len(v) == 9 && v > "536870912") {
			p.Report(p.logOption(i, "log-driver-buffer-limit"), p.Sprintf("log-driver-buffer-limit is %q, not from 0 to 536870912", v), "write a number of events")
		}
	}
}

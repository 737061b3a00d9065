package taskdef

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
)

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
		Severity: diag.Warning, Phase: Run, Check: logGroupName,
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
		if !ok || l.LogDriver != LogDriverAWSLogs {
			continue
		}
		if len(v) > 512 || !isAll(v, func(c byte) bool { return isLetter(c) || isDigit(c) || strings.IndexByte(".-_/#", c) >= 0 }) {
			p.Report(p.logOption(i, "awslogs-group"), p.Sprintf("%q is no name of a log group: 1 to 512 letters, digits and . - _ / #", v), "")
		} else if strings.HasPrefix(v, "aws/") {
			p.Report(p.logOption(i, "awslogs-group"), p.Sprintf("%q starts with aws/, which no new log group may", v), p.Sprintf("write for example /%s", v))
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

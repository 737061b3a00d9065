package taskdef

import (
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
		Source: securityHub, Severity: diag.Warning, Phase: Practice, Check: logMissing,
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

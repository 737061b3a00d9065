package taskdef

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var healthRules = []Rule{
	{Code: "TD230", Name: "healthcheck-command", Title: "a health check has a command", Source: apiHealth, Check: healthCommand},
	{
		Code: "TD231", Name: "healthcheck-prefix", Title: "a health check's command starts with CMD or CMD-SHELL",
		Source:   github + "aws/aws-cdk/issues/34389",
		Severity: diag.Warning, Certainty: diag.Observed, Phase: Practice, Check: healthPrefix,
	},
	{
		Code: "TD232", Name: "healthcheck-shell-arity", Title: "CMD-SHELL comes with exactly one text",
		Source: apiHealth, Severity: diag.Warning, Certainty: diag.Inferred, Phase: Practice, Check: healthShellArity,
	},
	{Code: "TD233", Name: "healthcheck-interval", Title: "a health check's interval is 5 to 300 seconds", Source: apiHealth, Check: healthInterval},
	{Code: "TD234", Name: "healthcheck-timeout", Title: "a health check's timeout is 2 to 60 seconds", Source: apiHealth, Check: healthTimeout},
	{Code: "TD235", Name: "healthcheck-retries", Title: "a health check has 1 to 10 retries", Source: apiHealth, Check: healthRetries},
	{
		Code: "TD236", Name: "healthcheck-startperiod", Title: "a health check's start period is 0 to 300 seconds",
		Source: apiHealth, Check: healthStartPeriod,
	},
	{
		Code: "TD237", Name: "healthcheck-timeout-gt-interval", Title: "a health check ends before the next starts",
		Source: apiHealth, Severity: diag.Warning, Certainty: diag.Inferred, Phase: Practice, Check: healthTimeoutOverInterval,
	},
	{
		Code: "TD238", Name: "healthcheck-curl-missing", Title: "a health check uses a program that the image has",
		Source: apiHealth, Severity: diag.Warning, Certainty: diag.Inferred, Phase: Practice, Check: healthProgramMissing,
	},
	{
		Code: "TD239", Name: "healthcheck-missing", Title: "an essential container that serves a port has a health check",
		Source: guide + "healthcheck.html", Severity: diag.Info, Certainty: diag.Inferred, Phase: Practice, Check: healthMissing,
	},
}

func healthCommand(p *Pass) {
	for i, c := range p.each() {
		if c.HealthCheck != nil && len(c.HealthCheck.Command) == 0 {
			p.Report(p.at(i, "healthCheck", "command"), "the health check has no command", `write for example ["CMD-SHELL", "curl -f http://localhost/ || exit 1"]`)
		}
	}
}

func healthPrefix(p *Pass) {
	for i, c := range p.each() {
		if c.HealthCheck == nil || len(c.HealthCheck.Command) == 0 {
			continue
		}
		switch first := c.HealthCheck.Command[0]; {
		case first == "CMD" || first == "CMD-SHELL" || first == "NONE":
		case strings.HasPrefix(first, "CMD-SHELL") || strings.HasPrefix(first, "CMD,") || strings.HasPrefix(first, "CMD "):
			// healthcheck-shell-arity says it.
		default:
			p.Report(p.at(i, "healthCheck", "command", 0), p.Sprintf("the command starts with %q; documented are CMD and CMD-SHELL", first), "put CMD before a program and its arguments, CMD-SHELL before one text for a shell")
		}
	}
}

func healthShellArity(p *Pass) {
	for i, c := range p.each() {
		if c.HealthCheck == nil || len(c.HealthCheck.Command) == 0 {
			continue
		}
		list := c.HealthCheck.Command
		switch first := list[0]; {
		case first == "CMD-SHELL" && len(list) != 2:
			p.Report(p.at(i, "healthCheck", "command"), p.Sprintf("CMD-SHELL is followed by %d texts; a shell takes one", len(list)-1), "join them into one text, or use CMD")
		case first == "CMD" && len(list) < 2:
			p.Report(p.at(i, "healthCheck", "command"), "CMD is followed by no program", "add the program and its arguments")
		case first != "CMD-SHELL" && (strings.HasPrefix(first, "CMD-SHELL") || strings.HasPrefix(first, "CMD,") || strings.HasPrefix(first, "CMD ")):
			p.Report(p.at(i, "healthCheck", "command", 0), p.Sprintf("%q is one text, as the console writes it", first), `write ["CMD-SHELL", "…"]`)
		}
	}
}

func (p *Pass) healthRange(member, what string, lo, hi int, unit string, value func(*HealthCheck) *int) {
	for i, c := range p.each() {
		if c.HealthCheck != nil {
			if v := value(c.HealthCheck); v != nil && (*v < lo || *v > hi) {
				p.reportRange(p.at(i, "healthCheck", member), what, *v, lo, hi, unit)
			}
		}
	}
}

func healthInterval(p *Pass) {
	p.healthRange("interval", "the interval", 5, 300, "seconds", func(h *HealthCheck) *int { return h.Interval })
}

func healthTimeout(p *Pass) {
	p.healthRange("timeout", "the timeout", 2, 60, "seconds", func(h *HealthCheck) *int { return h.Timeout })
}

func healthRetries(p *Pass) {
	p.healthRange("retries", "the number of retries", 1, 10, "", func(h *HealthCheck) *int { return h.Retries })
}

func healthStartPeriod(p *Pass) {
	p.healthRange("startPeriod", "the start period", 0, 300, "seconds", func(h *HealthCheck) *int { return h.StartPeriod })
}

func orElse(v *int, absent int) int {
	if v == nil {
		return absent
	}
	return *v
}

func healthTimeoutOverInterval(p *Pass) {
	for i, c := range p.each() {
		if h := c.HealthCheck; h != nil && orElse(h.Timeout, 5) > orElse(h.Interval, 30) {
			p.Report(p.at(i, "healthCheck", "timeout"), p.Sprintf("the timeout of %d seconds is longer than the interval of %d", orElse(h.Timeout, 5), orElse(h.Interval, 30)), "raise interval or lower timeout")
		}
	}
}

func healthProgramMissing(p *Pass) {
	for i, c := range p.each() {
		if c.HealthCheck == nil || !strings.Contains(c.Image, "distroless") && !strings.Contains(c.Image, "chainguard/static") && c.Image != "scratch" {
			continue
		}
		for j, text := range c.HealthCheck.Command {
			if text == "CMD-SHELL" || strings.Contains(text, "curl") || strings.Contains(text, "wget") {
				p.Report(p.at(i, "healthCheck", "command", j), p.Sprintf("image %q has in all likelihood no shell, curl or wget", c.Image), "use a program that the image has")
				break
			}
		}
	}
}

func healthMissing(p *Pass) {
	for i, c := range p.each() {
		if c.HealthCheck == nil && len(c.PortMappings) > 0 && isEssential(c) && !p.unreadIn(i, "healthCheck") {
			p.Report(p.at(i, "healthCheck"), p.Sprintf("container %q serves a port and has no healthCheck; that of its image is not looked at", c.Name), "add a healthCheck")
		}
	}
}

var lifecycleRules = []Rule{
	{
		Code: "TD260", Name: "starttimeout-fargate", Title: "on Fargate a start time-out is 2 to 120 seconds",
		Source: apiContainer, Launch: forFargate, Check: startTimeoutFargate,
	},
	{
		Code: "TD261", Name: "starttimeout-min", Title: "a start time-out is at least 2 seconds",
		Source: apiContainer, Severity: diag.Info, Phase: Practice, Launch: forEC2, Check: startTimeoutMin,
	},
	{
		Code: "TD262", Name: "starttimeout-useless", Title: "a container with a start time-out is waited for",
		Source: apiContainer, Severity: diag.Info, Certainty: diag.Inferred, Phase: NoEffect, Check: startTimeoutUseless,
	},
	{
		Code: "TD263", Name: "stoptimeout-fargate", Title: "on Fargate a stop time-out is 2 to 120 seconds",
		Source: apiContainer, Launch: forFargate, Check: stopTimeoutFargate,
	},
	{
		Code: "TD264", Name: "stoptimeout-spot", Title: "a stop time-out fits into the two minutes' notice of Spot",
		Source: guide + "container-instance-spot.html", Severity: diag.Info, Phase: Practice, Check: stopTimeoutSpot,
	},
	{
		Code: "TD265", Name: "restart-enabled-required", Title: "a restart policy says whether it is enabled",
		Source: api + "ContainerRestartPolicy.html", Check: restartEnabled,
	},
	{
		Code: "TD266", Name: "restart-period", Title: "a restart policy's period is 60 to 1800 seconds",
		Source: api + "ContainerRestartPolicy.html", Check: restartPeriod,
	},
	{
		Code: "TD267", Name: "restart-exitcodes-max", Title: "a restart policy ignores at most 50 exit codes",
		Source: api + "ContainerRestartPolicy.html", Check: restartExitCodesMax,
	},
	{
		Code: "TD268", Name: "restart-exitcodes-range", Title: "an exit code is 0 to 255",
		Source:   api + "ContainerRestartPolicy.html",
		Severity: diag.Info, Certainty: diag.Inferred, Phase: NoEffect, Check: restartExitCodesRange,
	},
	{
		Code: "TD269", Name: "restart-disabled-fields", Title: "a restart policy that is not enabled has nothing else",
		Source:   api + "ContainerRestartPolicy.html",
		Severity: diag.Info, Certainty: diag.Inferred, Phase: NoEffect, Check: restartDisabledFields,
	},
	{
		Code: "TD270", Name: "restart-platform", Title: "a restart policy is used where it works",
		Source:   guide + "container-restart-policy.html",
		Severity: diag.Warning, Phase: Run, Check: restartPlatform,
	},
}

func startTimeoutFargate(p *Pass) {
	for i, c := range p.each() {
		if v := c.StartTimeout; v != nil && (*v < 2 || *v > 120) {
			p.reportRange(p.at(i, "startTimeout"), "the start time-out", *v, 2, 120, "seconds")
		}
	}
}

func startTimeoutMin(p *Pass) {
	for i, c := range p.each() {
		if v := c.StartTimeout; v != nil && *v < 2 && !p.maybeFor(onFargate) {
			p.Report(p.at(i, "startTimeout"), p.Sprintf("the start time-out is %d seconds; the least that is documented is 2", *v), "write at least 2")
		}
	}
}

func startTimeoutUseless(p *Pass) {
	for i, c := range p.each() {
		if c.StartTimeout == nil || p.namesUnread() {
			continue
		}
		awaited := false
		for _, d := range p.dependencies() {
			awaited = awaited || d.ContainerName == c.Name && d.Condition != ConditionStart
		}
		if !awaited {
			p.Report(p.at(i, "startTimeout"), p.Sprintf("no container waits for %q to end or to be healthy, so that its start time-out is not used", c.Name), "delete it")
		}
	}
}

func stopTimeoutFargate(p *Pass) {
	for i, c := range p.each() {
		if v := c.StopTimeout; v != nil && (*v < 2 || *v > 120) {
			p.reportRange(p.at(i, "stopTimeout"), "the stop time-out", *v, 2, 120, "seconds")
		}
	}
}

func stopTimeoutSpot(p *Pass) {
	if p.maybeFor(onFargate) {
		return
	}
	for i, c := range p.each() {
		if v := c.StopTimeout; v != nil && *v > 120 {
			p.Report(p.at(i, "stopTimeout"), p.Sprintf("%d seconds are more than the 120 between the notice and the end of a Spot instance", *v), "write at most 120 if the task may run on Spot")
		}
	}
}

func restartEnabled(p *Pass) {
	for i, c := range p.each() {
		if c.RestartPolicy != nil && c.RestartPolicy.Enabled == nil {
			p.Report(p.at(i, "restartPolicy", "enabled"), "the restart policy does not say whether it is enabled", "write true or false")
		}
	}
}

func restartPeriod(p *Pass) {
	for i, c := range p.each() {
		if c.RestartPolicy == nil {
			continue
		}
		if v := c.RestartPolicy.RestartAttemptPeriod; v != nil && (*v < 60 || *v > 1800) {
			p.reportRange(p.at(i, "restartPolicy", "restartAttemptPeriod"), "the period", *v, 60, 1800, "seconds")
		}
	}
}

func restartExitCodesMax(p *Pass) {
	for i, c := range p.each() {
		if c.RestartPolicy != nil && len(c.RestartPolicy.IgnoredExitCodes) > 50 {
			p.Report(p.at(i, "restartPolicy", "ignoredExitCodes"), p.Sprintf("%d exit codes are more than the 50 allowed", len(c.RestartPolicy.IgnoredExitCodes)), "delete some")
		}
	}
}

func restartExitCodesRange(p *Pass) {
	if !p.onLinux {
		return
	}
	for i, c := range p.each() {
		if c.RestartPolicy == nil {
			continue
		}
		for j, code := range c.RestartPolicy.IgnoredExitCodes {
			if code < 0 || code > 255 {
				p.Report(p.at(i, "restartPolicy", "ignoredExitCodes", j), p.Sprintf("no process ends with the code %d; codes are 0 to 255", code), "delete it")
			}
		}
	}
}

func restartDisabledFields(p *Pass) {
	for i, c := range p.each() {
		r := c.RestartPolicy
		if r != nil && r.Enabled != nil && !*r.Enabled && (r.RestartAttemptPeriod != nil || len(r.IgnoredExitCodes) > 0) {
			p.Report(p.at(i, "restartPolicy"), "the restart policy is not enabled, and its other members have no effect", "enable it or delete it")
		}
	}
}

func restartPlatform(p *Pass) {
	for i, c := range p.each() {
		if c.RestartPolicy == nil || !isTrue(c.RestartPolicy.Enabled) {
			continue
		}
		switch {
		case p.windows && p.isListed(onFargate):
			p.Report(p.at(i, "restartPolicy"), "Windows on Fargate has no restart policies", "delete it, or use EC2")
		case p.isListed(onFargate) && p.platformBefore("1.4.0"):
			p.Report(p.at(i, "restartPolicy"), p.Sprintf("platform version %s has no restart policy", p.cfg.PlatformVersion), "use platform version 1.4.0 or later")
		}
	}
}

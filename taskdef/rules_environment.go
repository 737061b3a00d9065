package taskdef

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var environmentRules = []Rule{
	{
		Code: "TD600", Name: "env-name-required", Title: "an environment variable has a name",
		Source: api + "KeyValuePair.html", Certainty: diag.Observed, Check: envNameRequired,
	},
	{
		Code: "TD601", Name: "env-duplicate", Title: "a container has an environment variable once",
		Source: api + "KeyValuePair.html", Severity: diag.Warning, Certainty: diag.Unknown, Phase: Practice, Check: envDuplicate,
	},
	{
		Code: "TD602", Name: "env-reserved", Title: "variables that ECS sets are left to it",
		Source: guide + "task-metadata-endpoint-v4.html", Severity: diag.Warning, Phase: Practice, Check: envReserved,
	},
	{
		Code: "TD603", Name: "env-static-creds", Title: "no AWS credentials stand in the environment",
		Source: securityHub, Severity: diag.Warning, Phase: Security, Check: envStaticCredentials,
	},
	{
		Code: "TD604", Name: "env-secret-looking", Title: "no secret stands in the environment",
		Source: guideSecrets, Severity: diag.Warning, Certainty: diag.Inferred, Phase: Security, Check: envSecretLooking,
	},
	{
		Code: "TD605", Name: "envfile-max", Title: "a container has at most 10 environment files",
		Source: apiContainer, Check: envFileMax,
	},
	{Code: "TD606", Name: "envfile-type", Title: "an environment file has the type s3", Source: api + "EnvironmentFile.html", Check: envFileType},
	{
		Code: "TD607", Name: "envfile-arn", Title: "an environment file is an S3 object whose name ends in .env",
		Source: guide + "use-environment-file.html", Check: envFileARN,
	},
	{
		Code: "TD608", Name: "envfile-exec-role", Title: "environment files come with an execution role",
		Source: guide + "use-environment-file.html", Severity: diag.Warning, Check: envFileExecutionRole,
	},
	{
		Code: "TD609", Name: "envfile-windows-fargate", Title: "Windows on Fargate has no environment files",
		Source:   guide + "use-environment-file.html",
		Severity: diag.Warning, Phase: Run, Launch: forFargate, Check: envFileWindows,
	},
}

func (p *Pass) env(at pair, member string) string { return p.at(at.c, "environment", at.i, member) }

func envNameRequired(p *Pass) {
	for at, v := range p.variables() {
		if strings.TrimSpace(v.Name) == "" {
			p.Report(p.env(at, "name"), "the environment variable has no name", "name it or delete it")
		}
	}
}

func envDuplicate(p *Pass) {
	for c := range p.containers {
		list := p.containers[c].Environment
		repeats(len(list), func(i int) string { return list[i].Name }, func(i, first int) {
			p.Report(p.at(c, "environment", i, "name"), p.Sprintf("%s stands here twice; nobody has verified which value wins, in Docker the last", list[i].Name), "delete one")
		})
	}
}

func envReserved(p *Pass) {
	for at, v := range p.variables() {
		n := v.Name
		if strings.HasPrefix(n, "AWS_CONTAINER_CREDENTIALS_") || strings.HasPrefix(n, "AWS_CONTAINER_AUTHORIZATION_TOKEN") ||
			strings.HasPrefix(n, "ECS_CONTAINER_METADATA_URI") || n == "ECS_AGENT_URI" || n == "AWS_EXECUTION_ENV" {
			p.Report(p.env(at, "name"), p.Sprintf("ECS sets %s itself", n), "delete it")
		}
	}
}

func isStaticCredential(name string) bool {
	switch name {
	case "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "ECS_ENGINE_AUTH_DATA":
		return true
	}
	return false
}

func envStaticCredentials(p *Pass) {
	for at, v := range p.variables() {
		if isStaticCredential(v.Name) {
			p.Report(p.env(at, "name"), p.Sprintf("%s can be read by everybody who may describe the task definition", v.Name), "give the task a role, or use secrets")
		}
	}
}

// secretWords are the last words of names whose values are secrets.
var secretWords = [...]string{
	"PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "APIKEY", "API_KEY", "ACCESS_KEY", "SECRET_KEY", "PRIVATE_KEY",
	"AUTH_KEY", "ENCRYPTION_KEY", "SIGNING_KEY", "CREDENTIALS", "CONNECTION_STRING",
}

// looksSecret reports whether a variable is in all likelihood a secret: by the end
// of its name, or by a value that holds a private key or a login.
func looksSecret(name, value string) bool {
	if len(value) < 4 || strings.HasPrefix(value, "arn:") || strings.HasPrefix(value, "/") || strings.HasPrefix(value, "$") {
		return false
	}
	for _, w := range secretWords {
		if n := len(name) - len(w); n >= 0 && strings.EqualFold(name[n:], w) {
			return !strings.EqualFold(value, "true") && !strings.EqualFold(value, "false") && !isAll(value, isDigit)
		}
	}
	if strings.HasPrefix(value, "-----BEGIN ") && strings.Contains(value, "PRIVATE KEY") {
		return true
	}
	if _, rest, ok := strings.Cut(value, "://"); ok { // scheme://user:password@host
		login, _, hasHost := strings.Cut(rest, "@")
		user, password, hasPassword := strings.Cut(login, ":")
		return hasHost && hasPassword && user != "" && len(password) > 1 && !strings.ContainsAny(login, "/ ") && password[0] != '$' && password[0] != '<'
	}
	return len(value) == 20 && (strings.HasPrefix(value, "AKIA") || strings.HasPrefix(value, "ASIA")) && isAll(value, func(c byte) bool { return isDigit(c) || 'A' <= c && c <= 'Z' })
}

func envSecretLooking(p *Pass) {
	for at, v := range p.variables() {
		if !isStaticCredential(v.Name) && looksSecret(v.Name, v.Value) {
			p.Report(p.env(at, "value"), p.Sprintf("the value of %s looks like a secret, which everybody who may describe the task definition can read", v.Name), "move it to secrets")
		}
	}
}

func envFileMax(p *Pass) {
	for i, c := range p.each() {
		if n := len(c.EnvironmentFiles); n > 10 {
			p.Report(p.at(i, "environmentFiles"), p.Sprintf("%d environment files are more than the 10 allowed", n), "join them")
		}
	}
}

func envFileType(p *Pass) {
	for i, c := range p.each() {
		for j, f := range c.EnvironmentFiles {
			if f.Type != EnvironmentFileS3 {
				reportEnum(p, p.at(i, "environmentFiles", j, "type"), f.Type)
			}
		}
	}
}

func envFileARN(p *Pass) {
	for i, c := range p.each() {
		for j, f := range c.EnvironmentFiles {
			path := func() string { return p.at(i, "environmentFiles", j, "value") }
			bucket, key, _ := strings.Cut(f.Value, "/")
			switch a, ok := parseARN(f.Value); {
			case !ok || a.service != "s3" || key == "" || strings.HasSuffix(bucket, ":"):
				p.Report(path(), p.Sprintf("%q is not the ARN of an S3 object", f.Value), "write arn:aws:s3:::bucket/name.env")
			case !strings.HasSuffix(key, ".env"):
				p.ReportAs(diag.Warning, diag.Documented, path(), p.Sprintf("the name of environment file %q does not end in .env", key), "rename it")
			}
		}
	}
}

func envFileExecutionRole(p *Pass) {
	if p.hasExecutionRole() {
		return
	}
	for _, c := range p.each() {
		if len(c.EnvironmentFiles) > 0 {
			p.Report("executionRoleArn", p.Sprintf("container %q has environment files, and the task has no execution role to read them", c.Name), executionRoleHint)
			return
		}
	}
}

func envFileWindows(p *Pass) {
	if !p.windows {
		return
	}
	for i, c := range p.each() {
		if len(c.EnvironmentFiles) > 0 {
			p.Report(p.at(i, "environmentFiles"), "Windows on Fargate has no environment files, and tasks with them were seen to fail", "use secrets or environment")
		}
	}
}

package taskdef

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var commandRules = []Rule{
	{
		Code: "TD150", Name: "command-split", Title: "a command is split into its arguments",
		Source: apiContainer, Severity: diag.Warning, Certainty: diag.Inferred, Phase: Practice, Check: commandSplit,
	},
	{
		Code: "TD151", Name: "entrypoint-empty-string", Title: "an entry point or command does not start with an empty text",
		Source: apiContainer, Severity: diag.Warning, Certainty: diag.Inferred, Phase: Run, Check: entryPointEmpty,
	},
	{
		Code: "TD152", Name: "user-format", Title: "a user is user, uid, user:group, uid:gid, user:gid or uid:group",
		Source: apiContainer, Severity: diag.Warning, Check: userFormat,
	},
	{
		Code: "TD153", Name: "user-windows", Title: "user is documented as unsupported for Windows",
		Source: apiContainer, Severity: diag.Info, Phase: NoEffect, Check: userWindows,
	},
	{
		Code: "TD154", Name: "workdir-absolute", Title: "a working directory is an absolute path",
		Source: apiContainer, Severity: diag.Warning, Certainty: diag.Inferred, Phase: Run, Check: workingDirectoryAbsolute,
	},
	{
		Code: "TD155", Name: "docker-labels", Title: "labels do not use Docker's own name space",
		Source:   "https://docs.docker.com/engine/manage-resources/labels/",
		Severity: diag.Info, Certainty: diag.Inferred, Phase: Practice, Check: dockerLabels,
	},
	{
		Code: "TD156", Name: "credentialspecs-max", Title: "there is one credential spec at most, in one of its two forms",
		Source: apiContainer, Check: credentialSpecs,
	},
	{
		Code: "TD157", Name: "credentialspecs-both", Title: "a credential spec is given in one place",
		Source: apiContainer, Severity: diag.Warning, Certainty: diag.Inferred, Phase: NoEffect, Check: credentialSpecsBoth,
	},
	{
		Code: "TD158", Name: "container-order-sidecar", Title: "it is decided whether the task stops with a sidecar",
		Source: apiContainer, Severity: diag.Info, Certainty: diag.Inferred, Phase: Practice, Check: sidecarEssential,
	},
}

func commandSplit(p *Pass) {
	check := func(i int, member string, list []string) {
		if len(list) == 1 && strings.ContainsRune(strings.TrimSpace(list[0]), ' ') {
			p.Report(p.at(i, member, 0), p.Sprintf("%q is run as the name of one program", list[0]),
				"write each argument as a text of its own, or let the entry point be sh -c")
		}
	}
	for i, c := range p.each() {
		check(i, "entryPoint", c.EntryPoint)
		// With an entry point of its own, a single argument may well have blanks: it is
		// what a shell gets after -c. Without one the image may have such an entry point.
		if len(c.EntryPoint) == 0 && p.onLinux {
			check(i, "command", c.Command)
		}
	}
}

func entryPointEmpty(p *Pass) {
	check := func(i int, member string, list []string) {
		if len(list) > 0 && list[0] == "" {
			p.Report(p.at(i, member, 0), "the program to run is an empty text", p.Sprintf("delete %s to use that of the image", member))
		}
	}
	for i, c := range p.each() {
		check(i, "entryPoint", c.EntryPoint)
		check(i, "command", c.Command)
	}
}

func userFormat(p *Pass) {
	for i, c := range p.each() {
		if c.User == "" || !p.onLinux {
			continue
		}
		user, group, hasGroup := strings.Cut(c.User, ":")
		if !isUserPart(user) || hasGroup && !isUserPart(group) {
			p.Report(p.at(i, "user"), p.Sprintf("%q is none of user, uid, user:group, uid:gid, user:gid and uid:group", c.User), "write for example 1000:1000")
		}
	}
}

// isUserPart reports whether s is the name or the number of a user or group.
func isUserPart(s string) bool {
	return isBlankFree(s) && !strings.ContainsAny(s, ":/") && s[0] != '-'
}

func userWindows(p *Pass) {
	if !p.windows {
		return
	}
	for i, c := range p.each() {
		if c.User != "" {
			p.Report(p.at(i, "user"), "the API reference says that user is not supported for Windows, a control of Security Hub asks for it", "")
		}
	}
}

func workingDirectoryAbsolute(p *Pass) {
	for i, c := range p.each() {
		if w := c.WorkingDirectory; w != "" && p.onLinux && w[0] != '/' && !isDrivePath(w) {
			p.Report(p.at(i, "workingDirectory"), p.Sprintf("%q is no absolute path", w), "start it with /")
		}
	}
}

// isDrivePath reports whether s starts with a drive of Windows.
func isDrivePath(s string) bool { return len(s) >= 2 && isLetter(s[0]) && s[1] == ':' }

func dockerLabels(p *Pass) {
	for i, c := range p.each() {
		for _, key := range keysThat(c.DockerLabels, func(key string) bool {
			return strings.HasPrefix(key, "com.docker.") || strings.HasPrefix(key, "io.docker.") || strings.HasPrefix(key, "org.dockerproject.")
		}) {
			p.Report(p.at(i, "dockerLabels", key), p.Sprintf("label %q is in a name space that Docker keeps for itself", key), "use a domain of your own")
		}
	}
}

func credentialSpecs(p *Pass) {
	for i, c := range p.each() {
		if n := len(c.CredentialSpecs); n > 1 {
			p.Report(p.at(i, "credentialSpecs"), p.Sprintf("%d credential specs are more than the 1 allowed", n), "keep one")
		}
		for j, s := range c.CredentialSpecs {
			rest, ok := strings.CutPrefix(s, "credentialspecdomainless:")
			if !ok {
				rest, ok = strings.CutPrefix(s, "credentialspec:")
			}
			a, isARN := parseARN(rest)
			if !ok || !isARN || a.service != "ssm" && a.service != "s3" {
				p.Report(p.at(i, "credentialSpecs", j), p.Sprintf("%q is not credentialspec: or credentialspecdomainless: and the ARN of a parameter or an S3 object", s),
					"write for example credentialspec:arn:aws:s3:::bucket/key")
			}
		}
	}
}

func hasCredentialSpecOption(c *ContainerDefinition) bool {
	for _, o := range c.DockerSecurityOptions {
		if strings.HasPrefix(o, "credentialspec:") {
			return true
		}
	}
	return false
}

func credentialSpecsBoth(p *Pass) {
	for i, c := range p.each() {
		if len(c.CredentialSpecs) > 0 && hasCredentialSpecOption(c) {
			p.Report(p.at(i, "dockerSecurityOptions"), "a credential spec stands in credentialSpecs and in dockerSecurityOptions", "keep credentialSpecs")
		}
	}
}

func sidecarEssential(p *Pass) {
	if len(p.containers) < 2 {
		return
	}
	for i, c := range p.each() {
		if c.Essential == nil && isKnownSidecar(parseImage(c.Image).repository) && !p.unreadIn(i, "essential") {
			p.Report(p.at(i, "essential"), p.Sprintf("the task stops with the sidecar %q, since essential is true when it is absent", c.Name), "write essential, true or false")
		}
	}
}

func isKnownSidecar(repository string) bool {
	for _, name := range [...]string{
		"aws-xray-daemon", "aws-otel-collector", "aws-appmesh-envoy", "aws-for-fluent-bit", "cloudwatch-agent",
		"datadog/agent", "envoyproxy/envoy", "fluent/fluent-bit",
	} {
		if strings.HasSuffix(repository, name) {
			return true
		}
	}
	return false
}

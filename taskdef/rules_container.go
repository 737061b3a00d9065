package taskdef

import (
	"strings"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
)

var containerRules = []Rule{
	{
		Code: "TD120", Name: "container-name-required", Title: "a container has a name",
		Source: apiContainer, Certainty: diag.Observed, Check: containerNameRequired,
	},
	{
		Code: "TD121", Name: "container-name", Title: "a container's name has at most 255 letters, digits, '-' and '_'",
		Source: github + "hashicorp/terraform-provider-aws/issues/5950", Certainty: diag.Observed, Check: containerName,
	},
	{
		Code: "TD122", Name: "container-name-unique", Title: "each container has a name of its own",
		Source: github + "Shippable/support/issues/2946", Certainty: diag.Observed, Check: containerNameUnique,
	},
}

func containerNameRequired(p *Pass) {
	for i, c := range p.each() {
		if c.Name == "" {
			p.Report(p.at(i, "name"), "the container has no name", "name it with letters, digits, '-' and '_'")
		}
	}
}

func containerName(p *Pass) {
	for i, c := range p.each() {
		if at := badNameByte(c.Name); at >= 0 {
			p.reportSpan(p.at(i, "name"), at, runeLen(c.Name, at),
				p.Sprintf("container name %q has the character %q; allowed are letters, digits, '-' and '_'", c.Name, runeAt(c.Name, at)),
				p.Sprintf("write %q", cleanName(c.Name)))
		} else if len(c.Name) > maxName {
			p.Report(p.at(i, "name"), p.Sprintf("the container's name has %d characters, more than %d", len(c.Name), maxName), "shorten it")
		}
	}
}

func containerNameUnique(p *Pass) {
	repeats(len(p.containers), func(i int) string { return p.containers[i].Name }, func(i, first int) {
		p.Report(p.at(i, "name"), p.Sprintf("container %d has the name %q too", first, p.containers[i].Name), "rename one")
	})
}

var imageRules = []Rule{
	{
		Code: "TD130", Name: "image-required", Title: "a container has an image",
		Source: github + "aws/aws-cli/issues/5924", Certainty: diag.Observed, Check: imageRequired,
	},
	{
		Code: "TD131", Name: "image-charset", Title: "an image name has letters, digits and - _ : . / # only",
		Source: apiContainer, Certainty: diag.Observed, Check: imageCharset,
	},
	{
		Code: "TD132", Name: "image-length", Title: "an image name has at most 255 characters before its digest",
		Source: github + "hashicorp/terraform-provider-aws/issues/22629", Certainty: diag.Observed, Check: imageLength,
	},
	{
		Code: "TD133", Name: "image-digest", Title: "an image digest is sha256 and 64 hexadecimal digits",
		Source: apiContainer, Check: imageDigest,
	},
	{
		Code: "TD134", Name: "image-latest", Title: "an image has a tag other than latest",
		Source: apiContainer, Severity: diag.Info, Phase: Practice, Check: imageLatest,
	},
	{
		Code: "TD135", Name: "image-no-digest", Title: "an image is pinned by its digest",
		Source:   guide + "security-tasks-containers.html",
		Severity: diag.Info, Certainty: diag.Inferred, Phase: Practice, Check: imageNoDigest,
	},
	{
		Code: "TD136", Name: "image-public-dockerhub", Title: "an image does not depend on Docker Hub's pull limits",
		Source: guide + "task_cannot_pull_image.html", Severity: diag.Info, Phase: Practice, Check: imageDockerHub,
	},
	{
		Code: "TD137", Name: "image-ecr-region-account", Title: "the host of an image in Amazon ECR is well-formed",
		Source:   "https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html",
		Severity: diag.Warning, Phase: Practice, Check: imageECRHost,
	},
	{
		Code: "TD138", Name: "image-arch-mismatch", Title: "the image's tag agrees with the processor",
		Source: guide + "ecs-arm64.html", Severity: diag.Warning, Certainty: diag.Inferred, Phase: Practice, Check: imageArchitecture,
	},
	{
		Code: "TD139", Name: "image-windows-on-linux", Title: "a Windows image has a Windows platform",
		Source:   guideWindows,
		Severity: diag.Warning, Certainty: diag.Inferred, Phase: Run, Launch: forFargate, Check: imageWindowsOnLinux,
	},
	{
		Code: "TD140", Name: "version-consistency-enum", Title: "versionConsistency has a known value",
		Source: apiContainer, Check: versionConsistencyEnum,
	},
	{
		Code: "TD141", Name: "repo-creds-arn", Title: "registry credentials name a secret of Secrets Manager",
		Source: api + "RepositoryCredentials.html", Check: repositoryCredentials,
	},
	{
		Code: "TD142", Name: "repo-creds-exec-role", Title: "registry credentials come with an execution role",
		Source: github + "sil-org/ecs-deploy/issues/188", Certainty: diag.Observed, Check: repositoryCredentialsRole,
	},
	{
		Code: "TD143", Name: "repo-creds-ecr", Title: "an image in Amazon ECR has no registry credentials",
		Source: github + "aws-actions/amazon-ecs-deploy-task-definition/issues/48", Certainty: diag.Observed, Check: repositoryCredentialsECR,
	},
}

func imageRequired(p *Pass) {
	for i, c := range p.each() {
		if c.Image == "" {
			p.Report(p.at(i, "image"), p.Sprintf("container %q has no image", c.Name), "write repository:tag or repository@sha256:digest")
		}
	}
}

func imageCharset(p *Pass) {
	for i, c := range p.each() {
		name, _, _ := strings.Cut(c.Image, "@")
		for at := range len(name) {
			if !isImageChar(name[at]) {
				p.reportSpan(p.at(i, "image"), at, runeLen(name, at),
					p.Sprintf("image %q has the character %q; allowed are letters, digits and - _ : . / #", c.Image, runeAt(name, at)), "")
				break
			}
		}
	}
}

func imageLength(p *Pass) {
	for i, c := range p.each() {
		name, _, _ := strings.Cut(c.Image, "@")
		if n := utf8.RuneCountInString(name); n > 255 {
			p.Report(p.at(i, "image"), p.Sprintf("the image name has %d characters, more than 255", n), "shorten it")
		}
	}
}

func imageDigest(p *Pass) {
	for i, c := range p.each() {
		name, digest, ok := strings.Cut(c.Image, "@")
		if !ok {
			continue
		}
		if hex, isSHA := strings.CutPrefix(digest, "sha256:"); !isSHA || len(hex) != 64 || !isAll(hex, isHex) {
			p.reportSpan(p.at(i, "image"), len(name)+1, len(digest),
				p.Sprintf("the digest %q is not sha256: and 64 hexadecimal digits", digest), "copy the digest from the registry")
		}
	}
}

func imageLatest(p *Pass) {
	for i, c := range p.each() {
		if r := parseImage(c.Image); c.Image != "" && r.digest == "" && (r.tag == "" || r.tag == "latest") {
			p.Report(p.at(i, "image"), p.Sprintf("image %q is whatever is latest when a deployment starts", c.Image), "name a version")
		}
	}
}

func imageNoDigest(p *Pass) {
	for i, c := range p.each() {
		if c.Image != "" && strings.IndexByte(c.Image, '@') < 0 {
			p.Report(p.at(i, "image"), p.Sprintf("the tag of image %q can be moved to another image", c.Image), "add @sha256: and the digest")
		}
	}
}

func imageDockerHub(p *Pass) {
	for i, c := range p.each() {
		if c.Image != "" && c.RepositoryCredentials == nil && parseImage(c.Image).isHub() {
			p.Report(p.at(i, "image"), p.Sprintf("image %q is pulled from Docker Hub without a login, which limits the pulls of an address", c.Image),
				"mirror it in Amazon ECR, use public.ecr.aws, or give repositoryCredentials")
		}
	}
}

func imageECRHost(p *Pass) {
	for i, c := range p.each() {
		r := parseImage(c.Image)
		if !r.looksLikeECR() {
			continue
		}
		if _, ok := r.ecr(); !ok {
			p.reportSpan(p.at(i, "image"), 0, len(r.registry), p.Sprintf("%q is no host of Amazon ECR", r.registry),
				"write ACCOUNT.dkr.ecr.REGION.amazonaws.com with an account of 12 digits")
		}
	}
}

func imageArchitecture(p *Pass) {
	if p.td.RuntimePlatform == nil && !p.maybeFor(onFargate) {
		return
	}
	arm := p.td.RuntimePlatform != nil && p.td.RuntimePlatform.CPUArchitecture == CPUArchitectureARM64
	if p.Unread("runtimePlatform", "runtimePlatform.cpuArchitecture") {
		return
	}
	for i, c := range p.each() {
		tag := parseImage(c.Image).tag
		switch {
		case arm && (strings.HasSuffix(tag, "amd64") || strings.HasSuffix(tag, "x86_64")):
			p.Report(p.at(i, "image"), p.Sprintf("the tag %q is for X86_64, the task is for ARM64", tag), "take the image for arm64, or change runtimePlatform.cpuArchitecture")
		case !arm && (strings.HasSuffix(tag, "arm64") || strings.HasSuffix(tag, "aarch64") || strings.HasSuffix(tag, "arm64v8")):
			p.Report(p.at(i, "image"), p.Sprintf("the tag %q is for ARM64, the task is for X86_64", tag), `set runtimePlatform.cpuArchitecture to "ARM64"`)
		}
	}
}

func imageWindowsOnLinux(p *Pass) {
	if p.windows || p.Unread("runtimePlatform", "runtimePlatform.operatingSystemFamily") {
		return
	}
	for i, c := range p.each() {
		if strings.Contains(c.Image, "windowsservercore") || strings.Contains(c.Image, "nanoserver") {
			p.Report(p.at(i, "image"), p.Sprintf("image %q is for Windows, the task runs on Linux", c.Image), "set runtimePlatform.operatingSystemFamily")
		}
	}
}

func versionConsistencyEnum(p *Pass) {
	for i, c := range p.each() {
		switch v := c.VersionConsistency; v {
		case "", VersionConsistencyEnabled, VersionConsistencyDisabled:
		default:
			reportEnum(p, p.at(i, "versionConsistency"), v)
		}
	}
}

func repositoryCredentials(p *Pass) {
	for i, c := range p.each() {
		if c.RepositoryCredentials == nil {
			continue
		}
		path := p.at(i, "repositoryCredentials", "credentialsParameter")
		v := c.RepositoryCredentials.CredentialsParameter
		if v == "" {
			p.Report(path, "the credentials name no secret", "write the ARN of a secret")
			continue
		}
		if a, ok := parseARN(v); strings.HasPrefix(v, "arn:") && (!ok || a.service != "secretsmanager" || !strings.HasPrefix(a.resource, "secret:")) {
			p.Report(path, p.Sprintf("%q is not the ARN of a secret", v), "write arn:aws:secretsmanager:region:account:secret:name")
		}
	}
}

func (p *Pass) hasExecutionRole() bool {
	return p.td.ExecutionRoleARN != "" || p.Unread("executionRoleArn")
}

const executionRoleHint = "set executionRoleArn to the task execution role"

func repositoryCredentialsRole(p *Pass) {
	if p.hasExecutionRole() {
		return
	}
	for _, c := range p.each() {
		if c.RepositoryCredentials != nil {
			p.Report("executionRoleArn", p.Sprintf("container %q has repositoryCredentials, and the task has no execution role to read them", c.Name), executionRoleHint)
			return
		}
	}
}

func repositoryCredentialsECR(p *Pass) {
	for i, c := range p.each() {
		if c.RepositoryCredentials == nil {
			continue
		}
		if _, ok := parseImage(c.Image).ecr(); ok {
			p.Report(p.at(i, "repositoryCredentials"), p.Sprintf("image %q is in Amazon ECR, which takes no repositoryCredentials", c.Image),
				"delete them; the execution role pulls from Amazon ECR")
		}
	}
}

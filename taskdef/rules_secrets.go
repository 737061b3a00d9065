package taskdef

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var secretRules = []Rule{
	{Code: "TD620", Name: "secret-fields", Title: "a secret has a name and a source", Source: api + "Secret.html", Check: secretFields},
	{
		Code: "TD621", Name: "secret-env-clash", Title: "a secret has a name of its own among variables and secrets",
		Source: github + "dagster-io/dagster/issues/11622", Certainty: diag.Observed, Check: secretEnvClash,
	},
	{
		Code: "TD622", Name: "secret-arn-form", Title: "a secret's source is an ARN of Secrets Manager or a parameter",
		Source: api + "Secret.html", Severity: diag.Warning, Check: secretARNForm,
	},
	{
		Code: "TD623", Name: "secret-arn-region", Title: "a parameter in another region is named by its ARN",
		Source: api + "Secret.html", Severity: diag.Info, Phase: Run, Check: secretARNRegion,
	},
	{
		Code: "TD624", Name: "secret-suffix-trap", Title: "a secret's ARN does not end like a random suffix by chance",
		Source:   github + "aws-samples/dify-self-hosted-on-aws/issues/35",
		Severity: diag.Info, Certainty: diag.Observed, Phase: Practice, Check: secretSuffixTrap,
	},
	{
		Code: "TD625", Name: "secret-json-key-platform", Title: "a key or version of a secret has the platform version that it needs",
		Source: guide + "secrets-envvar-secrets-manager.html", Severity: diag.Warning, Phase: Run, Launch: forFargate, Check: secretJSONKeyPlatform,
	},
	{
		Code: "TD626", Name: "secret-stage-and-id", Title: "a secret has a version stage or a version id",
		Source: guide + "secrets-envvar-secrets-manager.html", Severity: diag.Warning, Phase: Run, Check: secretStageAndID,
	},
	{
		Code: "TD627", Name: "secret-exec-role", Title: "secrets come with an execution role",
		Source: github + "fabfuel/ecs-deploy/issues/87", Certainty: diag.Observed, Check: secretExecutionRole,
	},
	{
		Code: "TD628", Name: "fargate-execution-role-ecr", Title: "on Fargate an image in Amazon ECR needs an execution role",
		Source: github + "hashicorp/terraform-provider-aws/issues/3051", Certainty: diag.Observed, Launch: forFargate, Check: fargateRoleECR,
	},
	{
		Code: "TD629", Name: "fargate-execution-role-awslogs", Title: "on Fargate log driver awslogs needs an execution role",
		Source: github + "aws/aws-cdk/issues/1279", Certainty: diag.Observed, Launch: forFargate, Check: fargateRoleLogs,
	},
	{
		Code: "TD630", Name: "execution-role-mi", Title: "on Managed Instances images in ECR and awslogs need an execution role",
		Source: guide + "task_definition_parameters-managed-instances.html", Severity: diag.Warning, Launch: forManaged, Check: managedRole,
	},
	{
		Code: "TD631", Name: "task-role-missing", Title: "what calls AWS has a task role",
		Source: guide + "task-iam-roles.html", Severity: diag.Info, Certainty: diag.Inferred, Phase: Practice, Check: taskRoleMissing,
	},
}

func (p *Pass) secret(at pair, member string) string { return p.at(at.c, "secrets", at.i, member) }

func secretFields(p *Pass) {
	for at, s := range p.secrets() {
		if s.Name == "" {
			p.Report(p.secret(at, "name"), "the secret has no name", "name the environment variable that it becomes")
		}
		if s.ValueFrom == "" {
			p.Report(p.secret(at, "valueFrom"), "the secret has no source", "write the ARN of a secret or a parameter")
		}
	}
}

func secretEnvClash(p *Pass) {
	for c := range p.containers {
		env, secrets := p.containers[c].Environment, p.containers[c].Secrets
		if len(secrets) == 0 {
			continue
		}
		n := len(env)
		name := func(i int) string {
			if i < n {
				return env[i].Name
			}
			return secrets[i-n].Name
		}
		repeats(n+len(secrets), name, func(i, first int) {
			if i >= n {
				what := "secret"
				if first < n {
					what = "environment variable"
				}
				p.Report(p.at(c, "secrets", i-n, "name"), p.Sprintf("the container has another %s %s", what, name(i)), "rename or delete one")
			}
		})
	}
}

// secretRef is where a secret comes from.
type secretRef struct {
	arn      arnParts
	isARN    bool
	manager  bool // Secrets Manager
	extra    int  // parts behind the name: key, stage, id
	name     string
	key      string
	stage    string
	id       string
	readable bool
}

func parseSecret(s string) (r secretRef) {
	r.arn, r.isARN = parseARN(s)
	if !r.isARN {
		r.readable = !strings.HasPrefix(s, "arn:") && isAll(s, func(c byte) bool {
			return isLetter(c) || isDigit(c) || strings.IndexByte("._-/", c) >= 0
		})
		return r
	}
	switch r.arn.service {
	case "secretsmanager":
		r.manager = true
		rest, ok := strings.CutPrefix(r.arn.resource, "secret:")
		r.extra = strings.Count(rest, ":")
		r.name, rest, _ = strings.Cut(rest, ":")
		r.key, rest, _ = strings.Cut(rest, ":")
		r.stage, r.id, _ = strings.Cut(rest, ":")
		r.readable = ok && r.name != "" && (r.extra == 0 || r.extra == 3) && isAccount(r.arn.account)
	case "ssm":
		rest, ok := strings.CutPrefix(r.arn.resource, "parameter/")
		r.readable = ok && rest != "" && isAccount(r.arn.account)
	}
	return r
}

// sources calls visit for each secret of the containers and of their log drivers.
func (p *Pass) sources(visit func(path func() string, s *Secret)) {
	for at, s := range p.secrets() {
		visit(func() string { return p.secret(at, "valueFrom") }, s)
	}
	for i, l := range p.logs() {
		for j := range l.SecretOptions {
			visit(func() string { return p.at(i, "logConfiguration", "secretOptions", j, "valueFrom") }, &l.SecretOptions[j])
		}
	}
}

func secretARNForm(p *Pass) {
	p.sources(func(path func() string, s *Secret) {
		if s.ValueFrom == "" {
			return
		}
		r := parseSecret(s.ValueFrom)
		switch {
		case r.readable:
		case r.manager && r.extra > 0 && r.extra != 3:
			p.Report(path(), p.Sprintf("behind the secret's name come %d parts, not 3: a JSON key, a version stage and a version id", r.extra), "write :key:: behind the secret's ARN to read one key")
		default:
			p.Report(path(), p.Sprintf("%q is not the ARN of a secret or a parameter, nor the name of a parameter", s.ValueFrom), "copy the ARN from Secrets Manager or Parameter Store")
		}
	})
}

func secretARNRegion(p *Pass) {
	p.sources(func(path func() string, s *Secret) {
		if r := parseSecret(s.ValueFrom); r.readable && !r.isARN {
			p.Report(path(), p.Sprintf("%q names a parameter of the region in which the task runs", s.ValueFrom), "write the parameter's ARN where the definition is used in several regions")
		}
	})
}

func secretSuffixTrap(p *Pass) {
	p.sources(func(path func() string, s *Secret) {
		r := parseSecret(s.ValueFrom)
		if !r.readable || !r.manager {
			return
		}
		// A name without its suffix is found unless it ends in '-' and six characters,
		// which are then taken for the suffix. Letters of one case alone are rarely one.
		i := strings.LastIndexByte(r.name, '-')
		last := r.name[i+1:]
		if i > 0 && len(last) == 6 && isAll(last, func(c byte) bool { return 'a' <= c && c <= 'z' }) {
			p.Report(path(), p.Sprintf("the end %q of the secret's name is taken for the random suffix of an ARN", "-"+last), "write the full ARN with its suffix")
		}
	})
}

func secretJSONKeyPlatform(p *Pass) {
	if !p.platformBefore("1.4.0") {
		return
	}
	p.sources(func(path func() string, s *Secret) {
		if r := parseSecret(s.ValueFrom); r.manager && r.extra == 3 {
			p.Report(path(), p.Sprintf("platform version %s reads whole secrets only", p.cfg.PlatformVersion), "use platform version 1.4.0 or later")
		}
	})
}

func secretStageAndID(p *Pass) {
	p.sources(func(path func() string, s *Secret) {
		if r := parseSecret(s.ValueFrom); r.manager && r.stage != "" && r.id != "" {
			p.Report(path(), p.Sprintf("the secret has the version stage %q and the version id %q", r.stage, r.id), "keep one of them")
		}
	})
}

func secretExecutionRole(p *Pass) {
	if p.hasExecutionRole() {
		return
	}
	for _, c := range p.each() {
		if len(c.Secrets) > 0 || c.LogConfiguration != nil && len(c.LogConfiguration.SecretOptions) > 0 {
			p.Report("executionRoleArn", p.Sprintf("container %q has secrets, and the task has no execution role to read them", c.Name), executionRoleHint)
			return
		}
	}
}

func (p *Pass) reportECRRole(where string) {
	for _, c := range p.each() {
		if _, ok := parseImage(c.Image).ecr(); ok {
			p.Report("executionRoleArn", p.Sprintf("%s pulls image %q with an execution role, and there is none", where, c.Image), executionRoleHint)
			return
		}
	}
}

func (p *Pass) reportLogRole(where string) {
	for i, l := range p.logs() {
		if l.LogDriver == LogDriverAWSLogs {
			p.Report("executionRoleArn", p.Sprintf("%s sends the logs of container %q with an execution role, and there is none", where, p.containers[i].Name), executionRoleHint)
			return
		}
	}
}

func fargateRoleECR(p *Pass) {
	if !p.hasExecutionRole() {
		p.reportECRRole("Fargate")
	}
}

func fargateRoleLogs(p *Pass) {
	if !p.hasExecutionRole() {
		p.reportLogRole("Fargate")
	}
}

func managedRole(p *Pass) {
	if !p.hasExecutionRole() {
		p.reportECRRole("a Managed Instance")
		p.reportLogRole("a Managed Instance")
	}
}

func taskRoleMissing(p *Pass) {
	if p.td.TaskRoleARN != "" || p.Unread("taskRoleArn") {
		return
	}
	for at, v := range p.variables() {
		if v.Name == "AWS_REGION" || v.Name == "AWS_DEFAULT_REGION" {
			p.Report("taskRoleArn", p.Sprintf("container %q is told its region, as programs that call AWS are, and the task has no role", p.containers[at.c].Name), "set taskRoleArn if it calls AWS")
			return
		}
	}
}

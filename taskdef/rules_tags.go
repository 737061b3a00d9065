package taskdef

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
)

var tagRules = []Rule{
	{Code: "TD050", Name: "tags-max", Title: "there are at most 50 tags", Source: apiRegister, Check: tagsMax},
	{Code: "TD051", Name: "tag-key-len", Title: "a tag key has 1 to 128 characters", Source: apiRegister, Check: tagKeyLength},
	{Code: "TD052", Name: "tag-value-len", Title: "a tag value has at most 256 characters", Source: apiRegister, Check: tagValueLength},
	{
		Code: "TD053", Name: "tag-pattern", Title: "tags have letters, digits, blanks and _ . : / = + - @ only",
		Source: apiRegister, Check: tagPattern,
	},
	{Code: "TD054", Name: "tag-aws-prefix", Title: "tags do not start with aws:", Source: apiRegister, Check: tagAWSPrefix},
	{Code: "TD055", Name: "tag-duplicate", Title: "each tag key comes once", Source: apiRegister, Check: tagDuplicate},
}

func isAWSPrefixed(s string) bool { return len(s) >= 4 && strings.EqualFold(s[:4], "aws:") }

func tagsMax(p *Pass) {
	n := 0
	for _, t := range p.td.Tags {
		if !isAWSPrefixed(t.Key) {
			n++
		}
	}
	if n > 50 {
		p.Report("tags", p.Sprintf("%d tags are more than the 50 allowed", n), "delete some")
	}
}

func tagKeyLength(p *Pass) {
	for i, t := range p.td.Tags {
		if n := utf8.RuneCountInString(t.Key); n < 1 || n > 128 {
			p.Report(p.Path("tags", i, "key"), p.Sprintf("the tag key has %d characters, not 1 to 128", n), "")
		}
	}
}

func tagValueLength(p *Pass) {
	for i, t := range p.td.Tags {
		if n := utf8.RuneCountInString(t.Value); n > 256 {
			p.Report(p.Path("tags", i, "value"), p.Sprintf("the tag value has %d characters, more than 256", n), "shorten it")
		}
	}
}

func badTagRune(s string) int {
	return strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.In(r, unicode.Z, unicode.N) && !strings.ContainsRune("_.:/=+-@", r)
	})
}

func tagPattern(p *Pass) {
	check := func(i int, member, s string) {
		if at := badTagRune(s); at >= 0 {
			p.reportSpan(p.Path("tags", i, member), at, runeLen(s, at),
				p.Sprintf("%q is not allowed in a tag; allowed are letters, digits, blanks and _ . : / = + - @", runeAt(s, at)), "replace it")
		}
	}
	for i, t := range p.td.Tags {
		check(i, "key", t.Key)
		check(i, "value", t.Value)
	}
}

func tagAWSPrefix(p *Pass) {
	for i, t := range p.td.Tags {
		if isAWSPrefixed(t.Key) {
			p.Report(p.Path("tags", i, "key"), p.Sprintf("the prefix aws: of %q is reserved", t.Key), "use a prefix of your own")
		}
		if isAWSPrefixed(t.Value) {
			p.Report(p.Path("tags", i, "value"), p.Sprintf("the prefix aws: of %q is reserved", t.Value), "use a prefix of your own")
		}
	}
}

func tagDuplicate(p *Pass) {
	tags := p.td.Tags
	repeats(len(tags), func(i int) string { return tags[i].Key }, func(i, first int) {
		p.Report(p.Path("tags", i, "key"), p.Sprintf("the key %q is that of tag %d too", tags[i].Key, first), "delete one")
	})
}

var roleRules = []Rule{
	{
		Code: "TD060", Name: "taskrole-form", Title: "taskRoleArn is the name or the ARN of a role",
		Source: apiRegister, Check: taskRoleForm,
	},
	{
		Code: "TD061", Name: "execrole-form", Title: "executionRoleArn is the name or the ARN of a role, and not empty",
		Source: github + "fabfuel/ecs-deploy/issues/231", Certainty: diag.Observed, Check: executionRoleForm,
	},
	{
		Code: "TD062", Name: "role-arn-shape", Title: "the ARN of a role is one of IAM, of an account and of a role",
		Source:   "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
		Severity: diag.Warning, Certainty: diag.Inferred, Check: roleARNShape,
	},
	{
		Code: "TD063", Name: "role-same", Title: "task role and execution role are different roles",
		Source:   guide + "security-ecs-iam-role-overview.html",
		Severity: diag.Warning, Certainty: diag.Inferred, Phase: Security, Check: roleSame,
	},
	{
		Code: "TD064", Name: "role-is-not-slr", Title: "the role is not a service-linked one",
		Source:   "https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html",
		Severity: diag.Warning, Certainty: diag.Inferred, Phase: Run, Check: roleServiceLinked,
	},
}

// isRoleChar reports whether the name or the path of a role may have the byte.
func isRoleChar(c byte) bool {
	return isLetter(c) || isDigit(c) || strings.IndexByte("_+=,.@-/", c) >= 0
}

const roleHint = "write arn:aws:iam::123456789012:role/name, or the role's name"

func taskRoleForm(p *Pass) {
	r := p.td.TaskRoleARN
	if r == "" && p.written("taskRoleArn") == writtenBlank {
		p.ReportAs(diag.Warning, diag.Inferred, "taskRoleArn", "the task role is an empty text, which is refused for the execution role", "name a role or delete the member")
	}
	if r != "" && !strings.HasPrefix(r, "arn:") && !isAll(r, isRoleChar) {
		p.Report("taskRoleArn", p.Sprintf("%q is neither the name nor the ARN of a role", r), roleHint)
	}
}

func executionRoleForm(p *Pass) {
	r := p.td.ExecutionRoleARN
	if r == "" && p.written("executionRoleArn") == writtenBlank {
		p.Report("executionRoleArn", "the execution role is an empty text", "name a role or delete the member")
	}
	if r != "" && !strings.HasPrefix(r, "arn:") && !isAll(r, isRoleChar) {
		p.ReportAs(diag.Warning, diag.Documented, "executionRoleArn", p.Sprintf("%q is neither the name nor the ARN of a role", r), roleHint)
	}
}

func roleARNShape(p *Pass) {
	check := func(member, s string) {
		if !strings.HasPrefix(s, "arn:") {
			return
		}
		a, ok := parseARN(s)
		name, isRole := strings.CutPrefix(a.resource, "role/")
		switch {
		case !ok || a.service != "iam" || !isRole:
			p.Report(member, p.Sprintf("%q is not the ARN of an IAM role", s), roleHint)
		case !isAccount(a.account):
			p.Report(member, p.Sprintf("the account %q of the role has not 12 digits", a.account), roleHint)
		case !isAll(name, isRoleChar):
			p.Report(member, p.Sprintf("the role name %q has characters that IAM does not allow", name), roleHint)
		}
	}
	check("taskRoleArn", p.td.TaskRoleARN)
	check("executionRoleArn", p.td.ExecutionRoleARN)
}

func roleSame(p *Pass) {
	if r := p.td.TaskRoleARN; r != "" && r == p.td.ExecutionRoleARN && !p.Unread("executionRoleArn") {
		p.Report("taskRoleArn", "the containers run with the execution role, and so can pull every image and read every secret that it can",
			"give the task a role of its own")
	}
}

func roleServiceLinked(p *Pass) {
	check := func(member, s string) {
		if strings.Contains(s, ":role/aws-service-role/") {
			p.Report(member, p.Sprintf("%q is a service-linked role, which cannot be passed to a task", s), "create a role that trusts ecs-tasks.amazonaws.com")
		}
	}
	check("taskRoleArn", p.td.TaskRoleARN)
	check("executionRoleArn", p.td.ExecutionRoleARN)
}

package taskdef

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/ecskit/ecskit/cql"
	"github.com/ecskit/ecskit/diag"
)

var compatibilityRules = []Rule{
	{
		Code: "TD001", Name: "compat-enum", Title: "requiresCompatibilities has known values only",
		Source: apiRegister, Check: compatEnum,
	},
	{
		Code: "TD002", Name: "compat-missing-for-fargate", Title: "what looks like Fargate says so, to be checked against it",
		Source:   github + "ricktbaker/docker-circleci-ecr-ecs/issues/2",
		Severity: diag.Info, Certainty: diag.Observed, Phase: Practice, Check: compatMissingForFargate,
	},
	{
		Code: "TD003", Name: "compat-duplicate", Title: "requiresCompatibilities names each value once",
		Source:   "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-taskdefinition.html",
		Severity: diag.Info, Certainty: diag.Inferred, Phase: NoEffect, Check: compatDuplicate,
	},
}

func compatEnum(p *Pass) {
	for i, c := range p.td.RequiresCompatibilities {
		if capacityOf([]Compatibility{c}) == onUnknown {
			reportEnum(p, p.Path("requiresCompatibilities", i), c)
		}
	}
}

func compatMissingForFargate(p *Pass) {
	if p.stated != 0 || p.mode != NetworkModeAWSVPC || !IsFargateSize(p.cpu, p.memory, p.osFamily()) {
		return
	}
	p.Report("requiresCompatibilities",
		"network mode and size fit Fargate, but registration is not told to check against it",
		`write "requiresCompatibilities": ["FARGATE"] if the task is for Fargate`)
}

func compatDuplicate(p *Pass) {
	list := p.td.RequiresCompatibilities
	repeats(len(list), func(i int) string { return string(list[i]) }, func(i, _ int) {
		p.Report(p.Path("requiresCompatibilities", i), p.Sprintf("%s is named twice", list[i]), "delete it")
	})
}

var topLevelRules = []Rule{
	{Code: "TD010", Name: "family-required", Title: "the family is given", Source: apiRegister, Check: familyRequired},
	{
		Code: "TD011", Name: "family-pattern", Title: "the family has letters, digits, '-' and '_' only",
		Source: github + "aws/amazon-ecs-cli/issues/37", Certainty: diag.Observed, Check: familyPattern,
	},
	{Code: "TD012", Name: "family-length", Title: "the family has at most 255 characters", Source: apiRegister, Check: familyLength},
	{
		Code: "TD013", Name: "containers-required", Title: "there is at least one container",
		Source: apiRegister, Check: containersRequired,
	},
	{
		Code: "TD014", Name: "containers-max", Title: "there are at most 10 containers",
		Source: serviceQuotas, Certainty: diag.Observed, Check: containersMax,
	},
	{
		Code: "TD015", Name: "size-64k", Title: "the definition takes at most 65,536 bytes",
		Source: serviceQuotas, Certainty: diag.Observed, Check: sizeLimit,
	},
	{
		Code: "TD016", Name: "size-64k-near", Title: "the definition leaves room under 65,536 bytes for defaults",
		Source:   serviceQuotas,
		Severity: diag.Warning, Certainty: diag.Inferred, Phase: Practice, Check: sizeNearLimit,
	},
	{
		Code: "TD017", Name: "essential-one", Title: "at least one container is essential",
		Source: apiContainer, Check: essentialOne,
	},
	{Code: "TD018", Name: "netmode-enum", Title: "networkMode has a known value", Source: apiRegister, Check: netmodeEnum},
	{Code: "TD019", Name: "pidmode-enum", Title: "pidMode has a known value", Source: apiRegister, Check: pidmodeEnum},
	{Code: "TD020", Name: "ipcmode-enum", Title: "ipcMode has a known value", Source: apiRegister, Check: ipcmodeEnum},
	{
		Code: "TD021", Name: "placement-max", Title: "there are at most 10 placement constraints",
		Source: apiRegister, Launch: forInstances, Check: placementMax,
	},
	{
		Code: "TD022", Name: "placement-type", Title: "a task definition's placement constraint has the type memberOf",
		Source: github + "aws-samples/aws-cdk-examples/issues/628", Certainty: diag.Observed, Check: placementType,
	},
	{
		Code: "TD023", Name: "placement-expression", Title: "a placement constraint is a readable query expression",
		Source:   guide + "cluster-query-language.html",
		Severity: diag.Warning, Certainty: diag.Inferred, Check: placementExpression,
	},
	{
		Code: "TD024", Name: "placement-unknown-attr", Title: "a placement expression does what it seems to say",
		Source:   guide + "task-placement-constraints.html",
		Severity: diag.Info, Certainty: diag.Inferred, Phase: Practice, Launch: forOwnHosts, Check: placementUnknownAttr,
	},
	{
		Code: "TD025", Name: "fault-injection-bool", Title: "fault injection is used where it works",
		Source:   guide + "fault-injection.html",
		Severity: diag.Warning, Phase: Run, Check: faultInjection,
	},
	{
		Code: "TD026", Name: "inference-deprecated", Title: "Elastic Inference is not asked for",
		Source:   api + "InferenceAccelerator.html",
		Severity: diag.Warning, Phase: Run, Check: inferenceDeprecated,
	},
	{
		Code: "TD027", Name: "inference-fields", Title: "accelerators are complete and used by a container",
		Source: api + "InferenceAccelerator.html", Launch: forEC2, Check: inferenceFields,
	},
	{
		Code: "TD028", Name: "ephemeral-range", Title: "ephemeral storage is 21 to 200 GiB",
		Source: api + "EphemeralStorage.html", Launch: forFargate, Check: ephemeralRange,
	},
	{
		Code: "TD029", Name: "ephemeral-fargate-only", Title: "ephemeral storage is set for Fargate only",
		Source:   github + "aws/amazon-ecs-agent/issues/4520",
		Severity: diag.Warning, Phase: NoEffect, Check: ephemeralFargateOnly,
	},
	{
		Code: "TD030", Name: "ephemeral-platform", Title: "ephemeral storage has the platform version that it needs",
		Source:   github + "aws/containers-roadmap/issues/1598",
		Severity: diag.Warning, Certainty: diag.Observed, Phase: Run, Launch: forFargate, Check: ephemeralPlatform,
	},
}

func familyRequired(p *Pass) {
	if p.td.Family == "" {
		p.Report("family", "the family is missing", "name the family with letters, digits, '-' and '_'")
	}
}

func familyPattern(p *Pass) {
	if i := badNameByte(p.td.Family); i >= 0 {
		p.reportSpan("family", i, runeLen(p.td.Family, i),
			p.Sprintf("family %q has the character %q; allowed are letters, digits, '-' and '_'", p.td.Family, runeAt(p.td.Family, i)),
			p.Sprintf("write %q", cleanName(p.td.Family)))
	}
}

func familyLength(p *Pass) {
	if n := utf8.RuneCountInString(p.td.Family); n > maxName {
		p.Report("family", p.Sprintf("the family has %d characters, more than %d", n, maxName), "shorten it")
	}
}

func containersRequired(p *Pass) {
	if len(p.td.ContainerDefinitions) == 0 {
		p.Report("containerDefinitions", "there is no container", "define at least one container")
	}
}

func containersMax(p *Pass) {
	n := len(p.td.ContainerDefinitions)
	if n <= 10 {
		return
	}
	hint := "split the task definition"
	if n > maxContainers {
		hint += fmt.Sprintf("; only the first %d are checked here", maxContainers)
	}
	p.Report("containerDefinitions", p.Sprintf("%d containers are more than the 10 allowed", n), hint)
}

// size returns the bytes of the definition, or less than nearMaxSize when they are
// fewer: what cannot be near the limit is not written out to be measured.
func (p *Pass) size() int {
	if p.bytes == 0 {
		p.bytes = 1
		if sizeAtMost(p.td) > nearMaxSize {
			p.bytes = p.td.totalBytes()
		}
	}
	return p.bytes
}

const nearMaxSize = MaxSizeBytes * 9 / 10

func sizeLimit(p *Pass) {
	if n := p.size(); n > MaxSizeBytes {
		p.Report("", p.Sprintf("the definition takes %d bytes, more than the %d allowed", n, MaxSizeBytes),
			"move commands and settings into the image, an environment file or a parameter")
	}
}

func sizeNearLimit(p *Pass) {
	if n := p.size(); n > nearMaxSize && n <= MaxSizeBytes {
		p.Report("", p.Sprintf("the definition takes %d of %d bytes before ECS adds defaults", n, MaxSizeBytes),
			"move commands and settings into the image, an environment file or a parameter")
	}
}

func essentialOne(p *Pass) {
	if len(p.containers) == 0 || len(p.containers) < len(p.td.ContainerDefinitions) {
		return
	}
	for i, c := range p.each() {
		if isEssential(c) || p.unreadIn(i, "essential") {
			return
		}
	}
	p.Report("containerDefinitions", "no container is essential", `let the main container be "essential": true`)
}

func netmodeEnum(p *Pass) {
	if m := p.td.NetworkMode; m != "" && !slices.Contains(m.Values(), m) {
		reportEnum(p, "networkMode", m)
	}
}

func pidmodeEnum(p *Pass) {
	if m := p.td.PIDMode; m != "" && !slices.Contains(m.Values(), m) {
		reportEnum(p, "pidMode", m)
	}
}

func ipcmodeEnum(p *Pass) {
	if m := p.td.IPCMode; m != "" && !slices.Contains(m.Values(), m) {
		reportEnum(p, "ipcMode", m)
	}
}

func placementMax(p *Pass) {
	if n := len(p.td.PlacementConstraints); n > 10 {
		p.Report("placementConstraints", p.Sprintf("%d constraints are more than the 10 allowed", n),
			"join expressions with 'and'")
	}
}

func placementType(p *Pass) {
	for i, c := range p.td.PlacementConstraints {
		if c.Type == PlacementConstraintMemberOf {
			continue
		}
		hint := "write memberOf"
		if c.Type == "distinctInstance" {
			hint = "put distinctInstance into the service or the RunTask call"
		}
		p.Report(p.Path("placementConstraints", i, "type"),
			p.Sprintf("the constraint has the type %q; allowed is memberOf", c.Type), hint)
	}
}

func placementExpression(p *Pass) {
	for i, c := range p.td.PlacementConstraints {
		if c.Type != PlacementConstraintMemberOf {
			continue
		}
		path := p.Path("placementConstraints", i, "expression")
		if c.Expression == "" {
			p.Report(path, "a memberOf constraint has no expression", "write a cluster query such as attribute:ecs.instance-type =~ m7g.*")
			continue
		}
		_, err := cql.Parse(c.Expression)
		if err == nil {
			continue
		}
		syntax := &cql.SyntaxError{Message: err.Error()}
		errors.As(err, &syntax)
		hint := ""
		if syntax.Suggestion != "" {
			hint = "write " + syntax.Suggestion
		}
		p.reportSpan(path, syntax.Offset, syntax.Len, "the expression cannot be read: "+syntax.Message, hint)
	}
}

func placementUnknownAttr(p *Pass) {
	for i, c := range p.td.PlacementConstraints {
		if c.Type != PlacementConstraintMemberOf || c.Expression == "" {
			continue
		}
		e, err := cql.Parse(c.Expression)
		if err != nil {
			continue
		}
		for _, h := range e.Hints() {
			hint := ""
			if h.Suggestion != "" {
				hint = "write " + h.Suggestion
			}
			p.reportSpan(p.Path("placementConstraints", i, "expression"), h.Offset, h.Len, h.Message, hint)
		}
	}
}

func faultInjection(p *Pass) {
	if !isTrue(p.td.EnableFaultInjection) {
		return
	}
	switch {
	case p.windows:
		p.Report("enableFaultInjection", "fault injection is not available for Windows", "delete it")
	case p.mode != NetworkModeAWSVPC && p.mode != NetworkModeHost:
		p.Report("enableFaultInjection",
			p.Sprintf("fault injection needs network mode awsvpc or host, not %s", p.mode), "change networkMode or delete it")
	}
}

func inferenceDeprecated(p *Pass) {
	if len(p.td.InferenceAccelerators) > 0 {
		p.Report("inferenceAccelerators", "Elastic Inference is no longer offered", "delete it, and use GPU or NeuronDevice")
	}
}

func inferenceFields(p *Pass) {
	for i, a := range p.td.InferenceAccelerators {
		if a.DeviceName == "" {
			p.Report(p.Path("inferenceAccelerators", i, "deviceName"), "the accelerator has no name", "name it")
		}
		if a.DeviceType == "" {
			p.Report(p.Path("inferenceAccelerators", i, "deviceType"), "the accelerator has no type", "")
		}
		if a.DeviceName == "" || p.Unread(p.Path("inferenceAccelerators", i, "deviceName")) {
			continue
		}
		used := false
		for _, r := range p.resources() {
			used = used || r.Type == ResourceInferenceAccelerator && r.Value == a.DeviceName
		}
		if !used {
			p.Report(p.Path("inferenceAccelerators", i, "deviceName"),
				p.Sprintf("no container requires the accelerator %q", a.DeviceName),
				"add it to the resourceRequirements of a container, or delete it")
		}
	}
}

func ephemeralRange(p *Pass) {
	e := p.td.EphemeralStorage
	const path = "ephemeralStorage.sizeInGiB"
	switch {
	case e == nil:
	case e.SizeInGiB == nil:
		p.Report(path, "the size is missing", "write 21 to 200, or delete the block to get 20 GiB")
	case *e.SizeInGiB == defaultEphemeralGiB:
		p.ReportAs(diag.Warning, diag.Documented, path,
			"20 GiB is what a task gets without the block; the least size that AWS documents for it is 21", "delete ephemeralStorage")
	case *e.SizeInGiB < 21 || *e.SizeInGiB > 200:
		p.Report(path, p.Sprintf("%d GiB is not from 21 to 200", *e.SizeInGiB), "write 21 to 200, or delete the block to get 20 GiB")
	}
}

func ephemeralFargateOnly(p *Pass) {
	if p.td.EphemeralStorage != nil && !p.maybeFor(onFargate) {
		p.Report("ephemeralStorage", "ephemeral storage is for Fargate, which the definition is not checked against",
			"delete it, or add FARGATE to requiresCompatibilities")
	}
}

func ephemeralPlatform(p *Pass) {
	if p.td.EphemeralStorage != nil && p.platformBefore("1.4.0") {
		p.Report("ephemeralStorage", p.Sprintf("platform version %s has no configurable ephemeral storage", p.cfg.PlatformVersion),
			"use platform version 1.4.0 or later")
	}
}

package events

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

// Target is a target of a rule or of an EventBridge Scheduler schedule that runs
// tasks, in the JSON of PutTargets and CreateSchedule.
//
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
type Target struct {
	ID               string            `json:"Id,omitempty"`  // of a rule's target, which needs one; a schedule's has none
	ARN              string            `json:"Arn,omitempty"` // of the cluster
	RoleARN          string            `json:"RoleArn,omitempty"`
	ECSParameters    *ECSParameters    `json:"EcsParameters,omitempty"`
	RetryPolicy      *RetryPolicy      `json:"RetryPolicy,omitempty"`
	DeadLetterConfig *DeadLetterConfig `json:"DeadLetterConfig,omitempty"`
	Input            string            `json:"Input,omitempty"` // a JSON text: overrides of the task
	InputPath        string            `json:"InputPath,omitempty"`
	InputTransformer *InputTransformer `json:"InputTransformer,omitempty"`
}

// RetryPolicy says how long a delivery that failed is tried again.
type RetryPolicy struct {
	MaximumRetryAttempts     *int `json:"MaximumRetryAttempts,omitempty"`     // nil is 185
	MaximumEventAgeInSeconds *int `json:"MaximumEventAgeInSeconds,omitempty"` // nil is 86,400
}

const (
	// MaxRetryAttempts is how often a delivery is tried again at most.
	//
	// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
	MaxRetryAttempts = 185
	// MinEventAgeSeconds and MaxEventAgeSeconds bound for how long.
	MinEventAgeSeconds = 60
	MaxEventAgeSeconds = 86400
	// maxTasks is how many tasks one call of RunTask starts.
	maxTasks = 10
)

var targetSchema = sync.OnceValue(jsonscan.Compile[Target])

// ParseTarget reads one element of a rule's Targets, or a schedule's Target. The
// findings are those of reading, sorted; [Target.Validate] has the others. The
// error is a *diag.SyntaxError, for a text that is no JSON.
func ParseTarget(data []byte) (*Target, diag.List, error) {
	doc, err := jsonscan.Parse(data, jsonscan.Limits{MaxBytes: maxEventBytes})
	if err != nil {
		return nil, nil, diag.Locate(data, err)
	}
	t, findings := &Target{}, diag.List{}
	if root := doc.Root(); root.Kind() != jsonscan.Object {
		findings.Add(kindTargetForm.At("", "the target is "+root.Kind().String()+", not an object", "give one element of Targets"))
	} else {
		reader{findings: &findings, unknown: kindTargetMember, whose: "targets that run tasks"}.decode(targetSchema(), root, t, "")
	}
	findings.Sort()
	return t, findings, nil
}

// Validate checks a target that runs tasks, alone and against its task
// definition, and returns the findings sorted.
func (t *Target) Validate(task Task) diag.List {
	var l diag.List
	if !isARN(t.ARN, "ecs", "cluster/") {
		l.Add(kindTargetARN.At("Arn", "the target is "+strconv.Quote(t.ARN)+", not the ARN of a cluster",
			"write arn:aws:ecs:region:account:cluster/name; the task definition goes into EcsParameters"))
	}
	if !isARN(t.RoleARN, "iam", "role/") {
		l.Add(kindTargetRole.At("RoleArn", "the role is "+strconv.Quote(t.RoleARN)+", not the ARN of a role",
			"name a role that may do ecs:RunTask on the task definition and iam:PassRole on its roles"))
	}
	if r := t.RetryPolicy; r != nil {
		checkRange(&l, "RetryPolicy.MaximumRetryAttempts", r.MaximumRetryAttempts, 0, MaxRetryAttempts)
		checkRange(&l, "RetryPolicy.MaximumEventAgeInSeconds", r.MaximumEventAgeInSeconds, MinEventAgeSeconds, MaxEventAgeSeconds)
	}
	t.checkInput(&l)
	t.checkRest(&l)
	if t.ECSParameters == nil {
		l.Add(kindTargetForm.At("EcsParameters", "a cluster as target has no EcsParameters", "say which task definition to run"))
	} else {
		l.Add(t.ECSParameters.Validate(task)...)
	}
	l.Sort()
	return l
}

func checkRange(l *diag.List, path string, value *int, low, high int) {
	if value != nil && (*value < low || *value > high) {
		l.Add(kindRetry.At(path, fmt.Sprintf("the value is %d, %d to %d are allowed", *value, low, high), ""))
	}
}

// isARN reports whether the text has the six parts of an ARN of the service,
// the last one with the prefix and more.
func isARN(text, service, prefix string) bool {
	parts := strings.SplitN(text, ":", 6)
	return len(parts) == 6 && parts[0] == "arn" && parts[1] != "" && parts[2] == service && parts[4] != "" &&
		strings.HasPrefix(parts[5], prefix) && len(parts[5]) > len(prefix)
}

// checkLaunch checks how the tasks are launched.
func (p *ECSParameters) checkLaunch(l *diag.List, task Task) {
	const at = "EcsParameters."
	switch launch := p.LaunchType; {
	case launch == "":
	case !slices.Contains([]string{"EC2", "FARGATE", "EXTERNAL"}, launch):
		l.Add(kindLaunchType.At(at+"LaunchType", "the launch type is "+strconv.Quote(launch)+", not EC2, FARGATE or EXTERNAL", ""))
	case task.Compatibilities != nil && !slices.Contains(task.Compatibilities, launch):
		l.Add(kindLaunchType.At(at+"LaunchType", "the task definition is for "+strings.Join(task.Compatibilities, ", ")+", not for "+launch, "launch it as one of those"))
	}
	if p.LaunchType != "" && len(p.CapacityProviderStrategy) > 0 {
		l.Add(kindLaunchOrStrategy.At(at+"CapacityProviderStrategy", "there are a launch type and a capacity provider strategy", "leave one of the two out"))
	}
	if p.LaunchType == "FARGATE" && len(p.PlacementConstraints)+len(p.PlacementStrategy) > 0 {
		l.Add(kindFargatePlacement.At(at+"LaunchType", "FARGATE takes neither placement constraints nor a placement strategy", "leave them out"))
	}
	onInstances := p.LaunchType == "EC2" || p.LaunchType == "EXTERNAL"
	if onInstances && p.PlatformVersion != "" {
		l.Add(kindFargateOnly.At(at+"PlatformVersion", "a platform version belongs to Fargate, the launch type is "+p.LaunchType, "leave it out"))
	}
	if n := p.NetworkConfiguration; onInstances && n != nil && n.AWSVPCConfiguration != nil && n.AWSVPCConfiguration.AssignPublicIP == "ENABLED" {
		l.Add(kindFargateOnly.At(at+"NetworkConfiguration.awsvpcConfiguration.AssignPublicIp", "a public address belongs to Fargate, the launch type is "+p.LaunchType, "leave it out and route through a NAT"))
	}
}

// checkLengths checks counts and lengths.
func (p *ECSParameters) checkLengths(l *diag.List) {
	const at, vpcAt = "EcsParameters.", "NetworkConfiguration.awsvpcConfiguration."
	if p.TaskCount != nil && *p.TaskCount > maxTasks {
		l.Add(kindManyTasks.At(at+"TaskCount", fmt.Sprintf("TaskCount is %d, RunTask starts at most %d", *p.TaskCount, maxTasks), "add targets"))
	}
	var vpc AWSVPCConfiguration
	if n := p.NetworkConfiguration; n != nil && n.AWSVPCConfiguration != nil {
		vpc = *n.AWSVPCConfiguration
	}
	for _, bound := range []struct {
		member    string
		have, may int
		what      string
	}{
		{"Group", utf8.RuneCountInString(p.Group), 255, "characters"},
		{"ReferenceId", utf8.RuneCountInString(p.ReferenceID), 1024, "characters"},
		{"CapacityProviderStrategy", len(p.CapacityProviderStrategy), 6, "elements"},
		{"PlacementConstraints", len(p.PlacementConstraints), 10, "elements"},
		{"PlacementStrategy", len(p.PlacementStrategy), 5, "elements"},
		{vpcAt + "Subnets", len(vpc.Subnets), 16, "elements"},
		{vpcAt + "SecurityGroups", len(vpc.SecurityGroups), 5, "elements"},
	} {
		if bound.have > bound.may {
			l.Add(kindLength.At(at+bound.member, fmt.Sprintf("there are %d %s, at most %d are allowed", bound.have, bound.what, bound.may), ""))
		}
	}
	if p.PropagateTags != "" && p.PropagateTags != "TASK_DEFINITION" {
		l.Add(kindPropagate.At(at+"PropagateTags", "PropagateTags is "+strconv.Quote(p.PropagateTags)+", not TASK_DEFINITION", "leave it out, or write TASK_DEFINITION"))
	}
	if ip := vpc.AssignPublicIP; !slices.Contains([]string{"", "ENABLED", "DISABLED"}, ip) {
		l.Add(kindPublicIP.At(at+vpcAt+"AssignPublicIp", "AssignPublicIp is "+strconv.Quote(ip)+", not ENABLED or DISABLED", ""))
	}
}

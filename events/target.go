package events

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/ecskit/ecskit/autoscaling/schedule"
	"github.com/ecskit/ecskit/diag"
)

// ECSParameters is what a rule or a schedule says about the task that it runs,
// in EventBridge's JSON.
//
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EcsParameters.html
type ECSParameters struct {
	TaskDefinitionARN    string                `json:"TaskDefinitionArn,omitempty"`
	TaskCount            *int                  `json:"TaskCount,omitempty"` // 1 when absent
	LaunchType           string                `json:"LaunchType,omitempty"`
	NetworkConfiguration *NetworkConfiguration `json:"NetworkConfiguration,omitempty"`

	CapacityProviderStrategy []json.RawMessage `json:"CapacityProviderStrategy,omitempty"`
	EnableECSManagedTags     *bool             `json:"EnableECSManagedTags,omitempty"`
	EnableExecuteCommand     *bool             `json:"EnableExecuteCommand,omitempty"`
	Group                    string            `json:"Group,omitempty"`
	PlacementConstraints     []json.RawMessage `json:"PlacementConstraints,omitempty"`
	PlacementStrategy        []json.RawMessage `json:"PlacementStrategy,omitempty"`
	PlatformVersion          string            `json:"PlatformVersion,omitempty"`
	PropagateTags            string            `json:"PropagateTags,omitempty"` // TASK_DEFINITION
	ReferenceID              string            `json:"ReferenceId,omitempty"`   // at most 1,024 characters
	Tags                     json.RawMessage   `json:"Tags,omitempty"`          // [{"Key": …, "Value": …}] in a rule, [{"key": …, "value": …}] in a schedule
}

// NetworkConfiguration wraps the network of tasks in mode awsvpc.
type NetworkConfiguration struct {
	AWSVPCConfiguration *AWSVPCConfiguration `json:"awsvpcConfiguration,omitempty"`
}

// AWSVPCConfiguration says where a task's interface goes.
type AWSVPCConfiguration struct {
	Subnets        []string `json:"Subnets,omitempty"`
	SecurityGroups []string `json:"SecurityGroups,omitempty"`
	AssignPublicIP string   `json:"AssignPublicIp,omitempty"` // ENABLED or DISABLED
}

// Task is what the check of a target wants to know of the task definition.
type Task struct {
	NetworkMode     string   // "awsvpc", "bridge", …; empty like any mode that takes no network configuration
	Compatibilities []string // "EC2", "FARGATE", …; nil when they are not known
}

// Validate checks the parameters against the task definition that they name,
// and returns the findings sorted, with paths below EcsParameters.
func (p *ECSParameters) Validate(task Task) diag.List {
	var findings diag.List
	add := func(k diag.Kind, path, message, hint string) { findings.Add(k.At(path, message, hint)) }
	switch arn := p.TaskDefinitionARN; {
	case arn == "":
		add(kindTaskDefinition, "EcsParameters.TaskDefinitionArn", "TaskDefinitionArn is missing", "")
	case !strings.HasPrefix(arn, "arn:") || !strings.Contains(arn, ":task-definition/"):
		add(kindTaskDefinition, "EcsParameters.TaskDefinitionArn", fmt.Sprintf("%q is no ARN of a task definition", arn), "write arn:…:task-definition/family:revision")
	}
	if p.TaskCount != nil && *p.TaskCount < 1 {
		add(kindTaskCount, "EcsParameters.TaskCount", fmt.Sprintf("TaskCount is %d, not at least 1", *p.TaskCount), "")
	}
	var vpc *AWSVPCConfiguration
	if p.NetworkConfiguration != nil {
		vpc = p.NetworkConfiguration.AWSVPCConfiguration
	}
	const path = "EcsParameters.NetworkConfiguration"
	switch {
	case task.NetworkMode == "awsvpc" && (vpc == nil || len(vpc.Subnets) == 0):
		add(kindNetwork, path, "the task definition has network mode awsvpc, and no subnet is given", "add awsvpcConfiguration with Subnets")
	case task.NetworkMode != "awsvpc" && vpc != nil:
		add(kindNetwork, path, fmt.Sprintf("network mode %q takes no awsvpcConfiguration", task.NetworkMode), "delete it")
	}
	if p.LaunchType == "FARGATE" && task.NetworkMode != "awsvpc" {
		add(kindNetwork, "EcsParameters.LaunchType", fmt.Sprintf("FARGATE wants network mode awsvpc, not %q", task.NetworkMode), "")
	}
	p.checkLaunch(&findings, task)
	p.checkLengths(&findings)
	p.checkTags(&findings)
	findings.Sort()
	return findings
}

// Scheduler says which service reads a schedule.
type Scheduler uint8

// The two services.
const (
	Rules               Scheduler = iota // EventBridge rules: rate and cron, in UTC
	EventBridgeSchedule                  // EventBridge Scheduler: at as well, and time zones
)

// maxExpression bounds the characters of a schedule expression.
//
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
const maxExpression = 256

// ValidateSchedule checks a schedule expression for the service, with the place
// of the fault inside the text. The path of the findings is ScheduleExpression.
func ValidateSchedule(expression string, s Scheduler) diag.List {
	var findings diag.List
	const path = "ScheduleExpression"
	if n := utf8.RuneCountInString(expression); n > maxExpression {
		findings.Add(kindSchedule.At(path, fmt.Sprintf("there are %d characters, at most %d are allowed", n, maxExpression), ""))
		return findings
	}
	parsed, err := schedule.Parse(expression)
	if err != nil {
		d := kindSchedule.At(path, err.Error(), "")
		var e *schedule.SyntaxError
		if errors.As(err, &e) {
			d.Offset, d.Length, d.Hint = e.Offset, e.Len, e.Suggestion
		}
		findings.Add(d)
		return findings
	}
	if parsed.Kind() == schedule.At && s == Rules {
		findings.Add(kindSchedule.At(path, "rules take rate(…) and cron(…), not "+expression, "use EventBridge Scheduler"))
	}
	if parsed.Never() {
		findings.Add(kindNever.At(path, "no day of the years 1970 to 2199 fits "+expression, ""))
	}
	return findings
}

package events

import (
	"encoding/json"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
	"github.com/ecskit/ecskit/internal/loading"
)

// The detail types of the events of ECS.
const (
	TaskStateChange              = "ECS Task State Change"
	ContainerInstanceStateChange = "ECS Container Instance State Change"
	ServiceActionEvent           = "ECS Service Action"
	DeploymentStateChange        = "ECS Deployment State Change"
	HookStateChange              = "ECS Hook State Change"
)

// Event is an event of ECS as EventBridge delivers it. Of the pointers one is
// set, that of the detail type; none is for a detail type that is not known.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html
type Event struct {
	Version    string          `json:"version"` // of the envelope; "0"
	ID         string          `json:"id"`
	DetailType string          `json:"detail-type"`
	Source     string          `json:"source"` // aws.ecs
	Account    string          `json:"account"`
	Time       time.Time       `json:"time"`
	Region     string          `json:"region"`
	Resources  []string        `json:"resources"`
	Detail     json.RawMessage `json:"detail"`      // as it came, with what the types below do not know
	ReplayName string          `json:"replay-name"` // of an event that was sent again from an archive

	Task       *TaskDetail          `json:"-"`
	Instance   *InstanceDetail      `json:"-"`
	Action     *ServiceActionDetail `json:"-"`
	Deployment *DeploymentDetail    `json:"-"`
	Hook       *HookDetail          `json:"-"`
}

// TaskDetail is the detail of a task state change.
type TaskDetail struct {
	Attachments          []Attachment      `json:"attachments"`
	Attributes           []Attribute       `json:"attributes"`
	AvailabilityZone     string            `json:"availabilityZone"`
	CapacityProviderName string            `json:"capacityProviderName"`
	ClusterARN           string            `json:"clusterArn"`
	Connectivity         string            `json:"connectivity"`
	ConnectivityAt       time.Time         `json:"connectivityAt"`
	ContainerInstanceARN string            `json:"containerInstanceArn"`
	Containers           []ContainerDetail `json:"containers"`
	CPU                  string            `json:"cpu"` // CPU units; a string, so that numeric does not match it
	CreatedAt            time.Time         `json:"createdAt"`
	DesiredStatus        string            `json:"desiredStatus"`
	EnableExecuteCommand bool              `json:"enableExecuteCommand"`
	EphemeralStorage     json.RawMessage   `json:"ephemeralStorage"`
	ExecutionStoppedAt   time.Time         `json:"executionStoppedAt"`
	Group                string            `json:"group"`
	HealthStatus         string            `json:"healthStatus"`
	LastStatus           string            `json:"lastStatus"`
	LaunchType           string            `json:"launchType"`
	Memory               string            `json:"memory"` // MiB; a string like CPU
	Overrides            json.RawMessage   `json:"overrides"`
	PlatformFamily       string            `json:"platformFamily"`
	PlatformVersion      string            `json:"platformVersion"`
	PullStartedAt        time.Time         `json:"pullStartedAt"`
	PullStoppedAt        time.Time         `json:"pullStoppedAt"`
	StartedAt            time.Time         `json:"startedAt"`
	StartedBy            string            `json:"startedBy"`
	StopCode             StopCode          `json:"stopCode"`
	StoppedAt            time.Time         `json:"stoppedAt"`
	StoppedReason        string            `json:"stoppedReason"`
	StoppingAt           time.Time         `json:"stoppingAt"`
	Tags                 json.RawMessage   `json:"tags"`
	TaskARN              string            `json:"taskArn"`
	TaskDefinitionARN    string            `json:"taskDefinitionArn"`
	UpdatedAt            time.Time         `json:"updatedAt"`
	Version              int64             `json:"version"` // grows with each change of the task
}

// ContainerDetail is a container of a task.
type ContainerDetail struct {
	ContainerARN      string          `json:"containerArn"`
	CPU               string          `json:"cpu"`
	ExitCode          *int            `json:"exitCode"` // nil for one that never ran
	GPUIDs            []string        `json:"gpuIds"`
	HealthStatus      string          `json:"healthStatus"`
	Image             string          `json:"image"`
	ImageDigest       string          `json:"imageDigest"`
	LastStatus        string          `json:"lastStatus"`
	ManagedAgents     json.RawMessage `json:"managedAgents"`
	Memory            string          `json:"memory"`
	MemoryReservation string          `json:"memoryReservation"`
	Name              string          `json:"name"`
	NetworkBindings   json.RawMessage `json:"networkBindings"`
	NetworkInterfaces json.RawMessage `json:"networkInterfaces"`
	Reason            string          `json:"reason"`
	RuntimeID         string          `json:"runtimeId"`
	TaskARN           string          `json:"taskArn"`
}

// Attachment is what is attached to a task or an instance, such as an interface.
type Attachment struct {
	ID      string      `json:"id"`
	Type    string      `json:"type"`
	Status  string      `json:"status"`
	Details []Attribute `json:"details"`
}

// Attribute is a name with a value.
type Attribute struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// InstanceDetail is the detail of a container instance state change.
type InstanceDetail struct {
	AgentConnected       bool            `json:"agentConnected"`
	AgentUpdateStatus    string          `json:"agentUpdateStatus"`
	Attachments          []Attachment    `json:"attachments"`
	Attributes           []Attribute     `json:"attributes"`
	CapacityProviderName string          `json:"capacityProviderName"`
	ClusterARN           string          `json:"clusterArn"`
	ContainerInstanceARN string          `json:"containerInstanceArn"`
	EC2InstanceID        string          `json:"ec2InstanceId"`
	PendingTasksCount    int             `json:"pendingTasksCount"`
	RegisteredAt         time.Time       `json:"registeredAt"`
	RegisteredResources  []Resource      `json:"registeredResources"`
	RemainingResources   []Resource      `json:"remainingResources"`
	RunningTasksCount    int             `json:"runningTasksCount"`
	Status               string          `json:"status"`
	StatusReason         string          `json:"statusReason"`
	Tags                 json.RawMessage `json:"tags"`
	UpdatedAt            time.Time       `json:"updatedAt"`
	Version              int64           `json:"version"` // grows with each change of the instance
	VersionInfo          json.RawMessage `json:"versionInfo"`
}

// Resource is an amount of something that an instance has.
type Resource struct {
	Name           string   `json:"name"`
	Type           string   `json:"type"`
	DoubleValue    float64  `json:"doubleValue"`
	LongValue      int64    `json:"longValue"`
	IntegerValue   int      `json:"integerValue"`
	StringSetValue []string `json:"stringSetValue"`
}

// ServiceActionDetail is the detail of a service action. It has no version.
type ServiceActionDetail struct {
	CapacityProviderARNs  []string  `json:"capacityProviderArns"`
	ClusterARN            string    `json:"clusterArn"`
	ContainerInstanceARNs []string  `json:"containerInstanceArns"`
	ContainerPort         int       `json:"containerPort"`
	CreatedAt             time.Time `json:"createdAt"`
	DesiredCount          int       `json:"desiredCount"`
	EC2InstanceIDs        []string  `json:"ec2InstanceIds"`
	EventName             string    `json:"eventName"` // SERVICE_STEADY_STATE
	EventType             string    `json:"eventType"` // INFO, WARN, ERROR
	Reason                string    `json:"reason"`
	ServiceRegistryARNs   []string  `json:"serviceRegistryArns"`
	TargetGroupARNs       []string  `json:"targetGroupArns"`
	TaskARNs              []string  `json:"taskArns"`
	TaskDefinitionARN     string    `json:"taskDefinitionArn"`
	TaskSetARNs           []string  `json:"taskSetArns"`
}

// DeploymentDetail is the detail of a deployment state change.
type DeploymentDetail struct {
	DeploymentID string    `json:"deploymentId"`
	EventName    string    `json:"eventName"` // SERVICE_DEPLOYMENT_IN_PROGRESS, _COMPLETED, _FAILED
	EventType    string    `json:"eventType"`
	Reason       string    `json:"reason"`
	UpdatedAt    time.Time `json:"updatedAt"`
}

// HookDetail is the detail of a hook's state change, as far as its members are
// known; the rest is in [Event.Detail].
type HookDetail struct {
	EventName string `json:"eventName"` // HOOK_AWAITING_ACTION
	EventType string `json:"eventType"`
}

var (
	eventSchema      = sync.OnceValue(jsonscan.Compile[Event])
	taskSchema       = sync.OnceValue(jsonscan.Compile[TaskDetail])
	instanceSchema   = sync.OnceValue(jsonscan.Compile[InstanceDetail])
	actionSchema     = sync.OnceValue(jsonscan.Compile[ServiceActionDetail])
	deploymentSchema = sync.OnceValue(jsonscan.Compile[DeploymentDetail])
	hookSchema       = sync.OnceValue(jsonscan.Compile[HookDetail])
)

const (
	// maxEventBytes bounds an event. EventBridge takes entries of up to 256 KiB; an
	// archive's file may have white space besides.
	maxEventBytes = 1 << 20
	// maxEventFindings bounds the findings of one event. Nobody reads more.
	maxEventFindings = 1000
)

// ParseEvent reads an event of ECS. The findings are those of reading, sorted:
// members that are new to this package are an Info, since AWS adds some; what
// has the wrong type is left out. The error is a *diag.SyntaxError, for a text
// that is no JSON.
func ParseEvent(data []byte) (*Event, diag.List, error) {
	doc, err := jsonscan.Parse(data, jsonscan.Limits{MaxBytes: maxEventBytes})
	if err != nil {
		return nil, nil, diag.Locate(data, err)
	}
	e, findings := &Event{}, diag.List{}
	root := doc.Root()
	if root.Kind() != jsonscan.Object {
		findings.Add(kindEventForm.At("", "the event is "+root.Kind().String(), "give one event as EventBridge delivers it"))
		return e, findings, nil
	}
	read := reader{findings: &findings, unknown: kindNewMember, whose: "events"}
	read.decode(eventSchema(), root, e, "")
	if e.Source != "" && e.Source != "aws.ecs" {
		findings.Add(kindEventSource.At("source", "the event is of "+e.Source+", not aws.ecs", ""))
	} else {
		e.readDetail(read, root.Member("detail"))
	}
	findings.Sort()
	return e, findings, nil
}

func (e *Event) readDetail(read reader, detail jsonscan.Value) {
	if detail.Kind() != jsonscan.Object {
		read.findings.Add(kindEventForm.At("detail", "the event has "+detail.Kind().String()+" for its detail, not an object", ""))
		return
	}
	switch e.DetailType {
	case TaskStateChange:
		e.Task = new(TaskDetail)
		read.decode(taskSchema(), detail, e.Task, "detail")
	case ContainerInstanceStateChange:
		e.Instance = new(InstanceDetail)
		read.decode(instanceSchema(), detail, e.Instance, "detail")
	case ServiceActionEvent:
		e.Action = new(ServiceActionDetail)
		read.decode(actionSchema(), detail, e.Action, "detail")
	case DeploymentStateChange:
		e.Deployment = new(DeploymentDetail)
		read.decode(deploymentSchema(), detail, e.Deployment, "detail")
	case HookStateChange:
		e.Hook, read.open = new(HookDetail), true
		read.decode(hookSchema(), detail, e.Hook, "detail")
	default:
		read.findings.Add(kindDetailType.At("detail-type", "the detail type "+strconv.Quote(e.DetailType)+" is not known; its detail is kept as it is", ""))
	}
}

// reader turns the problems of reading into findings.
type reader struct {
	findings *diag.List
	unknown  diag.Kind // of a member without a field
	whose    string    // what has no such member, as far as is known here
	open     bool      // such a member is no finding
}

func (r reader) decode(schema *jsonscan.Schema, v jsonscan.Value, into any, path string) {
	kinds := loading.Kinds{
		WrongType: kindWrongType, UnknownMember: r.unknown, WrongCase: kindMemberCase,
		Duplicate: kindTwice, OutOfRange: kindWrongType,
	}
	schema.Decode(v, into, jsonscan.Options{Path: path, Report: func(p jsonscan.Problem) {
		if len(*r.findings) >= maxEventFindings || r.open && p.Kind == jsonscan.UnknownMember {
			return
		}
		f := kinds.Finding(p)
		if p.Kind == jsonscan.UnknownMember { // AWS may well have it
			f.Message = "no member " + excerpt(p.Value.Key()) + " of " + r.whose + " is known"
		}
		r.findings.Add(f)
	}})
}

// Revision returns what an event is about and the version of it, which grows
// with each change: of two events about the same ARN the one with the greater
// version is newer, equal ones are the same event delivered twice. ok is false
// for events without a version, service actions and deployments among them.
func (e *Event) Revision() (arn string, version int64, ok bool) {
	switch {
	case e.Task != nil:
		return e.Task.TaskARN, e.Task.Version, e.Task.TaskARN != "" && e.Task.Version > 0
	case e.Instance != nil:
		return e.Instance.ContainerInstanceARN, e.Instance.Version, e.Instance.ContainerInstanceARN != "" && e.Instance.Version > 0
	}
	return "", 0, false
}

// Stop reads why the task stopped, from its stop code and reason.
func (t *TaskDetail) Stop() Stop { return ReadStop(t.StopCode, t.StoppedReason) }

// Failed returns the containers that ended with an exit code other than 0, or
// with a reason, in the order of the event.
func (t *TaskDetail) Failed() []ContainerDetail {
	return slices.DeleteFunc(slices.Clone(t.Containers), func(c ContainerDetail) bool {
		return c.Reason == "" && (c.ExitCode == nil || *c.ExitCode == 0)
	})
}

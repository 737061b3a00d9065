package ecsroles

import (
	"fmt"
	"slices"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/taskdef"
)

// Need is a permission that a role must have.
type Need struct {
	Role     Role
	Action   string // "ecr:BatchGetImage"
	Resource string // as a policy names it: an ARN, maybe with wildcards, or "*"
	// Request is the resource as a request names it. It differs from Resource where
	// that is a pattern: the ARN of a log stream, of a secret with its suffix. What
	// is not known of it is "*".
	Request string
	// Condition holds conditions that a policy can have and the request still
	// meets: the access point of a mount, the service that a role is passed to.
	Condition []iam.Condition
	Path      string // of the member of the task definition that causes it; "" for an option
	Certainty diag.Certainty
	Source    string // URL
}

// String returns the need on one line: role, action, resource, cause.
func (n Need) String() string {
	s := fmt.Sprintf("%s: %s on %s", n.Role, n.Action, n.Resource)
	if n.Path != "" {
		s += " (" + n.Path + ")"
	}
	return s
}

// AppendNeeds appends what the roles need for a task definition: what the task
// role, the execution role, the instance role and the infrastructure role must be
// allowed, and the caller who registers and runs it. A permission that is needed
// twice is listed once, with its first cause. The order is that of the definition.
// Values that cannot be read (a placeholder in an ARN) cause no need.
//
// What the agent on an instance needs for itself is the managed policy of its
// role and not listed.
func AppendNeeds(dst []Need, td *taskdef.TaskDefinition, opts Options) []Need {
	c := collector{td: td, opts: &opts, place: opts.place(td), launch: opts.launch(td), dst: dst, start: len(dst)}
	for i := range td.ContainerDefinitions {
		c.container(i)
	}
	for i := range td.Volumes {
		c.volume(i)
	}
	c.task()
	c.infrastructure()
	c.caller()
	return c.dst
}

// collector gathers needs.
type collector struct {
	td     *taskdef.TaskDefinition
	opts   *Options
	place  place
	launch taskdef.Compatibility
	dst    []Need
	start  int // of ours in dst
}

// add appends a need whose resource is that of the request.
func (c *collector) add(role Role, resource, path, source string, actions ...string) {
	for _, a := range actions {
		c.addNeed(Need{Role: role, Action: a, Resource: resource, Request: resource, Path: path, Source: source})
	}
}

func (c *collector) addNeed(n Need) {
	if n.Request == "" {
		n.Request = n.Resource
	}
	for i := range c.dst[c.start:] {
		have := &c.dst[c.start+i]
		if have.Role == n.Role && have.Action == n.Action && have.Resource == n.Resource && sameCondition(have.Condition, n.Condition) {
			return
		}
	}
	c.dst = append(c.dst, n)
}

func sameCondition(a, b []iam.Condition) bool {
	return slices.EqualFunc(a, b, func(x, y iam.Condition) bool {
		return x.Operator == y.Operator && x.Key == y.Key && slices.Equal(x.Values, y.Values)
	})
}

// puller is the role that pulls images and opens log streams: the execution role,
// or on EC2 without one the instance role.
func (c *collector) puller() Role {
	if c.launch == taskdef.CompatibilityEC2 && c.td.ExecutionRoleARN == "" {
		return InstanceRole
	}
	return ExecutionRole
}

// decrypt adds the use of the customer managed key of a value, if there is one.
func (c *collector) decrypt(role Role, value, path string) {
	if key := c.opts.Keys[value]; key != "" {
		c.add(role, key, path, urlGuide+"specifying-sensitive-data.html", "kms:Decrypt")
	}
}

// source adds the reading of a secret or parameter by the execution role.
func (c *collector) source(value, path, url string, secretNames bool) {
	s, ok := parseSource(value, c.place, secretNames)
	if !ok {
		return
	}
	c.addNeed(Need{Role: ExecutionRole, Action: s.action, Resource: s.resource, Request: s.request, Path: path, Source: url})
	if s.secret != "" {
		ref := secretByName(c.place, s.secret)
		if hasSuffix(s.secret) {
			ref.resource = c.place.arn("secretsmanager", "secret:"+s.secret)
			ref.request = ref.resource
		}
		c.addNeed(Need{Role: ExecutionRole, Action: ref.action, Resource: ref.resource, Request: ref.request, Path: path, Source: url})
	}
	c.decrypt(ExecutionRole, value, path)
}

// object adds the reading of an object of S3 by the execution role.
func (c *collector) object(arn, path, url string) {
	o, ok := parseObject(arn)
	if !ok {
		return
	}
	c.addNeed(Need{Role: ExecutionRole, Action: "s3:GetObject", Resource: o.resource(), Request: o.request(), Path: path, Source: url})
	c.add(ExecutionRole, o.bucketARN(), path, url, "s3:GetBucketLocation")
	c.decrypt(ExecutionRole, arn, path)
}

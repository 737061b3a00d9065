package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/jsonscan"
)

const manifestDocs = "https://aws.github.io/copilot-cli/docs/manifest/overview/"

// The kinds of what this program finds in a manifest.
var (
	lost       = diag.Kind{Code: "CM001", Name: "copilot-lost", Title: "neither document can hold it", Source: manifestDocs, Severity: diag.Warning}
	unknown    = diag.Kind{Code: "CM002", Name: "copilot-unknown", Title: "no member of this kind of manifest", Source: manifestDocs, Severity: diag.Warning}
	unreadable = diag.Kind{Code: "CM003", Name: "copilot-unreadable", Title: "a value that Copilot would not read", Severity: diag.Error, Certainty: diag.Observed}
	required   = diag.Kind{Code: "CM004", Name: "copilot-required", Title: "a value that the documents need", Source: manifestDocs, Severity: diag.Error}
	fill       = diag.Kind{Code: "CM005", Name: "copilot-placeholder", Title: "a placeholder of the documents", Severity: diag.Info, Certainty: diag.Observed}
	note       = diag.Kind{Code: "CM006", Name: "copilot-note", Title: "a choice of this program", Severity: diag.Info}
)

func (c *converter) find(k diag.Kind, path, message, hint string) {
	c.findings.Add(k.At(path, message, hint))
}

// fill returns the value of a placeholder, or the placeholder, and says why the
// manifest alone does not give it.
func (c *converter) fill(path, name, why string) string {
	value, ok := c.value(name)
	if !ok {
		value = "${" + name + "}"
	}
	if !slices.Contains(c.placeholders, name) {
		c.placeholders = append(c.placeholders, name)
		if !ok {
			c.find(fill, path, value+": "+why, "-set "+name+"=…")
		}
	}
	return value
}

// reasons says for each member of a manifest that is not carried over why not,
// by its pattern.
var reasons = map[string]string{
	"publish":                       "topics of SNS and the task role's right to publish to them are resources of their own",
	"subscribe":                     "queues of SQS, their subscriptions and the task role's rights are resources of their own",
	"observability":                 "Copilot adds a container with the OpenTelemetry collector and rights of the task role: add them where tracing is wanted",
	"taskdef_overrides":             "these are changes of Copilot's template: make them in the task definition",
	"image.build":                   "Copilot builds and pushes this image; neither document does",
	"sidecars.*.image.build":        "Copilot builds and pushes this image; neither document does",
	"logging.retention":             "the log group has it: create the group with this retention",
	"count.range":                   "the scalable target of Application Auto Scaling has the bounds",
	"count.cooldown":                "the scaling policies have it",
	"count.cpu_percentage":          "a target tracking policy for ECSServiceAverageCPUUtilization has it",
	"count.memory_percentage":       "a target tracking policy for ECSServiceAverageMemoryUtilization has it",
	"count.requests":                "a target tracking policy for ALBRequestCountPerTarget has it",
	"count.response_time":           "a target tracking policy for the load balancer's TargetResponseTime has it",
	"count.queue_delay":             "a target tracking policy for a metric of Copilot's own, the backlog for each task, has it",
	"deployment.rollback_alarms":    "Copilot makes alarms for these thresholds: make them and name them in deploymentConfiguration.alarms",
	"storage.volumes.*.efs.uid":     "the access point has the user",
	"storage.volumes.*.efs.gid":     "the access point has the group",
	"network.vpc.placement.subnets": "Copilot looks the subnets up by their tags",
	"on":                            "a rule or a schedule of EventBridge has it; Copilot starts a state machine by it, which runs the task",
	"retries":                       "Copilot's state machine has it",
	"timeout":                       "Copilot's state machine has it; ECS itself stops no task for its age",
	"http.path":                     "a rule of the load balancer's listener has it",
	"http.alias":                    "the listener's rule, the certificate and a record of Route 53 have it",
	"http.hosted_zone":              "a record of Route 53 has it",
	"http.alb":                      "the load balancer that the target group belongs to has it",
	"http.healthcheck":              "the target group has it",
	"http.deregistration_delay":     "the target group has it; Copilot's default is 60s, that of a target group 300s",
	"http.stickiness":               "the target group has it",
	"http.allowed_source_ips":       "a rule of the load balancer's listener has it",
	"http.redirect_to_https":        "a rule of the load balancer's listener has it",
	"http.version":                  "the target group has it as its protocol version",
	"nlb.alias":                     "a record of Route 53 has it",
	"nlb.healthcheck":               "the target group has it",
	"nlb.ssl_policy":                "the listener has it",
	"nlb.stickiness":                "the target group has it",
	"nlb.deregistration_delay":      "the target group has it",
}

// jobReasons are those of a Scheduled Job, for which no service is made.
var jobReasons = map[string]string{
	"network": "a job has no service: whatever starts the task has its network configuration",
	"count":   "a job has no service: each run is one task",
	"exec":    "a job has no service: RunTask takes enableExecuteCommand",
}

// reason returns why a member is lost. What additional rules and listeners have
// is lost as in the first one, and a map is lost as its parts are.
func (c *converter) reason(pattern string) string {
	if why := jobReasons[pattern]; why != "" && c.kind == job {
		return why
	}
	pattern = strings.NewReplacer(".additional_rules[]", "", ".additional_listeners[]", "").Replace(pattern)
	for ; pattern != ""; pattern = pattern[:max(0, strings.LastIndexByte(pattern, '.'))] {
		if why := reasons[pattern]; why != "" {
			return why
		}
	}
	return ""
}

// leftovers reports everything below n that nothing was made of.
func (c *converter) leftovers(n, parent *node, key string) {
	if n.read {
		return
	}
	if n.visited {
		for _, key := range n.keys {
			c.leftovers(n.members[key], n, key)
		}
		for _, e := range n.list {
			c.leftovers(e, n, "")
		}
		return
	}
	switch why := c.reason(n.pattern); {
	case why != "":
		c.find(lost, n.path, n.path+" is left out: "+why, "")
	case n.want != "":
		c.wrong(n, n.want)
	case key == "" || slices.Contains(parent.asked, key):
		c.find(lost, n.path, n.path+" is left out: without what goes with it, it has no effect", "")
	default:
		c.unknownMember(n, parent, key)
	}
}

func (c *converter) unknownMember(n, parent *node, key string) {
	known := slices.Clone(parent.asked)
	prefix := strings.TrimPrefix(parent.pattern+".", ".")
	for _, pattern := range slices.Sorted(maps.Keys(reasons)) {
		if rest, ok := strings.CutPrefix(pattern, prefix); ok && !strings.Contains(rest, ".") {
			known = append(known, rest)
		}
	}
	hint := ""
	if near := jsonscan.Nearest(key, known); near != "" && near != key {
		hint = "did you mean " + near + "?"
	}
	c.find(unknown, n.path, n.path+" is left out: no member of a "+c.kind+" that this program knows", hint)
}

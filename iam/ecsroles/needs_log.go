package ecsroles

import (
	"strings"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/iam"
	"github.com/ecskit/ecskit/taskdef"
)

const (
	urlAWSLogs  = urlGuide + "using_awslogs.html"
	urlFirelens = urlGuide + "using_firelens.html"
)

func (c *collector) logging(d *taskdef.ContainerDefinition, at string) {
	if l := d.LogConfiguration; l != nil {
		path := diag.Member(at, "logConfiguration")
		for i, s := range l.SecretOptions {
			c.source(s.ValueFrom, diag.Member(diag.Element(diag.Member(path, "secretOptions"), i), "valueFrom"), urlSecrets, false)
		}
		switch l.LogDriver {
		case taskdef.LogDriverAWSLogs:
			c.awslogs(d, path)
		case taskdef.LogDriverAWSFirelens:
			c.firelensOutput(l.Options, diag.Member(path, "options"))
		}
	}
	if f := d.FirelensConfiguration; f != nil && f.Options["config-file-type"] == "s3" {
		path := diag.Member(diag.Member(diag.Member(at, "firelensConfiguration"), "options"), "config-file-value")
		c.object(f.Options["config-file-value"], path, urlFirelens)
	}
}

// awslogs adds what writing to CloudWatch Logs needs. On EC2 the agent of an
// ECS-optimized Linux uses the execution role if the task has one.
func (c *collector) awslogs(d *taskdef.ContainerDefinition, path string) {
	options := d.LogConfiguration.Options
	group := plain(options["awslogs-group"])
	if group == "" {
		return
	}
	path = diag.Member(path, "options")
	certainty := diag.Documented
	if c.launch == taskdef.CompatibilityEC2 {
		certainty = diag.Observed
	}
	stream := ""
	if prefix := plain(options["awslogs-stream-prefix"]); prefix != "" {
		stream = prefix + "/" + firstOf(plain(d.Name), "x") + "/x"
	}
	p := c.place.in(options["awslogs-region"])
	resource, request := streamOf(p, group, stream)
	for _, a := range []string{"logs:CreateLogStream", "logs:PutLogEvents"} {
		c.addNeed(Need{Role: c.puller(), Action: a, Resource: resource, Request: request, Path: diag.Member(path, "awslogs-group"), Certainty: certainty, Source: urlAWSLogs})
	}
	if options["awslogs-create-group"] == "true" {
		c.createGroup(c.puller(), p, group, diag.Member(path, "awslogs-create-group"), certainty, urlAWSLogs)
	}
}

// createGroup adds the creation of a log group. CloudWatch Logs asks for it as a
// stream without a name.
func (c *collector) createGroup(role Role, p place, group, path string, certainty diag.Certainty, url string) {
	resource, _ := streamOf(p, group, "")
	c.addNeed(Need{
		Role: role, Action: "logs:CreateLogGroup", Resource: resource, Request: p.arn("logs", "log-group:"+group+":log-stream:"),
		Path: path, Certainty: certainty, Source: url,
	})
}

// outputs are the plug-ins of Fluent Bit and Fluentd that write to AWS, by the
// value of Name or @type.
var outputs = map[string]func(*collector, map[string]string, string){
	"firehose":             (*collector).toFirehose,
	"kinesis_firehose":     (*collector).toFirehose,
	"kinesis":              (*collector).toKinesis,
	"kinesis_streams":      (*collector).toKinesis,
	"cloudwatch":           (*collector).toLogs,
	"cloudwatch_logs":      (*collector).toLogs,
	"s3":                   (*collector).toS3,
	"es":                   (*collector).toSearch,
	"opensearch":           (*collector).toSearch,
	"amazon_elasticsearch": (*collector).toSearch,
}

// firelensOutput adds what the log router needs to write to its destination. The
// router is a container of the task and has the task role.
func (c *collector) firelensOutput(options map[string]string, path string) {
	lower := make(map[string]string, len(options))
	for k, v := range options {
		lower[strings.ToLower(k)] = v
	}
	for _, member := range []string{"Name", "@type"} {
		name := lower[strings.ToLower(member)]
		if to, ok := outputs[strings.ToLower(name)]; ok {
			for k := range options {
				if strings.EqualFold(k, member) {
					member = k
				}
			}
			to(c, lower, diag.Member(path, member))
			return
		}
	}
}

// output adds an action of the log router. Which options a plug-in has is the
// plug-in's documentation, which AWS does not keep.
func (c *collector) output(action, resource, request, path string) {
	c.addNeed(Need{Role: TaskRole, Action: action, Resource: resource, Request: request, Path: path, Certainty: diag.Documented, Source: urlFirelens})
}

func (c *collector) toFirehose(o map[string]string, path string) {
	name := firstOf(plain(o["delivery_stream"]), plain(o["delivery_stream_name"]), "*")
	c.output("firehose:PutRecordBatch", c.place.in(o["region"]).arn("firehose", "deliverystream/"+name), "", path)
}

func (c *collector) toKinesis(o map[string]string, path string) {
	name := firstOf(plain(o["stream"]), plain(o["stream_name"]), "*")
	c.output("kinesis:PutRecords", c.place.in(o["region"]).arn("kinesis", "stream/"+name), "", path)
}

func (c *collector) toLogs(o map[string]string, path string) {
	p := c.place.in(o["region"])
	group := firstOf(plain(o["log_group_name"]), "*") // it can be a template of the plug-in
	resource, request := streamOf(p, group, "")
	c.output("logs:CreateLogStream", resource, request, path)
	c.output("logs:PutLogEvents", resource, request, path)
	if o["auto_create_group"] == "true" || o["auto_create_group"] == "On" {
		c.createGroup(TaskRole, p, group, path, diag.Documented, urlFirelens)
	}
}

func (c *collector) toS3(o map[string]string, path string) {
	bucket := firstOf(plain(o["bucket"]), plain(o["s3_bucket"]), "*")
	c.output("s3:PutObject", iam.ARN{Partition: c.place.partition, Service: "s3", Resource: bucket + "/*"}.String(), "", path)
}

func (c *collector) toSearch(o map[string]string, path string) {
	if !strings.EqualFold(o["aws_auth"], "on") && !strings.EqualFold(o["aws_auth"], "true") {
		return
	}
	c.addNeed(Need{
		Role: TaskRole, Action: "es:ESHttpPost", Resource: c.place.in(o["aws_region"]).arn("es", "domain/*"),
		Path: path, Certainty: diag.Inferred, Source: urlFirelens,
	})
}

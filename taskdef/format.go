package taskdef

import "github.com/ecskit/ecskit/internal/jsonscan"

// Format is the form in which a text holds a task definition.
type Format uint8

// The formats that [Load] knows.
const (
	FormatUnknown        Format = iota // nothing in the text is known to be a task definition
	FormatRegister                     // the object that register-task-definition takes
	FormatDescribe                     // {"taskDefinition": {…}, "tags": […]}, as describe-task-definition prints it
	FormatResponse                     // {"status_code": 200, "data": {…}}, as some tools save a response
	FormatContainers                   // a list of container definitions, as Terraform takes it
	FormatCloudFormation               // a resource AWS::ECS::TaskDefinition, its properties alone, or a template with such resources
	FormatDockerrun                    // Dockerrun.aws.json of Elastic Beanstalk, version 2
	FormatDaemon                       // what register-daemon-task-definition takes, bare or as it is described
)

// String returns the format in words.
func (f Format) String() string {
	names := [...]string{
		"unknown", "task definition", "describe output", "saved response", "list of container definitions",
		"CloudFormation", "Dockerrun", "daemon task definition",
	}
	if int(f) < len(names) {
		return names[f]
	}
	return "unknown"
}

// part is one task definition found in a text.
type part struct {
	format     Format
	object     jsonscan.Value // the object with the definition's members
	containers jsonscan.Value // or, in a list of container definitions, that list
	tags       jsonscan.Value // tags that stand beside the object
	origin     jsonscan.Value // what stands for the definition when it has no object
	logicalID  string         // of a resource in a template
	pascal     bool           // members are spelled as in CloudFormation
}

const resourceType = "AWS::ECS::TaskDefinition"

// recognise returns the task definitions in a text, in their order; one of
// unknown format when there is none.
func recognise(root jsonscan.Value) []part {
	switch root.Kind() {
	case jsonscan.Array:
		_, list := definitionType().Field("containerDefinitions")
		camel, pascal := spelling(root.Element(0), list.Elem())
		if root.Len() == 0 || camel+pascal > 0 {
			return []part{{format: FormatContainers, containers: root, pascal: pascal > camel}}
		}
	case jsonscan.Object:
		found := marksOf(root)
		if parts := resources(root, found); parts != nil {
			return parts
		}
		if p := object(root, found); p.format != FormatUnknown {
			return []part{p}
		}
	}
	return []part{{origin: root}}
}

// marks are the members by which an object is recognised, and those that stand
// beside a definition.
type marks struct {
	kind, properties, resources    jsonscan.Value // CloudFormation
	definition, daemon, data, tags jsonscan.Value // envelopes
	dockerrun                      jsonscan.Value
	daemonARN, ipc, pid, volumes   jsonscan.Value // what a daemon task definition has of its own
}

func marksOf(object jsonscan.Value) marks {
	var found marks
	for m := range object.Children() {
		switch m.Key() {
		case "Type":
			found.kind = m
		case "Properties":
			found.properties = m
		case "Resources":
			found.resources = m
		case "taskDefinition":
			found.definition = m
		case "daemonTaskDefinition":
			found.daemon = m
		case "data":
			found.data = m
		case "tags":
			found.tags = m
		case "AWSEBDockerrunVersion":
			found.dockerrun = m
		case "daemonTaskDefinitionArn":
			found.daemonARN = m
		case "ipcMode":
			found.ipc = m
		case "pidMode":
			found.pid = m
		case "volumes":
			found.volumes = m
		}
	}
	return found
}

// resources returns the task definitions of a template, of a map of resources,
// or of one resource.
func resources(root jsonscan.Value, found marks) []part {
	if p, ok := resource(root, found); ok {
		return []part{p}
	}
	if found.resources.Kind() == jsonscan.Object {
		root = found.resources
	}
	var parts []part
	for m := range root.Children() {
		if m.Kind() != jsonscan.Object {
			continue
		}
		if p, ok := resource(m, marksOf(m)); ok {
			p.logicalID = m.Key()
			parts = append(parts, p)
		}
	}
	return parts
}

func resource(v jsonscan.Value, found marks) (part, bool) {
	if found.kind.Text() != resourceType {
		return part{}, false
	}
	properties := found.properties
	if properties.Kind() != jsonscan.Object {
		properties = jsonscan.Value{}
	}
	return part{format: FormatCloudFormation, object: properties, origin: v, pascal: true}, true
}

// object recognises what is not a template: the envelopes by their members, then
// the definition itself.
func object(root jsonscan.Value, found marks) part {
	if found.daemon.Kind() == jsonscan.Object {
		return part{format: FormatDaemon, object: found.daemon, tags: found.tags}
	}
	if found.definition.Kind() == jsonscan.Object {
		return part{format: FormatDescribe, object: found.definition, tags: found.tags}
	}
	if found.data.Kind() == jsonscan.Object {
		if p := object(found.data, marksOf(found.data)); p.format == FormatRegister || p.format == FormatDescribe {
			p.format = FormatResponse
			return p
		}
	}
	switch {
	case found.dockerrun.Kind() != jsonscan.None:
		return part{format: FormatDockerrun, object: root}
	case root.Len() == 0:
		return part{format: FormatRegister, object: root}
	}
	return bare(root, found)
}

// bare recognises a definition by its members.
func bare(root jsonscan.Value, found marks) part {
	camel, pascal := spelling(root, definitionType())
	switch {
	case camel == 0 && pascal == 0:
		return part{}
	case pascal > camel:
		return part{format: FormatCloudFormation, object: root, pascal: true}
	case found.isDaemon():
		return part{format: FormatDaemon, object: root}
	}
	return part{format: FormatRegister, object: root}
}

// spelling counts the members of an object that a type has in the API's spelling
// and in that of CloudFormation. containerDefinitions counts in any.
func spelling(v jsonscan.Value, t jsonscan.Type) (camel, pascal int) {
	for m := range v.Children() {
		key := m.Key()
		name, field := t.Field(key)
		switch {
		case field == (jsonscan.Type{}):
		case name == key:
			camel++
		case cloudFormationMember(t.Go(), name) == key:
			pascal++
		case name == "containerDefinitions":
			camel++
		}
	}
	return camel, pascal
}

// isDaemon reports whether the object has a member or a value that only a daemon
// task definition has.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterDaemonTaskDefinition.html
func (m marks) isDaemon() bool {
	if m.daemonARN.Kind() != jsonscan.None || m.ipc.Text() == "shared" || m.pid.Text() == "shared" {
		return true
	}
	for v := range m.volumes.Children() {
		if v.Member("logDriverVolumeConfiguration").Kind() != jsonscan.None {
			return true
		}
	}
	return false
}

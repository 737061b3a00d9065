package taskdef_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/taskdef"
)

// schemaFile is a JSON Schema (2020-12) of task definitions for editors, generated
// from the model, its comments and the constraints below:
//
//	go test ./taskdef -run TestSchemaFile -update
const schemaFile = "../docs/task-definition.schema.json"

// constraints are what the rules demand of single members, as keywords of JSON
// Schema. TestSchemaAgreesWithRules holds them against the rules.
var constraints = map[string]map[string]any{
	"TaskDefinition.family":                            {"pattern": "^[a-zA-Z0-9_-]{1,255}$"},
	"TaskDefinition.cpu":                               {"pattern": `^\s*([0-9]+|([0-9]+\.?[0-9]*|\.[0-9]+)\s*[vV][cC][pP][uU])\s*$`},
	"TaskDefinition.memory":                            {"pattern": `^\s*([0-9]+|([0-9]+\.?[0-9]*|\.[0-9]+)\s*[gG][bB])\s*$`},
	"TaskDefinition.containerDefinitions":              {"minItems": 1, "maxItems": 10},
	"TaskDefinition.placementConstraints":              {"maxItems": 10},
	"Tag.key":                                          {"minLength": 1, "maxLength": 128},
	"Tag.value":                                        {"maxLength": 256},
	"EphemeralStorage.sizeInGiB":                       {"minimum": 20, "maximum": 200},
	"ContainerDefinition.name":                         {"pattern": "^[a-zA-Z0-9_-]{1,255}$"},
	"ContainerDefinition.image":                        {"pattern": "^[a-zA-Z0-9_:./#-]{1,255}(@sha256:[a-fA-F0-9]{64})?$"},
	"ContainerDefinition.cpu":                          {"minimum": 0},
	"ContainerDefinition.memory":                       {"minimum": 1},
	"ContainerDefinition.memoryReservation":            {"minimum": 0},
	"ContainerDefinition.environmentFiles":             {"maxItems": 10},
	"ContainerDefinition.credentialSpecs":              {"maxItems": 1},
	"PortMapping.containerPort":                        {"minimum": 1, "maximum": 65535},
	"PortMapping.hostPort":                             {"minimum": 0, "maximum": 65535},
	"PortMapping.containerPortRange":                   {"pattern": "^[0-9]+-[0-9]+$"},
	"PortMapping.name":                                 {"pattern": "^[a-z0-9_][a-z0-9_-]{0,63}$"},
	"HealthCheck.command":                              {"minItems": 1},
	"HealthCheck.interval":                             {"minimum": 5, "maximum": 300},
	"HealthCheck.timeout":                              {"minimum": 2, "maximum": 60},
	"HealthCheck.retries":                              {"minimum": 1, "maximum": 10},
	"HealthCheck.startPeriod":                          {"minimum": 0, "maximum": 300},
	"ContainerRestartPolicy.restartAttemptPeriod":      {"minimum": 60, "maximum": 1800},
	"ContainerRestartPolicy.ignoredExitCodes":          {"maxItems": 50},
	"LinuxParameters.maxSwap":                          {"minimum": 0},
	"LinuxParameters.swappiness":                       {"minimum": 0, "maximum": 100},
	"LinuxParameters.sharedMemorySize":                 {"minimum": 1},
	"Tmpfs.size":                                       {"minimum": 1},
	"EFSVolumeConfiguration.transitEncryptionPort":     {"minimum": 1, "maximum": 65535},
	"S3FilesVolumeConfiguration.transitEncryptionPort": {"minimum": 1, "maximum": 65535},
	"Volume.name":                                      {"pattern": "^[a-zA-Z0-9_-]{1,255}$"},
	"NVIDIAMPSAllocation.memory":                       {"minimum": 1},
	"NVIDIAMPSAllocation.maxComputePercent":            {"minimum": 1, "maximum": 100},
}

// required are the members that RegisterTaskDefinition needs, by type.
var required = map[string][]string{
	"TaskDefinition":             {"family", "containerDefinitions"},
	"ContainerDefinition":        {"name", "image"},
	"PlacementConstraint":        {"type"},
	"ProxyConfiguration":         {"containerName"},
	"InferenceAccelerator":       {"deviceName", "deviceType"},
	"EphemeralStorage":           {"sizeInGiB"},
	"Tag":                        {"key"},
	"KeyValuePair":               {"name"},
	"RepositoryCredentials":      {"credentialsParameter"},
	"ContainerRestartPolicy":     {"enabled"},
	"EnvironmentFile":            {"value", "type"},
	"MountPoint":                 {"sourceVolume", "containerPath"},
	"VolumeFrom":                 {"sourceContainer"},
	"Secret":                     {"name", "valueFrom"},
	"ContainerDependency":        {"containerName", "condition"},
	"HostEntry":                  {"hostname", "ipAddress"},
	"HealthCheck":                {"command"},
	"ResourceRequirement":        {"type"},
	"NVIDIAMPSAllocation":        {"memory"},
	"Device":                     {"hostPath"},
	"Tmpfs":                      {"containerPath", "size"},
	"Ulimit":                     {"name", "softLimit", "hardLimit"},
	"SystemControl":              {"namespace"},
	"LogConfiguration":           {"logDriver"},
	"FirelensConfiguration":      {"type"},
	"EFSVolumeConfiguration":     {"fileSystemId"},
	"S3FilesVolumeConfiguration": {"fileSystemArn"},
	"FSxWindowsFileServerVolumeConfiguration": {"fileSystemId", "rootDirectory", "authorizationConfig"},
	"FSxWindowsFileServerAuthorizationConfig": {"credentialsParameter", "domain"},
}

func TestSchemaFile(t *testing.T) {
	schema := makeSchema(t)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(schema); err != nil {
		t.Fatal(err)
	}
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(schemaFile, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.String(), string(have)); diff != "" {
		t.Errorf("%s is stale; run this test with -update (-generated +file):\n%s", schemaFile, diff)
	}
}

// makeSchema returns the schema as JSON's own types, so that it is what a reader of
// the file gets.
func makeSchema(t *testing.T) map[string]any {
	t.Helper()
	m := schemaMaker{comments: modelComments(t), defs: map[string]any{}}
	root := m.object(reflect.TypeFor[taskdef.TaskDefinition]())
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = "https://github.com/ecskit/ecskit/docs/task-definition.schema.json"
	root["title"] = "Amazon ECS task definition, as RegisterTaskDefinition takes it"
	root["$defs"] = m.defs
	text, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	return schema
}

type schemaMaker struct {
	comments map[string]string // by "Type" and "Type.Field"
	defs     map[string]any
}

func (m schemaMaker) object(typ reflect.Type) map[string]any {
	properties := map[string]any{}
	for f := range typ.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := m.schema(f.Type)
		comment := m.comments[typ.Name()+"."+f.Name]
		if comment != "" {
			p["description"] = comment
		}
		if strings.HasPrefix(comment, "output only") {
			p["readOnly"] = true
		}
		maps.Copy(p, constraints[typ.Name()+"."+name])
		properties[name] = p
	}
	s := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if r := required[typ.Name()]; r != nil {
		s["required"] = r
	}
	if c := m.comments[typ.Name()]; c != "" {
		s["description"] = c
	}
	return s
}

func (m schemaMaker) schema(typ reflect.Type) map[string]any {
	switch typ.Kind() {
	case reflect.Pointer:
		return m.schema(typ.Elem())
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.String:
		s := map[string]any{"type": "string"}
		if values, ok := typ.MethodByName("Values"); ok {
			s["enum"] = values.Func.Call([]reflect.Value{reflect.Zero(typ)})[0].Interface()
		}
		return s
	case reflect.Slice:
		return map[string]any{"type": "array", "items": m.schema(typ.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": m.schema(typ.Elem())}
	}
	if typ == reflect.TypeFor[time.Time]() {
		return map[string]any{"type": []string{"string", "number"}}
	}
	if _, known := m.defs[typ.Name()]; !known {
		m.defs[typ.Name()] = nil // its own members may lead back here
		m.defs[typ.Name()] = m.object(typ)
	}
	return map[string]any{"$ref": "#/$defs/" + typ.Name()}
}

// modelComments reads the comments of the model's types and fields.
func modelComments(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("model*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("the model is not here: ", err)
	}
	comments := map[string]string{}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			typ := g.Specs[0].(*ast.TypeSpec)
			comments[typ.Name.Name] = strings.Join(strings.Fields(g.Doc.Text()), " ")
			s, ok := typ.Type.(*ast.StructType)
			if !ok {
				continue
			}
			for _, field := range s.Fields.List {
				for _, name := range field.Names {
					comments[typ.Name.Name+"."+name.Name] = strings.TrimSpace(field.Comment.Text())
				}
			}
		}
	}
	return comments
}

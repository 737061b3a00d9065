package taskdef_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

// textOf writes a JSON text for a type of the model, mostly right: members come in
// other cases, twice, as null, with other types, unknown, as placeholders and as
// functions of CloudFormation.
type textOf struct {
	*rapid.T
	pascal bool
	b      strings.Builder
}

func (w *textOf) rarely(label string) bool { return rapid.IntRange(0, 15).Draw(w.T, label) == 15 }

func (w *textOf) pick(label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(w.T, label)
}

func (w *textOf) value(t reflect.Type, depth int) {
	if w.rarely("odd value") {
		w.b.WriteString(w.pick("odd", `null`, `1`, `"x"`, `true`, `{}`, `[]`, `[null]`, `{"Ref": "X"}`, `{"Fn::Sub": "${X}"}`,
			`"${X}"`, `"a-{{x}}"`, `"12"`, `"true"`, `1.5`, `4294967296`, `-1`, `"{{resolve:ssm:x}}"`, `{"taskDefinition": {"family": "x"}}`))
		return
	}
	switch t.Kind() {
	case reflect.Pointer:
		w.value(t.Elem(), depth)
	case reflect.String:
		fmt.Fprintf(&w.b, "%q", w.pick("text", "", "a", "FARGATE", "fargate", "awsvpc", "TCP", "256", "é", "shared", "<X>"))
	case reflect.Int:
		fmt.Fprint(&w.b, rapid.IntRange(-1, 3).Draw(w.T, "int"))
	case reflect.Bool:
		fmt.Fprint(&w.b, rapid.Bool().Draw(w.T, "bool"))
	case reflect.Slice:
		w.list(t, depth)
	case reflect.Map:
		fmt.Fprintf(&w.b, `{"%s": "x", "a.b": "y"}`, w.pick("label", "name", "Name", "Ref", ""))
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			w.b.WriteString(`"2026-11-23T10:00:00Z"`)
			return
		}
		w.object(t, depth)
	}
}

func (w *textOf) list(t reflect.Type, depth int) {
	w.b.WriteString("[")
	for i := range rapid.IntRange(0, 2).Draw(w.T, "length") {
		if i > 0 {
			w.b.WriteString(", ")
		}
		w.value(t.Elem(), depth+1)
	}
	w.b.WriteString("]")
}

func (w *textOf) object(t reflect.Type, depth int) {
	w.b.WriteString("{")
	most := 4
	if depth == 0 {
		most = 8
	}
	for i := range rapid.IntRange(0, most).Draw(w.T, "members") {
		if i > 0 {
			w.b.WriteString(", ")
		}
		field := t.Field(rapid.IntRange(0, t.NumField()-1).Draw(w.T, "field"))
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		fmt.Fprintf(&w.b, "%q: ", w.key(name))
		w.value(field.Type, depth)
	}
	w.b.WriteString("}")
}

func (w *textOf) key(name string) string {
	switch {
	case w.rarely("odd key"):
		return w.pick("key", strings.ToUpper(name), name+"x", "Ref", "Fn::If", "taskDefinition", "data", "Type", "AWSEBDockerrunVersion",
			"daemonTaskDefinitionArn", "EFSVolumeConfiguration", "FilesystemId", "", "a.b", name, strings.ToUpper(name[:1])+name[1:])
	case w.pascal:
		return strings.ToUpper(name[:1]) + name[1:]
	}
	return name
}

// definitionText draws a text in one of the forms.
func definitionText(t *rapid.T) string {
	form := rapid.SampledFrom([]string{
		"%s", "%s", "%s", `{"taskDefinition": %s}`, `{"taskDefinition": %s, "tags": [{"key": "a"}, null]}`, `{"data": %s, "status_code": 200}`,
		`{"Type": "AWS::ECS::TaskDefinition", "Properties": %s}`, `{"Resources": {"A": {"Type": "AWS::ECS::TaskDefinition", "Properties": %s}}}`,
		`{"daemonTaskDefinition": %s}`, `containers`,
	}).Draw(t, "form")
	w := &textOf{T: t, pascal: strings.Contains(form, "Properties") || rapid.IntRange(0, 3).Draw(t, "pascal") == 3}
	if form == "containers" {
		w.list(reflect.TypeFor[[]taskdef.ContainerDefinition](), 0)
		return w.b.String()
	}
	w.object(reflect.TypeFor[taskdef.TaskDefinition](), 0)
	return fmt.Sprintf(form, w.b.String())
}

// loadDrawn loads a drawn text.
func loadDrawn(t *rapid.T) (*taskdef.Document, string) {
	text := definitionText(t)
	t.Log(text)
	d, err := taskdef.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d, text
}

func TestRegisterJSONKeepsTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, _ := loadDrawn(t)
		checkRegister(t, d)
	})
}

func TestEditsKeepTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, text := loadDrawn(t)
		checkEdits(t, d, []byte(text))
	})
}

func TestEditsAnswerTheirFindings(t *testing.T) {
	certain := map[diag.Code]bool{"TD902": true, "TD909": true}
	rapid.Check(t, func(t *rapid.T) {
		d, text := loadDrawn(t)
		if slices.ContainsFunc(d.Findings, func(f diag.Diagnostic) bool { return f.Code == "TD903" }) {
			return // a finding inside a member that does not count has no path of its own
		}
		edits := d.Edits(d.Findings)
		again, err := taskdef.Load(taskdef.ApplyEdits([]byte(text), edits))
		if err != nil {
			t.Fatal(err)
		}
		if again.Format != d.Format {
			return
		}
		for _, f := range again.Findings {
			if certain[f.Code] {
				t.Fatalf("still there after %d edits: %v", len(edits), f)
			}
		}
	})
}

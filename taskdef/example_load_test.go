package taskdef_test

import (
	"errors"
	"fmt"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/taskdef"
)

func ExampleLoad() {
	d, err := taskdef.Load([]byte(`{
  "family": "web",
  "memory": 512,
  "containerDefinitions": [{"name": "web", "image": "nginx:1", "enviroment": []}]
}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Format, "of", d.Definition.Family)
	for _, f := range d.Findings {
		place, _ := d.Position(f.Path)
		fmt.Println(place, f)
	}
	// Output:
	// task definition of web
	// 4:78 containerDefinitions[0].enviroment: warning: unknown member "enviroment" [TD901]; did you mean "environment"?
	// 3:13 memory: error: a number (512) where a string should stand [TD904]; write "512"
}

func ExampleLoad_syntax() {
	_, err := taskdef.Load([]byte("{\n  \"family\": \"web\",\n}"))
	var syntax *diag.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Println("line", syntax.Line)
	}
	fmt.Println(err)
	// Output:
	// line 3
	// 3:1: trailing comma before '}', leave it out
}

func ExampleLoadAll() {
	all, err := taskdef.LoadAll([]byte(`{"Resources": {
  "Web":  {"Type": "AWS::ECS::TaskDefinition", "Properties": {"Family": "web"}},
  "Jobs": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"Family": "jobs"}}
}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range all {
		fmt.Println(d.LogicalID, d.Definition.Family)
	}
	// Output:
	// Web web
	// Jobs jobs
}

func ExampleParse() {
	td, findings, err := taskdef.Parse([]byte(`{"taskDefinition": {"family": "web", "revision": 7, "cpu": ".5 vCPU"}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	units, _ := td.CPUUnits()
	fmt.Println(td.Family, *td.Revision, units)
	for _, f := range findings {
		fmt.Println(f.Name)
	}
	// Output:
	// web 7 512
	// wrapped
}

func ExampleDocument_Check() {
	d, err := taskdef.Load([]byte(`{
  "family": "web",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "awsvpc",
  "cpu": "512",
  "memory": "5120",
  "containerDefinitions": [{"name": "web", "image": "${IMAGE}"}]
}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range d.Check(taskdef.Config{}) {
		if f.Severity == diag.Error || f.Name == "placeholder" {
			place, _ := d.Position(f.Path)
			fmt.Printf("%v %v %v\n", place, f.Severity, f.Name)
		}
	}
	// Output:
	// 7:53 warning placeholder
	// 6:13 error fargate-cpu-memory
}

func ExampleDocument_RegisterJSON() {
	d, err := taskdef.Load([]byte(`{
  "taskDefinition": {
    "taskDefinitionArn": "arn:aws:ecs:eu-central-1:111122223333:task-definition/web:7",
    "family": "web", "revision": 7, "status": "ACTIVE", "cpu": null, "newMember": {"kept": true},
    "containerDefinitions": [{"name": "web", "image": "nginx:1", "memory": 128}]
  },
  "tags": [{"key": "team", "value": "shop"}]
}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := d.RegisterJSON(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n", text)
	// Output:
	// {"family":"web","newMember":{"kept":true},"containerDefinitions":[{"name":"web","image":"nginx:1","memory":128}],"tags":[{"key":"team","value":"shop"}]}
}

func ExampleDocument_Edits() {
	text := []byte(`{"family": "web", "networkMode": "AWSVPC", "cpu": 256, "containerDefinitions": [{"Name": "web"}]}`)
	d, err := taskdef.Load(text)
	if err != nil {
		fmt.Println(err)
		return
	}
	edits := d.Edits(d.Check(taskdef.Config{}))
	fmt.Printf("%s\n", taskdef.ApplyEdits(text, edits))
	// Output:
	// {"family": "web", "networkMode": "awsvpc", "cpu": "256", "containerDefinitions": [{"name": "web"}]}
}

func ExampleDocument_Skip() {
	d, err := taskdef.Load([]byte(`{"family": "web", "networkMode": "{{ mode }}"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Skip("family"), d.Skip("networkMode"))
	// Output:
	// false true
}

func ExampleParseCPU() {
	for _, text := range []string{"1024", ".25 vCPU", "16 vcpu", "256 MHz"} {
		units, ok := taskdef.ParseCPU(text)
		fmt.Println(units, ok)
	}
	// Output:
	// 1024 true
	// 256 true
	// 16384 true
	// 0 false
}

func ExampleRoundUpFargate() {
	size, ok := taskdef.RoundUpFargate(300, 5000, taskdef.OSFamilyLinux)
	fmt.Println(size, ok)
	size, ok = taskdef.RoundUpFargate(300, 500, taskdef.OSFamilyWindowsServer2022Core)
	fmt.Println(size, ok)
	_, ok = taskdef.RoundUpFargate(65536, 1024, taskdef.OSFamilyLinux)
	fmt.Println(ok)
	// Output:
	// cpu 1024, memory 5120 true
	// cpu 1024, memory 2048 true
	// false
}

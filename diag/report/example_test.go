package report_test

import (
	"fmt"
	"os"

	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/diag/report"
)

func ExampleText() {
	source := []byte("{\n  \"cpu\": \"512\",\n  \"memory\": \"5120\"\n}\n")
	index, err := diag.IndexJSON(source)
	if err != nil {
		fmt.Println(err)
		return
	}
	findings := diag.List{{
		Code: "TD041", Name: "fargate-cpu-memory", Path: "memory",
		Message: "512 CPU units on Fargate take 1024, 2048, 3072 or 4096 MiB, not 5120",
		Hint:    `write "4096", or "cpu": "1024"`,
		Source:  "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
	}}
	file := report.File{Name: "task-definition.json", Source: source, Locator: index, Findings: findings}
	if err := report.Text(os.Stdout, []report.File{file}, report.TextOptions{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// task-definition.json:3:13: error: 512 CPU units on Fargate take 1024, 2048, 3072 or 4096 MiB, not 5120 [TD041]
	//    3 |   "memory": "5120"
	//      |             ^~~~~~ write "4096", or "cpu": "1024"
	//      https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
}

func ExampleGitHub() {
	file := report.File{Name: "td.json", Findings: diag.List{{Code: "TD001", Name: "family-required", Message: "family is missing"}}}
	if err := report.GitHub(os.Stdout, []report.File{file}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// ::error file=td.json,title=TD001 family-required::family is missing
}

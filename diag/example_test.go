package diag_test

import (
	"fmt"

	"github.com/ecskit/ecskit/diag"
)

func ExampleList_Err() {
	findings := diag.List{
		{Severity: diag.Warning, Code: "TD120", Path: "containerDefinitions[0].image", Message: "no tag, so latest is taken"},
		{Severity: diag.Error, Code: "TD001", Path: "family", Message: "family is missing"},
	}
	fmt.Println(findings.Err())
	// Output:
	// family: error: family is missing [TD001]
}

func ExampleIndexJSON() {
	index, err := diag.IndexJSON([]byte(`{
  "family": "web",
  "containerDefinitions": [{"name": "app"}]
}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(index.Position("containerDefinitions[0].name"))
	fmt.Println(index.Position("containerDefinitions[0].image")) // absent: its container
	// Output:
	// 3:37 true
	// 3:28 false
}

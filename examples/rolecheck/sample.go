package main

import (
	"embed"
	"fmt"
	"io"

	"github.com/ecskit/ecskit/iam/ecsroles"
)

//go:embed sample/*.json
var sampleFiles embed.FS

// runSample checks the case that comes with the program: a web service whose
// secret was given to the wrong role, whose log group nobody may create, and
// whose execution role trusts the wrong service.
func runSample(o *options, out, errOut io.Writer) int {
	o.read = sampleFiles.ReadFile
	o.path = "sample/task-definition.json"
	o.needs.Region = "eu-west-1"
	if !o.write {
		o.policies[ecsroles.ExecutionRole] = []string{"managed:AmazonECSTaskExecutionRolePolicy"}
		o.policies[ecsroles.TaskRole] = []string{"sample/task-policy.json"}
		o.trust[ecsroles.ExecutionRole] = "sample/execution-trust.json"
		o.trust[ecsroles.TaskRole] = "sample/task-trust.json"
		if o.format == "text" {
			fmt.Fprint(out, "No task definition given: checking the case that comes with rolecheck, as if by\n\n"+
				"  rolecheck -region eu-west-1 -execution managed:AmazonECSTaskExecutionRolePolicy \\\n"+
				"    -task task-policy.json -execution-trust execution-trust.json \\\n"+
				"    -task-trust task-trust.json task-definition.json\n\n")
		}
	}
	status := runCase(o, out, errOut)
	if o.format == "text" && !o.write {
		fmt.Fprint(out, "\nrolecheck -write prints policies that have what is needed and nothing else.\n")
	}
	if status == exitFindings {
		return exitClean // they are the point of the sample
	}
	return status
}

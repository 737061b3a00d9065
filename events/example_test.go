package events_test

import (
	"fmt"

	"github.com/ecskit/ecskit/events"
)

// A rule for tasks that stopped by themselves because a container of theirs
// failed. Name and exit code must be those of one container.
func ExampleMatcher_Match() {
	rule, _, err := events.ParsePattern([]byte(`{
		"source": ["aws.ecs"],
		"detail-type": ["ECS Task State Change"],
		"detail": {
			"lastStatus": ["STOPPED"],
			"stopCode": ["EssentialContainerExited"],
			"containers": {"name": ["web"], "exitCode": [{"anything-but": 0}]}
		}
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	event := func(web, log int) []byte {
		return fmt.Appendf(nil, `{"source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {
			"lastStatus": "STOPPED", "stopCode": "EssentialContainerExited",
			"containers": [{"name": "web", "exitCode": %d}, {"name": "log", "exitCode": %d}]}}`, web, log)
	}
	var m events.Matcher
	fmt.Println(m.Match(rule, event(137, 0)))
	fmt.Println(m.Match(rule, event(0, 137)))
	// Output:
	// true <nil>
	// false <nil>
}

func ExampleParsePattern() {
	_, findings, _ := events.ParsePattern([]byte(`{"source": "aws.ecs", "detail": {"cpu": [{"numeric": ["<", 5, ">", 1]}]}}`))
	for _, f := range findings {
		fmt.Println(f.Path, f.Name)
	}
	// Output:
	// detail.cpu[0] pattern-operand
	// source pattern-leaf-not-a-list
}

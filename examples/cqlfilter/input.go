package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"time"

	"github.com/ecskit/ecskit/cql"
)

// instance is a container instance with its name.
type instance struct {
	cql.Instance
	arn string
}

// readInstances reads the output of describe-container-instances. The failures
// it lists are passed on to stderr.
func readInstances(r io.Reader, stderr io.Writer) ([]*instance, error) {
	var described struct {
		ContainerInstances []struct {
			ContainerInstanceArn string
			EC2InstanceID        string `json:"ec2InstanceId"`
			AgentConnected       bool
			VersionInfo          struct{ AgentVersion string }
			RegisteredAt         moment
			RunningTasksCount    int
			Attributes           []struct{ Name, Value string }
		}
		Failures []struct{ Arn, Reason string }
	}
	if err := json.NewDecoder(r).Decode(&described); err != nil {
		return nil, fmt.Errorf("container instances: %w", err)
	}
	if described.ContainerInstances == nil {
		return nil, errors.New("container instances: the input has no member containerInstances; it is to be the output of describe-container-instances")
	}
	for _, f := range described.Failures {
		fmt.Fprintf(stderr, "cqlfilter: %s was not described: %s\n", f.Arn, f.Reason)
	}
	var list []*instance
	for _, c := range described.ContainerInstances {
		in := &instance{arn: c.ContainerInstanceArn, Instance: cql.Instance{
			EC2InstanceID: c.EC2InstanceID, AgentConnected: c.AgentConnected, AgentVersion: c.VersionInfo.AgentVersion,
			RegisteredAt: c.RegisteredAt.Time, RunningTasks: c.RunningTasksCount, Attributes: map[string]string{},
		}}
		for _, a := range c.Attributes {
			in.Attributes[a.Name] = a.Value
		}
		list = append(list, in)
	}
	return list, nil
}

// moment is a time as version 1 of the CLI writes it, in seconds since 1970, or
// as version 2 does, in text.
type moment struct{ time.Time }

func (m *moment) UnmarshalJSON(data []byte) error {
	var seconds float64
	if json.Unmarshal(data, &seconds) == nil {
		whole, fraction := math.Modf(seconds)
		m.Time = time.Unix(int64(whole), int64(math.Round(fraction*1e6))*1000).UTC() // to the microsecond
		return nil
	}
	return json.Unmarshal(data, &m.Time)
}

// readTasks reads the output of describe-tasks and gives the instances the groups
// of the tasks on them that are not to stop.
func readTasks(file string, instances []*instance) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var described struct {
		Tasks []struct{ ContainerInstanceArn, Group, DesiredStatus string }
	}
	if err := json.Unmarshal(data, &described); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	byARN := map[string]*instance{}
	for _, in := range instances {
		byARN[in.arn] = in
	}
	for _, t := range described.Tasks {
		if in := byARN[t.ContainerInstanceArn]; in != nil && t.DesiredStatus != "STOPPED" {
			in.TaskGroups = append(in.TaskGroups, t.Group)
		}
	}
	return nil
}

// has says in words what the instance has for a subject.
func (in *instance) has(s cql.Subject) string {
	switch s.Kind {
	case cql.SubjectAttribute:
		v, ok := in.Attributes[s.Name]
		if !ok {
			return "it has no such attribute"
		}
		return fmt.Sprintf("it has %q", v)
	case cql.SubjectAgentConnected:
		return fmt.Sprintf("it is %v", in.AgentConnected)
	case cql.SubjectAgentVersion:
		return fmt.Sprintf("it is %q", in.AgentVersion)
	case cql.SubjectEC2InstanceID:
		return fmt.Sprintf("it is %q", in.EC2InstanceID)
	case cql.SubjectRegisteredAt:
		return "it is " + in.RegisteredAt.UTC().Format(time.RFC3339Nano)
	case cql.SubjectRunningTasksCount:
		return fmt.Sprintf("it is %d", in.RunningTasks)
	case cql.SubjectTaskGroup:
		if len(in.TaskGroups) > 0 {
			return "it has " + strings.Join(in.TaskGroups, ", ")
		}
	}
	return "it has none"
}

package taskdef_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/internal/script"
	"github.com/ecskit/ecskit/taskdef"
)

func definition(text string) (*taskdef.TaskDefinition, error) {
	var td taskdef.TaskDefinition
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	return &td, decoder.Decode(&td)
}

// The scripts ask one question of one definition (two for diff, with a line =>
// between them).
func TestQuestions(t *testing.T) {
	script.Run(t, "testdata/questions/*.txt", func(_ *testing.T, c *script.Command) (string, error) {
		first, second, two := strings.Cut(c.Input, "=>\n")
		td, err := definition(first)
		if err != nil {
			return "", err
		}
		if !two {
			return answer(c.Name, td)
		}
		other, err := definition(second)
		if err != nil {
			return "", err
		}
		var b strings.Builder
		for _, change := range taskdef.Diff(td, other) {
			fmt.Fprintln(&b, change)
		}
		if taskdef.Equal(td, other) != (b.Len() == 0) {
			return "", fmt.Errorf("Equal %t disagrees with Diff:\n%s", taskdef.Equal(td, other), b.String())
		}
		if b.Len() == 0 {
			return "equal", nil
		}
		return b.String(), nil
	})
}

func answer(question string, td *taskdef.TaskDefinition) (string, error) {
	switch question {
	case "demand":
		d, err := td.Demand()
		return fmt.Sprintf("%+v", d), err
	case "start-order":
		waves, err := td.StartOrder()
		return fmt.Sprint(waves), err
	case "compatibilities":
		return fmt.Sprint(td.Compatibilities()), nil
	case "attributes":
		var b strings.Builder
		for _, a := range td.RequiredAttributes() {
			fmt.Fprintln(&b, a.Name, "<-", a.Path, a.Certainty)
		}
		return b.String(), nil
	case "normalize":
		out, err := json.MarshalIndent(td.Normalize(), "", " ")
		return string(out), err
	case "size":
		return fmt.Sprintf("%+v", td.Size()), nil
	}
	return "", fmt.Errorf("unknown question %s", question)
}

// drawDefinition makes definitions in which names come twice and lists come in
// any order, to see that Equal and Diff agree.
func drawDefinition(t *rapid.T, label string) *taskdef.TaskDefinition {
	name := rapid.SampledFrom([]string{"a", "b", "c"})
	pair := rapid.Custom(func(t *rapid.T) taskdef.KeyValuePair {
		return taskdef.KeyValuePair{Name: name.Draw(t, "name"), Value: name.Draw(t, "value")}
	})
	port := rapid.Custom(func(t *rapid.T) taskdef.PortMapping {
		return taskdef.PortMapping{
			ContainerPort: rapid.Ptr(rapid.IntRange(80, 81), true).Draw(t, "containerPort"),
			HostPort:      rapid.Ptr(rapid.IntRange(79, 80), true).Draw(t, "hostPort"),
			Protocol:      rapid.SampledFrom([]taskdef.TransportProtocol{"", "tcp", "udp"}).Draw(t, "protocol"),
		}
	})
	container := rapid.Custom(func(t *rapid.T) taskdef.ContainerDefinition {
		return taskdef.ContainerDefinition{
			Name:         name.Draw(t, "name"),
			CPU:          rapid.Ptr(rapid.IntRange(0, 1), true).Draw(t, "cpu"),
			Essential:    rapid.Ptr(rapid.Bool(), true).Draw(t, "essential"),
			Environment:  rapid.SliceOfN(pair, 0, 3).Draw(t, "environment"),
			PortMappings: rapid.SliceOfN(port, 0, 2).Draw(t, "ports"),
			Command:      rapid.SliceOfN(name, 0, 2).Draw(t, "command"),
			DockerLabels: rapid.MapOfN(name, name, 0, 2).Draw(t, "labels"),
		}
	})
	return rapid.Custom(func(t *rapid.T) *taskdef.TaskDefinition {
		return &taskdef.TaskDefinition{
			Family:               name.Draw(t, "family"),
			CPU:                  rapid.SampledFrom([]string{"", "256", ".25 vCPU", "1 vcpu", "odd"}).Draw(t, "cpu"),
			NetworkMode:          rapid.SampledFrom([]taskdef.NetworkMode{"", "bridge", "awsvpc"}).Draw(t, "mode"),
			ContainerDefinitions: rapid.SliceOfN(container, 0, 2).Draw(t, "containers"),
			Tags: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) taskdef.Tag {
				return taskdef.Tag{Key: name.Draw(t, "key"), Value: name.Draw(t, "value")}
			}), 0, 3).Draw(t, "tags"),
		}
	}).Draw(t, label)
}

func TestDiffAgreesWithEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawDefinition(t, "a"), drawDefinition(t, "b")
		before := a.Clone()
		if got := len(taskdef.Diff(a, b)) == 0; got != taskdef.Equal(a, b) {
			t.Fatalf("Diff empty is %t, Equal is %t", got, !got)
		}
		if diff := cmp.Diff(before, a); diff != "" {
			t.Fatalf("the definition was changed (-before +after):\n%s", diff)
		}
	})
}

func TestNormalizeIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := drawDefinition(t, "definition").Normalize()
		if diff := cmp.Diff(once, once.Normalize()); diff != "" {
			t.Fatalf("normalising again changed it (-once +twice):\n%s", diff)
		}
	})
}

// A definition in another order is the same one; one with any change is not.
func TestEqualForgivesOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawDefinition(t, "definition")
		b := a.Clone()
		unique := map[string]bool{}
		for _, c := range a.ContainerDefinitions {
			unique[c.Name] = true
		}
		if len(unique) == len(a.ContainerDefinitions) && len(unique) > 1 {
			b.ContainerDefinitions[0], b.ContainerDefinitions[1] = b.ContainerDefinitions[1], b.ContainerDefinitions[0]
		}
		if !taskdef.Equal(a, b) {
			t.Fatalf("the order of containers made a difference:\n%v", taskdef.Diff(a, b))
		}
		b.Family += "x"
		if diff := cmp.Diff([]taskdef.Change{{Path: "family", Old: `"` + a.Family + `"`, New: `"` + b.Family + `"`}}, taskdef.Diff(a, b)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

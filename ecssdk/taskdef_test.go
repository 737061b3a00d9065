package ecssdk_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/ecssdk"
	"github.com/ecskit/ecskit/taskdef"
)

func TestTaskDefinitionMembers(t *testing.T) {
	checkRoundTrip(t, func(td *types.TaskDefinition) *types.TaskDefinition {
		return ecssdk.ToTaskDefinition(ecssdk.FromTaskDefinition(td))
	}, nil)
	checkRoundTrip(t, func(in *ecs.RegisterTaskDefinitionInput) *ecs.RegisterTaskDefinitionInput {
		return ecssdk.ToRegisterInput(ecssdk.FromRegisterInput(in))
	}, nil)
	checkRoundTrip(t, func(o *types.TaskOverride) *types.TaskOverride {
		return ecssdk.ToTaskOverride(ecssdk.FromTaskOverride(o))
	}, nil)
	checkRoundTrip(t, func(tag *types.Tag) *types.Tag {
		return &ecssdk.ToTags(ecssdk.FromTags([]types.Tag{*tag}))[0]
	}, nil)
	checkConverted(t, func(out *ecs.DescribeTaskDefinitionOutput) *taskdef.TaskDefinition {
		if out.TaskDefinition == nil {
			out.TaskDefinition = &types.TaskDefinition{} // the tags alone are no answer
		}
		return ecssdk.FromDescribeTaskDefinition(out)
	}, nil)
}

func TestNilGivesNil(t *testing.T) {
	if ecssdk.FromTaskDefinition(nil) != nil || ecssdk.ToTaskDefinition(nil) != nil || ecssdk.FromRegisterInput(nil) != nil ||
		ecssdk.ToRegisterInput(nil) != nil || ecssdk.FromTaskOverride(nil) != nil || ecssdk.ToTaskOverride(nil) != nil ||
		ecssdk.FromDescribeTaskDefinition(nil) != nil || ecssdk.FromDescribeTaskDefinition(&ecs.DescribeTaskDefinitionOutput{}) != nil ||
		ecssdk.FromTags(nil) != nil || ecssdk.ToTags(nil) != nil {
		t.Error("nil became something")
	}
}

// Empty and absent lists stay apart, and so does an empty value of a variable.
func TestEmptyIsNotAbsent(t *testing.T) {
	in := &ecs.RegisterTaskDefinitionInput{
		ContainerDefinitions: []types.ContainerDefinition{{
			Command: []string{}, PortMappings: []types.PortMapping{}, DockerLabels: map[string]string{},
			Environment:      []types.KeyValuePair{{Name: new("EMPTY"), Value: new("")}},
			LogConfiguration: &types.LogConfiguration{}, Memory: new(int32(0)), Essential: new(false),
		}},
		RequiresCompatibilities: []types.Compatibility{},
		Tags:                    []types.Tag{},
	}
	td := ecssdk.FromRegisterInput(in)
	if td.Tags == nil || td.Volumes != nil || td.ContainerDefinitions[0].Command == nil || td.ContainerDefinitions[0].EntryPoint != nil {
		t.Errorf("got %+v", td)
	}
	if diff := cmp.Diff(in, ecssdk.ToRegisterInput(td), ignoreSerde()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestUnknownEnumValuesPassThrough(t *testing.T) {
	in := &types.TaskDefinition{
		NetworkMode: "quantum", RequiresCompatibilities: []types.Compatibility{"MOON"},
		ContainerDefinitions: []types.ContainerDefinition{{LogConfiguration: &types.LogConfiguration{LogDriver: "carrier-pigeon"}}},
	}
	if diff := cmp.Diff(in, ecssdk.ToTaskDefinition(ecssdk.FromTaskDefinition(in)), ignoreSerde()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A number that the wire's 32 bits cannot hold stops at their end.
func TestNumbersSaturate(t *testing.T) {
	if ^uint(0)>>32 == 0 {
		t.Skip("an int has 32 bits here")
	}
	large := int(^uint(0) >> 1)
	in := ecssdk.ToRegisterInput(&taskdef.TaskDefinition{ContainerDefinitions: []taskdef.ContainerDefinition{{
		CPU: &large, Memory: new(-large), RestartPolicy: &taskdef.ContainerRestartPolicy{IgnoredExitCodes: []int{large}},
	}}})
	c := in.ContainerDefinitions[0]
	if c.Cpu != 1<<31-1 || *c.Memory != -1<<31 || c.RestartPolicy.IgnoredExitCodes[0] != 1<<31-1 {
		t.Errorf("cpu %d, memory %d, exit codes %v", c.Cpu, *c.Memory, c.RestartPolicy.IgnoredExitCodes)
	}
}

func TestUnknownSharingStrategy(t *testing.T) {
	in := &types.TaskDefinition{ContainerDefinitions: []types.ContainerDefinition{{
		ResourceRequirements: []types.ResourceRequirement{{SharingStrategy: &types.UnknownUnionMember{Tag: "new"}}},
	}}}
	r := ecssdk.FromTaskDefinition(in).ContainerDefinitions[0].ResourceRequirements[0]
	if r.SharingStrategy == nil || r.SharingStrategy.NVIDIAMPS != nil {
		t.Errorf("got %+v, want a strategy without a known member", r.SharingStrategy)
	}
}

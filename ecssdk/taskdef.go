package ecssdk

import (
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/taskdef"
)

// FromTaskDefinition converts a task definition as describe, register and
// deregister return it. Tags are beside it in those outputs; see
// [FromDescribeTaskDefinition]. nil gives nil.
func FromTaskDefinition(td *types.TaskDefinition) *taskdef.TaskDefinition {
	return fromPointer(td, fromTaskDefinition)
}

// FromDescribeTaskDefinition converts the output of DescribeTaskDefinition, tags
// included. It gives nil when there is no definition in it.
func FromDescribeTaskDefinition(out *ecs.DescribeTaskDefinitionOutput) *taskdef.TaskDefinition {
	if out == nil || out.TaskDefinition == nil {
		return nil
	}
	td := FromTaskDefinition(out.TaskDefinition)
	td.Tags = fromList(out.Tags, fromTag)
	return td
}

// FromRegisterInput converts the input of RegisterTaskDefinition. nil gives nil.
func FromRegisterInput(in *ecs.RegisterTaskDefinitionInput) *taskdef.TaskDefinition {
	return fromPointer(in, fromRegisterInput)
}

// ToTaskDefinition converts to what describe returns; Tags have no place there.
// nil gives nil.
func ToTaskDefinition(td *taskdef.TaskDefinition) *types.TaskDefinition {
	return toPointer(new(arena), td, toTaskDefinition)
}

// ToRegisterInput converts to the input of RegisterTaskDefinition. Output-only
// members are left out. nil gives nil.
func ToRegisterInput(td *taskdef.TaskDefinition) *ecs.RegisterTaskDefinitionInput {
	return toPointer(new(arena), td, toRegisterInput)
}

// FromTaskOverride converts the overrides of RunTask and StartTask. nil gives nil.
func FromTaskOverride(o *types.TaskOverride) *taskdef.TaskOverride {
	return fromPointer(o, fromTaskOverride)
}

// ToTaskOverride converts to the overrides of RunTask and StartTask. nil gives nil.
func ToTaskOverride(o *taskdef.TaskOverride) *types.TaskOverride {
	return toPointer(new(arena), o, toTaskOverride)
}

// FromTags converts tags; nil stays nil.
func FromTags(tags []types.Tag) []taskdef.Tag { return fromList(tags, fromTag) }

// ToTags converts tags; nil stays nil.
func ToTags(tags []taskdef.Tag) []types.Tag { return toList(new(arena), tags, toTag) }

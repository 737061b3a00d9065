package ecssdk

import (
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/taskdef"
)

// The SDK's sharing strategy is a union with one member. A member that this
// version of the SDK does not know comes out as a strategy without any.

func fromSharingStrategy(s types.SharingStrategy) *taskdef.SharingStrategy {
	switch s := s.(type) {
	case nil:
		return nil
	case *types.SharingStrategyMemberNvidiaMps:
		return &taskdef.SharingStrategy{NVIDIAMPS: &taskdef.NVIDIAMPSAllocation{
			Memory:            wide(s.Value.Memory),
			MaxComputePercent: wide(s.Value.MaxComputePercent),
		}}
	}
	return &taskdef.SharingStrategy{}
}

func toSharingStrategy(a *arena, t *taskdef.SharingStrategy) types.SharingStrategy {
	if t == nil || t.NVIDIAMPS == nil {
		return nil
	}
	return &types.SharingStrategyMemberNvidiaMps{Value: types.NvidiaMpsAllocation{
		Memory:            a.number(t.NVIDIAMPS.Memory),
		MaxComputePercent: a.number(t.NVIDIAMPS.MaxComputePercent),
	}}
}

package ecssdk

import (
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/service"
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

// A setting of the Service Connect proxy's container is a union with one member.
// A member that this version of the SDK does not know comes out as a setting
// without any, and one without any has no form in the SDK.

func fromProxyConfigurations(list []types.ServiceConnectContainerConfiguration) []service.ServiceConnectContainerConfig {
	if list == nil {
		return nil
	}
	to := make([]service.ServiceConnectContainerConfig, len(list))
	for i, v := range list {
		if level, ok := v.(*types.ServiceConnectContainerConfigurationMemberLogLevel); ok {
			to[i].LogLevel = string(level.Value)
		}
	}
	return to
}

func toProxyConfigurations(list []service.ServiceConnectContainerConfig) []types.ServiceConnectContainerConfiguration {
	if list == nil {
		return nil
	}
	to := make([]types.ServiceConnectContainerConfiguration, 0, len(list))
	for _, v := range list {
		if v.LogLevel != "" {
			to = append(to, &types.ServiceConnectContainerConfigurationMemberLogLevel{Value: types.ServiceConnectContainerLogLevel(v.LogLevel)})
		}
	}
	return to
}

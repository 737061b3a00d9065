package ecssdk_test

import (
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecskit/ecskit/rollout"
)

func TestRolloutEnums(t *testing.T) {
	sameEnum(t, []rollout.Strategy{rollout.StrategyRolling, rollout.StrategyBlueGreen, rollout.StrategyLinear, rollout.StrategyCanary},
		types.DeploymentStrategy("").Values())
	sameEnum(t, []rollout.ThresholdType{rollout.BoundedPercent, rollout.UnboundedPercent, rollout.Count}, types.ThresholdType("").Values())
	sameEnum(t, []rollout.Cleanup{rollout.Blocking, rollout.Deferred}, types.ServiceRevisionCleanup("").Values())
	sameEnum(t, []rollout.HookTarget{rollout.HookLambda, rollout.HookPause}, types.DeploymentLifecycleHookTargetType("").Values())
	sameEnum(t, []rollout.HookAction{rollout.HookRollback, rollout.HookContinue}, types.DeploymentLifecycleHookAction("").Values())
	sameEnum(t, []rollout.RolloutState{rollout.RolloutInProgress, rollout.RolloutCompleted, rollout.RolloutFailed},
		types.DeploymentRolloutState("").Values())
	stages := []rollout.Stage{rollout.StageReconcile, rollout.StagePreScaleUp, rollout.StageScaleUp, rollout.StagePostScaleUp, rollout.StageTestShift,
		rollout.StagePostTestShift, rollout.StagePreProductionShift, rollout.StageProductionShift, rollout.StagePostProductionShift,
		rollout.StageBake, rollout.StageCleanUp}
	for _, s := range types.DeploymentLifecycleHookStage("").Values() { // hooks do not run in every stage
		if !slices.Contains(stages, rollout.Stage(s)) {
			t.Errorf("the SDK has stage %q", s)
		}
	}
}

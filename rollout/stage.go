package rollout

// Stage is a stage in the life of a blue/green, linear or canary deployment.
type Stage string

// The stages, in order. PRE_PRODUCTION_TRAFFIC_SHIFT is missing in the SDK's
// enumeration of deployment stages, though its text and the one of hooks have it.
const (
	StageReconcile           Stage = "RECONCILE_SERVICE" // only with more than one ACTIVE revision
	StagePreScaleUp          Stage = "PRE_SCALE_UP"
	StageScaleUp             Stage = "SCALE_UP"
	StagePostScaleUp         Stage = "POST_SCALE_UP"
	StageTestShift           Stage = "TEST_TRAFFIC_SHIFT"
	StagePostTestShift       Stage = "POST_TEST_TRAFFIC_SHIFT"
	StagePreProductionShift  Stage = "PRE_PRODUCTION_TRAFFIC_SHIFT" // before every step
	StageProductionShift     Stage = "PRODUCTION_TRAFFIC_SHIFT"     // at every step
	StagePostProductionShift Stage = "POST_PRODUCTION_TRAFFIC_SHIFT"
	StageBake                Stage = "BAKE_TIME"
	StageCleanUp             Stage = "CLEAN_UP"
)

// Stages returns all stages in the order of a deployment.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html
func Stages() []Stage {
	return []Stage{
		StageReconcile, StagePreScaleUp, StageScaleUp, StagePostScaleUp, StageTestShift, StagePostTestShift,
		StagePreProductionShift, StageProductionShift, StagePostProductionShift, StageBake, StageCleanUp,
	}
}

// HookTarget is what a lifecycle hook does.
type HookTarget string

// The hook targets of the API. An empty target is HookLambda.
const (
	HookLambda HookTarget = "AWS_LAMBDA"
	HookPause  HookTarget = "PAUSE"
)

// Hookable reports whether a hook with the target may be configured at s: none at
// SCALE_UP, BAKE_TIME and CLEAN_UP, and no pause at the two stages in which
// traffic shifts.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html
func (s Stage) Hookable(target HookTarget) bool {
	switch s {
	case StageTestShift, StageProductionShift:
		return target == HookLambda || target == ""
	case StageReconcile, StagePreScaleUp, StagePostScaleUp, StagePostTestShift, StagePreProductionShift, StagePostProductionShift:
		return target == HookLambda || target == HookPause || target == ""
	}
	return false
}

// PerStep reports whether a linear or canary deployment passes s at every step.
func (s Stage) PerStep() bool { return s == StagePreProductionShift || s == StageProductionShift }

package rollout

import (
	"slices"
	"time"
)

// HookAction is what follows when a hook ends, times out, or is answered.
type HookAction string

// The actions of the API. An empty timeout action is HookRollback, an empty
// answer to ContinueServiceDeployment is HookContinue.
const (
	HookRollback HookAction = "ROLLBACK"
	HookContinue HookAction = "CONTINUE"
)

// HookStatus is the status of a hook that runs.
type HookStatus string

// The hook statuses of the API.
const (
	HookAwaiting   HookStatus = "AWAITING_ACTION"
	HookInProgress HookStatus = "IN_PROGRESS"
	HookSucceeded  HookStatus = "SUCCEEDED"
	HookFailed     HookStatus = "FAILED"
	HookTimedOut   HookStatus = "TIMED_OUT"
)

// The bounds and the default of a hook's time-out, in minutes.
const (
	MinimumHookTimeoutMinutes = 1
	MaximumHookTimeoutMinutes = 20160 // 14 days
	DefaultHookTimeoutMinutes = 1440  // 24 hours
)

// LambdaRetry is how long ECS waits before it calls a Lambda hook again that
// answered IN_PROGRESS without a callBackDelay.
const LambdaRetry = 30 * time.Second

// Hook is a lifecycle hook with its defaults filled in.
type Hook struct {
	Target         HookTarget
	Stages         []Stage
	TimeoutMinutes int
	OnTimeout      HookAction
}

// HookRun is one run of a hook at one stage. The zero HookRun has not begun.
type HookRun struct {
	Status HookStatus
	Action HookAction    // HookContinue or HookRollback when the run has ended, else empty
	Retry  time.Duration // until a Lambda hook is called again
}

// Begin returns the run of a hook that its stage has reached.
func (h Hook) Begin() HookRun {
	if h.Target == HookPause {
		return HookRun{Status: HookAwaiting}
	}
	return HookRun{Status: HookInProgress}
}

// Answer returns the run after a Lambda function answered with hookStatus:
// SUCCEEDED goes on, IN_PROGRESS asks to be called again after delay (0 is 30
// seconds), and FAILED, an empty answer, or anything else rolls back. A pause
// takes no such answer, and a run that has ended stays.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html
func (r HookRun) Answer(hookStatus string, delay time.Duration) HookRun {
	if r.Status != HookInProgress {
		return r
	}
	switch HookStatus(hookStatus) {
	case HookSucceeded:
		return HookRun{Status: HookSucceeded, Action: HookContinue}
	case HookInProgress:
		if delay <= 0 {
			delay = LambdaRetry
		}
		return HookRun{Status: HookInProgress, Retry: delay}
	}
	return HookRun{Status: HookFailed, Action: HookRollback}
}

// Continue returns the run after ContinueServiceDeployment with an action, empty
// for its default. It answers a pause alone.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
func (r HookRun) Continue(action HookAction) HookRun {
	if r.Status != HookAwaiting {
		return r
	}
	if action == HookRollback {
		return HookRun{Status: HookFailed, Action: HookRollback}
	}
	return HookRun{Status: HookSucceeded, Action: HookContinue}
}

// Elapse returns the run after so much time since the hook began: timed out once
// its time-out is reached.
func (h Hook) Elapse(r HookRun, since time.Duration) HookRun {
	if r.Action != "" || since < time.Duration(h.TimeoutMinutes)*time.Minute {
		return r
	}
	if h.OnTimeout == HookContinue {
		return HookRun{Status: HookTimedOut, Action: HookContinue}
	}
	return HookRun{Status: HookTimedOut, Action: HookRollback}
}

// StageAction returns how a stage with several hooks goes on: it rolls back as
// soon as one run does, goes on when all have ended, and waits (empty) until
// then. A Lambda hook and a pause at one stage must both complete.
func StageAction(runs []HookRun) HookAction {
	if slices.ContainsFunc(runs, func(r HookRun) bool { return r.Action == HookRollback }) {
		return HookRollback
	}
	if slices.ContainsFunc(runs, func(r HookRun) bool { return r.Action == "" }) {
		return ""
	}
	return HookContinue
}

// at reports whether the hook runs at stage s.
func (h Hook) at(s Stage) bool { return slices.Contains(h.Stages, s) }

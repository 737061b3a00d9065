package conformance_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/ecskit/ecskit/rollout"
)

// runRollout is runCases for the cases of rollout, whose answers need no testing.T.
func runRollout[In, Out any](t *testing.T, file string, answer func(in In) Out) {
	t.Helper()
	runCases(t, "rollout", file+".json", func(_ *testing.T, in In) Out { return answer(in) })
}

type rolloutPercents struct {
	Minimum int `json:"minimumHealthyPercent"`
	Maximum int `json:"maximumPercent"`
}

func (p rolloutPercents) config() rollout.Config {
	return rollout.Config{MinimumHealthyPercent: p.Minimum, MaximumPercent: p.Maximum}
}

type rolloutDesired struct {
	rolloutPercents
	Desired int `json:"desired"`
	Slots   int `json:"slots"`
}

// Every file of the folder has its runner here; a new one without fails.
func TestRollout(t *testing.T) {
	runners := map[string]func(*testing.T){
		"limits": rolloutLimits, "defaults": rolloutDefaults, "next": rolloutNext, "waves": rolloutWaves,
		"health": rolloutHealth, "grace": rolloutGrace, "breaker_strategy": rolloutBreakerStrategy, "task_health": rolloutTaskHealth, "threshold": rolloutThreshold, "breaker": rolloutBreaker,
		"alarms": rolloutAlarms, "failure": rolloutFailure, "early": rolloutEarly, "phase": rolloutPhase, "stop": rolloutStop,
		"hooks": rolloutHooks, "hook_runs": rolloutHookRuns, "stages": rolloutStages, "shifts": rolloutShifts,
		"codedeploy": rolloutCodeDeploy, "task_sets": rolloutTaskSets, "managed_daemons": rolloutManagedDaemons,
		"triggers": rolloutTriggers, "task_status": rolloutTaskStatus, "stop_codes": rolloutStopCodes,
		"protection": rolloutProtection, "throttle": rolloutThrottle, "events": rolloutEvents, "validate": rolloutValidate,
	}
	folderCases(t, "rollout", slices.Collect(maps.Keys(runners))...)
	for _, run := range runners {
		run(t)
	}
}

func rolloutLimits(t *testing.T) {
	type output struct{ Lower, Upper int }
	runRollout(t, "limits", func(in rolloutDesired) output {
		lower, upper := in.config().Limits(in.Desired)
		return output{lower, upper}
	})
}

func rolloutDefaults(t *testing.T) {
	type input struct {
		Strategy      rollout.SchedulingStrategy      `json:"schedulingStrategy"`
		Configuration rollout.DeploymentConfiguration `json:"deploymentConfiguration"`
	}
	runRollout(t, "defaults", func(in input) rolloutPercents {
		c := in.Configuration.Resolve(in.Strategy)
		return rolloutPercents{c.MinimumHealthyPercent, c.MaximumPercent}
	})
}

func rolloutNext(t *testing.T) {
	type input struct {
		rolloutPercents
		State rollout.State `json:"state"`
	}
	type output struct {
		Start, Stop, StartOld, StopNew int
		Verdict                        string
	}
	runRollout(t, "next", func(in input) output {
		p := in.config().Next(in.State)
		return output{p.Start, p.Stop, p.StartOld, p.StopNew, p.Verdict.String()}
	})
}

func rolloutWaves(t *testing.T) {
	type output struct{ Waves int }
	runRollout(t, "waves", func(in rolloutDesired) output {
		waves, _ := in.config().FewestWaves(rollout.Steady(in.Desired))
		return output{waves}
	})
}

func rolloutHealth(t *testing.T) {
	type input struct {
		LoadBalancer, ContainerCheck, Running bool
		GraceSeconds, Seconds                 int
		Target, Container                     rollout.HealthStatus
	}
	type output struct{ Counts, Failed bool }
	runRollout(t, "health", func(in input) output {
		r := rollout.HealthRule{LoadBalancer: in.LoadBalancer, ContainerCheck: in.ContainerCheck, Grace: time.Duration(in.GraceSeconds) * time.Second}
		c := rollout.TaskCondition{Running: in.Running, For: time.Duration(in.Seconds) * time.Second, Target: in.Target, Container: in.Container}
		return output{r.Counts(c), r.Failed(c)}
	})
}

func rolloutGrace(t *testing.T) {
	type input struct{ Running, Desired, Seconds, GraceSeconds int }
	type output struct{ MayStop bool }
	runRollout(t, "grace", func(in input) output {
		r := rollout.HealthRule{LoadBalancer: true, Grace: time.Duration(in.GraceSeconds) * time.Second}
		c := rollout.TaskCondition{Running: true, For: time.Duration(in.Seconds) * time.Second, Target: rollout.Unhealthy}
		return output{r.MayStop(c, in.Running, in.Desired)}
	})
}

func rolloutBreakerStrategy(t *testing.T) {
	type input struct{ Strategy rollout.Strategy }
	type output struct{ Acts bool }
	runRollout(t, "breaker_strategy", func(in input) output {
		return output{rollout.Breaker{Enable: true}.Acts(in.Strategy)}
	})
}

func rolloutTaskHealth(t *testing.T) {
	type input struct{ Containers []rollout.ContainerHealth }
	type output struct{ Status rollout.HealthStatus }
	runRollout(t, "task_health", func(in input) output { return output{rollout.TaskHealthStatus(in.Containers)} })
}

func rolloutThreshold(t *testing.T) {
	type input struct {
		Desired                int
		ThresholdConfiguration *rollout.ThresholdConfiguration
	}
	type output struct{ Threshold int }
	runRollout(t, "threshold", func(in input) output {
		b := rollout.DeploymentCircuitBreaker{ThresholdConfiguration: in.ThresholdConfiguration}
		return output{b.Resolve().Threshold(in.Desired)}
	})
}

func rolloutBreaker(t *testing.T) {
	type input struct {
		Desired            int
		ResetOnHealthyTask bool
		Events             []string
	}
	type output struct {
		Failures int
		Tripped  bool
	}
	runRollout(t, "breaker", func(in input) output {
		b := rollout.Breaker{Enable: true, Cumulative: !in.ResetOnHealthyTask}
		var s rollout.BreakerState
		for _, text := range in.Events {
			for e := rollout.TaskRunning; e <= rollout.TaskHealthFailed; e++ {
				if e.String() == text {
					s = b.Record(s, e, in.Desired)
				}
			}
		}
		return output{s.Failures, s.Tripped}
	})
}

func rolloutAlarms(t *testing.T) {
	type input struct{ AlarmNames, InAlarm, Observed []string }
	type output struct {
		Fired  string
		Status rollout.MonitorStatus
	}
	runRollout(t, "alarms", func(in input) output {
		w := rollout.Alarms{Enable: true, Names: in.AlarmNames}.Watch(in.InAlarm...)
		for _, a := range in.Observed {
			w = w.Observe(a)
		}
		return output{w.Fired(), w.Status(false)}
	})
}

func rolloutFailure(t *testing.T) {
	type input struct {
		Breaker, Alarms []bool
		Method          string
		History         []rollout.PastDeployment
	}
	type output struct {
		State  rollout.RolloutState
		Status rollout.ServiceDeploymentStatus
		Target string
	}
	runRollout(t, "failure", func(in input) output {
		var c rollout.Config
		if len(in.Breaker) == 2 {
			c.Breaker.Enable, c.Breaker.Rollback = in.Breaker[0], in.Breaker[1]
		}
		if len(in.Alarms) == 2 {
			c.Alarms.Enable, c.Alarms.Rollback = in.Alarms[0], in.Alarms[1]
		}
		m := rollout.ByBreaker
		if in.Method == rollout.ByAlarm.String() {
			m = rollout.ByAlarm
		}
		o := c.Fail(m, in.History)
		return output{o.State, o.Status, o.Target}
	})
}

func rolloutEarly(t *testing.T) {
	type input struct{ Desired, HealthyPercent int }
	type output struct{ Needed int }
	runRollout(t, "early", func(in input) output {
		return output{rollout.EarlySuccess{Enable: true, HealthyPercent: in.HealthyPercent}.Needed(in.Desired)}
	})
}

func rolloutPhase(t *testing.T) {
	type input struct {
		Desired, HealthyPercent, HealthyNew, Old int
		Cleanup                                  rollout.Cleanup
		Baked                                    bool
	}
	type output struct{ Phase string }
	runRollout(t, "phase", func(in input) output {
		c := rollout.Config{EarlySuccess: rollout.EarlySuccess{Enable: true, HealthyPercent: in.HealthyPercent, Cleanup: in.Cleanup}}
		s := rollout.State{Desired: in.Desired, New: rollout.Revision{Running: in.HealthyNew, Healthy: in.HealthyNew}, Old: rollout.Revision{Running: in.Old, Healthy: in.Old}}
		return output{c.Phase(s, in.Baked).String()}
	})
}

func rolloutStop(t *testing.T) {
	type input struct {
		Status   rollout.ServiceDeploymentStatus
		StopType rollout.StopType
	}
	type output struct {
		Status  rollout.ServiceDeploymentStatus
		Refused bool
	}
	runRollout(t, "stop", func(in input) output {
		s, err := in.Status.Stop(in.StopType)
		return output{s, err != nil}
	})
}

func rolloutHooks(t *testing.T) {
	type input struct{ Stage rollout.Stage }
	type output struct{ Lambda, Pause, PerStep bool }
	runRollout(t, "hooks", func(in input) output {
		return output{in.Stage.Hookable(rollout.HookLambda), in.Stage.Hookable(rollout.HookPause), in.Stage.PerStep()}
	})
}

func rolloutHookRuns(t *testing.T) {
	type input struct {
		TargetType     rollout.HookTarget
		TimeoutAction  rollout.HookAction
		ElapsedMinutes int
		Answer         *string
		Continue       *rollout.HookAction
	}
	type output struct {
		Status       rollout.HookStatus
		Action       rollout.HookAction
		RetrySeconds int
	}
	runRollout(t, "hook_runs", func(in input) output {
		h := rollout.DeploymentLifecycleHook{TargetType: in.TargetType, TimeoutConfiguration: &rollout.HookTimeout{Action: in.TimeoutAction}}.Resolve()
		r := h.Elapse(h.Begin(), time.Duration(in.ElapsedMinutes)*time.Minute)
		if in.Answer != nil {
			r = r.Answer(*in.Answer, 0)
		}
		if in.Continue != nil {
			r = r.Continue(*in.Continue)
		}
		return output{r.Status, r.Action, int(r.Retry / time.Second)}
	})
}

func rolloutStages(t *testing.T) {
	type input struct{ Reconcile bool }
	type output struct{ Stages []rollout.Stage }
	runRollout(t, "stages", func(in input) output {
		var o output
		for _, s := range (rollout.Shift{Reconcile: in.Reconcile}).Schedule() {
			o.Stages = append(o.Stages, s.Stage)
		}
		return o
	})
}

func rolloutShifts(t *testing.T) {
	type input struct {
		Configuration rollout.DeploymentConfiguration `json:"deploymentConfiguration"`
	}
	type output struct {
		Shares, Minutes []int
		Total           int
		CloudFormation  bool
	}
	runRollout(t, "shifts", func(in input) output {
		shift, _ := in.Configuration.Shift()
		o := output{Total: shift.Minutes(), CloudFormation: shift.FitsCloudFormation()}
		for _, s := range shift.Schedule() {
			if s.Stage == rollout.StageProductionShift {
				o.Shares, o.Minutes = append(o.Shares, s.NewPermille), append(o.Minutes, s.Minute)
			}
		}
		return o
	})
}

func rolloutCodeDeploy(t *testing.T) {
	type input struct{ Name string }
	type output struct {
		Shifts, Minutes     int
		NetworkLoadBalancer bool
	}
	runRollout(t, "codedeploy", func(in input) output {
		shift, _ := rollout.CodeDeployShift(in.Name, 0)
		all := rollout.CodeDeployConfigs()
		i := slices.IndexFunc(all, func(c rollout.CodeDeployConfig) bool { return c.Name == in.Name })
		return output{shift.Shifts(), shift.Minutes(), i >= 0 && all[i].NLB}
	})
}

func rolloutTaskSets(t *testing.T) {
	type input struct {
		Desired        int
		ScalesPermille []int
	}
	type output struct {
		Computed []int
		Total    int
	}
	runRollout(t, "task_sets", func(in input) output {
		o := output{Total: rollout.TaskSetTotal(in.Desired, in.ScalesPermille...)}
		for _, p := range in.ScalesPermille {
			o.Computed = append(o.Computed, rollout.ComputedDesired(in.Desired, p))
		}
		return o
	})
}

func rolloutManagedDaemons(t *testing.T) {
	type input struct {
		Instances     int
		Configuration rollout.DaemonDeploymentConfiguration `json:"daemonDeploymentConfiguration"`
	}
	type output struct {
		Batches     []int
		BakeMinutes int
	}
	runRollout(t, "managed_daemons", func(in input) output {
		d := in.Configuration.Resolve()
		o := output{BakeMinutes: d.Minutes(in.Instances)}
		for _, b := range d.AppendBatches(nil, in.Instances) {
			o.Batches = append(o.Batches, b.Instances)
		}
		return o
	})
}

func rolloutTriggers(t *testing.T) {
	type input struct{ Member string }
	type output struct{ StartsDeployment bool }
	runRollout(t, "triggers", func(in input) output {
		starts, ok := rollout.StartsDeployment(in.Member)
		return output{starts && ok}
	})
}

func rolloutTaskStatus(t *testing.T) {
	type input struct{ From, To rollout.TaskStatus }
	type output struct{ Possible bool }
	runRollout(t, "task_status", func(in input) output { return output{in.From.CanFollow(in.To)} })
}

func rolloutStopCodes(t *testing.T) {
	type input struct{ StopCode rollout.StopCode }
	type output struct{ Known bool }
	runRollout(t, "stop_codes", func(in input) output { return output{in.StopCode.Known()} })
}

func rolloutProtection(t *testing.T) {
	type input struct{ Protected, Desired int }
	type output struct{ Blocked bool }
	runRollout(t, "protection", func(in input) output { return output{rollout.ProtectionBlocked(in.Protected, in.Desired)} })
}

func rolloutThrottle(t *testing.T) {
	type input struct{ Failures int }
	type output struct{ Seconds int }
	runRollout(t, "throttle", func(in input) output { return output{int(rollout.ThrottleDelay(in.Failures) / time.Second)} })
}

func rolloutEvents(t *testing.T) {
	type output struct{ Event, EventName string }
	runRollout(t, "events", func(in rolloutDesired) output {
		s := rollout.Steady(in.Desired)
		s.Slots = in.Slots
		e, _ := in.config().Next(s).Event()
		return output{e.ID, e.EventName}
	})
}

func rolloutValidate(t *testing.T) {
	type input struct{ Service json.RawMessage }
	type output struct{ Codes []string }
	runRollout(t, "validate", func(in input) output {
		var o output
		d, err := rollout.Load(in.Service)
		if err != nil {
			return output{[]string{err.Error()}}
		}
		for _, f := range d.Check() {
			o.Codes = append(o.Codes, string(f.Code))
		}
		return o
	})
}

package conformance_test

import (
	"encoding/json"
	"errors"
	"maps"
	"math"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/diag"
)

// runAutoscaling is runCases for the cases of autoscaling, with numbers that are rounded.
func runAutoscaling[In, Out any](t *testing.T, file string, answer func(t *testing.T, in In) Out) {
	t.Helper()
	runCases(t, "autoscaling", file, answer, cmpopts.EquateApprox(1e-12, 0))
}

func TestAutoscalingAdjust(t *testing.T) {
	type input struct {
		Policy  autoscaling.StepScalingPolicyConfiguration `json:"policy"`
		Current int                                        `json:"current"`
		Breach  float64                                    `json:"breach"`
	}
	type output struct {
		Desired int `json:"desired"`
		Step    int `json:"step"`
	}
	runAutoscaling(t, "adjust.json", func(t *testing.T, in input) output {
		desired, step, ok := in.Policy.Resolve().Adjust(in.Current, in.Breach)
		if ok != (step >= 0) {
			t.Errorf("step %d and ok %v", step, ok)
		}
		return output{desired, step}
	})
}

func TestAutoscalingAlarms(t *testing.T) {
	type input struct {
		EvaluationPeriods int                     `json:"evaluationPeriods"`
		DatapointsToAlarm int                     `json:"datapointsToAlarm"`
		TreatMissingData  autoscaling.MissingData `json:"treatMissingData"`
		Datapoints        string                  `json:"datapoints"`
		Before            string                  `json:"before"`
	}
	type output struct {
		State string `json:"state"`
	}
	runAutoscaling(t, "alarms.json", func(t *testing.T, in input) output {
		alarm := autoscaling.Alarm{
			Comparison: autoscaling.GreaterThan, Threshold: 50, Period: time.Minute,
			EvaluationPeriods: in.EvaluationPeriods, DatapointsToAlarm: in.DatapointsToAlarm, MissingData: in.TreatMissingData,
		}
		var before autoscaling.AlarmState
		for before.String() != in.Before {
			if before++; before > autoscaling.InAlarm {
				t.Fatalf("no state %q", in.Before)
			}
		}
		points := map[rune]autoscaling.Sample{'0': {Value: 10}, 'X': {Value: 90}, '-': {Missing: true}}
		var datapoints []autoscaling.Sample
		for _, r := range in.Datapoints {
			datapoints = append(datapoints, points[r])
		}
		return output{alarm.Evaluate(datapoints, before).String()}
	})
}

type alarmAnswer struct {
	Comparison        autoscaling.Comparison  `json:"comparison"`
	Threshold         float64                 `json:"threshold"`
	Period            float64                 `json:"period"`
	EvaluationPeriods int                     `json:"evaluationPeriods"`
	DatapointsToAlarm int                     `json:"datapointsToAlarm"`
	Statistic         autoscaling.Statistic   `json:"statistic"`
	TreatMissingData  autoscaling.MissingData `json:"treatMissingData"`
}

func alarmOf(a autoscaling.Alarm) *alarmAnswer {
	return &alarmAnswer{a.Comparison, a.Threshold, a.Period.Seconds(), a.EvaluationPeriods, a.DatapointsToAlarm, a.Statistic, a.MissingData}
}

func TestAutoscalingTracking(t *testing.T) {
	type input struct {
		Policy  autoscaling.TargetTrackingScalingPolicyConfiguration `json:"policy"`
		Ask     string                                               `json:"ask"` // alarms, desired, defaults
		Current int                                                  `json:"current"`
		Metric  float64                                              `json:"metric"`
	}
	runAutoscaling(t, "tracking.json", func(t *testing.T, in input) map[string]any {
		p := in.Policy.Resolve()
		switch in.Ask {
		case "desired":
			return map[string]any{"desired": float64(p.Desired(in.Current, in.Metric))}
		case "defaults":
			return map[string]any{
				"scaleOutCooldown": p.ScaleOutCooldown.Seconds(), "scaleInCooldown": p.ScaleInCooldown.Seconds(), "disableScaleIn": p.DisableScaleIn,
			}
		}
		high, low := p.Alarms()
		return asMap(t, map[string]*alarmAnswer{"high": alarmOf(high), "low": alarmOf(low)})
	})
}

func asMap(t *testing.T, v any) map[string]any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAutoscalingMetrics(t *testing.T) {
	type input struct {
		CPU        int     `json:"cpu"`
		Memory     int     `json:"memory"`
		Tasks      int     `json:"tasks"`
		UsedCPU    float64 `json:"usedCPU"`
		UsedMemory float64 `json:"usedMemory"`
	}
	runAutoscaling(t, "metrics.json", func(_ *testing.T, in input) map[string]float64 {
		return map[string]float64{
			"cpu":    autoscaling.CPUUtilization(in.UsedCPU, in.CPU, in.Tasks),
			"memory": autoscaling.MemoryUtilization(in.UsedMemory, in.Memory, in.Tasks),
		}
	})
}

func TestAutoscalingCapacity(t *testing.T) {
	type pair struct{ Needed, Running int }
	type input struct {
		Reservation *pair                                    `json:"reservation"`
		Managed     *autoscaling.ManagedScalingConfiguration `json:"managedScaling"`
		Needed      int                                      `json:"needed"`
		Running     json.RawMessage                          `json:"running"`
		Defaults    *autoscaling.ManagedScalingConfiguration `json:"managedScalingDefaults"`
		Groups      []autoscaling.TaskGroup                  `json:"groups"`
		Types       []autoscaling.InstanceShape              `json:"types"`
		Strategy    []autoscaling.StrategyItem               `json:"strategy"`
		Tasks       int                                      `json:"tasks"`
		FromEmpty   bool                                     `json:"startsFromEmpty"`
	}
	runAutoscaling(t, "capacity.json", func(t *testing.T, in input) map[string]any {
		switch {
		case in.Reservation != nil:
			return map[string]any{"percent": autoscaling.Reservation(in.Reservation.Needed, in.Reservation.Running)}
		case in.Managed != nil:
			m, _, _ := in.Managed.Resolve()
			m.StartsFromEmpty = in.FromEmpty
			running, err := strconv.Atoi(string(in.Running))
			if err != nil {
				t.Fatal(err)
			}
			desired, reason := m.Desired(in.Needed, running)
			return map[string]any{"desired": float64(desired), "reason": reason.String()}
		case in.Defaults != nil:
			m, warmup, enabled := in.Defaults.Resolve()
			return map[string]any{
				"targetCapacity": float64(m.TargetCapacity), "minimumStep": float64(m.MinimumStep),
				"maximumStep": float64(m.MaximumStep), "warmup": warmup.Seconds(), "enabled": enabled,
			}
		case in.Strategy != nil:
			var running []int
			if in.Running != nil {
				if err := json.Unmarshal(in.Running, &running); err != nil {
					t.Fatal(err)
				}
			}
			split := autoscaling.AppendSplit(nil, autoscaling.ResolveStrategy(in.Strategy), running, in.Tasks)
			return asMap(t, map[string][]int{"split": split})
		}
		return map[string]any{"needed": float64(autoscaling.Needed(in.Groups, in.Types))}
	})
}

func TestAutoscalingPredictive(t *testing.T) {
	type input struct {
		Policy   autoscaling.PredictiveScalingPolicyConfiguration `json:"policy"`
		Maximum  int                                              `json:"maximum"`
		Forecast []autoscaling.ForecastPoint                      `json:"forecast"`
		At       time.Time                                        `json:"at"`
	}
	type output struct {
		Acts              bool
		Capacity, Maximum int
	}
	runAutoscaling(t, "predictive.json", func(_ *testing.T, in input) output {
		p := in.Policy.Resolve()
		p.Forecast = in.Forecast
		capacity, maximum, ok := p.At(in.At, in.Maximum)
		if !ok {
			return output{}
		}
		return output{true, capacity, maximum}
	})
}

func TestAutoscalingValidate(t *testing.T) {
	type input struct {
		Description json.RawMessage            `json:"description"`
		Strategy    []autoscaling.StrategyItem `json:"strategy"`
		Config      struct {
			CodeDeploy bool `json:"codeDeploy"`
		} `json:"config"`
	}
	runAutoscaling(t, "validate.json", func(t *testing.T, in input) map[string][]string {
		if in.Strategy != nil {
			return autoscalingFindings(autoscaling.ValidateStrategy("strategy", in.Strategy))
		}
		d, findings, err := autoscaling.Load(in.Description)
		if err != nil {
			t.Fatal(err)
		}
		findings.Add(d.Validate(autoscaling.Config{CodeDeploy: in.Config.CodeDeploy})...)
		return autoscalingFindings(findings)
	})
}

// autoscalingFindings returns code and path of each finding.
func autoscalingFindings(l diag.List) map[string][]string {
	var found []string
	for _, f := range l {
		found = append(found, string(f.Code)+" "+f.Path)
	}
	return map[string][]string{"findings": found}
}

// A missing datapoint is null in JSON.
func series(points []*float64) []float64 {
	out := make([]float64, len(points))
	for i, p := range points {
		out[i] = math.NaN()
		if p != nil {
			out[i] = *p
		}
	}
	return out
}

func TestAutoscalingMath(t *testing.T) {
	type input struct {
		Expression string                `json:"expression"`
		Inputs     map[string][]*float64 `json:"inputs"`
		Period     float64               `json:"period"`
	}
	type output struct {
		Series []*float64 `json:"series"`
		Error  string     `json:"error"`
	}
	runAutoscaling(t, "math.json", func(t *testing.T, in input) output {
		queries := []autoscaling.MetricQuery{{ID: "e1", Expression: in.Expression, ReturnData: true}}
		inputs := map[string][]float64{}
		for _, id := range slices.Sorted(maps.Keys(in.Inputs)) {
			queries = append(queries, autoscaling.MetricQuery{ID: id})
			inputs[id] = series(in.Inputs[id])
		}
		m, err := autoscaling.CompileMath(queries)
		var values []float64
		if err == nil {
			values, err = m.Eval(inputs, in.Period)
		}
		var e *autoscaling.MathError
		if errors.As(err, &e) {
			return output{Error: e.Code.String()}
		}
		var out output
		for _, v := range values {
			if math.IsNaN(v) {
				out.Series = append(out.Series, nil)
			} else {
				out.Series = append(out.Series, &v)
			}
		}
		return out
	})
}

func TestAutoscalingProvider(t *testing.T) {
	type input struct {
		Provider autoscaling.CapacityProvider `json:"provider"`
		Steps    []struct {
			Times, Needed, Running, Empty int
		} `json:"steps"`
	}
	type output struct {
		Decisions [][]any `json:"decisions"`
	}
	runAutoscaling(t, "provider.json", func(t *testing.T, in input) output {
		cfg, enabled := in.Provider.Resolve()
		if !enabled {
			return output{}
		}
		r := autoscaling.NewProviderReplay(cfg)
		now := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
		var out output
		for _, s := range in.Steps {
			for range s.Times {
				d := r.Step(now, autoscaling.ProviderObservation{Needed: s.Needed, Running: s.Running, Empty: s.Empty})
				out.Decisions = append(out.Decisions, []any{float64(d.Desired), d.Reason.String()})
				now = now.Add(time.Minute)
			}
		}
		return out
	})
}

func TestAutoscalingActivity(t *testing.T) {
	type input struct {
		Service, Policy, Alarm, Reason, HighID, LowID string
		Desired                                       int
	}
	runAutoscaling(t, "activity.json", func(t *testing.T, in input) map[string]string {
		id, err := autoscaling.ParseResourceID(in.Service)
		if err != nil {
			t.Fatal(err)
		}
		if in.HighID != "" {
			high, low := autoscaling.TrackingAlarmNames(id, in.HighID, in.LowID)
			return map[string]string{"high": high, "low": low}
		}
		d := autoscaling.Decision{Desired: in.Desired}
		for d.Reason.String() != in.Reason {
			if d.Reason++; d.Reason > autoscaling.Protected {
				t.Fatalf("no reason %q", in.Reason)
			}
		}
		target := autoscaling.Target{ResourceID: id, Policies: []autoscaling.Policy{{Name: in.Policy}}}
		description, cause := target.ActivityText(d, in.Alarm)
		return map[string]string{"description": description, "cause": cause}
	})
}

// AWS's codes for not scaling are those of the reasons that have one.
func TestAutoscalingNotScaledCodes(t *testing.T) {
	want := map[autoscaling.Reason]autoscaling.NotScaledCode{
		autoscaling.AtMax: "AlreadyAtMaxCapacity", autoscaling.AtMin: "AlreadyAtMinCapacity",
		autoscaling.AtDesired: "AlreadyAtDesiredCapacity", autoscaling.Flapping: "AutoScalingAnticipatedFlapping",
		autoscaling.ScaledOut: "",
	}
	for reason, code := range want {
		if got := reason.Code(); got != code {
			t.Errorf("%v: got %q, want %q", reason, got, code)
		}
	}
}

package autoscaling_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/internal/oracle/autoscalingoracle"
)

// The alarms of a replay, which count as they go, agree with a twin that reads
// the whole history again at each step: in steps of 20 s and 60 s, with gaps of up
// to some hours, every statistic and every treatment of missing data.
func TestReplayAlarmAgreesWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genOut(t)
		if rapid.IntRange(0, 3).Draw(t, "long") == 0 { // around and beyond what fits the bits of a word
			p.Alarm.EvaluationPeriods = rapid.IntRange(58, 70).Draw(t, "long periods")
			p.Alarm.DatapointsToAlarm = rapid.IntRange(0, 12).Draw(t, "long datapoints")
		}
		every := rapid.SampledFrom([]int{20, 60}).Draw(t, "every")
		r := newReplay(t, autoscaling.Target{Max: 10, Policies: []autoscaling.Policy{{Step: p}}}, 1)
		twin := autoscalingoracle.Alarm{
			Breaches: p.Alarm.Breaches, Statistic: string(p.Alarm.Statistic), Period: int(p.Alarm.Period.Seconds()),
			N: p.Alarm.EvaluationPeriods, M: p.Alarm.DatapointsToAlarm, Missing: string(p.Alarm.MissingData),
			Extra: autoscaling.DefaultExtraDatapoints,
		}
		if twin.M == 0 {
			twin.M = twin.N
		}
		var history []autoscalingoracle.Sample
		second := 0
		var got []string
		for range rapid.IntRange(1, 50+p.Alarm.EvaluationPeriods*2).Draw(t, "steps") {
			s := autoscaling.Sample{
				Value:   float64(rapid.IntRange(0, 100).Draw(t, "value")),
				Missing: rapid.IntRange(0, 2).Draw(t, "missing") == 0,
			}
			value := s.Value
			if s.Missing {
				value = math.NaN()
			}
			history = append(history, autoscalingoracle.Sample{Second: second, Value: value})
			r.Step(epoch().Add(time.Duration(second)*time.Second), autoscaling.Observation{Running: 1, Samples: []autoscaling.Sample{s}})
			high, _ := r.Alarm(0)
			got = append(got, high.String())
			second += every
			if rapid.IntRange(0, 19).Draw(t, "gap") == 0 {
				second += rapid.IntRange(1, 7200).Draw(t, "gap length")
			}
		}
		for i, want := range autoscalingoracle.States(twin, history) {
			if got[i] != want {
				t.Fatalf("sample %d of %v, alarm %+v: got %s, want %s", i, history[:i+1], p.Alarm, got[i], want)
			}
		}
	})
}

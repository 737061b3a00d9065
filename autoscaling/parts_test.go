package autoscaling_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/ecskit/ecskit/autoscaling"
)

func TestResourceID(t *testing.T) {
	id, err := autoscaling.ParseResourceID("service/shop/web")
	if err != nil || id != (autoscaling.ResourceID{Cluster: "shop", Service: "web"}) || id.String() != "service/shop/web" {
		t.Errorf("got %+v, %v", id, err)
	}
	for text, offset := range map[string]int{
		"": 0, "service": 0, "cluster/shop/web": 0, "service//web": 8, "service/shop": 12, "service/shop/": 13, "service/shop/web/2": 16,
	} {
		_, err := autoscaling.ParseResourceID(text)
		var e *autoscaling.IDError
		if !errors.As(err, &e) || e.Offset != offset || !strings.Contains(e.Error(), "service/cluster/service") {
			t.Errorf("%q: got %v, want the offset %d", text, err, offset)
		}
	}
	if s := (autoscaling.ResourceID{}).String(); s != "" {
		t.Errorf("the zero id is %q", s)
	}
}

func TestResourceLabel(t *testing.T) {
	const text = "app/my-alb/778d41231b141a0f/targetgroup/my-alb-target-group/943f017f100becff"
	l, err := autoscaling.ParseResourceLabel(text)
	want := autoscaling.ResourceLabel{LoadBalancer: "my-alb", LoadBalancerID: "778d41231b141a0f", TargetGroup: "my-alb-target-group", TargetGroupID: "943f017f100becff"}
	if err != nil || l != want || l.String() != text {
		t.Errorf("got %+v, %v", l, err)
	}
	for text, offset := range map[string]int{
		"": 0, "net/a/1/targetgroup/b/2": 0, "app": 0, "app/a": 4, "app//1/targetgroup/b/2": 4, "app/a/1/target/b/2": 8,
		"app/a/1/targetgroup/b": 20, "app/a/1/targetgroup/b/": 22, "app/a/1/targetgroup/b/2/3": 22,
	} {
		_, err := autoscaling.ParseResourceLabel(text)
		var e *autoscaling.IDError
		if !errors.As(err, &e) || e.Offset != offset {
			t.Errorf("%q: got %v, want the offset %d", text, err, offset)
		}
	}
	if s := (autoscaling.ResourceLabel{}).String(); s != "" {
		t.Errorf("the zero label is %q", s)
	}
}

func TestNamesOfStates(t *testing.T) {
	seen := map[string]bool{}
	for r := autoscaling.Steady; r <= autoscaling.Protected; r++ {
		if name := r.String(); seen[name] || name == "" || strings.Contains(name, "(") {
			t.Errorf("reason %d is named %q", r, name)
		}
		seen[r.String()] = true
	}
	for got, want := range map[string]string{
		(autoscaling.Protected + 1).String():  "reason(25)",
		autoscaling.AlarmState(9).String():    "state(9)",
		autoscaling.InsufficientData.String(): "INSUFFICIENT_DATA",
		autoscaling.MaximumDatapoint.String(): "maximum",
		autoscaling.Datapoint(7).String():     "datapoint(7)",
		autoscaling.InSingle.String():         "single",
		string(autoscaling.AtMin.Code()):      "AlreadyAtMinCapacity",
		string(autoscaling.AtDesired.Code()):  "AlreadyAtDesiredCapacity",
		string(autoscaling.Flapping.Code()):   "AutoScalingAnticipatedFlapping",
		string(autoscaling.AtMax.Code()):      "AlreadyAtMaxCapacity",
		string(autoscaling.Policy{}.Type()):   "",
		string(stepOut(1, 0).Type()):          "StepScaling",
		string(track(1).Type()):               "TargetTrackingScaling",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestActivityText(t *testing.T) {
	target := autoscaling.Target{Policies: []autoscaling.Policy{{Name: "cpu"}}}
	high, low := autoscaling.TrackingAlarmNames(autoscaling.ResourceID{Cluster: "shop", Service: "web"}, "1-2", "3-4")
	if high != "TargetTracking-service/shop/web-AlarmHigh-1-2" || low != "TargetTracking-service/shop/web-AlarmLow-3-4" {
		t.Errorf("got %q and %q", high, low)
	}
	for _, tt := range []struct {
		d                  autoscaling.Decision
		description, cause string
	}{
		{autoscaling.Decision{Desired: 4, Reason: autoscaling.ScaledOut}, "Setting desired count to 4.", "monitor alarm " + high + " in state ALARM triggered policy cpu"},
		{autoscaling.Decision{Desired: 4, Reason: autoscaling.ScheduledOut, Policy: -1}, "Setting desired count to 4.", ""},
		{autoscaling.Decision{Desired: 4, Reason: autoscaling.AtMax}, "", ""},
	} {
		if description, cause := target.ActivityText(tt.d, high); description != tt.description || cause != tt.cause {
			t.Errorf("%+v: got %q, %q", tt.d, description, cause)
		}
	}
}

func TestEdgesOfTheNumbers(t *testing.T) {
	p := autoscaling.TargetTracking{Target: 50}
	for _, tt := range []struct {
		target  float64
		current int
		metric  float64
		want    int
	}{
		{50, 10, math.NaN(), 10}, {0, 10, 70, 10}, {-1, 10, 70, 10}, {math.NaN(), 10, 70, 10},
		{50, 0, 0, 0}, {50, 10, -5, 0}, {1e-300, 10, 1e300, math.MaxInt32}, {0.07, 10, 0.7, 100},
	} {
		p.Target = tt.target
		if got := p.Desired(tt.current, tt.metric); got != tt.want {
			t.Errorf("%+v: got %d", tt, got)
		}
	}
	if u := autoscaling.CPUUtilization(100, 0, 3); !math.IsNaN(u) {
		t.Errorf("nothing reserved: %g", u)
	}
	if n := autoscaling.Needed([]autoscaling.TaskGroup{{Count: 3}}, nil); n != 0 {
		t.Errorf("no types: %d", n)
	}
	if n := autoscaling.Needed([]autoscaling.TaskGroup{{Count: -3, CPU: 1}}, []autoscaling.InstanceShape{{CPU: 1}}); n != 0 {
		t.Errorf("no tasks: %d", n)
	}
	if split := autoscaling.AppendSplit(nil, []autoscaling.ProviderWeight{{}, {}}, nil, 3); split[0]+split[1] != 0 {
		t.Errorf("no weights: %v", split)
	}
	if split := autoscaling.AppendSplit(nil, []autoscaling.ProviderWeight{{}}, nil, 3); split[0] != 3 {
		t.Errorf("one without a weight: %v", split)
	}
	bad := autoscaling.Alarm{Comparison: "Between", EvaluationPeriods: 1}
	if bad.Breaches(1) {
		t.Error("an unknown comparison breaches")
	}
}

func TestKindsOfAdjustment(t *testing.T) {
	p := autoscaling.StepPolicy{Steps: up(3)}
	for kind, want := range map[autoscaling.AdjustmentType]int{
		autoscaling.ChangeInCapacity: 13, autoscaling.ExactCapacity: 3, autoscaling.PercentChangeInCapacity: 11,
	} {
		p.Type = kind
		if got, step, ok := p.Adjust(10, 0); got != want || step != 0 || !ok {
			t.Errorf("%s: got %d, step %d, %v", kind, got, step, ok)
		}
	}
	p.Type = autoscaling.ExactCapacity
	p.Steps = down(4) // an exact capacity below 0 is refused by AWS
	if got, _, ok := p.Adjust(10, -1); got != 0 || !ok {
		t.Errorf("got %d, %v", got, ok)
	}
	if got, step, ok := p.Adjust(10, 1); got != 10 || step != -1 || ok {
		t.Errorf("no step: got %d, %d, %v", got, step, ok)
	}
}

// What has no public source is at least what the comment says.
func TestHighResolutionAlarms(t *testing.T) {
	for _, metric := range []autoscaling.MetricType{autoscaling.ServiceAverageCPUHighResolution, autoscaling.ServiceAverageMemoryHighResolution} {
		high, low := (&autoscaling.TargetTracking{Metric: metric, Target: 50}).Alarms()
		if high.Period != 20*time.Second || high.EvaluationPeriods != 3 || low.Period != 20*time.Second || low.DatapointsToAlarm != 45 || low.Threshold != 45 {
			t.Errorf("%s: %+v and %+v", metric, high, low)
		}
	}
}

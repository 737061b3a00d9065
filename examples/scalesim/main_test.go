package main

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecskit/ecskit/autoscaling"
)

func runScalesim(args ...string) (code int, stdout, stderr string) {
	var out, err strings.Builder
	code = run(args, &out, &err)
	return code, out.String(), err.String()
}

// Without arguments the bundled trace runs: it has changes by both policies and
// by the scheduled action, and the summary names flapping and the time above the
// target.
func TestBundledTrace(t *testing.T) {
	picture := filepath.Join(t.TempDir(), "out.svg")
	code, out, errs := runScalesim("-svg", picture)
	if code != 0 || errs != "" {
		t.Fatalf("code %d, %s", code, errs)
	}
	for _, want := range []string{
		"scheduled-out", "action before-the-batch", "scaled-out", "scaled-in", "  cpu\n", "flaps within 15m0s", "above the target of cpu (60) for ", "task-hours",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in the output:\n%s", want, out)
		}
	}
	text, err := os.ReadFile(picture)
	if err != nil {
		t.Fatal(err)
	}
	elements := map[string]int{}
	for d := xml.NewDecoder(strings.NewReader(string(text))); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			elements[e.Name.Local]++
		}
	}
	for _, name := range []string{"svg", "polygon", "polyline", "rect", "text", "line", "title"} {
		if elements[name] == 0 {
			t.Errorf("the picture has no %s", name)
		}
	}
	for _, want := range []string{"service/shop/completions", "cpu high", "cpu low", "burst", "09:00", "desired"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is not in the picture", want)
		}
	}
	if again, _, _ := runScalesim("-svg", picture); again != 0 {
		t.Fatalf("code %d", again)
	}
	if second, err := os.ReadFile(picture); err != nil || string(second) != string(text) {
		t.Error("the second picture is another one")
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const (
	identity = `"ServiceNamespace": "ecs", "ResourceId": "service/c/s", "ScalableDimension": "ecs:service:DesiredCount"`
	targets  = `{"ScalableTargets": [{` + identity + `, "MinCapacity": 1, "MaxCapacity": 6}]}`
	policies = `{"ScalingPolicies": [{` + identity + `, "PolicyName": "in", "PolicyType": "StepScaling", "Alarms": [{"AlarmName": "a"}],
	  "StepScalingPolicyConfiguration": {"AdjustmentType": "ChangeInCapacity", "Cooldown": 0, "StepAdjustments": [{"MetricIntervalUpperBound": 0, "ScalingAdjustment": -1}]}},
	  {` + identity + `, "PolicyName": "out", "PolicyType": "StepScaling", "Alarms": [{"AlarmName": "b"}],
	  "StepScalingPolicyConfiguration": {"AdjustmentType": "ChangeInCapacity", "Cooldown": 0, "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 2}]}}]}`
	alarms = `{"MetricAlarms": [{"AlarmName": "a", "ComparisonOperator": "LessThanThreshold", "Threshold": 20, "Period": 60, "EvaluationPeriods": 1},
	  {"AlarmName": "b", "ComparisonOperator": "GreaterThanThreshold", "Threshold": 80, "Period": 60, "EvaluationPeriods": 1}]}`
)

// The describe outputs come as separate files; a load that goes up and down at
// once flaps.
func TestOwnFiles(t *testing.T) {
	load := write(t, "load.csv", "time,load,deploying\n2026-03-01T10:00:00Z,400,0\n2026-03-01T10:01:00Z,90,0\n2026-03-01T10:02:00Z,10,1\n2026-03-01T10:03:00Z,10,0\n2026-03-01T10:04:00Z,500,0\n2026-03-01T10:05:00Z,500,0\n")
	args := []string{"-load", load, "-start", "3", "-task-start", "0s", write(t, "t.json", targets), write(t, "p.json", policies), write(t, "a.json", alarms)}
	code, out, errs := runScalesim(args...)
	if code != 0 || errs != "" {
		t.Fatalf("code %d, %s", code, errs)
	}
	want := `time      load  running  metric  desired  reason                         by
10:00:00  400   3        133.3   3 -> 5   scaled-out                     out
10:01:00  90    5        18.0    5 -> 4   scaled-in                      in
10:02:00  10    4        2.5     4        deploying                      in
10:03:00  10    4        2.5     4 -> 3   scaled-in                      in
10:04:00  500   3        166.7   3 -> 5   scaled-out, a flap             out
10:05:00  500   5        100.0   5 -> 6   scaled-out                     out

3 out, 2 in, 1 flaps within 15m0s
above the threshold of in (20) for 3m0s of 6m0s, at most 166.7
3 to 5 tasks, 0.4 task-hours
`
	// The last column's width follows the longest reason.
	if diff := cmp.Diff(squeeze(want), squeeze(out)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if code, out, _ := runScalesim(append([]string{"-all"}, args...)...); code != 0 || strings.Count(out, "\n") != 6+5 {
		t.Errorf("all steps: code %d\n%s", code, out)
	}
}

func squeeze(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	return strings.Join(lines, "\n")
}

func TestRefusals(t *testing.T) {
	good := write(t, "t.json", targets)
	for name, tt := range map[string]struct {
		args []string
		code int
		want string
	}{
		"flag":             {[]string{"-nosuch"}, 2, "usage"},
		"every":            {[]string{"-every", "0s"}, 2, "-every"},
		"no file":          {[]string{"nosuch.json"}, 2, "nosuch.json"},
		"no load":          {[]string{"-load", "nosuch.csv"}, 2, "nosuch.csv"},
		"no JSON":          {[]string{write(t, "x.json", "{")}, 2, "x.json:1:2"},
		"from":             {[]string{"-from", "noon"}, 2, "-from"},
		"no such target":   {[]string{"-resource", "service/c/x", good}, 2, "service/c/s"},
		"bad policies":     {[]string{write(t, "y.json", `{"ScalableTargets": [{`+identity+`, "MinCapacity": 7, "MaxCapacity": 6}]}`)}, 1, "AS015"},
		"step of no alarm": {[]string{good, write(t, "p.json", policies)}, 1, "AS064"},
		"picture":          {[]string{"-svg", "/nosuch/dir/x.svg"}, 2, "nosuch"},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, errs := runScalesim(tt.args...)
			if code != tt.code || !strings.Contains(errs, tt.want) {
				t.Errorf("code %d, want %d with %q:\n%s", code, tt.code, tt.want, errs)
			}
		})
	}
}

func TestParseLoadErrors(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"empty":        {"", "no rows"},
		"heading only": {"time,load\n", "no rows"},
		"heading":      {"t,l\n1,2\n", "wanted are time and load"},
		"columns":      {"time,load\n1\n", "row 1 has 1 columns"},
		"time":         {"time,load\nnoon,1\n", "row 1: time"},
		"load":         {"time,load\n1,much\n", "row 1: load"},
		"NaN":          {"time,load\n1,NaN\n", "row 1: load"},
		"negative":     {"time,load\n1,-1\n", "row 1: load"},
		"order":        {"time,load\n60,1\n60,1\n", "row 2: 60"},
		"quotes":       {"time,load\n\"60,1\n", "quote"},
	} {
		if _, err := parseLoad(strings.NewReader(tt.text), time.Time{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", name, err, tt.want)
		}
	}
}

func TestNiceStep(t *testing.T) {
	for most, want := range map[float64]float64{0: 1, 1: 0.2, 12: 2, 100: 20, 130: 20, 400: 100, 786: 200, 9: 2, 15: 5, 3: 1} {
		if got := niceStep(most); got != want {
			t.Errorf("up to %g: got %g, want %g", most, got, want)
		}
	}
}

func TestShort(t *testing.T) {
	if got := short("a-policy-with-a-long-name high"); got != "a-policy-with-a-l…" || short("cpu") != "cpu" {
		t.Errorf("got %q", got)
	}
}

// A target with a forecast, without alarms, over some days is drawn as well.
func TestDrawWithoutAlarms(t *testing.T) {
	from := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	target := autoscaling.Target{Min: 1, Max: 9, Policies: []autoscaling.Policy{{Name: "f", Predictive: &autoscaling.Predictive{
		Mode: autoscaling.ForecastAndScale, Forecast: []autoscaling.ForecastPoint{{At: from, Capacity: 4}},
	}}}}
	sim, findings := simulate(target, []point{{at: from, load: 0}, {at: from.Add(72 * time.Hour), load: 0}}, settings{every: time.Hour})
	if sim == nil {
		t.Fatal(findings)
	}
	if text := string(draw(sim)); !strings.Contains(text, "6 Jan 00:00") || strings.Contains(text, "alarms in ALARM") {
		t.Error("no days, or a panel of no alarms")
	}
	if sim.goalName != "nothing" || sim.who(sim.steps[0].Decision) != "f" || sim.who(autoscaling.Decision{Policy: -1, Action: -1}) != "" {
		t.Errorf("goal %q", sim.goalName)
	}
	sim, findings = simulate(autoscaling.Target{Min: 3}, []point{{at: from}}, settings{every: time.Minute})
	if sim != nil || !findings.HasErrors() {
		t.Errorf("a bad target was simulated: %v", findings)
	}
}

package autoscaling_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ecskit/ecskit/autoscaling"
	"github.com/ecskit/ecskit/autoscaling/schedule"
	"github.com/ecskit/ecskit/diag"
	"github.com/ecskit/ecskit/internal/script"
)

// The scripts load descriptions and strategies and print what is found. Between
// them they show every kind of finding.
func TestCheckScripts(t *testing.T) {
	shown := map[diag.Code]bool{}
	script.Run(t, "testdata/check/*.txt", func(t *testing.T, c *script.Command) (string, error) {
		findings, err := checkCommand(c)
		if err != nil {
			return "", err
		}
		var b strings.Builder
		for _, f := range findings {
			shown[f.Code] = true
			b.WriteString(f.String())
			if f.Length > 0 {
				fmt.Fprintf(&b, " (bytes %d+%d)", f.Offset, f.Length)
			}
			b.WriteByte('\n')
		}
		if len(findings) == 0 {
			b.WriteString("nothing\n")
		}
		return b.String(), nil
	})
	for _, k := range autoscaling.Kinds() {
		if !shown[k.Code] {
			t.Errorf("no script shows %s %s", k.Code, k.Name)
		}
	}
}

func checkCommand(c *script.Command) (diag.List, error) {
	cfg := autoscaling.Config{}
	_, cfg.CodeDeploy = c.Arg("codedeploy")
	input := c.Input
	// {"…": [elements…]*n} would be long; repeat=n multiplies the one element @{…}.
	n, err := c.Int("repeat", 1)
	if err != nil {
		return nil, err
	}
	if from := strings.Index(input, "@"); from >= 0 {
		to := strings.LastIndex(input, "@")
		one := input[from+1 : to]
		var all []string
		for i := range n {
			all = append(all, strings.ReplaceAll(one, "#", fmt.Sprint(i)))
		}
		input = input[:from] + strings.Join(all, ",") + input[to+1:]
	}
	switch c.Name {
	case "load":
		_, findings, err := autoscaling.Load([]byte(input))
		return findings, err
	case "check":
		d, findings, err := autoscaling.Load([]byte(input))
		if err != nil {
			return nil, err
		}
		findings.Add(d.Validate(cfg)...)
		return findings, nil
	case "strategy":
		var items []autoscaling.StrategyItem
		if err := json.Unmarshal([]byte(input), &items); err != nil {
			return nil, err
		}
		return autoscaling.ValidateStrategy("capacityProviderStrategy", items), nil
	case "given":
		p := autoscaling.Policy{Name: "f", Predictive: &autoscaling.Predictive{Forecast: []autoscaling.ForecastPoint{
			{At: epoch()}, {At: epoch().Add(-time.Hour)},
		}}}
		noAlarm := autoscaling.Policy{Name: "s", Step: &autoscaling.StepPolicy{Type: autoscaling.ChangeInCapacity, Steps: up(1)}}
		_, findings := autoscaling.NewReplay(autoscaling.Target{Policies: []autoscaling.Policy{p, noAlarm}}, 1)
		return findings, nil
	}
	return nil, fmt.Errorf("no command %s", c.Name)
}

func TestKinds(t *testing.T) {
	kinds := autoscaling.Kinds()
	codes, names := map[diag.Code]bool{}, map[string]bool{}
	for _, k := range kinds {
		switch {
		case !strings.HasPrefix(string(k.Code), "AS") || len(k.Code) != 5:
			t.Errorf("code %q is not AS and three digits", k.Code)
		case codes[k.Code] || names[k.Name]:
			t.Errorf("%s %s comes twice", k.Code, k.Name)
		case k.Title == "" || len(k.Title) > 80:
			t.Errorf("%s has the title %q", k.Code, k.Title)
		}
		codes[k.Code], names[k.Name] = true, true
	}
	kinds[0].Code = "changed"
	if autoscaling.Kinds()[0].Code == "changed" {
		t.Error("Kinds shares its table")
	}
}

func TestScheduleNotes(t *testing.T) {
	d := &autoscaling.Description{Actions: []autoscaling.ScheduledActionDefinition{{
		ServiceNamespace: "ecs", ResourceID: "service/a/b", ScalableDimension: autoscaling.Dimension,
		Schedule: "cron(0 6 ? * FRI-MON *)", ScalableTargetAction: &autoscaling.ScalableTargetAction{MinCapacity: new(1)},
	}}}
	found := d.Validate(autoscaling.Config{})
	if len(found) != 1 || found[0].Code != "AS072" || found[0].Severity != diag.Info || found[0].Length == 0 {
		t.Errorf("a wrap-around range: %v", found)
	}
	strict := autoscaling.Config{Options: autoscaling.Options{Schedule: schedule.Options{RefuseUndocumented: true}}}
	if found := d.Validate(strict); len(found) != 1 || found[0].Code != "AS070" {
		t.Errorf("a wrap-around range, refused: %v", found)
	}
}

package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func exec(t *testing.T, in string, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(args, strings.NewReader(in), &o, &e)
	return status, o.String(), e.String()
}

// picture runs the program and returns its drawing, which has to be sound XML.
func picture(t *testing.T, in string, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "plan.svg")
	if in != "" {
		args = append(args, "-svg", file, "-")
	} else {
		args = append(args, "-svg", file)
	}
	if status, _, errs := exec(t, in, args...); status == exitUnreadable {
		t.Fatal(errs)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return string(data)
		} else if err != nil {
			t.Fatalf("the drawing is no XML: %v", err)
		}
	}
}

func TestBundledService(t *testing.T) {
	status, out, errs := exec(t, "")
	if status != exitDone || errs != "" {
		t.Fatalf("status %d, %s", status, errs)
	}
	for _, want := range []string{
		"service checkout: 6 tasks, minimum 80 %, maximum 134 %",
		"at least 5 healthy, at most 8 running or pending; start first",
		"the deployment ends", "deployment completed",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	drawing := picture(t, "")
	for _, want := range []string{"lower limit 5", "upper limit 8", "wave 1: +2", "wave 3: +1", "deployment completed after"} {
		if !strings.Contains(drawing, want) {
			t.Errorf("no %q in the drawing", want)
		}
	}
}

func TestStuckServices(t *testing.T) {
	for _, row := range []struct {
		name, in string
		args     []string
		want     []string
	}{
		{"by limits", `{"serviceName":"one","desiredCount":1,"deploymentConfiguration":{"maximumPercent":150}}`, nil,
			[]string{"RO015", "stuck by limits: no room between the limits", "minimum 100 % and maximum 200 % are the least change"}},
		{"by placement", `{"serviceName":"port","desiredCount":4}`, []string{"-slots", "0"},
			[]string{"stuck by placement", "SERVICE_TASK_PLACEMENT_FAILURE", "minimum 75 %"}},
		{"500 for 50", `{"desiredCount":4,"deploymentConfiguration":{"minimumHealthyPercent":500,"maximumPercent":100}}`, nil, []string{"was 50 meant?"}},
	} {
		status, out, errs := exec(t, row.in, append(row.args, "-")...)
		if status != exitStuck || errs != "" {
			t.Errorf("%s: status %d, %s", row.name, status, errs)
		}
		for _, want := range row.want {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %q in\n%s", row.name, want, out)
			}
		}
		if drawing := picture(t, row.in, row.args...); !strings.Contains(drawing, "deployment stuck") {
			t.Errorf("%s: the drawing does not say so", row.name)
		}
	}
}

func TestRollback(t *testing.T) {
	status, out, _ := exec(t, "", "-failing", "9")
	if status != exitDone || !strings.Contains(out, "circuit breaker tripped after 3 failures") || !strings.Contains(out, "rollback started") {
		t.Errorf("status %d\n%s", status, out)
	}
	if drawing := picture(t, "", "-failing", "9"); !strings.Contains(drawing, "rolled back; deployment completed") {
		t.Error("the drawing does not say so")
	}
}

func TestTrafficShifts(t *testing.T) {
	in := `{"serviceName":"web","desiredCount":4,"loadBalancers":[{"targetGroupArn":"t"}],"deploymentConfiguration":{"strategy":"LINEAR","bakeTimeInMinutes":30,
		"lifecycleHooks":[{"targetType":"PAUSE","lifecycleStages":["POST_SCALE_UP"],"timeoutConfiguration":{"timeoutInMinutes":60}}]}}`
	status, out, errs := exec(t, in, "-")
	if status != exitDone || errs != "" {
		t.Fatalf("status %d, %s", status, errs)
	}
	for _, want := range []string{"linear, up to 8 tasks at once", "54      100.0 %       PRODUCTION_TRAFFIC_SHIFT", "1h24m0s from the first shift", "2h24m0s with every hook"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if drawing := picture(t, in); !strings.Contains(drawing, "BAKE_TIME") || !strings.Contains(drawing, "CLEAN_UP") {
		t.Error("the drawing lacks its marks")
	}
}

func TestDaemonService(t *testing.T) {
	in := `{"serviceName":"agent","schedulingStrategy":"DAEMON","deploymentConfiguration":{"minimumHealthyPercent":50}}`
	_, out, _ := exec(t, in, "-instances", "3", "-stop-first", "-")
	if !strings.Contains(out, "at least 2 healthy, at most 3 running or pending; stop first") || !strings.Contains(out, "the deployment ends") {
		t.Errorf("\n%s", out)
	}
}

func TestLongPlansAreCut(t *testing.T) {
	in := `{"desiredCount":100,"deploymentConfiguration":{"minimumHealthyPercent":100,"maximumPercent":101}}`
	_, out, _ := exec(t, in, "-")
	if !strings.Contains(out, "…") || strings.Count(out, "\n") > 120 {
		t.Errorf("%d lines", strings.Count(out, "\n"))
	}
	if n := len(picture(t, in)); n > 400_000 {
		t.Errorf("a drawing of %d bytes", n)
	}
}

func TestWrongUse(t *testing.T) {
	two := `[{"serviceName":"a"},{"serviceName":"b"}]`
	for _, row := range []struct {
		name, in string
		args     []string
		want     string
	}{
		{"no JSON", "{", []string{"-"}, "standard input:1:2"},
		{"no service", "[]", []string{"-"}, "no service"},
		{"several", two, []string{"-"}, "2 services, choose one with -service"},
		{"a name that none has", two, []string{"-service", "c", "-"}, `no service is named "c"`},
		{"no file", "", []string{filepath.Join(t.TempDir(), "none.json")}, "none.json"},
		{"two files", "", []string{"a", "b"}, "at most one"},
		{"another controller", `{"deploymentController":{"type":"CODE_DEPLOY"}}`, []string{"-"}, "nothing to plan"},
		{"no place for the drawing", "", []string{"-svg", filepath.Join(t.TempDir(), "no", "where.svg")}, "where.svg"},
		{"a flag that is none", "", []string{"-color"}, "-color"},
	} {
		status, _, errs := exec(t, row.in, row.args...)
		if status != exitUnreadable || !strings.Contains(errs, row.want) {
			t.Errorf("%s: status %d, %s", row.name, status, errs)
		}
	}
	if status, out, _ := exec(t, two, "-service", "b", "-"); status == exitUnreadable || !strings.Contains(out, "service b") {
		t.Errorf("a service by its name: status %d\n%s", status, out)
	}
	if status, _, errs := exec(t, "", "-h"); status != exitDone || !strings.Contains(errs, "usage") {
		t.Errorf("help: status %d, %s", status, errs)
	}
}
